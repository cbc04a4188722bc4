//! Questions asked of every district, and the answers with the words that prove them.
//!
//! A [`Rule`] is data; a [`Coding`] is the answer of one district to it: the program suggests, a
//! person reviews. This room does not know what a page or a file is.

mod coding;
mod stance;

pub use coding::{Coding, Evidence, Origin, Role};
pub use stance::{RuleKind, Stance};
