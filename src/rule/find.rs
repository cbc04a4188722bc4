//! What makes up a rule's act, as data: families of words that must meet in one provision.

use super::Rule;
use super::pattern::Families;
use serde::Deserialize;
use std::ops::Range;

/// How the force of a clause is read for a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// The words name the act or duty itself.
    #[default]
    Same,
    /// The words name its opposite: keeping a secret, for telling it; own accounts, for those of
    /// the district.
    Inverse,
    /// The words name the leave that the act needs: "ask the office before you use the crest".
    Leave,
    /// The words are enough, whatever their force.
    Any,
}

/// The ways in which a text speaks of a rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Find(pub Vec<Way>);

/// One way in which a text speaks of a rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Families of words of which each must stand in the provision, outside its conditions and
    /// exceptions.
    #[serde(default)]
    pub act: Vec<String>,
    /// Families of which each must stand in the provision.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Families of which each must stand in the provision, its clause, or what governs it.
    #[serde(default)]
    pub context: Vec<String>,
    /// Families of which none may stand in the provision.
    #[serde(default)]
    pub without: Vec<String>,
    /// How the force is read.
    #[serde(default)]
    pub reads: Reads,
    /// Families that make a limit a condition of the rule, though it is an exception or a case.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Families that make a limit part of what the rule asks, so that it is no condition.
    #[serde(default)]
    pub meaning: Vec<String>,
    /// True when leave alone answers a duty: "staff may add a line".
    #[serde(default)]
    pub leave_counts: bool,
    /// True when it does not matter whom the provision binds: "parents shall be told".
    #[serde(default)]
    pub any_actor: bool,
}

/// A way of speaking with its families by number.
pub struct Ready<'a> {
    /// The way.
    pub way: &'a Way,
    act: Vec<usize>,
    needs: Vec<usize>,
    context: Vec<usize>,
    without: Vec<usize>,
    conditions: Vec<usize>,
    meaning: Vec<usize>,
    about: Vec<usize>,
}

impl Ready<'_> {
    /// Whether a provision speaks of the rule: by the families in its main part, in the whole of
    /// it, and in its clause and over it.
    pub fn is_met(&self, main: &Present, own: &Present, here: &Present) -> bool {
        self.act.iter().all(|f| main.contains(f))
            && self.needs.iter().all(|f| own.contains(f))
            && self.context.iter().all(|f| here.contains(f))
            && !self.without.iter().any(|f| own.contains(f))
    }

    /// Whether the first family that the way names is among these: the one that must stand in the
    /// provision itself where the others stand in what it points back to.
    pub fn begins(&self, present: &Present) -> bool {
        let first = self.act.first().or(self.needs.first());
        first.is_some_and(|f| present.contains(f))
    }

    /// Whether a clause, by its families, is about what the rule asks; every clause is, when the rule
    /// does not say.
    pub fn is_about(&self, clause: &Present) -> bool {
        self.about.is_empty() || self.about.iter().any(|f| clause.contains(f))
    }

    /// Whether a limit makes the stance conditional, whatever its kind.
    pub fn is_condition(&self, limit: &Present) -> bool {
        self.conditions.iter().any(|f| limit.contains(f))
    }

    /// Whether a limit is part of what the rule asks.
    pub fn is_meant(&self, limit: &Present) -> bool {
        self.meaning.iter().any(|f| limit.contains(f))
    }
}

/// Makes the ways of a rule ready. A way that names an unknown family is never met; reading the
/// rules reports it.
pub fn ready<'a>(families: &Families, rule: &'a Rule) -> Vec<Ready<'a>> {
    let all = |names: &[String]| -> Option<Vec<usize>> {
        names.iter().map(|n| families.number(n)).collect()
    };
    let about = rule.about.iter().filter_map(|name| families.number(name));
    let about: Vec<usize> = about.collect();
    let ways = rule.find.0.iter().filter_map(|way| {
        Some(Ready {
            act: all(&way.act)?,
            needs: all(&way.needs)?,
            context: all(&way.context)?,
            without: all(&way.without)?,
            conditions: all(&way.conditions)?,
            meaning: all(&way.meaning)?,
            about: about.clone(),
            way,
        })
    });
    ways.collect()
}

/// The families that stand in a text, by number: a bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Present(Vec<u64>);

impl Present {
    /// Whether a family stands there.
    pub fn contains(&self, family: &usize) -> bool {
        let bits = self.0.get(family / 64);
        bits.is_some_and(|bits| bits >> (family % 64) & 1 == 1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// Adds what stands in another.
    pub fn add(&mut self, other: &Present) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }
}

impl FromIterator<usize> for Present {
    fn from_iter<I: IntoIterator<Item = usize>>(families: I) -> Present {
        let mut out = Present::default();
        for family in families {
            let at = family / 64;
            out.0.resize(out.0.len().max(at + 1), 0);
            out.0[at] |= 1 << (family % 64);
        }
        out
    }
}

/// A family with the bytes where it stands in a text.
pub type Hit = (usize, Range<usize>);

/// The families that stand in a part of a text.
pub fn within(hits: &[Hit], part: &Range<usize>) -> Present {
    inside(hits, part).map(|(family, _)| *family).collect()
}

/// Those that stand in a part, and do not begin in one of these, which stand in order.
pub fn outside(hits: &[Hit], part: &Range<usize>, not: &[Range<usize>]) -> Present {
    let free = |at: usize| {
        let next = not.partition_point(|n| n.end <= at);
        not.get(next).is_none_or(|n| at < n.start)
    };
    inside(hits, part)
        .filter(|(_, hit)| free(hit.start))
        .map(|(family, _)| *family)
        .collect()
}

fn inside<'a>(hits: &'a [Hit], part: &'a Range<usize>) -> impl Iterator<Item = &'a Hit> {
    let start = hits.partition_point(|(_, hit)| hit.start < part.start);
    let from = hits[start..].iter();
    from.take_while(|(_, hit)| hit.start < part.end)
        .filter(|(_, hit)| hit.end <= part.end)
}
