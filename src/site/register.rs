use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::index::RegisterPage;
use crate::library::{District, Policy, short_citation};
use crate::text::first_words;
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct Register {
    frame: Frame,
    total: String,
    districts: Vec<DistrictPart>,
}

#[derive(Serialize)]
struct DistrictPart {
    name: String,
    fictional: bool,
    clauses: String,
    pages: Vec<Link>,
}

#[derive(Serialize)]
struct Clauses {
    frame: Frame,
    district: Link,
    pages: Vec<Link>,
    number: usize,
    policies: Vec<PolicyPart>,
}

#[derive(Serialize)]
struct PolicyPart {
    code: Option<String>,
    title: String,
    url: String,
    clauses: Vec<ClauseLine>,
}

#[derive(Serialize)]
struct ClauseLine {
    citation: String,
    anchor: String,
    kind: &'static str,
    text: String,
}

/// How many words of a clause stand in the register.
const WORDS: usize = 16;

/// The register's first page, and its pages for each district.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let path = "index-of-clauses.html";
    let pages = &input.layers.register;
    let districts = input.library.districts.iter().enumerate();
    let parts: Vec<DistrictPart> = districts
        .map(|(at, district)| {
            let own: Vec<&RegisterPage> = pages.iter().filter(|p| p.district == at).collect();
            let clauses = own.iter().map(|p| p.clauses).sum();
            DistrictPart {
                name: district.name.clone(),
                fictional: district.fictional,
                clauses: count(clauses, "clause", "clauses"),
                pages: own.iter().map(|p| page_link(path, district, p)).collect(),
            }
        })
        .collect();
    let all = pages.iter().map(|p| p.clauses).sum();
    let view = Register {
        frame: Frame::new(input, path, "register", "All clauses"),
        total: count(all, "clause", "clauses"),
        districts: parts,
    };
    let first = (path.to_string(), templates.render("register.html", &view)?);
    let rest: Result<Vec<File>, TemplateError> = pages
        .par_iter()
        .map(|page| {
            let district = &input.library.districts[page.district];
            let path = links::register(district, page.number);
            let view = clauses(input, district, page, &path);
            Ok((path, templates.render("clauses.html", &view)?))
        })
        .collect();
    let mut files = rest?;
    files.push(first);
    Ok(files)
}

fn page_link(from: &str, district: &District, page: &RegisterPage) -> Link {
    let name = |at: usize| {
        let policy = &district.policies[at];
        if policy.code.printed {
            policy.code.text.clone()
        } else {
            policy.title.clone()
        }
    };
    let (first, last) = (name(page.policies.start), name(page.policies.end - 1));
    let words = if first == last {
        first
    } else {
        format!("{first} to {last}")
    };
    Link::new(from, &links::register(district, page.number), words)
}

fn clauses(input: &Input<'_>, district: &District, page: &RegisterPage, path: &str) -> Clauses {
    let own = input
        .layers
        .register
        .iter()
        .filter(|p| p.district == page.district);
    let policies = &district.policies[page.policies.clone()];
    let title = format!("{}: all clauses", district.name);
    Clauses {
        frame: Frame::new(input, path, "clauses", &title).of_district(district),
        district: Link::new(path, &links::district(district), &district.name),
        pages: own.map(|p| page_link(path, district, p)).collect(),
        number: page.number,
        policies: policies
            .iter()
            .filter(|p| p.clause_count() > 0)
            .map(|p| part(district, p, path))
            .collect(),
    }
}

fn part(district: &District, policy: &Policy, path: &str) -> PolicyPart {
    let clauses = policy.current().into_iter().flat_map(|v| v.tree.clauses());
    PolicyPart {
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        url: links::relative(path, &links::policy(district, policy)),
        clauses: clauses
            .map(|clause| ClauseLine {
                citation: short_citation(clause),
                anchor: clause.anchor.clone(),
                kind: clause.kind.word(),
                text: first_words(&clause.text, WORDS),
            })
            .collect(),
    }
}
