use super::find::{Families, Hit, Present, Reads, Ready, Stems, within};
use super::{RuleKind, Stance};
use crate::clause::{ClauseIndex, ClauseTree};
use crate::language::{Actor, Modality};
use crate::provision::{Provision, provisions};
use std::ops::Range;

/// What a text answers to a rule, as the program reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub stance: Stance,
    /// The words that decide.
    pub clause: ClauseIndex,
    /// Their bytes in the clause's text.
    pub range: Range<usize>,
    /// The modality read.
    pub modality: Modality,
    /// Which of the rule's ways of speaking was met, from 0.
    pub way: usize,
}

/// A text made ready for the rules: its provisions, and the families of words in them.
pub struct Prepared<'a> {
    tree: &'a ClauseTree,
    provisions: Vec<Provision>,
    /// The families of words in each clause.
    hits: Vec<Vec<Hit>>,
    /// Those in each provision.
    own: Vec<Present>,
    /// Those in each clause and in what stands over it.
    here: Vec<Present>,
}

impl<'a> Prepared<'a> {
    /// Reads a text. `defines` says which clauses only define.
    pub fn of(
        tree: &'a ClauseTree,
        families: &Families,
        defines: &dyn Fn(ClauseIndex) -> bool,
    ) -> Prepared<'a> {
        let provisions = provisions(tree, defines);
        let mut stems = Stems::new();
        let hits: Vec<Vec<Hit>> = tree
            .clauses()
            .iter()
            .map(|c| families.found(&c.text, &mut stems))
            .collect();
        let own = provisions
            .iter()
            .map(|p| within(&hits[p.clause.0 as usize], &p.range));
        let own: Vec<Present> = own.collect();
        let mut here: Vec<Present> = Vec::with_capacity(hits.len());
        for (clause, hits) in tree.clauses().iter().zip(&hits) {
            let mut own: Present = hits.iter().map(|(family, _)| *family).collect();
            for above in [clause.parent, clause.lead_in].into_iter().flatten() {
                own.extend(&here[above.0 as usize]);
            }
            here.push(own);
        }
        Prepared {
            tree,
            own,
            here,
            hits,
            provisions,
        }
    }

    /// The strictest operative clause for a rule; none when the text is silent.
    pub fn answer(&self, kind: RuleKind, ways: &[Ready<'_>]) -> Option<Answer> {
        let mut best: Option<(u8, usize, Answer)> = None;
        for (at, provision) in self.provisions.iter().enumerate() {
            for (number, way) in ways.iter().enumerate() {
                let Some(stance) = self.stance(at, provision, kind, way) else {
                    continue;
                };
                let strict = stance.strictness(kind);
                let exact = way.way.needs.len();
                if best
                    .as_ref()
                    .is_none_or(|(s, e, _)| (strict, exact) > (*s, *e))
                {
                    let answer = Answer {
                        stance,
                        clause: provision.clause,
                        range: provision.range.clone(),
                        modality: provision.modality,
                        way: number,
                    };
                    best = Some((strict, exact, answer));
                }
            }
        }
        best.map(|(.., answer)| answer)
    }

    fn stance(
        &self,
        at: usize,
        provision: &Provision,
        kind: RuleKind,
        way: &Ready<'_>,
    ) -> Option<Stance> {
        let met = way.is_met(&self.own[at], &self.here[provision.clause.0 as usize]);
        if !met {
            return None;
        }
        if way.way.any_force || kind == RuleKind::Declared {
            return Some(Stance::Stated);
        }
        // Rules for students, parents and the board bind no employee.
        let other = matches!(
            provision.actor,
            Some(Actor::Students | Actor::Parents | Actor::Public)
        );
        if other && !way.way.any_actor {
            return None;
        }
        // What the board or an office may do opens nothing to an employee.
        let permission = provision.modality == Modality::Permission;
        if permission && matches!(provision.actor, Some(Actor::Board | Actor::Administration)) {
            return None;
        }
        let clause = self.tree.get(provision.clause);
        let mut limits = self.limits(provision);
        if let Some(lead) = clause.lead_in {
            let start = self.provisions.partition_point(|p| p.clause < lead);
            let over = self.provisions[start..]
                .iter()
                .take_while(|p| p.clause == lead);
            limits.extend(over.flat_map(|p| self.limits(p)));
        }
        let counted = limits.iter().any(|limit| way.is_condition(limit));
        let said = &clause.text[provision.range.clone()];
        let any = !provision.conditions.is_empty()
            || said.split_whitespace().any(|w| w.starts_with("only"));
        of_act(kind, provision.modality, way.way.reads, counted, any)
    }

    /// The families of words in each condition and exception of a provision, from its first word
    /// to the end of the part.
    fn limits(&self, provision: &Provision) -> Vec<Present> {
        let hits = &self.hits[provision.clause.0 as usize];
        let limits = provision.conditions.iter().chain(&provision.exceptions);
        let parts = limits.map(|r| r.start..provision.range.end.max(r.end));
        parts.map(|part| within(hits, &part)).collect()
    }
}

/// The table of force of the codebook.
fn of_act(
    kind: RuleKind,
    modality: Modality,
    reads: Reads,
    counted: bool,
    any: bool,
) -> Option<Stance> {
    let or = |conditional: bool, stance| {
        if conditional {
            Stance::Conditional
        } else {
            stance
        }
    };
    match (kind, reads, modality) {
        (_, _, Modality::Statement) => None,
        (RuleKind::Act, Reads::Same, modality) | (RuleKind::Duty, Reads::Inverse, modality) => {
            let act = match modality {
                Modality::Prohibition => or(counted, Stance::Prohibited),
                Modality::RecommendationAgainst => Stance::Discouraged,
                Modality::Permission => or(any, Stance::Permitted),
                Modality::Recommendation => Stance::Encouraged,
                Modality::Obligation | Modality::Statement => {
                    return counted.then_some(Stance::Conditional);
                }
            };
            match kind {
                RuleKind::Act => Some(act),
                _ => match act {
                    Stance::Prohibited | Stance::Conditional => Some(Stance::Required),
                    Stance::Discouraged => Some(Stance::Encouraged),
                    _ => None,
                },
            }
        }
        (RuleKind::Act, Reads::Inverse, Modality::Obligation) => {
            Some(or(counted, Stance::Prohibited))
        }
        (RuleKind::Act, Reads::Inverse, Modality::Prohibition) => {
            Some(or(counted, Stance::Prohibited))
        }
        (RuleKind::Act, Reads::Inverse, Modality::Recommendation) => Some(Stance::Discouraged),
        (RuleKind::Act, ..) => None,
        (RuleKind::Duty, _, Modality::Obligation) => Some(Stance::Required),
        (RuleKind::Duty, _, Modality::Recommendation) => Some(Stance::Encouraged),
        (RuleKind::Duty, _, Modality::Permission | Modality::Prohibition) => {
            counted.then_some(Stance::Required)
        }
        (RuleKind::Duty, ..) => None,
        (RuleKind::Declared, ..) => Some(Stance::Stated),
    }
}
