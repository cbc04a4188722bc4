//! Quotes of reviewed codings: whether the words still stand, and what stands now where they do
//! not. Nothing is moved by itself.

use super::{Evidence, Role};
use crate::clause::{Clause, ClauseIndex};
use crate::library::{Library, Place, Policy, Standing, citation, short_citation};
use crate::source::Field;
use crate::text::{Span, collapse};
use similar::{Algorithm, ChangeTag, TextDiff};
use std::collections::HashMap;

/// A quote as a person wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Quote {
    pub policy: Field,
    pub clause: Option<Field>,
    pub words: Field,
    pub role: Role,
}

/// A quote whose words no longer stand where they were read.
#[derive(Debug, Clone)]
pub struct LostQuote {
    /// Where it was read: the policy, and the clause when the review names it.
    pub cited: String,
    /// The words as they were read.
    pub words: String,
    /// Where they are written down.
    pub span: Span,
    /// What is not there any more, in words.
    pub reason: String,
    /// The clause whose words are the most like it; none when no clause is.
    pub nearest: Option<Nearest>,
}

/// What stands now.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// The version in force.
    pub version: Place,
    /// The clause.
    pub clause: ClauseIndex,
    /// From the words that were read to those of the clause.
    pub changes: Vec<Change>,
}

/// What happened to a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// They stand as they stood.
    Equal,
    /// They are gone.
    Delete,
    /// They are new.
    Insert,
}

/// A run of words and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub op: Op,
    /// The words, blanks included.
    pub text: String,
}

/// The least share of words that a clause has in common with a quote to be shown as its nearest.
const ALIKE: f64 = 0.3;

/// Finds a quote in the version in force.
pub(super) fn find(
    library: &Library,
    district: usize,
    quote: &Quote,
) -> Result<Evidence, LostQuote> {
    let lost = |reason: String, nearest| LostQuote {
        cited: cited(quote),
        words: collapse(&quote.words.value),
        span: quote.words.span,
        reason,
        nearest,
    };
    let policies = &library.districts[district].policies;
    let wanted = quote.policy.value.trim();
    let named = |policy: &Policy| policy.code.text == wanted || policy.slug == wanted;
    let Some(p) = policies.iter().position(named) else {
        return Err(lost(format!("the district has no policy {wanted}"), None));
    };
    let standing = |v: &crate::library::Version| v.standing == Standing::Current;
    let Some(v) = policies[p].versions.iter().position(standing) else {
        let reason = format!("policy {wanted} has no text in force");
        return Err(lost(reason, None));
    };
    let place = (district, p, v);
    match stands(library, place, quote) {
        Some(found) => Ok(found),
        None => Err(lost(
            missing(library, place, quote),
            nearest(library, place, &collapse(&quote.words.value)),
        )),
    }
}

fn cited(quote: &Quote) -> String {
    match &quote.clause {
        Some(clause) => format!("{} {}", quote.policy.value, clause.value),
        None => quote.policy.value.clone(),
    }
}

fn stands(library: &Library, version: Place, quote: &Quote) -> Option<Evidence> {
    let words = collapse(&quote.words.value);
    let (_, policy, shown) = library.at(version);
    let clauses = shown.tree.iter().filter(|(_, clause)| {
        let named = |name: &Field| is_called(policy, clause, &name.value);
        quote.clause.as_ref().is_none_or(named)
    });
    let mut hits = clauses.filter_map(|(index, clause)| {
        let start = clause.text.find(&words)?;
        Some((index, start..start + words.len()))
    });
    let (clause, range) = hits.next()?;
    Some(Evidence {
        version,
        clause,
        range,
        role: quote.role,
    })
}

/// Whether a clause has a name: its anchor, or its citation with or without the policy.
fn is_called(policy: &Policy, clause: &Clause, name: &str) -> bool {
    let name = collapse(name.trim().trim_start_matches('#'));
    clause.anchor == name || short_citation(clause) == name || citation(policy, clause) == name
}

fn missing(library: &Library, version: Place, quote: &Quote) -> String {
    let (_, policy, shown) = library.at(version);
    let Some(name) = &quote.clause else {
        return format!("no clause of {} has these words", quote.policy.value);
    };
    let there = |clause: &Clause| is_called(policy, clause, &name.value);
    match shown.tree.clauses().iter().any(there) {
        true => format!("{} no longer has these words", cited(quote)),
        false => format!("{} has no clause {}", quote.policy.value, name.value),
    }
}

/// The clause that has the most words in common with a quote, for its length.
fn nearest(library: &Library, version: Place, words: &str) -> Option<Nearest> {
    let tree = &library.at(version).2.tree;
    let mut own: HashMap<&str, usize> = HashMap::new();
    words
        .split(' ')
        .for_each(|word| *own.entry(word).or_default() += 1);
    let count = words.split(' ').count();
    let mut best: Option<(f64, ClauseIndex)> = None;
    for (index, clause) in tree.iter() {
        let mut left = own.clone();
        let (mut shared, mut all) = (0, 0);
        for word in clause.text.split(' ') {
            all += 1;
            if let Some(n) = left.get_mut(word).filter(|n| **n > 0) {
                *n -= 1;
                shared += 1;
            }
        }
        // Words of a long clause around the quote count for less than words that are gone.
        let share = f64::from(shared) / (count as f64 + 0.1 * f64::from(all));
        if share >= ALIKE && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, index));
        }
    }
    let (_, clause) = best?;
    Some(Nearest {
        version,
        clause,
        changes: changes(words, &tree.get(clause).text),
    })
}

/// The words of one text and of another, word by word. What the second has before and after is
/// left out.
fn changes(from: &str, to: &str) -> Vec<Change> {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Histogram)
        .diff_unicode_words(from, to);
    let mut out: Vec<Change> = Vec::new();
    for change in diff.iter_all_changes() {
        let op = match change.tag() {
            ChangeTag::Equal => Op::Equal,
            ChangeTag::Delete => Op::Delete,
            ChangeTag::Insert => Op::Insert,
        };
        match out.last_mut() {
            Some(last) if last.op == op => last.text.push_str(change.value()),
            _ => out.push(Change {
                op,
                text: change.value().to_string(),
            }),
        }
    }
    let inserted = |change: Option<&Change>| change.is_some_and(|c| c.op == Op::Insert);
    if out.len() > 1 && inserted(out.first()) {
        out.remove(0);
    }
    if out.len() > 1 && inserted(out.last()) {
        out.pop();
    }
    out
}

impl Nearest {
    /// The changes as one line: `[-gone-]` and `{+new+}`.
    pub fn line(&self) -> String {
        let parts = self.changes.iter().map(|change| match change.op {
            Op::Equal => change.text.clone(),
            Op::Delete => format!("[-{}-]", change.text),
            Op::Insert => format!("{{+{}+}}", change.text),
        });
        parts.collect()
    }
}
