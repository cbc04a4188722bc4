//! Where the time of a build goes, stage by stage: `cargo bench`.
//!
//! The policies are made here, alike in kind to real ones: six headings, some forty numbered
//! clauses, about 900 words.

#![allow(clippy::disallowed_methods)]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use policybook::align::align;
use policybook::clause::{ClauseTree, Known, read_clauses};
use policybook::cli::{Read, bundle, read};
use policybook::layers::layers as find_layers;
use policybook::publish::publish;
use policybook::redline::{Text, redline};
use policybook::reference::{Citator, Scanned};
use policybook::rule::{Families, Prepared, Rules, ready};
use policybook::text::{Source, SourceMap};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::fs;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const ACTS: [&str; 5] = [
    "use an account of the district for electronic communication with students",
    "send a private message to a student without a copy to a parent",
    "post photographs of students without the written consent of a parent",
    "obtain the approval of the supervisor before creating a class page",
    "give a personal telephone number to students who are enrolled",
];

fn body(seed: usize) -> String {
    let mut out = String::from(
        "## Definitions\n\n“Personal account” means an account opened for private purposes.\n\n\
         “Class page” means a page that an employee keeps for a class under Iowa Code § 279.8.\n\n",
    );
    for section in 0..6 {
        let _ = writeln!(
            out,
            "## Section {section}\n\nEmployees shall keep these rules. See Policy 4{seed:03}.\n"
        );
        for item in 1..8 {
            let act = ACTS[(seed + section + item) % ACTS.len()];
            let _ = writeln!(
                out,
                "{item}. Employees shall {act}, whether on or off campus, during the school year."
            );
        }
        out.push('\n');
    }
    out
}

/// A project of this many policies in districts of a hundred.
fn project(policies: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 0..policies {
        let district = folder.path().join(format!("policies/district-{}", n / 100));
        fs::create_dir_all(&district).expect("a folder");
        fs::write(
            district.join("district.yaml"),
            "name: District\nstate: IA\n",
        )
        .expect("a file");
        let front =
            format!("---\ncode: \"4{n:05}\"\ntitle: Policy {n}\nadopted: 2020-01-06\n---\n\n");
        fs::write(district.join(format!("{n}.md")), front + &body(n)).expect("a file");
    }
    folder
}

const SIZES: [usize; 3] = [100, 400, 1600];

fn loaded(policies: usize) -> (TempDir, Read) {
    let folder = project(policies);
    let read = read(folder.path()).expect("a project");
    (folder, read)
}

/// One text to its clause tree.
#[divan::bench(args = [1, 10, 100])]
fn clause_tree(bencher: Bencher, times: usize) {
    let text = body(1).repeat(times);
    let source = Source::new("text", text.as_str());
    let id = SourceMap::default().add(source.clone());
    bencher
        .counter(divan::counter::BytesCount::new(text.len()))
        .bench(|| read_clauses(black_box(&source), id, 0..text.len(), Known::default()));
}

/// Files to a library with layers and checks.
#[divan::bench(args = SIZES, sample_count = 5)]
fn source_to_layers(bencher: Bencher, policies: usize) {
    let folder = project(policies);
    bencher
        .counter(ItemsCount::new(policies))
        .bench(|| read(folder.path()));
}

/// References, definitions, laws and ways back of a library, on one thread: the time is CPU time, the
/// bytes are those of the policies, and the last size has 100,000 clauses.
#[divan::bench(args = [100, 400, 1600, 1725], sample_count = 5)]
fn layers(bencher: Bencher, policies: usize) {
    let (_folder, read) = loaded(policies);
    let texts = read.library.places().map(|place| {
        let source = read.library.at(place).2.source;
        read.project.sources.get(source).text.len()
    });
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one = one.expect("a thread");
    bencher
        .counter(divan::counter::BytesCount::new(texts.sum::<usize>()))
        .bench(|| one.install(|| find_layers(black_box(&read.project), &read.library)));
}

/// The answers of many policies to the sixteen rules, on all threads: the texts differ from policy
/// to policy as far as those of a project do.
#[divan::bench(args = [1_000, 10_000], sample_count = 3)]
fn coded(bencher: Bencher, policies: usize) {
    let trees = (0..policies).map(|n| {
        let source = Source::new("text", body(n).as_str());
        let id = SourceMap::default().add(source.clone());
        read_clauses(&source, id, 0..source.text.len(), Known::default()).value
    });
    let trees: Vec<ClauseTree> = trees.collect();
    let rules = Rules::built_in();
    let families = Families::new(&rules.words);
    let asked: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| (rule, ready(&families, rule)))
        .collect();
    let answered = |tree: &ClauseTree| {
        let prepared = Prepared::of(tree, &families, &|_| false);
        let answers = asked.iter().map(|(rule, ways)| prepared.answer(rule, ways));
        answers.flatten().count()
    };
    bencher
        .counter(ItemsCount::new(policies))
        .bench(|| trees.par_iter().map(answered).sum::<usize>());
}

/// A library to the files of its site.
#[divan::bench(args = SIZES, sample_count = 5)]
fn site(bencher: Bencher, policies: usize) {
    let (_folder, read) = loaded(policies);
    bencher
        .counter(ItemsCount::new(policies))
        .bench(|| bundle(black_box(&read)));
}

/// A site to a folder: first all of it, then again with nothing changed.
#[divan::bench(args = SIZES, sample_count = 5)]
fn publish_again(bencher: Bencher, policies: usize) {
    let (folder, read) = loaded(policies);
    let bundle = bundle(&read).expect("a site");
    let output = folder.path().join("output");
    publish(&bundle, &output).expect("a published site");
    bencher
        .counter(ItemsCount::new(policies))
        .bench(|| publish(black_box(&bundle), &output));
}

/// A policy of this many clauses, some 200 bytes each, and a revision of it: of a hundred clauses
/// eight are amended, two taken out, two added, two moved; all after these have another number.
fn versions(clauses: usize) -> (String, String) {
    let mut seed: u64 = 7;
    let mut below = |end: usize| {
        // Knuth's linear congruence; the high bits are the random ones.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % end
    };
    let syllables = [
        "re", "con", "ta", "mi", "ble", "pro", "ser", "vi", "do", "lum",
    ];
    let mut word = || {
        // Few words are said often and many seldom.
        let rank = below(40) * below(40) + below(8);
        let word: String = rank
            .to_string()
            .bytes()
            .map(|b| syllables[usize::from(b - b'0')])
            .collect();
        word
    };
    let mut clause = || {
        let words: Vec<String> = (0..28).map(|_| word()).collect();
        format!("Employees shall {} of the district.", words.join(" "))
    };
    let old: Vec<String> = (0..clauses).map(|_| clause()).collect();
    let mut new: Vec<String> = Vec::new();
    let mut away: Vec<String> = Vec::new();
    for (at, text) in old.iter().enumerate() {
        match at % 50 {
            7 | 19 | 31 | 43 => new.push(text.replacen("shall", "may, on request,", 1)),
            11 => {}
            23 => new.extend([text.clone(), clause()]),
            37 => away.push(text.clone()),
            _ => new.push(text.clone()),
        }
        if at % 50 == 13 {
            new.extend(away.pop());
        }
    }
    new.extend(away);
    let print = |all: &[String]| {
        let mut out = String::new();
        for (section, texts) in all.chunks(12).enumerate() {
            let _ = writeln!(out, "## Part {section} of the rules\n");
            for (n, text) in texts.iter().enumerate() {
                let _ = writeln!(out, "{}. {text}\n", n + 1);
            }
        }
        out
    };
    (print(&old), print(&new))
}

const CLAUSES: [usize; 4] = [900, 2_500, 5_000, 10_000];

fn trees(clauses: usize) -> (ClauseTree, ClauseTree) {
    let (old, new) = versions(clauses);
    let tree = |text: &str| {
        let source = Source::new("text", text);
        let id = SourceMap::default().add(source.clone());
        read_clauses(&source, id, 0..text.len(), Known::default()).value
    };
    (tree(&old), tree(&new))
}

/// Which clause is which, of two texts that are read.
#[divan::bench(args = CLAUSES, sample_count = 10)]
fn aligned(bencher: Bencher, clauses: usize) {
    let (old, new) = trees(clauses);
    bencher
        .counter(ItemsCount::new(clauses))
        .bench(|| align(black_box(&old), &new));
}

/// The same, and the words of each pair.
#[divan::bench(args = CLAUSES, sample_count = 10)]
fn redlined(bencher: Bencher, clauses: usize) {
    let (old, new) = trees(clauses);
    let text = |tree| Text::new(tree, std::iter::empty());
    let (old, new) = (text(&old), text(&new));
    bencher
        .counter(ItemsCount::new(clauses))
        .bench(|| redline(black_box(&old), &new));
}

/// From two texts to the words of each pair, citations and terms found on the way.
#[divan::bench(args = CLAUSES, sample_count = 10)]
fn read_and_redlined(bencher: Bencher, clauses: usize) {
    let (old, new) = versions(clauses);
    let citator = Citator::built_in();
    bencher.counter(ItemsCount::new(clauses)).bench(|| {
        let tree = |text: &str| {
            let source = Source::new("text", text);
            let id = SourceMap::default().add(source.clone());
            read_clauses(&source, id, 0..text.len(), Known::default()).value
        };
        let (old, new) = (tree(black_box(&old)), tree(&new));
        let text = |tree| Text::read(tree, Scanned::default(), &citator);
        redline(&text(&old), &text(&new))
    });
}

/// What a word diff without clauses takes for the same texts.
#[divan::bench(args = CLAUSES, sample_count = 10)]
fn words_only(bencher: Bencher, clauses: usize) {
    let (old, new) = versions(clauses);
    bencher.counter(ItemsCount::new(clauses)).bench(|| {
        let mut config = similar::TextDiff::configure();
        config.algorithm(similar::Algorithm::Patience);
        config
            .diff_words(black_box(&old), black_box(&new))
            .ops()
            .len()
    });
}
