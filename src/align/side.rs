//! What is compared of the clauses of two texts: their words without punctuation, and the stems of
//! those that say what a clause is about.

use crate::clause::{ClauseIndex, ClauseKind, ClauseTree};
use crate::text::word_ranges;
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The lists of `words.yaml`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    function: HashSet<String>,
    common: HashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("words.yaml")).expect("the built-in data is tested")
});

/// Whether a word, in small letters, says nothing of what a clause is about: "the", "shall".
pub fn says_little(word: &str) -> bool {
    LISTS.function.contains(word)
}

/// A word that stands in every policy counts as this part of another.
const COMMON: f64 = 0.4;

/// A number counts as this part of a word: numbers change.
const NUMBER: f64 = 0.5;

/// The clauses of one text.
pub(super) struct Side<'a> {
    pub tree: &'a ClauseTree,
    /// The number of each clause's words: equal for equal words, whatever their punctuation.
    pub keys: Vec<u32>,
    /// The words of each clause, by number.
    pub words: Vec<Vec<u32>>,
    /// The stems of its content words, each once, in order, with how often it stands.
    pub stems: Vec<Vec<(u32, u32)>>,
    /// The clauses under each, in order.
    pub children: Vec<Vec<usize>>,
    /// The clauses at the top.
    pub roots: Vec<usize>,
    /// The place of each among those that share its parent.
    pub rank: Vec<usize>,
}

impl Side<'_> {
    /// How many clauses there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn parent(&self, at: usize) -> Option<usize> {
        self.tree.clauses()[at].parent.map(|p| p.0 as usize)
    }

    /// What a clause moves with: the lead-in that governs it, else its parent.
    pub fn governor(&self, at: usize) -> Option<usize> {
        let clause = &self.tree.clauses()[at];
        let above = clause.lead_in.filter(|lead| (lead.0 as usize) < at);
        above.or(clause.parent).map(|above| above.0 as usize)
    }

    pub fn kind(&self, at: usize) -> ClauseKind {
        self.tree.clauses()[at].kind
    }

    pub fn anchor(&self, at: usize) -> &str {
        &self.tree.clauses()[at].anchor
    }

    /// The clause and those that share its parent.
    fn siblings(&self, at: usize) -> &[usize] {
        self.parent(at).map_or(&self.roots, |p| &self.children[p])
    }

    pub fn before(&self, at: usize) -> Option<usize> {
        let before = self.rank[at].checked_sub(1)?;
        self.siblings(at).get(before).copied()
    }

    pub fn after(&self, at: usize) -> Option<usize> {
        self.siblings(at).get(self.rank[at] + 1).copied()
    }
}

/// Two texts, ready to be compared.
pub(super) struct Both<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
    /// What each stem weighs: rare ones more.
    pub weight: Vec<f64>,
    /// The weight of all stems of each clause, of the old text and of the new.
    pub totals: [Vec<f64>; 2],
}

impl<'a> Both<'a> {
    pub fn of(old: &'a ClauseTree, new: &'a ClauseTree) -> Both<'a> {
        let mut reader = Reader::new();
        let (old, new) = (reader.side(old), reader.side(new));
        let mut df = vec![0_u32; reader.factor.len()];
        for (stem, _) in old.stems.iter().chain(&new.stems).flatten() {
            df[*stem as usize] += 1;
        }
        // A stem stands in both texts, so two clauses count as one; the ten are for short texts.
        let all = (old.len() + new.len()) as f64 / 2.0 + 10.0;
        let rare = |df: u32| (1.0 + all / (f64::from(df) / 2.0).max(0.5)).ln();
        let weight = df.iter().zip(&reader.factor);
        let weight: Vec<f64> = weight.map(|(df, factor)| rare(*df) * factor).collect();
        let totals = |side: &Side<'_>| {
            let totals = side.stems.iter().map(|stems| total(&weight, stems));
            totals.collect()
        };
        Both {
            totals: [totals(&old), totals(&new)],
            old,
            new,
            weight,
        }
    }

    /// The weight of some stems.
    pub fn total(&self, stems: &[(u32, u32)]) -> f64 {
        total(&self.weight, stems)
    }
}

fn total(weight: &[f64], stems: &[(u32, u32)]) -> f64 {
    stems.iter().map(|(s, _)| weight[*s as usize]).sum()
}

/// Gives numbers to words, their stems, and the wordings of clauses.
struct Reader<'a> {
    stemmer: Stemmer,
    /// The numbers of each word as it is printed.
    printed: HashMap<&'a str, (u32, Option<u32>)>,
    /// The number of each word, and of its stem; none for a function word.
    words: HashMap<String, (u32, Option<u32>)>,
    stems: HashMap<String, u32>,
    /// What each stem weighs before its rarity is known.
    factor: Vec<f64>,
    keys: HashMap<Vec<u32>, u32>,
}

impl<'a> Reader<'a> {
    fn new() -> Reader<'a> {
        Reader {
            stemmer: Stemmer::create(Algorithm::English),
            printed: HashMap::new(),
            words: HashMap::new(),
            stems: HashMap::new(),
            factor: Vec::new(),
            keys: HashMap::new(),
        }
    }

    fn side(&mut self, tree: &'a ClauseTree) -> Side<'a> {
        let count = tree.clauses().len();
        let mut side = Side {
            tree,
            keys: Vec::with_capacity(count),
            words: Vec::with_capacity(count),
            stems: Vec::with_capacity(count),
            children: vec![Vec::new(); count],
            roots: Vec::new(),
            rank: Vec::with_capacity(count),
        };
        for (at, clause) in tree.clauses().iter().enumerate() {
            let (words, stems) = self.words(&clause.text);
            let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            side.keys
                .push(*self.keys.entry(words.clone()).or_insert(next));
            side.words.push(words);
            side.stems.push(counted(stems));
            let siblings = match clause.parent {
                Some(ClauseIndex(parent)) => &mut side.children[parent as usize],
                None => &mut side.roots,
            };
            side.rank.push(siblings.len());
            siblings.push(at);
        }
        side
    }

    fn words(&mut self, text: &'a str) -> (Vec<u32>, Vec<u32>) {
        let mut out = (Vec::new(), Vec::new());
        for range in word_ranges(text) {
            let printed = &text[range];
            let (word, stem) = match self.printed.get(printed) {
                Some(known) => *known,
                None => self.read(printed),
            };
            out.0.push(word);
            out.1.extend(stem);
        }
        out
    }

    fn read(&mut self, printed: &'a str) -> (u32, Option<u32>) {
        let word = printed.to_lowercase().replace('’', "'");
        let numbers = match self.words.get(&word) {
            Some(known) => *known,
            None => self.learn(word),
        };
        self.printed.insert(printed, numbers);
        numbers
    }

    fn learn(&mut self, word: String) -> (u32, Option<u32>) {
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let bare = word.strip_suffix("'s").unwrap_or(&word);
        let stem = (!LISTS.function.contains(bare)).then(|| {
            let factor = match bare {
                w if w.starts_with(|c: char| c.is_ascii_digit()) => NUMBER,
                w if LISTS.common.contains(w) => COMMON,
                _ => 1.0,
            };
            let stem = self.stemmer.stem(bare).into_owned();
            *self.stems.entry(stem).or_insert_with(|| {
                self.factor.push(factor);
                u32::try_from(self.factor.len() - 1).unwrap_or(u32::MAX)
            })
        });
        self.words.insert(word, (number, stem));
        (number, stem)
    }
}

/// Each of some numbers once, in order, with how often it was there.
pub(super) fn counted(mut all: Vec<u32>) -> Vec<(u32, u32)> {
    all.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(all.len());
    for one in all {
        match out.last_mut() {
            Some((last, count)) if *last == one => *count += 1,
            _ => out.push((one, 1)),
        }
    }
    out
}
