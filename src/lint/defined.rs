//! Definitions as they stand in the files, for the checks of definitions.

use super::printed::is_living;
use crate::clause::WordPlaces;
use crate::definition::Definition;
use crate::layers::Input;
use crate::library::{Place, Version};
use crate::text::Span;

/// The definitions of each text that can still be mended, in the order of the library.
pub fn defined<'a>(
    input: &Input<'a>,
) -> impl Iterator<Item = (&'a Version, &'a [Definition])> + use<'a> {
    let (library, layers) = (input.library, input.layers);
    let places: Vec<Place> = library.places().collect();
    let texts = places.into_iter().map(move |place| {
        let version = library.at(place).2;
        (version, layers.definitions_in(place))
    });
    texts.filter(|(version, all)| is_living(version) && !all.is_empty())
}

/// Where the words that define stand in their file.
pub fn span(version: &Version, definition: &Definition) -> Span {
    let defined = &definition.defined;
    let clause = version.tree.get(defined.clause);
    let name = defined.names.first().map_or("", String::as_str);
    let words = clause.text.get(defined.range.clone()).unwrap_or("");
    let start = defined.range.start + words.find(name).unwrap_or(0);
    WordPlaces::of(clause).span(start..start + name.len().min(clause.text.len() - start))
}
