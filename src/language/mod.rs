//! How policies say things: dates, sentences and their force.
//!
//! This room reads words. It does not know what a clause or a district is.

mod date;
mod force;
mod force_words;
mod limits;
mod phrases;
mod sentence;

pub use date::{DateError, PartialDate, ReadDate, read_date};
pub use force::{Force, Modality, force, label, turns};
pub use limits::{Actor, actor, conditions, exceptions};
pub use phrases::any_of;
pub use sentence::sentences;
