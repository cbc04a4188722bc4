//! `alignment`: what is found of the gold in tests/alignment.

#[path = "../alignment/gold.rs"]
mod gold;

use gold::{Count, cases, figures};
use std::path::Path;

pub fn measure(_dir: Option<&Path>) {
    let cases = cases();
    let figures = figures(&cases);
    for line in &figures.lines {
        println!("  {line}");
    }
    println!("{} pairs of versions", cases.len());
    for (name, count) in [
        ("pairs", figures.pairs),
        ("moved", figures.moved),
        ("renumbered", figures.renumbered),
    ] {
        show(name, count);
    }
}

fn show(name: &str, count: Count) {
    let Count {
        right,
        wrong,
        missed,
    } = count;
    println!(
        "{name:10} precision {:.4} recall {:.4} F1 {:.4} ({right} right, {wrong} false, {missed} missed)",
        count.precision(),
        count.recall(),
        count.f1()
    );
}
