//! Codes in lists of policies, with their titles after them or before them.

use super::block::Part;
use super::code::Place;
use super::evidence::{TITLE, WORD, before};
use super::token::{Token, is_short_name, is_word, tokens};
use regex::Regex;
use std::sync::LazyLock;

/// A title in capitals after a code: `- STUDENT RECORDS`.
static LOUD_TITLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s+[-–—]+\s+[A-Z]{2,}").expect("a fixed pattern"));

/// What stands between a code and its title.
static DASH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s+[-–—]+\s+$").expect("a fixed pattern"));

/// A word in capitals one space on: both are words of a title.
pub static LOUD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ [A-Z]{2,}(?:\W|$)").expect("a fixed pattern"));

/// A title before a code, at the end of the text before it.
static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Z][a-z’'-]+\s+(?:(?:of|and|the|to|for|in|on|&)\s+)*[A-Z][a-z’'-]+\s+$")
        .expect("a fixed pattern")
});

/// An item of a list of policies: the code first, or, as some print it, the title first.
pub fn is_listed(text: &str, token: &Token<'_>, place: Place<'_>, last: Option<usize>) -> bool {
    let start = token.range.start;
    let part_end = place.part_range(start).end.max(token.range.end);
    let rest = &text[token.range.end..part_end];
    let title = TITLE.is_match(rest) || LOUD_TITLE.is_match(rest);
    let titled = title && rest.trim_start().starts_with(['-', '–', '—', ',']);
    let numbered = rest
        .strip_prefix(' ')
        .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    let ends = rest.trim_start().is_empty() || rest.starts_with([')', ',', ';', '/']);
    if token.is_letters() {
        let first = starts_item(text, start, place, last);
        let long = token.code.len() > 5 && !place.manual.is_near(token);
        let free =
            token.is_suffixed() || !long && !place.manual.numbers && token.is_of_letter_manual();
        let quiet = !LOUD.is_match(rest) && !loud_before(text, start);
        return first
            && free
            && (quiet || token.is_suffixed())
            && !numbered
            && (!is_short_name(token) || titled && place.manual.letters)
            && (title || ends || code_follows(rest));
    }
    let first = starts_item(text, start, place, last);
    if first && (title || !token.is_year()) {
        return title || ends || code_follows(rest);
    }
    let begins = place.part_range(start).start;
    let ahead = before(text, start, 60);
    let ahead = &ahead[ahead.len() - ahead.len().min(start - begins)..];
    let words = ahead
        .rsplit(' ')
        .find(|w| !w.is_empty())
        .unwrap_or_default();
    let of_law = matches!(
        words,
        "Section" | "Title" | "Chapter" | "Part" | "Code" | "Act" | "Law" | "No"
    );
    let sure = place.part_at(start) == Part::Policies || token.code.len() > 5;
    sure && !of_law && !token.is_year() && (ends || title) && TITLE_BEFORE.is_match(ahead)
}

/// Whether a word in capitals stands one space before.
fn loud_before(text: &str, start: usize) -> bool {
    let Some(ahead) = text[..start].strip_suffix(' ') else {
        return false;
    };
    let word = ahead.rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase()))
}

fn code_follows(rest: &str) -> bool {
    let ahead = &rest[..rest.floor_char_boundary(24)];
    let tokens = tokens(ahead);
    let first = tokens.first().filter(|t| t.range.start < 7);
    first.is_some_and(|t| !is_word(t) && !is_short_name(t))
}

/// Whether nothing but signs stands between the item before and an offset.
fn starts_item(text: &str, start: usize, place: Place<'_>, last: Option<usize>) -> bool {
    let from = place
        .part_range(start)
        .start
        .max(last.unwrap_or(0))
        .min(start);
    if start - from > 60 && !before(text, start, 60).contains(';') {
        return false;
    }
    let gap = before(text, start, (start - from).min(60));
    let gap = gap.rsplit(';').next().unwrap_or_default();
    // "po6110 - GRANT FUNDS": the title of the code before it.
    if last == Some(from)
        && text[start..].starts_with(|c: char| c.is_ascii_uppercase())
        && DASH.is_match(gap)
    {
        return false;
    }
    let sign = |c: char| !c.is_alphanumeric() || "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c);
    gap.chars().all(sign) || WORD.is_match(gap)
}
