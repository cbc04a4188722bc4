//! Lines as pieces: what may become one clause each.
//!
//! Decides which lines belong together, which are headings that nobody marked, and where a
//! paragraph holds enumerators in its middle. Whether an enumerator is one is left to the outline.

use super::inline::{Break, Run, plain, source_offset, split, text_of, trim};
use super::line::{Lead, Line, LineKind, Looks, heading_look, is_foot};
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
        let mut piece = piece_of(line, looks[at], lines.get(at + 1));
        if out.last().and_then(Piece::table) == piece.table() && piece.table().is_some() {
            piece.item.role = Role::Same;
        }
        out.push(piece);
    }
    for piece in &mut out {
        piece.runs = trim(std::mem::take(&mut piece.runs));
        piece.item.leads_in = text_of(&piece.runs).trim_end().ends_with([':', '—']);
    }
    split_inline(out)
}

/// What a line is, once its neighbours are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Title,
    Heading(u8),
    Other,
}

fn headings(lines: &[Line], known: Known<'_>) -> Vec<Look> {
    let mut looks: Vec<Look> = (0..lines.len()).map(|at| look(lines, at, known)).collect();
    title_block(lines, known, &mut looks);
    looks
}

fn look(lines: &[Line], at: usize, known: Known<'_>) -> Look {
    let line = &lines[at];
    match line.kind {
        LineKind::Heading(level) if line.lead == Lead::Words => {
            let first = at == 0 && level == 1;
            let only = || {
                let is_top = |l: &&Line| matches!(l.kind, LineKind::Heading(1));
                lines.iter().filter(is_top).count() == 1
            };
            let named = known.title.is_some_and(|t| same_words(t, &line.text));
            return if first && (named || only()) {
                Look::Title
            } else {
                Look::Heading(level)
            };
        }
        LineKind::Text => {}
        _ => return Look::Other,
    }
    if line.lead != Lead::Words || line.list_depth > 0 || line.has_footnote() {
        return Look::Other;
    }
    let Some(looks) = heading_look(&line.text, line.is_bold()) else {
        return Look::Other;
    };
    let free = at == 0 || opens_after(&lines[at - 1], line);
    let followed = lines.get(at + 1).is_some_and(|next| {
        is_body(next) || {
            // A heading may stand over one more heading.
            let below = lines.get(at + 2).is_some_and(is_body);
            heading_look(&next.text, next.is_bold()).is_some() && next.lead == Lead::Words && below
        }
    });
    let introduced = at > 0 && {
        let before = lines[at - 1].text.trim_end();
        let over_list = lines
            .get(at + 1)
            .is_some_and(|next| next.lead != Lead::Words);
        before.ends_with(':') && !is_foot(before) && looks == Looks::Short && !over_list
    };
    let listed = looks == Looks::Short && at > 0 && is_run_of_short_lines(lines, at);
    if free && followed && !introduced && !listed {
        Look::Heading(looks.rank())
    } else {
        Look::Other
    }
}

/// True when the line before is over: blank line between, or its sentence has ended.
fn opens_after(before: &Line, line: &Line) -> bool {
    let short = heading_look(&before.text, before.is_bold()).is_some();
    (line.first && (before.is_finished() || short || !matches!(before.kind, LineKind::Text)))
        || (!line.first && (before.is_finished() || short))
        || is_foot(&before.text)
}

/// Three short lines in a row are a list without bullets, not headings.
fn is_run_of_short_lines(lines: &[Line], at: usize) -> bool {
    let short = |i: usize| {
        lines.get(i).is_some_and(|l| {
            l.is_plain() && heading_look(&l.text, l.is_bold()) == Some(Looks::Short)
        })
    };
    at >= 2 && short(at - 1) && short(at - 2)
}

/// A line that can stand under a heading.
fn is_body(line: &Line) -> bool {
    match &line.kind {
        LineKind::Row { .. } | LineKind::Html(_) => true,
        LineKind::Heading(_) => false,
        LineKind::Text => {
            line.lead != Lead::Words
                || (line.begins_anew() && (line.is_finished() || words(&line.text).count() > 9))
        }
    }
}

/// The lines before the first body text are the policy's title, unless a line of dates or codes
/// stands between them or the line is the name of a section.
fn title_block(lines: &[Line], known: Known<'_>, looks: &mut [Look]) {
    const SECTIONS: [&str; 12] = [
        "definitions",
        "purpose",
        "scope",
        "introduction",
        "overview",
        "general",
        "statement of philosophy",
        "philosophy",
        "background",
        "applicability",
        "rationale",
        "policy statement",
    ];
    const KINDS: [&str; 7] = [
        "policy",
        "board policy",
        "regulation",
        "administrative regulation",
        "exhibit",
        "bylaw",
        "procedure",
    ];
    let mut meta = false;
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line.kind, LineKind::Text) || line.lead == Lead::Bullet('•') {
            break;
        }
        if is_foot(&line.text) {
            meta = true;
            continue;
        }
        let short = heading_look(&line.text, line.is_bold());
        if line.lead != Lead::Words || short.is_none() {
            break;
        }
        let name = line.text.trim().trim_end_matches(':').to_lowercase();
        let kind = KINDS.contains(&name.as_str());
        let own = |known: Option<&str>| known.is_some_and(|k| related(k, &line.text));
        let is_title = match known.title {
            Some(_) => kind || own(known.title) || own(known.code),
            None => kind || !meta && !SECTIONS.contains(&name.as_str()),
        };
        if is_title {
            // What stands above a line of the title belongs to it.
            for look in looks[..=at]
                .iter_mut()
                .filter(|l| matches!(l, Look::Heading(r) if *r > 6))
            {
                *look = Look::Title;
            }
            looks[at] = Look::Title;
        }
    }
}

fn plain_words(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn same_words(a: &str, b: &str) -> bool {
    plain_words(a) == plain_words(b)
}

fn related(known: &str, line: &str) -> bool {
    let (known, line) = (plain_words(known), plain_words(line));
    !known.is_empty() && !line.is_empty() && (line.contains(&known) || known.contains(&line))
}

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
    if !matches!(before.kind, LineKind::Text) || is_foot(&line.text) {
        return false;
    }
    if line.first {
        return is_cut_sentence(before, line);
    }
    if is_foot(&before.text) && line.begins_anew() && before.text.chars().count() < 60 {
        return false;
    }
    !(before.is_finished() && line.begins_anew() && ends_early(before, line, width))
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

fn piece_of(line: &Line, look: Look, next: Option<&Line>) -> Piece {
    let (lead, runs) = split(line.runs.clone(), line.lead_len);
    let section = section_rank(line, next);
    let role = match (&line.lead, look) {
        (_, Look::Heading(rank)) => Role::Heading { rank },
        (Lead::Marker(marker), _) => Role::Marker(marker.clone()),
        (Lead::Bullet(glyph), _) => Role::Bullet(*glyph),
        _ => text_role(&line.text, look == Look::Title),
    };
    let kind = match (&line.kind, look) {
        (_, Look::Title) => PieceKind::Title,
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
            skip: skip_cost(line),
            section,
            leads_in: false,
        },
        glued: !line.first,
        lead,
        mended: None,
        footnote: line.footnote.clone(),
    }
}

fn text_role(text: &str, title: bool) -> Role {
    Role::Text {
        continues: text.trim_start().starts_with(char::is_lowercase),
        foot: title || is_foot(text),
    }
}

/// What it costs to read the enumerator of a line as words; none where Markdown says it is one.
fn skip_cost(line: &Line) -> Option<f32> {
    let Lead::Marker(marker) = &line.lead else {
        return None;
    };
    if line.lead_len == 0 || matches!(line.kind, LineKind::Heading(_)) {
        return None;
    }
    let part = &marker.parts[0];
    // `(a) and (b) do not bind`: a sentence about items.
    let mut words = line.words().split_whitespace();
    if matches!(words.next(), Some("and" | "or"))
        && words.next().is_some_and(|w| read_marker(w).is_some())
    {
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
    let look = heading_look(line.words(), bold)?;
    let next = next?;
    let sibling = match &next.lead {
        Lead::Marker(other) => kind_of(other) == kind_of(marker),
        _ => false,
    };
    let stands_over = is_body(next) || heading_look(&next.text, next.is_bold()).is_some();
    (!sibling && stands_over && next.first || bold && !sibling).then(|| look.rank())
}

fn kind_of(marker: &Marker) -> Option<(Series, Style)> {
    let part = marker.parts.last()?;
    Some((part.readings[0].series, part.style))
}

/// An enumerator in the middle of a paragraph, or at the start of a piece.
struct Spot {
    piece: usize,
    /// Byte of the piece's text where it begins; none for the start of a piece.
    at: Option<usize>,
    marker: Marker,
    /// Nothing before it ends a sentence or an item: it can only go on a sequence.
    weak: bool,
}

/// Cuts pieces at enumerators in their middle, where those make a sequence: a first one and a
/// second, in one punctuation.
fn split_inline(pieces: Vec<Piece>) -> Vec<Piece> {
    let texts: Vec<String> = pieces.iter().map(|p| text_of(&p.runs)).collect();
    let mut spots: Vec<Spot> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let Role::Marker(marker) = &piece.item.role {
            spots.push(Spot {
                piece: at,
                at: None,
                marker: marker.clone(),
                weak: false,
            });
        }
        if matches!(piece.kind, PieceKind::Text) {
            inline_spots(at, &texts[at], &mut spots);
        }
    }
    let wanted = supported(&spots);
    let mut cuts: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    for (spot, wanted) in spots.into_iter().zip(wanted) {
        if wanted && spot.at.is_some() {
            cuts.entry(spot.piece).or_default().push(spot);
        }
    }
    let mut out = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        match cuts.remove(&at) {
            Some(spots) => cut_piece(piece, &spots, &mut out),
            None => out.push(piece),
        }
    }
    out
}

/// Places in a text where an enumerator could begin.
fn inline_spots(piece: usize, text: &str, spots: &mut Vec<Spot>) {
    let mut from = 0;
    for (at, space) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        let begin = at + space.len_utf8();
        let word_end = text[begin..]
            .find(char::is_whitespace)
            .map_or(text.len(), |n| begin + n);
        let word = &text[begin..word_end];
        if begin < from || word.len() > 6 || !word.ends_with([')', '.']) {
            continue;
        }
        let Some(marker) = read_marker(word).filter(|m| m.printed == word) else {
            continue;
        };
        let after = text[word_end..].trim_start();
        if marker.parts.len() == 1
            && after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '$'))
            && matches!(
                marker.parts[0].style,
                Style::Dot | Style::Bracket | Style::Brackets
            )
            && read_marker(after.split_whitespace().next().unwrap_or("")).is_none()
        {
            let weak = !may_precede(&text[..at], marker.parts[0].style);
            spots.push(Spot {
                piece,
                at: Some(begin),
                marker,
                weak,
            });
            from = word_end;
        }
    }
}

/// Whether an enumerator can follow these words: they end a sentence or an item.
fn may_precede(before: &str, style: Style) -> bool {
    let before = before.trim_end();
    let (rest, last) = before
        .rsplit_once(char::is_whitespace)
        .unwrap_or(("", before));
    let joins = matches!(last, "and" | "or" | "and/or");
    let edge = if joins { rest.trim_end() } else { before };
    match style {
        Style::Dot => {
            (edge.ends_with([':', ';', '.', '?']) && last != "No.")
                || heading_tail(before).is_some()
        }
        Style::Bracket | Style::Brackets => {
            edge.ends_with([':', ';', ',', '.', '—', '–']) || is_verbal(last) || joins
        }
        _ => false,
    }
}

/// Words after which a list may begin without a colon ("the request shall (1) …").
fn is_verbal(word: &str) -> bool {
    matches!(
        word,
        "shall"
            | "must"
            | "will"
            | "should"
            | "may"
            | "to"
            | "by"
            | "if"
            | "that"
            | "who"
            | "when"
            | "not"
            | "either"
    )
}

/// Which spots are members of a sequence: the second after the first, the third after the second.
fn supported(spots: &[Spot]) -> Vec<bool> {
    let mut wanted = vec![false; spots.len()];
    // The last spot of each punctuation and series, with its ordinal and whether it counts.
    let mut last: BTreeMap<(Series, Style), (usize, u32)> = BTreeMap::new();
    for (here, spot) in spots.iter().enumerate() {
        let part = &spot.marker.parts[0];
        for reading in &part.readings {
            let key = (reading.series, part.style);
            let mut follows = false;
            if let Some((before, ordinal)) = last.get(&key).copied() {
                let near = spot.piece - spots[before].piece <= 3;
                let inside = spots[before].at.is_some() && spot.piece == spots[before].piece;
                follows = reading.ordinal == ordinal + 1
                    && near
                    && (inside || !spot.weak)
                    && (ordinal == 1 || wanted[before] || spots[before].at.is_none());
                wanted[before] |= follows;
                wanted[here] |= follows;
            }
            if follows || !spot.weak {
                last.insert(key, (here, reading.ordinal));
            }
        }
    }
    wanted
}

fn cut_piece(piece: Piece, spots: &[Spot], out: &mut Vec<Piece>) {
    let text = text_of(&piece.runs);
    let one_sentence = is_one_sentence(&text, spots);
    let mut rest = piece.runs.clone();
    let mut done = 0;
    let mut parts: Vec<Piece> = Vec::new();
    for (number, spot) in spots.iter().enumerate() {
        let at = spot.at.unwrap_or(0);
        let start = source_offset(&rest, at - done).unwrap_or(piece.start);
        let (head, tail) = split(rest, at - done);
        let open = if number == 0 {
            Some(piece.clone())
        } else {
            parts.pop()
        };
        parts.extend(open.map(|open| with_head(open, head)).into_iter().flatten());
        let printed = spot.marker.printed.len();
        let (lead, body) = split(tail, printed);
        done = at + printed;
        rest = body;
        parts.push(inline_piece(&piece, spot, start, lead));
    }
    if let Some(open) = parts.last_mut() {
        let (body, after) = end_of_sentence(rest, one_sentence);
        open.runs = trim(body);
        parts.extend(after.map(|(runs, start)| text_piece(&piece, runs, start)));
    }
    out.extend(parts);
}

/// A piece that ends before an enumerator: its words, and perhaps a heading nobody set apart.
fn with_head(mut piece: Piece, head: Vec<Run>) -> Vec<Piece> {
    let text = text_of(&head);
    let Some(cut) = heading_tail(&text) else {
        piece.runs = trim(head);
        piece.item.leads_in = text.trim_end().ends_with([':', '—']);
        return vec![piece];
    };
    let start = source_offset(&head, cut).unwrap_or(piece.start);
    let (words, heading) = split(head, cut);
    let mut own = text_piece(&piece, heading, start);
    own.kind = PieceKind::Heading;
    own.item.role = Role::Heading {
        rank: Looks::Short.rank(),
    };
    piece.runs = trim(words);
    piece.item.leads_in = false;
    vec![piece, own]
}

/// Where a run of capitalised words without an end begins after the last sentence of a text.
fn heading_tail(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let cut = text.rfind(". ")? + 2;
    let tail = &text[cut..];
    let small = [
        "of", "and", "the", "for", "to", "in", "on", "or", "a", "with",
    ];
    let titled = |w: &str| w.starts_with(char::is_uppercase) || small.contains(&w);
    let count = tail.split_whitespace().count();
    let plain = !tail.ends_with(|c: char| !c.is_alphanumeric());
    (plain && (1..=6).contains(&count) && tail.split_whitespace().all(titled)).then_some(cut)
}

/// The items are parts of one sentence: all but the last end with a comma or semicolon.
fn is_one_sentence(text: &str, spots: &[Spot]) -> bool {
    spots.iter().skip(1).all(|spot| {
        let before = text[..spot.at.unwrap_or(0)].trim_end();
        let before = ["and/or", "and", "or"]
            .iter()
            .find_map(|w| before.strip_suffix(w))
            .unwrap_or(before);
        before.trim_end().ends_with([',', ';'])
    }) && spots.len() > 1
}

/// Cuts the last item of a one-sentence list where its sentence ends.
fn end_of_sentence(runs: Vec<Run>, one_sentence: bool) -> (Vec<Run>, Option<(Vec<Run>, usize)>) {
    let text = text_of(&runs);
    let end = text.match_indices(". ").map(|(i, _)| i + 2).find(|i| {
        text[*i..]
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || c == '“')
    });
    match end.filter(|_| one_sentence) {
        None => (runs, None),
        Some(end) => {
            let start = source_offset(&runs, end);
            let (body, after) = split(runs, end);
            let after = start.map(|start| (trim(after), start));
            (body, after)
        }
    }
}

fn inline_piece(piece: &Piece, spot: &Spot, start: usize, lead: Vec<Run>) -> Piece {
    let mut own = text_piece(piece, Vec::new(), start);
    own.printed = spot.marker.printed.clone();
    own.lead = lead;
    own.glued = true;
    own.item.role = Role::Marker(spot.marker.clone());
    own.item.skip = Some(2.0);
    own
}

fn text_piece(piece: &Piece, runs: Vec<Run>, start: usize) -> Piece {
    Piece {
        kind: PieceKind::Text,
        item: Item {
            role: text_role("", false),
            indent: None,
            list_depth: piece.item.list_depth,
            skip: None,
            section: None,
            leads_in: false,
        },
        runs: trim(runs),
        printed: String::new(),
        start,
        glued: false,
        lead: Vec::new(),
        mended: None,
        footnote: piece.footnote.clone(),
    }
}
