//! The rooms of `src/` know one another in one direction only.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of `lib.rs`.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|line| {
            Some(
                line.strip_prefix("pub mod ")?
                    .trim_end_matches(';')
                    .to_string(),
            )
        })
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|r| r == name);
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for file in files {
        let inner = file.strip_prefix(root().join("src")).unwrap();
        let first = inner
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let Some(here) = place(first.trim_end_matches(".rs")) else {
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let name: String = line[at + 7..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let Some(there) = place(&name) else { continue };
                assert!(
                    there <= here,
                    "{}:{}: {first} imports {name}",
                    inner.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn every_room_begins_with_its_doc() {
    for room in rooms() {
        let folder = root().join(format!("src/{room}/mod.rs"));
        let file = if folder.exists() {
            folder
        } else {
            root().join(format!("src/{room}.rs"))
        };
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("//! ") && text.lines().next().unwrap().len() > 30,
            "{room}"
        );
    }
}
