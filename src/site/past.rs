//! What a district said before, as pages show it.

use super::table::{Piece, piece};
use super::verdict::{symbol, told};
use super::view::Link;
use super::{Input, links};
use crate::language::PartialDate;
use crate::library::Policy;
use crate::rule::{Evidence, Past, Said, State, unknown};
use serde::Serialize;

/// A day as far as it is known.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// ISO 8601.
    pub iso: String,
    /// Its last day: that of a year is the last of December.
    pub last: String,
    /// In words.
    pub long: String,
}

impl Day {
    /// A day for a page.
    pub fn of(date: PartialDate) -> Day {
        Day {
            iso: date.to_string(),
            last: date.last_day().to_string(),
            long: date.long(),
        }
    }
}

/// Words of a text of some time, with the place where they stand.
#[derive(Serialize)]
pub struct Words {
    /// The words.
    pub quote: String,
    /// Their language.
    pub lang: String,
    /// Their clause, with the version where it is not the one in force.
    pub cite: Link,
}

impl Words {
    /// The words of a piece of evidence, for the page at `path`.
    pub fn of(input: &Input<'_>, path: &str, evidence: &Evidence) -> Words {
        let Piece {
            version,
            quote,
            citation,
            url,
            ..
        } = piece(input, evidence);
        let earlier = links::is_earlier(version).then(|| version.label_in_words());
        let stamp = earlier.map_or(String::new(), |label| format!(" (text of {label})"));
        Words {
            quote: quote.to_string(),
            lang: version
                .front
                .lang
                .as_ref()
                .map_or("en", |lang| &lang.value)
                .to_string(),
            cite: Link::new(path, &url, format!("{citation}{stamp}")),
        }
    }
}

/// An answer of an earlier time.
#[derive(Serialize)]
pub struct PastView {
    /// Since when; none for the time before all days.
    pub since: Option<Day>,
    /// Name of the colour.
    pub class: &'static str,
    /// The symbol.
    pub symbol: &'static str,
    /// The word, with a capital; or what is not known.
    pub word: String,
    /// Why it is not known.
    pub why: Option<String>,
    /// The words that prove it.
    pub words: Option<Words>,
}

/// Since when an answer has stood, and what stood before.
#[derive(Serialize)]
pub struct Held {
    /// Since when its words have stood; none when the text gives no date.
    pub since: Option<Day>,
    /// What stood before, the newest first. Texts that say the same in the same words are one
    /// entry.
    pub past: Vec<PastView>,
    /// The same for the script: day and verdict, the oldest first, `now` for the answer shown.
    pub times: String,
}

/// How long the answer of a district has stood, for the page at `path`.
pub fn held(input: &Input<'_>, path: &str, district: usize, rule: usize) -> Held {
    let (past, now) = parted(input, district, rule);
    let policies = &input.library.districts[district].policies;
    // That no text is here from the time before all texts need not be said in each cell.
    let newest_first = past.iter().skip(1).rev();
    Held {
        since: now.and_then(|past| past.since).map(Day::of),
        past: newest_first
            .map(|past| view(input, path, policies, past))
            .collect(),
        times: times(&past, now),
    }
}

/// The days and verdicts of a cell for a page that has no words of them.
pub fn times_of(input: &Input<'_>, district: usize, rule: usize) -> String {
    let (past, now) = parted(input, district, rule);
    times(&past, now)
}

/// What stood before, the oldest first, and what stands now; none when the text in force gives no
/// date, or when a person has found another answer than the program.
fn parted<'a>(
    input: &Input<'a>,
    district: usize,
    rule: usize,
) -> (Vec<&'a Past>, Option<&'a Past>) {
    let line = input.layers.history.line(district, rule);
    let quote = |past: &Past| match &past.said {
        Said::Stance(_, Some(evidence)) => piece(input, evidence).quote,
        _ => "",
    };
    let same = |a: &Past, b: &Past| match (&a.said, &b.said) {
        (Said::Stance(x, _), Said::Stance(y, _)) => x == y && quote(a) == quote(b),
        (x, y) => std::mem::discriminant(x) == std::mem::discriminant(y),
    };
    let mut firsts: Vec<&Past> = line.chunk_by(same).map(|own| &own[0]).collect();
    let cell = input.layers.matrix.cell(district, rule);
    let known = |past: &&Past| match past.said {
        Said::Unknown(_) => false,
        Said::NoText => true,
        Said::Stance(stance, _) => cell.stance() == Some(stance),
    };
    let now = firsts.last().copied().filter(known);
    if now.is_some() {
        firsts.pop();
    }
    (firsts, now)
}

fn times(past: &[&Past], now: Option<&Past>) -> String {
    let day = |past: &Past| {
        past.since
            .map_or(String::new(), |d| d.last_day().to_string())
    };
    let before = past
        .iter()
        .map(|past| format!("{}:{}", day(past), class(past)));
    let now = now.map(|past| format!("{}:now", day(past)));
    before.chain(now).collect::<Vec<_>>().join(" ")
}

/// The name of the colour of an earlier answer.
fn class(past: &Past) -> &'static str {
    match past.said {
        Said::NoText => NO_TEXT,
        Said::Unknown(_) => State::Unknown.word(),
        Said::Stance(stance, _) => stance.word(),
    }
}

/// The name of the colour of a time from which no text is here.
const NO_TEXT: &str = "no-text";

fn view(input: &Input<'_>, path: &str, policies: &[Policy], past: &Past) -> PastView {
    let (symbol, word, evidence) = match &past.said {
        Said::NoText => ("?", "No text here".to_string(), None),
        Said::Unknown(_) => ("?", "Not known".to_string(), None),
        Said::Stance(stance, evidence) => (symbol(*stance), told(*stance), evidence.as_ref()),
    };
    PastView {
        since: past.since.map(Day::of),
        class: class(past),
        symbol,
        word,
        why: match past.said {
            Said::Unknown(policy) => policies.get(policy).map(unknown),
            _ => None,
        },
        words: evidence.map(|evidence| Words::of(input, path, evidence)),
    }
}
