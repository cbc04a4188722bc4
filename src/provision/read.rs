use super::Provision;
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree};
use crate::language::{
    Actor, Force, Modality, actor, conditions, exceptions, force, label, sentences, turns,
};
use std::ops::Range;

/// What a clause gives to those under it.
#[derive(Clone, Default)]
struct Over {
    /// Its force and the words of it.
    force: Option<(Modality, ClauseIndex, Range<usize>)>,
    /// Whom it binds.
    actor: Option<Actor>,
}

/// Reads the provisions of a text, in its order. `defines` says which clauses only define.
pub fn provisions(tree: &ClauseTree, defines: &dyn Fn(ClauseIndex) -> bool) -> Vec<Provision> {
    let mut over: Vec<Over> = Vec::with_capacity(tree.clauses().len());
    let mut out = Vec::new();
    // "Each of the following is a breach of this policy. …", before a list without a lead-in.
    let mut before: Option<(Option<ClauseIndex>, ClauseIndex)> = None;
    for (index, clause) in tree.iter() {
        let item = matches!(clause.kind, ClauseKind::Bullet | ClauseKind::Provision);
        if !item {
            let announces = clause.text.to_lowercase().contains("following");
            before = announces.then_some((clause.parent, index));
        }
        let announced = before.filter(|(parent, _)| item && *parent == clause.parent);
        let lead = clause.lead_in.or(announced.map(|(_, lead)| lead));
        let above = above(tree, clause, lead, &over);
        let mut own = Vec::new();
        if !matches!(clause.kind, ClauseKind::Title | ClauseKind::Section) {
            for sentence in sentences(&clause.text) {
                read(clause, index, sentence, &above, defines(index), &mut own);
            }
        }
        over.push(given(index, clause, &own, above));
        out.append(&mut own);
    }
    out
}

/// What governs a clause: its lead-in, else what it stands under.
fn above(tree: &ClauseTree, clause: &Clause, lead: Option<ClauseIndex>, over: &[Over]) -> Over {
    let Some(from) = lead.or(clause.parent) else {
        return Over::default();
    };
    let mut given = over[from.0 as usize].clone();
    let governs = lead.is_some() || tree.get(from).kind == ClauseKind::Section;
    if !governs {
        given.force = None;
    }
    given
}

fn read(
    clause: &Clause,
    index: ClauseIndex,
    sentence: Range<usize>,
    above: &Over,
    defines: bool,
    out: &mut Vec<Provision>,
) {
    let text = &clause.text;
    let parts = if defines {
        Vec::new()
    } else {
        force(text, sentence.clone())
    };
    let over = above.force.as_ref().filter(|_| !defines);
    match (parts.as_slice(), over) {
        // What has no word of force of its own, an order included, takes that of what leads it in.
        ([], Some((modality, from, words)))
        | (
            [
                Force {
                    imperative: true, ..
                },
            ],
            Some((modality, from, words)),
        ) => {
            let cue = Some((*from, words.clone()));
            let turned = turns(&text[sentence.clone()]);
            let modality = if turned {
                modality.negated()
            } else {
                *modality
            };
            out.push(provision(text, index, sentence, modality, cue, above));
        }
        ([], None) => out.push(provision(
            text,
            index,
            sentence,
            Modality::Statement,
            None,
            above,
        )),
        (parts, over) => {
            let advised = over.is_some_and(|(modality, ..)| *modality == Modality::Recommendation);
            for part in parts {
                let mut provision = of_force(text, index, part, above);
                // Under advice "do not" advises against.
                if advised && part.modality == Modality::Prohibition && is_order(text, part) {
                    provision.modality = Modality::RecommendationAgainst;
                }
                out.push(provision);
            }
        }
    }
}

/// "Do not post …", "Refrain from …": the words of force begin the part.
fn is_order(text: &str, part: &Force) -> bool {
    text[part.range.start..part.cue.start].trim().is_empty()
}

fn of_force(text: &str, index: ClauseIndex, part: &Force, above: &Over) -> Provision {
    let cue = Some((index, part.cue.clone()));
    let mut out = provision(text, index, part.range.clone(), part.modality, cue, above);
    out.consequence = part.consequence;
    out.imperative = part.imperative;
    // "The District recommends …" binds those it speaks to.
    let speaks = SPEAKS.contains(&text[part.cue.clone()].to_lowercase().as_str());
    let own = actor(text, part.range.start..part.cue.start.max(part.range.start));
    out.actor = own.filter(|_| !speaks).or(above.actor);
    out
}

/// Verbs whose subject lays the rule on others.
const SPEAKS: [&str; 9] = [
    "recommends",
    "encourages",
    "urges",
    "discourages",
    "prohibits",
    "forbids",
    "bans",
    "bars",
    "requires",
];

fn provision(
    text: &str,
    index: ClauseIndex,
    range: Range<usize>,
    modality: Modality,
    cue: Option<(ClauseIndex, Range<usize>)>,
    above: &Over,
) -> Provision {
    Provision {
        clause: index,
        conditions: conditions(text, range.clone()),
        exceptions: exceptions(text, range.clone()),
        range,
        modality,
        cue,
        consequence: false,
        imperative: false,
        actor: above.actor,
    }
}

/// What a clause gives to those under it: the force of its last part, when it leads them in; the
/// class of conduct that it names; whom it binds.
fn given(index: ClauseIndex, clause: &Clause, own: &[Provision], above: Over) -> Over {
    let text = &clause.text;
    let announces = text.to_lowercase().contains("following");
    let leads = text.trim_end().ends_with(':') || announces || clause.kind == ClauseKind::Section;
    // Of several sentences the one that announces the list decides.
    let decides =
        |p: &&Provision| !announces || text[p.range.clone()].to_lowercase().contains("following");
    let last = own.iter().rev().find(decides).filter(|_| leads);
    let by_force = last.and_then(|p| {
        let (from, words) = p.cue.clone()?;
        (p.modality != Modality::Statement && !p.consequence).then_some((p.modality, from, words))
    });
    let by_label = label(text)
        .filter(|_| leads)
        .map(|(m, words)| (m, index, words));
    let own_actor = last.and_then(|p| p.actor).or_else(|| {
        let section = clause.kind == ClauseKind::Section;
        section.then(|| actor(text, 0..text.len())).flatten()
    });
    Over {
        force: by_label
            .or(by_force)
            .or(above.force.filter(|_| clause.kind != ClauseKind::Section)),
        actor: own_actor.or(above.actor),
    }
}
