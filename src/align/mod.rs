//! Which clause of one text is which clause of another.
//!
//! Numbering is presentation, so a clause is found by its words and by what stands around it.
//! Reading order: `side` (what is compared of a text), `state` (the pairs so far), `anchor` (equal
//! words), `candidates`, `score` and `assign` (words that are alike), `parents` (headings, by what
//! stands under them), `parts` (splits and merges), `facts` (moved, renumbered). [`align`] does all
//! of it, in time that grows with the texts and not with their product. Permanent ids follow it, so
//! this room stands above the library; it does not know versions, references or what words mean.

mod anchor;
mod assign;
mod candidates;
mod facts;
mod parents;
mod parts;
mod score;
mod side;
mod state;

pub use side::says_little;

use crate::clause::{ClauseIndex, ClauseTree};
use side::Both;
use state::State;

/// A clause of the old text and a clause of the new one that it became, or one of them alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The clause of the old text; none when it was added.
    pub from: Option<ClauseIndex>,
    /// The clause of the new text; none when it was removed.
    pub to: Option<ClauseIndex>,
    /// False for the further clauses of a split or merge: a clause is in one main pair at most.
    pub main: bool,
    /// Its words differ, in more than signs that no reader sees.
    pub amended: bool,
    /// It stands elsewhere among its neighbours or under another parent. The number names the
    /// block: clauses that went together have the same. What stands under a moved clause has moved
    /// with it and is not marked.
    pub moved: Option<usize>,
    /// It has another enumerator.
    pub renumbered: bool,
    /// Words of the old clause are in more than one new one.
    pub split: bool,
    /// Words of more than one old clause are in the new one.
    pub merged: bool,
}

impl Pair {
    /// The facts as words of data files; `same` when there is nothing to say.
    pub fn words(&self) -> Vec<&'static str> {
        match (self.from, self.to) {
            (None, _) => return vec!["added"],
            (_, None) => return vec!["removed"],
            _ => {}
        }
        let text = if self.amended { "amended" } else { "same" };
        let facts = [
            (self.moved.is_some(), "moved"),
            (self.renumbered, "renumbered"),
            (self.split, "split"),
            (self.merged, "merged"),
        ];
        let facts = facts.into_iter().filter(|(is, _)| *is).map(|(_, w)| w);
        std::iter::once(text).chain(facts).collect()
    }

    /// True for a clause that is as it was, where it was.
    pub fn is_same(&self) -> bool {
        self.words() == ["same"]
    }
}

/// What became of each clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The pairs in the order of the new text; a removed clause stands after the one it followed.
    /// Every clause of both texts is in one at least.
    pub pairs: Vec<Pair>,
}

impl Alignment {
    /// The main pairs of two clauses.
    pub fn main(&self) -> impl Iterator<Item = (ClauseIndex, ClauseIndex)> + '_ {
        let main = self.pairs.iter().filter(|p| p.main);
        main.filter_map(|p| Some((p.from?, p.to?)))
    }

    /// The clauses that went into another clause, which has its main pair elsewhere.
    pub fn merged(&self) -> impl Iterator<Item = (ClauseIndex, ClauseIndex)> + '_ {
        let parts = self.pairs.iter().filter(|p| !p.main && p.merged);
        parts.filter_map(|p| Some((p.from?, p.to?)))
    }
}

/// Aligns two texts.
pub fn align(old: &ClauseTree, new: &ClauseTree) -> Alignment {
    let both = Both::of(old, new);
    let mut state = State::new(&both);
    anchor::pair_equal(&both, &mut state);
    parents::pair_by_children(&both, &mut state);
    candidates::pair_alike(&both, &mut state);
    parents::pair_titles(&both, &mut state);
    let parts = parts::find(&both, &mut state);
    facts::facts(&both, &state, &parts)
}
