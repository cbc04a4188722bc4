//! `versions OLD NEW [COUNT]`: two folders of policies, file against file of the same path. Checks
//! that every redline gives back both texts, counts what is found, and prints redlines drawn at
//! random with a fixed seed, to be read by eye.

use super::alignment::Chance;
use policybook::clause::{ClauseTree, Known, read_clauses};
use policybook::redline::{Op, Piece, Redline, Summary, Text, redline};
use policybook::reference::{Citator, Scanned};
use policybook::source::body_of;
use policybook::text::{Source, SourceMap};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub fn measure(old: &Path, new: &Path, count: usize) {
    let citator = Citator::built_in();
    let mut lines: Vec<String> = Vec::new();
    let mut facts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut files, mut changed) = (0, 0);
    for path in paths(old) {
        let (Some(a), Some(b)) = (tree(&old.join(&path)), tree(&new.join(&path))) else {
            continue;
        };
        files += 1;
        let read = |tree| Text::read(tree, Scanned::default(), &citator);
        let line = redline(&read(&a), &read(&b));
        law(&a, &b, &line);
        if a == b || line.pairs().all(|(pair, _)| pair.is_same()) {
            continue;
        }
        changed += 1;
        println!("{}: {}", path.display(), Summary::of(&line).in_words());
        for (pair, words) in line.pairs().filter(|(pair, _)| !pair.is_same()) {
            for fact in pair.words() {
                *facts.entry(fact).or_default() += 1;
            }
            let place = |tree: &ClauseTree, at: Option<policybook::clause::ClauseIndex>| {
                at.map_or("-".to_string(), |at| tree.get(at).path_text())
            };
            lines.push(format!(
                "{} [{}]\n  {} → {}\n  {}\n",
                path.display(),
                pair.words().join(", "),
                place(&a, pair.from),
                place(&b, pair.to),
                shown(words)
            ));
        }
    }
    let mut chance = Chance(20_261_120);
    for _ in 0..count.min(lines.len()) {
        let at = chance.below(lines.len());
        println!("{}", lines.swap_remove(at));
    }
    println!("{files} files, {changed} with changes; every redline gives back both texts");
    println!("{facts:?}");
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = files.into_iter().filter_map(Result::ok);
    let files = files.filter(|f| f.path().extension().is_some_and(|e| e == "md"));
    files
        .filter_map(|f| Some(f.path().strip_prefix(folder).ok()?.to_path_buf()))
        .collect()
}

fn tree(file: &Path) -> Option<ClauseTree> {
    let text = fs::read_to_string(file).ok()?;
    let body = body_of(&text);
    let source = Source::new("text", text.as_str());
    let id = SourceMap::default().add(source.clone());
    Some(read_clauses(&source, id, body, Known::default()).value)
}

fn law(old: &ClauseTree, new: &ClauseTree, line: &Redline) {
    for (pair, words) in line.pairs() {
        let kept = |op: Op| -> String {
            let kept = words.iter().filter(|p| p.op != op);
            kept.map(|p| p.text.as_str()).collect()
        };
        let from = pair.from.map_or("", |at| &old.get(at).text);
        let to = pair.to.map_or("", |at| &new.get(at).text);
        assert_eq!(kept(Op::Insert), from);
        assert_eq!(kept(Op::Delete), to);
    }
}

fn shown(words: &[Piece]) -> String {
    let shown = words.iter().map(|piece| match piece.op {
        Op::Equal => piece.text.clone(),
        Op::Delete => format!("[-{}-]", piece.text),
        Op::Insert => format!("{{+{}+}}", piece.text),
    });
    shown.collect()
}
