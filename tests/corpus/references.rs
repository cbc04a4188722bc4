//! The references of messy texts, against a table coded by hand by someone who had not seen the
//! program. `figures.txt` says how many are found; it may only get better. After it did:
//! `cargo run -q --example measure -- figures > tests/corpus/figures.txt`.

use crate::gold::{Agreement, Figures, agreements, count};

/// Right and false ones of a document by kind, as the file says.
fn noted(line: &str) -> Vec<(String, usize, usize)> {
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let number = |w: &str| w.parse().expect("a number");
    words
        .chunks_exact(3)
        .map(|group| {
            let (right, _) = group[1].split_once('/').expect("right of all");
            (group[0].to_string(), number(right), number(&group[2][1..]))
        })
        .collect()
}

/// What is worse than noted, with the references in question.
fn worse(line: &str, agreement: &Agreement) -> Vec<String> {
    let mut now = Figures::new();
    count(&mut now, agreement);
    let of = |rows: &[(String, String)], kind: &str| {
        let own = rows.iter().filter(|(k, _)| k == kind);
        own.map(|(_, target)| target.clone()).collect::<Vec<_>>()
    };
    let fallen = noted(line).into_iter().filter_map(|(kind, right, wrong)| {
        let [r, w, _] = now.get(&kind).copied().unwrap_or_default();
        let (wrong_ones, missed) = (of(&agreement.wrong, &kind), of(&agreement.missed, &kind));
        (r < right || w > wrong).then(|| {
            format!("{kind}: {r} right, noted {right}, missed {missed:?}; false {wrong_ones:?}, noted {wrong}")
        })
    });
    fallen.collect()
}

#[test]
fn references_are_found_at_least_as_well_as_noted() {
    let all = agreements();
    assert_eq!(all.len(), 24);
    let notes: Vec<&str> = include_str!("figures.txt").lines().collect();
    let mut fallen = Vec::new();
    for (doc, agreement) in &all {
        let line = notes.iter().find(|line| line.starts_with(doc.as_str()));
        let line = line.unwrap_or_else(|| panic!("{doc} is not noted"));
        fallen.extend(
            worse(line, agreement)
                .into_iter()
                .map(|f| format!("{doc} {f}")),
        );
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
