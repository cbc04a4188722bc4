//! The five policies word for word: what was copied is on the page, or listed as removed.

use crate::support::{article, page, visible_words};
use policybook::cli::{bundle, read};
use policybook::library::Policy;
use std::path::Path;

const SEEDS: [(&str, &str, &str); 5] = [
    (
        include_str!("seeds/seed-000.txt"),
        "unnamed-classified-handbook",
        "social-media-guidelines",
    ),
    (
        include_str!("seeds/seed-001.txt"),
        "unnamed-401-15",
        "401-15",
    ),
    (
        include_str!("seeds/seed-002.txt"),
        "unnamed-401-13r2",
        "401-13r2",
    ),
    (
        include_str!("seeds/seed-003.txt"),
        "standard-elementary-sd",
        "ar-1114",
    ),
    (
        include_str!("seeds/seed-004.txt"),
        "unnamed-crschools",
        "employee-use-of-social-media",
    ),
];

/// Words of a seed in order, without the runs that the source note lists as removed: the removed
/// runs are found in order, each at its first place after the one before.
fn kept_words(seed: &str, policy: &Policy) -> Vec<String> {
    let mut words: Vec<String> = seed.split_whitespace().map(str::to_string).collect();
    for run in &policy.current().unwrap().front.source.removed {
        let run: Vec<&str> = run.split_whitespace().collect();
        let at = words
            .windows(run.len())
            .position(|w| w.iter().map(String::as_str).eq(run.iter().copied()));
        let at = at.unwrap_or_else(|| panic!("`{}` is not in the copied text", run.join(" ")));
        words.drain(at..at + run.len());
    }
    words
}

/// A bullet is a sign of the list, whatever glyph stands for it.
fn without_bullets(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .filter(|w| !matches!(w.as_str(), "•" | "-"))
        .collect()
}

#[test]
fn every_word_of_the_five_policies_is_on_its_page_in_order() {
    let read = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let site = bundle(&read).unwrap();
    for (seed, district, slug) in SEEDS {
        let (_, policy) = read
            .library
            .policies()
            .find(|(d, p)| d.slug == district && p.slug == slug)
            .expect("the policy of the seed");
        let html = page(&site, &format!("{district}/{slug}.html"));
        let shown = without_bullets(visible_words(article(&html)));
        let wanted = without_bullets(kept_words(seed, policy));
        let differ = shown.iter().zip(&wanted).position(|(a, b)| a != b);
        assert_eq!(
            differ,
            None,
            "{slug}: {:?}",
            differ.map(|at| (&shown[at], &wanted[at]))
        );
        assert_eq!(shown.len(), wanted.len(), "{slug}");
    }
}

#[test]
fn the_fictional_district_says_so_on_every_page() {
    let read = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let site = bundle(&read).unwrap();
    let pages: Vec<_> = site
        .iter()
        .filter(|(p, _)| p.starts_with("larkmoor-falls/"))
        .collect();
    assert!(pages.len() >= 7);
    for (path, _) in pages {
        let text = page(&site, path).to_lowercase();
        assert!(text.contains("fictional district"), "{path}");
    }
}

#[test]
fn the_policies_of_this_project_have_no_problem() {
    let read = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let problems: Vec<_> = read
        .diagnostics
        .iter()
        .map(|d| (d.code, &d.message))
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
}
