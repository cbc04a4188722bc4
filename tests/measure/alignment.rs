//! `alignment`: what is found of the gold in tests/alignment. `alignment DIR`: the same of real
//! clauses that are edited here by chance, so that what became of each is known; DIR has
//! `corpus/texts` and `seeds`.

#[path = "../alignment/gold.rs"]
mod gold;

use super::{documents, text_of};
use gold::{Count, cases, figures};
use policybook::align::align;
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

    fn percent(&mut self, percent: usize) -> bool {
        self.below(1000) < percent * 10
    }
}

fn edited(dir: &Path) {
    let trees: Vec<ClauseTree> = documents(dir)
        .iter()
        .map(|doc| crate::text::tree(&fs::read_to_string(text_of(dir, doc)).expect("a text")))
        .collect();
    let (mut pairs, mut moved) = (Count::default(), Count::default());
    let mut by_act: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut used = 0;
    for round in 0..5 {
        for (at, tree) in trees.iter().enumerate() {
            let mut chance = Chance((at * 31 + round * 7 + 1) as u64);
            let old = sections(tree);
            let other = &trees[(at + 1 + round) % trees.len()];
            let new = edit(&old, other, &mut chance);
            let (a, b) = (rendered(&old), rendered(&new));
            let (Some(a), Some(b)) = (a, b) else {
                continue;
            };
            used += 1;
            compare(
                (&old, &a),
                (&new, &b),
                &mut pairs,
                &mut moved,
                &mut by_act,
                true,
            );
        }
    }
    println!("{used} texts edited by chance");
    show("pairs", pairs);
    show("moved", moved);
    for (act, (right, all)) in by_act {
        println!("  {act:20} {right}/{all}");
    }
}

fn sections(tree: &ClauseTree) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut name = 0;
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

fn edit(old: &[Section], other: &ClauseTree, chance: &mut Chance) -> Vec<Section> {
    let mut new = old.to_vec();
    let pool: Vec<&str> = other
        .clauses()
        .iter()
        .map(|c| c.text.as_str())
        .filter(|t| {
            t.split_whitespace().count() > 4 && !t.contains(['*', '_', '|', '#', '<', '[', '`'])
        })
        .collect();
    let words: Vec<&str> = pool.iter().flat_map(|t| t.split_whitespace()).collect();
    if words.is_empty() {
        return new;
    }
    let mut homeless: Vec<Item> = Vec::new();
    for section in &mut new {
        if chance.percent(8) {
            section.heading.text =
                ["Other Duties", "Scope", "Expectations of All"][chance.below(3)].to_string();
            section.heading.act = "heading renamed";
        }
        let mut items: Vec<Item> = Vec::new();
        for mut item in section.items.drain(..) {
            match chance.below(100) {
                0..14 => amend(&mut item, &words, 1 + chance.below(4), "amended", chance),
                14..18 => {
                    let many = item.text.split_whitespace().count() * 35 / 100 + 1;
                    amend(&mut item, &words, many, "amended heavily", chance);
                }
                18..22 => continue,
                22..25 => {
                    item.text = pool[chance.below(pool.len())].to_string();
                    item.names.clear();
                    item.act = "rewritten";
                }
                25..28 => {
                    item.moved = true;
                    item.act = "moved away";
                    homeless.push(item);
                    continue;
                }
                28..31 => {
                    item.moved = true;
                    item.act = "moved and amended";
                    amend(
                        &mut item,
                        &words,
                        1 + chance.below(3),
                        "moved and amended",
                        chance,
                    );
                    homeless.push(item);
                    continue;
                }
                31..35 => {
                    items.push(item);
                    items.push(Item {
                        names: Vec::new(),
                        text: pool[chance.below(pool.len())].to_string(),
                        moved: false,
                        act: "added",
                    });
                    continue;
                }
                35..41 => {
                    if let Some((head, tail)) = item.text.clone().split_once(". ")
                        && head.split_whitespace().count() > 4
                        && tail.split_whitespace().count() > 4
                    {
                        item.act = "split";
                        item.text = format!("{head}.");
                        let rest = Item {
                            text: tail.to_string(),
                            ..item.clone()
                        };
                        items.push(item);
                        items.push(rest);
                        continue;
                    }
                }
                41..44 => {
                    if let Some(last) = items.last_mut().filter(|l| l.act == "kept") {
                        last.text = format!("{} {}", last.text, item.text);
                        last.names.extend(item.names);
                        last.act = "merged";
                        continue;
                    }
                }
                _ => {}
            }
            items.push(item);
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
    let with_items = |s: &'_ Section| {
        std::iter::once(&s.heading as *const Item)
            .chain(s.items.iter().map(|i| i as *const Item))
            .collect::<Vec<_>>()
    };
    let _ = with_items;
    sections
        .iter()
        .flat_map(|s| std::iter::once(&s.heading).chain(&s.items))
        .collect()
}

fn compare(
    (old, a): (&[Section], &ClauseTree),
    (new, b): (&[Section], &ClauseTree),
    pairs: &mut Count,
    moved: &mut Count,
    by_act: &mut BTreeMap<&'static str, (usize, usize)>,
    tell: bool,
) {
    let (old, new) = (flat(old), flat(new));
    let place: BTreeMap<usize, usize> = old
        .iter()
        .enumerate()
        .map(|(at, i)| (i.names[0], at))
        .collect();
    let alignment = align(a, b);
    let mut wanted = BTreeSet::new();
    let mut wanted_moved = BTreeSet::new();
    for (to, item) in new.iter().enumerate() {
        for name in &item.names {
            wanted.insert((place[name], to));
        }
        if item.moved {
            wanted_moved.insert(to);
        }
    }
    let index = |p: &policybook::align::Pair| Some((p.from?.0 as usize, p.to?.0 as usize));
    let found: BTreeSet<(usize, usize)> = alignment.pairs.iter().filter_map(index).collect();
    let moves = alignment.pairs.iter().filter(|p| p.moved.is_some());
    let found_moved: BTreeSet<usize> = moves.filter_map(|p| Some(index(p)?.1)).collect();
    pairs.add(&found, &wanted);
    moved.add(&found_moved, &wanted_moved);
    for (from, to) in &wanted {
        let entry = by_act.entry(new[*to].act).or_default();
        entry.1 += 1;
        entry.0 += usize::from(found.contains(&(*from, *to)));
    }
    for (to, item) in new.iter().enumerate().filter(|(_, i)| i.names.is_empty()) {
        let entry = by_act.entry(item.act).or_default();
        entry.1 += 1;
        entry.0 += usize::from(found.iter().all(|(_, t)| *t != to));
    }
    if tell {
        for (sign, set) in [
            ("false", &found_moved - &wanted_moved),
            ("missed", &wanted_moved - &found_moved),
        ] {
            for to in set {
                println!(
                    "  {sign} move of {:.60} in {:?}",
                    new[to].text,
                    new.iter()
                        .map(|i| if i.names.is_empty() {
                            "-".to_string()
                        } else {
                            format!("{}{}", i.names[0], if i.moved { "m" } else { "" })
                        })
                        .collect::<Vec<_>>()
                );
            }
        }
        for (sign, set) in [("false", &found - &wanted), ("missed", &wanted - &found)] {
            for (from, to) in set {
                println!(
                    "  {sign} [{}]\n     {:.150}\n     {:.150}",
                    new[to].act, old[from].text, new[to].text
                );
            }
        }
    }
}
