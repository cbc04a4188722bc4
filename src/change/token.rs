//! The words of a text by what they say: "thirty (30) days" and "30 days" are one word.

use super::lists::Lists;
use crate::language::{any_of, read_date};
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// Any other.
    Word,
    /// It adds nothing.
    Empty,
    /// A time with its number: "ten school days".
    Time,
    /// Another number.
    Count,
    Date,
    /// A time of the day.
    Clock,
    /// A law, policy or clause that is cited.
    Cited,
    /// The name of a district.
    Named,
    Superior,
    Person,
    /// How soon, how often.
    Soon,
    /// It makes a duty weaker.
    Soft,
    /// It makes a duty stronger.
    Hard,
}

/// A word, or several that say one thing.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub range: Range<usize>,
    pub class: Class,
    /// What it says, whatever its number and its form.
    pub name: String,
    /// The same, where a plural is another word than its singular.
    pub strict: String,
}

/// The words of a text. `cited` are its citations, each with what it names.
pub(super) fn tokens(text: &str, cited: &[(Range<usize>, String)]) -> Vec<Token> {
    let mut taken = Taken::default();
    for (range, name) in cited {
        taken.put(range.clone(), Class::Cited, name.clone());
    }
    dates(text, &mut taken);
    numbers(text, &mut taken);
    names(text, &mut taken);
    let lists = Lists::get();
    for (at, range) in lists.phrases.find(text, "s") {
        let (class, name) = &lists.of_phrase[at];
        let plural = text[range.end..].strip_prefix('s');
        let ends = plural.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let end = range.end + usize::from(ends);
        taken.put(range.start..end, *class, name.clone());
    }
    let mut out: Vec<Token> = Vec::new();
    let mut from = 0;
    for (start, (end, class, name)) in taken.all {
        words(text, from..start, &mut out);
        out.push(Token {
            range: start..end,
            class,
            strict: strict_of(&text[start..end], class, &name),
            name,
        });
        from = end;
    }
    words(text, from..text.len(), &mut out);
    out
}

/// "employee" and "employees" have one name, and are not one word.
fn strict_of(text: &str, class: Class, name: &str) -> String {
    match class {
        Class::Person | Class::Superior if text.ends_with('s') => format!("{name}s"),
        _ => name.to_string(),
    }
}

/// Texts that are one word, by where they begin; none overlaps another.
#[derive(Default)]
struct Taken {
    all: BTreeMap<usize, (usize, Class, String)>,
}

impl Taken {
    /// Adds a text, where nothing has been taken before.
    fn put(&mut self, range: Range<usize>, class: Class, name: String) {
        let before = self.all.range(..range.end).next_back();
        if before.is_none_or(|(_, (end, ..))| *end <= range.start) {
            self.all.insert(range.start, (range.end, class, name));
        }
    }
}

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{M}\p{N}]+(?:['’.\-‐‑][\p{L}\p{M}\p{N}]+)*").expect("a pattern")
});

fn words(text: &str, range: Range<usize>, out: &mut Vec<Token>) {
    let lists = Lists::get();
    for hit in WORD.find_iter(&text[range.clone()]) {
        let word = hit.as_str().to_lowercase().replace('’', "'");
        let plain = word.strip_suffix("'s").unwrap_or(&word);
        let strict: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        let strict = lists.spelling.get(&strict).cloned().unwrap_or(strict);
        out.push(Token {
            range: range.start + hit.start()..range.start + hit.end(),
            class: if lists.written.empty.contains(&strict) {
                Class::Empty
            } else {
                Class::Word
            },
            name: singular(&strict),
            strict,
        });
    }
}

/// A word without the ending of a plural or of a verb's third person.
fn singular(word: &str) -> String {
    let ends = |tails: &[&str]| tails.iter().any(|tail| word.ends_with(tail));
    if word.len() < 4 || ends(&["ss", "us", "is"]) || !word.ends_with('s') {
        return word.to_string();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let cut = if ends(&["sses", "shes", "ches", "xes", "zes"]) {
        2
    } else {
        1
    };
    word[..word.len() - cut].to_string()
}

const MONTHS: &str =
    "January|February|March|April|May|June|July|August|September|October|November|December";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"\b(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|\b(?:{MONTHS}),?\s+\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b(?:19|20)\d\d\s?[-–—]\s?(?:19|20)?\d\d\b|\b(?:19|20)\d\d\b"
    ))
    .expect("a pattern")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap])(?:\.m\.|m\b)|\b(?:noon|midnight)\b",
    )
    .expect("a pattern")
});

fn dates(text: &str, taken: &mut Taken) {
    for hit in DATE.find_iter(text) {
        let alone = stands_alone(text, &hit.range());
        let read = read_date(hit.as_str()).map(|read| read.date.to_string());
        let plain = || {
            let years = hit.as_str().split(['-', '–', '—']);
            let years: Vec<&str> = years.map(str::trim).collect();
            years.join("-").to_lowercase()
        };
        if alone {
            let name = read.unwrap_or_else(|_| plain());
            taken.put(hit.range(), Class::Date, name);
        }
    }
    for hit in CLOCK.captures_iter(text) {
        let part = |name: &str| hit.name(name).map_or("", |m| m.as_str());
        let range = hit.get(0).map_or(0..0, |m| m.range());
        let minute = match part("minute") {
            "" => "00",
            minute => minute,
        };
        let name = match part("hour") {
            "" => text[range.clone()].to_lowercase(),
            hour => format!("{hour}:{minute} {}m", part("half").to_lowercase()),
        };
        taken.put(range, Class::Clock, name);
    }
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let lists = &Lists::get().written;
    let bounds: Vec<String> = lists.bounds.iter().flatten().cloned().collect();
    let numbers: Vec<String> = lists.numbers.keys().cloned().collect();
    let units: Vec<String> = lists.times.iter().chain(&lists.units).cloned().collect();
    let (bounds, numbers) = (any_of(&bounds), any_of(&numbers));
    let (units, kinds) = (any_of(&units), any_of(&lists.kinds));
    // Bounded, so that no text is read again and again from each of its words.
    let figures = r"\$?\d+(?:,\d{3}){0,4}(?:\.\d+)?";
    Regex::new(&format!(
        r"(?i)(?:\b(?P<bound>{bounds})\s+)?(?:\b(?P<word>{numbers})\b(?:\s*\((?P<inner>{figures})\s*(?P<sign>%)?\))?|(?P<figures>{figures}))(?P<kinds>(?:(?:\s+|-)(?:{kinds})\b){{0,2}})(?:(?:\s+|-)(?P<unit>{units})s?\b|\s*(?P<share>%|percent\b)(?:\s*\({figures}\s*%?\))?)?"
    ))
    .expect("the built-in data is tested")
});

fn numbers(text: &str, taken: &mut Taken) {
    for hit in NUMBER.captures_iter(text) {
        let Some(range) = hit.get(0).map(|m| m.range()) else {
            continue;
        };
        if let Some((class, name)) = number(&hit).filter(|_| stands_alone(text, &range)) {
            taken.put(range, class, name);
        }
    }
}

/// What a number says; none for a "one" that counts nothing.
fn number(hit: &Captures<'_>) -> Option<(Class, String)> {
    let lists = &Lists::get().written;
    let part = |name: &str| hit.name(name).map_or("", |m| m.as_str());
    let unit = part("unit").to_lowercase();
    let share = !part("share").is_empty() || !part("sign").is_empty();
    let word = part("word").to_lowercase();
    if matches!(word.as_str(), "one" | "hundred")
        && unit.is_empty()
        && !share
        && part("inner").is_empty()
    {
        return None;
    }
    let figures = [part("inner"), part("figures")].concat();
    let money = figures.starts_with('$') || unit == "dollar";
    let figures = figures.trim_start_matches('$').replace(',', "");
    let figures = match figures.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole.to_string(),
        _ => figures,
    };
    let value = match figures.is_empty() {
        true => lists.numbers.get(&word)?.to_string(),
        false => figures,
    };
    let bound = part("bound").to_lowercase();
    let bound = lists.bounds.iter().find(|row| row.contains(&bound));
    let bound = bound.and_then(|row| row.first()).map_or("", String::as_str);
    let kinds = part("kinds").to_lowercase().replace('-', " ");
    let unit_name = match (share, money) {
        (true, _) => "percent",
        (_, true) => "dollar",
        _ => &unit,
    };
    let class = match lists.times.contains(&unit) {
        true => Class::Time,
        false => Class::Count,
    };
    let words = [bound, &value, kinds.trim(), unit_name];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    Some((class, words.join(" ")))
}

/// Not a part of a code or of another number: "28A.600", "401-2".
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let next = after.next();
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '§');
    let goes_on = matches!(next, Some('.' | '-' | '(' | ':' | '/'))
        && after.next().is_some_and(char::is_alphanumeric);
    let goes_on = goes_on && text[range.clone()].ends_with(|c: char| c.is_ascii_digit());
    !before.is_some_and(|c| joined(c) || matches!(c, '.' | '-' | ':' | '/'))
        && !next.is_some_and(joined)
        && !goes_on
}

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let institutions = any_of(&Lists::get().written.institutions);
    let word = r"[A-Z][\p{L}.'’]*";
    Regex::new(&format!(
        r"\b{word}(?:[ -]{word}){{0,5}}? (?:{institutions})\b"
    ))
    .expect("the built-in data is tested")
});

/// The names of districts: "Fernhill Community School District".
fn names(text: &str, taken: &mut Taken) {
    for hit in NAME.find_iter(text) {
        let name = hit.as_str();
        let the = name.strip_prefix("The ").map_or(0, |_| "The ".len());
        let words = name[the..].to_lowercase();
        // "The School District" is no name.
        let institutions = &Lists::get().written.institutions;
        if !institutions.iter().any(|i| i.to_lowercase() == words) {
            taken.put(hit.start() + the..hit.end(), Class::Named, words);
        }
    }
}

/// The names of districts that stand in a text.
pub(super) fn names_in(text: &str) -> Vec<String> {
    let mut taken = Taken::default();
    names(text, &mut taken);
    taken.all.into_values().map(|(_, _, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn read(text: &str) -> Vec<String> {
        tokens(text, &[]).into_iter().map(|t| t.name).collect()
    }

    #[test]
    fn what_says_one_thing_is_one_word() {
        for (a, b) in [
            ("within 30 days", "within thirty (30) days"),
            ("$1,250.00 a year", "$1250 a year"),
            ("5 percent", "five percent (5%)"),
            ("by 9:00 p.m.", "by 9 PM"),
            ("staff e-mail", "Staff email"),
            ("is required to file", "shall file"),
            ("at least two parents", "no fewer than 2 parents"),
            ("July 1, 2024", "July 1st, 2024"),
        ] {
            assert_eq!(read(a), read(b));
        }
        for (a, b) in [
            ("30 days", "30 school days"),
            ("one of them", "two of them"),
            ("employee", "employer"),
            ("May 3", "may 3"),
            ("shall not", "shall"),
        ] {
            assert_ne!(read(a), read(b));
        }
    }

    #[test]
    fn numbers_of_codes_are_none() {
        assert_eq!(read("28A.600.477"), ["28a600477"]);
        assert_eq!(read("grade 6-8"), ["grade", "68"]);
    }
}
