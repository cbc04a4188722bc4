use crate::text::word_ranges;
use std::ops::Range;

/// A word of a text: its bytes and its folded form.
pub(super) struct Word {
    pub range: Range<usize>,
    pub folded: String,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let words = word_ranges(text).map(|range| Word {
        folded: singular(&text[range.clone()]),
        range,
    });
    words.collect()
}

/// A term in the form in which it is looked up: small letters, one number, one blank.
pub fn fold(term: &str) -> String {
    let words: Vec<String> = words(term).into_iter().map(|w| w.folded).collect();
    words.join(" ")
}

/// A word in small letters without the ending of a plural or of a possessor.
fn singular(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    let cut = |n: usize, tail: &str| format!("{}{tail}", &word[..word.len() - n]);
    let long = word.chars().count() > 3;
    if long && word.ends_with("ies") {
        return cut(3, "y");
    }
    let hissing = ["sses", "shes", "ches", "xes", "zzes"];
    if hissing.iter().any(|end| word.ends_with(end)) {
        return cut(2, "");
    }
    let kept = ["ss", "us", "is"];
    if long && word.ends_with('s') && !kept.iter().any(|end| word.ends_with(end)) {
        return cut(1, "");
    }
    word.to_string()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn one_form_for_one_and_many() {
        for (a, b) in [
            ("Associated Persons", "associated person’s"),
            ("Policies", "policy"),
            ("Classes", "class"),
            ("E-mails", "e-mail"),
            ("Boxes", "box"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("harassment"), fold("harass"));
        assert_eq!(fold("Bus"), "bus");
    }
}
