//! Text with emphasis and links, as runs that remember where they stand in the source.
//!
//! Runs can be cut anywhere, because each carries its whole style; that is how one Markdown
//! paragraph becomes several clauses without losing a mark or a byte.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// Marks on a run, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style(u8);

impl Style {
    /// Strong emphasis.
    pub const STRONG: Style = Style(1);
    /// Emphasis.
    pub const EMPHASIS: Style = Style(2);
    /// Code.
    pub const CODE: Style = Style(4);
    /// Struck out.
    pub const STRIKE: Style = Style(8);
    /// Raised.
    pub const SUPER: Style = Style(16);
    /// Lowered.
    pub const SUB: Style = Style(32);
    /// Underlined.
    pub const UNDERLINE: Style = Style(64);

    /// True when all marks of `other` are set.
    pub fn has(self, other: Style) -> bool {
        self.0 & other.0 == other.0
    }

    /// With the marks of `other`.
    pub fn with(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }

    /// Without the marks of `other`.
    pub fn without(self, other: Style) -> Style {
        Style(self.0 & !other.0)
    }
}

/// Tags of the marks, from the outside in.
const TAGS: [(Style, &str); 7] = [
    (Style::STRONG, "strong"),
    (Style::EMPHASIS, "em"),
    (Style::UNDERLINE, "u"),
    (Style::STRIKE, "s"),
    (Style::SUPER, "sup"),
    (Style::SUB, "sub"),
    (Style::CODE, "code"),
];

/// Where a run leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address as written in the source.
    Address(Arc<str>),
    /// The footnote of this label.
    Footnote(Arc<str>),
    /// An address of the site, ready for the page.
    Page(Arc<str>),
    /// The definition of a term, by its anchor in the page and its number there.
    Term(Arc<str>, usize),
}

/// How a line ends inside a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Where the source wraps; a space to the reader.
    Soft,
    /// Where the author asked for a new line.
    Hard,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text as a reader sees it; a break is one `\n`.
    pub text: String,
    /// Its bytes in the source.
    pub source: Range<usize>,
    /// Its marks.
    pub style: Style,
    /// Where it leads.
    pub target: Option<Target>,
    /// Set when the run is the end of a line.
    pub line_break: Option<Break>,
}

impl Run {
    /// True when each byte of the text is the byte of the source at the same place.
    fn is_verbatim(&self) -> bool {
        self.text.len() == self.source.len()
    }

    /// Cuts the run before byte `at` of its text.
    fn split_at(mut self, at: usize) -> (Run, Run) {
        let mut tail = Run {
            text: self.text.split_off(at),
            source: self.source.clone(),
            target: self.target.clone(),
            ..self
        };
        if self.is_verbatim_before(&tail) {
            self.source.end = self.source.start + at;
            tail.source.start = self.source.end;
        } else {
            tail.source.start = tail.source.end;
        }
        (self, tail)
    }

    fn is_verbatim_before(&self, tail: &Run) -> bool {
        self.text.len() + tail.text.len() == self.source.len()
    }
}

/// A run of plain text, for what is no Markdown.
pub fn plain(text: &str, source: Range<usize>) -> Run {
    Run {
        text: text.to_string(),
        source,
        style: Style::default(),
        target: None,
        line_break: None,
    }
}

/// The text of runs: breaks as spaces, nothing collapsed.
pub fn text_of(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match run.line_break {
            Some(_) => out.push(' '),
            None => out.push_str(&run.text),
        }
    }
    out
}

/// Cuts runs before byte `at` of their joined text.
pub fn split(runs: Vec<Run>, at: usize) -> (Vec<Run>, Vec<Run>) {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let mut seen = 0;
    for run in runs {
        let len = run.text.len();
        if seen + len <= at {
            head.push(run);
        } else if seen >= at {
            tail.push(run);
        } else {
            let (before, after) = run.split_at(at - seen);
            head.push(before);
            tail.push(after);
        }
        seen += len;
    }
    (head, tail)
}

/// Makes links of parts of a text. The ranges are bytes of the text with its white space
/// collapsed, in order and apart from each other; runs that lead somewhere already stay as they are.
pub fn link(runs: &[Run], links: &[(Range<usize>, Target)]) -> Vec<Run> {
    let raw = text_of(runs);
    let bounds: Vec<usize> = links.iter().flat_map(|(r, _)| [r.start, r.end]).collect();
    let cuts = raw_offsets(&raw, &bounds);
    let mut out = Vec::with_capacity(runs.len() + links.len() * 2);
    let mut keep = |mut run: Run, cuts_before: usize| {
        let inside = cuts_before % 2 == 1;
        if inside && run.target.is_none() && run.line_break.is_none() {
            run.target = Some(links[cuts_before / 2].1.clone());
        }
        out.push(run);
    };
    // From the end, so that each byte is moved once.
    let (mut end, mut left) = (raw.len(), cuts.len());
    for run in runs.iter().rev() {
        let start = end - run.text.len();
        let mut run = run.clone();
        while left > 0 && cuts[left - 1] > start {
            let at = cuts[left - 1] - start;
            if at < run.text.len() {
                let (head, tail) = run.split_at(at);
                keep(tail, left);
                run = head;
            }
            left -= 1;
        }
        keep(run, left);
        end = start;
    }
    out.reverse();
    out
}

/// Offsets in a text of offsets, in rising order, in the same text with white space collapsed.
fn raw_offsets(raw: &str, collapsed: &[usize]) -> Vec<usize> {
    let mut out = Vec::with_capacity(collapsed.len());
    let (mut at, mut blank) = (0, true);
    let mut wanted = collapsed.iter().copied().peekable();
    for (here, c) in raw.char_indices() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && at > 0 {
            // The one blank of a run of white space stands before this sign.
            while wanted.next_if(|w| *w <= at).is_some() {
                out.push(raw[..here].trim_end().len());
            }
            at += 1;
        }
        blank = false;
        while wanted.next_if(|w| *w <= at).is_some() {
            out.push(here);
        }
        at += c.len_utf8();
    }
    out.extend(wanted.map(|_| raw.trim_end().len()));
    out
}

/// Offset in the source of byte `at` of the joined text.
pub fn source_offset(runs: &[Run], at: usize) -> Option<usize> {
    let mut seen = 0;
    for run in runs {
        if at < seen + run.text.len() {
            return Some(if run.is_verbatim() {
                run.source.start + (at - seen)
            } else {
                run.source.start
            });
        }
        seen += run.text.len();
    }
    None
}

/// Takes white space from both ends.
pub fn trim(mut runs: Vec<Run>) -> Vec<Run> {
    while runs.last().is_some_and(|r| r.text.trim().is_empty()) {
        runs.pop();
    }
    let blank = runs.iter().take_while(|r| r.text.trim().is_empty()).count();
    runs.drain(..blank);
    if let Some(first) = runs.first_mut() {
        let cut = first.text.len() - first.text.trim_start().len();
        let run = std::mem::replace(first, plain("", 0..0));
        *first = run.split_at(cut).1;
    }
    if let Some(last) = runs.last_mut() {
        let keep = last.text.trim_end().len();
        let run = std::mem::replace(last, plain("", 0..0));
        *last = run.split_at(keep).0;
    }
    runs
}

/// Runs as HTML. `resolve` turns a target into an address that is safe to publish, or none, and
/// then the words stand without a link.
pub fn to_html(runs: &[Run], resolve: &mut dyn FnMut(&Target) -> Option<String>) -> String {
    let mut out = String::with_capacity(runs.iter().map(|r| r.text.len() + 8).sum());
    let mut open: Vec<&str> = Vec::new();
    let mut state: (Style, Option<&Target>) = (Style::default(), None);
    for run in runs {
        match run.line_break {
            Some(Break::Soft) => out.push('\n'),
            Some(Break::Hard) => out.push_str("<br>\n"),
            None => {
                let wanted = (run.style, run.target.as_ref());
                if wanted != state {
                    close(&mut out, &mut open);
                    start(&mut out, &mut open, run, resolve);
                    state = wanted;
                }
                escape_into(&mut out, &run.text);
            }
        }
    }
    close(&mut out, &mut open);
    out
}

fn start<'a>(
    out: &mut String,
    open: &mut Vec<&'a str>,
    run: &Run,
    resolve: &mut dyn FnMut(&Target) -> Option<String>,
) {
    if let Some(target) = &run.target
        && let Some(address) = resolve(target)
    {
        out.push_str("<a ");
        if let Target::Term(_, number) = target {
            let _ = write!(out, "class=\"term\" data-term=\"{number}\" ");
        }
        out.push_str("href=\"");
        escape_into(out, &address);
        out.push_str("\">");
        open.push("a");
    }
    for (mark, tag) in TAGS {
        if run.style.has(mark) {
            let _ = write!(out, "<{tag}>");
            open.push(tag);
        }
    }
}

fn close(out: &mut String, open: &mut Vec<&str>) {
    while let Some(tag) = open.pop() {
        let _ = write!(out, "</{tag}>");
    }
}

/// Text for HTML, in content and in quoted attributes.
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // NUL and its like may not stand in HTML at all.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {
                out.push('\u{fffd}');
            }
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, at: usize, style: Style) -> Run {
        Run {
            style,
            ..plain(text, at..at + text.len())
        }
    }

    #[test]
    fn a_cut_keeps_style_and_place() {
        let runs = vec![
            run("plain ", 0, Style::default()),
            run("strong words", 8, Style::STRONG),
        ];
        let (head, tail) = split(runs, 13);
        assert_eq!(
            to_html(&head, &mut |_| None),
            "plain <strong>strong </strong>"
        );
        assert_eq!(to_html(&tail, &mut |_| None), "<strong>words</strong>");
        assert_eq!(source_offset(&tail, 0), Some(15));
    }

    #[test]
    fn parts_of_a_text_become_links() {
        let runs = vec![
            run("See  ", 0, Style::default()),
            run("Policy\n 4140", 5, Style::STRONG),
            run(" now.", 17, Style::default()),
        ];
        let linked = link(&runs, &[(4..15, Target::Page("4140.html".into()))]);
        let mut page = |t: &Target| match t {
            Target::Page(address) => Some(address.to_string()),
            _ => None,
        };
        assert_eq!(
            to_html(&linked, &mut page),
            "See  <a href=\"4140.html\"><strong>Policy\n 4140</strong></a> now."
        );
        assert_eq!(text_of(&linked), text_of(&runs));
    }

    #[test]
    fn nothing_of_the_text_is_markup() {
        let runs = vec![run("<script>\"&\"", 0, Style::default())];
        assert_eq!(
            to_html(&runs, &mut |_| None),
            "&lt;script&gt;&quot;&amp;&quot;"
        );
    }
}
