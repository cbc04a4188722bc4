//! The matrix as files: the same facts as its pages, for spreadsheets and programs.

mod cite;
mod csv;
mod explain;
mod explain_json;
mod json;
mod markdown;
mod text;
mod xlsx;

use super::templates::{TemplateError, Templates};
use super::{File, Input, links};
use crate::language::PartialDate;
use crate::library::{District, Policy, Version, citation};
use crate::rule::{Cell, Coding, Evidence, Origin, Rule, Said};

pub use cite::{citation as cited, named};
pub use explain::explained;
pub use explain_json::explained_json;

/// The districts and rules of a table, by their places.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The districts, in the order of the table.
    pub districts: Vec<usize>,
    /// The rules, in the order of the table.
    pub rules: Vec<usize>,
    /// The day that the matrix is shown of; none for the texts in force.
    pub as_of: Option<PartialDate>,
}

impl Selection {
    /// All of them.
    pub fn all(input: &Input<'_>) -> Selection {
        Selection {
            districts: (0..input.library.districts.len()).collect(),
            rules: (0..input.layers.matrix.rules.rules.len()).collect(),
            as_of: None,
        }
    }
}

/// The forms of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// A row for each cell.
    Csv,
    /// As in `data/matrix.json`.
    Json,
    /// A table, and the words below it.
    Markdown,
    /// A workbook.
    Xlsx,
}

/// The table as bytes.
///
/// # Errors
/// When the workbook would be larger than a workbook can be.
pub fn table(input: &Input<'_>, chosen: &Selection, form: Form) -> Result<Vec<u8>, String> {
    Ok(match form {
        Form::Text => text::text(input, chosen).into_bytes(),
        Form::Csv => csv::csv(input, chosen),
        Form::Json => json::json(input, chosen),
        Form::Markdown => markdown::markdown(input, chosen).into_bytes(),
        Form::Xlsx => xlsx::xlsx(input, chosen)?,
    })
}

/// `data/matrix.json`, `.csv` and `.xlsx`. A matrix too large for a workbook has none.
pub fn files(input: &Input<'_>, _: &Templates) -> Result<Vec<File>, TemplateError> {
    let all = Selection::all(input);
    let forms = [
        ("json", Form::Json),
        ("csv", Form::Csv),
        ("xlsx", Form::Xlsx),
    ];
    let made = forms.into_iter().filter_map(|(ending, form)| {
        let bytes = table(input, &all, form).ok()?;
        Some((format!("data/matrix.{ending}"), bytes))
    });
    Ok(made.collect())
}

/// One district on one rule.
struct Row<'a> {
    district: &'a District,
    /// Its place in the library.
    district_at: usize,
    rule: &'a Rule,
    cell: &'a Cell,
}

/// The rows of a table: rule by rule, the districts in their order.
fn rows<'a>(input: &Input<'a>, chosen: &'a Selection) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let (library, matrix) = (input.library, &input.layers.matrix);
    chosen.rules.iter().flat_map(move |rule| {
        chosen.districts.iter().map(move |district| Row {
            district: &library.districts[*district],
            district_at: *district,
            rule: &matrix.rules.rules[*rule],
            cell: matrix.cell(*district, *rule),
        })
    })
}

/// A piece of evidence, in words.
pub(super) struct Piece<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The version.
    pub version: &'a Version,
    /// The anchor of the clause.
    pub anchor: &'a str,
    /// The citation of the clause.
    pub citation: String,
    /// The words, as they stand.
    pub quote: &'a str,
    /// What they show.
    pub role: &'static str,
    /// Address of the clause, from the top of the site.
    pub url: String,
}

/// The pieces of evidence of a coding.
pub(super) fn pieces<'a>(input: &Input<'a>, coding: &Coding) -> Vec<Piece<'a>> {
    let all = coding.evidence.iter();
    all.map(|evidence| piece(input, evidence)).collect()
}

/// A piece of evidence in words.
pub(super) fn piece<'a>(input: &Input<'a>, evidence: &Evidence) -> Piece<'a> {
    let (district, policy, version) = input.library.at(evidence.version);
    let clause = version.tree.get(evidence.clause);
    Piece {
        policy,
        version,
        anchor: &clause.anchor,
        citation: citation(policy, clause),
        quote: clause.text.get(evidence.range.clone()).unwrap_or_default(),
        role: evidence.role.word(),
        url: format!(
            "{}#{}",
            links::version(district, policy, version),
            clause.anchor
        ),
    }
}

/// Since when an answer has stood, by the first text that gives it; none where that is not known.
fn since(input: &Input<'_>, district: usize, cell: &Cell) -> Option<String> {
    let line = input.layers.history.line(district, cell.suggested.rule);
    let evidence = cell.suggested.evidence.first();
    let own = line.iter().rposition(|past| match &past.said {
        Said::Stance(stance, words) => Some(*stance) == cell.stance() && words.as_ref() == evidence,
        _ => false,
    })?;
    let before = line[..own].iter().rev();
    let same = before
        .take_while(|past| past.said.stance() == cell.stance())
        .count();
    line[own - same].since.map(|date| date.to_string())
}

/// Who has read a text for a coding, and when.
pub(super) fn reader(coding: &Coding) -> Option<(&str, String)> {
    match &coding.origin {
        Origin::Suggested => None,
        Origin::Reviewed { by, on } => Some((by, on.to_string())),
    }
}
