#![doc = include_str!("../diagnostic/help/unknown-home.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(home) = &input.project.config.home else {
        return;
    };
    let slugs: Vec<&str> = input
        .library
        .districts
        .iter()
        .map(|d| d.slug.as_str())
        .collect();
    if !slugs.contains(&home.value.as_str()) {
        let message = format!("there is no district `{}`", home.value);
        diagnostics.push(
            Diagnostic::at("unknown-home", Severity::Warning, home.span, message)
                .help(format!("the districts are {}", slugs.join(", "))),
        );
    }
}
