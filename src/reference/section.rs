//! Numbers of sections as they are printed: one, a list, a range, with subsections, shortened.

use super::below::{SIBLING, below, brackets, sibling};
use super::law::Scan;
use regex::Regex;
use std::sync::LazyLock;

/// What makes the number before it that of an opinion, which is no section.
pub(super) static OPINION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:op(?:inion|\.)s?\b|a\.?g\.? op|att(?:orney|[’']?y\.?) gen)")
        .expect("a fixed pattern")
});
pub(super) static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[,:]?\s*(?:(?:§§?|[Ss]ections?|[Ss]ecs?\.?|[Ss]?[Ss]\.|Ann\.|(?:[12][0-9]{3}\s+)?Supp\.)\s*)*")
        .expect("a fixed pattern")
});
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<word>,\s*and\b|,\s*or\b|,|;|&|\band\b|\bor\b|to\b|through\b|thru\b|–|-)\s*(?:(?:§§?|[Ss]ections?)\s*)?").expect("a fixed pattern")
});
static ET_SEQ: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?\s*(?:(?P<on>et\.?\s+seq\b\.?)|note\b)").expect("a fixed pattern")
});
/// A number that leaves out what it shares with the one before it: `512` after `33-511`, `-391`
/// after `115C-47`, `-407.18` after `115C-407.15`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<mark>[-–.:])?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4})?)(?P<letters>[A-Z]{0,2}\b|[a-z]?\b)",
    )
    .expect("a fixed pattern")
});
/// A number that a copied line end has torn: `18- 8403`.
static TORN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[0-9]+[A-Z]?- [0-9]+").expect("a fixed pattern"));
/// What may follow a number that stands alone in a list.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:$|[,;)|–-]|\.(?:\s|$)|(?:and|or|to|through|thru|et)\b|\((?:19|20)[0-9]{2}\))",
    )
    .expect("a fixed pattern")
});
/// What makes a longer number of the number before it.
static GOES_ON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-–/:.][0-9]").expect("a fixed pattern"));

/// One section as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) number: String,
    /// What is cited of it: `(b)(2)`, `, subd. 4`.
    pub(super) below: String,
    /// The last of a range.
    pub(super) through: Option<String>,
    /// It is a chapter, cited as a whole.
    pub(super) chapter: bool,
    /// A chapter that is printed without a word for it: `34 CFR 106`.
    pub(super) bare: bool,
    /// And what follows it: `et seq.`
    pub(super) on: bool,
}

/// Sections as they are printed one after the other.
#[derive(Debug)]
pub(super) struct List {
    pub(super) sections: Vec<Section>,
    /// The offset after the last.
    pub(super) end: usize,
}

/// What a number of a list is: of which code, a section or a chapter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) at: usize,
    pub(super) chapter: bool,
    /// The word for a chapter stands before it.
    pub(super) worded: bool,
}

impl Wanted {
    /// A section, or a number that turns out to be one.
    pub(super) fn section(at: usize) -> Wanted {
        Wanted {
            at,
            chapter: false,
            worded: false,
        }
    }

    /// A chapter, with a word for it or without.
    pub(super) fn chapter(at: usize, worded: bool) -> Wanted {
        Wanted {
            at,
            chapter: true,
            worded,
        }
    }
}

impl Scan<'_> {
    /// Sections from `from` on: one, a list, a range. None when there is none, or when the first
    /// number is the title of the code that follows.
    pub(super) fn list(&self, from: usize, wanted: Wanted) -> Option<List> {
        let (number, end) = self.one(from, self.shape(wanted)?)?;
        if self.is_title(end) {
            return None;
        }
        let mut list = List {
            sections: Vec::new(),
            end,
        };
        self.push(&mut list, number, wanted.chapter, wanted.worded);
        loop {
            self.siblings(&mut list);
            if !self.next(&mut list, wanted) {
                return Some(list);
            }
        }
    }

    /// Adds a section that ends where the list ends, with what stands below and behind it.
    fn push(&self, list: &mut List, number: String, chapter: bool, worded: bool) {
        let (below, end) = below(self.text, list.end);
        list.end = end;
        let on = self.et_seq(list);
        list.sections.push(Section {
            number,
            below,
            through: None,
            chapter,
            bare: chapter && !worded,
            on,
        });
    }

    fn et_seq(&self, list: &mut List) -> bool {
        let hit = ET_SEQ.captures(&self.text[list.end..]);
        let whole = hit.as_ref().and_then(|hit| hit.get(0));
        list.end += whole.map_or(0, |m| m.end());
        hit.is_some_and(|hit| hit.name("on").is_some())
    }

    /// "(2) and (4)": the same section, another subsection.
    fn siblings(&self, list: &mut List) {
        while let Some(hit) = SIBLING.captures(&self.text[list.end..]) {
            let last = list.sections.last().expect("one at least");
            let Some(below) = sibling(&last.below, &hit["groups"]) else {
                break;
            };
            let next = Section {
                below,
                through: None,
                ..last.clone()
            };
            list.sections.push(next);
            list.end += hit.get(0).map_or(0, |m| m.end());
        }
    }

    /// Reads one more number of a list; false when there is none.
    fn next(&self, list: &mut List, wanted: Wanted) -> bool {
        let text = self.text;
        let Some(next) = NEXT.captures(&text[list.end..]) else {
            return self.next_line(list, wanted);
        };
        let begin = list.end + next.get(0).map_or(0, |m| m.end());
        let begin_of_name = begin;
        // "KRS 61.870 to KRS 61.884"
        let begin = match text[..begin].ends_with(char::is_whitespace) {
            true => self.after_name(begin, wanted.at),
            false => begin,
        };
        let word = list.end + next.name("word").map_or(0, |w| w.end());
        let item = text.len() - text[word..].trim_start().len();
        if self.acts.contains(&item) {
            return false;
        }
        let range = matches!(&next["word"], "to" | "through" | "thru" | "–" | "-");
        let between = &text[list.end..begin];
        let again = self.codes.contains_key(&begin_of_name);
        let after = After {
            tight: matches!(between, "-" | "–"),
            range,
            signed: between.contains('§') || between.contains("ection") || again,
        };
        let last = list.sections.last().expect("one at least");
        let last = last.through.as_ref().unwrap_or(&last.number);
        let kind = Wanted {
            chapter: list.sections.last().is_some_and(|s| s.chapter),
            ..wanted
        };
        let short = || self.short(begin, kind, last, after);
        // After a comma a bare number of a list is a section, after a semicolon a chapter.
        let near = !next["word"].starts_with(';');
        let another = self.another(begin, wanted, last);
        let chapter = another
            .as_ref()
            .is_some_and(|(_, _, chapter)| *chapter && !kind.chapter);
        let read = match near && chapter {
            true => short().or(another),
            false => another.or_else(short),
        };
        let Some((number, stop, chapter)) = read else {
            return false;
        };
        if self.is_title(stop) || OPINION.is_match(text[stop..].trim_start()) {
            return false;
        }
        list.end = stop;
        if !range {
            self.push(list, number, chapter, wanted.worded);
            return true;
        }
        list.end = below(text, stop).1;
        let on = self.et_seq(list);
        let section = list.sections.last_mut().expect("one at least");
        section.through = Some(number);
        section.on = on;
        true
    }

    /// Lines of a list may be joined by a blank alone: "15.231 et seq. 445.81".
    fn next_line(&self, list: &mut List, wanted: Wanted) -> bool {
        let rest = &self.text[list.end..];
        let from = list.end + (rest.len() - rest.trim_start().len());
        let shape = self.shape(Wanted {
            chapter: false,
            ..wanted
        });
        let read = shape.filter(|_| self.list && from > list.end);
        let Some((number, end)) = read.and_then(|shape| self.one(from, shape)) else {
            return false;
        };
        let after = brackets(&self.text[end..]);
        let whole = number.contains(['.', ':', '-']) && !GOES_ON.is_match(after);
        let follows = self.text.len() - after.trim_start().len();
        let more = || shape.and_then(|shape| self.one(follows, shape)).is_some();
        if !whole || !(ENDS.is_match(after) || more()) || self.is_title(end) {
            return false;
        }
        list.end = end;
        self.push(list, number, false, false);
        true
    }

    /// The offset after the name of a code that is printed again, and after its signs.
    fn after_name(&self, from: usize, code: usize) -> usize {
        let name = self
            .codes
            .get(&from)
            .filter(|(_, codes)| codes.contains(&code));
        let after = |(end, _): &(usize, Vec<usize>)| {
            end + SIGN.find(&self.text[*end..]).map_or(0, |m| m.end())
        };
        name.map_or(from, after)
    }

    fn shape(&self, wanted: Wanted) -> Option<&Regex> {
        let shapes = self.citator.shapes(wanted.at);
        match wanted.chapter {
            true => shapes.chapter.as_ref(),
            false => Some(&shapes.section),
        }
    }

    /// Whether the number before an offset is the title of the code named there.
    fn is_title(&self, end: usize) -> bool {
        let rest = self.text[end..].trim_start_matches([' ', '-', '\u{a0}']);
        self.numbered.contains(&(self.text.len() - rest.len()))
    }

    /// The next number of a list, a section or a chapter: whichever is longer.
    fn another(&self, from: usize, wanted: Wanted, last: &str) -> Option<(String, usize, bool)> {
        let read = |chapter: bool| {
            let shape = self.shape(Wanted { chapter, ..wanted })?;
            let (number, end) = self.one(from, shape)?;
            Some((number, end, chapter))
        };
        let same = read(wanted.chapter).filter(|(number, end, _)| {
            let digits = |n: &str| n.bytes().take_while(u8::is_ascii_digit).count();
            let bare = number.bytes().all(|b| b.is_ascii_digit());
            let fits = self.list || !bare || digits(number) >= digits(last);
            fits && (!wanted.chapter || !GOES_ON.is_match(&self.text[*end..]))
        });
        let other = read(!wanted.chapter).filter(|(number, end, chapter)| {
            let rest = &self.text[*end..];
            let year = number.len() == 4 && number.starts_with(['1', '2']);
            let alone = !GOES_ON.is_match(rest) && ENDS.is_match(rest);
            match chapter {
                true => self.list && alone && !year,
                false => number.contains(['.', '-', ':', '/']),
            }
        });
        let longer = other.filter(|(_, end, _)| same.as_ref().is_none_or(|(_, e, _)| end > e));
        longer.or(same)
    }

    /// One section, and the offset after it. A list of laws was often copied from a page and may be
    /// torn.
    pub(super) fn one(&self, from: usize, shape: &Regex) -> Option<(String, usize)> {
        let rest = &self.text[from..];
        let torn = TORN.find(rest).filter(|_| self.list);
        let Some(torn) = torn else {
            return one(self.text, from, shape);
        };
        let window = self.text.floor_char_boundary(from + torn.end() + 40);
        let whole = self.text[from..window].replacen("- ", "-", 1);
        let (section, end) = one(&whole, 0, shape)?;
        let behind = rest.find("- ").is_some_and(|blank| end > blank);
        Some((section, from + end + usize::from(behind)))
    }

    /// A section that leaves out what it shares with the one before. In prose a bare number may be
    /// anything, so there a sign or a range must say so: ", -391", "33-1601-1612", "28 through 31".
    fn short(
        &self,
        from: usize,
        wanted: Wanted,
        last: &str,
        after: After,
    ) -> Option<(String, usize, bool)> {
        let (shape, rest) = (self.shape(wanted)?, &self.text[from..]);
        let hit = SHORT.captures(rest).filter(|_| !after.signed)?;
        let end = hit.get(0)?.end();
        let (number, letters) = (&hit["number"], &hit["letters"]);
        let mark = hit.name("mark").map(|m| m.as_str());
        let whole_after =
            mark.filter(|_| shape.find(number).is_some_and(|m| m.len() == number.len()));
        let cut = match mark {
            // "342.805 to -342.937": nothing is left out.
            Some("-" | "–") if whole_after.is_some() && !last.contains('-') => 0,
            Some("-" | "–") => last.rfind('-')? + 1,
            Some(sign) => last.rfind(sign)? + 1,
            None => last.rfind(['-', '.', ':'])? + 1,
        };
        let (shared, tail) = last.split_at(cut);
        let tail = tail.trim_end_matches(|c: char| !c.is_ascii_digit());
        // Sections of a list ascend; what does not is a year, an amount, a page.
        let grows = values(number) > values(tail);
        let year = matches!(number.get(..2), Some("19" | "20")) && number.len() > tail.len();
        let like = after.range && number.len() == tail.len();
        let marked = mark.is_some() || like;
        let signed = marked || after.tight || self.list;
        let whole = format!("{shared}{number}{letters}");
        let fits = shape.find(&whole).is_some_and(|m| m.end() == whole.len());
        let ends = marked || ENDS.is_match(brackets(&rest[end..]));
        (grows && !year && signed && fits && ends).then_some((whole, from + end, wanted.chapter))
    }
}

/// What stands between two numbers of a list.
#[derive(Debug, Clone, Copy)]
struct After {
    /// A dash alone.
    tight: bool,
    /// The numbers are the ends of a range.
    range: bool,
    /// A word or sign for a section: what follows is written out.
    signed: bool,
}

/// The numbers in a number: `407.18` is 407 and 18.
fn values(number: &str) -> Vec<u32> {
    let parts = number.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// One section, and the offset after it.
fn one(text: &str, from: usize, shape: &Regex) -> Option<(String, usize)> {
    let hit = shape.find(&text[from..])?;
    let end = from + hit.end();
    let longer = text[end..].starts_with(|c: char| c.is_alphanumeric());
    (!hit.is_empty() && !longer).then(|| (hit.as_str().to_string(), end))
}
