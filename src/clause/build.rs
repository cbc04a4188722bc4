//! From the body of a policy to its clause tree.

use super::inline::{Run, Style, text_of};
use super::line::{Looks, lines};
use super::markdown::blocks;
use super::outline::{Item, Outline, Placed, Role, Step, solve};
use super::piece::{Known, Piece, PieceKind, pieces};
use super::tree::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::text::{Source, SourceId, Span, collapse};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Reads the body of a policy as a tree of clauses. Any text gives a tree; what is doubtful in
/// its numbering is reported and kept as printed.
pub fn read_clauses(
    source: &Source,
    id: SourceId,
    body: Range<usize>,
    known: Known<'_>,
) -> Diagnosed<ClauseTree> {
    let (blocks, mut diagnostics) = blocks(source, id, body.clone());
    let pieces = pieces(lines(source, blocks), known);
    let items: Vec<Item> = pieces.iter().map(|p| p.item.clone()).collect();
    let outline = solve(&items);
    report(id, &pieces, &outline, &mut diagnostics);
    let clauses = assemble(source, id, &body, pieces, &outline.placed);
    Diagnosed {
        value: ClauseTree::new(clauses),
        diagnostics,
    }
}

/// Clauses in document order, with the pieces whose enumerator was words put back in place.
fn assemble(
    source: &Source,
    id: SourceId,
    body: &Range<usize>,
    pieces: Vec<Piece>,
    placed: &[Placed],
) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::with_capacity(pieces.len());
    let mut starts: Vec<usize> = Vec::with_capacity(pieces.len());
    // The clause of each piece.
    let mut clause_of: Vec<ClauseIndex> = Vec::with_capacity(pieces.len());
    let mut extra: Vec<Vec<String>> = Vec::with_capacity(pieces.len());
    let mut ranks: Vec<Option<u8>> = Vec::with_capacity(pieces.len());
    for (mut piece, place) in pieces.into_iter().zip(placed) {
        if place.skipped {
            let lead = std::mem::take(&mut piece.lead);
            piece.runs.splice(0..0, lead);
            piece.printed.clear();
            if piece.glued
                && let Some(Clause {
                    content: Content::Runs(runs),
                    text,
                    ..
                }) = clauses.last_mut()
            {
                runs.push(space(piece.start));
                runs.extend(piece.runs);
                *text = collapse(&text_of(runs));
                clause_of.push(last_index(&clauses));
                continue;
            }
        }
        let parent = place.parent.and_then(|p| clause_of.get(p)).copied();
        let parent = in_order(&clauses, parent);
        clause_of.push(ClauseIndex(
            u32::try_from(clauses.len()).expect("fewer clauses than bytes"),
        ));
        starts.push(piece.start);
        extra.push(place.extra_labels.clone());
        ranks.push(piece.item.section);
        clauses.push(clause(id, piece, place, parent));
    }
    set_spans(source, id, body, &starts, &mut clauses);
    level_siblings(&mut clauses, &ranks);
    set_kinds(&mut clauses);
    set_paths(&mut clauses, &extra);
    set_anchors(&mut clauses);
    clauses.shrink_to_fit();
    clauses
}

/// A parent that keeps the order of the text: one that is still open after the clause before. What
/// closes a text ("Cross Refs.: …") closes its sections, too.
fn in_order(clauses: &[Clause], parent: Option<ClauseIndex>) -> Option<ClauseIndex> {
    let up = |i: &ClauseIndex| clauses[i.0 as usize].parent;
    let open = |p: &ClauseIndex| {
        let last = (!clauses.is_empty()).then(|| last_index(clauses));
        std::iter::successors(last, up).any(|i| i == *p)
    };
    std::iter::successors(parent, up).find(open)
}

fn last_index(clauses: &[Clause]) -> ClauseIndex {
    ClauseIndex(u32::try_from(clauses.len() - 1).expect("fewer clauses than bytes"))
}

fn space(at: usize) -> Run {
    let mut run = super::inline::plain("\n", at..at);
    run.line_break = Some(super::inline::Break::Soft);
    run
}

fn clause(id: SourceId, mut piece: Piece, place: &Placed, parent: Option<ClauseIndex>) -> Clause {
    let text = match &piece.kind {
        PieceKind::Row { cells, .. } => collapse(
            &cells
                .iter()
                .map(|c| text_of(c))
                .collect::<Vec<_>>()
                .join(" "),
        ),
        _ => collapse(&text_of(&piece.runs)),
    };
    let kind = kind_of(&piece, place);
    let heading = match kind {
        ClauseKind::Section => Some(text.clone()),
        ClauseKind::Title | ClauseKind::TableRow => None,
        _ => run_in_heading(&piece.runs),
    };
    let content = match piece.kind {
        PieceKind::Row { table, head, cells } => Content::Row { table, head, cells },
        PieceKind::Html(html) => Content::Html(html),
        _ => {
            // Most clauses are one run; a library holds hundreds of thousands of them.
            piece.runs.shrink_to_fit();
            Content::Runs(piece.runs)
        }
    };
    Clause {
        parent,
        kind,
        enumerator: piece.printed,
        heading,
        text,
        content,
        path: Vec::new(),
        anchor: String::new(),
        lead_in: None,
        span: Span::new(id, piece.start..piece.start),
        footnote: piece.footnote,
    }
}

fn kind_of(piece: &Piece, place: &Placed) -> ClauseKind {
    match (&piece.kind, &piece.item.role) {
        (PieceKind::Title, _) => ClauseKind::Title,
        (PieceKind::Row { .. }, _) => ClauseKind::TableRow,
        (_, Role::Heading { .. }) => ClauseKind::Section,
        (_, Role::Marker(_)) if place.skipped => ClauseKind::Paragraph,
        (_, Role::Marker(_)) if piece.item.section.is_some() => ClauseKind::Section,
        (_, Role::Marker(_)) => ClauseKind::Provision,
        (_, Role::Bullet(_)) => ClauseKind::Bullet,
        _ => ClauseKind::Paragraph,
    }
}

/// The strong words that a text begins with ("**Use**: …"), without their punctuation.
fn run_in_heading(runs: &[Run]) -> Option<String> {
    let strong: Vec<Run> = runs
        .iter()
        .take_while(|r| r.style.has(Style::STRONG) || r.text.trim().is_empty())
        .cloned()
        .collect();
    let text = collapse(&text_of(&strong));
    let heading = text.trim_end_matches(['.', ':', '—', '–', '-', ' ']);
    let whole = strong.len() == runs.len();
    let short = heading.split_whitespace().count() <= 10;
    (!heading.is_empty() && !whole && short).then(|| heading.to_string())
}

/// Each clause owns the bytes from its start to the next clause; the first owns what stands
/// before it, too.
fn set_spans(
    source: &Source,
    id: SourceId,
    body: &Range<usize>,
    starts: &[usize],
    clauses: &mut [Clause],
) {
    let text = &source.text;
    let lead = text[body.clone()].len() - text[body.clone()].trim_start().len();
    let count = clauses.len();
    for (at, clause) in clauses.iter_mut().enumerate() {
        let start = if at == 0 {
            body.start + lead
        } else {
            starts[at]
        };
        let next = if at + 1 < count {
            starts[at + 1]
        } else {
            body.end
        };
        let own = &text[start..next.max(start)];
        let end = start + own.trim_end().len();
        let start = end - own.trim().len();
        clause.span = Span::new(id, start..end);
    }
}

/// A short line among numbered texts is one of them, though it looks like a heading by itself.
fn level_siblings(clauses: &mut [Clause], ranks: &[Option<u8>]) {
    let provisions = clauses.iter().filter(|c| c.kind == ClauseKind::Provision);
    let lists: HashSet<Option<ClauseIndex>> = provisions.map(|c| c.parent).collect();
    for (clause, rank) in clauses.iter_mut().zip(ranks) {
        let only_looks = rank.is_some_and(|rank| rank == Looks::Short.rank());
        if clause.kind == ClauseKind::Section && only_looks && lists.contains(&clause.parent) {
            clause.kind = ClauseKind::Provision;
            clause.heading = None;
        }
    }
}

/// Paragraphs that open a list become lead-ins, and every item learns what governs it.
fn set_kinds(clauses: &mut [Clause]) {
    let item = |kind| matches!(kind, ClauseKind::Provision | ClauseKind::Bullet);
    // For each parent, the lead-in that is open among its children.
    let mut open: HashMap<Option<ClauseIndex>, Option<ClauseIndex>> = HashMap::new();
    let mut lead_ins: Vec<ClauseIndex> = Vec::new();
    for at in 0..clauses.len() {
        let index = ClauseIndex(u32::try_from(at).expect("fewer clauses than bytes"));
        let clause = &clauses[at];
        let parent = clause.parent;
        if item(clause.kind) {
            let sibling = open.get(&parent).copied().flatten();
            if let Some(lead) = sibling {
                lead_ins.push(lead);
            }
            let over = parent.filter(|p| clauses[p.0 as usize].text.trim_end().ends_with(':'));
            clauses[at].lead_in = sibling.or(over);
        } else {
            let leads = clause.kind == ClauseKind::Paragraph && clause.text.ends_with([':', '—']);
            open.insert(parent, leads.then_some(index));
        }
    }
    for lead in lead_ins {
        clauses[lead.0 as usize].kind = ClauseKind::LeadIn;
    }
}

fn set_paths(clauses: &mut [Clause], extra: &[Vec<String>]) {
    // Per parent: bullets, paragraphs and rows so far.
    let mut counts: HashMap<(Option<ClauseIndex>, u8), usize> = HashMap::new();
    for at in 0..clauses.len() {
        let clause = &clauses[at];
        let mut path = match clause.parent {
            Some(parent) => clauses[parent.0 as usize].path.clone(),
            None => Vec::new(),
        };
        path.extend(extra[at].iter().cloned());
        let mut count = |class: u8| {
            let n = counts.entry((clause.parent, class)).or_default();
            *n += 1;
            *n
        };
        path.push(match clause.kind {
            ClauseKind::Title => format!("title {}", count(0)),
            ClauseKind::Bullet => format!("•{}", count(1)),
            ClauseKind::TableRow if is_head(clause) => "column heads".to_string(),
            ClauseKind::TableRow => format!("row {}", count(2)),
            _ if clause.enumerator.is_empty() && clause.kind == ClauseKind::Section => {
                clause.text.trim_end_matches(':').to_string()
            }
            _ if clause.enumerator.is_empty() => format!("¶{}", count(3)),
            _ => label(&clause.enumerator),
        });
        clauses[at].path = path;
    }
}

/// An enumerator without its punctuation: `(b)` → `b`, `(a)(1)` → `1`.
fn label(enumerator: &str) -> String {
    super::marker::read_marker(enumerator)
        .map_or_else(|| enumerator.to_string(), |m| m.label().to_string())
}

fn is_head(clause: &Clause) -> bool {
    matches!(clause.content, Content::Row { head: true, .. })
}

fn set_anchors(clauses: &mut [Clause]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for at in 0..clauses.len() {
        let clause = &clauses[at];
        let own = clause.path.last().map_or("", String::as_str);
        let own = match clause.kind {
            ClauseKind::Bullet => own.replace('•', "b"),
            _ => own.replace('¶', "p"),
        };
        let slug = crate::text::slug(&own, 48);
        let slug = if slug.is_empty() {
            "s".to_string()
        } else {
            slug
        };
        let base = match clause.parent {
            Some(parent) => {
                let parent = &clauses[parent.0 as usize];
                let between = &clause.path[parent.path.len()..clause.path.len() - 1];
                let between: String = between.iter().map(|l| format!("-{l}")).collect();
                format!("{}{}-{slug}", cut(&parent.anchor), between.to_lowercase())
            }
            None if clause.path.len() > 1 => crate::text::slug(&clause.path.join("-"), 48),
            None => slug,
        };
        clauses[at].anchor = unique(base, &mut taken);
    }
}

/// Anchors of deep clauses stay short: the path above them is cut.
fn cut(anchor: &str) -> &str {
    &anchor[..anchor.floor_char_boundary(96)]
}

fn unique(base: String, taken: &mut HashMap<String, usize>) -> String {
    let count = taken.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return base;
    }
    let mut number = *count;
    loop {
        let name = format!("{base}-{number}");
        if !taken.contains_key(&name) {
            taken.insert(base, number);
            taken.insert(name.clone(), 1);
            return name;
        }
        number += 1;
    }
}

fn report(id: SourceId, pieces: &[Piece], outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    for (at, (piece, place)) in pieces.iter().zip(&outline.placed).enumerate() {
        let span = Span::new(id, piece.start..piece.start + piece.printed.len());
        if let Some(cut) = piece.mended {
            diagnostics.push(broken(Span::new(id, cut..cut)));
        }
        if place.skipped {
            continue;
        }
        let sign = &piece.printed;
        let found = match place.step {
            Step::Regular => continue,
            Step::LateStart => Diagnostic::at(
                "late-start",
                Severity::Note,
                span,
                format!("a list begins with `{sign}`"),
            )
            .help("if items before it are missing, add them; else nothing need be done"),
            Step::Gap => Diagnostic::at(
                "number-gap",
                Severity::Warning,
                span,
                format!("`{sign}` does not follow the number before it; one is missing"),
            )
            .help("add the missing item, or number the list anew"),
            Step::Repeat => Diagnostic::at(
                "number-repeat",
                Severity::Warning,
                span,
                format!("`{sign}` stands twice in one list"),
            )
            .help("number the list anew; links to both work meanwhile"),
            Step::Backward => Diagnostic::at(
                "number-order",
                Severity::Warning,
                span,
                format!("`{sign}` comes after a higher number of its list"),
            )
            .help("put the items in order, or number the list anew"),
        };
        let before = outline.placed[..at]
            .iter()
            .rposition(|p| p.parent == place.parent && !p.skipped)
            .filter(|b| !pieces[*b].printed.is_empty());
        diagnostics.push(match before {
            Some(before) => {
                let start = pieces[before].start;
                let span = Span::new(id, start..start + pieces[before].printed.len());
                found.other(span, "the one before it")
            }
            None => found,
        });
    }
    if let Some((at, other)) = &outline.ambiguous {
        diagnostics.push(ambiguity(id, pieces, *at, other));
    }
}

fn broken(span: Span) -> Diagnostic {
    Diagnostic::at(
        "broken-paragraph",
        Severity::Note,
        span,
        "a blank line cuts a sentence; its halves are read as one clause",
    )
    .help("take the blank line out")
}

fn ambiguity(id: SourceId, pieces: &[Piece], at: usize, other: &Placed) -> Diagnostic {
    let piece = &pieces[at];
    let len = piece.printed.len().max(1);
    let span = Span::new(id, piece.start..piece.start + len);
    let what = match piece.printed.as_str() {
        "" => "this paragraph".to_string(),
        sign => format!("`{sign}`"),
    };
    let place = match other.parent.map(|p| &pieces[p]) {
        _ if other.skipped => "be ordinary words".to_string(),
        Some(parent) if !parent.printed.is_empty() => format!("stand under `{}`", parent.printed),
        Some(parent) => {
            let words = crate::text::first_words(&text_of(&parent.runs), 6);
            format!("stand under “{words}”")
        }
        None => "stand at the top level".to_string(),
    };
    Diagnostic::at(
        "ambiguous-outline",
        Severity::Note,
        span,
        format!("{what} could also {place}"),
    )
    .help("indent it below the item it belongs to, if it is read wrongly")
}
