#![doc = include_str!("../diagnostic/help/ambiguous-reference.md")]

use super::printed::{Printed, either, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::reference::{Kind, State};

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = printed(input, |reference| {
        matches!(reference.state, State::Ambiguous(_))
    });
    let found = wanted.iter().filter_map(ambiguous);
    diagnostics.extend(found);
}

fn ambiguous(printed: &Printed<'_>) -> Option<Diagnostic> {
    let State::Ambiguous(candidates) = &printed.reference.state else {
        return None;
    };
    let severity = match printed.reference.found.kind {
        Kind::Named => Severity::Note,
        _ => Severity::Warning,
    };
    let message = format!("“{}” can be any of several", printed.words);
    Some(
        Diagnostic::at("ambiguous-reference", severity, printed.span, message)
            .help(format!("write which is meant: {}", either(candidates))),
    )
}
