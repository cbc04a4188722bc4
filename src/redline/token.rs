//! The words of a text as they are compared.

use crate::align::says_little;
use crate::language::{any_of, sentences};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The lists of `words.yaml`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    sharp: HashSet<String>,
    numbers: Vec<String>,
    kinds: Vec<String>,
    units: Vec<String>,
    months: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("words.yaml")).expect("the built-in data is tested")
});

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern().expect("the built-in data is tested"));

/// Of what stands at one place the first of these is a word.
fn pattern() -> Result<Regex, regex::Error> {
    let number = any_of(&LISTS.numbers);
    let (kinds, units) = (any_of(&LISTS.kinds), any_of(&LISTS.units));
    let months = any_of(&LISTS.months);
    // Bounded, so that no text is read again and again from each of its words.
    let figures = r"\d+(?:,\d{3}){0,4}(?:\.\d+)?";
    let sign = r"[\p{L}\p{M}\d_]";
    Regex::new(&[
        // "ten (10) school days", "$4.50", "30-day", "12 percent".
        format!(
            r"(?i:\b(?:(?:{number})\s+\({figures}\)|(?:{number})|{figures}))(?i:\s+(?:{kinds})){{0,2}}(?i:(?:\s+|-)(?:{units})s?\b)"
        ),
        format!(r"(?i:\b(?:{number})\s+\({figures}\))"),
        // "June 14, 2016".
        format!(r"(?:{months})\s+\d{{1,2}}(?:,\s+\d{{4}}\b)?"),
        // "9:30 p.m.".
        r"\d{1,2}(?::\d\d)?\s*(?i:[ap]\.m\.|[ap]m\b)".to_string(),
        format!(r"\${figures}|{figures}%|\d{{1,3}}(?:,\d{{3}}){{1,4}}\b"),
        // "28A.600.477(2)(a)", "401.13R2", "III.A.3.b".
        format!(
            r"(?:[A-Za-z0-9]{{1,12}}[.:/‑–-]){{0,8}}{sign}*\d{sign}*(?:[.:/‑–-]{sign}+)*(?:\({sign}{{1,5}}\))*"
        ),
        format!(r"{sign}+(?:['’]{sign}+)*"),
        r"\S".to_string(),
    ]
    .join("|"))
}

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The white space before it.
    pub gap: Range<usize>,
    pub range: Range<usize>,
    /// The last of a sentence.
    pub ends: bool,
}

impl Token {
    pub fn text<'t>(&self, all: &'t str) -> &'t str {
        &all[self.range.clone()]
    }
}

/// The words of a text. `wholes` are texts that are one word wherever they stand.
pub(super) fn tokens(text: &str, wholes: Option<&AhoCorasick>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut from = 0;
    let whole = wholes.into_iter().flat_map(|all| all.find_iter(text));
    for hit in whole.filter(|hit| stands_alone(text, &hit.range())) {
        if hit.start() >= from {
            plain(text, from..hit.start(), &mut out);
            push(hit.range(), &mut out);
            from = hit.end();
        }
    }
    plain(text, from..text.len(), &mut out);
    let mut at = 0;
    for sentence in sentences(text) {
        while at < out.len() && out[at].range.end < sentence.end {
            at += 1;
        }
        if let Some(last) = out.get_mut(at) {
            last.ends = true;
        }
    }
    out
}

fn plain(text: &str, range: Range<usize>, out: &mut Vec<Token>) {
    for word in WORD.find_iter(&text[range.clone()]) {
        push(range.start + word.start()..range.start + word.end(), out);
    }
}

fn push(range: Range<usize>, out: &mut Vec<Token>) {
    let before = out.last().map_or(0, |last| last.range.end);
    out.push(Token {
        gap: before..range.start,
        range,
        ends: false,
    });
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].ends_with(char::is_alphanumeric);
    let after = text[range.end..].starts_with(char::is_alphanumeric);
    !before && !after
}

/// Finds the parts that are one word in either of two texts, in both of them.
pub(super) fn wholes(parts: [(&str, &[Range<usize>]); 2]) -> Option<AhoCorasick> {
    let texts = parts.iter().flat_map(|(text, ranges)| {
        let texts = ranges.iter().filter_map(|range| text.get(range.clone()));
        texts.filter(|t| t.trim() == *t && t.contains(|c: char| !c.is_alphanumeric()))
    });
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.is_empty() {
        return None;
    }
    let mut builder = AhoCorasick::builder();
    builder
        .match_kind(MatchKind::LeftmostLongest)
        .build(texts)
        .ok()
}

/// A word whose change is shown on its own.
pub(super) fn is_sharp(word: &str) -> bool {
    let number = || {
        let first = word.split([' ', '-']).next().unwrap_or(word);
        LISTS.numbers.iter().any(|n| n.eq_ignore_ascii_case(first))
    };
    word.contains(|c: char| c.is_ascii_digit())
        || LISTS.sharp.contains(&word.to_lowercase())
        || number()
}

/// A word that says little by itself, or no word at all.
pub(super) fn is_weak(word: &str) -> bool {
    let weak = || says_little(&word.to_lowercase());
    !is_sharp(word) && (!word.contains(char::is_alphanumeric) || weak())
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn read(text: &str) -> Vec<&str> {
        tokens(text, None).iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn what_is_one_word_stays_one() {
        for (text, wanted) in [
            (
                "within ten (10) school days.",
                &["within", "ten (10) school days", "."][..],
            ),
            ("a 30-day notice", &["a", "30-day", "notice"]),
            ("costs $1,250.50 each", &["costs", "$1,250.50", "each"]),
            ("15% or 12 percent", &["15%", "or", "12 percent"]),
            (
                "RCW 28A.600.477(2)(a), too",
                &["RCW", "28A.600.477(2)(a)", ",", "too"],
            ),
            (
                "see III.A.3.b and 401.13R2.",
                &["see", "III.A.3.b", "and", "401.13R2", "."],
            ),
            (
                "on June 14, 2016, at 9:30 p.m.",
                &["on", "June 14, 2016", ",", "at", "9:30 p.m."],
            ),
            (
                "the district’s e-mail and/or text(s)",
                &[
                    "the",
                    "district’s",
                    "e",
                    "-",
                    "mail",
                    "and",
                    "/",
                    "or",
                    "text",
                    "(",
                    "s",
                    ")",
                ],
            ),
            ("May 3 or may not", &["May 3", "or", "may", "not"]),
        ] {
            assert_eq!(read(text), wanted);
        }
    }
}
