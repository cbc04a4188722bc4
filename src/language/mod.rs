//! How policies say things: here the dates; sentences, modality and numbers in words join it.
//!
//! This room reads words. It does not know what a clause or a district is.

mod date;

pub use date::{DateError, PartialDate, ReadDate, read_date};
