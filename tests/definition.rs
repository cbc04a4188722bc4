//! Definitions: what is one, what is none, how far it reaches, where it is used, and that the
//! pages say so.

use crate::read::tree;
use crate::support::{Project, page};
use policybook::definition::{Scope, of_tree};
use serde_json::Value;

/// `term = meaning` of each definition of a text.
fn defined(text: &str) -> Vec<String> {
    let all = of_tree(&tree(text), &[]).into_iter();
    all.map(|(d, _)| format!("{} = {}", d.term, d.meaning.replace('\n', " / ")))
        .collect()
}

#[test]
fn a_term_is_defined_in_many_ways() {
    for (text, wanted) in [
        (
            "“Staff” means all who are paid.",
            "Staff = all who are paid.",
        ),
        (
            "The term \"staff\" shall mean all who are paid.",
            "staff = all who are paid.",
        ),
        (
            "As used in this policy, staff includes coaches.",
            "staff = includes coaches.",
        ),
        (
            "For purposes of this policy, a volunteer is any person who serves without pay.",
            "volunteer = any person who serves without pay.",
        ),
        (
            "“Parent” or “guardian” means one with custody.",
            "Parent; guardian = one with custody.",
        ),
        (
            "A school device is one that the District has lent.",
            "school device = one that the District has lent.",
        ),
        (
            "“Weapon” has the meaning given in Iowa Code 702.7.",
            "Weapon = the meaning given in Iowa Code 702.7.",
        ),
        (
            "## Definitions\n\nSocial media – web services by which people publish.",
            "Social media = web services by which people publish.",
        ),
        (
            "## Definitions\n\n1. **Hazing.** Any act that endangers a student.",
            "Hazing = Any act that endangers a student.",
        ),
        (
            "## Definitions\n\n### Seclusion\n\nThe confinement of a student alone.",
            "Seclusion = The confinement of a student alone.",
        ),
        (
            "The following terms apply:\n\n- Day: a day on which school is held.",
            "Day = a day on which school is held.",
        ),
        (
            "| Term | Meaning |\n|---|---|\n| Bus | A vehicle with a yellow coat |",
            "Bus = A vehicle with a yellow coat",
        ),
        (
            "As used in this policy, legitimate purposes include:\n\n1. Homework;\n2. Trips.",
            "legitimate purposes = Homework; / Trips.",
        ),
        (
            "“Fund” means money that:\n\n1. Is given;\n2. Is kept.",
            "Fund = money that: / Is given; / Is kept.",
        ),
        (
            "Complaints go to the Office of Equal Access (the “Office”).",
            "Office = the Office of Equal Access",
        ),
        (
            "## What is meant by “stowed”?\n\nSwitched off and out of sight.",
            "stowed = Switched off and out of sight.",
        ),
    ] {
        assert_eq!(defined(text), [wanted], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_definition_is_none() {
    for text in [
        "This means that the plan is void.",
        "Contact by electronic means is logged.",
        "Proscribed conduct includes:\n\n1. Insults;\n2. Threats.",
        "Discipline may include, but is not limited to, a warning.",
        "“No” is final.",
        "“Everyone was texting” is no excuse.",
        "Superintendent: reviews the plan.",
        "The District means to keep students safe.",
        "The principal is responsible for the plan.",
        "## Definitions\n\nThe Superintendent shall keep this list.",
        "Membership is limited to students.",
        "## Definitions\n\nRemote interest: A remote interest means",
        "Individualized education programs (IEP) are kept.",
    ] {
        assert_eq!(defined(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn uses_are_found_in_any_number_longest_first_and_within_reach() {
    let text = "## I. Pay\n\nFor purposes of this section, “staff” means the paid.\n\nStaff are paid in June.\n\n## II. Pools\n\nA “staff pool” means a bank of days. Staff pools are kept; the staff member’s share is not. “Member” means one who joins. Members’ shares lapse.";
    let all = of_tree(&tree(text), &[]);
    let uses: Vec<(String, usize)> = all
        .iter()
        .map(|(d, uses)| (d.term.clone(), uses.len()))
        .collect();
    let wanted = [("staff", 1), ("staff pool", 1), ("Member", 2)];
    assert_eq!(uses, wanted.map(|(term, n)| (term.to_string(), n)));
    assert!(matches!(all[0].0.scope, Scope::Under(_)));
}

const POLICY: &str = "## I. Definitions\n\n“Staff” means all who are paid.\n\n## II. Rules\n\n1. Staff shall not text students.\n\n2. Staff may call parents.\n\n## III. Records\n\nStaff keep them.";

#[test]
fn a_page_marks_the_first_use_in_each_section_and_lists_the_terms() {
    let project = Project::empty()
        .file("policies/d/district.yaml", "name: D\n")
        .policy("100", "code: \"100\"\ntitle: First", POLICY);
    let bundle = project.bundle();
    let html = page(&bundle, "d/100.html");
    let mark = "<a class=\"term\" data-term=\"1\" href=\"#i-p1\">Staff</a>";
    assert_eq!(html.matches(mark).count(), 2, "{html}");
    assert!(
        html.contains("<div id=\"pb-term-1\"><dt lang=\"en\">Staff</dt>"),
        "{html}"
    );
    assert!(html.contains("used 3 times"), "{html}");
    let all = page(&bundle, "definitions.html");
    assert!(all.contains("href=\"d/100.html#i-p1\""), "{all}");
    assert!(all.contains("all who are paid."), "{all}");
}

#[test]
fn the_data_names_term_meaning_and_uses_and_a_project_can_ignore_a_term() {
    let project = Project::empty()
        .file("policies/d/district.yaml", "name: D\n")
        .policy("100", "code: \"100\"\ntitle: First", POLICY);
    let rows = |project: &Project| -> Vec<Value> {
        let json = page(&project.bundle(), "data/definitions.json");
        let json: Value = serde_json::from_str(&json).expect("JSON");
        json["definitions"].as_array().expect("a list").clone()
    };
    let one = &rows(&project)[0];
    assert_eq!(one["term"], "Staff");
    assert_eq!(one["clause"], "i-p1");
    assert_eq!(one["text"], "all who are paid.");
    assert_eq!(one["uses"], serde_json::json!(["ii-1", "ii-2", "iii-p1"]));
    let ignoring = project.file("policybook.yaml", "ignore_terms: [staff]\n");
    assert_eq!(rows(&ignoring), Vec::<Value>::new());
}
