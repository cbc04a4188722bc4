//! Two versions that a page compares.

use super::super::{Input, links};
use crate::clause::ClauseIndex;
use crate::library::{District, Place, Policy, Standing, Version};
use crate::redline::{Compared, Event, Share, Text, events};

/// Two versions that a page compares.
pub struct Shown<'a> {
    pub input: &'a Input<'a>,
    pub district: &'a District,
    pub policy: &'a Policy,
    /// The two versions, by their places in the library.
    pub places: (Place, Place),
    pub from: &'a Version,
    pub to: &'a Version,
    /// The texts of both.
    pub texts: (Text<'a>, Text<'a>),
    pub compared: &'a Compared,
    /// Path of the page.
    pub path: String,
}

impl<'a> Shown<'a> {
    /// Two versions of a policy, by district and policy, for the page at `path`.
    pub fn new(
        input: &'a Input<'a>,
        (d, p): (usize, usize),
        compared: &'a Compared,
        path: fn(&District, &Policy, &Version, &Version) -> String,
    ) -> Shown<'a> {
        let places = ((d, p, compared.step.from), (d, p, compared.step.to));
        let (district, policy, from) = input.library.at(places.0);
        let to = input.library.at(places.1).2;
        let text = |place| input.layers.text(input.library, place);
        Shown {
            input,
            district,
            policy,
            places,
            from,
            to,
            texts: (text(places.0), text(places.1)),
            compared,
            path: path(district, policy, from, to),
        }
    }

    /// The changes in their order.
    pub fn events(&self) -> Vec<Event<'_>> {
        events(&self.compared.line, &self.texts.0, &self.texts.1)
    }

    /// True when a text was replaced as a whole.
    pub fn is_replaced(&self) -> bool {
        Share::of(self.compared.line.words.iter().flatten()).is_little()
    }

    /// The address of a clause of the old text, from the page.
    pub fn old_clause(&self, at: ClauseIndex) -> String {
        self.clause(self.from, at)
    }

    /// The address of a clause of the new text, from the page.
    pub fn new_clause(&self, at: ClauseIndex) -> String {
        self.clause(self.to, at)
    }

    fn clause(&self, version: &Version, at: ClauseIndex) -> String {
        let page = links::version(self.district, self.policy, version);
        let anchor = &version.tree.get(at).anchor;
        format!("{}#{anchor}", links::relative(&self.path, &page))
    }
}

/// What a version is called in a sentence: "the text of June 11, 2018", "the draft".
pub fn called(version: &Version) -> String {
    match version.standing {
        Standing::Draft => format!("the {}", version.label_in_words()),
        Standing::Current if version.label == "current" => "the text in force".to_string(),
        _ => format!("the text of {}", version.label_in_words()),
    }
}

/// Language tag of a version.
pub fn lang(version: &Version) -> String {
    let lang = version.front.lang.as_ref();
    lang.map_or("en", |lang| &lang.value).to_string()
}
