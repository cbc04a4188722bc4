//! What the changes between two versions mean.
//!
//! The gold is in the text files beside this one; the head of `gold.txt` says how a case is written.

pub mod gold;

use crate::support::{Project, page};
use gold::{Count, FILES, Told, cases, figures, told};
use policybook::change::ChangeKind;
use serde_json::Value;

/// Cases that are told wholly right at least, by file: they may only become more.
const EXACT: [(&str, usize); 2] = [("gold", 122), ("fresh", 71)];

#[test]
fn the_judged_kinds_are_told() {
    for (file, least) in EXACT {
        let figures = figures(&cases(file));
        let told = figures.lines.join("\n");
        assert!(figures.exact >= least, "{file}: {}\n{told}", figures.exact);
        for kind in ChangeKind::ALL.map(ChangeKind::word) {
            let Count {
                right,
                wrong,
                missed,
            } = figures.by_kind.get(kind).copied().unwrap_or_default();
            let enough = if file == "gold" { 4 } else { 2 };
            assert!(right + missed >= enough, "{file} has few cases of {kind}");
            assert_eq!((wrong, missed), (0, 0), "{file}, {kind}\n{told}");
        }
        let (right, all) = figures.by_confidence["high"];
        assert_eq!(right, all, "{file}: what is sure is right\n{told}");
    }
    assert_eq!(FILES.len(), EXACT.len());
}

/// The kinds with their words, as a reader is shown them.
fn shown(old: &str, new: &str) -> Vec<String> {
    let line = |t: Told| format!("{}: {} → {}", t.kind, t.before, t.after);
    told(old, new).into_iter().map(line).collect()
}

#[test]
fn the_words_that_show_it_are_told() {
    for (old, new, wanted) in [
        (
            "Employees may text a student.",
            "Employees shall not text a student.",
            &["prohibition-added: may → shall not"][..],
        ),
        (
            "Coaches answer within ten (10) school days.",
            "Coaches answer within 5 school days.",
            &["deadline: ten (10) school days → 5 school days"],
        ),
        (
            "Clubs may sell food.",
            "Clubs may sell food with the prior written consent of the principal.",
            &[
                "permission-narrowed:  → with the prior written consent of the principal",
                "condition:  → with the prior written consent of the principal",
            ],
        ),
        (
            "The gym is open with the approval of the principal.",
            "The gym is open with the approval of the superintendent.",
            &["authority: principal → superintendent"],
        ),
        (
            "Staff shall report it. Students may watch.",
            "Staff shall report it.",
            &["permission-narrowed: Students may watch. → "],
        ),
        (
            "The fee is $10, under Policy 5131.",
            "The fee is $12, under Policy 5132.",
            &["amount: $10 → $12", "reference: Policy 5131 → Policy 5132"],
        ),
    ] {
        assert_eq!(shown(old, new), wanted, "{old}");
    }
}

#[test]
fn a_heading_that_turns_a_list_is_told_once() {
    let old = "## Recommended Practices\n\n- Post a schedule.\n\n- Copy a parent.\n";
    let new = old.replace("Recommended", "Prohibited");
    let told = shown(old, &new);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("prohibition-added: "), "{told:?}");
    assert_eq!(shown(old, old), Vec::<String>::new());
}

#[test]
fn nothing_is_editorial_that_may_say_another_thing() {
    for (old, new) in [
        ("Staff shall tell a parent.", "Staff may tell a parent."),
        ("It ends at 9 p.m.", "It ends at 9 a.m."),
        ("Keep it 30 days.", "Keep it 30 school days."),
        ("Ask a parent and a coach.", "Ask a parent or a coach."),
        ("Personal property is safe.", "Personnel property is safe."),
        ("No coach or aide stays.", "A coach or aide stays."),
        ("See Section 4(a).", "See Section 4(b)."),
        (
            "Oak School District pays.",
            "Elm School District pays. Oak School District does not.",
        ),
        (
            "Call, then write, the parent.",
            "Write, then call, the parent.",
        ),
        ("It may not be used.", "It may be used."),
    ] {
        let told = shown(old, new);
        assert!(
            !told.iter().any(|t| t.starts_with("editorial")),
            "{old} {told:?}"
        );
    }
}

#[test]
fn any_two_texts_can_be_asked() {
    let all: Vec<_> = FILES.iter().flat_map(|(file, _)| cases(file)).collect();
    for pair in all.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        assert_eq!(shown(&a.old, &a.old), Vec::<String>::new());
        for change in told(&a.new, &b.old) {
            assert_ne!(change.kind, "editorial", "{} and {}", a.name, b.name);
        }
    }
}

#[test]
fn long_clauses_take_no_time_out_of_proportion() {
    let sentence = |n: usize, act: &str| {
        format!(
            "Employees {act} send {n} letters to parents, if the principal agrees, within {n} days. "
        )
    };
    let text = |act: &str| (0..3_000).map(|n| sentence(n, act)).collect::<String>();
    let start = std::time::Instant::now();
    let told = told(&text("may"), &text("shall not"));
    assert!(
        told.iter()
            .filter(|t| t.kind == "prohibition-added")
            .count()
            > 2_900
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn the_data_file_says_what_changed_between_neighbours() {
    let project = Project::new()
        .policy(
            "9@2020-01-06",
            "code: \"9\"",
            "1. Staff may text a student.\n\n2. Doors are locked.\n",
        )
        .policy(
            "9@2021-01-06",
            "code: \"9\"",
            "1. Staff shall text a parent.\n\n2. Doors are locked.\n",
        )
        .policy(
            "9",
            "code: \"9\"",
            "1. Staff shall text a parent.\n\n2. Doors are locked.\n\n3. Pets may visit.\n",
        )
        .policy(
            "9@draft",
            "code: \"9\"\nstatus: draft",
            "1. Staff must text a parent.\n\n2. Doors are locked.\n",
        );
    let data = page(&project.bundle(), "data/changes.json");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    let rows = data["changes"].as_array().expect("changes").iter();
    let rows: Vec<String> = rows
        .map(|row| {
            let kinds = row["changes"].as_array().expect("changes").iter();
            let kinds: Vec<&str> = kinds.map(|c| c["kind"].as_str().expect("a kind")).collect();
            let text = |key: &str| row[key].as_str().unwrap_or("-").to_string();
            let versions = format!("{} {}..{}", text("policy"), text("from"), text("to"));
            let clauses = format!("{}..{}", text("clause_from"), text("clause_to"));
            format!(
                "{versions} {clauses} {} {}",
                row["alignment"],
                kinds.join(" ")
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "9 2020-01-06..2021-01-06 1..1 [\"amended\"] duty-stronger scope",
            "9 2021-01-06..current -..3 [\"added\"] permission-widened",
            "9 current..draft 1..1 [\"amended\"] editorial",
            "9 current..draft 3..- [\"removed\"] permission-narrowed",
        ]
    );
}
