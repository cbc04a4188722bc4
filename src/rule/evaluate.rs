//! The program's answers against a hand coding: how many agree, beyond chance, and whether they
//! rest on the same words.

use super::{Coding, Matrix, Rules, Stance, kappa};
use crate::clause::WordPlaces;
use crate::library::Library;
use crate::text::{SourceMap, collapse};
use std::collections::BTreeSet;
use std::ops::Range;

/// One answer of a hand coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// The document: a district, or its only policy.
    pub doc: String,
    /// Id of the rule.
    pub rule: String,
    /// The answer.
    pub stance: Stance,
    /// The words that show it; empty when silent.
    pub quote: String,
}

/// An answer of the hand beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The document.
    pub doc: String,
    /// The rule, by its place in the list.
    pub rule: usize,
    /// The answer of the hand.
    pub gold: Stance,
    /// Its words.
    pub gold_quote: String,
    /// Ours.
    pub ours: Stance,
    /// Our words; several pieces with ` … ` between them.
    pub our_quote: String,
    /// Whether our words and those of the hand overlap; none when the hand has no words, or they do
    /// not stand in the text.
    pub evidence: Option<bool>,
}

/// A hand coding beside ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// The cells that both have.
    pub cells: Vec<Compared>,
    /// Documents of the hand coding that are not in the project.
    pub unknown_docs: Vec<String>,
    /// Rules of it that the project does not have.
    pub unknown_rules: Vec<String>,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    fn of(items: impl Iterator<Item = bool>) -> Share {
        let mut share = Share { part: 0, whole: 0 };
        for item in items {
            share.whole += 1;
            share.part += usize::from(item);
        }
        share
    }

    /// In percent; none of nothing.
    pub fn percent(self) -> Option<f64> {
        (self.whole > 0).then(|| 100.0 * self.part as f64 / self.whole as f64)
    }
}

/// The figures of a set of cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Cells with the same stance.
    pub all: Share,
    /// The same, of those that are not silent in the hand coding.
    pub spoken: Share,
    /// Cells that are not silent in the hand coding whose words overlap with ours.
    pub evidence: Share,
    /// Cohen's kappa over all cells; none when it is not defined.
    pub kappa: Option<f64>,
}

impl Evaluation {
    /// The figures over all cells.
    pub fn figures(&self) -> Figures {
        figures(self.cells.iter())
    }

    /// The figures of one rule.
    pub fn figures_of(&self, rule: usize) -> Figures {
        figures(self.cells.iter().filter(|cell| cell.rule == rule))
    }

    /// The cells on which the two do not agree.
    pub fn apart(&self) -> impl Iterator<Item = &Compared> {
        self.cells.iter().filter(|cell| cell.gold != cell.ours)
    }

    /// The cells whose stance is the same and whose words stand elsewhere.
    pub fn elsewhere(&self) -> impl Iterator<Item = &Compared> {
        let cells = self.cells.iter();
        cells.filter(|cell| cell.gold == cell.ours && cell.evidence == Some(false))
    }
}

fn figures<'a>(cells: impl Iterator<Item = &'a Compared> + Clone) -> Figures {
    let spoken = cells.clone().filter(|cell| cell.gold != Stance::Silent);
    let pairs: Vec<(Stance, Stance)> = cells.clone().map(|c| (c.gold, c.ours)).collect();
    Figures {
        all: Share::of(cells.map(|c| c.gold == c.ours)),
        spoken: Share::of(spoken.clone().map(|c| c.gold == c.ours)),
        evidence: Share::of(spoken.filter_map(|c| c.evidence)),
        kappa: kappa(&pairs),
    }
}

/// Reads a hand coding: a table with the columns `doc`, `rule`, `stance` and `quote`.
///
/// # Errors
/// What is wrong, and in which row.
pub fn read_gold(bytes: &[u8]) -> Result<Vec<Gold>, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let heads = reader.headers().map_err(|e| e.to_string())?.clone();
    let column = |name: &str| {
        let found = heads.iter().position(|head| head.trim() == name);
        found.ok_or_else(|| format!("there is no column `{name}`"))
    };
    let (doc, rule, stance) = (column("doc")?, column("rule")?, column("stance")?);
    let quote = column("quote")?;
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| e.to_string())?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_string();
        let line = row.position().map_or(0, csv::Position::line);
        let word = cell(stance);
        rows.push(Gold {
            doc: cell(doc),
            rule: cell(rule),
            stance: Stance::of_word(&word)
                .ok_or_else(|| format!("line {line}: there is no stance `{word}`"))?,
            quote: cell(quote),
        });
    }
    Ok(rows)
}

/// Compares what the program suggests with a hand coding.
pub fn evaluate(
    library: &Library,
    sources: &SourceMap,
    matrix: &Matrix,
    gold: &[Gold],
) -> Evaluation {
    let mut out = Evaluation::default();
    let (mut docs, mut rules) = (BTreeSet::new(), BTreeSet::new());
    for row in gold {
        let Some(district) = district(library, &row.doc) else {
            docs.insert(row.doc.clone());
            continue;
        };
        let Some(rule) = matrix.rules.find(&row.rule) else {
            rules.insert(row.rule.clone());
            continue;
        };
        let ours = &matrix.cell(district, rule).suggested;
        out.cells.push(Compared {
            doc: row.doc.clone(),
            rule,
            gold: row.stance,
            gold_quote: collapse(&row.quote),
            ours: ours.stance,
            our_quote: quotes(library, ours).join(" … "),
            evidence: overlap(library, sources, district, ours, &row.quote),
        });
    }
    out.unknown_docs = docs.into_iter().collect();
    out.unknown_rules = rules.into_iter().collect();
    out
}

/// The district that a document is: by its address, or by that of its only policy.
fn district(library: &Library, doc: &str) -> Option<usize> {
    let districts = &library.districts;
    let named = districts.iter().position(|d| d.slug == doc);
    named.or_else(|| {
        districts
            .iter()
            .position(|d| matches!(d.policies.as_slice(), [only] if only.slug == doc))
    })
}

/// The words of a coding, piece by piece.
pub fn quotes<'a>(library: &'a Library, coding: &Coding) -> Vec<&'a str> {
    let pieces = coding.evidence.iter().map(|piece| {
        let clause = library.at(piece.version).2.tree.get(piece.clause);
        clause.text.get(piece.range.clone()).unwrap_or_default()
    });
    pieces.collect()
}

/// Whether a quote stands in the text where our words do. None when it is empty or stands nowhere.
fn overlap(
    library: &Library,
    sources: &SourceMap,
    district: usize,
    ours: &Coding,
    quote: &str,
) -> Option<bool> {
    let (words, _) = plain(quote);
    if words.is_empty() {
        return None;
    }
    let mut found = false;
    for policy in &library.districts[district].policies {
        let Some(version) = policy.current() else {
            continue;
        };
        let (text, places) = plain(&sources.get(version.source).text);
        for (at, _) in text.match_indices(&words) {
            found = true;
            let gold = places[at]..places[at + words.len() - 1] + 1;
            if stands(library, ours, version.source, &gold) {
                return Some(true);
            }
        }
    }
    found.then_some(false)
}

/// Whether a piece of our evidence touches bytes of a source.
fn stands(
    library: &Library,
    ours: &Coding,
    source: crate::text::SourceId,
    gold: &Range<usize>,
) -> bool {
    ours.evidence.iter().any(|piece| {
        let version = library.at(piece.version).2;
        let clause = version.tree.get(piece.clause);
        let span = WordPlaces::of(clause).span(piece.range.clone());
        let own = span.range();
        version.source == source && own.start < gold.end && gold.start < own.end
    })
}

/// A text without marks and with every run of white space and `<br>` as one blank; for each of its
/// bytes the place in the source.
fn plain(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::new());
    let mut blank = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = line_break(&text[at..]);
        if len > 0 || c.is_whitespace() {
            blank = !out.is_empty();
            at += len.max(c.len_utf8());
            continue;
        }
        if !matches!(c, '*' | '_' | '\\') {
            if std::mem::take(&mut blank) {
                out.push(' ');
                places.push(at.saturating_sub(1));
            }
            out.push(c);
            places.extend(at..at + c.len_utf8());
        }
        at += c.len_utf8();
    }
    (out, places)
}

/// The length of a `<br>` that a text begins with; 0 when it does not.
fn line_break(text: &str) -> usize {
    let marks = ["<br />", "<br/>", "<br>"];
    let starts = |mark: &&str| {
        let start = text.as_bytes().get(..mark.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
    };
    marks
        .iter()
        .find(|mark| starts(mark))
        .map_or(0, |m| m.len())
}

/// The rules of an evaluation, in the order of the matrix.
pub fn rules_of<'a>(evaluation: &Evaluation, rules: &'a Rules) -> Vec<(usize, &'a str)> {
    let asked: BTreeSet<usize> = evaluation.cells.iter().map(|cell| cell.rule).collect();
    let named = asked.into_iter();
    named
        .map(|rule| (rule, rules.rules[rule].id.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{plain, read_gold};

    #[test]
    fn blanks_and_breaks_are_one_blank() {
        let (text, places) = plain(" a  **b**<br />\nc ");
        assert_eq!(text, "a b c");
        assert_eq!(places.len(), text.len());
        assert_eq!(places[2], 6);
    }

    #[test]
    fn a_table_that_cannot_be_read_says_why() {
        assert_eq!(
            read_gold(b"doc,rule,stance\n"),
            Err("there is no column `quote`".into())
        );
        let wrong = read_gold(b"doc,rule,stance,quote\na,b,maybe,\n");
        assert_eq!(wrong, Err("line 2: there is no stance `maybe`".into()));
        assert_eq!(
            read_gold(b"doc,rule,stance,quote\na,b,silent\n")
                .unwrap()
                .len(),
            1
        );
    }
}
