//! The help pages: for every code what it is, why it matters, an example, and what to do.

use crate::text::nearest;

/// The help page of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The code of the problems that it is about.
    pub code: &'static str,
    /// The page, in Markdown. Its first paragraph is the code and, after a colon, what it is.
    pub text: &'static str,
}

macro_rules! pages {
    ($($code:literal,)*) => {
        [$(Page { code: $code, text: include_str!(concat!("help/", $code, ".md")) },)*]
    };
}

/// Every code that the program can give, in alphabetical order. A test compares the list with the
/// codes in the source.
pub const PAGES: [Page; 54] = pages![
    "address-clash",
    "ambiguous-outline",
    "ambiguous-reference",
    "bad-coding",
    "bad-law",
    "bad-law-address",
    "bad-rule",
    "bad-yaml",
    "broken-paragraph",
    "circular-definition",
    "dead-link",
    "defined-twice",
    "duplicate-code",
    "empty-policy",
    "expired-waiver",
    "extra-cell",
    "file-name",
    "front-matter-open",
    "ignored-file",
    "incomplete-waiver",
    "late-start",
    "leaves-the-project",
    "link-loop",
    "lost-clause",
    "lost-policy",
    "lost-version",
    "missing-date",
    "missing-title",
    "no-district",
    "no-district-file",
    "not-a-date",
    "not-in-force",
    "not-utf8",
    "number-gap",
    "number-order",
    "number-repeat",
    "picture",
    "review-overdue",
    "stale-coding",
    "too-large",
    "two-digit-year",
    "two-in-force",
    "unknown-code",
    "unknown-home",
    "unknown-key",
    "unknown-law",
    "unreadable",
    "unresolved-reference",
    "unsafe-html",
    "unused-term",
    "unused-waiver",
    "version-order",
    "wrong-title",
    "wrong-value",
];

impl Page {
    /// What the problem is, in one sentence.
    pub fn summary(&self) -> String {
        let first = self.text.split("\n\n").next().unwrap_or(self.text);
        let said = first.split_once("`: ").map_or(first, |(_, said)| said);
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The page of a code.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code == code)
}

/// Says that there is no such code, with the one that was probably meant.
pub fn unknown(code: &str) -> String {
    let codes: Vec<&str> = PAGES.iter().map(|page| page.code).collect();
    match likest(code, &codes) {
        Some(near) => format!("there is no code `{code}`; did you mean `{near}`?"),
        None => format!(
            "there is no code `{code}`; the codes are {}",
            codes.join(", ")
        ),
    }
}

/// The code within two letters of a name, or the one that shares the most of its words with it.
fn likest<'a>(name: &str, codes: &[&'a str]) -> Option<&'a str> {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|p| !p.is_empty());
        parts
            .map(|p| p.to_lowercase().trim_end_matches('s').to_string())
            .collect()
    };
    let own = words(name);
    let shared = |code: &str| words(code).iter().filter(|w| own.contains(w)).count();
    nearest(name, codes).or_else(|| {
        let best = codes.iter().copied().rev().max_by_key(|code| shared(code));
        best.filter(|code| shared(code) > 0)
    })
}
