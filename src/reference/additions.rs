//! What a project adds to the list of laws: `statutes.yaml` in its folder of policies. An entry
//! that cannot be used costs that entry and a diagnostic, never the rest of the file.

use super::citator::{Citator, Shapes, anchored};
use super::entry::{Act, Case, ChapterOf, Code, Laws, NameOrder, TitlePlace};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::source::yaml::{Key, Node, Value};
use crate::source::{Field, FieldReader, Project, read_entries};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

const FILE: &str = "statutes.yaml";
const CODE_KEYS: [&str; 19] = [
    "id",
    "jurisdiction",
    "name",
    "key",
    "chapter_key",
    "names",
    "local_names",
    "title",
    "name_after",
    "name_order",
    "section",
    "chapter",
    "part_words",
    "url",
    "chapter_url",
    "chapter_of",
    "official",
    "verified_on",
    "note",
];
const ACT_KEYS: [&str; 11] = [
    "id",
    "jurisdiction",
    "name",
    "key",
    "names",
    "local_names",
    "cites",
    "not_before",
    "not_after",
    "case",
    "note",
];

/// The laws that a project cites: the built-in ones and those it adds.
pub fn citator(project: &Project) -> Diagnosed<Arc<Citator>> {
    let mut reader = Reader::default();
    if let Some(id) = project.statutes {
        match read_entries(&project.sources, id) {
            Ok(entries) => reader.file(&entries),
            Err(problem) => reader.fields.diagnostics.push(problem),
        }
    }
    let value = if reader.laws.ids().next().is_none() {
        Citator::built_in()
    } else {
        // Only a list of millions of names cannot be used.
        Citator::with(reader.laws).map_or_else(|_| Citator::built_in(), Arc::new)
    };
    Diagnosed {
        value,
        diagnostics: reader.fields.diagnostics,
    }
}

/// Reads the file and gathers what is wrong with it.
#[derive(Debug, Default)]
struct Reader {
    fields: FieldReader,
    laws: Laws,
    /// Where each id stands.
    ids: HashMap<String, Span>,
}

impl Reader {
    fn file(&mut self, entries: &[(Key, Node)]) {
        for (key, node) in entries {
            let items = match (key.name.as_str(), &node.value) {
                ("codes" | "acts", Value::List(items)) => items,
                ("codes" | "acts", Value::Null) => continue,
                ("codes" | "acts", _) => {
                    self.fields.wrong_shape(key, node, "a list of laws");
                    continue;
                }
                _ => {
                    self.fields.unknown_key(key, &["codes", "acts"], FILE);
                    continue;
                }
            };
            for item in items {
                let Value::Map(entries) = &item.value else {
                    self.fields
                        .wrong_shape(key, item, "lines of the form `key: value`");
                    continue;
                };
                if key.name == "codes" {
                    self.code(entries, item.span);
                } else {
                    self.act(entries, item.span);
                }
            }
        }
    }

    fn code(&mut self, entries: &[(Key, Node)], span: Span) {
        let mut code = Code::default();
        let before = self.errors();
        for (key, node) in entries {
            match key.name.as_str() {
                "key" => code.key = self.key(key, node),
                "chapter_key" => code.chapter_key = Some(self.key(key, node)),
                "title" => {
                    let places = [
                        ("before", TitlePlace::Before),
                        ("after", TitlePlace::After),
                        ("within", TitlePlace::Within),
                    ];
                    code.title = self.choice(key, node, &places).unwrap_or_default();
                }
                "name_after" => {
                    code.name_after = self.fields.truth(key, node).unwrap_or(false);
                }
                "name_order" => code.name_order = self.orders(key, node),
                "section" => code.section = self.pattern(key, node).unwrap_or_default(),
                "chapter" => code.chapter = self.pattern(key, node),
                "part_words" => code.part_words = self.words(key, node),
                "url" => code.url = self.address(key, node, entries),
                "chapter_url" => code.chapter_url = self.address(key, node, entries),
                "chapter_of" => code.chapter_of = self.choice(key, node, &CHAPTERS),
                "official" => code.official = self.fields.truth(key, node),
                "verified_on" => {
                    code.verified_on = self.fields.text(key, node).map(|f| f.value);
                }
                _ => self.shared(key, node, &CODE_KEYS, |name, texts, text| match name {
                    "id" => code.id = text,
                    "jurisdiction" => code.jurisdiction = text,
                    "name" => code.name = text,
                    "names" => code.names = texts,
                    _ => code.local_names = texts,
                }),
            }
        }
        self.complete(
            entries,
            span,
            &["id", "jurisdiction", "name", "key", "section"],
        );
        if self.errors() > before {
            return;
        }
        match Shapes::of(&code) {
            Ok(_) => self.laws.codes.push(code),
            Err(error) => {
                let place = entries.first().map_or(span, |(key, _)| key.span);
                let help = "shorten its patterns and its `part_words`";
                self.error(place, error, help);
            }
        }
    }

    fn act(&mut self, entries: &[(Key, Node)], span: Span) {
        let mut act = Act::default();
        let before = self.errors();
        for (key, node) in entries {
            match key.name.as_str() {
                "key" => {
                    act.key = self
                        .fields
                        .text(key, node)
                        .map_or(String::new(), |f| f.value)
                }
                "cites" => act.cites = self.words(key, node),
                "not_before" => act.not_before = self.words(key, node),
                "not_after" => act.not_after = self.words(key, node),
                "case" => {
                    let cases = [("exact", Case::Exact), ("any", Case::Any)];
                    act.case = self.choice(key, node, &cases).unwrap_or_default();
                }
                _ => self.shared(key, node, &ACT_KEYS, |name, texts, text| match name {
                    "id" => act.id = text,
                    "jurisdiction" => act.jurisdiction = text,
                    "name" => act.name = text,
                    "names" => act.names = texts,
                    _ => act.local_names = texts,
                }),
            }
        }
        self.complete(entries, span, &["id", "jurisdiction", "name", "key"]);
        if self.errors() == before {
            self.laws.acts.push(act);
        }
    }

    /// Fields that codes and acts have; `put` is given the field's name, its texts and its text.
    fn shared(
        &mut self,
        key: &Key,
        node: &Node,
        keys: &[&str],
        put: impl FnOnce(&str, Vec<String>, String),
    ) {
        let one = |field: Option<Field>| field.map_or(String::new(), |f| f.value);
        match key.name.as_str() {
            "id" => {
                let id = self.fields.text(key, node);
                if let Some(id) = &id {
                    self.note_id(id);
                }
                put("id", Vec::new(), one(id));
            }
            "jurisdiction" => {
                let field = self.fields.text(key, node);
                if let Some(field) = &field
                    && !(field.value.len() == 2
                        && field.value.bytes().all(|b| b.is_ascii_uppercase()))
                {
                    let message = format!("`{}` is no state", field.value);
                    let help = "write US, or the postal code of the state in capitals, like CA";
                    self.error(field.span, message, help);
                }
                put("jurisdiction", Vec::new(), one(field));
            }
            "name" => put("name", Vec::new(), one(self.fields.text(key, node))),
            "names" | "local_names" => put(&key.name, self.names(key, node), String::new()),
            // A remark for people.
            "note" => {}
            _ => self.fields.unknown_key(key, keys, FILE),
        }
    }

    fn note_id(&mut self, id: &Field) {
        if let Some(first) = self.ids.get(&id.value) {
            let first = *first;
            let message = format!(
                "two laws have the id `{}`; the second is not used",
                id.value
            );
            let problem = Diagnostic::at("bad-law", Severity::Error, id.span, message)
                .other(first, "the first")
                .help("give each law an id of its own");
            self.fields.diagnostics.push(problem);
        } else {
            self.ids.insert(id.value.clone(), id.span);
        }
    }

    /// The names of a law. One without a letter would be found everywhere.
    fn names(&mut self, key: &Key, node: &Node) -> Vec<String> {
        let names = self.fields.texts(key, node);
        for name in &names {
            if !name.value.contains(char::is_alphabetic) {
                let message = format!("`{}` is no name of a law", name.value);
                self.error(name.span, message, "write the name as policies print it");
            }
        }
        names.into_iter().map(|n| n.value).collect()
    }

    fn words(&mut self, key: &Key, node: &Node) -> Vec<String> {
        let words = self.fields.texts(key, node).into_iter();
        words.map(|w| w.value).filter(|w| !w.is_empty()).collect()
    }

    /// How a citation is written: it must hold the number.
    fn key(&mut self, key: &Key, node: &Node) -> String {
        let Some(field) = self.fields.text(key, node) else {
            return String::new();
        };
        if !field.value.contains("{s}") {
            let message = format!(
                "`{}` has no {{s}}, so all sections would be one law",
                key.name
            );
            self.error(
                field.span,
                message,
                "write {s} where the number of the section stands",
            );
        }
        field.value
    }

    fn pattern(&mut self, key: &Key, node: &Node) -> Option<String> {
        let field = self.fields.text(key, node)?;
        if let Err(error) = anchored(&field.value) {
            let why = error.lines().last().unwrap_or_default();
            let why = why.trim_start_matches("error: ");
            let message = format!("`{}` is no pattern: {why}", key.name);
            let help = "write a regular expression between 'single quotes', like '[0-9]+-[0-9]+'";
            self.error(field.span, message, help);
        }
        Some(field.value)
    }

    /// A template of an address. A wrong one costs the address, not the law.
    fn address(&mut self, key: &Key, node: &Node, entries: &[(Key, Node)]) -> Option<String> {
        let field = self.fields.text(key, node)?;
        let url = &field.value;
        let holes: Vec<&str> = url
            .split('{')
            .skip(1)
            .filter_map(|p| p.split_once('}'))
            .map(|(h, _)| h)
            .collect();
        let unknown = holes
            .iter()
            .find(|h| !matches!(**h, "s" | "c" | "t" | "t3"));
        let cut = holes.contains(&"c") && !entries.iter().any(|(key, _)| key.name == "chapter_of");
        let (why, help) = if !(url.starts_with("https://") || url.starts_with("http://")) {
            ("is no web address".to_string(), "begin it with https://")
        } else if let Some(unknown) = unknown {
            (
                format!("has {{{unknown}}}, which stands for nothing"),
                "write {s} for the section, {t} for the title, {c} for the chapter",
            )
        } else if cut {
            (
                "has {c}, and nothing says what the chapter is".to_string(),
                "add `chapter_of: before-dot`, before-dash or before-colon",
            )
        } else if !holes.contains(&"s") && !holes.contains(&"c") {
            (
                "has no {s}, so every section would lead to one page".to_string(),
                "write {s} where the number of the section stands",
            )
        } else {
            return Some(field.value);
        };
        let message = format!("`{}` {why}; the law is not linked", key.name);
        let problem = Diagnostic::at("bad-law-address", Severity::Warning, field.span, message);
        self.fields.diagnostics.push(problem.help(help));
        None
    }

    fn orders(&mut self, key: &Key, node: &Node) -> Vec<NameOrder> {
        let orders = self.fields.texts(key, node);
        let mut out = Vec::new();
        for order in orders {
            match order.value.as_str() {
                "before" => out.push(NameOrder::Before),
                "after" => out.push(NameOrder::After),
                _ => self.fields.wrong_shape(key, node, "[before, after]"),
            }
        }
        out
    }

    fn choice<T: Copy>(&mut self, key: &Key, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let field = self.fields.text(key, node)?;
        let found = choices.iter().find(|(word, _)| *word == field.value);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.fields.wrong_shape(key, node, &words.join(" or "));
        }
        found.map(|(_, value)| *value)
    }

    /// Reports what an entry cannot be without.
    fn complete(&mut self, entries: &[(Key, Node)], span: Span, needed: &[&str]) {
        let place = entries.first().map_or(span, |(key, _)| key.span);
        let said = |name: &str| {
            let entry = entries.iter().find(|(key, _)| key.name == name);
            entry.is_some_and(|(_, node)| {
                node.texts()
                    .is_some_and(|t| t.iter().any(|(t, _)| !t.is_empty()))
            })
        };
        let mut missing: Vec<&str> = needed.iter().copied().filter(|n| !said(n)).collect();
        if !said("names") && !said("local_names") {
            missing.push("names");
        }
        for name in missing {
            let message = format!("this law has no `{name}`");
            self.error(place, message, &format!("add a line `{name}: …`"));
        }
    }

    fn error(&mut self, span: Span, message: String, help: &str) {
        let message = format!("{message}; the law is not used");
        self.fields
            .diagnostics
            .push(Diagnostic::at("bad-law", Severity::Error, span, message).help(help));
    }

    fn errors(&self) -> usize {
        let problems = self.fields.diagnostics.iter();
        problems.filter(|d| d.severity == Severity::Error).count()
    }
}

const CHAPTERS: [(&str, ChapterOf); 4] = [
    ("before-dot", ChapterOf::BeforeDot),
    ("before-dash", ChapterOf::BeforeDash),
    ("before-colon", ChapterOf::BeforeColon),
    ("idaho", ChapterOf::Idaho),
];
