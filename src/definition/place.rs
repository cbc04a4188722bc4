use super::cues::Cues;
use crate::clause::inline::text_of;
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
use crate::text::collapse;

/// A place for definitions that a heading opens beside itself: for the clauses after it under the
/// same clause, up to a heading with a number.
#[derive(PartialEq)]
struct Beside {
    parent: Option<ClauseIndex>,
    /// Opened by a heading, so other headings belong to it.
    heads: bool,
}

/// Which clauses stand in a place for definitions: under a heading or sentence that opens one, in
/// a table of terms, or after a heading that has nothing under it.
pub(super) fn places(tree: &ClauseTree, cues: &Cues) -> Vec<bool> {
    let mut out = vec![false; tree.clauses().len()];
    let mut beside: Option<Beside> = None;
    let mut table = None;
    for (index, clause) in tree.iter() {
        let section = clause.kind == ClauseKind::Section;
        if section && ends(&beside, clause) {
            beside = None;
        }
        let under = |over: Option<ClauseIndex>| {
            over.is_some_and(|over| out[over.0 as usize] || opens(tree.get(over), cues))
        };
        let number_ends =
            section && !clause.enumerator.is_empty() && beside.take_if(|b| b.heads).is_some();
        let after = beside.as_ref().is_some_and(|b| b.parent == clause.parent);
        let in_table = table.is_some() && table == row_table(clause);
        out[index.0 as usize] =
            !number_ends && (under(clause.parent) || under(clause.lead_in) || after || in_table);
        if heads_terms(clause, cues) {
            table = row_table(clause);
        }
        let bare = tree
            .next(index)
            .is_none_or(|next| tree.get(next).parent != Some(index));
        let heading = is_heading(&clause.text, cues);
        if heading && bare && matches!(clause.kind, ClauseKind::Section | ClauseKind::Paragraph) {
            beside = Some(Beside {
                parent: clause.parent,
                heads: section,
            });
        }
    }
    out
}

/// Whether a heading ends the place that another one opened beside itself.
fn ends(beside: &Option<Beside>, heading: &Clause) -> bool {
    let Some(beside) = beside else { return false };
    let above = heading.parent < beside.parent;
    above || !beside.heads || (heading.parent == beside.parent && !heading.enumerator.is_empty())
}

fn opens(clause: &Clause, cues: &Cues) -> bool {
    let heading = clause.heading.as_deref().unwrap_or("");
    is_heading(heading, cues)
        || is_heading(&clause.text, cues)
        || cues.opening.is_match(&clause.text)
}

/// Words that stand for a heading "Definitions".
fn is_heading(text: &str, cues: &Cues) -> bool {
    text.len() < 80 && text.split_whitespace().count() <= 6 && cues.heading.is_match(text)
}

fn row_table(clause: &Clause) -> Option<usize> {
    match clause.content {
        Content::Row { table, .. } => Some(table),
        _ => None,
    }
}

/// A row of heads "Term", "Meaning".
fn heads_terms(clause: &Clause, cues: &Cues) -> bool {
    let Content::Row {
        cells, head: true, ..
    } = &clause.content
    else {
        return false;
    };
    let heads: Vec<String> = cells.iter().map(|c| collapse(&text_of(c))).collect();
    cues.columns.is_match(&heads.join("\n"))
}
