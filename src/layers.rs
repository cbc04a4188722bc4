//! What the analyses found, in one value: each layer is keyed by clause and touches no other.

use crate::diagnostic::Diagnosed;
use crate::index::{RegisterPage, register};
use crate::library::Library;
use crate::source::Project;
use std::collections::{BTreeMap, HashMap};

/// A version by its place in the library: district, policy, version.
pub type Place = (usize, usize, usize);

/// Everything found in a library.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The register of clauses, page by page.
    pub register: Vec<RegisterPage>,
    /// Number of the register's page for each policy: by district and policy.
    pub register_of: HashMap<(usize, usize), usize>,
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
    let mut of_file = BTreeMap::new();
    for (d, district) in library.districts.iter().enumerate() {
        for (p, policy) in district.policies.iter().enumerate() {
            for (v, version) in policy.versions.iter().enumerate() {
                let path = project.sources.get(version.source).path.clone();
                of_file.insert(path, (d, p, v));
            }
        }
    }
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
            of_file,
        },
        diagnostics: Vec::new(),
    }
}
