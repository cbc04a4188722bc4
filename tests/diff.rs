//! `policybook diff` as a person runs it.

use crate::support::Project;
use serde_json::Value;
use std::process::{Command, Output};

const OLD: &str = "---\ncode: \"1\"\ntitle: Messages\n---\n\n## Rules\n\n1. Use a district account.\n\n2. Copy a parent within ten (10) school days.\n\n3. Employees may call a student.\n\n4. Bring a *list* to the office.\n";
const NEW: &str = "---\ncode: \"1\"\ntitle: Messages\n---\n\n## Rules\n\n1. Ask the library for a form.\n\n2. Use a district account.\n\n3. Copy a parent within five (5) school days.\n\n4. Employees shall not call a student.\n\n";

fn project() -> Project {
    Project::empty().file("old.md", OLD).file("new.md", NEW)
}

fn diff(project: &Project, args: &[&str]) -> Output {
    run(project, args, &[])
}

fn run(project: &Project, args: &[&str], env: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_policybook"))
        .arg("diff")
        .args(args)
        .envs(env.iter().copied())
        .current_dir(project.root())
        .output()
        .expect("the program runs")
}

fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn the_changes_are_summed_up_and_then_marked() {
    let text = printed(&diff(&project(), &["old.md", "new.md"]));
    let wanted = "\
2 clauses amended, 1 added, 1 removed, 3 renumbered; 1 as it was.

What changes:

  Rules > 1 (added)
    duty stronger: now “Ask the library for a form.”
  Rules > 2 → Rules > 3 (amended, renumbered)
    deadline: “ten (10) school days” → “five (5) school days”
  Rules > 3 → Rules > 4 (amended, renumbered)
    prohibition added: “may” → “shall not”
  Rules > 4 (removed)
    duty weaker: no longer “Bring a list to the office.”

Renumbered:

  Rules > 1 → Rules > 2: Use a district account.
  Rules > 2 → Rules > 3: Copy a parent within five (5) school days.
  Rules > 3 → Rules > 4: Employees shall not call a student.

The words:

Rules > 1 (added)
  {+Ask the library for a form.+}

Rules > 2 → Rules > 3 (amended, renumbered)
  Copy a parent within [-ten (10) school days-]{+five (5) school days+}.

Rules > 3 → Rules > 4 (amended, renumbered)
  Employees [-may-]{+shall not+} call a student.

Rules > 4 (removed)
  [-Bring a list to the office.-]
";
    assert_eq!(text, wanted);
}

#[test]
fn colours_are_for_those_who_want_them() {
    let escape = '\u{1b}';
    let wanted = [("CLICOLOR_FORCE", "1")];
    let coloured = run(&project(), &["old.md", "new.md"], &wanted);
    assert!(printed(&coloured).contains(escape));
    let refused = [("NO_COLOR", "1")];
    let plain = run(&project(), &["old.md", "new.md"], &refused);
    assert!(!printed(&plain).contains(escape));
    let hostile = project().file("new.md", "1. Use a \u{1b}[2J district account.\n");
    let text = printed(&run(&hostile, &["old.md", "new.md"], &wanted));
    assert!(!text.contains("\u{1b}[2J"), "{text}");
}

#[test]
fn data_rebuild_both_texts() {
    let json = printed(&diff(&project(), &["old.md", "new.md", "--format", "json"]));
    let data: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(data["schema_version"], 1);
    let pairs = data["pairs"].as_array().expect("pairs");
    let inspected = |file: &str| -> Vec<(String, String)> {
        let output = Command::new(env!("CARGO_BIN_EXE_policybook"))
            .args(["inspect", file, "--format", "json"])
            .current_dir(project().root())
            .output()
            .expect("the program runs");
        let facts: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let clauses = facts["clauses"].as_array().expect("clauses").iter();
        let text = |c: &Value, key: &str| c[key].as_str().unwrap().to_string();
        clauses
            .map(|c| (text(c, "anchor"), text(c, "text")))
            .collect()
    };
    for (side, file, other) in [("from", "old.md", "insert"), ("to", "new.md", "delete")] {
        let mut found: Vec<(String, String)> = Vec::new();
        for pair in pairs.iter().filter(|p| !p[side].is_null()) {
            let words = pair["words"].as_array().expect("words").iter();
            let words = words.filter(|w| w["op"] != other);
            let text = words.map(|w| w["text"].as_str().unwrap()).collect();
            found.push((pair[side].as_str().unwrap().to_string(), text));
        }
        found.sort();
        let mut wanted = inspected(file);
        wanted.sort();
        assert_eq!(found, wanted);
    }
    let facts = |from: &str| &pairs.iter().find(|p| p["from"] == from).unwrap()["alignment"];
    assert_eq!(facts("rules-1"), &serde_json::json!(["same", "renumbered"]));
    assert_eq!(
        facts("rules-2"),
        &serde_json::json!(["amended", "renumbered"])
    );
    assert_eq!(facts("rules-4"), &serde_json::json!(["removed"]));
    let changes = |from: &str| &pairs.iter().find(|p| p["from"] == from).unwrap()["changes"];
    assert_eq!(changes("rules-1"), &serde_json::json!([]));
    let wanted = serde_json::json!([{
        "kind": "prohibition-added",
        "before": "may",
        "after": "shall not",
        "confidence": "high",
    }]);
    assert_eq!(changes("rules-3"), &wanted);
}

#[test]
fn markdown_marks_are_markdown() {
    let project = Project::empty()
        .file("old.md", "1. Keep *all* notes under 5 \\* 3.\n")
        .file("new.md", "1. Keep most notes under 5 \\* 3.\n");
    let text = printed(&diff(&project, &["old.md", "new.md", "--format", "md"]));
    assert_eq!(
        text,
        "1 clause amended; none as it was.\n\n## What changes\n\n- 1 (amended)\n  - scope: “all” → “most”\n\n## The words\n\n**1** (amended)\n\nKeep ~~all~~<ins>most</ins> notes under 5 \\* 3.\n"
    );
}

#[test]
fn the_exit_status_says_whether_it_could_be_done() {
    let project = project().file("bad.md", "---\ntitle: [\n---\n\nText.\n");
    let code = |args: &[&str]| diff(&project, args).status.code();
    assert_eq!(code(&["old.md", "old.md"]), Some(0));
    assert_eq!(code(&["old.md", "new.md"]), Some(0));
    assert_eq!(code(&["old.md", "bad.md"]), Some(1));
    assert_eq!(code(&["old.md", "none.md"]), Some(2));
    assert_eq!(code(&["old.md"]), Some(2));
    assert_eq!(code(&["-", "-"]), Some(2));
    let same = printed(&diff(&project, &["old.md", "old.md"]));
    assert_eq!(same, "No clause differs.\n");
}
