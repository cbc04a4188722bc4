//! The way back: what refers to a policy, a clause or a law is listed where it leads, with why.

use crate::support::{Project, page};

fn project() -> Project {
    Project::empty()
        .file("policies/d/district.yaml", "name: D\nstate: IA\n")
        .policy(
            "100",
            "code: \"100\"\ntitle: Pupil Records",
            "## I. Rules\n\nA. Records follow 20 U.S.C. § 1232g.\n\nB. Section I.A does not apply to directories.",
        )
        .policy(
            "100-R",
            "code: \"100-R\"\ntitle: Keeping Records\nkind: regulation\nparent: \"100\"\nlegal: [\"20 U.S.C. § 1232g\", \"Widmer v. Board\"]",
            "1. Staff keep what Policy 100 lists.\n\n2. Except as stated in Policy 100, Section I.B, they are shown to no one.",
        )
        .policy("200", "code: \"200\"\ntitle: Visitors", "1. A record is one as defined in Policy 100. See Policy 999.")
}

/// The text of a page without tags, white space collapsed.
fn words(html: &str) -> String {
    let tag = regex::Regex::new("<[^>]*>").expect("a pattern");
    let text = tag.replace_all(html, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_policy_lists_what_refers_to_it_and_why() {
    let html = page(&project().bundle(), "d/100.html");
    let text = words(&html);
    let part = |from: &str, to: &str| {
        let start = text
            .find(from)
            .unwrap_or_else(|| panic!("{from} in {text}"));
        let end = text[start..].find(to).map_or(text.len(), |n| start + n);
        text[start..end].to_string()
    };
    let whole = part("Carried out by", "Meanings taken");
    assert!(
        whole.contains("100-R 1") && whole.contains("100-R 2"),
        "{whole}"
    );
    let meanings = part("Meanings taken from here", "About this");
    assert!(
        meanings.contains("200 1 Visitors A record is one as defined in Policy 100."),
        "{meanings}"
    );
}

#[test]
fn a_clause_says_how_many_places_refer_to_it_and_leads_to_them() {
    let html = page(&project().bundle(), "d/100.html");
    for (anchor, said) in [
        ("i-a", "1 place refers to 100 I.A"),
        ("i-b", "1 place refers to 100 I.B"),
    ] {
        let link = format!("href=\"#pb-to-{anchor}\" data-count=\"1\" aria-label=\"{said}\"");
        assert!(html.contains(&link), "{link} in {html}");
        assert!(html.contains(&format!("id=\"pb-to-{anchor}\"")), "{html}");
    }
    // The exception that the regulation names stands under the clause.
    let at = html.find("id=\"pb-to-i-b\"").expect("the list");
    assert!(words(&html[at..]).contains("Exceptions 100-R 2"), "{html}");
}

#[test]
fn a_law_has_a_page_with_every_place_that_leans_on_it() {
    let bundle = project().bundle();
    let html = page(&bundle, "references/20-u-s-c-1232g.html");
    let text = words(&html);
    assert!(text.contains("United States Code"), "{text}");
    assert!(
        text.contains("100 I.A Pupil Records Records follow 20 U.S.C. § 1232g."),
        "{text}"
    );
    assert!(text.contains("100-R, legal references"), "{text}");
    // No one has opened the address, so it is no link.
    assert!(text.contains("No one has checked this address"), "{text}");
    assert!(!html.contains("href=\"https://"), "{html}");
    let policy = page(&bundle, "d/100.html");
    assert!(
        policy.contains("href=\"../references/20-u-s-c-1232g.html\""),
        "{policy}"
    );
    let all = words(&page(&bundle, "references/index.html"));
    assert!(all.contains("20 U.S.C. 1232g 2 places"), "{all}");
}

#[test]
fn what_leads_nowhere_is_listed_first_with_the_reason() {
    let bundle = project().bundle();
    let text = words(&page(&bundle, "d/references.html"));
    let start = text.find("Leads nowhere").expect("a part");
    assert!(
        text[start..].contains("No policy with the code 999 is here."),
        "{text}"
    );
    assert!(text[start..].contains("Widmer v. Board law"), "{text}");
    let overview = words(&page(&bundle, "references.html"));
    assert!(
        overview.contains("unresolved ambiguous ignored resolved external"),
        "{overview}"
    );
    assert!(overview.contains("Laws 1 0 0 0 2"), "{overview}");
}
