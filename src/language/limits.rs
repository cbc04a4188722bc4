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

/// What a limit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// The act is open only then: "unless", "without", "only with".
    Gate,
    /// The act as a whole is open only so: "only".
    Only,
    /// What has to come first: "before the release is signed".
    Before,
    /// The rule holds only then: "if", "when".
    Case,
    /// What the rule does not reach: "except".
    Exception,
}

/// A part of a sentence that limits its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What it does.
    pub kind: LimitKind,
    /// Where it stands, from its first word to the end of its clause.
    pub range: Range<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    gates: Vec<String>,
    only: Vec<String>,
    before: Vec<String>,
    cases: Vec<String>,
    exceptions: Vec<String>,
    /// Phrases that only look like limits.
    none: Vec<String>,
    actors: BTreeMap<Actor, Vec<String>>,
}

struct Limits {
    limits: Phrases,
    /// The kind of each phrase of `limits`; none where it only looks like one.
    kinds: Vec<Option<LimitKind>>,
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
    let of = |list: Vec<String>, kind| list.into_iter().map(move |phrase| (phrase, kind));
    let limits = of(lists.gates, Some(LimitKind::Gate))
        .chain(of(lists.only, Some(LimitKind::Only)))
        .chain(of(lists.before, Some(LimitKind::Before)))
        .chain(of(lists.cases, Some(LimitKind::Case)))
        .chain(of(lists.exceptions, Some(LimitKind::Exception)))
        .chain(of(lists.none, None));
    let (phrases, kinds): (Vec<String>, Vec<Option<LimitKind>>) = limits.unzip();
    Limits {
        limits: Phrases::of(&phrases).expect("short lists"),
        kinds,
        actors: Phrases::of(&words).expect("short lists"),
        groups,
    }
});

/// Bytes before "excepted" in which what is excepted is looked for, so that the time stays linear.
const LONGEST: usize = 200;

/// The limits in a part of a text: each from its first word to the end of its clause.
pub fn limits(text: &str, part: Range<usize>) -> Vec<Limit> {
    let said = &text[part.clone()];
    let found = BUILT_IN.limits.find(said, "");
    let found = found.filter_map(|(at, hit)| Some((BUILT_IN.kinds[at]?, hit)));
    let found: Vec<(LimitKind, Range<usize>)> = found.collect();
    let mut out: Vec<Limit> = Vec::with_capacity(found.len());
    for (number, (kind, hit)) in found.iter().enumerate() {
        // "except when", "only if": of two limits of a clause the first goes up to the second.
        let next = found.get(number + 1);
        let up_to = next.map_or(said.len(), |(_, next)| next.start);
        let end = clause_end(&said[..up_to], hit.end);
        // "the lunch hour excepted": what it is about stands before.
        let behind = said[hit.clone()].eq_ignore_ascii_case("excepted");
        let from = said.floor_char_boundary(hit.start.saturating_sub(LONGEST));
        let sign = behind.then(|| said[from..hit.start].rfind([',', ';', '(']));
        let start = sign.flatten().map_or(hit.start, |at| from + at + 1);
        let range = part.start + start..part.start + end;
        out.push(Limit { kind: *kind, range });
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

/// Whom the words before a word of force name as its subject. None when they name no one.
pub fn actor(text: &str, before: Range<usize>) -> Option<Actor> {
    let said = &text[before];
    let signs = [',', ';', ':', '(', ')', '—', '–'];
    let mut end = said.len();
    // "When a student asks, staff should": the part nearest to the word of force comes first.
    loop {
        let sign = said[..end].rfind(signs);
        let start = sign.map_or(0, |at| {
            at + said[at..].chars().next().map_or(1, char::len_utf8)
        });
        let part = &said[start..end];
        let listed = sign.is_some_and(|at| is_listed(&said[..at]));
        if let Some(actor) = subject(part).filter(|_| !listed && !is_subordinate(part)) {
            return Some(actor);
        }
        end = sign?;
    }
}

/// Whether what stands before a comma ends with a group that is no subject: "from parents,
/// students or alumni".
fn is_listed(before: &str) -> bool {
    let start = before.rfind([',', ';', ':']).map_or(0, |at| at + 1);
    let part = &before[start..];
    let Some((_, last)) = BUILT_IN.actors.find(part, "s").last() else {
        return false;
    };
    let rest = part[last.end..].trim_start_matches('s');
    rest.trim().is_empty() && is_governed(&part[..last.start])
}

/// Whether a part of a sentence begins with "if", "when" and the like.
fn is_subordinate(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or("");
    SUBORDINATE.contains(&first.to_lowercase().as_str())
}

/// The first group that a part names, unless it stands behind a preposition or owns something:
/// "photographs of students", "a student's parent", "between one adult and one student".
fn subject(part: &str) -> Option<Actor> {
    let mut governed: Option<usize> = None;
    for (at, range) in BUILT_IN.actors.find(part, "s") {
        let rest = part[range.end..].strip_prefix('s');
        let rest = rest.unwrap_or(&part[range.end..]);
        let joined = governed.is_some_and(|end| is_joined(&part[end..range.start]));
        if joined || is_governed(&part[..range.start]) {
            governed = Some(part.len() - rest.len());
        } else if !rest.starts_with(['’', '\'']) {
            return Some(BUILT_IN.groups[at]);
        }
    }
    None
}

/// Whether words only join two names of groups: "and one".
fn is_joined(between: &str) -> bool {
    let words = [
        "and", "or", "one", "a", "an", "the", "any", "their", "nor", "with",
    ];
    let mut own = between.split_whitespace().peekable();
    own.peek().is_some() && own.all(|w| words.contains(&w.to_lowercase().as_str()))
}

/// Whether the words before a name of a group make it no subject: "photographs of", "posts that
/// shame a".
fn is_governed(before: &str) -> bool {
    let words = before.split_whitespace().map(str::to_lowercase);
    let words: Vec<String> = words.collect();
    let relative = ["that", "which", "who", "whose", "whom"];
    if words.iter().any(|w| relative.contains(&w.as_str())) {
        return true;
    }
    for word in words.iter().rev().take(4) {
        if PREPOSITIONS.contains(&word.as_str()) {
            return true;
        }
        // "Under it a student may not": the preposition has its noun.
        if matches!(word.as_str(), "it" | "this" | "them") {
            return false;
        }
    }
    false
}

/// Whether the words from a modal verb on say what is done to its subject: "shall be told". A
/// subject that "shall be required" to do something is bound all the same.
pub fn suffers(said: &str) -> bool {
    let words = said.split(|c: char| !c.is_alphanumeric());
    let mut words = words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .take(7);
    if !words.by_ref().any(|w| w == "be" || w == "been") {
        return false;
    }
    let verb = words.find(|w| !w.ends_with("ly") && w != "not");
    verb.is_some_and(|verb| {
        !BINDING.contains(&verb.as_str())
            && (verb.ends_with("ed") || verb.ends_with("en") || IRREGULAR.contains(&verb.as_str()))
    })
}

const SUBORDINATE: [&str; 12] = [
    "if", "when", "whenever", "unless", "until", "because", "while", "where", "wherever", "before",
    "after", "although",
];

const BINDING: [&str; 10] = [
    "required",
    "allowed",
    "permitted",
    "expected",
    "encouraged",
    "prohibited",
    "forbidden",
    "obliged",
    "obligated",
    "disciplined",
];

const IRREGULAR: [&str; 14] = [
    "told", "sent", "put", "shown", "known", "made", "kept", "read", "left", "let", "met", "held",
    "brought", "cc'd",
];

const PREPOSITIONS: [&str; 14] = [
    "of", "with", "to", "by", "for", "from", "about", "between", "in", "on", "among", "at",
    "under", "through",
];

#[cfg(test)]
mod tests {
    use super::{Actor, LimitKind, actor, limits};

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
        let found = limits(text, 0..text.len()).into_iter();
        let found: Vec<(LimitKind, &str)> = found.map(|l| (l.kind, &text[l.range])).collect();
        assert_eq!(
            found,
            [
                (LimitKind::Exception, "except their own children"),
                (LimitKind::Gate, "without a copy to a parent")
            ]
        );
    }
}
