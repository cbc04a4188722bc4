//! Documents that nearly every district has, as they are named in small letters: "the student
//! handbook", "the district’s acceptable use policy", "the collective bargaining agreement".

use super::found::Found;
use super::name::{GOES_ON, OUTSIDE, is_own, is_published, named, singular};
use regex::Regex;
use std::sync::LazyLock;

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
  | homework | grading | wellness | field\s+trip | volunteer | visitor | purchasing | procurement
  | public\s+records | fundraising | transportation | immunization | promotion | graduation
  | complaint | grievance | whistle-?blower | child\s+abuse(?:\s+reporting)? | data\s+(?:privacy|security)
  | staff[-/\s]student\s+(?:boundaries|relations)
)";

/// Documents that nearly every district has, as they are named in small letters.
static USUAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?xi)\b(?P<lead>[a-z]+(?:[’'][a-z]*)?)\s+(?P<name>
            {SUBJECT}(?:\s+(?:and|or|and/or)\s+{SUBJECT})*\s+polic(?:y|ies)
          | (?:acceptable|responsible|internet|technology|computer|network)\s+use\s+(?:agreement|guidelines)
          | (?:(?:student|parent|family|staff|employee|faculty|teacher|athletic|activities|personnel|school|substitute|volunteer|classified|certified|support\s+staff|transportation|bus\s+drivers?|coach(?:es)?[’']?s?|drivers?)
            (?:(?:/|\s+and\s+|-)(?:student|parent|family|staff|guardian))?)\s+handbook
          | (?:employee|personnel|staff|purchasing|procurement|transportation|bus\s+drivers?[’']?s?|crisis|accounting)\s+manual
          | (?:student\s+)?code\s+of\s+(?:student\s+)?conduct
          | (?:staff|employee|athletic|professional)\s+code\s+of\s+(?:conduct|ethics)
          | (?:student\s+)?conduct\s+and\s+discipline\s+code
          | (?:co-?curricular|extra-?curricular|athletic|activities|student\s+discipline|honor)\s+code
          | (?:collective\s+bargaining|negotiated|master|labor)\s+(?:agreement|contract)
          | (?:user|cardholder|bus\s+riders?[’']?s?|device\s+(?:use|loan)|(?:student|staff|employee|parent)\s+(?:technology|device|user?)|network\s+use)\s+agreement
          | (?:emergency\s+(?:operations?|response|management|preparedness)|crisis\s+(?:response|management)
            | school\s+safety | strategic | (?:school-?wide|student)\s+discipline | exposure\s+control
            | asbestos\s+management | bullying\s+prevention(?:\s+and\s+intervention)?)\s+plan
          | (?:discrimination|harassment|uniform|title\s+ix|employee|student|staff)\s+(?:complaint|grievance)\s+procedures?
        )\b"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// Leads after which a name in small letters is not that of one document.
const ANY: [&str; 32] = [
    "a",
    "an",
    "any",
    "each",
    "every",
    "this",
    "that",
    "no",
    "such",
    "some",
    "own",
    "new",
    "written",
    "current",
    "their",
    "his",
    "her",
    "other",
    "and",
    "or",
    "of",
    "in",
    "for",
    "with",
    "all",
    "these",
    "applicable",
    "relevant",
    "respective",
    "appropriate",
    "existing",
    "its'",
];

pub fn is_subject(word: &str) -> bool {
    static WHOLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"(?xi)^{SUBJECT}$")).expect("a fixed pattern"));
    WHOLE.is_match(word)
        || matches!(
            word,
            "Student" | "Staff" | "Employee" | "Faculty" | "Athletic" | "Parent"
        )
}

/// Adds the documents that a text names in small letters where nothing else was found. What is
/// found stands in order.
pub fn add_usual(text: &str, own: &[&str], found: &mut Vec<Found>) {
    let printed = found.len();
    for hit in USUAL.captures_iter(text) {
        usual(text, &hit, own, printed, found);
    }
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
    let rest = &text[name.end()..];
    let other = GOES_ON.is_match(rest) || OUTSIDE.is_match(rest);
    if taken || any || other || is_published(text, name.start(), name.as_str()) {
        return;
    }
    for target in parts(name.as_str()) {
        if !is_own(&target, own) {
            found.push(named(name.range(), target));
        }
    }
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
