//! Works out the depth of every enumerator of a text.
//!
//! The text is a sequence of items: headings, enumerated lines, bullets, paragraphs. A state is a
//! stack of open lists; each item extends every state in every way that could be meant, each way
//! has a cost, and the cheapest few states go on. What comes later settles what came before:
//! after `h`, an `i` is a letter when `j` follows and a numeral when `ii` does. Time grows with
//! items × states × depth, so it is linear in the text.

use super::marker::{Marker, Part, Reading, Series, Style};

/// How many states go on from item to item.
const BEAM: usize = 14;
/// A state that costs this much more than the best is dropped.
const HOPELESS: f32 = 6.0;
/// Lists nest no deeper than this; what is deeper stays at this level.
const MAX_DEPTH: usize = 24;
/// A second reading within this of the best makes a place ambiguous.
const MARGIN: f32 = 0.25;

/// What an item is to the outline.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A heading without a number. Lower ranks are above higher ones; 1 to 6 are Markdown's.
    Heading {
        /// Its rank.
        rank: u8,
    },
    /// A line that begins with an enumerator, or seems to.
    Marker(Marker),
    /// A line that begins with a bullet.
    Bullet(char),
    /// Stands where the item before it stands: the next row of a table.
    Same,
    /// A paragraph, the first row of a table, a block.
    Text {
        /// It begins in the middle of a sentence.
        continues: bool,
        /// It belongs to the foot of a policy: dates, reference blocks.
        foot: bool,
    },
}

/// One item of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub role: Role,
    /// Column of its first sign, from 0; none when it does not begin a line.
    pub indent: Option<usize>,
    /// How many Markdown lists it stands in; 0 for none.
    pub list_depth: usize,
    /// What it costs to take the enumerator for ordinary words; none when it cannot be.
    pub skip: Option<f32>,
    /// The rest of the line reads like a heading; for Markdown headings, its rank.
    pub section: Option<u8>,
    /// It ends with a colon: what follows hangs on it.
    pub leads_in: bool,
}

/// How an enumerator follows the one before it in its list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// First of a list, or next in it.
    #[default]
    Regular,
    /// First of its list, and not number one.
    LateStart,
    /// One or more are missing before it.
    Gap,
    /// It has the number of the one before.
    Repeat,
    /// It goes back.
    Backward,
}

/// Where an item belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// The item it is under.
    pub parent: Option<usize>,
    /// Lists around it, counted from the last heading without a number; from 0.
    pub depth: usize,
    /// Labels of the levels between the parent and this item, when several are printed together.
    pub extra_labels: Vec<String>,
    /// The seeming enumerator is ordinary words.
    pub skipped: bool,
    /// How it follows the one before.
    pub step: Step,
}

/// The outline of a text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// A place for each item.
    pub placed: Vec<Placed>,
    /// The first item that could as well be read otherwise, and where it would be then.
    pub ambiguous: Option<(usize, Placed)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Level {
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
struct Frame {
    level: Level,
    /// The item that stands last on this level.
    item: usize,
    /// Which part of that item's marker.
    part: usize,
    indent: Option<usize>,
    list_depth: usize,
    section: Option<u8>,
    leads_in: bool,
    /// Prose stands between the last item and here.
    interrupted: bool,
    count: u32,
}

impl Frame {
    fn is_heading(&self) -> bool {
        matches!(self.level, Level::Heading { .. })
    }
}

#[derive(Debug, Clone)]
struct State {
    frames: Vec<Frame>,
    cost: f32,
    /// The last step of its history.
    last: usize,
}

/// A step of a history; histories share their beginnings.
#[derive(Debug, Clone)]
struct Trace {
    before: usize,
    placed: Option<Placed>,
}

/// A way to extend a state.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Move {
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

/// Works out the outline of the items.
pub fn solve(items: &[Item]) -> Outline {
    let mut traces: Vec<Trace> = Vec::new();
    let mut states = vec![State {
        frames: Vec::new(),
        cost: 0.0,
        last: usize::MAX,
    }];
    for (index, item) in items.iter().enumerate() {
        match &item.role {
            Role::Marker(marker) => {
                for part in 0..marker.parts.len() {
                    step(items, index, part, &mut states, &mut traces);
                }
            }
            Role::Same => stay(&mut states, &mut traces),
            _ => step(items, index, 0, &mut states, &mut traces),
        }
    }
    for state in &mut states {
        state.cost += lone_children(&state.frames);
    }
    states.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    outline(items.len(), &states, &traces)
}

fn outline(len: usize, states: &[State], traces: &[Trace]) -> Outline {
    let placed = history(len, states.first(), traces);
    let ambiguous = states
        .iter()
        .skip(1)
        .take_while(|s| s.cost - states[0].cost < MARGIN)
        .map(|state| history(len, Some(state), traces))
        .find_map(|other| {
            let at = (0..len).find(|i| differs(&placed[*i], &other[*i]))?;
            Some((at, other[at].clone()))
        });
    Outline { placed, ambiguous }
}

fn differs(a: &Placed, b: &Placed) -> bool {
    (a.parent, a.skipped) != (b.parent, b.skipped)
}

fn history(len: usize, state: Option<&State>, traces: &[Trace]) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(len);
    let mut at = state.map_or(usize::MAX, |s| s.last);
    while at != usize::MAX {
        placed.extend(traces[at].placed.clone());
        at = traces[at].before;
    }
    placed.reverse();
    placed
}

/// Puts an item where the item before it is, in every state.
fn stay(states: &mut [State], traces: &mut Vec<Trace>) {
    for state in states {
        let placed = traces.get(state.last).and_then(|t| t.placed.clone());
        traces.push(Trace {
            before: state.last,
            placed: Some(placed.unwrap_or_default()),
        });
        state.last = traces.len() - 1;
    }
}

/// Extends all states by one item, or by one part of an item's marker.
fn step(
    items: &[Item],
    index: usize,
    part: usize,
    states: &mut Vec<State>,
    traces: &mut Vec<Trace>,
) {
    let mut candidates: Vec<(f32, usize, Move)> = Vec::new();
    for (from, state) in states.iter().enumerate() {
        moves(items, index, part, state, &mut |cost, kind| {
            candidates.push((state.cost + cost, from, kind));
        });
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best = candidates.first().map_or(0.0, |c| c.0);
    let mut next: Vec<State> = Vec::with_capacity(BEAM);
    for (cost, from, kind) in candidates {
        if next.len() == BEAM || cost > best + HOPELESS {
            break;
        }
        let (frames, placed) = apply(items, index, part, &states[from].frames, kind);
        if next.iter().any(|s| s.frames == frames) {
            continue;
        }
        let last_part = match &items[index].role {
            Role::Marker(marker) => part + 1 == marker.parts.len(),
            _ => true,
        };
        let last = traces.len();
        traces.push(Trace {
            before: states[from].last,
            placed: last_part.then_some(placed),
        });
        next.push(State { frames, cost, last });
    }
    *states = next;
}

/// Index after the last heading: paragraphs and new lists stay below it.
fn base(frames: &[Frame]) -> usize {
    frames
        .iter()
        .rposition(Frame::is_heading)
        .map_or(0, |i| i + 1)
}

/// Index after the headings that no numbered section contains: no enumerator reaches above it.
fn floor(frames: &[Frame]) -> usize {
    frames.iter().take_while(|f| f.is_heading()).count()
}

/// The levels that an item can see: a numbered Markdown heading closes headings of its rank.
fn visible<'a>(item: &Item, frames: &'a [Frame]) -> &'a [Frame] {
    let Some(rank) = item.section.filter(|rank| *rank <= 6) else {
        return frames;
    };
    let closed = frames
        .iter()
        .position(|f| matches!(f.level, Level::Heading { rank: above, .. } if above >= rank));
    &frames[..closed.unwrap_or(frames.len())]
}

fn moves(
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

/// Whether something can stand under the last item: not when prose has come after it, for then
/// the order of the text would be lost.
fn can_hang(frames: &[Frame]) -> bool {
    frames.len() < MAX_DEPTH && !frames.last().is_some_and(|f| f.interrupted)
}

fn marker_moves(
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

/// A reading that would be right only in rare texts.
fn unlikely(reading: &Reading, part: &Part) -> f32 {
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

fn is_again(reading: &Reading, part: &Part, frame: &Frame) -> bool {
    matches!(&frame.level, Level::List { reading: last, style }
        if last.series == reading.series && last.ordinal == reading.ordinal
            && last.prefix == reading.prefix && loosely_same(*style, part.style))
}

fn loosely_same(a: Style, b: Style) -> bool {
    a == b || a == Style::Slip || b == Style::Slip || {
        let loose = |s| matches!(s, Style::Dot | Style::Bare);
        loose(a) && loose(b)
    }
}

fn continue_list(item: &Item, reading: &Reading, part: &Part, frame: &Frame) -> Option<f32> {
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
        0 if is == 1 => 0.8,
        0 => 2.2,
        gap if gap > 1 => 1.4 + 0.3 * gap.min(8) as f32,
        _ if is == 1 => return None,
        back => 1.6 + 0.2 * (-back).min(8) as f32,
    };
    Some(cost)
}

/// Numbered headings that are set apart (Markdown, capitals, bold) stand beside their like.
fn unlike_section(item: &Item, frame: &Frame) -> f32 {
    let set_apart = |section: Option<u8>| section.is_some_and(|rank| rank <= 11);
    if set_apart(frame.section) && item.section.is_none() {
        1.0
    } else {
        0.0
    }
}

fn other_case(series: Series) -> Option<Series> {
    match series {
        Series::Lower => Some(Series::Upper),
        Series::Upper => Some(Series::Lower),
        _ => None,
    }
}

/// What it costs that the item does not stand where the items of the level stand.
fn place_cost(item: &Item, frame: &Frame) -> f32 {
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
fn replace(item: &Item, frame: &Frame, reading: Option<(&Reading, &Part)>) -> f32 {
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
fn start_cost(reading: &Reading, above: &[Frame]) -> f32 {
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
fn prefix_cost(reading: &Reading, above: &[Frame]) -> f32 {
    if reading.series != Series::Decimal {
        return 0.0;
    }
    let under = above.last().is_some_and(|frame| match &frame.level {
        Level::List {
            reading: parent, ..
        } => {
            let mut full = parent.prefix.clone();
            full.push(parent.ordinal);
            full == reading.prefix
        }
        _ => false,
    });
    let listed = above.iter().any(|f| matches!(f.level, Level::List { .. }));
    match (under, listed) {
        (true, _) => 0.0,
        (false, true) => 2.2,
        (false, false) => 0.6,
    }
}

fn open_list(item: &Item, reading: &Reading, part: &Part, number: usize, frames: &[Frame]) -> f32 {
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
fn open_cost(item: &Item, frames: &[Frame]) -> f32 {
    match frames.last() {
        Some(parent) if !parent.is_heading() && deeper(item, parent) => 0.2,
        _ => 0.5,
    }
}

fn open_bullet(item: &Item, glyph: char, frames: &[Frame]) -> f32 {
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
fn deeper(item: &Item, frame: &Frame) -> bool {
    let indented = matches!((item.indent, frame.indent), (Some(a), Some(b)) if a >= b + 2);
    indented || item.list_depth > frame.list_depth
}

/// What it costs to hang an item under the last item of a level.
fn nest_cost(item: &Item, parent: &Frame) -> f32 {
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
    if !parent.leads_in && parent.section.is_none() {
        cost += 0.1;
    }
    cost
}

fn continue_bullet(item: &Item, glyph: char, frame: &Frame) -> Option<f32> {
    let Level::Bullets { glyph: other } = frame.level else {
        return None;
    };
    let place = place_cost(item, frame);
    Some(if other == glyph { place } else { place + 1.0 })
}

/// The usual order of the levels, outermost first; only breaks ties.
fn rank(series: Series, style: Style) -> u8 {
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

fn heading_moves(rank: u8, frames: &[Frame], add: &mut impl FnMut(f32, Move)) {
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

fn text_moves(
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
        if let Some(above) = under.checked_sub(1).map(|i| &frames[i])
            && !above.is_heading()
        {
            cost += text_place(item, above);
            let owned = matches!((item.indent, above.indent), (Some(a), Some(b)) if a >= b + 2);
            if owned {
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

/// The level under which words can stand: the last item's, unless prose has come after it.
fn deepest(frames: &[Frame]) -> usize {
    frames.len() - usize::from(frames.last().is_some_and(|f| f.interrupted))
}

/// What it costs to put a paragraph under an item, by where both stand in Markdown's lists.
fn text_place(item: &Item, above: &Frame) -> f32 {
    match (item.list_depth, above.list_depth) {
        (0, 0) => 0.0,
        (0, _) => 0.7,
        (_, 0) => 0.0,
        (a, b) if a == b => 0.0,
        _ => 3.0,
    }
}

/// A list of one item is seldom meant.
fn lone_children(frames: &[Frame]) -> f32 {
    let lone = |f: &&Frame| f.count == 1 && matches!(f.level, Level::List { .. });
    0.3 * frames.iter().filter(lone).count() as f32
}

fn apply(
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
fn under(items: &[Item], index: usize, mut frames: Vec<Frame>, at: usize) -> (Vec<Frame>, Placed) {
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

fn new_frame(item: &Item, index: usize, part: usize, reading: usize) -> Frame {
    let level = match &item.role {
        Role::Marker(marker) => {
            let part = &marker.parts[part];
            Level::List {
                reading: part.readings[reading].clone(),
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

fn reading_of(item: &Item, part: usize, reading: usize) -> Option<&Reading> {
    match &item.role {
        Role::Marker(marker) => marker.parts[part].readings.get(reading),
        _ => None,
    }
}

fn step_of(item: &Item, part: usize, reading: usize, frame: &Frame) -> Step {
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

fn first_step(item: &Item, part: usize, reading: usize, frames: &[Frame]) -> Step {
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
fn placed_under(items: &[Item], frames: &[Frame], at: usize, skipped: bool) -> Placed {
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
fn label_without_clause(items: &[Item], frame: &Frame) -> Option<String> {
    match &items[frame.item].role {
        Role::Marker(marker) if frame.part + 1 < marker.parts.len() => {
            Some(marker.parts[frame.part].label.clone())
        }
        _ => None,
    }
}
