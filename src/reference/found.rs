use super::citator::Cited;
use crate::clause::{ClauseIndex, ClauseTree};
use crate::source::FrontMatter;
use std::ops::Range;

/// Where a reference stands in a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// In the text of a clause.
    Clause(ClauseIndex),
    /// In an item of the legal references of the front matter.
    Legal(usize),
    /// In an item of its cross references.
    CrossRef(usize),
}

impl At {
    /// The clause; none for what stands in front matter.
    pub fn clause(self) -> Option<ClauseIndex> {
        match self {
            At::Clause(index) => Some(index),
            At::Legal(_) | At::CrossRef(_) => None,
        }
    }

    /// The field of front matter; none for what stands in a clause.
    pub fn field(self) -> Option<&'static str> {
        match self {
            At::Clause(_) => None,
            At::Legal(_) => Some("legal"),
            At::CrossRef(_) => Some("cross_refs"),
        }
    }

    /// The text that it stands in: of the clause, or of the item.
    pub fn text_in<'a>(self, tree: &'a ClauseTree, front: &'a FrontMatter) -> &'a str {
        match self {
            At::Clause(index) => &tree.get(index).text,
            At::Legal(item) => &front.legal[item].value,
            At::CrossRef(item) => &front.cross_refs[item].value,
        }
    }
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A policy, by its code.
    Policy,
    /// A place in the same policy.
    Clause,
    /// A law or a regulation of the state.
    Statute,
    /// A policy or document, by its name.
    Named,
}

impl Kind {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Policy => "policy",
            Kind::Clause => "clause",
            Kind::Statute => "statute",
            Kind::Named => "named",
        }
    }
}

/// A reference as it is found in a text; what it leads to is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text of the clause, or of the item of front matter.
    pub range: Range<usize>,
    /// What it names.
    pub kind: Kind,
    /// The name in its normal form: `4140`, `20 U.S.C. 1232g`, `III.A`. One printed list gives
    /// several references with one range.
    pub target: String,
    /// Which law it is; none for what is no statute, and for words that should name a law and
    /// name none of the list.
    pub law: Option<Cited>,
}

/// Sorts references by place and takes away those that lie inside a longer one of another kind.
pub fn settle(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| {
        let key = |f: &Found| (f.range.start, usize::MAX - f.range.end);
        (key(a), a.kind, &a.target).cmp(&(key(b), b.kind, &b.target))
    });
    found.dedup();
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        let inside = kept.last().is_some_and(|last| {
            next.range.start < last.range.end
                && next.range != last.range
                && !(next.kind == last.kind && next.range.end > last.range.end)
        });
        if !inside {
            kept.push(next);
        }
    }
    kept
}

/// Whether a text ends with these letters, in any case and whatever white space follows. Looks at
/// the end alone, however long the text is.
pub fn ends_with_word(text: &str, word: &str) -> bool {
    let text = text.trim_end();
    let tail = text.len().saturating_sub(word.len());
    text.get(tail..)
        .is_some_and(|t| t.eq_ignore_ascii_case(word))
}
