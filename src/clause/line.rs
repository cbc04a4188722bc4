//! Blocks as lines, and what each line looks like by itself.

use super::inline::{Run, Style, Target, text_of};
use super::markdown::{Block, BlockKind, ItemMark};
use super::marker::{Marker, Style as MarkerStyle, read_bullet, read_marker};
use crate::text::{Source, words};
use regex::Regex;
use std::sync::{Arc, LazyLock};

/// What a line begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Lead {
    /// Words.
    Words,
    /// An enumerator, or what seems one.
    Marker(Marker),
    /// A bullet.
    Bullet(char),
}

/// What a line is part of.
#[derive(Debug, Clone)]
pub enum LineKind {
    /// A paragraph or list item.
    Text,
    /// A Markdown heading of this level.
    Heading(u8),
    /// A row of a table.
    Row {
        /// Number of the table, from 0.
        table: usize,
        /// True for column heads.
        head: bool,
        /// The cells.
        cells: Vec<Vec<Run>>,
    },
    /// A block of sanitised HTML.
    Html(String),
}

/// A line of the text.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is part of.
    pub kind: LineKind,
    /// Its text with marks, the enumerator included.
    pub runs: Vec<Run>,
    /// Its words, the enumerator included.
    pub text: String,
    /// What it begins with.
    pub lead: Lead,
    /// Bytes of `text` that the enumerator and the space after it take; 0 when the enumerator is
    /// a Markdown list mark, which is no text.
    pub lead_len: usize,
    /// The enumerator to show.
    pub printed: String,
    /// Offset of its first byte in the source, list mark included.
    pub start: usize,
    /// Column of its first sign, from 0.
    pub indent: usize,
    /// Markdown lists around it.
    pub list_depth: usize,
    /// First line of its block.
    pub first: bool,
    /// A blank line, or nothing, stands before it.
    pub after_blank: bool,
    /// It ends where the author asked for a new line.
    pub ends_hard: bool,
    /// Label of the footnote it belongs to.
    pub footnote: Option<Arc<str>>,
    /// It belongs to the head or foot of a policy: dates, reference blocks, code lines.
    pub foot: bool,
}

impl Line {
    /// The words after the enumerator.
    pub fn words(&self) -> &str {
        self.text[self.lead_len..].trim()
    }

    /// True for a plain line that begins with words.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, LineKind::Text) && self.lead == Lead::Words
    }

    /// An enumerator alone on its line.
    pub fn is_bare_marker(&self) -> bool {
        matches!(self.lead, Lead::Marker(_)) && self.words().is_empty()
    }

    /// All words are strong.
    pub fn is_bold(&self) -> bool {
        let mut words = self
            .runs
            .iter()
            .filter(|r| !r.text.trim().is_empty())
            .peekable();
        words.peek().is_some() && words.all(|r| r.style.has(Style::STRONG))
    }

    /// It belongs to a footnote or points to one.
    pub fn has_footnote(&self) -> bool {
        let points = |r: &Run| matches!(r.target, Some(Target::Footnote(_)));
        self.footnote.is_some() || self.runs.iter().any(points)
    }

    /// Its words end a sentence or open a list.
    pub fn is_finished(&self) -> bool {
        let text = without_marks(&self.text);
        let text = text.trim_end_matches(['"', '”', '’', ')', ']', '*']);
        text.ends_with(['.', '?', '!', ':', ';']) || self.text.trim_end().ends_with([')', ']'])
    }

    /// Its words begin as a new sentence does.
    pub fn begins_anew(&self) -> bool {
        !self.words().starts_with(char::is_lowercase)
    }
}

/// Cuts blocks into lines.
pub fn lines(source: &Source, blocks: Vec<Block>) -> Vec<Line> {
    let mut out = Vec::new();
    for block in blocks {
        let whole = !matches!(block.kind, BlockKind::Text);
        let kind = match block.kind {
            BlockKind::Text => LineKind::Text,
            BlockKind::Heading(level) => LineKind::Heading(level),
            BlockKind::Row { table, head, cells } => LineKind::Row { table, head, cells },
            BlockKind::Html(html) => LineKind::Html(html),
        };
        let template = Line {
            kind,
            runs: Vec::new(),
            text: String::new(),
            lead: Lead::Words,
            lead_len: 0,
            printed: String::new(),
            start: block.start,
            indent: column(source, block.start),
            list_depth: block.list_depth,
            first: true,
            after_blank: true,
            ends_hard: false,
            footnote: block.footnote,
            foot: false,
        };
        let mut item = block.item;
        let rows = if whole {
            vec![(block.runs, false)]
        } else {
            cut(block.runs, item.is_some())
        };
        for (number, (runs, ends_hard)) in rows.into_iter().enumerate() {
            let mut line = template.clone();
            line.first = number == 0;
            if !line.first {
                line.start = runs.first().map_or(block.start, |r| r.source.start);
                line.indent = column(source, line.start);
                // A line that stands left of its item belongs to the item in Markdown only.
                if line.indent <= template.indent && !block.code {
                    line.list_depth = 0;
                }
            }
            line.after_blank = is_after_blank(&source.text[..line.start]);
            line.text = text_of(&runs);
            if let LineKind::Row { cells, .. } = &line.kind {
                line.text = cells
                    .iter()
                    .map(|c| text_of(c))
                    .collect::<Vec<_>>()
                    .join(" ");
            }
            line.runs = runs;
            line.ends_hard = ends_hard;
            read_lead(&mut line, item.take());
            // An item that is indented so far that Markdown takes it for code is a level deeper.
            if block.code && line.list_depth > 0 && line.lead != Lead::Words {
                line.list_depth += 1;
            }
            out.push(line);
        }
    }
    mark_foot(&mut out);
    out
}

/// True when a blank line, or nothing, ends the text before a line.
fn is_after_blank(before: &str) -> bool {
    let line = before.trim_end_matches([' ', '\t', '\u{a0}']);
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.trim_end_matches([' ', '\t', '\r', '\u{a0}']);
    line.is_empty() || line.ends_with('\n')
}

/// The first lines of a text, where the boxes of a form are found.
const HEAD: usize = 12;

/// What is left between the columns of a form when it is copied as text.
static WIDE_GAP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[ \t]{3,}|\t").expect("a fixed pattern"));

/// Marks the lines of dates and references. A block of references goes on over the lines that
/// look like more of them.
fn mark_foot(lines: &mut [Line]) {
    for line in lines.iter_mut().take(HEAD).filter(|l| l.is_plain()) {
        line.foot = WIDE_GAP.find_iter(line.text.trim()).count() >= 2;
    }
    let mut references = false;
    for line in lines
        .iter_mut()
        .filter(|l| matches!(l.kind, LineKind::Text))
    {
        // `20 U.S.C. § 7151`: a title of a code, no item.
        let bare = matches!(&line.lead, Lead::Marker(m) if m.parts[0].style == MarkerStyle::Bare);
        if references && bare {
            line.lead = Lead::Words;
            line.lead_len = 0;
            line.printed.clear();
        }
        if is_foot(&line.text) {
            line.foot = true;
            references = REFERENCES.is_match(&line.text);
        } else if references {
            let cites = line.text.contains(|c: char| c.is_ascii_digit() || c == '§');
            let prose = words(&line.text).count() > 14 && line.is_finished();
            references = line.is_plain() && cites && !prose && !line.is_bold();
            line.foot |= references;
        }
    }
}

/// Cuts runs at breaks; gives each line and whether it ended with a hard break. Lines without
/// words are dropped, but an item without words keeps one empty line.
fn cut(runs: Vec<Run>, is_item: bool) -> Vec<(Vec<Run>, bool)> {
    let mut rows: Vec<(Vec<Run>, bool)> = vec![(Vec::new(), false)];
    for run in runs {
        let row = rows.last_mut().expect("there is always a row");
        match run.line_break {
            Some(kind) => {
                row.1 = kind == super::inline::Break::Hard;
                rows.push((Vec::new(), false));
            }
            None => row.0.push(run),
        }
    }
    let has_words = |row: &(Vec<Run>, bool)| row.0.iter().any(|r| !r.text.trim().is_empty());
    // A break at the very end belongs to the line before it.
    let kept: Vec<_> = rows.iter().filter(|r| has_words(r)).cloned().collect();
    if kept.is_empty() && is_item {
        vec![(Vec::new(), false)]
    } else {
        kept
    }
}

fn read_lead(line: &mut Line, item: Option<ItemMark>) {
    if !matches!(line.kind, LineKind::Text | LineKind::Heading(_)) {
        return;
    }
    let blank = line.text.len() - line.text.trim_start().len();
    let text = &line.text[blank..];
    let found = read_marker(text);
    match item {
        Some(mark) if mark.printed.starts_with(|c: char| c.is_ascii_digit()) => {
            line.printed = mark.shown.map_or(mark.printed.clone(), |n| {
                format!("{n}{}", &mark.printed[mark.printed.len() - 1..])
            });
            if let Some(marker) = read_marker(&line.printed) {
                line.lead = Lead::Marker(marker);
            }
        }
        // An enumerator typed after a list dash is the enumerator.
        Some(mark) if found.is_none() || line.text.trim().is_empty() => {
            let glyph = mark.printed.chars().next().unwrap_or('-');
            line.lead = Lead::Bullet(glyph);
            line.printed = "•".to_string();
        }
        _ => {
            if let Some(marker) = found {
                line.printed = marker.printed.clone();
                line.lead_len = blank + marker.printed.len();
                line.lead = Lead::Marker(marker);
            } else if let Some((glyph, len)) =
                read_bullet(text).filter(|_| matches!(line.kind, LineKind::Text))
            {
                line.printed = text[..len].to_string();
                line.lead_len = blank + len;
                line.lead = Lead::Bullet(glyph);
            }
        }
    }
    let rest = &line.text[line.lead_len..];
    line.lead_len += rest.len() - rest.trim_start().len();
}

/// Column of the first sign at or after `at`, from 0; a tab counts as four.
fn column(source: &Source, at: usize) -> usize {
    let text = &source.text;
    let line = text[..at.min(text.len())].rfind('\n').map_or(0, |n| n + 1);
    let rest = &text[line..];
    let lead = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let end = at.max(line + lead).min(text.len());
    text[line..end]
        .chars()
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

static REFERENCES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(legal|cross|statutory|state|federal)\s*ref|^\W*management\s+resources")
        .expect("a fixed pattern")
});

static FOOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\W*(
          (policy\s+|first\s+|date\s+|last\s+|original\s+|board\s+)?
          (adopted|approved|revised|reviewed|amended|effective|adoption|issued|readopted)
          (\s+(on|date|by))?\s*[:.\d]
        | (legal|cross|statutory|state|federal)\s*ref(erence)?s?\b\.?
        | source\s*:|date\s*:|code\s*:|file(\s+code)?\s*:|policy\s+history\b|management\s+resources?\s*:
        )",
    )
    .expect("a fixed pattern")
});

/// True for a line of the head or foot of a policy: dates, reference blocks, code lines.
pub fn is_foot(text: &str) -> bool {
    FOOT.is_match(text)
}

/// How much a line looks like a heading, by its words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Looks {
    /// Capitals.
    Capitals,
    /// All strong.
    Bold,
    /// Short, without an end.
    Short,
}

impl Looks {
    /// The rank of such a heading, below Markdown's six.
    pub fn rank(self) -> u8 {
        match self {
            Looks::Capitals => 10,
            Looks::Bold => 11,
            Looks::Short => 12,
        }
    }
}

/// Whether words can be a heading: few, beginning like a title, not ending like a sentence.
pub fn heading_look(words: &str, bold: bool) -> Option<Looks> {
    let words = without_marks(words);
    let count = outside_brackets(words).split_whitespace().count();
    let begins = words
        .chars()
        .find(|c| !matches!(c, '"' | '“' | '(' | '*' | '‘'))
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    if count == 0 || count > 16 || words.len() > 130 || !begins || is_foot(words) {
        return None;
    }
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 2
        && letters().all(|c| !c.is_lowercase())
        && !words.ends_with(['.', ';', ','])
    {
        return Some(Looks::Capitals);
    }
    if bold && !words.ends_with([';', ',']) {
        return Some(Looks::Bold);
    }
    if has_sentences(words) || words.contains("___") {
        return None;
    }
    if words.ends_with('?') {
        // A question stands over its answer.
        return (count <= 14).then_some(Looks::Short);
    }
    let named = words.strip_suffix(':').map_or(words, str::trim_end);
    let unquoted = words.trim_end_matches(['"', '”', '’', ')']);
    let ends = unquoted.ends_with(['.', ';', ',', '!', '?', '-', '–', '—'])
        || (named.len() < words.len() && !is_name(named))
        || is_rule(words);
    let dated = words.ends_with(|c: char| c.is_ascii_digit()) && words.contains([':', '/']);
    (count <= 14 && !ends && !dated).then_some(Looks::Short)
}

/// A sentence ends inside the words; a full stop after a short word is an abbreviation's.
fn has_sentences(words: &str) -> bool {
    const SHORT: [&str; 6] = ["dist", "dept", "reg", "sec", "art", "inc"];
    let stops = words.match_indices(". ").chain(words.match_indices("? "));
    stops.into_iter().any(|(at, _)| {
        let last = words[..at]
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        last.chars().count() >= 3 && !SHORT.contains(&last.to_lowercase().as_str())
    })
}

/// Text without the source marks that may follow its last word: `[1]`, `[1][2]`.
fn without_marks(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(open) = text.strip_suffix(']').and_then(|_| text.rfind('[')) {
        let mark = &text[open + 1..text.len() - 1];
        if open == 0 || mark.len() > 4 || !mark.bytes().all(|b| b.is_ascii_alphanumeric()) {
            break;
        }
        text = text[..open].trim_end();
    }
    text
}

/// A line that says what someone does or must do, and so is no heading, though it lacks its full
/// stop. A question ("When may staff text?") is a heading.
fn is_rule(words: &str) -> bool {
    const FORCE: [&str; 6] = ["shall", "must", "may", "will", "should", "cannot"];
    const ASKS: [&str; 9] = [
        "what", "when", "who", "whom", "how", "why", "where", "which", "whether",
    ];
    // `Steps are`, `Staff must not`: the words want more.
    const OPEN: [&str; 54] = [
        "is", "are", "was", "were", "be", "not", "when", "if", "who", "where", "unless", "until",
        "from", "you", "shall", "must", "may", "should", "will", "can", "the", "a", "an", "of",
        "to", "by", "for", "in", "on", "at", "with", "and", "or", "that", "which", "include",
        "includes", "as", "when", "if", "who", "where", "unless", "until", "from", "you", "shall",
        "must", "may", "should", "will", "can", "their", "its",
    ];
    if words
        .split_whitespace()
        .next_back()
        .is_some_and(|w| OPEN.contains(&w))
    {
        return true;
    }
    let mut all = words.split_whitespace();
    let asks = all
        .next()
        .is_some_and(|w| ASKS.contains(&w.to_lowercase().as_str()));
    let titled = all
        .clone()
        .filter(|w| w.len() > 3)
        .all(|w| w.starts_with(char::is_uppercase));
    let says = |w: &str| FORCE.contains(&w);
    let explains = words.contains(": ") && all.clone().any(|w| w == "is" || w == "are");
    !asks && !titled && (all.any(says) || explains)
}

/// Words before a colon that name what follows ("Guidelines for class pages:") instead of saying
/// something about it ("Employees shall:", "Examples include:").
fn is_name(text: &str) -> bool {
    const SAYS: [&str; 46] = [
        "shall",
        "must",
        "may",
        "should",
        "will",
        "can",
        "could",
        "would",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "not",
        "include",
        "includes",
        "including",
        "following",
        "follows",
        "follow",
        "below",
        "these",
        "this",
        "that",
        "who",
        "which",
        "if",
        "when",
        "to",
        "by",
        "of",
        "and",
        "or",
        "as",
        "any",
        "examples",
        "example",
        "note",
        "apply",
        "applies",
    ];
    // These may stand inside a name, but not end it.
    const JOINS: [&str; 6] = ["to", "by", "of", "and", "or", "as"];
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    let says = |w: &String| SAYS.contains(&w.as_str()) && !JOINS.contains(&w.as_str());
    let joined = words.last().is_some_and(|w| JOINS.contains(&w.as_str()));
    let clauses = text.contains(',');
    if text.starts_with("What ") || text.starts_with("When ") || text.starts_with("How ") {
        // "What we will never do:" names what follows, as a question does.
        return words.len() <= 10;
    }
    words.len() <= 9 && !joined && !clauses && !words.iter().any(says)
}

/// The words that do not stand in round brackets.
fn outside_brackets(words: &str) -> String {
    let mut depth = 0;
    words
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(');
            let outside = depth == 0;
            depth -= i32::from(*c == ')' && depth > 0);
            outside
        })
        .collect()
}
