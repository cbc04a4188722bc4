use super::{Input, Selection, pieces, reader, rows};
use crate::site::verdict::{mark, mark_words, word};
use crate::source::Project;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

/// A cell of a workbook takes this many characters.
const CELL: usize = 32_000;

/// A workbook: the verdicts, the words that prove them with links to their clauses, the rules.
///
/// # Errors
/// When there are more rows or columns than a workbook has.
pub fn xlsx(input: &Input<'_>, chosen: &Selection) -> Result<Vec<u8>, String> {
    workbook(input, chosen).map_err(|error| format!("the workbook cannot be made: {error}"))
}

fn workbook(input: &Input<'_>, chosen: &Selection) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same policies make the same bytes, whatever the day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{}: the matrix", input.project.config.title());
    let properties = DocProperties::new()
        .set_title(&title)
        .set_creation_datetime(&day);
    book.set_properties(&properties);
    let looks = Looks::new();
    verdicts(book.add_worksheet(), input, chosen, &looks)?;
    evidence(book.add_worksheet(), input, chosen, &looks)?;
    rules(book.add_worksheet(), input, chosen, &looks)?;
    book.save_to_buffer()
}

struct Looks {
    head: Format,
    text: Format,
}

impl Looks {
    fn new() -> Looks {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Looks {
            head: text
                .clone()
                .set_bold()
                .set_border_bottom(FormatBorder::Thin),
            text,
        }
    }
}

/// A number of a row or column, from 0.
fn nth<T: TryFrom<usize>>(n: usize) -> Result<T, XlsxError> {
    T::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

fn write(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let short: String = text.chars().take(CELL).collect();
    sheet.write_string_with_format(nth(row)?, nth(column)?, short, look)?;
    Ok(())
}

fn heads(sheet: &mut Worksheet, heads: &[(&str, f64)], looks: &Looks) -> Result<(), XlsxError> {
    for (column, (head, width)) in heads.iter().enumerate() {
        write(sheet, 0, column, head, &looks.head)?;
        sheet.set_column_width(nth(column)?, *width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn verdicts(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Matrix")?;
    let districts = chosen.districts.iter();
    let names = districts.map(|d| (input.library.districts[*d].name.as_str(), 22.0));
    let columns: Vec<(&str, f64)> = std::iter::once(("Rule", 28.0)).chain(names).collect();
    heads(sheet, &columns, looks)?;
    let matrix = &input.layers.matrix;
    for (row, rule) in chosen.rules.iter().enumerate() {
        write(
            sheet,
            row + 1,
            0,
            &matrix.rules.rules[*rule].title,
            &looks.head,
        )?;
        for (column, district) in chosen.districts.iter().enumerate() {
            let cell = matrix.cell(*district, *rule);
            let shown = format!("{} {}", word(cell), mark(cell.state));
            write(sheet, row + 1, column + 1, &shown, &looks.text)?;
        }
    }
    let below = chosen.rules.len() + 2;
    let legend = "○ suggested by a program, ● reviewed by a person, ! needs re-reading. The words are on the next sheet.";
    sheet.write_string(nth(below)?, 0, legend)?;
    Ok(())
}

fn evidence(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Evidence")?;
    let columns = [
        ("District", 24.0),
        ("Rule", 24.0),
        ("Stance", 14.0),
        ("State", 20.0),
        ("Citation", 22.0),
        ("Words", 70.0),
        ("Group, channel", 18.0),
        ("Conditions", 26.0),
        ("Exceptions", 26.0),
        ("Read by", 14.0),
        ("Note", 30.0),
    ];
    heads(sheet, &columns, looks)?;
    let mut at = 1;
    for row in rows(input, chosen) {
        let (cell, coding) = (row.cell, row.cell.coding());
        let pieces = pieces(input, coding);
        let group: Vec<&str> = coding
            .actor
            .iter()
            .chain(&coding.channel)
            .map(String::as_str)
            .collect();
        let read = reader(coding).map_or(String::new(), |(by, on)| format!("{by}, {on}"));
        let note = match (
            &coding.note,
            coding.searched.is_empty() || !pieces.is_empty(),
        ) {
            (Some(note), _) => note.clone(),
            (None, true) => String::new(),
            (None, false) => format!("searched: {}", coding.searched.join(", ")),
        };
        // A row for each piece of evidence, and one where there is none.
        for n in 0..pieces.len().max(1) {
            let texts: [(usize, &str); 9] = [
                (0, &row.district.name),
                (1, &row.rule.title),
                (2, &word(cell)),
                (3, mark_words(cell.state)),
                (6, &group.join(", ")),
                (7, &coding.conditions.join("; ")),
                (8, &coding.exceptions.join("; ")),
                (9, &read),
                (10, &note),
            ];
            for (column, text) in texts {
                write(sheet, at, column, text, &looks.text)?;
            }
            if let Some(piece) = pieces.get(n) {
                write(sheet, at, 5, piece.quote, &looks.text)?;
                let url = Url::new(address(input.project, &piece.url)).set_text(&piece.citation);
                sheet.write_url(nth(at)?, 4, url)?;
            }
            at += 1;
        }
    }
    sheet.autofilter(0, 0, nth(at.saturating_sub(1))?, 10)?;
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

fn rules(
    sheet: &mut Worksheet,
    input: &Input<'_>,
    chosen: &Selection,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Rules")?;
    let columns = [
        ("Rule", 24.0),
        ("Question", 40.0),
        ("What counts", 70.0),
        ("What does not", 70.0),
    ];
    heads(sheet, &columns, looks)?;
    for (row, rule) in chosen.rules.iter().enumerate() {
        let rule = &input.layers.matrix.rules.rules[*rule];
        let texts = [
            &rule.title,
            &rule.question,
            &rule.counts.join("\n"),
            &rule.does_not_count.join("\n"),
        ];
        for (column, text) in texts.into_iter().enumerate() {
            write(sheet, row + 1, column, text, &looks.text)?;
        }
    }
    Ok(())
}
