use super::{Coding, Evidence, Review, Reviewed, Rules, Stance};
use crate::library::Library;

/// How far the answer in a cell can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The program suggests it; no person has read the text for it.
    Suggested,
    /// A person has read the text, and every quote still stands.
    Reviewed,
    /// A person has read the text, and words that the answer rests on no longer stand.
    NeedsRereading,
    /// A person says that the rule is none for this district.
    NotApplicable,
    /// There is no text in force, and no one has looked.
    NotReviewed,
    /// Of an earlier day: the text that stood then is not here, or has no date.
    Unknown,
}

impl State {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            State::Suggested => "suggested",
            State::Reviewed => "reviewed",
            State::NeedsRereading => "needs-re-reading",
            State::NotApplicable => "not-applicable",
            State::NotReviewed => "not-reviewed",
            State::Unknown => "not-known",
        }
    }
}

/// One district on one rule.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What the program finds.
    pub suggested: Coding,
    /// What a person found.
    pub reviewed: Option<Reviewed>,
    /// What a second person found.
    pub second: Option<Reviewed>,
    /// How far the answer can be relied on.
    pub state: State,
}

impl Cell {
    /// The answer that is shown: a reviewed one wins.
    pub fn coding(&self) -> &Coding {
        self.reviewed
            .as_ref()
            .map_or(&self.suggested, |r| &r.coding)
    }

    /// The stance that holds; none when the cell is outside the scale.
    pub fn stance(&self) -> Option<Stance> {
        match self.state {
            State::Suggested | State::Reviewed => Some(self.coding().stance),
            _ => None,
        }
    }

    /// The word of the stance, or of what stands in its place.
    pub fn word(&self) -> &'static str {
        self.stance().map_or(self.state.word(), Stance::word)
    }

    /// What the program suggests, where a person has found otherwise.
    pub fn otherwise(&self) -> Option<Stance> {
        let reviewed = self.reviewed.as_ref()?;
        let other = reviewed.not_applicable || reviewed.coding.stance != self.suggested.stance;
        // Nothing found where a person says that there is nothing to find is no other answer.
        let silent = reviewed.not_applicable && self.suggested.stance == Stance::Silent;
        (other && !silent).then_some(self.suggested.stance)
    }

    /// The words that prove the answer that is shown.
    pub fn evidence(&self) -> &[Evidence] {
        &self.coding().evidence
    }
}

/// What every district says on every rule.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The rules.
    pub rules: Rules,
    /// The cells: district by district, in each the rules in their order.
    pub cells: Vec<Cell>,
}

impl Matrix {
    /// The cell of a district and a rule, by their places.
    ///
    /// # Panics
    /// When there is no such district or rule.
    pub fn cell(&self, district: usize, rule: usize) -> &Cell {
        &self.cells[district * self.rules.rules.len() + rule]
    }
}

/// Puts together what the program suggests and what people have found.
pub fn matrix(
    library: &Library,
    rules: Rules,
    suggestions: Vec<Coding>,
    reviews: Vec<Review>,
) -> Matrix {
    let cells = suggestions.into_iter().map(|suggested| Cell {
        state: match suggested.searched.is_empty() && suggested.evidence.is_empty() {
            true if !has_text(library, suggested.district) => State::NotReviewed,
            _ => State::Suggested,
        },
        suggested,
        reviewed: None,
        second: None,
    });
    let mut cells: Vec<Cell> = cells.collect();
    let count = rules.rules.len();
    for Review { second, reviewed } in reviews {
        let coding = &reviewed.coding;
        let Some(cell) = cells.get_mut(coding.district * count + coding.rule) else {
            continue;
        };
        if second {
            cell.second = Some(reviewed);
        } else {
            cell.state = state(&reviewed);
            cell.reviewed = Some(reviewed);
        }
    }
    Matrix { rules, cells }
}

fn has_text(library: &Library, district: usize) -> bool {
    let policies = &library.districts[district].policies;
    policies.iter().any(|policy| policy.current().is_some())
}

fn state(reviewed: &Reviewed) -> State {
    if !reviewed.lost.is_empty() {
        State::NeedsRereading
    } else if reviewed.not_applicable {
        State::NotApplicable
    } else {
        State::Reviewed
    }
}
