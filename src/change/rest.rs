//! Words that no other reader has told of.

use super::both::Both;
use super::force::Parts;
use super::limit;
use super::lists::Lists;
use super::side::{Line, change};
use super::spot::is_bound;
use super::token::Class;
use super::{Change, ChangeKind, Confidence};
use crate::language::Modality;
use std::ops::Range;

/// Tells what the words mean of which nothing has been told: by where they stand.
pub(super) fn rest(both: &mut Both, parts: &Parts, found: &mut Vec<Change>) {
    let mut last: Option<(ChangeKind, Option<usize>)> = None;
    for at in 0..both.hunks.len() {
        let (old, new) = (both.hunks[at].old.clone(), both.hunks[at].new.clone());
        let gone = open(&both.old, &old, &both.moved.0);
        let come = open(&both.new, &new, &both.moved.1);
        let limit = limit::kind_in(both, &both.hunks[at]);
        // In a condition an "and" for an "or" counts.
        let says = |line: &Line, all: &[usize]| all.iter().any(|t| says_something(line, *t));
        let joins = |line: &Line, all: &[usize]| {
            let mut all = all.iter().map(|t| line.tokens[*t].name.as_str());
            all.find(|name| matches!(*name, "and" | "or"))
                .map(String::from)
        };
        let swapped = joins(&both.old, &gone).zip(joins(&both.new, &come));
        if !(says(&both.old, &gone) || says(&both.new, &come) || swapped.is_some()) {
            continue;
        }
        let place = come.first().map(|t| (true, *t));
        let Some((is_new, token)) = place.or(gone.first().map(|t| (false, *t))) else {
            continue;
        };
        let words = Words {
            gone: &gone,
            come: &come,
        };
        let told = kind_of(both, parts, &words, (is_new, token));
        let told = match told {
            Some((ChangeKind::Scope, _)) if limit.is_some() => limit,
            other => other,
        };
        // A sentence that was written anew may change anything.
        let anew = gone.len().min(come.len()) > REWRITTEN;
        let told = told.map(|(kind, sure)| (kind, if anew { Confidence::Low } else { sure }));
        let Some((kind, confidence)) = told else {
            continue;
        };
        let line = if is_new { &both.new } else { &both.old };
        let here = (kind, line.part_of(token));
        let before = both.old.words(bytes(&both.old, &gone));
        let after = both.new.words(bytes(&both.new, &come));
        match found.last_mut().filter(|_| last == Some(here)) {
            Some(before_it) => {
                extend(&mut before_it.before, before);
                extend(&mut before_it.after, after);
            }
            None => found.push(change(kind, before, after, confidence)),
        }
        last = Some(here);
    }
}

/// Words of a difference up to which it is small.
const REWRITTEN: usize = 6;

/// Words of a difference of which nothing has been told.
struct Words<'a> {
    gone: &'a [usize],
    come: &'a [usize],
}

fn open(line: &Line, range: &Range<usize>, moved: &[bool]) -> Vec<usize> {
    let open = range.clone().filter(|t| !line.done[*t] && !moved[*t]);
    let empty = |t: &usize| {
        let class = line.tokens[*t].class;
        matches!(class, Class::Empty | Class::Soft | Class::Hard)
    };
    open.filter(|t| !empty(t)).collect()
}

fn says_something(line: &Line, token: usize) -> bool {
    let name = &line.tokens[token].name;
    !Lists::get().written.weak.contains(name)
}

fn bytes(line: &Line, tokens: &[usize]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => line.tokens[*first].range.start..line.tokens[*last].range.end,
        _ => 0..0,
    }
}

fn extend(words: &mut Option<super::Words>, by: Option<super::Words>) {
    match (words.as_mut(), by) {
        (Some(words), Some(by)) if words.clause == by.clause => {
            words.range.end = words.range.end.max(by.range.end);
        }
        (None, by) => *words = by,
        _ => {}
    }
}

fn kind_of(
    both: &Both,
    parts: &Parts,
    words: &Words<'_>,
    (is_new, token): (bool, usize),
) -> Option<(ChangeKind, Confidence)> {
    let line = if is_new { &both.new } else { &both.old };
    if line.is_defined(token) {
        return Some((ChangeKind::Definition, Confidence::Medium));
    }
    let part = line.part_of(token)?;
    let other = match is_new {
        true => parts.before.get(&part).map(|p| &both.old.parts[*p]),
        false => parts.after.get(&part).map(|q| &both.new.parts[*q]),
    };
    let modality = line.parts[part].modality;
    let same = other.is_some_and(|o| o.modality == modality);
    let one_sided = words.gone.is_empty() || words.come.is_empty();
    let forbids = modality == Modality::Prohibition;
    if let Some(kind) = negated(both, words).filter(|_| same && line.limit_of(token).is_none()) {
        // "Students shall not" to "No person shall" is still a ban.
        return (!forbids).then_some((kind, Confidence::Medium));
    }
    if modality == Modality::Statement && other.is_none_or(|o| o.modality == Modality::Statement) {
        return None;
    }
    if binds_others(line, token, part) {
        return Some((ChangeKind::Actor, Confidence::Medium));
    }
    if modality == Modality::Permission && same && one_sided {
        let kind = match is_new {
            true => ChangeKind::PermissionWidened,
            false => ChangeKind::PermissionNarrowed,
        };
        return Some((kind, Confidence::Low));
    }
    let reach = |line: &Line, all: &[usize]| {
        let reach = &Lists::get().written.reach;
        all.iter().any(|t| {
            let token = &line.tokens[*t];
            reach.contains(&token.name) || token.class == Class::Person
        })
    };
    let sure = one_sided || reach(&both.old, words.gone) || reach(&both.new, words.come);
    let confidence = match sure {
        true => Confidence::Medium,
        false => Confidence::Low,
    };
    Some((ChangeKind::Scope, confidence))
}

/// A "not" that came or went inside a rule.
fn negated(both: &Both, words: &Words<'_>) -> Option<ChangeKind> {
    let count = |line: &Line, all: &[usize]| {
        let negations = &Lists::get().written.negations;
        let all = all.iter().map(|t| &line.tokens[*t].name);
        all.filter(|name| negations.contains(*name)).count()
    };
    let (gone, come) = (count(&both.old, words.gone), count(&both.new, words.come));
    match gone.cmp(&come) {
        std::cmp::Ordering::Less => Some(ChangeKind::ProhibitionAdded),
        std::cmp::Ordering::Greater => Some(ChangeKind::ProhibitionLifted),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether a word stands in a subject that names persons: "full-time employees".
fn binds_others(line: &Line, token: usize, part: usize) -> bool {
    let Some(cue) = &line.parts[part].cue else {
        return false;
    };
    let subject = token..line.within(cue).start.max(token);
    let mut people =
        subject.filter(|t| matches!(line.tokens[*t].class, Class::Person | Class::Superior));
    people.next().is_some_and(|t| is_bound(line, t)) && is_bound(line, token)
}
