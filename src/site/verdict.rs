//! How a verdict is written: always a word, and a symbol beside it; never colour alone.

use super::view::capitalised;
use crate::rule::{Cell, Coding, Stance, State};
use crate::text::first_words;

/// The symbol of a stance.
pub fn symbol(stance: Stance) -> &'static str {
    match stance {
        Stance::Prohibited => "✕",
        Stance::Discouraged => "▽",
        Stance::Conditional => "◐",
        Stance::Permitted => "◇",
        Stance::Encouraged => "△",
        Stance::Required => "▲",
        Stance::Stated => "✓",
        Stance::Silent => "–",
    }
}

/// The symbol of a cell.
pub fn symbol_of(cell: &Cell) -> &'static str {
    match (cell.stance(), cell.state) {
        (Some(stance), _) => symbol(stance),
        (None, State::NeedsRereading) => "!",
        (None, State::NotApplicable) => "⊘",
        (None, _) => "?",
    }
}

/// The word of a cell, with a capital.
pub fn word(cell: &Cell) -> String {
    let word = cell.word();
    match cell.state {
        State::NeedsRereading => "Needs re-reading".to_string(),
        State::NotApplicable => "Not applicable".to_string(),
        State::NotReviewed => "Not reviewed".to_string(),
        _ => capitalised(word),
    }
}

/// The mark of how far a cell can be relied on.
pub fn mark(state: State) -> &'static str {
    match state {
        State::Suggested => "○",
        State::Reviewed | State::NotApplicable => "●",
        State::NeedsRereading => "!",
        State::NotReviewed => "?",
    }
}

/// The same in words.
pub fn mark_words(state: State) -> &'static str {
    match state {
        State::Suggested => "suggested by the program",
        State::Reviewed | State::NotApplicable => "reviewed",
        State::NeedsRereading => "needs re-reading",
        State::NotReviewed => "no text to read",
    }
}

/// The name of a cell's colour in the style sheet.
pub fn class(cell: &Cell) -> &'static str {
    cell.word()
}

/// Words of a condition or exception shown in a cell.
const WORDS: usize = 6;

/// At most two short words on what limits a coding: whom or what it is about, a condition, an
/// exception.
pub fn qualifiers(coding: &Coding) -> Vec<String> {
    let short = |text: &String| first_words(text, WORDS);
    let group = coding.actor.iter().chain(&coding.channel).map(short);
    let conditions = coding.conditions.iter().map(short);
    let exceptions = coding.exceptions.iter().map(|text| {
        let text = short(text);
        let begins = ["except", "unless", "other than"];
        match begins
            .iter()
            .any(|word| text.to_lowercase().starts_with(word))
        {
            true => text,
            false => format!("except {text}"),
        }
    });
    let note = coding.note.iter().map(short);
    group
        .chain(conditions)
        .chain(exceptions)
        .chain(note)
        .take(2)
        .collect()
}
