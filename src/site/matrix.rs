//! The matrix: rules down, districts across, in every cell a verdict in words with its clause.

use super::cell::{self, CellView};
use super::strip::{Count, counts};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::rule::{Cell, Rule, RuleKind, Stance, quotes};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct MatrixPage {
    frame: Frame,
    /// The pages of a matrix that is too large for one.
    pages: Vec<Link>,
    number: usize,
    /// "16 rules, 6 districts"
    total: String,
    districts: Vec<Head>,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Head {
    slug: String,
    name: String,
    url: String,
    fictional: bool,
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    question: String,
    url: String,
    /// "4 of 5 forbid or advise against it"
    said: String,
    counts: Vec<Count>,
    cells: Vec<CellView>,
}

/// A page of the matrix holds about this many bytes; one district always has its place.
const PAGE: usize = 1_100_000;

/// What a cell takes on a page beside its quotes, in bytes.
const CELL: usize = 700;

/// The pages of the matrix.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let pages = pages(input);
    let numbered: Vec<(usize, &Vec<usize>)> = (1..).zip(&pages).collect();
    numbered
        .par_iter()
        .map(|(number, districts)| {
            let path = links::matrix(*number);
            let view = page(input, &path, *number, districts, &pages);
            Ok((path, templates.render("matrix.html", &view)?))
        })
        .collect()
}

/// The districts in the order of the matrix: that of the site first, invented ones last.
pub fn order(input: &Input<'_>) -> Vec<usize> {
    let home = input.project.config.home.as_ref().map(|h| h.value.as_str());
    let districts = &input.library.districts;
    let mut all: Vec<usize> = (0..districts.len()).collect();
    all.sort_by_key(|d| {
        (
            home != Some(districts[*d].slug.as_str()),
            districts[*d].fictional,
        )
    });
    all
}

/// The districts of each page.
fn pages(input: &Input<'_>) -> Vec<Vec<usize>> {
    let matrix = &input.layers.matrix;
    let mut pages: Vec<Vec<usize>> = vec![Vec::new()];
    let mut size = 0;
    for district in order(input) {
        let cells = (0..matrix.rules.rules.len()).map(|rule| matrix.cell(district, rule));
        let own: usize = cells.map(|cell| weight(input, cell)).sum();
        if size + own > PAGE && size > 0 {
            pages.push(Vec::new());
            size = 0;
        }
        size += own;
        pages
            .last_mut()
            .expect("there is always a page")
            .push(district);
    }
    pages
}

/// How many bytes a cell takes on a page, about.
fn weight(input: &Input<'_>, cell: &Cell) -> usize {
    let coding = cell.coding();
    let words: usize = quotes(input.library, coding)
        .iter()
        .map(|q| 2 * q.len() + 400)
        .sum();
    CELL + words + coding.note.as_ref().map_or(0, String::len)
}

fn page(
    input: &Input<'_>,
    path: &str,
    number: usize,
    districts: &[usize],
    pages: &[Vec<usize>],
) -> MatrixPage {
    let rules = &input.layers.matrix.rules.rules;
    let all = &input.library.districts;
    let title = match number {
        1 => "Matrix".to_string(),
        n => format!("Matrix, page {n}"),
    };
    let mut frame = Frame::new(input, path, "matrix", &title);
    let total = format!(
        "{}, {}",
        count(rules.len(), "rule", "rules"),
        count(all.len(), "district", "districts")
    );
    frame.description =
        format!("What every district says on every rule, in its own words: {total}.");
    MatrixPage {
        frame,
        pages: match pages {
            [_] => Vec::new(),
            pages => (1..)
                .zip(pages)
                .map(|(n, own)| link(input, path, n, own))
                .collect(),
        },
        number,
        total,
        districts: districts
            .iter()
            .map(|d| Head {
                slug: all[*d].slug.clone(),
                name: all[*d].name.clone(),
                url: links::relative(path, &links::district(&all[*d])),
                fictional: all[*d].fictional,
            })
            .collect(),
        rules: (0..rules.len())
            .map(|rule| row(input, path, rule, districts))
            .collect(),
    }
}

/// The link to a page, by its first and last district.
fn link(input: &Input<'_>, path: &str, number: usize, districts: &[usize]) -> Link {
    let name = |d: Option<&usize>| d.map_or("", |d| input.library.districts[*d].name.as_str());
    let (first, last) = (name(districts.first()), name(districts.last()));
    let words = match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    Link::new(path, &links::matrix(number), words)
}

fn row(input: &Input<'_>, path: &str, rule: usize, districts: &[usize]) -> Row {
    let of = &input.layers.matrix.rules.rules[rule];
    Row {
        id: of.id.clone(),
        title: of.title.clone(),
        question: of.question.clone(),
        url: links::relative(path, &links::rule(of)),
        said: said(of, of_rule(input, rule)),
        counts: counts(of_rule(input, rule)),
        cells: districts
            .iter()
            .map(|d| cell::view(input, path, *d, rule))
            .collect(),
    }
}

/// The cells of a rule, district by district.
pub fn of_rule<'a>(input: &Input<'a>, rule: usize) -> impl Iterator<Item = &'a Cell> + use<'a> {
    let matrix = &input.layers.matrix;
    (0..input.library.districts.len()).map(move |district| matrix.cell(district, rule))
}

/// How many of the districts come down on one side.
pub fn said<'a>(rule: &Rule, cells: impl Iterator<Item = &'a Cell>) -> String {
    let stances: Vec<Option<Stance>> = cells.map(Cell::stance).collect();
    let among = |wanted: &[Stance]| {
        let such = stances.iter().flatten().filter(|s| wanted.contains(s));
        such.count()
    };
    let all = stances.len();
    match rule.kind {
        RuleKind::Act => {
            let n = among(&[Stance::Prohibited, Stance::Discouraged]);
            format!("{n} of {all} forbid it or advise against it")
        }
        RuleKind::Duty => {
            let n = among(&[Stance::Required, Stance::Encouraged]);
            format!("{n} of {all} require it or advise it")
        }
        RuleKind::Declared => format!("{} of {all} say so", among(&[Stance::Stated])),
    }
}
