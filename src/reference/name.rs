//! Policies and documents named by their names: "Staff Network Acceptable Use Policy (AUP)",
//! "the student handbook".
//!
//! The names of the district's own policies are known ([`Titles`]). Another name in capitals is
//! taken as printed. A name in small letters counts only when the list of documents that districts
//! usually have knows it, and only as that document: "the", not "a".

use super::found::{Found, Kind, ends_with_word};
use super::title::Titles;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word with a capital.
const CAPITAL: &str = r"[A-Z][A-Za-z’'-]*(?:/[A-Z][A-Za-z]*)?";

/// A capitalised phrase that ends in the word for a document, and its initials.
static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?:(?P<name>{CAPITAL}\s+(?:(?:{CAPITAL}|of|and|for|on|the|to|in|&)\s+){{0,7}}?(?:Policy|Policies|Guidelines|Handbook|Manual|Use\s+Agreement))\b|(?P<code>(?:{CAPITAL}\s+){{0,5}}Code\s+of\s+(?:Student\s+|Professional\s+|Ethical\s+)?(?:Conduct|Ethics|Responsibilit(?:y|ies))\b(?:\s+(?:for|of)(?:\s+(?:the|of|and|[A-Z][A-Za-z’-]*))+)?))(?:\s+\((?:the\s+)?[“\x22]?(?P<short>[A-Z]{{2,6}})[”\x22]?\))?"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// What policies are about, as districts name them in small letters.
const SUBJECT: &str = r"(?:
    (?:acceptable|responsible)\s+use
  | (?:internet|technology|computer|network|cell\s+phone|mobile\s+device|social\s+media|electronic\s+communications?)
    (?:\s+(?:safety|use|usage|acceptable\s+use))*
  | (?:student|staff|employee|professional)\s+(?:conduct|discipline|records|dress)
  | attendance | dress\s+code | affirmative\s+action | equal\s+(?:employment\s+)?opportunity
  | (?:anti-?)?bullying | (?:sexual\s+|anti-?)?harassment | non-?discrimination | title\s+ix
  | drug-?\s?free\s+workplace | drug\s+and\s+alcohol | tobacco | weapons | search\s+and\s+seizure
  | records?\s+retention | confidentiality | copyright | conflict\s+of\s+interest | nepotism
  | complaint | grievance | whistle-?blower | child\s+abuse(?:\s+reporting)? | data\s+(?:privacy|security)
  | staff[-/\s]student\s+(?:boundaries|relations)
)";

/// Documents that nearly every district has, as they are named in small letters.
static USUAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?xi)\b(?P<lead>[a-z]+(?:[’'][a-z]*)?)\s+(?P<name>
            {SUBJECT}(?:\s+(?:and|or|and/or)\s+{SUBJECT})*\s+polic(?:y|ies)
          | (?:acceptable|responsible)\s+use\s+(?:agreement|guidelines)
          | (?:(?:student|parent|family|staff|employee|faculty|teacher|athletic|personnel|school|coaches[’']?)
            (?:(?:/|\s+and\s+|-)(?:student|parent|family|staff|guardian))?)\s+handbook
          | (?:student\s+)?code\s+of\s+(?:student\s+)?conduct
        )\b"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// Leads after which a name in small letters is not that of one document.
const ANY: [&str; 26] = [
    "a", "an", "any", "each", "every", "this", "that", "no", "such", "some", "own", "new",
    "written", "current", "their", "his", "her", "other", "and", "or", "of", "in", "for", "with",
    "all", "these",
];

/// First words that make no name: "Board Policy" alone names nothing.
static EMPTY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "to of in and on for the Board District School This The These That Any All Each Such Our Your \
     Their Its His Her My State Federal A An See Refer Other Related Written Policy Policies \
     Administrative Read Follow Review Know Sign Under Per Both No Every Applicable Current Existing \
     New Committee Governing Superintendent Local General As If When While Whether Where Violating \
     Violations Violation By With Or Also District’s District's Board’s Board's School’s School's"
        .split_whitespace()
        .collect()
});

/// Words before "Policy" that name whose it is, not what it is about.
const WHOSE: [&str; 22] = [
    "District",
    "District’s",
    "District's",
    "School",
    "Schools",
    "Board",
    "Board’s",
    "Board's",
    "Education",
    "Committee",
    "ISD",
    "CISD",
    "USD",
    "Trustees",
    "Directors",
    "State",
    "Federal",
    "Department",
    "Company",
    "Association",
    "Division",
    "Public",
];

/// What follows a phrase that is no name: "Lake Policy 407", "Policy Manual", "Policy Code".
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s+(?:#|[Nn]os?\.|Numbers?\b|Codes?\b|Sections?\b|Series\b|Manual\b|Committee\b|Council\b|Team\b|Office|Director|Services?\b|References?\b|Review\b|Statement\b|[0-9]|[A-Z]{1,6}[0-9-]|[A-Z]{2,6}\b)")
        .expect("a fixed pattern")
});

/// "this policy will be printed in": the document is where a text stands, not what it says.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:will|shall|must|may|should|to|is|are|been)\s+(?:also\s+)?(?:be\s+)?(?:\w+ly\s+)?(?:contained|included|published|printed|posted|reproduced|placed|distributed|incorporated|appear|found)(?:\s+\w+)?\s+in\s+(?:(?:the|each|every|all|its)\s+)?(?:(?:[Ss]chool\s+)?[Dd]istrict[’']?s?\s+)?$")
        .expect("a fixed pattern")
});

/// What names are looked for in.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The names of the policy itself: no references.
    pub own: &'a [&'a str],
    /// The names of the district's policies.
    pub titles: Option<&'a Titles>,
}

/// What a text has called documents so far.
#[derive(Debug, Default)]
pub struct Called {
    /// Initials, with the names that they stand for.
    initials: HashMap<String, String>,
    /// The first words of long names: "Code of Ethics" after "Code of Ethics for Idaho Educators".
    begun: HashSet<String>,
}

impl Called {
    fn add(&mut self, name: &str) {
        let ends = name.match_indices(' ').map(|(at, _)| at);
        self.begun.extend(ends.map(|at| name[..at].to_lowercase()));
    }
}

/// Finds documents named in a text, and keeps what it calls them. `laws` are those of the text, in
/// order.
pub fn find(text: &str, known: Known<'_>, laws: &[Found], called: &mut Called) -> Vec<Found> {
    let mut found = by_title(text, known, laws);
    found.retain(|f| !called.begun.contains(&f.target.to_lowercase()));
    let titles = found.len();
    for hit in CAPITALISED.captures_iter(text) {
        if let Some(named) = capitalised(text, &hit, known.own) {
            called.add(&named.target);
            if let Some(short) = hit.name("short") {
                let short = short.as_str().to_string();
                called.initials.insert(short, named.target.clone());
            }
            found.push(named);
        }
    }
    prefer_longer(&mut found, titles);
    found.sort_by_key(|f| (f.range.start, f.range.end));
    let printed = found.len();
    for hit in USUAL.captures_iter(text) {
        usual(text, &hit, known.own, printed, &mut found);
    }
    found
}

fn named(range: std::ops::Range<usize>, target: String) -> Found {
    Found {
        range,
        kind: Kind::Named,
        target,
        law: None,
    }
}

fn by_title(text: &str, known: Known<'_>, laws: &[Found]) -> Vec<Found> {
    let in_law = |range: &std::ops::Range<usize>| {
        let next = laws.partition_point(|l| l.range.end <= range.start);
        laws.get(next).is_some_and(|l| l.range.start < range.end)
    };
    let hits = known.titles.map_or(Vec::new(), |titles| titles.find(text));
    hits.into_iter()
        .filter(|hit| !is_own(hit.name, known.own) && !in_law(&hit.range))
        .filter(|hit| !ends_with_word(&text[..hit.range.start], " this"))
        .map(|hit| named(hit.range, hit.name.to_string()))
        .collect()
}

/// A name in capitals, when it is one.
fn capitalised(text: &str, hit: &regex::Captures<'_>, own: &[&str]) -> Option<Found> {
    let whole = hit.get(0)?;
    let name = hit.name("name").or_else(|| hit.name("code"))?.as_str();
    let (skip, name) = without_lead(name);
    let start = whole.start() + skip;
    let before = &text[..start];
    let words: Vec<&str> = name.split_whitespace().collect();
    let (document, rest) = words.split_last()?;
    let about = rest.last()?;
    let whose = WHOSE.contains(about) && document.starts_with("Polic");
    let sentence =
        before.trim_end().is_empty() || before.trim_end().ends_with(['.', ':', ';', '!', '?', '•']);
    let bare = words.len() == 2 && sentence && !is_subject(about);
    let connects =
        hit.name("name").is_some() && about.starts_with(|c: char| c.is_lowercase() || c == '&');
    let not_named = connects
        || whose
        || bare
        || is_own(name, own)
        || ends_with_word(before, "this")
        || before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        || GOES_ON.is_match(&text[whole.end()..])
        || is_published(text, start, name);
    (!not_named).then(|| named(start..whole.end(), singular(name)))
}

fn is_subject(word: &str) -> bool {
    static WHOLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"(?xi)^{SUBJECT}$")).expect("a fixed pattern"));
    WHOLE.is_match(word)
        || matches!(
            word,
            "Student" | "Staff" | "Employee" | "Faculty" | "Athletic" | "Parent"
        )
}

/// Only a handbook is a place where other texts are printed.
fn is_published(text: &str, start: usize, name: &str) -> bool {
    let window = text.floor_char_boundary(start.saturating_sub(80));
    ends_with_word(name, "handbook") && PUBLISHED.is_match(&text[window..start])
}

/// Of a known title and a name in capitals that share words, the longer is meant.
fn prefer_longer(found: &mut Vec<Found>, titles: usize) {
    let (known, printed) = found.split_at(titles);
    let covered = |f: &Found, by: &[Found], same: bool| {
        let next = by.partition_point(|o| o.range.end <= f.range.start);
        by.get(next).is_some_and(|o| {
            let meets = o.range.start < f.range.end;
            meets && (o.range.len() > f.range.len() || same && o.range.len() == f.range.len())
        })
    };
    let mut kept: Vec<Found> = known
        .iter()
        .filter(|f| !covered(f, printed, false))
        .cloned()
        .collect();
    let others = printed.iter().filter(|f| !covered(f, known, true)).cloned();
    kept.extend(others.collect::<Vec<_>>());
    *found = kept;
}

/// A name in small letters that districts usually have.
fn usual(
    text: &str,
    hit: &regex::Captures<'_>,
    own: &[&str],
    printed: usize,
    found: &mut Vec<Found>,
) {
    let Some(name) = hit.name("name") else { return };
    let lead = hit["lead"].to_lowercase();
    let next = found[..printed].partition_point(|f| f.range.end <= name.start());
    let taken = found[..printed]
        .get(next)
        .is_some_and(|f| f.range.start < name.end());
    let of_use = name.as_str().to_lowercase().contains(" use ");
    let any = ANY.contains(&lead.as_str())
        && !(of_use
            && lead.len() > 1
            && matches!(lead.as_str(), "of" | "in" | "and" | "or" | "with"));
    let other = GOES_ON.is_match(&text[name.end()..]);
    if taken || any || other || is_published(text, name.start(), name.as_str()) {
        return;
    }
    for target in parts(name.as_str()) {
        if !is_own(&target, own) {
            found.push(named(name.range(), target));
        }
    }
}

/// Words in capitals that stand for documents named before in the same text: the first of each,
/// where nothing else was found.
pub fn by_initials(text: &str, called: &Called, found: &[Found]) -> Vec<Found> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b[A-Z]{2,6}\b").expect("a fixed pattern"));
    if called.initials.is_empty() {
        return Vec::new();
    }
    let mut seen: HashSet<&str> = found
        .iter()
        .filter(|f| f.kind == Kind::Named)
        .map(|f| f.target.as_str())
        .collect();
    let mut out = Vec::new();
    for word in WORD.find_iter(text) {
        let Some(name) = called.initials.get(word.as_str()) else {
            continue;
        };
        if seen.insert(name) {
            out.push(named(word.range(), name.clone()));
        }
    }
    out
}

/// The name without first words that are not part of it, and how many bytes those take.
fn without_lead(name: &str) -> (usize, &str) {
    let mut rest = name;
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        if !EMPTY.contains(first) {
            break;
        }
        rest = tail.trim_start();
    }
    (name.len() - rest.len(), rest)
}

/// Whether a name is one of the policy itself: its words are words of a title. That the title has
/// more of them does not matter; policies name themselves by half their titles.
fn is_own(name: &str, own: &[&str]) -> bool {
    let words = content(name);
    own.iter().any(|title| {
        let title = content(title);
        !words.is_empty() && words.iter().all(|w| title.contains(w))
    })
}

/// The words of a name that say what it is about, and whether it is a handbook or a code.
fn content(name: &str) -> HashSet<String> {
    let empty = |w: &str| {
        matches!(
            w,
            "policy"
                | "policies"
                | "guidelines"
                | "of"
                | "and"
                | "for"
                | "on"
                | "the"
                | "to"
                | "in"
                | "a"
                | "by"
                | "with"
                | "or"
                | "agreement"
        )
    };
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !empty(w))
        .map(str::to_string)
        .collect()
}

/// "affirmative action and/or bullying and harassment policies" names two.
fn parts(name: &str) -> Vec<String> {
    let Some((first, second)) = name.split_once(" and/or ") else {
        return vec![titled(&singular(name))];
    };
    vec![
        titled(&format!("{first} policy")),
        titled(&singular(second)),
    ]
}

fn singular(name: &str) -> String {
    match name.strip_suffix("olicies") {
        Some(rest) => format!("{rest}olicy"),
        None => name.to_string(),
    }
}

/// Each word that counts with a capital.
fn titled(name: &str) -> String {
    let word = |w: &str| {
        if matches!(w, "of" | "and" | "for" | "the") {
            return w.to_string();
        }
        let mut chars = w.chars();
        chars
            .next()
            .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
    };
    name.split_whitespace()
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let known = Known {
            own: &["Social Media Policy for Employees"],
            titles: None,
        };
        find(text, known, &[], &mut Called::default())
            .into_iter()
            .map(|f| f.target)
            .collect()
    }

    #[test]
    fn documents_are_named_in_capitals_or_by_their_usual_names() {
        for (text, wanted) in [
            (
                "the Staff Network Acceptable Use Policy (AUP) applies",
                &["Staff Network Acceptable Use Policy"][..],
            ),
            (
                "subject to the school district’s acceptable use policy",
                &["Acceptable Use Policy"],
            ),
            (
                "violates the district’s affirmative action and/or bullying and harassment policies",
                &[
                    "Affirmative Action Policy",
                    "Bullying and Harassment Policy",
                ],
            ),
            (
                "the Code of Conduct for New Hampshire Educators, Ed 510",
                &["Code of Conduct for New Hampshire Educators"],
            ),
            (
                "drawn from the Alabama Educator Code of Ethics, and",
                &["Alabama Educator Code of Ethics"],
            ),
            (
                "listed in the Technology Handbook and here",
                &["Technology Handbook"],
            ),
            ("as the student handbook says", &["Student Handbook"]),
        ] {
            assert_eq!(names(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_policy_without_a_name_is_none() {
        for text in [
            "Board Policy is clear.",
            "This Policy applies.",
            "the Social Media Policy for Employees",
            "a policy of honesty",
            "Read Policy 4.22.",
            "Lupine Lake Policy 407",
            "the Lupine Lake School District Policy",
            "the General Statement of Policy",
            "the Board Policy Manual",
            "This policy will be contained in the staff handbook.",
            "each school writes a code of conduct",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
