//! `changes.json`: what changed between neighbouring versions, and what it means.

use super::Input;
use super::data::{SCHEMA, pretty};
use crate::align::Pair;
use crate::change::{Change, neighbours};
use crate::clause::ClauseTree;
use crate::redline::Step;
use rayon::prelude::*;
use serde_json::{Value, json};

/// Every clause that is not as it was, of each version beside the one before it.
pub(super) fn json(input: &Input<'_>) -> Vec<u8> {
    let districts = input.library.districts.iter().enumerate();
    let steps: Vec<(usize, usize, Step)> = districts
        .flat_map(|(d, district)| {
            let policies = district.policies.iter().enumerate();
            policies.flat_map(move |(p, policy)| {
                let steps = neighbours(policy).into_iter();
                steps.map(move |step| (d, p, step))
            })
        })
        .collect();
    let rows = steps.into_par_iter().flat_map_iter(|(d, p, step)| {
        let Step { from, to } = step;
        let compared = input.layers.redlines.between((d, p), from, to);
        let pairs = compared.map_or(&[][..], |c| &c.line.alignment.pairs);
        let meant = input.layers.meanings.between((d, p), step).unwrap_or(&[]);
        let pairs = pairs.iter().zip(meant);
        let changed = pairs.filter(|(pair, changes)| !pair.is_same() || !changes.is_empty());
        changed.map(move |(pair, changes)| row(input, (d, p), step, pair, changes))
    });
    let rows: Vec<Value> = rows.collect();
    pretty(&json!({"schema_version": SCHEMA, "changes": rows}))
}

fn row(
    input: &Input<'_>,
    (d, p): (usize, usize),
    step: Step,
    pair: &Pair,
    changes: &[Change],
) -> Value {
    let (district, policy, old) = input.library.at((d, p, step.from));
    let new = input.library.at((d, p, step.to)).2;
    let from = pair.from.map(|at| old.tree.get(at));
    let to = pair.to.map(|at| new.tree.get(at));
    let changes = changes
        .iter()
        .map(|change| change_facts(change, &old.tree, &new.tree));
    json!({
        "district": district.slug,
        "policy": policy.code.text,
        "from": old.label,
        "to": new.label,
        "clause_from": from.map(|c| &c.anchor),
        "clause_to": to.map(|c| &c.anchor),
        "alignment": pair.words(),
        "changes": changes.collect::<Vec<_>>(),
        "before": from.map(|c| &c.text),
        "after": to.map(|c| &c.text),
    })
}

/// A change as data: what it means, the words that show it, and how sure that is.
pub fn change_facts(change: &Change, old: &ClauseTree, new: &ClauseTree) -> Value {
    let (before, after) = change.texts(old, new);
    json!({
        "kind": change.kind.word(),
        "before": before,
        "after": after,
        "confidence": change.confidence.word(),
    })
}
