//! How policies say things: its dates and its sentences; modality and numbers in words join them.
//!
//! This room reads words. It does not know what a clause or a district is.

mod date;
mod sentence;

pub use date::{DateError, PartialDate, ReadDate, read_date};
pub use sentence::sentences;
