//! Places in the same policy by their labels: "Section III.A", "paragraphs (b)(1) and (c)",
//! "items 1-4 below", "Attachment D".
//!
//! A place is a reference when the text has it, or when nothing but a place can be meant. "Step
//! 3" or "Level I" are so only where the text has a clause of that name.

use super::attached::attached;
use super::bare::alone;
use super::found::{Found, Kind};
use super::label::{Labels, steps};
use super::list::{LABEL, SPLIT, counted, singular, targets, trimmed, word_follows};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

const WORD: &str = r"(?i:sub-?sections?|sections?|sub-?paragraphs?|paragraphs?|clauses?|items?|provisions?|numbers?|points?|requirements?|rules?|guidelines?|sub-?divisions?|parts?|standards?|steps?|levels?|tiers?|phases?|stages?|articles?|principles?|questions?|chapters?)";

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    let numeral = "(?i:one|two|three|four|five|six|seven|eight)";
    let label = format!("(?:{LABEL}|{numeral}\\b)");
    let pattern = format!(
        r"\b(?P<word>{WORD})\s+(?P<list>{label}\.?(?:\s*(?:-|–|,?\s*(?:and/or|and|or)\b|through\b|thru\b|to\b|,|&)\s*{label}(?:\.(?:\s|$))?)*)"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// "of this policy", "above": the place is one of this text.
pub static HERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s,)]*(?:(?:directly|immediately|just|listed|set\s+(?:out|forth)|described|stated|provided)\s+)?(?:above|below|hereof|herein|(?:of|in|under|to)\s+this\s+(?:\w+\s+)?(?:policy|regulation|procedure|section|rule|handbook|bylaw|agreement|article|document|part|paragraph))\b")
        .expect("a fixed pattern")
});

/// "of the form", "on the agenda", ", Florida Statutes": the place is one of something else.
pub static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s,)]*(?:of\b|(?:on|in|from|under)\s+(?:the|its|his|her|their|our|your|an?|that|each|any)\s+(?:\w+\s+){0,2}(?:form|agenda|application|handbook|contract|agreement|checklist|survey|plan|manual|guide|report|book|card|packet|act|code|law|statutes?|constitution|list|calendar|schedule)\b|[0-9])|^\.[0-9]|^-[0-9A-Za-z]|^,?\s+(?:[A-Z][a-z]+\s+)?(?:Statutes?|Code|Act|Title)\b|^\s+(?:[A-Z][a-z]+\s+)*(?:Act|Code|Plan|Program|School|Funds?)\b")
        .expect("a fixed pattern")
});

/// Finds references to labelled places in a text. A place that is one of another document is
/// found as such: its range reaches to that document, which stands at one of these offsets.
pub fn find(text: &str, labels: &Labels, documents: &[Range<usize>], laws: &[Found]) -> Vec<Found> {
    let mut found = Vec::new();
    for hit in LABELLED.captures_iter(text) {
        let (Some(word), Some(list)) = (hit.name("word"), hit.name("list")) else {
            continue;
        };
        let list = trimmed(text, list.range());
        let whole = word.start()..list.end;
        let joined =
            text[..word.start()].ends_with(['-', '.', '/']) || after_law(text, word.start(), laws);
        let led = after_document(text, word.start(), documents) && is_division(word.as_str());
        if joined || !led && !is_place(text, &word.range(), &list, labels, documents) {
            continue;
        }
        for target in targets(text, word.as_str(), &list, labels) {
            found.push(place(whole.clone(), target));
        }
    }
    alone(text, labels, &mut found);
    attached(text, labels, &mut found);
    found
}

pub fn place(range: Range<usize>, target: String) -> Found {
    Found {
        range,
        kind: Kind::Clause,
        target,
        law: None,
    }
}

/// How sure a word is that a place follows it.
fn is_place(
    text: &str,
    word: &Range<usize>,
    list: &Range<usize>,
    labels: &Labels,
    documents: &[Range<usize>],
) -> bool {
    let rest = &text[list.end..];
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    if of_document(text, list.end, documents) {
        return true;
    }
    let here = HERE.is_match(rest) || of_heading(rest, labels);
    if !here && ELSEWHERE.is_match(&text[list.end..]) && !of_place(rest, labels) {
        return false;
    }
    let Some(first) = SPLIT.find(&text[list.clone()]) else {
        return false;
    };
    let first_end = list.start + first.end();
    let first = first.as_str();
    if is_article(text, first, first_end, list.end) {
        return false;
    }
    let single = singular(&text[word.clone()]);
    let compound = steps(first).len() > 1;
    let word_start = word.start;
    match single.as_str() {
        "section" | "subsection" | "paragraph" | "subparagraph" | "subdivision" | "clause" => {
            if !here && is_digits(first) && is_thing(text, list) {
                return false;
            }
            let likely = compound || !first.starts_with(|c: char| c.is_ascii_digit());
            labels.has_path(first) || here || likely && labels.has_series(steps(first)[0])
        }
        "article" => here || !is_digits(first) && labels.has_path(first),
        "part" => labels.has_named("part", first) || is_part(text, word_start, first, here, labels),
        other if counted(other) => here || labels.has_path(first) && !is_thing(text, list),
        _ => labels.has_named(&single, first),
    }
}

/// "paragraph (2) of subsection (a)".
fn of_place(rest: &str, labels: &Labels) -> bool {
    let Some(rest) = rest.trim_start().strip_prefix("of ") else {
        return false;
    };
    let hit = LABELLED.captures(&rest[..rest.floor_char_boundary(60)]);
    hit.is_some_and(|hit| {
        hit.get(0).is_some_and(|m| m.start() == 0)
            && SPLIT
                .find(&hit["list"])
                .is_some_and(|first| labels.has_path(first.as_str()))
            && !OF_LAW.is_match(&rest[hit.get(0).map_or(0, |m| m.end())..])
    })
}

/// What follows a place of a law: "of Section 48900".
static OF_LAW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s+of\s+(?:[Ss]ection\s+[0-9]|[A-Z§])").expect("a fixed pattern")
});

/// "Paragraphs 1 and 2 of Definitions": of a heading of this text.
fn of_heading(rest: &str, labels: &Labels) -> bool {
    let rest = rest.trim_start().strip_prefix("of ");
    let rest = rest.map(|r| {
        r.strip_prefix("the ")
            .unwrap_or(r)
            .trim_start_matches(['“', '"'])
    });
    rest.is_some_and(|r| r.starts_with(char::is_uppercase) && labels.beginning(r).is_some())
}

fn is_digits(label: &str) -> bool {
    label.bytes().all(|b| b.is_ascii_digit())
}

/// "the Section 8 meeting hall": the number is one of something else.
fn is_thing(text: &str, list: &Range<usize>) -> bool {
    is_digits(&text[list.clone()]) && word_follows(text, list.end)
}

/// "Part C" of a text with a heading C; in "Title I, Part A" and "IDEA Part B services" it is one
/// of a law.
fn is_part(text: &str, start: usize, label: &str, here: bool, labels: &Labels) -> bool {
    let before = text[..start].trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let of_law = before.ends_with(',') || last.len() > 1 && last.starts_with(char::is_uppercase);
    let end = start + text[start..].find(label).unwrap_or(0) + label.len();
    here || !is_digits(label) && labels.has_path(label) && !of_law && !word_follows(text, end)
}

/// Words for the parts that a document has by its labels.
fn is_division(word: &str) -> bool {
    let single = singular(word);
    counted(&single) || matches!(single.as_str(), "article" | "part" | "chapter")
}

/// Whether the place is one of the law right before it: "Education Code 48205, subdivision (b)".
fn after_law(text: &str, start: usize, laws: &[Found]) -> bool {
    let next = laws.partition_point(|law| law.range.end <= start);
    let before = next.checked_sub(1).and_then(|at| laws.get(at));
    let gap = before.and_then(|law| text.get(law.range.end..start));
    gap.is_some_and(|gap| matches!(gap.trim(), "" | ","))
}

/// Whether the place is one of the document named right before it: "Policy 4118.2, Section II".
fn after_document(text: &str, start: usize, documents: &[Range<usize>]) -> bool {
    let next = documents.partition_point(|d| d.end <= start);
    let before = next.checked_sub(1).and_then(|at| documents.get(at));
    let gap = before.and_then(|d| text.get(d.end..start));
    gap.is_some_and(|gap| matches!(gap.trim_matches([',', ' ']), "" | "at" | "in" | "under"))
}

/// Whether the place is one of the document named right after it: "Section II of Policy 4118".
fn of_document(text: &str, end: usize, documents: &[Range<usize>]) -> bool {
    let next = documents.partition_point(|d| d.start < end);
    let Some(gap) = documents.get(next).and_then(|d| text.get(end..d.start)) else {
        return false;
    };
    gap.len() < 60 && OF_DOCUMENT.is_match(gap)
}

/// What stands between a place and the document that it is one of.
pub static OF_DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[.,)]?\s+(?:of|in|under|to|from)\s+(?:the\s+)?(?:(?:[Ss]chool\s+)?(?:[Dd]istrict|[Bb]oard)(?:[’']s)?\s+)?$")
        .expect("a fixed pattern")
});

/// "item a teacher": an article or a pronoun, no label.
fn is_article(text: &str, label: &str, end: usize, list_end: usize) -> bool {
    matches!(label, "a" | "i" | "A" | "I") && end == list_end && word_follows(text, end)
}
