use super::found::At;
use super::resolve::{Reference, State};
use crate::language::{any_of, sentences};
use crate::library::Library;
use crate::source::Kind;
use regex::Regex;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// Why a text refers to another, as far as its words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It carries the other out, as a regulation does its policy.
    Implements,
    /// It makes an exception from the other, or names one that the other makes.
    Exception,
    /// It takes a meaning from the other.
    Definition,
    /// It says again what the other says.
    Repeats,
    /// It names the other, and nothing says why.
    Cites,
}

impl Why {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Why::Implements => "implements",
            Why::Exception => "exception",
            Why::Definition => "definition",
            Why::Repeats => "repeats",
            Why::Cites => "cites",
        }
    }
}

/// The words of one reason; `why.yaml` says what each list is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    exception: Words,
    definition: Words,
    repeats: Words,
    implements: Words,
}

/// The reasons in the order in which they are tried, with patterns for what stands before and
/// after a reference.
static CUES: LazyLock<Vec<(Why, Regex, Regex)>> = LazyLock::new(|| {
    let lists: Lists =
        serde_yaml::from_str(include_str!("why.yaml")).expect("the built-in data is tested");
    let all = [
        (Why::Exception, lists.exception),
        (Why::Definition, lists.definition),
        (Why::Repeats, lists.repeats),
        (Why::Implements, lists.implements),
    ];
    let pattern = |words: &[String]| {
        Regex::new(&format!(r"(?i)\b(?:{})\b", any_of(words))).expect("escaped words")
    };
    all.map(|(why, words)| (why, pattern(&words.before), pattern(&words.after)))
        .into()
});

/// Bytes before and after a reference in which its sentence is looked for.
const NEAR: usize = 90;

/// Bytes between a word that tells the reason and the reference.
const CLOSE: usize = 36;

/// Why a reference refers, by the words of its sentence.
pub fn why(library: &Library, reference: &Reference) -> Why {
    let version = library.at(reference.version).2;
    let text = reference.at.text_in(&version.tree, &version.front);
    match reference.at {
        At::Clause(_) => of_words(text, &reference.found.range),
        At::Legal(_) | At::CrossRef(_) => Why::Cites,
    }
}

/// Whether a reference stands in a text that carries out the policy it leads to: a regulation in
/// the policy it belongs to.
pub fn serves(library: &Library, reference: &Reference) -> bool {
    let (district, policy, _) = library.at(reference.version);
    let State::Policy(d, p) = reference.state else {
        return false;
    };
    let target = &library.districts[d];
    matches!(
        policy.kind,
        Some(Kind::Regulation | Kind::Exhibit | Kind::Form | Kind::Guideline)
    ) && policy.parent.as_deref() == Some(target.policies[p].code.text.as_str())
        && target.slug == district.slug
}

/// What the words around a reference say.
fn of_words(text: &str, range: &Range<usize>) -> Why {
    let near = around(text, range);
    let said = sentences(&text[near.clone()]);
    let inside = range.start - near.start;
    let sentence = said
        .into_iter()
        .find(|s| s.start <= inside && inside < s.end);
    let sentence = sentence.map_or(near.clone(), |s| near.start + s.start..near.start + s.end);
    let before = &text[sentence.start..range.start];
    let after = text.get(range.end..sentence.end).unwrap_or("");
    // What stands far off speaks of something else.
    let near = |pattern: &Regex| {
        let last = pattern.find_iter(before).last();
        last.is_some_and(|m| before.len() - m.end() <= CLOSE)
    };
    let told = CUES
        .iter()
        .find(|(_, b, a)| near(b) || a.find(after).is_some_and(|m| m.start() <= CLOSE));
    told.map_or(Why::Cites, |(why, ..)| *why)
}

/// The reference with some words before and after.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.saturating_sub(NEAR));
    let end = text.ceil_char_boundary((range.end + NEAR).min(text.len()));
    start..end
}

#[cfg(test)]
mod tests {
    use super::{Why, of_words};

    #[test]
    fn the_words_of_the_sentence_tell() {
        for (text, why) in [
            ("Except as provided in #, staff may text.", Why::Exception),
            ("“Weapon” is used as defined in #.", Why::Definition),
            ("This rule implements #.", Why::Implements),
            ("The list is reprinted from #.", Why::Repeats),
            ("Staff who break it fall under #.", Why::Cites),
            ("Nothing is excepted. See #.", Why::Cites),
            (
                "unless and until a person decides that # was broken",
                Why::Cites,
            ),
            (
                "One homeless as defined by the McKinney-Vento Homeless Assistance Act falls under #.",
                Why::Cites,
            ),
            ("# does not apply to coaches.", Why::Exception),
        ] {
            let at = text.find('#').expect("a mark");
            assert_eq!(of_words(text, &(at..at + 1)), why, "{text}");
        }
    }
}
