//! What changed beside the text: title, kind, references, and the days of which no text is here.

use super::super::view::Dated;
use super::shown::Shown;
use crate::library::Version;
use crate::rule::begins;
use crate::source::{EventKind, Field, FrontMatter};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the front matter says otherwise.
#[derive(Serialize)]
pub struct Around {
    /// "kind", before and now; empty where nothing was said.
    pub fields: Vec<(&'static str, String, String)>,
    /// "legal references", what went, what came.
    pub lists: Vec<(&'static str, Vec<String>, Vec<String>)>,
}

/// What two versions say of themselves otherwise.
pub fn around(shown: &Shown<'_>) -> Around {
    let (old, new) = (&shown.from.front, &shown.to.front);
    let text = |field: &Option<Field>| field.as_ref().map_or(String::new(), |f| f.value.clone());
    let kind = |front: &FrontMatter| front.kind.map_or(String::new(), |k| k.word().to_string());
    let fields = [
        ("title", text(&old.title), text(&new.title)),
        ("kind", kind(old), kind(new)),
        ("belongs to", text(&old.parent), text(&new.parent)),
        ("owner", text(&old.owner), text(&new.owner)),
    ];
    let lists = [
        ("legal references", &old.legal, &new.legal),
        ("cross references", &old.cross_refs, &new.cross_refs),
    ];
    let without = |all: &[Field], other: &[Field]| -> Vec<String> {
        let known: BTreeSet<&str> = other.iter().map(|f| f.value.as_str()).collect();
        let own = all.iter().map(|f| f.value.as_str());
        own.filter(|v| !known.contains(v))
            .map(str::to_string)
            .collect()
    };
    Around {
        fields: fields.into_iter().filter(|(_, a, b)| a != b).collect(),
        lists: lists
            .into_iter()
            .map(|(name, a, b)| (name, without(a, b), without(b, a)))
            .filter(|(_, gone, come)| !gone.is_empty() || !come.is_empty())
            .collect(),
    }
}

/// The days after one version and before the other on which the policy came to another text, which
/// is not here. What the comparison of the two shows is then the work of several days.
pub fn between(from: &Version, to: &Version) -> Vec<Dated> {
    let (Some(first), Some(last)) = (begins(from), begins(to)) else {
        return Vec::new();
    };
    let events = to.front.events.iter().copied();
    let mut out: Vec<_> = events
        .filter(|e| e.kind.brings_into_force() && e.date > first.date.last_day())
        .filter(|e| e.date.last_day() < last.date)
        .collect();
    out.sort_unstable();
    out.dedup_by_key(|e| e.date);
    // What takes effect on a day was adopted or revised before it.
    if last.kind == EventKind::Effective {
        out.pop_if(|e| e.kind != EventKind::Effective);
    }
    out.into_iter().map(Dated::of).collect()
}
