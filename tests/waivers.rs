//! Waivers: what is left as it is, by whom, and what is wrong with a waiver.

use crate::support::{Project, check, page};
use policybook::cli::read_on;
use policybook::language::read_date;
use serde_json::Value;

const FRONT: &str = "code: \"1\"\ntitle: A\nadopted: 2020-01-01";

/// Two gaps, in lines 11 and 15, and waivers.
fn project(waivers: &str) -> Project {
    Project::new()
        .policy(
            "a",
            FRONT,
            "1. One.\n\n2. Two.\n\n4. Four of it.\n\n5. Five.\n\n8. Eight.",
        )
        .file("policies/waivers.yaml", waivers)
}

/// The open problems as `code line`, and how many are waived, as on a day.
fn judged(project: &Project, today: Option<&str>) -> (Vec<String>, usize) {
    let today = today.map(|day| read_date(day).expect("a date").date);
    let read = read_on(project.root(), today).expect("a project");
    let json = policybook::diagnostic::to_json(&read.project.sources, &read.diagnostics);
    let open = json
        .iter()
        .map(|d| format!("{} {}", d["code"].as_str().unwrap(), d["line"]))
        .collect();
    (open, read.waived.len())
}

#[test]
fn a_waived_problem_is_none() {
    let both =
        "- code: number-gap\n  file: policies/d/a.md\n  reason: printed so\n  date: 2026-01-01\n";
    assert_eq!(judged(&project(both), None), (vec![], 2));
    let below = both.replace("policies/d/a.md", "d/*.md");
    assert_eq!(judged(&project(&below), None), (vec![], 2));
    let one = format!("{both}  text: \"4. Four\"\n");
    assert_eq!(
        judged(&project(&one), None),
        (vec!["number-gap 15".to_string()], 1)
    );
    let elsewhere = format!("{both}  text: \"of it\"\n");
    let (open, waived) = judged(&project(&elsewhere), None);
    assert_eq!(open, ["number-gap 11", "number-gap 15", "unused-waiver 1"]);
    assert_eq!(waived, 0, "the words must touch the place");
}

#[test]
fn a_waiver_ends_after_its_last_day() {
    let waiver = "- code: number-gap\n  file: d/a.md\n  reason: printed so\n  date: 2026-01-01\n  until: 2026-03\n";
    let project = project(waiver);
    let held: (Vec<String>, usize) = (vec![], 2);
    assert_eq!(judged(&project, None), held);
    assert_eq!(judged(&project, Some("2026-03-31")), held);
    let (open, waived) = judged(&project, Some("2026-04-01"));
    assert_eq!(open, ["number-gap 11", "number-gap 15", "expired-waiver 5"]);
    assert_eq!(waived, 0);
}

#[test]
fn a_waiver_that_cannot_hold_is_a_problem() {
    let gaps = |rest: &str| {
        let (open, waived) = judged(&project(rest), None);
        assert_eq!(waived, 0, "{rest}");
        assert_eq!(open[..2], ["number-gap 11", "number-gap 15"], "{rest}");
        open[2..].to_vec()
    };
    let all = "- code: number-gap\n  file: d/a.md\n";
    assert_eq!(gaps(all), ["incomplete-waiver 1"]);
    assert_eq!(
        gaps(&format!("{all}  reason: x\n")),
        ["incomplete-waiver 1"]
    );
    assert_eq!(
        gaps(&format!("{all}  reason: ''\n  date: 2026-01-01\n")),
        ["incomplete-waiver 1"]
    );
    assert_eq!(
        gaps(&format!("{all}  reason: x\n  date: soon\n")),
        ["wrong-value 4"]
    );
    assert_eq!(
        gaps("- code: number-gab\n  file: d/a.md\n  reason: x\n  date: 2026-01-01\n"),
        ["unknown-code 1"]
    );
    assert_eq!(gaps("code: number-gap\n"), ["wrong-value 1"]);
    let of_waiver = "- code: unused-waiver\n  file: \"**\"\n  reason: x\n  date: 2026-01-01\n";
    assert_eq!(gaps(of_waiver), ["unused-waiver 1"]);
}

#[test]
fn waived_problems_are_counted_and_listed_with_their_reasons() {
    let waiver = "- code: number-gap\n  file: d/a.md\n  reason: printed so\n  by: board secretary\n  date: 2026-01-01\n";
    let project = project(waiver);
    let check = |args: &[&str]| check(&project, args);
    let plain = check(&[]);
    assert_eq!(plain.status.code(), Some(0));
    let said = String::from_utf8_lossy(&plain.stdout).into_owned();
    assert!(
        said.contains("0 errors, 0 warnings, 0 notes, 2 waived"),
        "{said}"
    );
    assert!(plain.stderr.is_empty());
    let notes = String::from_utf8_lossy(&check(&["--notes"]).stderr).into_owned();
    assert!(notes.contains("policies/d/a.md:11:1"), "{notes}");
    assert!(
        notes.contains("printed so (2026-01-01, board secretary)"),
        "{notes}"
    );
    let json: Value = serde_json::from_slice(&check(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(json["waived"][1]["line"], 15);
    assert_eq!(json["waived"][1]["waiver"]["reason"], "printed so");
    let sarif: Value = serde_json::from_slice(&check(&["--format", "sarif"]).stdout).expect("JSON");
    let suppressed = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppressed["kind"], "external");
    assert_eq!(
        suppressed["justification"],
        "printed so (board secretary, 2026-01-01)"
    );
    let denied = check(&["--deny", "number-gap"]);
    assert_eq!(
        denied.status.code(),
        Some(0),
        "what is waived is not denied"
    );
}

/// Policies that refer to one there is, and to one there is not; the states of the references.
fn states(waivers: &str) -> (Vec<String>, Vec<String>) {
    let project = Project::new()
        .policy(
            "a",
            "code: \"100\"\ntitle: A",
            "1. See Policy 999.10 and Policy 200.",
        )
        .policy(
            "b",
            "code: \"200\"\ntitle: B",
            "See Policies 100 and 999.10.",
        )
        .file("policies/waivers.yaml", waivers);
    let json: Value =
        serde_json::from_str(&page(&project.bundle(), "data/references.json")).expect("JSON");
    let rows = json["references"].as_array().expect("a list");
    let rows = rows
        .iter()
        .map(|r| {
            let text = |key: &str| r[key].as_str().unwrap_or("-").to_string();
            let told = [
                text("policy"),
                text("target"),
                text("state"),
                text("reason"),
            ];
            told.join(" | ")
        })
        .filter(|row| row.contains("999.10") || row.contains("ignored"))
        .collect();
    let unused = project.problems();
    let unused = unused
        .into_iter()
        .filter(|p| p.contains("waiver"))
        .collect();
    (rows, unused)
}

#[test]
fn a_reference_can_be_ignored_with_a_reason() {
    let entry = "- ignore_reference: Policy 999.10\n  reason: of the county\n  date: 2026-01-01\n";
    let (rows, unused) = states(entry);
    assert_eq!(rows[0], "100 | 999.10 | ignored | of the county");
    assert!(rows[1].starts_with("200 | 999.10 | unresolved"), "{rows:?}");
    assert_eq!(unused, Vec::<String>::new());
    let (rows, _) = states(&entry.replace("Policy 999", "999"));
    assert_eq!(rows[1], "200 | 999.10 | ignored | of the county");
    let (rows, unused) = states(&format!("{entry}  policy: \"300\"\n"));
    assert!(rows[0].contains("unresolved"), "{rows:?}");
    assert_eq!(
        unused,
        [
            "warning[unused-waiver] policies/waivers.yaml:1:21 nothing is ignored: no reference that policy 300 prints is “Policy 999.10”"
        ]
    );
}
