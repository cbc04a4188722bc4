//! What is marked in the words of a policy: its references, and the first use of each defined
//! term in each section.

use super::body::ClauseLinks;
use super::front::one_by_one;
use super::{Input, links};
use crate::clause::inline::Target;
use crate::clause::{ClauseIndex, ClauseKind, ClauseTree};
use crate::library::Place;
use crate::reference::State;
use std::collections::HashSet;
use std::ops::Range;

/// The links of the clauses of a version, for the page at `path`. A reference goes before a term;
/// of several things that one text names, the first is linked.
pub fn of_version(input: &Input<'_>, place: Place, path: &str) -> ClauseLinks {
    let tree = &input.library.at(place).2.tree;
    let mut all: Vec<(ClauseIndex, Range<usize>, u8, Target)> = references(input, place, path);
    all.extend(terms(input, place, tree));
    all.sort_by_key(|(clause, range, rank, _)| (*clause, *rank, range.start));
    let mut out = ClauseLinks::new();
    for (clause, range, _, target) in all {
        let links = out.entry(clause).or_default();
        let at = links.partition_point(|(other, _)| other.end <= range.start);
        if links
            .get(at)
            .is_none_or(|(other, _)| range.end <= other.start)
        {
            links.insert(at, (range, target));
        }
    }
    out
}

type Mark = (ClauseIndex, Range<usize>, u8, Target);

fn references(input: &Input<'_>, place: Place, path: &str) -> Vec<Mark> {
    let version = input.library.at(place).2;
    let all = input.layers.references_in(place);
    let by_text = all.chunk_by(|a, b| a.at == b.at);
    let words = by_text.flat_map(|own| {
        let text = own[0].at.text_in(&version.tree, &version.front);
        one_by_one(own, text)
    });
    words
        .filter_map(|(words, reference)| {
            let address = match reference.state {
                State::Clause(index) => format!("#{}", version.tree.get(index).anchor),
                _ => links::relative(path, &links::target(input, reference)?),
            };
            let target = Target::Page(address.into());
            Some((reference.at.clause()?, words, 0, target))
        })
        .collect()
}

fn terms(input: &Input<'_>, place: Place, tree: &ClauseTree) -> Vec<Mark> {
    let mut out = Vec::new();
    for (number, definition) in (1..).zip(input.layers.definitions_in(place)) {
        let anchor = &tree.get(definition.defined.clause).anchor;
        let mut sections = HashSet::new();
        for term in &definition.uses {
            if sections.insert(section(tree, term.clause)) {
                let target = Target::Term(anchor.as_str().into(), number);
                out.push((term.clause, term.range.clone(), 1, target));
            }
        }
    }
    out
}

/// The section that a clause stands in; none at the top of the text.
fn section(tree: &ClauseTree, index: ClauseIndex) -> Option<ClauseIndex> {
    let over = std::iter::successors(tree.get(index).parent, |p| tree.get(*p).parent);
    over.into_iter()
        .find(|p| tree.get(*p).kind == ClauseKind::Section)
}
