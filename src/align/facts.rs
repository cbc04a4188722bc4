//! What is true of each pair: amended, moved, renumbered, split, merged.

use super::side::{Both, Side};
use super::state::State;
use super::{Alignment, Pair};
use crate::clause::ClauseIndex;
use std::collections::{BTreeMap, HashMap};

/// The pairs with their facts, in the order of the new text.
pub(super) fn facts(both: &Both<'_>, state: &State, parts: &[(usize, usize)]) -> Alignment {
    let blocks = blocks(both, state, &moved(both, state));
    let mut facts = Facts {
        both,
        state,
        blocks,
        parts_of_old: BTreeMap::new(),
        parts_of_new: BTreeMap::new(),
    };
    for (old, new) in parts {
        facts.parts_of_old.entry(*old).or_default().push(*new);
        facts.parts_of_new.entry(*new).or_default().push(*old);
    }
    facts.in_order()
}

struct Facts<'a> {
    both: &'a Both<'a>,
    state: &'a State,
    /// The block of each clause of the old text that moved.
    blocks: HashMap<usize, usize>,
    parts_of_old: BTreeMap<usize, Vec<usize>>,
    parts_of_new: BTreeMap<usize, Vec<usize>>,
}

impl Facts<'_> {
    fn in_order(&self) -> Alignment {
        let mut removed = self.removed();
        let mut pairs: Vec<Pair> = Vec::new();
        pairs.extend(removed.remove(&None).into_iter().flatten());
        for new in 0..self.both.new.len() {
            let main = self.state.from[new];
            let parts = self.parts_of_new.get(&new).into_iter().flatten().copied();
            let mut from: Vec<usize> = main.into_iter().chain(parts).collect();
            from.sort_unstable();
            if from.is_empty() {
                pairs.push(self.alone(None, Some(new)));
            }
            for old in from {
                pairs.push(self.pair(old, new));
                if self.last_of(old) == Some(new) {
                    pairs.extend(removed.remove(&Some(old)).into_iter().flatten());
                }
            }
        }
        Alignment { pairs }
    }

    /// The clauses that are gone, by the clause before them that is not.
    fn removed(&self) -> HashMap<Option<usize>, Vec<Pair>> {
        let mut out: HashMap<Option<usize>, Vec<Pair>> = HashMap::new();
        let mut before = None;
        for old in 0..self.both.old.len() {
            match self.last_of(old) {
                Some(_) => before = Some(old),
                None => out
                    .entry(before)
                    .or_default()
                    .push(self.alone(Some(old), None)),
            }
        }
        out
    }

    /// The clause with which removed clauses after an old one are listed: its partner, else the
    /// first that has words of it.
    fn last_of(&self, old: usize) -> Option<usize> {
        let first = || self.parts_of_old.get(&old).and_then(|all| all.first());
        self.state.to[old].or_else(|| first().copied())
    }

    fn alone(&self, from: Option<usize>, to: Option<usize>) -> Pair {
        Pair {
            from: from.map(index),
            to: to.map(index),
            main: true,
            amended: false,
            moved: None,
            renumbered: false,
            split: false,
            merged: false,
        }
    }

    fn pair(&self, old: usize, new: usize) -> Pair {
        let main = self.state.is_pair(old, new);
        let before = &self.both.old.tree.clauses()[old];
        let after = &self.both.new.tree.clauses()[new];
        let parts = |all: &BTreeMap<usize, Vec<usize>>, at: usize| all.get(&at).map_or(0, Vec::len);
        let to = parts(&self.parts_of_old, old) + usize::from(self.state.to[old].is_some());
        let from = parts(&self.parts_of_new, new) + usize::from(self.state.from[new].is_some());
        Pair {
            amended: visible(&before.text).ne(visible(&after.text)),
            moved: self.blocks.get(&old).copied().filter(|_| main),
            renumbered: label(&before.enumerator) != label(&after.enumerator),
            split: to > 1,
            merged: from > 1,
            main,
            ..self.alone(Some(old), Some(new))
        }
    }
}

fn index(at: usize) -> ClauseIndex {
    ClauseIndex(u32::try_from(at).expect("fewer clauses than bytes"))
}

/// The signs of a text without those that no reader sees: word joiners, soft hyphens.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    let hidden = |c: &char| {
        matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
    };
    text.chars().filter(move |c| !hidden(c))
}

/// The letters and digits of an enumerator; a bullet has none.
fn label(enumerator: &str) -> String {
    let parts = enumerator.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    parts.join(".")
}

/// The clauses of the old text that moved.
fn moved(both: &Both<'_>, state: &State) -> Vec<usize> {
    let mut under: BTreeMap<Option<usize>, Vec<(usize, usize)>> = BTreeMap::new();
    let mut out = Vec::new();
    let before = Before::of(state);
    for (old, new) in pairs(state) {
        let above_old = above(&both.old, &state.to, old);
        let above_new = above(&both.new, &state.from, new);
        if above_new == above_old.and_then(|a| state.to[a]) {
            under.entry(above_old).or_default().push((old, new));
        } else if !is_indented(both, state, &before, (old, new)) {
            out.push(old);
        }
    }
    let size = subtree_words(&both.old);
    for pairs in under.values() {
        out.extend(out_of_order(pairs, &size));
    }
    out.sort_unstable();
    out
}

fn pairs(state: &State) -> impl Iterator<Item = (usize, usize)> + '_ {
    let all = state.to.iter().enumerate();
    all.filter_map(|(old, new)| Some((old, (*new)?)))
}

/// The nearest clause above that has a partner: a heading that is only put over a text moves
/// nothing.
fn above(side: &Side<'_>, partner: &[Option<usize>], at: usize) -> Option<usize> {
    let mut above = std::iter::successors(side.governor(at), |p| side.governor(*p));
    above.find(|p| partner[*p].is_some())
}

/// The pair before each clause of each text.
struct Before {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Before {
    fn of(state: &State) -> Before {
        let last = |partner: &[Option<usize>]| {
            let mut last = None;
            let step = |(at, partner): (usize, &Option<usize>)| {
                let before = last;
                last = partner.map(|_| at).or(last);
                before
            };
            partner.iter().enumerate().map(step).collect()
        };
        Before {
            old: last(&state.to),
            new: last(&state.from),
        }
    }

    /// Whether what stands before both is one.
    fn is_same(&self, state: &State, old: usize, new: usize) -> bool {
        match (self.old[old], self.new[new]) {
            (None, None) => true,
            (Some(old), Some(new)) => state.is_pair(old, new),
            _ => false,
        }
    }
}

/// A clause that follows the one it followed, one level deeper or higher, has not moved.
fn is_indented(
    both: &Both<'_>,
    state: &State,
    before: &Before,
    (old, new): (usize, usize),
) -> bool {
    let above_old = above(&both.old, &state.to, old);
    let above_new = above(&both.new, &state.from, new);
    let partner = above_old.and_then(|a| state.to[a]);
    let deeper = above_new.is_some_and(|a| above(&both.new, &state.from, a) == partner);
    let higher = partner.is_some_and(|p| above(&both.new, &state.from, p) == above_new);
    (deeper || higher) && before.is_same(state, old, new)
}

/// How many words a clause and all under it have.
fn subtree_words(side: &Side<'_>) -> Vec<usize> {
    let mut size: Vec<usize> = side.words.iter().map(|w| w.len().max(1)).collect();
    for at in (0..side.len()).rev() {
        if let Some(parent) = side.governor(at) {
            size[parent] += size[at];
        }
    }
    size
}

/// Of pairs in the order of the old text those that are not in the heaviest run that is in order in
/// the new text, too.
fn out_of_order(pairs: &[(usize, usize)], size: &[usize]) -> Vec<usize> {
    let mut places: Vec<usize> = pairs.iter().map(|(_, new)| *new).collect();
    places.sort_unstable();
    let rank = |new: usize| places.partition_point(|p| *p < new);
    let mut best = Heaviest::new(pairs.len());
    // The weight of the heaviest run that ends with each pair, and the pair before it there.
    let mut ends: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (at, (old, new)) in pairs.iter().enumerate() {
        let before = best.before(rank(*new));
        let weight = size[*old] + before.map_or(0, |(weight, _)| weight);
        ends.push((weight, before.map(|(_, at)| at)));
        best.put(rank(*new), (weight, at));
    }
    let mut stays = vec![false; pairs.len()];
    let mut last = best.before(pairs.len()).map(|(_, at)| at);
    while let Some(at) = last {
        stays[at] = true;
        last = ends[at].1;
    }
    let moved = pairs.iter().zip(stays).filter(|(_, stays)| !stays);
    moved.map(|((old, _), _)| *old).collect()
}

/// The heaviest entry at any place before another (a tree of prefixes, as Fenwick's).
struct Heaviest {
    tree: Vec<Option<(usize, usize)>>,
}

impl Heaviest {
    fn new(size: usize) -> Heaviest {
        Heaviest {
            tree: vec![None; size + 1],
        }
    }

    fn put(&mut self, place: usize, entry: (usize, usize)) {
        let mut at = place + 1;
        while at < self.tree.len() {
            if self.tree[at].is_none_or(|(weight, _)| weight < entry.0) {
                self.tree[at] = Some(entry);
            }
            at += at & at.wrapping_neg();
        }
    }

    fn before(&self, place: usize) -> Option<(usize, usize)> {
        let mut at = place;
        let mut best: Option<(usize, usize)> = None;
        while at > 0 {
            if let Some(entry) = self.tree[at]
                && best.is_none_or(|(weight, _)| weight < entry.0)
            {
                best = Some(entry);
            }
            at -= at & at.wrapping_neg();
        }
        best
    }
}

/// Numbers the blocks: clauses that went together, one after the other on both sides.
fn blocks(both: &Both<'_>, state: &State, moved: &[usize]) -> HashMap<usize, usize> {
    let mut out: HashMap<usize, usize> = HashMap::new();
    let mut count = 0;
    for old in moved {
        let together = state.to[*old].and_then(|new| {
            let (a, b) = (both.old.before(*old)?, both.new.before(new)?);
            state.is_pair(a, b).then(|| out.get(&a).copied())?
        });
        let block = together.unwrap_or_else(|| {
            count += 1;
            count
        });
        out.insert(*old, block);
    }
    out
}
