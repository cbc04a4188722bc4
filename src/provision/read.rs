use super::Provision;
use crate::clause::{Clause, ClauseIndex, ClauseKind, ClauseTree};
use crate::language::{
    Actor, Force, Modality, actor, advises, announces, answered, begins_with_verb, binds, force,
    label, limits, sentences, speaks, suffers, turns,
};
use std::ops::Range;

/// What a clause gives to those under it.
#[derive(Clone, Default)]
struct Over {
    /// Its force and the words of it.
    force: Option<(Modality, ClauseIndex, Range<usize>)>,
    /// Whom it binds.
    actor: Option<Actor>,
    /// The clause that leads in.
    lead: Option<ClauseIndex>,
    /// The words that make orders under it advice.
    advice: Option<(ClauseIndex, Range<usize>)>,
}

/// Reads the provisions of a text, in its order. `defines` says which clauses only define.
pub fn provisions(tree: &ClauseTree, defines: &dyn Fn(ClauseIndex) -> bool) -> Vec<Provision> {
    let mut over: Vec<Over> = Vec::with_capacity(tree.clauses().len());
    let mut out = Vec::new();
    let mut before = Before::default();
    for (index, clause) in tree.iter() {
        let lead = clause.lead_in.or_else(|| before.lead(tree, clause));
        let above = Over {
            lead,
            advice: before.advice.clone(),
            ..above(tree, clause, lead, &over)
        };
        let mut own = Vec::new();
        if !matches!(clause.kind, ClauseKind::Title | ClauseKind::Section) {
            let asked = before.question(tree, clause);
            let question = asked.map(|asked| (asked, tree.get(asked).text.as_str()));
            let mut rest = sentences(&clause.text);
            rest.drain(..answers(clause, index, question, &rest, &above, &mut own));
            for sentence in rest {
                match run_in(&clause.text, &sentence).filter(|_| !defines(index)) {
                    Some(list) => read_list(clause, index, list, &above, &mut own),
                    None => read(clause, index, sentence, &above, defines(index), &mut own),
                }
            }
            let first = sentences(&clause.text).first().map_or(0, |s| s.end);
            for answer in own.iter_mut().filter(|p| p.range.start < first) {
                answer.asks = asked;
            }
        }
        mark_leading(&clause.text, &mut own);
        before.pass(index, clause, lead.is_some());
        before.advise(index, clause, &own);
        over.push(given(index, clause, &own, above));
        out.append(&mut own);
    }
    out
}

/// What stands before a clause and has to do with it.
#[derive(Default)]
struct Before {
    /// A clause that speaks of a list: "Each of the following is a breach of this policy."
    announces: Option<ClauseIndex>,
    /// A clause that asks.
    asks: Option<ClauseIndex>,
    /// The words that make orders advice from there on: "recommends the practices below".
    advice: Option<(ClauseIndex, Range<usize>)>,
}

impl Before {
    /// The clause that leads in a clause of a list, though the list is not printed under it.
    fn lead(&self, tree: &ClauseTree, clause: &Clause) -> Option<ClauseIndex> {
        let lead = self.announces?;
        let said = tree.get(lead);
        let item = match clause.kind {
            ClauseKind::Bullet | ClauseKind::Provision => true,
            // An item without a mark: after a colon, and beginning with a verb.
            ClauseKind::Paragraph => {
                said.text.trim_end().ends_with(':') && begins_with_verb(&clause.text)
            }
            _ => false,
        };
        (item && said.parent == clause.parent).then_some(lead)
    }

    /// The question that a clause answers: the one before it, or the one it stands under.
    fn question(&self, tree: &ClauseTree, clause: &Clause) -> Option<ClauseIndex> {
        let asks = self.asks?;
        let here = clause.parent == Some(asks) || clause.parent == tree.get(asks).parent;
        here.then_some(asks)
    }

    /// Notes where advice begins and where it ends.
    fn advise(&mut self, index: ClauseIndex, clause: &Clause, own: &[Provision]) {
        let heading = matches!(clause.kind, ClauseKind::Title | ClauseKind::Section);
        let text = &clause.text;
        if heading {
            match advises(text) {
                Some(words) => self.advice = Some((index, words)),
                None if binds(text) => self.advice = None,
                None => {}
            }
            return;
        }
        if clause.kind != ClauseKind::Paragraph || !announces(text) || text.ends_with(':') {
            return;
        }
        let said = own.iter().rev().find(|p| announces(&text[p.range.clone()]));
        if let Some(p) = said.filter(|p| p.modality != Modality::Statement) {
            let advice = p.modality == Modality::Recommendation;
            self.advice = p.cue.clone().filter(|_| advice);
        }
    }

    /// Goes on to the next clause.
    fn pass(&mut self, index: ClauseIndex, clause: &Clause, led: bool) {
        let text = clause.text.trim_end();
        self.asks = text.ends_with('?').then_some(index);
        let item = led || matches!(clause.kind, ClauseKind::Bullet | ClauseKind::Provision);
        if !item {
            self.announces = (text.ends_with(':') || announces(text)).then_some(index);
        }
    }
}

/// Marks what leads in a list: the last part before a colon, or the parts that announce a list.
fn mark_leading(text: &str, own: &mut [Provision]) {
    let colon = text.trim_end().ends_with(':');
    let last = own.len().saturating_sub(1);
    for (at, part) in own.iter_mut().enumerate() {
        part.leads = if colon {
            at == last
        } else {
            announces(&text[part.range.clone()])
        };
    }
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

/// Reads a question with its answer at the beginning of a clause, or an answer to a question that
/// stands before the clause; says how many sentences that took.
fn answers(
    clause: &Clause,
    index: ClauseIndex,
    asked: Option<(ClauseIndex, &str)>,
    sentences: &[Range<usize>],
    above: &Over,
    out: &mut Vec<Provision>,
) -> usize {
    let text = &clause.text;
    let Some(first) = sentences.first() else {
        return 0;
    };
    let own = sentences.get(1).and_then(|second| {
        let answer = answered(&text[first.clone()], &text[second.clone()])?;
        Some((answer, first.start, second, None, 2))
    });
    let before = || {
        let (asked, question) = asked?;
        Some((
            answered(question, &text[first.clone()])?,
            first.start,
            first,
            Some(asked),
            1,
        ))
    };
    let Some(((modality, word), start, answer, asks, taken)) = own.or_else(before) else {
        return 0;
    };
    let cue = answer.start + word.start..answer.start + word.end;
    let range = start..answer.end;
    let mut provision = provision(text, index, range, modality, Some((index, cue)), above);
    provision.asks = asks;
    out.push(provision);
    taken
}

/// A list inside a sentence: what leads it in, up to its colon, and its items between semicolons.
fn run_in(text: &str, sentence: &Range<usize>) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let said = &text[sentence.clone()];
    let colon = said.find(": ")?;
    if said[colon..].matches(';').count() < 2 {
        return None;
    }
    let mut items = Vec::new();
    let mut start = sentence.start + colon + 1;
    for part in text[start..sentence.end].split_inclusive(';') {
        let blank = part.len() - part.trim_start().len();
        items.push(start + blank..start + part.len());
        start += part.len();
    }
    Some((sentence.start..sentence.start + colon + 1, items))
}

/// Reads a list inside a sentence: its items take the force of what leads them in.
fn read_list(
    clause: &Clause,
    index: ClauseIndex,
    (lead, items): (Range<usize>, Vec<Range<usize>>),
    above: &Over,
    out: &mut Vec<Provision>,
) {
    let from = out.len();
    read(clause, index, lead, above, false, out);
    let last = out[from..].last();
    let force = last.and_then(|p| {
        let (at, words) = p.cue.clone()?;
        Some((p.modality, at, words))
    });
    let over = Over {
        force: force.or(above.force.clone()),
        actor: last.and_then(|p| p.actor).or(above.actor),
        lead: above.lead.or(Some(index)),
        advice: above.advice.clone(),
    };
    for item in items {
        read(clause, index, item, &over, false, out);
    }
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
    let parts = if defines || text[sentence.clone()].ends_with('?') {
        Vec::new()
    } else {
        force(text, sentence.clone(), above.lead.is_some())
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
        ([], None) => {
            let mut said = provision(text, index, sentence, Modality::Statement, None, above);
            let end = text.floor_char_boundary(said.range.end.min(said.range.start + SUBJECT));
            said.actor = actor(text, said.range.start..end).or(said.actor);
            out.push(said);
        }
        (parts, over) => {
            let advised = over.is_some_and(|(modality, ..)| *modality == Modality::Recommendation)
                || above.advice.is_some();
            for part in parts {
                let mut provision = of_force(text, index, part, above, out.last());
                if part.imperative
                    && let Some((modality, from, words)) = over
                {
                    provision.modality = *modality;
                    provision.cue = Some((*from, words.clone()));
                } else if advised && is_order(text, part) {
                    provision.modality = advice(part.modality);
                }
                out.push(provision);
            }
        }
    }
}

/// Bytes of a sentence without a word of force in which its subject is looked for.
const SUBJECT: usize = 40;

/// What an order comes to under advice: "do not" advises against.
fn advice(modality: Modality) -> Modality {
    match modality {
        Modality::Obligation => Modality::Recommendation,
        Modality::Prohibition => Modality::RecommendationAgainst,
        other => other,
    }
}

/// "Do not post …", "Refrain from …", "Post …": the words of force begin the part.
fn is_order(text: &str, part: &Force) -> bool {
    let before = text[part.range.start..part.cue.start].trim();
    before.is_empty() || part.imperative || before.eq_ignore_ascii_case("please")
}

fn of_force(
    text: &str,
    index: ClauseIndex,
    part: &Force,
    above: &Over,
    last: Option<&Provision>,
) -> Provision {
    let cue = Some((index, part.cue.clone()));
    let mut out = provision(text, index, part.range.clone(), part.modality, cue, above);
    out.consequence = part.consequence;
    out.imperative = part.imperative;
    let said = part.range.start..part.cue.start.max(part.range.start);
    // "The District recommends …" binds those it speaks to; "Students shall be told" binds others.
    let own = actor(text, said).filter(|actor| {
        let passive = matches!(actor, Actor::Students | Actor::Parents)
            && suffers(&text[part.cue.start..part.range.end]);
        !(passive || speaks(&text[part.cue.clone()]))
    });
    // "Students … and may be disciplined", "They may": the subject stands before.
    let said = &text[part.range.start..part.cue.start];
    let before = last.filter(|_| !part.imperative && continues(said));
    let before = before.and_then(|last| last.actor);
    out.actor = own.or(before).or(above.actor);
    out
}

/// Whether the words before a word of force name no subject of their own.
fn continues(said: &str) -> bool {
    let said = said.trim().to_lowercase();
    matches!(
        said.as_str(),
        "" | "and" | "or" | "they" | "he or she" | "he" | "she"
    ) || said.ends_with(" they")
        || said.starts_with("they ")
}

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
        limits: limits(text, range.clone()),
        range,
        modality,
        cue,
        consequence: false,
        imperative: false,
        asks: None,
        leads: false,
        lead: above.lead,
        actor: above.actor,
    }
}

/// What a clause gives to those under it: the force of its last part, when it leads them in; the
/// class of conduct that it names; whom it binds.
fn given(index: ClauseIndex, clause: &Clause, own: &[Provision], above: Over) -> Over {
    let text = &clause.text;
    let colon = text.trim_end().ends_with(':');
    let announced = announces(text);
    let leads = colon || announced || clause.kind == ClauseKind::Section;
    // Of several sentences the one with the colon decides, or the one that announces the list.
    let decides = |p: &&Provision| colon || !announced || announces(&text[p.range.clone()]);
    let last = own.iter().rev().find(decides).filter(|_| leads);
    let by_force = last.and_then(|p| {
        let (from, words) = p.cue.clone()?;
        (p.modality != Modality::Statement && !p.consequence).then_some((p.modality, from, words))
    });
    let by_label = label(text)
        .filter(|_| leads)
        .map(|(m, words)| (m, index, words));
    let by_heading = heading_force(clause).map(|(m, words)| (m, index, words));
    let own_actor = last.and_then(|p| p.actor).or_else(|| {
        // "Photographs of students" binds no student, "Duties of students" does.
        let binds = clause.kind == ClauseKind::Section && names_bound(text);
        let named = actor(text, 0..text.len()).filter(|_| binds);
        // A bare "Students" may be about contact with them.
        let bare = text.split_whitespace().count() == 1;
        named.filter(|a| !bare || matches!(a, Actor::Staff | Actor::Volunteers))
    });
    Over {
        force: by_label
            .or(by_force)
            .or(by_heading)
            .or(above.force.filter(|_| clause.kind != ClauseKind::Section)),
        actor: own_actor.or(above.actor),
        lead: None,
        advice: None,
    }
}

/// Whether a heading names whom the text under it binds: "Duties of Students", "Employees".
fn names_bound(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let words = [
        "duties",
        "responsibilities",
        "role",
        "shall",
        "must",
        "obligations",
    ];
    heading.split_whitespace().count() == 1 || words.iter().any(|word| heading.contains(word))
}

/// The force of a heading that forbids or advises against what stands under it, or that leads it
/// in: "Don't:", "Staff must:", "What is not allowed". Any other heading only names a topic.
fn heading_force(clause: &Clause) -> Option<(Modality, Range<usize>)> {
    if clause.kind != ClauseKind::Section || clause.text.split_whitespace().count() > 8 {
        return None;
    }
    let text = clause.text.trim_end();
    let last = force(text, 0..text.len(), false).pop()?;
    let against = matches!(
        last.modality,
        Modality::Prohibition | Modality::RecommendationAgainst
    );
    // "Staff will": the heading is the beginning of each item.
    let begins = text.ends_with(':') || last.cue.end == text.len();
    (against || begins).then_some((last.modality, last.cue))
}
