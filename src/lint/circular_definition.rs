#![doc = include_str!("../diagnostic/help/circular-definition.md")]

use super::defined::{defined, span};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (version, all) in defined(input) {
        for circle in circles(&leaning(all)) {
            let first = &all[circle[0]];
            let terms: Vec<String> = circle
                .iter()
                .chain([&circle[0]])
                .map(|at| format!("“{}”", all[*at].defined.term))
                .collect();
            let message = format!("these terms explain one another: {}", terms.join(" by "));
            let at = span(version, first);
            let problem = Diagnostic::at("circular-definition", Severity::Note, at, message);
            let problem = circle[1..].iter().fold(problem, |problem, at| {
                problem.other(
                    span(version, &all[*at]),
                    "which leans on the term before it",
                )
            });
            diagnostics.push(problem.help("explain one of them without the others"));
        }
    }
}

/// For each definition those whose terms its own words use.
fn leaning(all: &[Definition]) -> Vec<Vec<usize>> {
    // Definitions stand in the order of their text, so those at or before a use are found by halving.
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (of, definition) in all.iter().enumerate() {
        for used in &definition.uses {
            let before = all.partition_point(|d| {
                (d.defined.clause, d.defined.range.start) <= (used.clause, used.range.start)
            });
            let holder = before
                .checked_sub(1)
                .filter(|at| all[*at].defined.holds(used.clause, &used.range));
            if let Some(holder) = holder.filter(|holder| *holder != of) {
                out[holder].push(of);
            }
        }
    }
    out
}

/// A circle through each definition that is on one, none told twice.
fn circles(leaning: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    // 0: not seen; 1: on the way; 2: done.
    let mut state = vec![0_u8; leaning.len()];
    for start in 0..leaning.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let here = *at;
            if *next == 0 && state[here] != 0 {
                way.pop();
                continue;
            }
            state[here] = 1;
            let Some(to) = leaning[here].get(*next).copied() else {
                state[here] = 2;
                way.pop();
                continue;
            };
            *next += 1;
            if state[to] == 0 {
                way.push((to, 0));
            } else if state[to] == 1 {
                let from = way.iter().position(|(node, _)| *node == to).unwrap_or(0);
                out.push(way[from..].iter().map(|(node, _)| *node).collect());
            }
        }
    }
    out
}
