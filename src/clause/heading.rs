//! Headings that nobody marked, and the lines of a policy's own title.

use super::line::{Lead, Line, LineKind, Looks, heading_look};
use super::marker::{Series, Style};
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
    lone_top_heading(lines, &mut looks);
    looks
}

/// The one heading that nobody marked and that stands above all others by its looks, near the top
/// and before any list, is the title of the text; what stands before it belongs to it.
fn lone_top_heading(lines: &[Line], looks: &mut [Look]) {
    let ranks: Vec<(usize, u8)> = looks
        .iter()
        .enumerate()
        .filter_map(|(at, look)| match look {
            Look::Heading(rank) => Some((at, *rank)),
            _ => None,
        })
        .collect();
    let Some((at, top)) = ranks.iter().copied().min_by_key(|(_, rank)| *rank) else {
        return;
    };
    let alone = ranks.iter().filter(|(_, rank)| *rank == top).count() == 1;
    let below = ranks.iter().filter(|(place, _)| *place > at).count();
    let listed = lines[..at].iter().any(|l| l.lead != Lead::Words);
    let name = lines[at].text.trim().trim_end_matches(':').to_lowercase();
    let section = SECTIONS.contains(&name.as_str());
    if top > 6 && alone && below > 1 && at < NEAR_TOP && !listed && !section {
        for look in looks[..=at]
            .iter_mut()
            .filter(|l| matches!(l, Look::Heading(_)))
        {
            *look = Look::Title;
        }
    }
}

/// A title stands among the first lines of a text.
const NEAR_TOP: usize = 12;

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
    if is_residue(lines, at) {
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
    let free =
        at == 0 || opens_after(&lines[at - 1], line) || line.first && is_residue(lines, at - 1);
    let asks = line.text.trim_end().ends_with('?');
    let followed = lines.get(at + 1).is_some_and(|next| {
        is_body(next) || asks && next.is_plain() && next.begins_anew() || {
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

/// What a page leaves in a text: its number, or a running head that stood at the top before.
fn is_residue(lines: &[Line], at: usize) -> bool {
    let text = lines[at].text.trim();
    let numbers = text.to_lowercase().replace("page", "").replace(" of ", "");
    let number = numbers
        .chars()
        .all(|c| c.is_ascii_digit() || " -–|.".contains(c));
    let head = text
        .rsplit_once('|')
        .is_some_and(|(_, n)| n.trim().parse::<u32>().is_ok());
    let top = lines.iter().take(12).position(|l| l.text.trim() == text);
    number || head || top.is_some_and(|first| first + 12 < at)
}

/// True when the line before is over: blank line between, or its sentence has ended.
pub(super) fn opens_after(before: &Line, line: &Line) -> bool {
    let short = heading_look(&before.text, before.is_bold()).is_some();
    // Items often lack their full stop.
    let item = before.lead != Lead::Words || !matches!(before.kind, LineKind::Text);
    let capitals = heading_look(&line.text, false) == Some(Looks::Capitals);
    capitals && item
        || (line.first && (before.is_finished() || short || item))
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

/// Names of sections that many policies begin with.
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

/// The lines before the first body text are the policy's title, unless a line of dates or codes
/// stands between them or the line is the name of a section.
pub(super) fn title_block(lines: &[Line], known: Known<'_>, looks: &mut [Look]) {
    const KINDS: [&str; 7] = [
        "policy",
        "board policy",
        "regulation",
        "administrative regulation",
        "exhibit",
        "bylaw",
        "procedure",
    ];
    // The lines before the body: their places, and whether lines of dates or codes stand before.
    let mut block: Vec<(usize, bool)> = Vec::new();
    let mut meta = false;
    for (at, line) in lines.iter().enumerate() {
        if line.foot {
            meta = true;
            continue;
        }
        let short = heading_look(&line.text, line.is_bold()).is_some();
        let plain = matches!(line.kind, LineKind::Text) && line.lead == Lead::Words && short;
        if !plain && !is_lone_part(lines, at) && !is_coded_title(line) {
            break;
        }
        block.push((at, meta));
    }
    for (number, (at, meta)) in block.iter().enumerate() {
        let line = &lines[*at];
        let name = line.text.trim().trim_end_matches(':').to_lowercase();
        let kind = KINDS.contains(&name.as_str());
        let own = |known: Option<&str>| known.is_some_and(|k| related(k, &line.text));
        let last = number + 1 == block.len();
        let is_title = match known.title {
            Some(_) => kind || own(known.title) || own(known.code),
            None if SECTIONS.contains(&name.as_str()) || line.text.trim().ends_with(':') => false,
            None => kind || !*meta || !last || is_title_below_dates(lines, &block[..number], *at),
        };
        if is_title {
            // What stands above a line of the title belongs to it.
            for look in looks[..=*at]
                .iter_mut()
                .filter(|l| matches!(l, Look::Heading(r) if *r > 6))
            {
                *look = Look::Title;
            }
            looks[*at] = Look::Title;
        }
    }
}

/// The last line before the body, below lines of dates or codes, is the title when nothing above
/// was one and no later heading looks like it.
fn is_title_below_dates(lines: &[Line], above: &[(usize, bool)], at: usize) -> bool {
    let line = &lines[at];
    let titled = above.iter().filter(|(_, meta)| !meta).any(|(i, _)| {
        let text = &lines[*i].text;
        words(text).count() > 2 && !names_a_district(text)
    });
    let coded = line.text.trim().starts_with(|c: char| c.is_ascii_digit());
    let style = heading_look(&line.text, line.is_bold());
    let alike = |l: &Line| l.is_plain() && !l.foot && heading_look(&l.text, l.is_bold()) == style;
    let later = lines[at + 1..]
        .windows(2)
        .any(|w| alike(&w[0]) && w[0].after_blank && is_body(&w[1]));
    !titled && (coded || !later)
}

fn names_a_district(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "district",
        "schools",
        "school board",
        "board of education",
        "academy",
        " isd",
        "county",
    ]
    .iter()
    .any(|w| text.contains(w))
}

/// `4.18.2 Code of Ethics`: the code of the policy, not the number of a section.
fn is_coded_title(line: &Line) -> bool {
    let Lead::Marker(marker) = &line.lead else {
        return false;
    };
    let reading = &marker.parts[0].readings[0];
    let coded =
        reading.series == Series::Decimal && (reading.prefix.len() > 1 || reading.ordinal > 9);
    coded && heading_look(line.words(), line.is_bold()).is_some()
}

/// "PART I – ALL STAFF" over a text that has no part II: the text is a part of something.
fn is_lone_part(lines: &[Line], at: usize) -> bool {
    let worded =
        |l: &Line| matches!(&l.lead, Lead::Marker(m) if matches!(m.parts[0].style, Style::Word(_)));
    worded(&lines[at]) && lines.iter().filter(|l| worded(l)).count() == 1
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
