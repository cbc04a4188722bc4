//! Two namings of one law that stand side by side.

use super::citator::{Citator, Cited, Entry};
use super::entry::Act;
use super::found::Found;
use super::law::Scan;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that introduce another name of what was named.
static GLOSS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:(?:also|commonly|hereinafter|hereafter|better)\s+)?(?:known|called|cited|referred|hereinafter|hereafter)\b[^.;]{0,40}$")
        .expect("a fixed pattern")
});

/// The name of a state, shortened.
static STATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:\b[A-Z][A-Za-z]{0,4}\.\s?){1,2}$").expect("a fixed pattern"));
/// Signs in the number of a section.
const SIGNS: [char; 4] = ['.', ':', '-', '/'];
/// Sections of one printed list that are compared with the act after it.
const MOST_LISTED: usize = 20;
/// Bytes between two namings of one law, at most: the blanks of a table may be many.
const MOST_BETWEEN: usize = 30;

/// Two namings that follow each other and name one law become one.
pub fn join_names(scan: &Scan<'_>, found: Vec<Found>) -> Vec<Found> {
    let (text, citator) = (scan.text, scan.citator);
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    // A printed list that was joined to the name before it, and where that begins.
    let mut grown: Option<(Range<usize>, usize)> = None;
    for mut next in found {
        if let Some((_, start)) = grown.as_ref().filter(|(range, _)| *range == next.range) {
            next.range.start = *start;
            next.range.end = out.last().map_or(next.range.end, |l| l.range.end);
        }
        let Some(last) = out.last().filter(|l| l.range.end < next.range.start) else {
            out.push(next);
            continue;
        };
        let between = &text[last.range.end..next.range.start];
        // "92 NAC 27, known to teachers as Rule 27": one law, named once.
        if last.target == next.target && between.len() <= 60 && GLOSS.is_match(between) {
            continue;
        }
        // "20/1, Ill. Human Rights Act"
        let sign = STATE.replace(between, "");
        let sign = sign.trim();
        let joins = matches!(
            sign,
            "," | "(" | ", (" | "-" | "–" | ":" | "" | "\"" | "“" | ", \"" | ", “"
        );
        let near = joins && between.len() <= MOST_BETWEEN;
        let list = out.iter().rev().take_while(|f| f.range == last.range);
        let mut list = list.take(MOST_LISTED);
        let heading = || scan.list && sign != "," && is_heading(last, &next, citator);
        let placed = || is_placed(last, &next, sign, scan.list, citator);
        if !near || !heading() && !placed() && !list.any(|f| one_law(f, &next, citator)) {
            out.push(next);
            continue;
        }
        let closed = sign.ends_with('(') && text[next.range.end..].starts_with(')');
        let (start, end) = (last.range.start, next.range.end + usize::from(closed));
        if is_code(last) && !is_code(&next) {
            // The sections say more than the name of the act that stands there.
            let range = last.range.clone();
            let list = out.iter_mut().rev().take_while(|f| f.range == range);
            list.for_each(|f| f.range.end = end);
        } else {
            grown = Some((next.range.clone(), start));
            next.range = start..end;
            out.pop();
            out.push(next);
        }
    }
    out
}

fn is_code(found: &Found) -> bool {
    let code = |law: &Cited| matches!(law.entry, Entry::Code(_));
    found.law.as_ref().is_some_and(code)
}

/// "Idaho Public Records Act, Idaho Code 74-101": an act, and a place in a code that it stands in;
/// or the act again, by its initials.
fn one_law(first: &Found, second: &Found, citator: &Citator) -> bool {
    let (Some(first_law), Some(second_law)) = (&first.law, &second.law) else {
        return false;
    };
    let act = match (first_law.entry, second_law.entry) {
        (Entry::Code(_), Entry::Code(_)) => return false,
        _ if first.target == second.target => return true,
        (Entry::Act(act), Entry::Code(_)) => &citator.acts[act],
        // "20 U.S.C. 7961 (Gun-Free Schools Act)": the act is the heading of what was cited.
        (Entry::Code(_), Entry::Act(act)) => {
            let act = &citator.acts[act];
            let mut places = act.cites.iter().flat_map(|c| places(c, act, citator));
            return places.any(|place| is_near(&place, first_law, citator));
        }
        _ => return false,
    };
    // Of an act whose place the list does not know, what is printed beside it is the place.
    let places: Vec<Cited> = act
        .cites
        .iter()
        .flat_map(|c| places(c, act, citator))
        .collect();
    let volume = |law: &Cited| match law.entry {
        Entry::Code(at) => Some((&citator.codes[at].key, law.title.clone())),
        Entry::Act(_) => None,
    };
    places.is_empty()
        || places
            .iter()
            .any(|place| volume(place) == volume(second_law))
}

/// "HIPAA (42 U.S.C. 1320d)": what stands behind the name of an act in brackets is its place, and in
/// a list of laws what stands behind a comma too.
fn is_placed(first: &Found, second: &Found, sign: &str, list: bool, citator: &Citator) -> bool {
    let (Some(act), Some(code)) = (&first.law, &second.law) else {
        return false;
    };
    let beside = sign == "(" || sign == "," && list;
    let one = citator.jurisdiction(act) == citator.jurisdiction(code);
    beside && one && !is_code(first) && is_code(second)
}

/// In a list of laws the name of an act beside a section is the heading of that section. Federal
/// acts stand there for themselves too, so for them the title must agree.
fn is_heading(first: &Found, second: &Found, citator: &Citator) -> bool {
    let (Some(code), Some(law)) = (&first.law, &second.law) else {
        return false;
    };
    let Entry::Act(act) = law.entry else {
        return false;
    };
    let act = &citator.acts[act];
    let mut places = act.cites.iter().flat_map(|c| places(c, act, citator));
    let fits = act.jurisdiction != "US" || places.any(|place| place.title == code.title);
    is_code(first) && citator.jurisdiction(code) == act.jurisdiction && fits
}

/// Whether a section is the place of an act, or of the same chapter as it.
fn is_near(place: &Cited, law: &Cited, citator: &Citator) -> bool {
    let key = |law: &Cited| match law.entry {
        Entry::Code(at) => citator.codes[at].key.clone(),
        Entry::Act(_) => String::new(),
    };
    let stem = |law: &Cited| match law.section.rfind(SIGNS) {
        Some(end) if !law.chapter => law.section[..end].to_string(),
        _ => law.section.clone(),
    };
    let one = place.section == law.section && place.chapter == law.chapter;
    // Federal acts that share a part are many.
    let state = citator.jurisdiction(place) != "US";
    let chapter = state && (place.chapter || law.section.contains(SIGNS));
    key(place) == key(law)
        && place.title == law.title
        && (one || chapter && stem(place) == stem(law))
}

/// The places in codes that an act of the list stands in.
pub fn places(cite: &str, act: &Act, citator: &Citator) -> Vec<Cited> {
    let (scan, names) = Scan::of(cite, citator, Some(&act.jurisdiction), false);
    let laws = scan.each(&names).into_iter().filter_map(|f| f.law);
    laws.filter(|law| matches!(law.entry, Entry::Code(_)))
        .collect()
}
