//! Words that say by themselves what their change means: numbers, dates, citations, superiors.

use super::both::Both;
use super::force::Parts;
use super::lists::Lists;
use super::side::{Line, change};
use super::token::{Class, Token};
use super::{Change, ChangeKind, Confidence};
use crate::language::{Modality, suffers};
use std::collections::BTreeMap;
use std::ops::Range;

/// Tells of numbers, times, dates and citations that differ.
pub(super) fn facts(both: &mut Both, found: &mut Vec<Change>) {
    for at in 0..both.hunks.len() {
        let (old, new) = (both.hunks[at].old.clone(), both.hunks[at].new.clone());
        let (mut gone, mut come) = (of_facts(&both.old, &old), of_facts(&both.new, &new));
        // "until 24 hours have passed" to "until a doctor consents": another condition.
        if gone.is_empty() && !old.is_empty() {
            come.retain(|(t, _)| both.new.limit_of(*t).is_none());
        }
        if come.is_empty() && !new.is_empty() {
            gone.retain(|(t, _)| both.old.limit_of(*t).is_none());
        }
        let rewritten = is_rewritten(&both.old, &old) && is_rewritten(&both.new, &new);
        let mut gone = gone.into_iter();
        let mut come = come.into_iter();
        loop {
            let (a, b) = (gone.next(), come.next());
            let kind = match (a, b) {
                (None, None) => break,
                (_, Some((_, kind))) | (Some((_, kind)), None) => kind,
            };
            let before = a.map(|(t, _)| words_with(&both.old, t, &old));
            let after = b.map(|(t, _)| words_with(&both.new, t, &new));
            both.old.tell(before.clone().unwrap_or(0..0));
            both.new.tell(after.clone().unwrap_or(0..0));
            let confidence = match (a, b) {
                _ if rewritten => Confidence::Low,
                (Some((_, x)), Some((_, y))) if x == y => Confidence::High,
                _ => Confidence::Medium,
            };
            let before = before.and_then(|t| both.old.words(both.old.bytes(&t)));
            let after = after.and_then(|t| both.new.words(both.new.bytes(&t)));
            found.push(change(kind, before, after, confidence));
        }
    }
}

/// The facts of a range of words, each with the kind of its change.
fn of_facts(line: &Line, range: &Range<usize>) -> Vec<(usize, ChangeKind)> {
    let open = range.clone().filter(|t| !line.done[*t]);
    open.filter_map(|t| Some((t, kind_of(line, t)?))).collect()
}

/// What it means when a word changes; none for one that says nothing by itself.
fn kind_of(line: &Line, token: usize) -> Option<ChangeKind> {
    let lists = &Lists::get().written;
    let near = |at: Option<usize>| {
        at.and_then(|at| line.tokens.get(at))
            .map(|t| t.name.as_str())
    };
    let before = near((0..token).rev().find(|t| line.counts(*t))).unwrap_or("");
    let after = near((token + 1..line.tokens.len()).find(|t| line.counts(*t))).unwrap_or("");
    let this = &line.tokens[token];
    match this.class {
        Class::Time if lists.how_long.contains(before) => Some(ChangeKind::Amount),
        Class::Time if lists.by_when.contains(before) || lists.from_when.contains(after) => {
            Some(ChangeKind::Deadline)
        }
        Class::Time => Some(ChangeKind::Amount),
        Class::Soon => Some(ChangeKind::Deadline),
        Class::Cited => Some(ChangeKind::Reference),
        Class::Date if is_effective(line, token) => Some(ChangeKind::EffectiveDate),
        Class::Date => Some(ChangeKind::Deadline),
        Class::Clock if before == "by" || before == "than" => Some(ChangeKind::Deadline),
        Class::Clock => Some(ChangeKind::Condition),
        Class::Count | Class::Word
            if lists.cited.contains(before) && has_digit(this.name.as_str()) =>
        {
            Some(ChangeKind::Reference)
        }
        Class::Count | Class::Word if lists.steps.contains(before) && has_digit(&this.name) => {
            Some(ChangeKind::Scope)
        }
        Class::Count => Some(ChangeKind::Amount),
        _ => None,
    }
}

fn has_digit(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_digit())
}

/// Whether words before a date, in its sentence, say that it is one from which a rule holds.
fn is_effective(line: &Line, token: usize) -> bool {
    let at = line.tokens[token].range.start;
    let part = line.part_of(token).map_or(0, |p| line.parts[p].range.start);
    let from = line
        .text
        .floor_char_boundary(at.saturating_sub(NEAR).max(part));
    let said = &line.text[from.min(at)..at];
    Lists::get().effective.find(said, "").next().is_some()
}

/// Bytes before a date in which words say what it is for.
const NEAR: usize = 60;

/// A word with those before it that came or went with it: "as provided in", "effective".
fn words_with(line: &Line, token: usize, hunk: &Range<usize>) -> Range<usize> {
    let alone = |t: &usize| {
        let between = &line.text[line.tokens[*t].range.end..line.tokens[*t + 1].range.start];
        !line.done[*t] && line.tokens[*t].class == Class::Word && !between.contains([',', ';', '.'])
    };
    let mut start = token;
    while start > hunk.start && token - start < LED_BY && alone(&(start - 1)) {
        start -= 1;
    }
    // Words that were replaced together with a number are another matter.
    let came = token + 1 == hunk.end || start == hunk.start;
    match line.tokens[token].class {
        Class::Cited | Class::Date | Class::Time if came => start..token + 1,
        _ => token..token + 1,
    }
}

/// Words that lead in a citation or a time at most.
const LED_BY: usize = 4;

/// Tells of words by which a duty binds less or more.
pub(super) fn softened(both: &mut Both, parts: &Parts, found: &mut Vec<Change>) {
    for at in 0..both.hunks.len() {
        let (old, new) = (both.hunks[at].old.clone(), both.hunks[at].new.clone());
        let first = |line: &Line, range: &Range<usize>| {
            let mut open = range.clone().filter(|t| !line.done[*t]);
            open.find(|t| matches!(line.tokens[*t].class, Class::Soft | Class::Hard))
        };
        let (gone, come) = (first(&both.old, &old), first(&both.new, &new));
        let (line, token, is_new) = match (gone, come) {
            (None, Some(token)) => (&both.new, token, true),
            (Some(token), None) => (&both.old, token, false),
            _ => continue,
        };
        let part = line.part_of(token);
        let other = part.and_then(|p| match is_new {
            true => parts.before.get(&p).map(|p| &both.old.parts[*p]),
            false => parts.after.get(&p).map(|q| &both.new.parts[*q]),
        });
        let binds = |m: Modality| m == Modality::Obligation;
        let both_bind = part.zip(other);
        let both_bind =
            both_bind.is_some_and(|(p, o)| binds(line.parts[p].modality) && binds(o.modality));
        let soft = line.tokens[token].class == Class::Soft;
        let words = line.words(line.tokens[token].range.clone());
        if both_bind {
            let kind = match soft {
                true => ChangeKind::DutyWeaker,
                false => ChangeKind::DutyStronger,
            };
            found.push(match is_new {
                true => change(kind, None, words, Confidence::Medium),
                false => change(kind.reversed(), words, None, Confidence::Medium),
            });
            match is_new {
                true => both.new.tell(token..token + 1),
                false => both.old.tell(token..token + 1),
            }
        }
    }
}

/// Tells of those who are bound, and of those who decide.
pub(super) fn people(both: &mut Both, parts: &Parts, found: &mut Vec<Change>) {
    for at in 0..both.hunks.len() {
        let (old, new) = (both.hunks[at].old.clone(), both.hunks[at].new.clone());
        let mut gone = people_in(&both.old, &old, &both.moved.0);
        let mut come = people_in(&both.new, &new, &both.moved.1);
        // A sentence that was cut in two says its subject again.
        let again = |t: &usize| is_said_again(&both.old, *t, &both.new, &parts.after);
        let gone_again: Vec<usize> = gone.extract_if(.., |t| again(t)).collect();
        let again = |t: &usize| is_said_again(&both.new, *t, &both.old, &parts.before);
        let come_again: Vec<usize> = come.extract_if(.., |t| again(t)).collect();
        gone_again.iter().for_each(|t| both.old.tell(*t..t + 1));
        come_again.iter().for_each(|t| both.new.tell(*t..t + 1));
        let names = |line: &Line, all: &[usize]| -> Vec<String> {
            let names = all.iter().map(|t| line.tokens[*t].name.clone());
            names.collect()
        };
        let in_limit = limit_alone(&both.old, &old, &gone) || limit_alone(&both.new, &new, &come);
        if names(&both.old, &gone) == names(&both.new, &come) || in_limit {
            continue;
        }
        let kinds = [
            come.iter().find_map(|t| role(&both.new, *t)),
            gone.iter().find_map(|t| role(&both.old, *t)),
        ];
        let Some(kind) = kinds.into_iter().flatten().next() else {
            continue;
        };
        let rewritten = is_rewritten(&both.old, &old) || is_rewritten(&both.new, &new);
        let confidence = match (gone.is_empty(), come.is_empty()) {
            _ if rewritten => Confidence::Low,
            (false, false) => Confidence::High,
            _ => Confidence::Medium,
        };
        let before = both.old.words(both.old.bytes(&old));
        let after = both.new.words(both.new.bytes(&new));
        found.push(change(kind, before, after, confidence));
        for t in gone {
            both.old.tell(t..t + 1);
        }
        for t in come {
            both.new.tell(t..t + 1);
        }
    }
}

/// Whether the subject of the part that was, or became, that of a word names the same person.
fn is_said_again(line: &Line, token: usize, other: &Line, parts: &BTreeMap<usize, usize>) -> bool {
    let part = line.part_of(token).and_then(|p| parts.get(&p));
    let Some(part) = part.copied().filter(|_| is_bound(line, token)) else {
        return false;
    };
    // "Employees shall lock the room and shall …": the subject stands with the part before.
    let near = (part.saturating_sub(2)..=part).rev();
    let subjects = near.map(|at| {
        let part = &other.parts[at];
        let end = part.cue.as_ref().map_or(part.range.start, |c| c.start);
        &other.tokens[other.within(&(part.range.start..end))]
    });
    let person = |t: &&Token| matches!(t.class, Class::Person | Class::Superior);
    let mut subjects = subjects.filter(|subject| subject.iter().any(|t| person(&t)));
    let mut subject = subjects.next().unwrap_or(&[]).iter();
    subject.any(|t| t.name == line.tokens[token].name)
}

/// Whether so many words differ that one of them says little.
fn is_rewritten(line: &Line, range: &Range<usize>) -> bool {
    let weak = &Lists::get().written.weak;
    let says = |t: &usize| {
        let token = &line.tokens[*t];
        token.class == Class::Word && !weak.contains(&token.name)
    };
    range.clone().filter(says).count() > REWRITTEN
}

/// Words of a difference up to which it is small.
const REWRITTEN: usize = 2;

/// Whether persons are named in an exception, or in a condition of which more than they differs:
/// then that is what changed.
fn limit_alone(line: &Line, range: &Range<usize>, people: &[usize]) -> bool {
    let limit = people.iter().find_map(|t| line.limit_of(*t));
    let more = || {
        let mut open = range.clone().filter(|t| !line.done[*t]);
        open.any(|t| {
            let token = &line.tokens[t];
            token.class == Class::Word && !Lists::get().written.weak.contains(&token.name)
        })
    };
    limit.is_some_and(|l| line.limits[l].is_exception() || more())
}

fn people_in(line: &Line, range: &Range<usize>, moved: &[bool]) -> Vec<usize> {
    let open = range.clone().filter(|t| !line.done[*t] && !moved[*t]);
    let people = open.filter(|t| {
        let class = line.tokens[*t].class;
        matches!(class, Class::Superior | Class::Person) && !line.is_defined(*t)
    });
    people.collect()
}

/// What a change of someone who is named means; none for persons that a rule only speaks of.
fn role(line: &Line, token: usize) -> Option<ChangeKind> {
    let superior = line.tokens[token].class == Class::Superior;
    match (is_bound(line, token), superior) {
        (true, true) if decides(line, token) => Some(ChangeKind::Authority),
        (true, _) => Some(ChangeKind::Actor),
        (false, true) => Some(ChangeKind::Authority),
        (false, false) => None,
    }
}

/// Whether a word stands in the subject of its provision, with no preposition before it.
pub(super) fn is_bound(line: &Line, token: usize) -> bool {
    let Some(part) = line.part_of(token).map(|p| &line.parts[p]) else {
        return false;
    };
    if line.limit_of(token).is_some() {
        return false;
    }
    let first = line.within(&part.range).start;
    let place = &line.tokens[token].range;
    let in_subject = match &part.cue {
        Some(cue) if cue.start >= place.end => {
            !suffers(&line.text[cue.start..part.range.end])
                || line.tokens[token].class == Class::Superior
        }
        Some(_) => false,
        None if part.far.is_some() => false,
        None => token - first.min(token) < FIRST,
    };
    in_subject && !is_governed(line, first.min(token), token)
}

/// Words of a statement that are taken for its subject.
const FIRST: usize = 4;

fn is_governed(line: &Line, first: usize, token: usize) -> bool {
    let near = first.max(token.saturating_sub(GOVERNED_BY))..token;
    let joins = |t: &usize| {
        let token = &line.tokens[*t];
        let person = matches!(token.class, Class::Person | Class::Superior | Class::Empty);
        person || matches!(token.name.as_str(), "and" | "or")
    };
    let before = near.rev().find(|t| !joins(t));
    before.is_some_and(|t| {
        let name = line.tokens[t].name.as_str();
        let prepositions = [
            "of", "with", "to", "by", "for", "from", "about", "between", "among", "in", "on",
        ];
        prepositions.contains(&name)
    })
}

/// Words before a name that are looked at.
const GOVERNED_BY: usize = 8;

/// Whether the subject that holds a word approves, refuses or grants.
fn decides(line: &Line, token: usize) -> bool {
    let part = line.part_of(token).map(|p| &line.parts[p]);
    let cue = part.and_then(|p| p.cue.as_ref());
    let from = cue.map_or(token + 1, |cue| line.within(cue).end);
    let deciding = &Lists::get().written.deciding;
    let verbs = line.tokens.iter().skip(from).take(VERBS);
    verbs.into_iter().any(|t| {
        let text = line.text[t.range.clone()].to_lowercase();
        deciding.contains(&text)
    })
}

/// Words after the words of force in which the verb is looked for.
const VERBS: usize = 3;
