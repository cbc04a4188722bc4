use super::body::Body;
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, capitalised};
use super::{File, Input, links};
use crate::clause::ClauseKind;
use crate::library::{District, Policy, Standing, Version, in_force_since};
use rayon::prelude::*;
use serde::Serialize;

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
    since: Option<Dated>,
    dates: Vec<Dated>,
    /// The policy that this one serves.
    parent: Option<Named>,
    /// The instruments that serve this one.
    family: Vec<Named>,
    contents: Vec<Entry>,
    body: String,
    versions: Vec<VersionLine>,
    /// The page of the current version, for archived and proposed texts.
    current: Option<Link>,
    legal: Vec<String>,
    cross_refs: Vec<String>,
    other: Vec<(String, String)>,
    source: SourceView,
    former: Vec<Former>,
}

#[derive(Serialize)]
struct Dated {
    what: String,
    iso: String,
    long: String,
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

#[derive(Serialize)]
struct VersionLine {
    label: String,
    standing: &'static str,
    url: String,
    here: bool,
}

#[derive(Serialize)]
struct SourceView {
    text: Option<String>,
    url: Option<String>,
    removed: Vec<String>,
    notes: Vec<String>,
}

/// An address that a clause had before, and where it is now.
#[derive(Serialize)]
struct Former {
    anchor: String,
    now: String,
}

/// A page for each version of each policy.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let all: Vec<(&District, &Policy)> = input.library.policies().collect();
    let made: Result<Vec<Vec<File>>, TemplateError> = all
        .par_iter()
        .map(|(district, policy)| {
            let pages = policy.versions.iter().map(|version| {
                let path = links::version(district, policy, version);
                let view = page(input, district, policy, version, &path);
                Ok((path, templates.render("policy.html", &view)?))
            });
            pages.collect()
        })
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

fn page(
    input: &Input<'_>,
    district: &District,
    policy: &Policy,
    version: &Version,
    path: &str,
) -> PolicyPage {
    let file = &input.project.sources.get(version.source).path;
    let front = &version.front;
    let values = |fields: &[crate::source::Field]| fields.iter().map(|f| f.value.clone()).collect();
    let current = links::policy(district, policy);
    let is_current = version.standing == Standing::Current;
    let register = register_page(input, district, policy);
    PolicyPage {
        frame: frame(input, district, policy, version, path),
        district: Link::new(path, &links::district(district), &district.name),
        register: Link::new(path, &register, "All clauses"),
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        kind: policy.kind.map(|k| capitalised(k.word())),
        series: policy.series.clone(),
        status: version.status.map(|s| s.words().to_string()),
        standing: standing_word(version.standing),
        since: in_force_since(front).map(|date| Dated {
            what: "in force since".to_string(),
            iso: date.to_string(),
            long: date.long(),
        }),
        dates: dates(version),
        parent: policy
            .parent
            .as_ref()
            .map(|code| named(district, code, path)),
        family: family(district, policy, path),
        contents: contents(version),
        body: Body::render(input, policy, &version.tree, file, path),
        versions: policy
            .versions
            .iter()
            .rev()
            .map(|v| VersionLine {
                label: v.label.clone(),
                standing: standing_word(v.standing),
                url: links::relative(path, &links::version(district, policy, v)),
                here: std::ptr::eq(v, version),
            })
            .collect(),
        current: (!is_current).then(|| Link::new(path, &current, policy.title.clone())),
        legal: values(&front.legal),
        cross_refs: values(&front.cross_refs),
        other: front.other.clone(),
        source: SourceView {
            text: front.source.text.clone(),
            url: front
                .source
                .url
                .clone()
                .filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            removed: front.source.removed.clone(),
            notes: front.source.notes.clone(),
        },
        former: former(input, district, policy, version),
    }
}

fn frame(
    input: &Input<'_>,
    district: &District,
    policy: &Policy,
    version: &Version,
    path: &str,
) -> Frame {
    let code = if policy.code.printed {
        format!("{} ", policy.code.text)
    } else {
        String::new()
    };
    let stamp = match version.standing {
        Standing::Current => String::new(),
        Standing::Draft => " (draft)".to_string(),
        Standing::Earlier => format!(" (text of {})", version.label),
    };
    let title = format!("{code}{}{stamp}", policy.title);
    let mut frame = Frame::new(input, path, "policy", &title).of_district(district);
    frame.description = format!("{title}: {}", district.name);
    if let Some(lang) = &version.front.lang {
        frame.lang = lang.value.clone();
    }
    if version.standing != Standing::Current {
        frame.noindex = true;
        frame.canonical = Some(links::relative(path, &links::policy(district, policy)));
    }
    frame
}

fn register_page(input: &Input<'_>, district: &District, policy: &Policy) -> String {
    let of = input
        .library
        .districts
        .iter()
        .position(|d| d.slug == district.slug);
    let at = district.policies.iter().position(|p| p.slug == policy.slug);
    let page =
        input.layers.register.iter().find(|page| {
            Some(page.district) == of && at.is_some_and(|at| page.policies.contains(&at))
        });
    links::register(district, page.map_or(1, |p| p.number))
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
    events
        .map(|event| Dated {
            what: event.kind.word().to_string(),
            iso: event.date.to_string(),
            long: event.date.long(),
        })
        .collect()
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
    let sections = version
        .tree
        .iter()
        .filter(|(_, c)| c.kind == ClauseKind::Section);
    sections
        .map(|(index, clause)| Entry {
            anchor: clause.anchor.clone(),
            enumerator: clause.enumerator.clone(),
            text: clause.text.clone(),
            depth: version.tree.depth(index).min(3),
        })
        .collect()
}

fn former(
    input: &Input<'_>,
    district: &District,
    policy: &Policy,
    version: &Version,
) -> Vec<Former> {
    let key = (district.slug.clone(), policy.code.text.clone());
    let rows = input.library.ledger.policies.get(&key);
    let rows = rows.and_then(|r| r.versions.iter().find(|v| v.label == version.label));
    let Some(rows) = rows else { return Vec::new() };
    let taken = |anchor: &str| version.tree.clauses().iter().any(|c| c.anchor == anchor);
    rows.former
        .iter()
        .filter(|(_, anchor)| !taken(anchor))
        .filter_map(|(id, anchor)| {
            let at = version.ids.iter().position(|i| i == id)?;
            Some(Former {
                anchor: anchor.clone(),
                now: version.tree.clauses()[at].anchor.clone(),
            })
        })
        .collect()
}
