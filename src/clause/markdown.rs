//! Markdown as blocks of lines, each with its place: what the outline is worked out from.

use super::html::{Tag, clean_block, inline_tag};
use super::inline::{Break, Run, Style, Target, plain};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, SourceId, Span};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag as Md, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// A block of Markdown.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text; cells of a table row are kept apart in the kind.
    pub runs: Vec<Run>,
    /// Offset of its first byte, list mark included.
    pub start: usize,
    /// How many Markdown lists it stands in.
    pub list_depth: usize,
    /// The list mark, when it is the first block of an item.
    pub item: Option<ItemMark>,
    /// Label of the footnote it belongs to.
    pub footnote: Option<Arc<str>>,
    /// Markdown takes it for code, because it is indented.
    pub code: bool,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A paragraph, or lines that Markdown takes for code and a policy means as text.
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A row of a table: which table of the text, whether it is the head, and its cells.
    Row {
        /// Number of the table in the text, from 0.
        table: usize,
        /// True for the row of column heads.
        head: bool,
        /// The cells.
        cells: Vec<Vec<Run>>,
    },
    /// Sanitised HTML.
    Html(String),
}

/// The mark of a Markdown list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemMark {
    /// As written: `-`, `1.`, `2)`.
    pub printed: String,
    /// For a list that writes one number for all items, the number that Markdown shows.
    pub shown: Option<u64>,
    /// Which list of the text it belongs to, from 0.
    pub list: usize,
}

/// Reads the body of a policy.
pub fn blocks(source: &Source, id: SourceId, body: Range<usize>) -> (Vec<Block>, Vec<Diagnostic>) {
    let text = &source.text[body.clone()];
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader {
        text: &source.text,
        base: body.start,
        id,
        blocks: Vec::new(),
        diagnostics: Vec::new(),
        style: Style::default(),
        target: Vec::new(),
        open: None,
        lists: Vec::new(),
        list_count: 0,
        item: None,
        tables: 0,
        row: None,
        html: None,
        code: None,
        footnote: None,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range.start + body.start..range.end + body.start);
    }
    reader.finish_block();
    show_lazy_numbers(&mut reader.blocks);
    (reader.blocks, reader.diagnostics)
}

/// A list that numbers every item `1.` is numbered by Markdown; its items get the shown number.
fn show_lazy_numbers(blocks: &mut [Block]) {
    let mut lists: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(item) = &block.item {
            lists.entry(item.list).or_default().push(at);
        }
    }
    for items in lists.values().filter(|items| items.len() > 1) {
        let printed = |at: usize| blocks[at].item.as_ref().map(|i| i.printed.clone());
        let first = printed(items[0]);
        let number: Option<u64> = first
            .as_deref()
            .and_then(|p| p.trim_end_matches(['.', ')']).parse().ok());
        let same = items.iter().all(|at| printed(*at) == first);
        if let (Some(number), true) = (number, same) {
            for (n, at) in (number..).zip(items) {
                if let Some(item) = &mut blocks[*at].item {
                    item.shown = Some(n);
                }
            }
        }
    }
}

struct Row {
    table: usize,
    head: bool,
    cells: Vec<Vec<Run>>,
    range: Range<usize>,
    /// Offset after the last cell.
    last: usize,
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    id: SourceId,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    style: Style,
    target: Vec<Option<Target>>,
    open: Option<Block>,
    /// The number of each open list.
    lists: Vec<usize>,
    list_count: usize,
    /// The mark of an item whose first block has not begun.
    item: Option<(ItemMark, usize)>,
    tables: usize,
    row: Option<Row>,
    html: Option<(String, usize)>,
    /// True inside a fenced block, false inside an indented one.
    code: Option<bool>,
    footnote: Option<Arc<str>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code.is_some() => self.code_text(&text, range),
            Event::Text(text) => self.push(self.run(&text, range)),
            Event::Code(text) => {
                let mut run = self.run(&text, range);
                run.style = run.style.with(Style::CODE);
                self.push(run);
            }
            Event::SoftBreak => self.line_break(Break::Soft, range),
            Event::HardBreak => self.line_break(Break::Hard, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => match &mut self.html {
                Some((all, _)) => all.push_str(&html),
                None => self.html = Some((html.to_string(), range.start)),
            },
            Event::FootnoteReference(label) => {
                let mut run = self.run(&format!("[{label}]"), range);
                run.style = run.style.with(Style::SUPER);
                run.target = Some(Target::Footnote(label.as_ref().into()));
                self.push(run);
            }
            // Rules have no words; task lists and mathematics are not switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: Md<'_>, range: Range<usize>) {
        match tag {
            Md::Paragraph => self.begin(BlockKind::Text, range.start),
            Md::Heading { level, .. } => self.begin(BlockKind::Heading(level as u8), range.start),
            Md::CodeBlock(kind) => {
                self.begin(BlockKind::Text, range.start);
                if let Some(block) = &mut self.open {
                    block.code = true;
                }
                self.code = Some(matches!(kind, CodeBlockKind::Fenced(_)));
            }
            Md::HtmlBlock => {
                self.finish_block();
                self.html = Some((String::new(), range.start));
            }
            Md::List(_) => {
                self.finish_block();
                self.lists.push(self.list_count);
                self.list_count += 1;
            }
            Md::Item => {
                self.finish_block();
                let printed = list_mark(&self.text[range.clone()]);
                let list = self.lists.last().copied().unwrap_or(0);
                let mark = ItemMark {
                    printed,
                    shown: None,
                    list,
                };
                self.item = Some((mark, range.start));
            }
            Md::FootnoteDefinition(label) => {
                self.finish_block();
                self.footnote = Some(label.as_ref().into());
            }
            Md::Table(_) => {
                self.finish_block();
                self.tables += 1;
            }
            Md::TableHead => self.begin_row(true, range),
            Md::TableRow => self.begin_row(false, range),
            Md::TableCell => {
                if let Some(row) = &mut self.row {
                    row.cells.push(Vec::new());
                    row.last = range.end;
                }
            }
            Md::Emphasis => self.style = self.style.with(Style::EMPHASIS),
            Md::Strong => self.style = self.style.with(Style::STRONG),
            Md::Strikethrough => self.style = self.style.with(Style::STRIKE),
            Md::Link {
                link_type,
                dest_url,
                ..
            } => {
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.target.push(Some(Target::Address(address.into())));
            }
            Md::Image { .. } => {
                let message = "pictures are not published; the words that describe this one are";
                let span = Span::new(self.id, range);
                self.diagnostics.push(
                    Diagnostic::at("picture", Severity::Warning, span, message)
                        .help("say in the text what the picture shows"),
                );
                self.target.push(None);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.finish_block(),
            TagEnd::CodeBlock => {
                self.code = None;
                self.finish_block();
            }
            TagEnd::HtmlBlock => self.finish_html(),
            TagEnd::List(_) => {
                self.finish_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.finish_block();
                if self.item.is_some() {
                    self.begin(BlockKind::Text, 0);
                    self.finish_block();
                }
            }
            TagEnd::FootnoteDefinition => {
                self.finish_block();
                self.footnote = None;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.finish_row(),
            TagEnd::Emphasis => self.style = self.style.without(Style::EMPHASIS),
            TagEnd::Strong => self.style = self.style.without(Style::STRONG),
            TagEnd::Strikethrough => self.style = self.style.without(Style::STRIKE),
            TagEnd::Link | TagEnd::Image => {
                self.target.pop();
            }
            _ => {}
        }
    }

    fn run(&self, text: &str, range: Range<usize>) -> Run {
        Run {
            text: text.to_string(),
            source: range,
            style: self.style,
            target: self.target.last().cloned().flatten(),
            line_break: None,
        }
    }

    fn begin(&mut self, kind: BlockKind, start: usize) {
        self.finish_block();
        let (item, start) = match self.item.take() {
            Some((mark, at)) => (Some(mark), at),
            None => (None, start),
        };
        self.open = Some(Block {
            kind,
            runs: Vec::new(),
            start,
            list_depth: self.lists.len(),
            item,
            footnote: self.footnote.clone(),
            code: false,
        });
    }

    fn push(&mut self, run: Run) {
        if let Some(row) = &mut self.row {
            if let Some(cell) = row.cells.last_mut() {
                cell.push(run);
            }
            return;
        }
        if self.open.is_none() {
            self.begin(BlockKind::Text, run.source.start);
        }
        if let Some(block) = &mut self.open {
            block.runs.push(run);
        }
    }

    fn line_break(&mut self, kind: Break, range: Range<usize>) {
        let mut run = self.run("\n", range);
        run.line_break = Some(kind);
        run.style = Style::default();
        run.target = None;
        self.push(run);
    }

    /// Lines of what Markdown takes for code: text to a policy, line by line.
    fn code_text(&mut self, text: &str, range: Range<usize>) {
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if !words.is_empty() {
                self.push(plain(words, at..at + words.len()));
            }
            if line.ends_with('\n') {
                self.line_break(Break::Soft, at + words.len()..at + line.len());
            }
            at += line.len();
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        match inline_tag(html) {
            Tag::Break => self.line_break(Break::Hard, range),
            Tag::Mark(style, true) => self.style = self.style.with(style),
            Tag::Mark(style, false) => self.style = self.style.without(style),
            Tag::Ignored => {}
            Tag::Words => self.push(self.run(html, range)),
            Tag::Unsafe => self.report_unsafe(range),
        }
    }

    fn report_unsafe(&mut self, range: Range<usize>) {
        let message = "this HTML could run code or load something; it is not published";
        self.diagnostics.push(
            Diagnostic::at(
                "unsafe-html",
                Severity::Warning,
                Span::new(self.id, range),
                message,
            )
            .help("write the text in Markdown"),
        );
    }

    fn finish_html(&mut self) {
        let Some((html, start)) = self.html.take() else {
            return;
        };
        let clean = clean_block(&html);
        if clean.had_unsafe {
            self.report_unsafe(start..start + html.len());
        }
        if clean.text.trim().is_empty() {
            return;
        }
        self.begin(BlockKind::Html(clean.html), start);
        self.push(plain(&clean.text, start..start + html.len()));
        self.finish_block();
    }

    fn begin_row(&mut self, head: bool, range: Range<usize>) {
        self.row = Some(Row {
            table: self.tables - 1,
            head,
            cells: Vec::new(),
            last: range.start,
            range,
        });
    }

    fn finish_row(&mut self) {
        let Some(mut row) = self.row.take() else {
            return;
        };
        self.keep_extra_cells(&mut row);
        let kind = BlockKind::Row {
            table: row.table,
            head: row.head,
            cells: row.cells,
        };
        self.begin(kind, row.range.start);
        self.finish_block();
    }

    /// Markdown drops what stands in a row beyond the columns of its table; a policy loses no word.
    fn keep_extra_cells(&mut self, row: &mut Row) {
        let from = row.last.min(row.range.end);
        let rest = self.text[from..row.range.end]
            .trim_end()
            .trim_end_matches('|');
        let words = rest.trim_start_matches([' ', '\t', '|']);
        if words.trim().is_empty() {
            return;
        }
        let start = from + rest.len() - words.len();
        for cell in words.split('|') {
            row.cells.push(vec![plain(cell.trim(), start..start)]);
        }
        let span = Span::new(self.id, start..start + words.len());
        let message = "this row has more cells than its table has columns";
        self.diagnostics.push(
            Diagnostic::at("extra-cell", Severity::Warning, span, message)
                .help("add a column to the first row of the table"),
        );
    }

    fn finish_block(&mut self) {
        if self.code.is_some() {
            return;
        }
        if let Some(block) = self.open.take() {
            debug_assert!(block.start >= self.base);
            self.blocks.push(block);
        }
    }
}

/// The mark at the start of an item: digits and a delimiter, or one of `-*+`.
fn list_mark(item: &str) -> String {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    item.chars().take(digits + 1).collect()
}
