use super::cycle::{Cycle, read_cycle};
use super::fields::{Field, FieldReader};
use super::yaml::{Key, Node};
use crate::diagnostic::Diagnosed;

/// What `policybook.yaml` says; every field is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// Title of the site; none means "School policies".
    pub title: Option<String>,
    /// Folder name of the district whose site this is.
    pub home: Option<Field>,
    /// Folder of the policies, from the root; none means `policies`.
    pub policies: Option<String>,
    /// Folder the site is published to, from the root; none means `output`.
    pub output: Option<String>,
    /// Address the site will have, for feeds and sitemap; links never need it.
    pub base_url: Option<String>,
    /// Whether laws are linked whose address no person has ever opened.
    pub link_unverified_laws: bool,
    /// How often policies are to be reviewed, where neither district nor policy says.
    pub review_every: Option<Cycle>,
    /// Terms that are defined somewhere and not marked where they are used.
    pub ignore_terms: Vec<String>,
}

const KEYS: [&str; 8] = [
    "title",
    "home",
    "policies",
    "output",
    "base_url",
    "link_unverified_laws",
    "review_every",
    "ignore_terms",
];

impl Config {
    /// Title of the site.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("School policies")
    }

    /// Folder of the policies, from the root.
    pub fn policies(&self) -> &str {
        self.policies.as_deref().unwrap_or("policies")
    }

    /// Folder of the site, from the root.
    pub fn output(&self) -> &str {
        self.output.as_deref().unwrap_or("output")
    }
}

/// Reads the entries of `policybook.yaml`.
pub fn read_config(entries: &[(Key, Node)]) -> Diagnosed<Config> {
    let mut reader = FieldReader::default();
    let mut value = Config::default();
    for (key, node) in entries {
        match key.name.as_str() {
            "title" => value.title = reader.text(key, node).map(|f| f.value),
            "home" => value.home = reader.text(key, node),
            "policies" => value.policies = reader.text(key, node).map(|f| f.value),
            "output" => value.output = reader.text(key, node).map(|f| f.value),
            "base_url" => value.base_url = reader.text(key, node).map(|f| f.value),
            "link_unverified_laws" => {
                value.link_unverified_laws = reader.truth(key, node).unwrap_or(false);
            }
            "ignore_terms" => {
                let terms = reader.texts(key, node).into_iter();
                value.ignore_terms = terms.map(|f| f.value).collect();
            }
            "review_every" => value.review_every = read_cycle(&mut reader, key, node),
            _ => reader.unknown_key(key, &KEYS, "policybook.yaml"),
        }
    }
    Diagnosed {
        value,
        diagnostics: reader.diagnostics,
    }
}
