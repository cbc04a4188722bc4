//! The rules that the clauses of a version are evidence for.

use super::verdict::{mark, mark_words, symbol_of, word};
use super::view::Link;
use super::{Input, links};
use crate::clause::ClauseIndex;
use crate::library::{Place, citation};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A clause and the rules that it proves an answer to.
#[derive(Serialize)]
pub struct Proves {
    #[serde(skip)]
    clause: ClauseIndex,
    anchor: String,
    citation: String,
    rules: Vec<Proved>,
}

#[derive(Serialize)]
struct Proved {
    rule: Link,
    symbol: &'static str,
    word: String,
    quote: String,
    mark: &'static str,
    mark_words: &'static str,
}

/// What stands beside a clause that is evidence: its first rule, with the verdict, and how many
/// more there are.
pub struct RuleMark {
    /// The page of the rule.
    pub rule: Link,
    /// The verdict.
    pub word: String,
    /// How many rules more.
    pub more: usize,
}

/// The marks beside clauses.
pub fn marks(proves: &[Proves]) -> HashMap<ClauseIndex, RuleMark> {
    let marks = proves.iter().filter_map(|own| {
        let first = own.rules.first()?;
        let mark = RuleMark {
            rule: first.rule.clone(),
            word: first.word.to_lowercase(),
            more: own.rules.len() - 1,
        };
        Some((own.clause, mark))
    });
    marks.collect()
}

/// What the clauses of a version prove, in the order of the text.
pub fn of_version(input: &Input<'_>, version: Place, path: &str) -> Vec<Proves> {
    let matrix = &input.layers.matrix;
    let (_, policy, shown) = input.library.at(version);
    let mut by_clause: BTreeMap<ClauseIndex, Vec<Proved>> = BTreeMap::new();
    for (at, rule) in matrix.rules.rules.iter().enumerate() {
        let cell = matrix.cell(version.0, at);
        for evidence in cell.evidence().iter().filter(|e| e.version == version) {
            let text = &shown.tree.get(evidence.clause).text;
            by_clause.entry(evidence.clause).or_default().push(Proved {
                rule: Link::new(path, &links::rule(rule), &rule.title),
                symbol: symbol_of(cell),
                word: word(cell),
                quote: text
                    .get(evidence.range.clone())
                    .unwrap_or_default()
                    .to_string(),
                mark: mark(cell.state),
                mark_words: mark_words(cell.state),
            });
        }
    }
    let clauses = by_clause.into_iter().map(|(index, rules)| {
        let clause = shown.tree.get(index);
        Proves {
            clause: index,
            anchor: clause.anchor.clone(),
            citation: citation(policy, clause),
            rules,
        }
    });
    clauses.collect()
}
