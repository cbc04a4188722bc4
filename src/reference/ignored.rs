use super::resolve::{Reference, State};
use crate::library::Library;

/// A reference that a person has decided to leave without a link, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The words as printed: of the whole reference, or of the one code or name in a list.
    pub words: String,
    /// Code of the policy that prints them; none for every policy.
    pub policy: Option<String>,
    /// Why it is left without a link.
    pub reason: String,
}

impl Ignored {
    /// True when a reference is the one that is meant.
    pub fn means(&self, library: &Library, reference: &Reference) -> bool {
        let (_, policy, _) = library.at(reference.version);
        let words = |text: &str| text.split_whitespace().eq(self.words.split_whitespace());
        self.policy.as_ref().is_none_or(|p| *p == policy.code.text)
            && (words(reference.words(library)) || words(&reference.found.target))
    }
}

/// Takes away where references lead that are to be ignored, and says why.
pub fn ignore(library: &Library, references: &mut [Reference], ignored: &[Ignored]) {
    if ignored.is_empty() {
        return;
    }
    for reference in references {
        if let Some(ignored) = ignored.iter().find(|i| i.means(library, reference)) {
            reference.state = State::Ignored(ignored.reason.clone());
        }
    }
}
