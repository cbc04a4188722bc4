#![doc = include_str!("../diagnostic/help/dead-link.md")]

use crate::clause::inline::{Run, Target};
use crate::clause::{ClauseTree, Content};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::{Input, Layers};
use crate::library::Place;
use crate::text::Span;
use std::collections::HashMap;

/// Where an address in a policy leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Out of the site.
    Outside(String),
    /// To an anchor of the same page.
    Here(String),
    /// To another version, and perhaps an anchor in it.
    Version(Place, Option<String>),
}

/// Resolves an address as written in the file `path`; none when it may not or cannot be linked.
pub fn resolve(layers: &Layers, path: &str, tree: &ClauseTree, address: &str) -> Option<Link> {
    let address = address.trim();
    if let Some(anchor) = address.strip_prefix('#') {
        let found = tree.clauses().iter().any(|c| c.anchor == anchor);
        return found.then(|| Link::Here(anchor.to_string()));
    }
    if let Some((scheme, _)) = address.split_once(':') {
        let scheme = scheme.to_ascii_lowercase();
        let safe = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
        return safe.then(|| Link::Outside(address.to_string()));
    }
    let (file, anchor) = match address.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor.to_string())),
        None => (address, None),
    };
    let place = layers.of_file.get(&join(path, file)?)?;
    Some(Link::Version(*place, anchor))
}

/// A path relative to a file, as a path from the root; none when it leaves the root.
fn join(path: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let files = by_name(input.layers);
    for (_, policy) in input.library.policies() {
        for version in &policy.versions {
            let path = &input.project.sources.get(version.source).path;
            for clause in version.tree.clauses() {
                let runs: Vec<&Run> = match &clause.content {
                    Content::Runs(runs) => runs.iter().collect(),
                    Content::Row { cells, .. } => cells.iter().flatten().collect(),
                    Content::Html(_) => Vec::new(),
                };
                for run in runs {
                    if let Some(Target::Address(address)) = &run.target
                        && resolve(input.layers, path, &version.tree, address).is_none()
                    {
                        let span = Span::new(version.source, run.source.clone());
                        let file = address.split('#').next().unwrap_or(address);
                        let name = file.rsplit('/').next().unwrap_or(file);
                        let meant = files.get(name).copied().flatten();
                        diagnostics.push(dead(span, address, meant));
                    }
                }
            }
        }
    }
}

/// The file of each name; none for names that several files have.
fn by_name(layers: &Layers) -> HashMap<&str, Option<&str>> {
    let mut files: HashMap<&str, Option<&str>> = HashMap::new();
    for path in layers.of_file.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        files
            .entry(name)
            .and_modify(|only| *only = None)
            .or_insert(Some(path));
    }
    files
}

fn dead(span: Span, address: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{address}` leads to nothing that is published; shown as words");
    let help = match meant {
        Some(path) => format!("the file of that name is {path}; write the way to it from here"),
        None => "link to the .md file of a policy, to #anchor of a clause, or to an https address"
            .to_string(),
    };
    Diagnostic::at("dead-link", Severity::Warning, span, message).help(help)
}
