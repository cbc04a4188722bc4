use crate::diagnostic::{Diagnostic, Severity};
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// The largest file that is read as a policy, in bytes. The longest policies run to some 200 KB.
pub const MAX_FILE: u64 = 8 << 20;

/// A file found below the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is on the disk.
    pub disk: PathBuf,
    /// Path from the project's root, with `/`.
    pub path: String,
}

/// The files below `root/folder`, sorted by path. Links are followed when they stay below the
/// root; loops, links that leave it and unreadable folders are reported.
pub fn find(root: &Path, folder: &str) -> (Vec<Found>, Vec<Diagnostic>) {
    let (mut found, mut diagnostics) = (Vec::new(), Vec::new());
    let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let mut walk = WalkDir::new(root.join(folder))
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !hidden(&e.file_name().to_string_lossy()));
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unreadable(root, &error));
                continue;
            }
        };
        let path = relative(root, entry.path());
        if entry.path_is_symlink() && leaves(&real_root, entry.path()) {
            diagnostics.push(leaving(&path));
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            found.push(Found {
                disk: entry.path().to_path_buf(),
                path,
            });
        }
    }
    (found, diagnostics)
}

fn hidden(name: &str) -> bool {
    name.starts_with('.')
}

fn leaves(real_root: &Path, link: &Path) -> bool {
    fs::canonicalize(link).is_ok_and(|target| !target.starts_with(real_root))
}

fn leaving(path: &str) -> Diagnostic {
    Diagnostic::of_path(
        "leaves-the-project",
        Severity::Error,
        path,
        "this link leads out of the project; it is not read",
    )
    .help("copy the file into the project")
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().map_or_else(String::new, |p| relative(root, p));
    if error.loop_ancestor().is_some() {
        return Diagnostic::of_path(
            "link-loop",
            Severity::Error,
            path,
            "this link leads back to a folder that contains it; it is not followed",
        )
        .help("remove the link");
    }
    let why = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::of_path(
        "unreadable",
        Severity::Error,
        path,
        format!("this cannot be read: {why}"),
    )
    .help("check that the file exists and may be read")
}

/// The path from the root with `/` on every system; parts that are no text are shown as such.
pub fn relative(root: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(root).unwrap_or(path);
    rest.components()
        .filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::ParentDir => Some("..".into()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Reads a file as UTF-8 without its byte order mark.
///
/// # Errors
/// A diagnostic, when the file is too large, cannot be read, or is not UTF-8.
pub fn read_text(file: &Found) -> Result<String, Diagnostic> {
    let bytes = read_bytes(file)?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(file, &error))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_string(),
        None => text,
    })
}

fn read_bytes(file: &Found) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read =
        fs::File::open(&file.disk).and_then(|f| f.take(MAX_FILE + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        let message = format!("this file cannot be read: {error}");
        return Err(
            Diagnostic::of_path("unreadable", Severity::Error, &file.path, message)
                .help("check that the file exists and may be read"),
        );
    }
    if bytes.len() as u64 > MAX_FILE {
        let message = format!(
            "this file is larger than {} MB; it is not read",
            MAX_FILE >> 20
        );
        return Err(
            Diagnostic::of_path("too-large", Severity::Error, &file.path, message)
                .help("a policy is text; take pictures and scans out of the file"),
        );
    }
    Ok(bytes)
}

fn not_utf8(file: &Found, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let byte = error.as_bytes()[valid];
    let message =
        format!("this file is not UTF-8: byte 0x{byte:02x} at line {line}, column {column}");
    Diagnostic::of_path("not-utf8", Severity::Error, &file.path, message)
        .help("save the file as UTF-8 (in Word: Save As, Plain Text, encoding Unicode UTF-8)")
}
