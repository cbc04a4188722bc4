//! A text read as the body of a policy: for the tests and for the measurements.

use policybook::clause::{ClauseTree, Known, read_clauses};
use policybook::text::{Source, SourceMap};

/// The clauses of a text.
pub fn tree(text: &str) -> ClauseTree {
    let source = Source::new("text", text);
    let id = SourceMap::default().add(source.clone());
    read_clauses(&source, id, 0..text.len(), Known::default()).value
}

/// Path and words of each clause of a text.
pub fn clauses(text: &str) -> Vec<(String, String)> {
    tree(text)
        .clauses()
        .iter()
        .map(|c| (c.path_text(), c.text.clone()))
        .collect()
}
