//! Pages attached to a policy: "Attachment D", "Form 1114-F".

use super::found::{Found, ends_with_word};
use super::label::Labels;
use super::list::capitalised;
use super::place::{ELSEWHERE, HERE, place};
use regex::Regex;
use std::sync::LazyLock;

static ATTACHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?P<word>Attachment|ATTACHMENT|Appendix|APPENDIX|Exhibit|EXHIBIT|Enclosure|Addendum|Annex|Schedule|Form|FORM)\s+(?P<label>[0-9]{4} F[0-9]{1,2}|[A-Z]-?[0-9]{3,4}(?:-[A-Z]{1,2}[0-9]{0,2})?|[0-9]{3,4}(?:\.[0-9]{1,3})?(?:-?[A-Z]{1,2}[0-9]{0,2})?|[A-Z](?:-?[0-9]{1,2})?|[0-9]{1,2}(?:-[A-Z0-9])?|[IVX]{1,4})\b",
    )
    .expect("a fixed pattern")
});

/// "Appendix B to the lease": of something else.
static TO_OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s+(?:to|in|from)\s+(?:the|an?|its|his|her|their|that|each)\s")
        .expect("a fixed pattern")
});

/// "Attachment D", "Form 1114-F". Exhibits and forms are many things in schools, so that these
/// count only where the text has them, refers to them in brackets, or prints a code.
pub fn attached(text: &str, labels: &Labels, found: &mut Vec<Found>) {
    for hit in ATTACHED.captures_iter(text) {
        let whole = hit.get(0).map_or(0..0, |m| m.range());
        let (word, label) = (&hit["word"], &hit["label"]);
        let single = capitalised(&word.to_lowercase());
        let rest = text[whole.end..].trim_start();
        let own_heading = whole.start == 0 && !rest.starts_with(char::is_lowercase);
        let digits = label.bytes().filter(u8::is_ascii_digit).count();
        let coded = digits > 2 && label.contains(|c: char| c.is_ascii_alphabetic());
        let ahead = text[..whole.start].trim_end();
        let sent = ahead.ends_with(['(', '['])
            || [
                "see", "attached", "using", "complete", "in", "refer to", "per",
            ]
            .iter()
            .any(|w| ends_in(ahead, w));
        let number = label.bytes().all(|b| b.is_ascii_digit()) && label.len() > 2;
        let sure = match single.as_str() {
            "Form" => coded || sent && !number,
            "Exhibit" => sent,
            "Schedule" => false,
            _ => !number,
        };
        let other = label.contains('-') && label.len() < 4 && single == "Form";
        let after = &text[whole.end..];
        let elsewhere =
            (ELSEWHERE.is_match(after) || TO_OTHER.is_match(after)) && !HERE.is_match(after);
        if !own_heading && !other && (labels.has_named(&single, label) || sure && !elsewhere) {
            found.push(place(whole.clone(), format!("{single} {label}")));
        }
    }
}

/// Whether a text ends with this word, in any case.
fn ends_in(text: &str, word: &str) -> bool {
    let start = text.len().saturating_sub(word.len());
    ends_with_word(text, word)
        && text
            .get(..start)
            .is_some_and(|t| !t.ends_with(char::is_alphabetic))
}
