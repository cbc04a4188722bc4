use super::{Diagnostic, Place, Severity};
use crate::text::{Source, SourceMap, Span};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

/// Width of a printed problem, in columns. Policies have lines of a thousand characters; the
/// printer cuts them around the place.
const WIDTH: usize = 110;

/// Lines that are named when a problem stands in several places.
const MAX_LINES: usize = 20;

/// One problem as a terminal shows it, with the lines it points at. `again` are the lines of the
/// same file at which it stands once more.
pub fn render(
    sources: &SourceMap,
    diagnostic: &Diagnostic,
    again: &[usize],
    colour: bool,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let mut group = match &diagnostic.place {
        Place::Path(path) => Group::with_title(title).element(Origin::path(path)),
        Place::Span(span) => {
            Group::with_title(title).elements(snippets(sources, diagnostic, *span))
        }
    };
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(&diagnostic.help));
    }
    let lines = also(again);
    if !lines.is_empty() {
        group = group.element(Level::NOTE.message(&lines));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = renderer.term_width(WIDTH).render(&[group]);
    out.push('\n');
    out
}

fn also(again: &[usize]) -> String {
    let named: Vec<String> = again.iter().take(MAX_LINES).map(usize::to_string).collect();
    let named = named.join(", ");
    match again.len() {
        0 => String::new(),
        1 => format!("the same in line {named}"),
        n if n > MAX_LINES => format!("the same in lines {named} and {} more", n - MAX_LINES),
        _ => format!("the same in lines {named}"),
    }
}

fn snippets<'a>(
    sources: &'a SourceMap,
    diagnostic: &'a Diagnostic,
    primary: Span,
) -> Vec<Element<'a>> {
    let kinds = std::iter::once((AnnotationKind::Primary, primary, &diagnostic.label)).chain(
        diagnostic
            .others
            .iter()
            .map(|other| (AnnotationKind::Context, other.span, &other.text)),
    );
    kinds
        .map(|(kind, span, label)| snippet(sources.get(span.source), kind, span, label))
        .collect()
}

/// A longer line is not shown, only where in it the place is: the printer takes time for every
/// sign of a line, also for those that it leaves out.
const LONG_LINE: usize = 20_000;

/// The line of a span with the span marked; a span over several lines is cut to its first.
fn snippet<'a>(
    source: &'a Source,
    kind: AnnotationKind,
    span: Span,
    label: &'a str,
) -> Element<'a> {
    let text: &str = &source.text;
    let place = text.floor_char_boundary(span.start as usize);
    let start = text[..place].rfind('\n').map_or(0, |n| n + 1);
    let end = text[place..].find('\n').map_or(text.len(), |n| place + n);
    let at = source.position(place);
    if end - start > LONG_LINE {
        let origin = Origin::path(source.path.as_str());
        return origin.line(at.line).char_column(at.column).into();
    }
    let to = text.floor_char_boundary((span.end as usize).clamp(place, end));
    let mut annotation = kind.span(place - start..to - start);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(&text[start..end])
        .line_start(at.line)
        .path(source.path.as_str())
        .annotation(annotation);
    snippet.into()
}
