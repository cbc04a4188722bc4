//! The matrix as a reader has it: pages, files, commands. The districts are fictional.

use crate::support::{Project, page};
use policybook::bundle::Bundle;
use policybook::cli::{Read, bundle, read};
use policybook::rule::{Stance, explain};
use policybook::text::collapse;
use regex::Regex;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Output};

const ALDER: &str = "1. Staff shall not add students as friends & “followers”.\n\n2. Staff may use the logo <only> with the principal's consent.\n\n3. =1+1 is posted by no one.";
const BIRCH: &str = "## Friends\n\n- Staff should not list students as friends.\n- A breach may lead to discipline.";

fn coding(rule: &str, stance: &str, policy: &str, words: &str) -> String {
    format!(
        "- rule: {rule}\n  stance: {stance}\n  quotes:\n  - policy: \"{policy}\"\n    words: >-\n      {words}\n  by: JB\n  date: 2026-08-01\n"
    )
}

fn project() -> Project {
    let district = |name: &str| format!("name: {name} (fictional)\nfictional: true\n");
    let policy = |code: &str, body: &str| {
        format!("---\ncode: \"{code}\"\ntitle: Media\nadopted: 2020-01-01\n---\n\n{body}\n")
    };
    let alder = [
        coding(
            "friending-students",
            "prohibited",
            "A-1",
            "Staff shall not add students as friends & “followers”.",
        ),
        coding(
            "logo-use",
            "conditional",
            "A-1",
            "may use the logo <only> with the principal's consent",
        ),
        coding(
            "identity-alias",
            "prohibited",
            "A-1",
            "=1+1 is posted by no one",
        ),
    ];
    let birch = [
        coding(
            "friending-students",
            "discouraged",
            "B-1",
            "should not list students as friends",
        ),
        coding(
            "discipline",
            "stated",
            "B-1",
            "A breach will lead to discipline",
        ),
    ];
    Project::empty()
        .file("policies/alder/district.yaml", district("Alder"))
        .file("policies/birch/district.yaml", district("Birch"))
        .file("policies/alder/a-1.md", policy("A-1", ALDER))
        .file("policies/birch/b-1.md", policy("B-1", BIRCH))
        .file("policies/codings/alder.yaml", alder.concat())
        .file("policies/codings/birch.yaml", birch.concat())
}

fn unescaped(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// The words of every clause by its address in the site.
fn clauses(read: &Read) -> HashMap<String, String> {
    let bundle = bundle(read).expect("a site");
    let json: Value = serde_json::from_str(&page(&bundle, "data/clauses.json")).expect("JSON");
    let all = json["clauses"].as_array().expect("a list").iter();
    all.map(|c| {
        let text = |key: &str| c[key].as_str().expect("a text").to_string();
        (text("url"), text("text"))
    })
    .collect()
}

/// An address as it is from the top of the site.
fn from_top(page: &str, url: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Every quote of the matrix, on every page and in every file, with the address of its clause.
fn quotes(site: &Bundle) -> Vec<(String, String, String)> {
    let shown = Regex::new(
        r#"<blockquote><p lang="[^"]*">([^<]*)</p></blockquote>\s*<p class="sub">[^<]*<a href="([^"]*)">"#,
    )
    .unwrap();
    let clause = Regex::new(
        r##"<li[^>]*><h3><a href="#([^"]*)">[^<]*</a></h3>\s*<ul role="list">((?s:.*?))</ul></li>"##,
    )
    .unwrap();
    let proved = Regex::new(r"<q lang=[^>]*>([^<]*)</q>").unwrap();
    let before = Regex::new(r#"<q lang=[^>]*>([^<]*)</q> <a href="([^"]*)">"#).unwrap();
    let mut out = Vec::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        for hit in shown.captures_iter(&html) {
            out.push((
                path.to_string(),
                unescaped(&hit[1]),
                from_top(path, &unescaped(&hit[2])),
            ));
        }
        for hit in before.captures_iter(&html) {
            let url = from_top(path, &unescaped(&hit[2]));
            out.push((path.to_string(), unescaped(&hit[1]), url));
        }
        let Some((_, section)) = html.split_once("id=\"pb-proves\"") else {
            continue;
        };
        let section = section.split("</section>").next().unwrap();
        for own in clause.captures_iter(section) {
            for hit in proved.captures_iter(&own[2]) {
                out.push((
                    path.to_string(),
                    unescaped(&hit[1]),
                    format!("{path}#{}", &own[1]),
                ));
            }
        }
    }
    let json: Value = serde_json::from_str(&page(site, "data/matrix.json")).expect("JSON");
    for coding in json["codings"].as_array().expect("a list") {
        for piece in coding["evidence"].as_array().expect("a list") {
            let text = |key: &str| piece[key].as_str().expect("a text").to_string();
            out.push(("data/matrix.json".to_string(), text("quote"), text("url")));
        }
    }
    for change in json["moves"].as_array().expect("a list") {
        for side in ["from", "to"] {
            let piece = &change[side]["evidence"];
            let text = |key: &str| piece[key].as_str().map(str::to_string);
            if let (Some(quote), Some(url)) = (text("quote"), text("url")) {
                out.push(("data/matrix.json".to_string(), quote, url));
            }
        }
    }
    out
}

/// Every quote stands word for word in the clause that it leads to.
pub fn check_quotes(read: &Read) -> usize {
    let clauses = clauses(read);
    let all = quotes(&bundle(read).expect("a site"));
    for (path, quote, url) in &all {
        let text = clauses
            .get(url)
            .unwrap_or_else(|| panic!("{path}: no clause {url}"));
        assert!(!quote.is_empty(), "{path}: an empty quote");
        assert!(
            text.contains(&collapse(quote)),
            "{path}: {url} has not the words {quote}"
        );
    }
    all.len()
}

#[test]
fn every_quote_of_a_site_stands_word_for_word_in_its_clause() {
    // Four quotes stand: each in the matrix, on its rule's page, on its policy's page and in the
    // data. What the program suggests comes beside them.
    assert!(check_quotes(&project().read()) >= 4 * 4);
    let own = read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the policies of the repository");
    check_quotes(&own);
}

#[test]
fn a_cell_says_its_verdict_in_words_with_its_clause() {
    let bundle = project().bundle();
    let html = page(&bundle, "matrix.html");
    let row = html.split("<tr id=\"friending-students\"").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    for words in [
        "<span class=\"verdict\">Prohibited</span>",
        "<span class=\"verdict\">Discouraged</span>",
        "<a href=\"alder/a-1.html#1\">1</a>",
        "(reviewed)",
        "2 of 2 forbid it or advise against it",
        "Staff shall not add students as friends &amp; “followers”.",
    ] {
        assert!(row.contains(words), "{words} is not in {row}");
    }
    assert!(!html.contains(" style="), "styles stand in the style sheet");
    assert!(page(&bundle, "rules/logo-use.html").contains("What counts"));
    assert!(page(&bundle, "alder/a-1.html").contains("Rules that clauses are evidence for"));
}

#[test]
fn words_that_have_changed_are_shown_as_changed() {
    let bundle = project().bundle();
    let html = page(&bundle, "rules/discipline.html");
    assert!(html.contains("Needs re-reading"));
    assert!(html.contains("No clause of B-1 has these words"));
    assert!(
        html.contains("[gone: </span>will<") && html.contains("[new: </span>may<"),
        "{html}"
    );
    assert!(page(&bundle, "coverage.html").contains("1 need"));
    let json: Value = serde_json::from_str(&page(&bundle, "data/matrix.json")).unwrap();
    let codings = json["codings"].as_array().unwrap().iter();
    let mut codings = codings.filter(|c| c["rule"] == "discipline");
    let coding = codings.find(|c| c["district"] == "birch").unwrap();
    assert_eq!(coding["stance"], "needs-re-reading");
    assert_eq!(coding["stance_read"], "stated");
    assert_eq!(coding["evidence"], Value::Array(Vec::new()));
}

#[test]
fn the_data_has_every_cell_and_no_formula() {
    let bundle = project().bundle();
    let json: Value = serde_json::from_str(&page(&bundle, "data/matrix.json")).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["rules"].as_array().unwrap().len(), 16);
    assert_eq!(json["districts"].as_array().unwrap().len(), 2);
    assert_eq!(json["codings"].as_array().unwrap().len(), 32);
    let first = &json["codings"][0];
    for (key, value) in [
        ("district", "alder"),
        ("rule", "friending-students"),
        ("stance", "prohibited"),
        ("origin", "reviewed"),
    ] {
        assert_eq!(first[key], value);
    }
    let silent = json["codings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["stance"] == "silent");
    assert_eq!(silent.unwrap()["searched"][0], "A-1");
    let text = page(&bundle, "data/matrix.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let quote = rows
        .headers()
        .unwrap()
        .iter()
        .position(|h| h == "quote")
        .unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 32);
    assert!(
        rows.iter()
            .any(|row| &row[quote] == "'=1+1 is posted by no one")
    );
    for row in &rows {
        assert!(
            row.iter()
                .all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{row:?}"
        );
    }
    let workbook = bundle.get("data/matrix.xlsx").unwrap();
    assert!(workbook.starts_with(b"PK"));
    assert_eq!(
        workbook,
        project().bundle().get("data/matrix.xlsx").unwrap()
    );
}

#[test]
fn a_matrix_of_many_districts_has_pages_of_bounded_size() {
    let mut project = Project::empty();
    for n in 0..120 {
        let policy =
            format!("---\ncode: \"{n}\"\ntitle: Media\n---\n\n1. Staff keep to the rules.\n");
        project = project
            .file(
                &format!("policies/d{n}/district.yaml"),
                format!("name: Example {n} (fictional)\n"),
            )
            .file(&format!("policies/d{n}/{n}.md"), policy);
    }
    let bundle = project.bundle();
    let pages = ["matrix.html", "matrix-2.html"].map(|path| page(&bundle, path));
    assert!(pages.iter().all(|html| html.len() < 1_500_000));
    let heads = pages
        .iter()
        .map(|html| html.matches("<th scope=\"col\" data-d=").count());
    assert_eq!(heads.sum::<usize>(), 120);
    assert!(pages[0].contains("<a href=\"matrix-2.html\">"));
}

fn run(project: &Project, args: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_policybook"))
        .args(args)
        .current_dir(project.root())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, said)
}

#[test]
fn the_command_prints_and_explains() {
    let project = project();
    let (done, said) = run(
        &project,
        &[
            "matrix",
            "--rule",
            "friending-students",
            "--district",
            "birch,alder",
        ],
    );
    assert_eq!(done.status.code(), Some(0));
    let place = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("{words}: {said}"))
    };
    assert!(place("Discouraged  Birch") < place("Prohibited  Alder"));
    assert!(said.contains("A-1 1: “Staff shall not add students"));
    assert!(!said.contains("logo"));
    let (_, said) = run(&project, &["matrix", "--explain", "birch", "discipline"]);
    assert!(said.contains("read by JB on 2026-08-01"), "{said}");
    assert!(said.contains("the program suggests: "), "{said}");
    let (_, said) = run(
        &project,
        &["matrix", "--format", "md", "--rule", "logo-use"],
    );
    assert!(
        said.contains("| Logo and name | ◐ Conditional A-1 2 ● |"),
        "{said}"
    );
    let (done, _) = run(&project, &["matrix", "--rule", "logo-us"]);
    assert_eq!(done.status.code(), Some(2));
    let error = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(error.contains("did you mean `logo-use`?"), "{error}");
    assert_eq!(
        run(&project, &["matrix", "--format", "xlsx"])
            .0
            .status
            .code(),
        Some(2)
    );
    run(
        &project,
        &["matrix", "--format", "xlsx", "--output", "m.xlsx"],
    );
    assert!(project.root().join("m.xlsx").exists());
}

#[test]
fn what_is_explained_is_what_is_suggested() {
    let own = read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the policies of the repository");
    let matrix = &own.layers.matrix;
    for cell in &matrix.cells {
        let coding = &cell.suggested;
        let place = (coding.district, coding.rule);
        let defined = |version| own.layers.definitions_in(version);
        let found = explain(&own.library, &matrix.rules, place, &defined);
        let first = found.candidates.first();
        assert_eq!(first.map_or(Stance::Silent, |c| c.stance), coding.stance);
        let words = first.map(|c| (c.words.version, c.words.clause));
        let proof = coding.evidence.first().map(|e| (e.version, e.clause));
        assert_eq!(words, proof, "{}", matrix.rules.rules[coding.rule].id);
    }
}

#[test]
fn an_answer_is_explained_clause_by_clause() {
    let body = "## Students\n\nEmployees shall not:\n\n1. Friend students on social networking sites, unless the principal has agreed in writing.\n2. Add students as friends.\n\nStaff should not friend students on social networking sites.\n\nStudents may friend students on social networking sites.\n\nThis policy is about students who friend staff on social networking sites.";
    let project = Project::new()
        .policy(
            "100",
            "code: \"100\"\ntitle: Media\nadopted: 2020-01-01",
            body,
        )
        .policy(
            "200",
            "code: \"200\"\ntitle: Pets",
            "1. Staff keep no pets.",
        );
    let (_, said) = run(
        &project,
        &["matrix", "--explain", "d", "friending-students"],
    );
    let place = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("{words}: {said}"))
    };
    assert!(said.contains("searched: 100 (January 1, 2020; "), "{said}");
    assert!(said.contains("; 200 (current; "), "{said}");
    assert!(place("   decides: it is the ") < place("does not decide: "));
    assert!(said.contains("student “students”"), "{said}");
    assert!(
        said.contains("force: prohibition, by the words “shall not” in 100"),
        "{said}"
    );
    assert!(
        said.contains("conditions: “unless the principal has agreed in writing”"),
        "{said}"
    );
    assert!(place("do not answer it") < place("This policy is about"));
    assert!(said.contains("it states, and neither directs"), "{said}");
    let args = [
        "matrix",
        "--explain",
        "d",
        "friending-students",
        "--format",
        "json",
    ];
    let json: Value = serde_json::from_str(&run(&project, &args).1).unwrap();
    let first = &json["candidates"][0];
    assert_eq!(
        (&first["decides"], &first["stance"]),
        (&true.into(), &json["suggested"])
    );
    assert_eq!(first["cue"]["text"], "shall not");
    let (_, said) = run(&project, &["matrix", "--explain", "d", "logo-use"]);
    assert!(said.contains("no clause answers"), "{said}");
}

#[test]
fn a_hand_coding_is_compared_cell_by_cell() {
    let project = project().file(
        "gold.csv",
        "doc,rule,stance,quote,exception,note\nalder,friending-students,prohibited,Staff shall not add,,\na-1,logo-use,silent,,,\nelsewhere,logo-use,silent,,,\n",
    );
    let (done, said) = run(&project, &["evaluate", "gold.csv", "--format", "json"]);
    assert_eq!(done.status.code(), Some(0));
    let json: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["overall"]["agreement"]["of"], 2);
    assert_eq!(json["overall"]["agreement_not_silent"]["of"], 1);
    assert_eq!(json["overall"]["evidence"]["of"], 1);
    assert_eq!(json["unknown_docs"][0], "elsewhere");
    let (_, said) = run(&project, &["evaluate", "gold.csv"]);
    assert!(
        said.contains("documents not in the project: elsewhere"),
        "{said}"
    );
    let none = project.file("none.csv", "doc,rule,stance,quote\nx,y,silent,\n");
    assert_eq!(
        run(&none, &["evaluate", "none.csv"]).0.status.code(),
        Some(2)
    );
}
