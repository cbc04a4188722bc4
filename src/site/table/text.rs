use super::{Input, Selection, cited, pieces, rows};
use crate::rule::Coding;
use crate::site::verdict::{mark, qualifiers, symbol_of, word};
use std::fmt::Write as _;

/// The table for a terminal: rule by rule, a line for each district and its words below.
pub fn text(input: &Input<'_>, chosen: &Selection) -> String {
    let mut out = String::new();
    let mut last = "";
    for row in rows(input, chosen) {
        if row.rule.id != last {
            let blank = if last.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{blank}{} ({})", row.rule.question, row.rule.id);
            last = &row.rule.id;
        }
        let coding = row.cell.coding();
        let more: String = qualifiers(coding)
            .iter()
            .map(|q| format!(", {q}"))
            .collect();
        let _ = writeln!(
            out,
            "  {} {} {}{more}  {}",
            mark(row.cell.state),
            symbol_of(row.cell),
            word(row.cell),
            row.district.name
        );
        evidence(&mut out, input, coding);
    }
    out.push_str("\n○ suggested by the program, ● reviewed by a person, ! needs re-reading\n");
    let _ = writeln!(out, "To cite this table: {}.", cited(input, chosen));
    out
}

pub(super) fn evidence(out: &mut String, input: &Input<'_>, coding: &Coding) {
    for piece in pieces(input, coding) {
        let _ = writeln!(out, "        {}: “{}”", piece.citation, piece.quote);
    }
}
