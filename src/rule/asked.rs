//! The answers of every version to every rule, each text read once.

use super::{Answer, Families, Prepared, Ready, Rules, ready};
use crate::definition::{Definition, defines};
use crate::library::{Library, Place, Standing};
use rayon::prelude::*;
use std::collections::HashMap;

/// The definitions of a version.
type Defined<'a> = dyn Fn(Place) -> &'a [Definition] + Sync + 'a;

/// What the versions of a library answer, drafts left out.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    of: HashMap<Place, Vec<Option<Answer>>>,
}

impl Answers {
    /// The answer of a version to a rule; none when its text is silent.
    pub fn get(&self, version: Place, rule: usize) -> Option<&Answer> {
        self.of.get(&version)?.get(rule)?.as_ref()
    }
}

/// Asks every version every rule.
pub fn answers(library: &Library, rules: &Rules, defined: &Defined<'_>) -> Answers {
    let families = Families::new(&rules.words);
    let ways = rules.rules.iter().map(|rule| ready(&families, rule));
    let ways: Vec<Vec<Ready<'_>>> = ways.collect();
    let places: Vec<Place> = library.places().collect();
    let kept = places
        .par_iter()
        .filter(|place| library.at(**place).2.standing != Standing::Draft);
    let answered = kept.map(|place| {
        let own = defined(*place);
        let tree = &library.at(*place).2.tree;
        let prepared = Prepared::of(tree, &families, &|index| defines(own, index));
        let asked = rules.rules.iter().zip(&ways);
        let all = asked.map(|(rule, ways)| prepared.answer(rule, ways));
        (*place, all.collect())
    });
    Answers {
        of: answered.collect(),
    }
}
