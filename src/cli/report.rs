//! What the commands print.

use super::Outcome;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::text::SourceMap;
use clap::ValueEnum;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
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

/// Prints problems for people: errors and warnings in full, notes in full or counted.
pub fn problems(sources: &SourceMap, diagnostics: &[Diagnostic], notes: bool) {
    let mut out = anstream::stderr();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in diagnostics {
        if problem.severity == Severity::Note && !notes {
            *counted.entry(problem.code).or_default() += 1;
        } else if writeln!(out, "{}", diagnostic::render(sources, problem, true)).is_err() {
            return;
        }
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

/// Prints problems as one JSON document on standard output.
pub fn problems_json(sources: &SourceMap, diagnostics: &[Diagnostic]) -> io::Result<()> {
    let value = serde_json::json!({
        "schema_version": 1,
        "diagnostics": diagnostic::to_json(sources, diagnostics),
    });
    json(&value)
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

/// "2 errors, 1 warning, 3 notes"
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let words = |n: usize, word: &str| match n {
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    };
    let parts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| words(count(severity), severity.word()));
    parts.join(", ")
}

/// The outcome that problems make: notes are none.
pub fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics.iter().any(|d| d.severity != Severity::Note) {
        true => Outcome::Problems,
        false => Outcome::Done,
    }
}
