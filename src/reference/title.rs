//! The names of a district's own policies, found wherever its texts print them.
//!
//! Titles are made of common words. One of several words counts as printed; one of two words or
//! one only with a sign beside it: the word "policy", quotation marks, "see".

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Titles and other names of policies, ready to be looked for.
#[derive(Debug)]
pub struct Titles {
    names: Vec<String>,
    /// Names that several policies have, which makes them words like others, in order.
    shared: Vec<String>,
    finder: Option<AhoCorasick>,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Bytes of the text, with "policy" after the name when printed.
    pub range: Range<usize>,
    /// The name as the district writes it.
    pub name: &'a str,
}

/// The document that the words after a name say it is.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[”\x22’*_]*\s+(?:polic(?:y|ies)|regulations?|procedures?|guidelines|handbook|bylaw)\b")
        .expect("a fixed pattern")
});

/// The end of the text before a name, when it sends the reader there.
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:see(?:\s+also)?|cf\.?|refer\s+to|polic(?:y|ies)(?:\s+(?:on|titled|entitled))?)[,:]?\s*(?:the\s+)?[“\x22‘(\[]?|[“\x22‘])$")
        .expect("a fixed pattern")
});

/// "the policy on": what follows is what it is about, in capitals or not.
static ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bpolic(?:y|ies)\s+(?:on|titled|entitled|regarding|concerning)\s+(?:the\s+)?$")
        .expect("a fixed pattern")
});

/// One policy among any: none in particular.
static MANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:an?|any|every|each|no|new|some|such|other|another|written|good)\s+$")
        .expect("a fixed pattern")
});

/// Words after a name that make it another: the name of a law, an office or a person.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[’']?\s*(?:Act|Code|Law|Office|Officer|Department|Director|Coordinator|Committee|Team|Form|Program|Plan|Center|Services|Association)\b")
        .expect("a fixed pattern")
});

impl Titles {
    /// From names as printed; the same name may come twice.
    pub fn new(names: impl IntoIterator<Item = String>) -> Titles {
        let mut names: Vec<String> = names
            .into_iter()
            .filter(|n| n.len() > 3 && n.contains(char::is_alphabetic))
            .collect();
        names.sort();
        let mut shared: Vec<String> = names
            .windows(2)
            .filter(|w| w[0] == w[1])
            .map(|w| w[0].clone())
            .collect();
        shared.dedup();
        names.dedup();
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)
            .ok();
        Titles {
            names,
            shared,
            finder,
        }
    }

    /// The names that a text prints, in order.
    pub fn find(&self, text: &str) -> Vec<Hit<'_>> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        finder
            .find_iter(text)
            .filter_map(|hit| {
                let name = self.names[hit.pattern().as_usize()].as_str();
                let shared = self
                    .shared
                    .binary_search_by(|n| n.as_str().cmp(name))
                    .is_ok();
                let end = meant(text, hit.range(), name, shared)?;
                Some(Hit {
                    range: hit.start()..end,
                    name,
                })
            })
            .collect()
    }
}

/// The end of a name, when the words are meant as one.
fn meant(text: &str, range: Range<usize>, name: &str, shared: bool) -> Option<usize> {
    let (before, rest) = (&text[..range.start], &text[range.end..]);
    let whole =
        !before.ends_with(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric);
    if !whole || OTHER.is_match(rest) {
        return None;
    }
    let printed = &text[range.clone()];
    let ahead = &before[before.floor_char_boundary(before.len().saturating_sub(30))..];
    let capital = printed.starts_with(char::is_uppercase);
    let document = DOCUMENT.find(rest).map(|m| range.end + m.end());
    let named = name.to_lowercase();
    // "The grievance procedure" is any; "the care policy" is the Care Policy.
    let itself = ["policy", "policies"].iter().any(|w| named.ends_with(w));
    let words = name.split_whitespace().count();
    let as_printed = printed == name || !printed.contains(char::is_lowercase);
    let one_of_many = MANY.is_match(ahead);
    let sure = match words {
        0 => false,
        _ if document.is_some() || itself && words > 1 => capital || !one_of_many,
        1 => capital && SENT.is_match(ahead),
        2 => capital && SENT.is_match(ahead) || ON.is_match(ahead),
        _ => as_printed && !shared || ON.is_match(ahead),
    };
    sure.then(|| document.filter(|_| !itself).unwrap_or(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        static TITLES: LazyLock<Titles> = LazyLock::new(|| {
            let names = [
                "Attendance",
                "Student Records",
                "Staff Ethics",
                "Use of School Facilities",
                "Care Policy",
            ];
            Titles::new(names.map(String::from))
        });
        TITLES.find(text).into_iter().map(|h| h.name).collect()
    }

    #[test]
    fn titles_count_as_printed_or_with_a_sign_beside_them() {
        for (text, wanted) in [
            ("as the student records policy says", "Student Records"),
            (
                "under Use of School Facilities, groups pay",
                "Use of School Facilities",
            ),
            ("the Attendance Policy", "Attendance"),
            ("(see Staff Ethics)", "Staff Ethics"),
            ("the policy on Staff Ethics", "Staff Ethics"),
            ("the Care Policy applies", "Care Policy"),
            ("the district’s attendance policy", "Attendance"),
            ("the policy on student records", "Student Records"),
        ] {
            assert_eq!(names(text), [wanted], "{text}");
        }
    }

    #[test]
    fn common_words_are_no_titles() {
        for text in [
            "Attendance is taken daily.",
            "the student records office",
            "Student Records are kept.",
            "use of school facilities",
            "the Student Records Act",
            "write an attendance policy",
        ] {
            assert_eq!(names(text), Vec::<&str>::new(), "{text}");
        }
    }
}
