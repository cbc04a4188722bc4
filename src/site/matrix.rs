//! The matrix: rules down, districts across, in every cell a verdict in words with its clause.

use super::cell::{self, CellView};
use super::heat::usual;
use super::history::{Change, changes};
use super::strip::{Count, counts};
use super::table::{Selection, named};
use super::templates::{TemplateError, Templates};
use super::verdict::{Scale, scale};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::rule::{Cell, Rule, RuleKind, Stance, quotes};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct MatrixPage {
    frame: Frame,
    /// The pages of a matrix that is too large for one.
    pages: Vec<PageLink>,
    number: usize,
    /// "16 rules, 6 districts"
    total: String,
    /// How the table is cited, without its address.
    cited: String,
    scale: Vec<Scale>,
    /// What changed last.
    lately: Vec<Change>,
    history: Link,
    heat: Link,
    districts: Vec<Head>,
    rules: Vec<Row>,
}

/// A page of the matrix.
#[derive(Serialize)]
struct PageLink {
    url: String,
    text: String,
    /// The folders of its districts, for the script.
    slugs: String,
}

#[derive(Serialize)]
struct Head {
    slug: String,
    name: String,
    url: String,
    fictional: bool,
    /// The days of most of its cells, for the script.
    times: String,
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

/// What an earlier answer takes, with its words.
const PAST: usize = 500;

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
pub fn pages(input: &Input<'_>) -> Vec<Vec<usize>> {
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
    let before = input.layers.history.line(coding.district, coding.rule);
    let before = before.len().saturating_sub(2) * PAST;
    CELL + words + before + coding.note.as_ref().map_or(0, String::len)
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
    let mut rows: Vec<Row> = (0..rules.len())
        .map(|rule| row(input, path, rule, districts))
        .collect();
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
        cited: named(input, &Selection::all(input), "Matrix"),
        scale: scale(),
        lately: match number {
            1 => lately(input, path),
            _ => Vec::new(),
        },
        history: Link::new(path, &links::history(1), "What changed when"),
        heat: Link::new(path, links::HEAT, "Heat map"),
        districts: heads(input, path, districts, &mut rows),
        rules: rows,
    }
}

/// The heads of the columns; what the days of a column are is said in its head, and in a cell only
/// where it has others.
fn heads(input: &Input<'_>, path: &str, districts: &[usize], rows: &mut [Row]) -> Vec<Head> {
    let all = districts.iter().map(|d| &input.library.districts[*d]);
    let heads = all.enumerate().map(|(column, district)| {
        let times = rows.iter().map(|row| row.cells[column].held.times.as_str());
        let times = usual(times).to_string();
        for row in rows.iter_mut() {
            let own = &mut row.cells[column].held.times;
            if *own == times {
                own.clear();
            }
        }
        Head {
            slug: district.slug.clone(),
            name: district.name.clone(),
            url: links::relative(path, &links::district(district)),
            fictional: district.fictional,
            times,
        }
    });
    heads.collect()
}

/// Changes that the first page tells.
const LATELY: usize = 4;

fn lately(input: &Input<'_>, path: &str) -> Vec<Change> {
    let moves = input.layers.history.moves();
    let end = moves.len().min(LATELY);
    // Those of one day, rule and direction are told together, so a few more are looked at.
    let last = moves[..end].last().map(|m| m.date);
    let own = moves.partition_point(|m| last.is_some_and(|last| m.date >= last));
    let mut changes = changes(input, path, &moves[..own]);
    changes.truncate(LATELY);
    changes
}

/// The link to a page, by its first and last district.
fn link(input: &Input<'_>, path: &str, number: usize, districts: &[usize]) -> PageLink {
    let name = |d: Option<&usize>| d.map_or("", |d| input.library.districts[*d].name.as_str());
    let (first, last) = (name(districts.first()), name(districts.last()));
    let words = match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    let slugs = districts
        .iter()
        .map(|d| input.library.districts[*d].slug.as_str());
    PageLink {
        url: links::relative(path, &links::matrix(number)),
        text: words,
        slugs: slugs.collect::<Vec<_>>().join(" "),
    }
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
