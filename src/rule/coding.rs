use super::Stance;
use crate::clause::ClauseIndex;
use crate::language::PartialDate;
use crate::library::Place;
use std::ops::Range;

/// What a piece of evidence shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The rule itself.
    Rule,
    /// A sentence over it that gives it its force.
    LeadIn,
    /// An exception from it.
    Exception,
    /// A definition that it leans on.
    Definition,
}

impl Role {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Role::Rule => "rule",
            Role::LeadIn => "lead-in",
            Role::Exception => "exception",
            Role::Definition => "definition",
        }
    }
}

/// Words of a clause that prove a coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The version.
    pub version: Place,
    /// The clause.
    pub clause: ClauseIndex,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// What they show.
    pub role: Role,
}

/// Where a coding comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The program suggests it.
    Suggested,
    /// A person has read the text: initials or role, and the day.
    Reviewed {
        /// Who.
        by: String,
        /// When.
        on: PartialDate,
    },
}

/// The answer of one district to one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The district, by its place in the library.
    pub district: usize,
    /// The rule, by its place in the list of rules.
    pub rule: usize,
    /// The answer.
    pub stance: Stance,
    /// Where it comes from.
    pub origin: Origin,
    /// Whom it binds, when it is not all staff: "coaches", "volunteers".
    pub actor: Option<String>,
    /// The one channel it speaks of: "texting".
    pub channel: Option<String>,
    /// The conditions, in the words of the text.
    pub conditions: Vec<String>,
    /// The exceptions, in the words of the text.
    pub exceptions: Vec<String>,
    /// The words that prove it; none when silent.
    pub evidence: Vec<Evidence>,
    /// What was searched, when silent: the policies, by their codes.
    pub searched: Vec<String>,
    /// A caution for the reader; none when nothing need be said.
    pub note: Option<String>,
    /// How the answer was found, step by step, for `matrix --explain`.
    pub why: Vec<String>,
}

impl Coding {
    /// A suggestion for a district and a rule before anything is found.
    pub(super) fn silent(district: usize, rule: usize) -> Coding {
        Coding {
            district,
            rule,
            stance: Stance::Silent,
            origin: Origin::Suggested,
            actor: None,
            channel: None,
            conditions: Vec::new(),
            exceptions: Vec::new(),
            evidence: Vec::new(),
            searched: Vec::new(),
            note: None,
            why: Vec::new(),
        }
    }
}
