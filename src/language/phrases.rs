//! Lists of phrases, found in texts.

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, Anchored, BuildError, Input, MatchKind, StartKind};
use std::ops::Range;

/// Finds the phrases of a list, whatever their capitals; of two at one place the longer.
pub struct Phrases {
    /// Finds the longest at the first place.
    longest: AhoCorasick,
    /// Finds all that begin at a place.
    all: AhoCorasick,
}

impl Phrases {
    /// Takes a list.
    ///
    /// # Errors
    /// When it is too long.
    pub fn of<P: AsRef<[u8]>>(phrases: &[P]) -> Result<Phrases, BuildError> {
        let longest = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(phrases)?;
        let all = AhoCorasick::builder()
            .start_kind(StartKind::Anchored)
            .ascii_case_insensitive(true)
            .build(phrases)?;
        Ok(Phrases { longest, all })
    }

    /// The phrases in a text, each with its place in the list; none is a part of a longer word.
    /// `ending` are letters that may follow a phrase: those of a plural.
    pub fn find<'a>(
        &'a self,
        text: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = Input::new(text).span(from..text.len());
                let hit = self.longest.find(rest)?;
                // "must not" in "must notify" does not hide "must".
                let found = match is_whole(text, &hit.range(), ending) {
                    true => Some((hit.pattern().as_usize(), hit.range())),
                    false => self.shorter(text, hit.range(), ending),
                };
                from = match &found {
                    Some((_, range)) => range.end,
                    None => text.ceil_char_boundary(hit.start() + 1),
                };
                if found.is_some() {
                    return found;
                }
            }
        })
    }

    /// The longest phrase that begins where another does, and is a word or words.
    fn shorter(
        &self,
        text: &str,
        hit: Range<usize>,
        ending: &str,
    ) -> Option<(usize, Range<usize>)> {
        let input = Input::new(text).span(hit).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        let mut best = None;
        loop {
            self.all
                .try_find_overlapping(input.clone(), &mut state)
                .ok()?;
            let Some(found) = state.get_match() else {
                return best;
            };
            if is_whole(text, &found.range(), ending) {
                best = Some((found.pattern().as_usize(), found.range()));
            }
        }
    }
}

/// Whether a part of a text begins and ends with its words.
fn is_whole(text: &str, range: &Range<usize>, ending: &str) -> bool {
    // "school-provided" has no "provided".
    let before = text[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let rest = &text[range.end..];
    let rest = rest.strip_prefix(ending).unwrap_or(rest);
    !before && !rest.starts_with(char::is_alphanumeric)
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
