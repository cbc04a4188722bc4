//! Two texts as one with marks: which clauses became which ([`crate::align`]), and inside each pair
//! the words that went and came.
//!
//! Reading order: `token` (what a word is: citations, numbers with their units and defined terms
//! are one word each), `text` (a version ready to be compared), `hunk` (what changed, and its
//! clean-up), `words` (one text with marks), `share` (how much is left in
//! common), `event` (what a reader sees as one change), `summary` (how many of what), `step` and
//! `library` (which versions of a library are compared). This room does not know what a change means.

mod event;
mod hunk;
mod library;
mod share;
mod step;
mod summary;
mod text;
mod token;
mod words;

pub use event::{Event, events};
pub use library::{Compared, Redlines, redlines};
pub use share::{Share, readable};
pub use step::{Step, steps};
pub use summary::Summary;
pub use text::{Text, citations};
pub use words::{Op, Piece, marked};

use crate::align::{Alignment, Pair, align};

/// Two texts with their pairs of clauses and the words of each pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redline {
    /// The pairs.
    pub alignment: Alignment,
    /// The words of each pair, in the same order: of a removed clause all deleted, of an added one
    /// all inserted.
    pub words: Vec<Vec<Piece>>,
}

impl Redline {
    /// Each pair with its words.
    pub fn pairs(&self) -> impl Iterator<Item = (&Pair, &[Piece])> {
        let words = self.words.iter().map(Vec::as_slice);
        self.alignment.pairs.iter().zip(words)
    }
}

/// Compares two texts.
pub fn redline(old: &Text<'_>, new: &Text<'_>) -> Redline {
    let alignment = align(old.tree, new.tree);
    let words = alignment.pairs.iter().map(|pair| {
        let before = pair.from.map(|at| old.clause(at));
        let after = pair.to.map(|at| new.clause(at));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        marked(before, after)
    });
    Redline {
        words: words.collect(),
        alignment,
    }
}
