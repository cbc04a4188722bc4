//! Whom a sentence binds, on what condition, and with what exception.

use super::phrases::Phrases;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Whom a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// Employees of a district, or all users.
    Staff,
    /// Volunteers, contractors, student teachers.
    Volunteers,
    /// Students.
    Students,
    /// Parents and guardians.
    Parents,
    /// Superiors and offices of a district.
    Administration,
    /// The board, or the district as such.
    Board,
    /// Anyone else.
    Public,
}

impl Actor {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Actor::Staff => "staff",
            Actor::Volunteers => "volunteers",
            Actor::Students => "students",
            Actor::Parents => "parents",
            Actor::Administration => "administration",
            Actor::Board => "board",
            Actor::Public => "public",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    conditions: Vec<String>,
    exceptions: Vec<String>,
    actors: BTreeMap<Actor, Vec<String>>,
}

struct Limits {
    conditions: Phrases,
    exceptions: Phrases,
    actors: Phrases,
    /// The group of each phrase of `actors`.
    groups: Vec<Actor>,
}

static BUILT_IN: LazyLock<Limits> = LazyLock::new(|| {
    let lists: Lists =
        serde_yaml::from_str(include_str!("limits.yaml")).expect("the built-in data is tested");
    let actors = lists.actors.into_iter();
    let actors = actors.flat_map(|(group, words)| words.into_iter().map(move |word| (word, group)));
    let (words, groups): (Vec<String>, Vec<Actor>) = actors.unzip();
    let phrases = |list: &[String]| Phrases::of(list).expect("short lists");
    Limits {
        conditions: phrases(&lists.conditions),
        exceptions: phrases(&lists.exceptions),
        actors: phrases(&words),
        groups,
    }
});

/// The conditions in a part of a text: each from its first word to the end of its clause.
pub fn conditions(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    phrases(&BUILT_IN.conditions, text, part)
}

/// The exceptions in a part of a text.
pub fn exceptions(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    phrases(&BUILT_IN.exceptions, text, part)
}

fn phrases(list: &Phrases, text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let said = &text[part.clone()];
    let mut out: Vec<Range<usize>> = Vec::new();
    for (_, hit) in list.find(said, "") {
        // A phrase inside one that was found belongs to it.
        if out
            .last()
            .is_none_or(|last| part.start + hit.start >= last.end)
        {
            let end = clause_end(said, hit.end);
            out.push(part.start + hit.start..part.start + end);
        }
    }
    out
}

/// Where a clause ends: before the next comma, semicolon, colon or closing bracket, or before the
/// stop at the end.
fn clause_end(said: &str, from: usize) -> usize {
    let ends = |c: char| matches!(c, ',' | ';' | ')' | ':');
    let end = said[from..].find(ends).map_or(said.len(), |n| from + n);
    said[..end].trim_end_matches([' ', '.']).len()
}

/// Whom a part of a text names first before a word of force: its subject. None when it names no
/// one there.
pub fn actor(text: &str, before: Range<usize>) -> Option<Actor> {
    let said = &text[before];
    let first = BUILT_IN.actors.find(said, "s").next();
    // "Photographs of students": what stands behind a preposition is not the subject.
    let subject = first.filter(|(_, range)| {
        let clause = said[..range.start]
            .rsplit([',', ';', ':'])
            .next()
            .unwrap_or("");
        !clause
            .split_whitespace()
            .any(|w| PREPOSITIONS.contains(&w.to_lowercase().as_str()))
    });
    subject.map(|(at, _)| BUILT_IN.groups[at])
}

const PREPOSITIONS: [&str; 14] = [
    "of", "with", "to", "by", "for", "from", "about", "between", "in", "on", "among", "at",
    "under", "through",
];

#[cfg(test)]
mod tests {
    use super::{Actor, actor, conditions, exceptions};

    #[test]
    fn the_subject_is_bound() {
        for (text, wanted) in [
            ("Employees", Some(Actor::Staff)),
            ("Photographs of students", None),
            (
                "The Superintendent or designee",
                Some(Actor::Administration),
            ),
            ("Students", Some(Actor::Students)),
            ("Messages to one student at a time", None),
            ("When it helps, teachers", Some(Actor::Staff)),
            ("Texting", None),
        ] {
            assert_eq!(actor(text, 0..text.len()), wanted, "{text}");
        }
    }

    #[test]
    fn limits_are_found_with_their_words() {
        let text =
            "Staff shall not text students (except their own children) without a copy to a parent.";
        let words = |found: Vec<std::ops::Range<usize>>| -> Vec<&str> {
            found.into_iter().map(|r| &text[r]).collect()
        };
        assert_eq!(
            words(conditions(text, 0..text.len())),
            ["without a copy to a parent"]
        );
        assert_eq!(
            words(exceptions(text, 0..text.len())),
            ["except their own children"]
        );
    }
}
