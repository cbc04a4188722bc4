//! The data files: the same facts as the pages, for programs. Field names are never renamed.

use super::templates::{TemplateError, Templates};
use super::{File, Input, changed, links};
use crate::bundle::Bundle;
use crate::definition::{Definition, Scope, defines};
use crate::library::{District, Policy, Version};
use crate::provision::{of_clause, provisions};
use crate::reference::{Reference, State, why};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

/// Version of the form of the data files; a field more does not change it.
pub(super) const SCHEMA: u32 = 1;

/// A clause as `clauses.json` has it.
#[derive(Serialize)]
struct ClauseRow<'a> {
    district: &'a str,
    policy: &'a str,
    version: &'a str,
    id: &'a str,
    anchor: &'a str,
    url: String,
    path: &'a [String],
    enumerator: &'a str,
    kind: &'static str,
    heading: Option<&'a str>,
    text: &'a str,
    modality: Option<&'a str>,
    actor: Option<&'a str>,
}

/// `clauses.json`, `policies.json`, `references.json`, `definitions.json` and `changes.json`.
pub fn files(input: &Input<'_>, _: &Templates) -> Result<Vec<File>, TemplateError> {
    Ok(vec![
        ("data/clauses.json".to_string(), clauses(input)),
        ("data/policies.json".to_string(), policies(input)),
        ("data/references.json".to_string(), references(input)),
        ("data/definitions.json".to_string(), definitions(input)),
        ("data/changes.json".to_string(), changed::json(input)),
    ])
}

/// Every clause of every version, drafts included.
fn clauses(input: &Input<'_>) -> Vec<u8> {
    let districts = input.library.districts.iter().enumerate();
    let all: Vec<(usize, usize, &District, &Policy)> = districts
        .flat_map(|(d, district)| {
            let policies = district.policies.iter().enumerate();
            policies.map(move |(p, policy)| (d, p, district, policy))
        })
        .collect();
    let parts: Vec<Vec<u8>> = all
        .par_iter()
        .map(|(d, p, district, policy)| {
            let mut out = Vec::new();
            for (v, version) in policy.versions.iter().enumerate() {
                let defined = input.layers.definitions_in((*d, *p, v));
                version_rows(district, policy, version, defined, &mut out);
            }
            out
        })
        .collect();
    let head = format!("{{\"schema_version\":{SCHEMA},\"clauses\":[\n");
    let size: usize = parts.iter().map(|p| p.len() + 2).sum();
    let mut out = Vec::with_capacity(head.len() + size + 5);
    out.extend_from_slice(head.as_bytes());
    let mut between: &[u8] = b"";
    // Each part is let go of as soon as it is copied: the file is the largest of the site.
    for part in parts.into_iter().filter(|p| !p.is_empty()) {
        out.extend_from_slice(between);
        out.extend_from_slice(&part);
        between = b",\n";
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

fn version_rows(
    district: &District,
    policy: &Policy,
    version: &Version,
    defined: &[Definition],
    out: &mut Vec<u8>,
) {
    let page = links::version(district, policy, version);
    let all = provisions(&version.tree, &|index| defines(defined, index));
    for ((index, clause), id) in version.tree.iter().zip(&version.ids) {
        let does = of_clause(&all, index);
        let row = ClauseRow {
            district: &district.slug,
            policy: &policy.code.text,
            version: &version.label,
            id: &id.0,
            anchor: &clause.anchor,
            url: format!("{page}#{}", clause.anchor),
            path: &clause.path,
            enumerator: &clause.enumerator,
            kind: clause.kind.word(),
            heading: clause.heading.as_deref(),
            text: &clause.text,
            modality: does.map(|p| p.modality.word()),
            actor: does.and_then(|p| p.actor).map(|a| a.word()),
        };
        if !out.is_empty() {
            out.extend_from_slice(b",\n");
        }
        serde_json::to_writer(&mut *out, &row).expect("texts and lists always serialise");
    }
}

/// Every reference of every version.
fn references(input: &Input<'_>) -> Vec<u8> {
    let library = input.library;
    let rows = input.layers.references.par_iter().map(|reference| {
        let (district, policy, version) = library.at(reference.version);
        let clause = reference.at.clause().map(|index| version.tree.get(index));
        let (reason, candidates) = match &reference.state {
            State::Ambiguous(candidates) => (None, candidates.clone()),
            State::Unresolved(reason, like) => (Some(reason.clone()), like.clone()),
            State::Ignored(reason) => (Some(reason.clone()), Vec::new()),
            _ => (None, Vec::new()),
        };
        json!({
            "district": district.slug,
            "policy": policy.code.text,
            "version": version.label,
            "clause": clause.map(|c| c.anchor.as_str()),
            "field": reference.at.field(),
            "text": reference.words(library),
            "kind": reference.found.kind.word(),
            "state": reference.state.word(),
            "target": reference.found.target,
            "url": links::target(input, reference),
            "address": address(input, reference),
            "why": why(library, reference).word(),
            "reason": reason,
            "candidates": candidates,
        })
    });
    let rows: Vec<Value> = rows.collect();
    pretty(&json!({"schema_version": SCHEMA, "references": rows}))
}

/// Where a law can be read, and how sure that is.
fn address(input: &Input<'_>, reference: &Reference) -> Option<Value> {
    let law = reference.found.law.as_ref()?;
    let address = input.layers.citator.address(law)?;
    Some(json!({
        "url": address.url,
        "official": address.official,
        "verified": address.verified,
    }))
}

/// Every definition of every version; `uses` names the clause of each use.
fn definitions(input: &Input<'_>) -> Vec<u8> {
    let rows = input.layers.definitions.par_iter().map(|definition| {
        let (district, policy, version) = input.library.at(definition.version);
        let anchor = |index| version.tree.get(index).anchor.as_str();
        let defined = &definition.defined;
        let page = links::version(district, policy, version);
        let uses: Vec<&str> = definition.uses.iter().map(|u| anchor(u.clause)).collect();
        json!({
            "district": district.slug,
            "policy": policy.code.text,
            "version": version.label,
            "clause": anchor(defined.clause),
            "url": format!("{page}#{}", anchor(defined.clause)),
            "term": defined.term,
            "names": defined.names,
            "text": defined.meaning,
            "scope": match defined.scope {
                Scope::Text => None,
                Scope::Under(top) => Some(anchor(top)),
            },
            "uses": uses,
        })
    });
    let rows: Vec<Value> = rows.collect();
    pretty(&json!({"schema_version": SCHEMA, "definitions": rows}))
}

fn policies(input: &Input<'_>) -> Vec<u8> {
    let rows: Vec<Value> = input
        .library
        .policies()
        .map(|(d, p)| policy_row(d, p))
        .collect();
    pretty(&json!({"schema_version": SCHEMA, "policies": rows}))
}

fn policy_row(district: &District, policy: &Policy) -> Value {
    let versions: Vec<Value> = policy
        .versions
        .iter()
        .map(|version| {
            let dates: Vec<Value> = version
                .front
                .events
                .iter()
                .map(|e| json!({"kind": e.kind.word(), "date": e.date.to_string()}))
                .collect();
            json!({
                "version": version.label,
                "standing": format!("{:?}", version.standing).to_lowercase(),
                "status": version.status.map(|s| s.words()),
                "url": links::version(district, policy, version),
                "dates": dates,
                "clauses": version.tree.clauses().len(),
            })
        })
        .collect();
    json!({
        "district": district.slug,
        "district_name": district.name,
        "fictional": district.fictional,
        "policy": policy.code.text,
        "code_printed": policy.code.printed,
        "title": policy.title,
        "kind": policy.kind.map(|k| k.word()),
        "parent": policy.parent,
        "series": policy.series,
        "url": links::policy(district, policy),
        "versions": versions,
    })
}

/// The hash of every other file of the site.
pub fn manifest(bundle: &Bundle) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = bundle.iter().collect();
    let hashed: serde_json::Map<String, Value> = files
        .par_iter()
        .map(|(path, bytes)| {
            let hash = blake3::hash(bytes).to_hex().to_string();
            ((*path).to_string(), json!(hash))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    pretty(&json!({"schema_version": SCHEMA, "hash": "blake3", "files": hashed}))
}

pub(super) fn pretty(value: &Value) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).expect("JSON values always serialise");
    out.push(b'\n');
    out
}
