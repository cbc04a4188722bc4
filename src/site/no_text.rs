//! The page at the address of a policy that has no text in force, and at that of a former code.

use super::policy::{VersionLine, version_lines};
use super::templates::{TemplateError, Templates};
use super::view::{Frame, Link};
use super::{File, Input, links};
use crate::library::{District, Forward, Policy, Standing};
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct NoText {
    frame: Frame,
    district: Link,
    code: Option<String>,
    title: String,
    /// Why there is no text here.
    why: &'static str,
    /// The policy that had this code before.
    now: Option<Link>,
    versions: Vec<VersionLine>,
}

/// Why a policy has no text in force.
pub fn why_none(policy: &Policy) -> &'static str {
    if policy.unusable {
        "the text in force could not be read"
    } else if policy
        .versions
        .iter()
        .any(|v| v.standing == Standing::Draft)
    {
        "proposed only"
    } else {
        "no text in force"
    }
}

/// A page for each policy without a text in force, and for each former code.
pub fn files(input: &Input<'_>, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let made: Result<Vec<Vec<File>>, TemplateError> = input
        .library
        .districts
        .par_iter()
        .map(|district| {
            let without = district.policies.iter().filter(|p| p.current().is_none());
            let pages = without.map(|p| (links::policy(district, p), p));
            let pages = pages.map(|(path, policy)| {
                let html =
                    templates.render("no-text.html", &page(input, district, policy, &path))?;
                Ok((path, html))
            });
            let forwards = district.forwards.iter().map(|forward| {
                let path = links::forward(district, forward);
                let html = templates
                    .render("no-text.html", &forwarding(input, district, forward, &path))?;
                Ok((path, html))
            });
            pages.chain(forwards).collect()
        })
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

fn page(input: &Input<'_>, district: &District, policy: &Policy, path: &str) -> NoText {
    let title = match policy.code.printed {
        true => format!("{} {}", policy.code.text, policy.title),
        false => policy.title.clone(),
    };
    NoText {
        frame: frame(input, district, path, &title),
        district: Link::new(path, &links::district(district), &district.name),
        code: policy.code.printed.then(|| policy.code.text.clone()),
        title: policy.title.clone(),
        why: why_none(policy),
        now: None,
        versions: version_lines(district, policy, path),
    }
}

fn forwarding(input: &Input<'_>, district: &District, forward: &Forward, path: &str) -> NoText {
    let policy = &district.policies[forward.policy];
    let now = format!("{} {}", policy.code.text, policy.title);
    NoText {
        frame: frame(input, district, path, &forward.code),
        district: Link::new(path, &links::district(district), &district.name),
        code: Some(forward.code.clone()),
        title: policy.title.clone(),
        why: "former code",
        now: Some(Link::new(path, &links::policy(district, policy), now)),
        versions: Vec::new(),
    }
}

fn frame(input: &Input<'_>, district: &District, path: &str, title: &str) -> Frame {
    let title = format!("{title}, {}", district.name);
    let mut frame = Frame::new(input, path, "no-text", &title).of_district(district);
    frame.noindex = true;
    frame
}
