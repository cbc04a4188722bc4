//! What says that a text of the shape of a code is one: a word before it, "see", the list it
//! stands in, its title.

use super::block::Part;
use super::code::{Place, same_code};
use super::lead::is_led;
use super::listed::is_listed;
use super::token::{Token, is_short_name, is_word};
use regex::Regex;
use std::sync::LazyLock;

/// The end of the text before a code, when it says that a code follows.
pub static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[^A-Za-z])(?P<word>
            (?:(?:[Bb]oard|[Dd]istrict|[Ss]chool|[Cc]ommittee|BOARD|[Aa]dministrative)\s)?
            (?: [Pp]olic(?:y|ies) | POLIC(?:Y|IES) | [Rr]egulations? | REGULATIONS?
              | [Gg]uidelines? | [Pp]rocedures? | PROCEDURES? | [Rr]ules? | [Ee]xhibits? | [Bb]ylaws? | Pol\. )
        )\s*(?:[Gg]uides?\s+)?(?P<open>[(\[]?)(?:(?:[Nn]os?\.?|[Nn]umbers?|[Cc]odes?|[Ss]ections?|[Ss]eries)\s*)?:?\s*\#?$",
    )
    .expect("a fixed pattern")
});

/// The end of the text before a code, when it sends the reader there.
static SEE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:^|[^a-z])(?:see(?:\s+also)?|cf\.?|refer\s+(?:also\s+)?to|consult)|[(\[]also)\s*:?\s*#?$")
        .expect("a fixed pattern")
});

/// The title after a code: `- Computers and the Internet`, `(Conduct of Employees)`.
pub static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<sign>\s*[-–—]{1,2}\s*|\s*:\s+|,\s+|\s+\(|\s+)(?P<title>[A-Z][a-z][A-Za-z’'/-]*(?:(?:[:,]?\s+|\s*[/&]\s*)(?:of|and|the|to|for|in|on|by|with|or|a|an|from|[A-Z][a-z][A-Za-z’'/-]*)\b)*)(?P<close>\)?)",
    )
    .expect("a fixed pattern")
});

/// A title in brackets.
static IN_BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s+\([A-Z][a-z][^()\n]{1,120}\)").expect("a fixed pattern"));

/// The last bytes before an offset.
pub fn before(text: &str, at: usize, bytes: usize) -> &str {
    &text[text.floor_char_boundary(at.saturating_sub(bytes))..at]
}

/// "Policy 4140 and 500 students": a number of things.
pub fn counts_something(text: &str, token: &Token<'_>) -> bool {
    let rest = &text[token.range.end..];
    let word: &str = rest
        .strip_prefix(' ')
        .and_then(|r| r.split(|c: char| !c.is_alphabetic()).next())
        .unwrap_or_default();
    token.is_plain_number()
        && word.starts_with(|c: char| c.is_lowercase())
        && word.ends_with('s')
        && word.len() > 4
        && !matches!(
            word,
            "applies" | "governs" | "requires" | "allows" | "permits" | "prohibits"
        )
}

/// A word that says that a code follows.
pub struct Word<'a> {
    /// As printed.
    text: &'a str,
    /// Where the reference begins: at the word, or at the code in brackets.
    pub start: usize,
    /// True when the code stands in brackets.
    open: bool,
}

impl Word<'_> {
    /// "Regulation": of one number there are a policy and a regulation.
    pub fn is_regulation(&self) -> bool {
        self.text.ends_with("egulation")
    }
}

/// The word directly before a code.
pub fn word_before<'a>(text: &'a str, token: &Token<'_>) -> Option<Word<'a>> {
    let ahead = before(text, token.range.start, 60);
    let hit = WORD.captures(ahead)?;
    let word = hit.name("word")?;
    let open = !hit["open"].is_empty();
    let start = token.range.start - ahead.len() + word.start();
    Some(Word {
        text: word.as_str(),
        start: if open { token.range.start } else { start },
        open,
    })
}

/// Where a reference to this code begins, when something says that it is one.
pub fn evidence(
    text: &str,
    token: &Token<'_>,
    place: Place<'_>,
    last: Option<usize>,
) -> Option<usize> {
    let start = token.range.start;
    let part = place.part_at(start);
    let ahead = before(text, start, 60);
    if token.is_letters() && is_word(token) {
        return None;
    }
    if SEE.is_match(ahead) {
        return is_seen(text, token, place).then_some(start);
    }
    let word = word_before(text, token);
    if part != Part::Text && part != Part::Laws && is_listed(text, token, place, last) {
        return Some(word.map_or(start, |w| w.start));
    }
    if place.furniture {
        return None;
    }
    if let Some(word) = word {
        let loud = !word.text.contains(char::is_lowercase);
        let initials = word.open && (is_short_name(token) || spells(text, start, token.code));
        let head = initials || loud && place.printed.is_some_and(|own| same_code(own, token.code));
        return (!head && is_named(text, token, word.text, place)).then_some(word.start);
    }
    let own = place.printed.is_some_and(|own| same_code(own, token.code));
    let shown = token.is_plain_to_see() && !(place.line && own);
    let plain = !token.kinds.is_empty()
        || shown
        || is_titled(text, token, place)
        || is_led(text, token, place);
    plain.then_some(start)
}

/// Whether the rest of the text begins with a word in capitals.
fn capitals_follow(text: &str, token: &Token<'_>) -> bool {
    let mut rest = text[token.range.end..].chars().skip(1);
    let two = [rest.next(), rest.next()];
    text[token.range.end..].starts_with(' ')
        && two.iter().all(|c| c.is_some_and(|c| c.is_uppercase()))
}

/// A code after a word: "Policy 4140".
fn is_named(text: &str, token: &Token<'_>, word: &str, place: Place<'_>) -> bool {
    let lower = word.to_lowercase();
    let policy = lower.contains("polic") || lower.starts_with("pol.");
    if token.is_letters() {
        let loud = !word.contains(char::is_lowercase);
        let bare = token.code.len() == 2 || loud;
        let rest = &text[token.range.end..];
        let name = is_short_name(token)
            && rest
                .strip_prefix(' ')
                .is_some_and(|r| r.starts_with(char::is_lowercase));
        let loud_words = bare && capitals_follow(text, token);
        return !name && !loud_words;
    }
    let long = token.code.bytes().take_while(u8::is_ascii_digit).count() >= 4;
    if lower.contains("rule") && !long {
        return false;
    }
    if token.is_short_decimal() && (!policy && place.labels.has(token.code)) {
        return false;
    }
    let several = lower.ends_with('s') || !word.contains(char::is_uppercase);
    policy || !several || !token.is_year()
}

/// A code after "see": `(cf. 4119.21 - Professional Standards)`, `[See DFX]`, "See 6.4.1."
fn is_seen(text: &str, token: &Token<'_>, place: Place<'_>) -> bool {
    let rest = &text[token.range.end..];
    let title = TITLE.captures(rest);
    let words = title
        .as_ref()
        .map_or(0, |t| t["title"].split_whitespace().count());
    let spaced = title.as_ref().is_some_and(|t| t["sign"].trim().is_empty());
    let ends = rest.trim_start().is_empty()
        || rest.starts_with([')', ']', ',', ';', '.', '/', ':'])
        || [" and ", " or ", " series"]
            .iter()
            .any(|s| rest.starts_with(s))
        || words > 0 && !spaced
        || words > 1;
    if token.is_letters() {
        return ends
            && !place.manual.numbers
            && token.is_of_letter_manual()
            && !is_short_name(token);
    }
    if token.is_short_decimal() && place.labels.has(token.code) {
        return false;
    }
    ends && (!token.is_year() || words > 0 && !spaced)
}

/// Letters with their title in a sentence: "are treated in JFCEK, Students and Their Devices."
fn is_titled(text: &str, token: &Token<'_>, place: Place<'_>) -> bool {
    if !token.is_letters() || token.code.len() < 3 || place.manual.numbers || is_short_name(token) {
        return false;
    }
    let Some(title) = TITLE.captures(&text[token.range.end..]) else {
        return false;
    };
    let ahead = before(text, token.range.start, 12).trim_end();
    let led = ["in", "under", "with", "by", "per", "to", "and", "of"]
        .iter()
        .any(|w| {
            ahead.ends_with(w) && !ahead[..ahead.len() - w.len()].ends_with(char::is_alphabetic)
        });
    let several = title["title"].split_whitespace().count() > 2;
    let sign = title["sign"].trim();
    led && several && (sign == "," || sign == "-" || sign == "–" || sign == "—")
}

/// The end of the title after a code, when it clearly is one.
pub fn title_after(text: &str, token: &Token<'_>, part: Part) -> Option<usize> {
    let rest = &text[token.range.end..];
    // In a list, all in the brackets: "6:170 (Title I Programs)".
    if part != Part::Text
        && let Some(title) = IN_BRACKETS.find(rest)
    {
        return Some(token.range.end + title.end());
    }
    let hit = TITLE.captures(rest)?;
    let words = hit["title"].split_whitespace().count();
    let sign = hit["sign"].trim();
    let bracket = sign == "(";
    if bracket && hit["close"].is_empty() {
        return None;
    }
    let marked = bracket || sign.starts_with(['-', '–', '—']);
    let first = hit["title"].split_whitespace().next().unwrap_or_default();
    let sentence = matches!(
        first,
        "The"
            | "For"
            | "In"
            | "This"
            | "All"
            | "Each"
            | "Any"
            | "No"
            | "If"
            | "When"
            | "Employees"
            | "Staff"
            | "Students"
    );
    let sure = marked && (words > 1 || !sentence) || part != Part::Text || words > 1 && !sentence;
    let close = if bracket { hit["close"].len() } else { 0 };
    let title = hit.name("title")?;
    let length = title.start() + without_small_end(title.as_str()).len();
    sure.then(|| token.range.end + length + close)
}

/// The end of the words after a code that can only be its title; after a comma something else may
/// follow.
pub fn title_end(text: &str, code_end: usize) -> Option<usize> {
    let hit = TITLE.captures(&text[code_end..])?;
    let comma = hit["sign"].starts_with(',');
    let title = hit.name("title").filter(|_| !comma)?;
    Some(code_end + title.end())
}

/// A title without the small words that lead on from it: "Secondary Attendance, to".
fn without_small_end(title: &str) -> &str {
    let mut rest = title;
    while let Some((head, last)) = rest.rsplit_once(' ') {
        if !last.starts_with(char::is_lowercase) {
            break;
        }
        rest = head.trim_end_matches([',', ':', ' ']);
    }
    rest
}

/// Whether letters are the initials of the words before an offset.
pub fn spells(text: &str, at: usize, code: &str) -> bool {
    let words = text[..at].split_whitespace().rev().take(8);
    let initials: String = words
        .filter_map(|w| w.chars().find(|c| c.is_alphabetic()))
        .collect();
    let initials = initials.to_uppercase();
    code.chars().all(|c| initials.contains(c))
}

/// The initials that a text explains: `SRO` of "school resource officer (SRO)".
pub fn explained(text: &str) -> impl Iterator<Item = String> + '_ {
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\((?:the )?[“\x22]?([A-Z]{2,6})[”\x22]?\)").expect("a fixed pattern")
    });
    let hits = BRACKETED.captures_iter(text);
    hits.filter(|hit| {
        let start = hit.get(0).map_or(0, |m| m.start());
        spells(text, start, &hit[1])
    })
    .map(|hit| hit[1].to_string())
}

/// Whether a text ends with a word that says that a code follows, also one for the own code.
pub fn is_after_word(text: &str) -> bool {
    static OWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:code|file)\s*:\s*$").expect("a fixed pattern"));
    let ahead = before(text, text.len(), 60);
    WORD.is_match(ahead) || OWN.is_match(ahead)
}
