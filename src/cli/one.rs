use super::Stop;
use crate::clause::{ClauseTree, Known, read_clauses};
use crate::diagnostic::{self, Diagnostic};
use crate::source::{Field, FrontMatter, body_of, read_policy};
use crate::text::{Source, SourceMap};
use std::io::Read;

/// One policy that is read without a project.
pub struct One {
    /// Its file alone.
    pub sources: SourceMap,
    /// What its front matter says.
    pub front: FrontMatter,
    /// Its clauses.
    pub tree: ClauseTree,
    /// What is wrong with it, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
}

impl One {
    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    /// When the file cannot be read or is not UTF-8.
    pub fn read(file: &str) -> Result<One, Stop> {
        let text = String::from_utf8(input(file)?).map_err(|e| not_utf8(file, &e))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let name = if file == "-" { "stdin.md" } else { file };
        let source = Source::new(name, text);
        let mut sources = SourceMap::default();
        let id = sources.add(source.clone());
        let policy = read_policy(&source, id);
        let mut diagnostics = policy.diagnostics;
        let (body, front) = match policy.value {
            Some(policy) => (policy.body.range(), policy.front),
            None => (body_of(&source.text), FrontMatter::default()),
        };
        let text = |field: &Option<Field>| field.as_ref().map(|f| f.value.clone());
        let (title, code) = (text(&front.title), text(&front.code));
        let known = Known {
            title: title.as_deref(),
            code: code.as_deref(),
        };
        let read = read_clauses(&source, id, body, known);
        diagnostics.extend(read.diagnostics);
        diagnostic::sort(&mut diagnostics);
        Ok(One {
            sources,
            front,
            tree: read.value,
            diagnostics,
        })
    }
}

fn input(file: &str) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => std::io::stdin().read_to_end(&mut bytes).map(|_| ()),
        path => std::fs::read(path).map(|read| bytes = read),
    };
    read.map_err(|e| format!("{file}: {e}"))?;
    Ok(bytes)
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> Stop {
    let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
    let line = before.matches('\n').count() + 1;
    format!(
        "{file}, line {line}: not UTF-8; save the file as UTF-8 (Word: Plain Text, Unicode UTF-8)"
    )
}
