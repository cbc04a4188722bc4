//! The one resolver of addresses: every path of a page and every link between pages is made here.

use super::Input;
use crate::clause::ClauseIndex;
use crate::library::{District, Forward, Library, Place, Policy, Standing, Version};
use crate::reference::{Law, Reference, State};
use crate::rule::Rule;
use crate::text::slug;

/// Path of a district's page.
pub fn district(district: &District) -> String {
    format!("{}/index.html", district.slug)
}

/// Path of a policy's page, which shows its current version.
pub fn policy(district: &District, policy: &Policy) -> String {
    format!("{}/{}.html", district.slug, policy.slug)
}

/// Path of the page of a version.
pub fn version(district: &District, of: &Policy, version: &Version) -> String {
    match version.standing {
        Standing::Current => policy(district, of),
        _ => format!("{}/{}/{}.html", district.slug, of.slug, version.label),
    }
}

/// Path of the redline of two versions.
pub fn redline(district: &District, of: &Policy, from: &Version, to: &Version) -> String {
    let (from, to) = (&from.label, &to.label);
    format!("{}/{}/{from}..{to}.html", district.slug, of.slug)
}

/// Path of the page with two versions side by side.
pub fn side_by_side(district: &District, of: &Policy, from: &Version, to: &Version) -> String {
    let (from, to) = (&from.label, &to.label);
    let folder = &of.slug;
    format!("{}/{folder}/{from}..{to}-side-by-side.html", district.slug)
}

/// Path of the list of a policy's versions.
pub fn versions(district: &District, of: &Policy) -> String {
    format!("{}/{}/versions.html", district.slug, of.slug)
}

/// Path of the board packet of a draft.
pub fn packet(district: &District, of: &Policy, draft: &Version) -> String {
    format!("{}/{}/{}-packet.html", district.slug, of.slug, draft.label)
}

/// Path of a page of all changes.
pub fn changes(number: usize) -> String {
    match number {
        1 => "changes.html".to_string(),
        n => format!("changes-{n}.html"),
    }
}

/// Path of a page of a district's changes.
pub fn changes_of(district: &District, number: usize) -> String {
    format!("{}/{}", district.slug, changes(number))
}

/// Path of the feed of all changes.
pub const FEED: &str = "changes.atom";

/// Path of the feed of a district's changes.
pub fn feed_of(district: &District) -> String {
    format!("{}/{FEED}", district.slug)
}

/// Path of the feed of a rule.
pub fn feed_of_rule(rule: &Rule) -> String {
    format!("rules/{}.atom", rule.id)
}

/// Path of the page of a version named by its place.
pub fn place(library: &Library, at: Place) -> String {
    let (of, policy, shown) = library.at(at);
    version(of, policy, shown)
}

/// Path of the page of references.
pub const REFERENCES: &str = "references.html";

/// Path of the list of laws.
pub const LAWS: &str = "references/index.html";

/// Path of the page of a law.
pub fn law(law: &Law) -> String {
    format!("references/{}.html", law.slug)
}

/// Path of the page of a district's references.
pub fn references_of(district: &District) -> String {
    format!("{}/references.html", district.slug)
}

/// Address that a reference leads to; none when it leads to no page of the site.
pub fn target(input: &Input<'_>, reference: &Reference) -> Option<String> {
    let library = input.library;
    match reference.state {
        State::Policy(d, p) => {
            let of = &library.districts[d];
            Some(policy(of, &of.policies[p]))
        }
        State::Clause(index) => Some(clause(library, reference.version, index)),
        State::ClauseOf(place, index) => Some(clause(library, place, index)),
        State::Law => {
            let layers = input.layers;
            layers.laws.of(&layers.citator, reference).map(law)
        }
        _ => None,
    }
}

fn clause(library: &Library, at: Place, index: ClauseIndex) -> String {
    let anchor = &library.at(at).2.tree.get(index).anchor;
    format!("{}#{anchor}", place(library, at))
}

/// Path of the page at the address of a former code.
pub fn forward(district: &District, forward: &Forward) -> String {
    format!("{}/{}.html", district.slug, forward.slug)
}

/// Path of a page of the register.
pub fn register(district: &District, number: usize) -> String {
    match number {
        1 => format!("{}/clauses.html", district.slug),
        n => format!("{}/clauses-{n}.html", district.slug),
    }
}

/// Path of a page of definitions.
pub fn definitions(number: usize) -> String {
    match number {
        1 => "definitions.html".to_string(),
        n => format!("definitions-{n}.html"),
    }
}

/// Anchor of a term, by its folded form, on the pages of definitions.
pub fn term_anchor(key: &str) -> String {
    let words: Vec<String> = key.split(' ').map(|word| slug(word, 60)).collect();
    format!("term-{}", words.join("_"))
}

/// Path of the page of a rule.
pub fn rule(rule: &Rule) -> String {
    format!("rules/{}.html", rule.id)
}

/// Path of a page of the matrix.
pub fn matrix(number: usize) -> String {
    match number {
        1 => "matrix.html".to_string(),
        n => format!("matrix-{n}.html"),
    }
}

/// Address of a page of the matrix as of a day, which its script reads.
pub fn matrix_as_of(number: usize, day: &str) -> String {
    format!("{}?date={day}", matrix(number))
}

/// Path of the picture of the whole matrix.
pub const HEAT: &str = "heat-map.html";

/// Path of a page of what changed when.
pub fn history(number: usize) -> String {
    match number {
        1 => "what-changed.html".to_string(),
        n => format!("what-changed-{n}.html"),
    }
}

/// Whether a version is a text of an earlier time, so that a citation says so.
pub fn is_earlier(version: &Version) -> bool {
    version.standing == Standing::Earlier
}

/// Path of the page that counts what is suggested, reviewed and stale.
pub const COVERAGE: &str = "coverage.html";

/// The link from one page to another, relative, so that the site works in any folder.
pub fn relative(from: &str, to: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    here.pop();
    let there: Vec<&str> = to.split('/').collect();
    let last = there.len() - 1;
    let shared = here
        .iter()
        .zip(&there[..last])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(here.len() - shared);
    format!("{up}{}", there[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn links_are_relative() {
        assert_eq!(relative("index.html", "a/b.html"), "a/b.html");
        assert_eq!(relative("a/b.html", "a/c.html"), "c.html");
        assert_eq!(relative("a/b/2012.html", "a/b.html"), "../b.html");
        assert_eq!(
            relative("a/b/2012.html", "c/index.html"),
            "../../c/index.html"
        );
    }
}
