//! `waivers.yaml`: which problems stay as they are, and which references get no link, each with
//! the reason that a person gave.

use super::fields::{Field, FieldReader};
use super::yaml::{Key, Node, Value};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity, help};
use crate::language::{PartialDate, read_date};

/// What `waivers.yaml` says; entries that lack something are reported and not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waivers {
    /// Problems that are not to be shown.
    pub problems: Vec<Waiver>,
    /// References that are not to be resolved.
    pub references: Vec<IgnoredReference>,
}

/// A problem that a person decided to live with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The code of the problem.
    pub code: Field,
    /// The file it is in: a path, or a pattern with `*` and `**`.
    pub file: Field,
    /// Words of the line at which it is; none for any place in the file.
    pub text: Option<Field>,
    /// The last day on which it holds; none when it holds for good.
    pub until: Option<(Field, PartialDate)>,
    /// Who decided it, when and why.
    pub decision: Decision,
}

/// A reference that leads nowhere, and is meant to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredReference {
    /// The words of the reference as printed.
    pub words: Field,
    /// Code of the policy that prints them; none for every policy.
    pub policy: Option<Field>,
    /// Who decided it, when and why.
    pub decision: Decision,
}

/// Why something is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The reason, in words.
    pub reason: String,
    /// A role or initials; none when the file does not say.
    pub by: Option<String>,
    /// When it was decided.
    pub date: PartialDate,
}

const KEYS: [&str; 9] = [
    "code",
    "file",
    "text",
    "until",
    "ignore_reference",
    "policy",
    "reason",
    "by",
    "date",
];

/// Reads the document of a `waivers.yaml`.
pub fn read_waivers(document: &Node) -> Diagnosed<Waivers> {
    let mut reader = FieldReader::default();
    let mut value = Waivers::default();
    match &document.value {
        Value::List(items) => {
            for item in items {
                read_item(&mut reader, item, &mut value);
            }
        }
        Value::Null => {}
        _ => reader.diagnostics.push(no_entry(document)),
    }
    Diagnosed {
        value,
        diagnostics: reader.diagnostics,
    }
}

fn no_entry(node: &Node) -> Diagnostic {
    let message = "this is no waiver; the file is a list of entries that begin with `- `";
    Diagnostic::at("wrong-value", Severity::Warning, node.span, message)
        .help("write `- code: …`, and below it `file:`, `reason:` and `date:`")
}

/// The fields of an entry as they are read.
#[derive(Default)]
struct Entry {
    code: Option<Field>,
    file: Option<Field>,
    text: Option<Field>,
    until: Option<(Field, PartialDate)>,
    ignore: Option<Field>,
    policy: Option<Field>,
    reason: Option<Field>,
    by: Option<Field>,
    date: Option<(Field, PartialDate)>,
    /// A field is there and cannot be read; that is reported, and the entry does not count.
    spoiled: bool,
}

fn read_item(reader: &mut FieldReader, item: &Node, waivers: &mut Waivers) {
    let Value::Map(entries) = &item.value else {
        reader.diagnostics.push(no_entry(item));
        return;
    };
    let mut entry = Entry::default();
    for (key, node) in entries {
        let mut text = || {
            let field = reader.text(key, node);
            field.filter(|f| !f.value.trim().is_empty())
        };
        match key.name.as_str() {
            "code" => entry.code = text(),
            "file" => entry.file = text(),
            "text" => entry.text = text(),
            "ignore_reference" => entry.ignore = text(),
            "policy" => entry.policy = text(),
            "reason" => entry.reason = text(),
            "by" => entry.by = text(),
            "until" => entry.until = day(reader, key, node, &mut entry.spoiled),
            "date" => entry.date = day(reader, key, node, &mut entry.spoiled),
            _ => reader.unknown_key(key, &KEYS, "waivers.yaml"),
        }
    }
    if let Some(code) = &entry.code
        && help::page(&code.value).is_none()
    {
        reader.diagnostics.push(unknown_code(code));
        return;
    }
    if entry.spoiled {
        return;
    }
    if let (Some((first, _)), Some(missing)) = (entries.first(), missing(&entry)) {
        reader.diagnostics.push(incomplete(first, &missing));
        return;
    }
    keep(entry, waivers);
}

/// A date; one that is there and cannot be read spoils the entry.
fn day(
    reader: &mut FieldReader,
    key: &Key,
    node: &Node,
    spoiled: &mut bool,
) -> Option<(Field, PartialDate)> {
    let field = reader.text(key, node)?;
    match read_date(&field.value) {
        Ok(read) => Some((field, read.date)),
        Err(_) => {
            reader.wrong_shape(key, node, "a date like 2026-08-01");
            *spoiled = true;
            None
        }
    }
}

/// The keys that an entry lacks, in words; none when it has all.
fn missing(entry: &Entry) -> Option<String> {
    let waives = entry.ignore.is_none();
    let wanted = [
        ("code", waives && entry.code.is_none()),
        ("file", waives && entry.file.is_none()),
        ("reason", entry.reason.is_none()),
        ("date", entry.date.is_none()),
    ];
    let lacking = wanted.iter().filter(|(_, lacks)| *lacks);
    let lacking: Vec<String> = lacking.map(|(key, _)| format!("`{key}`")).collect();
    (!lacking.is_empty()).then(|| lacking.join(" and no "))
}

fn incomplete(first: &Key, missing: &str) -> Diagnostic {
    let message = format!("this waiver has no {missing}; it waives nothing");
    Diagnostic::at("incomplete-waiver", Severity::Warning, first.span, message).help(
        "a problem is waived with its `code` and `file`, a reference with `ignore_reference`; both \
         need a `reason`, for those who come later, and the `date` of the decision",
    )
}

fn unknown_code(code: &Field) -> Diagnostic {
    let message = "this waiver waives nothing: no problem has its code";
    Diagnostic::at("unknown-code", Severity::Warning, code.span, message)
        .help(help::unknown(&code.value))
}

fn keep(entry: Entry, waivers: &mut Waivers) {
    let (Some(reason), Some((_, date))) = (entry.reason, entry.date) else {
        return;
    };
    let decision = Decision {
        reason: reason.value,
        by: entry.by.map(|by| by.value),
        date,
    };
    if let Some(words) = entry.ignore {
        waivers.references.push(IgnoredReference {
            words,
            policy: entry.policy,
            decision,
        });
    } else if let (Some(code), Some(file)) = (entry.code, entry.file) {
        waivers.problems.push(Waiver {
            code,
            file,
            text: entry.text,
            until: entry.until,
            decision,
        });
    }
}
