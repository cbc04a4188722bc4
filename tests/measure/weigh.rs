//! Learns what words say for the built-in rules from the policies coded by hand, but for those that
//! are held out: `measure weigh` prints `src/rule/likeness.yaml`.
//!
//! For each rule a logistic regression over the words of every provision (is it one that the hand
//! quotes?), both answers weighing the same; its steps are always the same, so that the same
//! policies give the same file.

use crate::coded::{Document, HELD_OUT, documents};
use policybook::provision::provisions;
use policybook::rule::{Rules, Vocabulary};
use policybook::text::collapse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A provision: its words by number, and the rules for which the hand quotes it.
struct Example {
    words: Vec<usize>,
    /// One over the square root of how many words it has.
    scale: f64,
    rules: BTreeSet<String>,
}

/// How many words of a rule are kept.
const KEPT: usize = 300;
/// How much the examples count against small weights.
const FIT: f64 = 10.0;
const STEPS: usize = 400;

pub fn weigh() {
    let documents: Vec<Document> = documents()
        .into_iter()
        .filter(|doc| !doc.name.starts_with(HELD_OUT))
        .collect();
    let (vocabulary, examples) = examples(&documents);
    println!("# What words say for a rule, learned from tests/corpus/coded: written by");
    println!("# `cargo run --release --example measure -- weigh`, not by hand.");
    for rule in Rules::built_in().rules {
        let is_one: Vec<bool> = examples
            .iter()
            .map(|e| e.rules.contains(&rule.id))
            .collect();
        let (weights, bias) = fit(&examples, &is_one, vocabulary.len());
        print(&rule.id, &vocabulary, &weights, bias);
    }
}

fn examples(documents: &[Document]) -> (Vec<String>, Vec<Example>) {
    let mut read: Vec<(BTreeSet<String>, BTreeSet<String>)> = Vec::new();
    let mut words = Vocabulary::default();
    for doc in documents {
        let tree = crate::text::tree(&doc.text);
        for provision in provisions(&tree, &|_| false) {
            let said = &tree.get(provision.clause).text[provision.range.clone()];
            let quoted = doc.quotes.iter().filter(|(_, quote)| overlap(said, quote));
            let rules = quoted.map(|(rule, _)| rule.clone()).collect();
            read.push((words.of(said), rules));
        }
    }
    let mut count: BTreeMap<&String, usize> = BTreeMap::new();
    for word in read.iter().flat_map(|(words, _)| words) {
        *count.entry(word).or_default() += 1;
    }
    let often = count.into_iter().filter(|(_, count)| *count > 1);
    let vocabulary: Vec<String> = often.map(|(word, _)| word.clone()).collect();
    let number: HashMap<&String, usize> =
        vocabulary.iter().enumerate().map(|(n, w)| (w, n)).collect();
    let examples = read.iter().map(|(words, rules)| Example {
        words: words
            .iter()
            .filter_map(|w| number.get(w).copied())
            .collect(),
        scale: 1.0 / (words.len().max(1) as f64).sqrt(),
        rules: rules.clone(),
    });
    let examples = examples.collect();
    (vocabulary, examples)
}

/// Whether a provision and a quote share their words: one in the other, or six in a row.
fn overlap(said: &str, quote: &str) -> bool {
    let plain = |text: &str| {
        let lower = collapse(text).to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words.filter(|w| !w.is_empty()).map(String::from).collect();
        words
    };
    let (said, quote) = (plain(said), plain(quote));
    let run = 6.min(said.len()).min(quote.len());
    run > 2
        && said
            .windows(run)
            .any(|a| quote.windows(run).any(|b| a == b))
}

/// The weights and the bias that fit, by full steps of Adam.
fn fit(examples: &[Example], is_one: &[bool], size: usize) -> (Vec<f64>, f64) {
    let ones = is_one.iter().filter(|is| **is).count().max(1) as f64;
    let all = examples.len() as f64;
    let (one, other) = (all / (2.0 * ones), all / (2.0 * (all - ones)));
    let mut weights = vec![0.0; size + 1];
    let (mut first, mut second) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    for step in 1..=STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|w| w / FIT).collect();
        slope[size] = 0.0;
        for (example, is_one) in examples.iter().zip(is_one) {
            let sum: f64 = example.words.iter().map(|w| weights[*w]).sum();
            let says = 1.0 / (1.0 + (-(weights[size] + sum * example.scale)).exp());
            let off = if *is_one {
                (says - 1.0) * one
            } else {
                says * other
            };
            for word in &example.words {
                slope[*word] += off * example.scale;
            }
            slope[size] += off;
        }
        let rate =
            0.2 * (1.0 - 0.9_f64.powi(step as i32)).recip().min(1.5) / (1.0 + step as f64 / 100.0);
        for at in 0..=size {
            first[at] = 0.9 * first[at] + 0.1 * slope[at];
            second[at] = 0.99 * second[at] + 0.01 * slope[at] * slope[at];
            weights[at] -= rate * first[at] / (second[at].sqrt() + 1e-9);
        }
    }
    let bias = weights.pop().unwrap_or_default();
    (weights, bias)
}

fn print(rule: &str, vocabulary: &[String], weights: &[f64], bias: f64) {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| {
        weights[*b]
            .abs()
            .total_cmp(&weights[*a].abs())
            .then(a.cmp(b))
    });
    order.truncate(KEPT);
    order.sort_unstable();
    println!("{rule}:\n  bias: {bias:.2}\n  words:");
    let mut line = String::from("    {");
    for (n, at) in order.iter().enumerate() {
        let end = if n + 1 == order.len() { "}" } else { "," };
        let entry = format!("\"{}\": {:.2}{end}", vocabulary[*at], weights[*at]);
        if line.len() + entry.len() > 117 {
            println!("{}", line.trim_end());
            line = String::from("     ");
        }
        line.push_str(&entry);
        line.push(' ');
    }
    println!("{}", line.trim_end());
}
