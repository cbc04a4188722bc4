use super::token::Class;
use crate::language::{Phrases, any_of};
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// The lists of `words.yaml`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    same: Vec<Vec<String>>,
    spelling: Vec<Vec<String>>,
    pub not_typing_errors: HashSet<String>,
    pub empty: HashSet<String>,
    pub weak: HashSet<String>,
    superiors: Vec<String>,
    persons: Vec<String>,
    pub leave: Vec<String>,
    pub deciding: HashSet<String>,
    softening: Vec<String>,
    hardening: Vec<String>,
    soon: Vec<String>,
    often: Vec<String>,
    pub by_when: HashSet<String>,
    pub from_when: HashSet<String>,
    pub how_long: HashSet<String>,
    pub effective: Vec<String>,
    pub cited: HashSet<String>,
    pub steps: HashSet<String>,
    pub bounds: Vec<Vec<String>>,
    pub times: Vec<String>,
    pub units: Vec<String>,
    pub kinds: Vec<String>,
    pub numbers: BTreeMap<String, u32>,
    pub institutions: Vec<String>,
    pub negations: HashSet<String>,
    pub reach: HashSet<String>,
}

/// The lists, ready for use.
pub(super) struct Lists {
    pub written: Written,
    /// The phrases that are one word each.
    pub phrases: Phrases,
    /// What each phrase is, and the name it goes by.
    pub of_phrase: Vec<(Class, String)>,
    /// The spelling that a word goes by.
    pub spelling: HashMap<String, String>,
    /// What has to come first: "with the prior written approval".
    pub leave: Regex,
    /// Words after which a date says from when a rule holds.
    pub effective: Phrases,
}

impl Lists {
    /// The built-in lists.
    pub fn get() -> &'static Lists {
        &BUILT_IN
    }
}

static BUILT_IN: LazyLock<Lists> = LazyLock::new(|| {
    let written: Written =
        serde_yaml::from_str(include_str!("words.yaml")).expect("the built-in data is tested");
    let phrases = phrases(&written);
    let (texts, of_phrase): (Vec<String>, Vec<(Class, String)>) = phrases.into_iter().unzip();
    let spellings = written.spelling.iter().filter_map(|row| row.split_first());
    let spelling = spellings.flat_map(|(name, others)| {
        let name = name.clone();
        others
            .iter()
            .map(move |other| (other.clone(), name.clone()))
    });
    Lists {
        phrases: Phrases::of(&texts).expect("short lists"),
        of_phrase,
        spelling: spelling.collect(),
        leave: Regex::new(&format!(
            r"(?i)\b(?:with|upon|after|by)\s+(?:[\p{{L}}’'-]+\s+){{0,4}}?(?:{})\b",
            any_of(&written.leave)
        ))
        .expect("the built-in data is tested"),
        effective: Phrases::of(&written.effective).expect("short lists"),
        written,
    }
});

/// Every phrase with what it is: a phrase of several lists is what the first says, under the name
/// that all its forms share.
fn phrases(written: &Written) -> BTreeMap<String, (Class, String)> {
    let same: HashMap<&String, &String> = written
        .same
        .iter()
        .filter_map(|row| row.first().map(|name| (name, row)))
        .flat_map(|(name, row)| row.iter().map(move |phrase| (phrase, name)))
        .collect();
    let mut out: BTreeMap<String, (Class, String)> = BTreeMap::new();
    let mut put = |list: &[String], class: Class| {
        for phrase in list {
            let name = same.get(phrase).map_or(phrase, |name| *name).clone();
            out.entry(phrase.clone()).or_insert((class, name));
        }
    };
    put(&written.superiors, Class::Superior);
    put(&written.persons, Class::Person);
    put(&written.soon, Class::Soon);
    put(&written.often, Class::Soon);
    put(&written.softening, Class::Soft);
    put(&written.hardening, Class::Hard);
    for row in &written.same {
        // "board of education" is what "board" is.
        let class = |(class, _): &(Class, String)| *class;
        let known = row.first().and_then(|name| out.get(name)).map(class);
        let name = row.first().cloned().unwrap_or_default();
        for phrase in row {
            let entry = (known.unwrap_or(Class::Word), name.clone());
            out.entry(phrase.clone()).or_insert(entry);
        }
    }
    out
}
