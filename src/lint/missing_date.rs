#![doc = include_str!("../diagnostic/help/missing-date.md")]

use super::printed::is_over;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::source::EventKind;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, policy) in input.library.policies() {
        let Some(version) = policy.current() else {
            continue;
        };
        let mut events = version.front.events.iter();
        let dated = events.any(|event| event.kind != EventKind::Retrieved);
        if dated || version.status.is_some_and(is_over) {
            continue;
        }
        let path = &input.project.sources.get(version.source).path;
        let message = "no date says since when this text is in force";
        diagnostics.push(
            Diagnostic::of_path("missing-date", Severity::Note, path, message).help(
                "add `adopted:`, `revised:` or `effective:` to the front matter, as the minutes have it; \
                 leave it out when nobody knows",
            ),
        );
    }
}
