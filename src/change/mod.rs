//! What the changes between two versions mean: a duty is stronger, a deadline is another, or
//! nothing but the words differ.
//!
//! The kinds are a closed list ([`ChangeKind`]), and one clause can show several of them, each with
//! the words on both sides that show it. `editorial` is said only when nothing else holds and the
//! texts are proved to say the same: capitals, punctuation, spelling, listed words of one meaning,
//! numbers in words or figures, the order of a list, another name of the district. A clause with
//! other words and no kind at all is one whose meaning the program does not judge.
//!
//! Reading order: `kind` (the list), `lists` and `token` (what a word is), `side` (a version, and
//! clauses of it as one line), `both` (two lines compared), `force` (provisions that turned),
//! `alone` (what came or went as a whole), `limit` (conditions, exceptions), `spot` (numbers,
//! dates, citations, people), `rest` (all other words), `library` (the redlines of a library).
//! This room does not know pages.

mod alone;
mod both;
mod force;
mod kind;
mod library;
mod limit;
mod lists;
mod rest;
mod side;
mod spot;
mod token;

pub use kind::{ChangeKind, Confidence};
pub use library::{Meanings, meanings, neighbours};
pub use side::Side;

use crate::align::Pair;
use crate::clause::{ClauseIndex, ClauseTree};
use crate::redline::{Event, Redline};
use crate::text::first_words;
use both::{Both, Versions};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The clause: of the old version, or of the new one.
    pub clause: ClauseIndex,
    /// Bytes of its text; never empty.
    pub range: Range<usize>,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub kind: ChangeKind,
    /// The words of the old version that show it; none when it shows in new words alone, and for
    /// what is editorial.
    pub before: Option<Words>,
    /// The words of the new version; none when it shows in what is gone.
    pub after: Option<Words>,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Change {
    /// The text of its words on both sides.
    pub fn texts<'t>(
        &self,
        old: &'t ClauseTree,
        new: &'t ClauseTree,
    ) -> (Option<&'t str>, Option<&'t str>) {
        let text = |tree: &'t ClauseTree, words: &Option<Words>| {
            let words = words.as_ref()?;
            tree.get(words.clause).text.get(words.range.clone())
        };
        (text(old, &self.before), text(new, &self.after))
    }

    /// The change in words: `deadline: “ten days” → “five days”`. Long words are cut short.
    pub fn in_words(&self, old: &ClauseTree, new: &ClauseTree) -> String {
        let quote = |text: &str| format!("“{}”", first_words(text, QUOTED));
        let (before, after) = self.texts(old, new);
        let words = match (before, after) {
            (Some(before), Some(after)) => format!(": {} → {}", quote(before), quote(after)),
            (Some(before), None) => format!(": no longer {}", quote(before)),
            (None, Some(after)) => format!(": now {}", quote(after)),
            (None, None) => String::new(),
        };
        let sure = match self.confidence {
            Confidence::Low => "perhaps ",
            _ => "",
        };
        format!("{sure}{}{words}", self.kind.in_words())
    }
}

/// Words of a change that are quoted at most.
const QUOTED: usize = 14;

/// What each event of a redline between two versions means, in the order of the events.
pub fn changes(
    line: &Redline,
    events: &[Event<'_>],
    old: &Side<'_>,
    new: &Side<'_>,
) -> Vec<Vec<Change>> {
    let versions = Versions {
        old,
        new,
        partner: line.alignment.main().collect(),
        origin: line.alignment.main().map(|(a, b)| (b, a)).collect(),
    };
    let mut by_heading = force::by_headings(&versions);
    let changes = events.iter().map(|event| {
        let mut found = of_event(&versions, event);
        for heading in &event.to {
            let told = by_heading.remove(heading).unwrap_or_default();
            let new = told
                .into_iter()
                .filter(|t| found.iter().all(|f| f.kind != t.kind))
                .collect::<Vec<_>>();
            found.extend(new);
        }
        if found.iter().any(|c| c.kind != ChangeKind::Editorial) {
            found.retain(|c| c.kind != ChangeKind::Editorial);
        }
        found
    });
    changes.collect()
}

fn of_event(versions: &Versions<'_>, event: &Event<'_>) -> Vec<Change> {
    let mut both = Both::of(versions, &event.from, &event.to);
    let mut found = Vec::new();
    if event.from.is_empty() || event.to.is_empty() {
        for at in 0..both.old.parts.len() {
            alone::part(&mut both.old, at, false, &mut found);
        }
        for at in 0..both.new.parts.len() {
            alone::part(&mut both.new, at, true, &mut found);
        }
        return found;
    }
    let parts = force::matched(&both);
    force::turned(versions, &mut both, &parts, &mut found);
    if !both.is_form() {
        both.tell_moved(&parts.moved);
        for at in &parts.gone {
            alone::part(&mut both.old, *at, false, &mut found);
        }
        for at in &parts.come {
            alone::part(&mut both.new, *at, true, &mut found);
        }
        limit::limits(&mut both, &parts, &mut found);
        spot::facts(&mut both, &mut found);
        spot::softened(&mut both, &parts, &mut found);
        spot::people(&mut both, &parts, &mut found);
        rest::rest(&mut both, &parts, &mut found);
    } else if found.is_empty() && event.pairs.iter().any(|p| p.amended) {
        let confidence = match both.loosely || !both.hunks.is_empty() {
            true => Confidence::Medium,
            false => Confidence::High,
        };
        found.push(side::change(ChangeKind::Editorial, None, None, confidence));
    }
    found
}

/// The changes of each pair of a redline, in its order: a change of several clauses stands at the
/// first pair that holds its words.
pub fn by_pair(line: &Redline, events: &[Event<'_>], changes: &[Vec<Change>]) -> Vec<Vec<Change>> {
    let pairs = &line.alignment.pairs;
    let key = |pair: &Pair| (pair.from, pair.to);
    let place: BTreeMap<_, usize> = pairs.iter().enumerate().map(|(i, p)| (key(p), i)).collect();
    let mut out = vec![Vec::new(); pairs.len()];
    for (event, changes) in events.iter().zip(changes) {
        let members: BTreeSet<usize> = event
            .pairs
            .iter()
            .filter_map(|p| place.get(&key(p)).copied())
            .collect();
        for change in changes {
            let holds = |at: &&usize| {
                let pair = &pairs[**at];
                let one = |words: &Option<Words>, clause: Option<ClauseIndex>| {
                    words.as_ref().is_none_or(|w| Some(w.clause) == clause)
                };
                one(&change.before, pair.from) && one(&change.after, pair.to)
            };
            let at = members.iter().find(holds).or(members.first());
            if let Some(at) = at {
                out[*at].push(change.clone());
            }
        }
    }
    out
}
