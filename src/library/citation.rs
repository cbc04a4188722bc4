use super::Policy;
use crate::clause::{Clause, ClauseKind};
use crate::text::first_words;

/// The address of a clause in words: `AR 1114 III.A.3.b`, `401.15 “Personal Use of Social Media”
/// bullet 3`.
pub fn citation(policy: &Policy, clause: &Clause) -> String {
    let name = if policy.code.printed {
        &policy.code.text
    } else {
        &policy.title
    };
    let place = short_citation(clause);
    if place.is_empty() {
        name.clone()
    } else {
        format!("{name} {place}")
    }
}

/// The part of the citation that stands after the code.
pub fn short_citation(clause: &Clause) -> String {
    let mut out = String::new();
    let last = clause.path.len().saturating_sub(1);
    for (at, label) in clause.path.iter().enumerate() {
        let own_heading =
            at == last && clause.kind == ClauseKind::Section && clause.enumerator.is_empty();
        let piece = if let Some(number) = label.strip_prefix('•') {
            format!("bullet {number}")
        } else if label.contains(' ')
            && !label.starts_with("row ")
            && !label.starts_with("title ")
            && label != "column heads"
            || own_heading
        {
            format!("“{}”", first_words(label, 9))
        } else {
            label.clone()
        };
        let joined = is_label(&piece)
            && out.ends_with(|c: char| c.is_ascii_alphanumeric())
            && is_label_end(&out);
        if !out.is_empty() {
            out.push_str(if joined { "." } else { " " });
        }
        out.push_str(&piece);
    }
    out
}

fn is_label(piece: &str) -> bool {
    piece.len() <= 8 && piece.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

/// True when what was written last is a label, not the number of a bullet.
fn is_label_end(out: &str) -> bool {
    let mut words = out.rsplit(' ');
    let label = words.next().is_some_and(|w| w.split('.').all(is_label));
    label && words.next() != Some("bullet")
}
