//! What each way to read an item costs. The figures are small: 0 is the plain reading, 1 a slip that
//! people make, 2 and more what they seldom do.

use super::Item;
use super::frame::{Frame, Level, base};
use crate::clause::marker::{Part, Reading, Series, Style};

/// A reading that would be right only in rare texts.
pub(super) fn unlikely(reading: &Reading, part: &Part) -> f32 {
    let slip = if part.style == Style::Slip { 1.2 } else { 0.0 };
    let bare = match (part.style, reading.series) {
        (Style::Bare, Series::Number) => 0.6,
        _ => 0.0,
    };
    let hundreds = match reading.series {
        Series::LowerRoman | Series::UpperRoman if reading.ordinal >= 50 => 1.5,
        _ => 0.0,
    };
    slip + bare + hundreds
}

pub(super) fn is_again(reading: &Reading, part: &Part, frame: &Frame) -> bool {
    matches!(&frame.level, Level::List { reading: last, style }
        if last.series == reading.series && last.ordinal == reading.ordinal
            && last.prefix == reading.prefix && loosely_same(*style, part.style))
}

pub(super) fn loosely_same(a: Style, b: Style) -> bool {
    a == b || a == Style::Slip || b == Style::Slip || {
        let loose = |s| matches!(s, Style::Dot | Style::Bare);
        loose(a) && loose(b)
    }
}

pub(super) fn continue_list(
    item: &Item,
    reading: &Reading,
    part: &Part,
    frame: &Frame,
) -> Option<f32> {
    let Level::List {
        reading: last,
        style,
    } = &frame.level
    else {
        return None;
    };
    let mut cost = place_cost(item, frame) + unlike_section(item, frame);
    if last.series != reading.series {
        // A letter of the wrong case, where the right one would follow.
        let slip = other_case(last.series) == Some(reading.series);
        return (slip && reading.ordinal == last.ordinal + 1).then_some(cost + 1.4);
    }
    if !loosely_same(*style, part.style) {
        // `Step 3` does not go on from `Tier 2`.
        let worded = |s: Style| matches!(s, Style::Word(_));
        if worded(*style) || worded(part.style) {
            return None;
        }
        cost += 1.2;
    }
    if last.prefix != reading.prefix {
        // 2.1 after 1.3 where sections 1 and 2 are not printed themselves.
        let onward = last.prefix < reading.prefix && last.prefix.len() == reading.prefix.len();
        return onward.then_some(cost + if reading.ordinal == 1 { 0.3 } else { 1.5 });
    }
    let (was, is) = (i64::from(last.ordinal), i64::from(reading.ordinal));
    cost += match is - was {
        1 => 0.0,
        0 if is == 1 && !frame.interrupted => 0.8,
        0 => 2.2,
        gap if gap > 1 => 1.4 + 0.3 * gap.min(8) as f32,
        _ if is == 1 => return None,
        back => 1.6 + 0.2 * (-back).min(8) as f32,
    };
    Some(cost)
}

/// Numbered headings that are set apart (Markdown, capitals, bold) stand beside their like.
pub(super) fn unlike_section(item: &Item, frame: &Frame) -> f32 {
    let set_apart = |section: Option<u8>| section.is_some_and(|rank| rank <= 11);
    if set_apart(frame.section) && item.section.is_none() {
        1.0
    } else {
        0.0
    }
}

pub(super) fn other_case(series: Series) -> Option<Series> {
    match series {
        Series::Lower => Some(Series::Upper),
        Series::Upper => Some(Series::Lower),
        _ => None,
    }
}

/// What it costs that the item does not stand where the items of the level stand.
pub(super) fn place_cost(item: &Item, frame: &Frame) -> f32 {
    let mut cost = 0.0;
    if let (Some(here), Some(there)) = (item.indent, frame.indent) {
        if here >= there + 2 {
            cost += 0.8;
        } else if here + 2 <= there {
            cost += 0.7;
        }
    }
    if item.list_depth > 0 && frame.list_depth > 0 && item.list_depth != frame.list_depth {
        cost += 1.6;
    }
    cost
}

/// A new list where another one was.
pub(super) fn replace(item: &Item, frame: &Frame, reading: Option<(&Reading, &Part)>) -> f32 {
    let mut cost = place_cost(item, frame) + unlike_section(item, frame);
    cost += if frame.interrupted { 0.5 } else { 1.9 };
    if let (
        Level::List {
            reading: last,
            style,
        },
        Some((reading, part)),
    ) = (&frame.level, reading)
    {
        if (last.series, *style) != (reading.series, part.style) {
            cost += 0.4;
        } else if frame.interrupted && reading.ordinal == last.ordinal + 1 {
            cost += 0.5;
        }
    }
    cost
}

/// What it costs to begin a list with this reading.
pub(super) fn start_cost(reading: &Reading, above: &[Frame]) -> f32 {
    if let Some(Frame {
        level: Level::Heading {
            carry: Some((series, last)),
            ..
        },
        ..
    }) = above.last()
        && *series == reading.series
        && *last + 1 == reading.ordinal
    {
        return 0.4;
    }
    let late = if reading.ordinal > 1 {
        1.8 + 0.18 * (reading.ordinal - 1).min(12) as f32
    } else {
        0.0
    };
    late + prefix_cost(reading, above)
}

/// A decimal belongs under the number it begins with.
pub(super) fn prefix_cost(reading: &Reading, above: &[Frame]) -> f32 {
    if reading.series != Series::Decimal {
        return 0.0;
    }
    let under = above.last().is_some_and(|frame| match &frame.level {
        Level::List {
            reading: parent, ..
        } => parent.prefix.below(parent.ordinal) == Some(reading.prefix),
        _ => false,
    });
    let listed = above.iter().any(|f| matches!(f.level, Level::List { .. }));
    match (under, listed) {
        (true, _) => 0.0,
        (false, true) => 2.2,
        (false, false) => 0.6,
    }
}

pub(super) fn open_list(
    item: &Item,
    reading: &Reading,
    part: &Part,
    number: usize,
    frames: &[Frame],
) -> f32 {
    let own_line = number == 0;
    let mut cost = open_cost(item, frames) + start_cost(reading, frames);
    let Some(parent) = frames.last().filter(|f| !f.is_heading()) else {
        return cost;
    };
    if own_line {
        cost += nest_cost(item, parent);
    }
    let lists = &frames[base(frames)..];
    for frame in lists {
        if let Level::List {
            reading: other,
            style,
        } = &frame.level
            && other.series == reading.series
            && other.prefix == reading.prefix
            && *style == part.style
        {
            let inside = deeper(item, frame) || unlike_section(item, frame) > 0.0;
            cost += if inside { 0.1 } else { 1.5 };
        }
    }
    if let Level::List {
        reading: above,
        style,
    } = &parent.level
        && rank(reading.series, part.style) < rank(above.series, *style)
    {
        cost += 0.15;
    }
    cost
}

/// A new level costs little where the item visibly stands inside the one above.
pub(super) fn open_cost(item: &Item, frames: &[Frame]) -> f32 {
    match frames.last() {
        Some(parent) if !parent.is_heading() && deeper(item, parent) => 0.2,
        _ => 0.5,
    }
}

pub(super) fn open_bullet(item: &Item, glyph: char, frames: &[Frame]) -> f32 {
    let mut cost = open_cost(item, frames) - 0.1;
    let Some(parent) = frames.last().filter(|f| !f.is_heading()) else {
        return cost;
    };
    cost += nest_cost(item, parent);
    for frame in &frames[base(frames)..] {
        if frame.level == (Level::Bullets { glyph }) {
            cost += if deeper(item, frame) { 0.1 } else { 2.0 };
        }
    }
    cost
}

/// True when the item stands visibly inside the items of the level.
pub(super) fn deeper(item: &Item, frame: &Frame) -> bool {
    let indented = matches!((item.indent, frame.indent), (Some(a), Some(b)) if a >= b + 2);
    indented || item.list_depth > frame.list_depth
}

/// What it costs to hang an item under the last item of a level.
pub(super) fn nest_cost(item: &Item, parent: &Frame) -> f32 {
    let mut cost = 0.0;
    if let (Some(here), Some(there)) = (item.indent, parent.indent)
        && here + 2 <= there
    {
        cost += 2.0;
    }
    if item.list_depth > 0
        && parent.list_depth >= item.list_depth
        && unlike_section(item, parent) == 0.0
    {
        cost += 1.6;
    }
    if parent.indent.is_none() && item.indent.is_some() {
        // An item in the middle of a paragraph has no items on lines of their own.
        cost += 2.5;
    }
    if !parent.leads_in && parent.section.is_none() {
        cost += 0.1;
    }
    cost
}

pub(super) fn continue_bullet(item: &Item, glyph: char, frame: &Frame) -> Option<f32> {
    let Level::Bullets { glyph: other } = frame.level else {
        return None;
    };
    let place = place_cost(item, frame);
    Some(if other == glyph { place } else { place + 1.0 })
}

/// The usual order of the levels, outermost first; only breaks ties.
pub(super) fn rank(series: Series, style: Style) -> u8 {
    match (series, style) {
        (Series::UpperRoman, _) => 0,
        (Series::Upper, Style::Dot) => 1,
        (Series::Number, Style::Dot | Style::Bare) => 2,
        (Series::Decimal, _) => 3,
        (Series::Lower, Style::Dot) => 4,
        (Series::Number, _) => 5,
        (Series::Lower | Series::Upper, _) => 6,
        _ => 7,
    }
}

/// What it costs to put a paragraph under an item, by where both stand in Markdown's lists.
pub(super) fn text_place(item: &Item, above: &Frame) -> f32 {
    match (item.list_depth, above.list_depth) {
        (0, 0) => 0.0,
        // Markdown ends a list at a paragraph that is not indented; a numbered heading goes on.
        (0, _) if above.section.is_some() => 0.0,
        (0, _) => 0.7,
        (_, 0) => 0.0,
        (a, b) if a == b => 0.0,
        _ => 3.0,
    }
}

/// A list of one item is seldom meant.
pub(super) fn lone_children(frames: &[Frame]) -> f32 {
    let lone = |f: &&Frame| f.count == 1 && matches!(f.level, Level::List { .. });
    0.3 * frames.iter().filter(lone).count() as f32
}
