//! The sheets of the workbook.

use super::super::{Input, Piece, Row, Selection, cited, piece, pieces, reader, rows, since};
use super::looks::{Looks, fit, foot, heads, nth, write};
use crate::language::PartialDate;
use crate::rule::{Evidence, Stance};
use crate::site::cell::shortened;
use crate::site::verdict::{mark, mark_words, qualifiers, scale, symbol_of, word};
use crate::source::Project;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// Fills a sheet.
type Sheet = fn(&mut Worksheet, &Input<'_>, &Selection, &Looks) -> Result<(), XlsxError>;

/// The sheets, in their order.
pub const ALL: [Sheet; 5] = [verdicts, evidence, changes, rules, about];

/// Width of the columns of the matrix, in figures.
const DISTRICT: f64 = 22.0;
const RULE: f64 = 26.0;

/// A sheet of paper takes this many columns of districts that can be read.
const ACROSS: usize = 8;

fn verdicts(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Matrix")?;
    let districts = chosen.districts.iter();
    let names = districts.map(|d| (input.library.districts[*d].name.as_str(), DISTRICT));
    let columns: Vec<(&str, f64)> = std::iter::once(("Rule", RULE)).chain(names).collect();
    heads(sheet, &columns, looks)?;
    if chosen.districts.len() > ACROSS {
        // Wider than one sheet of paper: the rules stand on each.
        let sheets = chosen.districts.len().div_ceil(ACROSS);
        sheet.set_repeat_columns(0, 0)?;
        sheet.set_print_fit_to_pages(nth(sheets)?, 0);
    }
    foot(sheet, &cited(input, chosen));
    let all: Vec<Row<'_>> = rows(input, chosen).collect();
    let mut first = 1;
    for (line, row) in (1..).zip(all.chunk_by(|a, b| a.rule.id == b.rule.id)) {
        let title = &row[0].rule.title;
        // Not the cells but the rules lead to the words: some programs show of a link one line only.
        let url = Url::new(format!("internal:Evidence!A{}", first + 1)).set_text(title);
        sheet.write_url_with_format(nth(line)?, 0, url, &looks.side_link)?;
        let texts: Vec<String> = row.iter().map(|row| shown(input, row)).collect();
        for (column, (row, text)) in (1..).zip(row.iter().zip(&texts)) {
            write(sheet, line, column, text, &looks.verdict(row.cell))?;
            first += row.cell.coding().evidence.len().max(1);
        }
        let texts = texts.iter().map(|text| (text.as_str(), DISTRICT));
        fit(sheet, line, texts.chain([(title.as_str(), RULE)]))?;
    }
    Ok(())
}

/// What stands in a cell: verdict, mark, limits, citation.
fn shown(input: &Input<'_>, row: &Row<'_>) -> String {
    let (cell, coding) = (row.cell, row.cell.coding());
    let mut out = format!("{} {} {}", symbol_of(cell), word(cell), mark(cell.state));
    let first = pieces(input, coding).into_iter().next();
    for more in qualifiers(coding)
        .into_iter()
        .chain(first.map(|p| shortened(&p.citation)))
    {
        out.push('\n');
        out.push_str(&more);
    }
    out
}

/// The columns of the sheet of evidence.
const EVIDENCE: [(&str, f64); 13] = [
    ("District", 24.0),
    ("Rule", 22.0),
    ("Stance", 13.0),
    ("State", 14.0),
    ("Citation", 26.0),
    ("Words", 62.0),
    ("Group, channel", 14.0),
    ("Conditions", 20.0),
    ("Exceptions", 20.0),
    ("Since", 11.0),
    ("Read by", 12.0),
    ("On the site", 11.0),
    ("Note", 24.0),
];

fn evidence(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Evidence")?;
    heads(sheet, &EVIDENCE, looks)?;
    foot(sheet, &cited(input, chosen));
    let mut at = 1;
    // A column in which nothing stands is folded away: the words have the more room on paper.
    let mut empty: BTreeSet<usize> = (6..=10).collect();
    for row in rows(input, chosen) {
        let coding = row.cell.coding();
        let pieces = pieces(input, coding);
        let filled = [
            (6, coding.actor.is_some() || coding.channel.is_some()),
            (7, !coding.conditions.is_empty()),
            (8, !coding.exceptions.is_empty()),
            (9, since(input, row.district_at, row.cell).is_some()),
            (10, reader(coding).is_some()),
        ];
        for (column, _) in filled.into_iter().filter(|(_, filled)| *filled) {
            empty.remove(&column);
        }
        // A row for each piece of evidence, and one where there is none.
        for n in 0..pieces.len().max(1) {
            proof(sheet, input, at, &row, pieces.get(n), looks)?;
            at += 1;
        }
    }
    for column in empty {
        sheet.set_column_hidden(nth(column)?)?;
    }
    sheet.autofilter(0, 0, nth(at.saturating_sub(1))?, nth(EVIDENCE.len() - 1)?)?;
    Ok(())
}

fn proof(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    at: usize,
    row: &Row<'_>,
    piece: Option<&Piece<'_>>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let (cell, coding) = (row.cell, row.cell.coding());
    let group: Vec<&str> = coding
        .actor
        .iter()
        .chain(&coding.channel)
        .map(String::as_str)
        .collect();
    let read = reader(coding).map_or(String::new(), |(by, on)| format!("{by}, {on}"));
    let note = match (&coding.note, piece) {
        (Some(note), _) => note.clone(),
        (None, None) if !coding.searched.is_empty() => {
            format!("searched: {}", coding.searched.join(", "))
        }
        (None, _) => String::new(),
    };
    let texts: [(usize, &str); 12] = [
        (0, &row.district.name),
        (1, &row.rule.title),
        (3, mark_words(cell.state)),
        (4, piece.map_or("", |piece| piece.citation.as_str())),
        (5, piece.map_or("", |piece| piece.quote)),
        (6, &group.join(", ")),
        (7, &coding.conditions.join("; ")),
        (8, &coding.exceptions.join("; ")),
        (9, &since(input, row.district_at, cell).unwrap_or_default()),
        (10, &read),
        (11, ""),
        (12, &note),
    ];
    for (column, text) in texts {
        write(sheet, at, column, text, &looks.text)?;
    }
    let verdict = format!("{} {}", symbol_of(cell), word(cell));
    write(sheet, at, 2, &verdict, &looks.verdict(cell))?;
    if let Some(piece) = piece {
        link(sheet, input, (at, 11), piece, looks)?;
    }
    let texts = texts.into_iter();
    fit(
        sheet,
        at,
        texts.map(|(column, text)| (text, EVIDENCE[column].1)),
    )
}

/// A link to the clause on the site.
fn link(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    (row, column): (usize, usize),
    piece: &Piece<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let url = Url::new(address(input.project, &piece.url)).set_text("open");
    sheet.write_url_with_format(nth(row)?, nth(column)?, url, &looks.link)?;
    Ok(())
}

/// Where a page is, from the workbook: on the web when the project says where its site is, else in
/// the folder beside the workbook's.
fn address(project: &Project, url: &str) -> String {
    match &project.config.base_url {
        Some(base) => format!("{}/{url}", base.trim_end_matches('/')),
        None => format!("file:///../{url}"),
    }
}

fn changes(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Changes")?;
    let columns = [
        ("Since", 12.0),
        ("District", 24.0),
        ("Rule", 22.0),
        ("From", 13.0),
        ("Words before", 46.0),
        ("Where", 24.0),
        ("Site", 6.0),
        ("To", 13.0),
        ("Words since", 46.0),
        ("Where", 24.0),
        ("Site", 6.0),
    ];
    heads(sheet, &columns, looks)?;
    foot(sheet, &cited(input, chosen));
    let last = chosen.as_of.map(PartialDate::last_day);
    let mut at = 1;
    for m in input.layers.history.moves() {
        let late = last.is_some_and(|last| m.date.last_day() > last);
        if late || !chosen.districts.contains(&m.district) || !chosen.rules.contains(&m.rule) {
            continue;
        }
        let rule = &input.layers.matrix.rules.rules[m.rule];
        write(sheet, at, 0, &m.date.to_string(), &looks.text)?;
        write(
            sheet,
            at,
            1,
            &input.library.districts[m.district].name,
            &looks.text,
        )?;
        write(sheet, at, 2, &rule.title, &looks.text)?;
        let before = side(sheet, input, (at, 3), m.from, looks)?;
        let since = side(sheet, input, (at, 7), m.to, looks)?;
        let name = input.library.districts[m.district].name.as_str();
        let texts = [(name, 24.0), (&rule.title, 22.0)].into_iter();
        let sides = [&before, &since].into_iter();
        let sides = sides.flat_map(|(words, place)| [(words.as_str(), 46.0), (place, 24.0)]);
        fit(sheet, at, texts.chain(sides))?;
        at += 1;
    }
    if at == 1 {
        write(sheet, 1, 0, "none known", &looks.text)?;
    }
    Ok(())
}

/// One side of a change: the verdict, its words, their place. Gives the words and the
/// place.
fn side(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    (row, column): (usize, usize),
    (stance, evidence): (Stance, Option<&Evidence>),
    looks: &Looks,
) -> Result<(String, String), XlsxError> {
    let piece = evidence.map(|evidence| piece(input, evidence));
    let words = piece.as_ref().map_or("", |piece| piece.quote).to_string();
    let place = piece.as_ref().map_or(String::new(), |piece| {
        format!("{} ({})", piece.citation, piece.version.label_in_words())
    });
    for (more, text) in [stance.word(), &words, &place, ""].into_iter().enumerate() {
        write(sheet, row, column + more, text, &looks.text)?;
    }
    if let Some(piece) = piece {
        link(sheet, input, (row, column + 3), &piece, looks)?;
    }
    Ok((words, place))
}

fn rules(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Rules")?;
    let columns = [
        ("Rule", 22.0),
        ("Question", 36.0),
        ("What counts", 62.0),
        ("What does not", 62.0),
    ];
    heads(sheet, &columns, looks)?;
    foot(sheet, &cited(input, chosen));
    for (row, rule) in chosen.rules.iter().enumerate() {
        let rule = &input.layers.matrix.rules.rules[*rule];
        write(sheet, row + 1, 0, &rule.title, &looks.side)?;
        let texts = [
            &rule.question,
            &rule.counts.join("\n"),
            &rule.does_not_count.join("\n"),
        ];
        for (column, text) in (1..).zip(texts) {
            write(sheet, row + 1, column, text, &looks.text)?;
        }
        let texts = texts.into_iter().zip(&columns[1..]);
        fit(
            sheet,
            row + 1,
            texts.map(|(text, (_, width))| (text.as_str(), *width)),
        )?;
    }
    Ok(())
}

fn about(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("How to read")?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    write(sheet, 0, 0, "How to read this workbook", &looks.title)?;
    let mut lines: Vec<(String, String)> = vec![
        ("To cite it".to_string(), format!("{}.", cited(input, chosen))),
        ("Matrix".to_string(), "A verdict for each rule and district. A rule leads to its words on the sheet Evidence, and a line there to the clause on the site.".to_string()),
        ("○".to_string(), "suggested by a program, no person has checked it; often wrong, so read the words".to_string()),
        ("●".to_string(), "read by a person".to_string()),
        ("!".to_string(), "the text has changed since a person read it; read it again".to_string()),
    ];
    if let Some(date) = chosen.as_of {
        let words = format!(
            "{}, by the days that the texts print; where the text of that day is not here, the cell says so",
            date.long()
        );
        lines.insert(1, ("As of".to_string(), words));
    }
    let scale = scale().into_iter();
    lines.extend(scale.filter_map(|one| one.meaning()));
    for (at, (name, words)) in (2..).zip(&lines) {
        write(sheet, at, 0, name, &looks.side)?;
        write(sheet, at, 1, words, &looks.text)?;
        fit(sheet, at, [(words.as_str(), 90.0)].into_iter())?;
    }
    Ok(())
}
