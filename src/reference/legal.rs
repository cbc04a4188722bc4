//! Laws in the legal references of front matter: a list, not prose. The name of a code stands once
//! and numbers follow it, in the same line or in the next ("RCW 28A.300.285; 28A.600.480"), and
//! cases and opinions stand between them.

use super::citator::{Citator, Cited, Entry};
use super::found::{Found, Kind};
use super::join::join_names;
use super::law::{Of, Scan};
use super::section::{OPINION, SIGN, Wanted};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12][0-9]|3[01])[-/](?:[0-9]{4}|[0-9]{2})\b")
        .expect("a fixed pattern")
});
/// What goes on after a number that then is no section: a longer number, a time, a date.
static GOES_ON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[/:]|\.[0-9])").expect("a fixed pattern"));

/// A number after a heading, with a heading of its own.
static HEADED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[A-Za-z]{4,}|[).])\s(?:(?P<number>[0-9]+[A-Z]?[-.:][0-9][0-9A-Za-z.:-]*)(?:\([0-9A-Za-z]{1,3}\))*(?:\s[-–]\s|\s[A-Z][a-z]|\s*$)|(?P<title>Title\s[0-9]{1,3}[A-Z]?(?:\.[0-9]+)?),?\s[Cc]hapter\s)")
        .expect("a fixed pattern")
});

/// The code that numbers without a name belong to, from one item to the next.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    code: Option<(usize, String)>,
}

/// Finds the laws of one item. What no rule reads is a reference without a law: a part between
/// semicolons, or the whole item.
pub fn find(
    text: &str,
    citator: &Citator,
    state: Option<&str>,
    carried: &mut Carried,
) -> Vec<Found> {
    let (mut found, bare) = read(text, citator, state, carried, false);
    let unread = unread(text, &found, &bare);
    found.extend(unread);
    found.sort_by_key(|f| f.range.start);
    found
}

/// Finds the laws of a list in a text, where other things may stand between them.
pub fn laws(
    text: &str,
    citator: &Citator,
    state: Option<&str>,
    carried: &mut Carried,
) -> Vec<Found> {
    read(text, citator, state, carried, true).0
}

/// What is read, and the names of codes that stand there without a number. With `lines` the text is
/// of lines that blanks have joined.
fn read(
    text: &str,
    citator: &Citator,
    state: Option<&str>,
    carried: &mut Carried,
    lines: bool,
) -> (Vec<Found>, Vec<(Range<usize>, usize)>) {
    let (scan, names) = Scan::of(text, citator, state, true);
    let mut found = scan.laws(&names);
    let bare = names.iter().filter_map(|(range, meanings)| {
        let free = !touched(&found, |f| &f.range, range);
        let code = scan.best_code(meanings).filter(|_| free)?;
        Some((range.clone(), code))
    });
    let bare: Vec<(Range<usize>, usize)> = bare.collect();
    let nameless = without_name(&scan, &found, &bare, carried, lines);
    found.extend(nameless);
    found.sort_by_key(|f| f.range.start);
    (join_names(&scan, found), bare)
}

/// The section that a text begins with, of the code carried there.
pub fn carried(text: &str, citator: &Citator, carried: &Carried) -> Vec<Found> {
    let (scan, _) = Scan::of(text, citator, None, false);
    numbers(&scan, 0, text.len(), carried).unwrap_or_default()
}

/// Name of the code that a text names as a whole, without a section.
pub fn whole_code<'c>(text: &str, citator: &'c Citator, state: Option<&str>) -> Option<&'c str> {
    let (scan, names) = Scan::of(text, citator, state, true);
    let (_, meanings) = names.first()?;
    let code = scan.best_code(meanings)?;
    let digits = text.contains(|c: char| c.is_ascii_digit());
    (names.len() == 1 && !digits).then_some(&*citator.codes[code].name)
}

/// Where a number without a name may stand: at the beginning of a part, and after a heading where
/// lines were joined: "33-205 - Denial of Attendance 33-512 - Governance".
fn starts(text: &str, lines: bool) -> Vec<Range<usize>> {
    let mut out = parts(text, &[',', ';', '|', '\n', '§']);
    if lines {
        let hits = HEADED
            .captures_iter(text)
            .filter_map(|hit| hit.name("number").or(hit.name("title")));
        out.extend(hits.map(|m| m.range()));
        out.sort_by_key(|r| (r.start, r.end));
    }
    out
}

/// Numbers at the beginning of a part that belong to the code named before.
fn without_name(
    scan: &Scan<'_>,
    found: &[Found],
    bare: &[(Range<usize>, usize)],
    carried: &mut Carried,
    lines: bool,
) -> Vec<Found> {
    let mut out = Vec::new();
    let (mut next_found, mut next_bare, mut read_to) = (0, 0, 0);
    for part in starts(scan.text, lines) {
        let begin = part.start + SIGN.find(&scan.text[part.clone()]).map_or(0, |m| m.end());
        while let Some((range, code)) = bare.get(next_bare).filter(|(r, _)| r.start < begin) {
            carried.code = Some((*code, String::new()));
            read_to = range.end;
            next_bare += 1;
        }
        while let Some(f) = found.get(next_found).filter(|f| f.range.start <= begin) {
            carry(f, carried);
            read_to = read_to.max(f.range.end);
            next_found += 1;
        }
        if begin < read_to {
            continue;
        }
        let limit = found
            .get(next_found)
            .map_or(scan.text.len(), |f| f.range.start);
        if let Some(read) = numbers(scan, begin, limit, carried) {
            read_to = read.last().map_or(read_to, |f| f.range.end);
            out.extend(read);
        }
    }
    for (_, code) in &bare[next_bare..] {
        carried.code = Some((*code, String::new()));
    }
    found[next_found..].iter().for_each(|f| carry(f, carried));
    out
}

/// Carries the code of a law on to what follows.
pub fn carry(found: &Found, carried: &mut Carried) {
    if let Some(Cited {
        entry: Entry::Code(at),
        title,
        ..
    }) = &found.law
    {
        carried.code = Some((*at, title.clone()));
    }
}

/// The sections or chapters that begin at an offset, when their shape is that of the carried code
/// and of nothing else: a bare number is no section.
fn numbers(scan: &Scan<'_>, begin: usize, limit: usize, carried: &Carried) -> Option<Vec<Found>> {
    let (at, title) = carried.code.as_ref()?;
    let shapes = scan.citator.shapes(*at);
    let rest = &scan.text[begin..];
    if DATE.is_match(rest) {
        return None;
    }
    let place = scan.place_at(begin, *at);
    if let Some(place) = place.filter(|p| p.iter().all(|f| f.range.end <= limit)) {
        return Some(place);
    }
    let part = shapes.parts.find(rest).filter(|p| p.end() < rest.len());
    let (chapter, from, shape) = match (part, &shapes.chapter) {
        (Some(part), Some(shape)) => (true, begin + part.end(), shape),
        _ => (false, begin, &shapes.section),
    };
    let wanted = match chapter {
        true => Wanted::chapter(*at, true),
        false => Wanted::section(*at),
    };
    // The first number decides, before any other is read.
    let (first, end) = scan.one(from, shape)?;
    let padded = first.starts_with('0') && !first.contains('.');
    let shaped = chapter || (first.contains(['.', '-', ':']) && !padded);
    let after = &scan.text[end..];
    let opinion = OPINION.is_match(after.trim_start());
    if !shaped || opinion || GOES_ON.is_match(after) {
        return None;
    }
    let list = scan.list(from, wanted).filter(|l| l.end <= limit)?;
    let of = Of { at: *at, title };
    Some(scan.named(begin, list, of))
}

/// Parts between semicolons and line ends of which nothing was read; the whole item when nothing
/// was read at all.
fn unread(text: &str, found: &[Found], bare: &[(Range<usize>, usize)]) -> Vec<Found> {
    let whole = trimmed(text, 0..text.len());
    if found.is_empty() {
        return (!whole.is_empty())
            .then(|| nothing(text, whole))
            .into_iter()
            .collect();
    }
    let open = parts(text, &[';', '\n']).into_iter().filter(|part| {
        let read = touched(found, |f| &f.range, part);
        let heads = touched(bare, |(name, _)| name, part);
        let words = text[part.clone()].contains(char::is_alphanumeric);
        words && !read && !heads
    });
    open.map(|part| nothing(text, part)).collect()
}

fn nothing(text: &str, range: Range<usize>) -> Found {
    Found {
        target: text[range.clone()].to_string(),
        range,
        kind: Kind::Statute,
        law: None,
    }
}

/// Whether one of the ranges, which stand in the order of the text, shares a byte with another.
fn touched<T>(ranges: &[T], of: impl Fn(&T) -> &Range<usize>, range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|r| of(r).end <= range.start);
    ranges.get(next).is_some_and(|r| of(r).start < range.end)
}

/// The parts of a text between signs, without white space around them.
pub fn parts(text: &str, signs: &[char]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut out = Vec::new();
    for (at, sign) in text.match_indices(signs).chain([(text.len(), "")]) {
        out.push(trimmed(text, start..at));
        start = at + sign.len();
    }
    out
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the items say, as `key` or `?words` for what is not read.
    fn check(state: &str, items: &[&str], wanted: &[&str]) {
        let citator = Citator::built_in();
        let mut carried = Carried::default();
        let mut read = Vec::new();
        for item in items {
            for found in find(item, &citator, Some(state), &mut carried) {
                let sign = if found.law.is_some() { "" } else { "?" };
                read.push(format!("{sign}{}", found.target));
            }
        }
        assert_eq!(read, wanted, "{items:?}");
    }

    #[test]
    fn a_number_without_a_name_is_of_the_code_before() {
        check(
            "WA",
            &["RCW 28A.300.285; 28A.600.480"],
            &["RCW 28A.300.285", "RCW 28A.600.480"],
        );
        check(
            "WA",
            &["RCW 28A.300.285", "28A.600.480"],
            &["RCW 28A.300.285", "RCW 28A.600.480"],
        );
        check(
            "",
            &["20 U.S.C. 1232g, 1400"],
            &["20 U.S.C. 1232g", "20 U.S.C. 1400"],
        );
        check(
            "IA",
            &["Iowa Code", "256.9; 279.8"],
            &["?Iowa Code", "Iowa Code 256.9", "Iowa Code 279.8"],
        );
        check(
            "IA",
            &["I.C. 232.69 | Reporting", "279.8 | Discharge"],
            &["Iowa Code 232.69", "Iowa Code 279.8"],
        );
        check(
            "ID",
            &["Code of Idaho,05/11/92,33-202; 33-2006"],
            &["Idaho Code 33-202", "Idaho Code 33-2006"],
        );
        check(
            "ID",
            &["Idaho Code; Sections:,20-516, 37-2701"],
            &["Idaho Code 20-516", "Idaho Code 37-2701"],
        );
    }

    #[test]
    fn a_shortened_number_is_written_out() {
        check(
            "ID",
            &["IC 33-511, 512, 1612"],
            &[
                "Idaho Code 33-511",
                "Idaho Code 33-512",
                "Idaho Code 33-1612",
            ],
        );
        check(
            "ID",
            &["Code of Idaho 33-1401 to 1404"],
            &["Idaho Code 33-1401-33-1404"],
        );
        check(
            "ID",
            &["33-1601-1612", "IC 33-1601-1612, 33-1627"],
            &[
                "?33-1601-1612",
                "Idaho Code 33-1601-33-1612",
                "Idaho Code 33-1627",
            ],
        );
        check(
            "ID",
            &["Idaho Code 33-802A, 33- 601A, Idaho Code 18- 8403(2) Terms"],
            &[
                "Idaho Code 33-802A",
                "Idaho Code 33-601A",
                "Idaho Code 18-8403(2)",
            ],
        );
        check(
            "NC",
            &["G.S. 115C-47, -391"],
            &["N.C.G.S. 115C-47", "N.C.G.S. 115C-391"],
        );
    }

    #[test]
    fn what_does_not_fit_is_no_section() {
        check(
            "ID",
            &["Idaho Code 33-512, paragraph 11"],
            &["Idaho Code 33-512"],
        );
        check(
            "ID",
            &["IC 33-512, 2019", "05-11-92"],
            &["Idaho Code 33-512", "?05-11-92"],
        );
        check(
            "",
            &["20 U.S.C. 1232g", "1964 amendments"],
            &["20 U.S.C. 1232g", "?1964 amendments"],
        );
        check(
            "WA",
            &["RCW 28A.300.285", "WAC 181-87-060"],
            &["RCW 28A.300.285", "WAC 181-87-060"],
        );
    }

    #[test]
    fn cases_and_opinions_are_no_law() {
        check(
            "IA",
            &["Iowa Code 279.8; Widmer v. Reitzler"],
            &["Iowa Code 279.8", "?Widmer v. Reitzler"],
        );
        check(
            "ID",
            &["93-2 Attorney General Opinion"],
            &["?93-2 Attorney General Opinion"],
        );
    }
}
