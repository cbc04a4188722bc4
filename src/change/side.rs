use super::lists::Lists;
use super::token::{Class, Token, names_in, tokens};
use super::{Change, Confidence, Words};
use crate::clause::{Clause, ClauseIndex, ClauseTree};
use crate::definition::{Defined, Definition};
use crate::language::{Limit, LimitKind, Modality};
use crate::provision::{Provision, provisions};
use crate::reference::{Found, Kind, Reference};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A version that is asked what its changes mean.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// Its clauses.
    pub tree: &'a ClauseTree,
    pub(super) provisions: Vec<Provision>,
    /// What each clause cites, by place, with the kind of what is cited.
    cited: BTreeMap<ClauseIndex, Vec<(Range<usize>, Kind, String)>>,
    /// What each clause says of terms: the whole of it, or a part.
    defined: BTreeMap<ClauseIndex, Vec<Range<usize>>>,
    /// Clauses by their printed place: `III.A`.
    places: HashMap<String, ClauseIndex>,
    /// The names of districts that stand anywhere in it.
    pub(super) names: BTreeSet<String>,
}

impl<'a> Side<'a> {
    /// A version with its references and definitions, both in the order of the text.
    pub fn new<'f>(
        tree: &'a ClauseTree,
        found: impl Iterator<Item = (ClauseIndex, &'f Found)>,
        defined: impl Iterator<Item = &'f Defined>,
    ) -> Side<'a> {
        let defined = definitions(tree, defined);
        let defines = |clause: ClauseIndex| defined.contains_key(&clause);
        let texts = tree.clauses().iter().map(|c| c.text.as_str());
        Side {
            provisions: provisions(tree, &defines),
            cited: citations(found),
            places: places(tree),
            names: texts.flat_map(names_in).collect(),
            tree,
            defined,
        }
    }

    /// A version whose references and definitions are known.
    pub fn known(
        tree: &'a ClauseTree,
        references: &[Reference],
        definitions: &[Definition],
    ) -> Side<'a> {
        let found = references.iter();
        let found = found.filter_map(|r| Some((r.at.clause()?, &r.found)));
        Side::new(tree, found, definitions.iter().map(|d| &d.defined))
    }

    /// The provisions of a clause.
    pub(super) fn of_clause(&self, clause: ClauseIndex) -> &[Provision] {
        let start = self.provisions.partition_point(|p| p.clause < clause);
        let end = self.provisions.partition_point(|p| p.clause <= clause);
        &self.provisions[start..end]
    }

    /// Some clauses as one text. `same` gives the name of a clause of this version that is cited.
    pub(super) fn line(
        &self,
        clauses: &[ClauseIndex],
        same: &dyn Fn(ClauseIndex) -> String,
    ) -> Line {
        let mut line = Line::default();
        for at in clauses {
            if !line.text.is_empty() {
                line.text.push('\n');
            }
            let start = line.text.len();
            line.starts.push((start, *at));
            line.text.push_str(&self.tree.get(*at).text);
            let by = |range: &Range<usize>| range.start + start..range.end + start;
            let cited = self.cited.get(at).into_iter().flatten();
            line.cited.extend(cited.map(|(range, kind, name)| {
                let place = self.places.get(name).filter(|_| *kind == Kind::Clause);
                let name = place.map_or_else(|| name.clone(), |at| same(*at));
                (by(range), name)
            }));
            let defined = self.defined.get(at).into_iter().flatten();
            line.defined.extend(defined.map(by));
            for provision in self.of_clause(*at) {
                line.put(provision, *at, start);
            }
        }
        line.tokens = tokens(&line.text, &line.cited);
        line.without_months();
        line.without_joins();
        line.done = vec![false; line.tokens.len()];
        line
    }
}

/// The parts of clauses that define.
fn definitions<'f>(
    tree: &ClauseTree,
    all: impl Iterator<Item = &'f Defined>,
) -> BTreeMap<ClauseIndex, Vec<Range<usize>>> {
    let mut out: BTreeMap<ClauseIndex, Vec<Range<usize>>> = BTreeMap::new();
    let mut last = None;
    for defined in all {
        out.entry(defined.clause)
            .or_default()
            .push(defined.range.clone());
        // Each clause once, however definitions stand in one another.
        let from = last.map_or(defined.clause, |at: ClauseIndex| at.max(defined.clause));
        for at in from.0 + 1..=defined.last.0 {
            let at = ClauseIndex(at);
            let whole = 0..tree.get(at).text.len();
            out.entry(at).or_default().push(whole);
        }
        last = last.max(Some(defined.last));
    }
    out
}

type Citations = BTreeMap<ClauseIndex, Vec<(Range<usize>, Kind, String)>>;

/// What clauses cite; several references of one place under one name.
fn citations<'f>(found: impl Iterator<Item = (ClauseIndex, &'f Found)>) -> Citations {
    let mut out = Citations::new();
    for (clause, found) in found {
        let all = out.entry(clause).or_default();
        match all.last_mut() {
            Some((range, _, name)) if *range == found.range => {
                name.push_str("; ");
                name.push_str(&found.target);
            }
            _ => all.push((found.range.clone(), found.kind, found.target.clone())),
        }
    }
    out
}

/// The clauses with an enumerator, by those of all above them and their own; the first of a name.
fn places(tree: &ClauseTree) -> HashMap<String, ClauseIndex> {
    let mut names: Vec<String> = Vec::with_capacity(tree.clauses().len());
    let mut out = HashMap::new();
    for (index, clause) in tree.iter() {
        let above = clause
            .parent
            .map_or("", |p: ClauseIndex| &names[p.0 as usize]);
        let own = label(clause);
        let name = match (above.is_empty(), own.is_empty()) {
            (_, true) => above.to_string(),
            (true, _) => own,
            _ => format!("{above}.{own}"),
        };
        if !label(clause).is_empty() && name.len() < LONGEST_PLACE {
            out.entry(name.clone()).or_insert(index);
        }
        names.push(if name.len() < LONGEST_PLACE {
            name
        } else {
            String::new()
        });
    }
    out
}

/// Bytes of the name of a place, so that deep texts stay small.
const LONGEST_PLACE: usize = 60;

fn label(clause: &Clause) -> String {
    let signs = clause.enumerator.chars();
    signs.filter(|c| c.is_alphanumeric()).collect()
}

/// One or more clauses of a version as one text, with what is read in it. All ranges are bytes of
/// that text.
#[derive(Default)]
pub(super) struct Line {
    pub text: String,
    starts: Vec<(usize, ClauseIndex)>,
    cited: Vec<(Range<usize>, String)>,
    pub defined: Vec<Range<usize>>,
    pub parts: Vec<Part>,
    pub limits: Vec<LimitOf>,
    pub tokens: Vec<Token>,
    /// Whether the change of each word has been told.
    pub done: Vec<bool>,
}

/// A provision in a line.
pub(super) struct Part {
    pub range: Range<usize>,
    pub modality: Modality,
    /// The words that decide; none when they stand in no clause of the line, or there are none.
    pub cue: Option<Range<usize>>,
    /// The clause that decides, where it is another one, and its words.
    pub far: Option<(ClauseIndex, Range<usize>)>,
    pub consequence: bool,
    pub leads: bool,
}

/// A limit in a line, and the part that it limits.
pub(super) struct LimitOf {
    pub kind: LimitKind,
    pub range: Range<usize>,
    pub part: usize,
}

impl LimitOf {
    pub fn is_exception(&self) -> bool {
        self.kind == LimitKind::Exception
    }
}

impl Line {
    fn put(&mut self, provision: &Provision, clause: ClauseIndex, start: usize) {
        let by = |range: &Range<usize>| range.start + start..range.end + start;
        let (mut cue, mut far) = (None, None);
        match &provision.cue {
            Some((at, words)) if *at == clause => cue = Some(by(words)),
            Some((at, words)) => far = Some((*at, words.clone())),
            None => {}
        }
        // "are required not to text": the "not" stands behind the words of force.
        let rest = cue.as_ref().map_or("", |cue| &self.text[cue.end..]);
        let rest = rest.trim_start().to_lowercase();
        let turned = rest.starts_with("not to ") || rest.starts_with("never to ");
        let part = self.parts.len();
        let limit = |limit: &Limit| LimitOf {
            kind: limit.kind,
            range: by(&limit.range),
            part,
        };
        let mut limits: Vec<LimitOf> = provision.limits.iter().map(limit).collect();
        limits.extend(self.leave(by(&provision.range), part));
        limits.sort_by_key(|l| l.range.start);
        for limit in limits {
            self.limit(limit);
        }
        self.parts.push(Part {
            range: by(&provision.range),
            modality: match turned {
                true => provision.modality.negated(),
                false => provision.modality,
            },
            cue,
            far,
            consequence: provision.consequence,
            leads: provision.leads,
        });
    }

    /// What has to be given first, in a part.
    fn leave(&self, range: Range<usize>, part: usize) -> Vec<LimitOf> {
        let said = &self.text[range.clone()];
        let found = Lists::get().leave.find_iter(said).map(|hit| {
            let rest = &said[hit.end()..];
            let end = rest.find([',', ';', ')', ':', '.']).unwrap_or(rest.len());
            LimitOf {
                kind: LimitKind::Gate,
                range: range.start + hit.start()..range.start + hit.end() + end,
                part,
            }
        });
        found.collect()
    }

    /// Adds a limit; two that follow each other are one: "except during", "only with".
    fn limit(&mut self, limit: LimitOf) {
        let last = self.limits.last_mut().filter(|l| l.part == limit.part);
        match last {
            Some(last) if opens(&self.text, last) && limit.range.start <= last.range.end + 1 => {
                last.range.end = last.range.end.max(limit.range.end);
                if last.kind == LimitKind::Only {
                    last.kind = limit.kind;
                }
            }
            _ => self.limits.push(limit),
        }
    }

    /// The "or" that leads to the next item of a list adds nothing: "a badge; or".
    fn without_joins(&mut self) {
        let ends = self.starts.iter().skip(1).map(|(start, _)| *start);
        let ends: Vec<usize> = ends.chain([self.text.len()]).collect();
        for end in ends {
            let at = self.tokens.partition_point(|t| t.range.start < end);
            let Some(last) = at.checked_sub(1) else {
                continue;
            };
            let joins = matches!(self.tokens[last].name.as_str(), "and" | "or");
            let before = self.text[..self.tokens[last].range.start].trim_end();
            if joins && before.ends_with([';', ',']) {
                self.tokens[last].class = Class::Empty;
            }
        }
    }

    /// Takes back what is read of the name of a month: "by May 3".
    fn without_months(&mut self) {
        for part in &mut self.parts {
            let Some(cue) = &part.cue else { continue };
            let at = self.tokens.partition_point(|t| t.range.end <= cue.start);
            let token = self.tokens.get(at);
            if token.is_some_and(|t| t.class == Class::Date && t.range.start <= cue.start) {
                (part.cue, part.modality) = (None, Modality::Statement);
            }
        }
    }

    /// The words of a range with the clause they stand in; of several clauses those of the first.
    /// None when there are none.
    pub fn words(&self, range: Range<usize>) -> Option<Words> {
        let at = self
            .starts
            .partition_point(|(start, _)| *start <= range.start);
        let (start, clause) = *self.starts.get(at.checked_sub(1)?)?;
        let next = self.starts.get(at).map_or(self.text.len(), |(s, _)| s - 1);
        let range = range.start - start..range.end.min(next) - start;
        (!range.is_empty()).then_some(Words { clause, range })
    }

    /// The bytes from the first to the last of some words.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        match tokens.is_empty() {
            true => 0..0,
            false => self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end,
        }
    }

    /// The words that stand in a range.
    pub fn within(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.range.start < range.start);
        let end = self.tokens.partition_point(|t| t.range.start < range.end);
        start..end.max(start)
    }

    /// The last part that begins before a word and goes on behind it.
    pub fn part_of(&self, token: usize) -> Option<usize> {
        let at = self.tokens[token].range.start;
        let before = self.parts.partition_point(|p| p.range.start <= at);
        let near = (before.saturating_sub(NEAR)..before).rev();
        near.into_iter().find(|p| self.parts[*p].range.end > at)
    }

    /// Whether a word stands in a definition.
    pub fn is_defined(&self, token: usize) -> bool {
        let at = self.tokens[token].range.start;
        let before = self.defined.partition_point(|d| d.start <= at);
        let near = &self.defined[before.saturating_sub(NEAR)..before];
        near.iter().any(|d| d.contains(&at))
    }

    /// The limit in which a word stands.
    pub fn limit_of(&self, token: usize) -> Option<usize> {
        let at = self.tokens[token].range.start;
        let before = self.limits.partition_point(|l| l.range.start <= at);
        let near = (before.saturating_sub(NEAR)..before).rev();
        near.into_iter()
            .find(|l| self.limits[*l].range.contains(&at))
    }

    /// Marks words as told.
    pub fn tell(&mut self, tokens: Range<usize>) {
        self.done[tokens].fill(true);
    }

    /// Marks each "not" as told.
    pub fn tell_negations(&mut self, tokens: Range<usize>) {
        let negations = &Lists::get().written.negations;
        for at in tokens {
            self.done[at] |= negations.contains(&self.tokens[at].name);
        }
    }

    /// Whether a word counts: articles and the like do not.
    pub fn counts(&self, token: usize) -> bool {
        self.tokens[token].class != Class::Empty
    }
}

/// Whether a limit is no more than the word that opens it: "except", "only".
fn opens(text: &str, limit: &LimitOf) -> bool {
    let words = text[limit.range.clone()].split_whitespace();
    words.count() < 3 && matches!(limit.kind, LimitKind::Only | LimitKind::Exception)
}

/// Parts, limits and definitions looked at for one word, so that the time stays linear.
const NEAR: usize = 4;

/// A change with its words on both sides.
pub(super) fn change(
    kind: super::ChangeKind,
    before: Option<Words>,
    after: Option<Words>,
    confidence: Confidence,
) -> Change {
    Change {
        kind,
        before,
        after,
        confidence,
    }
}
