//! Laws cited in a text: one pass over an automaton of names, then a small parser for what stands
//! around the name. A section sign is never needed, because policies often leave it out.

use super::citator::{Citator, Cited, Entry, Meaning};
use super::entry::{NameOrder, TitlePlace};
use super::found::{Found, Kind, ends_with_word};
use super::join::join_names;
use super::section::{List, SIGN, Section, Wanted};
use regex::{Captures, Regex};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A title's number before the name: `20 U.S.C.`, `281-IAC`, `05-071 C.M.R.`; never the end of a
/// longer number.
static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9A-Za-z./-]|[^0-9]\.)(?P<t>(?:[0-9]{2}-[0-9]{3}|[0-9]{1,3})(?:-[A-Z])?)(?:\s*|-)$")
        .expect("a fixed pattern")
});
/// `Title 19, Texas Administrative Code`
static TITLE_SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[Tt]itle\s+(?P<t>[0-9]{1,3}(?:-?[A-Z])?)\s*,?\s*(?:of\s+(?:the\s+)?)?$")
        .expect("a fixed pattern")
});
/// The number of a title after a name that ends with the word for it.
static TITLE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<t>[0-9]{1,3}[A-Z]?\b)\s*[,:]?").expect("a fixed pattern")
});
/// What makes of the name of an act the name of a person or a paper: "FOIA Coordinator".
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s(?:(?:Compliance|Building|District|School)\s)?(?:Coordinators?|Officers?|Liaisons?|Team|Committee|Administrators?|Procedures|Guidelines|Forms?)\b")
        .expect("a fixed pattern")
});
/// Bytes before a name in which its sections are looked for.
const BEFORE_LIST: usize = 160;
/// Bytes before a name in which its title is looked for.
const BEFORE_TITLE: usize = 40;
/// Sections or a chapter before the name of their code.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    numbers(
        r"(?:^|[\s(\[])(?P<word>[Ss]ections?|[Ss]ecs?\.|[Ss]s?\.|§§?|[Cc]hapters?|[Cc]h\.|[Pp]arts?|[Pp]ts?\.|[Rr]ules?|[Tt]itle)\s*(?P<list>NUMBER(?:\s*(?:,\s*and|,\s*or|,|;|and|or|to|through)\s*(?:§\s*)?(?:NUMBER|\([0-9A-Za-z]{1,5}\)))*)\s*,?\s*(?:of\s+the\s+|of\s+)?$",
    )
});

/// A section directly before the name, without a word for it: `10.55.701, ARM`. Only a number that
/// is plainly one of a code, with a sign inside.
static BARE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    numbers(
        r"(?:^|[\s(\[])(?P<list>[0-9][0-9A-Za-z]*[.:\-]NUMBER(?:\s*(?:,\s*and|,|;|and|&)\s*[0-9][0-9A-Za-z]*[.:\-]NUMBER)*)\s*,?\s*$",
    )
});

/// A pattern in which `NUMBER` is a number of a section as it is printed, with its subsections.
fn numbers(pattern: &str) -> Regex {
    let number = r"(?:[0-9][0-9A-Za-z.:\-]*(?:\s?\([0-9A-Za-z.\-]{1,5}\))*[0-9]{0,2}\.?[a-z]?(?:,?\s*et\.?\s+seq\b\.?)?)";
    Regex::new(&pattern.replace("NUMBER", number)).expect("a fixed pattern")
}

/// "Title 39, chapter 31, part 2" and "Chapter 2, Title 33", cited as a whole.
const PLACE: &str = r"(?:(?i:title)\s+(?P<t>[0-9]{1,3}[A-Z]?(?:\.[0-9]+)?)\s*,?\s*(?i:chapter|chap\.|ch\.|article|art\.)\s*(?P<c>[0-9]+[A-Z]?(?:\.[0-9]+)?)(?:\s*,?\s*(?i:part|pt\.)\s*(?P<p>[0-9]{1,3}[A-Z]?))?|(?:(?i:part|pt\.)\s*(?P<p2>[0-9]{1,3}[A-Z]?)\s*(?:,|of)\s*)?(?i:chapter|chap\.|ch\.|article|art\.)\s*(?P<c2>[0-9]+[A-Z]?(?:\.[0-9]+)?)\s*(?:,\s*|of\s+)(?i:title)\s+(?P<t2>[0-9]{1,3}[A-Z]?(?:\.[0-9]+)?))";
static PLACE_AFTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\s*,?\s*{PLACE}\b")).expect("a fixed pattern"));
static PLACE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\b{PLACE}\s*,?\s*(?:of\s+(?:the\s+)?)?$")).expect("a fixed pattern")
});
/// A text in which laws are looked for.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) citator: &'a Citator,
    state: Option<&'a str>,
    /// The text is a list of laws, not prose: numbers may be shortened.
    pub(super) list: bool,
    /// Where names begin that have a number before them: that number ends the list of sections
    /// before it.
    pub(super) numbered: HashSet<usize>,
    /// Where names of acts begin: "Section 504" is no section of the code before it.
    pub(super) acts: HashSet<usize>,
    /// Where names of codes begin, with their ends and what they mean.
    pub(super) codes: HashMap<usize, (usize, Vec<usize>)>,
}

/// Finds laws in a text. `state` is the postal code of the district's state, when known: names
/// that mean nothing without it (`I.C.`, `Education Code`) are then read as that state's.
pub fn find(text: &str, citator: &Citator, state: Option<&str>) -> Vec<Found> {
    let (scan, names) = Scan::of(text, citator, state, false);
    scan.laws(&names)
}

/// Finds laws in a list: numbers may be shortened there.
pub fn find_in_list(text: &str, citator: &Citator, state: Option<&str>) -> Vec<Found> {
    let (scan, names) = Scan::of(text, citator, state, true);
    scan.laws(&names)
}

/// The names in a text and what each may mean.
pub(super) type Names = Vec<(Range<usize>, Vec<Meaning>)>;

impl<'a> Scan<'a> {
    pub(super) fn of(
        text: &'a str,
        citator: &'a Citator,
        state: Option<&'a str>,
        list: bool,
    ) -> (Scan<'a>, Names) {
        let names = citator.names_in(text);
        let numbered = |meaning: &Meaning| matches!(meaning.entry, Entry::Code(at) if citator.codes[at].title == TitlePlace::Before);
        let numbered = names
            .iter()
            .filter(|(_, meanings)| meanings.iter().any(numbered))
            .map(|(range, _)| range.start)
            .collect();
        let act = |meaning: &Meaning| matches!(meaning.entry, Entry::Act(_));
        let acts = names
            .iter()
            .filter(|(_, meanings)| meanings.iter().any(act));
        let acts = acts.map(|(range, _)| range.start).collect();
        let code = |meaning: &Meaning| match meaning.entry {
            Entry::Code(at) => Some(at),
            Entry::Act(_) => None,
        };
        let codes = names.iter().map(|(range, meanings)| {
            let codes: Vec<usize> = meanings.iter().filter_map(code).collect();
            (range.start, (range.end, codes))
        });
        let codes = codes.filter(|(_, (_, codes))| !codes.is_empty());
        let codes = codes.collect();
        let scan = Scan {
            acts,
            codes,
            text,
            citator,
            state,
            list,
            numbered,
        };
        (scan, names)
    }

    pub(super) fn laws(&self, names: &Names) -> Vec<Found> {
        join_names(self, self.each(names))
    }

    /// Each naming by itself.
    pub(super) fn each(&self, names: &Names) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (range, meanings) in names {
            let after = found.last().map_or(0, |f| f.range.end);
            if range.start >= after {
                found.extend(self.read(range, meanings, after).unwrap_or_default());
            }
        }
        found
    }

    /// The code that a name alone means here: the own state's first.
    pub(super) fn best_code(&self, meanings: &[Meaning]) -> Option<usize> {
        let codes = meanings.iter().filter_map(|meaning| match meaning.entry {
            Entry::Code(at) => {
                let own = self.state == Some(self.jurisdiction(meaning.entry));
                (own || !meaning.local).then_some((!own, at))
            }
            Entry::Act(_) => None,
        });
        codes.min().map(|(_, at)| at)
    }

    fn jurisdiction(&self, entry: Entry) -> &str {
        match entry {
            Entry::Code(at) => &self.citator.codes[at].jurisdiction,
            Entry::Act(at) => &self.citator.acts[at].jurisdiction,
        }
    }

    /// The best reading of a name: of the district's own state first, then any other. Names that
    /// only one state uses so count in no other, nor where the state is not known.
    fn read(&self, name: &Range<usize>, meanings: &[Meaning], floor: usize) -> Option<Vec<Found>> {
        let mut fits: Vec<(bool, Vec<Found>)> = Vec::new();
        for meaning in meanings {
            let own = self.state == Some(self.jurisdiction(meaning.entry));
            if meaning.local && !own {
                continue;
            }
            let read = match meaning.entry {
                Entry::Code(at) => self.code(name, at, floor),
                Entry::Act(at) => self.act(name, at),
            };
            fits.extend(read.map(|read| (own, read)));
        }
        let best = fits.iter().position(|(own, _)| *own).unwrap_or(0);
        fits.into_iter().nth(best).map(|(_, read)| read)
    }

    fn act(&self, name: &Range<usize>, at: usize) -> Option<Vec<Found>> {
        let (text, start, end) = (self.text, name.start, name.end);
        let act = &self.citator.acts[at];
        let rest = text[end..].trim_start();
        let before = text[..start].trim_end();
        let other = act.not_before.iter().any(|w| rest.starts_with(w.as_str()))
            || act.not_after.iter().any(|w| before.ends_with(w.as_str()));
        let short = text[end..]
            .strip_prefix(" (")
            .and_then(|r| r.split_once(')'));
        let short = short.filter(|(s, _)| act.names.iter().any(|n| n == s));
        let end = end + short.map_or(0, |(s, _)| s.len() + 3);
        let law = Cited {
            entry: Entry::Act(at),
            title: String::new(),
            section: String::new(),
            through: None,
            chapter: false,
        };
        // "IDEA-B" and "COPPA-age" are other words.
        let compound = act
            .names
            .iter()
            .any(|n| n == &text[start..name.end] && is_initials(n))
            && text[name.end..].starts_with('-')
            && text[name.end + 1..].starts_with(char::is_alphanumeric);
        let office = OFFICE.is_match(&text[end..]);
        let target = act.key.clone();
        (!other && !compound && !office).then(|| vec![found(start..end, law, target)])
    }

    /// `floor`: where what was read before the name ends.
    fn code(&self, name: &Range<usize>, at: usize, floor: usize) -> Option<Vec<Found>> {
        let code = &self.citator.codes[at];
        let order = |o: NameOrder| code.name_order.contains(&o);
        let before = code.name_after || order(NameOrder::Before);
        if let Some(read) = self.place(name, at, floor) {
            return Some(read);
        }
        let printed = match code.title {
            TitlePlace::None | TitlePlace::Within => Printed::name(name),
            TitlePlace::Before => self.title_before(name, floor)?,
            TitlePlace::After => {
                let hit = self.title_after(name, at)?;
                let end = name.end + hit.get(0)?.end();
                Printed {
                    title: hit["t"].to_string(),
                    start: name.start,
                    end,
                    spelled: false,
                }
            }
        };
        if let Some(read) = self.sections_after(&printed, at)
            && (!code.name_after || order(NameOrder::After))
        {
            return Some(read);
        }
        // "section 1232g of title 20, United States Code"
        let ahead = self.text[floor..printed.start].trim_end();
        let of = ahead.ends_with(" of") || ahead.ends_with(" of the");
        let turned = before || printed.spelled || of;
        let read = turned.then(|| self.sections_before(&printed, at, floor));
        read.flatten().or_else(|| self.whole_title(&printed, at))
    }

    /// The title after a name; a name that ends with the word for it needs no other.
    fn title_after(&self, name: &Range<usize>, at: usize) -> Option<Captures<'_>> {
        let after = &self.text[name.end..];
        let word = ends_with_word(&self.text[name.clone()], "chapter");
        let shape = match word {
            true => &*TITLE_NUMBER,
            false => &self.citator.shapes(at).title_after,
        };
        shape.captures(after)
    }

    /// "Title 39, chapter 31, MCA": a chapter of a code whose sections have no title of their own.
    fn place(&self, name: &Range<usize>, at: usize, floor: usize) -> Option<Vec<Found>> {
        let code = &self.citator.codes[at];
        if code.title != TitlePlace::None {
            return None;
        }
        let window = self
            .text
            .floor_char_boundary(name.start.saturating_sub(60))
            .max(floor);
        let before = PLACE_BEFORE.captures(&self.text[window..name.start]);
        let (hit, start, end) = match before {
            Some(hit) => {
                let start = window + hit.get(0)?.start();
                (hit, start, name.end)
            }
            None => {
                let hit = PLACE_AFTER.captures(&self.text[name.end..])?;
                let end = name.end + hit.get(0)?.end();
                (hit, name.start, end)
            }
        };
        self.placed(&hit, start..end, at)
    }

    /// "Title 74, Chapter 1" at an offset, of a code named before.
    pub(super) fn place_at(&self, from: usize, at: usize) -> Option<Vec<Found>> {
        let hit = PLACE_AFTER.captures(&self.text[from..])?;
        let end = from + hit.get(0)?.end();
        let free = self.citator.codes[at].title == TitlePlace::None;
        self.placed(&hit, from..end, at).filter(|_| free)
    }

    fn placed(&self, hit: &Captures<'_>, range: Range<usize>, at: usize) -> Option<Vec<Found>> {
        let one = |a: &str, b: &str| hit.name(a).or(hit.name(b)).map(|m| m.as_str().to_string());
        let (title, chapter) = (one("t", "t2")?, one("c", "c2")?);
        let below = one("p", "p2").map_or(String::new(), |part| format!(", pt. {part}"));
        let joined = format!("{title}-{chapter}");
        let shapes = self.citator.shapes(at);
        let whole = |shape: &Regex| shape.find(&joined).is_some_and(|m| m.len() == joined.len());
        let (title, number) = match shapes.chapter.as_ref().is_some_and(whole) {
            true => (String::new(), joined),
            false => (title, chapter),
        };
        let section = Section {
            number,
            below,
            chapter: true,
            ..Section::default()
        };
        let list = List {
            sections: vec![section],
            end: range.end,
        };
        let of = Of { at, title: &title };
        Some(self.named(range.start, list, of))
    }

    /// "36 U.S.C." without a section: the whole title. Only of the United States Code, whose titles are
    /// cited so.
    fn whole_title(&self, printed: &Printed, at: usize) -> Option<Vec<Found>> {
        let code = &self.citator.codes[at];
        let federal = code.key.ends_with(" U.S.C. {s}") && code.chapter_key.is_some();
        let before = code.title == TitlePlace::Before && !printed.spelled;
        let after = self.text[printed.end..].trim_start();
        let parts = &self.citator.shapes(at).parts;
        let number = after.starts_with(|c: char| c.is_ascii_digit() || c == '§')
            || parts.is_match(after.trim_start_matches(['(', ',', ' ']));
        let whole = Section {
            chapter: true,
            bare: true,
            ..Section::default()
        };
        let list = List {
            sections: vec![whole],
            end: printed.end,
        };
        let of = Of {
            at,
            title: &printed.title,
        };
        (federal && before && !number).then(|| self.named(printed.start, list, of))
    }

    fn title_before(&self, name: &Range<usize>, floor: usize) -> Option<Printed> {
        let window = name.start.saturating_sub(BEFORE_TITLE).max(floor);
        let window = self.text.floor_char_boundary(window).max(floor);
        let before = &self.text[window..name.start];
        let spelled = TITLE_SPELLED.captures(before);
        let start = spelled.as_ref().and_then(|hit| hit.get(0));
        let plain = TITLE_BEFORE.captures(before);
        let hit = spelled.as_ref().or(plain.as_ref())?.name("t")?;
        Some(Printed {
            title: hit.as_str().to_string(),
            start: window + start.map_or(hit.start(), |s| s.start()),
            end: name.end,
            spelled: start.is_some(),
        })
    }

    fn sections_after(&self, printed: &Printed, at: usize) -> Option<Vec<Found>> {
        let (text, citator) = (self.text, self.citator);
        let (code, shapes) = (&citator.codes[at], citator.shapes(at));
        let (start, end) = (printed.start, printed.end);
        let of = Of {
            at,
            title: &printed.title,
        };
        if shapes.chapter.is_some()
            && let Some(part) = shapes.parts.find(&text[end..])
        {
            let list = self.list(end + part.end(), Wanted::chapter(at, true))?;
            return Some(self.named(start, list, of));
        }
        let from = end + SIGN.find(&text[end..]).map_or(0, |m| m.end());
        // A number that only a chapter can have is one without a word for it: 34 CFR 99.
        let chapters = || self.list(from, Wanted::chapter(at, false));
        let list = self.list(from, Wanted::section(at)).or_else(chapters);
        if let Some(list) = list {
            return Some(self.named(start, list, of));
        }
        // A volume without a section is the chapter: M.G.L. c. 71B.
        let whole = code.title == TitlePlace::After && code.chapter_key.is_some();
        let volume = Section {
            number: printed.title.clone(),
            chapter: true,
            ..Section::default()
        };
        let list = List {
            sections: vec![volume],
            end,
        };
        whole.then(|| self.named(start, list, Of { at, title: "" }))
    }

    fn sections_before(&self, printed: &Printed, at: usize, floor: usize) -> Option<Vec<Found>> {
        let (text, shapes) = (self.text, self.citator.shapes(at));
        let window = text
            .floor_char_boundary(printed.start.saturating_sub(BEFORE_LIST))
            .max(floor);
        // A number is never read from its middle.
        let whole = text[..window]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let rest = &text[window..printed.start];
        let window = match whole {
            true => window,
            false => window + rest.find(' ').unwrap_or(0),
        };
        let before = &text[window..printed.start];
        let of = Of {
            at,
            title: &printed.title,
        };
        let Some(hit) = BEFORE.captures(before) else {
            let list = BARE_BEFORE.captures(before)?.name("list")?;
            let begin = window + list.start();
            let mut read = self.list(begin, Wanted::section(at))?;
            let whole = read.end >= begin + list.len();
            read.end = printed.end;
            return whole.then(|| self.named(begin, read, of));
        };
        let word = hit.name("word")?;
        let wanted = match shapes.chapter.is_some() && shapes.parts.is_match(word.as_str()) {
            true => Wanted::chapter(at, true),
            false => Wanted::section(at),
        };
        let mut list = self.list(window + hit.name("list")?.start(), wanted)?;
        list.end = printed.end;
        Some(self.named(window + word.start(), list, of))
    }

    /// A reference for each section of a list that is printed from `start` on.
    pub(super) fn named(&self, start: usize, list: List, of: Of<'_>) -> Vec<Found> {
        let range = start..list.end;
        let sections = list.sections.into_iter();
        sections
            .map(|section| self.section(range.clone(), section, of))
            .collect()
    }

    fn titled<'n>(&self, at: usize, chapter: bool, number: &'n str) -> Option<(&'n str, &'n str)> {
        let code = &self.citator.codes[at];
        let key = code.chapter_key.as_ref().filter(|_| chapter)?;
        let written = code.title == TitlePlace::None && key.contains("{t}");
        number.split_once('-').filter(|_| written)
    }

    fn section(&self, range: Range<usize>, section: Section, of: Of<'_>) -> Found {
        let (mut title, mut number) = (of.title.to_string(), section.number);
        let mut through = section.through;
        if self.citator.codes[of.at].title == TitlePlace::Within {
            let last = |n: String| split(&n).map(|(_, s)| s.to_string()).unwrap_or(n);
            through = through.map(last);
            if let Some((volume, own)) = split(&number) {
                (title, number) = (volume.to_string(), own.to_string());
            }
        }
        // A chapter of the one code is "15-1", of the other "Title 20, ch. 5".
        if let Some((volume, own)) = self.titled(of.at, section.chapter, &number) {
            (title, number) = (volume.to_string(), own.to_string());
        }
        let law = Cited {
            entry: Entry::Code(of.at),
            title,
            section: number,
            through,
            chapter: section.chapter,
        };
        let on = if section.on { " et seq." } else { "" };
        let target = format!(
            "{}{on}",
            self.citator.printed(&law, &section.below, section.bare)
        );
        found(range, law, target)
    }
}

fn found(range: Range<usize>, law: Cited, target: String) -> Found {
    Found {
        range,
        kind: Kind::Statute,
        target,
        law: Some(law),
    }
}

/// The volume and the section of `71:37H`.
fn split(number: &str) -> Option<(&str, &str)> {
    let end = number.find(|c: char| !c.is_alphanumeric())?;
    let from = number[end..].find(|c: char| c.is_ascii_digit())?;
    Some((&number[..end], &number[end + from..]))
}

fn is_initials(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// The name of a code as it is printed, with its title.
#[derive(Debug)]
struct Printed {
    title: String,
    start: usize,
    end: usize,
    /// The word "title" stands before the title's number.
    spelled: bool,
}

impl Printed {
    fn name(name: &Range<usize>) -> Printed {
        Printed {
            title: String::new(),
            start: name.start,
            end: name.end,
            spelled: false,
        }
    }
}

/// What numbers belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Of<'a> {
    /// The code, by its place in the citator.
    pub(super) at: usize,
    pub(super) title: &'a str,
}

#[cfg(test)]
mod tests;
