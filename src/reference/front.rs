//! References in front matter: laws in `legal`, policies in `cross_refs`. Each item gives at least
//! one, because the author put it there to refer to something.

use super::citator::Citator;
use super::found::{At, Found, Kind, settle};
use super::resolve::{Register, State};
use super::scan::Scanned;
use super::{code, law, legal, name};
use crate::source::{Field, FrontMatter};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What makes another code of the code before it: "603.21 AR(1)" is a regulation of 603.21.
static SUFFIX: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:\(|[A-Z]{1,2}(?:\b|[0-9(]))").expect("a fixed pattern"));

/// A part of a cross reference and what is found in it.
struct Part {
    item: usize,
    range: Range<usize>,
    found: Vec<Found>,
    /// Whether a rule read it; if not, all of it is one reference.
    read: bool,
}

/// Finds the references in front matter, in the order of its items.
pub fn scan_front(front: &FrontMatter, of: Scanned<'_>, citator: &Citator) -> Vec<(At, Found)> {
    let mut out = laws(&front.legal, of, citator);
    for part in cross_refs(&front.cross_refs, of, citator) {
        let at = At::CrossRef(part.item);
        out.extend(part.found.into_iter().map(|f| (at, f)));
    }
    out
}

/// Finds the references in front matter and where they lead.
pub(super) fn resolve(
    front: &FrontMatter,
    of: Scanned<'_>,
    citator: &Citator,
    district: usize,
    register: &Register,
) -> Vec<(At, Found, State)> {
    let mut out = Vec::new();
    for (at, found) in laws(&front.legal, of, citator) {
        let state = match found.law {
            Some(_) => State::Law,
            None => no_law(&found.target, of, citator),
        };
        out.push((at, found, state));
    }
    for part in cross_refs(&front.cross_refs, of, citator) {
        let at = At::CrossRef(part.item);
        let text = &front.cross_refs[part.item].value;
        if let Some((kind, state)) = whole(register, district, &text[part.range.clone()], part.read)
        {
            out.push((at, named(text, part.range, kind), state));
            continue;
        }
        for found in part.found {
            let state = match found.kind {
                Kind::Statute => State::Law,
                Kind::Policy => register.policy(district, &found.target),
                Kind::Clause | Kind::Named => register.named(district, &found.target),
            };
            out.push((at, found, state));
        }
    }
    out
}

fn laws(items: &[Field], of: Scanned<'_>, citator: &Citator) -> Vec<(At, Found)> {
    let mut carried = legal::Carried::default();
    let mut out = Vec::new();
    for (item, field) in items.iter().enumerate() {
        let found = legal::find(&field.value, citator, of.state, &mut carried);
        out.extend(found.into_iter().map(|f| (At::Legal(item), f)));
    }
    out
}

fn no_law(text: &str, of: Scanned<'_>, citator: &Citator) -> State {
    let reason = match legal::whole_code(text, citator, of.state) {
        Some(code) => format!("names the {code} and no section of it"),
        None => "not a law that the list of laws knows".to_string(),
    };
    State::Unresolved(reason, Vec::new())
}

fn cross_refs(items: &[Field], of: Scanned<'_>, citator: &Citator) -> Vec<Part> {
    let mut out = Vec::new();
    for (item, field) in items.iter().enumerate() {
        let text = field.value.as_str();
        let parts = legal::parts(text, &[';', '\n']).into_iter();
        let parts = parts.filter(|part| text[part.clone()].contains(char::is_alphanumeric));
        out.extend(parts.map(|range| part(item, text, range, of, citator)));
    }
    out
}

fn part(item: usize, text: &str, range: Range<usize>, of: Scanned<'_>, citator: &Citator) -> Part {
    let words = &text[range.clone()];
    let known = name::Known {
        own: of.names,
        titles: None,
    };
    let mut found = law::find(words, citator, of.state);
    found.extend(code::find_in_list(words, of.code));
    found.extend(name::find(words, known, &[], &mut name::Called::default()));
    let mut found = settle(found);
    found.retain(|f| !leads_in(words, f));
    for found in &mut found {
        found.range = range.start + found.range.start..range.start + found.range.end;
    }
    let read = !found.is_empty();
    if !read {
        found = match codes(words) {
            Some(codes) => codes
                .into_iter()
                .map(|code| range.start + code.start..range.start + code.end)
                .map(|code| named(text, code, Kind::Policy))
                .collect(),
            None => vec![named(text, range.clone(), Kind::Named)],
        };
    }
    Part {
        item,
        range,
        found,
        read,
    }
}

/// A name that only says that a code follows: "Example District Policies: 100.1, 203.03".
fn leads_in(words: &str, found: &Found) -> bool {
    let rest = words[found.range.end..].trim_start_matches([':', ',', ' ']);
    found.kind == Kind::Named && rest.starts_with(|c: char| c.is_ascii_digit())
}

/// The codes of a part that is nothing but codes, after a word that says so and a colon.
fn codes(words: &str) -> Option<Vec<Range<usize>>> {
    let start = words
        .rfind(':')
        .filter(|at| words[..*at].ends_with(char::is_alphabetic));
    let start = start.map_or(0, |at| at + 1);
    let list = words[start..].trim_start();
    let start = words.len() - list.len();
    let codes = code::only_codes(list)?;
    Some(
        codes
            .iter()
            .map(|c| c.start + start..c.end + start)
            .collect(),
    )
}

fn named(text: &str, range: Range<usize>, kind: Kind) -> Found {
    Found {
        target: text[range.clone()].to_string(),
        range,
        kind,
        law: None,
    }
}

/// Where a part leads that is a code, a name, or a code and its title, as a whole.
fn whole(register: &Register, district: usize, words: &str, read: bool) -> Option<(Kind, State)> {
    let by_code = |code: &str| Some((Kind::Policy, register.by_code(district, code)?));
    let alone = match words.split_once(' ') {
        // "AR 4119", and not "Form 100".
        Some((kind, _)) => kind.len() <= 3 && kind.bytes().all(|b| b.is_ascii_uppercase()),
        None => true,
    };
    if let Some(found) = by_code(words).filter(|_| alone) {
        return Some(found);
    }
    if let Some(state) = register.by_name(district, words) {
        return Some((Kind::Named, state));
    }
    // What a rule has read may name more than the code it begins with.
    let first = words
        .split([' ', '\t', '–', '—', ':'])
        .next()
        .filter(|_| !read)?;
    let rest = words[first.len()..].trim_start_matches([' ', '\t', '-', '–', '—', ':']);
    if SUFFIX.is_match(rest) {
        return None;
    }
    let first = first.trim_end_matches(['-', ',', '.']);
    let digits = first.contains(|c: char| c.is_ascii_digit());
    let capitals = first.len() >= 2 && first.bytes().all(|b| !b.is_ascii_lowercase());
    by_code(first).filter(|_| digits || capitals)
}
