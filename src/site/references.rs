//! The references of all texts in force: how many end in each state, and those that lead nowhere,
//! first and with their reasons.

use super::back::{Line, line};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, capitalised, count};
use super::{File, Input, links};
use crate::library::{District, Standing};
use crate::reference::{Kind, Reference, State};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Serialize)]
struct Overview {
    frame: Frame,
    total: String,
    states: [&'static str; 5],
    kinds: Vec<Row>,
    laws: Link,
    law_count: String,
    districts: Vec<Row>,
}

/// A row of counts.
#[derive(Serialize)]
struct Row {
    name: String,
    url: Option<String>,
    fictional: bool,
    counts: [usize; 5],
}

#[derive(Serialize)]
struct DistrictPage {
    frame: Frame,
    district: Link,
    all: Link,
    total: String,
    parts: Vec<Part>,
}

/// The references of one state.
#[derive(Serialize)]
struct Part {
    title: &'static str,
    anchor: &'static str,
    about: &'static str,
    count: usize,
    open: Vec<Open>,
}

/// What is printed in one or more places and leads nowhere, or not to one thing.
#[derive(Serialize)]
struct Open {
    words: String,
    kind: &'static str,
    reason: Option<String>,
    /// What it may mean, likeliest first.
    like: Vec<Suggestion>,
    places: Vec<Line>,
    more: usize,
}

#[derive(Serialize)]
struct Suggestion {
    text: String,
    url: Option<String>,
}

/// The states in the order of the pages.
const STATES: [&str; 5] = ["unresolved", "ambiguous", "ignored", "resolved", "external"];

/// Places shown for one reading; more are counted.
const SHOWN: usize = 12;

/// Readings shown in one part of a page; a page of more helps no one.
const MAX_OPEN: usize = 500;

/// The overview, and a page for each district.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let by_district = in_force(input);
    let overview = overview(input, &by_district);
    let pages = input.library.districts.par_iter().zip(&by_district);
    let made: Result<Vec<File>, TemplateError> = pages
        .map(|(district, own)| {
            let path = links::references_of(district);
            let view = district_page(input, district, own, &path);
            Ok((path, templates.render("district-references.html", &view)?))
        })
        .collect();
    let mut files = made?;
    files.push((
        links::REFERENCES.to_string(),
        templates.render("references.html", &overview)?,
    ));
    Ok(files)
}

/// The references of texts in force, by district.
fn in_force(input: &Input<'_>) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); input.library.districts.len()];
    for (at, reference) in input.layers.references.iter().enumerate() {
        if input.library.at(reference.version).2.standing == Standing::Current {
            out[reference.version.0].push(at);
        }
    }
    out
}

fn overview(input: &Input<'_>, by_district: &[Vec<usize>]) -> Overview {
    let path = links::REFERENCES;
    let references = &input.layers.references;
    let all = || by_district.iter().flatten().map(|at| &references[*at]);
    let kinds = [
        (Kind::Policy, "Policies by code"),
        (Kind::Named, "Documents by name"),
        (Kind::Clause, "Places in a policy"),
        (Kind::Statute, "Laws"),
    ];
    let kinds = kinds.map(|(kind, name)| Row {
        name: name.to_string(),
        url: None,
        fictional: false,
        counts: counts(all().filter(|r| r.found.kind == kind)),
    });
    let districts = input.library.districts.iter().zip(by_district);
    Overview {
        frame: Frame::new(input, path, "references", "References"),
        total: count(all().count(), "reference", "references"),
        states: STATES,
        kinds: kinds.into(),
        laws: Link::new(path, links::LAWS, "All laws that are cited"),
        law_count: count(input.layers.laws.all.len(), "law", "laws"),
        districts: districts
            .map(|(district, own)| Row {
                name: district.name.clone(),
                url: Some(links::relative(path, &links::references_of(district))),
                fictional: district.fictional,
                counts: counts(own.iter().map(|at| &references[*at])),
            })
            .collect(),
    }
}

fn counts<'a>(references: impl Iterator<Item = &'a Reference>) -> [usize; 5] {
    let mut out = [0; 5];
    for reference in references {
        let at = STATES
            .iter()
            .position(|state| *state == reference.state.word());
        out[at.expect("every state is listed")] += 1;
    }
    out
}

fn district_page(
    input: &Input<'_>,
    district: &District,
    own: &[usize],
    path: &str,
) -> DistrictPage {
    let title = format!("{}: references", district.name);
    let pages = pages_by_code(district);
    let parts = [
        (
            "unresolved",
            "Leads nowhere",
            "The site has nothing of this code, name or place. Each stands with its reason and, where there is any, what it may mean.",
        ),
        (
            "ambiguous",
            "Can be several",
            "More than one thing has this name; the likeliest stands first.",
        ),
        (
            "ignored",
            "Set aside",
            "A person has looked at these and said why they need no link.",
        ),
    ];
    let parts = parts.map(|(state, title, about)| {
        let of_state = |at: &&usize| input.layers.references[**at].state.word() == state;
        let all: Vec<usize> = own.iter().filter(of_state).copied().collect();
        Part {
            title,
            anchor: state,
            about,
            count: all.len(),
            open: open(input, path, &all, &pages),
        }
    });
    DistrictPage {
        frame: Frame::new(input, path, "district-references", &title).of_district(district),
        district: Link::new(path, &links::district(district), &district.name),
        all: Link::new(path, links::REFERENCES, "References"),
        total: count(own.len(), "reference", "references"),
        parts: parts.into_iter().filter(|part| part.count > 0).collect(),
    }
}

/// The page of each policy by its code.
fn pages_by_code(district: &District) -> HashMap<&str, String> {
    let all = district.policies.iter();
    all.map(|policy| (policy.code.text.as_str(), links::policy(district, policy)))
        .collect()
}

/// References that mean the same, together.
fn open(input: &Input<'_>, path: &str, all: &[usize], pages: &HashMap<&str, String>) -> Vec<Open> {
    let mut by_target: BTreeMap<(Kind, &str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for at in all {
        let reference = &input.layers.references[*at];
        let reason = reason(&reference.state);
        let key = (
            reference.found.kind,
            reference.found.target.as_str(),
            reason,
        );
        by_target.entry(key).or_default().push(*at);
    }
    let groups = by_target.into_iter().take(MAX_OPEN);
    groups
        .map(|((kind, target, reason), places)| {
            let state = &input.layers.references[places[0]].state;
            Open {
                words: target.to_string(),
                kind: kind_word(kind),
                reason: reason.map(capitalised),
                like: suggestions(path, state, pages),
                more: places.len().saturating_sub(SHOWN),
                places: places
                    .iter()
                    .take(SHOWN)
                    .map(|at| line(input, path, *at))
                    .collect(),
            }
        })
        .collect()
}

fn reason(state: &State) -> Option<&str> {
    match state {
        State::Unresolved(reason, _) | State::Ignored(reason) => Some(reason),
        _ => None,
    }
}

fn suggestions(path: &str, state: &State, pages: &HashMap<&str, String>) -> Vec<Suggestion> {
    let like = match state {
        State::Ambiguous(like) | State::Unresolved(_, like) => like.as_slice(),
        _ => &[],
    };
    let suggestion = |text: &String| Suggestion {
        text: text.clone(),
        url: pages.get(text.as_str()).map(|to| links::relative(path, to)),
    };
    like.iter().map(suggestion).collect()
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy => "policy",
        Kind::Clause => "place in a policy",
        Kind::Statute => "law",
        Kind::Named => "named document",
    }
}
