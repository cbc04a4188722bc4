//! How a manual writes its codes, as the code of one of its policies shows.
//!
//! In a manual of numbers, letters in capitals are words and initials; in one of letters, numbers
//! of three or four digits count other things. A code of the manual's own shape needs less beside
//! it to be taken for one ([`super::lead`]).

use super::evidence::is_after_word;
use super::token::{Token, is_short_name, is_word, tokens};
use regex::Regex;
use std::sync::LazyLock;

/// The shape of the codes of a manual; without a known code of it, no shape.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manual {
    /// Codes are numbers.
    pub numbers: bool,
    /// Codes are letters.
    pub letters: bool,
    /// One policy has several codes: `1710/4021/7230`.
    pub slashes: bool,
    /// The first letters of a code of letters: its section.
    section: Option<[char; 2]>,
    /// Numbers begin with a zero: `09.426`.
    padded: bool,
    /// Numbers have a colon: `7:190`.
    colons: bool,
    /// Numbers have a point: `805.1`.
    pub pointed: bool,
    /// Digits of a number before its first sign: 3 for `403.1R`.
    digits: usize,
}

impl Manual {
    /// The manual that a policy of this code is of.
    pub fn of(code: &str) -> Manual {
        // "AR 1114": letters that say what the code is of.
        let bare = code.rsplit(' ').next().unwrap_or(code);
        let capitals = bare.bytes().take_while(u8::is_ascii_uppercase).count();
        let numbers = code.bytes().filter(u8::is_ascii_digit).count() > 2;
        Manual {
            numbers,
            letters: !numbers && capitals > 1,
            slashes: code.contains('/'),
            section: section(bare).filter(|_| !numbers && capitals > 1),
            padded: bare.starts_with('0'),
            colons: bare.contains(':'),
            pointed: bare.contains('.'),
            digits: whole_digits(bare),
        }
    }

    /// The manual of a text that prints no code of its own, by codes that can be nothing else.
    pub fn seen_in<'a>(mut texts: impl Iterator<Item = &'a str>) -> Manual {
        let letters = |text: &str| {
            let tokens = tokens(text);
            tokens.iter().any(|t| t.is_letters() && t.is_plain_to_see())
        };
        Manual {
            letters: texts.any(letters),
            ..Manual::default()
        }
    }

    /// Whether a number is written as those of the manual: with as many digits before its first
    /// sign.
    pub fn writes(&self, token: &Token<'_>) -> bool {
        let digits = whole_digits(token.code);
        if let Some((_, page)) = token.code.split_once(':') {
            // "8:15" is a time.
            return self.colons && page.parse::<u32>().is_ok_and(|n| n > 59);
        }
        // "09.426": two digits count other things, but for the zero before them.
        let padded = self.padded && token.code.starts_with('0') && token.code.len() > 4;
        self.numbers && (digits > 2 || padded) && digits == self.digits
    }

    /// Whether a code of letters is of the policy's own section.
    pub fn has_section(&self, token: &Token<'_>) -> bool {
        self.section.is_some_and(|s| token.code.starts_with(s[0]))
    }

    /// Whether a code of letters begins as the policy's own does: JFCD beside JFC.
    pub fn is_near(&self, token: &Token<'_>) -> bool {
        let mut own = self.section.into_iter().flatten();
        let mut letters = token.code.chars().take(2);
        self.letters && letters.all(|l| own.next() == Some(l))
    }
}

fn section(code: &str) -> Option<[char; 2]> {
    let mut letters = code.chars();
    Some([letters.next()?, letters.next()?])
}

fn whole_digits(code: &str) -> usize {
    let number = code.trim_start_matches(|c: char| c.is_ascii_lowercase());
    number.bytes().take_while(u8::is_ascii_digit).count()
}

/// The code that the lines above a text print: after a word for it; else alone, or at an end of a
/// line.
pub fn printed_code<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let named = lines.clone().find_map(|line| code_in(line, is_named));
    named.or_else(|| lines.into_iter().find_map(|line| code_in(line, is_placed)))
}

fn code_in(line: &str, is_own: fn(&str, &Token<'_>) -> bool) -> Option<String> {
    let tokens = tokens(line);
    let code = tokens.iter().find(|t| is_possible(t) && is_own(line, t))?;
    let mut own = code.targets().into_iter().next()?;
    own.push_str(&slashed(&line[code.range.end..]));
    Some(own)
}

/// Words of titles in capitals and initials have the shape of letter codes.
fn is_possible(token: &Token<'_>) -> bool {
    let code = token.is_of_letter_manual() && token.code.len() < 6 || token.is_suffixed();
    let word = is_word(token) || is_short_name(token);
    !token.is_year() && (!token.is_letters() || code && !word)
}

/// The other codes of a policy that has several: `/4021/7230`.
fn slashed(rest: &str) -> String {
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:/(?:[A-Z]{2,6}|[0-9]{3,4})\b)+").expect("a fixed pattern")
    });
    MORE.find(rest)
        .map_or(String::new(), |m| m.as_str().to_string())
}

/// What has a number of its own in the head of a page: "School District No. 499", "SAU 119".
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bdistrict|\bschools?|\b(?:isd|cisd|usd|cusd|rsu|sau|msad|sd|unit|box|room|phone|page|of|updated?|issued?|rev))\s*(?:(?:no\.?|nos\.|number)\s*|#\s*|:\s*)?$|#\s*$")
        .expect("a fixed pattern")
});

fn is_named(line: &str, token: &Token<'_>) -> bool {
    is_after_word(&line[..token.range.start])
}

fn is_placed(line: &str, token: &Token<'_>) -> bool {
    let (before, after) = (&line[..token.range.start], &line[token.range.end..]);
    let signs = |s: &str| !s.contains(char::is_alphanumeric);
    let at_end = signs(before) || signs(after);
    let alone = signs(before) && signs(after);
    let number = token.code.contains(|c: char| c.is_ascii_digit());
    let small = line.contains(char::is_lowercase);
    let titled = signs(before) && (after.starts_with(" - ") || after.starts_with(" – "));
    let apart = signs(after) && (before.ends_with("   ") || before.ends_with('\t'));
    let other = OTHER.is_match(before);
    !other && (alone || titled || apart || at_end && (number || small))
}
