//! Laws in the clauses of a policy, read from the first to the last: a list of laws may run through
//! many clauses, a text may use the initials of a law for something else, and "section 15.235 of the
//! Act" is of the code named before.

use super::block::{Part, Parts};
use super::citator::{Citator, Entry};
use super::found::Found;
use super::{law, legal};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static INITIALS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\((?P<letters>[A-Z]{2,6})\)").expect("a fixed pattern"));
/// "section 15.235(2) of the Act"
static OF_ACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[Ss]ections?\s+(?P<number>[0-9][0-9A-Za-z.:-]*)[^.;]{0,40}?\s+of\s+(?:the|that|said)\s+(?:[Aa]ct|[Ss]tatutes?|[Ll]aw)\b")
        .expect("a fixed pattern")
});
/// Words before the initials of a law: they say what is meant, and it is a law.
const LAWS: [&str; 7] = [
    "act",
    "acts",
    "law",
    "rule",
    "amendment",
    "regulations",
    "compact",
];
/// Small words, which give no letter to initials.
const SMALL: [&str; 9] = ["a", "and", "for", "in", "of", "on", "the", "to", "with"];

/// What was read so far.
#[derive(Debug, Default)]
pub struct Reader {
    /// The code of an open list of laws.
    list: legal::Carried,
    /// The clause before was a list of laws without a label.
    open: bool,
    /// The code cited last.
    last: legal::Carried,
    /// Initials of laws that stand for something else here.
    other: HashSet<String>,
}

impl Reader {
    /// The laws of the next clause.
    pub fn clause(
        &mut self,
        text: &str,
        parts: &Parts,
        citator: &Citator,
        state: Option<&str>,
    ) -> Vec<Found> {
        let mut out = Vec::new();
        let unlabelled = is_list(text, parts, citator, state);
        if !(unlabelled && self.open || parts.iter().any(|(_, part)| *part == Part::Laws)) {
            self.list = legal::Carried::default();
        }
        self.open = unlabelled;
        for (range, part) in parts {
            let words = &text[range.clone()];
            let mut found = match part {
                _ if unlabelled => legal::laws(words, citator, state, &mut self.list),
                Part::Laws => legal::laws(words, citator, state, &mut self.list),
                Part::Both => law::find_in_list(words, citator, state),
                Part::Policies | Part::Text => law::find(words, citator, state),
            };
            // In a list of policies the name of an act is a word of a title.
            found.retain(|f| *part != Part::Policies || !is_act(f));
            out.extend(found.into_iter().map(|f| moved(f, range.start)));
        }
        self.without_other_names(text, &mut out);
        self.of_the_act(text, &mut out, citator);
        out
    }

    /// Leaves out initials that the text explains as something that is no law.
    fn without_other_names(&mut self, text: &str, found: &mut Vec<Found>) {
        let explained = INITIALS
            .captures_iter(text)
            .filter_map(|hit| hit.name("letters"));
        let mut here: Vec<(usize, &str)> = Vec::new();
        for letters in explained {
            let before = text[..letters.start()].trim_end_matches('(').trim_end();
            if spells(before, letters.as_str()) {
                here.push((letters.start(), letters.as_str()));
            }
        }
        found.retain(|f| {
            let words = &text[f.range.clone()];
            let now = |(at, letters): &(usize, &str)| *letters == words && *at <= f.range.start;
            !(is_act(f) && (self.other.contains(words) || here.iter().any(now)))
        });
        self.other
            .extend(here.into_iter().map(|(_, l)| l.to_string()));
    }

    fn of_the_act(&mut self, text: &str, found: &mut Vec<Found>, citator: &Citator) {
        let mut next = 0;
        let mut more = Vec::new();
        for hit in OF_ACT.captures_iter(text) {
            let (whole, number) = (hit.get(0).expect("the match"), &hit["number"]);
            while let Some(f) = found.get(next).filter(|f| f.range.start < whole.start()) {
                legal::carry(f, &mut self.last);
                next += 1;
            }
            let ended = next == 0 || found[next - 1].range.end <= whole.start();
            let free = ended && found.get(next).is_none_or(|f| f.range.start >= whole.end());
            let start = hit.name("number").expect("in the pattern").start();
            if free && number.contains(['.', ':', '-']) {
                let words = &text[start..whole.end()];
                let read = legal::carried(words, citator, &self.last).into_iter();
                more.extend(read.map(|f| moved(f, start)));
            }
        }
        found[next..]
            .iter()
            .for_each(|f| legal::carry(f, &mut self.last));
        found.extend(more);
        found.sort_by_key(|f| f.range.start);
    }
}

/// Whether a text is a list of laws though no label says so: it begins with a section of a code, and
/// beside the laws it has no words but those of headings.
fn is_list(text: &str, parts: &Parts, citator: &Citator, state: Option<&str>) -> bool {
    let (Some((_, Part::Text)), 1) = (parts.first(), parts.len()) else {
        return false;
    };
    let start = text
        .strip_prefix("Legal ")
        .map_or(0, |rest| text.len() - rest.len());
    let found = law::find_in_list(text, citator, state);
    let first = found
        .first()
        .filter(|f| f.range.start == start && !is_act(f));
    let mut from = 0;
    let mut small = 0;
    let end = std::iter::once(text.len()..text.len());
    for range in found.iter().map(|f| f.range.clone()).chain(end) {
        let words = text[from..range.start.max(from)].split_whitespace();
        small += words
            .filter(|w| w.len() > 3 && w.starts_with(char::is_lowercase))
            .count();
        from = range.end.max(from);
    }
    first.is_some() && small == 0
}

/// Whether a law is cited by its name alone.
pub fn is_act(found: &Found) -> bool {
    let act = |law: &super::citator::Cited| matches!(law.entry, Entry::Act(_));
    found.law.as_ref().is_some_and(act)
}

fn moved(found: Found, by: usize) -> Found {
    let Range { start, end } = found.range;
    Found {
        range: start + by..end + by,
        ..found
    }
}

/// Whether the last words of a text have these initials and are not those of a law.
fn spells(text: &str, letters: &str) -> bool {
    let words = text.split_whitespace().rev().take(12);
    let words: Vec<String> = words
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|w| !SMALL.contains(&w.as_str()))
        .take(letters.len())
        .collect();
    let firsts: String = words
        .iter()
        .rev()
        .filter_map(|w| w.chars().next())
        .collect();
    let law = words.first().is_some_and(|w| LAWS.contains(&w.as_str()));
    !law && firsts.eq_ignore_ascii_case(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The laws that a text of one clause cites.
    fn read(state: &str, texts: &[&str]) -> Vec<String> {
        let (mut reader, citator) = (Reader::default(), Citator::built_in());
        let parts = |text: &str| vec![(0..text.len(), Part::Text)];
        let found = texts
            .iter()
            .flat_map(|text| reader.clause(text, &parts(text), &citator, Some(state)));
        found.map(|f| f.target).collect()
    }

    #[test]
    fn initials_that_the_text_explains_otherwise_are_no_law() {
        let texts = [
            "The ADA applies. Average daily attendance (ADA) counts, as ADA does.",
            "ADA is counted twice.",
        ];
        assert_eq!(read("CA", &texts), ["ADA"]);
        let texts = ["The Americans with Disability Act (ADA) applies, and the ADA rules."];
        assert_eq!(read("CA", &texts), ["ADA", "ADA"]);
    }

    #[test]
    fn a_section_of_the_act_is_of_the_code_named_before() {
        let texts = [
            "As MCL 15.231 requires.",
            "Section 15.235(2) of the Act sets the time; Section 2.3 of the Code does not.",
        ];
        assert_eq!(read("MI", &texts), ["MCL 15.231", "MCL 15.235(2)"]);
    }
}
