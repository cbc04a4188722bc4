use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// The code of a policy: always text, never a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code {
    /// As printed.
    pub text: String,
    /// False when the source prints no code and the file's name stands in.
    pub printed: bool,
}

/// Orders codes as a person would: numbers by value (401.9 before 401.10), letters without case.
pub fn compare_codes(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (number(&mut left), number(&mut right));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            (Some(x), Some(y)) => {
                left.next();
                right.next();
                x.to_lowercase().cmp(y.to_lowercase())
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits of a number without leading zeros, so that a longer one is larger.
fn number(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits.trim_start_matches('0').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_sort_as_a_manual_does() {
        let mut codes = [
            "1000.10", "1000.2", "401.13R2", "401.13", "AC", "ab", "7:240", "0401.9",
        ];
        codes.sort_by(|a, b| compare_codes(a, b));
        let expected = [
            "7:240", "0401.9", "401.13", "401.13R2", "1000.2", "1000.10", "ab", "AC",
        ];
        assert_eq!(codes, expected);
    }
}
