//! The program as a person runs it.

use crate::support::Project;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn policybook(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_project_builds_without_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("ours");
    let root = root.to_str().unwrap();
    assert!(policybook(&["new", root]).status.success());
    let built = policybook(&["build", "--root", root]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(
        Path::new(root)
            .join("output/example-district/4040.html")
            .exists()
    );
    assert!(Path::new(root).join("policybook.lock").exists());
    assert_eq!(
        policybook(&["check", "--root", root]).status.code(),
        Some(0)
    );
    let lock = std::fs::read(Path::new(root).join("policybook.lock")).unwrap();
    let again = policybook(&["build", "--root", root]);
    assert!(
        text(&again.stdout).contains(" 0 changed, 0 removed"),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(
        std::fs::read(Path::new(root).join("policybook.lock")).unwrap(),
        lock
    );
    let twice = policybook(&["new", root]);
    assert_eq!(
        twice.status.code(),
        Some(2),
        "a folder in use is left alone"
    );
}

#[test]
fn exit_status_says_how_it_went() {
    let good = Project::new().policy("a", "code: \"1\"\ntitle: A", "Text.");
    let root = good.root().to_str().unwrap().to_string();
    assert_eq!(
        policybook(&["check", "--root", &root]).status.code(),
        Some(0)
    );
    good.put("policies/d/b.md", "---\ntitle: [x\n---\n");
    assert_eq!(
        policybook(&["check", "--root", &root]).status.code(),
        Some(1)
    );
    assert_eq!(
        policybook(&["build", "--root", &root]).status.code(),
        Some(1)
    );
    assert_eq!(
        policybook(&["check", "--root", "/no/such/folder"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(policybook(&["chek"]).status.code(), Some(2));
    let sources = policybook(&[
        "build",
        "--root",
        &root,
        "--output",
        &format!("{root}/policies"),
    ]);
    assert_eq!(
        sources.status.code(),
        Some(2),
        "the sources are never written over"
    );
}

#[test]
fn a_lock_that_cannot_be_read_stops_the_build() {
    let project = Project::new()
        .policy("a", "code: \"1\"\ntitle: A", "Text.")
        .file("policybook.lock", "<<<<<<< ours\n");
    let built = policybook(&["build", "--root", project.root().to_str().unwrap()]);
    assert_eq!(built.status.code(), Some(2));
    assert!(
        text(&built.stderr).contains("policybook.lock, line 1"),
        "{}",
        text(&built.stderr)
    );
    assert!(!project.root().join("output").exists());
}

#[test]
fn problems_are_printed_with_their_place() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A\nadopted: soon",
        "1. One.\n\n2. Two.\n\n4. Four.",
    );
    let checked = policybook(&["check", "--root", project.root().to_str().unwrap()]);
    let printed = text(&checked.stderr);
    assert!(printed.contains("policies/d/a.md:4:10"), "{printed}");
    assert!(printed.contains("policies/d/a.md:11:1"), "{printed}");
    assert!(printed.contains("warning[number-gap]"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "no colour in a pipe");
    let json = policybook(&[
        "check",
        "--format",
        "json",
        "--root",
        project.root().to_str().unwrap(),
    ]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["diagnostics"][0]["code"], "not-a-date");
    assert_eq!(value["diagnostics"][0]["line"], 4);
}

#[test]
fn inspect_tells_a_person_what_a_policy_refers_to_and_defines() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.md");
    let text = "“Staff” means all who are paid.\n\nStaff shall follow Policy 4140 and 20 U.S.C. § 1232g.\n";
    std::fs::write(&file, text).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .arg("inspect")
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    for line in [
        "refers [p2] “Policy 4140”: policy 4140",
        "refers [p2] “20 U.S.C. § 1232g”: statute 20 U.S.C. 1232g",
        "defines [#p1] “Staff”: all who are paid.",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
}

#[test]
fn inspect_reads_one_policy_from_a_pipe() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(["inspect", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let policy = "---\ncode: 0401.10\ntitle: Pay\nadopted: Sept. 11, 2012\n---\nI. PURPOSE\n\nA. One.\n\nB. Two:\n\n  1. x\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(policy.as_bytes())
        .unwrap();
    let out = child.wait_with_output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(value["front_matter"]["code"], "0401.10");
    assert_eq!(value["front_matter"]["dates"][0]["date"], "2012-09-11");
    let paths: Vec<String> = value["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            c["path"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p.as_str().unwrap())
                .collect::<Vec<_>>()
                .join(" > ")
        })
        .collect();
    assert_eq!(paths, ["I", "I > A", "I > B", "I > B > 1"]);
    for key in ["references", "definitions", "provisions", "diagnostics"] {
        assert!(value[key].is_array(), "{key}");
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in ["new", "build", "check", "inspect"] {
        let help = text(&policybook(&[command, "--help"]).stdout);
        assert!(
            help.contains("Example:") && help.contains(&format!("policybook {command}")),
            "{help}"
        );
    }
}

#[test]
fn a_watched_project_is_built_again_after_an_edit() {
    let project = Project::new().policy("a", "code: \"1\"\ntitle: A", "First words.");
    let page = project.root().join("output/d/1.html");
    let mut child = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(["build", "--watch", "--root"])
        .arg(project.root())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let holds = |words: &str| {
        let begun = std::time::Instant::now();
        while begun.elapsed().as_secs() < 30 {
            if std::fs::read_to_string(&page).is_ok_and(|html| html.contains(words)) {
                return true;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        false
    };
    let first = holds("First words.");
    // The watch begins a moment after the first build; write until it is seen.
    let mut second = false;
    for n in 0..20 {
        project.put(
            "policies/d/a.md",
            format!("---\ncode: \"1\"\ntitle: A\n---\n\nOther words {n}.\n"),
        );
        std::thread::sleep(std::time::Duration::from_millis(400));
        second = std::fs::read_to_string(&page).is_ok_and(|html| html.contains("Other words"));
        if second {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first && second);
}
