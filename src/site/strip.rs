//! Small pictures of many verdicts: a square for each, in the order of the scale or of the
//! districts. The same facts stand beside them in words.

use super::verdict::{class, symbol_of, word};
use crate::rule::Cell;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many cells have one verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// Name of the colour.
    pub class: &'static str,
    /// The symbol.
    pub symbol: &'static str,
    /// The word, with a capital.
    pub word: String,
    /// How many.
    pub count: usize,
    /// Where its part of a bar of 100 begins, and how long it is.
    pub from: f64,
    /// Its length.
    pub long: f64,
}

/// The verdicts of some cells, counted, in the order of the scale.
pub fn counts<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Count> {
    let mut by_place: BTreeMap<(usize, usize), (&Cell, usize)> = BTreeMap::new();
    let mut all = 0;
    for cell in cells {
        by_place.entry(place(cell)).or_insert((cell, 0)).1 += 1;
        all += 1;
    }
    let mut before = 0;
    let share = |n: usize| (1000.0 * n as f64 / f64::from(all.max(1))).round() / 10.0;
    let counted = by_place.into_values().map(|(cell, count)| {
        let from = share(before);
        before += count;
        Count {
            class: class(cell),
            symbol: symbol_of(cell),
            word: word(cell),
            count,
            from,
            long: ((share(before) - from) * 10.0).round() / 10.0,
        }
    });
    counted.collect()
}

/// Where a cell stands in the order of the scale; what is outside of it comes last.
pub fn place(cell: &Cell) -> (usize, usize) {
    match cell.stance() {
        Some(stance) => (0, stance as usize),
        None => (1, cell.state as usize),
    }
}

/// `2 prohibited, 3 silent`
pub fn in_words(counts: &[Count]) -> String {
    let words = counts
        .iter()
        .map(|c| format!("{} {}", c.count, c.word.to_lowercase()));
    words.collect::<Vec<_>>().join(", ")
}
