//! Words with marks as HTML.

use crate::clause::inline::escape_into;
use crate::redline::{Op, Piece};
use crate::text::words;
use std::fmt::Write as _;

/// What is said before and after words that went or came. It is real text, for not every screen
/// reader speaks the elements; a copy has it too.
struct Said {
    tag: &'static str,
    before: &'static str,
    after: &'static str,
}

const GONE: Said = Said {
    tag: "del",
    before: "deleted",
    after: "end of deletion",
};
const COME: Said = Said {
    tag: "ins",
    before: "inserted",
    after: "end of insertion",
};

/// Signs that a screen reader passes over in silence, with their names.
const SIGNS: [(&str, &str); 16] = [
    (",", "comma"),
    (".", "period"),
    (";", "semicolon"),
    (":", "colon"),
    ("?", "question mark"),
    ("!", "exclamation mark"),
    ("-", "hyphen"),
    ("–", "dash"),
    ("—", "dash"),
    ("(", "opening parenthesis"),
    (")", "closing parenthesis"),
    ("/", "slash"),
    ("“", "opening quotation mark"),
    ("”", "closing quotation mark"),
    ("\"", "quotation mark"),
    ("¶", "end of a clause"),
];

/// Stands for the end of a table's cell in the words of its row; no text has this sign.
const BAR: char = '\u{fdd0}';

/// The words of a table's row with a sign where a cell ends, but the last: the ends are bytes of the
/// old text and of the new one.
pub fn barred(pieces: &[Piece], old: Vec<usize>, new: Vec<usize>) -> Vec<Piece> {
    let mut at = (0, 0);
    let mut ends = (old.into_iter().peekable(), new.into_iter().peekable());
    let barred = pieces.iter().map(|piece| {
        let mut text = String::with_capacity(piece.text.len());
        for c in piece.text.chars() {
            let in_old = piece.op != Op::Insert && ends.0.next_if(|end| *end <= at.0).is_some();
            let in_new = piece.op != Op::Delete && ends.1.next_if(|end| *end <= at.1).is_some();
            if in_old || in_new {
                text.push(BAR);
            }
            text.push(c);
            if piece.op != Op::Insert {
                at.0 += c.len_utf8();
            }
            if piece.op != Op::Delete {
                at.1 += c.len_utf8();
            }
        }
        Piece { op: piece.op, text }
    });
    barred.collect()
}

/// Words with marks.
pub fn marked<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> String {
    let mut out = String::new();
    for piece in pieces {
        let said = match piece.op {
            Op::Equal => None,
            Op::Delete => Some(&GONE),
            Op::Insert => Some(&COME),
        };
        // Words that went are set apart from those that came for them.
        if piece.op == Op::Insert && out.ends_with("</del>") {
            out.push(' ');
        }
        put(&mut out, &piece.text, said);
    }
    if out.contains(BAR) {
        out = out.replace(BAR, "<span class=\"cell-end\"></span>");
    }
    out
}

/// The words of one of the two texts, without those that stand only in the other.
pub fn side(pieces: &[Piece], other: Op) -> String {
    marked(pieces.iter().filter(|p| p.op != other))
}

/// Marks stand close to the words; white space alone is not marked.
fn put(out: &mut String, text: &str, said: Option<&Said>) {
    let inner = text.trim();
    let (Some(Said { tag, before, after }), false) = (said, inner.is_empty()) else {
        escape_into(out, text);
        return;
    };
    let start = text.len() - text.trim_start().len();
    escape_into(out, &text[..start]);
    let sign = SIGNS.iter().find(|(sign, _)| *sign == inner);
    let sign = sign.map_or(String::new(), |(_, name)| format!("{name} "));
    let _ = write!(out, "<{tag}><span class=\"vh\">[{before}: {sign}</span>");
    escape_into(out, inner);
    let _ = write!(out, "<span class=\"vh\"> {after}]</span></{tag}>");
    escape_into(out, &text[start + inner.len()..]);
}

/// Words around a change in a list, and words of a list entry at most.
const AROUND: usize = 6;
const LONGEST: usize = 50;

/// The changes of a clause with the words around them, short enough for a list.
pub fn snippet(pieces: &[Piece]) -> String {
    let mut short: Vec<Piece> = Vec::new();
    let mut left = LONGEST;
    for (at, piece) in pieces.iter().enumerate() {
        let text = match piece.op {
            Op::Equal => around(&piece.text, at > 0, at + 1 < pieces.len()),
            _ => first(&piece.text, left),
        };
        if piece.op != Op::Equal {
            left = left.saturating_sub(words(&piece.text).count());
        }
        let op = piece.op;
        short.push(Piece { op, text });
        if left == 0 && at + 1 < pieces.len() {
            let text = " …".to_string();
            short.push(Piece {
                op: Op::Equal,
                text,
            });
            break;
        }
    }
    marked(&short)
}

/// The words of a run that stand next to a change before or after it.
fn around(text: &str, after_one: bool, before_one: bool) -> String {
    let all: Vec<&str> = words(text).collect();
    let kept = AROUND * (usize::from(after_one) + usize::from(before_one));
    if all.len() <= kept + 1 {
        return text.to_string();
    }
    let (lead, tail) = (text.starts_with(' '), text.ends_with(' '));
    let mut out = String::new();
    if after_one {
        let blank = if lead { " " } else { "" };
        out = format!("{blank}{} ", all[..AROUND].join(" "));
    }
    out.push('…');
    if before_one {
        let blank = if tail { " " } else { "" };
        out = format!("{out} {}{blank}", all[all.len() - AROUND..].join(" "));
    }
    out
}

fn first(text: &str, count: usize) -> String {
    let all: Vec<&str> = words(text).collect();
    if all.len() <= count {
        return text.to_string();
    }
    let blank = if text.starts_with(' ') { " " } else { "" };
    format!("{blank}{} …", all[..count].join(" "))
}

#[cfg(test)]
mod tests {
    use super::{marked, snippet};
    use crate::redline::marked as compared;

    fn plain(html: &str) -> String {
        html.replace("<span class=\"vh\">", "")
            .replace("</span>", "")
    }

    #[test]
    fn marks_stand_close_to_the_words_and_are_spoken() {
        let pieces = compared(("Staff often call.", &[]), ("Staff rarely call.", &[]));
        assert_eq!(
            plain(&marked(&pieces)),
            "Staff <del>[deleted: often end of deletion]</del> \
             <ins>[inserted: rarely end of insertion]</ins> call."
        );
        let pieces = compared(("Staff, pupils", &[]), ("Staff; pupils", &[]));
        assert_eq!(
            plain(&marked(&pieces)),
            "Staff<del>[deleted: comma , end of deletion]</del> \
             <ins>[inserted: semicolon ; end of insertion]</ins> pupils",
            "a sign that is passed over in silence has its name"
        );
    }

    #[test]
    fn a_list_entry_has_the_change_and_few_words_around_it() {
        let tail = "one two three four five six seven eight nine ten eleven twelve";
        let old = format!("{tail} yes {tail}");
        let new = format!("{tail} <no> {tail}");
        let pieces = compared((&old, &[]), (&new, &[]));
        let short = plain(&snippet(&pieces));
        assert!(
            short.starts_with("… seven eight nine ten eleven twelve "),
            "{short}"
        );
        assert!(short.ends_with(" one two three four five six …"), "{short}");
        assert!(short.contains("&lt;"), "{short}");
    }
}
