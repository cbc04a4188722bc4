//! The commands, one a file: the arguments it takes and what it does.

#![allow(clippy::disallowed_methods)]

mod build;
mod check;
mod diff;
mod evaluate;
mod inspect;
mod matrix;
mod new;
mod one;
mod report;

pub use build::bundle;
pub use check::{Read, read, read_on};
pub use evaluate::evaluation_text;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Publishes school-district policies as one cross-linked site.
#[derive(Debug, Parser)]
#[command(name = "policybook", version, about, max_term_width = 100)]
pub struct Cli {
    /// Folder of the project: where policybook.yaml and policies/ are
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Build(build::Args),
    Check(check::Args),
    Inspect(inspect::Args),
    Diff(diff::Args),
    Matrix(matrix::Args),
    Evaluate(evaluate::Args),
}

/// How a command ended; the exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Done, nothing wrong: 0.
    Done,
    /// Done, and problems were found in the policies: 1.
    Problems,
}

/// What stops a command: wrong use, or something the program could not do. Exit status 2.
pub type Stop = String;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
        Command::New(args) => new::run(args),
        Command::Build(args) => build::run(&cli.root, args),
        Command::Check(args) => check::run(&cli.root, args),
        Command::Inspect(args) => inspect::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Matrix(args) => matrix::run(&cli.root, args),
        Command::Evaluate(args) => evaluate::run(&cli.root, args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(stop) => {
            report::error(&stop);
            ExitCode::from(2)
        }
    }
}
