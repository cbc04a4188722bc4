#![doc = include_str!("../diagnostic/help/defined-twice.md")]

use super::defined::{defined, span};
use crate::definition::{Definition, Scope, fold};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use std::collections::HashMap;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (version, all) in defined(input) {
        let mut first: HashMap<(String, Option<u32>), &Definition> = HashMap::new();
        for definition in all {
            let reach = match definition.defined.scope {
                Scope::Text => None,
                Scope::Under(top) => Some(top.0),
            };
            let before = *first
                .entry((definition.defined.key(), reach))
                .or_insert(definition);
            if fold(&before.defined.meaning) == fold(&definition.defined.meaning) {
                continue;
            }
            let message = format!(
                "“{}” is defined a second time, in other words",
                definition.defined.term
            );
            let at = span(version, definition);
            diagnostics.push(
                Diagnostic::at("defined-twice", Severity::Warning, at, message)
                    .other(span(version, before), "defined first here")
                    .help(
                        "keep one of the two, or say how far each reaches: “As used in this section, …”",
                    ),
            );
        }
    }
}
