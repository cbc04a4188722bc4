//! Lists of references at the end of a policy, or at its head: what they are lists of, from the
//! label before them (`Cross Refs.:`, `Legal References`, `Related policies`).

use super::token;
use crate::clause::{Clause, ClauseKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a stretch of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Text,
    /// A list of policies.
    Policies,
    /// A list of laws.
    Laws,
    /// A list of both.
    Both,
}

/// The stretches of a text, in order; together they are the whole of it.
pub type Parts = Vec<(Range<usize>, Part)>;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)\b(?:
            (?P<policies>
                (?:policy\s+)?cross[-\ ]?ref(?:erences?|s)?
              | (?:related|associated|companion)\s+
                (?:(?:board|district)\s+)?(?:polic(?:y|ies)|procedures?|regulations?|exhibits?|forms?)
                (?:\s*(?:,|/|&|and)\s*(?:polic(?:y|ies)|procedures?|regulations?|exhibits?|forms?))*
              | policy\s+ref(?:erences?|s)?
              | refer\s+also\s+to
            )
          | (?P<laws>
                (?:legal|statutory|state|federal|court|case|constitutional)\s+(?:cross\s+)?(?:ref(?:erences?|s)?|authority|basis)
              | management\s+resources
              | legal
            )
          | (?P<both> (?:related\s+)?ref(?:erences?|s)? )
          | (?P<colon> see\s+also | cf | admin(?:istrative|\.)?\s+proc(?:edures?)? )
        )\b(?:\(s\))?(?P<end>\.?\s*:|\.|)",
    )
    .expect("a fixed pattern")
});

/// A line of the policy's history, which ends a list.
static HISTORY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:(?:date\s+|dates\s+)?(?:adopted|adoption|approved|revised|reviewed|amended|issued|ratified|rescinded|readopted)\b|(?:last|first|original|1st|2nd)\s+(?:adopt|read|revis|review|approv|amend|date)|date\b|effective\b|(?:policy\s+)?history\b|updated\b|policy\s+(?:adopted|revised|reviewed))",
    )
    .expect("a fixed pattern")
});

/// Words of a line that may still belong to a list.
const SHORT: usize = 14;

/// Follows the lists through the clauses of a text.
#[derive(Debug, Clone, Copy)]
pub struct Lists {
    open: Part,
    /// True after a label with nothing behind it: what comes next is the list, however long.
    bare: bool,
}

impl Lists {
    /// Before the first clause.
    pub fn new() -> Lists {
        Lists {
            open: Part::Text,
            bare: false,
        }
    }

    /// The stretches of the next clause.
    pub fn next(&mut self, clause: &Clause) -> Parts {
        let text = clause.text.as_str();
        if !self.goes_on(clause) {
            self.open = Part::Text;
        }
        let mut parts: Parts = Vec::new();
        let mut from = 0;
        for hit in LABEL.captures_iter(text) {
            let range = hit.get(0).map_or(0..0, |m| m.range());
            let colon = hit["end"].ends_with(':');
            if hit.name("colon").is_some() && !colon
                || !is_label(text, &range, !hit["end"].is_empty())
            {
                continue;
            }
            let kind = if hit.name("policies").or(hit.name("colon")).is_some() {
                Part::Policies
            } else if hit.name("laws").is_some() {
                Part::Laws
            } else {
                Part::Both
            };
            // Two labels side by side are the heads of two columns.
            let column = from > 0 && text[from..range.start].trim().is_empty();
            parts.push((from..range.start, self.open));
            parts.push((range.clone(), Part::Text));
            self.open = if column && kind != self.open {
                Part::Both
            } else {
                kind
            };
            from = range.end;
        }
        self.bare = from > 0 && text[from..].trim().is_empty();
        parts.push((from..text.len(), self.open));
        parts
    }

    /// Whether a list that is open goes on in this clause.
    fn goes_on(self, clause: &Clause) -> bool {
        let text = clause.text.as_str();
        let coded = token::tokens(&text[..text.floor_char_boundary(40)])
            .first()
            .is_some_and(|t| t.range.start == 0);
        let ends = clause.kind == ClauseKind::Section && !coded || HISTORY.is_match(text);
        let short = text.split_whitespace().take(SHORT + 1).count() <= SHORT;
        !ends && (short || coded || self.bare)
    }
}

/// A label stands at the start, or before a colon; a sentence that begins with its words is none.
fn is_label(text: &str, range: &Range<usize>, marked: bool) -> bool {
    let rest = text[range.end..].trim_start();
    let starts = !text[..range.start].contains(char::is_alphanumeric)
        || text[..range.start].trim_end().eq_ignore_ascii_case("note:");
    let colon = text[..range.end].ends_with(':');
    let first = rest.chars().next();
    let listed =
        first.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || "§(|–-#[".contains(c));
    let single = !text[range.clone()].contains(char::is_whitespace);
    colon && listed || starts && listed && (marked || !single || first.is_none())
}
