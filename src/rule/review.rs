//! What people have read: `codings/<district>.yaml`, and `codings/<district>.second.yaml` for a
//! second reader. An entry that cannot be used costs that entry and a diagnostic.

use super::quote::{Quote, find};
use super::{Coding, LostQuote, Origin, Role, RuleKind, Rules, Stance};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::language::{PartialDate, read_date};
use crate::library::Library;
use crate::source::yaml::{Key, Node, Value};
use crate::source::{Field, FieldReader, Project, read_list};
use crate::text::{SourceId, Span, nearest};
use std::collections::HashSet;

/// What a person wrote down for a district and a rule.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The answer and those of its quotes that stand; its stance is silent when the rule does not
    /// apply.
    pub coding: Coding,
    /// True when the rule is none for this district.
    pub not_applicable: bool,
    /// The quotes that no longer stand.
    pub lost: Vec<LostQuote>,
    /// Where the answer is written.
    pub span: Span,
}

/// A file's answer to one rule.
#[derive(Debug, Clone)]
pub struct Review {
    /// True for the file of the second reader.
    pub second: bool,
    /// The answer.
    pub reviewed: Reviewed,
}

const NOT_APPLICABLE: &str = "not-applicable";
const KEYS: [&str; 10] = [
    "rule",
    "stance",
    "quotes",
    "by",
    "date",
    "actor",
    "channel",
    "conditions",
    "exceptions",
    "note",
];
const QUOTE_KEYS: [&str; 4] = ["policy", "clause", "words", "role"];
const SECOND: &str = ".second";

/// Reads the reviewed codings of a project.
pub fn reviews(project: &Project, library: &Library, rules: &Rules) -> Diagnosed<Vec<Review>> {
    let mut value = Vec::new();
    let mut diagnostics = Vec::new();
    for id in &project.codings {
        let mut reader = Reader {
            fields: FieldReader::default(),
            library,
            rules,
            district: 0,
            seen: HashSet::new(),
        };
        value.extend(reader.file(project, *id));
        diagnostics.extend(reader.fields.diagnostics);
    }
    Diagnosed { value, diagnostics }
}

/// Reads the codings of one file.
struct Reader<'a> {
    fields: FieldReader,
    library: &'a Library,
    rules: &'a Rules,
    district: usize,
    seen: HashSet<usize>,
}

/// The fields of an entry as they are read.
#[derive(Default)]
struct Entry {
    rule: Option<Field>,
    stance: Option<Field>,
    quotes: Vec<Quote>,
    by: Option<Field>,
    date: Option<PartialDate>,
    actor: Option<Field>,
    channel: Option<Field>,
    conditions: Vec<Field>,
    exceptions: Vec<Field>,
    note: Option<Field>,
    /// Something is there and cannot be read; that is reported, and the entry does not count.
    spoiled: bool,
}

/// The answer of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Stance(Stance),
    NotApplicable,
}

impl Reader<'_> {
    fn file(&mut self, project: &Project, id: SourceId) -> Vec<Review> {
        let path = &project.sources.get(id).path;
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.strip_suffix(".yaml").unwrap_or(name);
        let (slug, second) = match stem.strip_suffix(SECOND) {
            Some(slug) => (slug, true),
            None => (stem, false),
        };
        let slugs = || self.library.districts.iter().map(|d| d.slug.as_str());
        let Some(district) = slugs().position(|known| known == slug) else {
            let known: Vec<&str> = slugs().collect();
            self.fields
                .diagnostics
                .push(of_no_district(path, slug, &known));
            return Vec::new();
        };
        self.district = district;
        let entries = match read_list(&project.sources, id) {
            Ok(entries) => entries,
            Err(problem) => {
                self.fields.diagnostics.push(problem);
                return Vec::new();
            }
        };
        let read = entries.iter().filter_map(|node| self.entry(node));
        read.map(|reviewed| Review { second, reviewed }).collect()
    }

    fn entry(&mut self, node: &Node) -> Option<Reviewed> {
        let Value::Map(entries) = &node.value else {
            self.wrong(
                node.span,
                "this is no coding",
                "write `- rule: …`, and below it `stance:`, `quotes:`, `by:` and `date:`",
            );
            return None;
        };
        let mut entry = Entry::default();
        entries
            .iter()
            .for_each(|(key, node)| self.field(&mut entry, key, node));
        let span = entries.first().map_or(node.span, |(key, _)| key.span);
        self.judge(entry, span)
    }

    fn field(&mut self, entry: &mut Entry, key: &Key, node: &Node) {
        match key.name.as_str() {
            "rule" => entry.rule = self.text(key, node),
            "stance" => entry.stance = self.text(key, node),
            "by" => entry.by = self.text(key, node),
            "actor" => entry.actor = self.text(key, node),
            "channel" => entry.channel = self.text(key, node),
            "note" => entry.note = self.text(key, node),
            "conditions" => entry.conditions = self.fields.texts(key, node),
            "exceptions" => entry.exceptions = self.fields.texts(key, node),
            "date" => {
                let field = self.text(key, node);
                entry.date = field.and_then(|f| read_date(&f.value).ok()).map(|r| r.date);
                if entry.date.is_none() {
                    self.fields.wrong_shape(key, node, "a date like 2026-08-01");
                    entry.spoiled = true;
                }
            }
            "quotes" => self.quotes(entry, key, node),
            _ => self.fields.unknown_key(key, &KEYS, "a coding"),
        }
    }

    fn text(&mut self, key: &Key, node: &Node) -> Option<Field> {
        let field = self.fields.text(key, node);
        field.filter(|f| !f.value.trim().is_empty())
    }

    fn quotes(&mut self, entry: &mut Entry, key: &Key, node: &Node) {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Null => &[],
            _ => {
                self.fields.wrong_shape(key, node, "a list of quotes");
                entry.spoiled = true;
                return;
            }
        };
        for item in items {
            match self.quote(item) {
                Some(quote) => entry.quotes.push(quote),
                None => entry.spoiled = true,
            }
        }
    }

    fn quote(&mut self, node: &Node) -> Option<Quote> {
        let Value::Map(entries) = &node.value else {
            self.wrong(
                node.span,
                "this is no quote",
                "write `- policy: …`, and below it `words: …`",
            );
            return None;
        };
        let (mut policy, mut clause, mut words, mut role) = (None, None, None, Role::Rule);
        for (key, node) in entries {
            match key.name.as_str() {
                "policy" => policy = self.text(key, node),
                "clause" => clause = self.text(key, node),
                "words" => words = self.text(key, node),
                "role" => role = self.role(key, node)?,
                _ => self.fields.unknown_key(key, &QUOTE_KEYS, "a quote"),
            }
        }
        match (policy, words) {
            (Some(policy), Some(words)) => Some(Quote {
                policy,
                clause,
                words,
                role,
            }),
            (None, _) => {
                self.lacks(node.span, "this quote has no `policy`", "policy: …");
                None
            }
            (_, None) => {
                self.lacks(node.span, "this quote has no `words`", "words: …");
                None
            }
        }
    }

    fn role(&mut self, key: &Key, node: &Node) -> Option<Role> {
        const ROLES: [Role; 4] = [Role::Rule, Role::LeadIn, Role::Exception, Role::Definition];
        let field = self.text(key, node)?;
        let found = ROLES.into_iter().find(|role| role.word() == field.value);
        if found.is_none() {
            let known = ROLES.map(Role::word).join(", ");
            self.fields
                .wrong_shape(key, node, &format!("one of {known}"));
        }
        found
    }

    fn judge(&mut self, entry: Entry, span: Span) -> Option<Reviewed> {
        if entry.spoiled {
            return None;
        }
        for (name, lacks) in [
            ("rule", entry.rule.is_none()),
            ("stance", entry.stance.is_none()),
            ("by", entry.by.is_none()),
            ("date", entry.date.is_none()),
        ] {
            if lacks {
                let message = format!("this coding has no `{name}`");
                self.lacks(span, &message, &format!("{name}: …"));
                return None;
            }
        }
        let rule = self.rule(entry.rule.as_ref()?)?;
        let answer = self.answer(entry.stance.as_ref()?, self.rules.rules[rule].kind)?;
        if !self.seen.insert(rule) {
            self.wrong(
                span,
                "this rule is answered twice in this file",
                "keep one of the two entries",
            );
            return None;
        }
        let needs = !matches!(
            answer,
            Answer::NotApplicable | Answer::Stance(Stance::Silent)
        );
        if needs && entry.quotes.is_empty() {
            self.lacks(
                span,
                "this coding has no quote",
                "quotes:` and below it `- policy: …`, `words: …",
            );
            return None;
        }
        Some(self.reviewed(entry, rule, answer, span))
    }

    fn rule(&mut self, field: &Field) -> Option<usize> {
        let found = self.rules.find(&field.value);
        if found.is_none() {
            let message = format!("there is no rule `{}`", field.value);
            let help = likely(&field.value, &self.rules.ids(), "the rules");
            self.wrong(field.span, &message, &help);
        }
        found
    }

    fn answer(&mut self, field: &Field, kind: RuleKind) -> Option<Answer> {
        if field.value == NOT_APPLICABLE {
            return Some(Answer::NotApplicable);
        }
        let fits = |stance: &Stance| *stance == Stance::Silent || stance.strictness(kind) > 0;
        let own = Stance::ALL.into_iter().filter(fits).map(Stance::word);
        let own: Vec<&str> = own.chain([NOT_APPLICABLE]).collect();
        match Stance::of_word(&field.value) {
            Some(stance) if fits(&stance) => Some(Answer::Stance(stance)),
            Some(_) => {
                let message = format!("`{}` is no answer to this rule", field.value);
                let help = format!("its answers are {}", own.join(", "));
                self.wrong(field.span, &message, &help);
                None
            }
            None => {
                let message = format!("there is no stance `{}`", field.value);
                let help = likely(&field.value, &own, "the answers to this rule");
                self.wrong(field.span, &message, &help);
                None
            }
        }
    }

    fn reviewed(&self, entry: Entry, rule: usize, answer: Answer, span: Span) -> Reviewed {
        let (mut evidence, mut lost) = (Vec::new(), Vec::new());
        for quote in &entry.quotes {
            match find(self.library, self.district, quote) {
                Ok(found) => evidence.push(found),
                Err(gone) => lost.push(gone),
            }
        }
        let text = |field: Option<Field>| field.map(|f| f.value);
        let texts = |fields: Vec<Field>| fields.into_iter().map(|f| f.value).collect();
        let origin = match (entry.by, entry.date) {
            (Some(by), Some(on)) => Origin::Reviewed { by: by.value, on },
            _ => Origin::Suggested,
        };
        Reviewed {
            coding: Coding {
                district: self.district,
                rule,
                stance: match answer {
                    Answer::Stance(stance) => stance,
                    Answer::NotApplicable => Stance::Silent,
                },
                origin,
                actor: text(entry.actor),
                channel: text(entry.channel),
                conditions: texts(entry.conditions),
                exceptions: texts(entry.exceptions),
                evidence,
                searched: Vec::new(),
                note: text(entry.note),
                why: Vec::new(),
            },
            not_applicable: answer == Answer::NotApplicable,
            lost,
            span,
        }
    }

    fn lacks(&mut self, span: Span, message: &str, line: &str) {
        self.wrong(span, message, &format!("add a line `{line}`"));
    }

    fn wrong(&mut self, span: Span, message: &str, help: &str) {
        let message = format!("{message}; the coding is not used");
        self.fields
            .diagnostics
            .push(Diagnostic::at("bad-coding", Severity::Error, span, message).help(help));
    }
}

fn likely(name: &str, known: &[&str], what: &str) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{what} are {}", known.join(", ")),
    }
}

fn of_no_district(path: &str, slug: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no district `{slug}`; the codings of this file are not used");
    Diagnostic::of_path("bad-coding", Severity::Error, path, message).help(format!(
        "name the file like the folder of its district, and that of a second reader with \
         `{SECOND}` before `.yaml`: {}",
        likely(slug, known, "the districts")
    ))
}
