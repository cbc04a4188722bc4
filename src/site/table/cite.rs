use super::{Input, Selection};
use crate::site::links;
use crate::site::view::count;

/// How the table is cited: what it is, what it is of, until when its texts go, where it stands.
/// The day on which a reader looks at it is for the reader to add.
pub fn citation(input: &Input<'_>, chosen: &Selection) -> String {
    let base = input.project.config.base_url.as_ref();
    let address = base.map_or(String::new(), |base| {
        let page = match chosen.as_of {
            Some(date) => links::matrix_as_of(1, &date.last_day().to_string()),
            None => links::matrix(1),
        };
        format!(", {}/{page}", base.trim_end_matches('/'))
    });
    format!("{}{address}", named(input, chosen, "Matrix"))
}

/// The same without the address, for a page that has one of its own.
pub fn named(input: &Input<'_>, chosen: &Selection, title: &str) -> String {
    let of = format!(
        "{}, {}",
        count(chosen.rules.len(), "rule", "rules"),
        count(chosen.districts.len(), "district", "districts")
    );
    let latest = input.layers.history.dates().into_iter().next();
    let until = match (chosen.as_of, latest) {
        (Some(date), _) => format!(", as of {}", date.long()),
        (None, Some(latest)) => format!(", texts until {}", latest.long()),
        (None, None) => String::new(),
    };
    let site = input.project.config.title();
    format!("{site}, “{title}” ({of}{until})")
}
