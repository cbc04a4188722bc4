//! The changes in words, grouped, as they stand before the text.

use super::rows::{fact_words, gone_id};
use super::shown::Shown;
use super::words::{marked, snippet};
use crate::align::Pair;
use crate::change::{Change, ChangeKind};
use crate::clause::{ClauseIndex, ClauseKind, ClauseTree};
use crate::library::short_citation;
use crate::redline::{Event, Op, Piece, Share, readable};
use crate::text::first_words;
use serde::Serialize;
use std::collections::BTreeMap;

/// The changes of a redline.
#[derive(Default, Serialize)]
pub struct Changes {
    /// Clauses with other words, clause by clause.
    pub wording: Vec<Item>,
    /// Clauses with other words that mean the same, as far as the program has proved it.
    pub editorial: Vec<Item>,
    /// Clauses that stand elsewhere, and have no other words.
    pub moved: Vec<Item>,
    /// Other enumerators of clauses that did not move: before and now.
    pub renumbered: Vec<Renumbered>,
    /// The clauses that are as they were in a text that was replaced as a whole.
    pub kept: Vec<Item>,
}

/// A change.
#[derive(Serialize)]
pub struct Item {
    /// Where it stands in the marked text.
    pub url: String,
    /// "II.4", "II.4 → III.1"
    pub place: String,
    /// "amended", "new" …
    pub facts: String,
    /// What the change means: each kind with its reason.
    pub kinds: Vec<String>,
    /// The words that changed, or the first words of the clause, as HTML.
    pub words: String,
    /// Clauses under it of which the same is true.
    pub below: usize,
}

/// Clauses in a row with other enumerators.
#[derive(Serialize)]
pub struct Renumbered {
    /// "II.3 to II.7"
    pub from: String,
    /// "II.4 to II.8"
    pub to: String,
    /// The first of them in the marked text.
    pub url: String,
}

/// Words of a clause that is named with the words that it had.
const WORDS: usize = 14;

/// The changes of a redline.
pub fn changes(shown: &Shown<'_>, events: &[Event<'_>]) -> Changes {
    let mut out = Changes {
        renumbered: renumbered(shown),
        ..Changes::default()
    };
    let replaced = shown.is_replaced();
    let mut tops = Tops::default();
    for (event, meaning) in events.iter().zip(meanings(shown, events)) {
        let differs = event.words.iter().any(|p| p.op != Op::Equal);
        if replaced {
            let stands = !differs && !is_title(shown, event);
            out.kept.extend(stands.then(|| item(shown, event)));
            continue;
        }
        if !differs {
            let moved = event.pairs.iter().any(|pair| pair.moved.is_some());
            out.moved.extend(moved.then(|| item(shown, event)));
        } else if let Some(top) = tops.over(shown, event, out.wording.len()) {
            out.wording[top].below += 1;
        } else {
            let editorial = meaning.editorial;
            let item = Item {
                kinds: meaning.kinds,
                ..item(shown, event)
            };
            match editorial {
                true => out.editorial.push(item),
                false => out.wording.push(item),
            }
        }
    }
    if replaced {
        out.renumbered.clear();
    }
    out
}

/// A title stays with the policy, whatever its text is.
fn is_title(shown: &Shown<'_>, event: &Event<'_>) -> bool {
    let to = event.to.first();
    to.is_some_and(|at| shown.to.tree.get(*at).kind == ClauseKind::Title)
}

/// Clauses that are new or gone, with their place in the list: what stands under one is counted
/// there and not listed.
#[derive(Default)]
struct Tops {
    added: Vec<(ClauseIndex, usize)>,
    removed: Vec<(ClauseIndex, usize)>,
}

impl Tops {
    /// The entry under which a change is counted; none when it is an entry of its own, which will
    /// stand at `next`.
    fn over(&mut self, shown: &Shown<'_>, event: &Event<'_>, next: usize) -> Option<usize> {
        let (tree, own, at) = match (event.from.as_slice(), event.to.as_slice()) {
            ([], [at]) => (&shown.to.tree, &mut self.added, *at),
            ([at], []) => (&shown.from.tree, &mut self.removed, *at),
            _ => return None,
        };
        let over = tree.get(at).parent.and_then(|parent| {
            let place = own.binary_search_by_key(&parent, |(top, _)| *top).ok()?;
            Some(own[place].1)
        });
        own.push((at, over.unwrap_or(next)));
        over
    }
}

fn item(shown: &Shown<'_>, event: &Event<'_>) -> Item {
    let (old, new) = (&shown.from.tree, &shown.to.tree);
    let mut facts: Vec<&str> = Vec::new();
    for word in event.pairs.iter().flat_map(|pair| pair.words()) {
        if !matches!(word, "same" | "renumbered") && !facts.contains(&word) {
            facts.push(word);
        }
    }
    // That a clause of several was amended goes without saying.
    if facts.iter().any(|f| matches!(*f, "split" | "merged")) {
        facts.retain(|f| *f != "amended");
    }
    Item {
        url: match (event.to.first(), event.from.first()) {
            (Some(to), _) => format!("#{}", new.get(*to).anchor),
            (None, Some(from)) => format!("#{}", gone_id(old.get(*from))),
            (None, None) => String::new(),
        },
        place: place(old, new, event),
        facts: facts
            .iter()
            .map(|f| fact_words(f))
            .collect::<Vec<_>>()
            .join(", "),
        kinds: Vec::new(),
        words: words(&event.words),
        below: 0,
    }
}

/// What a change means.
#[derive(Clone, Default)]
struct Meaning {
    /// Its kinds, each with what shows it.
    kinds: Vec<String>,
    /// True when the program has proved that the texts say the same.
    editorial: bool,
}

/// What each change means, in their order.
fn meanings(shown: &Shown<'_>, events: &[Event<'_>]) -> Vec<Meaning> {
    let (d, p, _) = shown.places.0;
    let found = shown
        .input
        .layers
        .meanings
        .between((d, p), shown.compared.step);
    let pairs = shown.compared.line.pairs().zip(found.unwrap_or_default());
    let of: BTreeMap<_, &Vec<Change>> = pairs.map(|((pair, _), own)| (key(pair), own)).collect();
    let meaning = |event: &Event<'_>| {
        let own = event.pairs.iter().filter_map(|pair| of.get(&key(pair)));
        let own: Vec<&Change> = own.copied().flatten().collect();
        let is_editorial = |change: &&Change| change.kind == ChangeKind::Editorial;
        let told = own.iter().filter(|change| !is_editorial(change));
        let (old, new) = (&shown.from.tree, &shown.to.tree);
        let mut kinds: Vec<String> = told.map(|change| change.in_words(old, new)).collect();
        kinds.dedup();
        Meaning {
            editorial: kinds.is_empty() && !own.is_empty(),
            kinds,
        }
    };
    events.iter().map(meaning).collect()
}

/// Names a pair among those of a redline.
fn key(pair: &Pair) -> (Option<ClauseIndex>, Option<ClauseIndex>) {
    (pair.from, pair.to)
}

/// The words that changed; of a clause that came, went or stayed its first ones.
fn words(pieces: &[Piece]) -> String {
    match readable(pieces).as_slice() {
        [one] => {
            let text = first_words(one.text.trim(), WORDS);
            marked(&[Piece { op: one.op, text }])
        }
        _ if Share::of(pieces).is_little() => {
            let text = |op: Op| {
                let own = pieces.iter().filter(|p| p.op == op || p.op == Op::Equal);
                let own: String = own.map(|p| p.text.as_str()).collect();
                first_words(own.trim(), WORDS)
            };
            let gap = Piece {
                op: Op::Equal,
                text: " ".to_string(),
            };
            let whole = |op| Piece { op, text: text(op) };
            snippet(&[whole(Op::Delete), gap, whole(Op::Insert)])
        }
        all => snippet(all),
    }
}

/// Where the clauses of a change stood and stand.
fn place(old: &ClauseTree, new: &ClauseTree, event: &Event<'_>) -> String {
    let named = |tree: &ClauseTree, all: &[ClauseIndex]| {
        let named: Vec<String> = all.iter().map(|at| short_citation(tree.get(*at))).collect();
        named.join(", ")
    };
    let (from, to) = (named(old, &event.from), named(new, &event.to));
    match (from.is_empty() || from == to, to.is_empty()) {
        (_, true) => from,
        (true, false) => to,
        (false, false) => format!("{from} → {to}"),
    }
}

/// The clauses with other enumerators, those that follow one another in both texts together.
fn renumbered(shown: &Shown<'_>) -> Vec<Renumbered> {
    let (old, new) = (&shown.from.tree, &shown.to.tree);
    let ranks = (ranks(old), ranks(new));
    let pairs = shown.compared.line.alignment.pairs.iter();
    let mut all: Vec<(ClauseIndex, ClauseIndex)> = pairs
        .filter(|p| p.main && p.renumbered && p.moved.is_none() && !p.split && !p.merged)
        .filter_map(|p| Some((p.from?, p.to?)))
        .collect();
    // Those of one parent stand together, whatever stands under them.
    all.sort_by_key(|(_, to)| (new.get(*to).parent, *to));
    let next = |tree: &ClauseTree, ranks: &[usize], a: ClauseIndex, b: ClauseIndex| {
        tree.get(a).parent == tree.get(b).parent && ranks[a.0 as usize] + 1 == ranks[b.0 as usize]
    };
    let runs = all.chunk_by(|a, b| next(old, &ranks.0, a.0, b.0) && next(new, &ranks.1, a.1, b.1));
    let mut runs: Vec<&[(ClauseIndex, ClauseIndex)]> = runs.collect();
    runs.sort_by_key(|run| run[0].1);
    runs.into_iter()
        .map(|run| {
            let (first, last) = (run[0], run[run.len() - 1]);
            let words = |tree: &ClauseTree, a: ClauseIndex, b: ClauseIndex| {
                let cite = |at| short_citation(tree.get(at));
                match a == b {
                    true => cite(a),
                    false => format!("{} to {}", cite(a), cite(b)),
                }
            };
            Renumbered {
                from: words(old, first.0, last.0),
                to: words(new, first.1, last.1),
                url: format!("#{}", new.get(first.1).anchor),
            }
        })
        .collect()
}

/// The place of each clause among those of its parent.
fn ranks(tree: &ClauseTree) -> Vec<usize> {
    let mut counts = vec![0; tree.clauses().len() + 1];
    let places = tree.clauses().iter().map(|clause| {
        let parent = clause.parent.map_or(0, |p| p.0 as usize + 1);
        counts[parent] += 1;
        counts[parent]
    });
    places.collect()
}
