//! Enumerators as printed at the start of a line: `III.`, `(b)`, `1.1`, `(a)(1)`, `•`.
//!
//! One sign can be read in several ways (`i` is a letter and a numeral); all readings are given,
//! and the outline of the whole text decides between them.

/// The kind of sequence an enumerator belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// 1, 2, 3
    Number,
    /// 1.1, 1.2
    Decimal,
    /// a, b, c
    Lower,
    /// A, B, C
    Upper,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// aa, bb, cc as a level of its own
    LowerDouble,
    /// AA, BB, CC as a level of its own
    UpperDouble,
}

/// The punctuation around an enumerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `1.`
    Dot,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
    /// `1.)`
    DotBracket,
    /// `1.1` or `1` before a title
    Bare,
    /// `Section 1.`, `Article IV`: which word it is.
    Word(u8),
    /// `1,`: a slip for one of the others
    Slip,
}

/// One way to read an enumerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The sequence.
    pub series: Series,
    /// The place in it, from 1.
    pub ordinal: u32,
    /// For decimals, the numbers before the last.
    pub prefix: Prefix,
}

/// The numbers before the last of a decimal enumerator, e.g. 2 and 1 of `2.1.3`; zeros where
/// there are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefix([u8; 6]);

impl Prefix {
    /// A prefix of numbers up to 255; none when they are too many or too large.
    fn new(numbers: &[u32]) -> Option<Prefix> {
        let mut prefix = Prefix::default();
        for (at, number) in numbers.iter().enumerate() {
            *prefix.0.get_mut(at)? = u8::try_from(*number).ok()?;
        }
        Some(prefix)
    }

    /// How many numbers it has.
    pub fn len(self) -> usize {
        self.0.iter().take_while(|n| **n > 0).count()
    }

    /// True when it has none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The prefix of the items below one with this prefix and number.
    pub fn below(self, number: u32) -> Option<Prefix> {
        let mut numbers: Vec<u32> = self.0[..self.len()].iter().map(|n| u32::from(*n)).collect();
        numbers.push(number);
        Prefix::new(&numbers)
    }
}

/// One enumerator, or one of several printed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is printed, without punctuation: `III`, `b`, `1.1`.
    pub label: String,
    /// Its punctuation.
    pub style: Style,
    /// The ways to read it, likeliest first; never empty.
    pub readings: Vec<Reading>,
}

/// What is printed at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// As printed, without the space after it.
    pub printed: String,
    /// Usually one; several for `(a)(1)`.
    pub parts: Vec<Part>,
}

impl Marker {
    /// The labels without punctuation, the last one being this clause's own.
    pub fn label(&self) -> &str {
        self.parts.last().map_or("", |p| p.label.as_str())
    }
}

/// The largest number taken for an enumerator; years and amounts are larger.
const MAX_NUMBER: u32 = 199;

/// Signs that begin a bullet, when white space follows.
const BULLETS: &str = "•▪◦○●■□▫‣⁃·–—➢➤►▶✓✔✗✘✖❖☐☑☒»+§o*-";

/// The bullet at the start of a line, and how many bytes it takes.
pub fn read_bullet(line: &str) -> Option<(char, usize)> {
    if line.starts_with("-- ") {
        return Some(('–', 2));
    }
    let glyph = read_glyph(line)?;
    Some((glyph, glyph.len_utf8()))
}

fn read_glyph(line: &str) -> Option<char> {
    let mut chars = line.chars();
    let glyph = chars.next().filter(|c| BULLETS.contains(*c))?;
    let rest = chars.as_str();
    let words = rest.trim_start();
    let spaced = rest.len() > words.len();
    let plausible = match glyph {
        // A section sign begins a citation when a number follows.
        '§' => words.starts_with(char::is_alphabetic),
        'o' => words.starts_with(char::is_alphabetic) || words.is_empty(),
        '•' => return Some(glyph),
        // `-Rejection is used`: the words follow without a space.
        '-' | '–' if !spaced => {
            let mut word = rest.chars();
            let capital = word.next().is_some_and(char::is_uppercase);
            return (capital && word.next().is_some_and(char::is_lowercase)).then_some(glyph);
        }
        _ => true,
    };
    (plausible && (spaced || rest.is_empty())).then_some(glyph)
}

/// The enumerator at the start of a line.
pub fn read_marker(line: &str) -> Option<Marker> {
    let (parts, len) = worded(line)
        .or_else(|| bracketed(line))
        .or_else(|| dotted(line))?;
    Some(Marker {
        printed: line[..len].to_string(),
        parts,
    })
}

/// `(a)`, `(1)(i)`.
fn bracketed(line: &str) -> Option<(Vec<Part>, usize)> {
    let mut parts = Vec::new();
    let mut at = 0;
    while line[at..].starts_with('(') {
        let inner = line[at + 1..].split(')').next()?;
        let end = at + 1 + inner.len() + 1;
        if end > line.len() || !is_label(inner) {
            break;
        }
        let Some(part) = part(inner, Style::Brackets) else {
            break;
        };
        parts.push(part);
        at = end;
    }
    (!parts.is_empty()).then_some((parts, at))
}

/// `1.`, `a)`, `1.1`, `A.1.`, `1.a`.
fn dotted(line: &str) -> Option<(Vec<Part>, usize)> {
    let token_len = line
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .unwrap_or(line.len());
    let mut token = &line[..token_len];
    let mut rest = &line[token_len..];
    // `1.Purpose`: the words follow without a space.
    if !rest.starts_with(')')
        && let Some(dot) = token.find('.')
        && token[..dot].bytes().all(|b| b.is_ascii_digit())
        && token[dot + 1..].starts_with(|c: char| c.is_ascii_uppercase())
        && token[dot + 1..].len() > 2
    {
        rest = &line[dot + 1..];
        token = &line[..=dot];
    }
    let glued = token.len() < token_len;
    let (style, end) = match rest.chars().next() {
        Some(')') if token.ends_with('.') => (Style::DotBracket, token.len() + 1),
        Some(')') => (Style::Bracket, token.len() + 1),
        Some(',') => (Style::Slip, token.len() + 1),
        _ if token.ends_with('.') => (Style::Dot, token.len()),
        _ => (Style::Bare, token.len()),
    };
    let after = &line[end..];
    if !(after.is_empty() || after.starts_with(char::is_whitespace) || glued) {
        return None;
    }
    let core = token.trim_end_matches('.');
    let pieces: Vec<&str> = core.split('.').collect();
    if core.is_empty() || !pieces.iter().all(|p| is_label(p)) {
        return None;
    }
    // `e.g.` and `U.S.` are no labels: of several printed together one is a number, or the
    // first is a Roman numeral.
    let numeral = |p: &str| p.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    if pieces.len() > 1 && !pieces.iter().any(|p| is_number(p)) && !numeral(pieces[0]) {
        return None;
    }
    let numbers: Vec<&&str> = pieces.iter().take_while(|p| is_number(p)).collect();
    if numbers.len() > 1 {
        let decimal_len = numbers.len();
        let mut parts = vec![decimal(&pieces[..decimal_len], style)?];
        for piece in &pieces[decimal_len..] {
            parts.push(part(piece, style)?);
        }
        return Some((parts, end));
    }
    match style {
        Style::Bare => {
            let title = after.trim_start();
            if is_law(title) {
                return None;
            }
            if is_wide_gap(after) && pieces.len() == 1 && core != "o" {
                return Some((vec![part(core, style)?], end));
            }
            let short = title.split_whitespace().count() <= 8 && !title.ends_with(['.', ';', ',']);
            (pieces.len() == 1 && is_number(core) && core.len() < 3 && short)
                .then(|| title.starts_with(char::is_uppercase))
                .filter(|ok| *ok)?;
        }
        Style::Slip if pieces.len() > 1 => return None,
        _ => {}
    }
    let parts: Option<Vec<Part>> = pieces.iter().map(|p| part(p, style)).collect();
    Some((parts?, end))
}

/// A gap that stands for punctuation: `I   Leave is granted to:`.
fn is_wide_gap(after: &str) -> bool {
    after.starts_with('\t') || after.starts_with("  ") && !after.trim().is_empty()
}

/// `34 CFR Part 99`, `20 U.S.C. 1232g`: the number is the title of a code of law.
fn is_law(words: &str) -> bool {
    const CODES: [&str; 14] = [
        "CFR", "USC", "USCA", "IAC", "NAC", "CCR", "TAC", "ILCS", "PS", "OS", "NYCRR", "OAC", "FR",
        "MRSA",
    ];
    let first = words.split_whitespace().next().unwrap_or("");
    let plain: String = first.chars().filter(|c| c.is_alphanumeric()).collect();
    CODES.contains(&plain.as_str())
}

/// Words that number the parts of a text, with the number after them.
const PART_WORDS: [&str; 12] = [
    "section",
    "article",
    "part",
    "chapter",
    "step",
    "standard",
    "level",
    "phase",
    "tier",
    "stage",
    "principle",
    "question",
];

const NUMBER_WORDS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// `Section 1.`, `Article IV:`, `Part A —`, `Level Two:`, `Q3.`
fn worded(line: &str) -> Option<(Vec<Part>, usize)> {
    if let Some(question) = asked(line) {
        return Some(question);
    }
    let (word, rest) = line.split_once(' ')?;
    let known = PART_WORDS.iter().position(|w| *w == word.to_lowercase())?;
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let style = Style::Word(u8::try_from(known).ok()?);
    let label: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let after = &rest[label.len()..];
    let closing = closing(after)?;
    let mut part = match NUMBER_WORDS.iter().position(|n| *n == label.to_lowercase()) {
        Some(at) => part(&(at + 1).to_string(), style)?,
        None if is_label(&label) => part(&label, style)?,
        None => return None,
    };
    part.label = format!("{word} {label}");
    Some((vec![part], word.len() + 1 + label.len() + closing))
}

/// Bytes of the full stop, colon or dash that closes a worded label; none when words follow at
/// once ("Section 504 applies").
fn closing(after: &str) -> Option<usize> {
    if after.trim().is_empty() {
        return Some(0);
    }
    if after.starts_with(['.', ':']) {
        return Some(1);
    }
    if is_wide_gap(after) {
        return Some(0);
    }
    let dash = after
        .trim_start()
        .chars()
        .next()
        .filter(|c| matches!(c, '—' | '–' | '-'))?;
    Some(after.len() - after.trim_start().len() + dash.len_utf8())
}

/// `Q3.`: a question of a list of questions.
fn asked(line: &str) -> Option<(Vec<Part>, usize)> {
    let digits: String = line
        .strip_prefix('Q')?
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let after = &line[1 + digits.len()..];
    let closed = after.starts_with(['.', ':', ')'])
        && (after.len() == 1 || after[1..].starts_with(char::is_whitespace));
    let mut part = part(&digits, Style::Word(u8::MAX)).filter(|_| closed)?;
    part.label = format!("Q{digits}");
    Some((vec![part], digits.len() + 2))
}

/// Digits, one letter, a letter doubled, or a Roman numeral.
fn is_label(text: &str) -> bool {
    !text.is_empty() && text.len() <= 8 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn decimal(pieces: &[&str], style: Style) -> Option<Part> {
    let numbers: Option<Vec<u32>> = pieces
        .iter()
        .map(|p| p.parse().ok().filter(|n| *n <= MAX_NUMBER))
        .collect();
    let mut prefix = numbers?;
    let mut ordinal = prefix.pop()?;
    let mut series = Series::Decimal;
    if ordinal == 0 && prefix.len() == 1 {
        // `2.0 Scope` is section 2.
        ordinal = prefix.pop()?;
        series = Series::Number;
    }
    let prefix = Prefix::new(&prefix)?;
    (ordinal > 0).then(|| Part {
        label: pieces.join("."),
        style,
        readings: vec![Reading {
            series,
            ordinal,
            prefix,
        }],
    })
}

fn part(label: &str, style: Style) -> Option<Part> {
    if !is_label(label) {
        return None;
    }
    let mut readings = Vec::new();
    let mut add = |series, ordinal| {
        readings.push(Reading {
            series,
            ordinal,
            prefix: Prefix::default(),
        });
    };
    if is_number(label) {
        let number: u32 = label.parse().ok()?;
        if (1..=MAX_NUMBER).contains(&number) && !label.starts_with('0') {
            add(Series::Number, number);
        }
    } else if label.bytes().all(|b| b.is_ascii_lowercase()) {
        letters(
            label,
            Series::LowerRoman,
            Series::Lower,
            Series::LowerDouble,
            &mut add,
        );
    } else if label.bytes().all(|b| b.is_ascii_uppercase()) {
        letters(
            label,
            Series::UpperRoman,
            Series::Upper,
            Series::UpperDouble,
            &mut add,
        );
    }
    (!readings.is_empty()).then(|| Part {
        label: label.to_string(),
        style,
        readings,
    })
}

fn letters(
    label: &str,
    roman: Series,
    single: Series,
    double: Series,
    add: &mut impl FnMut(Series, u32),
) {
    let label = label.to_ascii_lowercase();
    let bytes = label.as_bytes();
    let place = u32::from(bytes[0] - b'a') + 1;
    if bytes.len() == 1 {
        add(single, place);
    }
    if let Some(value) = roman_value(&label) {
        add(roman, value);
    }
    if bytes.len() == 2 && bytes[0] == bytes[1] {
        add(double, place);
        add(single, 26 + place);
    } else if bytes.len() == 2 && bytes[0] == b'a' && !matches!(bytes[1], b'm' | b'n' | b's' | b't')
    {
        add(single, 26 + u32::from(bytes[1] - b'a') + 1);
    }
}

/// The value of a well-formed Roman numeral below 90 (larger ones do not number clauses), and of
/// single C, D, M.
fn roman_value(label: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    for (ten, tens) in TENS.iter().enumerate().rev() {
        if let Some(rest) = label.strip_prefix(tens)
            && let Some(unit) = UNITS.iter().position(|u| *u == rest)
        {
            let value = u32::try_from(ten * 10 + unit).ok()?;
            return (value > 0).then_some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(line: &str) -> Option<Vec<String>> {
        Some(
            read_marker(line)?
                .parts
                .into_iter()
                .map(|p| p.label)
                .collect(),
        )
    }

    #[test]
    fn enumerators_are_found_as_printed() {
        for (line, printed) in [
            ("III. RESPONSIBILITIES", "III."),
            ("(b) Parents", "(b)"),
            ("1) Staff", "1)"),
            ("1.1 Scope", "1.1"),
            ("1.1. Scope", "1.1."),
            ("a.", "a."),
            ("1.Purpose", "1."),
            ("Section 4. Reports", "Section 4."),
            ("Article 2 – Term", "Article 2 –"),
            ("Level Two: Principal", "Level Two:"),
            ("Q3. May I?", "Q3."),
            ("(a)(1) The school", "(a)(1)"),
        ] {
            assert_eq!(read_marker(line).unwrap().printed, printed, "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for line in [
            "2012. was",
            "ten (10) days",
            "9/11/19",
            "$5. per",
            "A person",
            "I am",
            "401.15 - Use",
            "5:126",
            "e.g. a coach",
            "U.S.C. 1232g",
            "No. 5",
            "v",
            "10 days after notice",
            "(see Policy 4)",
            "Section 504 applies to all",
        ] {
            assert_eq!(labels(line), None, "{line}");
        }
    }

    #[test]
    fn one_sign_several_readings() {
        let readings = &read_marker("i. x").unwrap().parts[0].readings;
        let found: Vec<_> = readings.iter().map(|r| (r.series, r.ordinal)).collect();
        assert_eq!(found, [(Series::Lower, 9), (Series::LowerRoman, 1)]);
    }

    #[test]
    fn bullets() {
        assert_eq!(read_bullet("• one"), Some(('•', 3)));
        assert_eq!(read_bullet("§ Letting a student"), Some(('§', 2)));
        assert_eq!(read_bullet("-- district e-mail"), Some(('–', 2)));
        assert_eq!(read_bullet("o accounts"), Some(('o', 1)));
        assert_eq!(read_bullet("§ 33-512"), None);
        assert_eq!(read_bullet("-ful"), None);
        assert_eq!(read_bullet("of course"), None);
    }
}
