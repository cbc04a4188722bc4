//! Laws that a project adds: they are found, take the place of built-in ones, and what is wrong
//! with one costs that one alone.

use crate::support::{Project, page};
use serde_json::Value;

const BOOK: &str = "
  - id: example-school-law
    jurisdiction: IA
    name: Example School Law
    key: Ex. S.L. {s}
    names: [\"Ex. S.L.\"]
    section: '[0-9]+-[0-9]+'
    url: https://law.example/{s}
";

fn project(statutes: &str) -> Project {
    Project::empty()
        .file("policies/d/district.yaml", "name: D\nstate: IA\n")
        .file("policies/statutes.yaml", statutes)
        .policy(
            "1",
            "code: \"1\"\ntitle: Laws",
            "A. See Ex. S.L. § 12-3 and Iowa Code § 279.8.",
        )
}

fn laws(project: &Project) -> Vec<String> {
    let bundle = project.bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/references.json")).expect("JSON");
    let all = json["references"].as_array().expect("a list").iter();
    all.map(|r| r["target"].as_str().expect("a target").to_string())
        .collect()
}

/// The problems of a file; the good law before them is always found.
fn check(rest: &str, expected: &[&str]) {
    let project = project(&format!("codes:{BOOK}{rest}"));
    let problems = project.problems();
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(
            problem.starts_with(expected),
            "{problem}\nexpected {expected}"
        );
    }
    assert_eq!(laws(&project)[0], "Ex. S.L. 12-3", "{rest}");
}

#[test]
fn a_law_of_the_project_is_found_beside_the_built_in_ones() {
    let project = project(&format!("codes:{BOOK}"));
    assert_eq!(project.problems(), Vec::<String>::new());
    assert_eq!(laws(&project), ["Ex. S.L. 12-3", "Iowa Code 279.8"]);
}

#[test]
fn a_law_of_the_same_id_takes_the_place_of_the_built_in_one() {
    let project = project(
        "codes:\n- id: ia-code\n  jurisdiction: IA\n  name: Code of Iowa\n  key: IA {s}\n  names: [Iowa Code]\n  section: '[0-9.]+[0-9]'\nacts:\n- id: x\n  jurisdiction: IA\n  name: Ex.\n  key: Example\n  names: [Ex. S.L.]\n",
    );
    assert_eq!(project.problems(), Vec::<String>::new());
    assert_eq!(laws(&project), ["Example", "IA 279.8"]);
}

#[test]
fn what_is_wrong_has_a_place_and_the_rest_counts() {
    let entry = "  - id: b\n    jurisdiction: IA\n    name: B\n    key: B {s}\n    names: [B.L.]\n    section: '[0-9]+'\n";
    check(entry, &[]);
    let with = |from: &str, to: &str| entry.replace(from, to);
    let file = "policies/statutes.yaml";
    for (rest, expected) in [
        (
            with("'[0-9]+'", "'[0-9'"),
            "error[bad-law] F:14:14 `section` is no pattern",
        ),
        (
            with("B {s}", "B"),
            "error[bad-law] F:12:10 `key` has no {s}",
        ),
        (
            with("id: b", "id: example-school-law"),
            "error[bad-law] F:9:9 two laws have the id",
        ),
        (
            with("[B.L.]", "[]"),
            "error[bad-law] F:9:5 this law has no `names`",
        ),
        (
            with("[B.L.]", "[B.L., \"\"]"),
            "error[bad-law] F:13:19 `` is no name",
        ),
        (
            with("    name: B\n", ""),
            "error[bad-law] F:9:5 this law has no `name`",
        ),
        (
            with("IA", "Iowa"),
            "error[bad-law] F:10:19 `Iowa` is no state",
        ),
        (
            format!("{entry}    urls: x\n"),
            "warning[unknown-key] F:15:5 statutes.yaml has no key `urls`",
        ),
        (
            format!("{entry}    title: above\n"),
            "warning[wrong-value] F:15:12 `title` should be before or after",
        ),
        (
            format!("{entry}    url: https://law.example/\n"),
            "warning[bad-law-address] F:15:10 `url` has no {s}",
        ),
        (
            format!("{entry}    url: https://law.example/{{c}}\n"),
            "warning[bad-law-address] F:15:10 `url` has {c}",
        ),
        (
            format!("{entry}    url: https://law.example/{{section}}\n"),
            "warning[bad-law-address] F:15:10 `url` has {section}",
        ),
        (
            format!("{entry}    url: \"javascript:alert({{s}})\"\n"),
            "warning[bad-law-address] F:15:10 `url` is no web address",
        ),
    ] {
        check(&rest, &[&expected.replace("F:", &format!("{file}:"))]);
    }
}

#[test]
fn a_file_that_is_no_yaml_leaves_the_built_in_laws() {
    for text in [
        "codes: [",
        "- a\n",
        "codes: x\n",
        "laws: []\n",
        "",
        "codes:\n  - x\n",
    ] {
        let project = project(text);
        assert_eq!(laws(&project), ["Iowa Code 279.8"], "{text}");
        assert_eq!(project.problems().is_empty(), text.is_empty(), "{text}");
    }
}

#[test]
fn the_permission_to_link_is_true_or_false() {
    let project = project("").file("policybook.yaml", "link_unverified_laws: maybe\n");
    assert_eq!(
        project.problems(),
        [
            "warning[wrong-value] policybook.yaml:1:23 `link_unverified_laws` should be true or false"
        ]
    );
}
