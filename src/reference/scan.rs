use super::citator::Citator;
use super::found::{Found, settle};
use super::{code, law, name, place};
use crate::clause::{ClauseIndex, ClauseKind, ClauseTree};
use regex::Regex;
use std::sync::LazyLock;

/// What is known of the policy that is scanned.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scanned<'a> {
    /// Its code.
    pub code: Option<&'a str>,
    /// Its title and other names.
    pub names: &'a [&'a str],
    /// Postal code of the district's state.
    pub state: Option<&'a str>,
}

static REFERENCE_BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(cross|policy|legal|related)\s*(policy\s*)?ref(erence)?s?\b")
        .expect("a fixed pattern")
});

/// Finds the references in the clauses of a policy, in the order of the text.
pub fn scan(tree: &ClauseTree, of: Scanned<'_>, citator: &Citator) -> Vec<(ClauseIndex, Found)> {
    let headings: place::Headings<'_> = tree
        .clauses()
        .iter()
        .filter(|c| c.kind == ClauseKind::Section)
        .filter_map(|c| c.heading.as_deref())
        .map(|h| h.trim_end_matches(':'))
        .collect();
    let mut names: Vec<&str> = of.names.to_vec();
    let titles = tree
        .clauses()
        .iter()
        .filter(|c| c.kind == ClauseKind::Title);
    names.extend(titles.map(|c| c.text.as_str()));
    let mut block = false;
    let mut out = Vec::new();
    for (index, clause) in tree.iter() {
        if clause.kind == ClauseKind::Title {
            continue;
        }
        let opens = REFERENCE_BLOCK.is_match(&clause.text);
        let short = clause.text.split_whitespace().count() <= 14;
        block = opens || (block && short && clause.kind != ClauseKind::Section);
        let place = code::Place {
            in_references: block,
            own: of.code,
        };
        let mut found = law::find(&clause.text, citator, of.state);
        found.extend(code::find(&clause.text, place));
        if clause.kind != ClauseKind::Section {
            found.extend(name::find(&clause.text, &names));
        }
        found.extend(place::find(&clause.text, &headings));
        out.extend(settle(found).into_iter().map(|f| (index, f)));
    }
    out
}
