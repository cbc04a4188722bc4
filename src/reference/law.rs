//! Laws cited in a text: one pass over an automaton of names, then a small parser for what stands
//! around the name. A section sign is never needed, because policies often leave it out.

use super::citator::{Citator, Cited, Entry, Meaning};
use super::entry::{NameOrder, TitlePlace};
use super::found::{Found, Kind};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static TITLE_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<t>[0-9]{1,3}(?:-[A-Z])?)\s*$").expect("a fixed pattern"));
pub(super) static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*,?\s*(?:(?:§§?|[Ss]ections?|[Ss]ecs?\.?|[Ss]s\.|Ann\.)\s*)*")
        .expect("a fixed pattern")
});
static SUBSECTIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?:\s?\([0-9A-Za-z]{1,5}\)|"[a-z]")+"#).expect("a fixed pattern")
});
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<word>,\s*and\b|,\s*or\b|,|;|&|\band\b|\bor\b|to\b|through\b|thru\b|–|-)\s*(?:(?:§§?|[Ss]ections?)\s*)?").expect("a fixed pattern")
});
static ET_SEQ: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^,?\s*(?:et\.?\s+seq\.?|note\b)").expect("a fixed pattern"));
/// Sections or a chapter before the name of their code.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(\[])(?P<word>[Ss]ections?|§§?|[Cc]hapters?|[Cc]h\.|[Rr]ules?|[Tt]itle)\s*(?P<list>[0-9][0-9A-Za-z.:\-]*(?:\s*(?:,|and|or|to|through)\s*[0-9][0-9A-Za-z.:\-]*)*)\s*,?\s*(?:of\s+the\s+|of\s+)?$").expect("a fixed pattern")
});

/// A number that leaves out what it shares with the one before it: `512` after `33-511`, `-391`
/// after `115C-47`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<mark>[-–.])?(?P<number>[0-9]{1,4})(?P<letters>[A-Z]{0,2})(?:\([0-9A-Za-z]{1,5}\))*",
    )
    .expect("a fixed pattern")
});
/// What may follow a number that stands alone in a list.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:$|[,;)|–-]|(?:and|or|to|through|thru|et)\b)").expect("a fixed pattern")
});

/// A text in which laws are looked for.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) citator: &'a Citator,
    state: Option<&'a str>,
    /// The text is a list of laws, not prose: numbers may be shortened.
    list: bool,
    /// Where names begin that have a number before them: that number ends the list of sections
    /// before it.
    numbered: HashSet<usize>,
}

/// Finds laws in a text. `state` is the postal code of the district's state, when known: names
/// that mean nothing without it (`I.C.`, `Education Code`) are then read as that state's.
pub fn find(text: &str, citator: &Citator, state: Option<&str>) -> Vec<Found> {
    let (scan, names) = Scan::of(text, citator, state, false);
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
        let scan = Scan {
            text,
            citator,
            state,
            list,
            numbered,
        };
        (scan, names)
    }

    pub(super) fn laws(&self, names: &Names) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (range, meanings) in names {
            let after = found.last().map_or(0, |f| f.range.end);
            if range.start >= after {
                found.extend(self.read(range, meanings).unwrap_or_default());
            }
        }
        join_names(self.text, found)
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
    fn read(&self, name: &Range<usize>, meanings: &[Meaning]) -> Option<Vec<Found>> {
        let mut fits: Vec<(bool, Vec<Found>)> = Vec::new();
        for meaning in meanings {
            let own = self.state == Some(self.jurisdiction(meaning.entry));
            if meaning.local && !own {
                continue;
            }
            let read = match meaning.entry {
                Entry::Code(at) => self.code(name, at),
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
        (!other).then(|| vec![self.found(start..end, law)])
    }

    fn code(&self, name: &Range<usize>, at: usize) -> Option<Vec<Found>> {
        let code = &self.citator.codes[at];
        let after = !code.name_after || code.name_order.contains(&NameOrder::After);
        let before = code.name_after || code.name_order.contains(&NameOrder::Before);
        let read = if after {
            self.sections_after(name, at)
        } else {
            None
        };
        read.or_else(|| {
            if before {
                self.sections_before(name, at)
            } else {
                None
            }
        })
    }

    fn sections_after(&self, name: &Range<usize>, at: usize) -> Option<Vec<Found>> {
        let (text, citator) = (self.text, self.citator);
        let (code, shapes) = (&citator.codes[at], citator.shapes(at));
        let (mut start, mut end) = (name.start, name.end);
        let mut title = String::new();
        match code.title {
            TitlePlace::None => {}
            TitlePlace::Before => {
                let hit = TITLE_BEFORE.captures(&text[..start])?;
                title = hit["t"].to_string();
                start = hit.get(0)?.start();
            }
            TitlePlace::After => {
                let hit = shapes.title_after.captures(&text[end..])?;
                title = hit["t"].to_string();
                end += hit.get(0)?.end();
            }
        }
        let of = Of {
            at,
            title: &title,
            chapter: false,
        };
        if let Some(shape) = &shapes.chapter
            && let Some(part) = shapes.parts.find(&text[end..])
        {
            let list = self.list(end + part.end(), shape)?;
            return Some(self.named(start, list, of.chapter()));
        }
        let from = end + SIGN.find(&text[end..]).map_or(0, |m| m.end());
        if let Some(list) = self.list(from, &shapes.section) {
            return Some(self.named(start, list, of));
        }
        // A number that only a chapter can have is one without a word for it: 34 CFR 99.
        let chapters = shapes.chapter.as_ref().and_then(|s| self.list(from, s));
        if let Some(list) = chapters {
            return Some(self.named(start, list, of.chapter()));
        }
        // A volume without a section is the chapter: M.G.L. c. 71B.
        let whole = code.title == TitlePlace::After && code.chapter_key.is_some();
        let list = List {
            sections: vec![(title.clone(), None)],
            end,
        };
        whole.then(|| {
            self.named(
                start,
                list,
                Of {
                    at,
                    title: "",
                    chapter: true,
                },
            )
        })
    }

    fn sections_before(&self, name: &Range<usize>, at: usize) -> Option<Vec<Found>> {
        let (text, shapes) = (self.text, self.citator.shapes(at));
        let window = text.floor_char_boundary(name.start.saturating_sub(80));
        let hit = BEFORE.captures(&text[window..name.start])?;
        let word = hit.name("word")?;
        let of = Of {
            at,
            title: "",
            chapter: false,
        };
        let chapter = word.as_str().to_lowercase().starts_with("ch");
        let (shape, of) = match (chapter, &shapes.chapter) {
            (true, Some(shape)) => (shape, of.chapter()),
            _ => (&shapes.section, of),
        };
        let mut list = self.list(window + hit.name("list")?.start(), shape)?;
        list.end = name.end;
        Some(self.named(window + word.start(), list, of))
    }

    /// Sections from `from` on: one, a list, a range.
    pub(super) fn list(&self, from: usize, shape: &Regex) -> Option<List> {
        let text = self.text;
        let (first, mut end) = one(text, from, shape)?;
        let mut sections = vec![(first, None)];
        while let Some(next) = NEXT.captures(&text[end..]) {
            let begin = end + next.get(0).map_or(0, |m| m.end());
            let tight = &text[end..begin] == "-" || &text[end..begin] == "–";
            let (section, through) = sections.last().expect("one at least");
            let last = through.as_ref().unwrap_or(section);
            let short = || self.short(begin, shape, last, tight);
            let Some((section, stop)) = one(text, begin, shape).or_else(short) else {
                break;
            };
            let follows = text[stop..].trim_start();
            if self.numbered.contains(&(text.len() - follows.len())) {
                break;
            }
            let range = matches!(&next["word"], "to" | "through" | "thru" | "–" | "-");
            match sections.last_mut().filter(|_| range) {
                Some((_, through)) => *through = Some(section),
                None => sections.push((section, None)),
            }
            end = stop;
        }
        end += ET_SEQ.find(&text[end..]).map_or(0, |m| m.end());
        Some(List { sections, end })
    }

    /// A section that leaves out what it shares with the one before. In prose a bare number may be
    /// anything, so there a sign must say so: ", -391", "33-1601-1612".
    fn short(
        &self,
        from: usize,
        shape: &Regex,
        last: &str,
        tight: bool,
    ) -> Option<(String, usize)> {
        let rest = &self.text[from..];
        let hit = SHORT.captures(rest)?;
        let end = hit.get(0)?.end();
        let (number, letters) = (&hit["number"], &hit["letters"]);
        let (shared, tail) = last.split_at(last.rfind(['-', '.', ':'])? + 1);
        let tail = tail.trim_end_matches(|c: char| !c.is_ascii_digit());
        // Sections of a list ascend; what does not is a year, an amount, a page.
        let grows = (number.len(), number) > (tail.len(), tail);
        let year = matches!(number.get(..2), Some("19" | "20")) && number.len() > tail.len();
        let signed = hit.name("mark").is_some() || tight || self.list;
        let whole = format!("{shared}{number}{letters}");
        let fits = shape.find(&whole).is_some_and(|m| m.end() == whole.len());
        (grows && !year && signed && fits && ENDS.is_match(&rest[end..]))
            .then_some((whole, from + end))
    }

    /// A reference for each section of a list that is printed from `start` on.
    pub(super) fn named(&self, start: usize, list: List, of: Of<'_>) -> Vec<Found> {
        let range = start..list.end;
        let sections = list.sections.into_iter();
        sections
            .map(|(section, through)| {
                self.found(
                    range.clone(),
                    Cited {
                        entry: Entry::Code(of.at),
                        title: of.title.to_string(),
                        section,
                        through,
                        chapter: of.chapter,
                    },
                )
            })
            .collect()
    }

    fn found(&self, range: Range<usize>, law: Cited) -> Found {
        Found {
            range,
            kind: Kind::Statute,
            target: self.citator.key(&law),
            law: Some(law),
        }
    }
}

/// What numbers belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Of<'a> {
    /// The code, by its place in the citator.
    pub(super) at: usize,
    pub(super) title: &'a str,
    /// The numbers are those of chapters.
    pub(super) chapter: bool,
}

impl Of<'_> {
    fn chapter(self) -> Self {
        Of {
            chapter: true,
            ..self
        }
    }
}

/// Sections as they are printed one after the other.
#[derive(Debug)]
pub(super) struct List {
    /// Each with the last of its range.
    pub(super) sections: Vec<(String, Option<String>)>,
    /// The offset after the last.
    pub(super) end: usize,
}

/// One section with its subsections, and the offset after it.
pub(super) fn one(text: &str, from: usize, shape: &Regex) -> Option<(String, usize)> {
    let hit = shape.find(&text[from..])?;
    let end = from + hit.end();
    if hit.is_empty() || text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let stop = end + SUBSECTIONS.find(&text[end..]).map_or(0, |m| m.end());
    Some((hit.as_str().to_string(), stop))
}

/// "Idaho Public Records Act, Idaho Code 74-101": the name and the place of one law.
fn join_names(text: &str, found: Vec<Found>) -> Vec<Found> {
    let is_act = |f: &Found| {
        matches!(
            f.law,
            Some(Cited {
                entry: Entry::Act(_),
                ..
            })
        )
    };
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut next in found {
        if let Some(last) = out.last()
            && (is_act(last) || (is_act(&next) && last.target == next.target))
            && next.range.start >= last.range.end
            && matches!(
                &text[last.range.end..next.range.start],
                ", " | " (" | " - " | " – " | ": "
            )
        {
            next.range.start = last.range.start;
            if text[next.range.end..].starts_with(')') && text[next.range.clone()].contains('(') {
                next.range.end += 1;
            }
            out.pop();
        }
        out.push(next);
    }
    out
}
