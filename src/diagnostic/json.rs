use super::{Diagnostic, Place};
use crate::text::SourceMap;
use serde_json::{Value, json};

/// Problems as JSON values: `{code, severity, message, file, line, column, label, help, others}`;
/// line and column from 1, null for a file of which no text could be read.
pub fn to_json(sources: &SourceMap, diagnostics: &[Diagnostic]) -> Vec<Value> {
    diagnostics.iter().map(|d| one(sources, d)).collect()
}

fn one(sources: &SourceMap, diagnostic: &Diagnostic) -> Value {
    let others: Vec<Value> = diagnostic
        .others
        .iter()
        .map(|other| {
            let (file, line, column) = place(sources, &Place::Span(other.span));
            json!({"file": file, "line": line, "column": column, "text": other.text})
        })
        .collect();
    let (file, line, column) = place(sources, &diagnostic.place);
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
        "file": file,
        "line": line,
        "column": column,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "others": others,
    })
}

fn place(sources: &SourceMap, place: &Place) -> (String, Option<usize>, Option<usize>) {
    match place {
        Place::Path(path) => (path.clone(), None, None),
        Place::Span(span) => {
            let source = sources.get(span.source);
            let at = source.position(span.start as usize);
            (source.path.clone(), Some(at.line), Some(at.column))
        }
    }
}
