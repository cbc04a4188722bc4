//! Carries permanent ids from known clauses to the clauses of a version.

use super::ledger::{ClauseId, Row};
use crate::clause::{Clause, ClauseKind};
use crate::text::words;
use std::collections::{BTreeSet, HashMap};

/// Of the words of two clauses that stand at one place, this share of the shorter one's must be
/// in both, or they are two clauses.
const ALIKE: f64 = 0.4;

/// The clauses of a version and the ids that they have so far.
pub(super) struct Carry<'a> {
    anchors: &'a [&'a str],
    prints: &'a [String],
    at_anchor: HashMap<&'a str, usize>,
    ids: Vec<Option<ClauseId>>,
    used: BTreeSet<ClauseId>,
}

impl<'a> Carry<'a> {
    /// No clause has an id yet.
    pub(super) fn new(anchors: &'a [&'a str], prints: &'a [String]) -> Carry<'a> {
        Carry {
            anchors,
            prints,
            at_anchor: anchors.iter().enumerate().map(|(i, a)| (*a, i)).collect(),
            ids: vec![None; anchors.len()],
            used: BTreeSet::new(),
        }
    }

    /// The ids, in the order of the clauses.
    pub(super) fn into_ids(self) -> Vec<Option<ClauseId>> {
        self.ids
    }

    fn give(&mut self, at: usize, id: &ClauseId) {
        if self.ids[at].is_none() && self.used.insert(id.clone()) {
            self.ids[at] = Some(id.clone());
        }
    }

    /// Carries where place and words are the same, then where the words are and stand once on
    /// both sides.
    pub(super) fn by_words(&mut self, rows: &[Row]) {
        for row in rows {
            let at = self.at_anchor.get(row.anchor.as_str()).copied();
            if let Some(at) = at.filter(|at| self.prints[*at] == row.print) {
                self.give(at, &row.id);
            }
        }
        let mut open: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, print) in self.prints.iter().enumerate() {
            if self.ids[at].is_none() {
                open.entry(print)
                    .and_modify(|n| *n = None)
                    .or_insert(Some(at));
            }
        }
        let mut spare: HashMap<&str, BTreeSet<&ClauseId>> = HashMap::new();
        for row in rows.iter().filter(|r| !self.used.contains(&r.id)) {
            spare.entry(&row.print).or_default().insert(&row.id);
        }
        for row in rows {
            let once = spare
                .get(row.print.as_str())
                .is_some_and(|ids| ids.len() == 1);
            if let (true, Some(Some(at))) = (once, open.get(row.print.as_str())) {
                self.give(*at, &row.id);
            }
        }
    }

    /// Carries where the place is the same, then where as many clauses as before stand between
    /// the same neighbours. `alike` says whether row and clause can be one.
    pub(super) fn by_place(&mut self, rows: &[Row], alike: impl Fn(usize, usize) -> bool) {
        for (number, row) in rows.iter().enumerate() {
            if let Some(at) = self.at_anchor.get(row.anchor.as_str()).copied()
                && alike(number, at)
            {
                self.give(at, &row.id);
            }
        }
        for (row, at) in self.between_neighbours(rows) {
            if alike(row, at) {
                self.give(at, &rows[row].id);
            }
        }
    }

    /// Rows and clauses without partners that stand in equal number between partners.
    fn between_neighbours(&self, rows: &[Row]) -> Vec<(usize, usize)> {
        let mut place: HashMap<&ClauseId, usize> = HashMap::new();
        for (at, id) in self.ids.iter().enumerate() {
            if let Some(id) = id {
                place.insert(id, at);
            }
        }
        let mut pairs = Vec::new();
        let mut lone: Vec<usize> = Vec::new();
        let mut from = 0;
        for (number, row) in rows.iter().map(Some).chain([None]).enumerate() {
            let to = match row {
                None => self.anchors.len(),
                Some(row) => match place.get(&row.id) {
                    None => {
                        lone.push(number);
                        continue;
                    }
                    Some(at) => *at,
                },
            };
            if from <= to {
                let open: Vec<usize> = (from..to).filter(|at| self.ids[*at].is_none()).collect();
                if open.len() == lone.len() {
                    pairs.extend(lone.iter().copied().zip(open));
                }
            }
            lone.clear();
            from = to + 1;
        }
        pairs
    }
}

/// Whether a clause of one version can be a clause of the next: both are headings, or they share
/// enough of their words.
pub(super) fn alike(a: &Clause, b: &Clause) -> bool {
    if a.kind == ClauseKind::Section || b.kind == ClauseKind::Section {
        return a.kind == b.kind;
    }
    let set = |text: &str| -> BTreeSet<String> {
        let plain = |w: &str| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        };
        words(text).map(plain).filter(|w| !w.is_empty()).collect()
    };
    let (left, right) = (set(&a.text), set(&b.text));
    let shared = left.intersection(&right).count();
    shared as f64 >= ALIKE * left.len().min(right.len()).max(1) as f64
}
