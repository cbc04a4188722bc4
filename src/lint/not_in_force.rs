#![doc = include_str!("../diagnostic/help/not-in-force.md")]

use super::printed::printed;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::library::{Policy, Standing};
use crate::reference::State;
use crate::source::Status;

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let target = |state: &State| match state {
        State::Policy(d, p) | State::ClauseOf((d, p, _), _) => {
            Some(&input.library.districts[*d].policies[*p])
        }
        _ => None,
    };
    let wanted = printed(input, |reference| {
        target(&reference.state).is_some_and(|policy| out_of_force(policy).is_some())
    });
    for printed in wanted {
        let Some(policy) = target(&printed.reference.state) else {
            continue;
        };
        let in_force = printed.version.standing == Standing::Current;
        if let (true, Some(what)) = (in_force, out_of_force(policy)) {
            let message = format!("{} {what}", policy.code.text);
            diagnostics.push(
                Diagnostic::at("not-in-force", Severity::Warning, printed.span, message).help(
                    "refer to the policy that took its place, or take the reference out; where it \
                     is in force after all, mend its `status:` or the name of its file",
                ),
            );
        }
    }
}

/// Why a policy binds nobody; none when it is in force, or its file cannot be used.
fn out_of_force(policy: &Policy) -> Option<&'static str> {
    if let Some(version) = policy.current() {
        return match version.status? {
            Status::Rescinded => Some("is rescinded"),
            Status::Superseded => Some("is superseded"),
            Status::Suspended => Some("is suspended"),
            _ => None,
        };
    }
    let draft = |standing: Standing| standing == Standing::Draft;
    match policy.versions.as_slice() {
        _ if policy.unusable => None,
        [] => None,
        all if all.iter().all(|v| draft(v.standing)) => Some("is only a draft"),
        _ => Some("has no text in force, only an earlier one"),
    }
}
