use crate::library::{District, Library};
use std::ops::Range;

/// A page of the register holds about this many clauses; a policy is never cut.
const PAGE: usize = 800;

/// One page of the register: a run of a district's policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    /// The district, by its place in the library.
    pub district: usize,
    /// Number of the page within its district, from 1.
    pub number: usize,
    /// The policies on it, by their places in the district.
    pub policies: Range<usize>,
    /// How many clauses are on it.
    pub clauses: usize,
}

/// The pages of the register of all clauses that are shown as current.
pub fn register(library: &Library) -> Vec<RegisterPage> {
    library
        .districts
        .iter()
        .enumerate()
        .flat_map(|(at, district)| pages(at, district))
        .collect()
}

fn pages(at: usize, district: &District) -> Vec<RegisterPage> {
    let mut pages: Vec<RegisterPage> = Vec::new();
    for (index, policy) in district.policies.iter().enumerate() {
        let clauses = policy.clause_count();
        match pages.last_mut() {
            Some(page) if page.clauses + clauses <= PAGE => {
                page.policies.end = index + 1;
                page.clauses += clauses;
            }
            _ => pages.push(RegisterPage {
                district: at,
                number: pages.len() + 1,
                policies: index..index + 1,
                clauses,
            }),
        }
    }
    pages
}
