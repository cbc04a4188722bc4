//! Places in the same policy by the words of their headings: "see Personal Accounts", "the
//! section titled “Records”", "the expectations set out above".
//!
//! Headings are common words, so that only a sign beside them makes them a reference: "see",
//! "section", quotation marks, "above".

use super::found::{Found, Kind, ends_with_word};
use super::label::Labels;
use crate::clause::ClauseIndex;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What sends the reader to the heading that follows. The longer ones need no capitals.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)\b(?:
            (?P<section> (?:section|part|paragraph|heading|topic|sub-?section)s?\s+
                (?:(?:below|above|of\s+this\s+\w+)\s+)?
                (?:titled|entitled|headed|called|labell?ed|named|on|about|under) )
          | (?P<see> see(?:\s+also)? | refer\s+to | under | in | set\s+out\s+under )
        )\s+(?:the\s+)?(?:(?:section|heading|part)\s+)?(?P<quote>[“\x22'‘]?)",
    )
    .expect("a fixed pattern")
});

/// What follows a heading and says that it is one.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)^[.,]?[”"'’]?\)?,?\s*(?P<way>above|below|\(above\)|\(below\)|(?:sub-?)?sections?\b|heading\b)"#)
        .expect("a fixed pattern")
});

static WAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:above|below|sub-?section|section|heading)\b").expect("a fixed pattern")
});

/// The end of a quotation that is a heading as a whole.
static CLOSED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^[.,:;]?[”"'’]"#).expect("a fixed pattern"));

/// What is said somewhere, at the end of the text before "in".
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:steps|rules?|procedures?|standards?|terms|requirements?|limits?|duties|exceptions?|listed|described|defined|outlined|set\s+(?:out|forth)|stated|found|named|given|provided)\s+$")
        .expect("a fixed pattern")
});

/// "the section on federal funds": some words of a heading.
static ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:section|part|paragraph)\s+(?:above\s+|below\s+)?(?:on|about|concerning)\s+(?:the\s+)?(?P<about>[a-z]{4,}(?: [a-z]+){0,4})")
        .expect("a fixed pattern")
});

/// "the expectations set out above": a word of a heading, and the way to it.
static SET_OUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?P<noun>[a-z]{5,})(?:\s+(?:that|which)?\s*(?:are|is))?\s+(?P<said>set\s+out|set\s+forth|described|listed|outlined|stated|defined|specified|provided|enumerated|given)\s+(?P<way>above|below)\b",
    )
    .expect("a fixed pattern")
});

/// "the rules that are cross referenced below".
static CROSS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bcross[-\s]?referenced\s+(?:above|below)\b|\b(?:listed|named)\s+(?:in|under)\s+(?:the\s+)?cross[-\s]references\b")
        .expect("a fixed pattern")
});

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// The clause that is read.
    pub clause: ClauseIndex,
    /// What the policy has.
    pub labels: &'a Labels,
    /// The words before its list of cross references, when it has one.
    pub cross: Option<&'a str>,
}

/// Finds references to headings in a text.
pub fn find(text: &str, here: Here<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut add = |range: Range<usize>, target: &str| {
        found.push(Found {
            range,
            kind: Kind::Clause,
            target: target.to_string(),
            law: None,
        });
    };
    for hit in BEFORE.captures_iter(text) {
        let lead = hit.get(0).map_or(0..0, |m| m.range());
        if let Some((length, heading)) = here.labels.beginning(&text[lead.end..])
            && is_sent(text, &hit, lead.end, length)
        {
            add(lead.end..lead.end + length, heading);
        }
    }
    for hit in WAY.find_iter(text) {
        let ahead = text[..hit.start()].trim_end_matches([',', ' ', '”', '"', '’', '\'', '(']);
        if let Some((length, heading)) = here.labels.ending(ahead) {
            let start = ahead.len() - length;
            let capital = text[start..].starts_with(char::is_uppercase);
            let the = ends_with_word(&text[..start], "the");
            let directed = matches!(hit.as_str(), "above" | "below");
            if capital && (directed || the || quoted(text, start)) || the && !directed {
                add(start..hit.end(), heading);
            }
        }
    }
    for hit in ON.captures_iter(text) {
        if let Some((end, heading)) = about(text, &hit, here.labels) {
            add(hit.get(0).map_or(0, |m| m.start())..end, heading);
        }
    }
    set_out(text, here, &mut add);
    if let Some(cross) = here.cross {
        for hit in CROSS.find_iter(text) {
            add(hit.range(), cross);
        }
    }
    found
}

/// The one heading that has the words of "the section on federal funds", and where they end.
fn about<'a>(
    text: &str,
    hit: &regex::Captures<'_>,
    labels: &'a Labels,
) -> Option<(usize, &'a str)> {
    let about = hit.name("about")?;
    let (first, _) = about
        .as_str()
        .split_once(' ')
        .unwrap_or((about.as_str(), ""));
    let all = labels.with_word(first);
    if all.len() > MAX_HEADINGS || labels.beginning(&text[about.start()..]).is_some() {
        return None;
    }
    let ends = about.as_str().match_indices(' ').map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([about.len()]).collect();
    ends.into_iter().rev().find_map(|end| {
        let words = about.as_str()[..end].to_lowercase();
        let mut with = all
            .iter()
            .filter(|(_, h)| h.to_lowercase().contains(&words));
        let one = with.next().filter(|_| with.next().is_none());
        one.map(|(_, heading)| (about.start() + end, heading.as_str()))
    })
}

/// Whether the words after a lead are meant as a heading.
fn is_sent(text: &str, hit: &regex::Captures<'_>, start: usize, length: usize) -> bool {
    let rest = &text[start + length..];
    let quoted = !hit["quote"].is_empty();
    if quoted && !CLOSED.is_match(rest) {
        return false;
    }
    let printed = &text[start..start + length];
    let several = printed.contains(' ');
    let capital = printed.starts_with(char::is_uppercase);
    if hit.name("section").is_some() || AFTER.is_match(rest) {
        return true;
    }
    let lead = hit.name("see");
    let see = lead.map_or(String::new(), |m| m.as_str().to_lowercase());
    let said =
        lead.is_some_and(|m| SAID.is_match(&text[..m.start()][last_words(text, m.start())..]));
    // "under LIMITED USE": in the capitals of the heading.
    let loud = several && !printed.contains(char::is_lowercase);
    let whole = match see.as_str() {
        "in" => quoted && capital && said,
        _ => quoted || loud,
    };
    if whole {
        return true;
    }
    let joined = [" for ", " and ", " or ", " on "]
        .iter()
        .any(|w| rest.starts_with(w));
    let ends = rest.is_empty() || rest.starts_with([')', ']', '.', ';', ',']) || joined && several;
    let sends = match see.as_str() {
        "under" => several,
        "in" => said,
        _ => true,
    };
    capital && ends && sends && !quoted
}

/// Where the last words before an offset begin.
fn last_words(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.saturating_sub(30))
}

fn quoted(text: &str, start: usize) -> bool {
    text[..start].ends_with(['“', '"', '‘', '\''])
}

/// Headings with one word that are looked at; more of them make the word mean nothing.
const MAX_HEADINGS: usize = 20;

/// The one heading before or after that has the word; one that has the same phrase itself points
/// to another.
fn set_out(text: &str, here: Here<'_>, add: &mut impl FnMut(Range<usize>, &str)) {
    for hit in SET_OUT.captures_iter(text) {
        // "the criteria set forth below:" leads its own list in.
        if hit.get(0).is_some_and(|m| text[m.end()..].trim() == ":") {
            continue;
        }
        let phrase = hit.get(0).map_or("", |m| m.as_str()).to_lowercase();
        let all = here.labels.with_word(&hit["noun"]);
        let at = all.partition_point(|(at, _)| *at < here.clause);
        let side = match hit["way"].eq_ignore_ascii_case("above") {
            true => &all[..at],
            false => &all[at..],
        };
        let mut fitting = side.iter().take(MAX_HEADINGS).filter(|(at, heading)| {
            *at != here.clause && !heading.to_lowercase().contains(&phrase)
        });
        if let (Some((_, heading)), None) = (fitting.next(), fitting.next()) {
            add(hit.get(0).map_or(0..0, |m| m.range()), heading);
        }
    }
}
