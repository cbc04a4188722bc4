//! Pairs of clauses whose words are alike, from an index of rare stems: never all against all.

use super::assign::{Edge, assign};
use super::parents::pair_by_children;
use super::score::score;
use super::side::Both;
use super::state::State;

/// What a pair must score, round by round: first what is sure, so that later rounds know more of
/// the neighbours.
const ROUNDS: [f64; 3] = [0.8, 0.6, 0.42];

/// The last round is repeated while it finds pairs, at most so often.
const REPEATS: usize = 4;

/// Rare stems of a clause that are looked up.
const STEMS: usize = 8;

/// A stem that stands in more clauses than this finds none.
const POSTINGS: usize = 32;

/// Clauses that are weighed for one clause.
const WEIGHED: usize = 10;

/// Pairs clauses whose words are alike.
pub(super) fn pair_alike(both: &Both<'_>, state: &mut State) {
    let repeats = std::iter::repeat_n(&ROUNDS[ROUNDS.len() - 1], REPEATS);
    let mut last = usize::MAX;
    for (number, least) in ROUNDS.iter().chain(repeats).enumerate() {
        let edges = edges(both, state, *least);
        let found = assign(state, edges) + pair_by_children(both, state);
        if number + 1 >= ROUNDS.len() && found == 0 && last == 0 {
            break;
        }
        last = found;
    }
}

/// Possible pairs with their scores.
fn edges(both: &Both<'_>, state: &State, least: f64) -> Vec<Edge> {
    let open = |at: &usize| state.from[*at].is_none();
    let index = Index::of(both, (0..both.new.len()).filter(open));
    let mut finder = Finder::new(both.new.len());
    let mut out = Vec::new();
    for old in (0..both.old.len()).filter(|at| state.to[*at].is_none()) {
        let mut found = finder.find(both, &index, &both.old.stems[old]);
        near(both, state, old, &mut found);
        found.retain(|new| state.open(old, *new));
        for new in found {
            if let Some(score) = score(both, state, old, new).filter(|s| *s >= least) {
                out.push(Edge { old, new, score });
            }
        }
    }
    out
}

/// What stands where a clause would stand if nothing around it changed.
fn near(both: &Both<'_>, state: &State, old: usize, found: &mut Vec<usize>) {
    let partner = |at: Option<usize>| at.and_then(|at| state.to[at]);
    let after = partner(both.old.before(old)).and_then(|p| both.new.after(p));
    let before = partner(both.old.after(old)).and_then(|p| both.new.before(p));
    let under = match both.old.parent(old) {
        None => &both.new.roots[..],
        Some(parent) => state.to[parent].map_or(&[][..], |p| &both.new.children[p]),
    };
    let open = under.iter().filter(|at| state.from[**at].is_none());
    let under: Vec<usize> = match under.len() <= POSTINGS {
        true => open.copied().take(WEIGHED).collect(),
        false => Vec::new(),
    };
    for at in [after, before].into_iter().flatten().chain(under) {
        if !found.contains(&at) {
            found.push(at);
        }
    }
}

/// The clauses in which each stem stands.
pub(super) struct Index {
    places: Vec<Vec<usize>>,
}

impl Index {
    /// The index of some clauses of the new text.
    pub fn of(both: &Both<'_>, clauses: impl Iterator<Item = usize>) -> Index {
        Index::with(both, clauses.map(|at| (at, &both.new.stems[at][..])))
    }

    /// The index of some lists of stems.
    pub fn with<'s>(
        both: &Both<'_>,
        lists: impl Iterator<Item = (usize, &'s [(u32, u32)])>,
    ) -> Index {
        let mut places = vec![Vec::new(); both.weight.len()];
        for (at, stems) in lists {
            for (stem, _) in stems {
                places[*stem as usize].push(at);
            }
        }
        Index { places }
    }
}

/// Finds clauses that share rare stems with another.
pub(super) struct Finder {
    sums: Vec<f64>,
}

impl Finder {
    pub fn new(clauses: usize) -> Finder {
        Finder {
            sums: vec![0.0; clauses],
        }
    }

    /// The clauses that share most of the rare stems, best first.
    pub fn find(&mut self, both: &Both<'_>, index: &Index, stems: &[(u32, u32)]) -> Vec<usize> {
        let places = |stem: u32| &index.places[stem as usize];
        let usable = |stem: &u32| (1..=POSTINGS).contains(&places(*stem).len());
        let mut rare: Vec<u32> = stems.iter().map(|(s, _)| *s).filter(usable).collect();
        rare.sort_by_key(|stem| (places(*stem).len(), *stem));
        let mut seen: Vec<usize> = Vec::new();
        for stem in rare.into_iter().take(STEMS) {
            for at in places(stem) {
                if self.sums[*at] == 0.0 {
                    seen.push(*at);
                }
                self.sums[*at] += both.weight[stem as usize];
            }
        }
        seen.sort_by(|a, b| self.sums[*b].total_cmp(&self.sums[*a]).then(a.cmp(b)));
        for at in &seen {
            self.sums[*at] = 0.0;
        }
        seen.truncate(WEIGHED);
        seen
    }
}
