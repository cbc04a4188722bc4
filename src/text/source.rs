use std::ops::Range;
use std::sync::Arc;

/// Names one [`Source`] of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A run of bytes of one source: byte offsets from 0, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the bytes stand in.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB are cut to it.
    pub fn new(source: SourceId, range: Range<usize>) -> Span {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            source,
            start: cut(range.start),
            end: cut(range.end),
        }
    }

    /// The offsets as a range that can index the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as an editor shows it: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One file as text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the project's root, with `/` on every system.
    pub path: String,
    /// The text without a byte order mark; line ends as they stand.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// Takes the text as it is and notes where its lines begin.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        let text: Arc<str> = text.into();
        let starts = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX));
        let line_starts = std::iter::once(0).chain(starts).collect();
        Source {
            path: path.into(),
            text,
            line_starts,
        }
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self
            .line_starts
            .partition_point(|start| *start as usize <= offset)
            - 1;
        let start = self.line_starts[line] as usize;
        Position {
            line: line + 1,
            column: self.text[start..offset].chars().count() + 1,
        }
    }

    /// Byte offset of a line and column, both from 1; cut to the text.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.line_starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        let rest = &self.text[*start as usize..];
        let line_text = rest.split('\n').next().unwrap_or("");
        let inside: usize = line_text
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        *start as usize + inside
    }
}

/// All sources of a run, by id. Sources are only ever added.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a source and gives its id.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = u32::try_from(self.sources.len()).expect("fewer than 2^32 files in a project");
        self.sources.push(source);
        SourceId(id)
    }

    /// The source of an id that this map gave.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a.md", "one\nzwölf\n");
        let at = source.text.find('f').unwrap();
        assert_eq!(source.position(at), Position { line: 2, column: 5 });
        assert_eq!(source.offset(2, 5), at);
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
    }
}
