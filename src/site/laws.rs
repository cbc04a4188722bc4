//! A page for each law, with every clause that leans on it, and a list of all of them.

use super::back::{Line, line};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link, count};
use super::{File, Input, links};
use crate::library::Standing;
use crate::reference::{Entry, Law};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct LawPage {
    frame: Frame,
    key: String,
    name: String,
    jurisdiction: String,
    /// True for an act, which is cited by its name.
    act: bool,
    all: Link,
    /// The places of the codes that an act stands in, with their pages where something cites them.
    stands_in: Vec<Place>,
    address: Option<Address>,
    total: String,
    districts: Vec<DistrictPart>,
}

#[derive(Serialize)]
struct Place {
    text: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Address {
    url: String,
    official: bool,
    verified: bool,
    /// True when the project lets it be followed.
    linked: bool,
}

#[derive(Serialize)]
struct DistrictPart {
    name: String,
    fictional: bool,
    places: Vec<Lean>,
}

/// A place that leans on the law.
#[derive(Serialize)]
struct Lean {
    line: Line,
    /// "draft" or "earlier text", when it is not in force.
    tag: Option<&'static str>,
}

#[derive(Serialize)]
struct LawsPage {
    frame: Frame,
    total: String,
    jurisdictions: Vec<Jurisdiction>,
}

#[derive(Serialize)]
struct Jurisdiction {
    name: String,
    anchor: String,
    codes: Vec<CodePart>,
}

#[derive(Serialize)]
struct CodePart {
    name: String,
    laws: Vec<LawLine>,
}

#[derive(Serialize)]
struct LawLine {
    law: Link,
    places: String,
}

/// The page of each law, and the list.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let laws = &input.layers.laws.all;
    let made: Result<Vec<File>, TemplateError> = laws
        .par_iter()
        .map(|law| {
            let path = links::law(law);
            let html = templates.render("law.html", &page(input, law, &path))?;
            Ok((path, html))
        })
        .collect();
    let mut files = made?;
    let view = list(input);
    files.push((
        links::LAWS.to_string(),
        templates.render("laws.html", &view)?,
    ));
    Ok(files)
}

fn page(input: &Input<'_>, law: &Law, path: &str) -> LawPage {
    let citator = &input.layers.citator;
    let allowed = input.project.config.link_unverified_laws;
    let address = citator.address(&law.cited).map(|address| Address {
        linked: address.verified || allowed,
        url: address.url,
        official: address.official,
        verified: address.verified,
    });
    let cites = match law.cited.entry {
        Entry::Act(at) => citator.acts[at].cites.as_slice(),
        Entry::Code(_) => &[],
    };
    LawPage {
        frame: Frame::new(input, path, "law", &law.key),
        key: law.key.clone(),
        name: citator.name(&law.cited).to_string(),
        jurisdiction: jurisdiction(citator.jurisdiction(&law.cited)),
        act: matches!(law.cited.entry, Entry::Act(_)),
        all: Link::new(path, links::LAWS, "All laws"),
        stands_in: cites
            .iter()
            .map(|cite| stands_in(input, path, cite))
            .collect(),
        address,
        total: count(law.references.len(), "place leans", "places lean"),
        districts: districts(input, law, path),
    }
}

fn stands_in(input: &Input<'_>, path: &str, cite: &str) -> Place {
    let law = input.layers.laws.named(cite);
    Place {
        text: cite.to_string(),
        url: law.map(|law| links::relative(path, &links::law(law))),
    }
}

/// The places that lean on a law, by district.
fn districts(input: &Input<'_>, law: &Law, path: &str) -> Vec<DistrictPart> {
    let references = &input.layers.references;
    let by_district = law
        .references
        .chunk_by(|a, b| references[*a].version.0 == references[*b].version.0);
    by_district
        .map(|all| {
            let district = &input.library.districts[references[all[0]].version.0];
            DistrictPart {
                name: district.name.clone(),
                fictional: district.fictional,
                places: all.iter().map(|at| lean(input, path, *at)).collect(),
            }
        })
        .collect()
}

fn lean(input: &Input<'_>, path: &str, at: usize) -> Lean {
    let version = input.library.at(input.layers.references[at].version).2;
    Lean {
        line: line(input, path, at),
        tag: match version.standing {
            Standing::Current => None,
            Standing::Earlier => Some("earlier text"),
            Standing::Draft => Some("draft"),
        },
    }
}

fn list(input: &Input<'_>) -> LawsPage {
    let citator = &input.layers.citator;
    let laws = &input.layers.laws.all;
    let state = |law: &Law| citator.jurisdiction(&law.cited);
    let jurisdictions = laws.chunk_by(|a, b| state(a) == state(b)).map(|laws| {
        let by_name = laws.chunk_by(|a, b| citator.name(&a.cited) == citator.name(&b.cited));
        Jurisdiction {
            name: jurisdiction(state(&laws[0])),
            anchor: format!("of-{}", state(&laws[0]).to_lowercase()),
            codes: by_name
                .map(|laws| code(citator.name(&laws[0].cited), laws))
                .collect(),
        }
    });
    LawsPage {
        frame: Frame::new(input, links::LAWS, "laws", "Laws"),
        total: count(laws.len(), "law", "laws"),
        jurisdictions: jurisdictions.collect(),
    }
}

fn code(name: &str, laws: &[Law]) -> CodePart {
    let lines = laws.iter().map(|law| LawLine {
        law: Link::new(links::LAWS, &links::law(law), law.key.clone()),
        places: count(law.references.len(), "place", "places"),
    });
    CodePart {
        name: name.to_string(),
        laws: lines.collect(),
    }
}

/// "United States", or the postal code of a state.
fn jurisdiction(code: &str) -> String {
    match code {
        "US" => "United States".to_string(),
        state => state.to_string(),
    }
}
