//! The printed paths of clauses in messy texts, read as they stand.

mod codings;
mod definitions;
mod references;

use crate::read::clauses;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rows of the table that are known to be missed: an item whose print order is scrambled, a list
/// that restarts in the margin of another, a heading below a page mark.
const MISSED: [(&str, &str); 6] = [
    ("c19-pinecrown-nj", "A > 5"),
    ("d03-buckeye-fork-oh", "1"),
    ("d03-buckeye-fork-oh", "2"),
    ("d11-camas-butte-or", "Coaches > 1"),
    ("d11-camas-butte-or", "Coaches > 2"),
    ("d11-camas-butte-or", "Coaches > 3"),
];

fn file_of(document: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    match document.starts_with("seed-") {
        true => tests.join(format!("seeds/{document}.txt")),
        false => tests.join(format!("corpus/texts/{document}.txt")),
    }
}

/// The rows of the table: document, path, first words.
fn rows() -> Vec<[String; 3]> {
    let table = include_str!("structure.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader
        .deserialize()
        .map(|row| row.expect("three cells"))
        .collect()
}

#[test]
fn every_printed_path_is_found() {
    let mut by_document: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for [document, path, words] in rows() {
        by_document.entry(document).or_default().push((path, words));
    }
    assert_eq!(by_document.len(), 38);
    let mut missed = Vec::new();
    for (document, rows) in &by_document {
        let found = clauses(&fs::read_to_string(file_of(document)).expect("the text"));
        for (path, words) in rows {
            let here = found
                .iter()
                .any(|(p, t)| p == path && t.starts_with(words.as_str()));
            if !here {
                missed.push((document.as_str(), path.as_str()));
            }
        }
    }
    assert_eq!(missed, MISSED);
}
