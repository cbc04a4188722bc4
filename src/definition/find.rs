//! Finding definitions: first the places where a text defines, then the sentences, lines, rows and
//! headings that do.

use super::Scope;
use super::cues::Cues;
use super::name::{is_term, is_topic, more_names, names, with_brackets};
use super::place::places;
use super::sentence::{Context, Hit, meaning_in, sentence};
use super::term::fold;
use crate::clause::inline::{Run, Style, text_of};
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
use crate::language::sentences;
use crate::text::collapse;
use std::collections::HashMap;
use std::ops::Range;

/// A definition as a text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defined {
    /// The clause that defines.
    pub clause: ClauseIndex,
    /// The term as printed; several joined by `; `.
    pub term: String,
    /// Its names, one by one.
    pub names: Vec<String>,
    /// The bytes of the clause that define, term and meaning.
    pub range: Range<usize>,
    /// What the term means, word for word; the items under the clause one a line, when the
    /// meaning stands in them.
    pub meaning: String,
    /// The last clause of the definition: its own, or the last of its items.
    pub last: ClauseIndex,
    /// How far it reaches.
    pub scope: Scope,
    /// How often the text must use the term for this to be believed.
    pub needs: usize,
}

impl Defined {
    /// The form in which the term is compared with others.
    pub fn key(&self) -> String {
        self.names.first().map_or(String::new(), |name| fold(name))
    }

    /// Whether a place stands in the definition itself.
    pub fn holds(&self, clause: ClauseIndex, range: &Range<usize>) -> bool {
        let items = clause > self.clause && clause <= self.last;
        let own = range.start < self.range.end && range.end > self.range.start;
        items || (clause == self.clause && own)
    }
}

/// Finds the definitions of a text, in its order.
pub fn find(tree: &ClauseTree) -> Vec<Defined> {
    let cues = Cues::built_in();
    let mut finder = Finder {
        tree,
        cues,
        defines: places(tree, cues),
        forms: HashMap::new(),
    };
    let mut out: Vec<Defined> = Vec::new();
    for (index, clause) in tree.iter() {
        match (&clause.content, clause.kind) {
            (Content::Row { cells, head, .. }, _) if !head => {
                out.extend(finder.row(index, clause, cells));
            }
            (_, ClauseKind::Section) => {}
            _ => out.extend(finder.clause(index, clause)),
        }
    }
    let headings = finder.headings(&out);
    out.extend(headings);
    out.sort_by_key(|d| (d.clause, d.range.start));
    out.retain(|d| !says_nothing(cues, d));
    out
}

/// The meaning is the term again, or breaks off after "X means".
fn says_nothing(cues: &Cues, defined: &Defined) -> bool {
    let meaning = &defined.meaning;
    let again = cues
        .quoted
        .captures(meaning)
        .or_else(|| cues.bare.captures(meaning));
    fold(meaning) == defined.key() || again.is_some_and(|hit| hit[0].len() == meaning.len())
}

struct Finder<'a> {
    tree: &'a ClauseTree,
    cues: &'static Cues,
    /// Whether each clause stands in a place for definitions.
    defines: Vec<bool>,
    /// Whether the terms of a place are numbered: what first defined one there tells.
    forms: HashMap<Option<ClauseIndex>, bool>,
}

impl Finder<'_> {
    fn clause(&mut self, index: ClauseIndex, clause: &Clause) -> Vec<Defined> {
        let text = &clause.text;
        let place = self.defines[index.0 as usize] && clause.kind != ClauseKind::Title;
        let mut hits: Vec<Hit> = Vec::new();
        for (n, range) in sentences(text).into_iter().enumerate() {
            let context = Context {
                place,
                first: n == 0,
                marked: n == 0 && starts_marked(clause),
            };
            hits.extend(sentence(self.cues, text, range, context));
        }
        let listed = place && self.form_fits(clause);
        if hits.is_empty() && (listed || text.starts_with(['“', '"'])) {
            hits = self.run_in(clause);
        }
        if !hits.is_empty() && place {
            self.forms
                .entry(clause.parent)
                .or_insert(is_numbered(clause));
        }
        let next = hits.iter().skip(1).map(|h| h.start);
        let ends: Vec<usize> = next.chain([text.len()]).collect();
        let all = hits.into_iter().zip(ends);
        // In a place for definitions the whole clause explains its term.
        let all = all.map(|(hit, next)| {
            if place {
                (next.max(hit.end), hit)
            } else {
                (hit.end, hit)
            }
        });
        all.filter_map(|(end, hit)| self.defined(index, clause, hit, end))
            .collect()
    }

    /// Whether a clause looks as those that define terms in its place: numbered, or not.
    fn form_fits(&self, clause: &Clause) -> bool {
        self.forms
            .get(&clause.parent)
            .is_none_or(|numbered| *numbered == is_numbered(clause))
    }

    /// `Term – meaning`, line by line.
    fn run_in(&self, clause: &Clause) -> Vec<Hit> {
        let text = &clause.text;
        let lines = lines(clause);
        let ends = lines.iter().skip(1).map(|l| l.start).chain([text.len()]);
        let mut hits: Vec<Hit> = Vec::new();
        for (line, end) in lines.iter().zip(ends) {
            match self.head(text, line, end) {
                Some(hit) => hits.push(hit),
                None => {
                    if let Some(before) = hits.last_mut() {
                        before.end = end;
                    }
                }
            }
        }
        hits
    }

    /// A line that begins with a term: `Term: meaning`, or the two in columns.
    fn head(&self, text: &str, line: &Line, end: usize) -> Option<Hit> {
        let said = &text[line.start..end];
        let (head, meaning) = match line.column {
            Some(column) => (text[line.start..column].trim_end(), column),
            None => {
                let hit = self.cues.run_in.captures(said)?;
                (
                    hit.name("names")?.as_str(),
                    line.start + hit.name("meaning")?.start(),
                )
            }
        };
        let said = &text[meaning..end];
        let fits = is_term(self.cues, head) && !is_topic(self.cues, head) && !orders(said);
        let reach = self.cues.reach.captures(said);
        let lead = reach.as_ref().map_or(0, |r| r[0].len());
        let verb = self
            .cues
            .after_head
            .find(&said[lead..])
            .map_or("", |m| m.as_str());
        fits.then(|| Hit {
            start: line.start,
            names: names(self.cues, head),
            other: None,
            meaning: meaning + lead + meaning_in(verb).unwrap_or(verb.len()),
            end,
            name_end: 0,
            needs: 0,
            part: reach.is_some_and(|r| r.name("part").is_some()),
        })
    }

    /// A row of a table of terms.
    fn row(&self, index: ClauseIndex, clause: &Clause, cells: &[Vec<Run>]) -> Option<Defined> {
        let [term, meaning, ..] = cells else {
            return None;
        };
        let (term, meaning) = (collapse(&text_of(term)), collapse(&text_of(meaning)));
        let fits =
            self.defines[index.0 as usize] && is_term(self.cues, &term) && !meaning.is_empty();
        fits.then(|| Defined {
            clause: index,
            names: names(self.cues, &term),
            term,
            range: 0..clause.text.len(),
            meaning,
            last: index,
            scope: Scope::Text,
            needs: 0,
        })
    }

    /// Headings that are terms, and headings that ask for the meaning of one, with the text under
    /// them.
    fn headings(&self, found: &[Defined]) -> Vec<Defined> {
        let sections = self
            .tree
            .iter()
            .filter(|(_, c)| c.kind == ClauseKind::Section);
        sections
            .filter_map(|(index, clause)| self.heading(index, clause, found))
            .collect()
    }

    fn heading(&self, index: ClauseIndex, clause: &Clause, found: &[Defined]) -> Option<Defined> {
        let heading = clause.heading.as_deref()?.trim_end_matches(':');
        let asked = self.cues.question.captures(heading);
        let (name, needs) = match &asked {
            Some(asked) => match asked.name("sure").or_else(|| asked.name("meant")) {
                Some(name) => (name.as_str(), 0),
                None => (asked.name("names")?.as_str(), 1),
            },
            None => (heading, 0),
        };
        let fits =
            asked.is_some() || (self.defines[index.0 as usize] && !is_topic(self.cues, name));
        if !fits || !is_term(self.cues, name.trim_matches(['“', '”', '"'])) {
            return None;
        }
        let last = self.last_before_heading(index);
        let said = found.partition_point(|d| d.clause <= index);
        let defined = found[said..]
            .iter()
            .take_while(|d| d.clause <= last)
            .count()
            > 0;
        let meaning = self.without_repeat(&self.items(index, last), name);
        let explains = asked.is_some() || !orders(&meaning);
        (!defined && !meaning.is_empty() && explains).then(|| Defined {
            clause: index,
            names: names(self.cues, name),
            term: names(self.cues, name).join("; "),
            range: 0..clause.text.len(),
            meaning,
            last,
            scope: Scope::Text,
            needs,
        })
    }

    /// The answer without "A personal device is", when the question has said it.
    fn without_repeat(&self, answer: &str, name: &str) -> String {
        let hit = self
            .cues
            .bare
            .captures(answer)
            .or_else(|| self.cues.quoted.captures(answer));
        let same = hit.filter(|hit| fold(&hit["names"]) == fold(name));
        let from = same.and_then(|hit| Some(hit.get(0)?.end())).unwrap_or(0);
        answer[from..].to_string()
    }

    fn defined(
        &self,
        index: ClauseIndex,
        clause: &Clause,
        hit: Hit,
        end: usize,
    ) -> Option<Defined> {
        let raw = clause.text.get(hit.meaning..end).unwrap_or("").trim();
        let own = raw.trim_end_matches([';', ',', ':']).trim_end();
        let own = own
            .strip_suffix(" and")
            .unwrap_or(own)
            .trim_end_matches([';', ',']);
        // The meaning stands in the items, or goes on in them.
        let open = own.is_empty() || raw.ends_with(':');
        let last = if open {
            self.last_governed(index)
        } else {
            index
        };
        let meaning = match (own, self.items(index, last)) {
            ("", items) => items,
            (own, items) if items.is_empty() => own.to_string(),
            (own, items) => format!("{own}:\n{items}"),
        };
        let mut names: Vec<String> = hit.names.into_iter().filter(|n| !n.is_empty()).collect();
        let term = with_brackets(&clause.text[hit.start..hit.meaning], &names);
        let term = term.unwrap_or_else(|| names.join("; "));
        names.extend(hit.other);
        let more = names.first().map(|name| more_names(name, &meaning));
        names.extend(more.unwrap_or_default());
        (!meaning.is_empty() && !term.is_empty()).then(|| Defined {
            clause: index,
            term,
            names,
            range: hit.start..end.max(hit.name_end),
            meaning,
            last,
            scope: if hit.part {
                self.part(index)
            } else {
                Scope::Text
            },
            needs: hit.needs,
        })
    }

    /// The last of the clauses that a clause governs.
    fn last_governed(&self, index: ClauseIndex) -> ClauseIndex {
        let mut last = self.tree.last_under(index);
        while let Some(next) = self.tree.next(last)
            && self.tree.get(next).lead_in == Some(index)
        {
            last = self.tree.last_under(next);
        }
        last
    }

    /// The last clause under a heading before another heading.
    fn last_before_heading(&self, index: ClauseIndex) -> ClauseIndex {
        let last = self.tree.last_under(index);
        let own = std::iter::successors(self.tree.next(index), |at| self.tree.next(*at));
        let own =
            own.take_while(|at| *at <= last && self.tree.get(*at).kind != ClauseKind::Section);
        own.last().unwrap_or(index)
    }

    /// The words of the clauses after one, up to the last, one a line; a long list is cut.
    fn items(&self, index: ClauseIndex, last: ClauseIndex) -> String {
        let all = &self.tree.clauses()[index.0 as usize + 1..=last.0 as usize];
        let texts: Vec<&str> = all
            .iter()
            .take(MAX_ITEMS)
            .map(|c| c.text.as_str())
            .collect();
        texts.join("\n")
    }

    /// The part of the text that "this section" means.
    fn part(&self, index: ClauseIndex) -> Scope {
        let parent = self.tree.get(index).parent;
        let mut over = std::iter::successors(parent, |p| self.tree.get(*p).parent);
        let section = over.find(|p| self.tree.get(*p).kind == ClauseKind::Section);
        section.or(parent).map_or(Scope::Text, Scope::Under)
    }
}

/// Clauses quoted for a meaning that stands in a list.
const MAX_ITEMS: usize = 40;

/// A line of a clause as its source has it, by bytes of the clause's text.
struct Line {
    start: usize,
    /// Where a second column begins, after a tab.
    column: Option<usize>,
}

/// The lines of a clause.
fn lines(clause: &Clause) -> Vec<Line> {
    let mut lines = vec![Line {
        start: 0,
        column: None,
    }];
    let Content::Runs(runs) = &clause.content else {
        return lines;
    };
    let (mut at, mut gap) = (0, String::new());
    for run in runs {
        for c in run.text.chars() {
            let c = if run.line_break.is_some() { '\n' } else { c };
            if c.is_whitespace() {
                gap.push(c);
                continue;
            }
            at += usize::from(at > 0 && !gap.is_empty());
            if at > 0 && gap.contains('\n') {
                lines.push(Line {
                    start: at,
                    column: None,
                });
            } else if at > 0 && gap.contains('\t') {
                lines
                    .last_mut()
                    .expect("there is a first")
                    .column
                    .get_or_insert(at);
            }
            gap.clear();
            at += c.len_utf8();
        }
    }
    lines
}

fn is_numbered(clause: &Clause) -> bool {
    clause.kind == ClauseKind::Provision
}

/// The clause begins with words in bold, italics or underlined.
fn starts_marked(clause: &Clause) -> bool {
    let Content::Runs(runs) = &clause.content else {
        return false;
    };
    let marks = [Style::STRONG, Style::EMPHASIS, Style::UNDERLINE];
    let first = runs.iter().find(|r| !r.text.trim().is_empty());
    first.is_some_and(|r| marks.iter().any(|mark| r.style.has(*mark)))
}

/// The first sentence gives an order and explains nothing.
fn orders(meaning: &str) -> bool {
    let first = sentences(meaning)
        .into_iter()
        .next()
        .map_or("", |r| &meaning[r]);
    let order = |word: &str| matches!(word, "shall" | "must" | "should" | "will");
    // Behind "who" or "that" stands what is said of a thing.
    let told = |word: &&str| !matches!(*word, "who" | "that" | "which" | "whose" | "where");
    first.split_whitespace().take_while(told).any(order)
}
