use super::back::{self, Referred};
use super::body::{Body, Marks};
use super::front::{Words, items};
use super::marks;
use super::proves::{self, Proves};
use super::redline::called;
use super::templates::{TemplateError, Templates};
use super::terms::{self, Term};
use super::versions::{Stage, after, before, redline_link, stages};
use super::view::{Dated, Frame, Link, capitalised};
use super::{File, Input, links};
use crate::clause::{ClauseIndex, ClauseKind};
use crate::library::ledger::{ClauseId, PolicyRows};
use crate::library::{District, Place, Policy, Standing, Version, dating_event};
use crate::reference::At;
use crate::source::{Field, Status};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

#[derive(Serialize)]
struct PolicyPage {
    frame: Frame,
    district: Link,
    register: Link,
    /// The code as printed; none when the source prints none.
    code: Option<String>,
    title: String,
    kind: Option<String>,
    series: Option<String>,
    /// "in force", "draft, first reading" …; none when nothing is said.
    status: Option<String>,
    /// What kind of text this is: `current`, `earlier` or `draft`.
    standing: &'static str,
    /// What dates the text: "effective", "revised", "approved" … and the day.
    dated: Option<Dated>,
    dates: Vec<Dated>,
    /// The policy that this one serves.
    parent: Option<Named>,
    /// The instruments that serve this one.
    family: Vec<Named>,
    contents: Vec<Entry>,
    /// Language tag of the text; the page around it is in the language of the frame.
    lang: String,
    body: String,
    versions: Vec<VersionLine>,
    /// The same with what each changed; empty when there is one.
    stages: Vec<Stage>,
    /// The page of all versions.
    all_versions: Option<Link>,
    /// What this text changed, and what the next one did.
    changed: Vec<Link>,
    /// The page of the current version, for archived and proposed texts.
    current: Option<Link>,
    legal: Vec<Vec<Words>>,
    cross_refs: Vec<Vec<Words>>,
    other: Vec<(String, String)>,
    source: SourceView,
    former: Vec<Former>,
    /// The terms that the text defines.
    terms: Vec<Term>,
    /// The rules that its clauses are evidence for.
    proves: Vec<Proves>,
    /// What refers to this policy and to its clauses.
    referred: Vec<Referred>,
}

#[derive(Serialize)]
struct Named {
    code: String,
    title: Option<String>,
    url: Option<String>,
}

/// A line of the contents.
#[derive(Serialize)]
struct Entry {
    anchor: String,
    enumerator: String,
    text: String,
    depth: usize,
}

/// A version in a list of versions.
#[derive(Serialize)]
pub struct VersionLine {
    /// A date in words, "draft", or "current" when no date is known.
    pub label: String,
    /// "in force", "earlier", "draft", or what the source says of the version in force.
    pub tag: &'static str,
    /// Its page.
    pub url: String,
    /// True when the list stands on that page.
    pub here: bool,
}

#[derive(Serialize)]
struct SourceView {
    text: Option<String>,
    url: Option<String>,
    removed: Vec<String>,
    notes: Vec<String>,
}

/// An address that a clause had in this page before.
#[derive(Serialize)]
struct Former {
    anchor: String,
    /// Where the clause stands now.
    url: String,
    /// What to call that place: `#ii-b`, or a version that still has the clause.
    text: String,
    /// True when the clause is no longer in the text.
    gone: bool,
    /// True when the clause is part of the one at that place.
    part: bool,
}

/// The version that a page shows.
struct Shown<'a> {
    input: &'a Input<'a>,
    district: &'a District,
    policy: &'a Policy,
    version: &'a Version,
    /// Path of the page.
    path: &'a str,
    /// Path of the register's page that lists the policy.
    register: &'a str,
    /// The version, by its place in the library.
    place: Place,
}

/// A page for each version of each policy.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let districts = input.library.districts.iter().enumerate();
    let all: Vec<(usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .collect();
    let made: Result<Vec<Vec<File>>, TemplateError> = all
        .par_iter()
        .map(|(d, p)| {
            let district = &input.library.districts[*d];
            let policy = &district.policies[*p];
            let number = input
                .layers
                .register_of
                .get(&(*d, *p))
                .copied()
                .unwrap_or(1);
            let register = links::register(district, number);
            let pages = policy.versions.iter().enumerate().map(|(v, version)| {
                let path = links::version(district, policy, version);
                let view = page(&Shown {
                    input,
                    district,
                    policy,
                    version,
                    path: &path,
                    register: &register,
                    place: (*d, *p, v),
                });
                let html = templates.render("policy.html", &view)?;
                Ok((path, html))
            });
            pages.collect()
        })
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

fn page(shown: &Shown<'_>) -> PolicyPage {
    let Shown {
        input,
        district,
        policy,
        version,
        path,
        register,
        ..
    } = *shown;
    let file = &input.project.sources.get(version.source).path;
    let front = &version.front;
    let current = links::policy(district, policy);
    let proves = proves::of_version(input, shown.place, path);
    PolicyPage {
        frame: frame(shown),
        district: Link::new(path, &links::district(district), &district.name),
        register: Link::new(path, register, "All clauses"),
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        kind: policy.kind.map(|k| capitalised(k.word())),
        series: policy.series.clone(),
        status: version.status.map(|s| s.words().to_string()),
        standing: standing_word(version.standing),
        dated: dating_event(front).map(Dated::of),
        dates: dates(version),
        parent: policy
            .parent
            .as_ref()
            .map(|code| named(district, code, path)),
        family: family(district, policy, path),
        contents: contents(version),
        lang: front
            .lang
            .as_ref()
            .map_or("en", |l| l.value.as_str())
            .to_string(),
        body: Body::render(
            input,
            policy,
            &version.tree,
            file,
            path,
            &Marks {
                links: marks::of_version(input, shown.place, path),
                referred: back::counts(input, shown.place),
                proves: proves::marks(&proves),
            },
        ),
        terms: terms::of_version(input, shown.place),
        proves,
        referred: back::of_version(
            input,
            shown.place,
            path,
            version.standing == Standing::Current,
        ),
        versions: version_lines(district, policy, path),
        stages: match policy.versions.len() {
            0 | 1 => Vec::new(),
            _ => stages(input, (shown.place.0, shown.place.1), path),
        },
        all_versions: has_redlines(shown)
            .then(|| Link::new(path, &links::versions(district, policy), "Compare any two")),
        changed: changed(shown),
        current: (version.standing != Standing::Current && policy.current().is_some())
            .then(|| Link::new(path, &current, policy.title.clone())),
        legal: items(
            input,
            path,
            input.layers.references_in(shown.place),
            &front.legal,
            At::Legal,
        ),
        cross_refs: items(
            input,
            path,
            input.layers.references_in(shown.place),
            &front.cross_refs,
            At::CrossRef,
        ),
        other: other(version),
        source: source(version),
        former: former(shown),
    }
}

fn has_redlines(shown: &Shown<'_>) -> bool {
    let redlines = &shown.input.layers.redlines;
    !redlines.of((shown.place.0, shown.place.1)).is_empty()
}

/// The redlines with the texts before and after this one, for one that is not in force.
fn changed(shown: &Shown<'_>) -> Vec<Link> {
    let Shown {
        input,
        version,
        path,
        place: (d, p, v),
        ..
    } = *shown;
    let with_before = before(input, (d, p), v).map(|own| {
        redline_link(input, (d, p), own, path, |from, _| match version.standing {
            Standing::Draft => "What it would change".to_string(),
            _ => format!("What it changed from {}", called(from)),
        })
    });
    let with_after = after(input, (d, p), v).map(|own| {
        redline_link(input, (d, p), own, path, |_, to| {
            format!("What {} changed in it", called(to))
        })
    });
    match version.standing {
        Standing::Current => Vec::new(),
        Standing::Draft => with_before.into_iter().collect(),
        Standing::Earlier => with_before.into_iter().chain(with_after).collect(),
    }
}

/// The versions of a policy for the page at `from`, newest first.
pub fn version_lines(district: &District, policy: &Policy, from: &str) -> Vec<VersionLine> {
    let newest_first = policy.versions.iter().rev();
    newest_first
        .map(|version| {
            let path = links::version(district, policy, version);
            VersionLine {
                label: version.label_in_words(),
                tag: tag(version),
                url: links::relative(from, &path),
                here: path == from,
            }
        })
        .collect()
}

/// "in force", "earlier" …
pub fn tag(version: &Version) -> &'static str {
    match (version.standing, version.status) {
        (Standing::Draft, _) => "draft",
        (Standing::Earlier, _) => "earlier",
        (
            Standing::Current,
            Some(status @ (Status::Rescinded | Status::Suspended | Status::Superseded)),
        ) => status.words(),
        (Standing::Current, _) => "in force",
    }
}

/// What else the front matter says.
fn other(version: &Version) -> Vec<(String, String)> {
    let front = &version.front;
    let list = |name: &str, fields: &[Field]| {
        let texts: Vec<&str> = fields.iter().map(|f| f.value.as_str()).collect();
        (!texts.is_empty()).then(|| (name.to_string(), texts.join("; ")))
    };
    let own = [
        front
            .owner
            .as_ref()
            .map(|f| ("owner".to_string(), f.value.clone())),
        list("topics", &front.topics),
        list("also known as", &front.aliases),
        list("former codes", &front.former_codes),
    ];
    own.into_iter()
        .flatten()
        .chain(front.other.iter().cloned())
        .collect()
}

fn source(version: &Version) -> SourceView {
    let source = version.front.source.clone();
    let is_web = |u: &String| u.starts_with("https://") || u.starts_with("http://");
    SourceView {
        text: source.text,
        url: source.url.filter(is_web),
        removed: source.removed,
        notes: source.notes,
    }
}

fn frame(shown: &Shown<'_>) -> Frame {
    let Shown {
        input,
        district,
        policy,
        version,
        path,
        ..
    } = *shown;
    let code = if policy.code.printed {
        format!("{} ", policy.code.text)
    } else {
        String::new()
    };
    let stamp = match version.standing {
        Standing::Current => String::new(),
        Standing::Draft => " (draft)".to_string(),
        Standing::Earlier => format!(" (text of {})", version.label_in_words()),
    };
    let title = format!("{code}{}{stamp}, {}", policy.title, district.name);
    let mut frame = Frame::new(input, path, "policy", &title).of_district(district);
    frame.description = title;
    if version.standing != Standing::Current {
        frame.noindex = true;
        frame.canonical = Some(links::relative(path, &links::policy(district, policy)));
    }
    frame
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "current",
        Standing::Earlier => "earlier",
        Standing::Draft => "draft",
    }
}

fn dates(version: &Version) -> Vec<Dated> {
    let events = version.front.events.iter();
    events.map(|event| Dated::of(*event)).collect()
}

fn named(district: &District, code: &str, path: &str) -> Named {
    let found = district.policies.iter().find(|p| p.code.text == code);
    Named {
        code: code.to_string(),
        title: found.map(|p| p.title.clone()),
        url: found.map(|p| links::relative(path, &links::policy(district, p))),
    }
}

fn family(district: &District, policy: &Policy, path: &str) -> Vec<Named> {
    let serves = |p: &&Policy| p.parent.as_deref() == Some(policy.code.text.as_str());
    let members = district.policies.iter().filter(serves);
    members
        .map(|p| named(district, &p.code.text, path))
        .collect()
}

fn contents(version: &Version) -> Vec<Entry> {
    let tree = &version.tree;
    let is_section = |i: ClauseIndex| tree.get(i).kind == ClauseKind::Section;
    let sections = tree.iter().filter(|(index, _)| {
        let mut up = std::iter::successors(Some(*index), |i| tree.get(*i).parent);
        up.all(is_section)
    });
    sections
        .map(|(index, clause)| Entry {
            anchor: clause.anchor.clone(),
            enumerator: clause.enumerator.clone(),
            text: clause.text.clone(),
            depth: version.tree.depth(index).min(3),
        })
        .collect()
}

/// The addresses that clauses had in this page before: in the version itself, when it was edited
/// in place, and in earlier versions, when they were shown here. The newest comes first: where two
/// clauses had one address, the later one is likelier meant.
fn former(shown: &Shown<'_>) -> Vec<Former> {
    let Shown {
        policy, version, ..
    } = *shown;
    let clauses = version.tree.clauses();
    let mut taken: HashSet<&str> = clauses.iter().map(|c| c.anchor.as_str()).collect();
    let now: HashMap<&ClauseId, &str> = version
        .ids
        .iter()
        .zip(clauses)
        .map(|(id, c)| (id, c.anchor.as_str()))
        .collect();
    let mut out = Vec::new();
    for (id, anchor) in in_place(shown) {
        if let Some(now) = now.get(id)
            && taken.insert(anchor)
        {
            out.push(moved(anchor, now));
        }
    }
    if version.standing != Standing::Current {
        return out;
    }
    let merged = merged(shown);
    let earlier = policy
        .versions
        .iter()
        .rev()
        .filter(|v| v.standing == Standing::Earlier);
    for before in earlier {
        for (id, clause) in before.ids.iter().zip(before.tree.clauses()) {
            if taken.insert(&clause.anchor) {
                let whole = merged.get(id).and_then(|whole| now.get(whole));
                out.push(match (now.get(id), whole) {
                    (Some(now), _) => moved(&clause.anchor, now),
                    (None, Some(whole)) => Former {
                        part: true,
                        ..moved(&clause.anchor, whole)
                    },
                    (None, None) => gone(shown, before, &clause.anchor),
                });
            }
        }
    }
    out
}

/// What the ledger has of the policy.
fn rows<'a>(shown: &Shown<'a>) -> Option<&'a PolicyRows> {
    let key = (shown.district.slug.clone(), shown.policy.slug.clone());
    shown.input.library.ledger.policies.get(&key)
}

/// The clauses that are part of another one now, each with that one: the last, where that went into
/// a third.
fn merged<'a>(shown: &Shown<'a>) -> HashMap<&'a ClauseId, &'a ClauseId> {
    let ended = rows(shown).map_or(&[][..], |r| &r.ended);
    let one: HashMap<&ClauseId, &ClauseId> = ended
        .iter()
        .filter_map(|e| Some((&e.row.id, e.to.first()?)))
        .collect();
    let last = |id: &'a ClauseId| {
        let steps = std::iter::successors(Some(id), |id| one.get(id).copied());
        steps.take(MERGES).last().unwrap_or(id)
    };
    ended.iter().map(|e| (&e.row.id, last(&e.row.id))).collect()
}

/// Merges that are followed, one after the other; a lock that leads in a circle is no harm.
const MERGES: usize = 16;

/// The former addresses that the ledger has for the version.
fn in_place<'a>(shown: &Shown<'a>) -> impl Iterator<Item = (&'a ClauseId, &'a str)> {
    let label = &shown.version.label;
    let rows = rows(shown).and_then(|r| r.versions.iter().find(|v| v.label == *label));
    rows.into_iter()
        .flat_map(|v| v.former.iter().map(|(id, anchor)| (id, anchor.as_str())))
}

fn moved(anchor: &str, now: &str) -> Former {
    Former {
        anchor: anchor.to_string(),
        url: format!("#{now}"),
        text: format!("#{now}"),
        gone: false,
        part: false,
    }
}

fn gone(shown: &Shown<'_>, before: &Version, anchor: &str) -> Former {
    let page = links::version(shown.district, shown.policy, before);
    Former {
        anchor: anchor.to_string(),
        url: format!("{}#{anchor}", links::relative(shown.path, &page)),
        text: before.label_in_words(),
        gone: true,
        part: false,
    }
}
