//! Works out the depth of every enumerator of a text.
//!
//! The text is a sequence of items: headings, enumerated lines, bullets, paragraphs. A state is a
//! stack of open lists; each item extends every state in every way that could be meant, each way
//! has a cost, and the cheapest few states go on. What comes later settles what came before:
//! after `h`, an `i` is a letter when `j` follows and a numeral when `ii` does. Time grows with
//! items × states × depth, so it is linear in the text.

mod cost;
mod frame;
mod moves;
mod place;

use super::marker::Marker;
use cost::lone_children;
use frame::Frame;
use moves::{Move, moves};
use place::apply;

/// How many states go on from item to item.
const BEAM: usize = 14;

/// A state that costs this much more than the best is dropped.
const HOPELESS: f32 = 6.0;

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
