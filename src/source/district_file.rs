use super::cycle::{Cycle, read_cycle};
use super::fields::{Field, FieldReader};
use super::yaml::{Key, Node};
use crate::diagnostic::Diagnosed;

/// What a `district.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DistrictFile {
    /// The district's name as it is to be shown.
    pub name: Option<Field>,
    /// Postal code of the state, e.g. `CA`.
    pub state: Option<Field>,
    /// The district's own website.
    pub website: Option<Field>,
    /// How the district numbers its policies, in words.
    pub code_system: Option<Field>,
    /// How many digits stand before the dot when codes are padded.
    pub code_padding: Option<Field>,
    /// Other names the district goes by.
    pub aliases: Vec<Field>,
    /// Codes that policies had before, each `old: new`.
    pub former_codes: Vec<(Field, Field)>,
    /// True for a district invented for demonstration; every page of it says so.
    pub fictional: bool,
    /// A sentence about the district for its page.
    pub note: Option<Field>,
    /// How often its policies are to be reviewed.
    pub review_every: Option<Cycle>,
}

const KEYS: [&str; 10] = [
    "name",
    "state",
    "website",
    "code_system",
    "code_padding",
    "aliases",
    "former_codes",
    "fictional",
    "note",
    "review_every",
];

/// Reads the entries of a `district.yaml`.
pub fn read_district_file(entries: &[(Key, Node)]) -> Diagnosed<DistrictFile> {
    let mut reader = FieldReader::default();
    let mut value = DistrictFile::default();
    for (key, node) in entries {
        match key.name.as_str() {
            "name" => value.name = reader.text(key, node),
            "state" => value.state = reader.text(key, node),
            "website" => value.website = reader.text(key, node),
            "code_system" => value.code_system = reader.text(key, node),
            "code_padding" => value.code_padding = reader.text(key, node),
            "aliases" => value.aliases = reader.texts(key, node),
            "former_codes" => value.former_codes = former_codes(&mut reader, key, node),
            "fictional" => value.fictional = reader.truth(key, node).unwrap_or(false),
            "review_every" => value.review_every = read_cycle(&mut reader, key, node),
            "note" => value.note = reader.text(key, node),
            _ => reader.unknown_key(key, &KEYS, "district.yaml"),
        }
    }
    Diagnosed {
        value,
        diagnostics: reader.diagnostics,
    }
}

fn former_codes(reader: &mut FieldReader, key: &Key, node: &Node) -> Vec<(Field, Field)> {
    let super::yaml::Value::Map(entries) = &node.value else {
        reader.wrong_shape(key, node, "a mapping of old code to new code");
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|(old, new)| {
            let old_code = Field {
                value: old.name.clone(),
                span: old.span,
            };
            Some((old_code, reader.text(old, new)?))
        })
        .collect()
}
