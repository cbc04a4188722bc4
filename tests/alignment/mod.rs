//! Which clause of a version is which of the next.
//!
//! The gold is in the text files beside this one, judged by hand from the texts. `=== name` begins a
//! case; `===>` parts the old version from the new one. Every clause ends with a mark in braces,
//! after a blank: a name. Clauses of the two versions with one name are one clause; a name that
//! stands twice in the new version is a split, `a+b` a merge. In the new version a mark may go on
//! with `moved`, for each clause that moved by itself or in a block, and `renumbered`.

pub mod gold;
mod identity;

use gold::{cases, figures};

#[test]
fn the_judged_pairs_are_found() {
    let cases = cases();
    assert!(cases.len() >= 60);
    let figures = figures(&cases);
    let told = figures.lines.join("\n");
    assert!(figures.pairs.f1() >= 0.99, "{}\n{told}", figures.pairs.f1());
    assert!(figures.moved.precision() >= 0.95, "{told}");
    assert!(figures.moved.recall() >= 0.95, "{told}");
    assert!(figures.renumbered.f1() >= 0.99, "{told}");
    assert_eq!(figures.only_enumerators, 0);
}
