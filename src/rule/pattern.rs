//! Families of words as patterns, and where they stand in a text.
//!
//! A phrase is made of words (word forms do not matter), of `a|b` for one of several words, of
//! `=word` for just this form, of `^` for a word with a capital inside a sentence, of `@family` for what any phrase of a family finds, of `?` for any one word, and of `_` for up to
//! three words. Articles and the like may stand anywhere inside. A phrase that begins with `!`
//! says where the family is not meant: "! parent of @student".

use super::find::Hit;
use crate::text::word_ranges;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Words that may stand between any two words of a phrase.
const SMALL: [&str; 26] = [
    "a",
    "an",
    "the",
    "any",
    "his",
    "her",
    "their",
    "your",
    "its",
    "our",
    "such",
    "each",
    "every",
    "all",
    "current",
    "currently",
    "enrolled",
    "other",
    "another",
    "these",
    "those",
    "this",
    "that",
    "either",
    "or",
    "my",
];

/// The most words for which `_` stands.
const GAP: usize = 3;

/// The most hits that begin at one word: a family built of itself ends there.
const MOST: usize = 200;

/// The most small words that are passed over at one place.
const SMALL_RUN: usize = 5;

/// The most words over which a phrase that says where a family is not meant is looked for.
const REACH: usize = 24;

/// Finds families of words in texts.
pub struct Families {
    names: Vec<String>,
    phrases: Vec<Phrase>,
    /// The stems and the words as they are that phrases name, each with its number.
    known: HashMap<String, u32>,
    /// The phrases that begin with a stem or a word, by its number.
    by_word: HashMap<u32, Vec<usize>>,
    /// The phrases that begin with any word.
    anywhere: Vec<usize>,
    /// The phrases that begin with a family.
    by_family: HashMap<usize, Vec<usize>>,
    stemmer: Stemmer,
}

/// One phrase of a family.
struct Phrase {
    family: usize,
    /// True when it says where the family is not meant.
    excludes: bool,
    parts: Vec<Part>,
}

/// A part of a phrase.
enum Part {
    /// One of several.
    OneOf(Choice),
    /// Any one word.
    One,
    /// A name: a word with a capital that begins no sentence.
    Name,
    /// Up to three words.
    Gap,
}

/// What one of may stand at a place of a phrase.
#[derive(Default)]
struct Choice {
    /// Stems and words as they are, by their numbers.
    words: Vec<u32>,
    /// What these families find.
    families: Vec<usize>,
}

/// A word of a text.
struct Word {
    range: Range<usize>,
    form: Form,
    /// Whether it has a capital and begins no sentence.
    name: bool,
}

/// What a word is for the phrases.
#[derive(Clone, Copy)]
struct Form {
    /// The number of its stem; none when no phrase names it.
    stem: Option<u32>,
    /// The number of the word as it is.
    exact: Option<u32>,
    /// Whether it may stand between any two words of a phrase.
    small: bool,
}

/// The forms of words seen before: a text has few words and says them often.
#[derive(Default)]
pub struct Stems(HashMap<String, Form>);

impl Stems {
    /// None yet.
    pub fn new() -> Stems {
        Stems::default()
    }
}

/// What was found at each word: the families, each with the word after its last.
type Found = Vec<Vec<(usize, usize)>>;

impl Families {
    /// Takes families by name. A phrase that names an unknown family finds nothing.
    pub fn new(families: &BTreeMap<String, Vec<String>>) -> Families {
        let mut out = Families {
            names: families.keys().cloned().collect(),
            phrases: Vec::new(),
            known: HashMap::new(),
            by_word: HashMap::new(),
            anywhere: Vec::new(),
            by_family: HashMap::new(),
            stemmer: Stemmer::create(Algorithm::English),
        };
        for (family, phrases) in families.values().enumerate() {
            for phrase in phrases {
                if let Some(phrase) = out.phrase(family, phrase) {
                    out.keep(phrase);
                }
            }
        }
        out
    }

    /// The number of a family; none when there is none of the name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.names.binary_search_by(|n| n.as_str().cmp(name)).ok()
    }

    /// Whether every family that a phrase names is there; a phrase that cannot be read finds
    /// nothing.
    pub fn knows(&self, phrase: &str) -> bool {
        let named = phrase.split([' ', '|']).filter_map(|w| w.strip_prefix('@'));
        named.into_iter().all(|name| self.number(name).is_some())
    }

    /// The name of a family.
    ///
    /// # Panics
    /// When there is none of the number.
    pub fn name(&self, family: usize) -> &str {
        &self.names[family]
    }

    fn phrase(&mut self, family: usize, text: &str) -> Option<Phrase> {
        let (excludes, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let parts: Option<Vec<Part>> = text.split_whitespace().map(|w| self.part(w)).collect();
        Some(Phrase {
            family,
            excludes,
            parts: parts?,
        })
    }

    fn part(&mut self, text: &str) -> Option<Part> {
        Some(match text {
            "_" => Part::Gap,
            "?" => Part::One,
            "^" => Part::Name,
            _ => {
                let mut choice = Choice::default();
                for one in text.split('|') {
                    match one.chars().next() {
                        Some('@') => choice.families.push(self.number(&one[1..])?),
                        // Kept apart from the stems by its sign.
                        Some('=') => choice.words.push(self.intern(one.to_lowercase())),
                        _ => {
                            let stem = self.stem(one);
                            choice.words.push(self.intern(stem));
                        }
                    }
                }
                Part::OneOf(choice)
            }
        })
    }

    fn intern(&mut self, word: String) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(word).or_insert(next)
    }

    fn keep(&mut self, phrase: Phrase) {
        let at = self.phrases.len();
        match phrase.parts.first() {
            Some(Part::OneOf(choice)) => {
                for word in choice.words.iter().collect::<BTreeSet<_>>() {
                    self.by_word.entry(*word).or_default().push(at);
                }
                for family in &choice.families {
                    self.by_family.entry(*family).or_default().push(at);
                }
            }
            Some(Part::One | Part::Name) => self.anywhere.push(at),
            _ => return,
        }
        self.phrases.push(phrase);
    }

    /// The families in a text, with the bytes where each stands, in the order of the text.
    pub fn found(&self, text: &str, stems: &mut Stems) -> Vec<Hit> {
        let words = self.words(text, stems);
        let mut found: Found = vec![Vec::new(); words.len()];
        // Where families are not meant: at each word the family, and the word after the last.
        let mut excluded: Found = vec![Vec::new(); words.len()];
        let mut paths = Paths::default();
        let mut waiting: Vec<usize> = Vec::new();
        // From the last word to the first, so that what follows a word is known.
        for at in (0..words.len()).rev() {
            waiting.clear();
            waiting.extend(&self.anywhere);
            let Form { stem, exact, .. } = words[at].form;
            for word in [stem, exact].into_iter().flatten() {
                waiting.extend(self.by_word.get(&word).into_iter().flatten());
            }
            let mut next = 0;
            while next < waiting.len() {
                let phrase = &self.phrases[waiting[next]];
                next += 1;
                for &end in paths.ends(phrase, at, &words, &found) {
                    let hit = (phrase.family, end);
                    if phrase.excludes {
                        excluded[at].push(hit);
                    } else if found[at].len() < MOST && !found[at].contains(&hit) {
                        found[at].push(hit);
                        waiting.extend(self.by_family.get(&phrase.family).into_iter().flatten());
                    }
                }
            }
        }
        let is_excluded = |family: usize, at: usize, end: usize| {
            let over = excluded[at.saturating_sub(REACH)..=at].iter().flatten();
            over.into_iter()
                .any(|(f, last)| *f == family && end <= *last)
        };
        let mut out = Vec::new();
        for (at, hits) in found.iter().enumerate() {
            for &(family, end) in hits {
                if !is_excluded(family, at, end) {
                    out.push((family, words[at].range.start..words[end - 1].range.end));
                }
            }
        }
        out
    }

    fn words(&self, text: &str, stems: &mut Stems) -> Vec<Word> {
        let word = |range: Range<usize>| {
            let word = &text[range.clone()];
            let form = match stems.0.get(word) {
                Some(form) => *form,
                None => {
                    let form = self.form(word);
                    stems.0.insert(word.to_string(), form);
                    form
                }
            };
            let name = word.starts_with(char::is_uppercase) && is_inside(&text[..range.start]);
            Word { range, form, name }
        };
        word_ranges(text).map(word).collect()
    }

    fn form(&self, word: &str) -> Form {
        let plain = word.to_lowercase().replace('’', "'");
        Form {
            stem: self.known.get(&self.stem(word)).copied(),
            small: SMALL.contains(&plain.as_str()),
            exact: self.known.get(&format!("={plain}")).copied(),
        }
    }

    fn stem(&self, word: &str) -> String {
        stem(&self.stemmer, word)
    }
}

/// The stem of a word, whatever its capitals and its apostrophe; without a possessive.
pub(super) fn stem(stemmer: &Stemmer, word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    stemmer.stem(word).into_owned()
}

/// Whether words before a place show that no sentence begins there.
fn is_inside(before: &str) -> bool {
    let before = before.trim_end_matches(['“', '"', '(', ' ', '\n']);
    !before.is_empty() && !before.ends_with(['.', ':', '?', '!', '|'])
}

/// The words that a phrase reaches, part by part.
#[derive(Default)]
struct Paths {
    reached: Vec<usize>,
    next: Vec<usize>,
}

impl Paths {
    /// Where a phrase that begins at a word ends: before each of these words.
    fn ends(&mut self, phrase: &Phrase, at: usize, words: &[Word], found: &Found) -> &[usize] {
        self.reached.clear();
        self.reached.push(at);
        for (number, part) in phrase.parts.iter().enumerate() {
            self.next.clear();
            for &from in &self.reached {
                step(part, from, number == 0, words, found, &mut self.next);
            }
            self.next.sort_unstable();
            self.next.dedup();
            std::mem::swap(&mut self.reached, &mut self.next);
            if self.reached.is_empty() {
                break;
            }
        }
        self.reached.retain(|end| *end > at);
        &self.reached
    }
}

/// Where a part of a phrase that begins at a word, or after small words there, ends.
fn step(
    part: &Part,
    from: usize,
    first: bool,
    words: &[Word],
    found: &Found,
    out: &mut Vec<usize>,
) {
    match part {
        Part::Gap => out.extend((from..=from + GAP).filter(|end| *end <= words.len())),
        Part::One => out.extend((from < words.len()).then_some(from + 1)),
        Part::Name => {
            let name = words.get(from).is_some_and(|word| word.name);
            out.extend(name.then_some(from + 1));
        }
        Part::OneOf(choice) => {
            let from = from.min(words.len());
            let rest = words[from..].iter().zip(&found[from..]).take(SMALL_RUN);
            for (at, (word, hits)) in rest.enumerate() {
                let Form { stem, exact, small } = word.form;
                let mut own = stem.iter().chain(&exact);
                out.extend(
                    own.any(|w| choice.words.contains(w))
                        .then_some(from + at + 1),
                );
                let hits = hits.iter();
                let hits = hits.filter(|(family, _)| choice.families.contains(family));
                out.extend(hits.map(|(_, end)| *end));
                if first || !small {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Families, Stems};
    use std::collections::BTreeMap;

    fn found(phrases: &[(&str, &[&str])], text: &str) -> Vec<String> {
        let families: BTreeMap<String, Vec<String>> = phrases
            .iter()
            .map(|(name, list)| {
                (
                    name.to_string(),
                    list.iter().map(|p| p.to_string()).collect(),
                )
            })
            .collect();
        let names: Vec<String> = families.keys().cloned().collect();
        let hits = Families::new(&families).found(text, &mut Stems::new());
        let named = hits
            .into_iter()
            .map(|(f, r)| format!("{}: {}", names[f], &text[r]));
        named.collect()
    }

    #[test]
    fn word_forms_small_words_and_families_in_families_are_found() {
        let families: [(&str, &[&str]); 3] = [
            ("own", &["personal|private", "own"]),
            ("page", &["page|account"]),
            ("personal-page", &["@own @page", "@page of _ own"]),
        ];
        let hits = found(
            &families,
            "On their own or private pages, or accounts of their own.",
        );
        let pages = hits.iter().filter(|h| h.starts_with("personal-page"));
        let pages: Vec<&str> = pages.map(|h| h.as_str()).collect();
        assert_eq!(
            pages,
            [
                "personal-page: private pages",
                "personal-page: accounts of their own"
            ]
        );
    }

    #[test]
    fn a_phrase_can_say_where_a_family_is_not_meant() {
        let families: [(&str, &[&str]); 2] = [
            ("student", &["student", "! parent of @student"]),
            ("x", &["zzz"]),
        ];
        assert_eq!(
            found(&families, "Parents of students."),
            Vec::<String>::new()
        );
        assert_eq!(found(&families, "Students may."), ["student: Students"]);
    }

    #[test]
    fn gaps_are_short_and_endless_phrases_end() {
        let families: [(&str, &[&str]); 2] =
            [("ask", &["ask _ before"]), ("loop", &["@loop ask", "ask"])];
        assert!(
            found(&families, "Ask one two three before")
                .contains(&"ask: Ask one two three before".to_string())
        );
        assert!(
            !found(&families, "Ask one two three four before")
                .iter()
                .any(|h| h.starts_with("ask:"))
        );
        assert!(!found(&families, &"ask ".repeat(50)).is_empty());
    }
}
