use super::{Diagnostic, Severity, locate};
use crate::text::SourceMap;
use std::fmt::Write as _;

/// One problem as a workflow command of GitHub Actions, which marks the line of the file:
/// `::warning file=…,line=…,col=…,title=…::message`. `base` is the way from the root of the
/// repository to the project, empty or with `/` at its end.
pub fn to_github(sources: &SourceMap, base: &str, diagnostic: &Diagnostic) -> String {
    let located = locate(sources, &diagnostic.place);
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut out = format!(
        "::{command} file={}",
        property(&format!("{base}{}", located.file))
    );
    if let Some((start, _)) = located.region {
        let _ = write!(out, ",line={},col={}", start.line, start.column);
    }
    let mut message = diagnostic.message.clone();
    if !diagnostic.help.is_empty() {
        let _ = write!(message, "\nhelp: {}", diagnostic.help);
    }
    let _ = write!(
        out,
        ",title={}::{}",
        property(diagnostic.code),
        data(&message)
    );
    out
}

/// A text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
