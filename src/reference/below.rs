//! What is cited of a section: subsections in brackets, subdivisions, paragraphs.

use regex::Regex;
use std::sync::LazyLock;

/// The label of one subsection: a number, one or two letters, a roman number; never a word or a year.
const LABEL: &str = r"(?:[0-9]{1,3}(?:\.[0-9]{1,2})?[a-z]?|[a-z]{1,2}(?:[-.]?[0-9]{1,2})?|[A-Z]{1,2}(?:-?[0-9]{1,2})?|[ivxl]{1,5}|[IVXL]{1,5})";

/// A pattern in which `LABEL` is a label.
fn pattern(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("LABEL", LABEL)).expect("a fixed pattern")
}

/// `(2)(a)`, `(15, 16)`, `(B)-(C)`, `(c)3`, `(a)4.i`
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?:\s?\(LABEL(?:\s*(?:,|-|–|\band\b|\bor\b)\s*LABEL){0,9}\)|"[a-z]")+(?:\s?(?:-|–|\bto\b|\bthrough\b)\s?(?:\(LABEL\))+|[0-9]{1,2}(?:\.?[a-z]\b|\.[ivx]{1,4}\b)?)?"#,
    )
});
/// `, Subd. 4`, `, Subchapter D`
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?\s*(?i:(?P<word>subd|subch|subp|subt)(?:ivision|apter|art|itle)?s?\b\.?)\s*(?P<label>[0-9]{1,3}[a-z]?(?:(?:,|,?\s*and|,?\s*or|\s*-)\s+[0-9]{1,2}[a-z]?\b)*|[A-Z](?:-[0-9])?)\b")
        .expect("a fixed pattern")
});
/// `, II(h)`: a paragraph with a roman number; a word may not follow, for "I" is one.
static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^,\s*(?P<label>(?:[IVX]{2,5}|[IVX](?:-[a-z]|\(LABEL\)))(?:-[a-z])?(?:\(LABEL\))*)(?:\b|$|[^0-9A-Za-z])|^,\s*(?P<one>[IVX])(?:[.,;:)]|\s+(?:and|or)\b|\s*$)",
    )
});
/// `and (4)`
pub(super) static SIBLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:,\s*(?:and|or)\b|,|;|&|\band\b|\bor\b)\s*(?P<groups>(?:\(LABEL\))+)")
});
/// Signs for a range of subsections.
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\)\s?(?:-|–|\bto\b|\bthrough\b)\s?\(").expect("a fixed pattern"));

/// What is cited of the section that ends at `from`, in its normal form, and the offset after it.
pub(super) fn below(text: &str, from: usize) -> (String, usize) {
    let mut end = from + BRACKETS.find(&text[from..]).map_or(0, |m| m.end());
    let mut out = tidy(&text[from..end]);
    let label = ROMAN.captures(&text[end..]).filter(|_| end == from);
    if let Some(label) = label
        .as_ref()
        .and_then(|hit| hit.name("label").or(hit.name("one")))
    {
        out = format!(", {}", label.as_str());
        end += label.end();
    }
    while let Some(hit) = WORD.captures(&text[end..]) {
        out.push_str(&format!(
            ", {}. {}",
            hit["word"].to_lowercase(),
            &hit["label"]
        ));
        end += hit.get(0).map_or(0, |m| m.end());
        let more = end + BRACKETS.find(&text[end..]).map_or(0, |m| m.end());
        out.push_str(&tidy(&text[end..more]));
        end = more;
    }
    (out, end)
}

/// The text after the brackets at its beginning.
pub(super) fn brackets(text: &str) -> &str {
    &text[BRACKETS.find(text).map_or(0, |m| m.end())..]
}

fn tidy(brackets: &str) -> String {
    let joined = RANGE.replace_all(brackets.trim(), ")-(");
    let tight = joined.replace(") (", ")(");
    if tight.contains('"') {
        String::new()
    } else {
        tight
    }
}

/// The subsection that `next` names after `below`: "(b)" after "(2)(a)" is "(2)(b)". None when it is
/// none: its label is of no kind printed before, or does not follow.
pub(super) fn sibling(below: &str, next: &str) -> Option<String> {
    let starts: Vec<usize> = below.match_indices('(').map(|(at, _)| at).collect();
    let first = label(next);
    let level = starts.iter().rev().find(|at| {
        let before = label(&below[**at..]);
        let same = kind(before) == kind(first);
        // "(1)(k), (1)(o)": the whole of it again.
        let again = before == first && next.matches('(').count() > 1 && !below.ends_with(next);
        same && ((before.len(), before) < (first.len(), first) || again)
    })?;
    Some(format!("{}{next}", &below[..*level]))
}

fn label(group: &str) -> &str {
    let inner = group.trim_start_matches('(');
    &inner[..inner.find(')').unwrap_or(inner.len())]
}

/// Numbers, small letters, capitals.
fn kind(label: &str) -> u8 {
    match label.bytes().next() {
        Some(b) if b.is_ascii_digit() => 0,
        Some(b) if b.is_ascii_lowercase() => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cited_of_a_section_is_read_to_its_end() {
        for (text, wanted, rest) in [
            ("(2)(a), and", "(2)(a)", ", and"),
            (" (2) (a) says", "(2)(a)", " says"),
            ("(c)3, Wis.", "(c)3", ", Wis."),
            ("(a)4.i. It", "(a)4.i", ". It"),
            ("(h)(5)(B)-(C)", "(h)(5)(B)-(C)", ""),
            (", Subd. 4(b)", ", subd. 4(b)", ""),
            (
                ", Subds. 9, 11, and 17 (Public",
                ", subd. 9, 11, and 17",
                " (Public",
            ),
            (", Subchapter D, a", ", subch. D", ", a"),
            (", II(h), a", ", II(h)", ", a"),
            (", I believe", "", ", I believe"),
            (", III says", ", III", " says"),
            (", I(a) says", ", I(a)", " says"),
            ("(e.1) says", "(e.1)", " says"),
            (" (FERPA) is", "", " (FERPA) is"),
            (" (2023).", "", " (2023)."),
        ] {
            let (found, end) = below(text, 0);
            assert_eq!((found.as_str(), &text[end..]), (wanted, rest), "{text}");
        }
    }

    #[test]
    fn a_subsection_stands_beside_one_of_its_kind() {
        assert_eq!(sibling("(2)(a)", "(b)").as_deref(), Some("(2)(b)"));
        assert_eq!(sibling("(1)(e)", "(2)").as_deref(), Some("(2)"));
        assert_eq!(sibling("(a)(i)", "(b)").as_deref(), Some("(b)"));
        assert_eq!(sibling("(1)(k)", "(1)(o)").as_deref(), Some("(1)(o)"));
        assert_eq!(sibling("(2)", "(a)"), None);
        assert_eq!(sibling("", "(1)"), None);
    }
}
