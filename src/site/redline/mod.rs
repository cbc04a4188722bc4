//! Redlines: for two versions of a policy, what changed in words, the text with marks, and both
//! texts side by side.
//!
//! Reading order: `shown` (two versions), `words` (words with marks as HTML), `rows` (the text
//! clause by clause), `moved` (blocks that moved), `list` (the changes in words), `around` (what
//! changed beside the text).

mod around;
mod list;
mod moved;
mod rows;
mod shown;
mod words;

pub use around::{Around, around, between};
pub use list::{Changes, changes};
pub use rows::{Row, rows};
pub use shown::{Shown, called, lang};

use super::templates::{TemplateError, Templates};
use super::versions::dated;
use super::view::{Dated, Frame, Link};
use super::{File, Input, links};
use crate::library::{Standing, Version};
use crate::redline::Share;
use rayon::prelude::*;
use serde::Serialize;

/// What the pages of two versions share.
#[derive(Serialize)]
pub struct Head {
    pub district: Link,
    pub policy: Link,
    pub code: Option<String>,
    pub title: String,
    pub from: VersionView,
    pub to: VersionView,
    /// All versions of the policy.
    pub versions: Link,
    /// "2 clauses amended, 1 added; 14 as they were."
    pub said: String,
    /// Days between the two on which the policy was revised, of which no text is here.
    pub between: Vec<Dated>,
    /// Percent of the shorter text that stands in both, when so little does that the one replaced
    /// the other as a whole.
    pub replaced: Option<usize>,
    /// Language tag of the texts.
    pub lang: String,
}

/// One of two versions.
#[derive(Serialize)]
pub struct VersionView {
    /// "the text of June 11, 2018", "the draft"
    pub called: String,
    /// "June 11, 2018", "draft"
    pub label: String,
    /// Its page.
    pub url: String,
    /// What dates it: "revised" and the day.
    pub dated: Option<Dated>,
    /// `current`, `earlier` or `draft`.
    pub standing: &'static str,
}

#[derive(Serialize)]
struct RedlinePage {
    frame: Frame,
    head: Head,
    /// The same as two texts side by side.
    other: Link,
    /// The board packet of a draft.
    packet: Option<Link>,
    changes: Changes,
    around: Around,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct SidePage {
    frame: Frame,
    head: Head,
    /// The text with marks.
    other: Link,
    rows: Vec<Row>,
}

/// The pages of every two versions that are compared.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let districts = input.library.districts.iter().enumerate();
    let all: Vec<(usize, usize, usize)> = districts
        .flat_map(|(d, district)| (0..district.policies.len()).map(move |p| (d, p)))
        .flat_map(|(d, p)| (0..input.layers.redlines.of((d, p)).len()).map(move |n| (d, p, n)))
        .collect();
    let made: Result<Vec<[File; 2]>, TemplateError> = all
        .into_par_iter()
        .map(|(d, p, n)| {
            let compared = &input.layers.redlines.of((d, p))[n];
            let marked = Shown::new(input, (d, p), compared, links::redline);
            let side = Shown::new(input, (d, p), compared, links::side_by_side);
            let files = [
                templates.render("redline.html", &redline_page(&marked))?,
                templates.render("side-by-side.html", &side_page(&side))?,
            ];
            let [one, two] = files;
            Ok([(marked.path, one), (side.path, two)])
        })
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

fn redline_page(shown: &Shown<'_>) -> RedlinePage {
    let events = shown.events();
    let other = links::side_by_side(shown.district, shown.policy, shown.from, shown.to);
    let packet = links::packet(shown.district, shown.policy, shown.to);
    RedlinePage {
        frame: frame(shown, "redline", "What changed from"),
        head: head(shown),
        other: Link::new(&shown.path, &other, "Side by side"),
        packet: (shown.to.standing == Standing::Draft)
            .then(|| Link::new(&shown.path, &packet, "Packet for the board")),
        changes: changes(shown, &events),
        around: around(shown),
        rows: rows(shown, &events),
    }
}

fn side_page(shown: &Shown<'_>) -> SidePage {
    let events = shown.events();
    let other = links::redline(shown.district, shown.policy, shown.from, shown.to);
    SidePage {
        frame: frame(shown, "redline", "Side by side:"),
        head: head(shown),
        other: Link::new(&shown.path, &other, "Marked"),
        rows: rows(shown, &events),
    }
}

/// The frame of a page about two versions. Search engines are to show the text in force.
pub fn frame(shown: &Shown<'_>, kind: &'static str, what: &str) -> Frame {
    let Shown {
        input,
        district,
        policy,
        path,
        ..
    } = shown;
    let code = match policy.code.printed {
        true => format!("{} ", policy.code.text),
        false => String::new(),
    };
    let (from, to) = (shown.from.label_in_words(), shown.to.label_in_words());
    let title = format!(
        "{what} {from} to {to}, {code}{}, {}",
        policy.title, district.name
    );
    let mut frame = Frame::new(input, path, kind, &title).of_district(district);
    frame.description = title;
    frame.noindex = true;
    frame
}

/// What the pages of two versions share.
pub fn head(shown: &Shown<'_>) -> Head {
    let Shown {
        district,
        policy,
        path,
        ..
    } = shown;
    let version = |version: &Version| VersionView {
        called: called(version),
        label: version.label_in_words(),
        url: links::relative(path, &links::version(district, policy, version)),
        dated: dated(version),
        standing: match version.standing {
            Standing::Current => "current",
            Standing::Earlier => "earlier",
            Standing::Draft => "draft",
        },
    };
    let line = &shown.compared.line;
    let share = Share::of(line.words.iter().flatten());
    Head {
        district: Link::new(path, &links::district(district), &district.name),
        policy: Link::new(path, &links::policy(district, policy), &policy.title),
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        from: version(shown.from),
        to: version(shown.to),
        versions: Link::new(path, &links::versions(district, policy), "All versions"),
        said: shown.compared.summary.in_words(),
        between: between(shown.from, shown.to),
        replaced: share.is_little().then(|| share.percent()),
        lang: lang(shown.to),
    }
}
