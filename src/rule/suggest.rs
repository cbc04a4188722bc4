use super::{Answers, Coding, Evidence, Origin, Role, Rules, Stance};
use crate::library::{Library, Place, Standing, citation};
use rayon::prelude::*;

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
    let policies = library.districts[district].policies.iter().enumerate();
    let in_force = policies.filter_map(|(p, policy)| {
        let mut versions = policy.versions.iter();
        let v = versions.position(|v| v.standing == Standing::Current)?;
        Some((district, p, v))
    });
    let places: Vec<Place> = in_force.collect();
    let codes = places
        .iter()
        .map(|place| library.at(*place).1.code.text.clone());
    let codes: Vec<String> = codes.collect();
    let silent = |rule| Coding {
        district,
        rule,
        stance: Stance::Silent,
        origin: Origin::Suggested,
        actor: None,
        channel: None,
        conditions: Vec::new(),
        exceptions: Vec::new(),
        evidence: Vec::new(),
        searched: codes.clone(),
        note: None,
        why: Vec::new(),
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
                format!("it has the words of way {} of the rule", answer.way + 1),
            ];
            coding.evidence = vec![Evidence {
                version: place,
                clause: answer.clause,
                range: answer.range.clone(),
                role: Role::Rule,
            }];
        }
    }
    codings
}
