//! Splits and merges: one clause whose words are in several.
//!
//! A split and a merge are one thing seen from two sides: pieces on one, a whole on the other. What
//! a clause has left over, once the words of its partner are taken away, is looked for in clauses
//! without a partner; then leftovers are compared with each other, for sentences that changed places.

use super::candidates::{Finder, Index};
use super::score::shared;
use super::side::{Both, Side};
use super::state::State;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

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

/// A clause has so many pieces at most; what is more stays as it is.
const PIECES: usize = 32;

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
    runs_of_wholes: Runs<'a>,
    runs_of_pieces: Runs<'a>,
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
            runs_of_wholes: Runs::of(wholes),
            runs_of_pieces: Runs::of(pieces),
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
        let short = &self.pieces.words[piece];
        let runs = |length: usize| {
            let mut runs = short.windows(length);
            runs.any(|run| self.runs_of_wholes.has(whole, run))
        };
        let near = self.place[whole].abs_diff(piece) <= REACH;
        let cut_out = near && from > 0.0 && self.is_cut_out(whole, short);
        let is_piece = match near {
            true => cover >= NEAR && many >= 2 && runs(2),
            false => cover >= FAR && many >= FAR_WORDS && runs(SENTENCE - 1),
        };
        (cut_out || is_piece).then_some(from)
    }

    /// Whether the words stand in a row in the whole and no longer in its partner.
    fn is_cut_out(&self, whole: usize, words: &[u32]) -> bool {
        let kept = self.piece_of[whole].is_some_and(|p| self.runs_of_pieces.has(p, words));
        words.len() >= 3 && !kept && self.runs_of_wholes.has(whole, words)
    }

    fn settle(&self, of_whole: BTreeMap<usize, Vec<(usize, f64)>>) -> Found {
        let (mut mains, mut parts) = (Vec::new(), Vec::new());
        for (whole, mut pieces) in of_whole {
            pieces.truncate(PIECES);
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
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let in_many = |stem: &u32| many.binary_search_by_key(stem, |(s, _)| *s).is_ok();
    few.iter().filter(|(stem, _)| in_many(stem)).count()
}

/// Where words stand in a row in the clauses of a text; each clause is looked into when it is asked
/// for.
struct Runs<'a> {
    side: &'a Side<'a>,
    places: Vec<OnceCell<Places>>,
}

/// Where each two words stand in a row in a clause.
type Places = HashMap<(u32, u32), Vec<usize>>;

/// Places of the same two words that are looked at, so that the time stays linear.
const MOST: usize = 16;

impl<'a> Runs<'a> {
    fn of(side: &'a Side<'a>) -> Runs<'a> {
        Runs {
            side,
            places: vec![OnceCell::new(); side.len()],
        }
    }

    /// Whether some words, two at least, stand in a row in a clause.
    fn has(&self, clause: usize, run: &[u32]) -> bool {
        let words = &self.side.words[clause];
        let (Some(first), Some(second)) = (run.first(), run.get(1)) else {
            return false;
        };
        let places = self.places[clause].get_or_init(|| places(words));
        let places = places.get(&(*first, *second)).into_iter().flatten();
        let mut here = places.filter_map(|at| words.get(*at..at + run.len()));
        here.any(|words| words == run)
    }
}

fn places(words: &[u32]) -> Places {
    let mut out = Places::new();
    for (at, two) in words.windows(2).enumerate() {
        let places = out.entry((two[0], two[1])).or_default();
        if places.len() < MOST {
            places.push(at);
        }
    }
    out
}

/// Sentences that left one clause and came into another, where one of the two has a partner.
fn sentences(both: &Both<'_>, state: &State) -> Vec<(usize, usize)> {
    let gone = leftovers(&both.old, &both.new, &state.to);
    let come = leftovers(&both.new, &both.old, &state.from);
    let lists = (0..both.new.len()).filter(|at| come[*at].len() >= FAR_WORDS);
    let index = Index::with(both, lists.map(|at| (at, &come[at][..])));
    let mut finder = Finder::new(both.new.len());
    let runs = (Runs::of(&both.old), Runs::of(&both.new));
    let mut out = Vec::new();
    let mut pieces = vec![0; both.new.len()];
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
            let one = (partner.is_some() || from.is_some()) && *partner != Some(*new);
            one && many
                && most
                && pieces[*new] < PIECES
                && went(&runs, (old, *partner), (from, *new))
        });
        if let Some(new) = moved {
            pieces[new] += 1;
            out.push((old, new));
        }
    }
    out
}

/// Whether words in a row stand in both, and in the partner of neither.
fn went(
    (old, new): &(Runs<'_>, Runs<'_>),
    of: (usize, Option<usize>),
    to: (Option<usize>, usize),
) -> bool {
    let mut runs = old.side.words[of.0].windows(SENTENCE);
    runs.any(|run| {
        let stays = of.1.is_some_and(|at| new.has(at, run));
        let was = to.0.is_some_and(|at| old.has(at, run));
        new.has(to.1, run) && !stays && !was
    })
}
