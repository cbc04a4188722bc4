//! The packet of a draft for the board: what it changes, what refers to what it changes, and what
//! the matrix says now where a changed clause is the evidence.

use super::back::{Line, line};
use super::cell::{self, CellView};
use super::matrix::{of_rule, said};
use super::redline::{Around, called};
use super::redline::{Changes, Head, Row, Shown, around, changes, frame, head, rows};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link};
use super::{File, Input, links};
use crate::clause::ClauseIndex;
use crate::library::{Place, Standing, citation};
use crate::redline::{Event, Op};
use crate::reference::Reference;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Packet {
    frame: Frame,
    head: Head,
    /// "draft, first reading"; none when the draft does not say.
    status: Option<String>,
    /// The redline.
    redline: Link,
    /// The draft in clean words.
    clean: Link,
    changes: Changes,
    around: Around,
    rows: Vec<Row>,
    /// What the changed clauses newly refer to, and what they no longer do.
    come: Vec<Cites>,
    gone: Vec<Cites>,
    /// What refers to clauses that the draft changes.
    referring: Vec<Referring>,
    /// The rules for which a changed clause is evidence.
    rules: Vec<RuleNow>,
}

/// A reference of a changed clause.
#[derive(Serialize)]
struct Cites {
    clause: Link,
    words: String,
    target: Option<String>,
}

/// A clause in force that the draft changes, and the places that refer to it.
#[derive(Serialize)]
struct Referring {
    clause: Link,
    /// True when the draft does not have it.
    gone: bool,
    places: Vec<Line>,
    more: usize,
}

#[derive(Serialize)]
struct RuleNow {
    rule: Link,
    /// "4 of 5 forbid it or advise against it"
    said: String,
    cell: CellView,
    /// The changed clauses that are its evidence.
    clauses: Vec<Link>,
}

/// Places shown for a clause; more are counted.
const SHOWN: usize = 40;

/// A packet for each draft of a policy that has a text before it.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let districts = input.library.districts.iter().enumerate();
    let drafts: Vec<(usize, usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .flat_map(|(d, p)| {
            let versions = &input.library.districts[d].policies[p].versions;
            let all = input.layers.redlines.of((d, p)).iter().enumerate();
            all.filter(|(_, own)| versions[own.step.to].standing == Standing::Draft)
                .map(move |(n, _)| (d, p, n))
        })
        .collect();
    drafts
        .into_par_iter()
        .map(|(d, p, n)| {
            let compared = &input.layers.redlines.of((d, p))[n];
            let shown = Shown::new(input, (d, p), compared, |district, policy, _, draft| {
                links::packet(district, policy, draft)
            });
            let html = templates.render("packet.html", &page(&shown))?;
            Ok((shown.path, html))
        })
        .collect()
}

fn page(shown: &Shown<'_>) -> Packet {
    let Shown {
        district,
        policy,
        path,
        ..
    } = shown;
    let events = shown.events();
    let touched = touched(&events);
    let (come, gone) = cites(shown, &touched);
    let redline = links::redline(district, policy, shown.from, shown.to);
    let clean = links::version(district, policy, shown.to);
    Packet {
        frame: frame(shown, "packet", "For the board: from"),
        head: head(shown),
        status: shown.to.status.map(|s| s.words().to_string()),
        redline: Link::new(path, &redline, "The redline by itself"),
        clean: Link::new(path, &clean, called(shown.to)),
        changes: changes(shown, &events),
        around: around(shown),
        come,
        gone,
        referring: referring(shown, &touched),
        rules: rules(shown, &touched),
        rows: rows(shown, &events),
    }
}

/// The clauses of both texts whose words the draft changes.
struct Touched {
    old: BTreeSet<ClauseIndex>,
    new: BTreeSet<ClauseIndex>,
    /// Those of the old text that the draft does not have.
    gone: BTreeSet<ClauseIndex>,
}

fn touched(events: &[Event<'_>]) -> Touched {
    let mut out = Touched {
        old: BTreeSet::new(),
        new: BTreeSet::new(),
        gone: BTreeSet::new(),
    };
    for event in events {
        if event.words.iter().any(|p| p.op != Op::Equal) {
            out.old.extend(&event.from);
            out.new.extend(&event.to);
            if event.to.is_empty() {
                out.gone.extend(&event.from);
            }
        }
    }
    out
}

/// What the changed clauses cite only in the draft, and only in the text before it.
fn cites(shown: &Shown<'_>, touched: &Touched) -> (Vec<Cites>, Vec<Cites>) {
    let layers = shown.input.layers;
    let of = |place: Place, clauses: &BTreeSet<ClauseIndex>| -> BTreeMap<String, &Reference> {
        let own = layers.references_in(place).iter();
        let own = own.filter(|r| r.at.clause().is_some_and(|at| clauses.contains(&at)));
        // The first place that cites a thing is the one that is named.
        let mut out = BTreeMap::new();
        own.for_each(|r| {
            out.entry(key(shown, r)).or_insert(r);
        });
        out
    };
    let old = of(shown.places.0, &touched.old);
    let new = of(shown.places.1, &touched.new);
    let only = |all: &BTreeMap<String, &Reference>, other: &BTreeMap<String, &Reference>| {
        let own = all.iter().filter(|(key, _)| !other.contains_key(*key));
        let mut own: Vec<&Reference> = own.map(|(_, reference)| *reference).collect();
        own.sort_by_key(|r| (r.at.clause(), r.found.range.start));
        own.into_iter().map(|r| cited(shown, r)).collect()
    };
    (only(&new, &old), only(&old, &new))
}

/// Names what a reference cites: by its address, else by its words.
fn key(shown: &Shown<'_>, reference: &Reference) -> String {
    match &reference.found.law {
        Some(law) => shown.input.layers.citator.key(law),
        None => reference.found.target.to_lowercase(),
    }
}

fn cited(shown: &Shown<'_>, reference: &Reference) -> Cites {
    let (_, policy, version) = shown.input.library.at(reference.version);
    let page = links::place(shown.input.library, reference.version);
    let clause = reference.at.clause().map(|at| version.tree.get(at));
    let (name, anchor) = clause.map_or((String::new(), String::new()), |clause| {
        (citation(policy, clause), format!("#{}", clause.anchor))
    });
    Cites {
        clause: Link::new(&shown.path, &format!("{page}{anchor}"), name),
        words: reference.words(shown.input.library).to_string(),
        target: links::target(shown.input, reference).map(|to| links::relative(&shown.path, &to)),
    }
}

/// What refers to the clauses in force that the draft changes.
fn referring(shown: &Shown<'_>, touched: &Touched) -> Vec<Referring> {
    let backs = shown.input.layers.back.to_clauses(shown.places.0);
    let own = backs.filter(|(at, _)| touched.old.contains(at));
    own.map(|(at, backs)| {
        let clause = shown.from.tree.get(at);
        let places = backs.iter().take(SHOWN);
        Referring {
            clause: Link {
                text: citation(shown.policy, clause),
                url: shown.old_clause(at),
            },
            gone: touched.gone.contains(&at),
            places: places
                .map(|back| line(shown.input, &shown.path, back.reference))
                .collect(),
            more: backs.len().saturating_sub(SHOWN),
        }
    })
    .collect()
}

/// What the matrix says now where a changed clause is evidence.
fn rules(shown: &Shown<'_>, touched: &Touched) -> Vec<RuleNow> {
    let input = shown.input;
    let matrix = &input.layers.matrix;
    let district = shown.places.0.0;
    let all = matrix.rules.rules.iter().enumerate();
    all.filter_map(|(at, rule)| {
        let evidence = matrix.cell(district, at).evidence().iter();
        let own =
            evidence.filter(|e| e.version == shown.places.0 && touched.old.contains(&e.clause));
        let own: BTreeSet<ClauseIndex> = own.map(|e| e.clause).collect();
        let link = |at: &ClauseIndex| Link {
            text: citation(shown.policy, shown.from.tree.get(*at)),
            url: shown.old_clause(*at),
        };
        (!own.is_empty()).then(|| RuleNow {
            rule: Link::new(&shown.path, &links::rule(rule), &rule.title),
            said: said(rule, of_rule(input, at)),
            cell: cell::view(input, &shown.path, district, at),
            clauses: own.iter().map(link).collect(),
        })
    })
    .collect()
}
