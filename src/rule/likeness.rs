//! How like a provision is to those that people found for a rule: a weight for each word, learned
//! from policies coded by hand. It finds what no way of speaking names, and is told apart from it.
//!
//! The weights are data: `likeness.yaml`, written by `cargo run --example measure -- weigh`.

use super::pattern::stem;
use crate::text::word_ranges;
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// The weights of one rule.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// What speaks against the rule before any word is read.
    bias: f64,
    /// What each known word says for it, by its number.
    words: Vec<f64>,
}

/// The weights of a rule as they are written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    bias: f64,
    words: BTreeMap<String, f64>,
}

/// All weights.
struct Built {
    /// The number of each word that any rule weighs.
    numbers: HashMap<String, usize>,
    rules: BTreeMap<String, Weights>,
}

static BUILT_IN: LazyLock<Built> = LazyLock::new(|| {
    let written: BTreeMap<String, Written> =
        serde_yaml::from_str(include_str!("likeness.yaml")).expect("the built-in data is tested");
    let all: BTreeSet<&String> = written
        .values()
        .flat_map(|rule| rule.words.keys())
        .collect();
    let numbers: HashMap<String, usize> = all.into_iter().cloned().zip(0..).collect();
    let rules = written.iter().map(|(id, rule)| {
        let mut words = vec![0.0; numbers.len()];
        for (word, weight) in &rule.words {
            words[numbers[word]] = *weight;
        }
        let bias = rule.bias;
        (id.clone(), Weights { bias, words })
    });
    Built {
        rules: rules.collect(),
        numbers,
    }
});

impl Weights {
    /// Those of a built-in rule, by its id; none for a rule that no one has coded policies for.
    pub fn of(rule: &str) -> Option<&'static Weights> {
        BUILT_IN.rules.get(rule)
    }

    /// How like words are to those of the rule: above 0, more likely than not.
    pub fn likeness(&self, words: &Known) -> f64 {
        let sum: f64 = words.numbers.iter().map(|word| self.words[*word]).sum();
        self.bias + sum / (words.count.max(1) as f64).sqrt()
    }
}

/// The words of a text as the weights know them.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Those that any rule weighs, each once.
    numbers: Vec<usize>,
    /// How many different words there are.
    count: usize,
}

/// Reads the words of texts.
pub struct Vocabulary {
    stemmer: Stemmer,
    /// The stems of words seen before.
    seen: HashMap<String, String>,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary {
            stemmer: Stemmer::create(Algorithm::English),
            seen: HashMap::new(),
        }
    }
}

impl Vocabulary {
    /// The stems of a text, each once.
    pub fn of(&mut self, text: &str) -> BTreeSet<String> {
        let words = word_ranges(text).map(|range| &text[range]);
        words.map(|word| self.stem(word)).collect()
    }

    /// The words of a text as the weights know them.
    pub fn known(&mut self, text: &str) -> Known {
        let stems = self.of(text);
        let numbers = stems.iter().filter_map(|stem| BUILT_IN.numbers.get(stem));
        Known {
            numbers: numbers.copied().collect(),
            count: stems.len(),
        }
    }

    fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.seen.get(word) {
            return stem.clone();
        }
        let stem = stem(&self.stemmer, word);
        self.seen.insert(word.to_string(), stem.clone());
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, Weights};
    use crate::rule::Rules;

    #[test]
    fn every_built_in_rule_has_weights() {
        for rule in Rules::built_in().rules {
            assert!(Weights::of(&rule.id).is_some(), "{}", rule.id);
        }
    }

    #[test]
    fn what_a_rule_asks_is_more_like_it_than_other_words() {
        let weights = Weights::of("friending-students").unwrap();
        let mut words = Vocabulary::default();
        let mut likeness = |text: &str| weights.likeness(&words.known(text));
        let near = likeness("Students are not to be followed on a personal account.");
        let far = likeness("The Superintendent reviews this policy once a year.");
        assert!(near > 0.0 && far < 0.0, "{near} {far}");
    }
}
