//! The open levels of a state.

use super::Item;
use crate::clause::marker::{Reading, Series, Style};

/// Lists nest no deeper than this; what is deeper stays at this level.
pub(super) const MAX_DEPTH: usize = 24;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Level {
    Heading {
        rank: u8,
        carry: Option<(Series, u32)>,
    },
    List {
        reading: Reading,
        style: Style,
    },
    Bullets {
        glyph: char,
    },
}

/// An open level of a state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) level: Level,
    /// The item that stands last on this level.
    pub(super) item: usize,
    /// Which part of that item's marker.
    pub(super) part: usize,
    pub(super) indent: Option<usize>,
    pub(super) list_depth: usize,
    pub(super) section: Option<u8>,
    pub(super) leads_in: bool,
    /// Prose stands between the last item and here.
    pub(super) interrupted: bool,
    pub(super) count: u32,
}

impl Frame {
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.level, Level::Heading { .. })
    }
}

/// Index after the last heading: paragraphs and new lists stay below it.
pub(super) fn base(frames: &[Frame]) -> usize {
    frames
        .iter()
        .rposition(Frame::is_heading)
        .map_or(0, |i| i + 1)
}

/// Index after the headings that no numbered section contains: no enumerator reaches above it.
pub(super) fn floor(frames: &[Frame]) -> usize {
    frames.iter().take_while(|f| f.is_heading()).count()
}

/// The levels that an item can see: a numbered Markdown heading closes headings of its rank.
pub(super) fn visible<'a>(item: &Item, frames: &'a [Frame]) -> &'a [Frame] {
    let Some(rank) = item.section.filter(|rank| *rank <= 6) else {
        return frames;
    };
    let closed = frames
        .iter()
        .position(|f| matches!(f.level, Level::Heading { rank: above, .. } if above >= rank));
    &frames[..closed.unwrap_or(frames.len())]
}

/// Whether something can stand under the last item: not when prose has come after it, for then
/// the order of the text would be lost.
pub(super) fn can_hang(frames: &[Frame]) -> bool {
    frames.len() < MAX_DEPTH && !frames.last().is_some_and(|f| f.interrupted)
}

/// The level under which words can stand: the last item's, unless prose has come after it.
pub(super) fn deepest(frames: &[Frame]) -> usize {
    frames.len() - usize::from(frames.last().is_some_and(|f| f.interrupted))
}
