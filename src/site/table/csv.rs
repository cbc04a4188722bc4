use super::{Input, Row, Selection, pieces, reader, rows, since};

const HEADS: [&str; 20] = [
    "district",
    "district_name",
    "rule",
    "question",
    "stance",
    "state",
    "actor",
    "channel",
    "conditions",
    "exceptions",
    "citation",
    "quote",
    "url",
    "by",
    "date",
    "suggested",
    "searched",
    "note",
    "since",
    "as_of",
];

/// A row for each cell, safe to be opened in a spreadsheet.
pub fn csv(input: &Input<'_>, chosen: &Selection) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let rows = rows(input, chosen).map(|row| cells(input, chosen, &row));
    for row in std::iter::once(HEADS.map(str::to_string)).chain(rows) {
        out.write_record(row.iter().map(|cell| safe(cell)))
            .expect("memory takes every row");
    }
    out.into_inner().expect("memory takes every row")
}

fn cells(input: &Input<'_>, chosen: &Selection, row: &Row<'_>) -> [String; 20] {
    let cell = row.cell;
    let coding = cell.coding();
    let pieces = pieces(input, coding);
    let joined = |texts: Vec<&str>, with: &str| texts.join(with);
    let (by, date) = reader(coding).unwrap_or_default();
    [
        row.district.slug.clone(),
        row.district.name.clone(),
        row.rule.id.clone(),
        row.rule.question.clone(),
        cell.word().to_string(),
        cell.state.word().to_string(),
        coding.actor.clone().unwrap_or_default(),
        coding.channel.clone().unwrap_or_default(),
        coding.conditions.join("; "),
        coding.exceptions.join("; "),
        joined(pieces.iter().map(|p| p.citation.as_str()).collect(), "; "),
        joined(pieces.iter().map(|p| p.quote).collect(), " | "),
        joined(pieces.iter().map(|p| p.url.as_str()).collect(), " "),
        by.to_string(),
        date,
        cell.otherwise().map_or("", |s| s.word()).to_string(),
        coding.searched.join("; "),
        coding.note.clone().unwrap_or_default(),
        since(input, row.district_at, cell).unwrap_or_default(),
        chosen.as_of.map_or(String::new(), |date| date.to_string()),
    ]
}

/// A text that no spreadsheet takes for a formula.
pub fn safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_is_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("- a bullet"), "'- a bullet");
        assert_eq!(safe("a=b"), "a=b");
    }
}
