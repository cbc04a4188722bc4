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
use std::rc::Rc;

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

/// Finds families of words in texts.
pub struct Families {
    names: Vec<String>,
    phrases: Vec<Phrase>,
    /// The phrases that begin with a stem.
    by_word: HashMap<String, Vec<usize>>,
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
    /// Stems: any form of a word.
    stems: Vec<String>,
    /// Words as they are.
    exact: Vec<String>,
    /// What these families find.
    families: Vec<usize>,
}

/// A word of a text.
struct Word {
    range: Range<usize>,
    stem: Rc<str>,
    /// In small letters.
    plain: String,
    small: bool,
    /// Whether it has a capital and begins no sentence.
    name: bool,
}

/// The stems of words seen before: a text has few words and says them often.
pub type Stems = HashMap<String, Rc<str>>;

/// What was found at each word: the families, each with the word after its last.
type Found = Vec<Vec<(usize, usize)>>;

impl Families {
    /// Takes families by name. A phrase that names an unknown family finds nothing.
    pub fn new(families: &BTreeMap<String, Vec<String>>) -> Families {
        let mut out = Families {
            names: families.keys().cloned().collect(),
            phrases: Vec::new(),
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
        self.phrase(0, phrase).is_some()
    }

    /// The name of a family.
    ///
    /// # Panics
    /// When there is none of the number.
    pub fn name(&self, family: usize) -> &str {
        &self.names[family]
    }

    fn phrase(&self, family: usize, text: &str) -> Option<Phrase> {
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

    fn part(&self, text: &str) -> Option<Part> {
        Some(match text {
            "_" => Part::Gap,
            "?" => Part::One,
            "^" => Part::Name,
            _ => {
                let mut choice = Choice::default();
                for one in text.split('|') {
                    match one.chars().next() {
                        Some('@') => choice.families.push(self.number(&one[1..])?),
                        Some('=') => choice.exact.push(one[1..].to_lowercase()),
                        _ => choice.stems.push(self.stem(one)),
                    }
                }
                Part::OneOf(choice)
            }
        })
    }

    fn keep(&mut self, phrase: Phrase) {
        let at = self.phrases.len();
        match phrase.parts.first() {
            Some(Part::OneOf(choice)) => {
                let exact = choice.exact.iter().map(|w| self.stem(w));
                let firsts: BTreeSet<String> = choice.stems.iter().cloned().chain(exact).collect();
                for stem in firsts {
                    self.by_word.entry(stem).or_default().push(at);
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
        let mut excluded: Vec<(usize, Range<usize>)> = Vec::new();
        // From the last word to the first, so that what follows a word is known.
        for at in (0..words.len()).rev() {
            let mut waiting = self.anywhere.clone();
            waiting.extend(self.by_word.get(&*words[at].stem).into_iter().flatten());
            let mut next = 0;
            while next < waiting.len() {
                let phrase = &self.phrases[waiting[next]];
                next += 1;
                for end in ends(phrase, at, &words, &found) {
                    let hit = (phrase.family, end);
                    if phrase.excludes {
                        excluded.push((phrase.family, at..end));
                    } else if found[at].len() < MOST && !found[at].contains(&hit) {
                        found[at].push(hit);
                        waiting.extend(self.by_family.get(&phrase.family).into_iter().flatten());
                    }
                }
            }
        }
        let is_excluded = |family: usize, at: usize, end: usize| {
            let mut over = excluded.iter();
            over.any(|(f, range)| *f == family && range.start <= at && end <= range.end)
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
            let stem = stems.get(word).cloned().unwrap_or_else(|| {
                let stem: Rc<str> = self.stem(word).into();
                stems.insert(word.to_string(), Rc::clone(&stem));
                stem
            });
            let plain = word.to_lowercase().replace('’', "'");
            let before = text[..range.start].trim_end_matches(['“', '"', '(', ' ', '\n']);
            let inside = !before.is_empty() && !before.ends_with(['.', ':', '?', '!', '|']);
            let name = inside && word.starts_with(char::is_uppercase);
            let small = SMALL.contains(&plain.as_str());
            Word {
                range,
                stem,
                plain,
                small,
                name,
            }
        };
        word_ranges(text).map(word).collect()
    }

    fn stem(&self, word: &str) -> String {
        let word = word.to_lowercase().replace('’', "'");
        let word = word.strip_suffix("'s").unwrap_or(&word);
        self.stemmer.stem(word).into_owned()
    }
}

/// Where a phrase that begins at a word ends: after each of these words.
fn ends(phrase: &Phrase, at: usize, words: &[Word], found: &Found) -> Vec<usize> {
    let mut reached = vec![at];
    for (number, part) in phrase.parts.iter().enumerate() {
        let mut next: Vec<usize> = Vec::new();
        for &from in &reached {
            step(part, from, number == 0, words, found, &mut next);
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
    }
    reached.retain(|end| *end > at);
    reached
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
            let mut at = from;
            while let Some(word) = words.get(at) {
                let fits = choice.stems.iter().any(|stem| **stem == *word.stem)
                    || choice.exact.contains(&word.plain);
                out.extend(fits.then_some(at + 1));
                let hits = found[at].iter();
                let hits = hits.filter(|(family, _)| choice.families.contains(family));
                out.extend(hits.map(|(_, end)| *end));
                if first || !word.small {
                    break;
                }
                at += 1;
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
