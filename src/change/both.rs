//! Two lines compared: which words are the same, and where they differ in more than form.

use super::Side;
use super::lists::Lists;
use super::side::Line;
use super::token::{Class, Token};
use crate::clause::ClauseIndex;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Words of both lines that stand for one another and do not say the same.
pub(super) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Two versions, and the pairs of their clauses.
pub(super) struct Versions<'a> {
    pub old: &'a Side<'a>,
    pub new: &'a Side<'a>,
    /// The clause that each clause of the old version became.
    pub partner: HashMap<ClauseIndex, ClauseIndex>,
    /// And the reverse.
    pub origin: HashMap<ClauseIndex, ClauseIndex>,
}

impl Versions<'_> {
    pub fn are_partners(&self, old: ClauseIndex, new: ClauseIndex) -> bool {
        self.partner.get(&old) == Some(&new)
    }
}

/// Two lines with their differences.
pub(super) struct Both {
    pub old: Line,
    pub new: Line,
    pub hunks: Vec<Hunk>,
    /// The word of the new line that each word of the old line is.
    pub to: Vec<Option<usize>>,
    /// And the reverse.
    pub from: Vec<Option<usize>>,
    /// Whether a word of the old line stands elsewhere in the new one, and the reverse.
    pub moved: (Vec<bool>, Vec<bool>),
    /// True when something differs that adds nothing: spelling, the name of the district.
    pub loosely: bool,
}

impl Both {
    pub fn of(versions: &Versions<'_>, old: &[ClauseIndex], new: &[ClauseIndex]) -> Both {
        // A clause that is cited has the name of the old one, whatever its number is now.
        let named = |at: ClauseIndex| format!("clause {}", at.0);
        let from = |at: ClauseIndex| match versions.origin.get(&at) {
            Some(old) => named(*old),
            None => format!("new clause {}", at.0),
        };
        let (old, new) = (
            versions.old.line(old, &named),
            versions.new.line(new, &from),
        );
        let (hunks, to) = compared(&old, &new);
        let mut from = vec![None; new.tokens.len()];
        for (a, b) in to.iter().enumerate() {
            if let Some(b) = b {
                from[*b] = Some(a);
            }
        }
        let mut both = Both {
            from,
            moved: (Vec::new(), Vec::new()),
            loosely: false,
            old,
            new,
            hunks,
            to,
        };
        let renamed =
            |a: &str, b: &str| !versions.new.names.contains(a) && !versions.old.names.contains(b);
        let all = std::mem::take(&mut both.hunks);
        let differ = all.into_iter().filter(|h| !both.says_the_same(h, &renamed));
        both.hunks = differ.collect();
        both.loosely = strictly(&both.old.tokens) != strictly(&both.new.tokens);
        both.moved = moved(&both);
        both
    }

    /// Whether a difference is one of form: a hyphen, a letter that is wrong, another name of the
    /// district wherever it stands.
    fn says_the_same(&self, hunk: &Hunk, renamed: &dyn Fn(&str, &str) -> bool) -> bool {
        let old = words(&self.old, &hunk.old);
        let new = words(&self.new, &hunk.new);
        let joined = |all: &[&Token]| all.iter().map(|t| t.name.as_str()).collect::<String>();
        let ([a], [b]) = (old.as_slice(), new.as_slice()) else {
            let letters = letters(&self.old, &hunk.old) == letters(&self.new, &hunk.new);
            return joined(&old) == joined(&new) || letters;
        };
        match (a.class, b.class) {
            (Class::Named, Class::Named) => renamed(&a.name, &b.name),
            _ if is_word(a.class) && is_word(b.class) => is_typing_error(&a.name, &b.name),
            _ => false,
        }
    }

    /// Marks parts as told.
    pub fn tell_moved(&mut self, parts: &(Vec<usize>, Vec<usize>)) {
        for (line, parts) in [(&mut self.old, &parts.0), (&mut self.new, &parts.1)] {
            for part in parts {
                let tokens = line.within(&line.parts[*part].range);
                line.tell(tokens);
            }
        }
    }

    /// Whether all that differs is the order of one list, or nothing.
    pub fn is_form(&self) -> bool {
        self.hunks.is_empty() || self.is_list_in_another_order()
    }

    fn is_list_in_another_order(&self) -> bool {
        let (Some(first), Some(last)) = (self.hunks.first(), self.hunks.last()) else {
            return false;
        };
        let old = items(&self.old, first.old.start..last.old.end);
        let new = items(&self.new, first.new.start..last.new.end);
        match (old, new) {
            (Some(old), Some(new)) => old == new,
            _ => false,
        }
    }

    /// The difference in which a word stands.
    pub fn hunk_at(&self, token: usize, is_new: bool) -> Option<usize> {
        let range = |hunk: &Hunk| match is_new {
            true => hunk.new.clone(),
            false => hunk.old.clone(),
        };
        let before = self.hunks.partition_point(|h| range(h).start <= token);
        let mut near = (before.saturating_sub(2)..before).rev();
        near.find(|at| range(&self.hunks[*at]).contains(&token))
    }

    /// Whether a difference touches one of two ranges of words.
    pub fn differ_in(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        let first = |range: &Range<usize>, side: fn(&Hunk) -> &Range<usize>| {
            let from = self.hunks.partition_point(|h| side(h).end <= range.start);
            let hunk = self.hunks.get(from);
            hunk.is_some_and(|h| side(h).start < range.end)
        };
        first(old, |h| &h.old) || first(new, |h| &h.new)
    }

    /// The first difference that lies in both ranges of words.
    pub fn hunk_in(&self, old: &Range<usize>, new: &Range<usize>) -> Option<&Hunk> {
        let from = self
            .hunks
            .partition_point(|h| h.old.end <= old.start && h.new.end <= new.start);
        let near = self.hunks[from..].iter().take(4);
        let inside = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end;
        near.into_iter()
            .find(|h| inside(&h.old, old) && inside(&h.new, new))
    }
}

fn is_word(class: Class) -> bool {
    matches!(class, Class::Word | Class::Person | Class::Superior)
}

fn words<'l>(line: &'l Line, range: &Range<usize>) -> Vec<&'l Token> {
    let tokens = line.tokens[range.clone()].iter();
    tokens.filter(|t| t.class != Class::Empty).collect()
}

/// The letters and digits of some words, however they are parted: "willbe", "will be".
fn letters(line: &Line, range: &Range<usize>) -> String {
    let text = &line.text[line.bytes(range)];
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn strictly(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.strict.as_str()).collect()
}

fn compared(old: &Line, new: &Line) -> (Vec<Hunk>, Vec<Option<usize>>) {
    let counted = |line: &Line| -> Vec<usize> {
        let all = 0..line.tokens.len();
        all.filter(|at| line.counts(*at)).collect()
    };
    let (a, b) = (counted(old), counted(new));
    let names = |line: &Line, all: &[usize]| -> Vec<String> {
        let names = all.iter().map(|at| line.tokens[*at].name.clone());
        names.collect()
    };
    let ops = capture_diff_slices(Algorithm::Histogram, &names(old, &a), &names(new, &b));
    let tokens = |all: &[usize], range: Range<usize>, len: usize| match range.is_empty() {
        true => {
            let at = all.get(range.start).copied().unwrap_or(len);
            at..at
        }
        false => all[range.start]..all[range.end - 1] + 1,
    };
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut to = vec![None; old.tokens.len()];
    let mut joins = false;
    for op in ops {
        if let DiffOp::Equal { .. } = op {
            for (i, j) in op.old_range().zip(op.new_range()) {
                to[a[i]] = Some(b[j]);
            }
            joins = false;
            continue;
        }
        let hunk = Hunk {
            old: tokens(&a, op.old_range(), old.tokens.len()),
            new: tokens(&b, op.new_range(), new.tokens.len()),
        };
        match hunks.last_mut().filter(|_| joins) {
            Some(last) => *last = joined(last, &hunk),
            None => hunks.push(hunk),
        }
        joins = true;
    }
    slide(&mut hunks, &mut to, old, new);
    (hunks, to)
}

/// What only came or only went begins with a sentence, where it can: of "[may call. Students]
/// return" the sentence is "[Students may call.]".
fn slide(hunks: &mut [Hunk], to: &mut [Option<usize>], old: &Line, new: &Line) {
    let mut before = (0, 0);
    for hunk in hunks {
        let came = hunk.old.is_empty();
        let free = (hunk.old.start - before.0).min(hunk.new.start - before.1);
        // Only over words that stand side by side on both sides.
        let side_by_side = |by: &usize| to[hunk.old.start - by] == Some(hunk.new.start - by);
        let free = (1..=free.min(FAR)).take_while(side_by_side).count();
        let by = match (came, hunk.new.is_empty()) {
            (true, false) => to_sentence(new, &hunk.new, free),
            (false, true) => to_sentence(old, &hunk.old, free),
            _ => 0,
        };
        for range in [&mut hunk.old, &mut hunk.new] {
            *range = range.start - by..range.end - by;
        }
        for at in 0..by {
            to[hunk.old.end + at] = Some(hunk.new.end + at);
        }
        if by > 0 {
            to[hunk.old.clone()].fill(None);
        }
        before = (hunk.old.end, hunk.new.end);
    }
}

/// Words that a difference is slid at most.
const FAR: usize = 40;

/// How many words a range can go back so that it begins with a part.
fn to_sentence(line: &Line, range: &Range<usize>, free: usize) -> usize {
    let begins = |at: usize| {
        let start = line.tokens[at].range.start;
        let part = line.parts.partition_point(|p| p.range.start < start);
        let part = line.parts.get(part);
        part.is_some_and(|p| p.range.start == start)
    };
    for by in 0..=free {
        let at = range.start - by;
        if begins(at) {
            return by;
        }
        let same = at > 0 && line.tokens[at - 1].name == line.tokens[range.end - by - 1].name;
        if !same {
            return 0;
        }
    }
    0
}

/// Two differences with nothing between them as one.
fn joined(first: &Hunk, second: &Hunk) -> Hunk {
    let over = |a: &Range<usize>, b: &Range<usize>| match (a.is_empty(), b.is_empty()) {
        (true, _) => b.clone(),
        (_, true) => a.clone(),
        _ => a.start..b.end,
    };
    Hunk {
        old: over(&first.old, &second.old),
        new: over(&first.new, &second.new),
    }
}

/// The words that went at one place and came at another.
fn moved(both: &Both) -> (Vec<bool>, Vec<bool>) {
    let mut gone: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in both.hunks.iter().flat_map(|h| h.old.clone()) {
        let token = &both.old.tokens[at];
        if is_word(token.class) {
            gone.entry(&token.name).or_default().push(at);
        }
    }
    let mut out = (
        vec![false; both.old.tokens.len()],
        vec![false; both.new.tokens.len()],
    );
    for at in both.hunks.iter().flat_map(|h| h.new.clone()) {
        let name = both.new.tokens[at].name.as_str();
        if let Some(old) = gone.get_mut(name).and_then(Vec::pop) {
            out.0[old] = true;
            out.1[at] = true;
        }
    }
    out
}

/// Two letters that changed places, or a letter that stands twice where it stands once.
fn is_typing_error(a: &str, b: &str) -> bool {
    let known = &Lists::get().written.not_typing_errors;
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let plain = |word: &str| word.len() > 5 && word.bytes().all(|c| c.is_ascii_lowercase());
    if !plain(long) || !plain(short) || known.contains(a) || known.contains(b) {
        return false;
    }
    let (long, short) = (long.as_bytes(), short.as_bytes());
    let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            let swapped = same > 0
                && same + 1 < long.len()
                && (long[same], long[same + 1]) == (short[same + 1], short[same]);
            swapped && long[same + 2..] == short[same + 2..]
        }
        1 => {
            same > 0 && long[same..].len() > 1 && {
                long[same] == long[same - 1] && long[same + 1..] == short[same..]
            }
        }
        _ => false,
    }
}

/// The items of a list, sorted; none when a range is no list, or when its order may matter.
fn items(line: &Line, range: Range<usize>) -> Option<Vec<Vec<&str>>> {
    let lists = &Lists::get().written;
    let mut out: Vec<Vec<&str>> = vec![Vec::new()];
    let mut joins: Vec<&str> = Vec::new();
    let mut end = line.tokens.get(range.start)?.range.start;
    for token in &line.tokens[range] {
        let between = &line.text[end..token.range.start];
        end = token.range.end;
        let is_join = matches!(token.name.as_str(), "and" | "or");
        let plain = matches!(
            token.class,
            Class::Word | Class::Empty | Class::Person | Class::Superior
        );
        let matters = lists.negations.contains(&token.name)
            || matches!(
                token.name.as_str(),
                "shall" | "may" | "but" | "then" | "only"
            );
        if !plain || matters || between.contains(['.', ';', ':', '\n', '(', ')']) {
            return None;
        }
        if (is_join || between.contains(',')) && out.last().is_some_and(|l| !l.is_empty()) {
            out.push(Vec::new());
        }
        match token.class {
            _ if is_join => joins.push(&token.name),
            Class::Empty => {}
            _ => out.last_mut()?.push(&token.name),
        }
    }
    joins.sort_unstable();
    joins.dedup();
    out.sort();
    (out.len() > 1 && joins.len() < 2).then(|| {
        out.push(joins);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::is_typing_error;

    #[test]
    fn typing_errors_are_few() {
        for (a, b) in [
            ("communciation", "communication"),
            ("comittee", "committee"),
            ("harrassed", "harassed"),
        ] {
            assert!(is_typing_error(a, b) && is_typing_error(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("employee", "employer"),
            ("complaint", "compliant"),
            ("lawful", "unlawful"),
            ("staff", "stafff"),
            ("teacher", "teaches"),
        ] {
            assert!(!is_typing_error(a, b), "{a} {b}");
        }
    }
}
