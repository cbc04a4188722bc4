use super::one::One;
use super::report;
use super::{Outcome, Stop};
use crate::change::{Change, ChangeKind, Side, by_pair, changes};
use crate::clause::{Clause, ClauseIndex, ClauseTree};
use crate::definition::{Defined, TermUse, of_tree};
use crate::diagnostic::{Report, Severity};
use crate::redline::{Event, Op, Piece, Redline, Summary, Text, citations, events, redline};
use crate::reference::{Citator, Found, Scanned, scan};
use crate::site::change_facts;
use crate::text::first_words;
use clap::ValueEnum;
use serde_json::{Value, json};

/// Show what changed between two texts of a policy, clause by clause and word by word
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook diff 1114@2012-09-11.md 1114.md\n  policybook diff 1114.md 1114@draft.md --format md > board-packet.md\n\nFirst it says what changes: duties, bans, deadlines, amounts and so on, with the words that show it;\n\"perhaps\" marks a guess. Then words that went stand in [-these-] signs, words that came in {+these+}.\nA clause is found where it went; another number is no other text.\nExit status: 0 done, whether the texts differ or not; 1 problems in the policies; 2 could not be done."
)]
pub struct Args {
    /// The earlier text; `-` reads standard input
    old: String,
    /// The later text
    new: String,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How the changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A page of a document.
    Md,
}

/// Runs `policybook diff`.
pub fn run(args: &Args) -> Result<Outcome, Stop> {
    if args.old == "-" && args.new == "-" {
        return Err("only one of the two texts can be standard input".to_string());
    }
    let (old, new) = (One::read(&args.old)?, One::read(&args.new)?);
    let citator = Citator::built_in();
    let (a, b) = (Read::of(&old, &citator), Read::of(&new, &citator));
    let texts = (a.text(), b.text());
    let sides = (a.side(), b.side());
    let line = redline(&texts.0, &texts.1);
    let events = events(&line, &texts.0, &texts.1);
    let shown = Shown {
        changes: changes(&line, &events, &sides.0, &sides.1),
        events,
        old: sides.0,
        new: sides.1,
        line: &line,
    };
    match args.format {
        Format::Json => report::json(&shown.json()).map_err(|e| e.to_string())?,
        Format::Text => shown
            .lines(&Signs::TERMINAL)
            .iter()
            .for_each(|l| report::line(l)),
        Format::Md => shown
            .lines(&Signs::MARKDOWN)
            .iter()
            .for_each(|l| report::line(l)),
    }
    Ok(problems(&old).max(problems(&new)))
}

/// A text with its references and definitions.
struct Read<'a> {
    one: &'a One,
    found: Vec<(ClauseIndex, Found)>,
    defined: Vec<(Defined, Vec<TermUse>)>,
}

impl<'a> Read<'a> {
    fn of(one: &'a One, citator: &Citator) -> Read<'a> {
        let title = one.front.title.as_ref().map_or("", |t| t.value.as_str());
        let scanned = Scanned {
            code: one.front.code.as_ref().map(|c| c.value.as_str()),
            names: &[title],
            ..Scanned::default()
        };
        Read {
            found: scan(&one.tree, scanned, citator),
            defined: of_tree(&one.tree, &[]),
            one,
        }
    }

    fn text(&self) -> Text<'a> {
        let uses = self.defined.iter().flat_map(|(_, uses)| uses);
        let uses = uses.map(|used| (used.clause, used.range.clone()));
        Text::new(
            &self.one.tree,
            citations(&self.found).into_iter().chain(uses),
        )
    }

    fn side(&self) -> Side<'a> {
        let found = self.found.iter().map(|(clause, found)| (*clause, found));
        let defined = self.defined.iter().map(|(defined, _)| defined);
        Side::new(&self.one.tree, found, defined)
    }
}

/// Prints what keeps a text from being read as it is meant; what is only doubtful is for `check`.
fn problems(one: &One) -> Outcome {
    let errors = one
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let errors: Vec<_> = errors.cloned().collect();
    let found = Report {
        sources: &one.sources,
        problems: &errors,
        waived: &[],
    };
    report::problems(&found, false);
    report::outcome(&errors)
}

/// Words shown of a clause that has the same as before.
const WORDS: usize = 10;

/// What is printed.
struct Shown<'a> {
    old: Side<'a>,
    new: Side<'a>,
    line: &'a Redline,
    events: Vec<Event<'a>>,
    /// What each event means.
    changes: Vec<Vec<Change>>,
}

impl Shown<'_> {
    fn json(&self) -> Value {
        let anchor = |clause: Option<&Clause>| clause.map(|c| c.anchor.clone());
        let changes = by_pair(self.line, &self.events, &self.changes);
        let pairs = self
            .line
            .pairs()
            .zip(changes)
            .map(|((pair, words), changes)| {
                let words = words
                    .iter()
                    .map(|p| json!({"op": p.op.word(), "text": p.text}));
                let changes = changes
                    .iter()
                    .map(|change| change_facts(change, self.old.tree, self.new.tree));
                json!({
                    "from": anchor(pair.from.map(|at| self.old.tree.get(at))),
                    "to": anchor(pair.to.map(|at| self.new.tree.get(at))),
                    "alignment": pair.words(),
                    "changes": changes.collect::<Vec<_>>(),
                    "words": words.collect::<Vec<_>>(),
                })
            });
        json!({"schema_version": 1, "pairs": pairs.collect::<Vec<_>>()})
    }

    /// The changes in words first, by group, then the clauses with other words.
    fn lines(&self, signs: &Signs) -> Vec<String> {
        let mut groups: [Vec<String>; 5] = Default::default();
        let mut marked = Vec::new();
        for (event, changes) in self.events.iter().zip(&self.changes) {
            let place = self.place(event, signs);
            let facts = facts(event).join(", ");
            for group in groups_of(event, changes) {
                groups[group as usize].push(self.item(event, (&place, &facts), group, signs));
                let told = changes.iter().filter(|_| group == Group::Substantive);
                let told = told.map(|c| (signs.plain)(&c.in_words(self.old.tree, self.new.tree)));
                groups[group as usize].extend(told.map(|words| format!("{}{words}", signs.deeper)));
            }
            if event.words.iter().any(|p| p.op != Op::Equal) {
                marked.push(signs.heading(&place, &facts));
                marked.push(signs.words(&event.words));
            }
        }
        let mut out = vec![Summary::of(self.line).in_words()];
        for (title, items) in GROUPS.iter().zip(groups) {
            if !items.is_empty() {
                out.push(signs.title(title));
                out.extend(items);
            }
        }
        if !marked.is_empty() {
            // The first heading brings its own blank line.
            out.push(signs.title("The words").trim_end_matches('\n').to_string());
            out.append(&mut marked);
        }
        out
    }

    /// A line of a group: where, and what else is true of the clauses; the first words of those
    /// whose words are not shown below.
    fn item(
        &self,
        event: &Event<'_>,
        (place, facts): (&str, &str),
        group: Group,
        signs: &Signs,
    ) -> String {
        match group {
            Group::Moved | Group::Renumbered => {
                let text = event.to.first();
                let text = text.map_or("", |at| self.new.tree.get(*at).text.as_str());
                let words = (signs.plain)(&first_words(text, WORDS));
                format!("{}{place}: {words}", signs.item)
            }
            _ => format!("{}{place} ({facts})", signs.item),
        }
    }

    /// Where the clauses of an event stood and stand.
    fn place(&self, event: &Event<'_>, signs: &Signs) -> String {
        let paths = |tree: &ClauseTree, all: &[ClauseIndex]| {
            let paths = all
                .iter()
                .map(|at| (signs.plain)(&tree.get(*at).path_text()));
            paths.collect::<Vec<_>>().join(" + ")
        };
        let from = paths(self.old.tree, &event.from);
        let to = paths(self.new.tree, &event.to);
        match (from.is_empty() || from == to, to.is_empty()) {
            (_, true) => from,
            (true, false) => to,
            (false, false) => format!("{from} → {to}"),
        }
    }
}

/// A group of changes; the order is that of the printed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Substantive,
    Unnamed,
    Moved,
    Renumbered,
    Editorial,
}

/// The titles of the groups.
const GROUPS: [&str; 5] = [
    "What changes",
    "Other words (what they change is not judged)",
    "Moved",
    "Renumbered",
    "Editorial",
];

/// Where an event is told: a clause that was amended and moved stands in both groups.
fn groups_of(event: &Event<'_>, changes: &[Change]) -> Vec<Group> {
    let mut out = Vec::new();
    let differs = event.words.iter().any(|p| p.op != Op::Equal);
    let substantive = changes.iter().any(|c| c.kind != ChangeKind::Editorial);
    if substantive {
        out.push(Group::Substantive);
    } else if !changes.is_empty() {
        out.push(Group::Editorial);
    } else if differs {
        out.push(Group::Unnamed);
    }
    if event.pairs.iter().any(|p| p.moved.is_some()) {
        out.push(Group::Moved);
    }
    if event.pairs.iter().any(|p| p.renumbered) {
        out.push(Group::Renumbered);
    }
    out
}

/// What is true of the clauses of an event, each fact once.
fn facts(event: &Event<'_>) -> Vec<&'static str> {
    let mut out: Vec<&str> = Vec::new();
    for fact in event.pairs.iter().flat_map(|pair| pair.words()) {
        if fact != "same" && !out.contains(&fact) {
            out.push(fact);
        }
    }
    out
}

/// How marks and headings are written.
struct Signs {
    heading: (&'static str, &'static str),
    /// A title of a group.
    title: (&'static str, &'static str),
    item: &'static str,
    /// Stands before a line under an item.
    deeper: &'static str,
    gone: (&'static str, &'static str),
    come: (&'static str, &'static str),
    /// Stands before the words of a clause.
    indent: &'static str,
    plain: fn(&str) -> String,
}

impl Signs {
    const TERMINAL: Signs = Signs {
        heading: ("\n\u{1b}[1m", "\u{1b}[0m"),
        title: ("\n\u{1b}[4m", "\u{1b}[0m:\n"),
        item: "  ",
        deeper: "    ",
        gone: ("\u{1b}[31m[-", "-]\u{1b}[0m"),
        come: ("\u{1b}[32m{+", "+}\u{1b}[0m"),
        indent: "  ",
        plain: without_controls,
    };

    const MARKDOWN: Signs = Signs {
        heading: ("\n**", "**"),
        title: ("\n## ", "\n"),
        item: "- ",
        deeper: "  - ",
        gone: ("~~", "~~"),
        come: ("<ins>", "</ins>"),
        indent: "\n",
        plain: escaped,
    };

    fn heading(&self, place: &str, facts: &str) -> String {
        format!("{}{place}{} ({facts})", self.heading.0, self.heading.1)
    }

    fn title(&self, words: &str) -> String {
        format!("{}{words}{}", self.title.0, self.title.1)
    }

    fn words(&self, words: &[Piece]) -> String {
        let mut out = String::from(self.indent);
        for piece in words {
            let text = (self.plain)(&piece.text);
            let (open, close) = match piece.op {
                Op::Equal => ("", ""),
                Op::Delete => self.gone,
                Op::Insert => self.come,
            };
            // Marks stand close to the words, as Markdown asks for.
            let (lead, tail) = (text.trim_start(), text.trim_end());
            let (before, after) = (&text[..text.len() - lead.len()], &text[tail.len()..]);
            let inner = text.trim();
            match inner.is_empty() {
                true => out.push_str(&text),
                false => out.push_str(&format!("{before}{open}{inner}{close}{after}")),
            }
        }
        out
    }
}

/// A text that cannot steer a terminal.
fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A text whose signs are no Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(
            c,
            '\\' | '*' | '_' | '~' | '`' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
