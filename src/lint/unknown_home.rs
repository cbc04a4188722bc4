//! `unknown-home`: `home:` of `policybook.yaml` names no district.
//!
//! It is the name of a folder below the folder of policies.

use super::Checked;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn check(checked: &Checked<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(home) = &checked.project.config.home else {
        return;
    };
    let slugs: Vec<&str> = checked
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
