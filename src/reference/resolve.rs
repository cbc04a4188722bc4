//! Where references lead: first the document, then the clause in it.

use super::citator::Citator;
use super::found::{At, Found, Kind};
use super::front;
use super::label::{heading_of, label_of};
use super::place::OF_DOCUMENT;
use super::scan::{Scanned, scan};
use super::title::Titles;
use crate::clause::{ClauseIndex, ClauseTree};
use crate::library::{District, Library, Place, Policy, Standing};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// To a policy of the library, by district and policy.
    Policy(usize, usize),
    /// To a clause of the same version.
    Clause(ClauseIndex),
    /// To a clause of the text in force of another policy.
    ClauseOf(Place, ClauseIndex),
    /// To a law that the citator knows.
    Law,
    /// To one of several, likeliest first: what each is called.
    Ambiguous(Vec<String>),
    /// To nothing that is known: why, and what it might mean.
    Unresolved(String, Vec<String>),
    /// To nothing, by the decision of a person: the reason.
    Ignored(String),
}

impl State {
    /// The word in data files.
    pub fn word(&self) -> &'static str {
        match self {
            State::Policy(..) | State::Clause(_) | State::ClauseOf(..) => "resolved",
            State::Law => "external",
            State::Ambiguous(_) => "ambiguous",
            State::Unresolved(..) => "unresolved",
            State::Ignored(_) => "ignored",
        }
    }
}

/// A reference of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The version that it stands in.
    pub version: Place,
    /// Where in it: the clause, or the item of front matter, that refers.
    pub at: At,
    /// What it prints.
    pub found: Found,
    /// Where it leads.
    pub state: State,
}

impl Reference {
    /// The words that refer, as printed.
    pub fn words<'a>(&self, library: &'a Library) -> &'a str {
        let version = library.at(self.version).2;
        &self.at.text_in(&version.tree, &version.front)[self.found.range.clone()]
    }
}

/// What references are resolved against.
struct Targets<'a> {
    library: &'a Library,
    registers: Vec<Register>,
    /// The places of each text, made when the first reference asks for them.
    places: HashMap<Place, OnceLock<Places<'a>>>,
}

impl<'a> Targets<'a> {
    fn places(&self, place: Place) -> &Places<'a> {
        self.places[&place].get_or_init(|| Places::of(&self.library.at(place).2.tree))
    }
}

/// Finds and resolves the references of a whole library.
pub fn references(library: &Library, citator: &Citator) -> Vec<Reference> {
    let all: Vec<Place> = library.places().collect();
    let targets = Targets {
        library,
        registers: library.districts.iter().map(Register::of).collect(),
        places: all.iter().map(|place| (*place, OnceLock::new())).collect(),
    };
    let found: Vec<Vec<Reference>> = all
        .par_iter()
        .map(|place| of_version(&targets, *place, citator))
        .collect();
    found.into_iter().flatten().collect()
}

fn of_version(targets: &Targets<'_>, place: Place, citator: &Citator) -> Vec<Reference> {
    let (district, policy, version) = targets.library.at(place);
    let tree = &version.tree;
    let scanned = Scanned {
        code: policy.code.printed.then_some(policy.code.text.as_str()),
        names: &[policy.title.as_str()],
        state: district.state.as_deref(),
        titles: Some(&targets.registers[place.0].titles),
    };
    let mut resolved = in_clauses(targets, place, scan(tree, scanned, citator));
    let register = &targets.registers[place.0];
    let fields = front::resolve(&version.front, scanned, citator, place.0, register);
    resolved.extend(fields.into_iter().map(|(at, found, state)| Reference {
        version: place,
        at,
        found,
        state,
    }));
    resolved
}

/// Where the references of clauses lead.
fn in_clauses(
    targets: &Targets<'_>,
    place: Place,
    all: Vec<(ClauseIndex, Found)>,
) -> Vec<Reference> {
    let tree = &targets.library.at(place).2.tree;
    let mut resolved: Vec<Reference> = Vec::new();
    // The places of one printed list stand in one document.
    let mut list: Option<(ClauseIndex, &Range<usize>)> = None;
    let mut home: Option<State> = None;
    for (at, (clause, found)) in all.iter().enumerate() {
        let text = &tree.get(*clause).text;
        if list != Some((*clause, &found.range)) {
            list = Some((*clause, &found.range));
            home = match home_before(&resolved, text, *clause, found) {
                Some(home) => Some(home.clone()),
                None => home_after(text, *clause, found, &all[at..])
                    .map(|document| resolve(targets, place, *clause, document)),
            };
        }
        let state = match &home {
            Some(home) => in_other(targets, place, home, &found.target),
            None => resolve(targets, place, *clause, found),
        };
        resolved.push(Reference {
            version: place,
            at: At::Clause(*clause),
            found: found.clone(),
            state,
        });
    }
    resolved
}

/// The policy named directly before a place, whose place it is: "Policy 4118.2, Sections II and V".
fn home_before<'a>(
    before: &'a [Reference],
    text: &str,
    clause: ClauseIndex,
    found: &Found,
) -> Option<&'a State> {
    if found.kind != Kind::Clause {
        return None;
    }
    let policy = before
        .iter()
        .rev()
        .take_while(|r| r.at == At::Clause(clause))
        .find(|r| r.found.range.end <= found.range.start)?;
    let between = text[policy.found.range.end..found.range.start].trim_matches([',', ' ']);
    let joined = matches!(between, "" | "at" | "in" | "under");
    let names_policy = matches!(policy.found.kind, Kind::Policy | Kind::Named);
    (joined && names_policy).then_some(&policy.state)
}

/// Why a place of another policy leads nowhere when that policy is not known: what is wrong is the
/// name of the policy.
pub const HOME_UNKNOWN: &str = "the policy it stands in was not found";

/// The policy named directly after a place: "Sections II and V of Policy 4118.2".
fn home_after<'a>(
    text: &str,
    clause: ClauseIndex,
    found: &Found,
    after: &'a [(ClauseIndex, Found)],
) -> Option<&'a Found> {
    if found.kind != Kind::Clause {
        return None;
    }
    let (_, document) = after
        .iter()
        .take_while(|(of, _)| *of == clause)
        .find(|(_, next)| next.range.start >= found.range.end)?;
    let names_policy = matches!(document.kind, Kind::Policy | Kind::Named);
    let gap = names_policy.then(|| text.get(found.range.end..document.range.start))??;
    OF_DOCUMENT.is_match(gap).then_some(document)
}

/// A place in the text in force of another policy; in this text, when that is the policy itself.
fn in_other(targets: &Targets<'_>, from: Place, home: &State, target: &str) -> State {
    let unknown = |why: &str| State::Unresolved(why.to_string(), Vec::new());
    let State::Policy(d, p) = *home else {
        return unknown(HOME_UNKNOWN);
    };
    if (d, p) == (from.0, from.1) {
        return targets.places(from).find(None, target);
    }
    let policy = &targets.library.districts[d].policies[p];
    let in_force = policy
        .versions
        .iter()
        .position(|v| v.standing == Standing::Current);
    let Some(v) = in_force else {
        return unknown("the policy it stands in has no text in force");
    };
    match targets.places((d, p, v)).find(None, target) {
        State::Clause(index) => State::ClauseOf((d, p, v), index),
        State::Unresolved(..) => unknown(&format!("{} has no {target}", policy.code.text)),
        state => state,
    }
}

fn resolve(targets: &Targets<'_>, place: Place, from: ClauseIndex, found: &Found) -> State {
    let register = &targets.registers[place.0];
    match found.kind {
        // In a clause, only what the list of laws knows is taken for a law.
        Kind::Statute => State::Law,
        Kind::Policy => register.policy(place.0, &found.target),
        Kind::Named => register.named(place.0, &found.target),
        Kind::Clause => match targets.places(place).find(Some(from), &found.target) {
            State::Unresolved(why, like) => {
                // "Form 1114-F" may be a page of its own in the manual.
                let form = found.target.strip_prefix("Form ");
                let code = form.map(|code| register.policy(place.0, code));
                code.filter(|state| matches!(state, State::Policy(..)))
                    .unwrap_or(State::Unresolved(why, like))
            }
            state => state,
        },
    }
}

/// Candidates shown for a name that is not clear.
const MAX_CANDIDATES: usize = 5;

/// Places of one label that are weighed against each other; more are ambiguous at once, so that
/// the time stays linear.
const MAX_PLACES: usize = 1_000;

/// The policies of a district by every form of their codes and names.
pub(super) struct Register {
    by_code: BTreeMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    codes: Vec<String>,
    /// The names, to be found in texts.
    titles: Titles,
}

impl Register {
    fn of(district: &District) -> Register {
        let mut register = Register {
            by_code: BTreeMap::new(),
            by_name: HashMap::new(),
            codes: district
                .policies
                .iter()
                .map(|p| p.code.text.clone())
                .collect(),
            titles: Titles::new(district.policies.iter().flat_map(names)),
        };
        for (at, policy) in district.policies.iter().enumerate() {
            register.add(at, policy);
        }
        register
    }

    fn add(&mut self, at: usize, policy: &Policy) {
        let front = policy.current().map(|v| &v.front);
        let former = front
            .into_iter()
            .flat_map(|f| f.former_codes.iter().map(|c| c.value.as_str()));
        for code in former.chain([policy.code.text.as_str()]) {
            add_once(self.by_code.entry(plain(code)).or_default(), at);
            // One policy may have several codes: 3225/4312/7320.
            for one in code.split('/').filter(|_| code.contains('/')) {
                add_once(self.by_code.entry(plain(one)).or_default(), at);
            }
        }
        for name in names(policy) {
            add_once(self.by_name.entry(plain(&name)).or_default(), at);
        }
    }

    /// The policy of a code; none when there is none.
    pub(super) fn by_code(&self, district: usize, code: &str) -> Option<State> {
        let bare = without_kind(code);
        if let Some(number) = code.strip_prefix("R ") {
            return self.regulation(district, number);
        }
        if let Some(parts) = self.of_parts(code) {
            return Some(self.one_of(district, &parts));
        }
        // Where a manual writes two places after the dot, 403.8 is 403.80 and 403 is 403.00.
        let padded = ["", "0", ".0", ".00"].map(|zeros| plain(&format!("{bare}{zeros}")));
        let forms = [plain(code)].into_iter().chain(padded);
        let found = forms.into_iter().find_map(|form| self.by_code.get(&form))?;
        Some(self.one_of(district, found))
    }

    /// The regulation of a number that a policy has as well.
    fn regulation(&self, district: usize, number: &str) -> Option<State> {
        let forms = [
            "R {}",
            "{}-R",
            "{}R",
            "{}.R",
            "AR {}",
            "{}-AR",
            "Regulation {}",
        ];
        let forms = forms.map(|form| plain(&form.replace("{}", number)));
        let found = forms.iter().find_map(|form| self.by_code.get(form))?;
        Some(self.one_of(district, found))
    }

    /// The policies of the codes of a name like `BEDH/KE`, when no policy has it as a whole.
    fn of_parts(&self, code: &str) -> Option<Vec<usize>> {
        if !code.contains('/') || self.by_code.contains_key(&plain(code)) {
            return None;
        }
        let parts = code
            .split('/')
            .filter_map(|one| self.by_code.get(&plain(one)));
        let mut all: Vec<usize> = parts.flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        (!all.is_empty()).then_some(all)
    }

    /// The policy of a name; none when there is none. "Student Records Policy" may be the one with
    /// the title "Student Records", and the other way round.
    pub(super) fn by_name(&self, district: usize, name: &str) -> Option<State> {
        let title = plain(name);
        let (bare, word) = title.rsplit_once('.').unwrap_or_default();
        let document = matches!(word, "policy" | "regulation" | "procedure" | "guidelines");
        let bare = if document { bare } else { "" };
        let with = format!("{title}.policy");
        let forms = [title.as_str(), bare, with.as_str()];
        let found = forms.iter().find_map(|form| self.by_name.get(*form))?;
        Some(self.one_of(district, found))
    }

    fn one_of(&self, district: usize, policies: &[usize]) -> State {
        match policies {
            [one] => State::Policy(district, *one),
            many => State::Ambiguous(many.iter().map(|p| self.codes[*p].clone()).collect()),
        }
    }

    pub(super) fn policy(&self, district: usize, code: &str) -> State {
        if let Some(state) = self.by_code(district, code) {
            return state;
        }
        let start = plain(without_kind(code));
        let like = self.by_code.range(start.clone()..);
        let like = like
            .take_while(|(form, _)| form.starts_with(&start))
            .flat_map(|(_, policies)| policies)
            .map(|p| self.codes[*p].clone())
            .take(MAX_CANDIDATES)
            .collect();
        State::Unresolved(format!("no policy with the code {code} is here"), like)
    }

    pub(super) fn named(&self, district: usize, name: &str) -> State {
        self.by_name(district, name).unwrap_or_else(|| {
            State::Unresolved(format!("no policy here has the name “{name}”"), Vec::new())
        })
    }
}

/// A code without the letters that say what it is of: `AR 1114`.
fn without_kind(code: &str) -> &str {
    match code.split_once(' ') {
        Some(("BP" | "AR" | "BB" | "AG" | "AP" | "E" | "R", bare)) => bare,
        _ => code,
    }
}

/// The title and the other names of a policy.
fn names(policy: &Policy) -> Vec<String> {
    let front = policy.current().map(|v| &v.front);
    let aliases = front.into_iter().flat_map(|f| &f.aliases);
    let aliases = aliases.map(|a| a.value.clone());
    aliases.chain([policy.title.clone()]).collect()
}

/// Policies are added in order, so a policy that is there already is the last.
fn add_once(policies: &mut Vec<usize>, policy: usize) {
    if policies.last() != Some(&policy) {
        policies.push(policy);
    }
}

/// A code or name without what districts print in different ways: case, punctuation, zeros that
/// pad the number.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for part in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
    {
        if !out.is_empty() {
            out.push('.');
        }
        let part = part.to_lowercase();
        let digits = part.starts_with(|c: char| c.is_ascii_digit());
        // The number of a regulation is a count and no decimal: AR-01 is AR(1).
        let counts = out.ends_with(".ar.");
        out.push_str(if digits && (out.is_empty() || counts) {
            part.trim_start_matches('0')
        } else {
            &part
        });
    }
    out
}

/// The clauses of a text by their last labels and their headings.
#[derive(Debug)]
struct Places<'a> {
    tree: &'a ClauseTree,
    by_label: HashMap<String, Vec<ClauseIndex>>,
}

impl Places<'_> {
    fn of(tree: &ClauseTree) -> Places<'_> {
        let mut by_label: HashMap<String, Vec<ClauseIndex>> = HashMap::new();
        for (index, clause) in tree.iter() {
            let mut names: Vec<String> = clause.path.last().into_iter().cloned().collect();
            if let Some(heading) = heading_of(clause) {
                names.extend(label_of(&heading));
                names.push(heading);
            }
            names.extend(
                names
                    .first()
                    .and_then(|n| Some(n.strip_prefix("Section ")?.to_string())),
            );
            names.iter_mut().for_each(|n| *n = n.to_lowercase());
            names.sort();
            names.dedup();
            for name in names {
                by_label.entry(name).or_default().push(index);
            }
        }
        Places { tree, by_label }
    }

    /// The place that a text names: from the top, or nearest to the clause that refers, when that
    /// is in the same text.
    fn find(&self, from: Option<ClauseIndex>, target: &str) -> State {
        let labels: Vec<&str> = target
            .split(['.', '(', ')', ' '])
            .filter(|l| !l.is_empty())
            .collect();
        let with = |label: &str| {
            self.by_label
                .get(&label.to_lowercase())
                .map_or(&[][..], Vec::as_slice)
        };
        let named = with(target);
        let ending = labels.last().map_or(&[][..], |label| with(label));
        let candidates = named.iter().chain(ending);
        if named.len() + ending.len() > MAX_PLACES {
            return self.ambiguous(candidates);
        }
        let here = from.map_or(&[][..], |from| &self.tree.get(from).path);
        let mut best: Vec<(usize, ClauseIndex)> = candidates
            .filter(|index| Some(**index) != from)
            .filter_map(|index| Some((self.near(*index, here, target, &labels)?, *index)))
            .collect();
        best.sort_by_key(|(near, index)| (usize::MAX - near, *index));
        best.dedup();
        match best.as_slice() {
            [] => State::Unresolved(format!("this policy has no {target}"), Vec::new()),
            [(_, one)] => State::Clause(*one),
            [(first, one), (second, _), ..] if first > second => State::Clause(*one),
            many => self.ambiguous(many.iter().map(|(_, index)| index)),
        }
    }

    /// How near a clause of the wanted name is; none when its name is another.
    fn near(
        &self,
        index: ClauseIndex,
        here: &[String],
        target: &str,
        labels: &[&str],
    ) -> Option<usize> {
        let clause = self.tree.get(index);
        let path = &clause.path;
        let bare = |l: &str| l.strip_prefix("Section ").unwrap_or(l).to_lowercase();
        let named = path.last().is_some_and(|l| l.eq_ignore_ascii_case(target))
            || heading_of(clause).is_some_and(|h| {
                let label = label_of(&h);
                h.eq_ignore_ascii_case(target)
                    || label.is_some_and(|l| l.eq_ignore_ascii_case(target))
            });
        let tail = path.len().checked_sub(labels.len());
        let ends = tail.is_some_and(|t| {
            let printed = path[t..].iter().map(|l| bare(l));
            printed.eq(labels.iter().map(|l| l.to_lowercase()))
        });
        let shared = path.iter().zip(here).take_while(|(a, b)| a == b).count();
        let top = usize::from(tail == Some(0)) * 100;
        (named || ends).then_some(shared + top)
    }

    fn ambiguous<'i>(&self, indices: impl Iterator<Item = &'i ClauseIndex>) -> State {
        let names = indices.take(MAX_CANDIDATES);
        State::Ambiguous(names.map(|i| self.tree.get(*i).path_text()).collect())
    }
}
