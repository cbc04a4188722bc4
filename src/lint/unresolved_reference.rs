#![doc = include_str!("../diagnostic/help/unresolved-reference.md")]

use super::printed::{Printed, either, printed};
use super::suggest::Suggest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::reference::{HOME_UNKNOWN, Kind, State};

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = printed(input, |reference| match &reference.state {
        // The policy is told; its place is no second problem.
        State::Unresolved(why, _) if why == HOME_UNKNOWN => false,
        State::Unresolved(..) => reference.found.kind != Kind::Statute,
        _ => false,
    });
    let districts = input.library.districts.iter();
    let suggest: Vec<Suggest<'_>> = districts.map(Suggest::of).collect();
    let found = wanted
        .iter()
        .filter_map(|printed| unresolved(printed, &suggest[printed.reference.version.0]));
    diagnostics.extend(found);
}

fn unresolved(printed: &Printed<'_>, suggest: &Suggest<'_>) -> Option<Diagnostic> {
    let State::Unresolved(why, like) = &printed.reference.state else {
        return None;
    };
    let like = match printed.reference.found.kind {
        Kind::Policy if like.is_empty() => meant(printed, suggest),
        _ => like.clone(),
    };
    let (severity, instead) = match printed.reference.found.kind {
        Kind::Named => (
            Severity::Note,
            "if it is a policy of the district, write this name under its `aliases:`",
        ),
        Kind::Clause => (Severity::Warning, "write a place that is there"),
        _ => (
            Severity::Warning,
            "write the code of a policy that is there, or add the policy",
        ),
    };
    let help = match like.as_slice() {
        [] => instead.to_string(),
        like => format!("did you mean {}?", either(like)),
    };
    let message = format!("“{}” leads nowhere: {why}", printed.words);
    Some(
        Diagnostic::at("unresolved-reference", severity, printed.span, message).help(format!(
            "{help}; a reference that is right and leads out of the project is ignored in waivers.yaml"
        )),
    )
}

/// What may be meant by a code, by its number and by the title after it.
fn meant(printed: &Printed<'_>, suggest: &Suggest<'_>) -> Vec<String> {
    let target = &printed.reference.found.target;
    let code = target.rsplit(' ').next().unwrap_or(target);
    let after = printed
        .rest
        .find(code)
        .map_or("", |at| &printed.rest[at + code.len()..]);
    suggest.meant(target, after)
}
