//! SARIF 2.1.0 (OASIS), as far as code scanning on GitHub and viewers in editors read it.

use super::help::{PAGES, Page};
use super::{Diagnostic, Place, Report, Severity, Waived, locate};
use crate::text::Position;
use serde_json::{Value, json};

/// The whole report as one SARIF document: every code as a rule with its help page, every problem
/// as a result, waived ones with the reason as the justification of their suppression.
pub fn to_sarif(report: &Report<'_>, base: &str) -> Value {
    let open = report.problems.iter().map(|d| (d, None));
    let waived = report.waived.iter().map(|w| (&w.diagnostic, Some(w)));
    let results: Vec<Value> = open
        .chain(waived)
        .map(|(diagnostic, waived)| result(report, base, diagnostic, waived))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "policybook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": PAGES.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(page: &Page) -> Value {
    json!({
        "id": page.code,
        "shortDescription": {"text": page.summary()},
        "fullDescription": {"text": page.summary()},
        "help": {"text": page.text, "markdown": page.text},
    })
}

fn result(
    report: &Report<'_>,
    base: &str,
    diagnostic: &Diagnostic,
    waived: Option<&Waived>,
) -> Value {
    let mut text = diagnostic.message.clone();
    if !diagnostic.help.is_empty() {
        text = format!("{text}. Help: {}", diagnostic.help);
    }
    let others: Vec<Value> = diagnostic
        .others
        .iter()
        .map(|other| {
            let mut value = location(report, base, &Place::Span(other.span));
            value["message"] = json!({"text": other.text});
            value
        })
        .collect();
    // A run names the suppressions of all its results or of none.
    let suppressions: Vec<Value> = waived.into_iter().map(suppression).collect();
    let mut value = json!({
        "ruleId": diagnostic.code,
        "level": level(diagnostic.severity),
        "message": {"text": text},
        "locations": [location(report, base, &diagnostic.place)],
        "relatedLocations": others,
        "suppressions": suppressions,
    });
    if let Some(at) = PAGES.iter().position(|p| p.code == diagnostic.code) {
        value["ruleIndex"] = json!(at);
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn suppression(waived: &Waived) -> Value {
    let by = match &waived.by {
        Some(by) => format!(" ({by}, {})", waived.date),
        None => format!(" ({})", waived.date),
    };
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": format!("{}{by}", waived.reason),
    })
}

fn location(report: &Report<'_>, base: &str, place: &Place) -> Value {
    let located = locate(report.sources, place);
    // Code scanning takes no result without a line; a whole file is shown at its first.
    let first = Position { line: 1, column: 1 };
    let (start, end) = located.region.unwrap_or((first, first));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&format!("{base}{}", located.file))},
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// A path as a relative reference: everything but letters, digits, `/`, `.`, `-`, `_` and `~` is
/// escaped (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
