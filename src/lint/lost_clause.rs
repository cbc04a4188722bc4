#![doc = include_str!("../diagnostic/help/lost-clause.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::library::ledger::End;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let path = |district: &str, slug: &str| {
        let found = input
            .library
            .policies()
            .find(|(d, p)| d.slug == district && p.slug == slug);
        let version = found?.1.current()?;
        Some(input.project.sources.get(version.source).path.clone())
    };
    for ((district, slug), rows) in &input.library.ledger.policies {
        let lost = rows.ended.iter().filter(|e| e.end == End::Lost);
        let lost: Vec<&str> = lost.map(|e| e.row.anchor.as_str()).collect();
        if let [first, rest @ ..] = lost.as_slice() {
            let more = match rest.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let message =
                format!("the clause published at #{first}{more} is gone from {district}/{slug}");
            let at = path(district, slug).unwrap_or_else(|| "policybook.lock".to_string());
            diagnostics.push(
                Diagnostic::of_path("lost-clause", Severity::Error, at, message).help(
                    "keep the old text as an earlier version (CODE@DATE.md), or write `repealed` \
                     for `lost` in policybook.lock",
                ),
            );
        }
    }
}
