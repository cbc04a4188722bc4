//! Numbers of sections as they are printed: one, a list, a range, with subsections, shortened.

use super::law::Scan;
use regex::Regex;
use std::sync::LazyLock;

/// What makes the number before it that of an opinion, which is no section.
pub(super) static OPINION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:op(?:inion|\.)s?\b|a\.?g\.? op|att(?:orney|[’']?y\.?) gen)")
        .expect("a fixed pattern")
});
pub(super) static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*,?\s*(?:(?:§§?|[Ss]ections?|[Ss]ecs?\.?|[Ss]s\.|Ann\.)\s*)*")
        .expect("a fixed pattern")
});
static SUBSECTIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?:\s?\([0-9A-Za-z]{1,5}(?:\s*(?:,|-|–|\band\b|\bor\b)\s*[0-9A-Za-z]{1,5}){0,9}\)|"[a-z]")+"#)
        .expect("a fixed pattern")
});
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<word>,\s*and\b|,\s*or\b|,|;|&|\band\b|\bor\b|to\b|through\b|thru\b|–|-)\s*(?:(?:§§?|[Ss]ections?)\s*)?").expect("a fixed pattern")
});
static ET_SEQ: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^,?\s*(?:et\.?\s+seq\.?|note\b)").expect("a fixed pattern"));
/// A number that leaves out what it shares with the one before it: `512` after `33-511`, `-391`
/// after `115C-47`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<mark>[-–.])?(?P<number>[0-9]{1,4})(?P<letters>[A-Z]{0,2})(?:\([0-9A-Za-z]{1,5}\))*",
    )
    .expect("a fixed pattern")
});
/// A number that a copied line end has torn: `18- 8403`.
static TORN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[0-9]+[A-Z]?- [0-9]+").expect("a fixed pattern"));
/// What may follow a number that stands alone in a list.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:$|[,;)|–-]|(?:and|or|to|through|thru|et)\b)").expect("a fixed pattern")
});

/// Sections as they are printed one after the other.
#[derive(Debug)]
pub(super) struct List {
    /// Each with the last of its range.
    pub(super) sections: Vec<(String, Option<String>)>,
    /// The offset after the last.
    pub(super) end: usize,
}

impl Scan<'_> {
    /// Sections from `from` on: one, a list, a range.
    pub(super) fn list(&self, from: usize, shape: &Regex) -> Option<List> {
        let text = self.text;
        let (first, mut end) = self.one(from, shape)?;
        let mut sections = vec![(first, None)];
        while let Some(next) = NEXT.captures(&text[end..]) {
            let begin = end + next.get(0).map_or(0, |m| m.end());
            let word = end + next.name("word").map_or(0, |w| w.end());
            let item = text.len() - text[word..].trim_start().len();
            if self.acts.contains(&item) {
                break;
            }
            let between = &text[end..begin];
            let tight = matches!(between, "-" | "–");
            let signed = between.contains('§') || between.contains("ection");
            let (section, through) = sections.last().expect("one at least");
            let last = through.as_ref().unwrap_or(section);
            let short = || self.short(begin, shape, last, tight).filter(|_| !signed);
            let Some((section, stop)) = self.one(begin, shape).or_else(short) else {
                break;
            };
            let follows = text[stop..].trim_start();
            let numbered = self.numbered.contains(&(text.len() - follows.len()));
            if numbered || OPINION.is_match(follows) {
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

    /// One section with its subsections, and the offset after it. A list of laws was often copied
    /// from a page and may be torn.
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
}

/// One section with its subsections, and the offset after it.
fn one(text: &str, from: usize, shape: &Regex) -> Option<(String, usize)> {
    let hit = shape.find(&text[from..])?;
    let end = from + hit.end();
    if hit.is_empty() || text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let stop = end + SUBSECTIONS.find(&text[end..]).map_or(0, |m| m.end());
    Some((hit.as_str().to_string(), stop))
}
