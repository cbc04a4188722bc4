//! Places by their labels alone: "3. below", "has broken 3.2". The text must have them.

use super::found::Found;
use super::label::Labels;
use super::list::{LABEL, SPLIT, is_joint, targets};
use super::place::{ELSEWHERE, place};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A label alone with the way to it: "3. below", "(b) above".
static DIRECTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[\s(])(?P<list>(?:\([A-Za-z0-9]{{1,4}}\)|[0-9]{{1,2}}\.[0-9]{{1,2}}|[0-9]{{1,2}}\.|[IVX]{{2,5}})(?:\([A-Za-z0-9]{{1,4}}\))*(?:\s*(?:,|and|or|through|,\s*and)\s*{LABEL})*)\s*,?\s*(?:above|below)\b"
    ))
    .expect("a fixed pattern")
});

/// A number of a decimal outline alone: "has broken 3.2", "See 4.4."
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])(?P<list>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\b").expect("a fixed pattern")
});

/// Labels of two levels alone: "grounds A.1 and A.2", "even where II.B would".
static COMPOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])(?P<list>(?:[A-Z]\.[0-9]{1,2}|[IVX]{1,5}\.[A-Z]|[0-9]{1,2}\.[a-z])(?:\.(?:[0-9]{1,2}|[a-z]|[ivx]{1,4}))*)\b")
        .expect("a fixed pattern")
});

/// "Under A through C": labels alone that are led to.
static THROUGH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:[Uu]nder|[Ii]n|[Pp]er|[Oo]f|[Ss]ee)\s+(?P<list>(?:[A-H]\s+(?:through|to)\s+[A-H]|\([a-z0-9]\)\s+(?:through|to)\s+\([a-z0-9]\)))")
        .expect("a fixed pattern")
});

/// Things that are counted with decimals.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:%|°|GPA|average|percent|points?|miles?|hours?|days?|weeks?|years?|months?|million|billion|inch|feet|ft\b|pounds?|lbs?\b|mg\b|ml\b|credits?|units?|kg|cm|mm|degrees?|[0-9])")
        .expect("a fixed pattern")
});

/// Words before a number that say what it counts.
const COUNTED: [&str; 20] = [
    "gpa",
    "version",
    "average",
    "least",
    "than",
    "about",
    "room",
    "chapter",
    "table",
    "figure",
    "grade",
    "level",
    "score",
    "scores",
    "unit",
    "lesson",
    "policy",
    "rule",
    "procedure",
    "regulation",
];

/// Finds labels without a word before them, where nothing was found yet. What is found stands in
/// order.
pub fn alone(text: &str, labels: &Labels, found: &mut Vec<Found>) {
    let taken: Vec<Range<usize>> = found.iter().map(|f| f.range.clone()).collect();
    let mut directed = directed(text, labels);
    directed.retain(|(range, _)| is_free(range, &taken));
    let ways: Vec<Range<usize>> = directed.iter().map(|(range, _)| range.clone()).collect();
    let decimals = decimals(text, labels)
        .into_iter()
        .chain(compounds(text, labels))
        .filter(|list| is_free(list, &taken) && is_free(list, &ways))
        .map(|list| (list.clone(), list));
    for (range, list) in directed.iter().cloned().chain(decimals) {
        let all = targets(text, "", &list, labels).into_iter();
        found.extend(all.map(|target| place(range.clone(), target)));
    }
}

/// Whether a stretch of a text has nothing in common with others, which stand in order.
fn is_free(range: &Range<usize>, others: &[Range<usize>]) -> bool {
    let next = others.partition_point(|o| o.end <= range.start);
    others.get(next).is_none_or(|o| o.start >= range.end)
}

/// "3. below", "(a) and (b) above": the whole, and the labels alone.
fn directed(text: &str, labels: &Labels) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    for hit in DIRECTED.captures_iter(text) {
        let (Some(whole), Some(list)) = (hit.get(0), hit.name("list")) else {
            continue;
        };
        let mut all = SPLIT
            .find_iter(list.as_str())
            .filter(|l| !is_joint(l.as_str()));
        if all.all(|l| labels.has_path(l.as_str())) {
            out.push((list.start()..whole.end(), list.range()));
        }
    }
    out
}

/// "grounds A.1 and A.2", "under A through C", where the text has all of them.
fn compounds(text: &str, labels: &Labels) -> Vec<Range<usize>> {
    let has_all = |list: &str| {
        let ends = list.split(' ').filter(|l| !is_joint(l));
        ends.into_iter().all(|l| labels.has_path(l))
    };
    let all = [&*COMPOUND, &*THROUGH].into_iter();
    let lists = all.flat_map(|pattern| pattern.captures_iter(text));
    let mut lists: Vec<Range<usize>> = lists
        .filter_map(|hit| Some(hit.name("list")?.range()))
        .filter(|list| list.start > 0 && has_all(&text[list.clone()]))
        .filter(|list| !ELSEWHERE.is_match(&text[list.end..]))
        .collect();
    lists.sort_by_key(|list| list.start);
    lists
}

/// "has broken 3.2": a number of the outline that counts nothing.
fn decimals(text: &str, labels: &Labels) -> Vec<Range<usize>> {
    let lists = DECIMAL
        .captures_iter(text)
        .filter_map(|hit| Some(hit.name("list")?.range()));
    lists
        .filter(|list| {
            let rest = &text[list.end..];
            let digit = |r: &str| r.starts_with(|c: char| c.is_ascii_digit());
            let free = list.start > 0
                && !rest.starts_with(['-', '/', ':'])
                && !rest.strip_prefix('.').is_some_and(digit);
            let word = text[..list.start]
                .trim_end()
                .rsplit(' ')
                .next()
                .unwrap_or_default();
            let word = word
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase();
            let counts = COUNTED.contains(&word.as_str()) || UNIT.is_match(rest);
            free && !counts && labels.has(&text[list.clone()])
        })
        .collect()
}
