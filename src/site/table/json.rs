use super::{Input, Piece, Row, Selection, cited, piece, pieces, reader, rows, since};
use crate::language::PartialDate;
use crate::rule::{Coding, Evidence, LostQuote, RuleKind, Stance};
use crate::site::links;
use serde_json::{Value, json};

/// The matrix as `data/matrix.json` has it.
pub fn json(input: &Input<'_>, chosen: &Selection) -> Vec<u8> {
    let rules = &input.layers.matrix.rules.rules;
    let rules = chosen.rules.iter().map(|rule| {
        let rule = &rules[*rule];
        json!({
            "id": rule.id,
            "title": rule.title,
            "question": rule.question,
            "kind": kind(rule.kind),
            "url": links::rule(rule),
        })
    });
    let districts = chosen.districts.iter().map(|district| {
        let district = &input.library.districts[*district];
        json!({
            "district": district.slug,
            "name": district.name,
            "state": district.state,
            "fictional": district.fictional,
            "url": links::district(district),
        })
    });
    let codings = rows(input, chosen).map(|row| coding(input, &row));
    let value = json!({
        "schema_version": 1,
        "as_of": chosen.as_of.map(|date| date.to_string()),
        "citation": cited(input, chosen),
        "rules": rules.collect::<Vec<_>>(),
        "districts": districts.collect::<Vec<_>>(),
        "codings": codings.collect::<Vec<_>>(),
        "moves": moves(input, chosen),
    });
    let mut out = serde_json::to_vec_pretty(&value).expect("JSON values always serialise");
    out.push(b'\n');
    out
}

/// What changed, the newest first; of an earlier day what had changed until then.
fn moves(input: &Input<'_>, chosen: &Selection) -> Vec<Value> {
    let rules = &input.layers.matrix.rules.rules;
    let last = chosen.as_of.map(PartialDate::last_day);
    let all = input.layers.history.moves().into_iter();
    let wanted = all.filter(|m| {
        chosen.districts.contains(&m.district)
            && chosen.rules.contains(&m.rule)
            && last.is_none_or(|last| m.date.last_day() <= last)
    });
    let side = |(stance, evidence): (Stance, Option<&Evidence>)| {
        let piece = evidence.map(|evidence| piece(input, evidence));
        json!({"stance": stance.word(), "evidence": piece.as_ref().map(words)})
    };
    wanted
        .map(|m| {
            json!({
                "district": input.library.districts[m.district].slug,
                "rule": rules[m.rule].id,
                "date": m.date.to_string(),
                "from": side(m.from),
                "to": side(m.to),
            })
        })
        .collect()
}

fn words(piece: &Piece<'_>) -> Value {
    json!({
        "policy": piece.policy.code.text,
        "version": piece.version.label,
        "clause": piece.anchor,
        "citation": piece.citation,
        "quote": piece.quote,
        "role": piece.role,
        "url": piece.url,
    })
}

fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Act => "act",
        RuleKind::Duty => "duty",
        RuleKind::Declared => "declared",
    }
}

fn coding(input: &Input<'_>, row: &Row<'_>) -> Value {
    let cell = row.cell;
    let mut value = facts(input, cell.coding());
    let reviewed = cell.reviewed.as_ref();
    let lost = reviewed.into_iter().flat_map(|r| &r.lost);
    let more = json!({
        "district": row.district.slug,
        "rule": row.rule.id,
        "stance": cell.word(),
        "origin": if reviewed.is_some() { "reviewed" } else { "suggested" },
        "state": cell.state.word(),
        "since": since(input, row.district_at, cell),
        "stance_read": reviewed.map(|r| match r.not_applicable {
            true => "not-applicable",
            false => r.coding.stance.word(),
        }),
        "lost": lost.map(gone).collect::<Vec<_>>(),
        "suggested": reviewed.map(|_| {
            let mut suggested = facts(input, &cell.suggested);
            suggested["stance"] = json!(cell.suggested.stance.word());
            suggested
        }),
    });
    // The names of the cell come first, for those who read the file.
    let mut out = more;
    if let (Value::Object(out), Value::Object(facts)) = (&mut out, value.take()) {
        out.extend(facts);
    }
    out
}

fn gone(lost: &LostQuote) -> Value {
    json!({"cited": lost.cited, "quote": lost.words, "reason": lost.reason})
}

fn facts(input: &Input<'_>, coding: &Coding) -> Value {
    let pieces = pieces(input, coding);
    let evidence = pieces.iter().map(words);
    let reader = reader(coding);
    json!({
        "actor": coding.actor,
        "channel": coding.channel,
        "conditions": coding.conditions,
        "exceptions": coding.exceptions,
        "evidence": evidence.collect::<Vec<_>>(),
        "searched": coding.searched,
        "note": coding.note,
        "by": reader.as_ref().map(|(by, _)| *by),
        "date": reader.as_ref().map(|(_, on)| on.as_str()),
    })
}
