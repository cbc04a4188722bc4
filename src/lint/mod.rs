//! Checks over the whole library, one a file; each is listed here once.
//!
//! Problems of a single text (its YAML, its numbering) are reported where it is read.

mod dead_link;
mod lost_clause;
mod lost_policy;
mod unknown_home;
mod version_order;

use crate::diagnostic::Diagnostic;
use crate::layers::Layers;
use crate::library::Library;
use crate::source::Project;

pub use dead_link::{Link, resolve};

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The sources.
    pub project: &'a Project,
    /// The clauses.
    pub library: &'a Library,
    /// What was found in them.
    pub layers: &'a Layers,
}

type Check = fn(&Checked<'_>, &mut Vec<Diagnostic>);

const CHECKS: [Check; 5] = [
    dead_link::check,
    lost_clause::check,
    lost_policy::check,
    unknown_home::check,
    version_order::check,
];

/// Runs every check.
pub fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(checked, &mut diagnostics);
    }
    diagnostics
}
