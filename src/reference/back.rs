//! The way back: which places refer to a policy or a clause, and why.

use super::resolve::{Reference, State};
use super::why::{Why, serves, why};
use crate::clause::ClauseIndex;
use crate::library::{Library, Place, Standing};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// A reference seen from where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// The reference, by its place in the list of all.
    pub reference: usize,
    /// Why it refers.
    pub why: Why,
}

/// The references to policies and clauses, from texts in force; the references of a version to its
/// own clauses, of every version. Each list is in the order of the library and has one entry for
/// each place that refers.
#[derive(Debug, Clone, Default)]
pub struct BackLinks {
    policies: HashMap<(usize, usize), Vec<Back>>,
    clauses: BTreeMap<(Place, ClauseIndex), Vec<Back>>,
}

impl BackLinks {
    /// What refers to a policy as a whole, by district and policy.
    pub fn to_policy(&self, policy: (usize, usize)) -> &[Back] {
        self.policies.get(&policy).map_or(&[], Vec::as_slice)
    }

    /// The clauses of a version that something refers to, in the order of the text, with it.
    pub fn to_clauses(&self, version: Place) -> impl Iterator<Item = (ClauseIndex, &[Back])> {
        let all = (version, ClauseIndex(0))..=(version, ClauseIndex(u32::MAX));
        let range = self.clauses.range(all);
        range.map(|((_, clause), backs)| (*clause, backs.as_slice()))
    }
}

/// Turns references around.
pub fn back_links(library: &Library, references: &[Reference]) -> BackLinks {
    let reasons: Vec<Option<Why>> = references
        .par_iter()
        .map(|reference| shown(library, reference).then(|| why(library, reference)))
        .collect();
    let mut out = BackLinks::default();
    for (at, (reference, why)) in references.iter().zip(reasons).enumerate() {
        let Some(why) = why else { continue };
        let list = match reference.state {
            State::Policy(d, p) => out.policies.entry((d, p)).or_default(),
            State::Clause(to) => out.clauses.entry((reference.version, to)).or_default(),
            State::ClauseOf(place, to) => out.clauses.entry((place, to)).or_default(),
            _ => continue,
        };
        // A regulation carries its policy out as a whole: that is said once, where it first names it.
        let said = list
            .last()
            .is_some_and(|b| references[b.reference].version == reference.version);
        let why = match serves(library, reference) && !said {
            true => Why::Implements,
            false => why,
        };
        let back = Back { reference: at, why };
        let same = |other: &Back| {
            let other = &references[other.reference];
            (other.version, other.at) == (reference.version, reference.at)
        };
        if !list.last().is_some_and(same) {
            list.push(back);
        }
    }
    out
}

/// Whether a reference is shown where it leads.
fn shown(library: &Library, reference: &Reference) -> bool {
    let (d, p, _) = reference.version;
    let in_force = library.at(reference.version).2.standing == Standing::Current;
    match reference.state {
        State::Policy(to_d, to_p) => in_force && (to_d, to_p) != (d, p),
        State::Clause(_) => true,
        State::ClauseOf((to_d, to_p, _), _) => in_force && (to_d, to_p) != (d, p),
        _ => false,
    }
}
