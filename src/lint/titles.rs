//! Titles as references print them, and how near they are to those that policies have.

use crate::library::{District, Policy};
use std::collections::{BTreeSet, HashMap};

/// A title printed after a code.
#[derive(Debug, PartialEq, Eq)]
pub struct Title<'t> {
    /// Its words.
    pub words: &'t str,
    /// True when a mark before it and the end of the phrase show that it is a title and nothing
    /// else; "Policy 4140, State Law" may go on to something new.
    pub sure: bool,
}

/// Words inside a title that have no capital.
const SMALL: [&str; 18] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "nor", "of", "on", "or", "the", "to",
    "under", "with", "&",
];

/// First words of what follows a code and is no title of it.
const OTHERS: [&str; 24] = [
    "policy",
    "policies",
    "regulation",
    "regulations",
    "administrative",
    "procedure",
    "procedures",
    "section",
    "sections",
    "article",
    "paragraph",
    "part",
    "item",
    "items",
    "exhibit",
    "appendix",
    "attachment",
    "form",
    "board",
    "bp",
    "ar",
    "bb",
    "chapter",
    "title",
];

/// Words that say what a document is and not what it is about.
const GENERIC: [&str; 10] = [
    "policy",
    "regulation",
    "procedure",
    "guideline",
    "rule",
    "administrative",
    "district",
    "board",
    "school",
    "general",
];

/// Longest title that is looked for, in bytes.
const LONGEST: usize = 200;

/// The title at the start of what follows a code; none when no title does.
pub fn title_after(rest: &str) -> Option<Title<'_>> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let blank = |c: char| c.is_whitespace();
    let text = rest.trim_start_matches(blank);
    let named = [
        "titled ",
        "entitled ",
        "called ",
        ", titled ",
        ", entitled ",
    ];
    let named = named.iter().find_map(|word| text.strip_prefix(word));
    let marked = text.trim_start_matches(|c: char| blank(c) || "-–—:(“\"".contains(c));
    let (text, mark) = match named {
        Some(text) => (text.trim_start_matches(['“', '"']), true),
        // A code that goes on ("4119.21-R") is not followed by a title.
        None if marked.len() < text.len() && glued(rest) => return None,
        None if marked.len() < text.len() => (marked, true),
        None => (text.trim_start_matches([',', ' ', '“', '"']), false),
    };
    let (words, ended) = run(text);
    let first = words.split(|c: char| !c.is_alphanumeric()).next()?;
    let other = OTHERS.contains(&first.to_lowercase().as_str());
    // "Policy 4118, Education Code 44932": the next in a list.
    let numbered = !mark && words.contains(|c: char| c.is_ascii_digit());
    let abbreviation = words
        .chars()
        .all(|c| c.is_uppercase() || !c.is_alphabetic());
    if other || numbered || abbreviation || content(words).is_empty() {
        return None;
    }
    Some(Title {
        words,
        sure: mark && ended,
    })
}

/// A dash without a blank on either side joins; it does not part.
fn glued(rest: &str) -> bool {
    rest.starts_with('-') && !rest[1..].starts_with(char::is_whitespace)
}

/// The longest start of a text that can be a title, and whether the phrase ends there.
fn run(text: &str) -> (&str, bool) {
    let (mut end, mut at) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let stop = bare.find(['.', ';', ')', '”', '"', '[']);
        let bare = &bare[..stop.unwrap_or(bare.len())];
        let begins = bare.trim_start_matches(['(', '“']);
        let small = end > 0 && SMALL.contains(&bare);
        let capital = begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !small && !capital && !matches!(bare, "-" | "–" | "—" | "/") {
            return (&text[..end], bare.is_empty() && stop.is_some());
        }
        if capital {
            end = at + bare.trim_end_matches([',', ':']).len();
        }
        if stop.is_some() {
            return (&text[..end], true);
        }
        at += word.len();
    }
    (&text[..end], true)
}

/// The words that say what a title is about, in small letters and without the plural.
pub fn content(title: &str) -> BTreeSet<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let folded: BTreeSet<String> = words.map(fold).filter(|w| !w.is_empty()).collect();
    let telling =
        |word: &&String| !SMALL.contains(&word.as_str()) && !GENERIC.contains(&word.as_str());
    let about: BTreeSet<String> = folded.iter().filter(telling).cloned().collect();
    if about.is_empty() {
        return folded
            .into_iter()
            .filter(|w| !SMALL.contains(&w.as_str()))
            .collect();
    }
    about
}

fn fold(word: &str) -> String {
    let word = word.to_lowercase().replace(['\'', '’'], "");
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ if word.len() > 3 && !word.ends_with("ss") => word.trim_end_matches('s').to_string(),
        _ => word,
    }
}

/// How much a printed title has in common with one that the policy has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// No word.
    Apart,
    /// A word or two.
    Partly,
    /// At least half of the shorter one.
    Near,
}

/// Compares a printed title with all that a policy is or was called.
pub fn nearness(printed: &str, policy: &Policy) -> Nearness {
    let printed = content(printed);
    let names = policy.versions.iter().flat_map(|v| {
        let title = v.front.title.iter().map(|t| t.value.as_str());
        title.chain(v.front.aliases.iter().map(|a| a.value.as_str()))
    });
    let names = names.chain([policy.title.as_str()]);
    let near = names.map(|name| {
        let name = content(name);
        let shared = name.intersection(&printed).count();
        match shared {
            0 => Nearness::Apart,
            n if n * 2 >= name.len().min(printed.len()) => Nearness::Near,
            _ => Nearness::Partly,
        }
    });
    near.max().unwrap_or(Nearness::Apart)
}

/// The policies of a district by what their titles are about.
pub struct ByTitle<'a> {
    policies: HashMap<BTreeSet<String>, Vec<&'a Policy>>,
}

impl<'a> ByTitle<'a> {
    /// Reads the titles and aliases of the policies.
    pub fn of(district: &'a District) -> ByTitle<'a> {
        let mut policies: HashMap<BTreeSet<String>, Vec<&Policy>> = HashMap::new();
        for policy in &district.policies {
            policies
                .entry(content(&policy.title))
                .or_default()
                .push(policy);
        }
        ByTitle { policies }
    }

    /// The one policy of this title; none when there is none, or there are several.
    pub fn only(&self, title: &str) -> Option<&'a Policy> {
        match self.policies.get(&content(title))?.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(rest: &str) -> Option<(&str, bool)> {
        title_after(rest).map(|t| (t.words, t.sure))
    }

    #[test]
    fn a_title_ends_with_its_phrase() {
        assert_eq!(
            after(" - Secondary Attendance, to use funds"),
            Some(("Secondary Attendance", false))
        );
        assert_eq!(
            after(" – Section 504 of the Act. The rest"),
            None,
            "a section is no title"
        );
        assert_eq!(
            after(": School Attendance Zones."),
            Some(("School Attendance Zones", true))
        );
        assert_eq!(
            after(" titled Solicitors and Visitors."),
            Some(("Solicitors and Visitors", true))
        );
        assert_eq!(
            after(", Student Tours, Excursions and Overnight Trips."),
            Some(("Student Tours, Excursions and Overnight Trips", false))
        );
        assert_eq!(
            after(" – Education Records are intended for"),
            Some(("Education Records", false))
        );
        assert_eq!(after(" (Employment)"), Some(("Employment", true)));
    }

    #[test]
    fn what_follows_a_code_is_not_always_a_title() {
        for rest in [
            "",
            ". The District recognizes",
            ", Policy 403.71, or",
            " and Administrative Regulation",
            "-R",
            "- For example, if",
            " (FMLA)",
            ", Sections II and V",
            " will be applied",
        ] {
            assert_eq!(after(rest), None, "{rest}");
        }
    }
}
