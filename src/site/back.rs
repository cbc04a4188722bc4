//! What refers to a policy and to its clauses, grouped by why, as it is listed under the text.

use super::view::{Link, count};
use super::{Input, links};
use crate::clause::ClauseIndex;
use crate::library::{Place, citation};
use crate::reference::{At, Back, Why};
use crate::text::words_around;
use serde::Serialize;
use std::collections::HashMap;

/// What refers to one policy or clause.
#[derive(Serialize)]
pub struct Referred {
    /// The clause; none for the policy as a whole.
    clause: Option<Target>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Target {
    anchor: String,
    citation: String,
}

/// The places that refer for one reason.
#[derive(Serialize)]
struct Group {
    why: &'static str,
    places: Vec<Line>,
    /// How many more there are.
    more: usize,
}

/// A place that refers, with its words.
#[derive(Serialize)]
pub struct Line {
    place: Link,
    title: String,
    words: String,
}

/// Places shown for one reason; more are counted.
const SHOWN: usize = 100;

/// Words shown of a place before the reference, and from it on.
const WORDS: (usize, usize) = (12, 18);

/// What refers to a version: to its policy, when it is in force, and to its clauses.
pub fn of_version(input: &Input<'_>, version: Place, path: &str, current: bool) -> Vec<Referred> {
    let back = &input.layers.back;
    let whole = if current {
        back.to_policy((version.0, version.1))
    } else {
        &[]
    };
    let (_, policy, shown) = input.library.at(version);
    let mut out = Vec::new();
    if !whole.is_empty() {
        out.push(Referred {
            clause: None,
            groups: groups(input, path, whole),
        });
    }
    for (index, backs) in back.to_clauses(version) {
        let clause = shown.tree.get(index);
        out.push(Referred {
            clause: Some(Target {
                anchor: clause.anchor.clone(),
                citation: citation(policy, clause),
            }),
            groups: groups(input, path, backs),
        });
    }
    out
}

/// How many places refer to each clause of a version.
pub fn counts(input: &Input<'_>, version: Place) -> HashMap<ClauseIndex, usize> {
    let clauses = input.layers.back.to_clauses(version);
    clauses.map(|(index, backs)| (index, backs.len())).collect()
}

fn groups(input: &Input<'_>, path: &str, all: &[Back]) -> Vec<Group> {
    let mut sorted: Vec<Back> = all.to_vec();
    sorted.sort_by_key(|back| back.why);
    let by_why = sorted.chunk_by(|a, b| a.why == b.why);
    by_why
        .map(|group| Group {
            why: words(group[0].why),
            places: group
                .iter()
                .take(SHOWN)
                .map(|back| line(input, path, back.reference))
                .collect(),
            more: group.len().saturating_sub(SHOWN),
        })
        .collect()
}

fn words(why: Why) -> &'static str {
    match why {
        Why::Implements => "Carried out by",
        Why::Exception => "Exceptions",
        Why::Definition => "Meanings taken from here",
        Why::Repeats => "Repeated in",
        Why::Cites => "Cited in",
    }
}

/// The place of a reference for the page at `path`.
pub fn line(input: &Input<'_>, path: &str, reference: usize) -> Line {
    let reference = &input.layers.references[reference];
    let (_, policy, version) = input.library.at(reference.version);
    let page = links::place(input.library, reference.version);
    let (to, name) = match reference.at {
        At::Clause(index) => {
            let clause = version.tree.get(index);
            (
                format!("{page}#{}", clause.anchor),
                citation(policy, clause),
            )
        }
        At::Legal(_) => (page, format!("{}, legal references", policy.code.text)),
        At::CrossRef(_) => (page, format!("{}, cross references", policy.code.text)),
    };
    Line {
        place: Link::new(path, &to, name),
        title: policy.title.clone(),
        words: words_around(
            reference.at.text_in(&version.tree, &version.front),
            reference.found.range.start,
            WORDS,
        ),
    }
}

/// `2 places refer to`
pub fn said(n: usize) -> String {
    let verb = if n == 1 { "refers" } else { "refer" };
    format!("{} {verb} to", count(n, "place", "places"))
}
