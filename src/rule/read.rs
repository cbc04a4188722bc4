//! The table of force of the codebook: what a modality and its limits say on a rule.

use super::answer::Place;
use super::{Reads, RuleKind, Stance};
use crate::language::Modality;

/// What limits a provision for a rule.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// The act is open only under a condition: "unless", "without", "only with".
    pub gate: bool,
    /// The rule holds only in a case: "if", "when".
    pub case: bool,
    /// The words free from a duty: "are not required to".
    pub frees: bool,
    /// Where the conditions stand.
    pub conditions: Vec<Place>,
    /// Where the exceptions stand.
    pub exceptions: Vec<Place>,
}

/// What a provision says on a rule; none when its force says nothing on it.
pub(super) fn stance(
    kind: RuleKind,
    modality: Modality,
    reads: Reads,
    limits: &Limits,
) -> Option<Stance> {
    match (kind, reads) {
        (_, Reads::Any) | (RuleKind::Declared, _) => Some(Stance::Stated),
        (RuleKind::Act, Reads::Same) => act(modality, limits),
        (RuleKind::Act, Reads::Inverse) => instead(modality, limits),
        (RuleKind::Act, Reads::Leave) => leave(modality),
        (RuleKind::Duty, Reads::Same) => duty(modality, limits),
        (RuleKind::Duty, Reads::Leave) => case(modality, limits),
        (RuleKind::Duty, Reads::Inverse) => opposite(modality, limits),
    }
}

fn or(conditional: bool, stance: Stance) -> Stance {
    if conditional {
        Stance::Conditional
    } else {
        stance
    }
}

/// The words name the act.
fn act(modality: Modality, limits: &Limits) -> Option<Stance> {
    match modality {
        Modality::Prohibition => Some(or(limits.gate, Stance::Prohibited)),
        Modality::RecommendationAgainst => Some(Stance::Discouraged),
        Modality::Permission => Some(or(limits.gate || limits.case, Stance::Permitted)),
        Modality::Recommendation if limits.gate => Some(Stance::Discouraged),
        Modality::Recommendation => Some(Stance::Encouraged),
        Modality::Obligation => limits.gate.then_some(Stance::Conditional),
        Modality::Statement => None,
    }
}

/// The words name what is to be done in place of the act.
fn instead(modality: Modality, limits: &Limits) -> Option<Stance> {
    match modality {
        Modality::Obligation | Modality::Prohibition => Some(or(limits.gate, Stance::Prohibited)),
        Modality::Recommendation => Some(Stance::Discouraged),
        _ => None,
    }
}

/// The words name the leave that the act needs.
fn leave(modality: Modality) -> Option<Stance> {
    match modality {
        Modality::Statement => None,
        Modality::Recommendation | Modality::RecommendationAgainst => Some(Stance::Discouraged),
        _ => Some(Stance::Conditional),
    }
}

/// The words name the duty.
fn duty(modality: Modality, limits: &Limits) -> Option<Stance> {
    match modality {
        Modality::Obligation => Some(or(limits.case, Stance::Required)),
        Modality::Recommendation => Some(Stance::Encouraged),
        // "Only with approval": what is open or barred but for the duty demands it.
        Modality::Permission if limits.frees => Some(Stance::Permitted),
        Modality::Permission | Modality::Prohibition => limits.gate.then_some(Stance::Required),
        Modality::RecommendationAgainst => limits.gate.then_some(Stance::Encouraged),
        Modality::Statement => None,
    }
}

/// The words name a case in which alone the duty holds.
fn case(modality: Modality, limits: &Limits) -> Option<Stance> {
    match modality {
        Modality::Obligation => Some(Stance::Conditional),
        Modality::Permission | Modality::Prohibition => limits.gate.then_some(Stance::Conditional),
        Modality::Recommendation => Some(Stance::Encouraged),
        Modality::RecommendationAgainst | Modality::Statement => None,
    }
}

/// The words name what the duty rules out.
fn opposite(modality: Modality, limits: &Limits) -> Option<Stance> {
    match modality {
        Modality::Prohibition => Some(Stance::Required),
        Modality::RecommendationAgainst => Some(Stance::Encouraged),
        Modality::Permission => (limits.gate || limits.case).then_some(Stance::Conditional),
        _ => None,
    }
}

/// The words are like those that people found for a rule: whether they name the act, what is to be
/// done in its place or the leave that it needs is read from their force.
pub(super) fn like(kind: RuleKind, modality: Modality, limits: &Limits) -> Option<Stance> {
    match (kind, modality) {
        (RuleKind::Declared, _) => Some(Stance::Stated),
        (_, Modality::Statement) => None,
        (RuleKind::Act, Modality::Obligation) => instead(modality, limits),
        (RuleKind::Act, Modality::Recommendation) => Some(Stance::Discouraged),
        (RuleKind::Act, _) => act(modality, limits),
        (RuleKind::Duty, Modality::Prohibition) => Some(Stance::Required),
        (RuleKind::Duty, Modality::RecommendationAgainst) => Some(Stance::Encouraged),
        (RuleKind::Duty, _) => duty(modality, limits),
    }
}
