//! Which text of a policy stood from which day on. The days are those that versions print; where
//! the text of a time is not here, that is said, and no text stands in for it.

use crate::language::{PartialDate, read_date};
use crate::library::{Policy, Standing, Version};
use crate::source::{Event, EventKind};

/// What stood for a policy over some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stood {
    /// The policy was not yet there.
    Nothing,
    /// A version, by its place in the policy.
    Text(usize),
    /// A text that is not here, or a text of which no one says since when it has stood.
    Missing,
}

/// What stood from a day on; none for the time before all days.
type Since = (Option<PartialDate>, Stood);

/// Something that changed for a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The last day on which it can have changed: that of the date, or of what came after it.
    pub by: PartialDate,
    /// The date, as it is printed.
    pub date: PartialDate,
    /// What stood since.
    pub stood: Stood,
}

/// What a policy stood with before all days, and what changed, in the order of the days.
pub fn turns(policy: &Policy) -> (Stood, Vec<Turn>) {
    let line = timeline(policy);
    let first = line.first().map_or(Stood::Nothing, |(_, stood)| *stood);
    let dated = line
        .into_iter()
        .filter_map(|(date, stood)| Some((date?, stood)));
    let turn = |(date, stood): (PartialDate, Stood)| Turn {
        by: date.last_day(),
        date,
        stood,
    };
    let mut turns: Vec<Turn> = dated.map(turn).collect();
    // A text of 2014 before one of June 2014 stood by June.
    for at in (1..turns.len()).rev() {
        turns[at - 1].by = turns[at - 1].by.min(turns[at].by);
    }
    (first, turns)
}

/// What a policy said over time, the oldest first; the first entry has no day.
fn timeline(policy: &Policy) -> Vec<Since> {
    let kept = policy.versions.iter().enumerate();
    let kept: Vec<(usize, &Version)> = kept
        .filter(|(_, v)| v.standing != Standing::Draft)
        .collect();
    let mut out: Vec<Since> = Vec::with_capacity(kept.len() + 1);
    let mut before: Option<PartialDate> = None;
    for (place, version) in &kept {
        match begins(version).filter(|begins| before.is_none_or(|b| b < begins.date)) {
            Some(begins) => {
                push(&mut out, before, version, begins, *place);
                before = Some(begins.date);
            }
            // Its day is not known, and neither is the last day of the text before it.
            None => {
                let last = out.pop().and_then(|(date, _)| date);
                out.push((last, Stood::Missing));
                return out;
            }
        }
    }
    // Nothing says until when the last text stood when none is in force.
    if policy.current().is_none()
        && let Some((_, stood)) = out.last_mut()
    {
        *stood = Stood::Missing;
    }
    if out.is_empty() {
        out.push((None, Stood::Nothing));
    }
    out
}

/// The day from which a version stands, and what brought it; none when its text prints no day. An
/// earlier text is dated by the name of its file, that in force by the last of its events.
pub fn begins(version: &Version) -> Option<Event> {
    let events = || version.front.events.iter().copied();
    let brings = || events().filter(|e| e.kind.brings_into_force());
    if version.standing == Standing::Current {
        return brings().max();
    }
    let date = read_date(&version.label).ok()?.date;
    let own = brings().filter(|e| same(e.date, date)).max();
    Some(Event {
        date,
        // The name of a file does not say that nothing stood before.
        kind: own.map_or(EventKind::Revised, |e| e.kind),
    })
}

/// Adds a version and the time between it and the one before, in which another text may have stood.
fn push(
    out: &mut Vec<Since>,
    before: Option<PartialDate>,
    version: &Version,
    begins: Event,
    place: usize,
) {
    let events = version.front.events.iter().copied();
    let mut between: Vec<Event> = events
        .filter(|e| e.kind.brings_into_force() && !same(e.date, begins.date))
        .filter(|e| e.date < begins.date)
        .filter(|e| before.is_none_or(|b| e.date > b && !same(e.date, b)))
        .collect();
    between.sort();
    // What takes effect on a day was adopted or revised before it.
    if begins.kind == EventKind::Effective {
        between.pop_if(|e| e.kind != EventKind::Effective);
    }
    let first = between.first().copied();
    if before.is_none() {
        // A policy that had another code was there before.
        let renamed = !version.front.former_codes.is_empty();
        let new = !renamed && first.unwrap_or(begins).kind != EventKind::Revised;
        let stood = if new { Stood::Nothing } else { Stood::Missing };
        out.push((None, stood));
    }
    if let Some(first) = first {
        out.push((Some(first.date), Stood::Missing));
    }
    out.push((Some(begins.date), Stood::Text(place)));
}

/// Whether two dates can be one: a month or year and a day in it are.
fn same(a: PartialDate, b: PartialDate) -> bool {
    covers(a, b) || covers(b, a)
}

/// Whether a date is the other one, or the month or year that the other is in.
fn covers(wide: PartialDate, date: PartialDate) -> bool {
    let part = |wide: Option<i8>, own: Option<i8>| wide.is_none() || wide == own;
    wide.year == date.year && part(wide.month, date.month) && part(wide.day, date.day)
}
