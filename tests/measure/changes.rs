//! `changes`: the kinds of change told of the gold in tests/change, by kind.

#[path = "../change/gold.rs"]
mod gold;

use gold::{FILES, cases, figures};

pub fn measure() {
    for (file, _) in FILES {
        let cases = cases(file);
        let figures = figures(&cases);
        println!("{file}: {} cases, {} exact", cases.len(), figures.exact);
        for line in &figures.lines {
            println!("  {line}");
        }
        for (kind, count) in &figures.by_kind {
            println!(
                "{kind:20} {} right, {} false, {} missed",
                count.right, count.wrong, count.missed
            );
        }
        for (sure, (right, all)) in &figures.by_confidence {
            println!("{sure:20} {right} of {all} right");
        }
    }
}
