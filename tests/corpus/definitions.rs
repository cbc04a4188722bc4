//! The definitions of messy texts, against a table coded by hand, and how often terms are used.

use super::file_of;
use crate::read::tree;
use policybook::definition::of_tree;
use policybook::text::collapse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Rows of the table that are known to be missed: a meaning that no verb or place shows, the
/// second half of a table that lost its lines, a line read as a heading.
const MISSED: [&str; 8] = [
    "a11 Instructional employee",
    "f17 Per diem",
    "f18 Account in arrears",
    "f18 Campus",
    "f18 School day",
    "f18 Structured recess",
    "f20 Leave year",
    "f24 fair use",
];

/// What is found and was not coded.
const FALSE: [&str; 4] = [
    "f03 Basic clearance",
    "f08 TRAINING AND REPORTS",
    "f14 Retaliation",
    "f15 Records",
];

fn rows(table: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.deserialize();
    rows.map(|row| row.expect("three cells")).collect()
}

/// The documents without a definition, beside those of the table.
const NONE: [&str; 5] = [
    "f05-juniper-saddle-nv",
    "f09-marrowbone-flats-mt",
    "f11-thimbleberry-lake-ny",
    "f21-harrier-ridge-nd",
    "f22-ashlar-springs-oh",
];

#[test]
fn definitions_are_those_that_people_coded() {
    let mut wanted: BTreeMap<String, Vec<(String, String)>> = NONE
        .iter()
        .map(|doc| ((*doc).to_string(), Vec::new()))
        .collect();
    for [doc, term, start] in rows(include_str!("definitions.csv")) {
        wanted
            .entry(doc)
            .or_default()
            .push((term, collapse(&start)));
    }
    let (mut missed, mut wrong) = (BTreeSet::new(), BTreeSet::new());
    for (doc, mut open) in wanted {
        let text = fs::read_to_string(file_of(&doc)).expect("the text");
        for (found, _) in of_tree(&tree(&text), &[]) {
            let meaning = collapse(&found.meaning);
            let fits = |(term, start): &(String, String)| {
                term.eq_ignore_ascii_case(&found.term) && meaning.starts_with(start)
            };
            match open.iter().position(fits) {
                Some(at) => drop(open.remove(at)),
                None => drop(wrong.insert(format!("{} {}", &doc[..3], found.term))),
            }
        }
        missed.extend(
            open.into_iter()
                .map(|(term, _)| format!("{} {term}", &doc[..3])),
        );
    }
    assert_eq!(
        missed.iter().collect::<Vec<_>>(),
        MISSED.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        wrong.iter().collect::<Vec<_>>(),
        FALSE.iter().collect::<Vec<_>>()
    );
}

/// Terms whose count differs from the one made by hand, with what is found.
const OTHER_COUNT: [(&str, usize); 2] = [("f15 student growth 2", 1), ("f20 Leave year 4", 0)];

#[test]
fn uses_are_counted_as_people_count_them() {
    let mut other = Vec::new();
    for [doc, term, count] in rows(include_str!("uses.csv")) {
        let text = fs::read_to_string(file_of(&doc)).expect("the text");
        let all = of_tree(&tree(&text), &[]);
        let found = all.iter().find(|(d, _)| d.term.eq_ignore_ascii_case(&term));
        let uses = found.map_or(0, |(_, uses)| uses.len());
        if uses.to_string() != count {
            other.push((format!("{} {term} {count}", &doc[..3]), uses));
        }
    }
    let other: Vec<(&str, usize)> = other.iter().map(|(t, n)| (t.as_str(), *n)).collect();
    assert_eq!(other, OTHER_COUNT);
}
