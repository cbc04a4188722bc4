//! From Markdown to a tree of clauses.
//!
//! Reading order: `marker` (enumerators), `outline` (their depth), `markdown` and `html` (blocks),
//! `line`,
//! `heading`, `piece` and `inline_list` (what may be a clause), `build` (the tree). [`read_clauses`] does all of it.
//! This room knows one text; it does not know districts, versions or what a clause means.

mod build;
mod heading;
mod html;
pub mod inline;
mod inline_list;
mod line;
mod markdown;
pub mod marker;
pub mod outline;
mod piece;
mod tree;
mod words;

pub use build::read_clauses;
pub use piece::Known;
pub use tree::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
pub use words::WordPlaces;
