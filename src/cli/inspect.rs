use super::one::One;
use super::report::{self, Format};
use super::{Outcome, Stop};
use crate::clause::ClauseTree;
use crate::definition::{Definition, Scope, defines, of_tree};
use crate::diagnostic;
use crate::provision::provisions;
use crate::reference::{Citator, Found, Scanned, scan, scan_front};
use crate::source::FrontMatter;
use serde_json::{Value, json};
use std::ops::Range;

/// Show everything read from one policy, without a project
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook inspect policies/our-district/1114.md\n  pbpaste | policybook inspect - --format json"
)]
pub struct Args {
    /// The policy; `-` reads standard input
    file: String,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Runs `policybook inspect`.
pub fn run(args: &Args) -> Result<Outcome, Stop> {
    let One {
        sources,
        front,
        tree,
        diagnostics,
    } = One::read(&args.file)?;
    match args.format {
        Format::Json => {
            let defined = defined(&tree);
            let facts = json!({
                "schema_version": 1,
                "front_matter": front_matter(&front),
                "clauses": tree.clauses().iter().map(clause).collect::<Vec<_>>(),
                "references": references(&tree, &front),
                "definitions": definitions(&tree, &defined),
                "provisions": provisions_of(&tree, &defined),
                "diagnostics": diagnostic::to_json(&sources, &diagnostics),
            });
            report::json(&facts).map_err(|e| e.to_string())?;
        }
        Format::Text => {
            lines(&tree);
            let text = |row: &Value, key: &str| row[key].as_str().unwrap_or("").to_string();
            for row in references(&tree, &front) {
                let place = row["clause"]
                    .as_str()
                    .or(row["field"].as_str())
                    .unwrap_or("");
                let (words, kind, target) =
                    (text(&row, "text"), text(&row, "kind"), text(&row, "target"));
                report::line(&format!("refers [{place}] “{words}”: {kind} {target}"));
            }
            for row in definitions(&tree, &defined(&tree)) {
                let (term, meaning) = (text(&row, "term"), text(&row, "text").replace('\n', "; "));
                report::line(&format!(
                    "defines [#{}] “{term}”: {meaning}",
                    text(&row, "clause")
                ));
            }
            let found = diagnostic::Report {
                sources: &sources,
                problems: &diagnostics,
                waived: &[],
            };
            report::problems(&found, true);
            report::line(&report::summary(&found));
        }
    }
    Ok(report::outcome(&diagnostics))
}

/// Prints the clauses, each under the one it stands under.
fn lines(tree: &ClauseTree) {
    for (index, clause) in tree.iter() {
        let indent = "  ".repeat(tree.depth(index));
        let sign = if clause.enumerator.is_empty() {
            clause.kind.word()
        } else {
            &clause.enumerator
        };
        report::line(&format!(
            "{indent}{sign} {}  [#{}]",
            clause.text, clause.anchor
        ));
    }
}

fn clause(clause: &crate::clause::Clause) -> Value {
    json!({
        "anchor": clause.anchor,
        "path": clause.path,
        "enumerator": clause.enumerator,
        "kind": clause.kind.word(),
        "heading": clause.heading,
        "text": clause.text,
        "start": clause.span.start,
        "end": clause.span.end,
    })
}

/// What the clauses and the front matter refer to; where it leads is known only in a project.
fn references(tree: &ClauseTree, front: &FrontMatter) -> Vec<Value> {
    let title = front.title.as_ref().map_or("", |t| t.value.as_str());
    let scanned = Scanned {
        code: front.code.as_ref().map(|c| c.value.as_str()),
        names: &[title],
        ..Scanned::default()
    };
    let citator = Citator::built_in();
    let row = |clause: Option<&str>, field: Option<&str>, text: &str, found: Found| {
        json!({
            "clause": clause,
            "field": field,
            "text": &text[found.range],
            "kind": found.kind.word(),
            "target": found.target,
        })
    };
    let body = scan(tree, scanned, &citator).into_iter();
    let body = body.map(|(index, found)| {
        let clause = tree.get(index);
        row(Some(&clause.anchor), None, &clause.text, found)
    });
    let fields = scan_front(front, scanned, &citator).into_iter();
    let fields = fields.map(|(at, found)| row(None, at.field(), at.text_in(tree, front), found));
    body.chain(fields).collect()
}

/// The definitions of a text that is no part of a library.
fn defined(tree: &ClauseTree) -> Vec<Definition> {
    let all = of_tree(tree, &[]).into_iter();
    all.map(|(defined, uses)| Definition {
        version: (0, 0, 0),
        defined,
        uses,
    })
    .collect()
}

/// The terms that the text defines, and the clauses that use them.
fn definitions(tree: &ClauseTree, all: &[Definition]) -> Vec<Value> {
    let anchor = |index| &tree.get(index).anchor;
    all.iter()
        .map(|definition| {
            let defined = &definition.defined;
            json!({
                "clause": anchor(defined.clause),
                "term": defined.term,
                "text": defined.meaning,
                "scope": match defined.scope {
                    Scope::Text => None,
                    Scope::Under(top) => Some(anchor(top)),
                },
                "uses": definition.uses.iter().map(|u| anchor(u.clause)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// What the clauses do: force, whom they bind, conditions, exceptions, and the words that decide.
fn provisions_of(tree: &ClauseTree, defined: &[Definition]) -> Vec<Value> {
    let all = provisions(tree, &|index| defines(defined, index)).into_iter();
    all.map(|p| {
        let text = &tree.get(p.clause).text;
        let words = |ranges: &mut dyn Iterator<Item = Range<usize>>| -> Vec<String> {
            ranges.map(|r| text[r].to_string()).collect()
        };
        let cue = p.cue.as_ref().map(|(from, cue)| {
            json!({"clause": tree.get(*from).anchor, "text": &tree.get(*from).text[cue.clone()]})
        });
        json!({
            "clause": tree.get(p.clause).anchor,
            "text": &text[p.range.clone()],
            "modality": p.modality.word(),
            "actor": p.actor.map(|a| a.word()),
            "conditions": words(&mut p.conditions()),
            "exceptions": words(&mut p.exceptions()),
            "cue": cue,
        })
    })
    .collect()
}

fn front_matter(front: &FrontMatter) -> Value {
    let text = |field: &Option<crate::source::Field>| field.as_ref().map(|f| f.value.clone());
    let texts = |fields: &[crate::source::Field]| -> Vec<String> {
        fields.iter().map(|f| f.value.clone()).collect()
    };
    let dates: Vec<Value> = front
        .events
        .iter()
        .map(|e| json!({"kind": e.kind.word(), "date": e.date.to_string()}))
        .collect();
    let other: serde_json::Map<String, Value> = front
        .other
        .iter()
        .map(|(k, v)| (k.clone(), json!(v)))
        .collect();
    json!({
        "code": text(&front.code),
        "title": text(&front.title),
        "kind": front.kind.map(|k| k.word()),
        "parent": text(&front.parent),
        "series": text(&front.series),
        "status": front.status.map(|s| s.words()),
        "dates": dates,
        "legal": texts(&front.legal),
        "cross_refs": texts(&front.cross_refs),
        "aliases": texts(&front.aliases),
        "former_codes": texts(&front.former_codes),
        "topics": texts(&front.topics),
        "owner": text(&front.owner),
        "lang": text(&front.lang),
        "other": other,
    })
}
