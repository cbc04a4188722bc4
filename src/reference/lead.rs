//! Codes in running text without a word for them: "handled under 5255", "keeps to GCPD",
//! "the rules of 203 and 401.3".
//!
//! A code of the shape that the manual writes counts where the words before it lead to a text
//! and those after it do not make it a number of things or the name of an office.

use super::code::Place;
use super::evidence::{counts_something, spells};
use super::token::{Token, is_short_name, is_word};
use regex::Regex;
use std::sync::LazyLock;

/// Words after which a text is named that is followed.
static RULED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^a-z])(?:
            under | per | pursuant\s+to | (?:accordance|consistent|line|keeping|compliance|conformity|agreement|comply|complies)\s+with
          | according\s+to | (?:governed|covered|required|authori[sz]ed|permitted|allowed|provided|handled|regulated|controlled|limited|decided|heard|set|met)\s+by
          | (?:treated|described|outlined|defined|listed|named|explained|detailed|set\s+(?:out|forth)|prescribed|provided|stated|found|contained|specified|established|addressed|covered)\s+in
          | subject\s+to | (?:follow|observe|incorporate|implement|apply)(?:s|d|ed|ing)? | read | sees? | consult | refer\s+to | also | as
          | (?:rules?|requirements?|provisions?|terms|procedures?|process|steps|standards?|outline|limits?|duties|way|form|exceptions?|definitions?)\s+(?:of|in)
        )\s+$",
    )
    .expect("a fixed pattern")
});

/// Words that lead to many things, a text among them.
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z])(?:by|in|with|unless|of|and|or|through|using|complete|from|on|to|appendix:|attached:|form)\s+$")
        .expect("a fixed pattern")
});

/// Words that lead to a text of the policy's own section of the manual.
static NEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z])(?:by|in|with|but|unless)\s+$").expect("a fixed pattern")
});

/// What follows a code that is the object of such words.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\W*$|[)\].,;:/]|\s+\(|\s+[-–—]\s|,?\s+(?:and|or|but|shall|must|may|will|does|do|is|are|applies|apply|governs?|says?|allows?|requires?|provides?|directs?|prescribes?|states?|describes?|sets|tells?|demands?|permits?|lays|within|until|unless|on|instead|when|if|where|as|with|before|after|for|also|besides|then|here)\b)")
        .expect("a fixed pattern")
});

/// Words after which two letters are a code.
static SURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z])(?:under|pursuant\s+to|accordance\s+with|governed\s+by|as)\s+$")
        .expect("a fixed pattern")
});

/// A title of several words before a bracket: "School Safety Plans (8130)".
static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Z][a-z’'-]+\s+(?:(?:of|and|the|to|for|in|on|&)\s+)*[A-Z][a-z’'-]+\s+\($")
        .expect("a fixed pattern")
});

/// A title of several words after a code.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s+[-–—]\s+[A-Z][a-z]+\s+(?:(?:of|and|the|for)\s+)*[A-Z]")
        .expect("a fixed pattern")
});

/// Things that have numbers of their own.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:rooms?|box|locker|bus|flight|model|parts?|items?|lot|unit|suite|ext\.?|extension|building|wing|panel|grades?|level|road|route|highway|exit|serial|account|invoice|check|course|fund|object|function|asset|tag|badge|voucher|vendor|order|key|id|no\.|nos\.|number|table|figure|camera|boiler|chip|code|gate|station|channel|series|section|sections|chapter|title|article|s\.|§+)\s*$")
        .expect("a fixed pattern")
});

/// Whether running text leads to a code of the manual's own shape.
pub fn is_led(text: &str, token: &Token<'_>, place: Place<'_>) -> bool {
    let (before, rest) = (&text[..token.range.start], &text[token.range.end..]);
    let window = &before[before.floor_char_boundary(before.len().saturating_sub(60))..];
    if NUMBERED.is_match(window) {
        return false;
    }
    if token.is_suffixed() {
        return is_text_of(window, token, place);
    }
    if !ENDS.is_match(rest) {
        return false;
    }
    match token.is_letters() {
        true => leads_to_letters(text, token, place, window),
        false => leads_to_number(text, token, place, window),
    }
}

/// Regulations, exhibits and forms show by their codes what they are.
fn is_text_of(window: &str, token: &Token<'_>, place: Place<'_>) -> bool {
    let own_shape = match token.is_letters() {
        true => !place.manual.numbers && !is_short_name(token),
        false => token.has_dash() || place.manual.writes(token),
    };
    own_shape && (token.has_dash() || RULED.is_match(window) || LOOSE.is_match(window))
}

fn leads_to_letters(text: &str, token: &Token<'_>, place: Place<'_>, window: &str) -> bool {
    let manual = place.manual;
    if !manual.letters || !token.is_of_letter_manual() {
        return false;
    }
    let ruled = RULED.is_match(window);
    let led = match token.code.len() {
        2 => ruled && SURE.is_match(window),
        _ => ruled || manual.is_near(token) || manual.has_section(token) && NEAR.is_match(window),
    };
    let rest = &text[token.range.end..];
    let other = is_word(token) || is_short_name(token) || place.is_initials(token.code);
    led && !other && !is_loud(window, rest) && !spells(text, token.range.start, token.code)
}

fn leads_to_number(text: &str, token: &Token<'_>, place: Place<'_>, window: &str) -> bool {
    if !place.manual.writes(token) || token.is_year() || counts_something(text, token) {
        return false;
    }
    let rest = &text[token.range.end..];
    let pointed = place.manual.pointed && token.code.contains('.');
    let bracketed = rest.starts_with([')', ',', ';']) && TITLE_BEFORE.is_match(window);
    let round = token.is_plain_number() && token.code.ends_with("00");
    let titled = TITLED.is_match(rest) || token.code.starts_with('0');
    let led = RULED.is_match(window) || pointed && NEAR.is_match(window);
    bracketed || led && (!round || titled) || has_kin(rest, token)
}

/// "6700, 6700-R", "3241 and 3241P": its own regulation or form stands behind it.
fn has_kin(rest: &str, token: &Token<'_>) -> bool {
    let next = [", and ", " and ", " or ", " & ", ", "]
        .iter()
        .find_map(|gap| rest.strip_prefix(gap));
    let suffix = next.and_then(|n| n.strip_prefix(token.code));
    suffix.is_some_and(|s| s.starts_with(|c: char| c == '-' || c.is_ascii_uppercase()))
}

/// Whether a word in capitals stands beside it: both are words printed for force.
fn is_loud(before: &str, rest: &str) -> bool {
    let loud = |word: Option<&str>| {
        word.is_some_and(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let letters = |c: char| !c.is_ascii_alphanumeric();
    let ahead = before
        .strip_suffix(' ')
        .and_then(|b| b.rsplit(letters).next());
    let after = rest.strip_prefix(' ').and_then(|r| r.split(letters).next());
    loud(ahead) || loud(after)
}
