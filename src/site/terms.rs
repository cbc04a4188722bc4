//! The terms that a version defines, as they are listed under its text.

use super::Input;
use super::view::count;
use crate::clause::ClauseIndex;
use crate::definition::Scope;
use crate::library::{Place, citation, short_citation};
use serde::Serialize;

/// A defined term.
#[derive(Serialize)]
pub struct Term {
    /// Its number on the page, by which its uses find it.
    number: usize,
    /// As printed.
    term: String,
    /// Anchor of the clause that defines it.
    anchor: String,
    /// The citation of that clause.
    citation: String,
    /// The meaning, word for word: one text, or the items it consists of.
    meaning: Vec<String>,
    /// "this text", or the citation of the part that the definition is for.
    scope: Option<String>,
    /// "used 3 times"
    times: String,
    /// The clauses that use it.
    uses: Vec<Use>,
    /// How many more there are.
    more: usize,
}

#[derive(Serialize)]
struct Use {
    anchor: String,
    citation: String,
}

/// Clauses named for a term; more are counted.
const SHOWN: usize = 20;

/// The terms of a version, in the order of the text.
pub fn of_version(input: &Input<'_>, place: Place) -> Vec<Term> {
    let (_, policy, version) = input.library.at(place);
    let tree = &version.tree;
    let all = (1..).zip(input.layers.definitions_in(place));
    all.map(|(number, definition)| {
        let defined = &definition.defined;
        let clause = tree.get(defined.clause);
        let mut users: Vec<ClauseIndex> = definition.uses.iter().map(|u| u.clause).collect();
        users.dedup();
        Term {
            number,
            term: defined.term.clone(),
            anchor: clause.anchor.clone(),
            citation: citation(policy, clause),
            meaning: defined.meaning.lines().map(str::to_string).collect(),
            scope: match defined.scope {
                Scope::Text => None,
                Scope::Under(top) => Some(short_citation(tree.get(top))),
            },
            times: count(definition.uses.len(), "time", "times"),
            more: users.len().saturating_sub(SHOWN),
            uses: users
                .iter()
                .take(SHOWN)
                .map(|index| Use {
                    anchor: tree.get(*index).anchor.clone(),
                    citation: short_citation(tree.get(*index)),
                })
                .collect(),
        }
    })
    .collect()
}
