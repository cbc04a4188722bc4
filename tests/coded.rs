//! The policies of `tests/corpus/coded`, coded by hand, and what the program makes of them: for the
//! test and for the measurements.

use policybook::cli::{Read, read};
use policybook::rule::{Evaluation, Figures, Gold, evaluate, read_gold};
use std::fs;
use std::path::{Path, PathBuf};

/// The documents that no one read while the words of the rules were chosen: their names begin so.
pub const HELD_OUT: [char; 2] = ['v', 'z'];

/// A document and what the hand quotes of it.
#[allow(
    dead_code,
    reason = "the measurements learn from it, the test does not"
)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The id of a rule and the words quoted for it.
    pub quotes: Vec<(String, String)>,
}

/// The documents, by their names.
#[allow(
    dead_code,
    reason = "the measurements learn from it, the test does not"
)]
pub fn documents() -> Vec<Document> {
    let rows = rows();
    let mut out: Vec<Document> = Vec::new();
    for path in paths(&rows) {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let own = rows
            .iter()
            .filter(|row| row.doc == name && !row.quote.is_empty());
        let quotes = own.map(|row| (row.rule.clone(), row.quote.clone()));
        out.push(Document {
            quotes: quotes.collect(),
            text: fs::read_to_string(&path).expect("a text"),
            name,
        });
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn rows() -> Vec<Gold> {
    let table = fs::read(corpus().join("coded/codings.csv")).expect("the table");
    read_gold(&table).expect("a hand coding")
}

/// The files of the documents that the table names.
fn paths(rows: &[Gold]) -> Vec<PathBuf> {
    let folders = ["texts", "coded/texts"].into_iter();
    let entries = folders.flat_map(|folder| fs::read_dir(corpus().join(folder)).expect("a folder"));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let named = |path: &PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy();
        rows.iter().any(|row| row.doc == name)
    };
    paths.filter(named).collect()
}

/// What the program makes of the documents.
pub struct Coded {
    read: Read,
    gold: Vec<Gold>,
}

impl Coded {
    /// Reads all documents, each as the one policy of a district.
    pub fn of_corpus() -> Coded {
        let gold = rows();
        let project = tempfile::tempdir().expect("a folder");
        for path in paths(&gold) {
            let doc = path.file_stem().expect("a name").to_string_lossy();
            district(project.path(), &doc, &path);
        }
        let read = read(project.path()).expect("a project");
        Coded { read, gold }
    }

    /// The first letters of the documents, in order: each letter is one hand.
    pub fn hands(&self) -> Vec<char> {
        let firsts = self.gold.iter().filter_map(|row| row.doc.chars().next());
        let mut hands: Vec<char> = firsts.collect();
        hands.sort_unstable();
        hands.dedup();
        hands
    }

    /// The agreement with the documents of which this is true.
    pub fn of(&self, wanted: impl Fn(&str) -> bool) -> Evaluation {
        let rows = self.gold.iter().filter(|row| wanted(&row.doc));
        let rows: Vec<Gold> = rows.cloned().collect();
        let Read {
            library,
            project,
            layers,
            ..
        } = &self.read;
        evaluate(library, &project.sources, &layers.matrix, &rows)
    }

    /// What `tests/corpus/coded/figures.txt` should say: a line for each hand, and for each rule
    /// over all documents that are not held out.
    pub fn lines(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for hand in self.hands() {
            let figures = self.of(|doc| doc.starts_with(hand)).figures();
            out.push(line(&hand.to_string(), figures));
        }
        let tuned = self.of(|doc| !doc.starts_with(HELD_OUT));
        for (at, rule) in self.read.layers.matrix.rules.rules.iter().enumerate() {
            out.push(line(&rule.id, tuned.figures_of(at)));
        }
        out.push(line("all", tuned.figures()));
        out
    }
}

fn district(project: &Path, doc: &str, path: &PathBuf) {
    let folder = project.join("policies").join(doc);
    fs::create_dir_all(&folder).expect("a folder");
    let state = doc.rsplit('-').next().filter(|s| s.len() == 2);
    let state = state.map(|s| format!("state: {}\n", s.to_uppercase()));
    let about = format!("name: {doc}\n{}", state.unwrap_or_default());
    fs::write(folder.join("district.yaml"), about).expect("a file");
    let text = fs::read_to_string(path).expect("a text");
    let text = format!("---\ntitle: {doc}\n---\n\n{text}");
    fs::write(folder.join(format!("{doc}.md")), text).expect("a file");
}

fn line(name: &str, figures: Figures) -> String {
    let Figures {
        all,
        spoken,
        evidence,
        kappa,
    } = figures;
    let kappa = kappa.map_or("-".to_string(), |k| format!("{k:.2}"));
    format!(
        "{name:28} stance {}/{}  not silent {}/{}  evidence {}/{}  kappa {kappa}",
        all.part, all.whole, spoken.part, spoken.whole, evidence.part, evidence.whole
    )
}
