//! What clauses refer to: policies by code and by name, places in the same policy, laws.
//!
//! Finding and resolving are two steps and two types: a [`Found`] is what a text prints, a
//! [`Reference`] is where it leads in a library. This room does not know how a link looks.

mod citator;
mod code;
mod found;
mod law;
mod name;
mod place;
mod resolve;
mod scan;

pub use citator::{Act, Citator, Code};
pub use found::{Found, Kind};
pub use resolve::{Reference, State, references};
pub use scan::{Scanned, scan};
