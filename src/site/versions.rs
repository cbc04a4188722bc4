//! The versions of a policy in a row: each with its date, what brought it and what it changed.

use super::policy::tag;
use super::redline::{between, called};
use super::templates::{TemplateError, Templates};
use super::view::{Dated, Frame, Link};
use super::{File, Input, links};
use crate::library::{Standing, Version};
use crate::redline::Compared;
use crate::rule::begins;
use rayon::prelude::*;
use serde::Serialize;

/// A version in the history of its policy.
#[derive(Serialize)]
pub struct Stage {
    /// A date in words, "draft", or "current" when no date is known.
    label: String,
    /// "in force", "earlier", "draft" …
    tag: &'static str,
    /// Its page.
    url: String,
    /// True on that page.
    here: bool,
    /// What brought it.
    dated: Option<Dated>,
    /// What it changed; none for the first text.
    change: Option<StageChange>,
    /// The board packet of a draft.
    packet: Option<Link>,
}

/// What a version changed.
#[derive(Serialize)]
struct StageChange {
    /// "2 clauses amended; 14 as they were."
    said: String,
    /// Its redline.
    redline: Link,
    /// Days of which no text is here.
    between: Vec<Dated>,
}

#[derive(Serialize)]
struct VersionsPage {
    frame: Frame,
    district: Link,
    policy: Link,
    code: Option<String>,
    title: String,
    stages: Vec<Stage>,
    /// Any two: for each later version, the earlier ones. Empty where there are too many.
    pairs: Vec<PairRow>,
    /// The heads of its columns.
    columns: Vec<String>,
    /// True when some two have no redline of their own.
    gaps: bool,
}

#[derive(Serialize)]
struct PairRow {
    label: String,
    /// One for each column: none for the version itself and later ones.
    cells: Vec<Option<PairCell>>,
}

#[derive(Serialize)]
struct PairCell {
    /// Their redline; none when they have none of their own.
    url: Option<String>,
    /// What the link leads to, in full.
    label: String,
}

/// More versions than these make a table too wide to be read.
const TABLE: usize = 12;

/// What dates a version.
pub fn dated(version: &Version) -> Option<Dated> {
    begins(version).map(Dated::of)
}

/// The version that a version is compared with first: the one in force before it; none for the
/// first text.
pub fn before<'a>(
    input: &Input<'a>,
    (d, p): (usize, usize),
    version: usize,
) -> Option<&'a Compared> {
    let policy = &input.library.districts[d].policies[p];
    let in_force = |v: &usize| policy.versions[*v].standing != Standing::Draft;
    let last = match policy.versions[version].standing {
        Standing::Draft => (0..policy.versions.len()).rev().find(in_force)?,
        _ => (0..version).rev().find(in_force)?,
    };
    input.layers.redlines.between((d, p), last, version)
}

/// The version that changed a version: the next one in force.
pub fn after<'a>(
    input: &Input<'a>,
    (d, p): (usize, usize),
    version: usize,
) -> Option<&'a Compared> {
    let policy = &input.library.districts[d].policies[p];
    let next = (version + 1..policy.versions.len())
        .find(|v| policy.versions[*v].standing != Standing::Draft)?;
    input.layers.redlines.between((d, p), version, next)
}

/// A link to the redline of two versions for the page at `path`.
pub fn redline_link(
    input: &Input<'_>,
    (d, p): (usize, usize),
    compared: &Compared,
    path: &str,
    words: impl Fn(&Version, &Version) -> String,
) -> Link {
    let district = &input.library.districts[d];
    let policy = &district.policies[p];
    let step = compared.step;
    let (from, to) = (&policy.versions[step.from], &policy.versions[step.to]);
    let page = links::redline(district, policy, from, to);
    Link::new(path, &page, words(from, to))
}

/// The versions of a policy for the page at `path`, the newest first.
pub fn stages(input: &Input<'_>, (d, p): (usize, usize), path: &str) -> Vec<Stage> {
    let district = &input.library.districts[d];
    let policy = &district.policies[p];
    let versions = policy.versions.iter().enumerate().rev();
    versions
        .map(|(v, version)| {
            let page = links::version(district, policy, version);
            let compared = before(input, (d, p), v);
            let packet = links::packet(district, policy, version);
            Stage {
                label: version.label_in_words(),
                tag: tag(version),
                url: links::relative(path, &page),
                here: page == path,
                dated: dated(version),
                packet: (compared.is_some() && version.standing == Standing::Draft)
                    .then(|| Link::new(path, &packet, "Packet for the board")),
                change: compared.map(|own| change(input, (d, p), own, path)),
            }
        })
        .collect()
}

fn change(
    input: &Input<'_>,
    (d, p): (usize, usize),
    compared: &Compared,
    path: &str,
) -> StageChange {
    let policy = &input.library.districts[d].policies[p];
    let step = compared.step;
    StageChange {
        said: compared.summary.in_words(),
        redline: redline_link(input, (d, p), compared, path, |from, _| {
            format!("What changed from {}", called(from))
        }),
        between: between(&policy.versions[step.from], &policy.versions[step.to]),
    }
}

/// A page for each policy that has several versions.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let districts = input.library.districts.iter().enumerate();
    let all: Vec<(usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .filter(|of| !input.layers.redlines.of(*of).is_empty())
        .collect();
    all.into_par_iter()
        .map(|(d, p)| {
            let district = &input.library.districts[d];
            let policy = &district.policies[p];
            let path = links::versions(district, policy);
            let html = templates.render("versions.html", &page(input, (d, p), &path))?;
            Ok((path, html))
        })
        .collect()
}

fn page(input: &Input<'_>, (d, p): (usize, usize), path: &str) -> VersionsPage {
    let district = &input.library.districts[d];
    let policy = &district.policies[p];
    let code = match policy.code.printed {
        true => format!("{} ", policy.code.text),
        false => String::new(),
    };
    let title = format!("Versions of {code}{}, {}", policy.title, district.name);
    let (pairs, columns) = pairs(input, (d, p), path);
    VersionsPage {
        frame: Frame::new(input, path, "versions", &title).of_district(district),
        district: Link::new(path, &links::district(district), &district.name),
        policy: Link::new(path, &links::policy(district, policy), &policy.title),
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        stages: stages(input, (d, p), path),
        gaps: pairs
            .iter()
            .flat_map(|row| row.cells.iter().flatten())
            .any(|cell| cell.url.is_none()),
        pairs,
        columns,
    }
}

/// The table of any two versions, with the heads of its columns.
fn pairs(input: &Input<'_>, (d, p): (usize, usize), path: &str) -> (Vec<PairRow>, Vec<String>) {
    let district = &input.library.districts[d];
    let versions = &district.policies[p].versions;
    if versions.len() < 3 || versions.len() > TABLE {
        return (Vec::new(), Vec::new());
    }
    let cell = |from: usize, to: usize| {
        let compared = input.layers.redlines.between((d, p), from, to);
        let link = compared.map(|own| redline_link(input, (d, p), own, path, |_, _| String::new()));
        let (from, to) = (&versions[from], &versions[to]);
        PairCell {
            url: link.map(|link| link.url),
            label: format!("{} to {}", from.label_in_words(), to.label_in_words()),
        }
    };
    let last = versions.len() - 1;
    let rows = (1..versions.len()).map(|to| PairRow {
        label: versions[to].label_in_words(),
        cells: (0..last)
            .map(|from| (from < to).then(|| cell(from, to)))
            .collect(),
    });
    let columns = versions[..last].iter().map(Version::label_in_words);
    (rows.collect(), columns.collect())
}
