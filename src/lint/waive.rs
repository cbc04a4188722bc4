//! Waivers: problems that a person has decided to live with, by `waivers.yaml`.
//!
//! A waiver that has ended, or that waives nothing any more, is a problem of its own, and that
//! kind of problem is never waived.

use crate::diagnostic::{Diagnostic, Place, Severity, Waived};
use crate::language::PartialDate;
use crate::layers::Input;
use crate::reference::State;
use crate::source::Waiver;
use crate::text::SourceMap;
use regex::Regex;

/// Problems, and those of them that are waived.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// What is left to be mended, problems of waivers included.
    pub open: Vec<Diagnostic>,
    /// What is waived.
    pub waived: Vec<Waived>,
}

/// Codes that are never waived: what is wrong with a waiver has to be mended in it.
const OWN: [&str; 4] = [
    "incomplete-waiver",
    "unknown-code",
    "unused-waiver",
    "expired-waiver",
];

/// Sets waived problems apart. Without a day no waiver has ended.
pub fn waive(
    input: &Input<'_>,
    diagnostics: Vec<Diagnostic>,
    today: Option<PartialDate>,
) -> Judged {
    let project = input.project;
    let mut rules: Vec<Rule<'_>> = project
        .waivers
        .problems
        .iter()
        .map(|waiver| Rule::of(waiver, project.config.policies(), today))
        .collect();
    let mut judged = Judged::default();
    for problem in diagnostics {
        let mut reason = None;
        for rule in &mut rules {
            if rule.means(&project.sources, &problem) {
                rule.used = true;
                if !rule.ended {
                    reason = reason.or(Some(rule.waiver));
                }
            }
        }
        match reason {
            Some(waiver) => judged.waived.push(waived(problem, waiver)),
            None => judged.open.push(problem),
        }
    }
    judged.open.extend(rules.iter().filter_map(Rule::problem));
    unused_references(input, &mut judged.open);
    judged
}

fn waived(diagnostic: Diagnostic, waiver: &Waiver) -> Waived {
    Waived {
        diagnostic,
        reason: waiver.decision.reason.clone(),
        by: waiver.decision.by.clone(),
        date: waiver.decision.date.to_string(),
    }
}

/// A waiver, ready to be compared with problems.
struct Rule<'a> {
    waiver: &'a Waiver,
    /// None for a pattern that is too long to be one.
    file: Option<Regex>,
    /// Folder of the policies: paths in a waiver may begin below it.
    folder: String,
    text: Option<Regex>,
    ended: bool,
    used: bool,
}

impl Rule<'_> {
    fn of<'a>(waiver: &'a Waiver, folder: &str, today: Option<PartialDate>) -> Rule<'a> {
        let until = waiver.until.as_ref().map(|(_, date)| date.last_day());
        Rule {
            waiver,
            file: Regex::new(&pattern(&waiver.file.value)).ok(),
            folder: format!("{folder}/"),
            text: waiver.text.as_ref().map(|text| words(&text.value)),
            ended: until.is_some_and(|until| today.is_some_and(|today| today > until)),
            used: false,
        }
    }

    fn means(&self, sources: &SourceMap, problem: &Diagnostic) -> bool {
        if problem.code != self.waiver.code.value || OWN.contains(&problem.code) {
            return false;
        }
        let path = match &problem.place {
            Place::Path(path) => path.as_str(),
            Place::Span(span) => &sources.get(span.source).path,
        };
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let named = |file: &Regex| file.is_match(path) || file.is_match(below);
        self.file.as_ref().is_some_and(named)
            && self
                .text
                .as_ref()
                .is_none_or(|text| stands_at(sources, &problem.place, text))
    }

    fn problem(&self) -> Option<Diagnostic> {
        let waiver = self.waiver;
        if !self.used {
            let message = format!(
                "this waiver waives nothing: there is no `{}` in {}{}",
                waiver.code.value,
                waiver.file.value,
                match &waiver.text {
                    Some(text) => format!(" at “{}”", text.value),
                    None => String::new(),
                }
            );
            let found = Diagnostic::at(
                "unused-waiver",
                Severity::Warning,
                waiver.code.span,
                message,
            );
            return Some(found.help(
                "take the entry out if the problem is mended; if the file or its words have changed, \
                 write them as they stand now",
            ));
        }
        let (until, date) = waiver.until.as_ref().filter(|_| self.ended)?;
        let message = format!(
            "this waiver ended on {}; what it waived is shown again",
            date.long()
        );
        let found = Diagnostic::at("expired-waiver", Severity::Warning, until.span, message);
        Some(found.help("mend the problem, or decide anew: a later `until`, a new `date`"))
    }
}

/// A path with `*` (any letters but `/`), `**` (any letters) and `?` (one letter) as a pattern.
fn pattern(file: &str) -> String {
    let mut out = String::from("^");
    let mut rest = file.trim_start_matches("./");
    while let Some(c) = rest.chars().next() {
        let (part, len) = match c {
            '*' if rest.starts_with("**/") => ("(?:.*/)?".to_string(), 3),
            '*' if rest.starts_with("**") => (".*".to_string(), 2),
            '*' => ("[^/]*".to_string(), 1),
            '?' => ("[^/]".to_string(), 1),
            c => (regex::escape(&c.to_string()), c.len_utf8()),
        };
        out.push_str(&part);
        rest = &rest[len..];
    }
    out.push('$');
    out
}

/// Words with any white space between them. Words too long to search for are found nowhere.
fn words(text: &str) -> Regex {
    let words: Vec<String> = text.split_whitespace().map(regex::escape).collect();
    Regex::new(&words.join(r"\s+")).unwrap_or_else(|_| Regex::new("$^a").expect("a fixed pattern"))
}

/// Whether words stand on the lines of a place and touch it.
fn stands_at(sources: &SourceMap, place: &Place, words: &Regex) -> bool {
    let Place::Span(span) = place else {
        return false;
    };
    let text = &sources.get(span.source).text;
    let place =
        text.floor_char_boundary(span.start as usize)..text.ceil_char_boundary(span.end as usize);
    let start = text[..place.start].rfind('\n').map_or(0, |n| n + 1);
    let end = text[place.end..].find('\n');
    let end = end.map_or(text.len(), |n| place.end + n);
    words
        .find_iter(&text[start..end])
        .any(|found| start + found.start() <= place.end && start + found.end() >= place.start)
}

/// References to be ignored that no policy prints.
fn unused_references(input: &Input<'_>, open: &mut Vec<Diagnostic>) {
    let references = input.layers.references.iter();
    let ignored: Vec<_> = references
        .filter(|r| matches!(r.state, State::Ignored(_)))
        .collect();
    let wanted = input.project.waivers.references.iter();
    for (wanted, rule) in wanted.zip(&input.layers.ignored) {
        if ignored.iter().any(|r| rule.means(input.library, r)) {
            continue;
        }
        let place = match &wanted.policy {
            Some(policy) => format!("policy {} prints", policy.value),
            None => "any policy prints".to_string(),
        };
        let message = format!(
            "nothing is ignored: no reference that {place} is “{}”",
            wanted.words.value
        );
        open.push(
            Diagnostic::at(
                "unused-waiver",
                Severity::Warning,
                wanted.words.span,
                message,
            )
            .help(
                "write the words as the message of the reference shows them, or take the entry out",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;
    use regex::Regex;

    #[test]
    fn patterns_of_files() {
        let fits = |pat: &str, path: &str| Regex::new(&pattern(pat)).unwrap().is_match(path);
        assert!(fits("policies/d/1.md", "policies/d/1.md"));
        assert!(fits("policies/*/1.md", "policies/d/1.md"));
        assert!(!fits("policies/*.md", "policies/d/1.md"));
        assert!(fits("policies/**", "policies/d/1.md"));
        assert!(fits("**/1.md", "policies/d/1.md"));
        assert!(fits("**/1.md", "1.md"));
        assert!(fits("policies/d/1?.md", "policies/d/1a.md"));
        assert!(!fits("policies/d/1.md", "policies/d/1xmd"));
    }
}
