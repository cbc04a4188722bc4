//! Pages and data files of the site.
//!
//! Each page is a view (a plain value) and a template that shows it; each data file is a function
//! that turns the library into bytes. All links are made in `links.rs`. This room does not know
//! where the bundle goes.

mod about;
mod back;
mod body;
mod cell;
mod changed;
mod changes;
mod coverage;
mod data;
mod definitions;
mod district;
mod feed;
mod front;
mod heat;
mod history;
mod home;
mod laws;
mod links;
mod marks;
mod matrix;
mod no_text;
mod packet;
mod past;
mod policy;
mod proves;
mod redline;
mod references;
mod register;
mod rule;
mod strip;
pub mod table;
mod templates;
mod terms;
mod verdict;
mod versions;
mod view;

pub use templates::{TemplateError, defaults};

pub use changed::change_facts;

use crate::bundle::Bundle;
use crate::layers::Input;
use rayon::prelude::*;
use templates::Templates;

/// A file of the site.
type File = (String, Vec<u8>);

/// Makes all files of a kind.
type Maker = fn(&Input<'_>, &Templates) -> Result<Vec<File>, TemplateError>;

/// The pages and data files, one line a kind.
const MAKERS: [Maker; 22] = [
    home::files,
    district::files,
    policy::files,
    no_text::files,
    versions::files,
    redline::files,
    packet::files,
    changes::files,
    feed::files,
    register::files,
    definitions::files,
    references::files,
    laws::files,
    about::files,
    matrix::files,
    rule::files,
    heat::files,
    history::files,
    coverage::files,
    data::files,
    table::files,
    templates::assets,
];

/// Makes the site.
///
/// # Errors
/// When a template of the project is wrong.
pub fn build(input: &Input<'_>) -> Result<Bundle, TemplateError> {
    let templates = Templates::load(input.project)?;
    let made: Result<Vec<Vec<File>>, TemplateError> = MAKERS
        .par_iter()
        .map(|make| make(input, &templates))
        .collect();
    let mut bundle = Bundle::default();
    for (path, bytes) in made?.into_iter().flatten() {
        bundle.add(path, bytes);
    }
    let manifest = data::manifest(&bundle);
    bundle.add("data/manifest.json", manifest);
    Ok(bundle)
}
