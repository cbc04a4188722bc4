//! What clauses refer to: policies by code and by name, places in the same policy, laws.
//!
//! Finding and resolving are two steps and two types: a [`Found`] is what a text prints, a
//! [`Reference`] is where it leads in a library. This room does not know how a link looks.

mod additions;
mod address;
mod attached;
mod back;
mod bare;
mod below;
mod block;
mod citator;
mod code;
mod entry;
mod evidence;
mod found;
mod front;
mod heading;
mod ignored;
mod join;
mod label;
mod law;
mod laws;
mod lead;
mod legal;
mod list;
mod listed;
mod manual;
mod name;
mod place;
mod reader;
mod resolve;
mod scan;
mod section;
mod title;
mod token;
mod usual;
mod why;

pub use additions::citator;
pub use address::Address;
pub use back::{Back, BackLinks, back_links};
pub use citator::{Citator, Cited, Entry};
pub use entry::{Act, ChapterOf, Code, Laws};
pub use found::{At, Found, Kind};
pub use front::scan_front;
pub use ignored::{Ignored, ignore};
pub use laws::{CitedLaws, Law, cited_laws};
pub use resolve::{HOME_UNKNOWN, Reference, State, references};
pub use scan::{Scanned, scan};
pub use title::Titles;
pub use why::{Why, why};
