//! The shapes of policy codes: `4119.21`, `GBEBD-R`, `7:340-AP1`, `DH(LOCAL)`.
//!
//! A shape alone says little: years, rooms and sums have it too. What stands around it decides
//! ([`super::code`]).

use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// One code, in every system that districts were found to use.
const CODE: &str = r"(?x:
    [0-9]{1,2}:[0-9]{1,4}(?:-[A-Z]{1,3}[0-9]*(?:,\ E[0-9]{1,2})?)?               # 7:340-AP1, E1
  | [0-9]{2}\.[0-9]{1,6}\ AP\.[0-9]{1,3}                                       # 03.13214 AP.1
  | [0-9]{3,4}(?:\.[0-9]{1,3}){0,3}-(?:Rule|Exhibit|Regulation|Procedure|Form)(?:\ ?\([0-9]{1,2}\)|\ [0-9]\b)?  # 411-Rule
  | [0-9]{3,4}(?:\.[0-9]{1,3}){0,3}(?:\.?[A-Z]{1,2}[0-9]{0,2})?(?:-[A-Z]{1,3}(?:[-.]?[0-9]{1,2}|\([0-9]{1,2}\))?|-[0-9]\b|\ AR\ ?\([0-9]{1,2}\))?  # 0401.80-AR-01, 0401.80 AR(1)
  | [0-9]{1,2}(?:\.[0-9]{1,6}){1,2}(?:[A-Z]\b)?(?:-[A-Z]{1,3}[0-9]{0,2}\b)?    # 6.314, 4.18.2, 5.21A
  | [A-Z]-[0-9]{3,4}(?:-[A-Z]{1,3}[0-9]{0,2})?                                 # G-3150-F1
  | (?:po|ag|ap)[0-9]{4}(?:\.[0-9]{1,3})?[A-Z]?                                   # po7540.03
  | [A-Z]{2,6}(?:\ ?\((?:LOCAL|LEGAL|REGULATION|EXHIBIT)\)|\*?-[A-Z]{1,3}(?:-?[0-9]{1,2}|\([0-9]\))?|\*?-[0-9]{1,2}|\([0-9]\))?  # GBEBD-R, JK*-2
)";

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:\b(?P<kind>BP|AR|BB|AG|AP|E|R)(?:/(?P<second>AR|E|BP))?\s)?(?P<code>{CODE})"
    ))
    .expect("a fixed pattern")
});

/// A text of the shape of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// Bytes of the text, with the letters before the code.
    pub range: Range<usize>,
    /// The letters that say what the code is of (`BP`), when printed before it.
    pub kinds: Vec<&'a str>,
    /// The code alone.
    pub code: &'a str,
}

impl Token<'_> {
    /// Letters and no number: `GBEBD`.
    pub fn is_letters(&self) -> bool {
        self.code.starts_with(|c: char| c.is_ascii_uppercase()) && !self.is_lettered_number()
    }

    /// One letter and a number: `G-3150`.
    fn is_lettered_number(&self) -> bool {
        self.code.as_bytes().get(1) == Some(&b'-')
    }

    /// Nothing but a number that a year can be.
    pub fn is_year(&self) -> bool {
        self.code.len() == 4 && (self.code.starts_with("19") || self.code.starts_with("20"))
    }

    /// Digits and nothing else.
    pub fn is_plain_number(&self) -> bool {
        self.code.bytes().all(|b| b.is_ascii_digit())
    }

    /// `4.22`: other things are counted so too.
    pub fn is_short_decimal(&self) -> bool {
        let whole = self.code.split('.').next().unwrap_or_default();
        whole.len() < 3 && self.code.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    }

    /// A shape that nothing but a code of a policy has.
    pub fn is_plain_to_see(&self) -> bool {
        let code = self.code;
        let district = ["po", "ag", "ap"].iter().any(|d| code.starts_with(d));
        self.is_letters() && self.is_suffixed() && code.len() > 4
            || code.contains(" AP.")
            || code.contains("-AP") && code.contains(':')
            || district
    }

    /// With what says that it is a regulation, an exhibit or a form: `GBEBD-R`, `3205P`,
    /// `411-Rule`, `JK*-2`.
    pub fn is_suffixed(&self) -> bool {
        static SUFFIXED: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"(?x)^(?:
                    [A-L][A-Z]{1,5}\*?(?:\ ?\((?:LOCAL|LEGAL|REGULATION|EXHIBIT)\)|\*-[0-9]{1,2}|-(?:R|E|AR|AP|P|F|RG|EX)(?:-?[0-9]{1,2}|\([0-9]\))?)
                  | (?:po|ag|ap)?(?:[0-9]{3,4}(?:\.[0-9]+)*|[0-9]{1,2}[:.][0-9]+)
                    (?:-(?:Rule|Exhibit|Regulation|Procedure|Form|R|E|P|F|AR|AP|BP|EX)(?:[-.]?[0-9]{1,2}|\ ?\([0-9]{1,2}\)|\ [0-9])?|\.?[REPF][0-9]{0,2})
                )$",
            )
            .expect("a fixed pattern")
        });
        SUFFIXED.is_match(self.code)
    }

    /// With a dash before what says what it is.
    pub fn has_dash(&self) -> bool {
        self.code.contains('-')
    }

    /// Manuals of letters have twelve sections, A to L; other letters are codes in few.
    pub fn is_of_letter_manual(&self) -> bool {
        self.code.starts_with(|c| matches!(c, 'A'..='L'))
    }

    /// The names it is found by: one for each of `BP/AR 5131`.
    pub fn targets(&self) -> Vec<String> {
        if self.kinds.is_empty() {
            return vec![self.code.replace(" (", "(")];
        }
        let of = |kind: &&str| format!("{kind} {}", self.code);
        self.kinds.iter().map(of).collect()
    }
}

/// The texts that have the shape of a code and stand alone, in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let hits = TOKEN.captures_iter(text);
    hits.filter_map(|hit| {
        let code = hit.name("code")?;
        let kinds = [hit.name("kind"), hit.name("second")];
        let kinds: Vec<&str> = kinds.into_iter().flatten().map(|k| k.as_str()).collect();
        // Letters stand before numbers of four digits alone: "AR 15 minutes".
        let four = code.as_str().bytes().take_while(u8::is_ascii_digit).count() == 4;
        let start = if kinds.is_empty() || !four {
            code.start()
        } else {
            hit.get(0)?.start()
        };
        let alone = stands_alone(text, start, code.end());
        alone.then(|| Token {
            range: start..code.end(),
            kinds: if start < code.start() {
                kinds
            } else {
                Vec::new()
            },
            code: code.as_str(),
        })
    })
    .collect()
}

/// It is no part of a longer number, date, sum, address or word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let glued = |c: char| c.is_alphabetic() || c.is_ascii_digit() || "-.§$@_:+".contains(c);
    let before = text[..start].chars().next_back();
    let code = &text[start..end];
    let free = before.is_none_or(|c| {
        !glued(c) || c == '.' && text[..start].ends_with("cf.") || ends_range(text, start, code)
    });
    let mut after = text[end..].chars();
    let next = after.next();
    let then = after.next().is_some_and(|c| c.is_alphanumeric());
    let ends = match next {
        Some(c) if c.is_alphanumeric() || "%°$@_¢".contains(c) => false,
        Some('-') if begins_range(&text[end..], code) => true,
        Some('-' | '.' | ':' | '\'') => !then,
        _ => true,
    };
    free && ends
}

/// The digits of a number before its first sign, when it can be an end of a range.
fn whole(number: &str) -> Option<usize> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let all = number.bytes().filter(u8::is_ascii_digit).count();
    (all > 2 && digits > 0).then_some(digits)
}

/// "8100-8130": a code with another of as many digits after it.
fn begins_range(rest: &str, code: &str) -> bool {
    let second = rest[1..]
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .next();
    let second = second.unwrap_or_default().trim_end_matches('.');
    !code.contains(['-', ':'])
        && whole(code).is_some()
        && whole(second) == whole(code)
        && !rest[1 + second.len()..].starts_with(['-', '/'])
}

/// The same, from its second code.
fn ends_range(text: &str, start: usize, code: &str) -> bool {
    let Some(before) = text[..start].strip_suffix('-') else {
        return false;
    };
    let window = &before[before.floor_char_boundary(before.len().saturating_sub(16))..];
    let first = window
        .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .next();
    let first = first.unwrap_or_default();
    let free =
        window.len() > first.len() && window[..window.len() - first.len()].ends_with([' ', '(']);
    free && whole(code).is_some() && whole(first) == whole(code)
}

/// Words that are printed in capitals for force, and Roman numerals: never codes.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "II III IV VI VII VIII IX XI XII XIII XIV XV LEGAL CROSS LOCAL STAFF SOCIAL BOARD ADOPT DATE \
     FILE CODE LINK NOTE PAGE FORM STEP PART SEE ALSO NO NOT NOR AND OR OF ON IN IS IT AS AT BY BE \
     IF TO WE YOU ARE WAS THE THIS THAT THESE WITH FROM FOR MUST SHALL MAY CAN WILL DOES ALL ANY \
     EACH ONLY NEVER ALWAYS NONE"
        .split_whitespace()
        .collect()
});

/// Names of laws, offices and things of schools in capitals: codes only where a word says so.
static SHORT_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "USC USCA CFR FERPA CIPA COPPA IDEA ADA ADEA ADAAA FMLA FLSA HIPAA ESSA ESEA GINA PPRA USERRA \
     RSA RCW WAC ORS OAR ORC OAC MCL MCLA KRS KAR SDCL ILCS NAC TAC IAC CCR TCA NRS NMSA NMAC ARS \
     AAC CGS CRS GCA NCAC NYCRR RSMO FAC IC IDAPA AUP RUP HR PDF FAQ USA US ACT IEP IEPS BIP ESL \
     ELL LEP EL MTSS PBIS RTI CPS DCF DHS DCFS DOE SRO AED CPR EMT PTA PTO PTSA SAT GPA ID URL VPN \
     AI LMS SIS DVD CD TV USB GPS EEO EEOC OCR OSHA NCAA FFA ROTC JROTC STEM CTE GED TSA IRS FBI \
     ICE UK PE AP IB DNA HIV AIDS ADHD BYOD ISP IP EOE PII PHI CEO CFO COO PO RFP IRB MOU CBA DESE \
     TEA CSBA NSBA KASB OSBA IASB VSBA NHSBA TASB NEA IEA AFT ISD USD CUSD CISD RSU SAU BOCES \
     EDGAR UGG FAPE LEA SEA SEC AG AGS ADM AEA ACH AYP ASVAB CACFP CBO CDC CDE CESA CNA CSE DHHS DMV \
     DOD DOH DOJ DOL DOT DPI DPS EAP EBT ECE EIS ELA EPA ESD ESY FBA FCC FDA FICA FOIA FTE FY GAAP \
     GASB GSA HHS HIB HQ HVAC IDEAB IEE IHP IRCA ISS KSDE LCAP LCFF LPN LRE"
        .split_whitespace()
        .collect()
});

pub fn is_word(token: &Token<'_>) -> bool {
    WORDS.contains(token.code)
}

pub fn is_short_name(token: &Token<'_>) -> bool {
    SHORT_NAMES.contains(token.code)
        || ["AR(", "BP(", "BB("]
            .iter()
            .any(|k| token.code.starts_with(k))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_many_systems_are_read_whole() {
        for code in [
            "4119.21",
            "0401.80-AR-01",
            "7:340-AP1",
            "5:1255",
            "03.13214 AP.1",
            "104.R1",
            "6571P",
            "1520FA1",
            "G-3150-F1",
            "GBEBD-R",
            "JICDA-E-1",
            "DH(LOCAL)",
            "po7540.03",
            "6.314",
            "4.18.2",
            "004-BOG-1",
            "GBEA",
        ] {
            let text = format!("See {code}, please.");
            let read: Vec<_> = tokens(&text)
                .into_iter()
                .map(|t| t.code.to_string())
                .collect();
            assert_eq!(read, [code]);
        }
    }

    #[test]
    fn parts_of_longer_things_are_no_codes() {
        for text in [
            "10/14/2019-20x",
            "$1250",
            "955L-1155L",
            "JLCD-0413-R",
            "10.23.10.4.5",
            "555-0142",
            "registrar4140@example.org",
            "120%",
            "3:1543:2",
        ] {
            assert_eq!(tokens(text), [], "{text}");
        }
    }
}
