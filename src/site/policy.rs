use super::body::Body;
use super::templates::{TemplateError, Templates};
use super::view::{Dated, Frame, Link, capitalised};
use super::{File, Input, links};
use crate::clause::{ClauseIndex, ClauseKind};
use crate::library::{District, Policy, Standing, Version, dating_event};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashSet;

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
    /// The page of the current version, for archived and proposed texts.
    current: Option<Link>,
    legal: Vec<String>,
    cross_refs: Vec<String>,
    other: Vec<(String, String)>,
    source: SourceView,
    former: Vec<Former>,
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
    /// A date in words, "draft", or "current" when no date is known.
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
            let pages = policy.versions.iter().map(|version| {
                let path = links::version(district, policy, version);
                let view = page(&Shown {
                    input,
                    district,
                    policy,
                    version,
                    path: &path,
                    register: &register,
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
    } = *shown;
    let file = &input.project.sources.get(version.source).path;
    let front = &version.front;
    let values = |fields: &[crate::source::Field]| fields.iter().map(|f| f.value.clone()).collect();
    let current = links::policy(district, policy);
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
        body: Body::render(input, policy, &version.tree, file, path),
        versions: versions(shown),
        current: (version.standing != Standing::Current)
            .then(|| Link::new(path, &current, policy.title.clone())),
        legal: values(&front.legal),
        cross_refs: values(&front.cross_refs),
        other: front.other.clone(),
        source: source(version),
        former: former(shown),
    }
}

fn versions(shown: &Shown<'_>) -> Vec<VersionLine> {
    let newest_first = shown.policy.versions.iter().rev();
    newest_first
        .map(|version| {
            let path = links::version(shown.district, shown.policy, version);
            VersionLine {
                label: version.label_in_words(),
                standing: standing_word(version.standing),
                url: links::relative(shown.path, &path),
                here: path == shown.path,
            }
        })
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
    let title = format!("{code}{}{stamp}", policy.title);
    let mut frame = Frame::new(input, path, "policy", &title).of_district(district);
    frame.description = format!("{title}: {}", district.name);
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

fn former(shown: &Shown<'_>) -> Vec<Former> {
    let version = shown.version;
    let key = (shown.district.slug.clone(), shown.policy.slug.clone());
    let rows = shown.input.library.ledger.policies.get(&key);
    let rows = rows.and_then(|r| r.versions.iter().find(|v| v.label == version.label));
    let Some(rows) = rows else { return Vec::new() };
    let mut taken: HashSet<&str> = version
        .tree
        .clauses()
        .iter()
        .map(|c| c.anchor.as_str())
        .collect();
    let mut out = Vec::new();
    // Two clauses may have stood at one address at different times; the first keeps it.
    for (id, anchor) in &rows.former {
        if let Some(at) = version.ids.iter().position(|i| i == id)
            && taken.insert(anchor)
        {
            out.push(Former {
                anchor: anchor.clone(),
                now: version.tree.clauses()[at].anchor.clone(),
            });
        }
    }
    out
}
