//! Policies named by their codes: "Policy 4140", "BP 1114 and AR 1114", "Policies RD and RDB",
//! "KDCA - Computers and the Internet: Employees".
//!
//! A number is taken for a code only where something says so: a word before it, a title after it,
//! or the block of cross references it stands in. Dates, amounts, room numbers and sections of
//! laws are none.

use super::found::{Found, Kind, ends_with_word};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The shape of one code, in every system that districts were found to use.
const CODE: &str = r"(?x:
    [0-9]{1,2}:[0-9]{1,3}(?:-[A-Z]{1,3}[0-9]*)?                                # 7:340-AP1
  | [0-9]{3,4}(?:\.[0-9]{1,3}){0,3}(?:\.?[A-Z]{1,2}[0-9]{0,2})?(?:-[A-Z]{1,3}(?:-?[0-9]{1,2})?|-[0-9]\b)?  # 0401.80-AR-01
  | [0-9]{1,2}\.[0-9]{2,4}(?:\.[0-9]{1,3})?                                    # 6.314
  | [A-Z]{2,6}(?:\((?:LOCAL|LEGAL|REGULATION|EXHIBIT)\)|-[A-Z]{1,3}(?:-?[0-9]|\([0-9]\))?\b|\b)  # GBEBD-R
)";

/// Words that say that a code follows; those of the second group belong to the code.
const WORDS: &str = r"(?x:
    (?:(?:[Bb]oard|[Dd]istrict|[Ss]chool|BOARD)\ )?(?:[Pp]olic(?:y|ies)|POLIC(?:Y|IES))
  | (?:[Aa]dministrative\ )?(?:[Rr]egulations?|[Gg]uidelines?|[Pp]rocedures?|[Rr]ules?)
  | [Ee]xhibits?|[Bb]ylaws?|Pol\.|File:?
)";

const LIST: &str = r"(?:\s*(?:,|;|/|&|\band\b|\bor\b|,\s*and\b|,\s*or\b|\bthrough\b|\bto\b)\s*)";

static TRIGGERED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"\b(?P<word>{WORDS})\s+(?:(?:[Nn]o\.?|[Nn]umber|[Cc]odes?|#)\s*)?(?P<list>(?:(?:BP|AR|BB|E)\s)?{CODE}(?:{LIST}(?:(?:BP|AR|BB|E)\s)?{CODE})*)"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// CSBA's letters belong to the code: `AR 1114`.
static CSBA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?P<kind>BP|AR|BB|E)/?(?P<second>AR|E|BP)?\s(?P<code>[0-9]{4}(?:\.[0-9]{1,3})*)\b",
    )
    .expect("a fixed pattern")
});

/// A code with its title: `KDCA - Computers and the Internet`, `5:121 (Conduct of Employees)`.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?P<code>{CODE})(?:\s*[-–—]\s+|\s+[-–—:]?\s*|,\s+|\s+\()(?P<title>[A-Z][a-z’'/-]+(?:[:,]?\s+(?:of|and|the|to|for|in|on|by|with|or|a|an|[A-Z][a-z’'/-]+))*)\)?"
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

/// Letter codes alone in brackets: `(GCPK GCPL-AR)`.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\((?P<list>[A-L][A-Z]{2,5}(?:-[A-Z]{1,3})?(?:[ ,/]+[A-L][A-Z]{2,5}(?:-[A-Z]{1,3})?)*)\)",
    )
    .expect("a fixed pattern")
});

static ONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?:(?P<kind>BP|AR|BB|E)\s)?(?P<code>{CODE})")).expect("a fixed pattern")
});

/// Words in capitals that have the shape of a letter code and are none.
const NOT_CODES: [&str; 60] = [
    "USC", "USCA", "CFR", "FERPA", "CIPA", "COPPA", "IDEA", "ADA", "ADEA", "FMLA", "FLSA", "HIPAA",
    "ESSA", "ESEA", "GINA", "PPRA", "RSA", "RCW", "WAC", "ORS", "OAR", "ORC", "OAC", "MCL", "KRS",
    "SDCL", "ILCS", "NAC", "TAC", "IAC", "CCR", "IDAPA", "AUP", "IT", "HR", "PDF", "FAQ", "USA",
    "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "ACT", "LEGAL", "CROSS", "LOCAL",
    "STAFF", "SOCIAL", "BOARD", "ADOPT", "DATE", "FILE", "CODE", "LINK", "NOTE",
];

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The text is a line of a block of cross references.
    pub in_references: bool,
    /// The code of the policy itself: no reference.
    pub own: Option<&'a str>,
}

impl Place<'_> {
    /// The manual has numbers for codes, so letters are none.
    fn has_numbers(self) -> bool {
        self.own
            .is_some_and(|own| own.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Finds the codes of policies in a text.
pub fn find(text: &str, place: Place<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    triggered(text, &mut found);
    csba(text, &mut found);
    titled(text, place, &mut found);
    if !place.has_numbers() {
        bracketed(text, &mut found);
    }
    found.retain(|f| place.own.is_none_or(|own| !same_code(own, &f.target)));
    found
}

/// The codes of a text that is nothing but codes: "KDCA, GBEB and JICJ". None for any other text.
pub fn only_codes(text: &str) -> Option<Vec<Range<usize>>> {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        let one = format!(r"(?:(?:BP|AR|BB|E)\s)?{CODE}");
        Regex::new(&format!(
            r"^{one}(?:\s*(?:,|&|\band\b|,\s*and\b)\s*{one})*$"
        ))
        .expect("a fixed pattern")
    });
    if !ALL.is_match(text) {
        return None;
    }
    let codes = ONE.find_iter(text).map(|hit| hit.range());
    Some(codes.collect())
}

fn same_code(a: &str, b: &str) -> bool {
    let plain = |s: &str| {
        s.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_uppercase()
    };
    plain(a) == plain(b)
}

fn triggered(text: &str, found: &mut Vec<Found>) {
    for hit in TRIGGERED.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let list = &hit["list"];
        let spelled = hit["word"].starts_with(char::is_uppercase)
            || hit["word"].ends_with('y')
            || hit["word"].ends_with("ies");
        for one in ONE.captures_iter(list) {
            let code = &one["code"];
            if !plausible(code, spelled) {
                continue;
            }
            let kind = one
                .name("kind")
                .map_or(String::new(), |k| format!("{} ", k.as_str()));
            found.push(Found {
                range: whole.range(),
                kind: Kind::Policy,
                target: format!("{kind}{code}"),
                law: None,
            });
        }
    }
}

fn csba(text: &str, found: &mut Vec<Found>) {
    for hit in CSBA.captures_iter(text) {
        let range = hit.get(0).expect("a match has a range").range();
        let mut add = |kind: &str| {
            found.push(Found {
                range: range.clone(),
                kind: Kind::Policy,
                target: format!("{kind} {}", &hit["code"]),
                law: None,
            });
        };
        add(&hit["kind"]);
        if let Some(second) = hit.name("second") {
            add(second.as_str());
        }
    }
}

/// Codes that only their title, or the block they stand in, shows to be codes.
fn titled(text: &str, place: Place<'_>, found: &mut Vec<Found>) {
    for hit in TITLED.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let code = &hit["code"];
        let before = text[..whole.start()].trim_end();
        let seen = ends_with_word(before, "see");
        let letters = code.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
        let long_letters = letters && code.len() >= 4 && hit["title"].contains(' ');
        // Glued to what stands before: a part of a date or of a longer number.
        let glued = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '§');
        let joined =
            before.ends_with(glued) && whole.start() == before.len() || before.ends_with('§');
        if letters && place.has_numbers() {
            continue;
        }
        if (place.in_references || seen || long_letters)
            && !joined
            && plausible(code, place.in_references)
        {
            found.push(Found {
                range: whole.range(),
                kind: Kind::Policy,
                target: code.to_string(),
                law: None,
            });
        }
    }
}

/// Codes alone in brackets, unless they are the initials of the words before them.
fn bracketed(text: &str, found: &mut Vec<Found>) {
    for hit in BRACKETED.captures_iter(text) {
        let whole = hit.get(0).expect("a match has a range");
        let codes: Vec<&str> = hit["list"]
            .split([' ', ',', '/'])
            .filter(|c| !c.is_empty())
            .collect();
        let initials: String = text[..whole.start()]
            .split_whitespace()
            .rev()
            .take(8)
            .filter_map(|w| w.chars().next())
            .collect::<String>()
            .to_uppercase();
        let initials: String = initials.chars().rev().collect();
        let spells = |code: &str| code.chars().all(|c| initials.contains(c));
        if codes.iter().any(|c| spells(c) || !plausible(c, false)) {
            continue;
        }
        found.extend(codes.into_iter().map(|code| Found {
            range: whole.start() + 1..whole.end() - 1,
            kind: Kind::Policy,
            target: code.to_string(),
            law: None,
        }));
    }
}

/// Whether a text of the right shape can be a code. `spelled`: a word before it says so.
fn plausible(code: &str, spelled: bool) -> bool {
    if NOT_CODES.contains(&code) {
        return false;
    }
    if code.bytes().all(|b| b.is_ascii_uppercase()) {
        // Section letters of the national system run from A to L, Texas uses more.
        return spelled || code.len() >= 3;
    }
    let year = code.len() == 4 && (code.starts_with("19") || code.starts_with("20"));
    spelled || !year
}
