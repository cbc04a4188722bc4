//! The laws that policies cite, as data: how each is named, what its sections look like, where it
//! can be read. The list is `statutes.yaml`.

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Where the number of a title or volume stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitlePlace {
    /// There is none.
    #[default]
    None,
    /// `20 U.S.C.`
    Before,
    /// `Iowa Code Title 7`
    After,
}

/// Where the sections stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// `section 1002.22, Florida Statutes`
    Before,
    /// `Iowa Code § 279.8`
    After,
}

/// A body of law whose sections are cited by number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Unique name of the entry.
    pub id: String,
    /// `US` or the postal code of a state.
    pub jurisdiction: String,
    /// Its full name.
    pub name: String,
    /// Normal form of one cited section: `{t} U.S.C. {s}`.
    pub key: String,
    /// Normal form of a cited chapter or part.
    #[serde(default)]
    pub chapter_key: Option<String>,
    /// How it is printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// How it is printed where only a district of its state means it.
    #[serde(default)]
    pub local_names: Vec<String>,
    /// Where a title's number stands.
    #[serde(default)]
    pub title: TitlePlace,
    /// True when sections stand before the name.
    #[serde(default)]
    pub name_after: bool,
    /// Both orders, where both occur.
    #[serde(default)]
    pub name_order: Vec<NameOrder>,
    /// The shape of a section.
    pub section: String,
    /// The shape of a chapter or part.
    #[serde(default)]
    pub chapter: Option<String>,
    /// Words before a chapter's number.
    #[serde(default)]
    pub part_words: Vec<String>,
    /// Address of a section.
    #[serde(default)]
    pub url: Option<String>,
    /// Address of a chapter.
    #[serde(default)]
    pub chapter_url: Option<String>,
    /// How the chapter is had from the section, for addresses.
    #[serde(default)]
    pub chapter_of: Option<String>,
    /// True when the address is that of the state.
    #[serde(default)]
    pub official: Option<bool>,
    /// The day on which the address was last opened.
    #[serde(default)]
    pub verified_on: Option<String>,
    /// For the reader of the data.
    #[serde(default)]
    pub note: Option<String>,
}

/// How the case of a name counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// As printed in the data: initials.
    #[default]
    Exact,
    /// Any: long names.
    Any,
}

/// A law that is cited by its name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Unique name of the entry.
    pub id: String,
    /// `US` or the postal code of a state.
    pub jurisdiction: String,
    /// Its full name.
    pub name: String,
    /// Normal form of the citation.
    pub key: String,
    /// How it is printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// How it is printed where only a district of its state means it.
    #[serde(default)]
    pub local_names: Vec<String>,
    /// Where it stands in the codes.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Words after the name that make it something else.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Words before the name that make it something else.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// How the case of its names counts.
    #[serde(default)]
    pub case: Case,
    /// For the reader of the data.
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    codes: Vec<Code>,
    #[serde(default)]
    acts: Vec<Act>,
}

/// An entry that a printed name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A code, by its place in the list; whether the name is one of its local ones.
    Code(usize, bool),
    /// An act.
    Act(usize, bool),
}

/// The laws, ready to be found in texts.
#[derive(Debug)]
pub struct Citator {
    /// The codes.
    pub codes: Vec<Code>,
    /// The acts.
    pub acts: Vec<Act>,
    pub(super) shapes: Vec<Shapes>,
    /// The normal forms of the acts.
    pub(super) act_keys: HashSet<String>,
    /// Finds every printed name; entries of each pattern.
    pub(super) names: AhoCorasick,
    pub(super) entries: Vec<Vec<Entry>>,
}

/// The patterns of a code's numbers, anchored at the end of what stands before them.
#[derive(Debug)]
pub(super) struct Shapes {
    pub(super) section: Regex,
    pub(super) chapter: Option<Regex>,
    /// Words that say that a chapter follows.
    pub(super) parts: Regex,
    /// A title or volume after the name, `t`.
    pub(super) title_after: Regex,
}

static BUILT_IN: LazyLock<Citator> = LazyLock::new(|| {
    Citator::read(include_str!("statutes.yaml")).expect("the built-in data is tested")
});

impl Citator {
    /// The built-in laws.
    pub fn built_in() -> &'static Citator {
        &BUILT_IN
    }

    /// Reads the data.
    ///
    /// # Errors
    /// When it is no YAML of the right form, or a pattern is none.
    pub fn read(yaml: &str) -> Result<Citator, String> {
        let options = serde_yaml::options! {
            budget: serde_yaml::budget! { max_nodes: 1_000_000 },
        };
        let file: File =
            serde_yaml::from_str_with_options(yaml, options).map_err(|e| e.to_string())?;
        let shapes: Result<Vec<Shapes>, String> = file.codes.iter().map(Shapes::of).collect();
        let mut by_name: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for (at, code) in file.codes.iter().enumerate() {
            note(&mut by_name, &code.names, Entry::Code(at, false));
            note(&mut by_name, &code.local_names, Entry::Code(at, true));
        }
        for (at, act) in file.acts.iter().enumerate() {
            note(&mut by_name, &act.names, Entry::Act(at, false));
            note(&mut by_name, &act.local_names, Entry::Act(at, true));
        }
        let (patterns, entries): (Vec<String>, Vec<Vec<Entry>>) = by_name.into_iter().unzip();
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .map_err(|e| e.to_string())?;
        Ok(Citator {
            act_keys: file.acts.iter().map(|a| a.key.clone()).collect(),
            codes: file.codes,
            acts: file.acts,
            shapes: shapes?,
            names,
            entries,
        })
    }
}

impl Shapes {
    fn of(code: &Code) -> Result<Shapes, String> {
        let anchored = |shape: &str| {
            Regex::new(&format!("^(?:{shape})")).map_err(|e| format!("{}: {e}", code.id))
        };
        let words: Vec<String> = code.part_words.iter().map(|w| regex::escape(w)).collect();
        let words = if words.is_empty() {
            "parts?|chapters?|ch\\.".to_string()
        } else {
            words.join("|")
        };
        Ok(Shapes {
            section: anchored(&code.section)?,
            chapter: code.chapter.as_deref().map(anchored).transpose()?,
            parts: anchored(&format!(r"\s*,?\s*(?i:{words})\s*"))?,
            title_after: anchored(&format!(
                r"\s*,?\s*(?i:title|tit\.|{words})\s*(?P<t>[0-9]{{1,3}}(?:-?[A-Z]\b)?)\s*[,:]?"
            ))?,
        })
    }
}

/// Notes every way to print a name: as given, and without the blanks after full stops.
fn note(by_name: &mut BTreeMap<String, Vec<Entry>>, names: &[String], entry: Entry) {
    for name in names {
        let tight = name.replace(". ", ".");
        let loose = spaced(name);
        for way in [name.clone(), tight, loose] {
            let entries = by_name.entry(way).or_default();
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    }
}

/// With a blank after every full stop between letters: `U. S. C.`
fn spaced(name: &str) -> String {
    let mut out = String::new();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '.' && chars.peek().is_some_and(|n| n.is_alphabetic()) {
            out.push(' ');
        }
    }
    out
}
