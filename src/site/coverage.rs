//! What the program suggests, what people have read, and what has to be read again.

use super::matrix::order;
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link};
use super::{File, Input, links};
use crate::rule::{Agreement, Cell, State, agreement};
use serde::Serialize;

#[derive(Serialize)]
struct Coverage {
    frame: Frame,
    matrix: Link,
    rules: Vec<Line>,
    districts: Vec<Line>,
    all: [usize; 6],
    /// The agreement of two readers, where two have read.
    readers: Vec<Readers>,
}

#[derive(Serialize)]
struct Line {
    name: Link,
    fictional: bool,
    counts: [usize; 6],
}

#[derive(Serialize)]
struct Readers {
    rule: Link,
    same: usize,
    both: usize,
    kappa: Option<String>,
    apart: Vec<String>,
}

/// The page of coverage.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let path = links::COVERAGE;
    let (matrix, library) = (&input.layers.matrix, input.library);
    let rules = matrix
        .rules
        .rules
        .iter()
        .enumerate()
        .map(|(rule, of)| Line {
            name: Link::new(path, &links::rule(of), &of.title),
            fictional: false,
            counts: counts(matrix.cells.iter().filter(|c| c.suggested.rule == rule)),
        });
    let districts = order(input).into_iter().map(|district| {
        let of = &library.districts[district];
        Line {
            name: Link::new(path, &links::district(of), &of.name),
            fictional: of.fictional,
            counts: counts((0..matrix.rules.rules.len()).map(|rule| matrix.cell(district, rule))),
        }
    });
    let view = Coverage {
        frame: Frame::new(input, path, "coverage", "Coverage of the matrix"),
        matrix: Link::new(path, &links::matrix(1), "Matrix"),
        rules: rules.collect(),
        districts: districts.collect(),
        all: counts(matrix.cells.iter()),
        readers: agreement(matrix)
            .iter()
            .map(|a| readers(input, path, a))
            .collect(),
    };
    Ok(vec![(
        path.to_string(),
        templates.render("coverage.html", &view)?,
    )])
}

/// Suggested, reviewed, to be read again, not applicable, not reviewed; and how many the program
/// would answer otherwise.
fn counts<'a>(cells: impl Iterator<Item = &'a Cell>) -> [usize; 6] {
    let mut out = [0; 6];
    for cell in cells {
        let place = match cell.state {
            State::Suggested => 0,
            State::Reviewed => 1,
            State::NeedsRereading => 2,
            State::NotApplicable => 3,
            State::NotReviewed | State::Unknown => 4,
        };
        out[place] += 1;
        out[5] += usize::from(cell.otherwise().is_some());
    }
    out
}

fn readers(input: &Input<'_>, path: &str, found: &Agreement) -> Readers {
    let rule = &input.layers.matrix.rules.rules[found.rule];
    let name = |district: &usize| input.library.districts[*district].name.clone();
    Readers {
        rule: Link::new(path, &links::rule(rule), &rule.title),
        same: found.same,
        both: found.both,
        kappa: found.kappa.map(|kappa| format!("{kappa:.2}")),
        apart: found.apart.iter().map(name).collect(),
    }
}
