use super::text::Text;
use super::words::{Piece, marked};
use super::{Pair, Redline};
use crate::clause::ClauseIndex;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a reader sees as one change: a pair, or all clauses of a split or merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<'a> {
    /// Its pairs, in the order of the redline; one at least.
    pub pairs: Vec<&'a Pair>,
    /// Its clauses of the old text, in order.
    pub from: Vec<ClauseIndex>,
    /// Its clauses of the new text, in order.
    pub to: Vec<ClauseIndex>,
    /// Its words with marks; of several clauses they stand one after the other, with `¶` between.
    pub words: Vec<Piece>,
}

/// Stands between the clauses of a split or merge.
const BETWEEN: &str = " ¶ ";

/// The changes of a redline between two texts, in its order; a split or merge at its first pair.
pub fn events<'a>(line: &'a Redline, old: &Text<'_>, new: &Text<'_>) -> Vec<Event<'a>> {
    let pairs = &line.alignment.pairs;
    let mut groups = Groups::default();
    let mut order: Vec<usize> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let together = pair.split || pair.merged;
        order.push(if together { groups.of(pair, at) } else { at });
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, group) in order.into_iter().enumerate() {
        members.entry(groups.top(group)).or_default().push(at);
    }
    let event = |all: Vec<usize>| {
        let clauses = |of: fn(&Pair) -> Option<ClauseIndex>| {
            let mut out: Vec<ClauseIndex> = all.iter().filter_map(|at| of(&pairs[*at])).collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        let (from, to) = (clauses(|p| p.from), clauses(|p| p.to));
        let words = match all.as_slice() {
            [one] => line.words[*one].clone(),
            _ => {
                let (a, b) = (joined(old, &from), joined(new, &to));
                marked((&a.0, &a.1), (&b.0, &b.1))
            }
        };
        Event {
            pairs: all.iter().map(|at| &pairs[*at]).collect(),
            from,
            to,
            words,
        }
    };
    members.into_values().map(event).collect()
}

/// The words of several clauses as one text, with the parts that are kept whole.
fn joined(text: &Text<'_>, clauses: &[ClauseIndex]) -> (String, Vec<Range<usize>>) {
    let mut out = (String::new(), Vec::new());
    for at in clauses {
        if !out.0.is_empty() {
            out.0.push_str(BETWEEN);
        }
        let start = out.0.len();
        let (words, wholes) = text.clause(*at);
        out.0.push_str(words);
        let moved = wholes.iter().map(|w| w.start + start..w.end + start);
        out.1.extend(moved);
    }
    out
}

/// Pairs that share a clause; each group is named by its first pair.
#[derive(Default)]
struct Groups {
    first: BTreeMap<(bool, ClauseIndex), usize>,
    above: BTreeMap<usize, usize>,
}

impl Groups {
    fn of(&mut self, pair: &Pair, at: usize) -> usize {
        let sides = [pair.from.map(|c| (false, c)), pair.to.map(|c| (true, c))];
        let mut group = at;
        for side in sides.into_iter().flatten() {
            let first = *self.first.entry(side).or_insert(at);
            let (a, b) = (self.top(group), self.top(first));
            group = a.min(b);
            if a != b {
                self.above.insert(a.max(b), group);
            }
        }
        group
    }

    fn top(&self, at: usize) -> usize {
        let above = std::iter::successors(Some(at), |at| self.above.get(at).copied());
        above.last().unwrap_or(at)
    }
}
