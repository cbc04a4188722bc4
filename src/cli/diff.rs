use super::one::One;
use super::report;
use super::{Outcome, Stop};
use crate::align::Pair;
use crate::clause::{Clause, ClauseIndex, ClauseTree};
use crate::diagnostic::{Report, Severity};
use crate::redline::{Event, Op, Piece, Redline, Summary, Text, events, redline};
use crate::reference::{Citator, Scanned};
use crate::text::first_words;
use clap::ValueEnum;
use serde_json::{Value, json};

/// Show what changed between two texts of a policy, clause by clause and word by word
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook diff 1114@2012-09-11.md 1114.md\n  policybook diff 1114.md 1114@draft.md --format md > board-packet.md\n\nWords that went stand in [-these-] signs, words that came in {+these+}.\nA clause is found where it went; another number is no other text.\nExit status: 0 done, whether the texts differ or not; 1 problems in the policies; 2 could not be done."
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
    let texts = (text(&old, &citator), text(&new, &citator));
    let line = redline(&texts.0, &texts.1);
    let shown = Shown {
        old: texts.0,
        new: texts.1,
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

fn text<'a>(one: &'a One, citator: &Citator) -> Text<'a> {
    let title = one.front.title.as_ref().map_or("", |t| t.value.as_str());
    let scanned = Scanned {
        code: one.front.code.as_ref().map(|c| c.value.as_str()),
        names: &[title],
        ..Scanned::default()
    };
    Text::read(&one.tree, scanned, citator)
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
    old: Text<'a>,
    new: Text<'a>,
    line: &'a Redline,
}

impl Shown<'_> {
    fn json(&self) -> Value {
        let anchor = |clause: Option<&Clause>| clause.map(|c| c.anchor.clone());
        let pairs = self.line.pairs().map(|(pair, words)| {
            let words = words
                .iter()
                .map(|p| json!({"op": p.op.word(), "text": p.text}));
            json!({
                "from": anchor(self.from(pair)),
                "to": anchor(self.to(pair)),
                "alignment": pair.words(),
                "changes": [],
                "words": words.collect::<Vec<_>>(),
            })
        });
        json!({"schema_version": 1, "pairs": pairs.collect::<Vec<_>>()})
    }

    fn from(&self, pair: &Pair) -> Option<&Clause> {
        pair.from.map(|at| self.old.tree.get(at))
    }

    fn to(&self, pair: &Pair) -> Option<&Clause> {
        pair.to.map(|at| self.new.tree.get(at))
    }

    /// The changes in words first, then the clauses with other words, then what only moved or has
    /// another number.
    fn lines(&self, signs: &Signs) -> Vec<String> {
        let mut out = vec![Summary::of(self.line).in_words()];
        let (mut marked, mut others) = (Vec::new(), Vec::new());
        for event in events(self.line, &self.old, &self.new) {
            let place = self.place(&event, signs);
            let facts = facts(&event);
            if event.words.iter().any(|p| p.op != Op::Equal) {
                marked.push(signs.heading(&place, &facts.join(", ")));
                marked.push(signs.words(&event.words));
            } else if !event.pairs.iter().all(|pair| pair.is_same()) {
                let words = event
                    .to
                    .first()
                    .map_or("", |at| &self.new.tree.get(*at).text);
                let words = (signs.plain)(&first_words(words, WORDS));
                others.push(signs.item(&place, &facts.join(", "), &words));
            }
        }
        out.append(&mut marked);
        if !others.is_empty() {
            out.push("\nWith the same words:\n".to_string());
            out.append(&mut others);
        }
        out
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
    item: &'static str,
    gone: (&'static str, &'static str),
    come: (&'static str, &'static str),
    /// Stands before the words of a clause.
    indent: &'static str,
    plain: fn(&str) -> String,
}

impl Signs {
    const TERMINAL: Signs = Signs {
        heading: ("\n\u{1b}[1m", "\u{1b}[0m"),
        item: "  ",
        gone: ("\u{1b}[31m[-", "-]\u{1b}[0m"),
        come: ("\u{1b}[32m{+", "+}\u{1b}[0m"),
        indent: "  ",
        plain: without_controls,
    };

    const MARKDOWN: Signs = Signs {
        heading: ("\n**", "**"),
        item: "- ",
        gone: ("~~", "~~"),
        come: ("<ins>", "</ins>"),
        indent: "\n",
        plain: escaped,
    };

    fn heading(&self, place: &str, facts: &str) -> String {
        format!("{}{place}{} ({facts})", self.heading.0, self.heading.1)
    }

    fn item(&self, place: &str, facts: &str, words: &str) -> String {
        format!("{}{place} ({facts}): {words}", self.item)
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
