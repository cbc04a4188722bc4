use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::definition::{Definition, Scope};
use crate::library::{Standing, citation, short_citation};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Serialize)]
struct Page {
    frame: Frame,
    total: String,
    pages: Vec<Link>,
    number: usize,
    /// The terms of the page, for its contents.
    terms: Vec<Term>,
}

/// A word with all that texts say it means.
#[derive(Serialize)]
struct Term {
    anchor: String,
    /// As most texts print it.
    name: String,
    meanings: Vec<Meaning>,
}

#[derive(Serialize)]
struct Meaning {
    district: String,
    fictional: bool,
    /// As printed here.
    term: String,
    meaning: Vec<String>,
    citation: Link,
    title: String,
    scope: Option<String>,
    times: String,
}

/// A page holds about this many definitions; a term is never cut.
const PAGE: usize = 300;

/// The pages of all definitions in force, the same word of all districts side by side.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let terms = by_term(input);
    let pages = cut(&terms);
    let total: usize = terms.iter().map(|(_, all)| all.len()).sum();
    let total = format!(
        "{} of {}",
        count(total, "definition", "definitions"),
        count(terms.len(), "term", "terms")
    );
    let made = pages.par_iter().enumerate().map(|(at, range)| {
        let path = links::definitions(at + 1);
        let view = Page {
            frame: Frame::new(input, &path, "definitions", "Definitions"),
            total: total.clone(),
            pages: page_links(&path, &terms, &pages),
            number: at + 1,
            terms: shown(input, &path, &terms[range.clone()]),
        };
        Ok((path, templates.render("definitions.html", &view)?))
    });
    made.collect()
}

type Terms<'a> = Vec<(String, Vec<&'a Definition>)>;

/// The definitions in force by the folded form of their terms, in its order.
fn by_term<'a>(input: &Input<'a>) -> Terms<'a> {
    let mut terms: BTreeMap<String, Vec<&Definition>> = BTreeMap::new();
    for definition in &input.layers.definitions {
        if input.library.at(definition.version).2.standing == Standing::Current {
            terms
                .entry(definition.defined.key())
                .or_default()
                .push(definition);
        }
    }
    terms.into_iter().collect()
}

fn cut(terms: &Terms<'_>) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut held = PAGE;
    for (at, (_, all)) in terms.iter().enumerate() {
        match pages.last_mut() {
            Some(page) if held + all.len() <= PAGE => page.end = at + 1,
            _ => {
                held = 0;
                pages.push(at..at + 1);
            }
        }
        held += all.len();
    }
    if pages.is_empty() {
        pages.push(0..0);
    }
    pages
}

fn page_links(from: &str, terms: &Terms<'_>, pages: &[Range<usize>]) -> Vec<Link> {
    let all = pages.iter().enumerate();
    all.filter(|(_, range)| !range.is_empty())
        .map(|(at, range)| {
            let (first, last) = (&terms[range.start].0, &terms[range.end - 1].0);
            let words = if first == last {
                first.clone()
            } else {
                format!("{first} to {last}")
            };
            Link::new(from, &links::definitions(at + 1), words)
        })
        .collect()
}

fn shown(input: &Input<'_>, path: &str, terms: &[(String, Vec<&Definition>)]) -> Vec<Term> {
    let terms = terms.iter().map(|(key, all)| Term {
        anchor: links::term_anchor(key),
        name: all[0].defined.names.first().cloned().unwrap_or_default(),
        meanings: all.iter().map(|d| meaning(input, path, d)).collect(),
    });
    terms.collect()
}

fn meaning(input: &Input<'_>, path: &str, definition: &Definition) -> Meaning {
    let (district, policy, version) = input.library.at(definition.version);
    let defined = &definition.defined;
    let clause = version.tree.get(defined.clause);
    let to = format!("{}#{}", links::policy(district, policy), clause.anchor);
    Meaning {
        district: district.name.clone(),
        fictional: district.fictional,
        term: defined.term.clone(),
        meaning: defined.meaning.lines().map(str::to_string).collect(),
        citation: Link::new(path, &to, citation(policy, clause)),
        title: policy.title.clone(),
        scope: match defined.scope {
            Scope::Text => None,
            Scope::Under(top) => Some(short_citation(version.tree.get(top))),
        },
        times: count(definition.uses.len(), "time", "times"),
    }
}
