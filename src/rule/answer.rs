use super::find::{Hit, Present, Ready, outside, within};
use super::likeness::{Known, Vocabulary, Weights};
use super::pattern::{Families, Stems};
use super::read::{Limits, like, stance};
use super::{Reads, Rule, RuleKind, Stance};
use crate::clause::{ClauseIndex, ClauseTree};
use crate::language::{Actor, Limit, LimitKind, Modality};
use crate::provision::{Provision, provisions};
use std::cmp::Reverse;
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
    /// Which of the rule's ways of speaking was met, from 0; none when the words are only like
    /// those that people found for the rule.
    pub way: Option<usize>,
    /// Whom it binds; none when nothing says.
    pub actor: Option<Actor>,
    /// The words that give it its force, where they stand in a clause over it.
    pub lead_in: Option<Place>,
    /// Its conditions, where they stand.
    pub conditions: Vec<Place>,
    /// Its exceptions.
    pub exceptions: Vec<Place>,
    /// The provision, by its place among those of the text.
    provision: usize,
}

/// Words of a text: the clause, and bytes of its text.
pub type Place = (ClauseIndex, Range<usize>);

/// How like a provision must be to those that people found for a rule, where none has the words of
/// a way: what is just more likely than not is often only near.
const ENOUGH: f64 = 2.0;

/// Of how many clauses one at least has the words of what the rules are about.
const ABOUT: usize = 12;

/// How unlike a provision that has the words of a way may be before others come first.
const UNLIKE: f64 = -1.0;

/// How unlike a provision is that has the words of a way by chance.
const BY_CHANCE: f64 = -5.0;

/// A text made ready for the rules: its provisions, and the families of words in them.
pub struct Prepared {
    provisions: Vec<Provision>,
    /// The families of words in each clause.
    hits: Vec<Vec<Hit>>,
    /// The same without the places.
    has: Vec<Present>,
    /// Those in each clause and in what stands over it.
    here: Vec<Present>,
    /// Those in each provision.
    seen: Vec<Seen>,
}

/// The families of words in a provision.
struct Seen {
    /// Outside its conditions and exceptions.
    main: Present,
    /// In the whole of it.
    own: Present,
    /// In what it points back to: "it", "them", "Yes".
    before: Present,
    /// As the weights of the rules know it.
    known: Known,
    /// How many words it has.
    words: usize,
    /// Whether its words of force free from a duty.
    frees: bool,
}

impl Prepared {
    /// Reads a text. `defines` says which clauses only define.
    pub fn of(
        tree: &ClauseTree,
        families: &Families,
        defines: &dyn Fn(ClauseIndex) -> bool,
    ) -> Prepared {
        let provisions = provisions(tree, defines);
        let mut stems = Stems::new();
        let clauses = tree.clauses().iter();
        let hits = clauses.map(|c| families.found(&c.text, &mut stems));
        let hits: Vec<Vec<Hit>> = hits.collect();
        let has = hits
            .iter()
            .map(|hits| hits.iter().map(|(family, _)| *family).collect());
        let has: Vec<Present> = has.collect();
        let mut words = Vocabulary::default();
        let seen = (0..provisions.len()).map(|at| seen(tree, &provisions, at, &hits, &mut words));
        Prepared {
            seen: seen.collect(),
            here: here(tree, &has),
            has,
            hits,
            provisions,
        }
    }

    /// The strictest operative clause for a rule; none when the text is silent. Of equally strict
    /// ones the way that is listed first decides, then the place in the text. A clause that has the
    /// words of a way and is little like those that people found for the rule comes after one that
    /// is much like them and has none.
    pub fn answer(&self, rule: &Rule, ways: &[Ready<'_>]) -> Option<Answer> {
        let rank = |a: &Answer| (a.stance.strictness(rule.kind), Reverse(a.way));
        let strictest = |best: Answer, next: Answer| match rank(&next) > rank(&best) {
            true => next,
            false => best,
        };
        if !self.is_about(ways.first()?) {
            return None;
        }
        let weights = Weights::of(&rule.id);
        let likeness =
            |a: &Answer| weights.map_or(0.0, |w| w.likeness(&self.seen[a.provision].known));
        let mut answers = self.answers(rule.kind, ways);
        answers.retain(|a| likeness(a) > BY_CHANCE);
        let (doubtful, sure): (Vec<Answer>, Vec<Answer>) =
            answers.into_iter().partition(|a| likeness(a) < UNLIKE);
        let sure = sure.into_iter().reduce(strictest);
        sure.or_else(|| self.resembling(rule, ways))
            .or_else(|| doubtful.into_iter().reduce(strictest))
    }

    /// Whether a text is about what a rule asks: a share of its clauses has the words of it.
    fn is_about(&self, way: &Ready<'_>) -> bool {
        let having = self
            .has
            .iter()
            .filter(|clause| way.is_about(clause))
            .count();
        having * ABOUT >= self.has.len()
    }

    /// The provision that is most like those that people found for a rule.
    fn resembling(&self, rule: &Rule, ways: &[Ready<'_>]) -> Option<Answer> {
        let weights = Weights::of(&rule.id)?;
        let way = ways.first()?;
        let like = self.seen.iter().enumerate().filter_map(|(at, seen)| {
            let likeness = weights.likeness(&seen.known);
            let stance = (likeness > ENOUGH).then(|| self.resembles(at, rule.kind, way))??;
            Some((at, likeness, stance))
        });
        let (at, _, stance) = like.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        let limits = self.limits(at, rule.kind, way);
        Some(self.told(at, stance, None, limits))
    }

    /// What a provision answers to a rule that it is like.
    fn resembles(&self, at: usize, kind: RuleKind, way: &Ready<'_>) -> Option<Stance> {
        let provision = &self.provisions[at];
        let bound = binds(provision, way);
        let enough = kind != RuleKind::Declared || self.seen[at].words > 3;
        // An item of what is to be done is no ban on what it only names.
        let led = provision
            .cue
            .as_ref()
            .is_some_and(|(from, _)| *from != provision.clause);
        let named = kind == RuleKind::Act && led && provision.modality == Modality::Obligation;
        let limits = self.limits(at, kind, way);
        (bound && enough && !named).then(|| like(kind, provision.modality, &limits))?
    }

    /// What each provision answers, in the order of the text.
    pub fn answers(&self, kind: RuleKind, ways: &[Ready<'_>]) -> Vec<Answer> {
        let mut out: Vec<Answer> = Vec::new();
        for (at, provision) in self.provisions.iter().enumerate() {
            for (number, way) in ways.iter().enumerate() {
                let Some(stance) = self.stance(at, provision, kind, way) else {
                    continue;
                };
                // What the same clause opens under a condition, it does not forbid.
                let opens = provision.modality == Modality::Permission;
                if stance == Stance::Conditional && opens {
                    let of_clause = out.iter_mut().rev();
                    of_clause
                        .take_while(|a| a.clause == provision.clause)
                        .filter(|a| a.stance == Stance::Prohibited)
                        .for_each(|a| a.stance = Stance::Conditional);
                }
                let limits = self.limits(at, kind, way);
                out.push(self.told(at, stance, Some(number), limits));
            }
        }
        out
    }

    fn told(&self, at: usize, stance: Stance, way: Option<usize>, limits: Limits) -> Answer {
        let provision = &self.provisions[at];
        Answer {
            provision: at,
            stance,
            clause: provision.clause,
            range: provision.range.clone(),
            modality: provision.modality,
            way,
            actor: provision.actor,
            lead_in: self.lead_in(provision),
            conditions: limits.conditions,
            exceptions: limits.exceptions,
        }
    }

    fn stance(
        &self,
        at: usize,
        provision: &Provision,
        kind: RuleKind,
        way: &Ready<'_>,
    ) -> Option<Stance> {
        if !self.is_met(at, provision, way) {
            return None;
        }
        if !binds(provision, way) {
            return None;
        }
        if way.way.reads == Reads::Any || kind == RuleKind::Declared {
            // "Penalties." before a clause is its heading.
            let heading = self.seen[at].words < 4;
            return (!heading).then_some(Stance::Stated);
        }
        // What the board or an office may do opens nothing to an employee.
        let permission = provision.modality == Modality::Permission;
        if permission && matches!(provision.actor, Some(Actor::Board | Actor::Administration)) {
            return None;
        }
        stance(
            kind,
            provision.modality,
            way.way.reads,
            &self.limits(at, kind, way),
        )
    }

    fn is_met(&self, at: usize, provision: &Provision, way: &Ready<'_>) -> bool {
        let seen = &self.seen[at];
        let here = &self.here[provision.clause.0 as usize];
        // A warning names the act where else a case stands: "use care when texting a student".
        let main = match provision.modality {
            Modality::RecommendationAgainst => &seen.own,
            _ => &seen.main,
        };
        if way.is_met(main, &seen.own, here) {
            return true;
        }
        let begins = way.begins(&seen.own) || provision.asks.is_some();
        if seen.before.is_empty() || !begins {
            return false;
        }
        let with = |own: &Present| {
            let mut both = own.clone();
            both.add(&seen.before);
            both
        };
        way.is_met(&with(main), &with(&seen.own), here)
    }

    /// What limits a provision, by its own words and by those that lead it in.
    fn limits(&self, at: usize, kind: RuleKind, way: &Ready<'_>) -> Limits {
        let provision = &self.provisions[at];
        let mut out = Limits {
            frees: self.seen[at].frees || way.way.leave_counts,
            ..Limits::default()
        };
        self.add_limits(provision, kind, way, &mut out);
        if let Some(lead) = provision.lead {
            let start = self.provisions.partition_point(|p| p.clause < lead);
            let over = self.provisions[start..].iter();
            for p in over.take_while(|p| p.clause == lead).filter(|p| p.leads) {
                self.add_limits(p, kind, way, &mut out);
            }
        }
        out
    }

    /// The words of force of a provision, where they stand in the clause that leads it in.
    fn lead_in(&self, provision: &Provision) -> Option<Place> {
        let (from, cue) = provision.cue.as_ref()?;
        let start = self.provisions.partition_point(|p| p.clause < *from);
        let of_lead = self.provisions[start..].iter();
        let mut of_lead = of_lead.take_while(|p| p.clause == *from);
        let part = of_lead.find(|p| p.range.start <= cue.start && cue.end <= p.range.end);
        let range = part.map_or(cue.clone(), |p| p.range.clone());
        (*from != provision.clause).then_some((*from, range))
    }

    fn add_limits(&self, provision: &Provision, kind: RuleKind, way: &Ready<'_>, out: &mut Limits) {
        let hits = &self.hits[provision.clause.0 as usize];
        for limit in &provision.limits {
            if limit.kind == LimitKind::Before && provision.modality != Modality::Prohibition {
                continue;
            }
            // A limit in several parts: "unless the parent, or the student if of age, has agreed".
            let end = match limit.kind {
                LimitKind::Case => limit.range.end,
                _ => provision.range.end.min(limit.range.start + LONGEST),
            };
            let part = limit.range.start..limit.range.end.max(end);
            let present = within(hits, &part);
            // "Only with approval" is how a duty is laid down, whatever it is about.
            let gates = !matches!(limit.kind, LimitKind::Case | LimitKind::Exception);
            let gate = kind == RuleKind::Duty && gates;
            let meant = way.is_meant(&within(hits, &limit.range));
            let excepted = meant && limit.kind == LimitKind::Exception;
            let place = (provision.clause, limit.range.clone());
            if gate || way.is_condition(&present) && !excepted {
                out.gate = true;
                out.conditions.push(place);
                continue;
            }
            match limit.kind {
                LimitKind::Exception => out.exceptions.push(place),
                _ if meant => {}
                LimitKind::Case => {
                    out.case = true;
                    out.conditions.push(place);
                }
                LimitKind::Gate | LimitKind::Only | LimitKind::Before => {
                    out.gate = true;
                    out.conditions.push(place);
                }
            }
        }
    }
}

/// Bytes in which what a limit says is looked for, so that the time stays linear.
const LONGEST: usize = 600;

fn seen(
    tree: &ClauseTree,
    provisions: &[Provision],
    at: usize,
    hits: &[Vec<Hit>],
    words: &mut Vocabulary,
) -> Seen {
    let provision = &provisions[at];
    let hits_here = &hits[provision.clause.0 as usize];
    let text = &tree.get(provision.clause).text;
    let said = &text[provision.range.clone()];
    let hides = |l: &&Limit| hides_act(provision, l.kind);
    let limits = provision.limits.iter().filter(hides);
    let limits: Vec<Range<usize>> = limits.map(|l| l.range.clone()).collect();
    let last = provisions[..at]
        .last()
        .filter(|p| p.clause == provision.clause);
    let asks = |p: &Provision| tree.get(p.clause).text[..p.range.end].ends_with('?');
    let before = match (provision.asks, last) {
        (Some(asked), _) => hits[asked.0 as usize].iter().map(|(f, _)| *f).collect(),
        (None, Some(last)) if points_back(said) || asks(last) => within(hits_here, &last.range),
        _ => Present::default(),
    };
    Seen {
        main: outside(hits_here, &provision.range, &limits),
        own: within(hits_here, &provision.range),
        before,
        known: words.known(said),
        words: said.split_whitespace().count(),
        frees: provision.cue.as_ref().is_some_and(|(from, cue)| {
            let words = tree.get(*from).text[cue.clone()].to_lowercase();
            let words = words.replace('’', "'");
            words
                .split_whitespace()
                .any(|w| w == "not" || w.ends_with("n't") || w == "no")
        }),
    }
}

/// Whether a provision binds those whom the rule is about: one for students, parents or the public
/// binds no employee.
fn binds(provision: &Provision, way: &Ready<'_>) -> bool {
    let others = [Actor::Students, Actor::Parents, Actor::Public];
    way.way.any_actor || provision.actor.is_none_or(|a| !others.contains(&a))
}

/// Whether the words of a limit are no part of what a provision lays down. "Only a coach may text":
/// what stands behind "only" is part of it, and so is what an order has to come before.
fn hides_act(provision: &Provision, kind: LimitKind) -> bool {
    match kind {
        LimitKind::Only => false,
        LimitKind::Before => provision.modality == Modality::Prohibition,
        LimitKind::Gate | LimitKind::Case | LimitKind::Exception => true,
    }
}

/// Whether words speak of something named before them.
fn points_back(said: &str) -> bool {
    let words = said.split(|c: char| !c.is_alphanumeric());
    let mut plain = words.map(str::to_lowercase);
    plain.any(|w| BACK.contains(&w.as_str()))
}

const BACK: [&str; 9] = [
    "it", "them", "they", "these", "this", "those", "such", "one", "both",
];

/// The families in each clause and in what stands over it.
fn here(tree: &ClauseTree, has: &[Present]) -> Vec<Present> {
    let mut out: Vec<Present> = Vec::with_capacity(has.len());
    for (clause, has) in tree.clauses().iter().zip(has) {
        let mut own = has.clone();
        for above in [clause.parent, clause.lead_in].into_iter().flatten() {
            own.add(&out[above.0 as usize]);
        }
        out.push(own);
    }
    out
}
