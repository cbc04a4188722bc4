//! Answers to questions: "May a teacher text a student? No."

use super::force::Modality;
use std::ops::Range;

/// What the first word of an answer makes of its question, and where that word stands. None when
/// the answer begins with no such word, or the question asks for neither leave nor duty.
pub fn answered(question: &str, answer: &str) -> Option<(Modality, Range<usize>)> {
    let asked = asked(question)?;
    let start = mark(answer);
    let end = answer[start..]
        .find(|c: char| !c.is_alphabetic())
        .map_or(answer.len(), |n| start + n);
    let modality = match (answer[start..end].to_lowercase().as_str(), asked) {
        ("yes" | "only" | "sometimes", Asked::Leave) => Modality::Permission,
        ("yes" | "always", Asked::Duty) => Modality::Obligation,
        ("yes" | "always", Asked::Advice) => Modality::Recommendation,
        ("no" | "never", Asked::Leave) => Modality::Prohibition,
        ("no", Asked::Duty) => Modality::Permission,
        ("no" | "never", Asked::Advice) => Modality::RecommendationAgainst,
        _ => return None,
    };
    Some((modality, start..end))
}

/// The bytes of the mark with which an answer is printed: "A.", "Answer:".
fn mark(answer: &str) -> usize {
    let marks = ["answer:", "answer.", "a:", "a.", "response:"];
    let lower = answer.to_ascii_lowercase();
    let Some(mark) = marks.iter().find(|mark| lower.starts_with(*mark)) else {
        return 0;
    };
    let rest = &answer[mark.len()..];
    mark.len() + rest.len() - rest.trim_start().len()
}

/// What a question asks for.
enum Asked {
    Leave,
    Duty,
    Advice,
}

fn asked(question: &str) -> Option<Asked> {
    let question = question.trim().strip_suffix('?')?.to_lowercase();
    let words = question.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or("");
        match word {
            "may" | "can" | "could" | "allowed" | "permitted" | "ok" | "okay" | "acceptable" => {
                return Some(Asked::Leave);
            }
            "must" | "shall" | "required" | "need" => return Some(Asked::Duty),
            "have" | "has" if next == "to" => return Some(Asked::Duty),
            "should" | "advisable" | "wise" => return Some(Asked::Advice),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Modality, answered};

    #[test]
    fn the_first_word_answers() {
        for (question, answer, wanted) in [
            (
                "May a teacher text a student?",
                "No.",
                Some(Modality::Prohibition),
            ),
            (
                "Can I text my team?",
                "Yes, as a group.",
                Some(Modality::Permission),
            ),
            (
                "Do I have to give my number?",
                "No.",
                Some(Modality::Permission),
            ),
            ("Must I copy a parent?", "Yes.", Some(Modality::Obligation)),
            ("What is social media?", "No.", None),
            ("May I?", "Ask first.", None),
            (
                "May I text?",
                "A. Only the team.",
                Some(Modality::Permission),
            ),
        ] {
            let read = answered(question, answer).map(|(modality, _)| modality);
            assert_eq!(read, wanted, "{question} {answer}");
        }
    }
}
