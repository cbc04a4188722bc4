//! Puts a bundle in the place of the old site, whole or not at all.
//!
//! The new site is written beside the old one and then takes its place in one step of the file
//! system. A build that is killed leaves the old site as it was. This room writes the disk; it
//! does not know what the files are.
//!
//! Files whose bytes are unchanged are hard links to the old ones, so they keep their times. What
//! the program did not make (a `CNAME`, a `.git` folder) is carried over.

#![allow(clippy::disallowed_methods)]

mod swap;

use crate::bundle::Bundle;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Lies in every folder that the program made and lists its files, one path a line.
const MARK: &str = ".policybook";

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files that are new or have other bytes than before.
    pub changed: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
}

/// Publishes a bundle to a folder.
///
/// # Errors
/// When the folder holds files and was not made by the program, when another build is at work,
/// or when the disk refuses. The old site then is as it was.
pub fn publish(bundle: &Bundle, folder: &Path) -> Result<Published, String> {
    let folder = real(folder).map_err(|e| said(folder, &e))?;
    let old = made_before(&folder)?;
    let work = work_folder(&folder)?;
    let lock = lock(&work)?;
    let site = work.join("site");
    remove(&site).map_err(|e| said(&site, &e))?;
    let done = write_site(bundle, &folder, &site, &old).and_then(|published| {
        if published.changed + published.removed > 0 || !folder.join(MARK).exists() {
            swap::swap(&site, &folder)?;
        }
        Ok(published)
    });
    drop(lock);
    // What is left of the old site and of the work is rubbish; a later build removes it, too.
    let _ = remove(&work);
    done.map_err(|e| said(&folder, &e))
}

fn said(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// The folder itself, where the path is a link to it; its parent is made if need be.
fn real(folder: &Path) -> io::Result<PathBuf> {
    if folder.exists() {
        return fs::canonicalize(folder);
    }
    let parent = folder
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let name = folder
        .file_name()
        .ok_or_else(|| io::Error::other("is no folder name"))?;
    Ok(fs::canonicalize(parent)?.join(name))
}

/// The paths of the files that the program made in the folder before; none may be lost that it
/// did not make, so a folder with files and without the mark is refused.
fn made_before(folder: &Path) -> Result<BTreeSet<String>, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return if folder.exists() {
            Err(format!(
                "{} is not a folder that can be read",
                folder.display()
            ))
        } else {
            Ok(BTreeSet::new())
        };
    };
    if let Ok(list) = fs::read_to_string(folder.join(MARK)) {
        return Ok(list.lines().map(str::to_string).collect());
    }
    let foreign = entries
        .filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned()))
        .find(|name| !name.starts_with(".git"));
    match foreign {
        None => Ok(BTreeSet::new()),
        Some(name) => Err(format!(
            "{} holds files that policybook did not make ({name}); choose another folder with \
             --output or `output:` in policybook.yaml, or empty it yourself",
            folder.display()
        )),
    }
}

/// The folder beside the site in which the new site is made.
fn work_folder(folder: &Path) -> Result<PathBuf, String> {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| format!("{} cannot be replaced", folder.display()))?;
    let work = folder.with_file_name(format!(".{name}.policybook-work"));
    fs::create_dir_all(&work).map_err(|e| said(&work, &e))?;
    Ok(work)
}

/// Held while the site is made; the system lets go of it when the program ends in whatever way.
fn lock(work: &Path) -> Result<File, String> {
    let path = work.join("lock");
    let file = File::create(&path).map_err(|e| said(&path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(format!(
            "another build is writing beside {}",
            work.display()
        )),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write_site(
    bundle: &Bundle,
    folder: &Path,
    site: &Path,
    old: &BTreeSet<String>,
) -> io::Result<Published> {
    let files: Vec<(&str, &[u8])> = bundle.iter().collect();
    let folders: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|(path, _)| Some(site.join(path).parent()?.to_path_buf()))
        .collect();
    fs::create_dir_all(site)?;
    for folder in &folders {
        fs::create_dir_all(folder)?;
    }
    let changed: io::Result<Vec<bool>> = files
        .par_iter()
        .map(|(path, bytes)| write_file(&folder.join(path), &site.join(path), bytes))
        .collect();
    let list: String = files.iter().map(|(path, _)| format!("{path}\n")).collect();
    write_file(&folder.join(MARK), &site.join(MARK), list.as_bytes())?;
    carry_over(folder, site, Path::new(""), old)?;
    Ok(Published {
        files: files.len(),
        changed: changed?.into_iter().filter(|c| *c).count(),
        removed: old.iter().filter(|path| bundle.get(path).is_none()).count(),
    })
}

/// Writes a file, or links the old one when its bytes are the same; true when they are not.
fn write_file(old: &Path, new: &Path, bytes: &[u8]) -> io::Result<bool> {
    if is_same(old, bytes) && fs::hard_link(old, new).is_ok() {
        return Ok(false);
    }
    let unchanged = is_same(old, bytes);
    let mut file = File::create(new)?;
    file.write_all(bytes)?;
    if unchanged && let Ok(time) = fs::metadata(old).and_then(|m| m.modified()) {
        file.set_modified(time)?;
        return Ok(false);
    }
    Ok(true)
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    let same_length =
        fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64);
    same_length && fs::read(old).is_ok_and(|old| old == bytes)
}

/// Brings over what the program did not make.
fn carry_over(folder: &Path, site: &Path, below: &Path, old: &BTreeSet<String>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(folder.join(below)) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let from = folder.join(&path);
        let to = site.join(&path);
        let name = path.to_string_lossy().replace('\\', "/");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            carry_over(folder, site, &path, old)?;
        } else if !old.contains(&name) && name != MARK && fs::symlink_metadata(&to).is_err() {
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to)?;
            }
        }
    }
    Ok(())
}

/// Writes one file so that a reader sees the old bytes or the new ones, never a part.
///
/// # Errors
/// When the disk refuses.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_same(path, bytes) {
        return Ok(());
    }
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.new"));
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)
}
