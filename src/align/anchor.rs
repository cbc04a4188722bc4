//! Pairs of clauses with equal words.

use super::side::Both;
use super::state::State;
use std::collections::HashMap;

/// Pairs clauses whose words stand once in each text; then those with equal words at one place;
/// then equal neighbours and children of pairs; then what is single under a pair of parents.
pub(super) fn pair_equal(both: &Both<'_>, state: &mut State) {
    let unique = unique(both);
    for (old, new) in &unique {
        state.pair(*old, *new);
    }
    at_one_place(both, state);
    let mut fresh: Vec<(usize, usize)> = pairs(state);
    spread(both, state, &mut fresh);
    single_under_parents(both, state, &mut fresh);
    spread(both, state, &mut fresh);
}

fn pairs(state: &State) -> Vec<(usize, usize)> {
    let all = state.to.iter().enumerate();
    all.filter_map(|(old, new)| Some((old, (*new)?))).collect()
}

/// Clauses whose words stand once in each text.
fn unique(both: &Both<'_>) -> Vec<(usize, usize)> {
    let mut places: HashMap<u32, [Option<Option<usize>>; 2]> = HashMap::new();
    for (side, keys) in [&both.old.keys, &both.new.keys].into_iter().enumerate() {
        for (at, key) in keys.iter().enumerate() {
            let place = &mut places.entry(*key).or_default()[side];
            *place = match place {
                None => Some(Some(at)),
                Some(_) => Some(None),
            };
        }
    }
    let once = |key: &u32| match places.get(key) {
        Some([Some(Some(old)), Some(Some(new))]) => Some((*old, *new)),
        _ => None,
    };
    both.old.keys.iter().filter_map(once).collect()
}

/// Equal words at one address, under parents that are one.
fn at_one_place(both: &Both<'_>, state: &mut State) {
    let anchors = 0..both.new.len();
    let anchors: HashMap<&str, usize> = anchors.map(|at| (both.new.anchor(at), at)).collect();
    for old in 0..both.old.len() {
        let Some(new) = anchors.get(both.old.anchor(old)).copied() else {
            continue;
        };
        if both.old.keys[old] == both.new.keys[new] && state.same_parent(both, old, new) {
            state.pair(old, new);
        }
    }
}

/// From each pair to equal neighbours and first and last children, as far as they are equal.
fn spread(both: &Both<'_>, state: &mut State, fresh: &mut Vec<(usize, usize)>) {
    let (old, new) = (&both.old, &both.new);
    fresh.reverse();
    while let Some((a, b)) = fresh.pop() {
        let ends = |list: &[usize], last: bool| match last {
            true => list.last().copied(),
            false => list.first().copied(),
        };
        let siblings = state.same_parent(both, a, b) || parents_open(both, state, a, b);
        let next = [
            old.after(a).zip(new.after(b)).filter(|_| siblings),
            old.before(a).zip(new.before(b)).filter(|_| siblings),
            ends(&old.children[a], false).zip(ends(&new.children[b], false)),
            ends(&old.children[a], true).zip(ends(&new.children[b], true)),
        ];
        for (a, b) in next.into_iter().flatten() {
            if old.keys[a] == new.keys[b] && state.pair(a, b) {
                fresh.push((a, b));
            }
        }
    }
}

/// Whether neither parent has a partner, so that they may still be one.
fn parents_open(both: &Both<'_>, state: &State, old: usize, new: usize) -> bool {
    match (both.old.parent(old), both.new.parent(new)) {
        (Some(old), Some(new)) => state.open(old, new),
        _ => false,
    }
}

/// Equal words that stand once, among what has no partner, under a pair of parents.
fn single_under_parents(both: &Both<'_>, state: &mut State, fresh: &mut Vec<(usize, usize)>) {
    for (old, new) in pairs(state) {
        let mut open: HashMap<u32, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for child in &both.old.children[old] {
            if state.to[*child].is_none() {
                open.entry(both.old.keys[*child])
                    .or_default()
                    .0
                    .push(*child);
            }
        }
        for child in &both.new.children[new] {
            if state.from[*child].is_none() {
                open.entry(both.new.keys[*child])
                    .or_default()
                    .1
                    .push(*child);
            }
        }
        for child in &both.old.children[old] {
            let group = open.remove(&both.old.keys[*child]);
            // Of several with equal words each goes to the one of its turn.
            for (a, b) in group.into_iter().flat_map(|(a, b)| a.into_iter().zip(b)) {
                if state.pair(a, b) {
                    fresh.push((a, b));
                }
            }
        }
    }
}
