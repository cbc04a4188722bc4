//! Policies and documents named by their names: "Staff Network Acceptable Use Policy (AUP)",
//! "the student handbook".
//!
//! A name in capitals is taken as printed. A name in small letters counts only when the list of
//! documents that districts usually have knows it.

use super::found::{Found, Kind, ends_with_word};
use regex::Regex;
use std::sync::LazyLock;

/// A capitalised phrase that ends in the word for a document, and its initials.
static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<name>(?:[A-Z][A-Za-z’'-]*(?:/[A-Z][A-Za-z]*)?\s+)(?:(?:[A-Z][A-Za-z’'/-]*|of|and|for|on|the|to|in|&)\s+){0,7}?(?:Policy|Policies|Guidelines|Handbook|Manual|Agreement))\b(?:\s+\((?P<short>[A-Z]{2,6})\))?|(?P<code>(?:Student\s+)?Code\s+of\s+(?:Student\s+)?(?:Conduct|Ethics)(?:\s+(?:for|of)(?:\s+(?:the|of|and|[A-Z][A-Za-z’-]*))+)?)",
    )
    .expect("a fixed pattern")
});

/// Documents that nearly every district has, as they are named in small letters.
static USUAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)\b(?:(?:school\ )?district[’']s\s+)?(?P<name>
            (?:acceptable|responsible)\s+use\s+(?:policy|policies|agreement|guidelines)
          | (?:student|staff|employee|faculty|parent|athletic|coaches[’']?)\s+handbook
          | (?:student\s+)?code\s+of\s+(?:student\s+)?conduct
          | (?:affirmative\s+action|anti-?bullying|bullying|harassment|bullying\s+and\s+harassment)
            (?:\s+and/or\s+bullying\s+and\s+harassment)?\s+polic(?:y|ies)
        )\b",
    )
    .expect("a fixed pattern")
});

/// First words that make no name: "Board Policy" alone names nothing.
const EMPTY: [&str; 25] = [
    "to", "of", "in", "and", "Board", "District", "School", "This", "The", "These", "That", "Any",
    "All", "Each", "Such", "Our", "State", "Federal", "A", "An", "See", "Refer", "Other",
    "Related", "Written",
];

/// Finds documents named in a text. `own` are the names of the policy itself.
pub fn find(text: &str, own: &[&str]) -> Vec<Found> {
    let mut found = Vec::new();
    for hit in CAPITALISED.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let name = hit
            .name("name")
            .or_else(|| hit.name("code"))
            .map_or("", |m| m.as_str());
        let (skip, name) = without_lead(name);
        let this = ends_with_word(&text[..whole.start() + skip], "this");
        if name.split_whitespace().count() < 2 || is_own(name, own) || this {
            continue;
        }
        found.push(Found {
            range: whole.start() + skip..whole.end(),
            kind: Kind::Named,
            target: singular(name),
            law: None,
        });
    }
    let capitalised = found.len();
    for hit in USUAL.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let next = found[..capitalised].partition_point(|f| f.range.end <= whole.start());
        if next < capitalised && found[next].range.start < whole.end() {
            continue;
        }
        for name in parts(&hit["name"]) {
            if !is_own(&name, own) {
                found.push(Found {
                    range: whole.range(),
                    kind: Kind::Named,
                    target: name,
                    law: None,
                });
            }
        }
    }
    found
}

/// The name without first words that are not part of it, and how many bytes those take.
fn without_lead(name: &str) -> (usize, &str) {
    let mut rest = name;
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        if !EMPTY.contains(&first) {
            break;
        }
        rest = tail.trim_start();
    }
    (name.len() - rest.len(), rest)
}

fn is_own(name: &str, own: &[&str]) -> bool {
    let name = name.to_lowercase();
    own.iter().any(|o| o.to_lowercase().contains(&name))
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
        find(text, &["Social Media Policy for Employees"])
            .into_iter()
            .map(|f| f.target)
            .collect()
    }

    #[test]
    fn documents_are_named_in_capitals_or_by_their_usual_names() {
        assert_eq!(
            names("the Staff Network Acceptable Use Policy (AUP) applies"),
            ["Staff Network Acceptable Use Policy"]
        );
        assert_eq!(
            names("subject to the school district’s acceptable use policy"),
            ["Acceptable Use Policy"]
        );
        assert_eq!(
            names("violates affirmative action and/or bullying and harassment policies"),
            [
                "Affirmative Action Policy",
                "Bullying and Harassment Policy"
            ]
        );
        assert_eq!(
            names("the Code of Conduct for New Hampshire Educators, Ed 510"),
            ["Code of Conduct for New Hampshire Educators"]
        );
    }

    #[test]
    fn a_policy_without_a_name_is_none() {
        for text in [
            "Board Policy is clear.",
            "This Policy applies.",
            "the Social Media Policy for Employees",
            "a policy of honesty",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
