#![doc = include_str!("../diagnostic/help/stale-coding.md")]

use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::library::citation;
use crate::rule::LostQuote;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = input.layers.matrix.cells.iter();
    let readers = cells.flat_map(|cell| [&cell.reviewed, &cell.second]);
    for lost in readers.flatten().flat_map(|reviewed| &reviewed.lost) {
        let message = format!("{}; this coding needs to be read again", lost.reason);
        diagnostics.push(
            Diagnostic::at("stale-coding", Severity::Warning, lost.span, message)
                .help(help(input, lost)),
        );
    }
}

fn help(input: &Input<'_>, lost: &LostQuote) -> String {
    let again = "read the policy again, then write its words, your initials and the day";
    let Some(nearest) = &lost.nearest else {
        return again.to_string();
    };
    let (_, policy, version) = input.library.at(nearest.version);
    let clause = citation(policy, version.tree.get(nearest.clause));
    format!("the nearest is {clause}: {}; {again}", nearest.line())
}
