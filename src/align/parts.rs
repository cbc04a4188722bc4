//! Splits and merges: one clause whose words are in several.
//!
//! A split and a merge are one thing seen from two sides: pieces on one, a whole on the other. What
//! a clause has left over, once the words of its partner are taken away, is looked for in clauses
//! without a partner; then leftovers are compared with each other, for sentences that changed places.

use super::candidates::{Finder, Index};
use super::score::shared;
use super::side::{Both, Side};
use super::state::State;
use std::collections::{BTreeMap, HashSet};

/// A piece must have this share of its words from the whole, when it stands near it.
const NEAR: f64 = 0.6;
/// And this share anywhere else.
const FAR: f64 = 0.8;
/// Content words that a piece far away must have from the whole.
const FAR_WORDS: usize = 4;
/// A piece stands near when so many clauses at most are between it and the place of the whole.
const REACH: usize = 8;
/// The pieces of a whole without a partner have this share of its words together.
const TOGETHER: f64 = 0.5;
/// A sentence that went from one clause into another has so many words in a row.
const SENTENCE: usize = 5;

/// Further clauses of splits and merges, old and new. Makes main pairs where a whole has none.
pub(super) fn find(both: &Both<'_>, state: &mut State) -> Vec<(usize, usize)> {
    let mut links = Vec::new();
    for whole_is_old in [true, false] {
        let view = View::of(both, state, whole_is_old);
        let (mains, parts) = view.pieces();
        let turn = |(whole, piece): (usize, usize)| match whole_is_old {
            true => (whole, piece),
            false => (piece, whole),
        };
        for (old, new) in mains.into_iter().map(turn) {
            state.pair(old, new);
        }
        links.extend(parts.into_iter().map(turn));
    }
    links.extend(sentences(both, state));
    links.sort_unstable();
    links.dedup();
    links.retain(|(old, new)| !state.is_pair(*old, *new));
    links
}

/// Two texts with the wholes on one side and the pieces on the other.
struct View<'a> {
    both: &'a Both<'a>,
    wholes: &'a Side<'a>,
    pieces: &'a Side<'a>,
    /// The partner of each whole.
    piece_of: &'a [Option<usize>],
    /// The partner of each piece.
    whole_of: &'a [Option<usize>],
    /// What each whole has left over.
    left: Vec<Vec<(u32, u32)>>,
    /// Where each whole would stand among the pieces: at its partner, or after that of the clause
    /// before.
    place: Vec<usize>,
}

type Found = (Vec<(usize, usize)>, Vec<(usize, usize)>);

impl<'a> View<'a> {
    fn of(both: &'a Both<'a>, state: &'a State, whole_is_old: bool) -> View<'a> {
        let (old, new) = ((&both.old, &state.to), (&both.new, &state.from));
        let ((wholes, piece_of), (pieces, whole_of)) = match whole_is_old {
            true => (old, new),
            false => (new, old),
        };
        let mut last = 0;
        let place = piece_of.iter().map(|piece| {
            last = piece.unwrap_or(last);
            last
        });
        View {
            both,
            wholes,
            pieces,
            place: place.collect(),
            left: leftovers(wholes, pieces, piece_of),
            piece_of,
            whole_of,
        }
    }

    /// Main pairs for wholes that have none, and further pieces.
    fn pieces(&self) -> Found {
        let lists = self.left.iter().enumerate();
        let index = Index::with(self.both, lists.map(|(at, stems)| (at, &stems[..])));
        let mut finder = Finder::new(self.wholes.len());
        let mut of_whole: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for piece in (0..self.pieces.len()).filter(|at| self.whole_of[*at].is_none()) {
            let mut found = finder.find(self.both, &index, &self.pieces.stems[piece]);
            found.extend(self.around(piece));
            let scored = found.iter().filter_map(|whole| {
                let words = self.share(*whole, piece)?;
                Some((*whole, words))
            });
            let best = scored.reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((whole, words)) = best {
                of_whole.entry(whole).or_default().push((piece, words));
            }
        }
        self.settle(of_whole)
    }

    /// The wholes of the pieces around.
    fn around(&self, piece: usize) -> Vec<usize> {
        let near = piece.saturating_sub(REACH)..(piece + REACH).min(self.pieces.len());
        near.filter_map(|at| self.whole_of[at]).collect()
    }

    /// The weight of what a piece has from a whole; none when it is no piece of it.
    fn share(&self, whole: usize, piece: usize) -> Option<f64> {
        let stems = &self.pieces.stems[piece];
        let left = &self.left[whole];
        let from = shared(self.both, left, stems);
        let cover = from / self.both.total(stems).max(f64::MIN_POSITIVE);
        let many = common(left, stems);
        let (long, short) = (&self.wholes.words[whole], &self.pieces.words[piece]);
        let near = self.place[whole].abs_diff(piece) <= REACH;
        let cut_out = near && from > 0.0 && self.is_cut_out(whole, short);
        let is_piece = match near {
            true => cover >= NEAR && many >= 2 && runs(long, short, 2),
            false => cover >= FAR && many >= FAR_WORDS && runs(long, short, SENTENCE - 1),
        };
        (cut_out || is_piece).then_some(from)
    }

    /// Whether the words stand in a row in the whole and no longer in its partner.
    fn is_cut_out(&self, whole: usize, words: &[u32]) -> bool {
        let has = |all: &[u32]| words.len() >= 3 && all.windows(words.len()).any(|w| w == words);
        let kept = self.piece_of[whole].is_some_and(|p| has(&self.pieces.words[p]));
        !kept && has(&self.wholes.words[whole])
    }

    fn settle(&self, of_whole: BTreeMap<usize, Vec<(usize, f64)>>) -> Found {
        let (mut mains, mut parts) = (Vec::new(), Vec::new());
        for (whole, pieces) in of_whole {
            if self.piece_of[whole].is_none() {
                let sum: f64 = pieces.iter().map(|(_, words)| words).sum();
                let all = self.both.total(&self.wholes.stems[whole]);
                if pieces.len() < 2 || sum < TOGETHER * all {
                    continue;
                }
                let most = pieces.iter().enumerate();
                let most = most.max_by(|a, b| a.1.1.total_cmp(&b.1.1).then(b.0.cmp(&a.0)));
                mains.extend(most.map(|(_, (piece, _))| (whole, *piece)));
            }
            parts.extend(pieces.into_iter().map(|(piece, _)| (whole, piece)));
        }
        (mains, parts)
    }
}

/// What each clause has left when the words of its partner are taken away.
fn leftovers(of: &Side<'_>, other: &Side<'_>, partner: &[Option<usize>]) -> Vec<Vec<(u32, u32)>> {
    let all = of.stems.iter().zip(partner);
    all.map(|(stems, partner)| match partner {
        Some(partner) => without(stems, &other.stems[*partner]),
        None => stems.clone(),
    })
    .collect()
}

fn without(stems: &[(u32, u32)], taken: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let left = stems.iter().filter_map(|(stem, count)| {
        let at = taken.binary_search_by_key(stem, |(s, _)| *s);
        let taken = at.map_or(0, |at| taken[at].1);
        (*count > taken).then(|| (*stem, count - taken))
    });
    left.collect()
}

/// How many stems are in both.
fn common(a: &[(u32, u32)], b: &[(u32, u32)]) -> usize {
    let in_b = |stem: &u32| b.binary_search_by_key(stem, |(s, _)| *s).is_ok();
    a.iter().filter(|(stem, _)| in_b(stem)).count()
}

/// Whether so many words in a row are in both.
fn runs(a: &[u32], b: &[u32], length: usize) -> bool {
    let in_a: HashSet<&[u32]> = a.windows(length).collect();
    b.windows(length).any(|run| in_a.contains(run))
}

/// Sentences that left one clause and came into another, where one of the two has a partner.
fn sentences(both: &Both<'_>, state: &State) -> Vec<(usize, usize)> {
    let gone = leftovers(&both.old, &both.new, &state.to);
    let come = leftovers(&both.new, &both.old, &state.from);
    let lists = (0..both.new.len()).filter(|at| come[*at].len() >= FAR_WORDS);
    let index = Index::with(both, lists.map(|at| (at, &come[at][..])));
    let mut finder = Finder::new(both.new.len());
    let mut out = Vec::new();
    for (old, partner) in state.to.iter().enumerate() {
        if gone[old].len() < FAR_WORDS {
            continue;
        }
        let found = finder.find(both, &index, &gone[old]);
        let moved = found.into_iter().find(|new| {
            let from = state.from[*new];
            let many = common(&gone[old], &come[*new]) >= FAR_WORDS;
            let least = both.total(&gone[old]).min(both.total(&come[*new]));
            let most = shared(both, &gone[old], &come[*new]) >= NEAR * least;
            let one = partner.is_some() || from.is_some();
            one && many
                && most
                && *partner != Some(*new)
                && went(both, (old, *partner), (from, *new))
        });
        out.extend(moved.map(|new| (old, new)));
    }
    out
}

/// Whether words in a row stand in both, and in the partner of neither.
fn went(both: &Both<'_>, of: (usize, Option<usize>), to: (Option<usize>, usize)) -> bool {
    let stay = of.1.map(|at| &both.new.words[at]);
    let were = to.0.map(|at| &both.old.words[at]);
    let here = stay.into_iter().chain(were);
    let here: HashSet<&[u32]> = here.flat_map(|w| w.windows(SENTENCE)).collect();
    let there: HashSet<&[u32]> = both.new.words[to.1].windows(SENTENCE).collect();
    let mut runs = both.old.words[of.0].windows(SENTENCE);
    runs.any(|run| there.contains(run) && !here.contains(run))
}
