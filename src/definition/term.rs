use std::ops::Range;

/// A word of a text: its bytes and its folded form.
pub(super) struct Word {
    pub range: Range<usize>,
    pub folded: String,
}

/// The words of a text; hyphens part them as blanks do, an apostrophe does not.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    let inner = |at: usize, c: char| {
        let next = text[at + c.len_utf8()..].chars().next();
        matches!(c, '\'' | '’') && next.is_some_and(char::is_alphanumeric)
    };
    for (at, c) in text.char_indices() {
        match (
            c.is_alphanumeric() || (start.is_some() && inner(at, c)),
            start,
        ) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| word(text, from..text.len())));
    out
}

fn word(text: &str, range: Range<usize>) -> Word {
    Word {
        folded: singular(&text[range.clone()]),
        range,
    }
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
