//! `version-order`: an earlier version is not earlier than the version in force.
//!
//! Most often the text in force was changed and its old text kept under `CODE@DATE.md`, but the
//! new date was forgotten in `CODE.md`. Then the page says that both are of one day. Add the date
//! (`revised: …`) to the front matter of the file in force, or mend the date in the file name.

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
