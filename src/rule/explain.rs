//! How the answer of a district to a rule was found: every clause that answers, what was read in
//! it, and why it decides or not; and the clauses that have the words of the rule and do not answer.

use super::suggest::in_force;
use super::{
    Answer, Families, Prepared, Reads, Ready, Rule, RuleKind, Rules, Stance, Stems, Way, ready,
};
use crate::clause::{ClauseIndex, ClauseTree};
use crate::definition::{Definition, defines};
use crate::language::{Actor, Modality};
use crate::library::{Library, Place};
use crate::provision::{Provision, provisions};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// How an answer was found.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    /// The texts that were searched.
    pub searched: Vec<Searched>,
    /// The clauses that answer: the one that decides first, then from the strictest on.
    pub candidates: Vec<Candidate>,
    /// Clauses that have words of the rule and do not answer it, in the order of the texts.
    pub near: Vec<Near>,
}

/// A text that was searched.
#[derive(Debug, Clone)]
pub struct Searched {
    /// The version.
    pub version: Place,
    /// How many provisions it has.
    pub provisions: usize,
    /// How many of them have force.
    pub of_force: usize,
}

/// A clause that answers.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its words.
    pub words: Words,
    /// The answer that it would give.
    pub stance: Stance,
    /// The rule's way of speaking that was met, from 0; none when the words are only like those that
    /// people found for the rule.
    pub way: Option<usize>,
    /// The families of words of that way, each with the words that stand for it.
    pub families: Vec<(String, Vec<String>)>,
    /// How the force is turned for the rule; none when it counts as it stands.
    pub turned: Option<&'static str>,
    /// What was read.
    pub read: Read,
    /// True for the clause by which its text answers.
    pub of_text: bool,
    /// Why it decides, or does not.
    pub why: String,
}

/// Where words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The version.
    pub version: Place,
    /// The clause.
    pub clause: ClauseIndex,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// What was read in a provision.
#[derive(Debug, Clone)]
pub struct Read {
    /// The force.
    pub modality: Modality,
    /// The words that decide on it, and the clause that they stand in.
    pub cue: Option<(ClauseIndex, String)>,
    /// Whom it binds; none when nothing says.
    pub actor: Option<Actor>,
    /// Its conditions, in its words.
    pub conditions: Vec<String>,
    /// Its exceptions, in its words.
    pub exceptions: Vec<String>,
}

/// A clause that has the words of the rule and does not answer it.
#[derive(Debug, Clone)]
pub struct Near {
    /// Its words.
    pub words: Words,
    /// The way whose words it has, from 0.
    pub way: usize,
    /// What was read.
    pub read: Read,
    /// Why it does not answer.
    pub why: String,
}

/// The definitions of a version.
type Defined<'a> = dyn Fn(Place) -> &'a [Definition] + 'a;

/// Explains the answer of a district to a rule, by their places.
pub fn explain(
    library: &Library,
    rules: &Rules,
    (district, rule): (usize, usize),
    defined: &Defined<'_>,
) -> Explained {
    let families = Families::new(&rules.words);
    let rule = &rules.rules[rule];
    let mut out = Explained::default();
    for place in in_force(library, district) {
        let own = defined(place);
        let tree = &library.at(place).2.tree;
        let mut text = Text {
            place,
            tree,
            families: &families,
            provisions: provisions(tree, &|index| defines(own, index)),
            stems: Stems::new(),
        };
        let prepared = Prepared::of(tree, &families, &|index| defines(own, index));
        let ways = ready(&families, rule);
        text.explain(rule, &ways, &prepared, &mut out);
    }
    judge(rule.kind, &mut out.candidates);
    out
}

/// Puts the candidate that decides first, and says of each why. Which clause a text answers by is
/// the word of the coding; of several texts the strictest decides, then the first.
fn judge(kind: RuleKind, candidates: &mut [Candidate]) {
    let strict = |c: &Candidate| c.stance.strictness(kind);
    candidates.sort_by_key(|c| {
        let place = (c.words.version, c.way, c.words.clause);
        (!c.of_text, Reverse(strict(c)), place)
    });
    let count = candidates.len();
    let Some((first, others)) = candidates.split_first_mut() else {
        return;
    };
    others.sort_by_key(|c| (Reverse(strict(c)), c.words.version, c.way, c.words.clause));
    first.why = match others.iter().filter(|c| strict(c) == strict(first)).count() {
        _ if count == 1 => "it is the only clause that answers".to_string(),
        0 => format!("it is the strictest of {count}"),
        same => format!("it is the first of the {} strictest", same + 1),
    };
    for other in others {
        other.why = if strict(other) > strict(first) {
            "it has words of the rule, and is little like clauses that people found for it"
                .to_string()
        } else if strict(other) < strict(first) {
            format!("{} is stricter", first.stance.word())
        } else if other.words.version != first.words.version {
            "it is as strict, and in a later text".to_string()
        } else if other.way != first.way {
            "it is as strict, and found by a way that the rule lists later".to_string()
        } else {
            "it is as strict, and comes later".to_string()
        };
    }
}

/// A text that is being explained.
struct Text<'a> {
    place: Place,
    tree: &'a ClauseTree,
    families: &'a Families,
    provisions: Vec<Provision>,
    stems: Stems,
}

impl Text<'_> {
    fn explain(
        &mut self,
        rule: &Rule,
        ways: &[Ready<'_>],
        prepared: &Prepared,
        out: &mut Explained,
    ) {
        let force = self.provisions.iter();
        out.searched.push(Searched {
            version: self.place,
            provisions: self.provisions.len(),
            of_force: force.filter(|p| p.modality != Modality::Statement).count(),
        });
        let mut answers = prepared.answers(rule.kind, ways);
        let best = prepared.answer(rule, ways);
        // One that was found by likeness alone is none of a way's.
        let by_likeness = best.iter().filter(|best| !answers.contains(best));
        answers.extend(by_likeness.cloned().collect::<Vec<_>>());
        for at in 0..self.provisions.len() {
            let provision = self.provisions[at].clone();
            let own = answers
                .iter()
                .filter(|a| a.clause == provision.clause && a.range == provision.range);
            // Of several ways that give one stance that of the answer is told, else the first.
            let mut told: Vec<&Answer> = Vec::new();
            for answer in own {
                match told.iter_mut().find(|t| t.stance == answer.stance) {
                    Some(other) if best.as_ref() == Some(answer) => *other = answer,
                    Some(_) => {}
                    None => told.push(answer),
                }
            }
            for answer in &told {
                let way = answer.way.map(|way| ways[way].way);
                let mut candidate = self.candidate(answer, &provision, way, rule.kind);
                candidate.of_text = best.as_ref() == Some(*answer);
                out.candidates.push(candidate);
            }
            if told.is_empty() {
                out.near.extend(self.near(&provision, ways, rule.kind));
            }
        }
    }

    fn candidate(
        &mut self,
        answer: &Answer,
        provision: &Provision,
        way: Option<&Way>,
        kind: RuleKind,
    ) -> Candidate {
        let found = self.found(provision);
        let families = way.into_iter().flat_map(asked).map(|name| {
            let number = self.families.number(name);
            let own = found.iter().filter(|(family, _)| Some(*family) == number);
            (
                name.to_string(),
                own.map(|(_, words)| words.clone()).collect(),
            )
        });
        Candidate {
            words: self.words(provision),
            stance: answer.stance,
            way: answer.way,
            families: families.collect(),
            turned: match way {
                Some(way) => turned(way, kind),
                None => Some("the words are like those that people found for the rule"),
            },
            read: self.read(provision),
            of_text: false,
            why: String::new(),
        }
    }

    /// Why a provision that has the words of a way does not answer.
    fn near(&mut self, provision: &Provision, ways: &[Ready<'_>], kind: RuleKind) -> Option<Near> {
        let found = self.found(provision);
        let has = |name: &str| {
            let number = self.families.number(name);
            found.iter().any(|(family, _)| Some(*family) == number)
        };
        let mut ways = ways.iter().map(|ready| ready.way).enumerate();
        let (number, way) = ways.find(|(_, way)| {
            let asked = asked(way);
            !asked.is_empty() && asked.iter().all(|name| has(name))
        })?;
        let excluded = way.without.iter().find(|name| has(name));
        Some(Near {
            words: self.words(provision),
            way: number,
            why: why_not(provision, way, kind, excluded.map(String::as_str)),
            read: self.read(provision),
        })
    }

    /// The families of words in a provision, with the words.
    fn found(&mut self, provision: &Provision) -> Vec<(usize, String)> {
        let text = &self.tree.get(provision.clause).text[provision.range.clone()];
        let found = self.families.found(text, &mut self.stems).into_iter();
        let mut seen = BTreeSet::new();
        found
            .map(|(family, range)| (family, text[range].to_string()))
            .filter(|(family, words)| seen.insert((*family, words.to_lowercase())))
            .collect()
    }

    fn words(&self, provision: &Provision) -> Words {
        Words {
            version: self.place,
            clause: provision.clause,
            range: provision.range.clone(),
        }
    }

    fn read(&self, provision: &Provision) -> Read {
        let text = &self.tree.get(provision.clause).text;
        let said = |ranges: &mut dyn Iterator<Item = Range<usize>>| -> Vec<String> {
            ranges.map(|range| text[range].to_string()).collect()
        };
        let cue = provision.cue.as_ref().map(|(from, range)| {
            let words = &self.tree.get(*from).text[range.clone()];
            (*from, words.to_string())
        });
        Read {
            modality: provision.modality,
            cue,
            actor: provision.actor,
            conditions: said(&mut provision.conditions()),
            exceptions: said(&mut provision.exceptions()),
        }
    }
}

/// The families that must stand in the provision.
fn asked(way: &Way) -> Vec<&str> {
    way.act
        .iter()
        .chain(&way.needs)
        .map(String::as_str)
        .collect()
}

/// How the force counts for the rule, where it does not count as it stands.
fn turned(way: &Way, kind: RuleKind) -> Option<&'static str> {
    match (kind, way.reads) {
        (RuleKind::Declared, _) => Some("words alone are enough, whatever their force"),
        (_, Reads::Same) => None,
        (_, Reads::Inverse) => Some("the words name the opposite, so the force is turned"),
        (_, Reads::Leave) => Some("the words name the leave that the act needs"),
        (_, Reads::Any) => Some("words alone are enough, whatever their force"),
    }
}

fn why_not(provision: &Provision, way: &Way, kind: RuleKind, excluded: Option<&str>) -> String {
    if let Some(name) = excluded {
        return format!("it has words of `{name}`, which this way of the rule leaves out");
    }
    match (provision.modality, provision.actor) {
        (Modality::Statement, _) if kind != RuleKind::Declared => {
            "it states, and neither directs, forbids, allows nor advises".to_string()
        }
        (_, Some(actor @ (Actor::Students | Actor::Parents | Actor::Public))) if !way.any_actor => {
            format!("it binds {}", actor.word())
        }
        (Modality::Permission, Some(actor @ (Actor::Board | Actor::Administration))) => {
            format!("what the {} may do opens nothing to staff", actor.word())
        }
        _ if !way.context.is_empty() => format!(
            "neither it nor what stands over it has words of {}",
            names(&way.context)
        ),
        (modality, _) => format!(
            "its force, {}, gives no answer to the rule",
            modality.word()
        ),
    }
}

fn names(families: &[String]) -> String {
    let named = families.iter().map(|name| format!("`{name}`"));
    named.collect::<Vec<_>>().join(" and ")
}
