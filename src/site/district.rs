use super::no_text::why_none;
use super::templates::{TemplateError, Templates};
use super::view::{Dated, Frame, capitalised};
use super::{File, Input, links};
use crate::library::{District, Policy, dating_event};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct DistrictPage {
    frame: Frame,
    name: String,
    state: Option<String>,
    website: Option<String>,
    note: Option<String>,
    /// None for a district without policies.
    register: Option<String>,
    /// The page of its references.
    references: String,
    /// The page of its changes.
    changes: String,
    series: Vec<Series>,
}

/// The policies of one series, each followed by those that serve it.
#[derive(Serialize)]
struct Series {
    name: Option<String>,
    policies: Vec<PolicyLine>,
}

#[derive(Serialize)]
struct PolicyLine {
    code: Option<String>,
    title: String,
    url: String,
    kind: Option<String>,
    /// What dates the text: "effective", "revised", "approved" … and the day.
    dated: Option<Dated>,
    status: Option<String>,
    versions: usize,
    /// True for an instrument shown under the policy that it serves.
    serves: bool,
}

/// A page for each district.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    input
        .library
        .districts
        .par_iter()
        .map(|district| {
            let path = links::district(district);
            let view = page(input, district, &path);
            Ok((path, templates.render("district.html", &view)?))
        })
        .collect()
}

fn page(input: &Input<'_>, district: &District, path: &str) -> DistrictPage {
    let website = district.website.clone();
    DistrictPage {
        frame: Frame::new(input, path, "district", &district.name).of_district(district),
        name: district.name.clone(),
        state: district.state.clone(),
        website: website.filter(|w| w.starts_with("https://") || w.starts_with("http://")),
        note: district.note.clone(),
        register: (!district.policies.is_empty())
            .then(|| links::relative(path, &links::register(district, 1))),
        references: links::relative(path, &links::references_of(district)),
        changes: links::relative(path, &links::changes_of(district, 1)),
        series: series(district, path),
    }
}

fn series(district: &District, path: &str) -> Vec<Series> {
    let codes: BTreeMap<&str, usize> = district
        .policies
        .iter()
        .enumerate()
        .map(|(at, p)| (p.code.text.as_str(), at))
        .collect();
    let parent = |p: &Policy| {
        let at = codes.get(p.parent.as_deref()?).copied()?;
        (district.policies[at].code != p.code && district.policies[at].parent.is_none())
            .then_some(at)
    };
    let mut served: BTreeMap<usize, Vec<&Policy>> = BTreeMap::new();
    for policy in &district.policies {
        if let Some(at) = parent(policy) {
            served.entry(at).or_default().push(policy);
        }
    }
    let mut groups: BTreeMap<Option<String>, Vec<PolicyLine>> = BTreeMap::new();
    for (at, policy) in district
        .policies
        .iter()
        .enumerate()
        .filter(|(_, p)| parent(p).is_none())
    {
        let lines = groups.entry(policy.series.clone()).or_default();
        lines.push(line(district, policy, path, false));
        let below = served.get(&at).into_iter().flatten();
        lines.extend(below.map(|p| line(district, p, path, true)));
    }
    groups
        .into_iter()
        .map(|(name, policies)| Series { name, policies })
        .collect()
}

fn line(district: &District, policy: &Policy, path: &str, serves: bool) -> PolicyLine {
    let current = policy.current();
    PolicyLine {
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        url: links::relative(path, &links::policy(district, policy)),
        kind: policy.kind.map(|k| capitalised(k.word())),
        dated: current.and_then(|v| dating_event(&v.front)).map(Dated::of),
        status: match current {
            Some(version) => version.status.map(|s| s.words().to_string()),
            None => Some(why_none(policy).to_string()),
        },
        versions: policy.versions.len(),
        serves,
    }
}
