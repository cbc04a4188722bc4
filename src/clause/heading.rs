//! Headings that nobody marked, and the lines of a policy's own title.

use super::line::{Lead, Line, LineKind, Looks, heading_look};
use super::piece::Known;
use crate::text::words;

/// What a line is, once its neighbours are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Heading(u8),
    Other,
}

pub(super) fn headings(lines: &[Line], known: Known<'_>) -> Vec<Look> {
    let mut looks: Vec<Look> = (0..lines.len()).map(|at| look(lines, at, known)).collect();
    title_block(lines, known, &mut looks);
    looks
}

pub(super) fn look(lines: &[Line], at: usize, known: Known<'_>) -> Look {
    let line = &lines[at];
    match line.kind {
        LineKind::Heading(level) if line.lead == Lead::Words => {
            let first = at == 0 && level == 1;
            let only = || {
                let is_top = |l: &&Line| matches!(l.kind, LineKind::Heading(1));
                lines.iter().filter(is_top).count() == 1
            };
            let named = known.title.is_some_and(|t| same_words(t, &line.text));
            return if first && (named || only()) {
                Look::Title
            } else {
                Look::Heading(level)
            };
        }
        LineKind::Text => {}
        _ => return Look::Other,
    }
    if line.lead != Lead::Words || line.list_depth > 0 || line.has_footnote() || line.foot {
        return Look::Other;
    }
    // The name of an article that stands on the line below its number.
    if at > 0 && lines[at - 1].is_bare_marker() {
        return Look::Other;
    }
    let Some(looks) = heading_look(&line.text, line.is_bold()) else {
        return Look::Other;
    };
    // `… adopted this on May` / `5. It applies at once.`: a wrapped sentence.
    let wrapped = looks == Looks::Short && lines.get(at + 1).is_some_and(|next| {
        !next.after_blank && matches!(&next.lead, Lead::Marker(m) if m.parts[0].readings.iter().all(|r| r.ordinal > 1))
    });
    if wrapped {
        return Look::Other;
    }
    let free = at == 0 || opens_after(&lines[at - 1], line);
    let followed = lines.get(at + 1).is_some_and(|next| {
        is_body(next) || {
            // A heading may stand over one more heading.
            let below = lines.get(at + 2).is_some_and(is_body);
            heading_look(&next.text, next.is_bold()).is_some() && next.lead == Lead::Words && below
        }
    });
    let introduced = at > 0 && {
        let before = lines[at - 1].text.trim_end();
        let over_list = lines
            .get(at + 1)
            .is_some_and(|next| next.lead != Lead::Words);
        before.ends_with(':') && !lines[at - 1].foot && looks == Looks::Short && !over_list
    };
    let listed = looks == Looks::Short && at > 0 && is_run_of_short_lines(lines, at);
    if free && followed && !introduced && !listed {
        Look::Heading(looks.rank())
    } else {
        Look::Other
    }
}

/// True when the line before is over: blank line between, or its sentence has ended.
pub(super) fn opens_after(before: &Line, line: &Line) -> bool {
    let short = heading_look(&before.text, before.is_bold()).is_some();
    (line.first && (before.is_finished() || short || !matches!(before.kind, LineKind::Text)))
        || (!line.first && (before.is_finished() || short))
        || before.foot
}

/// Three short lines in a row are a list without bullets, not headings.
pub(super) fn is_run_of_short_lines(lines: &[Line], at: usize) -> bool {
    let short = |i: usize| {
        lines.get(i).is_some_and(|l| {
            l.is_plain() && heading_look(&l.text, l.is_bold()) == Some(Looks::Short)
        })
    };
    at >= 2 && short(at - 1) && short(at - 2)
}

/// A line that can stand under a heading.
pub(super) fn is_body(line: &Line) -> bool {
    match &line.kind {
        LineKind::Row { .. } | LineKind::Html(_) => true,
        LineKind::Heading(_) => false,
        LineKind::Text => {
            line.lead != Lead::Words
                || (line.begins_anew() && (line.is_finished() || words(&line.text).count() > 9))
        }
    }
}

/// The lines before the first body text are the policy's title, unless a line of dates or codes
/// stands between them or the line is the name of a section.
pub(super) fn title_block(lines: &[Line], known: Known<'_>, looks: &mut [Look]) {
    const SECTIONS: [&str; 12] = [
        "definitions",
        "purpose",
        "scope",
        "introduction",
        "overview",
        "general",
        "statement of philosophy",
        "philosophy",
        "background",
        "applicability",
        "rationale",
        "policy statement",
    ];
    const KINDS: [&str; 7] = [
        "policy",
        "board policy",
        "regulation",
        "administrative regulation",
        "exhibit",
        "bylaw",
        "procedure",
    ];
    let mut meta = false;
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line.kind, LineKind::Text) || line.lead == Lead::Bullet('•') {
            break;
        }
        if line.foot {
            meta = true;
            continue;
        }
        let short = heading_look(&line.text, line.is_bold());
        if line.lead != Lead::Words || short.is_none() {
            break;
        }
        let name = line.text.trim().trim_end_matches(':').to_lowercase();
        let kind = KINDS.contains(&name.as_str());
        let own = |known: Option<&str>| known.is_some_and(|k| related(k, &line.text));
        let is_title = match known.title {
            Some(_) => kind || own(known.title) || own(known.code),
            None => kind || !meta && !SECTIONS.contains(&name.as_str()),
        };
        if is_title {
            // What stands above a line of the title belongs to it.
            for look in looks[..=at]
                .iter_mut()
                .filter(|l| matches!(l, Look::Heading(r) if *r > 6))
            {
                *look = Look::Title;
            }
            looks[at] = Look::Title;
        }
    }
}

pub(super) fn plain_words(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn same_words(a: &str, b: &str) -> bool {
    plain_words(a) == plain_words(b)
}

pub(super) fn related(known: &str, line: &str) -> bool {
    let (known, line) = (plain_words(known), plain_words(line));
    // A line of the title may hold a part of it; one word of it may as well name a section.
    let part = line.len() * 2 > known.len() && known.contains(&line);
    !known.is_empty() && !line.is_empty() && (line.contains(&known) || part)
}
