use std::ops::Range;

/// The words of a text: what stands between white space, punctuation included.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

/// The words of a text without punctuation, as ranges of its bytes: hyphens part them, an
/// apostrophe between letters does not.
pub fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = signs.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = signs.peek().copied() {
            let next = text[at + c.len_utf8()..].chars().next();
            let inner = matches!(c, '\'' | '’') && next.is_some_and(char::is_alphanumeric);
            if !(c.is_alphanumeric() || inner) {
                break;
            }
            end = at + c.len_utf8();
            signs.next();
        }
        Some(start..end)
    })
}

/// The text with every run of white space (line ends and non-breaking spaces too) as one space,
/// and none at either end.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in words(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The first `count` words, and an ellipsis where more follow.
pub fn first_words(text: &str, count: usize) -> String {
    let mut all = words(text);
    let mut out = all.by_ref().take(count).collect::<Vec<_>>().join(" ");
    if all.next().is_some() {
        out.push('…');
    }
    out
}

/// The words around a place of a text: this many before and from there on, and an ellipsis where
/// more stand.
pub fn words_around(text: &str, at: usize, (before, after): (usize, usize)) -> String {
    let mut head: Vec<&str> = text[..at]
        .split_whitespace()
        .rev()
        .take(before + 1)
        .collect();
    let more = head.len() > before;
    head.truncate(before);
    head.reverse();
    let mut out = format!("{}{}", if more { "…" } else { "" }, head.join(" "));
    if text[..at].ends_with(char::is_whitespace) {
        out.push(' ');
    }
    out.push_str(&first_words(&text[at..], after));
    out
}

/// A text as part of an address: lower-case ASCII letters and digits, everything else one dash,
/// at most `max` bytes, cut at a dash. Empty when nothing of the text can stand in an address.
pub fn slug(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max + 1));
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() > max {
            let cut = out.rfind('-').filter(|n| *n > 0).unwrap_or(max);
            out.truncate(cut);
            break;
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
