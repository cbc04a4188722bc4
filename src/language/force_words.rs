use super::force::Modality;
use super::phrases::{Phrases, any_of};
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The lists of `force.yaml`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    prohibition: Vec<String>,
    permission: Vec<String>,
    recommendation: Vec<String>,
    recommendation_against: Vec<String>,
    obligation: Vec<String>,
    none: Vec<String>,
    consequence: Vec<String>,
    forbidden_class: Vec<String>,
    doubtful_class: Vec<String>,
    classes: Vec<String>,
    recitals: Vec<String>,
    adverbs: Vec<String>,
    no_subject: Vec<String>,
    hindering: Vec<String>,
    speaking: Vec<String>,
    advice: Vec<String>,
    warning: Vec<String>,
    announcing: Vec<String>,
    advising: Vec<String>,
    binding: Vec<String>,
    saying: Vec<String>,
    relative: Vec<String>,
    subordinate: Vec<String>,
    imperatives: Vec<String>,
}

/// What a word of force does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Of(Modality),
    /// What breaking a rule leads to.
    Consequence,
    /// `and not`, after another word of force.
    Negation,
    /// It only looks like one.
    None,
}

/// The lists as patterns.
pub(super) struct Words {
    /// Every word of force; of two at one place the longer is found.
    cues: Phrases,
    /// The class of each.
    classes: Vec<Class>,
    /// What makes a modal verb before it a negation: "knowingly not", "under no circumstances".
    apart: Regex,
    /// "shall give no …", after a word of force.
    no_object: Regex,
    /// "Prohibited conduct includes": groups `forbidden`, `doubtful`.
    label: Regex,
    no_subject: Regex,
    /// "Nothing in this policy", before a word of force or a verb of hindering.
    nothing: Regex,
    /// A verb of hindering: "prohibits", "shall be read to limit".
    hindering: Regex,
    /// What someone may be subject to for breaking a rule.
    penalty: Regex,
    /// "goes on no page", "belong nowhere".
    nowhere: Regex,
    recital: Regex,
    /// What may stand before an order: "When a student writes, ", "Please ".
    pub before_order: Regex,
    pub relative: HashSet<String>,
    pub subordinate: HashSet<String>,
    pub imperatives: HashSet<String>,
    /// Orders that only advise.
    pub advice: HashSet<String>,
    /// Orders that warn.
    pub warning: HashSet<String>,
    /// Verbs whose subject lays the rule on others.
    speaking: HashSet<String>,
    /// What a clause says of the list that follows it.
    pub announcing: Vec<String>,
    /// What a heading says of advice under it.
    advising: Regex,
    /// What ends advice.
    binding: Regex,
    /// Words after which "that" opens what is said or known.
    pub saying: HashSet<String>,
}

static BUILT_IN: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("force.yaml")).expect("the built-in data is tested"));

impl Words {
    pub fn built_in() -> &'static Words {
        &BUILT_IN
    }

    fn read(yaml: &str) -> Result<Words, String> {
        let lists: Lists = serde_yaml::from_str(yaml).map_err(|e| e.to_string())?;
        let (phrases, classes) = phrases(&lists);
        let cues = Phrases::of(&phrases).map_err(|e| e.to_string())?;
        Words::of(lists, cues, classes).map_err(|e| e.to_string())
    }

    fn of(lists: Lists, cues: Phrases, classes: Vec<Class>) -> Result<Words, regex::Error> {
        let set = |words: Vec<String>| words.into_iter().map(|w| w.to_lowercase()).collect();
        Ok(Words {
            cues,
            classes,
            apart: Regex::new(&format!(
                r"(?i)^(?:\s+(?:\w+ly|{})){{0,2}},?\s+(?:not|never|under no circumstances|at no time|in no event|in no case)\b",
                any_of(&lists.adverbs)
            ))?,
            no_object: Regex::new(
                r"(?i)^(?:\s*[\w’'-]+){0,3}\s+no\b|^(?:\s*[\w’'-]+){0,5}\s+(?:nothing|nobody|no one|nowhere)\b",
            )?,
            label: Regex::new(&format!(
                r"(?i)\b(?:(?P<forbidden>{})|(?P<doubtful>{}))\s+(?:[\w-]+\s+){{0,2}}?(?:{})\b",
                any_of(&lists.forbidden_class),
                any_of(&lists.doubtful_class),
                any_of(&lists.classes)
            ))?,
            no_subject: Regex::new(&format!(
                r"(?i)(?:^|[,;:]\s*|\b(?:and|things?|what|that)\s+)(?:{})\b[^,;:]{{0,80}}$",
                any_of(&lists.no_subject)
            ))?,
            nothing: Regex::new(r"(?i)^\W*nothing\b[^,;:]{0,80}$")?,
            hindering: Regex::new(&format!(
                r"(?i)^\s*(?:(?:shall|will|may|should|is|does)\s+)?(?:{})\b",
                any_of(&lists.hindering)
            ))?,
            penalty: Regex::new(
                r"(?i)^[^,;.]{0,60}\b(?:disciplin|sanction|terminat|dismiss|penalt|corrective|consequence|suspen|reprimand|action|discharge)",
            )?,
            nowhere: Regex::new(
                r"(?i)\b(?:goes?|appears?|belongs?|stands?|is shown|are shown|is posted|are posted|is put|are put)\s+(?:(?:on|in|up|to|onto)\s+)?no(?:where|\s+[a-z]+)",
            )?,
            recital: Regex::new(&format!(r"(?i)^(?:{})\b", any_of(&lists.recitals)))?,
            before_order: Regex::new(&format!(
                r"(?i)^(?:(?:please|always|also|then|in addition|additionally|further|finally|instead|however|therefore),?\s+|(?:{}|for|in|on|during|prior to|at)\b[^,;:.]{{2,120}},\s+(?:please\s+|always\s+)?)+",
                any_of(&lists.subordinate)
            ))?,
            relative: set(lists.relative),
            subordinate: set(lists.subordinate),
            imperatives: set(lists.imperatives),
            advice: set(lists.advice),
            warning: set(lists.warning),
            speaking: set(lists.speaking),
            announcing: lists.announcing,
            advising: Regex::new(&format!(r"(?i)\b(?:{})\b", any_of(&lists.advising)))?,
            binding: Regex::new(&format!(r"(?i)\b(?:{})\b", any_of(&lists.binding)))?,
            saying: set(lists.saying),
        })
    }

    /// The words of force in a sentence, in order, each with its class.
    pub fn find<'a>(&'a self, said: &'a str) -> impl Iterator<Item = (Class, Range<usize>)> + 'a {
        let mut read_to = 0;
        self.cues.find(said, "").filter_map(move |(at, range)| {
            // "can never" has read the "never".
            if range.start < read_to {
                return None;
            }
            let class = self.classes[at];
            let apart = self
                .apart
                .find(&said[range.end..])
                .filter(|_| is_modal(&said[range.clone()]));
            let (class, range) = match (class, apart) {
                (Class::Of(modality), Some(apart)) => {
                    let against = modality == Modality::Recommendation;
                    let modality = if against {
                        Modality::RecommendationAgainst
                    } else {
                        Modality::Prohibition
                    };
                    (Class::Of(modality), range.start..range.end + apart.end())
                }
                _ => (class, range),
            };
            read_to = range.end;
            Some((class, range))
        })
    }

    /// Whether what follows "subject to" is what breaking a rule leads to, and not disclosure.
    pub fn is_penalty(&self, rest: &str) -> bool {
        self.penalty.is_match(rest)
    }

    /// "goes on no personal page": the place carries the negation.
    pub fn nowhere(&self, said: &str) -> Option<Range<usize>> {
        Some(self.nowhere.find(said)?.range())
    }

    /// Whether a sentence only tells why a text was written.
    pub fn is_recital(&self, said: &str) -> bool {
        self.recital.is_match(said)
    }

    /// "No employee", before a word of force. At the beginning of a sentence the subject may be in
    /// several parts: "Nothing that staff know from a record, including a file, may …".
    pub fn has_no_subject(&self, before: &str, first: bool) -> bool {
        let before = before.trim_end();
        let degree = |said: &str| {
            let mut words = said.split_whitespace().skip_while(|w| !is_none(w));
            words.nth(1).is_some_and(|w| DEGREES.contains(&w))
        };
        let hit = self.no_subject.find(before);
        hit.is_some_and(|hit| !degree(hit.as_str())) || first && self.begins_with_none(before)
    }

    fn begins_with_none(&self, before: &str) -> bool {
        let mut words = before.split_whitespace().map(str::to_lowercase);
        let first = words.next().unwrap_or_default();
        let next = words.next().unwrap_or_default();
        let degree = [
            "later", "matter", "more", "fewer", "less", "sooner", "longer", "doubt",
        ];
        matches!(
            first.as_str(),
            "no" | "nothing" | "none" | "nobody" | "neither"
        ) && !degree.contains(&next.as_str())
    }

    /// "Nothing in this policy prohibits …": the words up to the verb that leaves something open.
    pub fn leaves_open(&self, said: &str) -> Option<Range<usize>> {
        let subject = said.len() - said.trim_start().len();
        if !said[subject..].to_lowercase().starts_with("nothing") {
            return None;
        }
        let ends = said.char_indices().filter(|(at, c)| *at < 120 && *c == ' ');
        let fits = |(at, _): (usize, char)| {
            let verb = self.hindering.find(&said[at..])?;
            self.nothing
                .is_match(&said[..at])
                .then_some(at + verb.end())
        };
        let end = ends.filter_map(fits).next()?;
        Some(subject..end)
    }

    /// The word with which a heading says that what stands under it is advice.
    pub fn advises(&self, heading: &str) -> Option<Range<usize>> {
        let hit = self.advising.find(heading)?;
        (!self.binding.is_match(heading)).then(|| hit.range())
    }

    /// Whether a heading says that what stands under it binds.
    pub fn binds(&self, heading: &str) -> bool {
        self.binding.is_match(heading)
    }

    /// Whether a word of force is a verb, and no adjective: "may be", not "out of bounds".
    pub fn is_verb(&self, cue: &str) -> bool {
        let first = cue.split_whitespace().next().unwrap_or("");
        is_modal(first) || matches!(first.to_lowercase().as_str(), "is" | "are" | "has" | "have")
    }

    /// Whether words begin with a verb in its plain form: "repeat them", "to repeat them".
    pub fn begins_with_verb(&self, rest: &str) -> bool {
        let mut plain = rest.split_whitespace();
        let first = plain.find(|w| !w.ends_with("ly")).unwrap_or("");
        let first = first.trim_matches(|c: char| !c.is_alphanumeric());
        self.imperatives.contains(&first.to_lowercase())
    }

    /// Whether what follows a verb in its plain form shows that it is an order and no noun: "Ask
    /// your principal", but "Access to pages".
    pub fn is_order(&self, rest: &str) -> bool {
        let next = rest.split_whitespace().next().unwrap_or("");
        ORDERED.contains(&next.to_lowercase().as_str())
    }

    /// Whether a word of force lays its rule on others than its subject.
    pub fn is_speaking(&self, cue: &str) -> bool {
        let words: Vec<&str> = cue.split_whitespace().collect();
        self.speaking.contains(&words.join(" ").to_lowercase())
    }

    /// "disclose nothing", "be given no number": the object carries the negation.
    pub fn has_no_object(&self, after: &str) -> bool {
        self.no_object.is_match(after)
    }

    /// What a name of a class of conduct says of what is listed under it: "Prohibited conduct".
    pub fn label(&self, said: &str) -> Option<(Modality, Range<usize>)> {
        let hit = self.label.captures(said)?;
        let modality = match hit.name("forbidden") {
            Some(_) => Modality::Prohibition,
            None => Modality::RecommendationAgainst,
        };
        Some((modality, hit.get(0)?.range()))
    }
}

/// "No later than", "and no other": a "no" that rules nothing out.
const DEGREES: [&str; 9] = [
    "later", "matter", "more", "fewer", "less", "sooner", "longer", "doubt", "other",
];

fn is_none(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(
        word.as_str(),
        "no" | "nothing" | "none" | "nobody" | "neither"
    )
}

/// Words that follow an order and seldom a noun.
const ORDERED: [&str; 34] = [
    "the", "a", "an", "your", "any", "all", "no", "it", "them", "that", "this", "these", "those",
    "only", "what", "whatever", "yourself", "students", "parents", "each", "every", "plainly",
    "out", "up", "last", "personal", "one", "both", "clear", "private", "class", "photos",
    "school", "who",
];

/// All words of force with their classes.
fn phrases(lists: &Lists) -> (Vec<&str>, Vec<Class>) {
    let of = |modality| Class::Of(modality);
    let classes: [(&[String], Class); 7] = [
        (&lists.none, Class::None),
        (&lists.consequence, Class::Consequence),
        (&lists.prohibition, of(Modality::Prohibition)),
        (
            &lists.recommendation_against,
            of(Modality::RecommendationAgainst),
        ),
        (&lists.permission, of(Modality::Permission)),
        (&lists.recommendation, of(Modality::Recommendation)),
        (&lists.obligation, of(Modality::Obligation)),
    ];
    let joined = ["and not", "and, not", "but not", "but, not", "nor"];
    let joined = joined.into_iter().map(|phrase| (phrase, Class::Negation));
    let all = classes
        .into_iter()
        .flat_map(|(list, class)| list.iter().map(move |p| (p.as_str(), class)));
    all.chain(joined).unzip()
}

fn is_modal(words: &str) -> bool {
    let modal = ["shall", "may", "must", "will", "can", "should"];
    modal.iter().any(|m| m.eq_ignore_ascii_case(words))
}
