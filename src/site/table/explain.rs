use super::text::evidence;
use super::{Input, pieces, reader, since};
use crate::clause::ClauseIndex;
use crate::library::{Place, citation};
use crate::rule::{Candidate, Cell, Explained, Near, Read, Words, explain};
use crate::site::verdict::{mark, symbol, symbol_of, word};
use crate::site::view::count;
use std::fmt::Write as _;

/// Clauses told that have words of the rule and do not answer it; more are counted.
const NEAR: usize = 12;

/// How the answer in a cell was found, step by step.
pub fn explained(input: &Input<'_>, district: usize, rule: usize) -> String {
    let matrix = &input.layers.matrix;
    let of = &matrix.rules.rules[rule];
    let name = &input.library.districts[district].name;
    let cell = matrix.cell(district, rule);
    let mut out = format!("{name}: {}\n\n", of.question);
    reviewed(&mut out, input, cell);
    suggested(&mut out, input, district, cell);
    let defined = |place: Place| input.layers.definitions_in(place);
    let found = explain(input.library, &matrix.rules, (district, rule), &defined);
    searched(&mut out, input, &found);
    for (number, candidate) in (1..).zip(&found.candidates) {
        self::candidate(&mut out, input, number, candidate);
    }
    near(&mut out, input, &found.near);
    out
}

fn reviewed(out: &mut String, input: &Input<'_>, cell: &Cell) {
    let Some(reviewed) = &cell.reviewed else {
        return;
    };
    let (by, on) = reader(&reviewed.coding).unwrap_or_default();
    let _ = writeln!(
        out,
        "shown: {} {}, read by {by} on {on}",
        mark(cell.state),
        word(cell)
    );
    evidence(out, input, &reviewed.coding);
    for lost in &reviewed.lost {
        let _ = writeln!(
            out,
            "        {}: the words read were “{}”",
            lost.reason, lost.words
        );
    }
    out.push('\n');
}

fn suggested(out: &mut String, input: &Input<'_>, district: usize, cell: &Cell) {
    let coding = &cell.suggested;
    let plain = Cell {
        reviewed: None,
        ..cell.clone()
    };
    let since = since(input, district, &plain).filter(|_| cell.reviewed.is_none());
    let since = since.map_or(String::new(), |day| format!(", since {day}"));
    let at = pieces(input, coding).into_iter().next();
    let at = at.map_or(String::new(), |piece| format!(" by {}", piece.citation));
    let shown = match cell.reviewed {
        None => symbol_of(cell),
        Some(_) => symbol(coding.stance),
    };
    let _ = writeln!(
        out,
        "the program suggests: {shown} {}{at}{since}",
        coding.stance.word()
    );
    let said = |what: &str, texts: &[String]| match texts {
        [] => String::new(),
        texts => format!("  {what}: {}\n", texts.join("; ")),
    };
    out.push_str(&said("channel", coding.channel.as_slice()));
    out.push_str(&said("note", coding.note.as_slice()));
}

fn searched(out: &mut String, input: &Input<'_>, found: &Explained) {
    let texts = found.searched.iter().map(|text| {
        let (_, policy, version) = input.library.at(text.version);
        format!(
            "{} ({}; {}, {} of force)",
            policy.code.text,
            version.label_in_words(),
            count(text.provisions, "provision", "provisions"),
            text.of_force
        )
    });
    let texts: Vec<String> = texts.collect();
    let _ = match texts.as_slice() {
        [] => writeln!(out, "searched: nothing, for no text is in force"),
        texts => writeln!(out, "searched: {}", texts.join("; ")),
    };
    let _ = match found.candidates.len() {
        0 => writeln!(out, "no clause answers"),
        1 => writeln!(out, "one clause answers"),
        n => writeln!(out, "{n} clauses answer; the strictest decides"),
    };
}

fn candidate(out: &mut String, input: &Input<'_>, number: usize, candidate: &Candidate) {
    let decides = if number == 1 {
        "decides"
    } else {
        "does not decide"
    };
    let _ = writeln!(
        out,
        "\n{number}. {} {}  {}",
        symbol(candidate.stance),
        candidate.stance.word(),
        cited(input, candidate.words.version, candidate.words.clause)
    );
    let _ = writeln!(out, "   “{}”", quoted(input, &candidate.words));
    let families = candidate
        .families
        .iter()
        .map(|(name, words)| match words.as_slice() {
            [] => format!("{name} (in what stands before)"),
            words => format!("{name} “{}”", words.join("”, “")),
        });
    if let Some(way) = candidate.way {
        let families = families.collect::<Vec<_>>().join("; ");
        let _ = writeln!(
            out,
            "   has the words of way {} of the rule: {families}",
            way + 1
        );
    }
    read(out, input, candidate.words.version, &candidate.read);
    if let Some(turned) = candidate.turned {
        let _ = writeln!(out, "   read for the rule: {turned}");
    }
    let _ = writeln!(out, "   {decides}: {}", candidate.why);
}

/// What was read in a provision: a line each for what there is.
fn read(out: &mut String, input: &Input<'_>, version: Place, read: &Read) {
    let cue = read.cue.as_ref().map(|(from, words)| {
        let place = cited(input, version, *from);
        format!(", by the words “{words}” in {place}")
    });
    let actor = read.actor.map_or("nothing says whom", |actor| actor.word());
    let _ = writeln!(
        out,
        "   force: {}{}",
        read.modality.word(),
        cue.unwrap_or_default()
    );
    let _ = writeln!(out, "   binds: {actor}");
    for (what, texts) in [
        ("conditions", &read.conditions),
        ("exceptions", &read.exceptions),
    ] {
        if !texts.is_empty() {
            let _ = writeln!(out, "   {what}: “{}”", texts.join("”; “"));
        }
    }
}

fn near(out: &mut String, input: &Input<'_>, near: &[Near]) {
    if near.is_empty() {
        return;
    }
    out.push_str("\nClauses with words of the rule that do not answer it:\n");
    for one in near.iter().take(NEAR) {
        let _ = writeln!(
            out,
            "  - {} “{}”\n    way {}: {}",
            cited(input, one.words.version, one.words.clause),
            quoted(input, &one.words),
            one.way + 1,
            one.why
        );
    }
    if near.len() > NEAR {
        let _ = writeln!(out, "  and {} more", near.len() - NEAR);
    }
}

fn cited(input: &Input<'_>, version: Place, clause: ClauseIndex) -> String {
    let (_, policy, version) = input.library.at(version);
    citation(policy, version.tree.get(clause))
}

fn quoted<'a>(input: &Input<'a>, words: &Words) -> &'a str {
    let clause = input.library.at(words.version).2.tree.get(words.clause);
    clause
        .text
        .get(words.range.clone())
        .unwrap_or_default()
        .trim()
}
