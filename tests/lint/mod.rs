//! The checks, each with the texts that it finds wrong and those that it lets pass.
//!
//! `tests/lint/<code>.md` is about the problem of that code; others are not looked at. In it
//!
//! - `## …` begins a case, a project of its own. What is not in a block is for the reader, but
//!   `Today: 2026-01-01` is the day of the check.
//! - A block opened by ```` ```PATH ```` is a file of the project. Without a `district.yaml` the
//!   project has one district, `policies/d/`.
//! - Below a line of a file, carets under the words expect a problem there, and after them stand
//!   its severity and message: `    ^^^^ warning: the message`. More than one line of carets may
//!   follow. A line `! warning: the message` expects a problem of the file as a whole.
//! - A line `=> words` after an expected problem: its help has these words.
//!
//! Lines of expectation are taken out before the file is written. What is expected must be told,
//! and nothing else.

use crate::support::Project;
use policybook::cli::read_on;
use policybook::language::read_date;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A problem as it is expected: `file:line:column-end severity: message`, and words of its help.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    told: String,
    help: Vec<String>,
}

#[derive(Debug, Default)]
struct Case {
    name: String,
    today: Option<String>,
    files: Vec<(String, String)>,
    expected: Vec<Expected>,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case {
                name: name.to_string(),
                ..Case::default()
            });
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if let Some(day) = line.strip_prefix("Today: ") {
            case.today = Some(day.to_string());
        } else if let Some(path) = line.strip_prefix("```") {
            let block = lines.by_ref().take_while(|l| *l != "```");
            let block: Vec<&str> = block.collect();
            file(case, path, &block);
        }
    }
    cases
}

/// Reads a block: the lines of the file and what is expected of them.
fn file(case: &mut Case, path: &str, block: &[&str]) {
    let mut kept: Vec<&str> = Vec::new();
    for line in block {
        let bare = line.trim_start();
        let told = if let Some(rest) = line.strip_prefix("! ") {
            format!("{path} {rest}")
        } else if bare.starts_with('^') {
            let column = line.len() - bare.len() + 1;
            let carets = bare.chars().take_while(|c| *c == '^').count();
            let rest = bare[carets..].trim();
            format!("{path}:{}:{column}-{} {rest}", kept.len(), column + carets)
        } else if let (Some(help), Some(last)) =
            (bare.strip_prefix("=> "), case.expected.last_mut())
        {
            last.help.push(help.to_string());
            continue;
        } else {
            kept.push(line);
            continue;
        };
        case.expected.push(Expected {
            told,
            help: Vec::new(),
        });
    }
    case.files.push((path.to_string(), kept.join("\n") + "\n"));
}

fn told(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().expect("a text").to_string();
    let what = format!("{}: {}", text("severity"), text("message"));
    match problem["line"].as_u64() {
        Some(line) => format!(
            "{}:{line}:{}-{} {what}",
            text("file"),
            problem["column"],
            problem["end_column"]
        ),
        None => format!("{} {what}", text("file")),
    }
}

fn check(code: &str, case: &Case) {
    let named = case
        .files
        .iter()
        .any(|(path, _)| path.ends_with("district.yaml"));
    let mut project = if named {
        Project::empty()
    } else {
        Project::new()
    };
    for (path, text) in &case.files {
        project = project.file(path, text);
    }
    let today = case.today.as_ref();
    let today = today.map(|day| read_date(day).expect("a date").date);
    let read = read_on(project.root(), today).expect("a project");
    let found = policybook::diagnostic::to_json(&read.project.sources, &read.diagnostics);
    let mut found: Vec<(String, String)> = found
        .iter()
        .filter(|d| d["code"] == code)
        .map(|d| (told(d), d["help"].as_str().expect("a text").to_string()))
        .collect();
    let mut expected = case.expected.clone();
    found.sort();
    expected.sort();
    let wanted: Vec<&String> = expected.iter().map(|e| &e.told).collect();
    let got: Vec<&String> = found.iter().map(|(told, _)| told).collect();
    assert_eq!(got, wanted, "{code}: {} (found, expected)", case.name);
    for (expected, (told, help)) in expected.iter().zip(&found) {
        assert!(!help.is_empty(), "{told} says what to do");
        for words in &expected.help {
            assert!(help.contains(words), "{code}: {told}: help is: {help}");
        }
    }
}

#[test]
fn checks_find_what_is_wrong_and_nothing_else() {
    let mut files: Vec<_> = fs::read_dir(folder())
        .expect("tests/lint")
        .map(|f| f.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    for path in files {
        let code = path.file_stem().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&path).expect("a text");
        let cases = cases(&text);
        let tells = cases.iter().any(|case| !case.expected.is_empty());
        assert!(tells, "{code}: no case expects the problem");
        for case in &cases {
            check(&code, case);
        }
    }
}

#[test]
fn every_check_has_its_cases() {
    let lints = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint");
    for file in fs::read_dir(lints).expect("src/lint") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        if !text.starts_with("#![doc = include_str!(") {
            continue;
        }
        let name = path.file_stem().expect("a name").to_string_lossy();
        let cases = folder().join(format!("{}.md", name.replace('_', "-")));
        assert!(cases.exists(), "{} is missing", cases.display());
    }
}
