//! Questions asked of every district, and the answers with the words that prove them.
//!
//! A rule is data; a [`Coding`] is the answer of one district to it: the program suggests, a
//! person reviews. This room does not know what a page or a file is.

mod answer;
mod coding;
mod find;
mod stance;

pub use answer::{Answer, Prepared};
pub use coding::{Coding, Evidence, Origin, Role};
pub use find::{Families, Find, Present, Reads, Ready, Way};
pub use stance::{RuleKind, Stance};
