//! YAML as a tree of texts with places.
//!
//! Scalars are never typed: `0401.10` stays the text `0401.10` and `NO` stays `NO`, because what
//! the parser took for a number is read back from the source. Aliases, deep nesting and giant
//! documents are refused by the engine's budget.

use crate::text::{Source, SourceId, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use std::fmt;

/// A YAML value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes in the source.
    pub span: Span,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, as printed, without its quotes.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key as written.
    pub name: String,
    /// Its bytes in the source.
    pub span: Span,
}

impl Node {
    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a list of scalars; one scalar counts as a list of one, and null as empty.
    /// None when something else stands in it.
    pub fn texts(&self) -> Option<Vec<(&str, Span)>> {
        match &self.value {
            Value::Null => Some(Vec::new()),
            Value::Scalar(text) => Some(vec![(text, self.span)]),
            Value::List(items) => items
                .iter()
                .map(|item| Some((item.scalar()?, item.span)))
                .collect(),
            Value::Map(_) => None,
        }
    }

    /// The value as text for a reader: lists joined by `; `, mappings as `key: value`.
    pub fn display(&self) -> String {
        match &self.value {
            Value::Null => String::new(),
            Value::Scalar(text) => text.clone(),
            Value::List(items) => join(items.iter().map(Node::display)),
            Value::Map(entries) => join(
                entries
                    .iter()
                    .map(|(key, node)| format!("{}: {}", key.name, node.display())),
            ),
        }
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// Why YAML could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// One line, from the parser.
    pub message: String,
    /// Where it gave up.
    pub span: Span,
}

/// Reads a block of YAML that stands at `start..end` of a source as a mapping. An empty block is
/// an empty mapping.
///
/// # Errors
/// When the block is no YAML, is no mapping, or is built to exhaust memory.
pub fn read_mapping(
    source: &Source,
    id: SourceId,
    start: usize,
    end: usize,
) -> Result<Vec<(Key, Node)>, YamlError> {
    let node = read_document(source, id, start, end)?;
    match node.value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        _ => Err(YamlError {
            message: "expected lines of the form `key: value`".into(),
            span: Span::new(id, start..end),
        }),
    }
}

/// Reads a block of YAML of any shape. An empty block is null.
///
/// # Errors
/// When the block is no YAML, or is built to exhaust memory.
pub fn read_document(
    source: &Source,
    id: SourceId,
    start: usize,
    end: usize,
) -> Result<Node, YamlError> {
    let block = &source.text[start..end];
    let whole = Span::new(id, start..end);
    if block.trim().is_empty() || only_comments(block) {
        return Ok(Node {
            value: Value::Null,
            span: whole,
        });
    }
    let options = serde_yaml::options! {
        with_snippet: false,
        budget: serde_yaml::budget! {
            max_depth: 24, max_aliases: 0, max_anchors: 0, max_nodes: 100_000, max_documents: 1,
        },
    };
    let raw: Spanned<Raw> =
        serde_yaml::from_str_with_options(block, options).map_err(|error| YamlError {
            span: error
                .location()
                .map_or(whole, |at| point(source, id, start, at.line(), at.column())),
            message: first_line(&error.to_string()),
        })?;
    let places = Places { block, start, id };
    Ok(places.node(raw))
}

fn only_comments(block: &str) -> bool {
    block
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_string()
}

fn point(source: &Source, id: SourceId, start: usize, line: u64, column: u64) -> Span {
    let first = source.position(start).line;
    let line = first + usize::try_from(line).unwrap_or(1).max(1) - 1;
    let at = source.offset(line, usize::try_from(column).unwrap_or(1));
    Span::new(id, at..at)
}

/// The tree as the parser gives it; `Other` is a scalar that it took for a number or a truth value.
enum Raw {
    Null,
    Text(String),
    Other,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

/// Puts the places of a block into its source.
struct Places<'a> {
    block: &'a str,
    start: usize,
    id: SourceId,
}

impl Places<'_> {
    fn span(&self, location: serde_yaml::Location) -> Span {
        let span = location.span();
        let from = span
            .byte_offset()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(0)
            .min(self.block.len());
        let len = span
            .byte_len()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(0);
        let to = (from + len).min(self.block.len());
        Span::new(self.id, self.start + from..self.start + to)
    }

    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Text(text) => Value::Scalar(text),
            Raw::Other => Value::Scalar(self.as_printed(span)),
            Raw::List(items) => Value::List(items.into_iter().map(|i| self.node(i)).collect()),
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let key = Key {
                            span: self.span(key.referenced),
                            name: key.value,
                        };
                        (key, self.node(value))
                    })
                    .collect(),
            ),
        };
        Node { value, span }
    }

    fn as_printed(&self, span: Span) -> String {
        let from = span.start as usize - self.start;
        let to = span.end as usize - self.start;
        self.block.get(from..to).unwrap_or("").trim().to_string()
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_string()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceMap;

    fn read(yaml: &str) -> Result<Vec<(Key, Node)>, YamlError> {
        let source = Source::new("a.yaml", yaml);
        let id = SourceMap::default().add(source.clone());
        read_mapping(&source, id, 0, yaml.len())
    }

    #[test]
    fn scalars_stay_as_printed() {
        let yaml = "a: 0401.10\nb: NO\nc: 017\nd: 2012-09-11\ne: yes\nf: \"x\"\ng: 1e3\nh: ~\ni: 0401.80-AR-01\nj: 1:30";
        let texts: Vec<String> = read(yaml)
            .unwrap()
            .iter()
            .map(|(_, node)| node.display())
            .collect();
        let expected = [
            "0401.10",
            "NO",
            "017",
            "2012-09-11",
            "yes",
            "x",
            "1e3",
            "",
            "0401.80-AR-01",
            "1:30",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn places_are_bytes_of_the_source() {
        let yaml = "title: Zwölf\ncode: 7.10 # note\n";
        let entries = read(yaml).unwrap();
        assert_eq!(&yaml[entries[1].1.span.range()], "7.10");
        assert_eq!(&yaml[entries[1].0.span.range()], "code");
        assert_eq!(&yaml[entries[0].1.span.range()], "Zwölf");
    }

    #[test]
    fn hostile_documents_are_refused() {
        assert!(read("a: &x [1,2]\nb: *x\n").is_err());
        assert!(read(&format!("a: {}", "[".repeat(200_000))).is_err());
        assert!(read("a: 1\na: 2\n").is_err());
        assert!(read("a: [1, 2\nb: 3").is_err());
        assert!(read("- one\n- two\n").is_err());
    }
}
