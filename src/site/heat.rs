//! The matrix as a picture: a small square for each district and rule, with its word.

use super::matrix::pages;
use super::past::times_of;
use super::table::{Selection, named};
use super::templates::{TemplateError, Templates};
use super::verdict::{Scale, class, mark_words, scale, symbol_of, word};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::rule::{Cell, State};
use serde::Serialize;

#[derive(Serialize)]
struct HeatPage {
    frame: Frame,
    matrix: Link,
    total: String,
    /// How it is cited, without its address.
    cited: String,
    scale: Vec<Scale>,
    rules: Vec<Head>,
    districts: Vec<Line>,
}

#[derive(Serialize)]
struct Head {
    id: String,
    title: String,
    url: String,
}

#[derive(Serialize)]
struct Line {
    slug: String,
    name: String,
    url: String,
    fictional: bool,
    /// The page of the matrix that has its words.
    page: String,
    /// The days of most of its cells, for the script.
    times: String,
    cells: Vec<Square>,
}

#[derive(Serialize)]
struct Square {
    class: &'static str,
    symbol: &'static str,
    word: String,
    /// What is to be said of how far it can be relied on; none for what the program suggests.
    mark: Option<&'static str>,
    /// Its days, when they are not those of its line.
    times: Option<String>,
}

/// The page of the picture.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let path = links::HEAT;
    let rules = &input.layers.matrix.rules.rules;
    let districts = &input.library.districts;
    let total = format!(
        "{}, {}",
        count(rules.len(), "rule", "rules"),
        count(districts.len(), "district", "districts")
    );
    let mut frame = Frame::new(input, path, "heat", "Heat map");
    frame.description = format!("The matrix as a picture: {total}.");
    let view = HeatPage {
        frame,
        matrix: Link::new(path, &links::matrix(1), "Matrix"),
        total,
        cited: named(input, &Selection::all(input), "Heat map"),
        scale: scale(),
        rules: rules
            .iter()
            .map(|rule| Head {
                id: rule.id.clone(),
                title: rule.title.clone(),
                url: links::relative(path, &links::rule(rule)),
            })
            .collect(),
        districts: (1..)
            .zip(pages(input))
            .flat_map(|(page, own)| own.into_iter().map(move |d| (page, d)))
            .map(|(page, district)| line(input, path, page, district))
            .collect(),
    };
    Ok(vec![(
        path.to_string(),
        templates.render("heat.html", &view)?,
    )])
}

fn line(input: &Input<'_>, path: &str, page: usize, district: usize) -> Line {
    let of = &input.library.districts[district];
    let rules = 0..input.layers.matrix.rules.rules.len();
    let times: Vec<String> = rules
        .clone()
        .map(|rule| times_of(input, district, rule))
        .collect();
    let usual = usual(times.iter().map(String::as_str)).to_string();
    let cells = rules.zip(times).map(|(rule, times)| {
        let cell = input.layers.matrix.cell(district, rule);
        square(cell, (times != usual).then_some(times))
    });
    Line {
        slug: of.slug.clone(),
        name: of.name.clone(),
        url: links::relative(path, &links::district(of)),
        fictional: of.fictional,
        page: links::matrix(page),
        cells: cells.collect(),
        times: usual,
    }
}

fn square(cell: &Cell, times: Option<String>) -> Square {
    Square {
        class: class(cell),
        symbol: symbol_of(cell),
        word: word(cell),
        mark: (cell.state == State::Reviewed).then(|| mark_words(cell.state)),
        times,
    }
}

/// The shortest of the days of cells: those of the cells in which nothing changed.
pub fn usual<'a>(times: impl Iterator<Item = &'a str>) -> &'a str {
    times.min_by_key(|times| times.len()).unwrap_or_default()
}
