//! The rules as data: the built-in sixteen, and what a project's `rules.yaml` adds. A rule that
//! cannot be used costs that rule and a diagnostic, never the rest of the file.

use super::{Find, RuleKind, Way};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::source::yaml::{Key, Node, Value, YamlError, read_mapping};
use crate::source::{FieldReader, Project, from_node, read_entries};
use crate::text::{Source, SourceMap, Span, nearest, slug};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "rules.yaml";
const KEYS: [&str; 8] = [
    "id",
    "title",
    "question",
    "kind",
    "counts",
    "does_not_count",
    "about",
    "find",
];

/// The keys of a way of speaking that name families of words.
const FAMILIES: [&str; 6] = [
    "act",
    "needs",
    "context",
    "without",
    "conditions",
    "meaning",
];

/// The questions of the matrix.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Families of words that rules share: the name of a family, and its words.
    pub words: BTreeMap<String, Vec<String>>,
    /// The rules, in the order of the matrix.
    pub rules: Vec<Rule>,
}

/// A question asked of every district.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its part of addresses and data files: small letters, digits and dashes.
    pub id: String,
    /// Its name in tables.
    pub title: String,
    /// The question that it asks.
    pub question: String,
    /// Whether it asks for an act, a duty, or a statement.
    pub kind: RuleKind,
    /// What counts as an answer, for a reader.
    #[serde(default)]
    pub counts: Vec<String>,
    /// What looks like an answer and is none.
    #[serde(default)]
    pub does_not_count: Vec<String>,
    /// Families of words of which a text must often have one, so that it is asked at all; none when
    /// every text is asked.
    #[serde(default)]
    pub about: Vec<String>,
    /// The ways in which a text speaks of it; a rule that has none is answered by people alone.
    #[serde(default)]
    pub find: Find,
}

/// By what words the built-in rules are found.
#[derive(Deserialize)]
struct Finds {
    about: Vec<String>,
    words: BTreeMap<String, Vec<String>>,
    rules: BTreeMap<String, Find>,
}

impl Rules {
    /// The rules that the program brings along.
    ///
    /// # Panics
    /// Never: a test reads them.
    pub fn built_in() -> Rules {
        let source = Source::new(FILE, include_str!("rules.yaml"));
        let id = SourceMap::default().add(source.clone());
        let entries = read_mapping(&source, id, 0, source.text.len());
        let mut reader = Reader::default();
        reader.file(&entries.expect("the built-in rules are YAML"));
        debug_assert!(
            reader.fields.diagnostics.is_empty(),
            "the built-in rules are right: {:?}",
            reader.fields.diagnostics
        );
        let mut rules = reader.rules;
        let finds: Finds =
            serde_yaml::from_str(include_str!("finds.yaml")).expect("the built-in data is tested");
        rules.words = finds.words;
        let mut ways = finds.rules;
        for rule in &mut rules.rules {
            rule.find = ways.remove(&rule.id).unwrap_or_default();
            rule.about = finds.about.clone();
        }
        rules
    }

    /// The place of a rule in the list, by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.id == id)
    }

    /// The ids, in the order of the matrix.
    pub fn ids(&self) -> Vec<&str> {
        self.rules.iter().map(|rule| rule.id.as_str()).collect()
    }
}

/// The rules of a project: the built-in ones and those it adds; one of the same id takes the place
/// of the built-in one, a family of words of the same name likewise.
pub fn rules(project: &Project) -> Diagnosed<Rules> {
    let mut reader = Reader {
        rules: Rules::built_in(),
        ..Reader::default()
    };
    if let Some(id) = project.rules {
        match read_entries(&project.sources, id) {
            Ok(entries) => reader.file(&entries),
            Err(problem) => reader.fields.diagnostics.push(problem),
        }
    }
    reader.families();
    Diagnosed {
        value: reader.rules,
        diagnostics: reader.fields.diagnostics,
    }
}

/// Reads a file of rules and gathers what is wrong with it.
#[derive(Default)]
struct Reader {
    fields: FieldReader,
    rules: Rules,
    /// Where each id of the file stands.
    ids: BTreeMap<String, Span>,
    /// The families that the rules of the file name, and where: they may stand below the rules.
    named: Vec<(String, Span)>,
}

impl Reader {
    fn file(&mut self, entries: &[(Key, Node)]) {
        for (key, node) in entries {
            match (key.name.as_str(), &node.value) {
                ("words", Value::Map(families)) => self.words(families),
                ("rules", Value::List(items)) => items.iter().for_each(|item| self.rule(item)),
                ("words" | "rules", Value::Null) => {}
                ("words", _) => {
                    let wanted = "lines of the form `family: [word, word]`";
                    self.fields.wrong_shape(key, node, wanted);
                }
                ("rules", _) => self.fields.wrong_shape(key, node, "a list of rules"),
                _ => self.fields.unknown_key(key, &["words", "rules"], FILE),
            }
        }
    }

    fn words(&mut self, families: &[(Key, Node)]) {
        for (name, words) in families {
            let words = self.fields.texts(name, words).into_iter();
            let words: Vec<String> = words.map(|word| word.value).collect();
            self.rules.words.insert(name.name.clone(), words);
        }
    }

    fn rule(&mut self, node: &Node) {
        match from_node::<Rule>(node) {
            Ok(rule) => self.keep(rule, node),
            Err(error) => self.fields.diagnostics.push(unusable(&error)),
        }
    }

    fn keep(&mut self, rule: Rule, node: &Node) {
        let at = |name: &str| match &node.value {
            Value::Map(entries) => entries.iter().find(|(key, _)| key.name == name),
            _ => None,
        };
        let id = at("id").map_or(node.span, |(_, value)| value.span);
        if rule.id.is_empty() || slug(&rule.id, 60) != rule.id {
            self.wrong(
                id,
                "`id` is no name for an address",
                "write small letters, digits and dashes, like `gifts-from-students`",
            );
        } else if let Some(first) = self.ids.get(&rule.id) {
            let problem = problem(id, "two rules of this file have this id")
                .other(*first, "the first is used")
                .help("give each rule an id of its own");
            self.fields.diagnostics.push(problem);
        } else if let Some(name) = empty(&rule) {
            let place = at(name).map_or(node.span, |(_, value)| value.span);
            let message = format!("this rule has an empty `{name}`");
            self.wrong(place, &message, &format!("add a line `{name}: …`"));
        } else {
            self.ids.insert(rule.id.clone(), id);
            let ways = at("find").map_or(&[][..], |(_, ways)| ways_of(ways));
            ways.iter().for_each(|way| self.named_in(way));
            match self.rules.find(&rule.id) {
                Some(at) => self.rules.rules[at] = rule,
                None => self.rules.rules.push(rule),
            }
        }
    }

    /// Notes the families that a way of speaking names.
    fn named_in(&mut self, way: &Node) {
        let Value::Map(entries) = &way.value else {
            return;
        };
        for (key, node) in entries {
            if FAMILIES.contains(&key.name.as_str()) {
                let texts = node.texts().unwrap_or_default().into_iter();
                let named = texts.map(|(name, span)| (name.to_string(), span));
                self.named.extend(named);
            }
        }
    }

    /// Reports families that are named and that no list has.
    fn families(&mut self) {
        let known: Vec<&str> = self.rules.words.keys().map(String::as_str).collect();
        for (name, span) in &self.named {
            if self.rules.words.contains_key(name) {
                continue;
            }
            let message = format!("there is no family of words `{name}`; this way finds nothing");
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add a line `{name}: [word, word]` under `words:`"),
            };
            self.fields
                .diagnostics
                .push(Diagnostic::at("bad-rule", Severity::Error, *span, message).help(help));
        }
    }

    fn wrong(&mut self, span: Span, message: &str, help: &str) {
        let problem = problem(span, message).help(help);
        self.fields.diagnostics.push(problem);
    }
}

/// The ways of a rule.
fn ways_of(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(ways) => ways,
        _ => &[],
    }
}

/// What a rule lacks that a reader of the matrix or the program needs.
fn empty(rule: &Rule) -> Option<&'static str> {
    let texts = [("title", &rule.title), ("question", &rule.question)];
    let lacking = texts.into_iter().find(|(_, text)| text.trim().is_empty());
    let asks = |way: &Way| !(way.act.is_empty() && way.needs.is_empty());
    let idle = !rule.find.0.iter().all(asks);
    lacking.map(|(name, _)| name).or(idle.then_some("needs"))
}

fn problem(span: Span, message: &str) -> Diagnostic {
    let message = format!("{message}; the rule is not used");
    Diagnostic::at("bad-rule", Severity::Error, span, message)
}

/// What `serde` says of a rule, in the words of someone who writes one.
fn unusable(error: &YamlError) -> Diagnostic {
    let said = &error.message;
    let named = said.split('`').nth(1).unwrap_or_default();
    let others: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
    let (message, help) = if said.starts_with("missing field") {
        let help = format!("add a line `{named}: …`");
        (format!("this rule has no `{named}`"), help)
    } else if said.starts_with("unknown field") {
        let known: &[&str] = if others.is_empty() { &KEYS } else { &others };
        let help = match nearest(named, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", known.join(", ")),
        };
        (format!("there is no key `{named}` here"), help)
    } else if said.starts_with("unknown variant") {
        let help = format!("write one of {}", others.join(", "));
        (format!("`{named}` is not known here"), help)
    } else {
        let help = "`policybook check --explain bad-rule` shows what a rule is made of";
        (said.clone(), help.to_string())
    };
    problem(error.span, &message).help(help)
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::rule::{Families, ready};

    #[test]
    fn every_phrase_of_the_built_in_families_can_be_read() {
        let rules = Rules::built_in();
        let families = Families::new(&rules.words);
        for (family, phrases) in &rules.words {
            for phrase in phrases {
                assert!(families.knows(phrase), "{family}: {phrase}");
            }
        }
        for rule in &rules.rules {
            assert_eq!(
                ready(&families, rule).len(),
                rule.find.0.len(),
                "{}",
                rule.id
            );
        }
    }

    #[test]
    fn the_built_in_rules_are_sixteen_with_all_they_need() {
        let rules = Rules::built_in();
        assert_eq!(rules.rules.len(), 16);
        for rule in &rules.rules {
            assert!(rule.question.ends_with('?'), "{}", rule.id);
            assert!(!rule.counts.is_empty(), "{}", rule.id);
            assert!(!rule.does_not_count.is_empty(), "{}", rule.id);
        }
    }
}
