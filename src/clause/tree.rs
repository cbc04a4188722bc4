use super::inline::Run;
use crate::text::Span;
use std::sync::Arc;

/// Names a clause of one [`ClauseTree`]: its place in document order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseIndex(pub u32);

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKind {
    /// A line of the policy's own title, as printed in its text.
    Title,
    /// A heading, with or without an enumerator, and what stands under it.
    Section,
    /// A text with an enumerator.
    Provision,
    /// A text with a bullet.
    Bullet,
    /// A text with neither.
    Paragraph,
    /// A paragraph that governs the items after it ("Employees shall not:").
    LeadIn,
    /// A row of a table.
    TableRow,
}

impl ClauseKind {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            ClauseKind::Title => "title",
            ClauseKind::Section => "section",
            ClauseKind::Provision => "provision",
            ClauseKind::Bullet => "bullet",
            ClauseKind::Paragraph => "paragraph",
            ClauseKind::LeadIn => "lead-in",
            ClauseKind::TableRow => "table-row",
        }
    }
}

/// The words of a clause with their marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Running text.
    Runs(Vec<Run>),
    /// Cells of a table row: which table of the text, whether these are column heads.
    Row {
        /// Number of the table in the text, from 0.
        table: usize,
        /// True for the row of column heads.
        head: bool,
        /// The cells.
        cells: Vec<Vec<Run>>,
    },
    /// HTML that has been sanitised.
    Html(String),
}

/// A node of a version's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The clause it is under; none at the top.
    pub parent: Option<ClauseIndex>,
    /// What it is.
    pub kind: ClauseKind,
    /// The enumerator or bullet as printed, e.g. `(b)`; empty when there is none.
    pub enumerator: String,
    /// Its heading: the words of a section, or the run-in heading of a text.
    pub heading: Option<String>,
    /// Its own words without the enumerator, white space collapsed; children not included.
    pub text: String,
    /// The same with marks and links.
    pub content: Content,
    /// Labels from the top: a heading by its words, an enumerator without punctuation, a bullet
    /// by `•n`, a paragraph by `¶n`, a row by `row n`.
    pub path: Vec<String>,
    /// The public id in the page, unique in its version: `iii-a-3-b`.
    pub anchor: String,
    /// The clause that governs it: its lead-in, or its parent when that ends with a colon.
    pub lead_in: Option<ClauseIndex>,
    /// Its own bytes: from its enumerator to the next clause. The spans of a tree do not overlap
    /// and leave out nothing but white space.
    pub span: Span,
    /// Label of the footnote it is.
    pub footnote: Option<Arc<str>>,
}

impl Clause {
    /// The path as text: `III > A > 3 > b`.
    pub fn path_text(&self) -> String {
        self.path.join(" > ")
    }
}

/// The clauses of one version in document order; parents stand before their children.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClauseTree {
    clauses: Vec<Clause>,
}

impl ClauseTree {
    /// Takes clauses in document order.
    pub(super) fn new(clauses: Vec<Clause>) -> ClauseTree {
        ClauseTree { clauses }
    }

    /// The clauses in document order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Each clause with its index.
    pub fn iter(&self) -> impl Iterator<Item = (ClauseIndex, &Clause)> {
        let index = |i| ClauseIndex(u32::try_from(i).expect("fewer clauses than bytes"));
        self.clauses
            .iter()
            .enumerate()
            .map(move |(i, c)| (index(i), c))
    }

    /// One clause.
    pub fn get(&self, index: ClauseIndex) -> &Clause {
        &self.clauses[index.0 as usize]
    }

    /// Whether a clause is another one or stands under it.
    pub fn is_under(&self, index: ClauseIndex, top: ClauseIndex) -> bool {
        std::iter::successors(Some(index), |i| self.get(*i).parent).any(|i| i == top)
    }

    /// The clause after this one; none after the last.
    pub fn next(&self, index: ClauseIndex) -> Option<ClauseIndex> {
        let next = ClauseIndex(index.0 + 1);
        ((next.0 as usize) < self.clauses.len()).then_some(next)
    }

    /// The last clause under this one, or itself.
    pub fn last_under(&self, index: ClauseIndex) -> ClauseIndex {
        let mut last = index;
        while let Some(next) = self.next(last)
            && self.get(next).parent.is_some_and(|p| p >= index)
        {
            last = next;
        }
        last
    }

    /// How many clauses stand above this one.
    pub fn depth(&self, index: ClauseIndex) -> usize {
        std::iter::successors(self.get(index).parent, |i| self.get(*i).parent).count()
    }
}
