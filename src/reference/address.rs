//! What a cited law is called, and where it can be read.

use super::citator::{Citator, Cited, Entry};
use super::entry::{ChapterOf, Code, TitlePlace};
use super::join::places;
use std::fmt::Write as _;

/// Where a law can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// A web address.
    pub url: String,
    /// True when it is that of the publisher of the law.
    pub official: bool,
    /// True when a person has opened an address of this kind and found the right section.
    pub verified: bool,
}

impl Citator {
    /// Full name of the code or act.
    pub fn name(&self, cited: &Cited) -> &str {
        match cited.entry {
            Entry::Code(at) => &self.codes[at].name,
            Entry::Act(at) => &self.acts[at].name,
        }
    }

    /// `US` or the postal code of a state.
    pub fn jurisdiction(&self, cited: &Cited) -> &str {
        match cited.entry {
            Entry::Code(at) => &self.codes[at].jurisdiction,
            Entry::Act(at) => &self.acts[at].jurisdiction,
        }
    }

    /// The citation in its normal form: `20 U.S.C. 1232g`. One law has one, however it is printed
    /// and whichever entry of the list found it.
    pub fn key(&self, cited: &Cited) -> String {
        self.printed(cited, "", false)
    }

    /// The citation in its normal form with what is cited of the section, `20 U.S.C. 1232g(b)`; a
    /// chapter that is `bare` is printed without the word for it, `34 CFR 99`.
    pub(super) fn printed(&self, cited: &Cited, below: &str, bare: bool) -> String {
        let code = match cited.entry {
            Entry::Code(at) => &self.codes[at],
            Entry::Act(at) => return self.acts[at].key.clone(),
        };
        let chapter_key = code.chapter_key.as_ref();
        let whole = cited.section.is_empty();
        let chapter_key = chapter_key.filter(|_| cited.chapter && !bare && !whole);
        let key = chapter_key.unwrap_or(&code.key);
        let first = format!("{}{below}", cited.section);
        let sections = match &cited.through {
            Some(last) => format!("{first}-{last}"),
            None => first,
        };
        let titled = !cited.title.is_empty() && cited.chapter && code.title == TitlePlace::None;
        if titled && !bare {
            let place = format!("Title {}, ch. {sections}", cited.title);
            return code.key.replace("{s}", &place);
        }
        let key = key.replace("{t}", &cited.title).replace("{s}", &sections);
        key.trim_end().to_string()
    }

    /// Where the law can be read; none when the list has no address for it. An act is read where
    /// the first of the places that it stands in is.
    pub fn address(&self, cited: &Cited) -> Option<Address> {
        match cited.entry {
            Entry::Code(at) => of_code(&self.codes[at], cited),
            Entry::Act(at) => {
                let act = &self.acts[at];
                let place = places(act.cites.first()?, act, self).into_iter().next()?;
                match place.entry {
                    Entry::Code(at) => of_code(&self.codes[at], &place),
                    Entry::Act(_) => None,
                }
            }
        }
    }
}

fn of_code(code: &Code, cited: &Cited) -> Option<Address> {
    let titled = cited.chapter && !cited.title.is_empty() && code.title == TitlePlace::None;
    if cited.section.is_empty() || titled && code.chapter_of != Some(ChapterOf::Idaho) {
        return None;
    }
    let template = if cited.chapter {
        code.chapter_url.as_ref()?
    } else {
        code.url.as_ref()?
    };
    let (title, chapter) = parts(code, cited)?;
    let url = template
        .replace("{t3}", &format!("{:0>3}", encoded(title)))
        .replace("{t}", &encoded(title))
        .replace("{c}", &encoded(chapter))
        .replace("{s}", &encoded(&cited.section));
    Some(Address {
        url,
        official: code.official == Some(true),
        verified: code.verified_on.is_some(),
    })
}

/// The title and the chapter for an address; none when the section has no chapter to be seen.
fn parts<'a>(code: &Code, cited: &'a Cited) -> Option<(&'a str, &'a str)> {
    let section = cited.section.as_str();
    let before = |sign: char| section.split(sign).next().unwrap_or(section);
    Some(match code.chapter_of {
        None => (&cited.title, section),
        Some(ChapterOf::BeforeDot) => (&cited.title, before('.')),
        Some(ChapterOf::BeforeDash) => (&cited.title, before('-')),
        Some(ChapterOf::BeforeColon) => (&cited.title, before(':')),
        Some(ChapterOf::Idaho) if cited.chapter => (&cited.title, section),
        Some(ChapterOf::Idaho) => {
            let (title, number) = section.split_once('-')?;
            let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let chapter = digits.get(..digits.len().checked_sub(2)?)?;
            (title, Some(chapter).filter(|c| !c.is_empty())?)
        }
    })
}

/// A number as a part of an address. A comma parts the thousands and is left out.
fn encoded(number: &str) -> String {
    let mut out = String::with_capacity(number.len());
    for byte in number.bytes().filter(|b| *b != b',') {
        if byte.is_ascii_alphanumeric() || b"-._~:()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::law;
    use super::*;

    fn url(text: &str, state: &str) -> Option<String> {
        let citator = Citator::built_in();
        let found = law::find(text, &citator, Some(state));
        let law = found[0].law.as_ref().expect("a law of the list");
        assert!(found[0].target.starts_with(&citator.key(law)));
        citator.address(law).map(|a| a.url)
    }

    #[test]
    fn an_address_leads_to_the_section() {
        for (text, state, wanted) in [
            (
                "RCW 28A.640.010(2)",
                "WA",
                "https://app.leg.wa.gov/RCW/default.aspx?cite=28A.640.010",
            ),
            (
                "Idaho Code § 33-512",
                "ID",
                "https://legislature.idaho.gov/statutesrules/idstat/title33/t33ch5/sect33-512",
            ),
            (
                "I.C. 33-1612B",
                "ID",
                "https://legislature.idaho.gov/statutesrules/idstat/title33/t33ch16/sect33-1612B",
            ),
            (
                "G.S. 115C-36",
                "NC",
                "https://www.ncleg.gov/EnactedLegislation/Statutes/HTML/BySection/Chapter_115C/GS_115C-36.html",
            ),
            (
                "34 CFR Part 99",
                "",
                "https://www.ecfr.gov/current/title-34/part-99",
            ),
            (
                "89 FR 31,320",
                "",
                "https://www.govinfo.gov/link/fr/89/31320",
            ),
            (
                "22 Pa. Code § 12.4",
                "PA",
                "https://www.pacodeandbulletin.gov/Display/pacode?file=/secure/pacode/data/022/chapter12/s12.4.html",
            ),
        ] {
            assert_eq!(url(text, state).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn a_range_leads_to_its_first_section_and_an_act_to_its_first_place() {
        let range = url("20 U.S.C. 4071-4074", "").expect("an address");
        assert!(range.contains("title20-section4071&"), "{range}");
        let act = url("FERPA", "").expect("an address");
        assert!(act.contains("title20-section1232g&"), "{act}");
    }

    #[test]
    fn no_address_is_made_up() {
        assert_eq!(url("Pub. L. 94-142", ""), None);
        assert_eq!(url("Idaho Code 33-12", "ID"), None);
    }

    #[test]
    fn signs_of_a_number_cannot_break_an_address() {
        assert_eq!(encoded("5/10 20?#"), "5%2F10%2020%3F%23");
    }
}
