//! References: what is one, what is none, where it leads, and that the page says so.

use crate::read;
use crate::support::{Project, page};
use policybook::reference::{Citator, Scanned, scan};
use serde_json::Value;

mod printed;

fn district() -> Project {
    Project::empty().file("policies/d/district.yaml", "name: D\nstate: IA\n")
}

fn references(project: &Project) -> Vec<String> {
    let bundle = project.bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/references.json")).expect("JSON");
    json["references"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|r| {
            let text = |key: &str| r[key].as_str().unwrap_or("-").to_string();
            format!("{} | {} | {}", text("text"), text("target"), text("state"))
        })
        .collect()
}

#[test]
fn each_reference_ends_in_a_state() {
    let project = district()
        .policy("0401.80", "code: \"0401.80\"\ntitle: Social Media", "Staff follow it.")
        .policy("1201.00", "code: \"1201.00\"\ntitle: Fair Play", "All are equal.")
        .policy("1201.00-AR-01", "code: \"1201.00-AR-01\"\ntitle: Playing Fair", "They play.")
        .policy("0401.20", "code: \"0401.20\"\ntitle: Discipline\naliases: [Conduct Policy]", "1. First rule.\n\n   a. A part.")
        .policy(
            "0500",
            "code: \"0500\"\ntitle: Others",
            "1. See Policy 401.8 and Policies 0401.20 and 999.10.\n\n2. The Conduct Policy applies; see Section 1.\n\n3. Records follow 20 U.S.C. § 1232g, Iowa Code § 232.69 and FERPA.\n\n4. See Policy 1201 and Policy 1201.00 AR(1).",
        );
    assert_eq!(
        references(&project),
        [
            "Policy 401.8 | 401.8 | resolved",
            "Policies 0401.20 and 999.10 | 0401.20 | resolved",
            "Policies 0401.20 and 999.10 | 999.10 | unresolved",
            "Conduct Policy | Conduct Policy | resolved",
            "Section 1 | 1 | resolved",
            "20 U.S.C. § 1232g | 20 U.S.C. 1232g | external",
            "Iowa Code § 232.69 | Iowa Code 232.69 | external",
            "FERPA | FERPA | external",
            "Policy 1201 | 1201 | resolved",
            "Policy 1201.00 AR(1) | 1201.00 AR(1) | resolved",
        ]
    );
}

#[test]
fn what_only_looks_like_a_reference_is_none() {
    let traps = "Staff fill in section 8 of the form.\n\nPay is due within ten (10) days.\n\nThe board met on 10/14/2019 and on June 12, 2023.\n\nCall 515-555-0142 before 3:30 p.m.\n\nThe fine is $1,250.00 or 15 percent.\n\nRoom 4140 is open to grades 9-12.\n\nSCHOOLS OF WEST ADA OPEN IN MAY\n\nThe young fall under the Youth Rehabilitation Act.\n\nThe policy was adopted in 2018.\n\nPolicies differ among districts.";
    let project = district().policy("1", "code: \"4118\"\ntitle: Traps", traps);
    assert_eq!(references(&project), Vec::<String>::new());
}

#[test]
fn a_page_links_a_reference_and_the_target_links_back() {
    let project = district()
        .policy("100", "code: \"100\"\ntitle: First", "It applies.")
        .policy(
            "200",
            "code: \"200\"\ntitle: Second",
            "1. Staff who read this rule first see what **Policy 100** says.",
        );
    let bundle = project.bundle();
    let from = page(&bundle, "d/200.html");
    assert!(from.contains("href=\"100.html\""), "{from}");
    let to = page(&bundle, "d/100.html");
    assert!(to.contains("href=\"200.html#1\""), "{to}");
}

#[test]
fn a_name_that_one_state_uses_counts_in_that_state_alone() {
    let text = "1. See Education Code 44932, 34 CFR 99, and M.G.L. c. 71B.";
    let of = |state: &str| {
        let project = Project::empty().file("policies/d/district.yaml", state);
        references(&project.policy("1", "code: \"4118\"\ntitle: Law", text))
    };
    let everywhere = [
        "34 CFR 99 | 34 CFR 99 | external",
        "M.G.L. c. 71B | M.G.L. c. 71B | external",
    ];
    assert_eq!(of("name: D\n"), everywhere);
    assert_eq!(of("name: D\nstate: TX\n")[1..], everywhere);
    assert_eq!(
        of("name: D\nstate: CA\n")[0],
        "Education Code 44932 | Cal. Educ. Code 44932 | external"
    );
}

#[test]
fn a_place_in_another_policy_leads_there_and_never_into_this_one() {
    let sections = "## II. Records\n\nA. They are kept.\n\n## III. Notice\n\nA. It is given.";
    let project = district()
        .policy("100", "code: \"100\"\ntitle: First", sections)
        .policy(
            "200",
            "code: \"200\"\ntitle: Second",
            &format!("{sections}\n\nB. See Policy 100, Sections II and III.A, and Section II of that policy.\n\nC. See Policy 999, Section II.\n\nD. See Policy 100, Section IX."),
        );
    let bundle = project.bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/references.json")).expect("JSON");
    let urls: Vec<&Value> = json["references"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|r| &r["url"])
        .collect();
    let none = Value::Null;
    assert_eq!(
        urls,
        [
            &Value::from("d/100.html"),
            &Value::from("d/100.html#ii"),
            &Value::from("d/100.html#iii-a"),
            &none,
            &none,
            &Value::from("d/100.html"),
            &none,
        ]
    );
}

#[test]
fn a_policy_is_found_by_its_title_and_never_by_common_words() {
    let project = district()
        .policy("100", "code: \"100\"\ntitle: Student Records", "Student records are kept.")
        .policy("200", "code: \"200\"\ntitle: Attendance", "Attendance is taken.")
        .policy("300", "code: \"300\"\ntitle: Use of School Facilities\naliases: [Rental Policy]", "They are let.")
        .policy(
            "400",
            "code: \"400\"\ntitle: Staff Ethics",
            "1. The Student Records policy applies, and the rental policy.\n\n2. Staff keep student records and see to attendance.\n\n3. Groups pay under Use of School Facilities.\n\n4. Absences are dealt with in the attendance policy.\n\n5. The Staff Ethics policy binds all.\n\n6. The Student Records Office is closed.",
        );
    assert_eq!(
        references(&project),
        [
            "Student Records policy | Student Records | resolved",
            "rental policy | Rental Policy | resolved",
            "Use of School Facilities | Use of School Facilities | resolved",
            "attendance policy | Attendance | resolved",
        ]
    );
}

#[test]
fn places_forms_and_codes_with_slashes_lead_to_their_pages() {
    let sections = "## II. Records\n\nA. They are kept.\n\n## Personal Accounts\n\nThey are free.";
    let project = district()
        .policy("100", "code: \"100\"\ntitle: First", sections)
        .policy("100-f", "code: \"100-F\"\ntitle: Request", "Name, date.")
        .policy("300", "code: 3225/4312\ntitle: Third", "It applies.")
        .policy(
            "200",
            "code: \"200\"\ntitle: Second",
            &format!("{sections}\n\nB. See Section II.A of Policy 100 and Section II of this policy.\n\nC. Staff sign Form 100-F and follow Policy 4312.\n\nD. See Personal Accounts."),
        );
    let bundle = project.bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/references.json")).expect("JSON");
    let rows = json["references"].as_array().expect("a list").iter();
    let leads: Vec<String> = rows
        .map(|r| {
            format!(
                "{} -> {}",
                r["text"].as_str().unwrap_or("-"),
                r["url"].as_str().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        leads,
        [
            "Section II.A -> d/100.html#ii-a",
            "Policy 100 -> d/100.html",
            "Section II -> d/200.html#ii",
            "Form 100-F -> d/100-f.html",
            "Policy 4312 -> d/3225-4312.html",
            "Personal Accounts -> d/200.html#personal-accounts",
        ]
    );
}

/// The references of front matter: field, words, target, state and reason.
fn of_fields(project: &Project) -> Vec<String> {
    let bundle = project.bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/references.json")).expect("JSON");
    let rows = json["references"].as_array().expect("a list").iter();
    rows.filter(|r| !r["field"].is_null())
        .map(|r| {
            assert!(r["clause"].is_null(), "{r}");
            let text = |key: &str| r[key].as_str().unwrap_or("-").to_string();
            let leads = match r["state"].as_str() {
                Some("resolved") => text("url"),
                Some("unresolved") => text("reason"),
                _ => text("state"),
            };
            format!(
                "{} | {} | {} | {leads}",
                text("field"),
                text("text"),
                text("target")
            )
        })
        .collect()
}

#[test]
fn every_item_of_front_matter_is_a_reference() {
    let project = district()
        .policy("402.30", "code: \"402.30\"\ntitle: Staff Dress", "A. One.")
        .policy("GBEB-R", "code: GBEB-R\ntitle: Staff Conduct, in Full", "A. One.")
        .policy("ACA-ACAA", "code: ACA/ACAA\ntitle: Harassment Policy of Staff", "A. One.")
        .policy(
            "500",
            "code: \"500\"\ntitle: Others\nlegal:\n- Iowa Code § 279.8, 279.13\n- \"280.17\"\n- Iowa Code § 280.15, 93.2 Attorney General Opinion\n- Example v. Board of Example\n- Iowa Code\ncross_refs:\n- \"0402.3\"\n- 402.30 dress of staff\n- GBEB-R; ACA/ACAA\n- Staff Conduct, in Full\n- Harassment policy of staff\n- 402.30 AR(1)\n- Nothing of the Kind\n- 34 CFR Part 99",
            "A. One.",
        );
    assert_eq!(
        of_fields(&project),
        [
            "legal | Iowa Code § 279.8, 279.13 | Iowa Code 279.8 | external",
            "legal | Iowa Code § 279.8, 279.13 | Iowa Code 279.13 | external",
            "legal | 280.17 | Iowa Code 280.17 | external",
            "legal | Iowa Code § 280.15 | Iowa Code 280.15 | external",
            "legal | Example v. Board of Example | Example v. Board of Example | not a law that the list of laws knows",
            "legal | Iowa Code | Iowa Code | names the Iowa Code and no section of it",
            "cross_refs | 0402.3 | 0402.3 | d/402-30.html",
            "cross_refs | 402.30 dress of staff | 402.30 dress of staff | d/402-30.html",
            "cross_refs | GBEB-R | GBEB-R | d/gbeb-r.html",
            "cross_refs | ACA/ACAA | ACA/ACAA | d/aca-acaa.html",
            "cross_refs | Staff Conduct, in Full | Staff Conduct, in Full | d/gbeb-r.html",
            "cross_refs | Harassment policy of staff | Harassment policy of staff | d/aca-acaa.html",
            "cross_refs | 402.30 AR(1) | 402.30 AR(1) | no policy with the code 402.30 AR(1) is here",
            "cross_refs | Nothing of the Kind | Nothing of the Kind | no policy here has the name “Nothing of the Kind”",
            "cross_refs | 34 CFR Part 99 | 34 CFR Part 99 | external",
        ]
    );
}

#[test]
fn items_of_front_matter_are_linked_where_they_lead() {
    let front = "code: \"500\"\ntitle: Others\nlegal: [\"See Iowa Code §§ 279.8, 279.13\"]\ncross_refs: [\"100, First\"]";
    let project = district()
        .policy("100", "code: \"100\"\ntitle: First", "A. One.")
        .policy("500", front, "A. One.");
    let html = page(&project.bundle(), "d/500.html");
    let laws = "<li>See <a href=\"../references/iowa-code-279-8.html\">Iowa Code §§ 279.8</a>, <a href=\"../references/iowa-code-279-13.html\">279.13</a></li>";
    assert!(html.contains(laws), "{html}");
    assert!(
        html.contains("<li><a href=\"100.html\">100, First</a></li>"),
        "{html}"
    );
    let back = page(&project.bundle(), "d/100.html");
    assert!(
        back.contains("<a href=\"500.html\">500, cross references</a>"),
        "{back}"
    );

    let project = project.file("policybook.yaml", "link_unverified_laws: true\n");
    let html = page(&project.bundle(), "references/iowa-code-279-8.html");
    let address = "href=\"https://www.legis.iowa.gov/docs/code/279.8.pdf\"";
    assert!(html.contains(address), "{html}");
}

/// Each line of a file of sentences that refer to nothing, as the text of a policy of a district.
fn hits_in_plain_text(state: &str, code: &str) -> Vec<String> {
    let plain = include_str!("plain.txt");
    let of = Scanned {
        state: Some(state),
        code: Some(code),
        names: &["Staff Ethics"],
        ..Scanned::default()
    };
    let mut hits = Vec::new();
    for (number, line) in plain.lines().enumerate() {
        for (_, found) in scan(&read::tree(line), of, &Citator::built_in()) {
            let kind = found.kind.word();
            hits.push(format!(
                "{}: {line}\n    {kind} {}",
                number + 1,
                found.target
            ));
        }
    }
    hits
}

#[test]
fn sentences_without_references_have_none() {
    for (state, code) in [
        ("IA", "401.10"),
        ("IA", "GBEA"),
        ("CA", "401.10"),
        ("CA", "GBEA"),
    ] {
        let hits = hits_in_plain_text(state, code);
        assert!(hits.len() <= 2, "{state} {code}:\n{}", hits.join("\n"));
    }
}
