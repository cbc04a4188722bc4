//! What is wrong, or worth knowing, in the policies: a message with its place and what to do.
//!
//! A stage of the program returns [`Diagnosed`]: its value and the problems it met. What stops the
//! program (disk, template, arguments) is an error instead. This room knows how to say a problem,
//! not how one is found.

mod github;
pub mod help;
mod json;
mod located;
mod sarif;
mod terminal;

pub use github::to_github;
pub use json::{to_json, waived_to_json};
pub use located::{Located, locate};
pub use sarif::to_sarif;
pub use terminal::render;

use crate::text::{SourceMap, Span};

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is lost or cannot be published until a person mends it.
    Error,
    /// Probably a slip in the text; the text is published as it stands.
    Warning,
    /// How the program read a place that can be read in two ways.
    Note,
}

impl Severity {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Bytes of a source.
    Span(Span),
    /// A file or folder of which no text could be read; its path from the project's root.
    Path(String),
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The bytes it points at.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name in lower case with dashes, e.g. `unknown-key`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One line, no full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What is to be seen at the place; empty when the message says it all.
    pub label: String,
    /// Other places that belong to it.
    pub others: Vec<Label>,
    /// What the author can do, in plain words; empty when nothing need be done.
    pub help: String,
}

impl Diagnostic {
    /// A problem at bytes of a source.
    pub fn at(
        code: &'static str,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, Place::Span(span), message.into())
    }

    /// A problem of a file or folder as a whole.
    pub fn of_path(
        code: &'static str,
        severity: Severity,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, Place::Path(path.into()), message.into())
    }

    fn new(code: &'static str, severity: Severity, place: Place, message: String) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message,
            place,
            label: String::new(),
            others: Vec::new(),
            help: String::new(),
        }
    }

    /// Says what the author can do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = help.into();
        self
    }

    /// Says what is to be seen at the place.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Adds another place.
    pub fn other(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.others.push(Label {
            span,
            text: text.into(),
        });
        self
    }
}

/// A problem that a person has decided to live with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The problem.
    pub diagnostic: Diagnostic,
    /// Why it is left as it is.
    pub reason: String,
    /// Who decided it: a role or initials; none when the waiver does not say.
    pub by: Option<String>,
    /// When it was decided, as far as the waiver says.
    pub date: String,
}

/// What a check found, for the printers.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The files that places point into.
    pub sources: &'a SourceMap,
    /// The problems, in the order of their places.
    pub problems: &'a [Diagnostic],
    /// Those that are waived.
    pub waived: &'a [Waived],
}

/// A value and the problems met on the way to it.
#[derive(Debug, Clone)]
pub struct Diagnosed<T> {
    /// What the stage made.
    pub value: T,
    /// What it met.
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts problems in the order of their places, without repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
    });
    diagnostics.dedup();
}
