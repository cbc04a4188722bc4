//! How alike two clauses are: by their words, and by what stands around them.

use super::side::{Both, counted};
use super::state::State;
use crate::clause::ClauseKind;

/// A neighbour on one side that is one.
const NEIGHBOUR: f64 = 0.06;
/// Parents that are one.
const PARENT: f64 = 0.07;
/// Parents that are each another's.
const OTHER_PARENT: f64 = -0.03;
/// All children are one.
const CHILDREN: f64 = 0.3;
/// One is a heading and the other is not.
const OTHER_KIND: f64 = -0.3;
/// With less of their words in common two clauses are never one, wherever they stand.
const LEAST: f64 = 0.2;
/// And with less than this when nothing around them says so.
const ALONE: f64 = 0.47;
/// Headings over nothing in common must have this much of their words in common.
const HEADING: f64 = 0.6;
/// Between the same neighbours this share of all words, function words too, is enough, if one of
/// them is a content word: "any employee of the district", "any personnel of the district".
const SKELETON: f64 = 0.7;
/// It counts as so much likeness.
const AS_SKELETON: f64 = 0.35;
/// Content words that must be in the shorter clause before its standing in the longer one counts
/// in full, by weight.
const ENOUGH: f64 = 8.0;

/// How alike the words of two clauses are, 0 to 1: what they share of both, and what they share of
/// the shorter.
fn likeness(both: &Both<'_>, old: usize, new: usize) -> f64 {
    let shared = shared(both, &both.old.stems[old], &both.new.stems[new]);
    if shared == 0.0 {
        return 0.0;
    }
    let (a, b) = (both.totals[0][old], both.totals[1][new]);
    let shorter = a.min(b);
    let sure = (shorter / ENOUGH).min(1.0);
    0.7 * 2.0 * shared / (a + b) + 0.3 * sure * shared / shorter
}

/// The weight of the stems that are in both lists.
pub(super) fn shared(both: &Both<'_>, a: &[(u32, u32)], b: &[(u32, u32)]) -> f64 {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let weight = |stem: &u32| both.weight[*stem as usize];
    let in_many = |(stem, _): &&(u32, u32)| many.binary_search_by_key(stem, |(s, _)| *s).is_ok();
    few.iter()
        .filter(in_many)
        .map(|(stem, _)| weight(stem))
        .sum()
}

/// How likely two clauses are one; none when their words say that they are not.
pub(super) fn score(both: &Both<'_>, state: &State, old: usize, new: usize) -> Option<f64> {
    let words = match both.old.keys[old] == both.new.keys[new] {
        true => 1.0,
        false => likeness(both, old, new),
    };
    let words = match words < AS_SKELETON && is_skeleton(both, state, old, new) {
        true => AS_SKELETON,
        false => words,
    };
    let least = match is_bare_heading(both, state, old, new) {
        true => HEADING,
        false if is_supported(both, state, old, new) => LEAST,
        false => ALONE,
    };
    (words >= least).then(|| words + around(both, state, old, new))
}

/// Whether two clauses between the same neighbours have most of all their words in common, and a
/// content word among them.
fn is_skeleton(both: &Both<'_>, state: &State, old: usize, new: usize) -> bool {
    if !has_neighbour(both, state, old, new) || !state.same_parent(both, old, new) {
        return false;
    }
    let (a, b) = (&both.old.words[old], &both.new.words[new]);
    if a.len().min(b.len()) > FEW || shared(both, &both.old.stems[old], &both.new.stems[new]) == 0.0
    {
        return false;
    }
    let (left, right) = (counted(a.clone()), counted(b.clone()));
    let in_both = left.iter().map(|(word, n)| {
        let at = right.binary_search_by_key(word, |(w, _)| *w);
        at.map_or(0, |at| right[at].1.min(*n))
    });
    2.0 * f64::from(in_both.sum::<u32>()) >= SKELETON * (a.len() + b.len()) as f64
}

/// Whether the clause before both or after both is one.
fn has_neighbour(both: &Both<'_>, state: &State, old: usize, new: usize) -> bool {
    let neighbours = [
        both.old.before(old).zip(both.new.before(new)),
        both.old.after(old).zip(both.new.after(new)),
    ];
    let mut neighbours = neighbours.into_iter().flatten();
    neighbours.any(|(a, b)| state.is_pair(a, b))
}

/// Whether something around two clauses is one.
fn is_supported(both: &Both<'_>, state: &State, old: usize, new: usize) -> bool {
    state.same_parent(both, old, new)
        || has_neighbour(both, state, old, new)
        || children(both, state, old, new) > 0.0
}

/// Clauses with more words than this have enough content words to tell.
const FEW: usize = 12;

/// Whether both are headings with something under them, and nothing of it is in both.
fn is_bare_heading(both: &Both<'_>, state: &State, old: usize, new: usize) -> bool {
    let heading = |kind| kind == ClauseKind::Section;
    let (a, b) = (&both.old.children[old], &both.new.children[new]);
    let headings = heading(both.old.kind(old)) && heading(both.new.kind(new));
    let stays = |child: &usize| {
        let to = state.to[*child];
        to.is_some_and(|to| both.new.parent(to) == Some(new))
    };
    headings && !a.is_empty() && !b.is_empty() && !a.iter().any(stays)
}

fn around(both: &Both<'_>, state: &State, old: usize, new: usize) -> f64 {
    let parents = match (both.old.parent(old), both.new.parent(new)) {
        _ if state.same_parent(both, old, new) => PARENT,
        (Some(a), Some(b)) if !state.open(a, b) => OTHER_PARENT,
        _ => 0.0,
    };
    let neighbour = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) if state.is_pair(a, b) => NEIGHBOUR,
        (None, None) => NEIGHBOUR / 2.0,
        _ => 0.0,
    };
    let before = neighbour(both.old.before(old), both.new.before(new));
    let after = neighbour(both.old.after(old), both.new.after(new));
    let heading = |kind| kind == ClauseKind::Section;
    let kinds = match heading(both.old.kind(old)) == heading(both.new.kind(new)) {
        true => 0.0,
        false => OTHER_KIND,
    };
    parents + before + after + kinds + children(both, state, old, new)
}

/// What the children say: those that are pairs for, those that went elsewhere against.
fn children(both: &Both<'_>, state: &State, old: usize, new: usize) -> f64 {
    let (a, b) = (&both.old.children[old], &both.new.children[new]);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut balance = 0.0;
    for child in a.iter().take(MOST) {
        if let Some(to) = state.to[*child] {
            let here = both.new.parent(to) == Some(new);
            balance += if here { 1.0 } else { -0.5 };
        }
    }
    CHILDREN * balance / a.len().min(MOST) as f64
}

/// Children that are looked at, so that the time stays linear.
const MOST: usize = 32;
