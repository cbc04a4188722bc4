use super::report;
use super::{Outcome, Stop};
use crate::diagnostic::{self, Diagnostic, Report, Severity, Waived, help};
use crate::language::{PartialDate, read_date};
use crate::layers::{Input, Layers, layers};
use crate::library::{self, Library};
use crate::lint;
use crate::source::{self, Project};
use clap::ValueEnum;
use std::io;
use std::path::{Component, Path};

/// Read all policies and say what is wrong with them, without writing anything
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook check --notes\n  policybook check --format github --deny unresolved-reference,number-gap\n  policybook check --explain number-gap\n\nProblems are left as they are, with a reason, by policies/waivers.yaml.\nExit status: 0 nothing wrong (notes may be shown), 1 problems in the policies, 2 could not be done."
)]
pub struct Args {
    /// How problems are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show notes in full, too: how doubtful places were read, and what is waived
    #[arg(long)]
    notes: bool,
    /// Count these as errors: codes, `warnings` or `notes`; several with commas or by repeating
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Print the help page of a code, and nothing else
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// The day on which waivers end and reviews are due, instead of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For GitHub Actions: each problem is shown at its line.
    Github,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
}

/// A project with everything found in it.
pub struct Read {
    /// The sources.
    pub project: Project,
    /// The clauses.
    pub library: Library,
    /// What was found in them.
    pub layers: Layers,
    /// All problems that are not waived, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The waived ones.
    pub waived: Vec<Waived>,
}

/// Reads and checks a project, whatever the day: no waiver has ended and no review is due.
///
/// # Errors
/// When there is no project in the folder, or its `policybook.lock` cannot be read.
pub fn read(root: &Path) -> Result<Read, Stop> {
    read_on(root, None)
}

/// Reads and checks a project as on a day.
///
/// # Errors
/// When there is no project in the folder, or its `policybook.lock` cannot be read.
pub fn read_on(root: &Path, today: Option<PartialDate>) -> Result<Read, Stop> {
    let loaded = source::load(root)?;
    let project = loaded.value;
    let mut diagnostics = loaded.diagnostics;
    let built = library::build(&project)?;
    diagnostics.extend(built.diagnostics);
    let library = built.value;
    let found = layers(&project, &library);
    diagnostics.extend(found.diagnostics);
    let layers = found.value;
    let input = Input {
        project: &project,
        library: &library,
        layers: &layers,
    };
    diagnostics.extend(lint::check(&input, today));
    diagnostic::sort(&mut diagnostics);
    let judged = lint::waive(&input, diagnostics, today);
    let mut diagnostics = judged.open;
    diagnostic::sort(&mut diagnostics);
    Ok(Read {
        project,
        library,
        layers,
        diagnostics,
        waived: judged.waived,
    })
}

impl Read {
    /// What was found, for the printers.
    pub fn report(&self) -> Report<'_> {
        Report {
            sources: &self.project.sources,
            problems: &self.diagnostics,
            waived: &self.waived,
        }
    }
}

/// Runs `policybook check`.
pub fn run(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    if let Some(code) = &args.explain {
        let page = help::page(code).ok_or_else(|| help::unknown(code))?;
        report::line(page.text.trim_end());
        return Ok(Outcome::Done);
    }
    let denied = Denied::read(&args.deny)?;
    let mut read = read_on(root, Some(day(args.today.as_deref())?))?;
    denied.raise(&mut read.diagnostics);
    diagnostic::sort(&mut read.diagnostics);
    print(root, args, &read).map_err(|e| e.to_string())?;
    Ok(report::outcome(&read.diagnostics))
}

fn print(root: &Path, args: &Args, read: &Read) -> io::Result<()> {
    let found = read.report();
    match args.format {
        Format::Json => report::json(&report::problems_json(&found))?,
        Format::Sarif => report::json(&diagnostic::to_sarif(&found, &base(root)))?,
        Format::Github => {
            let base = base(root);
            for problem in found.problems {
                if args.notes || problem.severity != Severity::Note {
                    report::line(&diagnostic::to_github(found.sources, &base, problem));
                }
            }
        }
        Format::Text => {
            report::problems(&found, args.notes);
            let policies = read.library.policies().count();
            let summary = report::summary(&found);
            report::line(&format!("{policies} policies read: {summary}"));
        }
    }
    Ok(())
}

/// The way from the working folder to the project, with `/` at its end: the paths of a report are
/// read from the top of a repository, where commands are run.
fn base(root: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = root.strip_prefix(&here).unwrap_or(root);
    let parts: Vec<String> = below
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().replace('\\', "/"))
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{}/", parts.join("/").replacen("//", "/", 1)),
    }
}

/// The day that was given, else the day of the system, by universal time.
fn day(given: Option<&str>) -> Result<PartialDate, Stop> {
    let Some(text) = given else {
        let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
        return read_date(&today).map_or_else(|_| Err("no date".to_string()), |r| Ok(r.date));
    };
    match read_date(text) {
        Ok(read) if read.date.day.is_some() && !read.two_digit_year => Ok(read.date),
        _ => Err(format!("`{text}` is no day; write --today like 2026-08-01")),
    }
}

/// What `--deny` names.
#[derive(Debug, Default)]
struct Denied {
    codes: Vec<String>,
    severities: Vec<Severity>,
}

impl Denied {
    fn read(names: &[String]) -> Result<Denied, Stop> {
        let mut denied = Denied::default();
        for name in names {
            match name.as_str() {
                "warnings" => denied.severities.push(Severity::Warning),
                "notes" => denied.severities.push(Severity::Note),
                code if help::page(code).is_some() => denied.codes.push(code.to_string()),
                other => return Err(format!("--deny: {}", help::unknown(other))),
            }
        }
        Ok(denied)
    }

    fn raise(&self, diagnostics: &mut [Diagnostic]) {
        for problem in diagnostics {
            let named = self.codes.iter().any(|code| code == problem.code);
            if named || self.severities.contains(&problem.severity) {
                problem.severity = Severity::Error;
            }
        }
    }
}
