use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::library::Policy;
use serde::Serialize;

#[derive(Serialize)]
struct Home {
    frame: Frame,
    districts: Vec<DistrictLine>,
    total: String,
}

#[derive(Serialize)]
struct DistrictLine {
    name: String,
    url: String,
    state: Option<String>,
    fictional: bool,
    home: bool,
    counts: String,
    /// Its policies, when they are few.
    policies: Vec<Link>,
}

/// A district with no more policies than this has them on the home page.
const FEW: usize = 3;

/// The home page, and the page for addresses that lead nowhere.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let path = "index.html";
    let home = input.project.config.home.as_ref().map(|h| h.value.as_str());
    let mut districts: Vec<DistrictLine> = input
        .library
        .districts
        .iter()
        .map(|d| {
            let clauses: usize = d.policies.iter().map(Policy::clause_count).sum();
            let few = d.policies.iter().filter(|_| d.policies.len() <= FEW);
            DistrictLine {
                policies: few
                    .map(|p| Link::new(path, &links::policy(d, p), name(p)))
                    .collect(),
                name: d.name.clone(),
                url: links::relative(path, &links::district(d)),
                state: d.state.clone(),
                fictional: d.fictional,
                home: home == Some(d.slug.as_str()),
                counts: format!(
                    "{}, {}",
                    count(d.policies.len(), "policy", "policies"),
                    count(clauses, "clause", "clauses")
                ),
            }
        })
        .collect();
    districts.sort_by_key(|d| (!d.home, d.fictional));
    let policies = input.library.policies().count();
    let total = format!(
        "{} of {}",
        count(policies, "policy", "policies"),
        count(districts.len(), "district", "districts")
    );
    let mut frame = Frame::new(input, path, "home", input.project.config.title());
    frame.description = format!("{total}, clause by clause.");
    let view = Home {
        frame,
        districts,
        total,
    };
    let mut missing = Frame::new(input, "404.html", "not-found", "Page not found");
    missing.noindex = true;
    Ok(vec![
        (path.to_string(), templates.render("home.html", &view)?),
        (
            "404.html".to_string(),
            templates.render("not-found.html", &NotFound { frame: missing })?,
        ),
    ])
}

fn name(policy: &Policy) -> String {
    match policy.code.printed {
        true => format!("{} {}", policy.code.text, policy.title),
        false => policy.title.clone(),
    }
}

#[derive(Serialize)]
struct NotFound {
    frame: Frame,
}
