use super::step::{Step, steps};
use super::{Redline, Summary, Text, redline};
use crate::library::{Library, Place};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Two versions of a policy, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Which.
    pub step: Step,
    /// Their redline.
    pub line: Redline,
    /// How many of what.
    pub summary: Summary,
}

/// The redlines of a library, by district and policy; of a policy in the order of its versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redlines {
    by_policy: BTreeMap<(usize, usize), Vec<Compared>>,
}

impl Redlines {
    /// The redlines of a policy, by district and policy.
    pub fn of(&self, policy: (usize, usize)) -> &[Compared] {
        self.by_policy.get(&policy).map_or(&[], Vec::as_slice)
    }

    /// The redline of two versions of a policy; none when they are not compared.
    pub fn between(&self, policy: (usize, usize), from: usize, to: usize) -> Option<&Compared> {
        let all = self.of(policy);
        let at = all.binary_search_by_key(&Step { from, to }, |own| own.step);
        Some(&all[at.ok()?])
    }
}

/// Compares the versions of every policy that has several.
pub fn redlines<'a>(
    library: &'a Library,
    text: &(dyn Fn(Place) -> Text<'a> + Sync + 'a),
) -> Redlines {
    let districts = library.districts.iter().enumerate();
    let all: Vec<(usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .collect();
    let compared = all.into_par_iter().filter_map(|(d, p)| {
        let steps = steps(&library.districts[d].policies[p]);
        let own: Vec<Compared> = steps
            .into_par_iter()
            .map(|step| {
                let line = redline(&text((d, p, step.from)), &text((d, p, step.to)));
                let summary = Summary::of(&line);
                Compared {
                    step,
                    line,
                    summary,
                }
            })
            .collect();
        (!own.is_empty()).then_some(((d, p), own))
    });
    Redlines {
        by_policy: compared.collect(),
    }
}
