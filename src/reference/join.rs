//! Two namings of one law that stand side by side.

use super::citator::{Citator, Cited, Entry};
use super::entry::Act;
use super::found::Found;
use super::law::Scan;
use regex::Regex;
use std::sync::LazyLock;

/// Words that introduce another name of what was named.
static GLOSS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:(?:also|commonly|hereinafter|hereafter|better)\s+)?(?:known|called|cited|referred|hereinafter|hereafter)\b[^.;]{0,40}$")
        .expect("a fixed pattern")
});

/// Two namings that follow each other and name one law become one.
pub fn join_names(text: &str, found: Vec<Found>, citator: &Citator) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut next in found {
        let Some(last) = out.last().filter(|l| l.range.end < next.range.start) else {
            out.push(next);
            continue;
        };
        let between = &text[last.range.end..next.range.start];
        // "92 NAC 27, known to teachers as Rule 27": one law, named once.
        if last.target == next.target && between.len() <= 60 && GLOSS.is_match(between) {
            continue;
        }
        let joins = matches!(between, ", " | " (" | " - " | " – " | ": ");
        if joins && one_law(last, &next, citator) {
            next.range.start = last.range.start;
            if text[next.range.end..].starts_with(')') && between == " (" {
                next.range.end += 1;
            }
            out.pop();
        }
        out.push(next);
    }
    out
}

/// "Idaho Public Records Act, Idaho Code 74-101": an act, and a place in a code that it stands in;
/// or the act again, by its initials.
fn one_law(first: &Found, second: &Found, citator: &Citator) -> bool {
    let (Some(first_law), Some(second_law)) = (&first.law, &second.law) else {
        return false;
    };
    let act = match (first_law.entry, second_law.entry) {
        (Entry::Code(_), Entry::Code(_)) => return false,
        _ if first.target == second.target => return true,
        (Entry::Act(act), Entry::Code(_)) => &citator.acts[act],
        _ => return false,
    };
    // Of an act whose place the list does not know, what is printed beside it is the place.
    let places: Vec<Cited> = act
        .cites
        .iter()
        .flat_map(|c| places(c, act, citator))
        .collect();
    let volume = |law: &Cited| match law.entry {
        Entry::Code(at) => Some((&citator.codes[at].key, law.title.clone())),
        Entry::Act(_) => None,
    };
    places.is_empty()
        || places
            .iter()
            .any(|place| volume(place) == volume(second_law))
}

/// The places in codes that an act of the list stands in.
pub fn places(cite: &str, act: &Act, citator: &Citator) -> Vec<Cited> {
    let (scan, names) = Scan::of(cite, citator, Some(&act.jurisdiction), false);
    let laws = scan.each(&names).into_iter().filter_map(|f| f.law);
    laws.filter(|law| matches!(law.entry, Entry::Code(_)))
        .collect()
}
