//! What a policy itself has that its text may refer to: the labels of its clauses and its
//! headings.

use crate::clause::marker::{Reading, Series, read_marker};
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The labels and headings of one text.
#[derive(Debug, Default)]
pub struct Labels {
    /// The last labels of clauses, in small letters; those of sections also without that word.
    labels: HashSet<String>,
    /// The same with the labels above them: `b.1.ii`.
    tails: HashSet<String>,
    /// The kinds of sequences that its headings and clauses have.
    series: BTreeSet<Series>,
    /// Its headings in small letters, and as printed.
    headings: HashMap<String, String>,
    /// Headings by each of their words, in the order of the text.
    by_word: HashMap<String, Vec<(ClauseIndex, String)>>,
    /// How many bytes headings have.
    lengths: BTreeSet<usize>,
}

/// Headings that are longer are sentences, and nobody cites them by their words.
const MAX_HEADING: usize = 120;

/// How many labels from the last one a reference may name.
const MAX_TAIL: usize = 5;

impl Labels {
    /// The labels of a text.
    pub fn of(tree: &ClauseTree) -> Labels {
        let mut labels = Labels::default();
        for (index, clause) in tree.iter() {
            if !clause.enumerator.is_empty() || clause.kind == ClauseKind::Section {
                labels.add_path(&clause.path);
            }
            if let Some(heading) = heading_of(clause) {
                labels.add_heading(index, &heading);
            }
        }
        labels
    }

    fn add_path(&mut self, path: &[String]) {
        let Some(last) = path.last() else { return };
        let lower = last.to_lowercase();
        if let Some(bare) = lower.strip_prefix("section ") {
            self.labels.insert(bare.to_string());
        }
        self.series.extend(readings(last).map(|r| r.series));
        self.labels.insert(lower);
        let mut tail = String::new();
        for label in path.iter().rev().take(MAX_TAIL) {
            let label = label.to_lowercase();
            let label = label.strip_prefix("section ").unwrap_or(&label);
            tail = match tail.is_empty() {
                true => label.to_string(),
                false => format!("{label}.{tail}"),
            };
            self.tails.insert(tail.clone());
        }
    }

    fn add_heading(&mut self, index: ClauseIndex, heading: &str) {
        self.labels
            .extend(label_of(heading).map(|l| l.to_lowercase()));
        if heading.len() > 3 && heading.len() <= MAX_HEADING {
            self.lengths.insert(heading.len());
            let mut words: Vec<String> = words_of(heading).map(str::to_lowercase).collect();
            words.sort();
            words.dedup();
            for word in words {
                let of = self.by_word.entry(word).or_default();
                of.push((index, heading.to_string()));
            }
            self.headings
                .entry(heading.to_ascii_lowercase())
                .or_insert_with(|| heading.to_string());
        }
    }

    /// Whether a clause has this label.
    pub fn has(&self, label: &str) -> bool {
        self.labels.contains(&label.to_lowercase())
    }

    /// Whether a clause has these labels, from any level down: `(b)(1)`, `III.A`.
    pub fn has_path(&self, printed: &str) -> bool {
        let path = steps(printed).join(".").to_lowercase();
        self.has(printed) || self.tails.contains(&path)
    }

    /// Whether a clause is called by a word and a label: `Step 3`.
    pub fn has_named(&self, word: &str, label: &str) -> bool {
        self.labels
            .contains(&format!("{word} {label}").to_lowercase())
    }

    /// Whether the text has labels of the kind of this one.
    pub fn has_series(&self, label: &str) -> bool {
        readings(label).any(|r| self.series.contains(&r.series))
    }

    /// The longest heading that ends a text, as bytes of it and as printed in the heading.
    pub fn ending(&self, text: &str) -> Option<(usize, &str)> {
        self.longest(|length| {
            let start = text.len().checked_sub(length)?;
            let free = !text.get(..start)?.ends_with(char::is_alphanumeric);
            free.then(|| text.get(start..)).flatten()
        })
    }

    /// The longest heading that begins a text.
    pub fn beginning(&self, text: &str) -> Option<(usize, &str)> {
        self.longest(|length| {
            let free = !text.get(length..)?.starts_with(char::is_alphanumeric);
            free.then(|| text.get(..length)).flatten()
        })
    }

    fn longest<'t>(&self, part: impl Fn(usize) -> Option<&'t str>) -> Option<(usize, &str)> {
        self.lengths.iter().rev().find_map(|length| {
            let words = part(*length)?.to_ascii_lowercase();
            Some((*length, self.headings.get(&words)?.as_str()))
        })
    }

    /// The headings that have a word, in the order of the text.
    pub fn with_word(&self, word: &str) -> &[(ClauseIndex, String)] {
        self.by_word
            .get(&word.to_lowercase())
            .map_or(&[], Vec::as_slice)
    }
}

/// The heading of a clause as others cite it: of a section, or the title that stands behind a
/// label, as in "II. Complaint Steps".
pub fn heading_of(clause: &Clause) -> Option<String> {
    let words = match clause.kind {
        ClauseKind::Section => clause.heading.as_deref()?,
        _ if clause.enumerator.is_empty() => return None,
        _ => clause.text.as_str(),
    };
    let heading = words.trim_end_matches([':', '.']).trim();
    let titled = clause.kind == ClauseKind::Section || is_title(heading);
    titled.then(|| heading.to_string())
}

/// A few words, all with capitals but the small ones.
fn is_title(words: &str) -> bool {
    let small = |w: &str| {
        matches!(
            w,
            "of" | "and" | "or" | "for" | "the" | "to" | "in" | "on" | "with" | "by" | "a"
        )
    };
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase());
    words.len() > 3
        && words.len() < 60
        && !words.contains(['.', ';', ',', '?'])
        && capital(words)
        && words.split(' ').all(|w| small(w) || capital(w))
}

/// `Level 1` of "Level 1: Informal".
pub fn label_of(heading: &str) -> Option<String> {
    let mut words = words_of(heading);
    let (word, label) = (words.next()?, words.next()?);
    let number = NUMBERS.contains(&label.to_lowercase().as_str());
    let short = label.len() < 6 && readings(label).next().is_some();
    (number || short).then(|| format!("{word} {label}"))
}

/// Numbers in words, as labels have them.
const NUMBERS: [&str; 8] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight",
];

fn words_of(heading: &str) -> impl Iterator<Item = &str> {
    heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

/// The labels of a printed place: `(b)(1)`, `III.A`, `4.2` as 4 and 2.
pub fn steps(printed: &str) -> Vec<&str> {
    printed
        .split(['.', '(', ')', ' '])
        .filter(|l| !l.is_empty())
        .collect()
}

/// The ways to read a label without punctuation.
pub fn readings(label: &str) -> impl Iterator<Item = Reading> {
    let marker = read_marker(&format!("({label})"));
    let parts = marker.map(|m| m.parts).unwrap_or_default();
    parts.into_iter().take(1).flat_map(|p| p.readings)
}
