//! What comes or goes as a whole: a clause, or a sentence of one.

use super::side::{Line, change};
use super::{Change, ChangeKind, Confidence};
use crate::language::Modality;

/// Tells of a part that stands in one line alone, and takes its words from those that follow.
pub(super) fn part(line: &mut Line, at: usize, is_new: bool, found: &mut Vec<Change>) {
    let part = &line.parts[at];
    let tokens = line.within(&part.range);
    let defines = tokens.clone().next().is_some_and(|t| line.is_defined(t));
    let leads = part.leads && line.text[part.range.clone()].trim_end().ends_with(':');
    let (kind, confidence) = match part.modality {
        _ if defines => (ChangeKind::Definition, Confidence::High),
        // What leads in a list is told of with each item.
        _ if leads || part.consequence => return line.tell(tokens),
        Modality::Obligation => (ChangeKind::DutyStronger, Confidence::High),
        Modality::Prohibition => (ChangeKind::ProhibitionAdded, Confidence::High),
        Modality::Permission => (ChangeKind::PermissionWidened, Confidence::High),
        Modality::Recommendation => (ChangeKind::DutyStronger, Confidence::Medium),
        Modality::RecommendationAgainst => (ChangeKind::PermissionNarrowed, Confidence::Medium),
        Modality::Statement if is_exception(line, at) => {
            (ChangeKind::Exception, Confidence::Medium)
        }
        Modality::Statement => return,
    };
    // What a clause over it leads in may only be listed there.
    let confidence = match part.far {
        Some(_) => confidence.min(Confidence::Medium),
        None => confidence,
    };
    let words = line.words(part.range.clone());
    let told = match is_new {
        true => change(kind, None, words, confidence),
        false => change(kind.reversed(), words, None, confidence),
    };
    let again = found.last().is_some_and(|last| {
        let clause = |c: &Change| {
            let words = c.after.as_ref().or(c.before.as_ref());
            words.map(|w| w.clause)
        };
        kind == ChangeKind::Definition && last.kind == kind && clause(last) == clause(&told)
    });
    if !again {
        found.push(told);
    }
    line.tell(tokens);
}

/// "This does not apply to …": a sentence that begins with an exception.
fn is_exception(line: &Line, at: usize) -> bool {
    let start = line.parts[at].range.start;
    let first = line.limits.partition_point(|l| l.range.start < start);
    line.limits.get(first).is_some_and(|limit| {
        limit.part == at && limit.is_exception() && limit.range.start < start + BEGINNING
    })
}

/// Bytes at the beginning of a sentence in which an exception says what the sentence is for.
const BEGINNING: usize = 40;
