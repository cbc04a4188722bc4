//! References as they stand in the files, for the checks of references.

use crate::clause::WordPlaces;
use crate::layers::Input;
use crate::library::{Place, Standing, Version};
use crate::reference::{At, Reference};
use crate::source::{Field, Status};
use crate::text::{SourceMap, Span};
use std::ops::Range;

/// A reference of a text that can still be mended.
pub struct Printed<'a> {
    /// The reference.
    pub reference: &'a Reference,
    /// The version that prints it.
    pub version: &'a Version,
    /// The words; of a list the one that is meant.
    pub words: &'a str,
    /// The text from the first of the words to its end.
    pub rest: &'a str,
    /// How many bytes of `rest` stand before the next reference to something else.
    pub free: usize,
    /// Where the words stand.
    pub span: Span,
}

/// The references that are wanted, of texts in force and of drafts. Earlier versions and policies
/// out of force are history: nobody mends them.
pub fn printed<'a>(input: &Input<'a>, wanted: impl Fn(&Reference) -> bool) -> Vec<Printed<'a>> {
    let layers = input.layers;
    let mut places: Option<((Place, At), WordPlaces)> = None;
    let mut start: Option<((Place, At), Option<usize>)> = None;
    let mut out = Vec::new();
    for (at, reference) in layers.references.iter().enumerate() {
        let (_, _, version) = input.library.at(reference.version);
        if !wanted(reference) || !is_living(version) {
            continue;
        }
        let text = reference.at.text_in(&version.tree, &version.front);
        let range = own_range(&layers.references, at, text);
        let span = match (reference.at.clause(), field(reference.at, version)) {
            (Some(clause), _) => {
                let key = (reference.version, reference.at);
                let (_, places) = match places.take() {
                    Some(known) if known.0 == key => places.insert(known),
                    _ => places.insert((key, WordPlaces::of(version.tree.get(clause)))),
                };
                places.span(range.clone())
            }
            (None, Some(field)) => {
                let key = (reference.version, reference.at);
                let known = start.take().filter(|(known, _)| *known == key);
                let (_, start) = start.insert(
                    known.unwrap_or_else(|| (key, start_of(&input.project.sources, field))),
                );
                in_field(*start, field, range.clone())
            }
            (None, None) => continue,
        };
        out.push(Printed {
            reference,
            version,
            words: &text[range.clone()],
            rest: &text[range.start..],
            free: next_of(&layers.references, at, &range, text) - range.start,
            span,
        });
    }
    out
}

/// The item of front matter that a reference stands in.
fn field(at: At, version: &Version) -> Option<&Field> {
    match at {
        At::Clause(_) => None,
        At::Legal(item) => version.front.legal.get(item),
        At::CrossRef(item) => version.front.cross_refs.get(item),
    }
}

/// Where the text of an item of front matter begins in its file; none where quotation marks or
/// line ends changed it.
fn start_of(sources: &SourceMap, field: &Field) -> Option<usize> {
    let start = sources.slice(field.span).find(&field.value)?;
    Some(field.span.start as usize + start)
}

/// Words of an item of front matter; the whole item where its text was changed.
fn in_field(start: Option<usize>, field: &Field, words: Range<usize>) -> Span {
    match start {
        Some(start) => Span::new(field.span.source, start + words.start..start + words.end),
        None => field.span,
    }
}

/// In force or proposed.
pub fn is_living(version: &Version) -> bool {
    version.standing != Standing::Earlier && !version.status.is_some_and(is_over)
}

/// No longer in force.
pub fn is_over(status: Status) -> bool {
    matches!(status, Status::Rescinded | Status::Superseded)
}

/// Where the words of a reference stand in its clause. Of a list that gives several references
/// with one range, only the name of this one.
fn own_range(all: &[Reference], at: usize, text: &str) -> Range<usize> {
    let reference = &all[at];
    let same = |other: Option<&Reference>| {
        other.is_some_and(|o| {
            (o.version, o.at, &o.found.range)
                == (reference.version, reference.at, &reference.found.range)
        })
    };
    let range = reference.found.range.clone();
    if !same(at.checked_sub(1).and_then(|n| all.get(n))) && !same(all.get(at + 1)) {
        return range;
    }
    let target = reference.found.target.as_str();
    match text[range.clone()].find(target) {
        Some(start) => range.start + start..range.start + start + target.len(),
        None => range,
    }
}

/// How many references that name the same are passed over, so that the time stays linear.
const MOST_REPEATED: usize = 100;

/// Where the next reference of the same clause begins that names something else.
fn next_of(all: &[Reference], at: usize, range: &Range<usize>, text: &str) -> usize {
    let reference = &all[at];
    let same = (reference.version, reference.at);
    let following = all[at + 1..]
        .iter()
        .take_while(|r| (r.version, r.at) == same);
    let mut starts = following
        .take(MOST_REPEATED)
        .filter(|r| r.found.target != reference.found.target)
        .map(|r| r.found.range.start);
    starts
        .find(|start| *start >= range.end)
        .unwrap_or(text.len())
}

/// "A", "A or B", "A, B or C".
pub fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
