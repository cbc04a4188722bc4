//! Conditions and exceptions that came or went.

use super::both::{Both, Hunk};
use super::force::Parts;
use super::side::{Line, change};
use super::token::Class;
use super::{Change, ChangeKind, Confidence};
use crate::language::{LimitKind, Modality};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Tells of limits that stand in one line alone, and of those that were replaced as a whole.
pub(super) fn limits(both: &mut Both, parts: &Parts, found: &mut Vec<Change>) {
    let same = matched(both);
    let old: BTreeSet<usize> = same.iter().map(|(a, _)| *a).collect();
    let new: BTreeSet<usize> = same.iter().map(|(_, b)| *b).collect();
    let gone = alone(both, false, &old, |part| parts.after.contains_key(&part));
    let mut come = alone(both, true, &new, |part| parts.before.contains_key(&part));
    for a in gone {
        let other = come.iter().position(|b| {
            let exceptions =
                both.old.limits[a].is_exception() == both.new.limits[*b].is_exception();
            exceptions && hunk_of(both, a, false) == hunk_of(both, *b, true)
        });
        let b = other.map(|at| come.remove(at));
        tell(both, parts, (Some(a), b), found);
    }
    for b in come {
        tell(both, parts, (None, Some(b)), found);
    }
}

/// The limits of both lines with common words, the old one first.
fn matched(both: &Both) -> Vec<(usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (a, b) in both.to.iter().enumerate() {
        let pair = b.and_then(|b| Some((both.old.limit_of(a)?, both.new.limit_of(b)?)));
        if let Some(pair) = pair {
            *shared.entry(pair).or_default() += 1;
        }
    }
    shared.into_keys().collect()
}

/// The limits of a line that have no partner and whose first words differ, in parts that stand in
/// both lines.
fn alone(
    both: &Both,
    is_new: bool,
    known: &BTreeSet<usize>,
    in_both: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let line = if is_new { &both.new } else { &both.old };
    let all = 0..line.limits.len();
    let kept = all.filter(|at| {
        let limit = &line.limits[*at];
        let tokens = line.within(&limit.range);
        let first = tokens.clone().find(|t| line.counts(*t));
        let differs = first.is_some_and(|t| both.hunk_at(t, is_new).is_some());
        let other = first.is_some_and(|t| {
            let adds = limit.kind == LimitKind::Case && is_added(both, is_new, t);
            adds || says_another_thing(line, t, limit.range.end)
        });
        let moved = if is_new { &both.moved.1 } else { &both.moved.0 };
        let moved = tokens
            .clone()
            .all(|t| moved[t] || !line.counts(t) || both.hunk_at(t, is_new).is_none());
        let alone = !known.contains(at) && in_both(limit.part) && differs && !moved;
        alone && !other && !is_time(line, tokens)
    });
    kept.collect()
}

/// "at lunch and during recess": more of what stands before it, no condition on it.
fn is_added(both: &Both, is_new: bool, first: usize) -> bool {
    let line = if is_new { &both.new } else { &both.old };
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    let joins = matches!(line.tokens[before].name.as_str(), "and" | "or");
    joins && both.hunk_at(before, is_new).is_some() && line.tokens[first].name != "if"
}

/// "as appropriate", "no more than ten", "as provided in Policy 5144": no condition.
fn says_another_thing(line: &Line, first: usize, end: usize) -> bool {
    let class = line.tokens[first].class;
    let cites = || {
        let rest = line.tokens[first..].iter();
        let mut rest = rest.take_while(|t| t.range.start < end);
        let led = first > 0 && line.tokens[first - 1].name == "as";
        led && rest.any(|t| t.class == Class::Cited)
    };
    matches!(
        class,
        Class::Soft | Class::Soon | Class::Count | Class::Time
    ) || cites()
}

/// "10 days before the trip": the words belong to a time.
fn is_time(line: &Line, tokens: Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1);
    before.is_some_and(|at| line.tokens[at].class == Class::Time)
}

fn hunk_of(both: &Both, limit: usize, is_new: bool) -> Option<usize> {
    let line = if is_new { &both.new } else { &both.old };
    let mut tokens = line.within(&line.limits[limit].range);
    tokens.find_map(|t| both.hunk_at(t, is_new))
}

fn tell(
    both: &mut Both,
    parts: &Parts,
    (old, new): (Option<usize>, Option<usize>),
    found: &mut Vec<Change>,
) {
    let range = |line: &Line, at: Option<usize>| at.map(|at| line.limits[at].range.clone());
    let (gone, come) = (range(&both.old, old), range(&both.new, new));
    let limit = new.map_or_else(
        || old.map(|at| &both.old.limits[at]),
        |at| Some(&both.new.limits[at]),
    );
    let Some(limit) = limit else { return };
    let kind = match limit.is_exception() {
        true => ChangeKind::Exception,
        false => ChangeKind::Condition,
    };
    let confidence = match limit.kind {
        LimitKind::Gate | LimitKind::Exception => Confidence::High,
        _ => Confidence::Medium,
    };
    let before = gone.clone().and_then(|range| both.old.words(range));
    let after = come.clone().and_then(|range| both.new.words(range));
    if let Some(kind) = permission(both, parts, (old, new)) {
        found.push(change(kind, before.clone(), after.clone(), confidence));
    }
    found.push(change(kind, before, after, confidence));
    let (gone, come) = (
        gone.map_or(0..0, |range| both.old.within(&range)),
        come.map_or(0..0, |range| both.new.within(&range)),
    );
    both.old.tell(gone);
    both.new.tell(come);
}

/// What a limit more or less makes of a permission that stands in both lines.
fn permission(
    both: &Both,
    parts: &Parts,
    (old, new): (Option<usize>, Option<usize>),
) -> Option<ChangeKind> {
    let (p, q, kind) = match (old, new) {
        (Some(a), None) => {
            let p = both.old.limits[a].part;
            (p, *parts.after.get(&p)?, ChangeKind::PermissionWidened)
        }
        (None, Some(b)) => {
            let q = both.new.limits[b].part;
            (*parts.before.get(&q)?, q, ChangeKind::PermissionNarrowed)
        }
        _ => return None,
    };
    let allows = |line: &Line, part: usize| line.parts[part].modality == Modality::Permission;
    (allows(&both.old, p) && allows(&both.new, q)).then_some(kind)
}

/// The kind of a change inside a limit that stands in both lines.
pub(super) fn kind_in(both: &Both, hunk: &Hunk) -> Option<(ChangeKind, Confidence)> {
    let of = |line: &Line, range: &Range<usize>| {
        let mut all = range.clone().filter(|t| !line.done[*t]);
        let limit = all.find_map(|t| line.limit_of(t))?;
        Some(line.limits[limit].is_exception())
    };
    let exception = of(&both.new, &hunk.new).or_else(|| of(&both.old, &hunk.old))?;
    Some(match exception {
        true => (ChangeKind::Exception, Confidence::Medium),
        false => (ChangeKind::Condition, Confidence::Medium),
    })
}
