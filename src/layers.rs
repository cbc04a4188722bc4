//! What the analyses found, in one value: each layer is keyed by clause and touches no other.

use crate::change::{Meanings, Side, meanings};
use crate::definition::{Definition, definitions};
use crate::diagnostic::Diagnosed;
use crate::index::{RegisterPage, register};
use crate::library::{Library, Place};
use crate::redline::{Redlines, Text, redlines};
use crate::reference::{
    self, BackLinks, Citator, CitedLaws, Ignored, Reference, back_links, cited_laws, ignore,
    references,
};
use crate::rule::{self, History, Matrix};
use crate::source::Project;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Everything found in a library.
#[derive(Debug, Clone)]
pub struct Layers {
    /// The register of clauses, page by page.
    pub register: Vec<RegisterPage>,
    /// Number of the register's page for each policy: by district and policy.
    pub register_of: HashMap<(usize, usize), usize>,
    /// The laws that the references were read with: names, addresses.
    pub citator: Arc<Citator>,
    /// What clauses refer to, in the order of the library.
    pub references: Vec<Reference>,
    /// What references are ignored by hand, in the order of `waivers.yaml`.
    pub ignored: Vec<Ignored>,
    /// The references of each version, as a range of the list of all.
    pub references_of: HashMap<Place, Range<usize>>,
    /// The way back of every reference.
    pub back: BackLinks,
    /// The laws that are cited, and where.
    pub laws: CitedLaws,
    /// What terms versions define, in the order of the library.
    pub definitions: Vec<Definition>,
    /// The definitions of each version, as a range of the list of all.
    pub definitions_of: HashMap<Place, Range<usize>>,
    /// What every district says on every rule.
    pub matrix: Matrix,
    /// What every district said on every rule before.
    pub history: History,
    /// What changed between the versions of policies.
    pub redlines: Redlines,
    /// What these changes mean.
    pub meanings: Meanings,
    /// The version that each source file became.
    pub of_file: BTreeMap<String, Place>,
}

/// A project with all that was found in it: what checks look at and pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The sources.
    pub project: &'a Project,
    /// The clauses.
    pub library: &'a Library,
    /// What was found in them.
    pub layers: &'a Layers,
}

/// Finds every layer.
pub fn layers(project: &Project, library: &Library) -> Diagnosed<Layers> {
    let of_file = library.places().map(|place| {
        let (_, _, version) = library.at(place);
        (project.sources.get(version.source).path.clone(), place)
    });
    let of_file = of_file.collect();
    let citator = reference::citator(project);
    let ignored = ignored(project);
    let mut references = references(library, &citator.value);
    ignore(library, &mut references, &ignored);
    let definitions = definitions(library, &project.config.ignore_terms);
    let definitions_of = by_version(&definitions, |d| d.version);
    let defined = |place: Place| -> &[Definition] {
        let range = definitions_of.get(&place);
        range.map_or(&[], |range| &definitions[range.clone()])
    };
    let references_of = by_version(&references, |r| r.version);
    let cited = |place: Place| -> &[Reference] {
        let range = references_of.get(&place);
        range.map_or(&[], |range| &references[range.clone()])
    };
    let tree = |place: Place| &library.at(place).2.tree;
    let text = |place: Place| Text::known(tree(place), cited(place), defined(place));
    let redlines = redlines(library, &text);
    let side = |place: Place| Side::known(tree(place), cited(place), defined(place));
    let meanings = meanings(library, &redlines, &text, &side);
    let (matrix, history) = matrix(project, library, &defined);
    let register = register(library);
    let pages = register.iter();
    let register_of = pages
        .flat_map(|page| {
            page.policies
                .clone()
                .map(|p| ((page.district, p), page.number))
        })
        .collect();
    Diagnosed {
        value: Layers {
            register,
            register_of,
            references_of,
            redlines,
            meanings,
            back: back_links(library, &references),
            laws: cited_laws(library, &references, &citator.value),
            references,
            citator: citator.value,
            ignored,
            definitions_of,
            definitions,
            matrix: matrix.value,
            history,
            of_file,
        },
        diagnostics: [citator.diagnostics, matrix.diagnostics].concat(),
    }
}

/// Asks every district every rule: what the program suggests, what people have found, and what the
/// texts of before said. Every text is read once.
fn matrix<'a>(
    project: &Project,
    library: &Library,
    defined: &(dyn Fn(Place) -> &'a [Definition] + Sync + 'a),
) -> (Diagnosed<Matrix>, History) {
    let rules = rule::rules(project);
    let reviews = rule::reviews(project, library, &rules.value);
    let answers = rule::answers(library, &rules.value, defined);
    let suggestions = rule::suggest(library, &rules.value, &answers);
    let history = rule::history(library, &rules.value, &answers);
    let matrix = Diagnosed {
        value: rule::matrix(library, rules.value, suggestions, reviews.value),
        diagnostics: [rules.diagnostics, reviews.diagnostics].concat(),
    };
    (matrix, history)
}

/// The references that the project says to ignore.
fn ignored(project: &Project) -> Vec<Ignored> {
    let references = project.waivers.references.iter();
    references
        .map(|r| Ignored {
            words: r.words.value.clone(),
            policy: r.policy.as_ref().map(|p| p.value.clone()),
            reason: r.decision.reason.clone(),
        })
        .collect()
}

/// What belongs to each version, of a list in the order of the library.
fn by_version<T>(all: &[T], version: impl Fn(&T) -> Place) -> HashMap<Place, Range<usize>> {
    let mut out: HashMap<Place, Range<usize>> = HashMap::new();
    for (at, one) in all.iter().enumerate() {
        out.entry(version(one)).or_insert(at..at).end = at + 1;
    }
    out
}

impl Layers {
    /// The references of a version.
    pub fn references_in(&self, version: Place) -> &[Reference] {
        let range = self.references_of.get(&version);
        range.map_or(&[], |range| &self.references[range.clone()])
    }

    /// A version as it is compared: its citations and terms are one word each.
    pub fn text<'a>(&self, library: &'a Library, version: Place) -> Text<'a> {
        let tree = &library.at(version).2.tree;
        let (cited, defined) = (self.references_in(version), self.definitions_in(version));
        Text::known(tree, cited, defined)
    }

    /// The definitions of a version.
    pub fn definitions_in(&self, version: Place) -> &[Definition] {
        let range = self.definitions_of.get(&version);
        range.map_or(&[], |range| &self.definitions[range.clone()])
    }
}
