//! What became of the force of each provision.

use super::both::{Both, Versions};
use super::side::{Line, Part, change};
use super::token::Class;
use super::{Change, ChangeKind, Confidence, Words};
use crate::clause::ClauseIndex;
use crate::language::Modality;
use crate::provision::Provision;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The parts of both lines that are one provision; a part may be in several pairs, where a
/// sentence was cut in two.
#[derive(Default)]
pub(super) struct Parts {
    pub pairs: BTreeSet<(usize, usize)>,
    pub gone: Vec<usize>,
    pub come: Vec<usize>,
    /// Parts of the old line, and of the new one, whose words stand elsewhere in the other.
    pub moved: (Vec<usize>, Vec<usize>),
    /// The first part of the old line that each part of the new line was.
    pub before: BTreeMap<usize, usize>,
    /// And the reverse.
    pub after: BTreeMap<usize, usize>,
}

impl Parts {
    fn pair(&mut self, old: usize, new: usize) {
        self.pairs.insert((old, new));
        self.before.entry(new).or_insert(old);
        self.after.entry(old).or_insert(new);
    }
}

/// Matches the parts of both lines by their common words.
pub(super) fn matched(both: &Both) -> Parts {
    let tokens = |line: &Line, part: &Part| line.within(&part.range);
    let of_token = |line: &Line| -> Vec<Option<usize>> {
        let mut out = vec![None; line.tokens.len()];
        for (at, part) in line.parts.iter().enumerate() {
            out[tokens(line, part)].fill(Some(at));
        }
        out
    };
    let (old_part, new_part) = (of_token(&both.old), of_token(&both.new));
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (a, b) in both.to.iter().enumerate() {
        let pair = b.and_then(|b| Some((old_part[a]?, new_part[b]?)));
        if let Some(pair) = pair {
            *shared.entry(pair).or_default() += 1;
        }
    }
    let mut by_share: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    by_share.sort_by_key(|(pair, count)| (usize::MAX - count, *pair));
    let mut out = Parts::default();
    for ((p, q), count) in by_share {
        let size = |line: &Line, part: usize| {
            let all = tokens(line, &line.parts[part]);
            all.filter(|at| line.counts(*at)).count()
        };
        let (a, b) = (size(&both.old, p), size(&both.new, q));
        let known = (out.after.contains_key(&p), out.before.contains_key(&q));
        let enough = match known {
            (false, false) => count * 3 >= a.min(b),
            // A sentence that was cut in two, or two that became one.
            (true, false) => count * 2 >= b,
            (false, true) => count * 2 >= a,
            (true, true) => false,
        };
        if enough {
            out.pair(p, q);
        }
    }
    let left = |line: &Line, known: &BTreeMap<usize, usize>| -> Vec<usize> {
        let all = 0..line.parts.len();
        all.filter(|at| !known.contains_key(at)).collect()
    };
    let mut gone = left(&both.old, &out.after);
    let mut come = left(&both.new, &out.before);
    // A sentence made of words that stood elsewhere is not a new one.
    let made = gone.extract_if(.., |p| is_made_of(&both.old, *p, &both.moved.0));
    out.moved.0 = made.collect();
    let made = come.extract_if(.., |q| is_made_of(&both.new, *q, &both.moved.1));
    out.moved.1 = made.collect();
    pair_the_rest(both, gone, come, &mut out);
    out
}

/// Whether half of the words of a part at least stand elsewhere in the other line, and not all: a
/// whole sentence has its partner there.
fn is_made_of(line: &Line, part: usize, moved: &[bool]) -> bool {
    let tokens = line.within(&line.parts[part].range);
    let words: Vec<usize> = tokens.filter(|t| line.counts(*t)).collect();
    let from = words.iter().filter(|t| moved[**t]).count();
    from * 2 >= words.len() && from < words.len()
}

/// Of what shares no place, parts with the same words are one, and then parts that do the same, in
/// their order.
fn pair_the_rest(both: &Both, gone: Vec<usize>, come: Vec<usize>, out: &mut Parts) {
    let names = |line: &Line, part: usize| -> Vec<String> {
        let all = line.within(&line.parts[part].range);
        let counted = all.filter(|at| line.counts(*at));
        let mut names: Vec<String> = counted.map(|at| line.tokens[at].name.clone()).collect();
        names.sort_unstable();
        names
    };
    let mut by_words: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for q in come.iter().rev() {
        by_words.entry(names(&both.new, *q)).or_default().push(*q);
    }
    let mut rest = Vec::new();
    for p in gone {
        match by_words.get_mut(&names(&both.old, p)).and_then(Vec::pop) {
            Some(q) => out.pair(p, q),
            None => rest.push(p),
        }
    }
    let known = out.before.clone();
    let mut come = come
        .into_iter()
        .filter(|q| !known.contains_key(q))
        .peekable();
    for p in rest {
        let does = both.old.parts[p].modality;
        while let Some(q) = come.next_if(|q| both.new.parts[*q].modality != does) {
            out.come.push(q);
        }
        match come.next() {
            Some(q) => out.pair(p, q),
            None => out.gone.push(p),
        }
    }
    out.come.extend(come);
}

/// What became of the force of provisions that stand in both lines.
pub(super) fn turned(
    versions: &Versions<'_>,
    both: &mut Both,
    parts: &Parts,
    found: &mut Vec<Change>,
) {
    let mut negations = Vec::new();
    for (p, q) in &parts.pairs {
        let (old, new) = (&both.old.parts[*p], &both.new.parts[*q]);
        let kinds = kinds(does(old, &both.old.text), does(new, &both.new.text));
        let tokens = (both.old.within(&old.range), both.new.within(&new.range));
        if !kinds.is_empty() && is_turned(versions, both, (old, new), &tokens) {
            let (before, after) = shown(both, (old, new), &tokens);
            negations.push(tokens);
            let doubtful = old.modality == Modality::Statement
                || new.modality == Modality::Statement
                || old.cue.is_none()
                || new.cue.is_none();
            let confidence = match doubtful {
                true => Confidence::Medium,
                false => Confidence::High,
            };
            for kind in kinds {
                found.push(change(kind, before.clone(), after.clone(), confidence));
            }
        }
        let cues = (old.cue.clone(), new.cue.clone());
        if let (Some(a), Some(b)) = cues {
            let (a, b) = (both.old.within(&a), both.new.within(&b));
            both.old.tell(a);
            both.new.tell(b);
        }
    }
    // What turned a rule is told.
    for (old, new) in negations {
        both.old.tell_negations(old);
        both.new.tell_negations(new);
    }
}

/// What a part does. Whether discipline follows or may follow is a matter of the words.
fn does(part: &Part, text: &str) -> Modality {
    let cue = part.cue.as_ref().map_or("", |cue| &text[cue.clone()]);
    let first = cue.split_whitespace().next().unwrap_or("").to_lowercase();
    match (part.consequence, first.as_str()) {
        (false, _) => part.modality,
        (true, "will" | "shall" | "must" | "is" | "are") => Modality::Obligation,
        (true, _) => Modality::Permission,
    }
}

/// Whether other words make the difference, in the part or in what leads it in: not the reading of
/// the same words alone.
fn is_turned(
    versions: &Versions<'_>,
    both: &Both,
    (old, new): (&Part, &Part),
    tokens: &(Range<usize>, Range<usize>),
) -> bool {
    match (&old.far, &new.far) {
        // Led in by other words: by another clause, or by one that is told of by itself.
        (Some((a, _)), Some((b, _))) => !versions.are_partners(*a, *b),
        _ => {
            let stood = stands(&both.new, new, &both.old, &both.from)
                || stands(&both.old, old, &both.new, &both.to);
            let numbers = || is_of_numbers(both, (old, new), tokens);
            both.differ_in(&tokens.0, &tokens.1) && !stood && !numbers()
        }
    }
}

/// Whether the words of force of a part stand in the other line and do the same there: only the
/// sentences begin and end elsewhere.
fn stands(line: &Line, part: &Part, other: &Line, same: &[Option<usize>]) -> bool {
    let Some(cue) = &part.cue else { return false };
    let token = line.within(cue).find(|t| line.counts(*t));
    let there = token.and_then(|t| same[t]);
    let there = there
        .and_then(|t| other.part_of(t))
        .map(|p| &other.parts[p]);
    there.is_some_and(|there| there.modality == part.modality && !part.consequence)
}

/// "at least two" to "no more than two": nothing but a number differs.
fn is_of_numbers(
    both: &Both,
    (old, new): (&Part, &Part),
    tokens: &(Range<usize>, Range<usize>),
) -> bool {
    let numbers = |line: &Line, range: &Range<usize>| {
        let mut all = line.tokens[range.clone()].iter();
        all.all(|t| matches!(t.class, Class::Time | Class::Count | Class::Empty))
    };
    let cue = |line: &Line, part: &Part| part.cue.clone().map(|c| line.text[c].to_lowercase());
    let hunk = both.hunk_in(&tokens.0, &tokens.1);
    cue(&both.old, old) == cue(&both.new, new)
        && hunk.is_some_and(|h| numbers(&both.old, &h.old) && numbers(&both.new, &h.new))
}

/// The words that show it: the words of force, or what differs before them.
fn shown(
    both: &Both,
    (old, new): (&Part, &Part),
    tokens: &(Range<usize>, Range<usize>),
) -> (Option<Words>, Option<Words>) {
    let words = |line: &Line, part: &Part| match (&part.cue, &part.far) {
        (Some(cue), _) => line.words(cue.clone()),
        (None, Some((clause, range))) => Some(Words {
            clause: *clause,
            range: range.clone(),
        }),
        _ => None,
    };
    let text = |line: &Line, part: &Part| {
        let cue = part.cue.clone();
        cue.map(|cue| line.text[cue].to_lowercase())
    };
    let same = old.cue.is_some() && text(&both.old, old) == text(&both.new, new);
    match both.hunk_in(&tokens.0, &tokens.1).filter(|_| same) {
        Some(hunk) => (
            both.old.words(both.old.bytes(&hunk.old)),
            both.new.words(both.new.bytes(&hunk.new)),
        ),
        None => (words(&both.old, old), words(&both.new, new)),
    }
}

/// What it means when something does another thing than before.
pub(super) fn kinds(old: Modality, new: Modality) -> Vec<ChangeKind> {
    use ChangeKind::{
        DutyStronger, DutyWeaker, PermissionNarrowed, PermissionWidened, ProhibitionAdded,
        ProhibitionLifted,
    };
    use Modality::{
        Obligation, Permission, Prohibition, Recommendation, RecommendationAgainst, Statement,
    };
    match (old, new) {
        (a, b) if a == b => vec![],
        (_, Prohibition) => vec![ProhibitionAdded],
        (Prohibition, Obligation) => vec![ProhibitionLifted, DutyStronger],
        (Prohibition, _) => vec![ProhibitionLifted],
        (_, Obligation) => vec![DutyStronger],
        (Obligation, _) => vec![DutyWeaker],
        (Permission | Statement, Recommendation) => vec![DutyStronger],
        (Recommendation, Permission | Statement) => vec![DutyWeaker],
        (RecommendationAgainst, _) | (Statement, Permission) => vec![PermissionWidened],
        (_, RecommendationAgainst) | (Permission, Statement) => vec![PermissionNarrowed],
        _ => vec![],
    }
}

/// A heading may change what the clauses under it do, though no word of theirs differs: that is
/// told once, of the heading. By the heading of the new version.
pub(super) fn by_headings(versions: &Versions<'_>) -> BTreeMap<ClauseIndex, Vec<Change>> {
    let mut out: BTreeMap<ClauseIndex, Vec<Change>> = BTreeMap::new();
    let mut pairs: Vec<(&ClauseIndex, &ClauseIndex)> = versions.partner.iter().collect();
    pairs.sort_unstable();
    for (from, to) in pairs {
        let old = versions.old.of_clause(*from);
        let new = versions.new.of_clause(*to);
        for (a, b) in old.iter().zip(new) {
            let Some((over, above)) = heading(versions, (a, *from), (b, *to)) else {
                continue;
            };
            let words = |cue: &Option<(ClauseIndex, Range<usize>)>, at: ClauseIndex| {
                let cue = cue.as_ref().filter(|(clause, _)| *clause == at);
                cue.map(|(clause, range)| Words {
                    clause: *clause,
                    range: range.clone(),
                })
            };
            let told = out.entry(above).or_default();
            for kind in kinds(a.modality, b.modality) {
                if told.iter().all(|c| c.kind != kind) {
                    let (before, after) = (words(&a.cue, over), words(&b.cue, above));
                    told.push(change(kind, before, after, Confidence::Medium));
                }
            }
        }
    }
    out
}

/// The heading, before and after, that decides what a provision does: on one side at least, and
/// then over the same words.
fn heading(
    versions: &Versions<'_>,
    (a, from): (&Provision, ClauseIndex),
    (b, to): (&Provision, ClauseIndex),
) -> Option<(ClauseIndex, ClauseIndex)> {
    let far =
        |p: &Provision, own: ClauseIndex| p.cue.as_ref().map(|(c, _)| *c).filter(|c| *c != own);
    let same = || versions.old.tree.get(from).text == versions.new.tree.get(to).text;
    let (over, above) = match (far(a, from), far(b, to)) {
        (Some(over), Some(above)) => (over, above),
        (Some(over), None) if same() => (over, *versions.partner.get(&over)?),
        (None, Some(above)) if same() => (*versions.origin.get(&above)?, above),
        _ => return None,
    };
    // What leads in by a sentence of its own is told there.
    let heads = versions.are_partners(over, above) && versions.old.of_clause(over).is_empty();
    heads.then_some((over, above))
}
