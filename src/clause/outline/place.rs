//! What a way leads to: the levels after the item, and the item's place.

use super::frame::{Frame, Level, deepest, visible};
use super::moves::Move;
use super::{Item, Placed, Role, Step};
use crate::clause::marker::Reading;

pub(super) fn apply(
    items: &[Item],
    index: usize,
    part: usize,
    frames: &[Frame],
    kind: Move,
) -> (Vec<Frame>, Placed) {
    let item = &items[index];
    let mut frames = visible(item, frames).to_vec();
    let mut regular = Step::Regular;
    match kind {
        Move::Skip => {
            let placed = placed_under(items, &frames, deepest(&frames), true);
            return (frames, placed);
        }
        Move::Under(at) => return under(items, index, frames, at),
        Move::Continue(at, reading) => {
            frames.truncate(at + 1);
            regular = step_of(item, part, reading, &frames[at]);
            let before = frames[at].clone();
            frames[at] = new_frame(item, index, part, reading);
            frames[at].count = before.count + 1;
            frames[at].indent = item.indent.or(before.indent);
            if let (Level::List { reading: was, .. }, Level::List { reading: is, .. }) =
                (&before.level, &mut frames[at].level)
            {
                is.series = was.series;
            }
        }
        Move::Again(at) => frames.truncate(at + 1),
        Move::Replace(at, reading) => {
            frames.truncate(at);
            frames.push(new_frame(item, index, part, reading));
            regular = first_step(item, part, reading, &frames);
        }
        Move::Open(reading) => {
            frames.push(new_frame(item, index, part, reading));
            regular = first_step(item, part, reading, &frames);
        }
    }
    let at = frames.len() - 1;
    let mut placed = placed_under(items, &frames, at, false);
    placed.step = regular;
    (frames, placed)
}

/// A heading or paragraph under the level before `at`.
pub(super) fn under(
    items: &[Item],
    index: usize,
    mut frames: Vec<Frame>,
    at: usize,
) -> (Vec<Frame>, Placed) {
    let item = &items[index];
    let placed = placed_under(items, &frames, at, false);
    if let Role::Heading { rank } = item.role {
        let carry = frames.get(at).and_then(|f| match &f.level {
            Level::List { reading, .. } => Some((reading.series, reading.ordinal)),
            Level::Heading { .. } => frames.get(at + 1).and_then(|g| match &g.level {
                Level::List { reading, .. } => Some((reading.series, reading.ordinal)),
                _ => None,
            }),
            Level::Bullets { .. } => None,
        });
        frames.truncate(at);
        frames.push(Frame {
            level: Level::Heading { rank, carry },
            ..new_frame(item, index, 0, 0)
        });
    } else {
        // A list beside the paragraph can go on after it; a heading beside it is over.
        let list = frames.get(at).is_some_and(|f| !f.is_heading());
        frames.truncate(at + usize::from(list));
        if let (true, Some(frame)) = (list, frames.get_mut(at)) {
            frame.interrupted = true;
        }
    }
    (frames, placed)
}

pub(super) fn new_frame(item: &Item, index: usize, part: usize, reading: usize) -> Frame {
    let level = match &item.role {
        Role::Marker(marker) => {
            let part = &marker.parts[part];
            Level::List {
                reading: part.readings[reading],
                style: part.style,
            }
        }
        Role::Bullet(glyph) => Level::Bullets { glyph: *glyph },
        Role::Heading { rank } => Level::Heading {
            rank: *rank,
            carry: None,
        },
        Role::Text { .. } | Role::Same => Level::Heading {
            rank: u8::MAX,
            carry: None,
        },
    };
    Frame {
        level,
        item: index,
        part,
        indent: item.indent,
        list_depth: item.list_depth,
        section: item.section,
        leads_in: item.leads_in,
        interrupted: false,
        count: 1,
    }
}

pub(super) fn reading_of(item: &Item, part: usize, reading: usize) -> Option<&Reading> {
    match &item.role {
        Role::Marker(marker) => marker.parts[part].readings.get(reading),
        _ => None,
    }
}

pub(super) fn step_of(item: &Item, part: usize, reading: usize, frame: &Frame) -> Step {
    let (Some(is), Level::List { reading: was, .. }) =
        (reading_of(item, part, reading), &frame.level)
    else {
        return Step::Regular;
    };
    if is.prefix != was.prefix {
        return Step::Regular;
    }
    match i64::from(is.ordinal) - i64::from(was.ordinal) {
        1 => Step::Regular,
        0 => Step::Repeat,
        n if n > 1 => Step::Gap,
        _ => Step::Backward,
    }
}

pub(super) fn first_step(item: &Item, part: usize, reading: usize, frames: &[Frame]) -> Step {
    let carried = frames.iter().rev().nth(1).is_some_and(|f| {
        matches!((&f.level, reading_of(item, part, reading)),
            (Level::Heading { carry: Some((series, last)), .. }, Some(r))
                if *series == r.series && *last + 1 == r.ordinal)
    });
    match reading_of(item, part, reading) {
        Some(r) if r.ordinal > 1 && !carried => Step::LateStart,
        _ => Step::Regular,
    }
}

/// The place of an item that stands on the level at index `at`.
pub(super) fn placed_under(items: &[Item], frames: &[Frame], at: usize, skipped: bool) -> Placed {
    let mut extra_labels: Vec<String> = Vec::new();
    let mut parent = None;
    for frame in frames[..at].iter().rev() {
        match label_without_clause(items, frame) {
            Some(label) => extra_labels.push(label),
            None => {
                parent = Some(frame.item);
                break;
            }
        }
    }
    extra_labels.reverse();
    Placed {
        parent,
        depth: frames[..at]
            .iter()
            .rev()
            .take_while(|f| !f.is_heading())
            .count(),
        extra_labels,
        skipped,
        step: Step::Regular,
    }
}

/// The label of a level that was opened by `(a)(1)` and has no clause of its own.
pub(super) fn label_without_clause(items: &[Item], frame: &Frame) -> Option<String> {
    match &items[frame.item].role {
        Role::Marker(marker) if frame.part + 1 < marker.parts.len() => {
            Some(marker.parts[frame.part].label.clone())
        }
        _ => None,
    }
}
