use super::{Input, Selection, pieces, reader, rows};
use crate::rule::{Cell, Coding, Stance};
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
    out
}

fn evidence(out: &mut String, input: &Input<'_>, coding: &Coding) {
    for piece in pieces(input, coding) {
        let _ = writeln!(out, "        {}: “{}”", piece.citation, piece.quote);
    }
}

/// How the answer in a cell was found, step by step.
pub fn explained(input: &Input<'_>, district: usize, rule: usize) -> String {
    let matrix = &input.layers.matrix;
    let cell = matrix.cell(district, rule);
    let of = &matrix.rules.rules[rule];
    let name = &input.library.districts[district].name;
    let mut out = format!("{name}: {}\n\n", of.question);
    if let Some(reviewed) = &cell.reviewed {
        let (by, on) = reader(&reviewed.coding).unwrap_or_default();
        let _ = writeln!(
            out,
            "shown: {} {}, read by {by} on {on}",
            mark(cell.state),
            word(cell)
        );
        evidence(&mut out, input, &reviewed.coding);
        for lost in &reviewed.lost {
            let _ = writeln!(
                out,
                "        {}: the words read were “{}”",
                lost.reason, lost.words
            );
        }
        out.push('\n');
    }
    suggestion(&mut out, input, cell);
    out
}

fn suggestion(out: &mut String, input: &Input<'_>, cell: &Cell) {
    let coding = &cell.suggested;
    let _ = writeln!(out, "the program suggests: {}", coding.stance.word());
    evidence(out, input, coding);
    let said = |what: &str, texts: &[String]| match texts {
        [] => String::new(),
        texts => format!("  {what}: {}\n", texts.join("; ")),
    };
    out.push_str(&said("whom it binds", coding.actor.as_slice()));
    out.push_str(&said("channel", coding.channel.as_slice()));
    out.push_str(&said("conditions", &coding.conditions));
    out.push_str(&said("exceptions", &coding.exceptions));
    out.push_str(&said("note", coding.note.as_slice()));
    if coding.stance == Stance::Silent {
        out.push_str(&said("searched", &coding.searched));
    }
    for step in &coding.why {
        let _ = writeln!(out, "  - {step}");
    }
}
