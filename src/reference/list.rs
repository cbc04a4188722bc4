//! Lists of labels as they are printed: "(b)(1)(ii) and (iii)", "1-4", "A through C".

use super::label::{Labels, readings, steps};
use crate::clause::marker::Series;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A label with those below it: `III.A`, `(b)(1)`, `4.2`, `2.a.`
pub const LABEL: &str = r"(?:\([A-Za-z0-9]{1,4}\)|\b(?:[IVXLC]{1,6}|[ivx]{1,4}|[A-Z]|[a-z]|[0-9]{1,2})\b)(?:\([A-Za-z0-9]{1,4}\)|\.(?:[A-Z]|[a-z]|[0-9]{1,2}|[ivx]{1,4}|[IVX]{1,4})\b)*";

pub static SPLIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?:{LABEL}|\b[A-Za-z]{{3,5}}\b)")).expect("a fixed pattern")
});

/// What stands between two labels when all between them are meant.
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\.?\s*(?:-|–|through|thru|to)\s*$").expect("a fixed pattern"));

/// Without the full stop of the sentence, and without an article at its end: "Section A, and a
/// failure to report".
pub fn trimmed(text: &str, list: Range<usize>) -> Range<usize> {
    let mut labels = SPLIT
        .find_iter(&text[list.clone()])
        .filter(|l| !is_joint(l.as_str()));
    let mut end = list.end;
    let mut last = labels.next().map_or(0, |l| l.end());
    for label in labels {
        let after = list.start + label.end();
        if matches!(label.as_str(), "a" | "A" | "i" | "I") && word_follows(text, after) {
            end = list.start + last;
            break;
        }
        last = label.end();
    }
    let inner = text[list.start..end].trim_end();
    let bare = inner.trim_end_matches('.');
    list.start..list.start + bare.len()
}

/// Words for a clause by its number alone; others are parts of its name.
pub fn counted(word: &str) -> bool {
    matches!(
        word,
        "section"
            | "subsection"
            | "paragraph"
            | "subparagraph"
            | "subdivision"
            | "clause"
            | "item"
            | "provision"
            | "number"
            | "point"
            | "requirement"
            | "rule"
            | "guideline"
    )
}

/// A word between labels, not one of them.
pub fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "through" | "thru" | "to" | "or")
}

/// Whether a word follows that a sentence does not go on with after a label.
pub fn word_follows(text: &str, end: usize) -> bool {
    let Some(rest) = text[end..].strip_prefix(' ') else {
        return false;
    };
    let word = rest
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    word.starts_with(char::is_lowercase)
        && !matches!(
            word,
            "shall"
                | "must"
                | "may"
                | "applies"
                | "apply"
                | "does"
                | "do"
                | "is"
                | "are"
                | "and"
                | "or"
                | "above"
                | "below"
                | "of"
                | "will"
                | "should"
                | "in"
                | "to"
                | "for"
                | "has"
                | "requires"
        )
}

pub fn singular(word: &str) -> String {
    let word = word.to_lowercase().replace('-', "");
    word.strip_suffix('s').unwrap_or(&word).to_string()
}

/// The places of a list, ranges with what lies between, and labels that share those before them.
pub fn targets(text: &str, word: &str, list: &Range<usize>, labels: &Labels) -> Vec<String> {
    let named = |label: &str| {
        labels.has_named(&singular(word), label) && !(counted(&singular(word)) && labels.has(label))
    };
    let mut out: Vec<String> = Vec::new();
    let mut end = list.start;
    for hit in SPLIT.find_iter(&text[list.clone()]) {
        let start = list.start + hit.start();
        if is_joint(hit.as_str()) {
            continue;
        }
        let gap = &text[end..start];
        let label = match out.last() {
            Some(before) => shared(before, hit.as_str(), labels),
            None => hit.as_str().to_string(),
        };
        if RANGE.is_match(gap)
            && let Some(before) = out.last()
        {
            out.extend(between(before, &label));
        }
        out.push(label);
        end = list.start + hit.end();
    }
    let word = capitalised(&singular(word));
    out.into_iter()
        .map(|label| match named(&label) {
            true => format!("{word} {label}"),
            false => label,
        })
        .collect()
}

pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// A label with what it shares with the one before it: `(iii)` after `(b)(1)(ii)` is `(b)(1)(iii)`.
fn shared(before: &str, label: &str, labels: &Labels) -> String {
    let (above, own) = (steps(before), steps(label));
    let bracket = label.starts_with('(');
    if above.len() <= own.len()
        || above.len() < 2
        || before.starts_with('(') != bracket && !before.contains('(')
    {
        return label.to_string();
    }
    let same = |a: &str, b: &str| {
        let of: Vec<Series> = readings(a).map(|r| r.series).collect();
        readings(b).any(|r| of.contains(&r.series))
    };
    let depth = (0..above.len()).rev().find(|at| same(above[*at], own[0]));
    let Some(depth) = depth.filter(|depth| *depth > 0) else {
        return label.to_string();
    };
    let cut = above[depth].as_ptr() as usize - before.as_ptr() as usize;
    let cut = if bracket { cut - 1 } else { cut };
    let whole = format!("{}{label}", &before[..cut]);
    // Where the text has the label alone and not the longer one, the label alone is meant.
    match labels.has_path(label) && !labels.has_path(&whole) {
        true => label.to_string(),
        false => whole,
    }
}

/// Members of a range that are taken for granted; a longer range is left as its ends.
const MAX_RANGE: u32 = 30;

/// The labels between two: 2 and 3 for 1 to 4.
fn between(first: &str, last: &str) -> Vec<String> {
    let (Some(a), Some(b)) = (steps(first).pop(), steps(last).pop()) else {
        return Vec::new();
    };
    let pairs = readings(a).flat_map(|x| readings(b).map(move |y| (x, y)));
    let pairs = pairs.filter(|(x, y)| x.series == y.series && x.ordinal < y.ordinal);
    // I to II are two numerals, and not all letters from I on.
    let Some((x, y)) = pairs
        .min_by_key(|(x, y)| y.ordinal - x.ordinal)
        .filter(|(x, y)| y.ordinal - x.ordinal < MAX_RANGE)
    else {
        return Vec::new();
    };
    let at = a.as_ptr() as usize - first.as_ptr() as usize;
    (x.ordinal + 1..y.ordinal)
        .filter_map(|n| {
            Some(format!(
                "{}{}{}",
                &first[..at],
                printed(x.series, n)?,
                &first[at + a.len()..]
            ))
        })
        .collect()
}

/// A label of a series by its place.
fn printed(series: Series, ordinal: u32) -> Option<String> {
    let letter = || char::from_u32(u32::from('a') + ordinal - 1).filter(char::is_ascii_lowercase);
    let numeral = || {
        let tens = "x".repeat(usize::try_from(ordinal / 10).ok()?);
        let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        (ordinal < 40).then(|| {
            format!(
                "{tens}{}",
                units[usize::try_from(ordinal % 10).unwrap_or(0)]
            )
        })
    };
    match series {
        Series::Number => Some(ordinal.to_string()),
        Series::Lower => letter().map(String::from),
        Series::Upper => letter().map(|c| c.to_ascii_uppercase().to_string()),
        Series::LowerRoman => numeral(),
        Series::UpperRoman => numeral().map(|n| n.to_uppercase()),
        _ => None,
    }
}
