#![doc = include_str!("../diagnostic/help/wrong-title.md")]

use super::printed::{Printed, printed};
use super::titles::{ByTitle, Nearness, Title, nearness, title_after};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::library::Policy;
use crate::reference::{Kind, State};
use crate::text::Span;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let titles: Vec<ByTitle<'_>> = input.library.districts.iter().map(ByTitle::of).collect();
    let wanted = printed(input, |reference| {
        reference.found.kind == Kind::Policy && matches!(reference.state, State::Policy(..))
    });
    // A code is sometimes found twice, with its title and without.
    let mut last: Option<Span> = None;
    for printed in wanted {
        let State::Policy(d, p) = printed.reference.state else {
            continue;
        };
        let policy = &input.library.districts[d].policies[p];
        let again =
            last.is_some_and(|l| l.source == printed.span.source && printed.span.start < l.end);
        let found = check_one(&printed, policy, &titles[d]);
        if let (Some(found), false) = (found, again) {
            diagnostics.push(found);
        }
        last = Some(printed.span);
    }
}

fn check_one(printed: &Printed<'_>, policy: &Policy, titles: &ByTitle<'_>) -> Option<Diagnostic> {
    let target = &printed.reference.found.target;
    let code = target.rsplit(' ').next().unwrap_or(target);
    let after = printed.rest.find(code)? + code.len();
    let title = title_after(&printed.rest[after..printed.free.max(after)])?;
    let near = nearness(title.words, policy);
    if near == Nearness::Near {
        return None;
    }
    let other = titles.only(title.words);
    let severity = match (other, near, title.sure) {
        (Some(_), ..) | (None, Nearness::Apart, true) => Severity::Warning,
        _ => Severity::Note,
    };
    Some(wrong(printed, policy, &title, other, severity))
}

fn wrong(
    printed: &Printed<'_>,
    policy: &Policy,
    title: &Title<'_>,
    other: Option<&Policy>,
    severity: Severity,
) -> Diagnostic {
    let message = format!(
        "{} is called “{}” here, and its title is “{}”",
        policy.code.text, title.words, policy.title
    );
    let help = match other {
        Some(other) => format!(
            "“{}” is the title of {}: write the code or the title that is meant",
            other.title, other.code.text
        ),
        None => "write the code or the title that is meant; a name that the policy goes by is \
                 listed under its `aliases:`"
            .to_string(),
    };
    Diagnostic::at("wrong-title", severity, printed.span, message).help(help)
}
