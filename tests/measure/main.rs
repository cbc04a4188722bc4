//! Figures against material outside the repository: `cargo run --example measure -- structure DIR`.
//!
//! `structure DIR`: the share of rows of DIR/corpus/structure.csv whose clause is found with its
//! path. `rules DIR`: what the program suggests against DIR/corpus/codings.csv, a project of one
//! district for each text; `--only` and `--not` choose documents. `references DIR`: precision and
//! recall of DIR/corpus/refs.csv by kind, as written and in the parts that every way of writing has.
//! `weigh`: what src/rule/likeness.yaml should say. `codings`: what tests/corpus/coded/figures.txt should say.
//! `answers FILE RULE` prints what each provision of a text answers to a rule, and by which words.
//! `alignment [DIR]`: what is found of the gold in tests/alignment, and with DIR of real clauses that
//! are edited by chance. `changes`: what the changes of the gold in tests/change are said to mean.
//! `versions OLD NEW [COUNT]`: two folders of policies compared, and redlines
//! to be read by eye.
//! `families TEXT` prints the families of words that stand in a text. `found FILE` prints the references of a text. `figures`: what tests/corpus/figures.txt should say. `tree FILE` prints
//! the clauses of one text. `real DIR` reads a project and counts files, pages, codes and
//! references by field, kind and state, and diagnostics by kind.

#![allow(clippy::disallowed_methods)]

mod alignment;
mod changes;
#[path = "../coded.rs"]
mod coded;
#[path = "../gold.rs"]
mod gold;
#[path = "../read.rs"]
mod text;
mod weigh;
mod versions;

use policybook::cli::{bundle, evaluation_text, read};
use policybook::definition::of_tree;
use policybook::library::Standing;
use policybook::rule::{Families, Prepared, Rules, Stems, evaluate, read_gold, ready};
use policybook::text::{collapse, words_around};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use text as read;
use text::clauses;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["structure", dir] => structure(Path::new(dir)),
        ["tree", file] => tree(Path::new(file)),
        ["real", dir] => real(Path::new(dir)),
        ["sample", dir, count] => sample(Path::new(dir), count.parse().expect("a number")),
        ["references", dir] => references(Path::new(dir)),
        ["found", file] => found(Path::new(file)),
        ["definitions", dir] => definitions(Path::new(dir)),
        ["alignment", rest @ ..] => alignment::measure(rest.first().map(Path::new)),
        ["versions", old, new, rest @ ..] => {
            let count = rest.first().map_or(0, |n| n.parse().expect("a number"));
            versions::measure(Path::new(old), Path::new(new), count);
        }
        ["changes"] => changes::measure(),
        ["figures"] => figures(),
        ["weigh"] => weigh::weigh(),
        ["codings"] => println!("{}", coded::Coded::of_corpus().lines().join("\n")),
        ["rules", dir, rest @ ..] => rules(Path::new(dir), rest),
        ["answers", file, rule] => answers(Path::new(file), rule),
        ["families", text] => families(text),
        _ => eprintln!(
            "usage: measure structure DIR | references DIR | definitions DIR | alignment [DIR] | changes | versions OLD NEW [COUNT] | found FILE | figures | codings | weigh | answers FILE RULE | families TEXT | rules DIR [--only DOC,DOC] [--not DOC,DOC] | tree FILE | real DIR | sample DIR COUNT"
        ),
    }
}

fn families(text: &str) {
    let families = Families::new(&Rules::built_in().words);
    for (family, range) in families.found(text, &mut Stems::new()) {
        println!("{}: {}", families.name(family), &text[range]);
    }
}

fn answers(file: &Path, rule: &str) {
    let rules = Rules::built_in();
    let families = Families::new(&rules.words);
    let rule = &rules.rules[rules.find(rule).expect("a rule of this id")];
    let tree = text::tree(&fs::read_to_string(file).expect("a text file"));
    let prepared = Prepared::of(&tree, &families, &|_| false);
    let ways = ready(&families, rule);
    for answer in prepared.answers(rule.kind, &ways) {
        let text = &tree.get(answer.clause).text;
        let number = answer.way.expect("answers are found by ways");
        let way = &ways[number].way;
        println!(
            "{} (way {}): {}",
            answer.stance.word(),
            number + 1,
            &text[answer.range.clone()]
        );
        for (family, range) in families.found(text, &mut Stems::new()) {
            let name = families.name(family);
            let named = way
                .act
                .iter()
                .chain(&way.needs)
                .chain(&way.context)
                .chain(&way.conditions)
                .chain(&way.meaning);
            if answer.range.start <= range.start
                && range.end <= answer.range.end
                && named.into_iter().any(|n| n == name)
            {
                println!("    {name}: {}", &text[range]);
            }
        }
    }
}

fn tree(file: &Path) {
    for (path, text) in clauses(&fs::read_to_string(file).expect("a text file")) {
        println!("{path}\t{text}");
    }
}

/// Whether every file has its page and every code is as its file prints it.
fn real(dir: &Path) {
    let read = read(dir).expect("a project");
    let site = bundle(&read).expect("a site");
    let (mut files, mut pages, mut coded, mut as_printed) = (0, 0, 0, 0);
    for (path, (d, p, v)) in &read.layers.of_file {
        files += 1;
        let district = &read.library.districts[*d];
        let policy = &district.policies[*p];
        let version = &policy.versions[*v];
        let page = match version.standing {
            Standing::Current => format!("{}/{}.html", district.slug, policy.slug),
            _ => format!("{}/{}/{}.html", district.slug, policy.slug, version.label),
        };
        pages += usize::from(site.get(&page).is_some());
        let text = fs::read_to_string(dir.join(path)).expect("the file");
        let code = text.lines().take(20).find_map(|l| l.strip_prefix("code:"));
        if let Some(code) = code {
            coded += 1;
            as_printed += usize::from(policy.code.text == code.trim().trim_matches(['"', '\'']));
        }
    }
    let clauses: usize = read.library.policies().map(|(_, p)| p.clause_count()).sum();
    println!(
        "files {files}, with a page {pages}, with a code {coded}, code as printed {as_printed}, clauses {clauses}"
    );
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for reference in &read.layers.references {
        let field = reference.at.field().unwrap_or("body");
        let (kind, state) = (reference.found.kind.word(), reference.state.word());
        *states
            .entry(format!("{field:10} {kind:8} {state}"))
            .or_default() += 1;
    }
    for (state, count) in states {
        println!("{count:5} {state}");
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for problem in &read.diagnostics {
        *kinds
            .entry(format!("{}[{}]", problem.severity.word(), problem.code))
            .or_default() += 1;
    }
    for (kind, count) in kinds {
        println!("{count:5} {kind}");
    }
}

/// References drawn at random from a project.
fn sample(dir: &Path, count: usize) {
    let read = read(dir).expect("a project");
    let all = &read.layers.references;
    let mut seed: u64 = 20_261_120;
    let mut drawn: BTreeSet<usize> = BTreeSet::new();
    while drawn.len() < count.min(all.len()) {
        // Knuth's linear congruence; the high bits are the random ones.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        drawn.insert((seed >> 33) as usize % all.len());
    }
    for at in drawn {
        let reference = &all[at];
        let (_, policy, version) = read.library.at(reference.version);
        let text = reference.at.text_in(&version.tree, &version.front);
        let near = words_around(text, reference.found.range.start, (14, 14));
        println!(
            "{} {} | {} | {} {} -> {} {:?}\n    {near}",
            policy.code.text,
            reference.at.field().unwrap_or("body"),
            reference.words(&read.library),
            reference.found.kind.word(),
            reference.state.word(),
            reference.found.target,
            reference.state,
        );
    }
}

fn found(file: &Path) {
    let body = fs::read_to_string(file).expect("a text file");
    let name = file.file_stem().expect("a name").to_string_lossy();
    for (kind, target) in gold::found_in(&name, &body) {
        println!("{kind}\t{target}");
    }
}

fn references(dir: &Path) {
    let table = fs::read_to_string(dir.join("corpus/refs.csv")).expect("refs.csv");
    let rows = gold::rows(&table);
    let (mut strict, mut sense) = (gold::Figures::new(), gold::Figures::new());
    for doc in documents(dir) {
        let text = fs::read_to_string(text_of(dir, &doc)).expect("a text");
        let found = gold::found_in(&doc, &text);
        let wanted = rows.get(&doc).cloned().unwrap_or_default();
        gold::count(&mut strict, &gold::compare(&found, &wanted));
        let parts = |all: &[gold::Row]| gold::parts(&doc, all);
        let agreement = gold::compare(&parts(&found), &parts(&wanted));
        gold::count(&mut sense, &agreement);
        for (word, rows) in [("false ", &agreement.wrong), ("missed", &agreement.missed)] {
            for (kind, target) in rows {
                println!("  {word} {doc} {kind}: {target}");
            }
        }
    }
    for (name, figures) in [("as written", strict), ("in parts", sense)] {
        println!("{name}:");
        for (kind, [right, wrong, missed]) in figures {
            let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
            println!(
                "{kind:10} precision {precision:5.1} % recall {recall:5.1} % ({right} right, {wrong} false, {missed} missed)"
            );
        }
    }
}

/// What `tests/corpus/figures.txt` should say now: a line for each document of the repository, with
/// the right ones of those coded, and the false ones, by kind; then the sums.
fn figures() {
    let mut all = gold::Figures::new();
    for (doc, agreement) in gold::agreements() {
        let mut own = gold::Figures::new();
        gold::count(&mut own, &agreement);
        gold::count(&mut all, &agreement);
        println!("{}", line(&doc, &own));
    }
    println!("{}", line("all", &all));
}

fn line(name: &str, figures: &gold::Figures) -> String {
    let mut out = format!("{name:26}");
    for kind in ["policy", "statute", "clause", "named"] {
        let [right, wrong, missed] = figures.get(kind).copied().unwrap_or_default();
        let share = format!("{right}/{} +{wrong}", right + missed);
        out.push_str(&format!("  {kind} {share:<11}"));
    }
    out.trim_end().to_string()
}

/// Precision and recall of DIR/corpus/defs.csv: right is a term whose meaning begins as coded.
fn definitions(dir: &Path) {
    let mut rows = csv::Reader::from_path(dir.join("corpus/defs.csv")).expect("defs.csv");
    let mut wanted: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in rows.deserialize() {
        let (doc, term, start): (String, String, String) = row.expect("three cells");
        wanted.entry(doc).or_default().push((term, start));
    }
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for doc in documents(dir) {
        let text = fs::read_to_string(text_of(dir, &doc)).expect("a text");
        let mut open = wanted.remove(&doc).unwrap_or_default();
        for (found, uses) in of_tree(&text::tree(&text), &[]) {
            let meaning = collapse(&found.meaning);
            let fits = |(term, start): &(String, String)| {
                term.eq_ignore_ascii_case(&found.term) && meaning.starts_with(&collapse(start))
            };
            match open.iter().position(fits) {
                Some(at) => {
                    open.swap_remove(at);
                    right += 1;
                }
                None => {
                    wrong += 1;
                    println!(
                        "  false  {doc} {} = {meaning:.90} ({} uses)",
                        found.term,
                        uses.len()
                    );
                }
            }
        }
        missed += open.len();
        for (term, start) in open {
            println!("  missed {doc} {term} = {start}");
        }
    }
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    println!(
        "definitions precision {precision:.1} % recall {recall:.1} % ({right} right, {wrong} false, {missed} missed)"
    );
}

/// What `policybook evaluate` says of the texts, each of which is a district of its own.
fn rules(dir: &Path, choice: &[&str]) {
    let named = |flag: &str| -> Option<Vec<&str>> {
        let at = choice.iter().position(|word| *word == flag)?;
        Some(choice.get(at + 1)?.split(',').collect())
    };
    let (only, not) = (named("--only"), named("--not").unwrap_or_default());
    let wanted = |doc: &str| only.as_ref().is_none_or(|o| o.contains(&doc)) && !not.contains(&doc);
    let project = tempfile::tempdir().expect("a folder");
    for doc in documents(dir).iter().filter(|doc| wanted(doc)) {
        let folder = project.path().join("policies").join(doc);
        fs::create_dir_all(&folder).expect("a folder");
        let state = doc.rsplit('-').next().filter(|s| s.len() == 2);
        let state = state.map(|s| format!("state: {}\n", s.to_uppercase()));
        let about = format!("name: {doc}\n{}", state.unwrap_or_default());
        fs::write(folder.join("district.yaml"), about).expect("a file");
        let text = fs::read_to_string(text_of(dir, doc)).expect("a text");
        let text = format!("---\ntitle: {doc}\n---\n\n{text}");
        fs::write(folder.join(format!("{doc}.md")), text).expect("a file");
    }
    let gold = fs::read(dir.join("corpus/codings.csv")).expect("codings.csv");
    let mut gold = read_gold(&gold).expect("a hand coding");
    gold.retain(|row| wanted(&row.doc));
    let read = read(project.path()).expect("a project");
    let found = evaluate(
        &read.library,
        &read.project.sources,
        &read.layers.matrix,
        &gold,
    );
    print!("{}", evaluation_text(&read, &found));
}

/// The texts of the corpus and the seeds, by name.
fn documents(dir: &Path) -> Vec<String> {
    let texts = fs::read_dir(dir.join("corpus/texts")).expect("texts");
    let mut docs: Vec<String> = texts
        .filter_map(|e| Some(e.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .chain((0..5).map(|n| format!("seed-00{n}")))
        .collect();
    docs.sort();
    docs
}

fn structure(dir: &Path) {
    let mut rows = csv::Reader::from_path(dir.join("corpus/structure.csv")).expect("structure.csv");
    let mut wanted: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in rows.deserialize() {
        let (doc, path, words): (String, String, String) = row.expect("three cells");
        wanted.entry(doc).or_default().push((path, words));
    }
    let (mut right, mut all) = (0, 0);
    for (doc, rows) in &wanted {
        let found = clauses(&fs::read_to_string(text_of(dir, doc)).expect("the text of a row"));
        let missing: Vec<_> = rows.iter().filter(|row| !is_found(&found, row)).collect();
        right += rows.len() - missing.len();
        all += rows.len();
        println!(
            "{:5.1} %  {}/{}  {doc}",
            share(rows.len() - missing.len(), rows.len()),
            rows.len() - missing.len(),
            rows.len()
        );
        for (path, words) in missing {
            let at: Vec<&str> = found
                .iter()
                .filter(|(_, t)| t.starts_with(words.as_str()))
                .map(|(p, _)| p.as_str())
                .collect();
            println!("          {path}: {words}   found at {at:?}");
        }
    }
    println!("{:5.1} %  {right}/{all}  over all", share(right, all));
}

fn is_found(found: &[(String, String)], (path, words): &(String, String)) -> bool {
    found
        .iter()
        .any(|(p, t)| p == path && collapse(t).starts_with(&collapse(words)))
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn text_of(dir: &Path, doc: &str) -> PathBuf {
    let Some(number) = doc.strip_prefix("seed-") else {
        return dir.join(format!("corpus/texts/{doc}.txt"));
    };
    let seeds = fs::read_dir(dir.join("seeds")).expect("seeds");
    seeds
        .filter_map(|e| Some(e.ok()?.path()))
        .find(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(number))
        })
        .expect("a seed of this number")
}
