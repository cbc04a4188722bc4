//! Lists of phrases, found in texts.

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use std::ops::Range;

/// Finds the phrases of a list, whatever their capitals; of two at one place the longer.
pub struct Phrases {
    patterns: AhoCorasick,
}

impl Phrases {
    /// Takes a list.
    ///
    /// # Errors
    /// When it is too long.
    pub fn of<P: AsRef<[u8]>>(phrases: &[P]) -> Result<Phrases, BuildError> {
        let patterns = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(phrases)?;
        Ok(Phrases { patterns })
    }

    /// The phrases in a text, each with its place in the list; none is a part of a longer word.
    /// `ending` are letters that may follow a phrase: those of a plural.
    pub fn find<'a>(
        &'a self,
        text: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let hits = self
            .patterns
            .find_iter(text)
            .map(|hit| (hit.pattern().as_usize(), hit.range()));
        hits.filter(move |(_, range)| {
            let before = text[..range.start].ends_with(char::is_alphanumeric);
            let rest = &text[range.end..];
            let rest = rest.strip_prefix(ending).unwrap_or(rest);
            !before && !rest.starts_with(char::is_alphanumeric)
        })
    }
}

/// A pattern for one of the phrases, the longest first, with any white space between words.
pub fn any_of(phrases: &[String]) -> String {
    let mut phrases: Vec<&String> = phrases.iter().collect();
    phrases.sort_by_key(|p| usize::MAX - p.len());
    let phrase = |p: &&String| {
        let words: Vec<String> = p.split_whitespace().map(regex::escape).collect();
        words.join(r"\s+")
    };
    phrases.iter().map(phrase).collect::<Vec<_>>().join("|")
}
