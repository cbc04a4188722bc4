#![doc = include_str!("../diagnostic/help/lost-version.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::library::ledger::Ledger;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(lock) = input.project.lock else {
        return;
    };
    // A lock that cannot be read has stopped the program before.
    let Ok(published) = Ledger::read(&input.project.sources.get(lock).text) else {
        return;
    };
    for (district, policy) in input.library.policies() {
        let key = (district.slug.clone(), policy.slug.clone());
        let (Some(before), Some(now)) = (
            published.policies.get(&key),
            input.library.ledger.policies.get(&key),
        ) else {
            continue;
        };
        // The last version was the one in force; its page is that of the policy and stays.
        let Some((_, earlier)) = before.versions.split_last() else {
            continue;
        };
        for gone in earlier {
            if now.versions.iter().any(|v| v.label == gone.label) {
                continue;
            }
            let message = format!(
                "the version published at {}/{}/{}.html is gone",
                district.slug, policy.slug, gone.label
            );
            let path = policy.versions.last();
            let path = path.map(|v| input.project.sources.get(v.source).path.clone());
            let path = path.unwrap_or_else(|| "policybook.lock".to_string());
            diagnostics.push(
                Diagnostic::of_path("lost-version", Severity::Error, path, message).help(format!(
                    "put the file of that version back (CODE@{}.md); when its date was wrong, take its \
                     lines out of policybook.lock",
                    gone.label
                )),
            );
        }
    }
}
