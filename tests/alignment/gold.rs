//! Versions of short fictional policies with what became of each clause, judged by hand. A test and
//! an example share it (`tests/alignment/mod.rs`, `tests/measure/main.rs`).

use crate::read::tree;
use policybook::align::{Alignment, Pair, align};
use policybook::clause::{ClauseIndex, ClauseTree};
use policybook::redline::{Op, Text, redline};
use std::collections::{BTreeMap, BTreeSet};

/// The files, by name.
pub const FILES: [(&str, &str); 5] = [
    ("moves", include_str!("moves.txt")),
    ("numbers", include_str!("numbers.txt")),
    ("parts", include_str!("parts.txt")),
    ("rewrites", include_str!("rewrites.txt")),
    ("trees", include_str!("trees.txt")),
];

/// Two versions with their marks.
pub struct Case {
    pub name: String,
    pub old: Marked,
    pub new: Marked,
}

/// A version and the mark of each of its clauses: names, joined by `+`, then facts.
pub struct Marked {
    pub tree: ClauseTree,
    pub marks: Vec<String>,
}

/// The cases of all files.
pub fn cases() -> Vec<Case> {
    FILES
        .iter()
        .flat_map(|(file, text)| of(file, text))
        .collect()
}

fn of(file: &str, text: &str) -> Vec<Case> {
    let cases = text.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (name, texts) = case.split_once('\n').expect("a name and texts");
            let (old, new) = texts.split_once("===>\n").expect("an old and a new text");
            let name = format!("{file}: {name}");
            Case {
                old: marked(&name, old),
                new: marked(&name, new),
                name,
            }
        })
        .collect()
}

/// Takes the marks out of a text and gives each to the clause it stands in.
fn marked(name: &str, text: &str) -> Marked {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(" {") {
        let end = rest[open..].find('}').expect("the end of a mark") + open;
        plain.push_str(&rest[..open]);
        marks.push((plain.trim_end().len() - 1, rest[open + 2..end].to_string()));
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    let tree = tree(&plain);
    let mut of_clause = vec![String::new(); tree.clauses().len()];
    for (at, mark) in marks {
        let spans = tree.clauses().iter().map(|c| c.span.range());
        let place = spans.into_iter().position(|span| span.contains(&at));
        let place = place.unwrap_or_else(|| panic!("{name}: no clause at {mark}"));
        assert_eq!(of_clause[place], "", "{name}: two marks, one is {mark}");
        of_clause[place] = mark;
    }
    for (clause, mark) in tree.clauses().iter().zip(&of_clause) {
        assert_ne!(mark, "", "{name}: no mark for {}", clause.text);
    }
    Marked {
        tree,
        marks: of_clause,
    }
}

impl Marked {
    fn names(&self, at: usize) -> BTreeSet<&str> {
        let names = self.marks[at].split(' ').next().unwrap_or_default();
        names.split('+').collect()
    }

    fn has(&self, at: usize, fact: &str) -> bool {
        self.marks[at].split(' ').skip(1).any(|f| f == fact)
    }

    fn words(&self, at: ClauseIndex) -> &str {
        &self.tree.get(at).text
    }
}

/// What is right, wrong and missed of one kind.
#[derive(Default, Clone, Copy)]
pub struct Count {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Count {
    pub fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.right += found.intersection(wanted).count();
        self.wrong += found.difference(wanted).count();
        self.missed += wanted.difference(found).count();
    }

    pub fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
    }
}

/// The figures over some cases.
#[derive(Default)]
pub struct Figures {
    pub pairs: Count,
    pub moved: Count,
    pub renumbered: Count,
    /// Marks that are nothing but an enumerator.
    pub only_enumerators: usize,
    /// What differs, a line each.
    pub lines: Vec<String>,
}

type Pairs = BTreeSet<(ClauseIndex, ClauseIndex)>;

/// Compares what is found with what was judged.
pub fn figures(cases: &[Case]) -> Figures {
    let mut figures = Figures::default();
    for case in cases {
        let found = align(&case.old.tree, &case.new.tree);
        let wanted = wanted(case, |_| true);
        let both = pairs_where(&found, |_| true);
        figures.pairs.add(&both, &wanted);
        let moved = pairs_where(&found, |p| p.moved.is_some());
        let wanted_moved = wanted_facts(case, "moved");
        figures.moved.add(&moved, &wanted_moved);
        // Which piece of a split goes on as the clause is a matter of taste.
        let whole = |pairs: Pairs| -> Pairs {
            let split = pairs_where(&found, |p| p.split);
            &pairs - &split
        };
        let renumbered = whole(pairs_where(&found, |p| p.renumbered && p.main));
        let wanted_renumbered = whole(wanted_facts(case, "renumbered"));
        figures.renumbered.add(&renumbered, &wanted_renumbered);
        figures.only_enumerators += only_enumerators(case);
        let kinds = [
            ("pair", &both, &wanted),
            ("move", &moved, &wanted_moved),
            ("number", &renumbered, &wanted_renumbered),
        ];
        for (kind, found, wanted) in kinds {
            for (sign, set) in [("false", found - wanted), ("missed", wanted - found)] {
                for (from, to) in set {
                    let (from, to) = (case.old.words(from), case.new.words(to));
                    let line = format!("{sign} {kind} in {}: {from:.50} | {to:.50}", case.name);
                    figures.lines.push(line);
                }
            }
        }
    }
    figures
}

/// Marks of a redline that are nothing but the enumerator of a clause.
fn only_enumerators(case: &Case) -> usize {
    let (old, new) = (&case.old.tree, &case.new.tree);
    let clauses = old.clauses().iter().chain(new.clauses());
    let enumerators: BTreeSet<&str> = clauses.map(|c| c.enumerator.trim()).collect();
    let line = redline(
        &Text::new(old, std::iter::empty()),
        &Text::new(new, std::iter::empty()),
    );
    let marks = line.words.iter().flatten().filter(|p| p.op != Op::Equal);
    marks
        .filter(|p| enumerators.contains(p.text.trim()))
        .count()
}

fn pairs_where(found: &Alignment, keep: impl Fn(&Pair) -> bool) -> Pairs {
    let kept = found.pairs.iter().filter(|p| keep(p));
    kept.filter_map(|p| Some((p.from?, p.to?))).collect()
}

fn wanted_facts(case: &Case, fact: &str) -> Pairs {
    wanted(case, |new| case.new.has(new, fact))
}

/// The pairs of equal names, for some clauses of the new text.
fn wanted(case: &Case, keep: impl Fn(usize) -> bool) -> Pairs {
    let index = |at: usize| ClauseIndex(u32::try_from(at).expect("a short text"));
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..case.old.marks.len() {
        for name in case.old.names(at) {
            let twice = by_name.insert(name, at);
            assert_eq!(twice, None, "{}: two clauses are {name}", case.name);
        }
    }
    let mut out = Pairs::new();
    for new in (0..case.new.marks.len()).filter(|at| keep(*at)) {
        for name in case.new.names(new) {
            out.extend(by_name.get(name).map(|old| (index(*old), index(new))));
        }
    }
    out
}
