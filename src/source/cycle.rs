use super::fields::FieldReader;
use super::yaml::{Key, Node};
use crate::text::Span;

/// How often a text is to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Its length in months; never 0.
    pub months: u16,
    /// Where it is written.
    pub span: Span,
}

/// Reads `3 years`, `every 18 months` or `year`; reports anything else.
pub fn read_cycle(reader: &mut FieldReader, key: &Key, node: &Node) -> Option<Cycle> {
    let field = reader.text(key, node)?;
    let months = months(&field.value);
    if months.is_none() {
        reader.wrong_shape(key, node, "a time like `3 years` or `18 months`");
    }
    Some(Cycle {
        months: months?,
        span: field.span,
    })
}

fn months(text: &str) -> Option<u16> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("every ").unwrap_or(&text);
    let (number, unit) = match text.split_once(char::is_whitespace) {
        Some((number, unit)) => (number.parse().ok()?, unit.trim()),
        None => (1, text),
    };
    let months = match unit {
        "year" | "years" => 12,
        "month" | "months" => 1,
        _ => return None,
    };
    // A century is no cycle.
    let all: u16 = months * u16::from(u8::try_from(number).ok().filter(|n: &u8| *n < 100)?);
    (all > 0).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn cycles_in_years_and_months() {
        assert_eq!(months("3 years"), Some(36));
        assert_eq!(months("every 18 months"), Some(18));
        assert_eq!(months("Year"), Some(12));
        for wrong in [
            "",
            "soon",
            "3",
            "0 years",
            "-1 years",
            "200 years",
            "3 terms",
        ] {
            assert_eq!(months(wrong), None, "{wrong}");
        }
    }
}
