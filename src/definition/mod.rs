//! Terms that policies define: what each means, how far the definition reaches, where it is used.
//!
//! Definitions in school policies are mostly not quoted: a word before a dash under the heading
//! "Definitions", "X includes, but is not limited to". So a pattern alone says little; what counts
//! is the place ([`find`]). This room does not know what a page or a link is.

mod cues;
mod find;
mod name;
mod place;
mod sentence;
mod term;
mod uses;

pub use find::{Defined, find};
pub use term::fold;
pub use uses::TermUse;

use crate::clause::{ClauseIndex, ClauseTree};
use crate::library::{Library, Place};
use rayon::prelude::*;

/// How far a definition reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Over the whole text.
    Text,
    /// Over a clause and those under it.
    Under(ClauseIndex),
}

/// A term that a version of a policy defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The version.
    pub version: Place,
    /// What its text says.
    pub defined: Defined,
    /// Where the term is used, in the order of the text; not in its own definition.
    pub uses: Vec<TermUse>,
}

/// The definitions of a whole library, in its order. `ignored` are terms that the project does
/// not want to be marked, as printed.
pub fn definitions(library: &Library, ignored: &[String]) -> Vec<Definition> {
    let all: Vec<Place> = library.places().collect();
    let ignored: Vec<String> = ignored.iter().map(|term| fold(term)).collect();
    let found: Vec<Vec<Definition>> = all
        .par_iter()
        .map(|place| {
            let all = of_tree(&library.at(*place).2.tree, &ignored).into_iter();
            let with_place = |(defined, uses)| Definition {
                version: *place,
                defined,
                uses,
            };
            all.map(with_place).collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The definitions of one text with their uses. `ignored` are folded terms.
pub fn of_tree(tree: &ClauseTree, ignored: &[String]) -> Vec<(Defined, Vec<TermUse>)> {
    let mut found = find(tree);
    found.retain(|defined| !ignored.contains(&defined.key()));
    let uses = uses::uses(tree, &found);
    let all = found.into_iter().zip(uses);
    // What only looks like a definition is one when the text uses the term.
    all.filter(|(defined, uses)| uses.len() >= defined.needs)
        .collect()
}

/// Whether a clause defines: it holds a definition, or stands in the items of one. The definitions
/// are those of its text, in its order.
pub fn defines(all: &[Definition], clause: ClauseIndex) -> bool {
    let before = all.partition_point(|d| d.defined.clause <= clause);
    let near = all[..before].iter().rev().take(MOST_IN_A_CLAUSE);
    near.into_iter()
        .any(|d| (d.defined.clause..=d.defined.last).contains(&clause))
}

/// Definitions looked at for one clause, so that the time stays linear.
const MOST_IN_A_CLAUSE: usize = 8;
