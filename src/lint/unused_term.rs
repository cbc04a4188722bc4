#![doc = include_str!("../diagnostic/help/unused-term.md")]

use super::defined::{defined, span};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (version, all) in defined(input) {
        for definition in all.iter().filter(|d| d.uses.is_empty()) {
            let term = &definition.defined.term;
            let message = format!("“{term}” is defined and not used in this text");
            let at = span(version, definition);
            diagnostics.push(
                Diagnostic::at("unused-term", Severity::Note, at, message).help(
                    "take the definition out, or use the term where it is meant; leave it when a \
                     regulation of this policy uses it",
                ),
            );
        }
    }
}
