//! Names of terms: what can be one, and where a long name begins.

use super::cues::Cues;

/// Words that can be a term.
pub(super) fn is_term(cues: &Cues, words: &str) -> bool {
    let count = words.split_whitespace().count();
    let bare = words.strip_prefix("To ").unwrap_or(words);
    let bare = bare.split_once(" (").map_or(bare, |(name, _)| name);
    let first = bare.split(' ').next().unwrap_or(bare);
    let joins = matches!(
        first,
        "of" | "for" | "in" | "on" | "at" | "with" | "and" | "or" | "to" | "from"
    );
    let word = |w: &str| {
        w.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    (1..=16).contains(&count)
        && words.len() <= 110
        && bare.split_whitespace().count() <= 7
        && words.contains(char::is_alphabetic)
        && !joins
        && (words.len() > 2
            || words.chars().all(char::is_uppercase) && !matches!(words, "OR" | "IF" | "NO"))
        && !bare
            .split_whitespace()
            .any(|w| cues.no_term_words.contains(&word(w)))
}

/// Words that name a class of conduct and not a thing.
pub(super) fn is_class(cues: &Cues, words: &str) -> bool {
    cues.no_term.is_match(words)
}

/// Words over a topic, not over one thing.
pub(super) fn is_topic(cues: &Cues, words: &str) -> bool {
    cues.no_head.is_match(words)
}

/// The names of a term as printed: in quotation marks one by one, or one with another in brackets.
pub(super) fn names(cues: &Cues, printed: &str) -> Vec<String> {
    let quoted = cues.name.captures_iter(printed);
    let quoted: Vec<String> = quoted.map(|n| bare_name(&n["name"])).collect();
    if !quoted.is_empty() {
        return quoted;
    }
    match printed.strip_suffix(')').and_then(|p| p.split_once(" (")) {
        Some((first, second)) if second.split_whitespace().count() <= 3 => {
            vec![bare_name(first), bare_name(second)]
        }
        Some((first, _)) => vec![bare_name(first)],
        None => vec![bare_name(printed)],
    }
}

/// More names that a term has: each side of a slash, the initials that stand after it.
pub(super) fn more_names(name: &str, meaning: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if name.contains('/') && !name.contains(" and/or ") {
        out.extend(
            name.split('/')
                .map(|part| part.trim().to_string())
                .filter(|p| p.len() > 3),
        );
    }
    let initials = meaning
        .strip_prefix('(')
        .and_then(|m| m.split_once(')'))
        .map(|(i, _)| i);
    out.extend(
        initials
            .filter(|i| i.len() > 2 && i.chars().all(char::is_uppercase))
            .map(String::from),
    );
    out
}

/// A term without article, infinitive mark and closing punctuation.
pub(super) fn bare_name(name: &str) -> String {
    let closing = [',', '.', ':', ';', ' ', '”', '"'];
    let name = name.trim().trim_matches(closing);
    let name = name.trim_start_matches(['“', '"', '‘']);
    let articles = ["The ", "the ", "A ", "a ", "An ", "an ", "To "];
    let bare = articles.iter().find_map(|a| name.strip_prefix(a));
    bare.unwrap_or(name).trim().to_string()
}

/// The term as printed, where it is one name with another in brackets.
pub(super) fn with_brackets(text: &str, names: &[String]) -> Option<String> {
    let [first, second] = names else { return None };
    let whole = format!("{first} ({second})");
    text.contains(&whole).then_some(whole)
}

/// Where the name begins that ends a text, with its article: its capitalised words, or what stands
/// after the last article; none when neither is near.
pub(super) fn phrase_start(text: &str) -> Option<usize> {
    let words: Vec<&str> = text.rsplit(' ').take(LONGEST).collect();
    let last = words.first()?;
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let article = |word: &str| matches!(word, "a" | "an" | "the" | "A" | "An" | "The");
    let joins = |word: &str| {
        matches!(
            word,
            "of" | "and" | "for" | "the" | "on" | "in" | "to" | "&"
        )
    };
    let taken = if capital(last) {
        let run = words
            .iter()
            .take_while(|w| (capital(w) || joins(w)) && !w.ends_with(['.', ';']))
            .count();
        // A joining word that begins the run belongs to it only when it is an article.
        let lead = words[..run]
            .iter()
            .rev()
            .take_while(|w| joins(w) && !article(w))
            .count();
        run - lead
    } else {
        let taken = 1 + words.iter().take(NEAR).position(|w| article(w))?;
        // No name ends with "of", and none holds a comma or a verb of duty.
        let breaks = |w: &&str| w.ends_with([',', ';', '.']) || ORDERS.contains(w);
        if joins(last) || words[..taken].iter().any(breaks) {
            return None;
        }
        taken
    };
    let length: usize = words[..taken].iter().map(|w| w.len() + 1).sum();
    (taken > 0).then(|| text.len() + 1 - length)
}

/// Words looked back for the beginning of a name, and for the article of one without capitals.
const LONGEST: usize = 14;
const NEAR: usize = 7;

const ORDERS: [&str; 8] = ["shall", "must", "will", "may", "should", "is", "are", "has"];

#[cfg(test)]
mod tests {
    use super::phrase_start;

    #[test]
    fn a_name_begins_with_its_capitals_or_its_article() {
        for (text, name) in [
            (
                "run by the Office of Family Partnerships",
                "the Office of Family Partnerships",
            ),
            (
                "the principal shall form an attendance review team",
                "an attendance review team",
            ),
            (
                "and Missouri has joined the Interstate Compact on Children",
                "the Interstate Compact on Children",
            ),
            ("The Board of Education", "The Board of Education"),
        ] {
            assert_eq!(phrase_start(text).map(|at| &text[at..]), Some(name));
        }
        for text in [
            "wherever needed",
            "a procedure that is fair, prompt and open to patrons",
        ] {
            assert_eq!(phrase_start(text), None, "{text}");
        }
    }
}
