//! How cells of the workbook look: a verdict has its word and then a pale colour, so that it reads
//! on any printer.

use crate::rule::{Cell, Stance, State};
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatPattern, FormatUnderline, Worksheet, XlsxError,
};

/// A cell of a workbook takes this many characters.
const CELL: usize = 32_000;

/// The formats of a workbook.
pub struct Looks {
    /// The head of a column.
    pub head: Format,
    /// The head of a row.
    pub side: Format,
    /// The head of a row that is a link.
    pub side_link: Format,
    /// Text.
    pub text: Format,
    /// A link.
    pub link: Format,
    /// The title of a sheet of text.
    pub title: Format,
}

impl Looks {
    /// The formats.
    pub fn new() -> Looks {
        let line = Color::RGB(0xDCD9D2);
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_name("Calibri")
            .set_font_size(10)
            .set_border(FormatBorder::Thin)
            .set_border_color(line);
        let head = text
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0xF1EFEA));
        Looks {
            side_link: head.clone().set_font_color(Color::RGB(0x1F4E79)),
            side: head.clone(),
            head: head.set_align(FormatAlign::VerticalCenter),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x1F4E79))
                .set_underline(FormatUnderline::Single),
            title: Format::new().set_bold().set_font_size(14),
            text,
        }
    }

    /// The format of a verdict.
    pub fn verdict(&self, cell: &Cell) -> Format {
        let ground = match (cell.stance(), cell.state) {
            (Some(stance), _) => of_stance(stance),
            (None, State::NeedsRereading) => Some(0xFBF3DF),
            (None, _) => None,
        };
        match ground {
            Some(ground) => self
                .text
                .clone()
                .set_pattern(FormatPattern::Solid)
                .set_background_color(Color::RGB(ground)),
            None => self.text.clone(),
        }
    }
}

fn of_stance(stance: Stance) -> Option<u32> {
    match stance {
        Stance::Prohibited => Some(0xF0BFB2),
        Stance::Discouraged => Some(0xFAE3CF),
        Stance::Conditional => Some(0xF8EEC3),
        Stance::Permitted => Some(0xE6EBF0),
        Stance::Encouraged => Some(0xD3E5F4),
        Stance::Required => Some(0xB5CEEA),
        Stance::Stated => Some(0xCBE3DE),
        Stance::Silent => None,
    }
}

/// A number of a row or column, from 0.
pub fn nth<T: TryFrom<usize>>(n: usize) -> Result<T, XlsxError> {
    T::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Writes a text, and never a formula.
pub fn write(
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

/// Writes the head of a table, which stays in sight and on every sheet of paper, and sets it up for
/// printing: landscape, as wide as the paper.
pub fn heads(sheet: &mut Worksheet, heads: &[(&str, f64)], looks: &Looks) -> Result<(), XlsxError> {
    for (column, (head, width)) in heads.iter().enumerate() {
        write(sheet, 0, column, head, &looks.head)?;
        sheet.set_column_width(nth(column)?, *width)?;
    }
    fit(sheet, 0, heads.iter().copied())?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_repeat_rows(0, 0)?;
    sheet
        .set_paper_size(1)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.2, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Height of a line of text, in points.
const LINE: f64 = 13.5;

/// A row is no higher than this many lines; a workbook takes 409 points.
const LINES: usize = 28;

/// Makes a row as high as its texts need in columns of these widths. Programs that open the
/// workbook do not all do so themselves.
pub fn fit<'a>(
    sheet: &mut Worksheet,
    row: usize,
    texts: impl Iterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    let lines = texts.map(|(text, width)| lines(text, width)).max();
    let lines = lines.unwrap_or(1).clamp(1, LINES);
    sheet.set_row_height(nth(row)?, lines as f64 * LINE + 3.0)?;
    Ok(())
}

/// How many lines a text takes in a column that is so many figures wide: words are not broken.
fn lines(text: &str, width: f64) -> usize {
    let wide = (width * 1.18).max(4.0) as usize;
    let of_line = |line: &str| {
        let (mut lines, mut at) = (1, 0);
        for word in line.split(' ') {
            let long = word.chars().count();
            if at > 0 && at + 1 + long > wide {
                (lines, at) = (lines + 1, 0);
            }
            at += long + usize::from(at > 0);
            lines += at.saturating_sub(1) / wide;
            at -= (at.saturating_sub(1) / wide) * wide;
        }
        lines
    };
    text.split('\n').map(of_line).sum()
}

/// What stands at the foot of every sheet of paper.
pub fn foot(sheet: &mut Worksheet, citation: &str) {
    // A footer takes 255 characters, and has marks of its own.
    let words: String = citation.replace('&', "&&").chars().take(200).collect();
    sheet.set_footer(format!("&L&8{words}&R&8&P / &N"));
}
