#![doc = include_str!("../diagnostic/help/review-overdue.md")]

use super::printed::is_over;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::PartialDate;
use crate::layers::Input;
use crate::library::Version;
use crate::source::{Cycle, EventKind};
use std::collections::HashMap;

/// Finds what should have been looked at before a day.
pub(super) fn check(input: &Input<'_>, today: PartialDate, diagnostics: &mut Vec<Diagnostic>) {
    let project = input.project;
    // The cycle that a file's district goes by, else that of the project.
    let mut general = HashMap::new();
    for district in &project.districts {
        for policy in &district.policies {
            let cycle = district.info.review_every.or(project.config.review_every);
            general.insert(policy.source, cycle);
        }
    }
    for (_, policy) in input.library.policies() {
        let Some(version) = policy.current() else {
            continue;
        };
        let own = version.front.review_every;
        let cycle = own.or_else(|| general.get(&version.source).copied().flatten());
        let (Some(cycle), Some(last)) = (cycle, last_looked_at(version)) else {
            continue;
        };
        if version.status.is_some_and(is_over) || today <= last.after_months(cycle.months) {
            continue;
        }
        let path = &project.sources.get(version.source).path;
        diagnostics.push(overdue(path, last, cycle));
    }
}

/// The last day on which the board is known to have looked at a text.
fn last_looked_at(version: &Version) -> Option<PartialDate> {
    let looked = |kind| !matches!(kind, EventKind::Effective | EventKind::Retrieved);
    let events = version.front.events.iter().filter(|e| looked(e.kind));
    events.map(|e| e.date).max_by_key(|date| date.last_day())
}

fn overdue(path: &str, last: PartialDate, cycle: Cycle) -> Diagnostic {
    let due = last.after_months(cycle.months);
    let message = format!(
        "this text was last looked at in {}, and its review was due by {}",
        last.long(),
        due.long()
    );
    Diagnostic::of_path("review-overdue", Severity::Warning, path, message)
        .other(cycle.span, "how often it is to be reviewed")
        .help("review it and add the day under `reviewed:`, whether or not a word was changed")
}
