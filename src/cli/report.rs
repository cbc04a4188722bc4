//! What the commands print.

use super::Outcome;
use crate::diagnostic::{self, Diagnostic, Report, Severity};
use clap::ValueEnum;
use indicatif::ProgressBar;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::time::Duration;

/// How facts are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Prints a line to standard output. A reader that stops listening is no error.
pub fn line(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// A turning sign with a message while long work goes on; nothing in a pipe.
pub fn progress(message: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(message);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Prints what stopped the program.
pub fn error(text: &str) {
    let _ = writeln!(anstream::stderr(), "error: {text}");
}

/// Prints problems for people: errors and warnings in full, notes and what is waived in full or
/// counted. A problem that stands in several places of a file is shown at the first, with the
/// lines of the others.
pub fn problems(report: &Report<'_>, notes: bool) {
    let mut out = anstream::stderr();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown: Vec<(&Diagnostic, Vec<usize>)> = Vec::new();
    let mut place_of: HashMap<_, usize> = HashMap::new();
    for problem in report.problems {
        if problem.severity == Severity::Note && !notes {
            *counted.entry(problem.code).or_default() += 1;
            continue;
        }
        let located = diagnostic::locate(report.sources, &problem.place);
        let key = (problem.code, &problem.message, located.file);
        match (place_of.get(&key), located.region) {
            (Some(first), Some((start, _))) => shown[*first].1.push(start.line),
            _ => {
                place_of.insert(key, shown.len());
                shown.push((problem, Vec::new()));
            }
        }
    }
    for (problem, lines) in shown {
        if writeln!(
            out,
            "{}",
            diagnostic::render(report.sources, problem, &lines, true)
        )
        .is_err()
        {
            return;
        }
    }
    if notes {
        waived(&mut out, report);
    }
    if !counted.is_empty() {
        let list: Vec<String> = counted
            .iter()
            .map(|(code, n)| format!("{code} {n}"))
            .collect();
        let _ = writeln!(
            out,
            "notes (shown by `policybook check --notes`): {}\n",
            list.join(", ")
        );
    }
}

fn waived(out: &mut impl Write, report: &Report<'_>) {
    for waived in report.waived {
        let problem = &waived.diagnostic;
        let located = diagnostic::locate(report.sources, &problem.place);
        let place = match located.region {
            Some((start, _)) => format!("{}:{}:{}", located.file, start.line, start.column),
            None => located.file,
        };
        let by = waived.by.iter().map(|by| format!(", {by}"));
        let by: String = by.collect();
        let _ = writeln!(
            out,
            "waived[{}]: {}\n  --> {place}\n   = reason: {} ({}{by})\n",
            problem.code, problem.message, waived.reason, waived.date
        );
    }
}

/// The report as one JSON document.
pub fn problems_json(report: &Report<'_>) -> serde_json::Value {
    serde_json::json!({
        "schema_version": 1,
        "diagnostics": diagnostic::to_json(report.sources, report.problems),
        "waived": diagnostic::waived_to_json(report.sources, report.waived),
    })
}

/// Prints a value as JSON. A reader that stops listening is no error.
pub fn json(value: &serde_json::Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let done = serde_json::to_writer_pretty(&mut out, value)
        .map_err(io::Error::from)
        .and_then(|()| out.write_all(b"\n"));
    match done {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// "2 errors, 1 warning, 3 notes", and "1 waived" when there is one
pub fn summary(report: &Report<'_>) -> String {
    let count = |severity| {
        let problems = report.problems.iter();
        problems.filter(|d| d.severity == severity).count()
    };
    let words = |n: usize, word: &str| match n {
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    };
    let mut parts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| words(count(severity), severity.word()))
        .to_vec();
    if !report.waived.is_empty() {
        parts.push(format!("{} waived", report.waived.len()));
    }
    parts.join(", ")
}

/// The outcome that problems make: notes are none.
pub fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics.iter().any(|d| d.severity != Severity::Note) {
        true => Outcome::Problems,
        false => Outcome::Done,
    }
}
