//! The ways in which an item can extend a state.

use super::cost::{
    continue_bullet, continue_list, is_again, lone_children, open_bullet, open_list, replace,
    start_cost, text_place, unlikely,
};
use super::frame::{Frame, Level, base, can_hang, deepest, floor, visible};
use super::{Item, Role, State};
use crate::clause::marker::Marker;

/// A way to extend a state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Move {
    /// Next item of the list at this index.
    Continue(usize, usize),
    /// A new list in the place of the one at this index.
    Replace(usize, usize),
    /// A new list below the last item of the last level.
    Open(usize),
    /// The item at this index again, its label printed once more before a child's.
    Again(usize),
    /// Not an enumerator.
    Skip,
    /// A paragraph or heading under the level before this index.
    Under(usize),
}

pub(super) fn moves(
    items: &[Item],
    index: usize,
    part: usize,
    state: &State,
    add: &mut impl FnMut(f32, Move),
) {
    let item = &items[index];
    let frames = visible(item, &state.frames);
    match &item.role {
        Role::Heading { rank } => heading_moves(*rank, frames, add),
        Role::Text { continues, foot } => text_moves(item, *continues, *foot, frames, add),
        Role::Bullet(glyph) => {
            for i in base(frames)..frames.len() {
                if let Some(cost) = continue_bullet(item, *glyph, &frames[i]) {
                    add(cost + lone_children(&frames[i + 1..]), Move::Continue(i, 0));
                }
                let cost = replace(item, &frames[i], None);
                add(cost + lone_children(&frames[i..]), Move::Replace(i, 0));
            }
            if can_hang(frames) {
                add(open_bullet(item, *glyph, frames), Move::Open(0));
            }
        }
        Role::Marker(marker) => marker_moves(item, marker, part, frames, add),
        Role::Same => {}
    }
}

pub(super) fn marker_moves(
    item: &Item,
    marker: &Marker,
    number: usize,
    frames: &[Frame],
    add: &mut impl FnMut(f32, Move),
) {
    let part = &marker.parts[number];
    if number == 0
        && let Some(cost) = item.skip
    {
        add(cost, Move::Skip);
    }
    for (r, reading) in part.readings.iter().enumerate() {
        let odd = unlikely(reading, part);
        for i in floor(frames)..base(frames) {
            if let Some(cost) = continue_list(item, reading, part, &frames[i]) {
                add(
                    odd + cost + lone_children(&frames[i + 1..]),
                    Move::Continue(i, r),
                );
            }
        }
        for i in base(frames)..frames.len() {
            if let Some(cost) = continue_list(item, reading, part, &frames[i]) {
                add(
                    odd + cost + lone_children(&frames[i + 1..]),
                    Move::Continue(i, r),
                );
            }
            if number + 1 < marker.parts.len() && is_again(reading, part, &frames[i]) {
                add(0.0, Move::Again(i));
            }
            let cost = replace(item, &frames[i], Some((reading, part)));
            let start = start_cost(reading, &frames[..i]);
            add(
                odd + cost + start + lone_children(&frames[i..]),
                Move::Replace(i, r),
            );
        }
        if can_hang(frames) {
            let cost = open_list(item, reading, part, number, frames);
            add(odd + cost, Move::Open(r));
        }
    }
}

pub(super) fn heading_moves(rank: u8, frames: &[Frame], add: &mut impl FnMut(f32, Move)) {
    // Above this index stand headings and numbered sections of a higher rank.
    let keep = frames
        .iter()
        .take_while(|f| match f.level {
            Level::Heading { rank: above, .. } => above < rank,
            _ => f.section.is_some_and(|above| above < rank && rank <= 6),
        })
        .count();
    add(lone_children(&frames[keep..]), Move::Under(keep));
    if rank > 6 {
        for inside in keep + 1..=frames.len() {
            let open = |f: &Frame| f.section.is_some() && !f.interrupted;
            if !frames[keep..inside].iter().all(open) {
                break;
            }
            add(0.4 + 0.1 * (inside - keep) as f32, Move::Under(inside));
        }
    }
}

pub(super) fn text_moves(
    item: &Item,
    continues: bool,
    foot: bool,
    frames: &[Frame],
    add: &mut impl FnMut(f32, Move),
) {
    let base = base(frames);
    if foot {
        add(0.0, Move::Under(0));
    }
    let home = frames
        .iter()
        .rposition(|f| f.section.is_some() && !f.is_heading() && !f.interrupted)
        .map_or(base, |i| (i + 1).max(base));
    let deepest = deepest(frames);
    for under in base..=deepest.max(base) {
        let mut cost = match under.cmp(&home) {
            std::cmp::Ordering::Less => 0.8,
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater => 0.5,
        };
        let last = under == deepest;
        if continues && !last {
            cost += 2.0;
        }
        if foot {
            cost += 1.5;
        }
        // It stands inside an item that is deeper than this one.
        let owner = |f: &Frame| matches!((item.indent, f.indent), (Some(a), Some(b)) if a >= b + 2);
        if frames[under..deepest.max(under)].iter().any(owner) {
            cost += 0.6;
        }
        if let Some(above) = under.checked_sub(1).map(|i| &frames[i])
            && !above.is_heading()
        {
            cost += text_place(item, above);
            if owner(above) {
                cost = (cost - 0.5).max(0.0);
            }
        } else if item.list_depth > 0 && frames.len() > base {
            cost += 3.0;
        } else if item.indent.is_some_and(|i| i >= 2) && frames.len() > base {
            cost += 0.4;
        }
        add(cost, Move::Under(under));
    }
}
