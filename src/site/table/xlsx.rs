//! A workbook: the verdicts, the words that prove them with links to their clauses, what changed,
//! the rules, how to read it.

mod looks;
mod sheets;

use super::{Input, Selection};
use looks::Looks;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// The workbook as bytes.
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
    for sheet in sheets::ALL {
        sheet(book.add_worksheet(), input, chosen, &looks)?;
    }
    book.save_to_buffer()
}
