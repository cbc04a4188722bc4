//! How a verdict is written: always a word, and a symbol beside it; never colour alone.

use super::view::capitalised;
use crate::rule::{Cell, Coding, Stance, State};
use crate::text::first_words;
use serde::Serialize;

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

/// A verdict in the legend.
#[derive(Serialize)]
pub struct Scale {
    /// Name of the colour.
    class: &'static str,
    symbol: &'static str,
    word: &'static str,
}

impl Scale {
    /// The symbol with its word, and what it means; none outside the scale.
    pub fn meaning(&self) -> Option<(String, String)> {
        let meaning = match Stance::of_word(self.word)? {
            Stance::Prohibited => "the act is forbidden",
            Stance::Discouraged => "advice against the act, or a bare caution",
            Stance::Conditional => {
                "open only when a named condition holds; of a duty: mandatory for a named case alone"
            }
            Stance::Permitted => "the act is open, with no condition",
            Stance::Encouraged => "advice for the act or duty",
            Stance::Required => "the duty is mandatory",
            Stance::Stated => "the text says it",
            Stance::Silent => "looked at, and no clause was found that answers",
        };
        let name = format!("{} {}", self.symbol, capitalised(self.word));
        Some((name, meaning.to_string()))
    }
}

/// The verdicts, from forbidding to demanding; then those outside the scale.
pub fn scale() -> Vec<Scale> {
    let stances = Stance::ALL.into_iter().map(|stance| Scale {
        class: stance.word(),
        symbol: symbol(stance),
        word: stance.word(),
    });
    let outside = [
        (State::NeedsRereading.word(), "!", "needs re-reading"),
        (State::NotApplicable.word(), "⊘", "not applicable"),
        (State::NotReviewed.word(), "?", "not reviewed"),
    ];
    let outside = outside.map(|(class, symbol, word)| Scale {
        class,
        symbol,
        word,
    });
    stances.chain(outside).collect()
}

/// The word of a stance, with a capital.
pub fn told(stance: Stance) -> String {
    capitalised(stance.word())
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
        State::Unknown => "Not known".to_string(),
        _ => capitalised(word),
    }
}

/// The mark of how far a cell can be relied on.
pub fn mark(state: State) -> &'static str {
    match state {
        State::Suggested => "○",
        State::Reviewed | State::NotApplicable => "●",
        State::NeedsRereading => "!",
        State::NotReviewed | State::Unknown => "?",
    }
}

/// The same in words.
pub fn mark_words(state: State) -> &'static str {
    match state {
        State::Suggested => "suggested by the program",
        State::Reviewed | State::NotApplicable => "reviewed",
        State::NeedsRereading => "needs re-reading",
        State::NotReviewed => "no text to read",
        State::Unknown => "no text of that day to read",
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
