//! The text of both versions, clause by clause, with what became of each.

use super::super::view::capitalised;
use super::moved::Blocks;
use super::shown::Shown;
use super::words::{barred, marked, side};
use crate::clause::inline::text_of;
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
use crate::library::short_citation;
use crate::redline::{Event, Op, Piece, readable};
use crate::text::collapse;
use serde::Serialize;

/// A clause as a redline shows it, the clauses of a split or merge, or the place that a block left.
#[derive(Serialize)]
pub struct Row {
    /// Its id: the anchor of the clause in the new text, else one that no clause has.
    pub id: String,
    /// Ids of the other clauses of a split.
    pub ids: Vec<String>,
    /// How deep it stands, to the deepest that is indented.
    pub depth: usize,
    /// Level of the heading that it is; 0 for none.
    pub heading: usize,
    /// "same", "changed", "added", "removed" or "left".
    pub class: &'static str,
    /// What became of it.
    pub facts: Vec<Fact>,
    /// Its places in the old text.
    pub from: Vec<Cited>,
    /// Its places in the new text.
    pub to: Vec<Cited>,
    /// The enumerator that it is shown with.
    pub number: String,
    /// The enumerator in the old text.
    pub old_number: String,
    /// The enumerator in the new text.
    pub new_number: String,
    /// The words with marks, as HTML.
    pub words: String,
    /// The words of the old text, as HTML; none when there are none.
    pub old: Option<String>,
    /// The words of the new text.
    pub new: Option<String>,
}

/// Something that became of a clause, with a link where it leads to a place.
#[derive(Serialize)]
pub struct Fact {
    /// "amended", "moved from"
    pub text: String,
    /// The place: its name and address.
    pub place: Option<Cited>,
}

/// A clause with its address.
#[derive(Clone, Serialize)]
pub struct Cited {
    /// Its citation without the policy's code.
    pub text: String,
    /// Its address.
    pub url: String,
}

/// Deeper clauses are not indented further.
const DEEPEST: usize = 5;

/// The first heading in the text has this level.
const FIRST_HEADING: usize = 3;
const LAST_HEADING: usize = 6;

/// All rows, in the order of the new text; what is gone stands where it stood.
pub fn rows(shown: &Shown<'_>, events: &[Event<'_>]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(events.len());
    if shown.is_replaced() {
        replaced(shown, &mut rows);
    } else {
        let blocks = Blocks::of(shown);
        let mut left = blocks.by_event(events);
        rows.extend(left.remove(&None).into_iter().flatten());
        for (at, event) in events.iter().enumerate() {
            rows.push(row(shown, event, &blocks));
            rows.extend(left.remove(&Some(at)).into_iter().flatten());
        }
    }
    level(&mut rows);
    rows
}

/// Of a text that was replaced as a whole: all of the old one, then all of the new one.
fn replaced(shown: &Shown<'_>, rows: &mut Vec<Row>) {
    let (old, new) = (&shown.from.tree, &shown.to.tree);
    for (op, tree) in [(Op::Delete, old), (Op::Insert, new)] {
        for (at, clause) in tree.iter() {
            let text = clause.text.clone();
            let words = [Piece { op, text }];
            let one = |is: bool| if is { vec![at] } else { Vec::new() };
            let (from, to) = (one(op == Op::Delete), one(op == Op::Insert));
            rows.push(Row {
                facts: Vec::new(),
                ..of_clauses(shown, &from, &to, &words)
            });
        }
    }
}

fn row(shown: &Shown<'_>, event: &Event<'_>, blocks: &Blocks<'_>) -> Row {
    let mut row = of_clauses(shown, &event.from, &event.to, &readable(&event.words));
    row.facts = facts(event, blocks);
    if row.class == "same" && !row.facts.is_empty() {
        row.class = "changed";
    }
    row
}

fn of_clauses(shown: &Shown<'_>, from: &[ClauseIndex], to: &[ClauseIndex], words: &[Piece]) -> Row {
    let (old, new) = (&shown.from.tree, &shown.to.tree);
    let (tree, first) = match (from.first(), to.first()) {
        (_, Some(to)) => (new, *to),
        (Some(from), None) => (old, *from),
        (None, None) => (new, ClauseIndex(0)),
    };
    let clause = tree.get(first);
    let number = |tree: &ClauseTree, all: &[ClauseIndex]| match all {
        [one] => tree.get(*one).enumerator.clone(),
        _ => String::new(),
    };
    let changed = words.iter().any(|p| p.op != Op::Equal);
    let words = &barred(words, cells(old, from), cells(new, to));
    let mut ids = to.iter().map(|at| new.get(*at).anchor.clone());
    Row {
        id: ids.next().unwrap_or_else(|| gone_id(clause)),
        ids: ids.collect(),
        depth: tree.depth(first).min(DEEPEST),
        heading: match clause.kind {
            ClauseKind::Section => FIRST_HEADING + sections_above(tree, first),
            _ => 0,
        },
        class: match (from.is_empty(), to.is_empty(), changed) {
            (true, _, _) => "added",
            (_, true, _) => "removed",
            (_, _, true) => "changed",
            _ => "same",
        },
        facts: Vec::new(),
        from: cited(old, from, |at| shown.old_clause(at)),
        to: cited(new, to, |at| shown.new_clause(at)),
        number: match to.is_empty() {
            true => number(old, from),
            false => number(new, to),
        },
        old_number: number(old, from),
        new_number: number(new, to),
        words: marked(words),
        old: (!from.is_empty()).then(|| side(words, Op::Insert)),
        new: (!to.is_empty()).then(|| side(words, Op::Delete)),
    }
}

/// Where the cells of a table's row end in its text, but the last; none for other clauses.
fn cells(tree: &ClauseTree, all: &[ClauseIndex]) -> Vec<usize> {
    let [one] = all else { return Vec::new() };
    let Content::Row { cells, .. } = &tree.get(*one).content else {
        return Vec::new();
    };
    let lengths = cells.iter().map(|cell| collapse(&text_of(cell)).len());
    let mut at = 0;
    let mut ends: Vec<usize> = lengths
        .filter(|length| *length > 0)
        .map(|length| {
            let end = at + length;
            at = end + 1;
            end
        })
        .collect();
    ends.pop();
    ends
}

/// The id of a clause that is gone. No anchor has such a sign.
pub fn gone_id(clause: &Clause) -> String {
    format!("was_{}", clause.anchor)
}

/// The id of the place that a block left.
pub fn left_id(clause: &Clause) -> String {
    format!("from_{}", clause.anchor)
}

fn cited(
    tree: &ClauseTree,
    all: &[ClauseIndex],
    url: impl Fn(ClauseIndex) -> String,
) -> Vec<Cited> {
    let cited = all.iter().map(|at| Cited {
        text: short_citation(tree.get(*at)),
        url: url(*at),
    });
    cited.collect()
}

fn sections_above(tree: &ClauseTree, at: ClauseIndex) -> usize {
    let above = std::iter::successors(tree.get(at).parent, |i| tree.get(*i).parent);
    above
        .filter(|i| tree.get(*i).kind == ClauseKind::Section)
        .count()
}

/// What became of the clauses of an event, each fact once.
fn facts(event: &Event<'_>, blocks: &Blocks<'_>) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    let pairs = event.pairs.iter();
    for (pair, word) in pairs.flat_map(|pair| pair.words().into_iter().map(move |w| (pair, w))) {
        // Numbering is told once, before the text.
        if matches!(word, "same" | "renumbered") || said.contains(&word) {
            continue;
        }
        said.push(word);
        out.push(match word {
            "moved" => Fact {
                text: "moved from".to_string(),
                place: blocks.old_place(pair),
            },
            word => Fact {
                text: match word {
                    "split" | "merged" => format!("{}, parted by ¶", fact_words(word)),
                    word => fact_words(word).to_string(),
                },
                place: None,
            },
        });
    }
    // That a clause of several was amended goes without saying.
    if said.iter().any(|w| matches!(*w, "split" | "merged")) {
        out.retain(|fact| fact.text != "amended");
    }
    if let Some(first) = out.first_mut() {
        first.text = capitalised(&first.text);
    }
    out
}

/// A fact of an alignment as a reader is told it.
pub fn fact_words(word: &str) -> &str {
    match word {
        "added" => "new",
        "removed" => "gone",
        "split" => "became several",
        "merged" => "made of several",
        word => word,
    }
}

/// A heading is never more than one level below the one before it.
fn level(rows: &mut [Row]) {
    let mut before = FIRST_HEADING - 1;
    for row in rows.iter_mut().filter(|row| row.heading > 0) {
        row.heading = row.heading.min(before + 1).min(LAST_HEADING);
        before = row.heading;
    }
}
