//! What every page shows: its frame.

use super::{Input, links};
use crate::library::District;
use crate::source::Event;
use serde::Serialize;

/// The frame of a page.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// Title of the site.
    pub site: String,
    /// Title of the page, without that of the site.
    pub title: String,
    /// A sentence for search engines.
    pub description: String,
    /// Language tag.
    pub lang: String,
    /// What leads from the page to the top of the site: `../` or empty.
    pub root: String,
    /// Name of the page's kind, for style sheets.
    pub kind: &'static str,
    /// True for archived and proposed texts.
    pub noindex: bool,
    /// Relative address of the page that search engines should show instead.
    pub canonical: Option<String>,
    /// Name of the district when it is invented.
    pub fictional: Option<String>,
}

impl Frame {
    /// The frame of the page at `path`.
    pub fn new(input: &Input<'_>, path: &str, kind: &'static str, title: &str) -> Frame {
        Frame {
            site: input.project.config.title().to_string(),
            title: title.to_string(),
            description: format!("{title} – {}", input.project.config.title()),
            lang: "en".to_string(),
            root: "../".repeat(path.matches('/').count()),
            kind,
            noindex: false,
            canonical: None,
            fictional: None,
        }
    }

    /// With the mark of an invented district, when it is one.
    pub fn of_district(mut self, district: &District) -> Frame {
        self.fictional = district.fictional.then(|| district.name.clone());
        self
    }
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address, relative to the page.
    pub url: String,
}

impl Link {
    /// A link from the page at `from` to the page at `to`.
    pub fn new(from: &str, to: &str, text: impl Into<String>) -> Link {
        Link {
            text: text.into(),
            url: links::relative(from, to),
        }
    }
}

/// A date with what happened on it.
#[derive(Debug, Clone, Serialize)]
pub struct Dated {
    /// "adopted", "revised" …
    pub what: String,
    /// ISO 8601, as far as it is known.
    pub iso: String,
    /// In words.
    pub long: String,
}

impl Dated {
    /// A date for a page.
    pub fn of(event: Event) -> Dated {
        Dated {
            what: event.kind.word().to_string(),
            iso: event.date.to_string(),
            long: event.date.long(),
        }
    }
}

/// `1 clause`, `2 clauses`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
