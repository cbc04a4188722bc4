//! Carries permanent ids from known clauses to the clauses of a version.

use super::ledger::{ClauseId, Row};
use crate::align::Alignment;
use std::collections::{BTreeSet, HashMap};

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

    /// Carries from the clauses of the version before, whose rows these are, to their partners; of
    /// ids that `may` be carried.
    pub(super) fn by_alignment(
        &mut self,
        rows: &[Row],
        alignment: &Alignment,
        may: impl Fn(&ClauseId) -> bool,
    ) {
        for (from, to) in alignment.main() {
            let id = &rows[from.0 as usize].id;
            if may(id) {
                self.give(to.0 as usize, id);
            }
        }
    }

    /// Carries where the place is the same, then where as many clauses as before stand between
    /// the same neighbours. For a text that was edited in place: the ledger has no words of the old
    /// one to align.
    pub(super) fn by_place(&mut self, rows: &[Row]) {
        for row in rows {
            if let Some(at) = self.at_anchor.get(row.anchor.as_str()).copied() {
                self.give(at, &row.id);
            }
        }
        for (row, at) in self.between_neighbours(rows) {
            self.give(at, &rows[row].id);
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
