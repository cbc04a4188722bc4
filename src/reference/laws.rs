use super::citator::{Citator, Cited};
use super::resolve::Reference;
use crate::library::{Library, Standing, compare_codes};
use crate::text::slug;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A law with the places that lean on it.
#[derive(Debug, Clone)]
pub struct Law {
    /// Its citation in the normal form.
    pub key: String,
    /// Its part of an address; unique among the laws.
    pub slug: String,
    /// What it is.
    pub cited: Cited,
    /// The references to it, by their places in the list of all, one for each clause or item: those
    /// of texts in force, and of other texts where the text in force of the same policy has none.
    pub references: Vec<usize>,
}

/// All laws that are cited: federal law first, then the states; by name, then in the order of their
/// sections.
#[derive(Debug, Clone, Default)]
pub struct CitedLaws {
    /// The laws.
    pub all: Vec<Law>,
    by_key: HashMap<String, usize>,
}

impl CitedLaws {
    /// The law that a reference names; none when it names none.
    pub fn of(&self, citator: &Citator, reference: &Reference) -> Option<&Law> {
        self.named(&citator.key(reference.found.law.as_ref()?))
    }

    /// The law of a citation in its normal form.
    pub fn named(&self, key: &str) -> Option<&Law> {
        self.by_key.get(key).map(|at| &self.all[*at])
    }
}

/// Gathers the laws that references name.
pub fn cited_laws(library: &Library, references: &[Reference], citator: &Citator) -> CitedLaws {
    let mut found: BTreeMap<String, (Cited, Vec<usize>)> = BTreeMap::new();
    for (at, reference) in references.iter().enumerate() {
        if let Some(cited) = &reference.found.law {
            let entry = found.entry(citator.key(cited));
            let (_, all) = entry.or_insert_with(|| (cited.clone(), Vec::new()));
            all.push(at);
        }
    }
    let mut all: Vec<Law> = found
        .into_iter()
        .map(|(key, (cited, all))| Law {
            key,
            slug: String::new(),
            references: leaning(library, references, all),
            cited,
        })
        .collect();
    let state = |law: &Law| match citator.jurisdiction(&law.cited) {
        "US" => String::new(),
        state => state.to_string(),
    };
    all.sort_by(|a, b| {
        let name = |law: &Law| (state(law), citator.name(&law.cited).to_string());
        name(a)
            .cmp(&name(b))
            .then_with(|| compare_codes(&a.cited.title, &b.cited.title))
            .then_with(|| compare_codes(&a.cited.section, &b.cited.section))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut taken: HashSet<String> = HashSet::new();
    for law in &mut all {
        law.slug = free(&mut taken, &slug(&law.key, 80));
    }
    let by_key = all.iter().enumerate();
    CitedLaws {
        by_key: by_key.map(|(at, law)| (law.key.clone(), at)).collect(),
        all,
    }
}

/// References of texts in force; of other texts only where their policy has none in force.
fn leaning(library: &Library, references: &[Reference], all: Vec<usize>) -> Vec<usize> {
    let current = |at: &usize| {
        let version = references[*at].version;
        library.at(version).2.standing == Standing::Current
    };
    let policy = |at: &usize| (references[*at].version.0, references[*at].version.1);
    let in_force: HashSet<(usize, usize)> =
        all.iter().filter(|at| current(at)).map(policy).collect();
    let kept = all
        .into_iter()
        .filter(|at| current(at) || !in_force.contains(&policy(at)));
    let mut kept: Vec<usize> = kept.collect();
    kept.dedup_by_key(|at| (references[*at].version, references[*at].at));
    kept
}

/// A name for an address that no other law has.
fn free(taken: &mut HashSet<String>, wanted: &str) -> String {
    let wanted = if wanted.is_empty() { "law" } else { wanted };
    let numbered = (2..).map(|n| format!("{wanted}_{n}"));
    let mut names = std::iter::once(wanted.to_string()).chain(numbered);
    let name = names
        .find(|name| !taken.contains(name))
        .expect("numbers do not end");
    taken.insert(name.clone());
    name
}
