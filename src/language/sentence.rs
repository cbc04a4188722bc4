//! Where sentences end.

use std::ops::Range;

/// Words whose full stop ends no sentence, whatever follows; without the stop, in small letters.
const NEVER_LAST: [&str; 66] = [
    "e.g", "i.e", "cf", "viz", "vs", "v", "no", "nos", "sec", "secs", "sect", "art", "arts", "ch",
    "chs", "par", "para", "pt", "p", "pp", "subd", "subsec", "reg", "regs", "rev", "stat", "tit",
    "st", "mr", "mrs", "ms", "dr", "prof", "supt", "asst", "gov", "hon", "rep", "sen", "dept",
    "approx", "incl", "wis", "minn", "ariz", "cal", "colo", "conn", "fla", "kan", "mich", "mont",
    "neb", "nev", "okla", "tenn", "tex", "wyo", "ann", "admin", "educ", "gen", "supp", "stats",
    "haw", "del",
];

/// The sentences of a text as ranges of its bytes, in order, without the white space between them.
/// A sentence ends at `.`, `?` or `!` before a blank and a word that can begin one; the stop of an
/// abbreviation, an initial or a number ends none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut closed) = (0, 0);
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | '?' | '!') || at < closed {
            continue;
        }
        let end = after_closing(text, at + c.len_utf8());
        closed = end;
        let answers = text[start..at].eq_ignore_ascii_case("no") && !number_follows(&text[end..]);
        let abbreviated = c == '.' && !answers && is_abbreviation(&text[start..at]);
        if !begins(&text[end..]) || abbreviated {
            continue;
        }
        push(text, start..end, &mut out);
        start = end;
    }
    push(text, start..text.len(), &mut out);
    out
}

/// The offset after quotation marks and brackets that close with the sentence.
fn after_closing(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '.' | '?' | '!');
    let end = at + rest.find(|c| !closing(c)).unwrap_or(rest.len());
    end + note_mark(&text[end..])
}

/// The bytes of the mark of a note that stands behind a sentence: "[3]".
fn note_mark(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('[') else {
        return 0;
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let closed = digits > 0 && inner[digits..].starts_with(']');
    if closed { digits + 2 } else { 0 }
}

/// A blank, and then something that begins a sentence.
fn begins(rest: &str) -> bool {
    let next = rest.trim_start();
    let opening = |c: char| matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '•');
    let word = next.trim_start_matches(opening);
    let starts = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    next.len() < rest.len() && (starts || word.len() < next.len())
}

/// "No. 5", but "No. You may not."
fn number_follows(rest: &str) -> bool {
    rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"'))
        .next()
        .unwrap_or(before);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
    let spelled = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    initial || (spelled && word != "a.m" && word != "p.m") || {
        let word = word.to_lowercase();
        NEVER_LAST.contains(&word.as_str())
    }
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let inner = &text[range.clone()];
    let lead = inner.len() - inner.trim_start().len();
    let start = range.start + lead;
    let end = start + inner.trim().len();
    if start < end {
        out.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_stop_ends_a_sentence_when_another_begins() {
        assert_eq!(
            split("Staff shall not text. They may call (e.g. Parents). “Staff” means all."),
            [
                "Staff shall not text.",
                "They may call (e.g. Parents).",
                "“Staff” means all."
            ]
        );
        assert_eq!(
            split("Is it allowed? No! It ends at 10 p.m. The next day it begins."),
            [
                "Is it allowed?",
                "No!",
                "It ends at 10 p.m.",
                "The next day it begins."
            ]
        );
    }

    #[test]
    fn other_stops_end_none() {
        for text in [
            "See 20 U.S.C. 1232g and Sec. 4 of No. 12.",
            "J. R. Smith v. Board",
            "the limit is 3.5 hours",
            "photos, videos, etc. are kept",
            "",
        ] {
            assert_eq!(split(text).len(), usize::from(!text.is_empty()), "{text}");
        }
    }
}
