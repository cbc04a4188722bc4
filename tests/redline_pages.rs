//! Pages of what changed: no word is lost, every mark and link is there, and no day is invented. The
//! districts are fictional.

use crate::site::{attributes, check_links};
use crate::support::{Project, page, visible_words};
use policybook::bundle::Bundle;
use policybook::cli::{Read, bundle, read};
use policybook::library::Version;
use std::collections::BTreeSet;
use std::path::Path;

const FIRST: &str = "## I. Scope\n\nA. This binds all staff & volunteers.\n\n\
    ## II. Contact\n\nA. Staff shall not write to a student. Staff shall report every message.\n\n\
    B. Staff may post pictures with consent.\n\n    1. Consent is given once a year.\n\n\
    C. Staff wear a badge.\n\n## III. Duties\n\nA. The principal answers within ten (10) days.\n";

/// A split, a move with what stands under it, and other numbers.
const SECOND: &str = "## I. Scope\n\nA. This binds all staff & volunteers.\n\n\
    ## II. Contact\n\nA. Staff shall not write to a student.\n\nB. Staff shall report every message.\n\n\
    C. Staff wear a badge.\n\n## III. Duties\n\nA. The principal answers within five (5) days.\n\n\
    B. Staff may post pictures with consent.\n\n    1. Consent is given once a year.\n";

/// Another text altogether.
const THIRD: &str = "## Purpose\n\nFamilies know who speaks for the board and when.\n\n\
    ## Rules\n\n1. Only a person named in the plan calls reporters <on record>.\n\n\
    2. Every campus keeps a list of its pages.\n";

fn project() -> Project {
    let front =
        |days: &str| format!("code: \"500\"\ntitle: Media\nadopted: 2010-01-11\nrevised: [{days}]");
    Project::new()
        .policy("500@2010-01-11", &front(""), FIRST)
        .policy("500@2012-05-14", &front("2012-05-14"), SECOND)
        .policy("500", &front("2012-05-14, 2014-01-13, 2016-03-14"), THIRD)
        .policy(
            "500@draft",
            "code: \"500\"\ntitle: Media\nstatus: first_reading",
            &THIRD.replace(
                "1. Only a person named in the plan calls reporters <on record>.\n\n2.",
                "1.",
            ),
        )
        .policy(
            "510",
            "code: \"510\"\ntitle: Plan",
            "1. The plan is made under Policy 500, Rule 1.",
        )
}

/// The ids of a page.
fn ids(html: &str) -> BTreeSet<&str> {
    attributes(html, "id").into_iter().collect()
}

/// What stands between two texts of a page, the first of each.
fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let start = html
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {html}"));
    let end = html[start..]
        .find(to)
        .unwrap_or_else(|| panic!("no {to} after {from}"));
    &html[start..start + end]
}

/// Takes the parts of a page away that stand between two texts.
fn without(html: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find(from) {
        out.push_str(&rest[..start]);
        let end = rest[start..].find(to).expect("its end") + start + to.len();
        rest = &rest[end..];
    }
    out + rest
}

/// The marked text of a page without the words of one mark, without white space, numbers and
/// addresses.
fn text(html: &str, mark: &str) -> String {
    let mut text = part(html, "<div class=\"marked-text\">", "</section>").to_string();
    for (from, to) in [
        ("<p class=\"at\">", "</p>"),
        ("<span class=\"vh\">", "</span>"),
        ("<span class=\"num\">", "</span>"),
        (&format!("<{mark}>"), &format!("</{mark}>")),
    ] {
        text = without(&text, from, to);
    }
    // Between the clauses of a split or merge.
    visible_words(&text.replace('¶', " ")).concat()
}

fn text_of(version: &Version) -> String {
    let clauses = version.tree.clauses().iter();
    clauses.flat_map(|c| c.text.split_whitespace()).collect()
}

/// The letters and signs of a text, whatever their order.
fn letters(text: &str) -> Vec<char> {
    let mut out: Vec<char> = text.chars().collect();
    out.sort_unstable();
    out
}

/// The paths of the redlines of a site, without the pages side by side.
fn redlines(site: &Bundle) -> Vec<&str> {
    let paths = site.iter().map(|(path, _)| path);
    paths
        .filter(|p| p.contains("..") && !p.contains("side-by-side"))
        .collect()
}

fn check_words(read: &Read, site: &Bundle) {
    let mut looked_at = 0;
    for (district, policy) in read.library.policies() {
        for path in redlines(site) {
            let Some(labels) = path.strip_prefix(&format!("{}/{}/", district.slug, policy.slug))
            else {
                continue;
            };
            let (from, to) = labels.trim_end_matches(".html").split_once("..").unwrap();
            let html = page(site, path);
            let version = |label: &str| policy.versions.iter().find(|v| v.label == label).unwrap();
            let (old, new) = (text_of(version(from)), text_of(version(to)));
            assert_eq!(text(&html, "del"), new, "the later text of {path}");
            // What moved stands where it went.
            let shown = letters(&text(&html, "ins"));
            assert_eq!(shown, letters(&old), "the earlier text of {path}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 0);
}

#[test]
fn no_word_of_either_text_is_lost_and_none_is_added() {
    let own = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    check_words(&own, &bundle(&own).unwrap());
    let made = project().read();
    check_words(&made, &bundle(&made).unwrap());
}

#[test]
fn each_two_neighbours_have_a_redline_and_all_links_land() {
    let site = project().bundle();
    assert_eq!(
        redlines(&site),
        [
            "d/500/2010-01-11..2012-05-14.html",
            "d/500/2010-01-11..2016-03-14.html",
            "d/500/2012-05-14..2016-03-14.html",
            "d/500/2016-03-14..draft.html",
        ]
    );
    check_links(&site);
    let archived = page(&site, "d/500/2012-05-14.html");
    for to in ["2010-01-11..2012-05-14.html", "2012-05-14..2016-03-14.html"] {
        let banner = part(&archived, "Earlier text.", "</p>");
        assert!(attributes(banner, "href").contains(&to), "{banner}");
    }
    let versions = page(&site, "d/500/versions.html");
    for path in redlines(&site) {
        let to = path.strip_prefix("d/500/").unwrap();
        assert!(attributes(&versions, "href").contains(&to), "{to}");
    }
}

#[test]
fn the_number_of_redlines_grows_with_that_of_the_versions() {
    let mut project = Project::new().policy(
        "500",
        "code: \"500\"\ntitle: A\nadopted: 2030-01-01",
        "1. All.",
    );
    for year in 2010..2020 {
        let front = format!("code: \"500\"\ntitle: A\nadopted: {year}-01-01");
        project = project.policy(
            &format!("500@{year}-01-01"),
            &front,
            &format!("1. All of {year}."),
        );
    }
    let site = project.bundle();
    assert_eq!(
        redlines(&site).len(),
        11,
        "ten steps, and the first with the last"
    );
    let versions = page(&site, "d/500/versions.html");
    assert!(
        versions.contains("in steps"),
        "other pairs are read in steps"
    );
    check_links(&site);
}

#[test]
fn a_move_leads_both_ways_and_a_number_is_no_mark() {
    let site = project().bundle();
    let html = page(&site, "d/500/2010-01-11..2012-05-14.html");
    let came = part(&html, "id=\"iii-b\"", "</div>");
    assert!(came.contains("Moved from"), "{came}");
    let left = attributes(came, "href")[0].trim_start_matches('#');
    assert!(ids(&html).contains(left), "{left}");
    let left = part(&html, &format!("id=\"{left}\""), "</div>");
    assert!(attributes(left, "href").contains(&"#iii-b"), "{left}");
    assert!(
        attributes(left, "href").contains(&"2010-01-11.html#ii-b"),
        "{left}"
    );
    let badge = part(&html, "id=\"ii-c\"", "</div>");
    assert!(
        badge.contains("row d1 is-same") || !badge.contains("<ins>"),
        "{badge}"
    );
    let split = part(&html, "id=\"ii-a\"", "</div>");
    assert!(
        split.contains("id=\"ii-b\"") && split.contains("Became several"),
        "{split}"
    );
}

#[test]
fn both_clauses_of_a_change_are_a_link_away() {
    let html = page(&project().bundle(), "d/500/2010-01-11..2012-05-14.html");
    let row = part(&html, "id=\"iii-a\"", "</div>");
    let links = attributes(row, "href");
    assert!(
        links.contains(&"2010-01-11.html#iii-a") && links.contains(&"2012-05-14.html#iii-a"),
        "{row}"
    );
    for mark in [
        "<del><span class=\"vh\">[deleted: </span>ten (10) days<span class=\"vh\"> end of deletion]</span></del>",
        "<ins><span class=\"vh\">[inserted: </span>five (5) days<span class=\"vh\"> end of insertion]</span></ins>",
    ] {
        assert!(row.contains(mark), "no {mark} in {row}");
    }
    let list = part(&html, "<section class=\"changed\"", "</section>");
    assert!(attributes(list, "href").contains(&"#iii-a"), "{list}");
}

#[test]
fn a_text_that_was_replaced_as_a_whole_is_not_marked_between_the_words() {
    let site = project().bundle();
    let html = page(&site, "d/500/2012-05-14..2016-03-14.html");
    assert!(html.contains("Replaced as a whole"));
    let text = part(&html, "<div class=\"marked-text\">", "</section>");
    let last_gone = text.rfind("<del>").unwrap();
    let first_come = text.find("<ins>").unwrap();
    assert!(last_gone < first_come, "the old text, then the new one");
    assert!(!page(&site, "d/500/2010-01-11..2012-05-14.html").contains("Replaced as a whole"));
}

#[test]
fn a_day_of_which_no_text_is_here_is_named() {
    let site = project().bundle();
    for path in [
        "d/500/2012-05-14..2016-03-14.html",
        "d/500/versions.html",
        "d/500.html",
    ] {
        let html = page(&site, path);
        let said =
            html.contains("that text is not here") || html.contains("text of that day is not here");
        assert!(said && html.contains("January 13, 2014"), "{path}");
    }
    let before = page(&site, "d/500/2010-01-11..2012-05-14.html");
    assert!(!before.contains("that day is not here"));
}

#[test]
fn a_day_between_adoption_and_effect_is_no_missing_text() {
    let site = Project::new()
        .policy("500@2010-01-11", "code: \"500\"\ntitle: A\nadopted: 2010-01-11", "1. Old rule for all.")
        .policy(
            "500",
            "code: \"500\"\ntitle: A\nadopted: 2010-01-11\nrevised: [2012-05-14]\neffective: 2012-07-01",
            "1. New rule for all.",
        )
        .bundle();
    assert!(!page(&site, "d/500/2010-01-11..2012-07-01.html").contains("is not here"));
}

#[test]
fn the_packet_tells_who_refers_to_what_the_draft_takes_out() {
    let site = project().bundle();
    let html = page(&site, "d/500/draft-packet.html");
    let touched = part(&html, "id=\"pb-refs\"", "</section>");
    assert!(
        touched.contains("which the draft does not have"),
        "{touched}"
    );
    assert!(
        attributes(touched, "href").contains(&"../510.html#1"),
        "{touched}"
    );
    let own = bundle(&read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()).unwrap();
    let html = page(&own, "larkmoor-falls/4118-2/draft-packet.html");
    let rules = part(&html, "id=\"pb-rules\"", "</section>");
    assert!(
        attributes(rules, "href").contains(&"../4118-2.html#iii-b-4"),
        "{rules}"
    );
    assert!(rules.contains("suggested by the program"), "{rules}");
}

#[test]
fn changes_stand_by_day_the_newest_first_and_proposals_before_them() {
    let site = project().bundle();
    let html = page(&site, "changes.html");
    let order = [
        "proposed",
        "on-2016-03-14",
        "on-2012-05-14",
        "on-2010-01-11",
        "no-day",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|id| {
            html.find(&format!(" id=\"{id}\""))
                .unwrap_or_else(|| panic!("no {id}"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(attributes(&html, "href").contains(&"d/500/2010-01-11..2012-05-14.html"));
    assert!(
        attributes(&page(&site, "d/changes.html"), "href").contains(&"500/2016-03-14..draft.html")
    );
}

/// The texts of an element of a feed.
fn elements<'a>(feed: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let parts = feed.split(open.as_str()).skip(1);
    parts
        .map(|part| part.split(close.as_str()).next().unwrap())
        .collect()
}

#[test]
fn feeds_tell_days_that_texts_print_and_lead_to_pages() {
    let base = "https://policies.example.org/all";
    let project = project()
        .policy(
            "7",
            "code: \"7\"\ntitle: Loans & <gifts>\nadopted: 2018-05",
            "1. A month is no day.",
        )
        .policy(
            "8",
            "code: \"8\"\ntitle: A & B\nadopted: 2019-02-04",
            "1. All.",
        )
        .file("policybook.yaml", format!("title: T\nbase_url: {base}/\n"));
    let site = project.bundle();
    let feed = page(&site, "changes.atom");
    assert_eq!(
        elements(&feed, "updated"),
        [
            "2019-02-04",
            "2019-02-04",
            "2016-03-14",
            "2012-05-14",
            "2010-01-11"
        ]
        .map(|day| format!("{day}T00:00:00Z"))
    );
    assert!(
        feed.contains("<title>D: 8 A &amp; B, adopted February 4, 2019</title>"),
        "{feed}"
    );
    let feeds: Vec<&str> = site
        .iter()
        .map(|(p, _)| p)
        .filter(|p| p.ends_with(".atom"))
        .collect();
    assert!(feeds.contains(&"d/changes.atom") && feeds.contains(&"rules/friending-students.atom"));
    for path in feeds {
        let feed = page(&site, path);
        for link in attributes(&feed, "href") {
            let to = link
                .strip_prefix(&format!("{base}/"))
                .expect("an address of the site");
            assert!(site.get(to).is_some(), "{link} in {path} leads nowhere");
        }
        let ids = elements(&feed, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{path}");
    }
    assert!(attributes(&page(&site, "changes.html"), "href").contains(&"changes.atom"));
    check_links(&site);
}

#[test]
fn without_the_address_of_the_site_there_are_no_feeds() {
    for base in ["", "base_url: policies\n", "base_url: \"javascript:x\"\n"] {
        let site = project()
            .file("policybook.yaml", format!("title: T\n{base}"))
            .bundle();
        assert!(
            site.iter().all(|(path, _)| !path.ends_with(".atom")),
            "{base}"
        );
        assert!(!page(&site, "changes.html").contains("atom"), "{base}");
    }
}

#[test]
fn two_drafts_have_a_page_each() {
    let site = project()
        .policy(
            "500@2017-01-09",
            "code: \"500\"\ntitle: Media\nstatus: draft",
            FIRST,
        )
        .bundle();
    for path in [
        "d/500/draft.html",
        "d/500/draft-2.html",
        "d/500/draft-2-packet.html",
    ] {
        assert!(site.get(path).is_some(), "{path}");
    }
    check_links(&site);
}

#[test]
fn no_text_breaks_a_page() {
    for (old, new) in [
        ("", "1. All."),
        ("1. All.", ""),
        (
            "| A | B |\n|---|---|\n| x | |\n",
            "| A | B | C |\n|---|---|---|\n| x | y | z |\n",
        ),
        (
            "# A\n\n<div><p>Kept</p></div>\n",
            "# A\n\n[^n] text\n\n[^n]: Note.\n",
        ),
        ("####### deep\n\n###### A\n\n# B", "# B\n\n### C\n\ntext"),
        ("1. All.", "1. All."),
    ] {
        let site = Project::new()
            .policy(
                "500@2010-01-11",
                "code: \"500\"\ntitle: A\nadopted: 2010-01-11",
                old,
            )
            .policy("500", "code: \"500\"\ntitle: A\nadopted: 2011-01-11", new)
            .bundle();
        check_links(&site);
        page(&site, "d/500/2010-01-11..2011-01-11.html");
    }
}
