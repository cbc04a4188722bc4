//! The references of front matter as they stand on a policy's page: the words as printed, with
//! links where it is known where they lead.

use super::{Input, links};
use crate::reference::{At, Reference};
use crate::source::Field;
use serde::Serialize;
use std::ops::Range;

/// Words of an item that lead to one place, or to none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    text: String,
    url: Option<String>,
}

/// The items of a field for the page at `path`; joined, the words of an item are its text.
pub fn items(
    input: &Input<'_>,
    path: &str,
    references: &[Reference],
    fields: &[Field],
    at: impl Fn(usize) -> At,
) -> Vec<Vec<Words>> {
    let mut rest = references;
    let items = fields.iter().enumerate();
    items
        .map(|(item, field)| {
            let here = at(item);
            let from = rest.iter().position(|r| r.at == here).unwrap_or(rest.len());
            let count = rest[from..].iter().take_while(|r| r.at == here).count();
            let found = &rest[from..from + count];
            if count > 0 {
                rest = &rest[from + count..];
            }
            let linked = linked(input, path, found, &field.value);
            cut(&field.value, linked)
        })
        .collect()
}

/// The links of an item, in the order of its words.
fn linked(
    input: &Input<'_>,
    path: &str,
    found: &[Reference],
    text: &str,
) -> Vec<(Range<usize>, String)> {
    let links = one_by_one(found, text).into_iter();
    links
        .filter_map(|(words, reference)| {
            let target = links::target(input, reference)?;
            Some((words, links::relative(path, &target)))
        })
        .collect()
}

/// The references of one text with the words of each: of a printed list, "Policies 10 and 20", the
/// number of each.
pub fn one_by_one<'a>(found: &'a [Reference], text: &str) -> Vec<(Range<usize>, &'a Reference)> {
    let mut out = Vec::new();
    for list in found.chunk_by(|a, b| a.found.range == b.found.range) {
        let mut from = list[0].found.range.start;
        for reference in list {
            if let Some(own) = own_words(reference, list.len(), from, text) {
                from = own.end;
                out.push((own, reference));
            }
        }
    }
    out
}

/// The words of one reference of a printed list: to the end of its own number. None when the
/// number is not printed in full, or cannot be told apart; then nothing is linked.
fn own_words(reference: &Reference, of: usize, from: usize, text: &str) -> Option<Range<usize>> {
    let range = &reference.found.range;
    if of == 1 {
        return Some(range.clone());
    }
    let printed = match &reference.found.law {
        Some(law) => law.section.as_str(),
        None => reference.found.target.as_str(),
    };
    let at = from + text[from..range.end].find(printed)?;
    let start = if from == range.start { from } else { at };
    let end = at + printed.len();
    let longer = text[end..range.end].starts_with(char::is_alphanumeric);
    (!longer).then_some(start..end)
}

fn cut(text: &str, links: Vec<(Range<usize>, String)>) -> Vec<Words> {
    let mut out = Vec::new();
    let mut add = |range: Range<usize>, url: Option<String>| {
        if !range.is_empty() {
            let text = text[range].to_string();
            out.push(Words { text, url });
        }
    };
    let mut done = 0;
    for (range, url) in links {
        if range.start >= done {
            add(done..range.start, None);
            done = range.end;
            add(range, Some(url));
        }
    }
    add(done..text.len(), None);
    out
}
