use super::report;
use super::{Outcome, Stop};
use std::fs;
use std::path::{Path, PathBuf};

/// Make a project that builds: a fictional district with a policy in two versions
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook new our-policies\n  policybook build --root our-policies"
)]
pub struct Args {
    /// Folder of the new project; it must be empty or not there
    folder: PathBuf,
}

/// The files of a new project.
const FILES: [(&str, &str); 6] = [
    ("policybook.yaml", include_str!("starter/policybook.yaml")),
    ("README.md", include_str!("starter/README.md")),
    (
        "policies/example-district/district.yaml",
        include_str!("starter/district.yaml"),
    ),
    (
        "policies/example-district/4040.md",
        include_str!("starter/4040.md"),
    ),
    (
        "policies/example-district/4040@2016-05-09.md",
        include_str!("starter/4040@2016-05-09.md"),
    ),
    (
        "policies/example-district/4040-r.md",
        include_str!("starter/4040-r.md"),
    ),
];

/// Runs `policybook new`.
pub fn run(args: &Args) -> Result<Outcome, Stop> {
    let folder = &args.folder;
    let used = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if used || folder.is_file() {
        return Err(format!(
            "{} is not empty; name a new folder",
            folder.display()
        ));
    }
    for (name, text) in FILES {
        write(&folder.join(name), text).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    report::line(&format!(
        "made {0}. Next:\n  policybook build --root {0}\nThen put your own policies beside the example and remove it.",
        folder.display()
    ));
    Ok(Outcome::Done)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
