//! Amended clauses with the kinds of change, judged by hand. A test and an example share it
//! (`tests/change/mod.rs`, `tests/measure/main.rs`).

use crate::read::tree;
use policybook::change::{Change, ChangeKind, Side, changes};
use policybook::clause::ClauseTree;
use policybook::definition::of_tree;
use policybook::redline::{Text, events, redline};
use policybook::reference::{Citator, Scanned, scan};
use std::collections::{BTreeMap, BTreeSet};

/// The files, by name.
pub const FILES: [(&str, &str); 2] = [
    ("gold", include_str!("gold.txt")),
    ("fresh", include_str!("fresh.txt")),
];

/// Two versions with the kinds of what changed.
pub struct Case {
    pub name: String,
    pub old: String,
    pub new: String,
    pub kinds: BTreeSet<&'static str>,
}

/// The cases of a file.
pub fn cases(file: &str) -> Vec<Case> {
    let text = FILES.iter().find(|(name, _)| *name == file);
    let (_, text) = text.expect("a file of this name");
    let cases = text.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (head, texts) = case.split_once('\n').expect("a name and texts");
            let (name, kinds) = head.rsplit_once(" : ").expect("a name and kinds");
            let (old, new) = texts.split_once("===>\n").expect("an old and a new text");
            Case {
                kinds: kinds.split(' ').filter_map(kind).collect(),
                name: name.to_string(),
                old: old.to_string(),
                new: new.to_string(),
            }
        })
        .collect()
}

fn kind(word: &str) -> Option<&'static str> {
    let known = ChangeKind::ALL.iter().map(|k| k.word());
    let found = known.into_iter().find(|k| *k == word);
    assert!(found.is_some() || word == "-", "no kind is called {word}");
    found
}

/// A change with its words on both sides.
pub struct Told {
    pub kind: &'static str,
    pub confidence: &'static str,
    pub before: String,
    pub after: String,
}

/// What is told of two texts.
pub fn told(old: &str, new: &str) -> Vec<Told> {
    let (old, new) = (tree(old), tree(new));
    let citator = Citator::built_in();
    let read = |tree: &ClauseTree| {
        let cited = scan(tree, Scanned::default(), &citator);
        (cited, of_tree(tree, &[]))
    };
    let (a, b) = (read(&old), read(&new));
    let side = |tree, (cited, defined): &(Vec<_>, Vec<(_, _)>)| {
        let cited = cited.iter().map(|(at, found)| (*at, found));
        Side::new(tree, cited, defined.iter().map(|(d, _)| d))
    };
    let (left, right) = (side(&old, &a), side(&new, &b));
    let text = |tree| Text::read(tree, Scanned::default(), &citator);
    let texts = (text(&old), text(&new));
    let line = redline(&texts.0, &texts.1);
    let events = events(&line, &texts.0, &texts.1);
    let found = changes(&line, &events, &left, &right);
    let told = |change: &Change| {
        let (before, after) = change.texts(&old, &new);
        Told {
            kind: change.kind.word(),
            confidence: change.confidence.word(),
            before: before.unwrap_or("").to_string(),
            after: after.unwrap_or("").to_string(),
        }
    };
    found.iter().flatten().map(told).collect()
}

/// What is right, wrong and missed of one kind.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

/// The figures over some cases.
#[derive(Default)]
pub struct Figures {
    pub by_kind: BTreeMap<&'static str, Count>,
    /// By how sure the program was: right and all of what it told.
    pub by_confidence: BTreeMap<&'static str, (usize, usize)>,
    /// Cases with all kinds right, and none too many.
    pub exact: usize,
    /// What differs, a line each.
    pub lines: Vec<String>,
}

/// Compares what is told with what was judged.
pub fn figures(cases: &[Case]) -> Figures {
    let mut figures = Figures::default();
    for case in cases {
        let told = told(&case.old, &case.new);
        let mut found: BTreeSet<&'static str> = told.iter().map(|t| t.kind).collect();
        // The kinds stand for the whole case, and a clause beside the one in question may have
        // another comma.
        if found.len() > 1 {
            found.remove("editorial");
        }
        figures.exact += usize::from(found == case.kinds);
        for kind in found.union(&case.kinds) {
            let count = figures.by_kind.entry(kind).or_default();
            match (found.contains(kind), case.kinds.contains(kind)) {
                (true, true) => count.right += 1,
                (true, false) => count.wrong += 1,
                _ => count.missed += 1,
            }
        }
        for one in &told {
            let entry = figures.by_confidence.entry(one.confidence).or_default();
            entry.0 += usize::from(case.kinds.contains(one.kind));
            entry.1 += 1;
        }
        if found != case.kinds {
            let told: Vec<String> = told
                .iter()
                .map(|t| format!("{} ({}) [{} → {}]", t.kind, t.confidence, t.before, t.after))
                .collect();
            let line = format!("{}: {:?}, told {}", case.name, case.kinds, told.join(", "));
            figures.lines.push(line);
        }
    }
    figures
}
