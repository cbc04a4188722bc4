use super::{Change, Side, by_pair, changes};
use crate::library::{Library, Place, Policy, Standing};
use crate::redline::{Compared, Redlines, Step, Text, events};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What the redlines of a library mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meanings {
    by_policy: BTreeMap<(usize, usize), Vec<Meant>>,
}

/// Two versions, and what changed in each pair of their redline.
type Meant = (Step, Vec<Vec<Change>>);

impl Meanings {
    /// What changed between two versions of a policy: of each pair of their redline, in its order.
    /// Empty where nothing did, and where words differ and no kind of change could be named. None
    /// when the versions are not compared.
    pub fn between(&self, policy: (usize, usize), step: Step) -> Option<&[Vec<Change>]> {
        let all = self.by_policy.get(&policy)?;
        let at = all.binary_search_by_key(&step, |(own, _)| *own);
        Some(&all[at.ok()?].1)
    }
}

/// Asks every redline of a library what it means. `text` and `side` read a version for it.
pub fn meanings<'a>(
    library: &'a Library,
    redlines: &Redlines,
    text: &(dyn Fn(Place) -> Text<'a> + Sync + 'a),
    side: &(dyn Fn(Place) -> Side<'a> + Sync + 'a),
) -> Meanings {
    let districts = library.districts.iter().enumerate();
    let all: Vec<(usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .collect();
    let asked = all.into_par_iter().filter_map(|(d, p)| {
        let own = redlines.of((d, p)).par_iter().map(|compared| {
            let Step { from, to } = compared.step;
            let (from, to) = ((d, p, from), (d, p, to));
            let sides = (side(from), side(to));
            let found = meaning(compared, (&text(from), &text(to)), (&sides.0, &sides.1));
            (compared.step, found)
        });
        let own: Vec<Meant> = own.collect();
        (!own.is_empty()).then_some(((d, p), own))
    });
    Meanings {
        by_policy: asked.collect(),
    }
}

fn meaning(
    compared: &Compared,
    (old_text, new_text): (&Text<'_>, &Text<'_>),
    (old, new): (&Side<'_>, &Side<'_>),
) -> Vec<Vec<Change>> {
    let events = events(&compared.line, old_text, new_text);
    let told = changes(&compared.line, &events, old, new);
    by_pair(&compared.line, &events, &told)
}

/// Each version of a policy with the one before it, a draft with the text that it would change.
pub fn neighbours(policy: &Policy) -> Vec<Step> {
    let is_draft = |at: usize| policy.versions[at].standing == Standing::Draft;
    let later = 1..policy.versions.len();
    let steps = later.filter_map(|to| {
        let from = (0..to).rev().find(|at| !is_draft(*at))?;
        Some(Step { from, to })
    });
    steps.collect()
}
