use super::check::{Read, read};
use super::report;
use super::{Outcome, Stop};
use crate::bundle::Bundle;
use crate::layers::Input;
use crate::publish::{publish, replace_file};
use crate::serve::{watch, watched};
use crate::site;
use std::path::{Path, PathBuf};

/// Build the site of the policies
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook build --output public\n\nThe site is replaced whole or not at all. Exit status: 0 done, 1 done and problems found, 2 could not be done."
)]
pub struct Args {
    /// Folder of the site, instead of the one in policybook.yaml
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build again whenever a policy, a template or the configuration changes
    #[arg(long, short)]
    watch: bool,
}

/// Runs `policybook build`.
pub fn run(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    let outcome = build(root, args);
    if !args.watch {
        return outcome;
    }
    say(&outcome);
    let read = read(root)?;
    watch(&watched(root, read.project.config.policies()), || {
        say(&build(root, args))
    })?;
    Ok(Outcome::Done)
}

/// While watching, a build that fails is said and the old site stays.
fn say(outcome: &Result<Outcome, Stop>) {
    if let Err(stop) = outcome {
        report::error(stop);
    }
    report::line("watching; Ctrl-C ends it");
}

fn build(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    let progress = report::progress("reading the policies");
    let read = read(root)?;
    progress.set_message("making the pages");
    let bundle = bundle(&read)?;
    progress.set_message("publishing");
    let folder = folder(root, args, &read);
    not_the_sources(root, &read, &folder)?;
    let published = publish(&bundle, &folder)?;
    let lock = root.join("policybook.lock");
    let text = read.library.ledger.write();
    replace_file(&lock, text.as_bytes()).map_err(|e| format!("{}: {e}", lock.display()))?;
    progress.finish_and_clear();
    let found = read.report();
    report::problems(&found, false);
    report::line(&format!(
        "{}: {} files, {} changed, {} removed. {}",
        folder.display(),
        published.files,
        published.changed,
        published.removed,
        report::summary(&found)
    ));
    report::line(&format!("open {}", folder.join("index.html").display()));
    Ok(report::outcome(&read.diagnostics))
}

/// The folder of the site: as the command says, else as the configuration does.
fn folder(root: &Path, args: &Args, read: &Read) -> PathBuf {
    let configured = || root.join(read.project.config.output());
    args.output.clone().unwrap_or_else(configured)
}

/// Makes the site of a project.
///
/// # Errors
/// When a template of the project is wrong.
pub fn bundle(read: &Read) -> Result<Bundle, Stop> {
    let input = Input {
        project: &read.project,
        library: &read.library,
        layers: &read.layers,
    };
    site::build(&input).map_err(|e| e.to_string())
}

/// The site must not take the place of what it is made from.
fn not_the_sources(root: &Path, read: &Read, folder: &Path) -> Result<(), Stop> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = real(folder);
    let sources = real(&root.join(read.project.config.policies()));
    if folder.starts_with(&sources) || sources.starts_with(&folder) {
        return Err(format!(
            "the site cannot be put into {}, where the policies are",
            folder.display()
        ));
    }
    Ok(())
}
