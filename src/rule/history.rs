//! What districts said before: the answers of the texts of every time, as the program reads them.
//!
//! The work is linear in versions, and in the days on which something of a district changed; there
//! is no clock.

use super::timeline::{Stood, Turn, turns};
use super::{Answer, Answers, Evidence, Role, Rules, Stance};
use crate::language::PartialDate;
use crate::library::{Library, Place, Policy};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What a district said on a rule over some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// No text of the district is known from that time.
    NoText,
    /// A text stood that may have answered the rule and is not here, or the day of the text that
    /// is here is not known: the policy, by its place in the district.
    Unknown(usize),
    /// The answer, and the words that prove it; none when it is silent.
    Stance(Stance, Option<Evidence>),
}

impl Said {
    /// The stance; none when it is not known.
    pub fn stance(&self) -> Option<Stance> {
        match self {
            Said::Stance(stance, _) => Some(*stance),
            _ => None,
        }
    }
}

/// What was said from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The day, month or year, as the version prints it; none for the time before all of them.
    pub since: Option<PartialDate>,
    /// What was said.
    pub said: Said,
}

/// A district that came to another answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move<'a> {
    /// The district, by its place in the library.
    pub district: usize,
    /// The rule, by its place in the list of rules.
    pub rule: usize,
    /// The day on which the later text came into force.
    pub date: PartialDate,
    /// The answer before.
    pub from: (Stance, Option<&'a Evidence>),
    /// The answer since.
    pub to: (Stance, Option<&'a Evidence>),
}

/// What every district said on every rule, over time.
#[derive(Debug, Clone, Default)]
pub struct History {
    rules: usize,
    /// District by district, in each the rules in their order; each the oldest first, with an
    /// entry of no day in front.
    lines: Vec<Vec<Past>>,
}

impl History {
    /// What a district said on a rule, the oldest first.
    pub fn line(&self, district: usize, rule: usize) -> &[Past] {
        let line = self.lines.get(district * self.rules + rule);
        line.map_or(&[], Vec::as_slice)
    }

    /// What stood at the end of a day, month or year.
    pub fn at(&self, district: usize, rule: usize, date: PartialDate) -> &Past {
        let line = self.line(district, rule);
        let known = |past: &Past| past.since.is_none_or(|s| s.last_day() <= date.last_day());
        let place = line.partition_point(known);
        &line[place.saturating_sub(1)]
    }

    /// Whether nothing of a district's answer changed after a day.
    pub fn is_last(&self, past: &Past, district: usize, rule: usize) -> bool {
        let last = self.line(district, rule).last();
        last.is_some_and(|last| std::ptr::eq(last, past))
    }

    /// Every change from one known answer to another, the newest first; of one day in the order of
    /// the rules and districts.
    pub fn moves(&self) -> Vec<Move<'_>> {
        let lines = self.lines.iter().enumerate();
        let mut moves: Vec<Move<'_>> = lines
            .flat_map(|(at, line)| {
                let (district, rule) = (at / self.rules, at % self.rules);
                line.windows(2)
                    .filter_map(move |pair| moved(pair, district, rule))
            })
            .collect();
        moves.sort_by_key(|m| (Reverse(m.date), m.rule, m.district));
        moves
    }

    /// The days from which something is known, the newest first.
    pub fn dates(&self) -> Vec<PartialDate> {
        let all = self.lines.iter().flatten().filter_map(|past| past.since);
        let all: BTreeSet<PartialDate> = all.collect();
        all.into_iter().rev().collect()
    }
}

fn moved<'a>(pair: &'a [Past], district: usize, rule: usize) -> Option<Move<'a>> {
    let of = |past: &'a Past| match &past.said {
        Said::Stance(stance, evidence) => Some((*stance, evidence.as_ref())),
        _ => None,
    };
    let (from, to) = (of(&pair[0])?, of(&pair[1])?);
    let found = Move {
        district,
        rule,
        date: pair[1].since?,
        from,
        to,
    };
    (from.0 != to.0).then_some(found)
}

/// Puts the answers of the texts of every time in the order of the days.
pub fn history(library: &Library, rules: &Rules, answers: &Answers) -> History {
    let districts = (0..library.districts.len()).into_par_iter();
    let lines = districts.flat_map_iter(|district| {
        let over = Over::of(library, district, rules, answers);
        (0..rules.rules.len()).map(move |rule| over.line(rule))
    });
    History {
        rules: rules.rules.len(),
        lines: lines.collect(),
    }
}

/// The texts of a district over time, with their answers.
struct Over<'a> {
    district: usize,
    policies: &'a [Policy],
    rules: &'a Rules,
    answers: &'a Answers,
    /// What each policy stands with at first.
    first: Vec<Stood>,
    /// What changes, in the order of the days.
    turns: Vec<(usize, Turn)>,
}

impl<'a> Over<'a> {
    fn of(
        library: &'a Library,
        district: usize,
        rules: &'a Rules,
        answers: &'a Answers,
    ) -> Over<'a> {
        let policies = &library.districts[district].policies;
        let (mut first, mut all) = (Vec::new(), Vec::new());
        for (policy, (stood, turns)) in policies.iter().map(turns).enumerate() {
            first.push(stood);
            all.extend(turns.into_iter().map(|turn| (policy, turn)));
        }
        // Of one policy and day they stay in their order.
        all.sort_by_key(|(_, turn)| turn.by);
        Over {
            district,
            policies,
            rules,
            answers,
            first,
            turns: all,
        }
    }

    fn entry(&self, rule: usize, p: usize, stood: Stood) -> Entry {
        let kind = self.rules.rules[rule].kind;
        let strict = |v: usize| {
            let answer = self.answers.get((self.district, p, v), rule)?;
            Some(answer.stance.strictness(kind))
        };
        match stood {
            Stood::Nothing => Entry::Nothing,
            Stood::Text(v) => Entry::Text(strict(v).map(|strict| (strict, v))),
            Stood::Missing => {
                let versions = 0..self.policies[p].versions.len();
                Entry::Missing(versions.filter_map(strict).max().unwrap_or(0))
            }
        }
    }

    /// What the district said on one rule.
    fn line(&self, rule: usize) -> Vec<Past> {
        let mut now = Now::default();
        let mut standing: Vec<Entry> = Vec::with_capacity(self.first.len());
        for (p, stood) in self.first.iter().enumerate() {
            standing.push(self.entry(rule, p, *stood));
            now.add(p, standing[p]);
        }
        let said = |now: &Now| {
            now.said(|p, v| {
                let version = (self.district, p, v);
                evidence(version, self.answers.get(version, rule))
            })
        };
        let mut line = vec![Past {
            since: None,
            said: said(&now),
        }];
        for turns in self.turns.chunk_by(|a, b| a.1.by == b.1.by) {
            for (p, turn) in turns {
                now.remove(*p, standing[*p]);
                standing[*p] = self.entry(rule, *p, turn.stood);
                now.add(*p, standing[*p]);
            }
            let said = said(&now);
            if line.last().is_none_or(|last| last.said != said) {
                line.push(Past {
                    since: since(turns),
                    said,
                });
            }
        }
        line
    }
}

/// The date of what changed together, as it is printed: no more exact than the least exact one.
fn since(turns: &[(usize, Turn)]) -> Option<PartialDate> {
    let dates = turns.iter().map(|(_, turn)| turn);
    let dates = dates.filter(|turn| turn.date.last_day() == turn.by);
    dates.map(|turn| turn.date).min()
}

fn evidence(version: Place, answer: Option<&Answer>) -> (Stance, Option<Evidence>) {
    let Some(answer) = answer else {
        return (Stance::Silent, None);
    };
    let evidence = Evidence {
        version,
        clause: answer.clause,
        range: answer.range.clone(),
        role: Role::Rule,
    };
    (answer.stance, Some(evidence))
}

/// What one policy gives to the answer of its district.
#[derive(Clone, Copy)]
enum Entry {
    Nothing,
    /// How strict its answer is, and its version; none when it says nothing on the rule.
    Text(Option<(u8, usize)>),
    /// How strict the answer of a text that is not known may have been, by the texts of the policy
    /// that are here.
    Missing(u8),
}

/// What stands at one time.
#[derive(Default)]
struct Now {
    texts: usize,
    missing: BTreeSet<(Reverse<u8>, usize)>,
    /// The policies that answer, the strictest first; of equally strict ones the first decides.
    answers: BTreeSet<(Reverse<u8>, usize, usize)>,
}

impl Now {
    fn add(&mut self, policy: usize, entry: Entry) {
        match entry {
            Entry::Nothing => {}
            Entry::Missing(most) => drop(self.missing.insert((Reverse(most), policy))),
            Entry::Text(answer) => {
                self.texts += 1;
                let answer = answer.map(|(strict, v)| (Reverse(strict), policy, v));
                self.answers.extend(answer);
            }
        }
    }

    fn remove(&mut self, policy: usize, entry: Entry) {
        match entry {
            Entry::Nothing => {}
            Entry::Missing(most) => drop(self.missing.remove(&(Reverse(most), policy))),
            Entry::Text(answer) => {
                self.texts -= 1;
                if let Some((strict, v)) = answer {
                    self.answers.remove(&(Reverse(strict), policy, v));
                }
            }
        }
    }

    fn said(&self, of: impl Fn(usize, usize) -> (Stance, Option<Evidence>)) -> Said {
        let best = self.answers.first();
        let known = best.map_or(0, |(strict, ..)| strict.0);
        match (self.missing.first(), best) {
            (Some((most, policy)), _) if most.0 > known || self.texts == 0 => {
                Said::Unknown(*policy)
            }
            (_, Some((_, policy, version))) => {
                let (stance, evidence) = of(*policy, *version);
                Said::Stance(stance, evidence)
            }
            (_, None) if self.texts == 0 => Said::NoText,
            (_, None) => Said::Stance(Stance::Silent, None),
        }
    }
}
