//! What changed between two rows of words, and its clean-up.

use super::token::{Token, is_sharp, is_weak};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Words of the old text and of the new one: equal, or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub equal: bool,
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// A text with its words.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
}

impl<'t> Row<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.tokens[at].text(self.text)
    }
}

/// The hunks of two rows, equal and changed in turn, cleaned up.
pub(super) fn hunks(old: Row<'_>, new: Row<'_>) -> Vec<Hunk> {
    let mut hunks = compared(old, new);
    slide(&mut hunks, old, new);
    let hunks = dissolve(hunks, old, new);
    hunks
        .into_iter()
        .flat_map(|h| sharp_apart(h, old, new))
        .collect()
}

fn compared(old: Row<'_>, new: Row<'_>) -> Vec<Hunk> {
    let words = |row: Row<'_>| -> Vec<String> {
        let words = 0..row.tokens.len();
        words.map(|at| row.word(at).to_string()).collect()
    };
    let (a, b) = (words(old), words(new));
    // Rare words first, then Myers between them.
    let ops = capture_diff_slices(Algorithm::Histogram, &a, &b);
    let mut out: Vec<Hunk> = Vec::new();
    for op in ops {
        let hunk = Hunk {
            equal: matches!(op, DiffOp::Equal { .. }),
            old: op.old_range(),
            new: op.new_range(),
        };
        push(hunk, &mut out);
    }
    out
}

/// Adds a hunk; two of a kind become one.
fn push(hunk: Hunk, out: &mut Vec<Hunk>) {
    match out.last_mut() {
        Some(last) if last.equal == hunk.equal => {
            last.old.end = hunk.old.end;
            last.new.end = hunk.new.end;
        }
        _ => out.push(hunk),
    }
}

/// What is only added or only taken away can often begin at several places; it is shown from the
/// start of a sentence, else of a part of one.
fn slide(hunks: &mut [Hunk], old: Row<'_>, new: Row<'_>) {
    for at in 1..hunks.len().saturating_sub(1) {
        let [before, hunk, after] = &mut hunks[at - 1..=at + 1] else {
            continue;
        };
        let row = match (hunk.equal, hunk.old.is_empty(), hunk.new.is_empty()) {
            (false, true, false) => new,
            (false, false, true) => old,
            _ => continue,
        };
        let range = if hunk.old.is_empty() {
            &hunk.new
        } else {
            &hunk.old
        };
        let by = best_slide(row, range, before.old.len(), after.old.len());
        shift(&mut before.old.end, by);
        shift(&mut before.new.end, by);
        for range in [&mut hunk.old, &mut hunk.new] {
            shift(&mut range.start, by);
            shift(&mut range.end, by);
        }
        shift(&mut after.old.start, by);
        shift(&mut after.new.start, by);
    }
}

fn shift(at: &mut usize, by: isize) {
    *at = at.saturating_add_signed(by);
}

/// Words that a change is slid at most.
const FAR: usize = 100;

/// How far the words of a range can be slid so that they begin best: back or on, as long as what
/// comes in is what goes out. An equal run keeps a word at least.
fn best_slide(row: Row<'_>, range: &Range<usize>, before: usize, after: usize) -> isize {
    let mut best = (start(row, range.start), 0);
    let mut consider = |by: isize| {
        let begins = start(row, range.start.saturating_add_signed(by));
        if begins > best.0 {
            best = (begins, by);
        }
    };
    for by in 1..before.min(FAR) {
        if row.word(range.start - by) != row.word(range.end - by) {
            break;
        }
        consider(-isize::try_from(by).unwrap_or(0));
    }
    for by in 1..after.min(FAR) {
        if row.word(range.start + by - 1) != row.word(range.end + by - 1) {
            break;
        }
        consider(isize::try_from(by).unwrap_or(0));
    }
    best.1
}

/// How well a change begins before a word.
fn start(row: Row<'_>, at: usize) -> u8 {
    let Some(before) = at.checked_sub(1) else {
        return 4;
    };
    match row.word(before) {
        _ if row.tokens[before].ends => 4,
        ";" | ":" => 3,
        "," | "(" | "—" | "–" => 2,
        _ if matches!(row.word(at), "and" | "or" | "but" | "(" | ",") => 1,
        _ => 0,
    }
}

/// Takes away islands: equal words that say nothing between changes that are longer on both sides.
/// None goes that ends a sentence, and none next to a change that is shown on its own.
fn dissolve(hunks: Vec<Hunk>, old: Row<'_>, new: Row<'_>) -> Vec<Hunk> {
    let size = |h: &Hunk| h.old.len().max(h.new.len());
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for at in 0..hunks.len() {
        let hunk = &hunks[at];
        let between = at > 0 && at + 1 < hunks.len();
        let is_island = hunk.equal && between && {
            let (before, after) = (&hunks[at - 1], &hunks[at + 1]);
            let length = hunk.old.len();
            let small = length < size(before).min(size(after));
            let weak = |at: usize| is_weak(old.word(at)) && !old.tokens[at].ends;
            let apart = is_apart(before, old, new) || is_apart(after, old, new);
            small && !apart && hunk.old.clone().all(weak)
        };
        let hunk = Hunk {
            equal: hunk.equal && !is_island,
            ..hunk.clone()
        };
        push(hunk, &mut out);
    }
    out
}

/// A change of nothing but words that are shown on their own: "may" to "shall not".
fn is_apart(hunk: &Hunk, old: Row<'_>, new: Row<'_>) -> bool {
    let all = |row: Row<'_>, range: &Range<usize>| range.clone().all(|at| is_sharp(row.word(at)));
    all(old, &hunk.old) && all(new, &hunk.new)
}

/// Cuts a change so that a modal verb for a modal verb, or a number for a number, at either end of
/// it, stands on its own.
fn sharp_apart(hunk: Hunk, old: Row<'_>, new: Row<'_>) -> Vec<Hunk> {
    let (mut a, mut b) = (hunk.old.clone(), hunk.new.clone());
    if hunk.equal || is_apart(&hunk, old, new) {
        return vec![hunk];
    }
    let heads = run(old, a.clone()).zip(run(new, b.clone()));
    let head = heads.map(|(n, m)| cut(&mut a, &mut b, (n, m), true));
    let tails = run(old, a.clone().rev()).zip(run(new, b.clone().rev()));
    let tail = tails.map(|(n, m)| cut(&mut a, &mut b, (n, m), false));
    let rest = (!a.is_empty() || !b.is_empty()).then_some(Hunk {
        equal: false,
        old: a,
        new: b,
    });
    [head, rest, tail].into_iter().flatten().collect()
}

/// How many words from an end are shown on their own; none when there is none.
fn run(row: Row<'_>, words: impl Iterator<Item = usize>) -> Option<usize> {
    let count = words.take_while(|at| is_sharp(row.word(*at))).count();
    (count > 0).then_some(count)
}

fn cut(a: &mut Range<usize>, b: &mut Range<usize>, (n, m): (usize, usize), head: bool) -> Hunk {
    let take = |range: &mut Range<usize>, count: usize| match head {
        true => {
            range.start += count;
            range.start - count..range.start
        }
        false => {
            range.end -= count;
            range.end..range.end + count
        }
    };
    Hunk {
        equal: false,
        old: take(a, n),
        new: take(b, m),
    }
}
