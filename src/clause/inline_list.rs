//! Lists in the middle of a paragraph: "shall: 1) give notice; 2) keep a copy; and 3) …".

use super::inline::{Run, source_offset, split, text_of, trim};
use super::line::Looks;
use super::marker::{Marker, Series, Style, read_marker};
use super::outline::{Item, Role};
use super::piece::{Piece, PieceKind, text_role};
use std::collections::BTreeMap;

/// An enumerator in the middle of a paragraph, or at the start of a piece.
pub(super) struct Spot {
    piece: usize,
    /// Byte of the piece's text where it begins; none for the start of a piece.
    at: Option<usize>,
    marker: Marker,
    /// Nothing before it ends a sentence or an item: it can only go on a sequence.
    weak: bool,
    /// A word before it says that it is a place in another text: "paragraph (a)".
    cites: bool,
}

/// Cuts pieces at enumerators in their middle, where those make a sequence: a first one and a
/// second, in one punctuation.
pub(super) fn split_inline(pieces: Vec<Piece>) -> Vec<Piece> {
    let texts: Vec<String> = pieces.iter().map(|p| text_of(&p.runs)).collect();
    let mut spots: Vec<Spot> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let Role::Marker(marker) = &piece.item.role {
            spots.push(Spot {
                piece: at,
                at: None,
                marker: marker.clone(),
                weak: false,
                cites: false,
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
pub(super) fn inline_spots(piece: usize, text: &str, spots: &mut Vec<Spot>) {
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
                cites: cites(&text[..at]),
            });
            from = word_end;
        }
    }
}

fn cites(before: &str) -> bool {
    const PLACES: [&str; 7] = [
        "section",
        "subsection",
        "paragraph",
        "subparagraph",
        "item",
        "clause",
        "subdivision",
    ];
    let last = before
        .split_whitespace()
        .next_back()
        .unwrap_or("")
        .to_lowercase();
    PLACES.contains(&last.trim_end_matches('s'))
}

/// Whether an enumerator can follow these words: they end a sentence or an item.
pub(super) fn may_precede(before: &str, style: Style) -> bool {
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
pub(super) fn is_verbal(word: &str) -> bool {
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
pub(super) fn supported(spots: &[Spot]) -> Vec<bool> {
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
    for (wanted, chained) in wanted.iter_mut().zip(chained(spots)) {
        *wanted |= chained;
    }
    wanted
}

/// Three bracketed enumerators in order in one paragraph are a list, whatever stands before the
/// first ("shall record (i) the grade, (ii) the goal and (iii) the steps").
fn chained(spots: &[Spot]) -> Vec<bool> {
    let mut wanted = vec![false; spots.len()];
    let ordinal = |spot: &Spot, series: Series| {
        let part = &spot.marker.parts[0];
        let reading = part.readings.iter().find(|r| r.series == series);
        reading
            .filter(|_| part.style == Style::Brackets && spot.at.is_some())
            .map(|r| r.ordinal)
    };
    for series in [Series::Number, Series::Lower, Series::LowerRoman] {
        let mut run: Vec<usize> = Vec::new();
        for (here, spot) in spots.iter().enumerate() {
            let Some(number) = ordinal(spot, series) else {
                continue;
            };
            let goes_on = run.last().is_some_and(|last| {
                spots[*last].piece == spot.piece && number as usize == run.len() + 1
            });
            if !goes_on {
                run.clear();
                if number != 1 || spot.cites {
                    continue;
                }
            }
            run.push(here);
            if run.len() >= 3 {
                run.iter().for_each(|i| wanted[*i] = true);
            }
        }
    }
    wanted
}

pub(super) fn cut_piece(piece: Piece, spots: &[Spot], out: &mut Vec<Piece>) {
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
pub(super) fn with_head(mut piece: Piece, head: Vec<Run>) -> Vec<Piece> {
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
pub(super) fn heading_tail(text: &str) -> Option<usize> {
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
pub(super) fn is_one_sentence(text: &str, spots: &[Spot]) -> bool {
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
pub(super) fn end_of_sentence(
    runs: Vec<Run>,
    one_sentence: bool,
) -> (Vec<Run>, Option<(Vec<Run>, usize)>) {
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

pub(super) fn inline_piece(piece: &Piece, spot: &Spot, start: usize, lead: Vec<Run>) -> Piece {
    let mut own = text_piece(piece, Vec::new(), start);
    own.printed = spot.marker.printed.clone();
    own.lead = lead;
    own.glued = true;
    own.item.role = Role::Marker(spot.marker.clone());
    own.item.skip = Some(2.0);
    own
}

pub(super) fn text_piece(piece: &Piece, runs: Vec<Run>, start: usize) -> Piece {
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
