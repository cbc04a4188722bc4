use super::timeline::{Stood, turns};
use super::{Cell, Coding, History, Matrix, Past, Said, State, begins};
use crate::language::PartialDate;
use crate::library::{Library, Policy};

/// The matrix as it stood at the end of a day, month or year. What people have read counts where
/// the words that they rest on stood then and the answer has not changed since; all else is as the
/// program reads the texts of that day.
pub fn as_of(library: &Library, matrix: &Matrix, history: &History, date: PartialDate) -> Matrix {
    let districts = library.districts.iter().enumerate();
    let cells = districts.flat_map(|(district, of)| {
        let searched = in_force(&of.policies, date);
        (0..matrix.rules.rules.len()).map(move |rule| {
            let now = matrix.cell(district, rule);
            let past = history.at(district, rule, date);
            match history.is_last(past, district, rule) && stood(library, now, past, date) {
                true => now.clone(),
                false => cell(&of.policies, now, past, &searched),
            }
        })
    });
    Matrix {
        rules: matrix.rules.clone(),
        cells: cells.collect(),
    }
}

/// The codes of the policies that had a text on that day.
fn in_force(policies: &[Policy], date: PartialDate) -> Vec<String> {
    let stood = policies.iter().filter(|policy| {
        let (first, turns) = turns(policy);
        let mut known = turns.iter().rev();
        let last = known.find(|turn| turn.by <= date.last_day());
        matches!(last.map_or(first, |turn| turn.stood), Stood::Text(_))
    });
    stood.map(|policy| policy.code.text.clone()).collect()
}

/// Whether the answer of today is that of the day: it is known, and all its words stood then.
fn stood(library: &Library, now: &Cell, past: &Past, date: PartialDate) -> bool {
    let words = now.evidence().iter().all(|evidence| {
        let since = begins(library.at(evidence.version).2);
        since.is_some_and(|since| since.date.last_day() <= date.last_day())
    });
    words && !matches!(past.said, Said::Unknown(_))
}

fn cell(policies: &[Policy], now: &Cell, past: &Past, searched: &[String]) -> Cell {
    let silent = Coding::silent(now.suggested.district, now.suggested.rule);
    let (state, suggested) = match &past.said {
        Said::NoText => (
            State::NotReviewed,
            Coding {
                note: Some("no text of that day here".to_string()),
                ..silent
            },
        ),
        Said::Unknown(policy) => (
            State::Unknown,
            Coding {
                note: Some(unknown(&policies[*policy])),
                ..silent
            },
        ),
        Said::Stance(stance, evidence) => (
            State::Suggested,
            Coding {
                stance: *stance,
                evidence: evidence.iter().cloned().collect(),
                searched: searched.to_vec(),
                ..silent
            },
        ),
    };
    Cell {
        suggested,
        reviewed: None,
        second: None,
        state,
    }
}

/// Why nothing is known of a day: on what policy it hangs.
pub fn unknown(policy: &Policy) -> String {
    let code = &policy.code.text;
    match policy.current().is_some_and(|v| begins(v).is_none()) {
        true => format!("{code} gives no date"),
        false => format!("not here: {code} of that time"),
    }
}
