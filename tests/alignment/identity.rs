//! Permanent ids, old addresses and tombstones follow the alignment.

use crate::site::{attributes, check_links};
use crate::support::{Project, page};
use policybook::cli::Read;
use policybook::library::ledger::ClauseId;

const OLD: &str = "code: \"1\"\ntitle: A\nadopted: 2020-01-06";
const NEW: &str = "code: \"1\"\ntitle: A\nadopted: 2024-01-08";

fn versions(old: &str, new: &str) -> Project {
    Project::new()
        .policy("a@2020-01-06", OLD, old)
        .policy("a", NEW, new)
}

/// The id of the clause whose text begins with these words, in a version.
fn id(read: &Read, version: usize, words: &str) -> ClauseId {
    let version = &read.library.districts[0].policies[0].versions[version];
    let clauses = version.tree.clauses().iter();
    let at = clauses.map(|c| c.text.starts_with(words)).position(|is| is);
    version.ids[at.unwrap_or_else(|| panic!("no clause {words}"))].clone()
}

fn leads(html: &str, old: &str) -> String {
    let at = html
        .find(&format!(" id=\"{old}\""))
        .unwrap_or_else(|| panic!("{old} does not land"));
    attributes(&html[at..], "href")[0].to_string()
}

#[test]
fn an_id_goes_with_a_clause_that_moves_and_is_amended() {
    let project = versions(
        "## Accounts\n\n1. Accounts are closed when employment ends.\n\n2. Passwords are long.\n\n## Devices\n\n1. Laptops are returned in June.",
        "## Accounts\n\n1. Passwords are long.\n\n## Devices\n\n1. Laptops are returned in June.\n\n2. Accounts are closed on the day when employment ends.",
    );
    let read = project.read();
    for words in ["Accounts are closed", "Passwords", "Laptops", "Devices"] {
        assert_eq!(id(&read, 0, words), id(&read, 1, words), "{words}");
    }
    let html = page(&project.bundle(), "d/1.html");
    assert_eq!(leads(&html, "accounts-2"), "#accounts-1");
}

#[test]
fn a_rule_in_the_place_of_another_gets_an_id_of_its_own() {
    let read = versions(
        "1. Phones are stored in lockers.\n\n2. Bells ring at eight.",
        "1. Bicycles are locked beside the gymnasium.\n\n2. Bells ring at eight.",
    )
    .read();
    assert_ne!(id(&read, 0, "Phones"), id(&read, 1, "Bicycles"));
    assert_eq!(id(&read, 0, "Bells"), id(&read, 1, "Bells"));
}

#[test]
fn a_clause_that_went_into_another_leads_there() {
    let project = versions(
        "1. The nurse keeps a list of allergies and medicines.\n\n2. The kitchen receives a copy every month.\n\n3. Medicine is locked away.",
        "1. The nurse keeps a list of allergies and medicines. The kitchen receives a copy every month.\n\n2. Medicine is locked away.",
    );
    let read = project.read();
    let lock = read.library.ledger.write();
    let gone = id(&read, 0, "The kitchen");
    let whole = id(&read, 1, "The nurse");
    let line = lock.lines().find(|l| l.starts_with(&format!("-\t{gone}")));
    let wanted = format!("merged\t{whole}");
    assert!(line.is_some_and(|l| l.ends_with(&wanted)), "{lock}");
    let html = page(&project.bundle(), "d/1.html");
    assert!(attributes(&html, "id").contains(&"3"));
    assert_eq!(leads(&html, "3"), "#2");
    check_links(&project.bundle());
    project.put("policybook.lock", &lock);
    assert_eq!(project.read().library.ledger.write(), lock);
}

#[test]
fn a_clause_that_went_into_another_is_said_to_be_part_of_it() {
    let project = versions(
        "## Health\n\nThe nurse keeps a list of allergies and medicines.\n\nThe kitchen receives a copy every month.",
        "## Care\n\nThe nurse keeps a list of allergies and medicines. The kitchen receives a copy every month.",
    );
    let html = page(&project.bundle(), "d/1.html");
    assert_eq!(leads(&html, "health-p2"), "#care-p1");
    let words = html.find("is now part of <a href=\"#care-p1\">");
    assert!(words.is_some(), "{html}");
}

#[test]
fn a_text_edited_in_place_keeps_ids_by_the_words_of_the_version_before() {
    let old = "1. Coaches check the weather before practice.\n\n2. Tickets are sold at the gate of the stadium.\n\n3. Grades are entered within five days.";
    let project = versions(old, old);
    let published = project.read();
    project.put("policybook.lock", published.library.ledger.write());
    project.put(
        "policies/d/a.md",
        format!("---\n{NEW}\n---\n\n1. Grades are entered within ten days.\n\n2. Coaches check the weather and the field before practice.\n\n3. Tickets are sold at each gate of the stadium.\n"),
    );
    let read = project.read();
    for words in ["Coaches", "Tickets", "Grades"] {
        assert_eq!(id(&published, 1, words), id(&read, 1, words), "{words}");
    }
}
