//! Districts, their policies, the versions of each, and the clauses of each version.
//!
//! The library is built once from a project and never changed. Every clause has an anchor for
//! people and a permanent id ([`ledger`]). What clauses mean, cite or define is found later, in
//! layers; this room does not know it.

mod build;
mod carry;
mod citation;
mod code;
pub mod ledger;

pub use build::{build, dating_event};
pub use citation::{citation, short_citation};
pub use code::{Code, compare_codes};

use crate::clause::ClauseTree;
use crate::language::read_date;
use crate::source::{FrontMatter, Kind, Status};
use crate::text::SourceId;
use ledger::{ClauseId, Ledger};

/// Everything a project holds.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The districts, in the order of their names.
    pub districts: Vec<District>,
    /// The permanent ids, as they are to be written to `policybook.lock`.
    pub ledger: Ledger,
}

/// Who issues policies.
#[derive(Debug, Clone)]
pub struct District {
    /// Its part of every address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Postal code of its state, when known.
    pub state: Option<String>,
    /// Its own website, when known.
    pub website: Option<String>,
    /// A sentence about it.
    pub note: Option<String>,
    /// True for a district invented for demonstration.
    pub fictional: bool,
    /// Its policies, in the order of their codes.
    pub policies: Vec<Policy>,
    /// Addresses of codes that policies had before.
    pub forwards: Vec<Forward>,
}

/// The address of a former code, which leads to the policy that had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// Its part of the address.
    pub slug: String,
    /// The former code as printed.
    pub code: String,
    /// The policy, by its place in the district.
    pub policy: usize,
}

/// One instrument of a district.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its code, or the name of its file where the source prints none.
    pub code: Code,
    /// Its part of every address.
    pub slug: String,
    /// Its title, without the code.
    pub title: String,
    /// What kind of instrument it is; none when the source does not say.
    pub kind: Option<Kind>,
    /// Code of the policy it serves.
    pub parent: Option<String>,
    /// Its series or section: from the front matter, or the folder it stands in.
    pub series: Option<String>,
    /// Its versions: earlier ones oldest first, the one in force, drafts.
    pub versions: Vec<Version>,
    /// True when there is a file for the version in force and it cannot be used.
    pub unusable: bool,
}

/// Where a version stands among the versions of its policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// A later version is in force.
    Earlier,
    /// The version in force.
    Current,
    /// Not adopted.
    Draft,
}

/// A text of a policy as it stood, stands, or is proposed.
#[derive(Debug, Clone)]
pub struct Version {
    /// Where it stands.
    pub standing: Standing,
    /// Names it within its policy: a date, `current` when no date is known, or `draft`, `draft-2`
    /// for the second one.
    pub label: String,
    /// What the front matter says of its status.
    pub status: Option<Status>,
    /// What the front matter says.
    pub front: FrontMatter,
    /// The file.
    pub source: SourceId,
    /// Its clauses.
    pub tree: ClauseTree,
    /// The permanent id of each clause, in the order of the tree.
    pub ids: Vec<ClauseId>,
}

impl Version {
    /// The label as a reader is shown it: a date in words.
    pub fn label_in_words(&self) -> String {
        read_date(&self.label)
            .map_or_else(|_| self.label.replace('-', " "), |read| read.date.long())
    }
}

impl Policy {
    /// The version in force; none when there is only an earlier one or a draft, or when its file
    /// cannot be used.
    pub fn current(&self) -> Option<&Version> {
        self.versions
            .iter()
            .find(|v| v.standing == Standing::Current)
    }

    /// How many clauses the version in force has.
    pub fn clause_count(&self) -> usize {
        self.current().map_or(0, |v| v.tree.clauses().len())
    }
}

/// A version by its place in the library: district, policy, version.
pub type Place = (usize, usize, usize);

impl Library {
    /// The place of every version, in order.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let policies = self.districts.iter().enumerate().flat_map(|(d, district)| {
            let policies = district.policies.iter().enumerate();
            policies.map(move |(p, policy)| (d, p, policy))
        });
        policies.flat_map(|(d, p, policy)| (0..policy.versions.len()).map(move |v| (d, p, v)))
    }

    /// The version at a place, with its policy and district.
    ///
    /// # Panics
    /// When the place is that of another library.
    pub fn at(&self, (d, p, v): Place) -> (&District, &Policy, &Version) {
        let district = &self.districts[d];
        let policy = &district.policies[p];
        (district, policy, &policy.versions[v])
    }

    /// Every policy with its district.
    pub fn policies(&self) -> impl Iterator<Item = (&District, &Policy)> {
        self.districts
            .iter()
            .flat_map(|d| d.policies.iter().map(move |p| (d, p)))
    }
}
