//! Laws that hold for any input.

use crate::read;
use crate::site::check_links;
use crate::support::Project;
use policybook::clause::{ClauseIndex, ClauseTree};
use policybook::reference::{At, Citator, Scanned, scan_front};
use policybook::source::{Field, FrontMatter};
use policybook::text::{Source, SourceMap, Span};
use proptest::prelude::*;
use std::collections::HashSet;
use std::time::Duration;

/// Spans do not overlap, stand in order, and leave out nothing but white space.
fn tiles(text: &str, tree: &ClauseTree) {
    let mut at = 0;
    for clause in tree.clauses() {
        let (start, end) = (clause.span.start as usize, clause.span.end as usize);
        assert!(at <= start && start <= end, "{at} {start} {end}");
        assert_eq!(text[at..start].trim(), "", "bytes between clauses");
        at = end;
    }
    if !tree.clauses().is_empty() {
        assert_eq!(text[at..].trim(), "", "bytes after the last clause");
    }
}

fn laws(text: &str) {
    let tree = read::tree(text);
    tiles(text, &tree);
    let anchors: HashSet<&str> = tree.clauses().iter().map(|c| c.anchor.as_str()).collect();
    assert_eq!(anchors.len(), tree.clauses().len(), "anchors are unique");
    for (index, clause) in tree.iter() {
        assert!(!clause.anchor.is_empty() && !clause.anchor.contains(char::is_whitespace));
        assert!(
            clause.parent.is_none_or(|p| p < index),
            "parents stand before children"
        );
    }
    // Every parent is on the way from the clause before it to the top.
    for (index, clause) in tree.iter().skip(1) {
        let before = ClauseIndex(index.0 - 1);
        let mut above = std::iter::successors(Some(before), |i| tree.get(*i).parent);
        let kept = clause.parent.is_none() || above.any(|i| Some(i) == clause.parent);
        assert!(kept, "the tree keeps the order of the text");
    }
}

/// Lines as policies and people who break them write.
pub fn line() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(vec![
        "",
        "1. ",
        "2. ",
        "3) ",
        "(a) ",
        "(b) ",
        "(i) ",
        "A. ",
        "B. ",
        "I. ",
        "II. ",
        "a. ",
        "b. ",
        "1.1 ",
        "• ",
        "- ",
        "* ",
        "§ ",
        "# ",
        "## ",
        "> ",
        "| ",
        "    ",
        "\t",
        "**",
        "<b>",
        "<div>",
        "[^1]: ",
        "Section 2. ",
        "---",
        "```",
    ]);
    let words = prop::sample::select(vec![
        "Employees shall not text students.",
        "PURPOSE",
        "Definitions",
        "the following:",
        "as follows: 1) one; 2) two; and 3) three.",
        "",
        "ten (10) days",
        "[x](y.md)",
        "*bold*",
        "a | b |",
        "café — naïve “quoted”",
        "&amp; &#x41;",
        "\\*",
        "<br />",
        "x[^1]",
        "_",
        "A. B. C.",
        "See Policy 1, Section 2 – and “DEFINITIONS” below, café.",
        "Policies 1 and 999.10, §§ II—IV (see PURPOSE above)",
        "20 U.S.C. § 1232g, Iowa Code § 2.3 et seq.; é34 CFR 99é",
        "the T Policy (AUP), paragraph (b)(1) and Attachment D",
        "(cf. 4119.21/4219.21 - é Standards) [See DH(LOCAL), GBEA-R]",
        "items 1–4 below, (b)(1)(ii) and (iii), Sections I through IX of Policy 1",
        "Cross Refs.: G-2900 é; JFCEK, Students and “Their” Devices 4.4069",
        "the section titled “PURPOSE”, the rules set out above, see 3.2. é",
    ]);
    (
        marker,
        words,
        prop::sample::select(vec!["\n", "\n\n", "\r\n", " ", "  \n"]),
    )
        .prop_map(|(m, w, e)| format!("{m}{w}{e}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_make_a_tree(lines in prop::collection::vec(line(), 0..40)) {
        laws(&lines.concat());
    }

    #[test]
    fn any_text_makes_a_tree(text in any::<String>()) {
        laws(&text);
    }

    #[test]
    fn any_bytes_are_read_or_reported(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let project = Project::new().file("policies/d/a.md", &bytes);
        project.problems();
        check_links(&project.bundle());
    }

    #[test]
    fn any_front_matter_is_read_or_reported(yaml in "[a-z:\\-\\[\\]{}&*!|>'\"%@`#,? \n]{0,80}") {
        let project = Project::new().policy("a", &yaml, "Text.");
        project.problems();
    }

    #[test]
    fn any_lines_make_a_site_whose_links_land(lines in prop::collection::vec(line(), 0..30)) {
        let project = Project::new().policy("a", "code: \"1\"\ntitle: T", &lines.concat());
        let site = project.bundle();
        check_links(&site);
        prop_assert!(site == project.bundle());
    }
}

/// Runs on a thread with a usual stack and fails when it takes far longer than any text should.
fn in_time(name: &str, text: String) {
    within_a_minute(name, move || laws(&text));
}

pub fn within_a_minute(name: &str, work: impl FnOnce() + Send + 'static) {
    let (done, wait) = std::sync::mpsc::channel();
    let run = std::thread::spawn(move || {
        work();
        let _ = done.send(());
    });
    match wait.recv_timeout(Duration::from_secs(60)) {
        Ok(()) => run.join().unwrap(),
        Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => run.join().expect(name),
        Err(_) => panic!("{name}: no end in sight"),
    }
}

#[test]
fn what_closes_a_text_closes_its_sections() {
    laws("# A. Rules\n\nI. Staff shall not text.\n\nCross Refs.: G-2900\n\n## More\n");
}

#[test]
fn no_input_takes_time_out_of_proportion() {
    in_time("one long line", "word ".repeat(200_000));
    in_time("one long word", "x".repeat(1_000_000));
    in_time(
        "many items",
        (1..100_000).map(|n| format!("{n}. Item.\n")).collect(),
    );
    in_time("many bullets", "• Item.\n\n".repeat(100_000));
    in_time("one number", "1. Item.\n\n".repeat(50_000));
    in_time("one letter", "a. Item.\n".repeat(50_000));
    in_time("deep quotes", format!("{} deep\n", ">".repeat(10_000)));
    in_time(
        "deep lists",
        (0..2_000)
            .map(|n| format!("{}- x\n", "  ".repeat(n)))
            .collect(),
    );
    in_time("deep brackets", "[".repeat(50_000));
    in_time("deep stars", "*a **b ".repeat(20_000));
    in_time("headings", "# Same heading\n\nText.\n\n".repeat(20_000));
    in_time(
        "inline numbers",
        format!(
            "Do: {}",
            (1..20_000).map(|n| format!("{n}) x; ")).collect::<String>()
        ),
    );
    in_time("inline letters", "a) x; b) y; ".repeat(20_000));
    in_time("short lines", "Word\n".repeat(50_000));
    in_time("nested divs", "<div>".repeat(20_000));
    in_time(
        "table",
        format!("| a | b |\n|---|---|\n{}", "| x | y |\n".repeat(20_000)),
    );
    in_time(
        "footnotes",
        (0..5_000)
            .map(|n| format!("x[^{n}]\n\n[^{n}]: note\n\n"))
            .collect(),
    );
}

#[test]
fn no_references_take_time_out_of_proportion() {
    let sections = (0..5_000).map(|n| {
        format!("## Part {n}\n\na. See Policy 1, Section a, 34 CFR 99, and Part {n} above.\n\n")
    });
    let texts = [
        ("sections", sections.collect::<String>()),
        (
            "codes in a line",
            "see Policy 1, Section 2 (ABCD) ".repeat(10_000),
        ),
        ("titles in a line", "see KDCA - Computers; ".repeat(10_000)),
        (
            "laws in a line",
            "Iowa Code 2.3, 34 CFR 99, ".repeat(10_000),
        ),
        ("one list", format!("Policies 1{}", ", 100".repeat(20_000))),
        (
            "one list of laws",
            format!("20 U.S.C. 1{}", ", 2".repeat(20_000)),
        ),
        (
            "places in a line",
            "paragraph a, Section 1 below; ".repeat(10_000),
        ),
        (
            "names in a line",
            "the Acceptable Use Policy and ".repeat(10_000),
        ),
        (
            "initials in a line",
            "the Acceptable Use Policy (AUP) and the AUP, ".repeat(10_000),
        ),
        (
            "cross references in a line",
            format!(
                "Cross References: {}",
                "GBEA - Staff 4.4069 ".repeat(10_000)
            ),
        ),
        (
            "labels of lists in a line",
            "Legal References: Cross Refs.: ".repeat(10_000),
        ),
        (
            "codes with slashes",
            format!("(cf. 1000{})", "/1001".repeat(20_000)),
        ),
        (
            "one list of places",
            format!(
                "A. One.\n\nB. See Sections A{}",
                ", B, A to Z".repeat(5_000)
            ),
        ),
        (
            "places of other policies in a line",
            "Sections 1 to 30 of Policy 1, ".repeat(5_000),
        ),
        (
            "places without a word in a line",
            "1.1 One.\n\n2.1 Two.\n\nSee ".to_string() + &"1.1, (a) above, 2.1 and ".repeat(5_000),
        ),
        (
            "words of headings in a line",
            format!(
                "{}See {}",
                (0..2_000)
                    .map(|n| format!("## Rules {n}\n\nText.\n\n"))
                    .collect::<String>(),
                "the rules set out above, the section on Rules 7, ".repeat(5_000)
            ),
        ),
        (
            "one title",
            format!("see GBEA - {}", "Staff ".repeat(100_000)),
        ),
        (
            "one name",
            format!("the {}Policy", "Staff ".repeat(100_000)),
        ),
    ];
    for (name, text) in texts {
        within_a_minute(name, move || {
            let front = "code: \"1\"\ntitle: T";
            check_links(&Project::new().policy("a", front, &text).bundle());
        });
    }
}

#[test]
fn no_definitions_take_time_out_of_proportion() {
    let nested = (0..2_000).map(|n| format!("{} Definitions\n\n", "#".repeat(n % 6 + 1)));
    let same = (0..5_000).map(|n| format!("{n}. “Staff” means group {n}. Staff are paid.\n\n"));
    let other = (0..5_000).map(|n| format!("Term {n} includes, but is not limited to, staff.\n\n"));
    let texts = [
        ("headings", nested.collect::<String>()),
        ("one term defined often", same.collect()),
        ("many terms", other.collect()),
        (
            "terms in a line",
            "“Staff” means all. A “pool” is a bank. ".repeat(10_000),
        ),
        (
            "asides",
            "the Office of Records (the “Office”) and ".repeat(10_000),
        ),
        ("open quotes", "“staff and ".repeat(50_000)),
        ("quotes", "“”".repeat(100_000)),
        ("stops", ". ".repeat(100_000) + &".".repeat(500_000)),
        ("lead-ins", "As used in this policy, ".repeat(20_000)),
        (
            "one clause of lists",
            format!("## Definitions\n\n{}", "a: b\n".repeat(20_000)),
        ),
    ];
    for (name, text) in texts {
        within_a_minute(name, move || {
            policybook::definition::of_tree(&read::tree(&text), &[]);
        });
    }
}

#[test]
fn no_front_matter_takes_time_out_of_proportion() {
    let texts = [
        ("numbers", "IC 33-1, 33-2/, 1, ".repeat(10_000)),
        (
            "a code and bare numbers",
            format!("34 CFR 99.1{}", "; x, 5".repeat(20_000)),
        ),
        (
            "a range of ranges",
            format!("IC 33-1{}", "-2".repeat(20_000)),
        ),
        ("cases", "Iowa Code; Example v. Example; ".repeat(10_000)),
        ("codes", "GBEB, KD and 402.3; ".repeat(10_000)),
        ("one code list", format!("GBEB{}", ", KD".repeat(20_000))),
    ];
    for (name, text) in texts {
        within_a_minute(name, move || {
            let front = format!("title: T\nlegal: \"{text}\"\ncross_refs: \"{text}\"");
            check_links(&Project::new().policy("a", &front, "A. One.").bundle());
        });
    }
}

proptest! {
    #[test]
    fn every_item_of_front_matter_gives_a_reference(
        items in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec![
                    "20 U.S.C. ", "1232g", "(b)(1", ")", ", ", "; ", "§", "IC ", "33-512", "-", "– ",
                    "and ", "Title IX", "Section ", "504", "FERPA", " (", "et seq.", "é", "\n", "402.3",
                    "KD ", "GBEB-R", "chapter 22", "Iowa Code ", ":", "33- 601A", "Policy ", "05/11/92",
                ]),
                1..12,
            ),
            1..4,
        ),
        idaho: bool,
    ) {
        let id = SourceMap::default().add(Source::new("a.md", ""));
        let fields: Vec<Field> = items
            .iter()
            .map(|words| Field { value: words.concat(), span: Span::new(id, 0..0) })
            .collect();
        let front = FrontMatter {
            legal: fields.clone(),
            cross_refs: fields.clone(),
            ..FrontMatter::default()
        };
        let of = Scanned { state: Some(if idaho { "ID" } else { "IA" }), ..Scanned::default() };
        let found = scan_front(&front, of, &Citator::built_in());
        for (item, field) in fields.iter().enumerate() {
            for at in [At::Legal(item), At::CrossRef(item)] {
                let here: Vec<_> = found.iter().filter(|(a, _)| *a == at).collect();
                let words = field.value.contains(char::is_alphanumeric);
                prop_assert!(!here.is_empty() || !words, "{at:?} {:?}", field.value);
                for (_, reference) in here {
                    prop_assert!(field.value.get(reference.range.clone()).is_some());
                }
            }
        }
    }
}

#[test]
fn no_provisions_take_time_out_of_proportion() {
    let texts = [
        ("verbs in a line", "staff may text ".repeat(50_000)),
        (
            "verbs after ifs",
            "if they may, staff shall not ".repeat(20_000),
        ),
        (
            "verbs without an end",
            "no staff may text or ".repeat(20_000),
        ),
        (
            "lead-ins",
            "1. Staff shall not:\n\n   a. text\n\n".repeat(3_000),
        ),
        ("limits", "without consent except if unless ".repeat(20_000)),
    ];
    for (name, text) in texts {
        within_a_minute(name, move || {
            policybook::provision::provisions(&read::tree(&text), &|_| false);
        });
    }
}
