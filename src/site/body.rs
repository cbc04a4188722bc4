//! The clauses of a version as HTML.

use super::back::said;
use super::proves::RuleMark;
use super::view::count;
use super::{Input, links};
use crate::clause::inline::{Run, Target, escape_into, link, text_of, to_html};
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree, Content};
use crate::library::{Policy, citation, short_citation};
use crate::lint::{Link, resolve};
use crate::text::collapse;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Deeper headings than this are not in HTML.
const LAST_HEADING: usize = 6;

/// The links of each clause of a tree: bytes of its text, in order and apart, and where they lead.
pub type ClauseLinks = HashMap<ClauseIndex, Vec<(Range<usize>, Target)>>;

/// What is marked in a tree.
pub struct Marks {
    /// The links of its clauses.
    pub links: ClauseLinks,
    /// How many places refer to each clause that any refers to.
    pub referred: HashMap<ClauseIndex, usize>,
    /// The rules that clauses are evidence for.
    pub proves: HashMap<ClauseIndex, RuleMark>,
}

/// Makes the HTML of a tree.
pub struct Body<'a> {
    input: &'a Input<'a>,
    policy: &'a Policy,
    tree: &'a ClauseTree,
    /// Path of the source file.
    file: &'a str,
    /// Path of the page.
    page: &'a str,
    children: Vec<Vec<ClauseIndex>>,
    marks: &'a Marks,
    out: String,
}

impl<'a> Body<'a> {
    /// The HTML of all clauses of a tree.
    pub fn render(
        input: &'a Input<'a>,
        policy: &'a Policy,
        tree: &'a ClauseTree,
        file: &'a str,
        page: &'a str,
        marks: &'a Marks,
    ) -> String {
        let mut children = vec![Vec::new(); tree.clauses().len()];
        let mut top = Vec::new();
        for (index, clause) in tree.iter() {
            match clause.parent {
                Some(parent) => children[parent.0 as usize].push(index),
                None => top.push(index),
            }
        }
        let mut body = Body {
            input,
            policy,
            tree,
            file,
            page,
            children,
            marks,
            out: String::new(),
        };
        body.siblings(&top, 2);
        body.out
    }

    /// Clauses with one parent: runs of items become lists, runs of rows tables.
    fn siblings(&mut self, clauses: &[ClauseIndex], level: usize) {
        let kind = |i: &ClauseIndex| group(self.tree.get(*i));
        let runs: Vec<Vec<ClauseIndex>> = clauses
            .chunk_by(|a, b| kind(a) == kind(b))
            .map(<[_]>::to_vec)
            .collect();
        for run in runs {
            match group(self.tree.get(run[0])) {
                Group::Items(tag) => self.list(&run, tag, level),
                Group::Table(_) => self.table(&run),
                Group::Section => run.iter().for_each(|i| self.section(*i, level)),
                Group::Text => run.iter().for_each(|i| self.text(*i, level)),
            }
        }
    }

    fn section(&mut self, index: ClauseIndex, level: usize) {
        let clause = self.tree.get(index);
        let heading = level.min(LAST_HEADING);
        self.open("section", clause, "section");
        let _ = write!(self.out, "<h{heading}>");
        self.enumerator(clause);
        self.words(index);
        let _ = write!(self.out, "</h{heading}>");
        self.tools(index);
        self.out.push('\n');
        self.below(index, level + 1);
        self.out.push_str("</section>\n");
    }

    fn list(&mut self, items: &[ClauseIndex], tag: &str, level: usize) {
        let _ = writeln!(self.out, "<{tag} class=\"clauses\" role=\"list\">");
        for index in items {
            let clause = self.tree.get(*index);
            self.open("li", clause, clause.kind.word());
            self.enumerator(clause);
            self.out.push_str("<div class=\"text\"><p>");
            self.words(*index);
            self.tools(*index);
            self.out.push_str("</p>\n");
            self.below(*index, level);
            self.out.push_str("</div></li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn text(&mut self, index: ClauseIndex, level: usize) {
        let clause = self.tree.get(index);
        let tag = if matches!(clause.content, Content::Html(_)) {
            "div"
        } else {
            "p"
        };
        // A title line that says what the page's own heading says can be shown small.
        let same = clause.kind == ClauseKind::Title && clause.text.contains(&self.policy.title);
        self.open(
            tag,
            clause,
            if same {
                "title same"
            } else {
                clause.kind.word()
            },
        );
        self.enumerator(clause);
        self.words(index);
        self.tools(index);
        let _ = writeln!(self.out, "</{tag}>");
        self.below(index, level);
    }

    fn below(&mut self, index: ClauseIndex, level: usize) {
        let children = std::mem::take(&mut self.children[index.0 as usize]);
        self.siblings(&children, level);
    }

    fn table(&mut self, rows: &[ClauseIndex]) {
        let over = self.tree.get(rows[0]).parent.map(|p| self.tree.get(p));
        let place = over.map_or(String::new(), |c| format!(" in {}", short_citation(c)));
        self.out
            .push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table");
        escape_into(&mut self.out, &place);
        self.out.push_str("\"><table>\n");
        let (mut in_head, mut in_body) = (false, false);
        for index in rows {
            let clause = self.tree.get(*index);
            let Content::Row { head, cells, .. } = &clause.content else {
                continue;
            };
            if *head && !in_head && !in_body {
                self.out.push_str("<thead>\n");
                in_head = true;
            } else if !*head && !in_body {
                self.out.push_str(if in_head {
                    "</thead>\n<tbody>\n"
                } else {
                    "<tbody>\n"
                });
                (in_head, in_body) = (false, true);
            }
            self.open("tr", clause, "table-row");
            let links = self.marks.links.get(index).map_or(&[][..], Vec::as_slice);
            let mut before = 0;
            for (column, cell) in cells.iter().enumerate() {
                let tag = match (head, column) {
                    (true, _) => "th scope=\"col\"",
                    (false, 0) => "th scope=\"row\"",
                    _ => "td",
                };
                let _ = write!(self.out, "<{tag}>");
                // The text of a row is that of its cells with blanks between them.
                let length = collapse(&text_of(cell)).len();
                self.runs(&link(cell, &within(links, before..before + length)));
                before += length + usize::from(length > 0);
                if column + 1 == cells.len() {
                    self.tools(*index);
                }
                let _ = write!(self.out, "</{}>", &tag[..2]);
            }
            self.out.push_str("</tr>\n");
        }
        if in_head {
            self.out.push_str("</thead>\n");
        }
        if in_body {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }

    fn open(&mut self, tag: &str, clause: &Clause, class: &str) {
        let _ = write!(self.out, "<{tag} id=\"");
        escape_into(&mut self.out, &clause.anchor);
        let _ = write!(self.out, "\" class=\"clause {class}\">");
    }

    fn enumerator(&mut self, clause: &Clause) {
        if let Some(label) = &clause.footnote {
            self.out.push_str("<span class=\"num\">[");
            escape_into(&mut self.out, label);
            self.out.push_str("]</span> ");
        }
        if !clause.enumerator.is_empty() {
            self.out.push_str("<span class=\"num\">");
            escape_into(&mut self.out, &clause.enumerator);
            self.out.push_str("</span> ");
        }
    }

    fn words(&mut self, index: ClauseIndex) {
        let clause = self.tree.get(index);
        match &clause.content {
            Content::Runs(runs) => match self.marks.links.get(&index) {
                Some(links) => self.runs(&link(runs, links)),
                None => self.runs(runs),
            },
            Content::Html(html) => self.out.push_str(html),
            // Rows are made by their table.
            Content::Row { .. } => {}
        }
    }

    fn runs(&mut self, runs: &[Run]) {
        let html = to_html(runs, &mut |target| self.address(target));
        self.out.push_str(&html);
    }

    fn address(&self, target: &Target) -> Option<String> {
        let address = match target {
            Target::Footnote(label) => {
                let note = self
                    .tree
                    .clauses()
                    .iter()
                    .find(|c| c.footnote.as_ref() == Some(label));
                return note.map(|c| format!("#{}", c.anchor));
            }
            Target::Page(address) => return Some(address.to_string()),
            Target::Term(anchor, _) => return Some(format!("#{anchor}")),
            Target::Address(address) => address,
        };
        match resolve(self.input.layers, self.file, self.tree, address)? {
            Link::Outside(url) => Some(url),
            Link::Here(anchor) => Some(format!("#{anchor}")),
            Link::Version(place, anchor) => {
                let to = links::place(self.input.library, place);
                let (d, p, v) = place;
                let tree = &self.input.library.districts[d].policies[p].versions[v].tree;
                let lands = |a: &String| tree.clauses().iter().any(|c| c.anchor == *a);
                let anchor = anchor
                    .filter(lands)
                    .map_or(String::new(), |a| format!("#{a}"));
                Some(format!("{}{anchor}", links::relative(self.page, &to)))
            }
        }
    }

    /// A link to the clause itself, one to what refers to it, one to the rule that it proves.
    fn tools(&mut self, index: ClauseIndex) {
        self.permalink(self.tree.get(index));
        self.back(index);
        self.rules(index);
    }

    /// A link to the first rule that a clause is evidence for, and one to the others. Their words
    /// are in their labels, so that copied text stays clean.
    fn rules(&mut self, index: ClauseIndex) {
        let Some(mark) = self.marks.proves.get(&index) else {
            return;
        };
        let RuleMark { rule, word, more } = mark;
        self.out.push_str("<span class=\"rules\">");
        let mut link = |url: &str, words: &str, label: &str| {
            self.out.push_str("<a class=\"rule-mark\" href=\"");
            escape_into(&mut self.out, url);
            self.out.push_str("\" data-words=\"");
            escape_into(&mut self.out, words);
            self.out.push_str("\" aria-label=\"");
            escape_into(&mut self.out, label);
            self.out.push_str("\"></a>");
        };
        let label = format!("Evidence for the rule {}: {word}", rule.text);
        link(&rule.url, &rule.text, &label);
        if *more > 0 {
            let clause = self.tree.get(index);
            let url = format!("#pb-proves-{}", clause.anchor);
            let cited = citation(self.policy, clause);
            let label = format!(
                "{} that {cited} is evidence for",
                count(*more, "more rule", "more rules")
            );
            link(&url, &format!("+{more}"), &label);
        }
        self.out.push_str("</span>");
    }

    fn back(&mut self, index: ClauseIndex) {
        let clause = self.tree.get(index);
        let Some(places) = self.marks.referred.get(&index) else {
            return;
        };
        self.out.push_str("<a class=\"back\" href=\"#pb-to-");
        escape_into(&mut self.out, &clause.anchor);
        let _ = write!(
            self.out,
            "\" data-count=\"{places}\" aria-label=\"{} ",
            said(*places)
        );
        escape_into(&mut self.out, &citation(self.policy, clause));
        self.out.push_str("\"></a>");
    }

    /// A link to the clause itself; its words are in its label, so that copied text stays clean.
    fn permalink(&mut self, clause: &Clause) {
        self.out.push_str("<a class=\"permalink\" href=\"#");
        escape_into(&mut self.out, &clause.anchor);
        self.out.push_str("\" data-cite=\"");
        escape_into(&mut self.out, &short_citation(clause));
        self.out.push_str("\" aria-label=\"Link to ");
        escape_into(&mut self.out, &citation(self.policy, clause));
        self.out.push_str("\"></a>");
    }
}

/// The links that stand in a part of a text, for that part alone.
fn within(links: &[(Range<usize>, Target)], part: Range<usize>) -> Vec<(Range<usize>, Target)> {
    let inside = links
        .iter()
        .filter(|(range, _)| range.start >= part.start && range.end <= part.end);
    inside
        .map(|(range, target)| {
            (
                range.start - part.start..range.end - part.start,
                target.clone(),
            )
        })
        .collect()
}

/// What clauses stand together as.
#[derive(PartialEq, Eq)]
enum Group {
    Items(&'static str),
    Table(usize),
    Section,
    Text,
}

fn group(clause: &Clause) -> Group {
    match (&clause.content, clause.kind) {
        (Content::Row { table, .. }, _) => Group::Table(*table),
        (_, ClauseKind::Section) => Group::Section,
        (_, ClauseKind::Provision) => Group::Items("ol"),
        (_, ClauseKind::Bullet) => Group::Items("ul"),
        _ => Group::Text,
    }
}
