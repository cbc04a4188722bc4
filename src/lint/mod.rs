//! Checks over the whole library, one a file; each is listed here once.
//!
//! Problems of a single text (its YAML, its numbering) are reported where it is read.

mod dead_link;
mod lost_clause;
mod lost_policy;
mod unknown_home;
mod version_order;
mod waive;

use crate::diagnostic::Diagnostic;
use crate::layers::Input;

pub use dead_link::{Link, resolve};
pub use waive::{Judged, waive};

type Check = fn(&Input<'_>, &mut Vec<Diagnostic>);

const CHECKS: [Check; 5] = [
    dead_link::check,
    lost_clause::check,
    lost_policy::check,
    unknown_home::check,
    version_order::check,
];

/// Runs every check.
pub fn check(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(input, &mut diagnostics);
    }
    diagnostics
}
