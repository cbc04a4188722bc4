use super::hunk::{Hunk, Row, hunks};
use super::text::Words;
use super::token::{tokens, wholes};
use std::ops::Range;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// They stand in both texts.
    Equal,
    /// They came.
    Insert,
    /// They went.
    Delete,
}

impl Op {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Op::Equal => "equal",
            Op::Insert => "insert",
            Op::Delete => "delete",
        }
    }
}

/// Words in a row with one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub op: Op,
    /// They themselves, with the white space between and before them; never empty.
    pub text: String,
}

/// Two texts as one with marks. The old text is all that is equal or deleted, byte for byte, and
/// the new one all that is equal or inserted. Where words were replaced, the deleted ones stand
/// before the inserted ones.
pub fn marked(old: Words<'_>, new: Words<'_>) -> Vec<Piece> {
    let mut out = Marks::default();
    match (old.0, new.0) {
        (a, b) if a == b => out.equal(a),
        (a, "") => out.deleted.push_str(a),
        ("", b) => out.inserted.push_str(b),
        (a, b) => {
            let whole = wholes([old, new]);
            let (left, right) = (tokens(a, whole.as_ref()), tokens(b, whole.as_ref()));
            let old = Row {
                text: a,
                tokens: &left,
            };
            let new = Row {
                text: b,
                tokens: &right,
            };
            for hunk in hunks(old, new) {
                out.hunk(&hunk, old, new);
            }
            let end = |row: Row<'_>| row.tokens.last().map_or(0, |t| t.range.end);
            out.gap(&a[end(old)..], &b[end(new)..]);
        }
    }
    out.flush();
    out.pieces
}

/// The pieces so far, and what waits for the next equal words.
#[derive(Default)]
struct Marks {
    pieces: Vec<Piece>,
    deleted: String,
    inserted: String,
}

impl Marks {
    fn hunk(&mut self, hunk: &Hunk, old: Row<'_>, new: Row<'_>) {
        let gap = |row: Row<'_>, at: usize| row.tokens[at].gap.clone();
        if hunk.equal {
            for (a, b) in hunk.old.clone().zip(hunk.new.clone()) {
                self.gap(&old.text[gap(old, a)], &new.text[gap(new, b)]);
                self.equal(old.tokens[a].text(old.text));
            }
            return;
        }
        // A change that stands on its own after another one.
        self.flush();
        let bytes = |row: Row<'_>, range: &Range<usize>| match range.is_empty() {
            true => 0..0,
            false => row.tokens[range.start].gap.start..row.tokens[range.end - 1].range.end,
        };
        let (mut gone, mut come) = (bytes(old, &hunk.old), bytes(new, &hunk.new));
        if !gone.is_empty() && !come.is_empty() {
            let (a, b) = (gap(old, hunk.old.start), gap(new, hunk.new.start));
            if old.text[a.clone()] == new.text[b.clone()] {
                self.equal(&old.text[a.clone()]);
                (gone.start, come.start) = (a.end, b.end);
            }
        }
        self.deleted.push_str(&old.text[gone]);
        self.inserted.push_str(&new.text[come]);
    }

    /// White space between words.
    fn gap(&mut self, old: &str, new: &str) {
        if old == new {
            self.equal(old);
        } else {
            self.deleted.push_str(old);
            self.inserted.push_str(new);
        }
    }

    fn equal(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.put(Op::Equal, text);
        }
    }

    fn flush(&mut self) {
        let deleted = std::mem::take(&mut self.deleted);
        let inserted = std::mem::take(&mut self.inserted);
        let (lead, gone, come, tail) = without_common_blanks(&deleted, &inserted);
        self.put(Op::Equal, lead);
        self.put(Op::Delete, gone);
        self.put(Op::Insert, come);
        self.put(Op::Equal, tail);
    }

    fn put(&mut self, op: Op, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.op == op && op == Op::Equal => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                op,
                text: text.to_string(),
            }),
        }
    }
}

/// The white space with which both begin, the two without it, and that with which both end.
fn without_common_blanks<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str, &'t str, &'t str) {
    let same = |pair: &(char, char)| pair.0 == pair.1 && pair.0.is_whitespace();
    let length = |chars: &mut dyn Iterator<Item = (char, char)>| -> usize {
        chars.take_while(same).map(|(c, _)| c.len_utf8()).sum()
    };
    let head = length(&mut a.chars().zip(b.chars()));
    let (lead, a, b) = (&a[..head], &a[head..], &b[head..]);
    let tail = length(&mut a.chars().rev().zip(b.chars().rev()));
    (
        lead,
        &a[..a.len() - tail],
        &b[..b.len() - tail],
        &a[a.len() - tail..],
    )
}
