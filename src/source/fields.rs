use super::yaml::{Key, Node};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;

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

/// The known name within two letters of `name`, if there is one.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|k| (distance(name, k), *k))
        .filter(|(d, k)| *d <= 2 && *d < k.len().min(name.len()))
        .min()
        .map(|(_, k)| k)
}

/// Edit distance of two short names; 99 when their lengths are far apart.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 2 {
        return 99;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
