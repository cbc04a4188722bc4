use super::{Diagnostic, Place, Waived, locate};
use crate::text::SourceMap;
use serde_json::{Value, json};

/// Problems as JSON values: `{code, severity, message, file, line, column, end_line, end_column,
/// label, help, others}`; lines and columns from 1, null for a file or folder as a whole.
pub fn to_json(sources: &SourceMap, diagnostics: &[Diagnostic]) -> Vec<Value> {
    diagnostics.iter().map(|d| one(sources, d)).collect()
}

/// Waived problems: the same, and `waiver: {reason, by, date}`.
pub fn waived_to_json(sources: &SourceMap, waived: &[Waived]) -> Vec<Value> {
    let with_waiver = |waived: &Waived| {
        let mut value = one(sources, &waived.diagnostic);
        value["waiver"] = json!({
            "reason": waived.reason,
            "by": waived.by,
            "date": waived.date,
        });
        value
    };
    waived.iter().map(with_waiver).collect()
}

fn one(sources: &SourceMap, diagnostic: &Diagnostic) -> Value {
    let others: Vec<Value> = diagnostic
        .others
        .iter()
        .map(|other| {
            let mut value = place(sources, &Place::Span(other.span));
            value["text"] = json!(other.text);
            value
        })
        .collect();
    let mut value = json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
    });
    let fields = value.as_object_mut().expect("it was made as an object");
    if let Value::Object(place) = place(sources, &diagnostic.place) {
        fields.extend(place);
    }
    fields.insert("label".to_string(), json!(diagnostic.label));
    fields.insert("help".to_string(), json!(diagnostic.help));
    fields.insert("others".to_string(), json!(others));
    value
}

fn place(sources: &SourceMap, place: &Place) -> Value {
    let located = locate(sources, place);
    let start = located.region.map(|(start, _)| start);
    let end = located.region.map(|(_, end)| end);
    json!({
        "file": located.file,
        "line": start.map(|p| p.line),
        "column": start.map(|p| p.column),
        "end_line": end.map(|p| p.line),
        "end_column": end.map(|p| p.column),
    })
}
