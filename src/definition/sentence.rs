//! What a sentence defines. A strong verb after a term is enough; a weak one ("is", "includes")
//! needs a place for definitions, "as used in this policy", or quotation marks.

use super::cues::Cues;
use super::name::{bare_name, is_class, is_term, names, phrase_start};
use regex::{Captures, Match};
use std::ops::Range;

/// What is known of a sentence from where it stands.
#[derive(Clone, Copy)]
pub(super) struct Context {
    /// In a place for definitions.
    pub place: bool,
    /// The first of its clause.
    pub first: bool,
    /// It begins with emphasised words.
    pub marked: bool,
}

/// A part of a text that defines.
pub(super) struct Hit {
    /// Where it begins.
    pub start: usize,
    /// The names as printed.
    pub names: Vec<String>,
    /// "also referred to as …"
    pub other: Option<String>,
    /// Where the meaning begins.
    pub meaning: usize,
    /// Where the meaning ends.
    pub end: usize,
    /// Where a name after the meaning ends; 0 when it stands before.
    pub name_end: usize,
    /// How often the text must use the term for this to be believed.
    pub needs: usize,
    /// True when it is for "this section" alone.
    pub part: bool,
}

/// Finds what a sentence of a text defines.
pub(super) fn sentence(cues: &Cues, text: &str, range: Range<usize>, context: Context) -> Vec<Hit> {
    let reach = cues.reach.captures(&text[range.clone()]);
    let from = range.start + reach.as_ref().map_or(0, |r| r[0].len());
    let said = Said {
        cues,
        rest: &text[from..range.end],
        from,
        context,
        led: reach.is_some(),
        part: reach.is_some_and(|r| r.name("part").is_some()),
    };
    let mut hits = said.quoted();
    if hits.is_empty() {
        hits.extend(said.unquoted());
    }
    if hits.is_empty() {
        hits.extend(
            cues.parenthesis
                .captures_iter(said.rest)
                .filter_map(|hit| said.aside(&hit)),
        );
    }
    hits
}

struct Said<'a> {
    cues: &'a Cues,
    /// The sentence after "as used in this policy,".
    rest: &'a str,
    /// Where it begins in the text.
    from: usize,
    context: Context,
    led: bool,
    part: bool,
}

impl Said<'_> {
    fn quoted(&self) -> Vec<Hit> {
        let cues = self.cues;
        let with_verb = cues.quoted.captures_iter(self.rest);
        let mut hits: Vec<Hit> = with_verb
            .filter(|hit| self.defines_quoted(hit))
            .map(|hit| self.hit(&hit, 0))
            .collect();
        for at in 1..hits.len() {
            hits[at - 1].end = hits[at].start;
        }
        let other = [&cues.meant, &cues.restated].into_iter();
        hits.extend(
            other
                .flat_map(|pattern| pattern.captures_iter(self.rest))
                .map(|hit| self.hit(&hit, 0)),
        );
        hits
    }

    fn unquoted(&self) -> Option<Hit> {
        let cues = self.cues;
        let called = cues.called.captures(self.rest);
        let called =
            called.filter(|hit| is_term(cues, &hit["names"]) && hit.name("strong").is_some());
        if let Some(hit) = called {
            return Some(self.hit(&hit, 0));
        }
        let hit = cues.bare.captures(self.rest)?;
        let needs = is_term(cues, &hit["names"]).then(|| self.defines_bare(&hit))??;
        Some(self.hit(&hit, needs))
    }

    /// Whether a verb defines the words in quotation marks before it: they are no saying, and what
    /// a weak verb says of them begins as a meaning does.
    fn defines_quoted(&self, hit: &Captures<'_>) -> bool {
        let terms = names(self.cues, &hit["names"]);
        let start = hit.get(0).map_or(0, |m| m.start());
        let many = start == 0 && verb(hit).is_some_and(|v| v.as_str() == "are");
        let sure = self.context.place || self.inner(hit).0 || self.kept(hit) || many;
        let strong = hit.name("strong").is_some();
        let named = terms.iter().all(|name| is_term(self.cues, name));
        if !named || strong {
            return named;
        }
        self.begins_meaning(hit) && (sure || has_article(self.after(hit)))
    }

    /// How many uses a term without quotation marks needs; none when it is not defined.
    fn defines_bare(&self, hit: &Captures<'_>) -> Option<usize> {
        let (cues, context, after) = (self.cues, self.context, self.after(hit));
        let verb = verb(hit)?;
        let (led, _) = self.inner(hit);
        let sure = context.place || led || context.marked;
        if hit.name("strong").is_some() {
            let infinitive = hit["names"].starts_with("To ");
            let noun = !verb.as_str().ends_with("mean")
                && NOT_AFTER.iter().any(|w| starts_with_word(after, w));
            return (infinitive || !noun).then_some(usize::from(!sure));
        }
        if !self.begins_meaning(hit) {
            return None;
        }
        let said = hit["said"].trim().to_lowercase();
        let article = has_article(after);
        let led = led && !after.starts_with(['“', '"']);
        if led || (context.place && ((context.first && said != "the") || article)) {
            return Some(0);
        }
        let class = is_class(cues, &hit["names"]);
        if context.marked && !class && (article || self.kept(hit)) {
            return Some(0);
        }
        let one = matches!(said.as_str(), "a" | "an") && verb.as_str() == "is";
        if one {
            let person = cues.someone.is_match(after);
            return cues
                .genus
                .is_match(after)
                .then_some(0)
                .or(person.then_some(1));
        }
        let open = OPEN.iter().any(|words| starts_with_word(after, words));
        (self.kept(hit) && open && !class).then_some(2)
    }

    /// Whether what follows the verb can be a meaning: not "is required", "is limited to".
    fn begins_meaning(&self, hit: &Captures<'_>) -> bool {
        let after = self.after(hit);
        self.kept(hit) || !(self.cues.no_meaning.is_match(after) || is_told_of(after))
    }

    /// Whether the verb is quoted with the meaning.
    fn kept(&self, hit: &Captures<'_>) -> bool {
        verb(hit).is_some_and(|verb| self.cues.kept.is_match(verb.as_str()))
    }

    fn after(&self, hit: &Captures<'_>) -> &str {
        &self.rest[hit.get(0).map_or(0, |m| m.end())..]
    }

    /// Whether "as used in this policy" stands before the sentence or between term and verb, and
    /// whether it is a part of the text that it names.
    fn inner(&self, hit: &Captures<'_>) -> (bool, bool) {
        let (Some(names), Some(verb)) = (hit.name("names"), verb(hit)) else {
            return (self.led, self.part);
        };
        let aside = self.rest[names.end()..verb.start()].trim_start_matches([',', ' ', '”', '"']);
        let aside = [
            "as that phrase is used ",
            "as that term is used ",
            "as that word is used ",
            "as the term is used ",
        ]
        .iter()
        .find_map(|lead| aside.strip_prefix(lead))
        .unwrap_or(aside);
        match self.cues.reach.captures(aside) {
            Some(reach) => (true, reach.name("part").is_some()),
            None => (self.led, self.part),
        }
    }

    fn hit(&self, hit: &Captures<'_>, needs: usize) -> Hit {
        let whole = hit.get(0).map_or(0..0, |m| m.range());
        let other = hit.name("aka").map(|name| bare_name(name.as_str()));
        Hit {
            start: self.from + whole.start,
            names: names(self.cues, &hit["names"]),
            other,
            meaning: self.from + self.meaning(hit, whole.end),
            end: self.from + self.rest.len(),
            name_end: 0,
            needs,
            part: self.inner(hit).1,
        }
    }

    /// Where the meaning begins: after the verb, or with it, or at "the meaning given in …".
    fn meaning(&self, hit: &Captures<'_>, after: usize) -> usize {
        let Some(verb) = verb(hit) else { return after };
        // "includes, but is not limited to:" with the items under it.
        let told = self.rest[after..].trim_end_matches([':', ' ']);
        if told.is_empty() || OPEN.contains(&told) {
            return self.rest.len();
        }
        if let Some(at) = meaning_in(verb.as_str()) {
            return verb.start() + at;
        }
        if self.kept(hit) { verb.start() } else { after }
    }

    /// `the Statewide Assessment Office (the “Office”)`: the words before it are the meaning.
    fn aside(&self, hit: &Captures<'_>) -> Option<Hit> {
        let name = hit.name("called").or_else(|| hit.name("names"))?.as_str();
        let article = name.starts_with("the ");
        let led = article || hit.name("lead").is_none_or(|lead| !lead.is_empty());
        let before = self.rest[..hit.get(0)?.start()].trim_end();
        let start = phrase_start(before).filter(|_| led || name.starts_with(char::is_uppercase))?;
        Some(Hit {
            start: self.from + start,
            names: vec![bare_name(name)],
            other: None,
            meaning: self.from + start,
            end: self.from + before.len(),
            name_end: self.from + hit.get(0)?.end(),
            needs: 0,
            part: false,
        })
    }
}

fn verb<'t>(hit: &Captures<'t>) -> Option<Match<'t>> {
    let pattern_has = |name| hit.name(name);
    pattern_has("strong").or_else(|| pattern_has("weak"))
}

/// Where the meaning begins in "has the meaning".
pub(super) fn meaning_in(verb: &str) -> Option<usize> {
    let said = [
        "the meaning",
        "the same meaning",
        "the same definition",
        "the definition",
    ];
    let verb = verb.to_ascii_lowercase();
    said.iter().find_map(|words| verb.find(words))
}

/// Words after "means" that make it a noun ("by electronic means of …") or a conclusion.
const NOT_AFTER: [&str; 18] = [
    "of",
    "to",
    "that",
    "by",
    "are",
    "is",
    "was",
    "were",
    "and",
    "or",
    "for",
    "may",
    "must",
    "shall",
    "will",
    "should",
    "which",
    "available",
];

/// A participle and its preposition: what is done with a thing, not what it is.
fn is_told_of(after: &str) -> bool {
    let mut words = after.split_whitespace();
    let done = words.next().is_some_and(|w| w.ends_with("ed"));
    let how = [
        "to", "by", "from", "in", "on", "for", "with", "at", "under", "through",
    ];
    done && words.next().is_some_and(|w| how.contains(&w))
}

/// Words after "includes" that show a list of examples.
const OPEN: [&str; 4] = [
    "but is not limited to",
    "but are not limited to",
    "but not limited to",
    "without limitation",
];

fn has_article(text: &str) -> bool {
    let articles = ["a", "an", "any", "the", "one", "those", "all", "both"];
    articles.iter().any(|word| starts_with_word(text, word))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let same = text
        .get(..word.len())
        .is_some_and(|t| t.eq_ignore_ascii_case(word));
    same && !text[word.len()..].starts_with(char::is_alphanumeric)
}
