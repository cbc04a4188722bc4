/// The words of a text: what stands between white space, punctuation included.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
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
