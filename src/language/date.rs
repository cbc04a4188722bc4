//! Dates as districts write them: `2012-09-11`, `Sept. 11, 2012`, `09-12-11`, `6/14/2021`.
//!
//! A two-digit year is read on the pivot 1930–2029 and marked, so that the caller can report it
//! (the conventions are those of board minutes; calendar arithmetic is jiff's).

use std::fmt;

/// First year that a two-digit year can mean; the last is 99 years later.
const PIVOT: i16 = 1930;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, a month or a year, as far as the text says it. Earlier dates sort first, and a year
/// sorts before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, four digits.
    pub year: i16,
    /// The month, from 1; none when only the year is known.
    pub month: Option<i8>,
    /// The day, from 1; none when the text does not say it.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Its last day: of a year the last of December, of a day itself.
    pub fn last_day(self) -> PartialDate {
        let month = self.month.unwrap_or(12);
        let of_month = || {
            let first = jiff::civil::Date::new(self.year, month, 1);
            first.map_or(28, jiff::civil::Date::days_in_month)
        };
        PartialDate {
            year: self.year,
            month: Some(month),
            day: Some(self.day.unwrap_or_else(of_month)),
        }
    }

    /// The day that is some months after its last day; a day that the month has not is its last.
    pub fn after_months(self, months: u16) -> PartialDate {
        let last = self.last_day();
        let (month, day) = (last.month.unwrap_or(12), last.day.unwrap_or(28));
        let start = jiff::civil::Date::new(last.year, month, day);
        let later =
            start.and_then(|date| date.checked_add(jiff::Span::new().months(i32::from(months))));
        later.map_or(last, |date| PartialDate {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        })
    }

    /// The date in words: `September 11, 2012`, `June 2014`, `2016`.
    pub fn long(self) -> String {
        let month = self.month.map(|m| MONTHS[m as usize - 1]);
        match (month, self.day) {
            (Some(month), Some(day)) => format!("{month} {day}, {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601, as far as it is known: `2012-09-11`, `2014-06`, `2016`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A date that was read, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadDate {
    /// The date.
    pub date: PartialDate,
    /// True when the year was printed with two digits.
    pub two_digit_year: bool,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// It has no shape of a date that is known here.
    Shape,
    /// It has the shape, but no calendar has this day; the words say which part is off.
    Calendar(String),
    /// A stand-in for "unknown", such as 01/01/1900.
    Sentinel,
}

/// Reads one date that fills the whole text.
///
/// # Errors
/// [`DateError`] says whether the shape or the calendar refuses it.
pub fn read_date(text: &str) -> Result<ReadDate, DateError> {
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    let (year, month, day) = numeric(text)
        .or_else(|| in_words(text))
        .ok_or(DateError::Shape)?;
    let (year, two_digit_year) = full_year(year)?;
    let date = checked(year, month, day)?;
    if (date.year, date.month, date.day) == (1900, Some(1), Some(1)) {
        return Err(DateError::Sentinel);
    }
    Ok(ReadDate {
        date,
        two_digit_year,
    })
}

type Parts<'a> = (&'a str, Option<i8>, Option<i8>);

/// `2012-09-11`, `2012-09`, `2012`, `09/11/2012`, `9-11-12`, `9.11.2012`.
fn numeric(text: &str) -> Option<Parts<'_>> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(|p| digits(p)) {
        return None;
    }
    let small = |s: &str| s.parse::<i8>().ok();
    match parts.as_slice() {
        [y] if y.len() == 4 => Some((y, None, None)),
        [y, m] if y.len() == 4 => Some((y, small(m), None)),
        [y, m, d] if y.len() == 4 => Some((y, Some(small(m)?), Some(small(d)?))),
        [m, d, y] => Some((y, Some(small(m)?), Some(small(d)?))),
        _ => None,
    }
}

/// `September 11, 2012`, `Sept. 11th 2012`, `11 September 2012`, `June 2014`.
fn in_words(text: &str) -> Option<Parts<'_>> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .collect();
    match words.as_slice() {
        [m, y] => Some((y, Some(month_named(m)?), None)),
        [m, d, y] if month_named(m).is_some() => Some((y, month_named(m), Some(day_ordinal(d)?))),
        [d, m, y] => Some((y, Some(month_named(m)?), Some(day_ordinal(d)?))),
        _ => None,
    }
}

fn month_named(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|m| {
        let month = m.to_lowercase();
        month.starts_with(&word) || (word == "sept" && month == "september")
    })?;
    i8::try_from(at + 1).ok()
}

fn day_ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &word[digits.len()..];
    matches!(tail.to_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th")
        .then(|| digits.parse().ok())?
}

fn full_year(printed: &str) -> Result<(i16, bool), DateError> {
    let year: i16 = printed.parse().map_err(|_| DateError::Shape)?;
    match printed.len() {
        // American school districts are not older than this.
        4 if year < 1700 => Err(DateError::Shape),
        4 => Ok((year, false)),
        2 => {
            let century = PIVOT - PIVOT % 100;
            let year = century + year;
            Ok((if year < PIVOT { year + 100 } else { year }, true))
        }
        _ => Err(DateError::Shape),
    }
}

fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Result<PartialDate, DateError> {
    jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
        .map_err(|error| DateError::Calendar(error.to_string()))?;
    Ok(PartialDate { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, iso: &str) {
        assert_eq!(read_date(text).unwrap().date.to_string(), iso, "{text}");
    }

    #[test]
    fn forms_found_in_policies() {
        check("2012-03-13", "2012-03-13");
        check("Dec. 10, 2001", "2001-12-10");
        check("Sept. 11th, 2012", "2012-09-11");
        check("7-21-2008", "2008-07-21");
        check("10/14/96", "1996-10-14");
        check("9/18/2017", "2017-09-18");
        check("June 2014", "2014-06");
        check("2016", "2016");
        check("08/23/04;", "2004-08-23");
        assert!(read_date("09-12-11").unwrap().two_digit_year);
    }

    #[test]
    fn months_after_a_date() {
        let after = |text: &str, months| {
            let date = read_date(text).unwrap().date;
            date.after_months(months).to_string()
        };
        assert_eq!(after("2020-01-31", 1), "2020-02-29");
        assert_eq!(after("2019-05-06", 36), "2022-05-06");
        assert_eq!(after("2019-02", 12), "2020-02-28");
        assert_eq!(after("2019", 36), "2022-12-31");
    }

    #[test]
    fn no_day_is_invented() {
        assert_eq!(read_date("soon"), Err(DateError::Shape));
        assert_eq!(read_date(""), Err(DateError::Shape));
        assert_eq!(read_date("01/01/1900"), Err(DateError::Sentinel));
        assert!(matches!(
            read_date("2021-02-30"),
            Err(DateError::Calendar(_))
        ));
        assert!(matches!(
            read_date("13/13/2013"),
            Err(DateError::Calendar(_))
        ));
    }
}
