//! Rules as data, reviewed codings, and what the matrix makes of them.

use crate::support::Project;
use policybook::rule::{Stance, State, agreement};

const POLICY: &str = "1. Staff shall not add students as friends.\n\n2. Staff may post photos with consent.\n\n3. Staff are encouraged to say that their views are their own.";

fn project() -> Project {
    Project::new().policy("1", "code: \"100\"\ntitle: Media", POLICY)
}

/// The problems of a project whose only further file is this one.
fn check(path: &str, text: &str, expected: &[&str]) {
    let problems = project().file(path, text).problems();
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(
            problem.starts_with(expected),
            "{problem}\nexpected {expected}"
        );
    }
}

const RULE: &str =
    "rules:\n- id: gifts\n  title: Gifts\n  question: May staff take gifts?\n  kind: act\n";

#[test]
fn a_project_adds_rules_and_replaces_them() {
    let added = project().file("policies/rules.yaml", RULE);
    assert_eq!(added.problems(), Vec::<String>::new());
    let rules = added.read().layers.matrix.rules;
    assert_eq!(rules.rules.len(), 17);
    assert_eq!(rules.rules[16].title, "Gifts");
    let text = format!(
        "words:\n  gift: [present, gift]\n{}",
        RULE.replace("id: gifts", "id: logo-use")
    );
    let replaced = project().file("policies/rules.yaml", text);
    assert_eq!(replaced.problems(), Vec::<String>::new());
    let rules = replaced.read().layers.matrix.rules;
    assert_eq!(rules.rules.len(), 16);
    let at = rules.find("logo-use").unwrap();
    assert_eq!(rules.rules[at].question, "May staff take gifts?");
    assert_eq!(rules.words["gift"], ["present", "gift"]);
}

#[test]
fn what_is_wrong_with_a_rule_has_a_place() {
    let with = |from: &str, to: &str| RULE.replace(from, to);
    let file = "policies/rules.yaml";
    for (text, expected) in [
        (
            with("kind: act", "kind: deed"),
            "error[bad-rule] F:5:9 `deed` is not known here",
        ),
        (
            with("title", "titel"),
            "error[bad-rule] F:3:3 there is no key `titel` here",
        ),
        (
            with("  title: Gifts\n", ""),
            "error[bad-rule] F:2:3 this rule has no `title`",
        ),
        (
            with("title: Gifts", "title: [a, b]"),
            "error[bad-rule] F:3:10 ",
        ),
        (
            with("id: gifts", "id: Gifts!"),
            "error[bad-rule] F:2:7 `id` is no name for an address",
        ),
        (
            with("rules:", "rule:"),
            "warning[unknown-key] F:1:1 rules.yaml has no key `rule`",
        ),
        ("rules:\n- [".to_string(), "error[bad-yaml] F:"),
    ] {
        check(file, &text, &[&expected.replace("F:", &format!("{file}:"))]);
    }
    let twice = format!("{RULE}{}", RULE.trim_start_matches("rules:\n"));
    check(
        file,
        &twice,
        &["error[bad-rule] policies/rules.yaml:6:7 two rules of this file have this id"],
    );
}

const CODING: &str = "- rule: friending-students\n  stance: prohibited\n  quotes:\n  - policy: \"100\"\n    clause: \"1\"\n    words: shall not add\n      students\n  by: JB\n  date: 2026-08-01\n";
const FILE: &str = "policies/codings/d.yaml";

#[test]
fn a_reviewed_coding_wins_and_its_quote_is_found() {
    let read = project().file(FILE, CODING).read();
    assert_eq!(
        read.diagnostics
            .iter()
            .filter(|d| d.code != "missing-date")
            .count(),
        0
    );
    let matrix = &read.layers.matrix;
    let cell = matrix.cell(0, matrix.rules.find("friending-students").unwrap());
    assert_eq!(
        (cell.state, cell.stance()),
        (State::Reviewed, Some(Stance::Prohibited))
    );
    let evidence = &cell.evidence()[0];
    let clause = read
        .library
        .at(evidence.version)
        .2
        .tree
        .get(evidence.clause);
    assert_eq!(
        &clause.text[evidence.range.clone()],
        "shall not add students"
    );
    let other = matrix.cell(0, 1);
    assert_eq!(
        (other.state, other.stance()),
        (State::Suggested, Some(Stance::Silent))
    );
}

#[test]
fn words_that_no_longer_stand_are_not_shown_as_proof() {
    let text = CODING.replace("shall not add", "should not add");
    let read = project().file(FILE, text).read();
    let matrix = &read.layers.matrix;
    let cell = matrix.cell(0, 0);
    assert_eq!((cell.state, cell.stance()), (State::NeedsRereading, None));
    assert!(cell.evidence().is_empty());
    let nearest = cell.reviewed.as_ref().unwrap().lost[0]
        .nearest
        .as_ref()
        .unwrap();
    assert_eq!(nearest.line(), "[-should-]{+Staff shall+} not add students");
}

#[test]
fn what_is_wrong_with_a_coding_has_a_place() {
    let with = |from: &str, to: &str| CODING.replace(from, to);
    for (text, expected) in [
        (
            with("friending-students", "friending-student"),
            "1:9 there is no rule `friending-student`",
        ),
        (
            with("prohibited", "forbidden"),
            "2:11 there is no stance `forbidden`",
        ),
        (
            with("prohibited", "stated"),
            "2:11 `stated` is no answer to this rule",
        ),
        (with("  by: JB\n", ""), "1:3 this coding has no `by`"),
        (
            with("  date: 2026-08-01\n", ""),
            "1:3 this coding has no `date`",
        ),
        (
            with("  stance: prohibited\n", ""),
            "1:3 this coding has no `stance`",
        ),
        (
            with("    words: shall not add\n      students\n", ""),
            "4:5 this quote has no `words`",
        ),
        (
            format!("{CODING}{CODING}"),
            "10:3 this rule is answered twice",
        ),
        (
            "- rule: friending-students\n  stance: prohibited\n  by: JB\n  date: 2026\n"
                .to_string(),
            "1:3 this coding has no quote",
        ),
    ] {
        check(
            FILE,
            &text,
            &[&format!("error[bad-coding] {FILE}:{expected}")],
        );
    }
    check(FILE, &with("2026-08-01", "soon"), &["warning[wrong-value]"]);
    check(FILE, "rule: x\n", &["error[bad-yaml]"]);
    check(
        "policies/codings/e.yaml",
        CODING,
        &["error[bad-coding] policies/codings/e.yaml there is no district `e`"],
    );
    let none = "- rule: logo-use\n  stance: not-applicable\n  by: JB\n  date: 2026-08-01\n- rule: discipline\n  stance: silent\n  by: JB\n  date: 2026-08-01\n";
    check(FILE, none, &[]);
}

#[test]
fn two_readers_are_compared() {
    let second = "policies/codings/d.second.yaml";
    let other = CODING.replace("prohibited", "discouraged");
    for (text, same) in [(CODING, 1), (other.as_str(), 0)] {
        let read = project().file(FILE, CODING).file(second, text).read();
        let found = agreement(&read.layers.matrix);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].both, found[0].same), (1, same));
        assert_eq!(found[0].apart.len(), 1 - same);
        assert_eq!(
            read.layers.matrix.cell(0, 0).stance(),
            Some(Stance::Prohibited)
        );
    }
}

/// A rule that is only data: families of words, and a way in which a text speaks of it.
const GIFTS: &str = "words:
  present: [gift, present, gratuity, something of value]
  take: [accept, take, receive, keep]
rules:
- id: gifts-from-students
  title: Gifts from students
  question: May staff take gifts from students?
  kind: act
  counts: [Taking a gift from a student or a family.]
  find:
  - needs: [present, take]
    context: [student]
    conditions: [consent]
";

#[test]
fn a_rule_of_the_project_is_found_in_texts_without_a_line_of_rust() {
    for (text, stance) in [
        (
            "1. Employees shall not accept gifts from students.",
            Stance::Prohibited,
        ),
        (
            "1. Staff must never take a gratuity from a pupil.",
            Stance::Prohibited,
        ),
        (
            "1. Teachers should not receive presents from students.",
            Stance::Discouraged,
        ),
        ("1. Employees are trained once a year.", Stance::Silent),
    ] {
        let project = Project::new()
            .policy("1", "code: \"100\"\ntitle: Gifts", text)
            .file("policies/rules.yaml", GIFTS);
        assert_eq!(project.problems(), Vec::<String>::new());
        let matrix = project.read().layers.matrix;
        let rule = matrix.rules.find("gifts-from-students").unwrap();
        assert_eq!(matrix.cell(0, rule).stance(), Some(stance), "{text}");
    }
    let wrong = GIFTS.replace("[present, take]", "[presnt, take]");
    check(
        "policies/rules.yaml",
        &wrong,
        &["error[bad-rule] policies/rules.yaml:11:13 there is no family of words `presnt`"],
    );
    let wrong = GIFTS.replace("  - needs: [present, take]\n    context", "  - context");
    check(
        "policies/rules.yaml",
        &wrong,
        &["error[bad-rule] policies/rules.yaml:5:3 this rule has an empty `needs`"],
    );
}

#[test]
fn a_policy_about_something_else_is_asked_nothing() {
    let text = "1. Substitute pay must be authorized in advance by the Superintendent.\n\n\
        2. Parents shall be told of field trips and must give consent.\n\n\
        3. An employee who breaks this policy is subject to discipline.";
    let project = Project::new().policy("1", "code: \"100\"\ntitle: Pay and Trips", text);
    let matrix = project.read().layers.matrix;
    for rule in 0..matrix.rules.rules.len() {
        let id = &matrix.rules.rules[rule].id;
        assert_eq!(matrix.cell(0, rule).stance(), Some(Stance::Silent), "{id}");
    }
}
