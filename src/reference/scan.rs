use super::block::{Lists, Part, Parts};
use super::citator::Citator;
use super::found::{Found, settle};
use super::label::Labels;
use super::manual::{Manual, printed_code};
use super::reader::{Reader, is_act};
use super::title::Titles;
use super::{code, evidence, heading, name, place, token};
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree};
use std::collections::HashSet;
use std::ops::Range;

/// What is known of the policy that is scanned.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scanned<'a> {
    /// Its code.
    pub code: Option<&'a str>,
    /// Its title and other names.
    pub names: &'a [&'a str],
    /// Postal code of the district's state.
    pub state: Option<&'a str>,
    /// The names of the district's policies.
    pub titles: Option<&'a Titles>,
}

/// Finds the references in the clauses of a policy, in the order of the text.
pub fn scan(tree: &ClauseTree, of: Scanned<'_>, citator: &Citator) -> Vec<(ClauseIndex, Found)> {
    let mut scan = Scan::of(tree, of, citator);
    let mut out = Vec::new();
    for (index, clause) in tree.iter() {
        let found = scan.clause(index, clause);
        out.extend(found.into_iter().map(|f| (index, f)));
    }
    out
}

/// A policy that is read from its first clause to its last.
struct Scan<'a> {
    of: Scanned<'a>,
    citator: &'a Citator,
    names: Vec<&'a str>,
    labels: Labels,
    /// How many clauses stand above the text proper.
    head: usize,
    /// True for a page of a handbook, which is no policy and prints the code of the one it is from.
    handbook: bool,
    /// The code that the lines above the text print: the policy's own, where none is known.
    printed: Option<String>,
    /// How the manual writes its codes.
    manual: Manual,
    /// Initials that the text explains.
    initials: HashSet<String>,
    /// The label of the list of cross references.
    cross: Option<&'a str>,
    lists: Lists,
    laws: Reader,
    called: name::Called,
}

impl<'a> Scan<'a> {
    fn of(tree: &'a ClauseTree, of: Scanned<'a>, citator: &'a Citator) -> Scan<'a> {
        let clauses = tree.clauses();
        let titles = clauses.iter().filter(|c| c.kind == ClauseKind::Title);
        let mut names: Vec<&str> = of.names.to_vec();
        names.extend(titles.map(|c| c.text.as_str()));
        let first = |c: &Clause| match c.kind {
            ClauseKind::Title => false,
            ClauseKind::Provision => true,
            _ => is_sentence(&c.text),
        };
        let head = clauses.iter().position(first).unwrap_or(clauses.len());
        let head_texts = || clauses[..head].iter().map(|c| c.text.as_str());
        let cross = |c: &&Clause| {
            let words = c.text.trim_end_matches([':', '.']).to_lowercase();
            matches!(
                words.as_str(),
                "cross references" | "cross reference" | "cross refs"
            )
        };
        let printed = printed_code(clauses[..head].iter().map(|c| c.text.as_str()));
        let texts = || clauses.iter().map(|c| c.text.as_str());
        let manual = match of.code.or(printed.as_deref()) {
            Some(code) => Manual::of(code),
            None => Manual::seen_in(texts()),
        };
        Scan {
            manual,
            initials: texts().flat_map(evidence::explained).collect(),
            of,
            citator,
            names,
            labels: Labels::of(tree),
            head,
            handbook: head_texts().any(|t| t.to_lowercase().contains("handbook")),
            printed,
            cross: clauses
                .iter()
                .find(cross)
                .map(|c| c.text.trim_end_matches([':', '.'])),
            lists: Lists::new(),
            laws: Reader::default(),
            called: name::Called::default(),
        }
    }

    fn clause(&mut self, index: ClauseIndex, clause: &Clause) -> Vec<Found> {
        let parts = self.lists.next(clause);
        let furniture = self.is_furniture(index, clause);
        let title = clause.kind == ClauseKind::Title;
        let mut laws = match title {
            true => Vec::new(),
            false => (self.laws).clause(&clause.text, &parts, self.citator, self.of.state),
        };
        laws.sort_by_key(|f| f.range.start);
        let mut found = self.codes(clause, &parts, &laws, furniture);
        let titles = titles(&clause.text, &found);
        let text = clause.text.as_str();
        let in_title = |f: &Found| is_in_title(f, &titles) || begins_title(text, f, &titles);
        laws.retain(|f| !(is_act(f) && (in_title(f) || is_other_name(text, f))));
        if !title {
            if clause.kind != ClauseKind::Section && !furniture {
                found.extend(self.names(&clause.text, &parts, &laws, &titles));
            }
            found.extend(self.places(index, clause, &parts, &found, &laws));
            let before: Vec<Found> = laws.iter().chain(&found).cloned().collect();
            found.extend(name::by_initials(&clause.text, &self.called, &before));
        }
        found.extend(laws);
        settle(found)
    }

    fn codes(&self, clause: &Clause, parts: &Parts, laws: &[Found], furniture: bool) -> Vec<Found> {
        let place = code::Place {
            own: self.of.code,
            printed: self.printed.as_deref(),
            manual: self.manual,
            initials: &self.initials,
            furniture,
            line: !is_sentence(&clause.text) && clause.kind != ClauseKind::Bullet,
            parts,
            labels: &self.labels,
            laws,
        };
        code::find(&clause.text, place)
    }

    fn names(&mut self, text: &str, parts: &Parts, laws: &[Found], titles: &Titled) -> Vec<Found> {
        let known = name::Known {
            own: &self.names,
            titles: self.of.titles,
        };
        let mut found = name::find(text, known, laws, &mut self.called);
        found.retain(|f| !(is_in_title(f, titles) || in_laws(f, parts)));
        found
    }

    /// `documents` are the policies and documents that the clause names.
    fn places(
        &self,
        index: ClauseIndex,
        clause: &Clause,
        parts: &Parts,
        documents: &[Found],
        laws: &[Found],
    ) -> Vec<Found> {
        let text = clause.text.as_str();
        let mut ranges: Vec<Range<usize>> = documents.iter().map(|f| f.range.clone()).collect();
        ranges.sort_by_key(|r| (r.start, r.end));
        let here = heading::Here {
            clause: index,
            labels: &self.labels,
            cross: self.cross,
        };
        let mut found = place::find(text, &self.labels, &ranges, laws);
        found.extend(heading::find(text, here));
        // A heading that begins with its label does not refer to itself.
        let heading = clause.kind == ClauseKind::Section;
        found.retain(|f| !(in_laws(f, parts) || heading && f.range.start == 0));
        found
    }

    /// Whether a clause is a line around the text: a running head, or one above it.
    fn is_furniture(&self, index: ClauseIndex, clause: &Clause) -> bool {
        let head = (index.0 as usize) < self.head;
        let text = clause.text.as_str();
        let own = |code: &str| {
            let tokens = token::tokens(text);
            let bare = |t: &str| t.split('(').next().unwrap_or_default().trim().to_string();
            let mut codes = tokens.iter().flat_map(token::Token::targets);
            codes.any(|t| code::same_code(&bare(&t), &bare(code)))
        };
        let repeated =
            || !self.handbook && !is_sentence(text) && self.printed.as_deref().is_some_and(own);
        head && !self.handbook || is_page_mark(text) || repeated()
    }
}

/// Where codes end, and where the title after each does.
type Titled = Vec<(usize, Option<usize>)>;

/// "3411 - Code of Conduct": the title of the code, and no second reference.
fn titles(text: &str, codes: &[Found]) -> Titled {
    let mut ends: Vec<usize> = codes.iter().map(|code| code.range.end).collect();
    ends.sort_unstable();
    ends.dedup();
    let title = |end| (end, evidence::title_end(text, end));
    ends.into_iter().map(title).collect()
}

fn is_in_title(found: &Found, titles: &Titled) -> bool {
    let next = titles.partition_point(|(code, _)| *code <= found.range.start);
    let title = next.checked_sub(1).and_then(|at| titles[at].1);
    title.is_some_and(|end| found.range.start < end)
}

/// "policy 1725, Title IX Sexual Harassment": the name of the act is the beginning of a title.
fn begins_title(text: &str, act: &Found, titles: &Titled) -> bool {
    let next = titles.partition_point(|(code, _)| *code <= act.range.start);
    let after_code = next.checked_sub(1).is_some_and(|at| {
        let between = &text[titles[at].0..act.range.start];
        matches!(between.trim(), "," | ":" | "-" | "–")
    });
    let rest = text[act.range.end..]
        .strip_prefix(" - ")
        .or(text[act.range.end..].strip_prefix(' '));
    after_code && rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// A text that says something, in contrast to a line of a page's head.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().take(15).count();
    let ends = text.ends_with(['.', ';', '?', '!']) && text.contains(char::is_lowercase);
    words >= 15 || words >= 3 && ends || words >= 6 && text.ends_with(':')
}

/// "Page 2 of 3", and what stands beside it.
fn is_page_mark(text: &str) -> bool {
    let rest = text
        .strip_prefix("Page ")
        .or_else(|| text.strip_prefix("PAGE "));
    rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())) && !is_sentence(text)
}

/// In a list of laws nothing else is looked for: its words are titles of laws.
fn in_laws(found: &Found, parts: &Parts) -> bool {
    let next = parts.partition_point(|(range, _)| range.end <= found.range.start);
    parts.get(next).is_some_and(|(_, part)| *part == Part::Laws)
}
/// The name is a part of another: initials in a line of capitals ("WEST ADA SCHOOLS"), or an act
/// behind a word of a longer name ("Youth Rehabilitation Act").
fn is_other_name(text: &str, found: &Found) -> bool {
    let name = &text[found.range.clone()];
    if name.chars().all(|c| c.is_ascii_uppercase()) {
        let words = text.split_whitespace().count();
        return words > 1 && !text.contains(char::is_lowercase);
    }
    let before = text[..found.range.start].strip_suffix(' ').unwrap_or("");
    let word = before.rsplit(' ').next().unwrap_or("");
    let begins = before.len() == word.len()
        || before[..before.len() - word.len()]
            .trim_end()
            .ends_with(['.', ':']);
    let free = matches!(
        word,
        "The" | "Federal" | "U.S." | "American" | "Amended" | "States"
    );
    let capital = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    name.ends_with(" Act") && capital && !begins && !free
}
