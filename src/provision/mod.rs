//! What each clause does: its force, with the force of what stands over it.
//!
//! "Employees shall not:" governs the items under it; "Prohibited conduct" over a list does the
//! same. This room knows clauses and sentences; it does not know what a rule is.

mod read;

pub use read::provisions;

use crate::clause::ClauseIndex;
use crate::language::{Actor, Limit, LimitKind, Modality};
use std::ops::Range;

/// A part of a clause that does one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The clause.
    pub clause: ClauseIndex,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// What it does.
    pub modality: Modality,
    /// The words that decide, and the clause they stand in: its own, or one over it. None for a
    /// statement.
    pub cue: Option<(ClauseIndex, Range<usize>)>,
    /// True when the words name what breaking a rule leads to.
    pub consequence: bool,
    /// True for an order to the reader.
    pub imperative: bool,
    /// The clause that leads it in.
    pub lead: Option<ClauseIndex>,
    /// True when it leads in or announces the list that follows its clause.
    pub leads: bool,
    /// The clause with the question that it answers, where that is another one.
    pub asks: Option<ClauseIndex>,
    /// Whom it binds; none when nothing says.
    pub actor: Option<Actor>,
    /// Its conditions and exceptions, as bytes of the clause's text.
    pub limits: Vec<Limit>,
}

impl Provision {
    /// Where its conditions stand.
    pub fn conditions(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let all = self.limits.iter();
        all.filter(|l| l.kind != LimitKind::Exception)
            .map(|l| l.range.clone())
    }

    /// Where its exceptions stand.
    pub fn exceptions(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let all = self.limits.iter();
        all.filter(|l| l.kind == LimitKind::Exception)
            .map(|l| l.range.clone())
    }
}

/// What a clause does as a whole: its first part that has force, or else its first.
pub fn of_clause(all: &[Provision], clause: ClauseIndex) -> Option<&Provision> {
    let start = all.partition_point(|p| p.clause < clause);
    let own = all[start..].iter().take_while(|p| p.clause == clause);
    let mut with_force = own.clone().filter(|p| p.modality != Modality::Statement);
    with_force
        .next()
        .or_else(|| all.get(start).filter(|p| p.clause == clause))
}
