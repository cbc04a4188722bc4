//! Blocks that moved: where each came from, and the place that it left.

use super::rows::{Cited, Fact, Row, left_id};
use super::shown::Shown;
use crate::align::Pair;
use crate::clause::{Clause, ClauseIndex};
use crate::library::short_citation;
use crate::redline::Event;
use std::collections::BTreeMap;

/// The clauses that went together, at the top of the block.
struct Block {
    from: Vec<ClauseIndex>,
    to: Vec<ClauseIndex>,
}

/// The blocks of a redline.
pub struct Blocks<'a> {
    shown: &'a Shown<'a>,
    blocks: BTreeMap<usize, Block>,
    /// For each clause of the old text, the last one up to it that did not move.
    stayed: Vec<Option<ClauseIndex>>,
}

impl<'a> Blocks<'a> {
    /// The blocks of a redline.
    pub fn of(shown: &'a Shown<'a>) -> Blocks<'a> {
        let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
        let old = &shown.from.tree;
        let mut moved = vec![false; old.clauses().len()];
        for pair in &shown.compared.line.alignment.pairs {
            if let (Some(number), Some(from), Some(to)) = (pair.moved, pair.from, pair.to) {
                let block = blocks.entry(number).or_insert_with(|| Block {
                    from: Vec::new(),
                    to: Vec::new(),
                });
                block.from.push(from);
                block.to.push(to);
                moved[from.0 as usize] = true;
            }
        }
        for block in blocks.values_mut() {
            block.from.sort_unstable();
            block.to.sort_unstable();
        }
        let mut stayed = Vec::with_capacity(moved.len());
        let mut last = None;
        for (at, clause) in old.iter() {
            // What stands under a moved clause has moved with it.
            let with = clause.parent.is_some_and(|p| moved[p.0 as usize]);
            moved[at.0 as usize] |= with;
            if !moved[at.0 as usize] {
                last = Some(at);
            }
            stayed.push(last);
        }
        Blocks {
            shown,
            blocks,
            stayed,
        }
    }

    /// Where a moved clause stood, with the address of the place that its block left.
    pub fn old_place(&self, pair: &Pair) -> Option<Cited> {
        let block = self.blocks.get(&pair.moved?)?;
        let old = &self.shown.from.tree;
        Some(Cited {
            text: short_citation(old.get(pair.from?)),
            url: format!("#{}", left_id(old.get(*block.from.first()?))),
        })
    }

    /// The places that blocks left, each after the event behind which it stood; none for the top.
    pub fn by_event(&self, events: &[Event<'_>]) -> BTreeMap<Option<usize>, Vec<Row>> {
        let mut of_clause: BTreeMap<ClauseIndex, usize> = BTreeMap::new();
        for (at, event) in events.iter().enumerate() {
            for from in &event.from {
                of_clause.entry(*from).or_insert(at);
            }
        }
        let mut out: BTreeMap<Option<usize>, Vec<Row>> = BTreeMap::new();
        for block in self.blocks.values() {
            let first = block.from.first().copied();
            let before = first.and_then(|f| self.stayed[f.0 as usize]);
            let event = before.and_then(|before| of_clause.get(&before)).copied();
            out.entry(event).or_default().extend(self.left(block));
        }
        out
    }

    /// The place that a block left.
    fn left(&self, block: &Block) -> Option<Row> {
        let (old, new) = (&self.shown.from.tree, &self.shown.to.tree);
        let first = *block.from.first()?;
        let to = new.get(*block.to.first()?);
        let ends = |all: &[ClauseIndex], get: &dyn Fn(ClauseIndex) -> String| match all {
            [one] => get(*one),
            [first, .., last] => format!("{} to {}", get(*first), get(*last)),
            [] => String::new(),
        };
        let cite = |clause: &Clause| short_citation(clause);
        let from_words = ends(&block.from, &|at| cite(old.get(at)));
        let to_words = ends(&block.to, &|at| cite(new.get(at)));
        Some(Row {
            id: left_id(old.get(first)),
            ids: Vec::new(),
            depth: old.depth(first).min(2),
            heading: 0,
            class: "left",
            facts: vec![Fact {
                text: "moved to".to_string(),
                place: Some(Cited {
                    text: to_words,
                    url: format!("#{}", to.anchor),
                }),
            }],
            from: vec![Cited {
                text: from_words,
                url: self.shown.old_clause(first),
            }],
            to: Vec::new(),
            number: String::new(),
            old_number: String::new(),
            new_number: String::new(),
            words: String::new(),
            old: None,
            new: None,
        })
    }
}
