use super::{Coding, Evidence, Families, Origin, Prepared, Ready, Role, Rules, Stance, ready};
use crate::definition::{Definition, defines};
use crate::library::{Library, Place, Standing, citation};
use rayon::prelude::*;

/// The definitions of a version.
type Defined<'a> = dyn Fn(Place) -> &'a [Definition] + Sync + 'a;

/// What the program answers for every district and rule: district by district, the rules in their
/// order. Of several texts of a district the strictest decides, of equally strict ones the first.
pub fn suggest(library: &Library, rules: &Rules, defined: &Defined<'_>) -> Vec<Coding> {
    let families = Families::new(&rules.words);
    let ways = rules.rules.iter().map(|rule| ready(&families, &rule.find));
    let asked = Asked {
        library,
        rules,
        ways: ways.collect(),
        families: &families,
        defined,
    };
    let districts = (0..library.districts.len()).into_par_iter();
    districts
        .flat_map_iter(|district| of_district(&asked, district))
        .collect()
}

/// What every district is asked, and with what.
struct Asked<'a, 'd> {
    library: &'a Library,
    rules: &'a Rules,
    /// The ways in which a text speaks of each rule.
    ways: Vec<Vec<Ready<'a>>>,
    families: &'a Families,
    defined: &'a Defined<'d>,
}

fn of_district(asked: &Asked<'_, '_>, district: usize) -> Vec<Coding> {
    let Asked {
        library,
        rules,
        families,
        defined,
        ..
    } = *asked;
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
        let own = defined(place);
        let prepared = Prepared::of(&version.tree, families, &|index| defines(own, index));
        let asked = rules.rules.iter().zip(&asked.ways);
        for (coding, (rule, ways)) in codings.iter_mut().zip(asked) {
            let Some(answer) = prepared.answer(rule.kind, ways) else {
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
                range: answer.range,
                role: Role::Rule,
            }];
        }
    }
    codings
}
