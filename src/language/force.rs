//! The force of a sentence: what it forbids, demands, allows or advises, and by which words.
//!
//! A word of force counts only in the main clause: "employees who may text" allows nothing.

use super::force_words::{Class, Words};
use std::ops::Range;

/// What a provision does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It forbids.
    Prohibition,
    /// It demands.
    Obligation,
    /// It allows, or frees from a duty.
    Permission,
    /// It advises.
    Recommendation,
    /// It advises against.
    RecommendationAgainst,
    /// It only says.
    Statement,
}

impl Modality {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Modality::Prohibition => "prohibition",
            Modality::Obligation => "obligation",
            Modality::Permission => "permission",
            Modality::Recommendation => "recommendation",
            Modality::RecommendationAgainst => "recommendation-against",
            Modality::Statement => "statement",
        }
    }

    /// The same with a "not": "shall keep them and not repeat them".
    pub fn negated(self) -> Modality {
        match self {
            Modality::Obligation => Modality::Prohibition,
            Modality::Recommendation => Modality::RecommendationAgainst,
            other => other,
        }
    }
}

/// A part of a sentence under one word of force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Force {
    /// The part, as bytes of the text.
    pub range: Range<usize>,
    /// What it does.
    pub modality: Modality,
    /// The words that decide.
    pub cue: Range<usize>,
    /// True when the words name what breaking a rule leads to.
    pub consequence: bool,
    /// True for an order to the reader, without a word of force: "Notify your supervisor".
    pub imperative: bool,
}

/// What the name of a class of conduct says of what is listed under it, and where it stands:
/// "Prohibited conduct includes:".
pub fn label(text: &str) -> Option<(Modality, Range<usize>)> {
    Words::built_in().label(text)
}

/// Where a heading says that what stands under it is advice: "Tips", "Recommended Practices".
pub fn advises(heading: &str) -> Option<Range<usize>> {
    Words::built_in().advises(heading)
}

/// Whether a heading says that what stands under it binds: "Rules", "What You Must Do".
pub fn binds(heading: &str) -> bool {
    Words::built_in().binds(heading)
}

/// Whether the words of force lay the rule on others than their subject: "The District recommends".
pub fn speaks(cue: &str) -> bool {
    Words::built_in().is_speaking(cue)
}

/// Whether a text begins with a verb as an order or an item of a list does: "Post", "Posting".
pub fn begins_with_verb(text: &str) -> bool {
    let words = Words::built_in();
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    let first = first.trim_end_matches(|c: char| !c.is_alphabetic());
    words.imperatives.contains(first)
        || words.advice.contains(first)
        || words.warning.contains(first)
        || first.ends_with("ing")
        || matches!(
            first,
            "do" | "don't" | "don’t" | "never" | "not" | "always" | "avoid"
        )
}

/// Whether a text speaks of a list that follows it: "the following", "listed below".
pub fn announces(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = Words::built_in();
    words.announcing.iter().any(|phrase| text.contains(phrase))
}

/// Whether an item turns the force of what leads it in: "not repeat them", "disclose nothing".
pub fn turns(item: &str) -> bool {
    let first = item.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "not" | "never" | "neither") || {
        let words = Words::built_in();
        let after = item.find(' ').map_or("", |n| &item[n..]);
        words.has_no_object(after) && words.imperatives.contains(&first)
    }
}

/// A cue in a sentence.
#[derive(Debug, Clone)]
struct Cue {
    range: Range<usize>,
    class: Class,
}

/// Reads the force of one sentence of a text, part by part; empty when it has none of its own.
/// `led` says that the sentence stands in a list that is led in, where a verb at its beginning is
/// no noun.
pub fn force(text: &str, sentence: Range<usize>, led: bool) -> Vec<Force> {
    let words = Words::built_in();
    let said = &text[sentence.clone()];
    if words.is_recital(said) {
        return Vec::new();
    }
    let mut parts: Vec<Force> = Vec::new();
    let open = words.leaves_open(said);
    let order = imperative(words, said);
    let order = order.filter(|o| led || words.is_order(&said[o.cue.end..]));
    let mut cues = main_cues(words, said, order.is_some());
    if let Some(cue) = open {
        cues.retain(|c| c.range.start > cue.end);
        let class = Class::Of(Modality::Permission);
        cues.insert(0, Cue { range: cue, class });
    }
    let order = order.or_else(|| imperative(words, said).filter(|_| cues.is_empty()));
    let first = cues.first().map_or(said.len(), |c| c.range.start);
    let order = order.filter(|o| o.cue.end <= first);
    parts.extend(order);
    if parts.is_empty() && cues.is_empty() {
        parts.extend(none(said));
    }
    for (at, cue) in cues.iter().enumerate() {
        let start = match (at, parts.last()) {
            (0, None) => 0,
            (0, Some(order)) => subject_start(said, order.cue.end, cue.range.start),
            _ => subject_start(said, cues[at - 1].range.end, cue.range.start),
        };
        if let Some(before) = parts.last_mut() {
            before.range.end = start;
        }
        let modality = match cue.class {
            Class::Negation => parts
                .last()
                .map_or(Modality::Prohibition, |p| p.modality.negated()),
            Class::Of(modality) => modality,
            Class::Consequence => Modality::Prohibition,
            Class::None => continue,
        };
        parts.push(Force {
            range: start..said.len(),
            modality,
            cue: cue.range.clone(),
            consequence: cue.class == Class::Consequence,
            imperative: false,
        });
    }
    softened(said, &mut parts);
    for part in &mut parts {
        for range in [&mut part.range, &mut part.cue] {
            *range = range.start + sentence.start..range.end + sentence.start;
        }
    }
    parts
}

/// "Use the portal whenever possible": what stands behind an order takes its force.
fn softened(said: &str, parts: &mut Vec<Force>) {
    while let [.., before, last] = parts.as_mut_slice() {
        let rest = said[last.range.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let bare = rest.len() <= last.cue.len();
        if !(bare && last.modality == Modality::Recommendation) {
            return;
        }
        if before.modality == Modality::Obligation {
            before.modality = Modality::Recommendation;
            before.cue = last.cue.clone();
        }
        before.range.end = last.range.end;
        parts.pop();
    }
}

/// The words of force in main clauses.
fn main_cues(words: &Words, said: &str, order: bool) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for (class, range) in words.find(said) {
        if class == Class::None {
            continue;
        }
        let subject = said[range.clone()].to_lowercase().ends_with("subject to");
        if class == Class::Consequence && subject && !words.is_penalty(&said[range.end..]) {
            continue;
        }
        let joins = class == Class::Negation;
        if joins && (cues.is_empty() || !words.begins_with_verb(&said[range.end..])) {
            continue;
        }
        let from = cues.last().map_or(0, |c| c.range.end);
        let class = match class {
            Class::Of(modality) if words.has_no_subject(&said[from..range.start], from == 0) => {
                Class::Of(without(modality, &said[range.clone()]))
            }
            Class::Of(modality) if words.has_no_object(&said[range.end..]) => {
                Class::Of(modality.negated())
            }
            class => class,
        };
        cues.push(Cue { range, class });
    }
    let standing = cues.iter().map(|c| standing(words, said, &c.range));
    let mut standing: Vec<Standing> = standing.collect();
    // "Leave names off pages that the public can see": the order came before.
    for (at, cue) in cues.iter().enumerate() {
        let ruled = order || standing[..at].contains(&Standing::Main);
        if ruled && follows_relative(words, said, cue.range.start) {
            standing[at] = Standing::Relative;
        }
    }
    // Where no clause seems to be the main one, the last modal verb outside relative clauses is.
    let wanted = if order || standing.contains(&Standing::Main) {
        Standing::Main
    } else {
        Standing::Subordinate
    };
    let kept = cues.into_iter().zip(standing).filter(|(_, s)| *s == wanted);
    let mut kept: Vec<Cue> = joined(said, kept.map(|(cue, _)| cue));
    if wanted == Standing::Subordinate {
        kept.drain(..kept.len().saturating_sub(1));
        kept.retain(|cue| cue.class != Class::Negation);
    }
    kept
}

/// Words of force that follow each other as one: "must stay off", "should steer clear of".
fn joined(said: &str, cues: impl Iterator<Item = Cue>) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    for cue in cues {
        let near = |last: &&mut Cue| {
            let between = said[last.range.end..cue.range.start].trim();
            between.is_empty() || between.ends_with("ly") && !between.contains(' ')
        };
        let Some(last) = out.last_mut().filter(near) else {
            out.push(cue);
            continue;
        };
        last.range.end = cue.range.end;
        last.class = match (last.class, cue.class) {
            (Class::Of(Modality::Recommendation), Class::Of(Modality::Prohibition)) => {
                Class::Of(Modality::RecommendationAgainst)
            }
            (first @ Class::Of(Modality::Prohibition | Modality::RecommendationAgainst), _) => {
                first
            }
            (first, Class::Of(Modality::Obligation | Modality::Permission)) => first,
            (_, second) => second,
        };
    }
    out
}

/// Where a word of force stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// In the main clause.
    Main,
    /// After "if", "when" and the like.
    Subordinate,
    /// After "who", "that" and the like.
    Relative,
}

/// "No employee shall" forbids, "no employee is required to" and "no employee needs" free.
fn without(modality: Modality, cue: &str) -> Modality {
    let first = cue.split_whitespace().next().unwrap_or("").to_lowercase();
    let is_to = cue.to_lowercase().ends_with("s to") || cue.to_lowercase() == "are to";
    let frees = matches!(
        first.as_str(),
        "is" | "are" | "needs" | "need" | "has" | "have"
    ) && !(is_to && matches!(first.as_str(), "is" | "are"));
    match modality {
        Modality::Obligation if frees => Modality::Permission,
        Modality::Obligation | Modality::Permission => Modality::Prohibition,
        // "No employee is prohibited from …"
        Modality::Prohibition => Modality::Permission,
        Modality::Recommendation => Modality::RecommendationAgainst,
        other => other,
    }
}

/// Where a word of force stands.
fn standing(words: &Words, said: &str, cue: &Range<usize>) -> Standing {
    let start = clause_start(said, cue.start);
    let before: Vec<&str> = said[start..cue.start].split_whitespace().collect();
    let plain = |w: &&str| {
        w.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let last = before.iter().rev().find(|w| !w.ends_with("ly")).map(plain);
    let as_may = |w: &String| w == "as" && words.is_verb(&said[cue.clone()]);
    if last.is_some_and(|w| words.relative.contains(&w) || as_may(&w)) {
        return Standing::Relative;
    }
    if is_said(words, &before.iter().map(plain).collect::<Vec<_>>()) {
        return Standing::Relative;
    }
    let pronoun = before.iter().any(|w| words.relative.contains(&plain(w)));
    let rest = &said[cue.end..said.ceil_char_boundary((cue.end + LONGEST).min(said.len()))];
    let clause = rest.split([',', ';', ':']).next().unwrap_or("");
    // "Pictures in which pupils can be seen shall not …": the main verb comes later.
    if pronoun && has_verb(words, clause) {
        return Standing::Relative;
    }
    let opens = before
        .iter()
        .position(|w| words.subordinate.contains(&plain(w)));
    // "When texting students staff shall …" without a comma: the main verb is the last.
    let last_verb = || words.find(rest).next().is_none() && !rest.contains(',');
    match opens {
        None => Standing::Main,
        Some(0) if start == 0 && last_verb() => Standing::Main,
        Some(_) => Standing::Subordinate,
    }
}

/// Whether the rest of a clause has a word of force of its own, outside what is said or known.
fn has_verb(words: &Words, rest: &str) -> bool {
    let mut found = words.find(rest);
    found.any(|(class, range)| {
        let before = rest[..range.start].split_whitespace();
        let before: Vec<String> = before.map(str::to_lowercase).collect();
        !matches!(class, Class::Negation | Class::None) && !is_said(words, &before)
    })
}

/// Whether a relative pronoun opens the clause in which an offset stands.
fn follows_relative(words: &Words, said: &str, at: usize) -> bool {
    let start = clause_start(said, at);
    let mut before = said[start..at].split_whitespace();
    before.any(|w| words.relative.contains(&w.to_lowercase()))
}

/// Whether words end inside what is said, known or meant to come about: "say that it", "so that it".
fn is_said(words: &Words, before: &[String]) -> bool {
    let that = before.iter().rposition(|w| w == "that");
    let verb = that.and_then(|at| before.get(at.checked_sub(1)?));
    verb.is_some_and(|verb| words.saying.contains(verb) || verb == "so" || verb == "order")
}

/// Where the clause begins that holds an offset: after the last comma, semicolon, colon, dash or
/// bracket.
fn clause_start(said: &str, at: usize) -> usize {
    let boundary = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '—' | '–');
    let from = said.floor_char_boundary(at.saturating_sub(LONGEST));
    let found = said[from..at]
        .char_indices()
        .rev()
        .find(|(_, c)| boundary(*c));
    from + found.map_or(0, |(i, c)| i + c.len_utf8())
}

/// Bytes before a word of force in which the beginning of its clause is looked for, so that the
/// time stays linear.
const LONGEST: usize = 400;

/// Where the next part begins: at the joining word right before its cue; else after the last sign
/// between the cues; else after a joining word.
fn subject_start(said: &str, from: usize, cue: usize) -> usize {
    let between = &said[from..cue];
    let joins = [" and ", " but ", " or "];
    if joins.iter().any(|join| between.ends_with(join)) {
        return cue;
    }
    let last = |signs: &[&str]| -> Option<usize> {
        let found = signs
            .iter()
            .filter_map(|sign| Some(between.rfind(sign)? + sign.len()));
        found.max()
    };
    let signs = ["; ", ", ", ", and ", ", but ", ", or "];
    let start = last(&signs).or_else(|| last(&joins));
    start.map_or(cue, |at| from + at)
}

/// What a sentence without a word of force rules out, or leaves open under a condition: "No
/// picture of a student goes on a page", "Pictures go up only with a release".
fn none(said: &str) -> Option<Force> {
    if said.split_whitespace().count() < 5 {
        return None;
    }
    let first = said.split_whitespace().next()?;
    if let Some(cue) = Words::built_in().nowhere(said) {
        return Some(Force {
            range: 0..said.len(),
            modality: Modality::Prohibition,
            cue,
            consequence: false,
            imperative: false,
        });
    }
    let rules_out = ["no", "none", "nobody", "nothing", "neither"];
    let (modality, cue) = if rules_out.contains(&first.to_lowercase().as_str()) {
        (Modality::Prohibition, 0..first.len())
    } else {
        let at = said
            .find(" only ")
            .filter(|at| !said[..*at].ends_with(" not"))?;
        (Modality::Permission, at + 1..at + 5)
    };
    Some(Force {
        range: 0..said.len(),
        modality,
        cue,
        consequence: false,
        imperative: false,
    })
}

/// An order to the reader: it begins with a verb in its plain form.
fn imperative(words: &Words, said: &str) -> Option<Force> {
    let start = words.before_order.find(said).map_or(0, |m| m.end());
    let first = said[start..]
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'')))
        .next()?;
    let verb = first.to_lowercase();
    let end = start + first.len();
    let modality = if words.advice.contains(&verb) {
        Modality::Recommendation
    } else if words.warning.contains(&verb) {
        Modality::RecommendationAgainst
    } else if !words.imperatives.contains(&verb) {
        return None;
    } else if words.has_no_object(&said[end..]) {
        Modality::Prohibition
    } else {
        Modality::Obligation
    };
    Some(Force {
        range: 0..said.len(),
        modality,
        cue: start..end,
        consequence: false,
        imperative: true,
    })
}

#[cfg(test)]
mod tests {
    use super::{Modality, force};

    /// `modality: cue` of each part.
    fn read(text: &str) -> Vec<String> {
        let parts = force(text, 0..text.len(), false).into_iter();
        parts
            .map(|f| format!("{}: {}", f.modality.word(), &text[f.cue]))
            .collect()
    }

    #[test]
    fn words_give_force() {
        for (text, wanted) in [
            (
                "Employees shall not text students.",
                "prohibition: shall not",
            ),
            ("No employee may text a student.", "prohibition: may"),
            (
                "Neither teachers nor coaches shall text students.",
                "prohibition: shall",
            ),
            (
                "Texting students is strictly prohibited.",
                "prohibition: is strictly prohibited",
            ),
            (
                "Staff may under no circumstances text students.",
                "prohibition: may under no circumstances",
            ),
            ("Employees must copy a parent.", "obligation: must"),
            (
                "Employees are not required to give a number.",
                "permission: are not required to",
            ),
            (
                "Nothing in this policy prohibits a family photograph.",
                "permission: Nothing in this policy prohibits",
            ),
            (
                "Staff should refrain from friending students.",
                "recommendation-against: should refrain",
            ),
            (
                "Friending students is discouraged.",
                "recommendation-against: is discouraged",
            ),
            (
                "Use good judgment when posting photos.",
                "recommendation-against: Use good judgment",
            ),
            (
                "Teachers are encouraged to use the portal.",
                "recommendation: are encouraged",
            ),
            (
                "Notify your supervisor of the account.",
                "obligation: Notify",
            ),
            ("When a student writes, tell a parent.", "obligation: tell"),
            ("Never post a photograph.", "prohibition: Never"),
            ("Coaches do not have to text.", "permission: do not have to"),
            (
                "Staff shall knowingly not text.",
                "prohibition: shall knowingly not",
            ),
        ] {
            assert_eq!(read(text), [wanted], "{text}");
        }
    }

    #[test]
    fn a_verb_of_another_clause_gives_none() {
        for text in [
            "The policy, as may be amended, stands on the site.",
            "“Staff” shall mean all who are paid.",
            "The Board recognizes the value of social media.",
            "The purpose of this policy is to tell parents what they must know.",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
        for (text, wanted) in [
            (
                "Employees who may text students shall keep the messages.",
                "obligation: shall",
            ),
            (
                "If a student must be texted, the coach shall copy a parent.",
                "obligation: shall",
            ),
            ("Staff may call students if they must.", "permission: may"),
            (
                "Pictures in which pupils can be seen shall not be shared.",
                "prohibition: shall not",
            ),
            (
                "Staff who are known as such must say so.",
                "obligation: must",
            ),
        ] {
            assert_eq!(read(text), [wanted], "{text}");
        }
    }

    #[test]
    fn a_sentence_can_do_several_things() {
        assert_eq!(
            read("Staff may keep personal pages but shall not admit students to them."),
            ["permission: may", "prohibition: shall not"]
        );
        assert_eq!(
            read("Employees shall keep records private, and not repeat them online."),
            ["obligation: shall", "prohibition: and not"]
        );
        let text = "Misuse may result in discipline.";
        let parts = force(text, 0..text.len(), false);
        assert!(parts[0].consequence && parts[0].modality == Modality::Prohibition);
    }
}
