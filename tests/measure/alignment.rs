//! `alignment`: what is found of the gold in tests/alignment. `alignment DIR`: the same of real
//! clauses that are edited here by chance, so that what became of each is known; DIR has
//! `corpus/texts` and `seeds`.

#[path = "../alignment/gold.rs"]
mod gold;

use super::{documents, text_of};
use gold::{Count, cases, figures};
use policybook::align::{Pair, align};
use policybook::clause::{ClauseKind, ClauseTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub fn measure(dir: Option<&Path>) {
    let cases = cases();
    let figures = figures(&cases);
    for line in &figures.lines {
        println!("  {line}");
    }
    println!("{} pairs of versions", cases.len());
    for (name, count) in [
        ("pairs", figures.pairs),
        ("moved", figures.moved),
        ("renumbered", figures.renumbered),
    ] {
        show(name, count);
    }
    println!(
        "marks that are only an enumerator: {}",
        figures.only_enumerators
    );
    if let Some(dir) = dir {
        edited(dir);
    }
}

fn show(name: &str, count: Count) {
    let Count {
        right,
        wrong,
        missed,
    } = count;
    println!(
        "{name:10} precision {:.4} recall {:.4} F1 {:.4} ({right} right, {wrong} false, {missed} missed)",
        count.precision(),
        count.recall(),
        count.f1()
    );
}

/// A clause with the names of those it is made of.
#[derive(Clone)]
struct Item {
    names: Vec<usize>,
    text: String,
    moved: bool,
    /// What was done to it.
    act: &'static str,
}

/// A heading and what stands under it.
#[derive(Clone)]
struct Section {
    heading: Item,
    items: Vec<Item>,
}

/// Chance that comes out the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        // Knuth's linear congruence; the high bits are the random ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Edits real clauses by chance: each text by itself, and all of them as one long text, where a move
/// is seldom to the place that a clause came from.
fn edited(dir: &Path) {
    let trees: Vec<ClauseTree> = documents(dir)
        .iter()
        .map(|doc| crate::text::tree(&fs::read_to_string(text_of(dir, doc)).expect("a text")))
        .collect();
    let mut single = Found::default();
    for round in 0..5 {
        for (at, tree) in trees.iter().enumerate() {
            let other = &trees[(at + 1 + round) % trees.len()];
            single.add(&sections(tree, 0), other, (at * 31 + round * 7 + 1) as u64);
        }
    }
    println!("{} texts edited by chance", single.texts);
    show("pairs", single.pairs);
    let mut long = Found::default();
    for round in 0..10 {
        // What is put in is from a text that is not in it.
        let stock = round % trees.len();
        let all = trees.iter().enumerate().filter(|(at, _)| *at != stock);
        let all = all.flat_map(|(at, tree)| sections(tree, at * 10_000));
        let all: Vec<Section> = all
            .filter(|s| rendered(std::slice::from_ref(s)).is_some())
            .collect();
        long.add(&all, &trees[stock], round as u64);
    }
    println!("{} long texts edited by chance", long.texts);
    show("pairs", long.pairs);
    show("moved", long.moved);
    for found in [&single, &long] {
        for (act, (right, all)) in &found.by_act {
            println!("  {act:20} {right}/{all}");
        }
        for line in &found.lines {
            println!("  {line}");
        }
    }
}

/// What is found of edited texts.
#[derive(Default)]
struct Found {
    texts: usize,
    pairs: Count,
    moved: Count,
    /// Right and all, by what was done.
    by_act: BTreeMap<&'static str, (usize, usize)>,
    lines: Vec<String>,
}

fn sections(tree: &ClauseTree, first: usize) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut name = first;
    for (_, clause) in tree.iter() {
        let text = clause
            .text
            .replace(['*', '_', '|', '#', '<', '[', ']', '`', '\\'], " ");
        let words: Vec<&str> = text.split_whitespace().collect();
        name += 1;
        let item = Item {
            names: vec![name],
            text: words.join(" "),
            moved: false,
            act: "kept",
        };
        if clause.kind == ClauseKind::Section && words.len() < 9 {
            out.push(Section {
                heading: item,
                items: Vec::new(),
            });
        } else if words.len() > 2
            && let Some(last) = out.last_mut()
        {
            last.items.push(item);
        }
    }
    out
}

/// The tree of a text, when the reader sees each item as one clause.
fn rendered(sections: &[Section]) -> Option<ClauseTree> {
    let mut text = String::new();
    let mut count = 0;
    for section in sections {
        text.push_str(&format!("## {}\n\n", section.heading.text));
        count += 1 + section.items.len();
        for (n, item) in section.items.iter().enumerate() {
            text.push_str(&format!("{}. {}\n\n", n + 1, item.text));
        }
    }
    let tree = crate::text::tree(&text);
    (tree.clauses().len() == count && count > 4).then_some(tree)
}

/// Clauses and words to put in, from another text.
struct Stock<'a> {
    clauses: Vec<&'a str>,
    words: Vec<&'a str>,
}

impl<'a> Stock<'a> {
    fn of(other: &'a ClauseTree) -> Stock<'a> {
        let texts = other.clauses().iter().map(|c| c.text.as_str());
        let plain = |t: &&str| !t.contains(['*', '_', '|', '#', '<', '[', '`', '\\']);
        let clauses: Vec<&str> = texts
            .filter(|t| t.split_whitespace().count() > 4 && plain(t))
            .collect();
        let words = clauses.iter().flat_map(|t| t.split_whitespace()).collect();
        Stock { clauses, words }
    }

    fn clause(&self, act: &'static str, chance: &mut Chance) -> Item {
        Item {
            names: Vec::new(),
            text: self.clauses[chance.below(self.clauses.len())].to_string(),
            moved: false,
            act,
        }
    }
}

fn edit(old: &[Section], other: &ClauseTree, chance: &mut Chance) -> Vec<Section> {
    let mut new = old.to_vec();
    let stock = Stock::of(other);
    if stock.words.is_empty() {
        return new;
    }
    let mut homeless: Vec<Item> = Vec::new();
    for section in &mut new {
        if chance.below(100) < 8 {
            let names = ["Other Duties", "Scope", "Expectations of All"];
            section.heading.text = names[chance.below(3)].to_string();
            section.heading.act = "heading renamed";
        }
        let mut items: Vec<Item> = Vec::new();
        for item in section.items.drain(..) {
            edit_item(item, &stock, &mut items, &mut homeless, chance);
        }
        section.items = items;
    }
    let count = new.len();
    for item in homeless {
        let section = &mut new[chance.below(count)];
        let at = chance.below(section.items.len() + 1);
        section.items.insert(at, item);
    }
    new
}

/// Does something to an item, or most often nothing.
fn edit_item(
    mut item: Item,
    stock: &Stock<'_>,
    items: &mut Vec<Item>,
    homeless: &mut Vec<Item>,
    chance: &mut Chance,
) {
    let few = 1 + chance.below(4);
    match chance.below(100) {
        0..14 => amend(&mut item, &stock.words, few, "amended", chance),
        14..18 => {
            let many = item.text.split_whitespace().count() * 35 / 100 + 1;
            amend(&mut item, &stock.words, many, "amended heavily", chance);
        }
        18..22 => return,
        22..25 => item = stock.clause("rewritten", chance),
        25..28 => {
            (item.moved, item.act) = (true, "moved away");
            return homeless.push(item);
        }
        28..31 => {
            item.moved = true;
            amend(&mut item, &stock.words, few, "moved and amended", chance);
            return homeless.push(item);
        }
        31..35 => items.push(stock.clause("added", chance)),
        35..41 => {
            let text = item.text.clone();
            let long = |part: &str| part.split_whitespace().count() > 4;
            if let Some((head, tail)) = text.split_once(". ")
                && long(head)
                && long(tail)
            {
                item.act = "split";
                item.text = format!("{head}.");
                items.push(item.clone());
                item.text = tail.to_string();
            }
        }
        41..44 => {
            if let Some(last) = items.last_mut().filter(|last| last.act == "kept") {
                last.text = format!("{} {}", last.text, item.text);
                last.names.extend(item.names);
                last.act = "merged";
                return;
            }
        }
        _ => {}
    }
    items.push(item);
}

fn amend(item: &mut Item, words: &[&str], times: usize, act: &'static str, chance: &mut Chance) {
    let mut own: Vec<String> = item.text.split_whitespace().map(str::to_string).collect();
    for _ in 0..times {
        // The first word stays, so that the reader sees the same kind of clause.
        let at = 1 + chance.below(own.len().max(2) - 1);
        let word = words[chance.below(words.len())].to_string();
        match chance.below(3) {
            0 if own.len() > 4 => {
                own.remove(at.min(own.len() - 1));
            }
            1 => own.insert(at.min(own.len()), word),
            _ => {
                let at = at.min(own.len() - 1);
                own[at] = word;
            }
        }
    }
    item.text = own.join(" ");
    item.act = act;
}

fn flat(sections: &[Section]) -> Vec<&Item> {
    sections
        .iter()
        .flat_map(|s| std::iter::once(&s.heading).chain(&s.items))
        .collect()
}

impl Found {
    fn add(&mut self, old: &[Section], other: &ClauseTree, seed: u64) {
        let new = edit(old, other, &mut Chance(seed));
        let (Some(a), Some(b)) = (rendered(old), rendered(&new)) else {
            return;
        };
        self.texts += 1;
        let (old, new) = (flat(old), flat(&new));
        let names = old.iter().enumerate().map(|(at, item)| (item.names[0], at));
        let place: BTreeMap<usize, usize> = names.collect();
        let (mut wanted, mut wanted_moved) = (BTreeSet::new(), BTreeSet::new());
        for (to, item) in new.iter().enumerate() {
            wanted.extend(item.names.iter().map(|name| (place[name], to)));
            if item.moved {
                wanted_moved.insert(to);
            }
        }
        let index = |p: &Pair| Some((p.from?.0 as usize, p.to?.0 as usize));
        let alignment = align(&a, &b);
        let found: BTreeSet<(usize, usize)> = alignment.pairs.iter().filter_map(index).collect();
        let moves = alignment.pairs.iter().filter(|p| p.moved.is_some());
        let moves: BTreeSet<usize> = moves.filter_map(|p| Some(index(p)?.1)).collect();
        self.pairs.add(&found, &wanted);
        self.moved.add(&moves, &wanted_moved);
        for (sign, set) in [
            ("false", &moves - &wanted_moved),
            ("missed", &wanted_moved - &moves),
        ] {
            for to in set {
                let near = |at: usize| new.get(at).map_or("", |i| i.text.as_str());
                let before = near(to.wrapping_sub(1));
                let line = format!(
                    "{sign} move: {:.50}; before: {before:.40}; after: {:.40}",
                    new[to].text,
                    near(to + 1)
                );
                self.lines.push(line);
            }
        }
        for (to, item) in new.iter().enumerate() {
            let of = |pairs: &BTreeSet<(usize, usize)>| -> Vec<usize> {
                let here = pairs.iter().filter(|(_, t)| *t == to);
                here.map(|(from, _)| *from).collect()
            };
            let entry = self.by_act.entry(item.act).or_default();
            entry.1 += 1;
            let (found, wanted) = (of(&found), of(&wanted));
            entry.0 += usize::from(found == wanted);
            if found != wanted {
                let words = |at: &usize| format!("{:.60}", old[*at].text);
                let found: Vec<String> = found.iter().map(words).collect();
                let wanted: Vec<String> = wanted.iter().map(words).collect();
                let line = format!(
                    "{}: {:.60} is {found:?}, not {wanted:?}",
                    item.act, item.text
                );
                self.lines.push(line);
            }
        }
    }
}
