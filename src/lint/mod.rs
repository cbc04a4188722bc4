//! Checks over the whole library, one a file; each is listed here once.
//!
//! Problems of a single text (its YAML, its numbering) are reported where it is read.

mod ambiguous_reference;
mod circular_definition;
mod dead_link;
mod defined;
mod defined_twice;
mod lost_clause;
mod lost_policy;
mod lost_version;
mod missing_date;
mod not_in_force;
mod printed;
mod review_overdue;
mod stale_coding;
mod suggest;
mod titles;
mod unknown_home;
mod unknown_law;
mod unresolved_reference;
mod unused_term;
mod version_order;
mod waive;
mod wrong_title;

use crate::diagnostic::Diagnostic;
use crate::language::PartialDate;
use crate::layers::Input;

pub use dead_link::{Link, resolve};
pub use waive::{Judged, waive};

type Check = fn(&Input<'_>, &mut Vec<Diagnostic>);

const CHECKS: [Check; 16] = [
    ambiguous_reference::check,
    circular_definition::check,
    dead_link::check,
    defined_twice::check,
    lost_clause::check,
    lost_policy::check,
    lost_version::check,
    missing_date::check,
    not_in_force::check,
    stale_coding::check,
    unknown_home::check,
    unknown_law::check,
    unresolved_reference::check,
    unused_term::check,
    version_order::check,
    wrong_title::check,
];

/// Runs every check; those that ask for the day only when one is given.
pub fn check(input: &Input<'_>, today: Option<PartialDate>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(input, &mut diagnostics);
    }
    if let Some(today) = today {
        review_overdue::check(input, today, &mut diagnostics);
    }
    diagnostics
}
