//! How policies say things: dates, sentences and their force.
//!
//! This room reads words. It does not know what a clause or a district is.

mod answer;
mod date;
mod force;
mod force_words;
mod limits;
mod phrases;
mod sentence;

pub use answer::answered;
pub use date::{DateError, PartialDate, ReadDate, read_date};
pub use force::{
    Force, Modality, advises, announces, begins_with_verb, binds, force, label, speaks, turns,
};
pub use limits::{Actor, Limit, LimitKind, actor, limits, suffers};
pub use phrases::{Phrases, any_of};
pub use sentence::sentences;
