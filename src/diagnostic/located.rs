use super::Place;
use crate::text::{Position, SourceMap};

/// A place as an editor names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Path from the project's root.
    pub file: String,
    /// First character, and the one after the last; none for a file or folder as a whole.
    pub region: Option<(Position, Position)>,
}

/// Finds the file, lines and columns of a place.
pub fn locate(sources: &SourceMap, place: &Place) -> Located {
    match place {
        Place::Path(path) => Located {
            file: path.clone(),
            region: None,
        },
        Place::Span(span) => {
            let source = sources.get(span.source);
            let position = |offset: u32| source.position(offset as usize);
            Located {
                file: source.path.clone(),
                region: Some((position(span.start), position(span.end))),
            }
        }
    }
}
