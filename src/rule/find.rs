//! What makes up a rule's act, as data: families of words that must meet in one provision.

use crate::text::word_ranges;
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

/// How the force of a clause is read for a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// The words name the act or duty itself.
    #[default]
    Same,
    /// The words name its opposite: keeping a secret, for telling it; own accounts, for those of
    /// the district.
    Inverse,
}

/// The ways in which a text speaks of a rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Find(pub Vec<Way>);

/// One way in which a text speaks of a rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Families of words of which each must stand in the provision.
    pub needs: Vec<String>,
    /// Families of which each must stand in the provision or in what governs it.
    #[serde(default)]
    pub context: Vec<String>,
    /// Families of which none may stand in the provision.
    #[serde(default)]
    pub without: Vec<String>,
    /// How the force is read.
    #[serde(default)]
    pub reads: Reads,
    /// Families that make a prohibition conditional where they stand among its limits.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// True when it does not matter whom the provision binds: "parents shall be told".
    #[serde(default)]
    pub any_actor: bool,
    /// True when the words alone are enough, whatever their force.
    #[serde(default)]
    pub any_force: bool,
}

/// A way of speaking with its families by number.
pub struct Ready<'a> {
    /// The way.
    pub way: &'a Way,
    needs: Vec<usize>,
    context: Vec<usize>,
    without: Vec<usize>,
    conditions: Vec<usize>,
}

impl Ready<'_> {
    /// Whether a provision speaks of the rule: by the families in it, and by those in its clause
    /// and over it.
    pub fn is_met(&self, own: &Present, here: &Present) -> bool {
        self.needs.iter().all(|f| own.contains(f))
            && self.context.iter().all(|f| here.contains(f))
            && !self.without.iter().any(|f| own.contains(f))
    }

    /// Whether a limit makes a prohibition conditional.
    pub fn is_condition(&self, limit: &Present) -> bool {
        self.conditions.iter().any(|f| limit.contains(f))
    }
}

/// Finds the families of words of a text: word forms do not matter.
pub struct Families {
    /// For the stem of a first word the phrases that begin with it: family, and stems.
    by_first: HashMap<String, Vec<(usize, Vec<String>)>>,
    names: Vec<String>,
    stemmer: Stemmer,
}

/// The families that stand in a text.
pub type Present = BTreeSet<usize>;

impl Families {
    /// Takes families by name. `_` in a phrase stands for up to three words.
    pub fn new(families: &BTreeMap<String, Vec<String>>) -> Families {
        let mut out = Families {
            by_first: HashMap::new(),
            names: families.keys().cloned().collect(),
            stemmer: Stemmer::create(Algorithm::English),
        };
        for (at, phrases) in families.values().enumerate() {
            for phrase in phrases.iter().flat_map(|phrase| expanded(phrase, families)) {
                let stems: Vec<String> = phrase.split_whitespace().map(|w| out.stem(w)).collect();
                if let Some(first) = stems.first().cloned() {
                    out.by_first.entry(first).or_default().push((at, stems));
                }
            }
        }
        out
    }

    /// The number of a family; none when there is none of the name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Makes the ways of a rule ready. A way that names an unknown family is never met; reading the
    /// rules reports it.
    pub fn ready<'a>(&self, find: &'a Find) -> Vec<Ready<'a>> {
        let all = |names: &[String]| -> Option<Vec<usize>> {
            names.iter().map(|n| self.number(n)).collect()
        };
        let ways = find.0.iter().filter_map(|way| {
            Some(Ready {
                needs: all(&way.needs)?,
                context: all(&way.context)?,
                without: all(&way.without)?,
                conditions: all(&way.conditions)?,
                way,
            })
        });
        ways.collect()
    }

    /// The families in a text, with the bytes where each stands. `stems` are those of words seen
    /// before: a text has few words and says them often.
    pub fn found(&self, text: &str, stems: &mut Stems) -> Vec<Hit> {
        let words: Vec<(Range<usize>, Rc<str>)> = word_ranges(text)
            .map(|range| {
                let word = &text[range.clone()];
                let stem = stems.get(word).cloned().unwrap_or_else(|| {
                    let stem: Rc<str> = self.stem(word).into();
                    stems.insert(word.to_string(), Rc::clone(&stem));
                    stem
                });
                (range, stem)
            })
            .collect();
        let mut out = Vec::new();
        for at in 0..words.len() {
            let phrases = self.by_first.get(&*words[at].1).into_iter().flatten();
            for (family, phrase) in phrases {
                if let Some(more) = fits(&phrase[1..], &words[at + 1..]) {
                    out.push((*family, words[at].0.start..words[at + more].0.end));
                }
            }
        }
        out
    }

    fn stem(&self, word: &str) -> String {
        let word = word.to_lowercase().replace('’', "'");
        let word = word.strip_suffix("'s").unwrap_or(&word);
        self.stemmer.stem(word).into_owned()
    }
}

/// The stems of words seen before.
pub type Stems = HashMap<String, Rc<str>>;

/// A family with the bytes where it stands in a text.
pub type Hit = (usize, Range<usize>);

/// The families that stand in a part of a text.
pub fn within(hits: &[Hit], part: &Range<usize>) -> Present {
    let inside = |range: &Range<usize>| part.start <= range.start && range.end <= part.end;
    hits.iter()
        .filter(|(_, range)| inside(range))
        .map(|(family, _)| *family)
        .collect()
}

/// A phrase with each `@family` in it put as each single word of that family.
fn expanded(phrase: &str, families: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let Some(start) = phrase.find('@') else {
        return vec![phrase.to_string()];
    };
    let rest = &phrase[start + 1..];
    let name = rest.split(' ').next().unwrap_or(rest);
    let words = families
        .get(name)
        .into_iter()
        .flatten()
        .filter(|w| !w.contains([' ', '@']));
    let with = |word: &String| format!("{}{word}{}", &phrase[..start], &rest[name.len()..]);
    words
        .map(with)
        .flat_map(|phrase| expanded(&phrase, families))
        .collect()
}

/// How many words follow as a phrase has them; none when they do not.
fn fits(phrase: &[String], words: &[(Range<usize>, Rc<str>)]) -> Option<usize> {
    match phrase {
        [] => Some(0),
        [gap, rest @ ..] if gap == "_" => {
            (0..=3).find_map(|n| Some(n + fits(rest, words.get(n..)?)?))
        }
        [first, rest @ ..] => {
            let (_, word) = words.first()?;
            (**word == **first)
                .then(|| fits(rest, &words[1..]))?
                .map(|n| n + 1)
        }
    }
}
