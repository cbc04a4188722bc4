#![doc = include_str!("../diagnostic/help/lost-policy.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use std::collections::{BTreeMap, HashSet};

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let library = input.library;
    let policies = library
        .policies()
        .map(|(d, p)| (d.slug.as_str(), p.slug.as_str()));
    let forwards = library.districts.iter().flat_map(|d| {
        d.forwards
            .iter()
            .map(|f| (d.slug.as_str(), f.slug.as_str()))
    });
    let living: HashSet<(&str, &str)> = policies.chain(forwards).collect();
    let mut lost: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (district, policy) in library.ledger.policies.keys() {
        if !living.contains(&(district.as_str(), policy.as_str())) {
            lost.entry(district).or_default().push(policy);
        }
    }
    for (district, policies) in lost {
        let more = match policies.len() {
            1 => String::new(),
            n => format!(" and {} more of {district}", n - 1),
        };
        let message = format!(
            "the policy published at {district}/{}.html{more} is gone",
            policies[0]
        );
        diagnostics.push(
            Diagnostic::of_path("lost-policy", Severity::Error, "policybook.lock", message).help(
                "put its file back, with `status: rescinded` if it is no longer in force; a new code \
                 goes with `former_codes:`; a policy never meant to be published is taken out of the lock",
            ),
        );
    }
}
