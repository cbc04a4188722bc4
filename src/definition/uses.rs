use super::Scope;
use super::cues::Cues;
use super::find::Defined;
use super::term::{Word, fold, words};
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A place where a defined term is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// The clause.
    pub clause: ClauseIndex,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// Names of more words than this are no terms.
const LONGEST: usize = 8;

/// The names of all terms of a text, folded.
struct Names {
    /// The definitions of each name, in the order of the text.
    by_name: HashMap<String, Vec<usize>>,
    /// Their first words.
    first: HashSet<String>,
    /// The number of words of the longest.
    longest: usize,
}

impl Names {
    fn of(found: &[Defined]) -> Names {
        let mut names = Names {
            by_name: HashMap::new(),
            first: HashSet::new(),
            longest: 0,
        };
        for (at, defined) in found.iter().enumerate() {
            for name in &defined.names {
                names.add(&fold(name), name, at);
            }
        }
        names
    }

    fn add(&mut self, folded: &str, printed: &str, at: usize) {
        let never = &Cues::built_in().never_marked;
        if folded.is_empty() || never.contains(&printed.to_lowercase()) {
            return;
        }
        let first = folded.split(' ').next().unwrap_or(folded);
        self.first.insert(first.to_string());
        self.longest = self.longest.max(folded.split(' ').count()).min(LONGEST);
        let all = self.by_name.entry(folded.to_string()).or_default();
        if all.last() != Some(&at) {
            all.push(at);
        }
    }

    /// The longest name that begins at a word: the definitions of it, and how many words it has.
    fn at<'a>(&'a self, text: &str, words: &[Word]) -> Option<(&'a [usize], usize)> {
        self.first.get(&words.first()?.folded)?;
        let mut key = String::new();
        let mut best = None;
        for (n, word) in words.iter().take(self.longest).enumerate() {
            if n > 0 {
                let gap = &text[words[n - 1].range.end..word.range.start];
                if !gap
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, '-' | '‑'))
                {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&word.folded);
            if let Some(all) = self.by_name.get(&key) {
                best = Some((all.as_slice(), n + 1));
            }
        }
        best
    }
}

/// The uses of each term, longest name first; a use counts for the definition that reaches it
/// most closely.
pub(super) fn uses(tree: &ClauseTree, found: &[Defined]) -> Vec<Vec<TermUse>> {
    let mut out = vec![Vec::new(); found.len()];
    let names = Names::of(found);
    if names.first.is_empty() {
        return out;
    }
    for (index, clause) in tree.iter() {
        if matches!(clause.kind, ClauseKind::Title | ClauseKind::Section) {
            continue;
        }
        let words = words(&clause.text);
        let mut at = 0;
        while at < words.len() {
            let Some((all, count)) = names.at(&clause.text, &words[at..]) else {
                at += 1;
                continue;
            };
            let range = words[at].range.start..words[at + count - 1].range.end;
            if let Some(one) = meant(tree, found, all, index, &range) {
                out[one].push(TermUse {
                    clause: index,
                    range: without_possessor(clause, range),
                });
            }
            at += count;
        }
    }
    out
}

/// The definition that is meant at a place; none inside a definition of the same name.
fn meant(
    tree: &ClauseTree,
    found: &[Defined],
    all: &[usize],
    index: ClauseIndex,
    range: &Range<usize>,
) -> Option<usize> {
    let own = |at: &usize| found[*at].holds(index, range);
    if all.iter().take(MAX_SAME).any(own) {
        return None;
    }
    let reaches = all.iter().copied().take(MAX_SAME);
    let reaching = reaches.filter(|at| match found[*at].scope {
        Scope::Text => true,
        Scope::Under(top) => tree.is_under(index, top),
    });
    // The narrowest scope; of equals the first.
    reaching.min_by_key(|at| match found[*at].scope {
        Scope::Text => usize::MAX,
        Scope::Under(top) => usize::MAX - 1 - tree.depth(top),
    })
}

/// Definitions of one name that are weighed against each other; more are no text of this world.
const MAX_SAME: usize = 16;

/// The words without a possessor's ending, which is no part of the term.
fn without_possessor(clause: &Clause, range: Range<usize>) -> Range<usize> {
    let text = &clause.text[range.clone()];
    let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s"));
    range.start..range.start + bare.unwrap_or(text).len()
}
