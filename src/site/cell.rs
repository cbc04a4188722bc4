//! One district on one rule, as pages show it.

use super::past::{Held, held};
use super::table::{pieces, reader};
use super::verdict::{class, mark, mark_words, qualifiers, symbol_of, word};
use super::view::{Link, capitalised};
use super::{Input, links};
use crate::library::{citation, short_citation};
use crate::rule::{Cell, LostQuote, Op, Origin, Stance, State};
use crate::text::first_words;
use serde::Serialize;

/// A cell of the matrix.
#[derive(Serialize)]
pub struct CellView {
    /// Folder of the district.
    slug: String,
    /// Name of the district.
    district: String,
    /// The page of the district.
    url: String,
    fictional: bool,
    /// Name of the colour.
    class: &'static str,
    symbol: &'static str,
    word: String,
    /// At most two short words on what limits it.
    qualifiers: Vec<String>,
    /// The clause that proves it first, without the policy's code where the district has one text.
    cite: Option<Link>,
    mark: &'static str,
    mark_words: &'static str,
    /// Who has read it, and when.
    read: Option<String>,
    /// What the program suggests, where a person has found otherwise.
    otherwise: Option<String>,
    quotes: Vec<QuoteView>,
    lost: Vec<LostView>,
    /// What else is to be said: conditions, exceptions, a caution.
    facts: Vec<(&'static str, String)>,
    /// What was searched, when nothing was found.
    searched: Option<String>,
    /// Since when, and what stood before.
    pub held: Held,
}

/// Words that prove an answer.
#[derive(Serialize)]
struct QuoteView {
    words: String,
    lang: String,
    cite: Link,
    title: String,
    /// None for the rule itself.
    role: Option<&'static str>,
}

/// Words that no longer stand.
#[derive(Serialize)]
struct LostView {
    reason: String,
    /// The words as they were read, and what stands now; empty when no clause is like them.
    changes: Vec<ChangeView>,
    words: String,
    now: Option<Link>,
}

#[derive(Serialize)]
struct ChangeView {
    op: &'static str,
    text: String,
}

/// Codes named of what was searched; more are counted.
const SEARCHED: usize = 4;

/// The cell of a district and a rule for the page at `path`.
pub fn view(input: &Input<'_>, path: &str, district: usize, rule: usize) -> CellView {
    let cell = input.layers.matrix.cell(district, rule);
    let of = &input.library.districts[district];
    let coding = cell.coding();
    CellView {
        slug: of.slug.clone(),
        district: of.name.clone(),
        url: links::relative(path, &links::district(of)),
        fictional: of.fictional,
        class: class(cell),
        symbol: symbol_of(cell),
        word: word(cell),
        qualifiers: qualifiers(coding),
        cite: cite(input, path, cell),
        mark: mark(cell.state),
        mark_words: mark_words(cell.state),
        read: reader(coding).map(|(by, _)| match coding.origin {
            Origin::Reviewed { on, .. } => format!("read by {by} on {}", on.long()),
            Origin::Suggested => String::new(),
        }),
        otherwise: cell.otherwise().map(|stance| stance.word().to_string()),
        quotes: quotes(input, path, cell),
        lost: lost(input, path, cell),
        facts: facts(cell),
        searched: (cell.stance() == Some(Stance::Silent))
            .then(|| searched(&cell.suggested.searched)),
        held: held(input, path, district, rule),
    }
}

fn cite(input: &Input<'_>, path: &str, cell: &Cell) -> Option<Link> {
    let evidence = cell.evidence().first()?;
    let (district, policy, version) = input.library.at(evidence.version);
    let clause = version.tree.get(evidence.clause);
    let short = short_citation(clause);
    let words = match district.policies.as_slice() {
        [_] if !short.is_empty() => short,
        _ => citation(policy, clause),
    };
    let words = shortened(&words);
    let page = links::version(district, policy, version);
    Some(Link::new(path, &format!("{page}#{}", clause.anchor), words))
}

/// Words of a heading that a citation in a narrow cell has.
const HEADING: usize = 3;

/// A citation with its headings cut to a few words.
pub fn shortened(citation: &str) -> String {
    let mut out = String::with_capacity(citation.len());
    let mut rest = citation;
    while let Some((before, (heading, after))) = rest
        .split_once('“')
        .and_then(|(before, after)| Some((before, after.split_once('”')?)))
    {
        let heading = first_words(heading.trim_end_matches('…'), HEADING);
        out.push_str(&format!("{before}“{heading}”"));
        rest = after;
    }
    out + rest
}

fn quotes(input: &Input<'_>, path: &str, cell: &Cell) -> Vec<QuoteView> {
    let all = pieces(input, cell.coding()).into_iter();
    all.map(|piece| QuoteView {
        words: piece.quote.to_string(),
        lang: piece
            .version
            .front
            .lang
            .as_ref()
            .map_or("en", |l| &l.value)
            .to_string(),
        cite: Link::new(path, &piece.url, piece.citation),
        // A citation without a code has the title already.
        title: match piece.policy.code.printed {
            true => piece.policy.title.clone(),
            false => String::new(),
        },
        role: (piece.role != "rule").then_some(piece.role),
    })
    .collect()
}

fn lost(input: &Input<'_>, path: &str, cell: &Cell) -> Vec<LostView> {
    let reviewed = cell.reviewed.iter();
    let all = reviewed.flat_map(|reviewed| &reviewed.lost);
    all.map(|lost| LostView {
        reason: capitalised(&lost.reason),
        changes: changes(lost),
        words: lost.words.clone(),
        now: lost.nearest.as_ref().map(|nearest| {
            let (district, policy, version) = input.library.at(nearest.version);
            let clause = version.tree.get(nearest.clause);
            let page = links::version(district, policy, version);
            let to = format!("{page}#{}", clause.anchor);
            Link::new(path, &to, citation(policy, clause))
        }),
    })
    .collect()
}

fn changes(lost: &LostQuote) -> Vec<ChangeView> {
    let all = lost.nearest.iter().flat_map(|nearest| &nearest.changes);
    all.map(|change| ChangeView {
        op: match change.op {
            Op::Equal => "equal",
            Op::Delete => "delete",
            Op::Insert => "insert",
        },
        text: change.text.clone(),
    })
    .collect()
}

fn facts(cell: &Cell) -> Vec<(&'static str, String)> {
    let coding = cell.coding();
    let was = cell
        .reviewed
        .as_ref()
        .filter(|_| cell.state == State::NeedsRereading);
    let was = was.map(|reviewed| ("was read as", reviewed.coding.stance.word().to_string()));
    let one = |what, text: &Option<String>| text.as_ref().map(|text| (what, text.clone()));
    let some = |what, texts: &[String]| (!texts.is_empty()).then(|| (what, texts.join("; ")));
    let all = [
        was,
        one("binds", &coding.actor),
        one("speaks of", &coding.channel),
        some("condition", &coding.conditions),
        some("exception", &coding.exceptions),
        one("note", &coding.note),
    ];
    all.into_iter().flatten().collect()
}

fn searched(codes: &[String]) -> String {
    let named = codes
        .iter()
        .take(SEARCHED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match codes.len().saturating_sub(SEARCHED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
