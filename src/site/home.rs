use super::matrix::{of_rule, order, said};
use super::strip::{counts, in_words};
use super::templates::{TemplateError, Templates};
use super::verdict::{class, symbol_of};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::library::Policy;
use serde::Serialize;

#[derive(Serialize)]
struct Home {
    frame: Frame,
    districts: Vec<DistrictLine>,
    total: String,
    /// The matrix as a small picture: a row for each rule.
    heat: Vec<HeatRow>,
    /// The districts of a row, from left to right; none when they are too many to be drawn.
    across: Vec<String>,
}

/// A rule in the small picture of the matrix.
#[derive(Serialize)]
struct HeatRow {
    rule: Link,
    /// "4 of 5 forbid it or advise against it"
    said: String,
    in_words: String,
    /// A square for each district.
    squares: Vec<Square>,
    /// Width of the picture.
    width: usize,
}

#[derive(Serialize)]
struct Square {
    class: &'static str,
    symbol: &'static str,
    x: usize,
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
    let (heat, across) = heat(input, path);
    let mut frame = Frame::new(input, path, "home", input.project.config.title());
    frame.description = format!("{total}, clause by clause.");
    let view = Home {
        frame,
        districts,
        total,
        heat,
        across,
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

/// Squares in a row of the small picture; where there are more districts, only the counts are told.
const SQUARES: usize = 40;

/// Side of a square and the space after it.
const STEP: usize = 24;

fn heat(input: &Input<'_>, path: &str) -> (Vec<HeatRow>, Vec<String>) {
    let matrix = &input.layers.matrix;
    let order = order(input);
    let drawn: &[usize] = if order.len() <= SQUARES { &order } else { &[] };
    let names = &input.library.districts;
    let rows = matrix.rules.rules.iter().enumerate().map(|(at, rule)| {
        let squares = drawn.iter().enumerate().map(|(n, district)| {
            let cell = matrix.cell(*district, at);
            Square {
                class: class(cell),
                symbol: symbol_of(cell),
                x: n * STEP,
            }
        });
        let first = links::matrix(1);
        HeatRow {
            rule: Link::new(path, &format!("{first}#{}", rule.id), &rule.title),
            said: said(rule, of_rule(input, at)),
            in_words: in_words(&counts(of_rule(input, at))),
            squares: squares.collect(),
            width: drawn.len() * STEP,
        }
    });
    let across = drawn.iter().map(|d| names[*d].name.clone());
    (rows.collect(), across.collect())
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
