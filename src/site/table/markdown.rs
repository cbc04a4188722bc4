use super::{Input, Row, Selection, cited, pieces, rows};
use crate::site::verdict::{mark, qualifiers, symbol_of, word};
use std::fmt::Write as _;

/// The table with a verdict in each cell, and below it the words that prove them.
pub fn markdown(input: &Input<'_>, chosen: &Selection) -> String {
    let districts = &input.library.districts;
    let names = chosen
        .districts
        .iter()
        .map(|d| escaped(&districts[*d].name));
    let mut out = format!("| | {} |\n", names.collect::<Vec<_>>().join(" | "));
    let _ = writeln!(out, "|---{}|", "|---".repeat(chosen.districts.len()));
    let all: Vec<Row<'_>> = rows(input, chosen).collect();
    let of_rule = || all.chunk_by(|a, b| a.rule.id == b.rule.id);
    for row in of_rule() {
        let cells: Vec<String> = row.iter().map(|row| cell(input, row)).collect();
        let _ = writeln!(
            out,
            "| {} | {} |",
            escaped(&row[0].rule.title),
            cells.join(" | ")
        );
    }
    for row in of_rule() {
        let _ = writeln!(
            out,
            "\n## {}\n\n{}\n",
            row[0].rule.title, row[0].rule.question
        );
        for row in row {
            words(&mut out, input, row);
        }
    }
    let _ = writeln!(
        out,
        "\n○ suggested by a program, ● reviewed by a person, ! needs re-reading"
    );
    let _ = writeln!(
        out,
        "\nTo cite this table: {}.",
        escaped(&cited(input, chosen))
    );
    out
}

fn cell(input: &Input<'_>, row: &Row<'_>) -> String {
    let coding = row.cell.coding();
    let first = pieces(input, coding).into_iter().next();
    let at = first.map_or(String::new(), |piece| format!(" {}", piece.citation));
    let more: String = qualifiers(coding)
        .iter()
        .map(|q| format!(", {q}"))
        .collect();
    let shown = format!(
        "{} {}{more}{at} {}",
        symbol_of(row.cell),
        word(row.cell),
        mark(row.cell.state)
    );
    escaped(&shown)
}

fn words(out: &mut String, input: &Input<'_>, row: &Row<'_>) {
    let _ = write!(
        out,
        "- **{}**: {}",
        escaped(&row.district.name),
        word(row.cell)
    );
    for piece in pieces(input, row.cell.coding()) {
        let _ = write!(
            out,
            "; “{}” ({})",
            escaped(piece.quote),
            escaped(&piece.citation)
        );
    }
    out.push('\n');
}

/// A text in which nothing is a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
