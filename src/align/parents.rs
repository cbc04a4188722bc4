//! Pairs of clauses by what stands under them: a heading with another name over the same rules is
//! the same heading.

use super::score::shared;
use super::side::Both;
use super::state::State;
use crate::clause::ClauseKind;
use std::collections::HashMap;

/// Pairs parents without partners of which most is under one another, from the deepest up; says
/// how many.
pub(super) fn pair_by_children(both: &Both<'_>, state: &mut State) -> usize {
    let mut made = 0;
    for old in (0..both.old.len()).rev() {
        if state.to[old].is_some() || both.old.children[old].is_empty() {
            continue;
        }
        if let Some(new) = most_under(both, state, old)
            && may_be_one(both, old, new)
        {
            made += usize::from(state.pair(old, new));
        }
    }
    made
}

/// The clause without a partner that has most of what was under another, and has most of its own
/// from there.
fn most_under(both: &Both<'_>, state: &State, old: usize) -> Option<usize> {
    let weight = |words: &[u32]| words.len() + 1;
    let mut votes: HashMap<usize, usize> = HashMap::new();
    let mut all = 0;
    for child in &both.old.children[old] {
        let own = weight(&both.old.words[*child]);
        all += own;
        let parent = state.to[*child].and_then(|to| both.new.parent(to));
        if let Some(parent) = parent.filter(|p| state.from[*p].is_none()) {
            *votes.entry(parent).or_default() += own;
        }
    }
    let best = votes.iter().max_by_key(|(at, n)| (**n, usize::MAX - **at));
    let (new, voted) = best.map(|(at, n)| (*at, *n))?;
    let under = &both.new.children[new];
    let (mut here, mut there) = (0, 0);
    for child in under {
        let own = weight(&both.new.words[*child]);
        there += own;
        let from = state.from[*child].and_then(|from| both.old.parent(from));
        here += if from == Some(old) { own } else { 0 };
    }
    (2 * voted > all && 2 * here > there).then_some(new)
}

/// Headings may have nothing in common but what is under them; other clauses must share a word.
fn may_be_one(both: &Both<'_>, old: usize, new: usize) -> bool {
    let section = |kind| kind == ClauseKind::Section;
    match (section(both.old.kind(old)), section(both.new.kind(new))) {
        (true, true) => true,
        (false, false) => shared(both, &both.old.stems[old], &both.new.stems[new]) > 0.0,
        _ => false,
    }
}

/// The title of a text is its title, whatever it is.
pub(super) fn pair_titles(both: &Both<'_>, state: &mut State) {
    let lone = |kinds: &mut dyn Iterator<Item = (usize, ClauseKind)>| {
        let mut titles = kinds.filter(|(_, kind)| *kind == ClauseKind::Title);
        let first = titles.next()?;
        titles.next().is_none().then_some(first.0)
    };
    let old = lone(&mut (0..both.old.len()).map(|at| (at, both.old.kind(at))));
    let new = lone(&mut (0..both.new.len()).map(|at| (at, both.new.kind(at))));
    if let (Some(old), Some(new)) = (old, new) {
        state.pair(old, new);
    }
}
