//! Sequences of enumerators with the depths a careful drafter gives them.

use crate::read;
use policybook::clause::{ClauseKind, ClauseTree};

const GOLD: &str = include_str!("enumerators.txt");

struct Case<'a> {
    name: &'a str,
    /// Marked `! ` in the gold: known to be misread still.
    misread: bool,
    items: Vec<&'a str>,
    depths: Vec<Option<usize>>,
}

fn cases() -> Vec<Case<'static>> {
    let lines = GOLD.lines().filter(|l| {
        !l.trim().is_empty() && !l.starts_with("# ") && !l.starts_with("#-") && *l != "#"
    });
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split(" :: ").collect();
            assert_eq!(parts.len(), 3, "{line}");
            let plain = parts[0].strip_prefix("! ");
            Case {
                name: plain.unwrap_or(parts[0]),
                misread: plain.is_some(),
                items: parts[1].split(" | ").collect(),
                depths: parts[2]
                    .split_whitespace()
                    .map(|d| d.parse().ok())
                    .collect(),
            }
        })
        .collect()
}

/// The text of a case: every item a line of its own, with words after a bare marker.
fn text(case: &Case<'_>) -> String {
    let line = |item: &str| {
        let dots = item.chars().take_while(|c| *c == '·').count();
        let item = &item['·'.len_utf8() * dots..];
        let filler =
            if item.contains(' ') || item.starts_with("1.The") || item.starts_with("(a)The") {
                ""
            } else {
                " Employees shall comply with this item at all times."
            };
        format!("{}{item}{filler}", " ".repeat(dots))
    };
    case.items
        .iter()
        .map(|i| line(i))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Depth of the clause that begins at each item; none when no enumerated clause does.
fn depths(case: &Case<'_>, text: &str, tree: &ClauseTree) -> Vec<Option<usize>> {
    let mut at = 0;
    let mut starts = Vec::new();
    for part in text.split("\n\n") {
        let lead = part.len() - part.trim_start().len();
        starts.push(at + lead);
        at += part.len() + 2;
    }
    assert_eq!(starts.len(), case.items.len(), "{}", case.name);
    starts.iter().map(|start| depth_at(tree, *start)).collect()
}

fn depth_at(tree: &ClauseTree, start: usize) -> Option<usize> {
    let (index, clause) = tree.iter().find(|(_, c)| c.span.start as usize == start)?;
    if clause.enumerator.is_empty() || clause.kind == ClauseKind::Title {
        return None;
    }
    // Levels are counted in the path, where labels printed together stand apart.
    let headings = std::iter::successors(Some(index), |i| tree.get(*i).parent)
        .find(|i| tree.get(*i).kind == ClauseKind::Section && tree.get(*i).enumerator.is_empty());
    let above = headings.map_or(0, |i| tree.get(i).path.len());
    Some(clause.path.len() - above - 1)
}

#[test]
fn depths_are_those_of_a_careful_drafter() {
    let cases = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = text(case);
        let found = depths(case, &text, &read::tree(&text));
        if case.misread {
            assert_ne!(
                found, case.depths,
                "{} is read rightly now: take its mark away",
                case.name
            );
        } else if found != case.depths {
            let show = |d: &[Option<usize>]| {
                d.iter()
                    .map(|d| d.map_or("-".into(), |d| d.to_string()))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            wrong.push(format!(
                "{} :: {}\n    wanted {}\n    found  {}",
                case.name,
                case.items.join(" | "),
                show(&case.depths),
                show(&found)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
