//! Every code that the program can give has a help page, and every page a code.

use crate::rooms::sources;
use policybook::diagnostic::help::{PAGES, page};
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The codes that problems are made with, anywhere in `src/`.
fn codes_given() -> BTreeSet<String> {
    let made = Regex::new(r"Diagnostic::(?:at|of_path)\(\s*([^,\s]+)").unwrap();
    let mut files = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src, &mut files);
    let mut codes = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for hit in made.captures_iter(&text) {
            let code = hit[1].strip_prefix('"').and_then(|c| c.strip_suffix('"'));
            let code = code.unwrap_or_else(|| {
                panic!(
                    "{}: write the code of a problem where it is made: {}",
                    file.display(),
                    &hit[0]
                )
            });
            codes.insert(code.to_string());
        }
    }
    codes
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let given = codes_given();
    let with_page: BTreeSet<String> = PAGES.iter().map(|p| p.code.to_string()).collect();
    let without: Vec<_> = given.difference(&with_page).collect();
    let never: Vec<_> = with_page.difference(&given).collect();
    assert!(without.is_empty(), "codes without a help page: {without:?}");
    assert!(
        never.is_empty(),
        "help pages of codes never given: {never:?}"
    );
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/help"));
    let files: BTreeSet<String> = files
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".md").to_string())
        .collect();
    assert_eq!(
        files, with_page,
        "files of src/diagnostic/help and its list"
    );
}

#[test]
fn every_page_says_what_why_an_example_and_what_to_do() {
    for page in &PAGES {
        let head = format!("`{}`: ", page.code);
        assert!(page.text.starts_with(&head), "{}", page.code);
        assert!(page.summary().len() > 20, "{}", page.code);
        for part in ["# Why it matters", "# Example", "# What to do"] {
            let (_, rest) = page
                .text
                .split_once(&format!("\n{part}\n\n"))
                .unwrap_or_else(|| panic!("{} has no “{part}”", page.code));
            let words = rest.split("\n# ").next().unwrap();
            assert!(words.trim().len() > 10, "{}: {part} is empty", page.code);
        }
    }
    let sorted = PAGES.windows(2).all(|two| two[0].code < two[1].code);
    assert!(sorted, "pages stand in alphabetical order");
    assert!(page("no-such-code").is_none());
}
