//! Atom feeds: all changes, those of each district, and the turns of each rule. There is no clock:
//! every date is one that a text prints, and what prints no day is in no feed. A feed needs the
//! address that the site will have, so without one there is none.

use super::changes::{Entry, entries, title, what};
use super::redline::called;
use super::templates::{TemplateError, Templates};
use super::view::capitalised;
use super::{File, Input, links};
use crate::clause::inline::escape_into;
use crate::language::PartialDate;
use crate::rule::{Move, begins};
use rayon::prelude::*;
use std::fmt::Write as _;

/// Entries of a feed at most, the newest.
const LONGEST: usize = 100;

/// Something that a feed tells.
struct Told {
    /// Its name for ever, after the address of the site: the same in every feed that tells it.
    id: String,
    title: String,
    /// Path of the page that shows it.
    page: String,
    date: PartialDate,
    author: String,
    words: String,
}

/// The address that the site will have, with a slash at its end; none when the project does not
/// say, or says something that is no address.
fn base(input: &Input<'_>) -> Option<String> {
    let base = input.project.config.base_url.as_deref()?;
    let base = base.trim().trim_end_matches('/');
    let rest = base
        .strip_prefix("https://")
        .or_else(|| base.strip_prefix("http://"))?;
    let plain = !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c == '#');
    plain.then(|| format!("{base}/"))
}

/// The newest day that a text of the library prints; a feed says that it was made of what stood
/// then. None when no text prints a day: then there are no feeds.
fn newest(input: &Input<'_>) -> Option<PartialDate> {
    days(input).max()
}

fn days(input: &Input<'_>) -> impl Iterator<Item = PartialDate> {
    let versions = input.library.policies().flat_map(|(_, p)| &p.versions);
    let dates = versions.filter_map(|v| Some(begins(v)?.date));
    dates.filter(|date| is_day(*date))
}

/// Whether there are feeds.
pub fn are_made(input: &Input<'_>) -> bool {
    base(input).is_some() && days(input).next().is_some()
}

/// The feeds of all changes, of every district and of every rule.
pub fn files(input: &Input<'_>, _: &Templates) -> Result<Vec<File>, TemplateError> {
    let (Some(base), Some(newest)) = (base(input), newest(input)) else {
        return Ok(Vec::new());
    };
    let site = input.project.config.title();
    let all = told(input, &entries(input, None));
    let first = (
        links::FEED.to_string(),
        site.to_string(),
        links::changes(1),
        all,
    );
    let districts = input.library.districts.par_iter().enumerate();
    let districts = districts.map(|(d, district)| {
        let name = format!("{}: changes", district.name);
        let page = links::changes_of(district, 1);
        let own = told(input, &entries(input, Some(d)));
        (links::feed_of(district), name, page, own)
    });
    let mut feeds: Vec<(String, String, String, Vec<Told>)> = districts.collect();
    feeds.insert(0, first);
    feeds.extend(rules(input));
    let files = feeds.into_par_iter().map(|(path, name, page, told)| {
        let head = Head {
            base: &base,
            path: &path,
            name: &name,
            page: &page,
            site,
            newest,
        };
        let text = atom(&head, &told);
        (path, text.into_bytes())
    });
    Ok(files.collect())
}

/// Whole days only: a feed says the day, and what prints a month has none.
fn is_day(date: PartialDate) -> bool {
    date.day.is_some()
}

fn told(input: &Input<'_>, entries: &[Entry<'_>]) -> Vec<Told> {
    let dated = entries.iter().filter_map(|entry| {
        let date = entry.event.map(|e| e.date).filter(|d| is_day(*d))?;
        Some((entry, date))
    });
    let told = dated.take(LONGEST).map(|(entry, date)| {
        let (district, policy, version) = input.library.at(entry.place);
        let what = what(version, entry.event).unwrap_or_default();
        let name = title(input, entry.place);
        let page = match entry.compared {
            Some(own) => {
                let from = &policy.versions[own.step.from];
                links::redline(district, policy, from, version)
            }
            None => links::version(district, policy, version),
        };
        let words = entry.compared.map(|own| {
            let from = called(&policy.versions[own.step.from]);
            let said = own.summary.in_words();
            format!("Compared with {from}: {said}")
        });
        Told {
            id: format!(
                "{}#{}/{}/{}",
                links::changes(1),
                district.slug,
                policy.slug,
                version.label
            ),
            title: format!("{}: {name}, {what} {}", district.name, date.long()),
            page,
            date,
            author: district.name.clone(),
            words: words.unwrap_or_else(|| "The first text of it here.".to_string()),
        }
    });
    told.collect()
}

/// The feed of each rule: the days on which a district came to another answer.
fn rules(input: &Input<'_>) -> Vec<(String, String, String, Vec<Told>)> {
    let moves = input.layers.history.moves();
    let rules = input.layers.matrix.rules.rules.iter().enumerate();
    rules
        .map(|(at, rule)| {
            let own = moves.iter().filter(|m| m.rule == at && is_day(m.date));
            let told = own.take(LONGEST).map(|m| turned(input, m)).collect();
            let name = format!("Rule: {}", rule.title);
            (links::feed_of_rule(rule), name, links::rule(rule), told)
        })
        .collect()
}

fn turned(input: &Input<'_>, m: &Move<'_>) -> Told {
    let rule = &input.layers.matrix.rules.rules[m.rule];
    let district = &input.library.districts[m.district];
    let (from, to) = (m.from.0.word(), m.to.0.word());
    Told {
        id: format!("{}#{}/{}", links::rule(rule), district.slug, m.date),
        title: format!("{}: {}, {from} → {to}", district.name, rule.title),
        page: links::rule(rule),
        date: m.date,
        author: district.name.clone(),
        words: format!(
            "{} since {}, {from} before. As a program reads the texts; no person has checked it.",
            capitalised(to),
            m.date.long()
        ),
    }
}

/// What a feed says of itself.
struct Head<'a> {
    base: &'a str,
    path: &'a str,
    name: &'a str,
    /// Path of the page that shows the same.
    page: &'a str,
    site: &'a str,
    newest: PartialDate,
}

/// A feed as Atom (RFC 4287).
fn atom(head: &Head<'_>, told: &[Told]) -> String {
    let Head {
        base,
        path,
        name,
        page,
        site,
        newest,
    } = *head;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    element(&mut out, "title", name);
    element(&mut out, "id", &format!("{base}{path}"));
    link(&mut out, "self", &format!("{base}{path}"));
    link(&mut out, "alternate", &format!("{base}{page}"));
    let last = told.iter().map(|one| one.date).max();
    element(&mut out, "updated", &stamp(last.unwrap_or(newest)));
    author(&mut out, site);
    for one in told {
        out.push_str("<entry>\n");
        element(&mut out, "title", &one.title);
        element(&mut out, "id", &format!("{base}{}", one.id));
        link(&mut out, "alternate", &format!("{base}{}", one.page));
        element(&mut out, "updated", &stamp(one.date));
        author(&mut out, &one.author);
        element(&mut out, "summary", &one.words);
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

fn stamp(date: PartialDate) -> String {
    format!("{date}T00:00:00Z")
}

fn author(out: &mut String, name: &str) {
    out.push_str("<author>");
    element(out, "name", name);
    out.push_str("</author>\n");
}

fn link(out: &mut String, rel: &str, to: &str) {
    let _ = write!(out, "<link rel=\"{rel}\" href=\"");
    xml(out, to);
    out.push_str("\"/>\n");
}

fn element(out: &mut String, tag: &str, text: &str) {
    let _ = write!(out, "<{tag}>");
    xml(out, text);
    let _ = writeln!(out, "</{tag}>");
}

/// A text that any reader of XML takes: signs escaped, controls left out.
fn xml(out: &mut String, text: &str) {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    escape_into(out, &plain);
}
