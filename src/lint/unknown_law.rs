#![doc = include_str!("../diagnostic/help/unknown-law.md")]

use super::printed::printed;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Input;
use crate::reference::{Kind, State};

const CITE: &str = "write it as the law is cited (20 U.S.C. 1232g, Iowa Code 232.69); how other laws \
                    are cited is added in statutes.yaml";

pub(super) fn check(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = printed(input, |reference| {
        reference.found.kind == Kind::Statute && matches!(reference.state, State::Unresolved(..))
    });
    for printed in wanted {
        let State::Unresolved(why, _) = &printed.reference.state else {
            continue;
        };
        let (district, _, _) = input.library.at(printed.reference.version);
        let help = match district.state {
            Some(_) => CITE.to_string(),
            None => {
                format!("write the state of the district into district.yaml (`state: IA`); {CITE}")
            }
        };
        let message = format!("“{}” gets no link: {why}", printed.words);
        diagnostics
            .push(Diagnostic::at("unknown-law", Severity::Note, printed.span, message).help(help));
    }
}
