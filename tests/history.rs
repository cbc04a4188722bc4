//! What districts said before: by the dates that versions print, and never more than they say. The
//! districts are fictional.

use crate::matrix::check_quotes;
use crate::support::{Project, page};
use policybook::cli::{Read, read};
use policybook::language::read_date;
use policybook::rule::{Said, State, as_of};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const SILENT: &str = "1. Staff shall wear a badge.";
const ADVICE: &str = "1. Staff should not friend students on social networking sites.";
const BAN: &str = "1. Staff shall not friend students on social networking sites.";

/// A project with one policy of one district: its files by the end of their names.
fn policy(versions: &[(&str, &str, &str)]) -> Project {
    let project = Project::empty().file(
        "policies/alder/district.yaml",
        "name: Alder\nfictional: true\n",
    );
    versions.iter().fold(project, |project, version| {
        with(project, "alder", "100", version)
    })
}

fn with(
    project: Project,
    district: &str,
    code: &str,
    (version, front, body): &(&str, &str, &str),
) -> Project {
    project.file(
        &format!("policies/{district}/{code}{version}.md"),
        format!("---\ncode: \"{code}\"\ntitle: Media\n{front}\n---\n\n{body}\n"),
    )
}

/// What the first district said on friending, as `since stance`, the oldest first.
fn said(read: &Read) -> Vec<String> {
    let rule = read.layers.matrix.rules.find("friending-students").unwrap();
    let line = read.layers.history.line(0, rule).iter();
    line.map(|past| {
        let since = past.since.map_or("-".to_string(), |date| date.to_string());
        let said = match &past.said {
            Said::NoText => "no text".to_string(),
            Said::Unknown(_) => "unknown".to_string(),
            Said::Stance(stance, _) => stance.word().to_string(),
        };
        format!("{since} {said}")
    })
    .collect()
}

fn check(versions: &[(&str, &str, &str)], expected: &[&str]) {
    assert_eq!(said(&policy(versions).read()), expected, "{versions:?}");
}

#[test]
fn the_answer_of_each_time_is_that_of_the_text_of_the_time() {
    check(
        &[
            ("@2014-08-11", "adopted: 2014-08-11", SILENT),
            (
                "@2018-06-11",
                "adopted: 2014-08-11\nrevised: [2018-06-11]",
                ADVICE,
            ),
            (
                "",
                "adopted: 2014-08-11\nrevised: [2018-06-11, 2023-07-10]",
                BAN,
            ),
            ("@draft", "status: first_reading", SILENT),
        ],
        &[
            "- no text",
            "2014-08-11 silent",
            "2018-06-11 discouraged",
            "2023-07-10 prohibited",
        ],
    );
}

#[test]
fn a_text_that_is_not_here_is_not_guessed() {
    // The revision of 2018 is not here.
    check(
        &[
            ("@2014-08-11", "adopted: 2014-08-11", ADVICE),
            (
                "",
                "adopted: 2014-08-11\nrevised: [2018-06-11, 2023-07-10]",
                BAN,
            ),
        ],
        &[
            "- no text",
            "2014-08-11 discouraged",
            "2018-06-11 unknown",
            "2023-07-10 prohibited",
        ],
    );
    // The first text is not here.
    check(
        &[("", "adopted: 2014-08-11\nrevised: [2023-07-10]", BAN)],
        &["- no text", "2014-08-11 unknown", "2023-07-10 prohibited"],
    );
    // Nothing says when it began.
    check(
        &[("", "revised: [2023-07-10]", BAN)],
        &["- unknown", "2023-07-10 prohibited"],
    );
    check(
        &[("", "adopted: 2023-07-10\nformer_codes: [\"77\"]", BAN)],
        &["- unknown", "2023-07-10 prohibited"],
    );
    check(&[("", "", BAN)], &["- unknown"]);
    // Nothing says when it ended.
    check(
        &[("@2014-08-11", "adopted: 2014-08-11", BAN)],
        &["- no text", "2014-08-11 unknown"],
    );
    // The text in force is said to be older than an earlier one.
    check(
        &[
            ("@2014-08-11", "adopted: 2014-08-11", ADVICE),
            ("", "adopted: 2012-01-01", BAN),
        ],
        &["- no text", "2014-08-11 unknown"],
    );
}

#[test]
fn a_date_says_no_more_than_is_printed() {
    // Adopted in June, in effect in July: one text. A year alone covers its days.
    check(
        &[
            ("@2014", "adopted: 2014-08-11", ADVICE),
            (
                "",
                "adopted: 2014\nrevised: [2023-06-10]\neffective: 2023-07-01",
                BAN,
            ),
        ],
        &["- no text", "2014 discouraged", "2023-07-01 prohibited"],
    );
    // A text of June 2014 after one of 2014: the earlier one stood by June, and never after.
    check(
        &[
            ("@2014", "adopted: 2014", ADVICE),
            (
                "@2014-06-11",
                "adopted: 2014\nrevised: [2014-06-11]",
                SILENT,
            ),
            ("", "adopted: 2014\nrevised: [2014-06-11, 2023-07-10]", BAN),
        ],
        &["- no text", "2014-06-11 silent", "2023-07-10 prohibited"],
    );
    let read = policy(&[
        ("@2014", "adopted: 2014", ADVICE),
        ("", "revised: [2023-06]", BAN),
    ])
    .read();
    let rule = read.layers.matrix.rules.find("friending-students").unwrap();
    let at = |day: &str| {
        let date = read_date(day).unwrap().date;
        let past = read.layers.history.at(0, rule, date);
        past.said.stance().map(|stance| stance.word())
    };
    // Within 2014 it is not known whether it stood; at the end of the year it did.
    assert_eq!(at("2014-06-30"), None);
    assert_eq!(at("2014"), Some("discouraged"));
    assert_eq!(at("2023-06-15"), Some("discouraged"));
    assert_eq!(at("2023-06-30"), Some("prohibited"));
}

#[test]
fn a_text_that_is_not_here_matters_only_where_it_may_have_answered() {
    // 200 has no date, and advises; 100 forbids, which is stricter, whatever 200 said.
    let project = policy(&[
        ("@2014-08-11", "adopted: 2014-08-11", SILENT),
        ("", "adopted: 2014-08-11\nrevised: [2023-07-10]", BAN),
    ]);
    let read = with(project, "alder", "200", &("", "", ADVICE)).read();
    assert_eq!(said(&read), ["- unknown", "2023-07-10 prohibited"]);
    // Of a policy without a word on the rule nothing hangs on the day.
    let project = policy(&[("", "adopted: 2014-08-11", BAN)]);
    let read = with(project, "alder", "200", &("", "", SILENT)).read();
    assert_eq!(said(&read), ["- unknown", "2014-08-11 prohibited"]);
}

#[test]
fn the_last_answer_is_the_one_of_the_matrix() {
    let own = read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the policies of the repository");
    let (matrix, history) = (&own.layers.matrix, &own.layers.history);
    let late = read_date("9999-12-31").unwrap().date;
    let then = as_of(&own.library, matrix, history, late);
    let mut known = 0;
    for (now, then) in matrix.cells.iter().zip(&then.cells) {
        if then.state != State::Unknown {
            assert_eq!(now.coding(), then.coding());
            known += 1;
        }
    }
    assert!(known > 16, "{known}");
}

/// Three districts of which one moves from silent to a ban, two from advice.
fn moved() -> Project {
    let texts = [("alder", SILENT), ("birch", ADVICE), ("cedar", ADVICE)];
    let project = Project::empty();
    texts.into_iter().fold(project, |project, (slug, before)| {
        let district = format!("name: {slug} (fictional)\nfictional: true\n");
        let project = project.file(&format!("policies/{slug}/district.yaml"), district);
        let earlier = ("@2019-05-01", "adopted: 2019-05-01", before);
        let now = ("", "adopted: 2019-05-01\nrevised: [2025-03-10]", BAN);
        let project = with(project, slug, "100", &earlier);
        with(project, slug, "100", &now)
    })
}

#[test]
fn pages_say_what_changed_with_the_words_of_both_sides() {
    let project = moved();
    let read = project.read();
    check_quotes(&read);
    let bundle = project.bundle();
    for path in [
        "what-changed.html",
        "matrix.html",
        "rules/friending-students.html",
    ] {
        let html = page(&bundle, path);
        for words in [
            "March 10, 2025",
            "two districts moved from discouraged to prohibited",
            "one district moved from silent to prohibited",
            "Staff should not friend students on social networking sites.",
            "100 1 (text of May 1, 2019)",
        ] {
            assert!(html.contains(words), "{words} is not in {path}: {html}");
        }
    }
    let changed = page(&bundle, "what-changed.html");
    assert!(changed.contains("matrix.html?date=2025-03-10"));
    let cell = page(&bundle, "matrix.html");
    assert!(cell.contains("data-t=\":no-text 2019-05-01:discouraged 2025-03-10:now\""));
    let json: Value = serde_json::from_str(&page(&bundle, "data/matrix.json")).unwrap();
    assert_eq!(json["moves"].as_array().unwrap().len(), 3);
    assert_eq!(json["codings"][0]["since"], "2025-03-10");
    let heat = page(&bundle, "heat-map.html");
    assert!(heat.contains("<span class=\"vh\">Prohibited</span>"));
}

#[test]
fn a_first_text_is_no_change_and_a_text_without_a_day_is_named() {
    let project = policy(&[("", "adopted: 2020-01-01", BAN)]);
    let project = with(project, "alder", "200", &("", "", SILENT));
    let html = page(&project.bundle(), "what-changed.html");
    assert!(html.contains("No change is known"));
    assert!(html.contains("<a href=\"alder/200.html\">Alder, 200 Media</a>"));
}

#[test]
fn the_command_shows_the_matrix_of_a_day() {
    let project = moved();
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_policybook"))
            .args(["matrix", "--rule", "friending-students"])
            .args(args)
            .current_dir(project.root())
            .output()
            .expect("the program runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    };
    let (_, then) = run(&["--as-of", "2020"]);
    assert!(then.contains("Discouraged  birch"), "{then}");
    assert!(then.contains("– Silent  alder"), "{then}");
    assert!(then.contains("as of 2020"), "{then}");
    let (_, before) = run(&["--as-of", "2018-12-31"]);
    assert!(before.contains("no text of that day here"), "{before}");
    let (_, now) = run(&["--as-of", "2025-03-10", "--format", "md"]);
    assert!(now.contains("✕ Prohibited 100 1 ○"), "{now}");
    let (_, csv) = run(&["--as-of", "2020-01-01", "--format", "csv"]);
    assert!(csv.contains(",2019-05-01,2020-01-01\n"), "{csv}");
    let (status, wrong) = run(&["--as-of", "soon"]);
    assert_eq!(status, Some(2));
    assert!(wrong.contains("write it like 2020-06-30"), "{wrong}");
}

#[test]
fn what_a_person_read_counts_from_the_day_of_its_words() {
    let review = "- rule: friending-students\n  stance: conditional\n  quotes:\n  - policy: \"100\"\n    words: Staff shall not friend students\n  by: JB\n  date: 2026-08-01\n";
    let project = moved().file("policies/codings/birch.yaml", review);
    let read = project.read();
    let of = |day: &str| {
        let date = read_date(day).unwrap().date;
        let matrix = as_of(
            &read.library,
            &read.layers.matrix,
            &read.layers.history,
            date,
        );
        let rule = matrix.rules.find("friending-students").unwrap();
        let cell = matrix.cell(1, rule);
        (cell.word(), cell.state)
    };
    assert_eq!(of("2026-01-01"), ("conditional", State::Reviewed));
    assert_eq!(of("2020-01-01"), ("discouraged", State::Suggested));
}
