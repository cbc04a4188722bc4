use super::yaml::{Key, Node};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Span, nearest};

/// A text of a configuration file or of front matter, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The text as printed, without quotes.
    pub value: String,
    /// Its bytes in the source.
    pub span: Span,
}

/// Reads the entries of a mapping one kind at a time and gathers what is wrong with them.
#[derive(Debug, Default)]
pub struct FieldReader {
    /// Problems so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl FieldReader {
    /// One text; null is none, anything but a text is reported.
    pub fn text(&mut self, key: &Key, node: &Node) -> Option<Field> {
        match node.texts().as_deref() {
            Some([]) => None,
            Some([(value, span)]) => Some(Field {
                value: (*value).to_string(),
                span: *span,
            }),
            _ => {
                self.wrong_shape(key, node, "one text");
                None
            }
        }
    }

    /// A list of texts; one text is a list of one.
    pub fn texts(&mut self, key: &Key, node: &Node) -> Vec<Field> {
        let Some(texts) = node.texts() else {
            self.wrong_shape(key, node, "a list of texts");
            return Vec::new();
        };
        texts
            .into_iter()
            .map(|(value, span)| Field {
                value: value.to_string(),
                span,
            })
            .collect()
    }

    /// `true` or `false`.
    pub fn truth(&mut self, key: &Key, node: &Node) -> Option<bool> {
        match node.scalar() {
            Some("true" | "yes") => Some(true),
            Some("false" | "no") => Some(false),
            _ => {
                self.wrong_shape(key, node, "true or false");
                None
            }
        }
    }

    /// Reports a value that has not the shape its key asks for.
    pub fn wrong_shape(&mut self, key: &Key, node: &Node, wanted: &str) {
        let message = format!("`{}` should be {wanted}", key.name);
        self.diagnostics.push(
            Diagnostic::at("wrong-value", Severity::Warning, node.span, message)
                .help(format!("write {wanted} after `{}:`", key.name)),
        );
    }

    /// Reports a key that no one reads, with the known key it resembles.
    pub fn unknown_key(&mut self, key: &Key, known: &[&str], place: &str) {
        let message = format!("{place} has no key `{}`", key.name);
        let help = match nearest(&key.name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", known.join(", ")),
        };
        self.diagnostics
            .push(Diagnostic::at("unknown-key", Severity::Warning, key.span, message).help(help));
    }
}
