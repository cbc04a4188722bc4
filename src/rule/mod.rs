//! Questions asked of every district, and the answers with the words that prove them.
//!
//! A rule is data; a [`Coding`] is the answer of one district to it: the program suggests, a
//! person reviews. This room does not know what a page or a file is.

mod coding;
mod find;
mod stance;
mod suggest;

pub use coding::{Coding, Evidence, Origin, Role};
pub use find::{Families, Find, Present, Reads};
pub use stance::{RuleKind, Stance};
pub use suggest::{Answer, Prepared};
