//! The one resolver of addresses: every path of a page and every link between pages is made here.

use crate::clause::ClauseIndex;
use crate::layers::Place;
use crate::library::{District, Forward, Library, Policy, Standing, Version};

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

/// Path of the page of a version named by its place.
pub fn place(library: &Library, (d, p, v): Place) -> String {
    let of = &library.districts[d];
    version(of, &of.policies[p], &of.policies[p].versions[v])
}

/// Address of a clause of the text in force of a policy.
pub fn clause_of(library: &Library, d: usize, p: usize, clause: ClauseIndex) -> String {
    let district = &library.districts[d];
    let of = &district.policies[p];
    let page = policy(district, of);
    match of.current() {
        Some(version) => format!("{page}#{}", version.tree.get(clause).anchor),
        None => page,
    }
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
