//! Policies that may have been meant by a code that no policy has.

use super::titles::{ByTitle, title_after};
use crate::library::District;
use std::collections::HashMap;

/// Most suggestions for one code.
const MOST: usize = 4;

/// The policies of a district, to look for what was meant.
pub struct Suggest<'a> {
    by_title: ByTitle<'a>,
    /// Codes without the zeros that manuals add and drop.
    by_digits: HashMap<String, Vec<&'a str>>,
}

impl<'a> Suggest<'a> {
    /// Reads the codes and titles of a district.
    pub fn of(district: &'a District) -> Suggest<'a> {
        let mut by_digits: HashMap<String, Vec<&str>> = HashMap::new();
        for policy in &district.policies {
            let code = policy.code.text.as_str();
            by_digits.entry(bare(code)).or_default().push(code);
        }
        Suggest {
            by_title: ByTitle::of(district),
            by_digits,
        }
    }

    /// The policy whose title is printed after the code, then those whose code differs in zeros.
    pub fn meant(&self, code: &str, after: &str) -> Vec<String> {
        let title = title_after(after).and_then(|title| self.by_title.only(title.words));
        let titled = title.map(|policy| format!("{} ({})", policy.code.text, policy.title));
        let number = code.rsplit(' ').next().unwrap_or(code);
        let alike = self.by_digits.get(&bare(number)).into_iter().flatten();
        let alike = alike.filter(|code| title.is_none_or(|t| t.code.text != **code));
        let alike = alike.map(|code| (*code).to_string());
        titled.into_iter().chain(alike).take(MOST).collect()
    }
}

/// A code without the zeros before its first number and at the ends of the others.
fn bare(code: &str) -> String {
    let parts = code.split(|c: char| !c.is_alphanumeric());
    let parts = parts.enumerate().map(|(at, part)| match at {
        0 => part.trim_start_matches('0'),
        _ => part.trim_matches('0'),
    });
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.join(".")
}
