//! Laws cited in a text: one pass over an automaton of names, then a small parser for what stands
//! around the name. A section sign is never needed, because policies often leave it out.

use super::citator::{Citator, Code, Entry, NameOrder, TitlePlace};
use super::found::{Found, Kind};
use regex::Regex;
use std::sync::LazyLock;

static TITLE_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<t>[0-9]{1,3}(?:-[A-Z])?)\s*$").expect("a fixed pattern"));
static TITLE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?\s*(?:[Tt]itle|[Tt]it\.)\s+(?P<t>[0-9]{1,3}[A-Z]?)\s*[,:]?")
        .expect("a fixed pattern")
});
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*,?\s*(?:(?:§§?|[Ss]ections?|[Ss]ecs?\.?|[Ss]s\.|Ann\.)\s*)*")
        .expect("a fixed pattern")
});
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*,?\s*(?:[Pp]arts?|[Cc]hapters?|[Cc]h\.|[Ss]ubpart|[Aa]rticle|[Tt]itle|[Rr]ule)\s+",
    )
    .expect("a fixed pattern")
});
static SUBSECTIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?:\s?\([0-9A-Za-z]{1,5}\)|"[a-z]")+"#).expect("a fixed pattern")
});
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<word>,\s*and\b|,\s*or\b|,|;|&|\band\b|\bor\b|to\b|through\b|thru\b|–|-)\s*(?:(?:§§?|[Ss]ections?)\s*)?").expect("a fixed pattern")
});
static ET_SEQ: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^,?\s*(?:et\.?\s+seq\.?|note\b)").expect("a fixed pattern"));
/// Sections or a chapter before the name of their code.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(\[])(?P<word>[Ss]ections?|§§?|[Cc]hapters?|[Cc]h\.|[Rr]ules?|[Tt]itle)\s*(?P<list>[0-9][0-9A-Za-z.:\-]*(?:\s*(?:,|and|or|to|through)\s*[0-9][0-9A-Za-z.:\-]*)*)\s*,?\s*(?:of\s+the\s+|of\s+)?$").expect("a fixed pattern")
});

/// Finds laws in a text. `state` is the postal code of the district's state, when known: names
/// that mean nothing without it (`I.C.`, `Education Code`) are then read as that state's.
pub fn find(text: &str, citator: &Citator, state: Option<&str>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut after = 0;
    for hit in citator.names.find_iter(text) {
        if hit.start() < after || !stands_alone(text, hit.start(), hit.end()) {
            continue;
        }
        let entries = &citator.entries[hit.pattern().as_usize()];
        let Some(read) = read(text, hit.start(), hit.end(), entries, citator, state) else {
            continue;
        };
        after = read.last().map_or(after, |f| f.range.end);
        found.extend(read);
    }
    join_names(text, found, citator)
}

/// The name is no part of a longer word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let word = |c: char| c.is_alphanumeric();
    let name_ends_open = text[..end].ends_with(word);
    let before = text[..start].ends_with(word);
    let after = name_ends_open && text[end..].starts_with(word);
    !(before || after)
}

/// The best reading of a name: of the district's own state first, then the nation's, then one
/// that is alone in fitting.
fn read(
    text: &str,
    start: usize,
    end: usize,
    entries: &[Entry],
    citator: &Citator,
    state: Option<&str>,
) -> Option<Vec<Found>> {
    let mut fits: Vec<(bool, bool, Vec<Found>)> = Vec::new();
    for entry in entries {
        let (jurisdiction, local, read) = match *entry {
            Entry::Code(at, local) => (
                &citator.codes[at].jurisdiction,
                local,
                code(text, start, end, at, citator),
            ),
            Entry::Act(at, local) => (
                &citator.acts[at].jurisdiction,
                local,
                act(text, start, end, at, citator),
            ),
        };
        let own = state == Some(jurisdiction.as_str());
        if local && state.is_some() && !own {
            continue;
        }
        fits.extend(read.map(|read| (own, local, read)));
    }
    if let Some(at) = fits.iter().position(|(own, ..)| *own) {
        return Some(fits.swap_remove(at).2);
    }
    if let Some(at) = fits.iter().position(|(_, local, _)| !local) {
        return Some(fits.swap_remove(at).2);
    }
    match fits.len() {
        1 => fits.pop().map(|fit| fit.2),
        _ => None,
    }
}

fn act(text: &str, start: usize, end: usize, at: usize, citator: &Citator) -> Option<Vec<Found>> {
    let act = &citator.acts[at];
    let rest = text[end..].trim_start();
    let before = text[..start].trim_end();
    let other = act.not_before.iter().any(|w| rest.starts_with(w.as_str()))
        || act.not_after.iter().any(|w| before.ends_with(w.as_str()));
    let short = text[end..]
        .strip_prefix(" (")
        .and_then(|r| r.split_once(')'));
    let short = short.filter(|(s, _)| act.names.iter().any(|n| n == s));
    let end = end + short.map_or(0, |(s, _)| s.len() + 3);
    (!other).then(|| {
        vec![Found {
            range: start..end,
            kind: Kind::Statute,
            target: act.key.clone(),
        }]
    })
}

fn code(text: &str, start: usize, end: usize, at: usize, citator: &Citator) -> Option<Vec<Found>> {
    let code = &citator.codes[at];
    let after = !code.name_after || code.name_order.contains(&NameOrder::After);
    let before = code.name_after || code.name_order.contains(&NameOrder::Before);
    let read = if after {
        sections_after(text, start, end, at, citator)
    } else {
        None
    };
    read.or_else(|| {
        if before {
            sections_before(text, start, end, at, citator)
        } else {
            None
        }
    })
}

fn sections_after(
    text: &str,
    start: usize,
    end: usize,
    at: usize,
    citator: &Citator,
) -> Option<Vec<Found>> {
    let code = &citator.codes[at];
    let (mut start, mut end) = (start, end);
    let mut title = String::new();
    match code.title {
        TitlePlace::None => {}
        TitlePlace::Before => {
            let hit = TITLE_BEFORE.captures(&text[..start])?;
            title = hit["t"].to_string();
            start = hit.get(0)?.start();
        }
        TitlePlace::After => {
            let hit = TITLE_AFTER.captures(&text[end..])?;
            title = hit["t"].to_string();
            end += hit.get(0)?.end();
        }
    }
    let shapes = &citator.shapes[at];
    let part = PARTS
        .find(&text[end..])
        .filter(|_| shapes.chapter.is_some());
    if let (Some(part), Some(shape)) = (part, &shapes.chapter) {
        let from = end + part.end();
        let list = list(text, from, shape);
        return named(
            code,
            &title,
            start,
            list,
            code.chapter_key.as_ref().unwrap_or(&code.key),
        );
    }
    let sign = SIGN.find(&text[end..]).map_or(0, |m| m.end());
    let list = list(text, end + sign, &shapes.section);
    named(code, &title, start, list, &code.key)
}

fn sections_before(
    text: &str,
    start: usize,
    end: usize,
    at: usize,
    citator: &Citator,
) -> Option<Vec<Found>> {
    let code = &citator.codes[at];
    let shapes = &citator.shapes[at];
    let window = floor(text, start.saturating_sub(80));
    let hit = BEFORE.captures(&text[window..start])?;
    let word = hit.name("word")?;
    let chapter = word.as_str().to_lowercase().starts_with("ch");
    let (shape, key) = match (chapter, &shapes.chapter) {
        (true, Some(shape)) => (shape, code.chapter_key.as_ref().unwrap_or(&code.key)),
        _ => (&shapes.section, &code.key),
    };
    let from = window + hit.name("list")?.start();
    let (mut targets, _) = list(text, from, shape)?;
    targets.retain(|t| !t.is_empty());
    named(code, "", window + word.start(), Some((targets, end)), key)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

/// Sections from `from` on: one, a list, a range; the offset after the last.
fn list(text: &str, from: usize, shape: &Regex) -> Option<(Vec<String>, usize)> {
    let (first, mut end) = one(text, from, shape)?;
    let mut targets = vec![first];
    while let Some(next) = NEXT.captures(&text[end..]) {
        let begin = end + next.get(0).map_or(0, |m| m.end());
        let Some((section, stop)) = one(text, begin, shape) else {
            break;
        };
        let range = matches!(&next["word"], "to" | "through" | "thru" | "–" | "-");
        match targets.last_mut().filter(|_| range) {
            Some(last) => *last = format!("{last}-{section}"),
            None => targets.push(section),
        }
        end = stop;
    }
    end += ET_SEQ.find(&text[end..]).map_or(0, |m| m.end());
    Some((targets, end))
}

/// One section with its subsections, and the offset after it.
fn one(text: &str, from: usize, shape: &Regex) -> Option<(String, usize)> {
    let hit = shape.find(&text[from..])?;
    let end = from + hit.end();
    if hit.is_empty() || text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let stop = end + SUBSECTIONS.find(&text[end..]).map_or(0, |m| m.end());
    Some((hit.as_str().to_string(), stop))
}

fn named(
    code: &Code,
    title: &str,
    start: usize,
    list: Option<(Vec<String>, usize)>,
    key: &str,
) -> Option<Vec<Found>> {
    let (sections, end) = list?;
    let _ = code;
    Some(
        sections
            .iter()
            .map(|section| Found {
                range: start..end,
                kind: Kind::Statute,
                target: key.replace("{t}", title).replace("{s}", section),
            })
            .collect(),
    )
}

/// "Idaho Public Records Act, Idaho Code 74-101": the name and the place of one law.
fn join_names(text: &str, found: Vec<Found>, citator: &Citator) -> Vec<Found> {
    let is_act = |f: &Found| citator.acts.iter().any(|a| a.key == f.target);
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut next in found {
        if let Some(last) = out.last()
            && is_act(last)
            && next.range.start >= last.range.end
            && matches!(
                &text[last.range.end..next.range.start],
                ", " | " (" | " - " | " – " | ": "
            )
        {
            next.range.start = last.range.start;
            if text[next.range.end..].starts_with(')') && text[next.range.clone()].contains('(') {
                next.range.end += 1;
            }
            out.pop();
        }
        out.push(next);
    }
    out
}
