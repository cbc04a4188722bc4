//! A page for each rule: what counts, and every district's words, strictest first.

use super::cell::{self, CellView};
use super::history::{Change, changes};
use super::matrix::{of_rule, said};
use super::strip::{Count, counts, in_words};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link};
use super::{File, Input, feed, links};
use crate::rule::{Move, RuleKind, Stance, State};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct RulePage {
    frame: Frame,
    matrix: Link,
    title: String,
    question: String,
    kind: &'static str,
    counts_as: Vec<String>,
    counts_not: Vec<String>,
    said: String,
    /// The verdicts, counted, from the strictest on.
    strip: Vec<Count>,
    in_words: String,
    groups: Vec<Group>,
    /// What changed, the newest first.
    changes: Vec<Change>,
    /// The feed of the days on which a district came to another answer.
    feed: Option<Link>,
    before: Option<Link>,
    after: Option<Link>,
}

/// The districts with one verdict.
#[derive(Serialize)]
struct Group {
    word: String,
    symbol: &'static str,
    class: &'static str,
    count: usize,
    cells: Vec<CellView>,
}

/// A page for each rule.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let rules = &input.layers.matrix.rules.rules;
    let moves = input.layers.history.moves();
    (0..rules.len())
        .into_par_iter()
        .map(|rule| {
            let path = links::rule(&rules[rule]);
            let html = templates.render("rule.html", &page(input, &path, rule, &moves))?;
            Ok((path, html))
        })
        .collect()
}

fn page(input: &Input<'_>, path: &str, rule: usize, moves: &[Move<'_>]) -> RulePage {
    let own = moves.iter().filter(|m| m.rule == rule);
    let moves: Vec<Move<'_>> = own.copied().collect();
    let rules = &input.layers.matrix.rules.rules;
    let of = &rules[rule];
    let beside = |at: Option<usize>| {
        let other = rules.get(at?)?;
        Some(Link::new(path, &links::rule(other), &other.title))
    };
    let mut strip = counts(of_rule(input, rule));
    strip.sort_by_key(|count| rank(of.kind, count.class));
    let mut frame = Frame::new(input, path, "rule", &of.title);
    frame.description = format!("{} Every district’s words, side by side.", of.question);
    let first = links::matrix(1);
    RulePage {
        frame,
        matrix: Link::new(path, &format!("{first}#{}", of.id), "Matrix"),
        title: of.title.clone(),
        question: of.question.clone(),
        kind: match of.kind {
            RuleKind::Act => "asks whether something may be done",
            RuleKind::Duty => "asks whether something is to be done",
            RuleKind::Declared => "asks whether the text says something",
        },
        counts_as: of.counts.clone(),
        counts_not: of.does_not_count.clone(),
        said: said(of, of_rule(input, rule)),
        in_words: in_words(&strip),
        changes: changes(input, path, &moves),
        groups: strip
            .iter()
            .map(|count| group(input, path, rule, count))
            .collect(),
        strip,
        feed: feed::are_made(input)
            .then(|| Link::new(path, &links::feed_of_rule(of), "Feed of its changes")),
        before: beside(rule.checked_sub(1)),
        after: beside(Some(rule + 1)),
    }
}

/// Strictest first; what needs a person before all, the silent last.
fn rank(kind: RuleKind, word: &str) -> u8 {
    match Stance::of_word(word) {
        Some(stance) => 10 - stance.strictness(kind),
        None if word == State::NeedsRereading.word() => 0,
        None => 11,
    }
}

fn group(input: &Input<'_>, path: &str, rule: usize, count: &Count) -> Group {
    let cells = (0..).zip(of_rule(input, rule));
    let own = cells.filter(|(_, cell)| cell.word() == count.class);
    Group {
        word: count.word.clone(),
        symbol: count.symbol,
        class: count.class,
        count: count.count,
        cells: own
            .map(|(district, _)| cell::view(input, path, district, rule))
            .collect(),
    }
}
