//! References in texts, compared with those that people found in them. A test and an example share
//! it (`tests/corpus/references.rs`, `tests/measure/main.rs`).

use crate::read::tree;
use policybook::reference::{Citator, Found, Scanned, scan};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Kind and target of one reference.
pub type Row = (String, String);

/// The rows of a table by document; one printed list has several targets.
pub fn rows(table: &str) -> BTreeMap<String, Vec<Row>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut out: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in reader.deserialize() {
        let (doc, kind, _, target): (String, String, String, String) = row.expect("four cells");
        let kind = match kind.as_str() {
            "internal" => "clause",
            "named-policy" => "named",
            kind => kind,
        };
        let targets = target
            .split("; ")
            .map(|t| (kind.to_string(), t.to_string()));
        out.entry(doc).or_default().extend(targets);
    }
    out
}

/// The references of a document; its name ends with the postal code of its state.
pub fn found_in(doc: &str, body: &str) -> Vec<Row> {
    let found = found(doc, body).into_iter();
    found
        .map(|f| (f.kind.word().to_string(), f.target))
        .collect()
}

fn found(doc: &str, body: &str) -> Vec<Found> {
    let state = doc.rsplit('-').next().unwrap_or_default().to_uppercase();
    let scanned = Scanned {
        state: Some(&state),
        ..Scanned::default()
    };
    let found = scan(&tree(body), scanned, &Citator::built_in());
    found.into_iter().map(|(_, found)| found).collect()
}

/// What agrees, what is found and was not coded, and what is missed.
#[derive(Debug, Default)]
pub struct Agreement {
    pub right: Vec<Row>,
    pub wrong: Vec<Row>,
    pub missed: Vec<Row>,
}

/// Compares what was found with what was coded, without regard to capitals and "et seq.".
pub fn compare(found: &[Row], wanted: &[Row]) -> Agreement {
    let plain =
        |(kind, target): &Row| (kind.clone(), target.replace(" et seq.", "").to_lowercase());
    let mut out = Agreement {
        missed: wanted.iter().map(plain).collect(),
        ..Agreement::default()
    };
    for row in found.iter().map(plain) {
        match out.missed.iter().position(|w| *w == row) {
            Some(at) => out.right.push(out.missed.swap_remove(at)),
            None => out.wrong.push(row),
        }
    }
    out
}

/// References in the parts that every way of writing them has: each code of `1725/4035`, the ends
/// of `8100-8130`, each label of `1-3`, `b` for `(b)`, `3226F` for "Form 3226F", 5200 for R 5200,
/// the section of a law whatever its code is called.
pub fn parts(doc: &str, rows: &[Row]) -> Vec<Row> {
    rows.iter().flat_map(|row| parts_of(doc, row)).collect()
}

fn parts_of(doc: &str, (kind, target): &Row) -> Vec<Row> {
    let of =
        |kind: &str, parts: Vec<String>| parts.into_iter().map(|p| (kind.to_string(), p)).collect();
    if let Some(code) = target.strip_prefix("Form ").filter(|c| c.len() > 3) {
        return of("policy", vec![code.to_string()]);
    }
    match kind.as_str() {
        "policy" => {
            let bare = target.strip_prefix("R ").unwrap_or(target);
            let ends = bare
                .split_once('-')
                .filter(|(a, b)| is_number(a) && is_number(b));
            let codes = ends.map_or(vec![bare], |(a, b)| vec![a, b]);
            let codes = codes.iter().flat_map(|c| c.split('/'));
            of(kind, codes.map(str::to_string).collect())
        }
        "clause" => {
            let labels = target.replace(['(', ')'], ".").replace("..", ".");
            of(kind, members(labels.trim_matches('.')))
        }
        "statute" => of(kind, vec![law(doc, target)]),
        _ => vec![(kind.clone(), target.clone())],
    }
}

/// The law that a target names as the list of laws writes it, without subsections.
fn law(doc: &str, target: &str) -> String {
    let laws = found(doc, &format!("As {target} says."));
    let key = |found: &Found| Some(Citator::built_in().key(found.law.as_ref()?));
    match laws.as_slice() {
        [one] => key(one).unwrap_or_else(|| target.to_string()),
        _ => target.to_string(),
    }
}

fn is_number(code: &str) -> bool {
    code.len() > 2 && code.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// 1, 2 and 3 of `1-3`; `B` of "Part B".
fn members(labels: &str) -> Vec<String> {
    const NUMERALS: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let words = ["Part ", "Section ", "Article ", "Step ", "Level ", "Item "];
    let bare = words.iter().find_map(|w| labels.strip_prefix(w));
    let labels = bare.unwrap_or(labels);
    let Some((first, last)) = labels.split_once('-') else {
        return vec![labels.to_string()];
    };
    let numeral = |l: &str| NUMERALS.iter().position(|n| l.eq_ignore_ascii_case(n));
    if let (Some(a), Some(b)) = (numeral(first), numeral(last)) {
        return NUMERALS[a..=b.max(a)]
            .iter()
            .map(|n| n.to_string())
            .collect();
    }
    match (first.as_bytes(), last.as_bytes()) {
        ([a], [b]) if a < b => (*a..=*b).map(|l| char::from(l).to_string()).collect(),
        _ => vec![labels.to_string()],
    }
}

/// Right, false and missed by kind.
pub type Figures = BTreeMap<String, [usize; 3]>;

/// Adds what a comparison says to the figures.
pub fn count(figures: &mut Figures, agreement: &Agreement) {
    let groups = [&agreement.right, &agreement.wrong, &agreement.missed];
    for (column, group) in groups.into_iter().enumerate() {
        for (kind, _) in group {
            figures.entry(kind.clone()).or_default()[column] += 1;
        }
    }
}

/// What was found in each document of the table of the repository, in parts.
pub fn agreements() -> Vec<(String, Agreement)> {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/texts");
    let rows = rows(include_str!("corpus/references.csv")).into_iter();
    let compared = rows.map(|(doc, wanted)| {
        let text = fs::read_to_string(texts.join(format!("{doc}.txt"))).expect("the text");
        let found = parts(&doc, &found_in(&doc, &text));
        let agreement = compare(&found, &parts(&doc, &wanted));
        (doc, agreement)
    });
    compared.collect()
}
