//! What changed when: every district that came to another answer, with the words before and after.

use super::past::{Day, Words};
use super::templates::{TemplateError, Templates};
use super::verdict::symbol;
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::rule::{Move, Stance, begins};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct HistoryPage {
    frame: Frame,
    matrix: Link,
    total: String,
    pages: Vec<Link>,
    number: usize,
    /// The days on which something moved, the newest first.
    days: Vec<DayView>,
    /// Texts that print no day.
    undated: Vec<Link>,
    /// How many more of these there are.
    more: usize,
}

#[derive(Serialize)]
struct DayView {
    day: Day,
    /// The matrix as of that day.
    matrix: Link,
    changes: Vec<Change>,
}

/// Districts that moved from one answer to another on one rule.
#[derive(Serialize)]
pub struct Change {
    rule: Link,
    /// "three districts moved from silent to prohibited"
    said: String,
    from: Answered,
    to: Answered,
    districts: Vec<Moved>,
    /// The day, where the changes of several days stand together.
    day: Day,
}

#[derive(Serialize)]
struct Answered {
    class: &'static str,
    symbol: &'static str,
    word: &'static str,
}

impl Answered {
    fn of(stance: Stance) -> Answered {
        Answered {
            class: stance.word(),
            symbol: symbol(stance),
            word: stance.word(),
        }
    }
}

#[derive(Serialize)]
struct Moved {
    district: Link,
    fictional: bool,
    /// The words before; none when it was silent.
    from: Option<Words>,
    to: Option<Words>,
}

/// Moves on a page.
const PAGE: usize = 400;

/// Texts without a day that are named.
const UNDATED: usize = 40;

/// The pages of what changed when.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let moves = input.layers.history.moves();
    let mut pages: Vec<&[Move<'_>]> = Vec::new();
    let mut rest = moves.as_slice();
    while rest.len() > PAGE {
        // The moves of one day stand on one page.
        let day = rest[PAGE - 1].date;
        let end = rest.partition_point(|m| m.date >= day);
        let (own, after) = rest.split_at(end);
        pages.push(own);
        rest = after;
    }
    if !rest.is_empty() || pages.is_empty() {
        pages.push(rest);
    }
    (0..pages.len())
        .into_par_iter()
        .map(|at| {
            let path = links::history(at + 1);
            let html = templates.render("history.html", &page(input, &path, at, &pages))?;
            Ok((path, html))
        })
        .collect()
}

fn page(input: &Input<'_>, path: &str, at: usize, pages: &[&[Move<'_>]]) -> HistoryPage {
    let number = at + 1;
    let title = match number {
        1 => "What changed when".to_string(),
        n => format!("What changed when, page {n}"),
    };
    let mut frame = Frame::new(input, path, "history", &title);
    frame.description =
        "When districts came to another answer on a rule, with the words before and after."
            .to_string();
    let days = pages[at].chunk_by(|a, b| a.date == b.date);
    let (undated, more) = undated(input, path);
    HistoryPage {
        frame,
        matrix: Link::new(path, &links::matrix(1), "Matrix"),
        total: total(pages),
        pages: match pages {
            [_] => Vec::new(),
            pages => (1..)
                .zip(pages)
                .map(|(n, own)| link(path, n, own))
                .collect(),
        },
        number,
        days: days.map(|own| day(input, path, own)).collect(),
        undated,
        more,
    }
}

fn total(pages: &[&[Move<'_>]]) -> String {
    let all = pages.iter().map(|page| page.len()).sum();
    count(all, "change", "changes")
}

fn link(path: &str, number: usize, own: &[Move<'_>]) -> Link {
    let year = |m: Option<&Move<'_>>| m.map_or(0, |m| m.date.year);
    let (first, last) = (year(own.first()), year(own.last()));
    let words = match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    Link::new(path, &links::history(number), words)
}

fn day(input: &Input<'_>, path: &str, own: &[Move<'_>]) -> DayView {
    let day = Day::of(own[0].date);
    let matrix = links::matrix_as_of(1, &day.last);
    DayView {
        matrix: Link::new(path, &matrix, format!("The matrix as of {}", day.long)),
        changes: changes(input, path, own),
        day,
    }
}

/// The moves of a list, with those of one day, rule and direction together.
pub fn changes(input: &Input<'_>, path: &str, moves: &[Move<'_>]) -> Vec<Change> {
    let kind = |m: &Move<'_>| (m.date, m.rule, m.from.0, m.to.0);
    let mut sorted: Vec<&Move<'_>> = moves.iter().collect();
    sorted.sort_by_key(|m| (std::cmp::Reverse(m.date), m.rule, m.from.0, m.to.0));
    let groups = sorted.chunk_by(|a, b| kind(a) == kind(b));
    groups.map(|own| change(input, path, own)).collect()
}

fn change(input: &Input<'_>, path: &str, own: &[&Move<'_>]) -> Change {
    let first = own[0];
    let rule = &input.layers.matrix.rules.rules[first.rule];
    let (from, to) = (first.from.0, first.to.0);
    let who = match own.len() {
        n @ 1..=9 => format!(
            "{} district{}",
            NUMBERS[n - 1],
            if n == 1 { "" } else { "s" }
        ),
        n => format!("{n} districts"),
    };
    Change {
        rule: Link::new(path, &links::rule(rule), &rule.title),
        said: format!("{who} moved from {} to {}", from.word(), to.word()),
        from: Answered::of(from),
        to: Answered::of(to),
        districts: own.iter().map(|m| moved(input, path, m)).collect(),
        day: Day::of(first.date),
    }
}

const NUMBERS: [&str; 9] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];

fn moved(input: &Input<'_>, path: &str, m: &Move<'_>) -> Moved {
    let district = &input.library.districts[m.district];
    let words = |evidence| Words::of(input, path, evidence);
    Moved {
        district: Link::new(path, &links::district(district), &district.name),
        fictional: district.fictional,
        from: m.from.1.map(words),
        to: m.to.1.map(words),
    }
}

/// The texts in force that print no day: of these it is not known since when they have stood.
fn undated(input: &Input<'_>, path: &str) -> (Vec<Link>, usize) {
    let policies = input.library.policies();
    let without: Vec<Link> = policies
        .filter(|(_, policy)| policy.current().is_some_and(|v| begins(v).is_none()))
        .map(|(district, policy)| {
            let words = match policy.code.printed {
                true => format!("{}, {} {}", district.name, policy.code.text, policy.title),
                false => format!("{}, {}", district.name, policy.title),
            };
            Link::new(path, &links::policy(district, policy), words)
        })
        .collect();
    let more = without.len().saturating_sub(UNDATED);
    (without.into_iter().take(UNDATED).collect(), more)
}
