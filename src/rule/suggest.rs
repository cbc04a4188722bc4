use super::{Answer, Answers, Coding, Evidence, Role, RuleKind, Rules};
use crate::clause::{ClauseIndex, ClauseTree};
use crate::language::Actor;
use crate::library::{Library, Place, Standing, citation};
use crate::text::collapse;
use rayon::prelude::*;
use std::ops::Range;

/// What is said of a suggestion that no way of the rule found.
const LIKE: &str =
    "found by likeness to other policies, not by the words of the rule: read it first";

/// What the program answers for every district and rule: district by district, the rules in their
/// order. Of several texts of a district the strictest decides, of equally strict ones the first.
pub fn suggest(library: &Library, rules: &Rules, answers: &Answers) -> Vec<Coding> {
    let districts = (0..library.districts.len()).into_par_iter();
    districts
        .flat_map_iter(|district| of_district(library, rules, answers, district))
        .collect()
}

fn of_district(
    library: &Library,
    rules: &Rules,
    answers: &Answers,
    district: usize,
) -> Vec<Coding> {
    let places = in_force(library, district);
    let codes = places
        .iter()
        .map(|place| library.at(*place).1.code.text.clone());
    let codes: Vec<String> = codes.collect();
    let silent = |rule| Coding {
        searched: codes.clone(),
        ..Coding::silent(district, rule)
    };
    let mut codings: Vec<Coding> = (0..rules.rules.len()).map(silent).collect();
    for place in places {
        let (_, policy, version) = library.at(place);
        for (coding, rule) in codings.iter_mut().zip(&rules.rules) {
            let Some(answer) = answers.get(place, coding.rule) else {
                continue;
            };
            if answer.stance.strictness(rule.kind) <= coding.stance.strictness(rule.kind) {
                continue;
            }
            let cited = citation(policy, version.tree.get(answer.clause));
            coding.stance = answer.stance;
            coding.why = vec![
                format!(
                    "{cited} is a provision of force: {}",
                    answer.modality.word()
                ),
                match answer.way {
                    Some(way) => format!("it has the words of way {} of the rule", way + 1),
                    None => "it is like clauses that people found for the rule".to_string(),
                },
            ];
            let words = |(clause, range): &(ClauseIndex, Range<usize>)| {
                collapse(&version.tree.get(*clause).text[range.clone()])
            };
            coding.note = answer.way.is_none().then(|| LIKE.to_string());
            // A bare "only" says nothing without the words around it.
            // What a text declares has no conditions that answer the rule.
            let limited = rule.kind != RuleKind::Declared;
            let told = |text: &String| limited && text.contains(' ');
            coding.conditions = answer.conditions.iter().map(words).filter(told).collect();
            coding.exceptions = answer.exceptions.iter().map(words).filter(told).collect();
            let named = answer.actor.filter(|a| *a == Actor::Volunteers);
            coding.actor = named.map(|a| a.word().to_string());
            coding.evidence = evidence(place, &version.tree, answer);
        }
    }
    codings
}

/// The texts of a district that are in force.
pub(super) fn in_force(library: &Library, district: usize) -> Vec<Place> {
    let policies = library.districts[district].policies.iter().enumerate();
    let places = policies.filter_map(|(p, policy)| {
        let mut versions = policy.versions.iter();
        let v = versions.position(|v| v.standing == Standing::Current)?;
        Some((district, p, v))
    });
    places.collect()
}

/// The words that prove an answer: the provision, and what leads it in where that gives the force.
fn evidence(version: Place, tree: &ClauseTree, answer: &Answer) -> Vec<Evidence> {
    let piece = |(clause, range): (ClauseIndex, Range<usize>), role| Evidence {
        version,
        clause,
        range: quoted(&tree.get(clause).text, range),
        role,
    };
    let rule = piece((answer.clause, answer.range.clone()), Role::Rule);
    let lead_in = answer
        .lead_in
        .clone()
        .map(|place| piece(place, Role::LeadIn));
    std::iter::once(rule).chain(lead_in).collect()
}

/// A part of a text without what only joins it to the next: ", and", ";".
pub(super) fn quoted(text: &str, range: Range<usize>) -> Range<usize> {
    let mut said = &text[range.clone()];
    loop {
        let cut = said.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        let joined = ["and", "or", "but", "nor"].into_iter();
        let mut joined = joined.filter_map(|word| cut.strip_suffix(word));
        let next = joined
            .find(|rest| rest.ends_with([' ', ',', ';']))
            .unwrap_or(cut);
        if next.len() == said.len() || next.is_empty() {
            break;
        }
        said = next;
    }
    range.start..range.start + said.len()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quote_ends_where_its_words_end() {
        for (text, wanted) in [
            (
                "Staff shall not text students, and ",
                "Staff shall not text students",
            ),
            ("refrain from posts;", "refrain from posts"),
            ("post in the band;  or", "post in the band"),
            ("and", "and"),
        ] {
            assert_eq!(&text[quoted(text, 0..text.len())], wanted);
        }
    }
}
