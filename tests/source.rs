//! Bad input: every problem has a place and says what to do, and the rest is published.

use crate::support::Project;

const GOOD: &str = "code: \"1\"\ntitle: Good";

/// The problems of one policy file beside a good one; the good one is always published.
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let project = Project::new()
        .policy("good", GOOD, "A. One.\n\nB. Two.")
        .file(&format!("policies/d/{name}"), bytes);
    let problems = project.problems();
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(
            problem.starts_with(expected),
            "{problem}\nexpected {expected}"
        );
    }
    assert!(project.bundle().get("d/1.html").is_some(), "{name}");
}

#[test]
fn yaml_that_cannot_be_read() {
    check(
        "a.md",
        "---\ntitle: a: b\n---\nText.\n",
        &["error[bad-yaml] policies/d/a.md:2:"],
    );
    check(
        "a.md",
        "---\ntitle: [a\n---\nText.\n",
        &["error[bad-yaml] policies/d/a.md:"],
    );
    check(
        "a.md",
        "---\ntitle: a\nText.\n",
        &["error[front-matter-open] policies/d/a.md:1:1"],
    );
    check(
        "a.md",
        "---\n- a\n- b\n---\nText.\n",
        &["error[bad-yaml] policies/d/a.md:2:1"],
    );
}

#[test]
fn yaml_built_to_exhaust_memory() {
    let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for n in 1..9 {
        bomb.push_str(&format!("b{n}: &b{n} [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"));
    }
    check(
        "a.md",
        format!("{bomb}---\nText.\n"),
        &["error[bad-yaml] policies/d/a.md:"],
    );
    let deep = format!("---\na: {}\n---\nText.\n", "[".repeat(100_000));
    check("a.md", deep, &["error[bad-yaml] policies/d/a.md:"]);
}

#[test]
fn unknown_keys() {
    let text = "---\ntitel: A\ncode: \"2\"\n---\nText.\n";
    check(
        "a.md",
        text,
        &[
            "warning[unknown-key] policies/d/a.md:2:1 front matter has no key `titel`",
            "warning[missing-title] policies/d/a.md",
        ],
    );
    let text = "---\ntitle: A\ncode: \"2\"\nstatutory: yes\n---\nText.\n";
    check(
        "a.md",
        text,
        &["note[unknown-key] policies/d/a.md:4:1 `statutory` has no meaning"],
    );
    let project = Project::new()
        .file("policybook.yaml", "titel: X\n")
        .policy("a", GOOD, "Text.");
    assert_eq!(
        project.problems(),
        ["warning[unknown-key] policybook.yaml:1:1 policybook.yaml has no key `titel`"]
    );
    let project = Project::empty()
        .file("policies/d/district.yaml", "name: D\nstat: CA\n")
        .policy("a", GOOD, "Text.");
    assert_eq!(
        project.problems(),
        ["warning[unknown-key] policies/d/district.yaml:2:1 district.yaml has no key `stat`"]
    );
}

#[test]
fn a_code_is_text_whatever_yaml_makes_of_it() {
    for (yaml, code) in [
        ("0401.10", "0401.10"),
        ("\"7:240\"", "7:240"),
        ("1e3", "1e3"),
        ("017", "017"),
        ("NO", "NO"),
        ("2012-09-11", "2012-09-11"),
        ("7:240", "7:240"),
    ] {
        let project = Project::new().policy("a", &format!("code: {yaml}\ntitle: T"), "Text.");
        let read = project.read();
        assert_eq!(read.library.districts[0].policies[0].code.text, code);
    }
}

#[test]
fn two_files_with_one_code_both_have_a_page() {
    let project = Project::new()
        .policy("a", GOOD, "One.")
        .policy("b", GOOD, "Two.");
    assert_eq!(
        project.problems(),
        [
            "error[duplicate-code] policies/d/b.md:2:7 1 has a version in force already, in policies/d/a.md; this file gets a page of its own",
        ]
    );
    let site = project.bundle();
    assert!(crate::support::page(&site, "d/1.html").contains("One."));
    assert!(crate::support::page(&site, "d/b.html").contains("Two."));
}

#[test]
fn two_versions_in_force() {
    let project = Project::new().policy("a", GOOD, "Now.").policy(
        "a@2012-09-11",
        &format!("{GOOD}\nstatus: active"),
        "Then.",
    );
    assert_eq!(
        project.problems(),
        [
            "warning[two-in-force] policies/d/a@2012-09-11.md this file says that it is in force, but another version of the policy is",
        ]
    );
}

#[test]
fn two_codes_with_one_address() {
    let project = Project::new()
        .policy("a", "code: \"AC\"\ntitle: A", "One.")
        .policy("b", "code: \"ac\"\ntitle: B", "Two.");
    let problems = project.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("warning[address-clash] policies/d/"),
        "{problems:?}"
    );
    let site = project.bundle();
    assert!(site.get("d/ac.html").is_some() && site.get("d/ac-2.html").is_some());
}

#[test]
fn a_date_that_is_no_date() {
    let front = |date: &str| format!("---\ncode: \"2\"\ntitle: A\nadopted: {date}\n---\nText.\n");
    check(
        "a.md",
        front("soon"),
        &["warning[not-a-date] policies/d/a.md:4:10 `soon`"],
    );
    check(
        "a.md",
        front("2021-02-30"),
        &["warning[not-a-date] policies/d/a.md:4:10"],
    );
    check(
        "a.md",
        front("01/01/1900"),
        &["warning[not-a-date] policies/d/a.md:4:10"],
    );
    check(
        "a.md",
        front("09-12-11"),
        &["note[two-digit-year] policies/d/a.md:4:10 `09-12-11` is read as September 12, 2011"],
    );
    check(
        "a@someday.md",
        "Text.\n",
        &["error[file-name] policies/d/a@someday.md"],
    );
}

#[test]
fn bytes_that_are_no_text() {
    check(
        "a.md",
        b"---\ntitle: A\n---\nCaf\xe9.\n",
        &["error[not-utf8] policies/d/a.md this file is not UTF-8: byte 0xe9 at line 4, column 4"],
    );
    check(
        "a.md",
        vec![b'x'; 50 << 20],
        &["error[too-large] policies/d/a.md"],
    );
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_text() {
    let text = "\u{feff}---\r\ncode: \"2\"\r\ntitle: A\r\n---\r\n\r\n1. One.\r\n2. Two.\r\n";
    check("a.md", text, &[]);
    let project = Project::new().file("policies/d/a.md", text);
    let read = project.read();
    let paths: Vec<String> = read.library.districts[0].policies[0]
        .current()
        .unwrap()
        .tree
        .clauses()
        .iter()
        .map(|c| c.path_text())
        .collect();
    assert_eq!(paths, ["1", "2"]);
}

#[test]
fn an_empty_file() {
    check(
        "a.md",
        "",
        &[
            "warning[empty-policy] policies/d/a.md",
            "warning[missing-title] policies/d/a.md",
        ],
    );
    check(
        "a.md",
        "---\n---\n",
        &[
            "warning[empty-policy] policies/d/a.md",
            "warning[missing-title] policies/d/a.md",
        ],
    );
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_leave() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.md"), "Secret.\n").unwrap();
    let project = Project::new().policy("a", GOOD, "Text.");
    let folder = project.root().join("policies/d");
    symlink(&folder, folder.join("loop")).unwrap();
    symlink(outside.path().join("secret.md"), folder.join("secret.md")).unwrap();
    symlink(outside.path(), folder.join("out")).unwrap();
    let problems = project.problems();
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("error[link-loop] policies/d/loop")),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("error[leaves-the-project] policies/d/secret.md")),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("error[leaves-the-project] policies/d/out")),
        "{problems:?}"
    );
    let site = project.bundle();
    assert!(
        site.iter()
            .all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("Secret"))
    );
}

#[test]
fn names_that_would_leave_the_folder() {
    let project = Project::new()
        .policy("a", "code: \"../../etc/passwd\"\ntitle: A", "Text.")
        .policy("b", "code: \"C:\\\\con\"\ntitle: B", "Text.")
        .policy("c", "code: \"con\"\ntitle: C", "Text.")
        .policy("d", "code: \"///\"\ntitle: D", "Text.");
    let site = project.bundle();
    for (path, _) in site.iter() {
        assert!(policybook::bundle::is_inside(path), "{path}");
    }
    for path in [
        "d/etc-passwd.html",
        "d/c-con.html",
        "d/con-.html",
        "d/x.html",
    ] {
        assert!(site.get(path).is_some(), "{path}");
    }
}

#[test]
fn a_tree_without_district_file_is_one_district() {
    let project = Project::empty()
        .file("policybook.yaml", "title: Our District\n")
        .file(
            "policies/0400-Staff/0401.10.md",
            format!("---\n{GOOD}\n---\nText.\n"),
        )
        .file(
            "policies/0500/a/0501.md",
            "---\ncode: \"0501\"\ntitle: B\n---\nText.\n",
        );
    assert!(project.problems().is_empty());
    let read = project.read();
    assert_eq!(read.library.districts.len(), 1);
    let district = &read.library.districts[0];
    assert_eq!(district.name, "Our District");
    let series: Vec<_> = district
        .policies
        .iter()
        .map(|p| p.series.as_deref())
        .collect();
    assert_eq!(series, [Some("0400-Staff"), Some("a")]);
}

#[test]
fn a_folder_beside_districts_is_shown_by_its_name() {
    let project = Project::new().policy("a", GOOD, "Text.").file(
        "policies/stray/b.md",
        "---\ncode: \"2\"\ntitle: B\n---\nText.\n",
    );
    assert_eq!(
        project.problems(),
        [
            "warning[no-district-file] policies/stray this folder has no district.yaml; it is shown by its folder's name"
        ]
    );
    assert!(project.bundle().get("stray/2.html").is_some());
}

#[test]
fn synonyms_that_districts_use() {
    let front = "created: 2005-05-05\nupdated: 2020-06-09\nreviewed: 2021-06-08\ntitle: 0801.80 Balanced Budget\ncode: \"0801.80\"\nkind: Regulation\nlegal: Idaho Code 33-701";
    let project = Project::new().policy("0801.80", front, "Text.");
    assert!(project.problems().is_empty());
    let read = project.read();
    let policy = &read.library.districts[0].policies[0];
    assert_eq!(policy.title, "Balanced Budget");
    assert_eq!(policy.kind.map(|k| k.word()), Some("regulation"));
    let dates: Vec<String> = policy
        .current()
        .unwrap()
        .front
        .events
        .iter()
        .map(|e| format!("{} {}", e.kind.word(), e.date))
        .collect();
    assert_eq!(
        dates,
        [
            "adopted 2005-05-05",
            "revised 2020-06-09",
            "reviewed 2021-06-08"
        ]
    );
    assert_eq!(policy.current().unwrap().label, "2020-06-09");
    assert_eq!(
        policy.current().unwrap().front.legal[0].value,
        "Idaho Code 33-701"
    );
}

#[test]
fn an_earlier_text_never_takes_the_place_of_one_that_cannot_be_read() {
    let project = Project::new()
        .policy(
            "GBEA@2015-06-01",
            "code: GBEA\ntitle: Gifts",
            "Disclose gifts over $25.",
        )
        .file(
            "policies/d/GBEA.md",
            "---\ncode: GBEA\ntitle: Gifts: Rules\n---\nDisclose gifts over $50.\n",
        );
    let problems = project.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("bad-yaml") && problems[0].contains("not used"),
        "{problems:?}"
    );
    let site = project.bundle();
    let page = crate::support::page(&site, "d/gbea.html");
    assert!(
        page.contains("could not be read") && !page.contains("$25"),
        "{page}"
    );
    let earlier = crate::support::page(&site, "d/gbea/2015-06-01.html");
    assert!(earlier.contains("$25") && earlier.contains("no longer in force"));
    crate::site::check_links(&site);
}

#[test]
fn a_copy_with_the_same_code_does_not_take_the_place_of_the_policy() {
    let project = Project::new()
        .policy("KFA", "code: KFA\ntitle: Song", "The real text.")
        .policy("KFA - Copy", "code: KFA\ntitle: Song", "The copy.")
        .policy("A-KFA", "code: KFA\ntitle: Song", "Another copy.");
    let problems = project.problems();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0].starts_with("error[duplicate-code] policies/d/A-KFA.md:2:7"),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("error[duplicate-code] policies/d/KFA - Copy.md:2:7"),
        "{problems:?}"
    );
    assert!(crate::support::page(&project.bundle(), "d/kfa.html").contains("The real text."));
}

#[test]
fn a_policy_that_is_only_proposed_has_a_page_that_says_so() {
    let project = Project::new().policy("KFZ@draft", "code: KFZ\ntitle: Bells", "No bells.");
    assert!(project.problems().is_empty(), "{:?}", project.problems());
    let site = project.bundle();
    let page = crate::support::page(&site, "d/kfz.html");
    assert!(
        page.contains("proposed and not adopted") && page.contains("kfz/draft.html"),
        "{page}"
    );
    assert!(crate::support::page(&site, "d/index.html").contains("proposed only"));
    crate::site::check_links(&site);
}

#[test]
fn a_former_code_leads_to_the_policy() {
    let project = Project::new().policy(
        "KFB",
        "code: KFB\ntitle: Bells\nformer_codes: [KFA]",
        "No bells.",
    );
    let site = project.bundle();
    assert!(crate::support::page(&site, "d/kfa.html").contains("<a href=\"kfb.html\">"));
    crate::site::check_links(&site);
}

#[test]
fn files_that_are_not_read_are_named() {
    let project = Project::new()
        .policy("a", GOOD, "Text.")
        .file("policies/d/b.docx", "x")
        .file("policies/d/README.md", "About this folder.\n");
    assert_eq!(
        project.problems(),
        [
            "note[ignored-file] policies/d/b.docx this file is not read; policies are files that end in .md"
        ]
    );
}

#[test]
fn what_an_author_forgets_is_said() {
    let dated = "code: \"1\"\ntitle: A\nadopted: 2023-04-17";
    let project = Project::new()
        .policy("a", dated, "New.")
        .policy("a@2023-04-17", dated, "Old.")
        .file("policybook.yaml", "home: nowhere\n");
    let problems = project.problems();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("warning[version-order] policies/d/a@2023-04-17.md")),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("warning[unknown-home] policybook.yaml:1:7")),
        "{problems:?}"
    );
}

#[test]
fn a_policy_that_vanishes_is_a_problem() {
    let project =
        Project::new()
            .policy("a", GOOD, "Text.")
            .policy("b", "code: \"2\"\ntitle: B", "Text.");
    project.put("policybook.lock", project.read().library.ledger.write());
    std::fs::remove_file(project.root().join("policies/d/b.md")).unwrap();
    assert_eq!(
        project.problems(),
        ["error[lost-policy] policybook.lock the policy published at d/2.html is gone"]
    );
    project.put(
        "policies/d/c.md",
        "---\ncode: \"3\"\ntitle: B\nformer_codes: [\"2\"]\n---\n\nText.\n",
    );
    assert!(project.problems().is_empty(), "{:?}", project.problems());
}

#[test]
fn yaml_problems_are_said_in_plain_words() {
    for (yaml, words) in [
        ("topics:\n\t- a", "a tab"),
        ("title: a: b", "second colon"),
        ("title: a\ntitle: b", "stands twice"),
        ("title: \"a", "quotation mark"),
        ("topics: [a, b", "[ or {"),
    ] {
        let project = Project::new().policy("a", &format!("code: \"1\"\n{yaml}"), "Text.");
        let problems = project.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains(words), "{yaml}: {problems:?}");
    }
}
