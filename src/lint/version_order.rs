#![doc = include_str!("../diagnostic/help/version-order.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::language::read_date;
use crate::layers::Input;
use crate::library::{Policy, Standing, Version};

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, policy) in input.library.policies() {
        for version in late(policy) {
            let path = &input.project.sources.get(version.source).path;
            let message = format!(
                "this earlier text is dated {}, and the text in force is not later",
                version.label_in_words()
            );
            diagnostics.push(
                Diagnostic::of_path("version-order", Severity::Warning, path, message)
                    .help("add the new date to the file in force (`revised: …`), or mend the name of this file"),
            );
        }
    }
}

/// Earlier versions whose day is not before that of the version in force.
fn late(policy: &Policy) -> impl Iterator<Item = &Version> {
    let date = |v: &Version| read_date(&v.label).ok().map(|read| read.date);
    let now = policy.current().and_then(date);
    let earlier = policy
        .versions
        .iter()
        .filter(|v| v.standing == Standing::Earlier);
    earlier.filter(move |v| now.is_some_and(|now| date(v).is_some_and(|d| d >= now)))
}
