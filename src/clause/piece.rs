//! Lines as pieces: what may become one clause each.
//!
//! Decides which lines belong together. Whether an enumerator is one is left to the outline.

use super::heading::{Look, headings, is_body};
use super::inline::{Break, Run, plain, split, text_of, trim};
use super::inline_list::split_inline;
use super::line::{Lead, Line, LineKind, Looks, heading_look};
use super::marker::{Marker, Series, Style, read_marker};
use super::outline::{Item, Role};
use crate::text::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a piece is.
#[derive(Debug, Clone)]
pub enum PieceKind {
    /// A line of the policy's own title.
    Title,
    /// A heading without an enumerator.
    Heading,
    /// Words, with or without an enumerator.
    Text,
    /// A row of a table.
    Row {
        /// Number of the table, from 0.
        table: usize,
        /// True for column heads.
        head: bool,
        /// The cells.
        cells: Vec<Vec<Run>>,
    },
    /// Sanitised HTML.
    Html(String),
}

/// What may become a clause.
#[derive(Debug, Clone)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its text without the enumerator.
    pub runs: Vec<Run>,
    /// The enumerator as shown; empty when there is none.
    pub printed: String,
    /// Offset of its first byte, enumerator included.
    pub start: usize,
    /// How it stands to the outline.
    pub item: Item,
    /// If its enumerator turns out to be words, it goes on the piece before it.
    pub glued: bool,
    /// Its enumerator as runs, for that case.
    pub lead: Vec<Run>,
    /// It was put together from two blocks that a blank line cut in the middle of a sentence;
    /// offset of the cut.
    pub mended: Option<usize>,
    /// Label of the footnote it belongs to.
    pub footnote: Option<Arc<str>>,
}

impl Piece {
    /// Number of the table that it is a row of.
    fn table(&self) -> Option<usize> {
        match self.kind {
            PieceKind::Row { table, .. } => Some(table),
            _ => None,
        }
    }
}

/// What is known of the policy before its text is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Its title, when the front matter says it.
    pub title: Option<&'a str>,
    /// Its code.
    pub code: Option<&'a str>,
}

/// Makes pieces of lines.
pub fn pieces(lines: Vec<Line>, known: Known<'_>) -> Vec<Piece> {
    let looks = headings(&lines, known);
    let width = wrap_width(&lines);
    let mut out: Vec<Piece> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|i| &lines[i])
            && let Some(piece) = out.last_mut()
            && goes_on(before, line, &looks[at - 1], &looks[at], width)
        {
            join(piece, before, line);
            continue;
        }
        let before = at.checked_sub(1).map(|i| &lines[i]);
        let mut piece = piece_of(line, looks[at], before, lines.get(at + 1));
        if out.last().and_then(Piece::table) == piece.table() && piece.table().is_some() {
            piece.item.role = Role::Same;
        }
        out.push(piece);
    }
    for piece in &mut out {
        piece.runs = trim(std::mem::take(&mut piece.runs));
        piece.item.leads_in = text_of(&piece.runs).trim_end().ends_with([':', '—']);
    }
    level_looks(&mut out);
    split_inline(out)
}

/// A numbered line that looks like a heading only because it lacks its full stop is an item when
/// the items before and after it in its list are.
fn level_looks(pieces: &mut [Piece]) {
    let kind = |p: &Piece| match &p.item.role {
        Role::Marker(marker) => kind_of(marker),
        _ => None,
    };
    // The last piece of each kind, and whether it is an item without doubt.
    let mut last: BTreeMap<(Series, Style), (usize, bool)> = BTreeMap::new();
    let mut items = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Some(kind) = kind(piece) else { continue };
        let looks = piece.item.section == Some(Looks::Short.rank());
        let plain = piece.item.section.is_none();
        if let Some((before, item)) = last.insert(kind, (at, plain))
            && at - before <= NEAR
        {
            if looks && item {
                items.push(at);
            }
            if plain && !item && pieces[before].item.section == Some(Looks::Short.rank()) {
                items.push(before);
            }
        }
    }
    for at in items {
        pieces[at].item.section = None;
    }
}

/// Pieces this far apart can be neighbours in a list.
const NEAR: usize = 4;

/// The width at which the text is wrapped, in characters; none when its lines are paragraphs.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let inner = lines
        .windows(2)
        .filter(|w| !w[1].first && matches!(w[1].kind, LineKind::Text))
        .map(|w| w[0].text.chars().count());
    let longest = inner.max().unwrap_or(0);
    (longest <= 160).then_some(longest)
}

/// Whether `line` is part of the same clause as the line before it.
fn goes_on(before: &Line, line: &Line, above: &Look, here: &Look, width: Option<usize>) -> bool {
    if !line.is_plain() || *here != Look::Other || *above != Look::Other {
        return false;
    }
    if before.is_bare_marker() {
        return heading_look(&line.text, line.is_bold()).is_some() || !line.first;
    }
    if !matches!(before.kind, LineKind::Text) || line.foot {
        return false;
    }
    if line.first {
        return is_cut_sentence(before, line);
    }
    if before.foot && line.begins_anew() && before.text.chars().count() < 60 {
        return false;
    }
    if is_numbered_title(before) && line.begins_anew() && is_body(line) {
        return false;
    }
    !(before.is_finished() && line.begins_anew() && ends_early(before, line, width))
}

/// A numbered line that is a title by itself: capitals, bold, or a few capitalised words.
fn is_numbered_title(line: &Line) -> bool {
    let words = line.words();
    let titled = || {
        let mut long = words.split_whitespace().filter(|w| w.len() > 3).peekable();
        long.peek().is_some() && long.all(|w| w.starts_with(char::is_uppercase))
    };
    match heading_look(words, line.is_bold()) {
        _ if !matches!(line.lead, Lead::Marker(_)) => false,
        Some(Looks::Capitals | Looks::Bold) => true,
        Some(Looks::Short) => words.len() < 60 && titled(),
        None => false,
    }
}

/// A blank line stands in the middle of a sentence, as copying from a PDF leaves it.
fn is_cut_sentence(before: &Line, line: &Line) -> bool {
    let long = before.text.chars().count() >= 40;
    let open = !before.is_finished() && long && line.list_depth == before.list_depth;
    open && (before.ends_hard || !line.begins_anew())
}

/// The first word of the line would have fitted on the line before it.
fn ends_early(before: &Line, line: &Line, width: Option<usize>) -> bool {
    let Some(width) = width else { return true };
    let word = words(&line.text).next().map_or(0, |w| w.chars().count());
    before.text.trim_end().chars().count() + 1 + word <= width
}

fn join(piece: &mut Piece, before: &Line, line: &Line) {
    let at = line.runs.first().map_or(line.start, |r| r.source.start);
    let mut cut = plain("\n", at..at);
    let hard = before.ends_hard && before.text.chars().count() < 60;
    cut.line_break = Some(if hard { Break::Hard } else { Break::Soft });
    if line.first {
        piece.mended.get_or_insert(line.start);
    }
    piece.runs = trim(std::mem::take(&mut piece.runs));
    piece.runs.push(cut);
    piece.runs.extend(trim(line.runs.clone()));
}

fn piece_of(line: &Line, look: Look, before: Option<&Line>, next: Option<&Line>) -> Piece {
    let (lead, runs) = lead_and_words(line);
    let dangling = before.is_some_and(|before| is_dangling(before, line));
    let section = section_rank(line, next);
    if look == Look::Title {
        return title_piece(line);
    }
    let role = match (&line.lead, look) {
        (_, Look::Heading(rank)) => Role::Heading { rank },
        (Lead::Marker(marker), _) => Role::Marker(marker.clone()),
        (Lead::Bullet(glyph), _) => Role::Bullet(*glyph),
        _ => text_role(&line.text, line.foot),
    };
    let kind = match (&line.kind, look) {
        (_, Look::Heading(_)) => PieceKind::Heading,
        (LineKind::Row { table, head, cells }, _) => PieceKind::Row {
            table: *table,
            head: *head,
            cells: cells.clone(),
        },
        (LineKind::Html(html), _) => PieceKind::Html(html.clone()),
        _ => PieceKind::Text,
    };
    Piece {
        kind,
        runs,
        printed: line.printed.clone(),
        start: line.start,
        item: Item {
            role,
            indent: Some(line.indent),
            list_depth: line.list_depth,
            skip: skip_cost(line, dangling),
            section,
            leads_in: false,
        },
        glued: !line.first || dangling,
        lead,
        mended: None,
        footnote: line.footnote.clone(),
    }
}

pub(super) fn text_role(text: &str, foot: bool) -> Role {
    Role::Text {
        continues: text.trim_start().starts_with(char::is_lowercase),
        foot,
    }
}

/// A line of the policy's own title; its number, if it has one, is part of its words.
fn title_piece(line: &Line) -> Piece {
    Piece {
        kind: PieceKind::Title,
        runs: line.runs.clone(),
        printed: String::new(),
        start: line.start,
        item: Item {
            role: text_role(&line.text, true),
            indent: Some(line.indent),
            list_depth: line.list_depth,
            skip: None,
            section: None,
            leads_in: false,
        },
        glued: false,
        lead: Vec::new(),
        mended: None,
        footnote: None,
    }
}

/// The enumerator and the words of a line. A Markdown list mark is no run of the text, but it is
/// one when it turns out to be words.
fn lead_and_words(line: &Line) -> (Vec<Run>, Vec<Run>) {
    if line.lead_len > 0 || !matches!(line.lead, Lead::Marker(_)) {
        return split(line.runs.clone(), line.lead_len);
    }
    let mark = format!("{} ", line.printed);
    (
        vec![plain(&mark, line.start..line.start)],
        line.runs.clone(),
    )
}

/// The line before it breaks off in the middle of a sentence that this one may go on.
fn is_dangling(before: &Line, line: &Line) -> bool {
    let long = before.text.chars().count() >= 40;
    let prose = before.lead == Lead::Words || long || !before.begins_anew();
    let late = |m: &Marker| m.parts[0].readings.iter().all(|r| r.ordinal > 1);
    let odd = matches!(&line.lead, Lead::Marker(m) if late(m) || !line.begins_anew());
    let open = matches!(before.kind, LineKind::Text) && !before.is_finished();
    !line.after_blank && open && prose && odd
}

/// What it costs to read the enumerator of a line as words; none where Markdown says it is one.
fn skip_cost(line: &Line, dangling: bool) -> Option<f32> {
    let Lead::Marker(marker) = &line.lead else {
        return None;
    };
    if dangling {
        return Some(if line.begins_anew() { 1.2 } else { 0.4 });
    }
    if line.lead_len == 0 || matches!(line.kind, LineKind::Heading(_)) {
        return None;
    }
    let part = &marker.parts[0];
    // `(a) and (b) do not bind`: a sentence about items.
    let mut words = line.words().split_whitespace();
    let first = words.next().unwrap_or("");
    let mut another = || words.next().is_some_and(|w| read_marker(w).is_some());
    let cited =
        !line.first && part.style == Style::Brackets && matches!(first, "of" | "or" | "and");
    if cited || matches!(first, "and" | "or") && another() {
        return Some(0.0);
    }
    let numbered = marker
        .parts
        .iter()
        .any(|p| p.readings[0].series == Series::Number || p.readings[0].series == Series::Decimal);
    let lowercase = line.words().starts_with(char::is_lowercase);
    let capital = matches!(part.readings[0].series, Series::Upper | Series::UpperRoman);
    Some(match part.style {
        Style::Slip => 0.4,
        Style::Bare if part.readings[0].series == Series::Decimal => 2.4,
        Style::Bare => 1.6,
        Style::Dot if capital && lowercase => 2.0,
        _ if marker.parts.len() > 1 && !numbered => 1.0,
        _ if marker.parts.len() > 1 => 3.0,
        _ if !line.first => 3.0,
        _ => 4.0,
    })
}

/// The rank of a numbered line that is a heading: Markdown's, or how its words look when body
/// text follows.
fn section_rank(line: &Line, next: Option<&Line>) -> Option<u8> {
    let Lead::Marker(marker) = &line.lead else {
        return None;
    };
    if let LineKind::Heading(level) = line.kind {
        return Some(level);
    }
    let bold = line.is_bold();
    let next = next?;
    if line.is_bare_marker() {
        // `ARTICLE I`, and its name on the next line.
        let named = next.is_plain() && heading_look(&next.text, next.is_bold()).is_some();
        return named.then(|| Looks::Capitals.rank());
    }
    let look = heading_look(line.words(), bold)?;
    let sibling = match &next.lead {
        Lead::Marker(other) => kind_of(other) == kind_of(marker),
        _ => false,
    };
    let stands_over = is_body(next) || heading_look(&next.text, next.is_bold()).is_some();
    // A short line that says something ("Meals are paid by the district") is an item.
    let verb = |w: &str| matches!(w, "is" | "are" | "was" | "were" | "has" | "have");
    if look == Looks::Short
        && line.words().split_whitespace().any(verb)
        && !line.words().starts_with("Wh")
    {
        return None;
    }
    let apart = next.first || bold || is_numbered_title(line);
    (!sibling && stands_over && apart).then(|| look.rank())
}

fn kind_of(marker: &Marker) -> Option<(Series, Style)> {
    let part = marker.parts.last()?;
    Some((part.readings[0].series, part.style))
}
