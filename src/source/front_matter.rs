//! The front matter of a policy: what the author says about the text below it.
//!
//! Districts that already keep policies in Markdown chose their own words for the same facts
//! (`created`, `updated`, `policy`); those are understood. What nobody knows is kept and shown.

use super::cycle::{Cycle, read_cycle};
use super::fields::{Field, FieldReader};
use super::yaml::{Key, Node, Value};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::language::{DateError, PartialDate, read_date};
use crate::text::nearest;

/// What an instrument is to the district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Adopted by the board.
    Policy,
    /// How a policy is carried out; often made by the superintendent.
    Regulation,
    /// Goes with a policy: a notice, a chart.
    Exhibit,
    /// To be filled in.
    Form,
    /// How the board itself works.
    Bylaw,
    /// Advice.
    Guideline,
    /// A handbook or a part of one.
    Handbook,
}

impl Kind {
    /// The word in front matter, data files and, capitalised, on pages.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Policy => "policy",
            Kind::Regulation => "regulation",
            Kind::Exhibit => "exhibit",
            Kind::Form => "form",
            Kind::Bylaw => "bylaw",
            Kind::Guideline => "guideline",
            Kind::Handbook => "handbook",
        }
    }

    fn read(text: &str) -> Option<Kind> {
        let word = text.trim().to_lowercase();
        Some(match word.as_str() {
            "policy" | "bp" | "board policy" | "local" => Kind::Policy,
            "regulation" | "ar" | "administrative regulation" | "procedure" | "rule" => {
                Kind::Regulation
            }
            "exhibit" | "e" => Kind::Exhibit,
            "form" | "f" => Kind::Form,
            "bylaw" | "bb" | "board bylaw" => Kind::Bylaw,
            "guideline" | "guidelines" | "ag" | "administrative guideline" => Kind::Guideline,
            "handbook" => Kind::Handbook,
            _ => return None,
        })
    }
}

/// Where a version stands on its way into and out of force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Written, not before the board yet.
    Draft,
    /// Before the board for the first time.
    FirstReading,
    /// Before the board for the second time.
    SecondReading,
    /// In force.
    Active,
    /// Adopted, and for the time being not applied.
    Suspended,
    /// No longer in force, nothing in its place.
    Rescinded,
    /// No longer in force, another version in its place.
    Superseded,
}

impl Status {
    /// The words on pages.
    pub fn words(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::FirstReading => "draft, first reading",
            Status::SecondReading => "draft, second reading",
            Status::Active => "in force",
            Status::Suspended => "suspended",
            Status::Rescinded => "rescinded",
            Status::Superseded => "superseded",
        }
    }

    /// True for a text that the board has not adopted.
    pub fn is_proposed(self) -> bool {
        matches!(
            self,
            Status::Draft | Status::FirstReading | Status::SecondReading
        )
    }

    fn read(text: &str) -> Option<Status> {
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        Some(match word.as_str() {
            "draft" | "proposed" => Status::Draft,
            "first_reading" | "1st_reading" | "first_read" => Status::FirstReading,
            "second_reading" | "2nd_reading" | "second_read" => Status::SecondReading,
            "active" | "in_force" | "current" | "adopted" => Status::Active,
            "suspended" => Status::Suspended,
            "rescinded" | "repealed" | "retired" => Status::Rescinded,
            "superseded" | "archived" => Status::Superseded,
            _ => return None,
        })
    }
}

/// What happened on a date. Five dates are five facts; none stands in for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The board adopted the text.
    Adopted,
    /// Printed as "approved".
    Approved,
    /// From this day it applies.
    Effective,
    /// The text was changed.
    Revised,
    /// The text was looked at, whether or not it was changed.
    Reviewed,
    /// The text was copied from where it was published.
    Retrieved,
}

impl EventKind {
    /// The word on pages and in data files.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Adopted => "adopted",
            EventKind::Approved => "approved",
            EventKind::Effective => "effective",
            EventKind::Revised => "revised",
            EventKind::Reviewed => "reviewed",
            EventKind::Retrieved => "retrieved",
        }
    }

    /// True when the event can bring a text into force.
    pub fn brings_into_force(self) -> bool {
        !matches!(self, EventKind::Reviewed | EventKind::Retrieved)
    }
}

/// A date of the policy's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    /// When, as far as the source says.
    pub date: PartialDate,
    /// What happened.
    pub kind: EventKind,
}

/// Where the text was taken from and what was done to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceNote {
    /// What the text was copied from.
    pub text: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Runs of words that stood in the copied text, were no part of the policy, and were taken out.
    pub removed: Vec<String>,
    /// Anything a reader of the text should know.
    pub notes: Vec<String>,
}

/// What the front matter of one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The code as printed, e.g. `401.13R2`.
    pub code: Option<Field>,
    /// The title.
    pub title: Option<Field>,
    /// What kind of instrument it is; none when the file does not say.
    pub kind: Option<Kind>,
    /// Code of the policy that this one serves.
    pub parent: Option<Field>,
    /// The series or section of the manual.
    pub series: Option<Field>,
    /// Where it stands; none when the file does not say.
    pub status: Option<Status>,
    /// History, oldest first.
    pub events: Vec<Event>,
    /// Legal references, each as printed.
    pub legal: Vec<Field>,
    /// Cross references, each as printed.
    pub cross_refs: Vec<Field>,
    /// Other names of the policy.
    pub aliases: Vec<Field>,
    /// Codes it had before.
    pub former_codes: Vec<Field>,
    /// Subjects.
    pub topics: Vec<Field>,
    /// Who looks after it.
    pub owner: Option<Field>,
    /// How often it is to be reviewed.
    pub review_every: Option<Cycle>,
    /// Language tag, e.g. `en`.
    pub lang: Option<Field>,
    /// Where the text comes from.
    pub source: SourceNote,
    /// Keys that have no meaning here, with their values: kept and shown.
    pub other: Vec<(String, String)>,
}

const KEYS: [&str; 21] = [
    "code",
    "title",
    "kind",
    "parent",
    "series",
    "status",
    "adopted",
    "approved",
    "effective",
    "revised",
    "reviewed",
    "retrieved",
    "legal",
    "cross_refs",
    "aliases",
    "former_codes",
    "topics",
    "owner",
    "review_every",
    "lang",
    "source",
];

/// Other words for the same facts, as districts were found to write them.
const SYNONYMS: [(&str, &str); 20] = [
    ("created", "adopted"),
    ("date_adopted", "adopted"),
    ("original_adopted_date", "adopted"),
    ("updated", "revised"),
    ("amended", "revised"),
    ("last_revised", "revised"),
    ("last_revised_date", "revised"),
    ("last_reviewed", "reviewed"),
    ("last_reviewed_date", "reviewed"),
    ("effective_date", "effective"),
    ("policy_code", "code"),
    ("code_no", "code"),
    ("policy", "parent"),
    ("section", "series"),
    ("legal_references", "legal"),
    ("legal_reference", "legal"),
    ("references", "cross_refs"),
    ("reference", "cross_refs"),
    ("cross_references", "cross_refs"),
    ("type", "kind"),
];

/// Reads the entries of a front matter block.
pub fn read_front_matter(entries: &[(Key, Node)]) -> Diagnosed<FrontMatter> {
    let mut reader = FieldReader::default();
    let mut value = FrontMatter::default();
    for (key, node) in entries {
        read_entry(&mut reader, &mut value, key, node);
    }
    value.events.sort();
    value.events.dedup();
    Diagnosed {
        value,
        diagnostics: reader.diagnostics,
    }
}

fn read_entry(reader: &mut FieldReader, front: &mut FrontMatter, key: &Key, node: &Node) {
    let plain = key.name.trim().to_lowercase().replace([' ', '-'], "_");
    let name = SYNONYMS
        .iter()
        .find(|(found, _)| *found == plain)
        .map_or(plain.as_str(), |(_, name)| name);
    match name {
        "code" => front.code = reader.text(key, node),
        "title" => front.title = reader.text(key, node),
        "parent" => front.parent = reader.text(key, node),
        "series" => front.series = reader.text(key, node),
        "review_every" => front.review_every = read_cycle(reader, key, node),
        "owner" => front.owner = reader.text(key, node),
        "lang" => front.lang = reader.text(key, node),
        "legal" => front.legal = reader.texts(key, node),
        "cross_refs" => front.cross_refs = reader.texts(key, node),
        "aliases" => front.aliases = reader.texts(key, node),
        "former_codes" => front.former_codes = reader.texts(key, node),
        "topics" => front.topics = reader.texts(key, node),
        "kind" => front.kind = one_of(reader, key, node, Kind::read, KIND_WORDS),
        "status" => front.status = one_of(reader, key, node, Status::read, STATUS_WORDS),
        "source" => front.source = source_note(reader, key, node),
        "adopted" => dates(reader, front, key, node, EventKind::Adopted),
        "approved" => dates(reader, front, key, node, EventKind::Approved),
        "effective" => dates(reader, front, key, node, EventKind::Effective),
        "revised" => dates(reader, front, key, node, EventKind::Revised),
        "reviewed" => dates(reader, front, key, node, EventKind::Reviewed),
        "retrieved" => dates(reader, front, key, node, EventKind::Retrieved),
        _ => {
            front.other.push((key.name.clone(), node.display()));
            if nearest(name, &KEYS).is_some() {
                reader.unknown_key(key, &KEYS, "front matter");
            } else {
                reader.diagnostics.push(kept_key(key));
            }
        }
    }
}

fn kept_key(key: &Key) -> Diagnostic {
    let message = format!(
        "`{}` has no meaning to policybook; kept and shown",
        key.name
    );
    Diagnostic::at("unknown-key", Severity::Note, key.span, message)
        .help(format!("the keys are {}", KEYS.join(", ")))
}

const KIND_WORDS: &str = "policy, regulation, exhibit, form, bylaw, guideline or handbook";
const STATUS_WORDS: &str =
    "draft, first_reading, second_reading, active, suspended, rescinded or superseded";

fn one_of<T>(
    reader: &mut FieldReader,
    key: &Key,
    node: &Node,
    read: fn(&str) -> Option<T>,
    words: &str,
) -> Option<T> {
    let field = reader.text(key, node)?;
    let found = read(&field.value);
    if found.is_none() {
        reader.wrong_shape(key, node, &format!("one of {words}"));
    }
    found
}

fn dates(
    reader: &mut FieldReader,
    front: &mut FrontMatter,
    key: &Key,
    node: &Node,
    kind: EventKind,
) {
    for field in reader.texts(key, node) {
        for part in field.value.split(';').filter(|p| !p.trim().is_empty()) {
            match read_date(part) {
                Ok(read) => {
                    if read.two_digit_year {
                        reader.diagnostics.push(two_digits(&field, read.date));
                    }
                    front.events.push(Event {
                        date: read.date,
                        kind,
                    });
                }
                Err(error) => {
                    reader.diagnostics.push(no_date(key, &field, part, &error));
                    front
                        .other
                        .push((key.name.clone(), part.trim().to_string()));
                }
            }
        }
    }
}

fn two_digits(field: &Field, date: PartialDate) -> Diagnostic {
    let message = format!("`{}` is read as {}", field.value, date.long());
    Diagnostic::at("two-digit-year", Severity::Note, field.span, message)
        .help("write the year with four digits")
}

fn no_date(key: &Key, field: &Field, part: &str, error: &DateError) -> Diagnostic {
    let why = match error {
        DateError::Shape => "is not a date that can be read".to_string(),
        DateError::Calendar(_) => "is not a day of the calendar".to_string(),
        DateError::Sentinel => "stands for an unknown date".to_string(),
    };
    let message = format!("`{}` of `{}` {why}", part.trim(), key.name);
    Diagnostic::at("not-a-date", Severity::Warning, field.span, message)
        .help("write it as 2012-09-11, 2012-09 or 2012; leave the key out when the date is unknown")
}

fn source_note(reader: &mut FieldReader, key: &Key, node: &Node) -> SourceNote {
    let mut note = SourceNote::default();
    let Value::Map(entries) = &node.value else {
        note.text = reader.text(key, node).map(|f| f.value);
        return note;
    };
    const NOTE_KEYS: [&str; 4] = ["text", "url", "removed", "notes"];
    let values = |fields: Vec<Field>| fields.into_iter().map(|f| f.value).collect();
    for (key, node) in entries {
        match key.name.as_str() {
            "text" => note.text = reader.text(key, node).map(|f| f.value),
            "url" => note.url = reader.text(key, node).map(|f| f.value),
            "removed" => note.removed = values(reader.texts(key, node)),
            "notes" => note.notes = values(reader.texts(key, node)),
            _ => reader.unknown_key(key, &NOTE_KEYS, "source"),
        }
    }
    note
}
