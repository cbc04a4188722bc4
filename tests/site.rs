//! Pages: links land, ids are unique, nothing unsafe, same input same bytes.

use crate::support::{Project, article, page};
use policybook::bundle::Bundle;
use policybook::cli::{bundle, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn own_site() -> Bundle {
    bundle(&read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()).unwrap()
}

/// Values of an attribute in HTML.
pub fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.match_indices(&start)
        .filter_map(|(at, _)| html[at + start.len()..].split('"').next())
        .collect()
}

/// The path that a relative link leads to.
fn join(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => {
                parts.pop().expect("a link stays in the site");
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub fn check_links(site: &Bundle) {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let pages: Vec<(&str, &str)> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap()))
        .collect();
    for (path, html) in &pages {
        let found = attributes(html, "id");
        let unique: BTreeSet<&str> = found.iter().copied().collect();
        assert_eq!(found.len(), unique.len(), "an id stands twice in {path}");
        ids.insert(path, unique);
    }
    for (path, html) in &pages {
        for link in attributes(html, "href")
            .into_iter()
            .chain(attributes(html, "src"))
        {
            if link.contains(':') {
                assert!(
                    ["http", "mailto", "tel"]
                        .iter()
                        .any(|s| link.starts_with(s)),
                    "{link} in {path}"
                );
                continue;
            }
            let (file, anchor) = link
                .split_once('#')
                .map_or((link, None), |(f, a)| (f, Some(a)));
            // A query is for the script of the page.
            let file = file.split('?').next().unwrap_or(file);
            let target = if file.is_empty() {
                (*path).to_string()
            } else {
                join(path, file)
            };
            assert!(
                site.get(&target).is_some(),
                "{link} in {path} leads nowhere"
            );
            if let Some(anchor) = anchor {
                assert!(
                    ids[target.as_str()].contains(anchor),
                    "{link} in {path}: no such id"
                );
            }
        }
    }
}

#[test]
fn every_link_of_the_site_lands() {
    check_links(&own_site());
}

#[test]
fn same_input_same_bytes() {
    assert!(own_site() == own_site());
}

#[test]
fn a_page_holds_the_strict_policy_and_no_inline_code() {
    for (path, bytes) in own_site().iter().filter(|(p, _)| p.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(
            html.contains("Content-Security-Policy\" content=\"default-src 'none'"),
            "{path}"
        );
        assert!(
            !html.contains("unsafe-inline") && !html.contains("<style"),
            "{path}"
        );
        assert!(attributes(html, "style").is_empty(), "{path}");
        let inline = html
            .split("<script")
            .skip(1)
            .any(|s| !s.starts_with(" src="));
        assert!(!inline, "{path}");
    }
}

#[test]
fn raw_html_is_made_safe_and_its_words_stay() {
    let body = "<script>alert(1)</script>\n\nText with <b onclick=\"x()\">bold</b> and <img src=x onerror=alert(1)>.\n\n\
        [run](javascript:alert(1)) and [data](data:text/html,x) and [ok](https://example.org/).\n\n\
        <div onmouseover=\"x()\"><p>Kept words <a href=\"javascript:x()\">here</a></p><iframe src=\"x\"></iframe></div>\n\n\
        A <name of school> in brackets.\n";
    let project = Project::new().policy("a", "code: \"1\"\ntitle: T", body);
    let site = project.bundle();
    let html = page(&site, "d/1.html");
    let text = article(&html);
    for bad in [
        "alert(1)</script",
        "onclick",
        "onerror",
        "onmouseover",
        "javascript:",
        "data:text",
        "<iframe",
        "<img",
        "<script",
    ] {
        assert!(!text.contains(bad), "{bad} in {text}");
    }
    for good in [
        "<strong>bold</strong>",
        "Kept words",
        "href=\"https://example.org/\"",
        "&lt;name of school&gt;",
    ] {
        assert!(text.contains(good), "no {good} in {text}");
    }
    let problems = project.problems().join("\n");
    assert!(
        problems.contains("unsafe-html") && problems.contains("dead-link"),
        "{problems}"
    );
}

#[test]
fn links_between_files_become_links_between_pages() {
    let project = Project::new()
        .policy(
            "a",
            "code: \"1\"\ntitle: A",
            "See [policy 2](b.md#x), [its rule](sub/c.md#i) and [nothing](z.md).",
        )
        .policy("b", "code: \"2\"\ntitle: B", "Text.")
        .policy(
            "sub/c",
            "code: \"3\"\ntitle: C",
            "I. SCOPE\n\nText follows here for everyone.",
        );
    let site = project.bundle();
    let html = page(&site, "d/1.html");
    assert!(
        html.contains("<a href=\"2.html\">policy 2</a>"),
        "{}",
        article(&html)
    );
    assert!(
        html.contains("<a href=\"3.html#i\">its rule</a>"),
        "{}",
        article(&html)
    );
    assert!(html.contains("and nothing."));
    assert_eq!(project.problems().len(), 1);
    check_links(&site);
}

#[test]
fn a_project_can_put_its_own_template_in() {
    let project = Project::new()
        .policy("a", "code: \"1\"\ntitle: A", "Text.")
        .file(
            "templates/about.html",
            "{% extends \"base.html\" %}{% block main %}<h1>Ours</h1>{% endblock main %}",
        );
    assert!(page(&project.bundle(), "about.html").contains("<h1>Ours</h1>"));
}

#[test]
fn a_wrong_template_names_file_and_line() {
    let project = Project::new()
        .policy("a", "code: \"1\"\ntitle: A", "Text.")
        .file("templates/about.html", "<p>\n{% if %}\n");
    let error = bundle(&project.read()).unwrap_err();
    assert!(error.contains("about.html:2"), "{error}");
    let project = Project::new()
        .policy("a", "code: \"1\"\ntitle: A", "Text.")
        .file("templates/about.html", "<p>\n\n{{ nothing.here }}\n");
    let error = bundle(&project.read()).unwrap_err();
    assert!(error.contains("about.html:3"), "{error}");
}

#[test]
fn an_earlier_version_and_a_draft_say_what_they_are() {
    let site = own_site();
    let earlier = page(&site, "larkmoor-falls/4118-2/2014-08-11.html");
    assert!(earlier.contains("earlier"));
    assert!(earlier.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(earlier.contains("<link rel=\"canonical\" href=\"../4118-2.html\">"));
    let draft = page(&site, "larkmoor-falls/4118-2/draft.html");
    assert!(draft.contains("not been adopted") && draft.contains("noindex"));
}

#[test]
fn data_files_say_what_the_pages_say() {
    let site = own_site();
    let clauses: serde_json::Value =
        serde_json::from_slice(site.get("data/clauses.json").unwrap()).unwrap();
    assert_eq!(clauses["schema_version"], 1);
    let rows = clauses["clauses"].as_array().unwrap();
    let wanted = rows
        .iter()
        .find(|r| {
            r["policy"] == "AR 1114" && r["path"] == serde_json::json!(["III", "A", "3", "b"])
        })
        .expect("III.A.3.b of AR 1114");
    assert_eq!(wanted["anchor"], "iii-a-3-b");
    assert_eq!(
        wanted["url"],
        "standard-elementary-sd/ar-1114.html#iii-a-3-b"
    );
    assert!(
        wanted["text"]
            .as_str()
            .unwrap()
            .starts_with("Inappropriate or sexualized images of minors")
    );
    let manifest: serde_json::Value =
        serde_json::from_slice(site.get("data/manifest.json").unwrap()).unwrap();
    assert_eq!(manifest["files"].as_object().unwrap().len(), site.len() - 1);
}

#[test]
fn a_clause_edited_in_place_leaves_its_old_address_to_its_id() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A\nadopted: 2020-01-06",
        "1. One rule here.\n\n2. Another rule here.",
    );
    let first = project.read();
    project.put("policybook.lock", first.library.ledger.write());
    project.put("policies/d/a.md", "---\ncode: \"1\"\ntitle: A\nadopted: 2020-01-06\n---\n\n1. A new rule.\n\n2. One rule here.\n\n3. Another rule here.\n");
    let second = project.read();
    let ids = |read: &policybook::cli::Read| {
        read.library.districts[0].policies[0]
            .current()
            .unwrap()
            .ids
            .clone()
    };
    assert_eq!(ids(&second)[1..], ids(&first)[..]);
    let html = page(&project.bundle(), "d/1.html");
    assert!(
        !html.contains("Former addresses"),
        "both old addresses are taken by other clauses"
    );
    project.put("policybook.lock", second.library.ledger.write());
    assert_eq!(
        project.read().library.ledger.write(),
        second.library.ledger.write(),
        "a second build changes nothing"
    );
    // The list goes under a heading: every address changes, and the old ones lead on.
    project.put("policies/d/a.md", "---\ncode: \"1\"\ntitle: A\nadopted: 2020-01-06\n---\n\n## Rules\n\n1. A new rule.\n\n2. One rule here.\n\n3. Another rule here.\n");
    let html = page(&project.bundle(), "d/1.html");
    assert!(
        attributes(&html, "id").contains(&"2"),
        "the old address lands"
    );
    let former = &html[html.find(" id=\"2\"").unwrap()..];
    assert_eq!(attributes(former, "href")[0], "#rules-2", "and leads on");
    check_links(&project.bundle());
}

#[test]
fn a_clause_that_vanishes_is_a_problem_until_it_is_accounted_for() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A\nadopted: 2020-01-06",
        "1. One rule here.\n\n2. Another rule here.",
    );
    project.put("policybook.lock", project.read().library.ledger.write());
    project.put(
        "policies/d/a.md",
        "---\ncode: \"1\"\ntitle: A\nadopted: 2020-01-06\n---\n\n1. One rule here.\n",
    );
    assert_eq!(
        project.problems(),
        ["error[lost-clause] policies/d/a.md the clause published at #2 is gone from d/1"]
    );
    let lock = project.read().library.ledger.write();
    project.put("policybook.lock", &lock);
    assert_eq!(project.problems().len(), 1, "and stays one");
    project.put("policybook.lock", lock.replace("\tlost", "\trepealed"));
    assert!(project.problems().is_empty());
}

#[test]
fn old_addresses_lead_on_after_a_new_version() {
    let project = Project::new()
        .policy(
            "a@2020-01-06",
            "code: \"1\"\ntitle: A\nadopted: 2020-01-06",
            "## Rules\n\n1. Keep this rule.\n\n2. Drop this rule.\n\n3. Move this rule.",
        )
        .policy(
            "a",
            "code: \"1\"\ntitle: A\nadopted: 2024-01-08",
            "## Duties\n\n1. Keep this rule.\n\n2. Move this rule.",
        );
    let site = project.bundle();
    let html = page(&site, "d/1.html");
    let leads = |old: &str| {
        let at = html
            .find(&format!(" id=\"{old}\""))
            .unwrap_or_else(|| panic!("{old} does not land"));
        attributes(&html[at..], "href")[0].to_string()
    };
    assert_eq!(leads("rules-1"), "#duties-1");
    assert_eq!(leads("rules-3"), "#duties-2");
    assert_eq!(
        leads("rules-2"),
        "1/2020-01-06.html#rules-2",
        "a clause that is gone leads to its last text"
    );
    check_links(&site);
}

#[test]
fn no_word_of_a_table_is_lost() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A",
        "| A | B |\n|---|---|\n| x | y | EXTRA | more |\n",
    );
    let html = page(&project.bundle(), "d/1.html");
    assert!(
        html.contains(">EXTRA<") && html.contains(">more<"),
        "{}",
        article(&html)
    );
    assert!(
        project.problems()[0].starts_with("warning[extra-cell] policies/d/a.md:8:"),
        "{:?}",
        project.problems()
    );
}

#[test]
fn footnotes_stand_apart_from_the_words_they_follow() {
    let project = Project::new().policy(
        "a",
        "code: \"1\"\ntitle: A",
        "Idaho Code 33-504[^law] and more.\n\n[^law]: As amended.",
    );
    let read = project.read();
    let texts: Vec<&str> = read.library.districts[0].policies[0]
        .current()
        .unwrap()
        .tree
        .clauses()
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(texts, ["Idaho Code 33-504[law] and more.", "As amended."]);
    let html = page(&project.bundle(), "d/1.html");
    assert!(
        html.contains("<a href=\"#p2\"><sup>[law]</sup></a>"),
        "{}",
        article(&html)
    );
}

#[test]
fn renaming_a_heading_and_back_leaves_nothing_behind() {
    let text = |heading: &str| {
        format!(
            "---\ncode: \"1\"\ntitle: A\nadopted: 2020-01-06\n---\n\n## Gifts\n\nNo gifts at all.\n\n## {heading}\n\nNo reprisal by anyone.\n\n## Records\n\nKept for a year.\n"
        )
    };
    let project = Project::new().file("policies/d/a.md", text("Retaliation"));
    let first = project.read().library.ledger.write();
    project.put("policybook.lock", &first);
    project.put("policies/d/a.md", text("Protection of Reporters"));
    assert!(project.problems().is_empty(), "{:?}", project.problems());
    project.put("policybook.lock", project.read().library.ledger.write());
    project.put("policies/d/a.md", text("Retaliation"));
    assert!(project.problems().is_empty(), "{:?}", project.problems());
}
