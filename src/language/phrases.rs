//! Lists of phrases, found in texts.

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use std::cmp::Reverse;
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
            .match_kind(MatchKind::Standard)
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
        let whole = move |range: &Range<usize>| {
            let before = text[..range.start].ends_with(char::is_alphanumeric);
            let rest = &text[range.end..];
            let rest = rest.strip_prefix(ending).unwrap_or(rest);
            !before && !rest.starts_with(char::is_alphanumeric)
        };
        // All of them, so that "must not" in "must notify" does not hide "must".
        let hits = self.patterns.find_overlapping_iter(text);
        let hits = hits.map(|hit| (hit.pattern().as_usize(), hit.range()));
        let mut hits: Vec<(usize, Range<usize>)> = hits.filter(|(_, r)| whole(r)).collect();
        hits.sort_by_key(|(at, range)| (range.start, Reverse(range.end), *at));
        let mut read_to = 0;
        hits.retain(|(_, range)| {
            let free = range.start >= read_to;
            read_to = if free { range.end } else { read_to };
            free
        });
        hits.into_iter()
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

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn a_phrase_that_only_begins_a_longer_word_hides_no_other() {
        let phrases = Phrases::of(&["must", "must not", "shall"]).unwrap();
        let text = "Staff must notify parents and must not text, and shall.";
        let found: Vec<&str> = phrases.find(text, "").map(|(_, r)| &text[r]).collect();
        assert_eq!(found, ["must", "must not", "shall"]);
    }
}
