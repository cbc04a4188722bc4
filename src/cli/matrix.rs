use super::check::read;
use super::report;
use super::{Outcome, Stop};
use crate::language::{PartialDate, read_date};
use crate::layers::Input;
use crate::publish::replace_file;
use crate::rule;
use crate::site::table::{Form, Selection, explained, explained_json, table};
use crate::text::nearest;
use clap::ValueEnum;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Show what every district says on every rule, with the words that prove it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook matrix --rule friending-students\n  policybook matrix --format xlsx --output matrix.xlsx\n  policybook matrix --as-of 2020-06-30 --format csv\n  policybook matrix --explain our-district friending-students"
)]
pub struct Args {
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write it to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only these districts, by their folders; several with commas or by repeating
    #[arg(long, value_name = "DISTRICT", value_delimiter = ',')]
    district: Vec<String>,
    /// Only these rules, by their ids; several with commas or by repeating
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rule: Vec<String>,
    /// The matrix as it stood at the end of a day (or month, or year), by the dates that the versions print
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Say step by step how the answer of one district to one rule was found
    #[arg(long, num_args = 2, value_names = ["DISTRICT", "RULE"], conflicts_with = "as_of")]
    explain: Option<Vec<String>>,
}

/// How the matrix is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A row for each cell.
    Csv,
    /// For programs.
    Json,
    /// A table for a document.
    Md,
    /// A workbook; needs --output.
    Xlsx,
}

/// Runs `policybook matrix`.
pub fn run(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    let mut read = read(root)?;
    let as_of = args.as_of.as_deref().map(day).transpose()?;
    if let Some(date) = as_of {
        let (matrix, history) = (&read.layers.matrix, &read.layers.history);
        read.layers.matrix = rule::as_of(&read.library, matrix, history, date);
    }
    let input = Input {
        project: &read.project,
        library: &read.library,
        layers: &read.layers,
    };
    if let Some([district, rule]) = args.explain.as_deref() {
        let district = places(
            "--explain",
            std::slice::from_ref(district),
            &districts(&input),
        )?;
        let rule = places("--explain", std::slice::from_ref(rule), &rules(&input))?;
        return explain(&input, args.format, (district[0], rule[0]));
    }
    let mut chosen = Selection::all(&input);
    chosen.as_of = as_of;
    if !args.district.is_empty() {
        chosen.districts = places("--district", &args.district, &districts(&input))?;
    }
    if !args.rule.is_empty() {
        chosen.rules = places("--rule", &args.rule, &rules(&input))?;
    }
    let form = match args.format {
        Format::Text => Form::Text,
        Format::Csv => Form::Csv,
        Format::Json => Form::Json,
        Format::Md => Form::Markdown,
        Format::Xlsx => Form::Xlsx,
    };
    if form == Form::Xlsx && args.output.is_none() {
        return Err("a workbook is no text; write --output matrix.xlsx".to_string());
    }
    put(args, &table(&input, &chosen, form)?)?;
    Ok(Outcome::Done)
}

fn explain(
    input: &Input<'_>,
    format: Format,
    (district, rule): (usize, usize),
) -> Result<Outcome, Stop> {
    match format {
        Format::Text => report::line(explained(input, district, rule).trim_end()),
        Format::Json => report::line(&format!("{:#}", explained_json(input, district, rule))),
        _ => return Err("--explain is printed as text, or with --format json".to_string()),
    }
    Ok(Outcome::Done)
}

/// A day, month or year.
fn day(text: &str) -> Result<PartialDate, Stop> {
    let read = read_date(text);
    read.map(|read| read.date)
        .map_err(|_| format!("--as-of: `{text}` is no date; write it like 2020-06-30"))
}

fn put(args: &Args, bytes: &[u8]) -> Result<(), Stop> {
    match &args.output {
        Some(file) => {
            replace_file(file, bytes).map_err(|e| format!("{}: {e}", file.display()))?;
            report::line(&format!("{} is written", file.display()));
        }
        // A reader that stops listening is no error.
        None => drop(std::io::stdout().lock().write_all(bytes)),
    }
    Ok(())
}

fn districts<'a>(input: &Input<'a>) -> Vec<&'a str> {
    let districts = input.library.districts.iter();
    districts.map(|d| d.slug.as_str()).collect()
}

fn rules<'a>(input: &Input<'a>) -> Vec<&'a str> {
    input.layers.matrix.rules.ids()
}

/// The places of names in a list.
fn places(flag: &str, names: &[String], known: &[&str]) -> Result<Vec<usize>, Stop> {
    let place = |name: &String| {
        let found = known.iter().position(|known| known == name);
        found.ok_or_else(|| match nearest(name, known) {
            Some(near) => format!("{flag}: there is no `{name}`; did you mean `{near}`?"),
            None => format!(
                "{flag}: there is no `{name}`; there are {}",
                known.join(", ")
            ),
        })
    };
    names.iter().map(place).collect()
}
