use super::Input;
use crate::library::{Place, citation};
use crate::rule::{Candidate, Near, Read, Words, explain};
use serde_json::{Map, Value, json};

/// How the answer in a cell was found, for programs.
pub fn explained_json(input: &Input<'_>, district: usize, rule: usize) -> Value {
    let matrix = &input.layers.matrix;
    let defined = |place: Place| input.layers.definitions_in(place);
    let found = explain(input.library, &matrix.rules, (district, rule), &defined);
    let searched = found.searched.iter().map(|text| {
        let (_, policy, version) = input.library.at(text.version);
        json!({
            "policy": policy.code.text,
            "version": version.label,
            "provisions": text.provisions,
            "of_force": text.of_force,
        })
    });
    let candidates = found.candidates.iter().enumerate();
    let candidates = candidates.map(|(at, one)| candidate(input, one, at == 0));
    let near = found.near.iter().map(|one| near(input, one));
    json!({
        "district": input.library.districts[district].slug,
        "rule": matrix.rules.rules[rule].id,
        "suggested": matrix.cell(district, rule).suggested.stance.word(),
        "searched": searched.collect::<Vec<_>>(),
        "candidates": candidates.collect::<Vec<_>>(),
        "near": near.collect::<Vec<_>>(),
    })
}

fn candidate(input: &Input<'_>, candidate: &Candidate, decides: bool) -> Value {
    let mut out = provision(input, &candidate.words, &candidate.read);
    out.insert("stance".to_string(), json!(candidate.stance.word()));
    out.insert("way".to_string(), json!(candidate.way.map(|way| way + 1)));
    let families = candidate.families.iter();
    let families: Map<String, Value> = families
        .map(|(name, words)| (name.clone(), json!(words)))
        .collect();
    out.insert("families".to_string(), Value::Object(families));
    out.insert("turned".to_string(), json!(candidate.turned));
    out.insert("decides".to_string(), json!(decides));
    out.insert("why".to_string(), json!(candidate.why));
    Value::Object(out)
}

fn near(input: &Input<'_>, near: &Near) -> Value {
    let mut out = provision(input, &near.words, &near.read);
    out.insert("way".to_string(), json!(near.way + 1));
    out.insert("why".to_string(), json!(near.why));
    Value::Object(out)
}

/// Where a provision stands and what was read in it.
fn provision(input: &Input<'_>, words: &Words, read: &Read) -> Map<String, Value> {
    let (_, policy, version) = input.library.at(words.version);
    let clause = version.tree.get(words.clause);
    let cue = read
        .cue
        .as_ref()
        .map(|(from, words)| json!({"clause": version.tree.get(*from).anchor, "text": words}));
    let facts = json!({
        "policy": policy.code.text,
        "version": version.label,
        "clause": clause.anchor,
        "citation": citation(policy, clause),
        "quote": clause.text.get(words.range.clone()).unwrap_or_default(),
        "modality": read.modality.word(),
        "cue": cue,
        "actor": read.actor.map(|actor| actor.word()),
        "conditions": read.conditions,
        "exceptions": read.exceptions,
    });
    match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    }
}
