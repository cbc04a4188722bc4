//! The words of a pair of clauses with marks.

use crate::read;
use policybook::clause::{ClauseIndex, ClauseTree};
use policybook::redline::{Op, Piece, Redline, Text, events, marked, redline};
use policybook::reference::{Citator, Scanned};
use proptest::prelude::*;

/// Marks as `[-gone-]` and `{+come+}`.
fn shown(pieces: &[Piece]) -> String {
    let shown = pieces.iter().map(|piece| match piece.op {
        Op::Equal => piece.text.clone(),
        Op::Delete => format!("[-{}-]", piece.text),
        Op::Insert => format!("{{+{}+}}", piece.text),
    });
    shown.collect()
}

/// All words but those with one fate.
fn without(pieces: &[Piece], op: Op) -> String {
    let kept = pieces.iter().filter(|p| p.op != op);
    kept.map(|p| p.text.as_str()).collect()
}

pub fn rebuilds(pieces: &[Piece], old: &str, new: &str) {
    assert_eq!(without(pieces, Op::Insert), old);
    assert_eq!(without(pieces, Op::Delete), new);
    assert!(pieces.iter().all(|p| !p.text.is_empty()));
}

fn check(old: &str, new: &str, expected: &str) {
    let pieces = marked((old, &[]), (new, &[]));
    rebuilds(&pieces, old, new);
    assert_eq!(shown(&pieces), expected);
}

fn compared(old: &str, new: &str) -> Redline {
    let (old, new) = (read::tree(old), read::tree(new));
    let citator = Citator::built_in();
    let of = Scanned {
        state: Some("IA"),
        ..Scanned::default()
    };
    redline(
        &Text::read(&old, of, &citator),
        &Text::read(&new, of, &citator),
    )
}

/// The marks of the first pair that is amended.
fn first(old: &str, new: &str) -> String {
    let line = compared(old, new);
    let mut pairs = line.pairs();
    let amended = pairs.find(|(pair, _)| pair.amended);
    amended.map_or(String::new(), |(_, words)| shown(words))
}

#[test]
fn a_modal_verb_stands_on_its_own() {
    check(
        "Employees may accept friend requests.",
        "Employees shall not accept friend requests.",
        "Employees [-may-]{+shall not+} accept friend requests.",
    );
    check(
        "An employee may call a parent at home.",
        "An employee shall telephone a guardian at home.",
        "An employee [-may-]{+shall+} [-call-]{+telephone+} a [-parent-]{+guardian+} at home.",
    );
    check(
        "Staff shall post grades.",
        "Staff shall not post grades.",
        "Staff shall{+ not+} post grades.",
    );
}

#[test]
fn a_number_changes_with_its_unit() {
    check(
        "The principal answers within ten (10) school days of the request.",
        "The principal answers within five (5) school days of the request.",
        "The principal answers within [-ten (10) school days-]{+five (5) school days+} of the request.",
    );
    check(
        "Lunch costs $2.75.",
        "Lunch costs $3.10.",
        "Lunch costs [-$2.75-]{+$3.10+}.",
    );
    check(
        "Keep records for 30 days, and notify a parent.",
        "Keep records for 45 days, and notify a guardian.",
        "Keep records for [-30 days-]{+45 days+}, and notify a [-parent-]{+guardian+}.",
    );
}

#[test]
fn an_added_sentence_is_added_whole() {
    check(
        "Parents are told of an outage. Doors are open.",
        "Parents are told of an outage. Parents are called again. Doors are open.",
        "Parents are told of an outage.{+ Parents are called again.+} Doors are open.",
    );
    check(
        "Staff, coaches, and volunteers sign.",
        "Staff, coaches, drivers, and volunteers sign.",
        "Staff, coaches,{+ drivers,+} and volunteers sign.",
    );
}

#[test]
fn white_space_in_both_is_in_neither_mark() {
    check(
        "Ask for the EAP form.",
        "Ask for the Employee Assistance Program (EAP) form.",
        "Ask for the {+Employee Assistance Program (+}EAP{+)+} form.",
    );
    check(
        "Pay and/or sign.",
        "Pay and / or sign.",
        "Pay and{+ +}/{+ +}or sign.",
    );
}

#[test]
fn words_that_say_nothing_are_no_islands() {
    check(
        "Requests are sent to the office of the superintendent by every principal.",
        "Requests are handed over in the library or media center by every principal.",
        "Requests are [-sent to the office of the superintendent-]{+handed over in the library or media center+} by every principal.",
    );
}

#[test]
fn the_end_of_a_sentence_parts_changes() {
    check(
        "Bring all your own pens today. Never chew gum in the lab.",
        "Bring many sharp pencils tomorrow. Always drink water near the sink.",
        "Bring [-all your own pens today-]{+many sharp pencils tomorrow+}. [-Never chew gum in-]{+Always drink water near+} the [-lab-]{+sink+}.",
    );
}

#[test]
fn citations_and_terms_are_one_word() {
    assert_eq!(
        first(
            "Records are kept under Iowa Code § 279.8 by the office.",
            "Records are kept under Iowa Code § 279.9 by the office.",
        ),
        "Records are kept under [-Iowa Code § 279.8-]{+Iowa Code § 279.9+} by the office.",
    );
    let text = |kind: &str| {
        format!(
            "“Personal account” means an account opened for private purposes. “Professional account” means an account opened for work.\n\nStaff shall not write to students from a {kind} account at any time."
        )
    };
    assert_eq!(
        first(&text("personal"), &text("professional")),
        "Staff shall not write to students from a [-personal account-]{+professional account+} at any time.",
    );
}

#[test]
fn a_split_is_one_change() {
    let old = read::tree("Dances end at eleven. Doors close at nine.\n\nBring a card.");
    let new = read::tree("Dances end at ten.\n\nDoors close at nine.\n\nBring a card.");
    let citator = Citator::built_in();
    let text = |tree| Text::read(tree, Scanned::default(), &citator);
    let (old, new) = (text(&old), text(&new));
    let line = redline(&old, &new);
    let all = events(&line, &old, &new);
    let counts: Vec<_> = all.iter().map(|e| (e.from.len(), e.to.len())).collect();
    assert_eq!(counts, [(1, 2), (1, 1)]);
    assert_eq!(
        shown(&all[0].words),
        "Dances end at [-eleven-]{+ten+}.{+ ¶+} Doors close at nine."
    );
}

#[test]
fn marks_are_no_words() {
    let line = compared(
        "Employees **shall not** share a *personal*\ntelephone number.",
        "Employees shall not share a personal telephone **number**.",
    );
    assert!(line.pairs().all(|(pair, _)| pair.is_same()));
}

#[test]
fn a_text_compared_with_itself_has_no_changes() {
    let text = "## Purpose\n\nThis policy guides cameras.\n\n1. Cameras record doors.\n2. Cameras do not record sound.\n\n| A | B |\n|---|---|\n| x | y |\n| x | y |\n";
    let line = compared(text, text);
    assert!(
        line.pairs()
            .all(|(pair, words)| { pair.is_same() && words.iter().all(|p| p.op == Op::Equal) })
    );
}

#[test]
fn a_new_number_is_no_new_word() {
    let line = compared(
        "1. Use a district account.\n2. Copy a parent.\n3. Keep messages.",
        "1. Ask the office.\n2. Use a district account.\n3. Copy a parent.\n4. Keep messages.",
    );
    for (pair, words) in line.pairs() {
        if pair.from.is_some() {
            assert!(pair.renumbered && words.iter().all(|p| p.op == Op::Equal));
        }
    }
}

/// Words as policies and people who break them write.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "shall",
        "may",
        "not",
        "the",
        "student",
        "students",
        "employee",
        " ",
        "  ",
        ". ",
        ", ",
        "; ",
        "10",
        "ten (10)",
        "days",
        "school",
        "$4.50",
        "20 U.S.C. § 1232g",
        "§ 279.8(2)(a)",
        "é",
        "“A”",
        "account",
        "personal",
        "e-mail",
        "and/or",
        "\u{a0}",
        "(",
        ")",
        "–",
        "III.A.3",
        "June",
        "14",
        "2016",
        "p.m.",
        "1,",
        "-",
        "’s",
        "\u{301}",
        "🙂",
        "A ",
    ])
}

/// A text edited at random places.
fn edited() -> impl Strategy<Value = (Vec<&'static str>, Vec<&'static str>)> {
    let edits = prop::collection::vec((0..3, any::<prop::sample::Index>(), word()), 0..8);
    (prop::collection::vec(word(), 0..60), edits).prop_map(|(old, edits)| {
        let mut new = old.clone();
        for (kind, place, word) in edits {
            let at = place.index(new.len() + 1);
            match kind {
                0 => new.insert(at, word),
                1 if at < new.len() => drop(new.remove(at)),
                _ if at < new.len() => new[at] = word,
                _ => {}
            }
        }
        (old, new)
    })
}

/// Parts of a text that are taken for citations, in order.
fn parts(text: &str, cuts: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut cuts: Vec<usize> = cuts.iter().map(|c| text.floor_char_boundary(*c)).collect();
    cuts.sort_unstable();
    cuts.chunks_exact(2).map(|c| c[0]..c[1]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: prop::test_runner::RngSeed::Fixed(20_261_120),
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_texts_can_be_rebuilt((old, new) in edited(), cuts in prop::collection::vec(0..200usize, 0..6)) {
        let (old, new) = (old.concat(), new.concat());
        rebuilds(&marked((&old, &[]), (&new, &[])), &old, &new);
        let (a, b) = (parts(&old, &cuts), parts(&new, &cuts));
        rebuilds(&marked((&old, &a), (&new, &b)), &old, &new);
        rebuilds(&marked((&new, &b), (&old, &a)), &new, &old);
    }

    #[test]
    fn any_two_texts_can_be_rebuilt(old in any::<String>(), new in any::<String>()) {
        rebuilds(&marked((&old, &[]), (&new, &[])), &old, &new);
    }

    #[test]
    fn every_clause_is_in_a_pair_and_rebuilt(
        lines in prop::collection::vec(crate::property::line(), 0..30),
        edits in prop::collection::vec((any::<prop::sample::Index>(), crate::property::line()), 0..6),
    ) {
        let mut other = lines.clone();
        for (place, line) in edits {
            let at = place.index(other.len() + 1);
            match line.len() % 3 {
                0 if at < other.len() => drop(other.remove(at)),
                1 if at < other.len() => {
                    let moved = other.remove(at);
                    other.push(moved);
                }
                _ => other.insert(at, line),
            }
        }
        let (old, new) = (read::tree(&lines.concat()), read::tree(&other.concat()));
        let citator = Citator::built_in();
        let read = |tree| Text::read(tree, Scanned::default(), &citator);
        let line = redline(&read(&old), &read(&new));
        holds(&old, &new, &line);
    }
}

/// What is true of every redline.
fn holds(old: &ClauseTree, new: &ClauseTree, line: &Redline) {
    let (mut from, mut to) = (vec![0; old.clauses().len()], vec![0; new.clauses().len()]);
    for (pair, words) in line.pairs() {
        let text = |tree: &ClauseTree, at: Option<ClauseIndex>| {
            at.map_or(String::new(), |at| tree.get(at).text.clone())
        };
        rebuilds(words, &text(old, pair.from), &text(new, pair.to));
        let marked = words.iter().any(|p| p.op != Op::Equal);
        if pair.from.is_some() && pair.to.is_some() {
            assert_eq!(pair.amended, marked);
        }
        for (counts, at) in [(&mut from, pair.from), (&mut to, pair.to)] {
            if let Some(at) = at.filter(|_| pair.main) {
                counts[at.0 as usize] += 1;
            }
        }
    }
    let of_parts = line.alignment.pairs.iter().filter(|p| !p.main);
    for pair in of_parts {
        for (counts, at) in [(&mut from, pair.from), (&mut to, pair.to)] {
            if let Some(at) = at {
                assert!(counts[at.0 as usize] <= 1, "in one main pair at most");
                counts[at.0 as usize] = 1;
            }
        }
    }
    assert!(from.iter().chain(&to).all(|n| *n == 1), "{from:?} {to:?}");
}

#[test]
fn no_two_texts_take_time_out_of_proportion() {
    let list = |texts: &mut dyn Iterator<Item = String>| -> String {
        texts.map(|text| format!("- {text}\n")).collect()
    };
    let shuffled = |n: usize, words: usize| {
        let word = |i: usize| format!("word{}", (n * 7 + i * i * 13 + n * i) % words);
        (0..20).map(word).collect::<Vec<_>>().join(" ")
    };
    let same = |count: usize| list(&mut (0..count).map(|_| "Report to the principal.".to_string()));
    let texts = [
        ("equal clauses", same(5_000), same(4_990)),
        (
            "clauses of the same words",
            list(&mut (0..3_000).map(|n| shuffled(n, 40))),
            list(&mut (0..3_000).map(|n| shuffled(n + 1, 40) + " more")),
        ),
        (
            "clauses of many words",
            list(&mut (0..3_000).map(|n| shuffled(n, 4_000))),
            list(&mut (0..3_000).map(|n| shuffled(n + 1, 4_000) + " more")),
        ),
        (
            "one clause that becomes many",
            (0..5_000)
                .map(|n| format!("Door{n} of hall{n} is locked at night{n}. "))
                .collect(),
            list(&mut (0..5_000).map(|n| format!("Door{n} of hall{n} is locked at night{n}."))),
        ),
        (
            "one long clause turned round",
            (0..20_000).map(|n| format!("word{} ", n % 700)).collect(),
            (0..20_000)
                .rev()
                .map(|n| format!("word{} ", n % 700))
                .collect(),
        ),
        ("dashes", "a-".repeat(100_000), "b-".repeat(100_000) + "1"),
        ("numbers", "1,".repeat(100_000), "1,1".repeat(60_000)),
        ("brackets", "1(a)(".repeat(40_000), "(1)(a)".repeat(40_000)),
        (
            "number words",
            "ten school ".repeat(20_000),
            "ten (10) ".repeat(20_000),
        ),
        (
            "citations",
            "20 U.S.C. § 1232g, ".repeat(5_000),
            "20 U.S.C. § 1233g and ".repeat(5_000),
        ),
        (
            "headings",
            (0..3_000)
                .map(|n| format!("{} Part {n}\n\nText {n}.\n\n", "#".repeat(n % 6 + 1)))
                .collect(),
            (0..3_000)
                .map(|n| format!("{} Part {n}\n\nText {n}.\n\n", "#".repeat((n + 1) % 6 + 1)))
                .collect(),
        ),
    ];
    for (name, old, new) in texts {
        crate::property::within_a_minute(name, move || {
            let (old, new) = (read::tree(&old), read::tree(&new));
            let citator = Citator::built_in();
            let text = |tree| Text::read(tree, Scanned::default(), &citator);
            let (a, b) = (text(&old), text(&new));
            let line = redline(&a, &b);
            events(&line, &a, &b);
        });
    }
}
