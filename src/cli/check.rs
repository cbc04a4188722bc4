use super::report::{self, Format};
use super::{Outcome, Stop};
use crate::diagnostic::{self, Diagnostic};
use crate::layers::{Input, Layers, layers};
use crate::library::{self, Library};
use crate::lint;
use crate::source::{self, Project};
use std::path::Path;

/// Read all policies and say what is wrong with them, without writing anything
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook check --notes\n\nExit status: 0 nothing wrong, 1 problems in the policies, 2 could not be done."
)]
pub struct Args {
    /// How problems are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show notes in full, too: how doubtful places were read
    #[arg(long)]
    notes: bool,
}

/// A project with everything found in it.
pub struct Read {
    /// The sources.
    pub project: Project,
    /// The clauses.
    pub library: Library,
    /// What was found in them.
    pub layers: Layers,
    /// All problems, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks a project.
///
/// # Errors
/// When there is no project in the folder, or its `policybook.lock` cannot be read.
pub fn read(root: &Path) -> Result<Read, Stop> {
    let loaded = source::load(root)?;
    let project = loaded.value;
    let mut diagnostics = loaded.diagnostics;
    let built = library::build(&project)?;
    diagnostics.extend(built.diagnostics);
    let library = built.value;
    let found = layers(&project, &library);
    diagnostics.extend(found.diagnostics);
    let layers = found.value;
    diagnostics.extend(lint::check(&Input {
        project: &project,
        library: &library,
        layers: &layers,
    }));
    diagnostic::sort(&mut diagnostics);
    Ok(Read {
        project,
        library,
        layers,
        diagnostics,
    })
}

/// Runs `policybook check`.
pub fn run(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    let read = read(root)?;
    let sources = &read.project.sources;
    match args.format {
        Format::Json => {
            report::problems_json(sources, &read.diagnostics).map_err(|e| e.to_string())?;
        }
        Format::Text => {
            report::problems(sources, &read.diagnostics, args.notes);
            let policies = read.library.policies().count();
            report::line(&format!(
                "{policies} policies read: {}",
                report::summary(&read.diagnostics)
            ));
        }
    }
    Ok(report::outcome(&read.diagnostics))
}
