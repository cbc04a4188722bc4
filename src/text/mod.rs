//! Text with places in it: sources, spans, lines and columns.
//!
//! Everything the program says about a policy points at bytes of a file. This room holds the
//! values for that and nothing else. It does not know what a policy is.

mod nearest;
mod source;
mod words;

pub use nearest::nearest;
pub use source::{Position, Source, SourceId, SourceMap, Span};
pub use words::{collapse, first_words, slug, word_ranges, words, words_around};
