//! Policies named by their codes: "Policy 4140", "BP 1114 and AR 1114", "Policies RD and RDB",
//! "(cf. 4119.21 - Professional Standards)".
//!
//! A number is taken for a code only where something says so: a word before it, the code before
//! it in a list, or the block of cross references it stands in. Dates, amounts, room numbers and
//! sections of laws are none.

use super::block::{Part, Parts};
use super::evidence::{Word, counts_something, evidence, spells, title_after, word_before};
use super::found::{Found, Kind};
use super::label::Labels;
use super::listed::LOUD;
use super::manual::Manual;
use super::token::{Token, is_short_name, is_word, tokens};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands between two codes of a list.
static GAP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\)?\s*(?:[,;/&–—-]|and/or|and|or|through|thru|to|[,;]\s*(?:and|or|&))\s*(?:(?:its|the)\s+)?(?:(?:[Pp]olic(?:y|ies)|[Rr]egulations?|[Pp]rocedures?|[Gg]uidelines?|[Ee]xhibits?)\s+)?#?$")
        .expect("a fixed pattern")
});

/// Letter codes alone in brackets: `(GCPK GCPL-AR)`.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\((?P<list>[A-L][A-Z]{2,5}(?:-[A-Z]{1,3})?(?:[ ,;/]+[A-L][A-Z]{2,5}(?:-[A-Z]{1,3})?)*)\)",
    )
    .expect("a fixed pattern")
});

/// What is known where a text stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The code of the policy itself: no reference.
    pub own: Option<&'a str>,
    /// The code that the lines above the text print, where the own code is not known.
    pub printed: Option<&'a str>,
    /// How the manual writes its codes.
    pub manual: Manual,
    /// Initials that the text itself explains: no codes.
    pub initials: &'a HashSet<String>,
    /// True for lines above and between the text, which print the policy's own code.
    pub furniture: bool,
    /// True for a text that is no sentence.
    pub line: bool,
    /// The lists of references in the text.
    pub parts: &'a Parts,
    /// What the policy itself has.
    pub labels: &'a Labels,
    /// Laws that were found in the text, in order: their numbers are no codes.
    pub laws: &'a [Found],
}

/// Codes with one range, the last of which may be followed by more.
#[derive(Debug)]
struct Run {
    range: Range<usize>,
    targets: Vec<String>,
}

/// Finds the codes of policies in a text.
pub fn find(text: &str, place: Place<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut run: Option<Run> = None;
    // The end of the last code, with its title.
    let mut last = None;
    for token in tokens(text).iter().filter(|t| !in_law(t, place.laws)) {
        let listed = last.is_some_and(|end| goes_on(text, end, token, place));
        let glued = text[..token.range.start].ends_with('/');
        let worded = word_before(text, token);
        let start = match listed {
            true => Some(worded.as_ref().map_or(token.range.start, |w| w.start)),
            false if glued => None,
            false => evidence(text, token, place, last),
        };
        let Some(start) = start else { continue };
        if !listed || worded.is_some() {
            emit(run.take(), &mut found);
        }
        let part = place.part_at(token.range.start);
        let title = title_after(text, token, part);
        // With a word before it the code refers, and the title only tells what it is.
        let shown = title.filter(|_| worded.is_none());
        let end = shown.unwrap_or(token.range.end);
        let next = run.get_or_insert(Run {
            range: start..end,
            targets: Vec::new(),
        });
        next.range.end = end;
        match next
            .targets
            .last_mut()
            .filter(|last| listed && joins(text, last, token, place))
        {
            Some(last) => {
                last.push('/');
                last.push_str(token.code);
            }
            None => {
                let targets = named_as(text, token, worded.as_ref(), place, &found);
                next.targets.extend(targets);
            }
        }
        next.range.end = with_kinds(text, token, &mut next.targets).max(next.range.end);
        let end = next.range.end;
        last = title.or(Some(end));
        if title.is_some() {
            emit(run.take(), &mut found);
        }
    }
    emit(run, &mut found);
    if !place.manual.numbers && !place.furniture {
        bracketed(text, place, &mut found);
    }
    found.sort_by_key(|f| f.range.start);
    found.retain(|f| place.own.is_none_or(|own| !same_code(own, &f.target)));
    found
}

/// Finds the codes of policies in an item of a list of policies.
pub fn find_in_list(text: &str, own: Option<&str>) -> Vec<Found> {
    let place = Place {
        own,
        printed: None,
        manual: Manual::default(),
        initials: &HashSet::new(),
        furniture: false,
        line: false,
        parts: &vec![(0..text.len(), Part::Policies)],
        labels: &Labels::default(),
        laws: &[],
    };
    find(text, place)
}

/// The codes of a text that is nothing but codes: "KDCA, GBEB and JICJ". None for any other text.
pub fn only_codes(text: &str) -> Option<Vec<Range<usize>>> {
    let codes: Vec<Range<usize>> = tokens(text).into_iter().map(|t| t.range).collect();
    let joined = |gap: &str| matches!(gap.trim(), "," | "&" | "and" | ", and");
    let first = codes.first()?.start == 0;
    let last = codes.last()?.end == text.len();
    let listed = codes
        .windows(2)
        .all(|pair| joined(&text[pair[0].end..pair[1].start]));
    (first && last && listed).then_some(codes)
}

fn emit(run: Option<Run>, found: &mut Vec<Found>) {
    let Some(run) = run else { return };
    found.extend(run.targets.into_iter().map(|target| Found {
        range: run.range.clone(),
        kind: Kind::Policy,
        target,
        law: None,
    }));
}

/// Whether two codes are the same but for punctuation and case.
pub fn same_code(a: &str, b: &str) -> bool {
    let plain = |s: &str| {
        s.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_uppercase()
    };
    plain(a) == plain(b)
}

fn in_law(token: &Token<'_>, laws: &[Found]) -> bool {
    let next = laws.partition_point(|law| law.range.end <= token.range.start);
    laws.get(next)
        .is_some_and(|law| law.range.start < token.range.end)
}

impl Place<'_> {
    /// Whether the text explains these letters as the initials of something.
    pub fn is_initials(&self, letters: &str) -> bool {
        self.initials.contains(letters)
    }

    /// What the text is at an offset.
    pub fn part_at(&self, at: usize) -> Part {
        let next = self.parts.partition_point(|(range, _)| range.end <= at);
        self.parts.get(next).map_or(Part::Text, |(_, part)| *part)
    }

    /// The list that an offset stands in.
    pub fn part_range(&self, at: usize) -> Range<usize> {
        let next = self.parts.partition_point(|(range, _)| range.end <= at);
        self.parts
            .get(next)
            .map_or(0..0, |(range, _)| range.clone())
    }
}

/// The targets of a code. Where a policy and a regulation have one number, the regulation is
/// `R 5600`.
fn named_as(
    text: &str,
    token: &Token<'_>,
    word: Option<&Word<'_>>,
    place: Place<'_>,
    found: &[Found],
) -> Vec<String> {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bpolicy\s+(?:and|&)\s+(?:administrative\s+)?$").expect("a fixed pattern")
    });
    let targets = token.targets();
    let Some(word) = word.filter(|w| w.is_regulation() && token.kinds.is_empty()) else {
        return targets;
    };
    let ahead = &text[text.floor_char_boundary(word.start.saturating_sub(40))..word.start];
    let regulation = format!("R {}", token.code);
    if BOTH.is_match(ahead) {
        return vec![token.code.to_string(), regulation];
    }
    let own = place
        .own
        .or(place.printed)
        .is_some_and(|own| own == token.code);
    let last = found.last().is_some_and(|f| f.target == token.code);
    match token.is_plain_number() && (own || last) {
        true => vec![regulation],
        false => targets,
    }
}

/// "CY(LEGAL) and (LOCAL)", "03.13214 AP.1 and AP.12": other texts of the code before. Adds them
/// and says where they end.
fn with_kinds(text: &str, token: &Token<'_>, targets: &mut Vec<String>) -> usize {
    static KINDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:,\s*(?:and|or)|,|and|or|&)\s*(?P<kind>\((?:LOCAL|LEGAL|REGULATION|EXHIBIT)\)|AP\.[0-9]{1,3}\b)")
            .expect("a fixed pattern")
    });
    let bare = token.code.split(['(', ' ']).next().unwrap_or_default();
    let mut end = token.range.end;
    while let Some(hit) = KINDS
        .captures(&text[end..])
        .filter(|_| bare.len() < token.code.len())
    {
        let kind = &hit["kind"];
        if kind.starts_with('(') != token.code.contains('(') {
            break;
        }
        let gap = if kind.starts_with('(') { "" } else { " " };
        targets.push(format!("{bare}{gap}{kind}"));
        end += hit.get(0).map_or(0, |m| m.end());
    }
    end
}

/// Whether a code after a slash is another code of the policy before it: "policy BEDH/KE", and
/// "1725/4035/7236" in a manual whose policies have several numbers.
fn joins(text: &str, last: &str, token: &Token<'_>, place: Place<'_>) -> bool {
    let letters = last.starts_with(|c: char| c.is_ascii_uppercase()) && !last.contains(' ');
    let of_one = place.manual.slashes || letters && token.is_letters();
    of_one && text[..token.range.start].ends_with('/') && token.kinds.is_empty()
}

/// Whether a code goes on the list whose last code ends at an offset.
fn goes_on(text: &str, end: usize, token: &Token<'_>, place: Place<'_>) -> bool {
    let Some(gap) = text.get(end..token.range.start).filter(|g| g.len() < 40) else {
        return false;
    };
    // "po6110 - GRANT FUNDS": what follows is the title.
    let title =
        token.is_letters() && gap.starts_with(' ') && gap.trim().starts_with(['-', '–', '—']);
    let loud = LOUD.is_match(&text[token.range.end..]) && !token.is_suffixed();
    let word = token.is_letters() && (is_word(token) || is_short_name(token) || loud);
    // Letters do not go on a list of numbers, nor sums a list of letters.
    let digit = text[..end].ends_with(|c: char| c.is_ascii_digit());
    let letters = token.is_letters() && !token.is_suffixed() && place.manual.numbers && digit;
    let sum = token.is_plain_number() && place.manual.letters && !digit;
    let possible = !word && !title && !letters && !sum && !counts_something(text, token);
    let slash = gap.trim() == "/";
    possible && GAP.is_match(gap) && (slash || !token.is_year() || place.part_at(end) != Part::Text)
}

/// Codes alone in brackets, unless they are the initials of the words before them.
fn bracketed(text: &str, place: Place<'_>, found: &mut Vec<Found>) {
    for hit in BRACKETED.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let list = whole.start() + 1..whole.end() - 1;
        let codes = tokens(&text[list.clone()]);
        let letters = place.own.or(place.printed).is_some();
        let short = codes.len() == 1 && (!letters || codes[0].code.len() < 4);
        if short
            || codes
                .iter()
                .any(|c| spells(text, whole.start(), c.code) || is_word(c) || is_short_name(c))
        {
            continue;
        }
        let known = found
            .iter()
            .rev()
            .take(8)
            .any(|f| f.range.start <= list.start && f.range.end >= list.end);
        if !known {
            found.extend(codes.into_iter().map(|code| Found {
                range: list.clone(),
                kind: Kind::Policy,
                target: code.code.to_string(),
                law: None,
            }));
        }
    }
}
