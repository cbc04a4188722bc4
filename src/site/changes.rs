//! All changes by date, the newest first: over all districts, and of each.

use super::redline::called;
use super::templates::{TemplateError, Templates};
use super::versions::{before, redline_link};
use super::view::{Dated, Frame, Link, count};
use super::{File, Input, feed, links};
use crate::language::PartialDate;
use crate::library::{District, Place, Standing, Version};
use crate::redline::Compared;
use crate::rule::begins;
use crate::source::Event;
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;

/// A version as something that happened.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The version.
    pub place: Place,
    /// What brought it, and when; none when its text prints no day.
    pub event: Option<Event>,
    /// What it changed; none for the first text.
    pub compared: Option<&'a Compared>,
}

#[derive(Serialize)]
struct ChangesPage {
    frame: Frame,
    /// The district; none on the pages of all.
    district: Option<Link>,
    /// The changes of all districts.
    all: Option<Link>,
    total: String,
    pages: Vec<Link>,
    number: usize,
    groups: Vec<Group>,
    /// The feed of these changes.
    feed: Option<String>,
    /// The pages of single districts, and the feed of each.
    districts: Vec<(Link, Option<String>)>,
    /// What changed in the matrix.
    matrix: Link,
}

/// The entries of one day, or without one.
#[derive(Serialize)]
struct Group {
    /// Its id.
    id: String,
    /// None for proposals and for texts without a day.
    date: Option<Dated>,
    draft: bool,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    district: Link,
    fictional: bool,
    /// The version.
    policy: Link,
    /// "adopted", "revised", "draft, first reading"; none when nothing is said.
    what: Option<String>,
    /// "2 clauses amended; 14 as they were."; none for a first text.
    said: Option<String>,
    redline: Option<Link>,
}

/// Entries on a page.
const PAGE: usize = 200;

/// Every version of a library, in the order in which it is told: proposals, then the newest first,
/// then those without a day.
pub fn entries<'a>(input: &Input<'a>, only: Option<usize>) -> Vec<Entry<'a>> {
    let places = input.library.places();
    let own = places.filter(|(d, ..)| only.is_none_or(|only| only == *d));
    let mut out: Vec<(bool, Entry<'a>)> = own
        .map(|place| {
            let (d, p, v) = place;
            let version = input.library.at(place).2;
            let draft = version.standing == Standing::Draft;
            let entry = Entry {
                place,
                event: begins(version).filter(|_| !draft),
                compared: before(input, (d, p), v),
            };
            (draft, entry)
        })
        .collect();
    out.sort_by_key(|(draft, entry)| {
        let date: Option<PartialDate> = entry.event.map(|e| e.date);
        (!draft, date.is_none(), Reverse(date), entry.place)
    });
    out.into_iter().map(|(_, entry)| entry).collect()
}

/// The pages of all changes and those of each district.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let districts = (0..input.library.districts.len()).map(Some);
    let lists: Vec<Option<usize>> = std::iter::once(None).chain(districts).collect();
    let fed = feed::are_made(input);
    let made: Result<Vec<Vec<File>>, TemplateError> = lists
        .into_par_iter()
        .map(|only| list(input, templates, only, fed))
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

fn list(
    input: &Input<'_>,
    templates: &Templates,
    only: Option<usize>,
    fed: bool,
) -> Result<Vec<File>, TemplateError> {
    let entries = entries(input, only);
    let mut pages: Vec<&[Entry<'_>]> = entries.chunks(PAGE).collect();
    if pages.is_empty() {
        pages.push(&[]);
    }
    let list = List { only, fed, pages };
    (0..list.pages.len())
        .into_par_iter()
        .map(|at| {
            let path = path(input, only, at + 1);
            let view = page(input, &path, &list, at);
            Ok((path, templates.render("changes.html", &view)?))
        })
        .collect()
}

fn path(input: &Input<'_>, only: Option<usize>, number: usize) -> String {
    match only {
        None => links::changes(number),
        Some(d) => links::changes_of(&input.library.districts[d], number),
    }
}

/// The pages of one list.
struct List<'a> {
    /// The district; none for all.
    only: Option<usize>,
    /// Whether there are feeds.
    fed: bool,
    pages: Vec<&'a [Entry<'a>]>,
}

fn page(
    input: &Input<'_>,
    path: &str,
    List { only, fed, pages }: &List<'_>,
    at: usize,
) -> ChangesPage {
    let (only, fed) = (*only, *fed);
    let district = only.map(|d| &input.library.districts[d]);
    let number = at + 1;
    let of = district.map_or(String::new(), |d| format!(", {}", d.name));
    let title = match number {
        1 => format!("Changes{of}"),
        n => format!("Changes{of}, page {n}"),
    };
    let mut frame = Frame::new(input, path, "changes", &title);
    if let Some(district) = district {
        frame = frame.of_district(district);
    }
    let own = match district {
        None => links::FEED.to_string(),
        Some(district) => links::feed_of(district),
    };

    let feed = |district: &District| {
        let own = links::feed_of(district);
        fed.then(|| links::relative(path, &own))
    };
    ChangesPage {
        frame,
        district: district.map(|d| Link::new(path, &links::district(d), &d.name)),
        all: district.map(|_| Link::new(path, &links::changes(1), "Changes of all districts")),
        total: count(pages.iter().map(|page| page.len()).sum(), "text", "texts"),
        pages: match pages.as_slice() {
            [_] => Vec::new(),
            pages => (1..=pages.len())
                .map(|n| Link::new(path, &self::path(input, only, n), n.to_string()))
                .collect(),
        },
        number,
        groups: groups(input, path, pages[at]),
        feed: fed.then(|| links::relative(path, &own)),
        districts: match district {
            Some(_) => Vec::new(),
            None => input
                .library
                .districts
                .iter()
                .map(|d| (Link::new(path, &links::changes_of(d, 1), &d.name), feed(d)))
                .collect(),
        },
        matrix: Link::new(path, &links::history(1), "What changed in the matrix"),
    }
}

fn groups(input: &Input<'_>, path: &str, entries: &[Entry<'_>]) -> Vec<Group> {
    let draft = |e: &Entry<'_>| input.library.at(e.place).2.standing == Standing::Draft;
    let date = |e: &Entry<'_>| e.event.map(|event| event.date);
    let days = entries.chunk_by(|a, b| draft(a) == draft(b) && date(a) == date(b));
    days.map(|own| {
        let (is_draft, event) = (draft(&own[0]), own[0].event);
        Group {
            id: match event {
                Some(event) => format!("on-{}", event.date),
                None if is_draft => "proposed".to_string(),
                None => "no-day".to_string(),
            },
            date: event.map(Dated::of),
            draft: is_draft,
            entries: own.iter().map(|entry| view(input, path, entry)).collect(),
        }
    })
    .collect()
}

fn view(input: &Input<'_>, path: &str, entry: &Entry<'_>) -> EntryView {
    let (district, policy, version) = input.library.at(entry.place);
    let (d, p, _) = entry.place;
    let page = links::version(district, policy, version);
    EntryView {
        district: Link::new(path, &links::district(district), &district.name),
        fictional: district.fictional,
        policy: Link::new(path, &page, title(input, entry.place)),
        what: what(version, entry.event),
        said: entry.compared.map(|own| own.summary.in_words()),
        redline: entry.compared.map(|own| {
            redline_link(input, (d, p), own, path, |from, _| {
                format!("What changed from {}", called(from))
            })
        }),
    }
}

/// The policy of a version by code and title.
pub fn title(input: &Input<'_>, place: Place) -> String {
    let policy = input.library.at(place).1;
    match policy.code.printed {
        true => format!("{} {}", policy.code.text, policy.title),
        false => policy.title.clone(),
    }
}

/// What happened: the event, or how far a proposal is.
pub fn what(version: &Version, event: Option<Event>) -> Option<String> {
    match (version.standing, event) {
        (Standing::Draft, _) => {
            let status = version.status.filter(|s| s.is_proposed());
            Some(status.map_or("draft", |s| s.words()).to_string())
        }
        (_, Some(event)) => Some(event.kind.word().to_string()),
        _ => None,
    }
}
