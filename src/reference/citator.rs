//! The laws that policies cite, as data: how each is named, what its sections look like, where it
//! can be read. The list is `statutes.yaml`; a project may add to it.

use super::entry::{Act, Case, Code, Laws, TitlePlace};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

/// An entry of the list of laws, by its place in the citator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A body of law, by its place among the codes.
    Code(usize),
    /// A law cited by its name, by its place among the acts.
    Act(usize),
}

/// One law as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cited {
    /// Which code or act it is of.
    pub entry: Entry,
    /// Number of the title or volume; empty when there is none.
    pub title: String,
    /// The section without its subsections, or the chapter; of a range the first. Empty for an act.
    pub section: String,
    /// The last section of a range.
    pub through: Option<String>,
    /// True when `section` is a chapter or part, cited as a whole.
    pub chapter: bool,
}

/// What a printed name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) entry: Entry,
    /// The name means it only in a district of its state.
    pub(super) local: bool,
}

/// The laws, ready to be found in texts.
#[derive(Debug)]
pub struct Citator {
    /// The codes.
    pub codes: Vec<Code>,
    /// The acts.
    pub acts: Vec<Act>,
    /// Made when the first text asks for them: most texts cite the laws of one state.
    shapes: Vec<OnceLock<Shapes>>,
    exact: Names,
    any_case: Names,
}

/// Finds every printed name in one pass; what each means.
#[derive(Debug)]
struct Names {
    patterns: AhoCorasick,
    meanings: Vec<Vec<Meaning>>,
}

/// The patterns of a code's numbers, anchored at the end of what stands before them.
#[derive(Debug)]
pub(super) struct Shapes {
    pub(super) section: Regex,
    pub(super) chapter: Option<Regex>,
    /// Words that say that a chapter follows.
    pub(super) parts: Regex,
    /// A title or volume after the name, `t`.
    pub(super) title_after: Regex,
}

static BUILT_IN: LazyLock<Arc<Citator>> = LazyLock::new(|| {
    let laws = built_in_laws();
    Arc::new(Citator::of(laws).expect("the built-in data is tested"))
});

fn built_in_laws() -> Laws {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_nodes: 1_000_000 },
    };
    serde_yaml::from_str_with_options(include_str!("statutes.yaml"), options)
        .expect("the built-in data is tested")
}

impl Citator {
    /// The built-in laws.
    pub fn built_in() -> Arc<Citator> {
        Arc::clone(&BUILT_IN)
    }

    /// The built-in laws and those of a project, which come first; one of the same id takes the
    /// place of the built-in one.
    ///
    /// # Errors
    /// When there are too many names.
    pub fn with(mut additions: Laws) -> Result<Citator, String> {
        let built_in = Citator::built_in();
        let ids: HashSet<String> = additions.ids().map(str::to_string).collect();
        let codes = built_in.codes.iter().filter(|c| !ids.contains(&c.id));
        additions.codes.extend(codes.cloned());
        let acts = built_in.acts.iter().filter(|a| !ids.contains(&a.id));
        additions.acts.extend(acts.cloned());
        Citator::of(additions)
    }

    /// The laws of a list whose entries are well formed.
    fn of(laws: Laws) -> Result<Citator, String> {
        let (mut exact, mut any_case) = (BTreeMap::new(), BTreeMap::new());
        for (at, code) in laws.codes.iter().enumerate() {
            let entry = Entry::Code(at);
            for (names, local) in [(&code.names, false), (&code.local_names, true)] {
                for name in names {
                    note(&mut exact, name, Meaning { entry, local });
                }
            }
        }
        for (at, act) in laws.acts.iter().enumerate() {
            let entry = Entry::Act(at);
            for (names, local) in [(&act.names, false), (&act.local_names, true)] {
                for name in names {
                    // Initials are words of their own in small letters.
                    let any = act.case == Case::Any && name.contains(char::is_lowercase);
                    let by_name = if any { &mut any_case } else { &mut exact };
                    note(by_name, name, Meaning { entry, local });
                }
            }
        }
        Ok(Citator {
            shapes: laws.codes.iter().map(|_| OnceLock::new()).collect(),
            codes: laws.codes,
            acts: laws.acts,
            exact: Names::of(exact, false)?,
            any_case: Names::of(any_case, true)?,
        })
    }

    pub(super) fn shapes(&self, code: usize) -> &Shapes {
        self.shapes[code].get_or_init(|| {
            Shapes::of(&self.codes[code])
                .expect("the patterns of the built-in data are tested, others are tried when read")
        })
    }

    /// The names in a text, each as long as it can be, in the order of the text; none lies in
    /// another.
    pub(super) fn names_in(&self, text: &str) -> Vec<(Range<usize>, Vec<Meaning>)> {
        let mut hits: Vec<(Range<usize>, &[Meaning])> = Vec::new();
        for names in [&self.exact, &self.any_case] {
            let found = names.patterns.find_iter(text);
            let found = found.map(|hit| (hit.range(), &*names.meanings[hit.pattern().as_usize()]));
            hits.extend(found.filter(|(range, meanings)| self.stands_alone(text, range, meanings)));
        }
        hits.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut out: Vec<(Range<usize>, Vec<Meaning>)> = Vec::with_capacity(hits.len());
        for (range, meanings) in hits {
            match out.last_mut() {
                Some((last, all)) if *last == range => all.extend(meanings),
                Some((last, _)) if range.start < last.end => {}
                _ => out.push((range, meanings.to_vec())),
            }
        }
        out
    }

    /// The name is no part of a longer word. Numbers may be glued to it: `8VAC20-131`, `RCW28A`.
    fn stands_alone(&self, text: &str, name: &Range<usize>, meanings: &[Meaning]) -> bool {
        let code = |m: &Meaning| match m.entry {
            Entry::Code(at) => Some(&self.codes[at]),
            Entry::Act(_) => None,
        };
        let mut codes = meanings.iter().filter_map(code);
        let has_title = codes.clone().any(|c| c.title == TitlePlace::Before);
        let long = name.len() >= 3 && codes.next().is_some();
        let printed = &text[name.clone()];
        let before = text[..name.start].chars().next_back();
        let free_before =
            before.is_none_or(|c| !c.is_alphanumeric() || has_title && c.is_ascii_digit());
        let after = text[name.end..].chars().next();
        let glued = after.is_some_and(|c| c.is_ascii_digit()) && (has_title || long);
        let open = printed.ends_with(char::is_alphanumeric);
        let free_after = !open || after.is_none_or(|c| !c.is_alphanumeric()) || glued;
        free_before && free_after
    }
}

impl Laws {
    /// The names of the entries.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let codes = self.codes.iter().map(|c| c.id.as_str());
        codes.chain(self.acts.iter().map(|a| a.id.as_str()))
    }
}

impl Names {
    fn of(by_name: BTreeMap<String, Vec<Meaning>>, any_case: bool) -> Result<Names, String> {
        let (patterns, meanings): (Vec<String>, Vec<Vec<Meaning>>) = by_name.into_iter().unzip();
        let patterns = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(any_case)
            .build(&patterns)
            .map_err(|e| e.to_string())?;
        Ok(Names { patterns, meanings })
    }
}

impl Shapes {
    /// The patterns of a code.
    ///
    /// # Errors
    /// When the shape of its section or chapter is no pattern.
    pub(super) fn of(code: &Code) -> Result<Shapes, String> {
        // The longer first: "chapters" before "chapter".
        let mut words: Vec<String> = code.part_words.iter().map(|w| regex::escape(w)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words = if words.is_empty() {
            "parts?|chapters?|ch\\.".to_string()
        } else {
            words.join("|")
        };
        // "c. 71" is a volume of the General Laws, "Part 99" a part of a title: its key says so.
        let in_title = code.chapter_key.as_ref().is_some_and(|k| k.contains("{t}"));
        let volume = if in_title {
            String::new()
        } else {
            format!("|{words}")
        };
        Ok(Shapes {
            section: anchored(&code.section)?,
            chapter: code.chapter.as_deref().map(anchored).transpose()?,
            parts: anchored(&format!(r"\s*,?\s*(?i:{words})\s*"))?,
            title_after: anchored(&format!(
                r"\s*,?\s*(?i:title|tit\.{volume})\s*(?P<t>[0-9]{{1,3}}(?:-?[A-Z]\b)?)\s*[,:]?"
            ))?,
        })
    }
}

/// A shape at the beginning of what follows.
pub(super) fn anchored(shape: &str) -> Result<Regex, String> {
    Regex::new(&format!("^(?:{shape})")).map_err(|e| e.to_string())
}

/// Notes every way to print a name: as given, and without the blanks after full stops.
fn note(by_name: &mut BTreeMap<String, Vec<Meaning>>, name: &str, meaning: Meaning) {
    let tight = name.replace(". ", ".");
    let loose = spaced(name);
    for way in [name.to_string(), tight, loose] {
        let meanings = by_name.entry(way).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
}

/// With a blank after every full stop between letters: `U. S. C.`
fn spaced(name: &str) -> String {
    let mut out = String::new();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '.' && chars.peek().is_some_and(|n| n.is_alphabetic()) {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_entry_can_be_found_and_written() {
        let citator = Citator::built_in();
        for (at, code) in citator.codes.iter().enumerate() {
            assert!(Shapes::of(&citator.codes[at]).is_ok(), "{}", code.id);
            assert!(code.key.contains("{s}"), "{}", code.id);
        }
        let mut ids = HashSet::new();
        let all = Laws {
            codes: citator.codes.clone(),
            acts: citator.acts.clone(),
        };
        for id in all.ids() {
            assert!(ids.insert(id.to_string()), "{id} stands twice");
        }
    }
}
