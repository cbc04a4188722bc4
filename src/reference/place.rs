//! Places in the same policy: "Section III.A", "paragraphs (b) and (c)", "Attachment D",
//! "Personal Accounts below".

use super::found::{Found, Kind};
use regex::Regex;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

const LABEL: &str = r"(?:\([A-Za-z0-9]{1,4}\)|\b(?:[IVXLC]{1,6}|[A-Z]|[a-z]|[0-9]{1,2})\b)(?:\([A-Za-z0-9]{1,4}\)|\.(?:[A-Z]|[a-z]|[0-9]{1,2}|[ivx]{1,4})\b)*";

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"\b(?P<word>[Ss]ections?|[Ss]ubsections?|[Pp]aragraphs?|[Ss]ubparagraphs?|[Cc]lauses?|[Ii]tems?|[Pp]arts?)\s+(?P<list>{LABEL}(?:\s*(?:,|and|or|through|to|,\s*and|,\s*or)\s+{LABEL})*)(?P<after>\W+\w+)?"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

static ATTACHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:Attachment|Appendix|Exhibit|Schedule|Form)\s+(?:[A-Z]|[0-9]{1,2})\b(?:-[0-9])?",
    )
    .expect("a fixed pattern")
});

static SPLIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(LABEL).expect("a fixed pattern"));

/// Finds references to places in a text. `headings` are the headings of the policy.
pub fn find(text: &str, headings: &Headings<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for hit in LABELLED.captures_iter(text) {
        let list = hit.name("list").expect("part of the pattern");
        let start = hit.get(0).expect("a match has a range").start();
        if belongs_elsewhere(
            text,
            list.end(),
            hit.name("after").map_or("", |a| a.as_str()),
        ) {
            continue;
        }
        for label in SPLIT.find_iter(list.as_str()) {
            // "item a teacher": an article, no label.
            if matches!(label.as_str(), "a" | "i" | "A" | "I")
                && next_is_word(text, list.start() + label.end())
            {
                continue;
            }
            found.push(Found {
                range: start..list.end(),
                kind: Kind::Clause,
                target: label.as_str().to_string(),
                law: None,
            });
        }
    }
    for hit in ATTACHED.find_iter(text) {
        found.push(Found {
            range: hit.range(),
            kind: Kind::Clause,
            target: hit.as_str().to_string(),
            law: None,
        });
    }
    by_heading(text, headings, &mut found);
    found
}

/// The label is one of another document: "section 8 of the form", "Section 504 of the Act",
/// "section 1002.22, Florida Statutes".
fn belongs_elsewhere(text: &str, end: usize, after: &str) -> bool {
    let rest = &text[end..];
    let next = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let of = next == "of" && {
        let what: Vec<&str> = rest.split_whitespace().skip(1).take(2).collect();
        let here = what.iter().any(|w| {
            let w = w
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase();
            matches!(
                w.as_str(),
                "policy" | "regulation" | "procedure" | "section" | "rule" | "handbook"
            )
        });
        !(here && what.first().is_some_and(|w| *w == "this"))
    };
    of || rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

fn next_is_word(text: &str, end: usize) -> bool {
    text[end..].starts_with(' ')
        && text[end + 1..].starts_with(char::is_lowercase)
        && !text[end + 1..].starts_with("and ")
        && !text[end + 1..].starts_with("or ")
}

/// The headings of a policy, to be found at the end of a text.
#[derive(Debug, Default)]
pub struct Headings<'a> {
    all: HashSet<&'a str>,
    /// How many bytes they have.
    lengths: BTreeSet<usize>,
}

impl<'a> FromIterator<&'a str> for Headings<'a> {
    fn from_iter<T: IntoIterator<Item = &'a str>>(headings: T) -> Headings<'a> {
        let all: HashSet<&str> = headings.into_iter().filter(|h| h.len() > 3).collect();
        let lengths = all.iter().map(|h| h.len()).collect();
        Headings { all, lengths }
    }
}

impl Headings<'_> {
    /// The longest heading that ends a text.
    fn ending<'t>(&self, text: &'t str) -> Option<&'t str> {
        let starts = self.lengths.iter().rev();
        starts
            .filter_map(|length| text.get(text.len().checked_sub(*length)?..))
            .find(|tail| self.all.contains(tail))
    }
}

/// "Personal Accounts below", "see Records above": a heading of the policy and the way to it.
fn by_heading(text: &str, headings: &Headings<'_>, found: &mut Vec<Found>) {
    for way in ["above", "below"] {
        for (at, _) in text.match_indices(way) {
            let before = text[..at].trim_end_matches([',', ' ', '”', '"']);
            if let Some(heading) = headings.ending(before) {
                found.push(Found {
                    range: before.len() - heading.len()..at + way.len(),
                    kind: Kind::Clause,
                    target: heading.to_string(),
                    law: None,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        find(text, &["Personal Accounts"].into_iter().collect())
            .into_iter()
            .map(|f| f.target)
            .collect()
    }

    #[test]
    fn places_are_found_one_by_one() {
        assert_eq!(targets("Sections B and D do not bind"), ["B", "D"]);
        assert_eq!(targets("as provided in Section III.A"), ["III.A"]);
        assert_eq!(
            targets("under paragraphs (b)(1) and (c)"),
            ["(b)(1)", "(c)"]
        );
        assert_eq!(
            targets("(see Attachment D, Workplace Form)"),
            ["Attachment D"]
        );
        assert_eq!(
            targets("(see Personal Accounts below)"),
            ["Personal Accounts"]
        );
    }

    #[test]
    fn places_of_other_documents_are_none() {
        for text in [
            "section 8 of the form",
            "Section 504 plans",
            "section 1002.22, Florida Statutes",
            "part of the day",
            "item a teacher",
        ] {
            assert_eq!(targets(text), Vec::<String>::new(), "{text}");
        }
    }
}
