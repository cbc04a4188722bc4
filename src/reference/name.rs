//! Policies and documents named by their names: "Staff Network Acceptable Use Policy (AUP)",
//! "the student handbook".
//!
//! The names of the district's own policies are known ([`Titles`]). Another name in capitals is
//! taken as printed. A name in small letters counts only when the list of documents that districts
//! usually have knows it, and only as that document: "the", not "a".

use super::found::{Found, Kind, ends_with_word};
use super::title::Titles;
use super::usual::{add_usual, is_subject};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word with a capital.
const CAPITAL: &str = r"[A-Z][A-Za-z’'-]*(?:/[A-Z][A-Za-z]*)?";

/// A capitalised phrase that ends in the word for a document, and its initials.
static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(r"(?:(?:{CAPITAL}|of|and|for|on|the|to|in|&)\s+){{0,7}}?");
    let code = r"Code\s+of\s+(?:(?:[A-Z][a-z]+|and)\s+){0,3}?(?:Conduct|Ethics|Behaviou?r|Discipline|Responsibilit(?:y|ies))\b(?:\s+and\s+(?:Discipline|Conduct|Ethics|Responsibilit(?:y|ies))\b)?(?:\s+(?:for|of)(?:\s+(?:the|of|and|[A-Z][A-Za-z’-]*))+)?";
    let conduct = r"(?:Conduct|Discipline|Honor|Dress|Curricular|[Cc]o-?[Cc]urricular|Extra-?[Cc]urricular|Activit(?:y|ies)|Athletics?)\s+Code";
    let pattern = format!(
        r"(?:(?P<code>(?:{CAPITAL}\s+){{0,5}}{code})|(?P<name>{CAPITAL}\s+{words}(?:Policy|Policies|Guidelines|Handbook|Manual|Use\s+Agreement)|(?:{CAPITAL}\s+){{0,4}}{conduct}|{CAPITAL}\s+{words}(?P<paper>Agreement|Compact|Plan|Procedures?(?:\s+and\s+Guidelines)?|Contract|Protocols?))\b|(?P<title>{CAPITAL}\s+(?:{CAPITAL}\s+){{0,3}}(?:(?:of|and|for|on|in|to)\s+{CAPITAL}\s+){{1,3}}(?:{CAPITAL}\s+){{0,3}})policy\b)(?:\s+\((?:the\s+)?[“\x22]?(?P<short>[A-Z]{{2,6}})[”\x22]?\))?"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// "the District’s policy on Bullying".
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:[Tt]he|[Dd]istrict[’']s|[Bb]oard[’']s|[Ii]ts|[Oo]ur)\s+(?P<whole>policy\s+(?:on|regarding|concerning|titled|entitled)\s+[“\x22]?(?P<about>{CAPITAL}(?:\s+(?:(?:of|and|for|in|on|the|to)\s+)?{CAPITAL})*))"
    ))
    .expect("a fixed pattern")
});

/// A code after a name, which then only says what the code is.
static CODED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:\s+(?:for|of|and|on|to|in|the)){0,2}\s+[A-Z][\w’'-]*){0,6}[”\x22]?(?:\s*[,(]\s*|\s+[–—-]+\s+)(?:(?:[Bb]oard\s+)?[Pp]olic(?:y|ies)\s+)?(?:[0-9]{2}|[A-Z]{2,6}\b)")
        .expect("a fixed pattern")
});

/// Plans, agreements and procedures that are written for one person or one case.
static OF_ONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:individual\w*|section|iep|504|behaviou?r\w*|education(?:al)?|(?:personal|professional)\s+\w+|service|health|care|insurance|retirement|benefits?|payment|transition|treatment|lesson|operating|settlement|employment|separation|lease|purchase|loan|interlocal|mutual|corrective\s+action|improvement|deductions?|savings|pension|annuity|cafeteria)\s+(?:[a-z]+\s+)?(?:plan|agreement|contract|procedures?|protocols?)$")
        .expect("a fixed pattern")
});

/// Whose a document is, with what stands before it in a sentence.
static WHOSE_IS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^.*\bthe\s+(?:[Ss]chool\s+)?(?:[Dd]istrict|[Bb]oard|[Ss]chool)[’']s\s+")
        .expect("a fixed pattern")
});

/// Before a name: none in particular.
static ANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:an?|any|each|every|individual|such|another|no|their|his|her|all)\s+$")
        .expect("a fixed pattern")
});

/// After a name: it is that of another body, or a part of another word.
pub static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:-[A-Za-z]|\s+(?:of|from|by)\s+(?:the\s+)?(?:[A-Z]{3,}\b|(?:[Ss]tate|[Ff]ederal|U\.?S)))").expect("a fixed pattern")
});

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
pub static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s+(?:#|[Nn]os?\.|Numbers?\b|Codes?\b|Sections?\b|Series\b|Manual\b|Committee\b|Council\b|Team\b|Office|Director|Services?\b|References?\b|Review\b|Statement\b|Acts?\b|Laws?\b|Checklist\b|Forms?\b|Acknowledg|Receipt\b|[0-9]|[A-Z]{1,6}[0-9-]|[A-Z]{2,6}\b)")
        .expect("a fixed pattern")
});

/// "this policy will be printed in": the document is where a text stands, not what it says.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:will|shall|must|may|should|to|is|are|been)\s+(?:also\s+)?(?:be\s+)?(?:\w+ly\s+)?(?:contained|included|published|printed|posted|reproduced|placed|distributed|incorporated|appear|found)(?:\s+\w+)?\s+in\s+(?:(?:the|each|every|all|its)\s+)?(?:(?:[Ss]chool\s+)?[Dd]istrict[’']?s?\s+)?$|\b(?:put|give|publish|print|post|place|include|insert|reproduce)\s+(?:an?|the|this|it|them|these|such)\s+(?:\w+\s+){0,5}in\s+(?:the|each|every|all|its)\s+$|\bin\s+(?:the|each|its)\s+(?:[\w/’'-]+\s+){1,3}handbooks?,?\s+and\s+(?:in\s+)?(?:the\s+)?$")
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
    found.extend(
        ABOUT
            .captures_iter(text)
            .filter_map(|hit| about(text, &hit, known.own)),
    );
    found[titles..].sort_by_key(|f| (f.range.start, f.range.end));
    prefer_longer(&mut found, titles);
    found.sort_by_key(|f| (f.range.start, f.range.end));
    add_usual(text, known.own, &mut found);
    found
}

pub fn named(range: std::ops::Range<usize>, target: String) -> Found {
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

/// "the policy on Bullying": the Bullying Policy.
fn about(text: &str, hit: &regex::Captures<'_>, own: &[&str]) -> Option<Found> {
    let (whole, about) = (hit.name("whole")?, hit.name("about")?.as_str());
    let coded = CODED.is_match(&text[whole.end()..]);
    (!coded && !is_own(about, own)).then(|| named(whole.range(), format!("{about} Policy")))
}

/// A name in capitals, when it is one.
fn capitalised(text: &str, hit: &regex::Captures<'_>, own: &[&str]) -> Option<Found> {
    let whole = hit.get(0)?;
    let name = ["name", "code", "title"].iter().find_map(|g| hit.name(g))?;
    let end = name.start() + name.as_str().trim_end().len();
    let (skip, name) = without_lead(&text[name.start()..end], hit.name("paper").is_some());
    let start = whole.start() + skip;
    let rest = &text[whole.end()..];
    let no_name = is_own(name, own)
        || ends_with_word(&text[..start], "this")
        || is_nickname(&text[..start])
        || OUTSIDE.is_match(rest)
        || GOES_ON.is_match(rest)
        || is_published(text, start, name)
        || hit.name("paper").is_some() && !is_paper(&text[..start], name, rest)
        || hit.name("title").or(hit.name("paper")).is_some() && CODED.is_match(rest)
        || hit.name("code").is_none() && !is_about_something(&text[..start], name, hit);
    (!no_name).then(|| named(start..whole.end(), singular(name)))
}

/// "(the “Title IX Policy”)": what a text calls the document that it names before.
fn is_nickname(before: &str) -> bool {
    let quoted = before.strip_suffix(['“', '"']);
    quoted.is_some_and(|b| b.strip_suffix("the ").unwrap_or(b).ends_with('('))
}

/// A plan, an agreement, procedures: of the district, and not of one person.
fn is_paper(before: &str, name: &str, rest: &str) -> bool {
    // A line that is nothing but the name is a heading, or an item of a list of things.
    if before.trim().is_empty() && !rest.contains(char::is_alphanumeric) {
        return false;
    }
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(20))..];
    !ANY.is_match(near) && !OF_ONE.is_match(name) && name.contains(char::is_whitespace)
}

/// Whether the words before the document say what it is about, not whose it is.
fn is_about_something(before: &str, name: &str, hit: &regex::Captures<'_>) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((document, rest)) = words.split_last() else {
        return false;
    };
    let Some(about) = rest.last() else {
        return false;
    };
    if hit.name("title").is_some() {
        return !WHOSE.contains(document);
    }
    let before = before.trim_end();
    let whose = WHOSE.contains(about) && document.starts_with("Polic");
    let sentence = before.is_empty() || before.ends_with(['.', ':', ';', '!', '?', '•']);
    let bare = words.len() == 2 && sentence && !is_subject(about);
    let connects = about.starts_with(|c: char| c.is_lowercase() || c == '&');
    let compound = document.starts_with("Guidelines") && about == &"and";
    !(connects && !compound || whose || bare || before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Only a handbook is a place where other texts are printed.
pub fn is_published(text: &str, start: usize, name: &str) -> bool {
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

/// The name without first words that are not part of it, and how many bytes those take. "School
/// Safety Plan" is a name; in "School Policy" the first word says whose it is.
fn without_lead(name: &str, paper: bool) -> (usize, &str) {
    let mut rest = name;
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        let of_name = paper && first == "School" && !tail.trim_start().starts_with("District");
        if !EMPTY.contains(first) || of_name {
            break;
        }
        rest = tail.trim_start();
    }
    // "Reflects the District’s Strategic Plan": the name begins after whose it is.
    if let Some(whose) = WHOSE_IS.find(rest).filter(|m| m.end() < rest.len()) {
        rest = &rest[whose.end()..];
    }
    (name.len() - rest.len(), rest)
}

/// Whether a name is one of the policy itself: its words are words of a title. That the title has
/// more of them does not matter; policies name themselves by half their titles.
pub fn is_own(name: &str, own: &[&str]) -> bool {
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

pub fn singular(name: &str) -> String {
    match name.strip_suffix("olicies") {
        Some(rest) => format!("{rest}olicy"),
        None => name.to_string(),
    }
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
