use super::check::{Read, read};
use super::report::{self, Format};
use super::{Outcome, Stop};
use crate::rule::{Evaluation, Figures, Share, evaluate, read_gold, rules_of};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Compare what the program suggests with a hand coding
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  policybook evaluate gold.csv\n\nGOLD.csv has the columns doc, rule, stance and quote; others are not looked at. A doc is the folder of a\ndistrict, or the address of its only policy."
)]
pub struct Args {
    /// The hand coding
    #[arg(value_name = "GOLD.csv")]
    gold: PathBuf,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Runs `policybook evaluate`.
pub fn run(root: &Path, args: &Args) -> Result<Outcome, Stop> {
    let of_file = |error: String| format!("{}: {error}", args.gold.display());
    let bytes = std::fs::read(&args.gold).map_err(|e| of_file(e.to_string()))?;
    let gold = read_gold(&bytes).map_err(of_file)?;
    let read = read(root)?;
    let found = evaluate(
        &read.library,
        &read.project.sources,
        &read.layers.matrix,
        &gold,
    );
    if found.cells.is_empty() {
        return Err(of_file(
            "none of its documents and rules is in the project".to_string(),
        ));
    }
    match args.format {
        Format::Json => report::json(&facts(&read, &found)).map_err(|e| e.to_string())?,
        Format::Text => report::line(evaluation_text(&read, &found).trim_end()),
    }
    Ok(Outcome::Done)
}

/// An evaluation for people: the figures, those of each rule, and every disagreement.
pub fn evaluation_text(read: &Read, found: &Evaluation) -> String {
    let rules = &read.layers.matrix.rules;
    let mut out = String::new();
    for (what, names) in [
        ("documents", &found.unknown_docs),
        ("rules", &found.unknown_rules),
    ] {
        if !names.is_empty() {
            let _ = writeln!(out, "{what} not in the project: {}", names.join(", "));
        }
    }
    let _ = writeln!(
        out,
        "{:26} {:>16} {:>16} {:>16} {:>6}",
        "", "same stance", "not silent", "right evidence", "kappa"
    );
    for (rule, id) in rules_of(found, rules) {
        line(&mut out, id, found.figures_of(rule));
    }
    line(&mut out, "all", found.figures());
    for cell in found.apart() {
        let _ = writeln!(
            out,
            "\n{} {}\n  hand {}{}\n  ours {}{}",
            rules.rules[cell.rule].id,
            cell.doc,
            cell.gold.word(),
            quoted(&cell.gold_quote),
            cell.ours.word(),
            quoted(&cell.our_quote)
        );
    }
    for cell in found.elsewhere() {
        let _ = writeln!(
            out,
            "\n{} {}: {}, by other words\n  hand{}\n  ours{}",
            rules.rules[cell.rule].id,
            cell.doc,
            cell.gold.word(),
            quoted(&cell.gold_quote),
            quoted(&cell.our_quote)
        );
    }
    out
}

fn quoted(words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!(": “{words}”"),
    }
}

fn line(out: &mut String, name: &str, figures: Figures) {
    let share = |share: Share| match share.percent() {
        Some(percent) => format!("{percent:.1} % {}/{}", share.part, share.whole),
        None => "-".to_string(),
    };
    let kappa = figures.kappa.map_or("-".to_string(), |k| format!("{k:.2}"));
    let _ = writeln!(
        out,
        "{name:26} {:>16} {:>16} {:>16} {kappa:>6}",
        share(figures.all),
        share(figures.spoken),
        share(figures.evidence)
    );
}

fn facts(read: &Read, found: &Evaluation) -> Value {
    let rules = &read.layers.matrix.rules;
    let per_rule = rules_of(found, rules).into_iter();
    let per_rule: serde_json::Map<String, Value> = per_rule
        .map(|(rule, id)| (id.to_string(), figures(found.figures_of(rule))))
        .collect();
    let apart = found.apart().map(|cell| {
        json!({
            "doc": cell.doc,
            "rule": rules.rules[cell.rule].id,
            "gold": {"stance": cell.gold.word(), "quote": cell.gold_quote},
            "ours": {"stance": cell.ours.word(), "quote": cell.our_quote},
        })
    });
    let elsewhere = found.elsewhere().map(|cell| {
        json!({
            "doc": cell.doc,
            "rule": rules.rules[cell.rule].id,
            "stance": cell.gold.word(),
            "gold": cell.gold_quote,
            "ours": cell.our_quote,
        })
    });
    json!({
        "schema_version": 1,
        "overall": figures(found.figures()),
        "rules": per_rule,
        "disagreements": apart.collect::<Vec<_>>(),
        "other_words": elsewhere.collect::<Vec<_>>(),
        "unknown_docs": found.unknown_docs,
        "unknown_rules": found.unknown_rules,
    })
}

fn figures(figures: Figures) -> Value {
    let share = |share: Share| json!({"count": share.part, "of": share.whole, "share": share.percent().map(|p| p / 100.0)});
    json!({
        "agreement": share(figures.all),
        "agreement_not_silent": share(figures.spoken),
        "evidence": share(figures.evidence),
        "kappa": figures.kappa,
    })
}
