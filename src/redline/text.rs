use crate::clause::{ClauseIndex, ClauseTree};
use crate::definition::{Definition, of_tree};
use crate::reference::{Citator, Found, Kind, Reference, Scanned, scan};
use std::ops::Range;

/// A version that is to be compared.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// Its clauses.
    pub tree: &'a ClauseTree,
    /// The parts of each clause that are one word: citations and defined terms.
    wholes: Vec<Vec<Range<usize>>>,
}

/// The words of a clause with the parts that are kept whole.
pub type Words<'t> = (&'t str, &'t [Range<usize>]);

impl<'a> Text<'a> {
    /// A version in which these parts of clauses are one word each.
    pub fn new(
        tree: &'a ClauseTree,
        wholes: impl Iterator<Item = (ClauseIndex, Range<usize>)>,
    ) -> Text<'a> {
        let mut out = Text {
            tree,
            wholes: vec![Vec::new(); tree.clauses().len()],
        };
        for (clause, range) in wholes {
            out.wholes[clause.0 as usize].push(range);
        }
        out
    }

    /// A version whose citations and terms are read from it alone.
    pub fn read(tree: &'a ClauseTree, scanned: Scanned<'_>, citator: &Citator) -> Text<'a> {
        let cited = citations(&scan(tree, scanned, citator));
        let terms = of_tree(tree, &[]);
        let uses = terms.iter().flat_map(|(_, uses)| uses);
        let uses = uses.map(|used| (used.clause, used.range.clone()));
        Text::new(tree, cited.into_iter().chain(uses))
    }

    /// A version whose citations and terms are known.
    pub fn known(
        tree: &'a ClauseTree,
        references: &[Reference],
        definitions: &[Definition],
    ) -> Text<'a> {
        let found = references.iter();
        let found = found.filter_map(|r| Some((r.at.clause()?, &r.found)));
        let uses = definitions.iter().flat_map(|d| &d.uses);
        let uses = uses.map(|used| (used.clause, used.range.clone()));
        Text::new(tree, single(found).into_iter().chain(uses))
    }

    /// The words of a clause.
    pub(super) fn clause(&self, at: ClauseIndex) -> Words<'_> {
        (&self.tree.get(at).text, &self.wholes[at.0 as usize])
    }
}

/// The places of single citations: of a list each number is a word of its own, and a name is made
/// of words that may change.
pub fn citations(found: &[(ClauseIndex, Found)]) -> Vec<(ClauseIndex, Range<usize>)> {
    single(found.iter().map(|(clause, one)| (*clause, one)))
}

fn single<'f>(
    found: impl Iterator<Item = (ClauseIndex, &'f Found)>,
) -> Vec<(ClauseIndex, Range<usize>)> {
    let found: Vec<(ClauseIndex, &Found)> = found.collect();
    let mut out = Vec::new();
    for same in found.chunk_by(|a, b| a.0 == b.0 && a.1.range == b.1.range) {
        if let [(clause, one)] = same
            && one.kind != Kind::Named
        {
            out.push((*clause, one.range.clone()));
        }
    }
    out
}
