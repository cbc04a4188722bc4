//! `policybook check`: its forms, what it counts, and what it explains.

use crate::support::{Project, check};
use serde_json::Value;
use std::process::{Command, Output};

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A gap in a list (a warning) and a list that begins late (a note).
fn faulty() -> Project {
    let front = "code: \"1\"\ntitle: A\nadopted: 2020-01-01";
    Project::new()
        .policy("a, b%", front, "1. One.\n\n2. Two.\n\n4. Four.")
        .policy(
            "c",
            "code: \"2\"\ntitle: C\nadopted: 2020-01-01",
            "3. Three.\n\n4. Four.",
        )
}

#[test]
fn github_shows_each_problem_at_its_line() {
    let printed = check(&faulty(), &["--format", "github"]);
    assert_eq!(
        out(&printed),
        "::warning file=policies/d/a%2C b%25.md,line=11,col=1,title=number-gap::\
         `4.` does not follow the number before it; one is missing%0A\
         help: add the missing item, or number the list anew\n"
    );
    assert_eq!(printed.status.code(), Some(1));
    let notes = out(&check(&faulty(), &["--format", "github", "--notes"]));
    assert!(
        notes.contains("::notice file=policies/d/c.md,line=7,col=1,title=late-start::"),
        "{notes}"
    );
}

#[test]
fn paths_lead_from_the_folder_in_which_the_program_runs() {
    let project = faulty();
    let outer = project.root().parent().expect("a folder above");
    let name = project.root().file_name().expect("its name");
    let printed = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(["check", "--format", "github", "--root"])
        .arg(name)
        .current_dir(outer)
        .output()
        .expect("the program runs");
    let file = format!("file={}/policies/d/a%2C b%25.md", name.to_string_lossy());
    assert!(out(&printed).contains(&file), "{}", out(&printed));
}

#[test]
fn sarif_has_rules_with_their_pages_and_results_with_their_places() {
    let value = json(&check(&faulty(), &["--format", "sarif"]));
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    for result in results {
        let at = result["ruleIndex"].as_u64().expect("an index");
        let rule = &rules[usize::try_from(at).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        let help = rule["help"]["markdown"].as_str().expect("help");
        assert!(help.contains("# What to do"), "{help}");
        assert_eq!(result["suppressions"], Value::Array(Vec::new()));
    }
    let gap = &results[0];
    assert_eq!(gap["level"], "warning");
    let place = &gap["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "policies/d/a%2C%20b%25.md"
    );
    let region =
        serde_json::json!({"startLine": 11, "startColumn": 1, "endLine": 11, "endColumn": 3});
    assert_eq!(place["region"], region);
    let before = &gap["relatedLocations"][0];
    assert_eq!(before["message"]["text"], "the one before it");
    assert_eq!(before["physicalLocation"]["region"]["startLine"], 9);
    assert_eq!(results[1]["level"], "note");
}

#[test]
fn what_is_denied_counts_as_an_error() {
    let notes_only = Project::new().policy(
        "c",
        "code: \"2\"\ntitle: C\nadopted: 2020-01-01",
        "3. Three.\n\n4. Four.",
    );
    let status = |args: &[&str]| check(&notes_only, args).status.code();
    assert_eq!(status(&[]), Some(0));
    assert_eq!(status(&["--deny", "warnings"]), Some(0));
    assert_eq!(status(&["--deny", "notes"]), Some(1));
    assert_eq!(status(&["--deny", "number-gap,late-start"]), Some(1));
    assert_eq!(
        status(&["--deny", "number-gap", "--deny", "late-start"]),
        Some(1)
    );
    let shown = check(&notes_only, &["--deny", "late-start"]);
    let shown = String::from_utf8_lossy(&shown.stderr).into_owned();
    assert!(shown.contains("error[late-start]"), "{shown}");
    let json = json(&check(
        &faulty(),
        &["--deny", "warnings", "--format", "json"],
    ));
    assert_eq!(json["diagnostics"][0]["severity"], "error");
    assert_eq!(json["diagnostics"][1]["severity"], "note");
}

#[test]
fn a_code_that_is_none_is_wrong_use() {
    for option in ["--deny", "--explain"] {
        let wrong = check(&faulty(), &[option, "number-gaps"]);
        assert_eq!(wrong.status.code(), Some(2));
        let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
        assert!(said.contains("did you mean `number-gap`?"), "{said}");
    }
}

#[test]
fn a_help_page_is_printed_without_a_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(["check", "--explain", "number-gap"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(printed.status.code(), Some(0));
    assert!(
        out(&printed).starts_with("`number-gap`: "),
        "{}",
        out(&printed)
    );
}

#[test]
fn a_problem_in_several_places_is_told_once_with_its_lines() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A\nadopted: 2020-01-01",
        "![x](x.png)\n\nWords.\n\n![y](y.png)\n\nWords.\n\n![z](z.png)",
    );
    let printed = check(&project, &[]);
    let printed = String::from_utf8_lossy(&printed.stderr).into_owned();
    assert_eq!(printed.matches("warning[picture]").count(), 1, "{printed}");
    assert!(printed.contains("the same in lines 11, 15"), "{printed}");
    let json = json(&check(&project, &["--format", "json"]));
    assert_eq!(json["diagnostics"].as_array().expect("a list").len(), 3);
}
