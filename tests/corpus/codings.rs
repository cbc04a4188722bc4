//! What the program suggests for policies coded by hand, by people who had not seen it.
//! `coded/figures.txt` says how many cells are right; it may only get better. After it did:
//! `cargo run -q --example measure -- codings > tests/corpus/coded/figures.txt`.

use crate::coded::Coded;

/// The number before the slash after a word of a line.
fn right(line: &str, word: &str) -> usize {
    let rest = line.split_once(word).expect("the word").1.trim_start();
    let number = rest.split('/').next().expect("a number");
    number.parse().expect("a number")
}

#[test]
fn codings_are_suggested_at_least_as_well_as_noted() {
    let now = Coded::of_corpus().lines();
    let noted: Vec<&str> = include_str!("coded/figures.txt").lines().collect();
    assert_eq!(now.len(), noted.len());
    let worse = |(now, noted): &(&String, &&str)| {
        let words = ["stance", "not silent", "evidence"];
        words.iter().any(|w| right(now, w) < right(noted, w))
    };
    let fallen = now.iter().zip(&noted).filter(worse);
    let fallen: Vec<String> = fallen
        .map(|(now, noted)| format!("now   {now}\nnoted {noted}"))
        .collect();
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
