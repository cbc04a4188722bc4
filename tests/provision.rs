//! What clauses do: force from their own words and from what leads them in, whom they bind, on
//! what condition and with what exception.

use crate::read::tree;
use policybook::clause::ClauseIndex;
use policybook::provision::provisions;

/// `clause modality (actor): cue` of each provision that is no statement.
fn read(text: &str) -> Vec<String> {
    let tree = tree(text);
    let all = provisions(&tree, &|_: ClauseIndex| false).into_iter();
    all.filter_map(|p| {
        let (from, words) = p.cue?;
        let cue = &tree.get(from).text[words];
        let actor = p.actor.map_or("-", |a| a.word());
        let path = tree.get(p.clause).path_text();
        Some(format!("{path} {} ({actor}): {cue}", p.modality.word()))
    })
    .collect()
}

#[test]
fn items_take_the_force_of_what_leads_them_in() {
    assert_eq!(
        read("Employees shall not:\n\n1. Text students;\n2. Friend students, who may ask."),
        [
            "¶1 prohibition (staff): shall not",
            "1 prohibition (staff): shall not",
            "2 prohibition (staff): shall not",
        ]
    );
    assert_eq!(
        read("Proscribed conduct includes:\n\n- Posting photographs.\n- Insults."),
        [
            "•1 prohibition (-): Proscribed conduct",
            "•2 prohibition (-): Proscribed conduct",
        ]
    );
    assert_eq!(
        read(
            "The District recommends the following practices:\n\n- Keep accounts apart.\n- Do not post photographs.\n- You may not text students."
        ),
        [
            "¶1 recommendation (-): recommends",
            "•1 recommendation (-): recommends",
            "•2 recommendation-against (-): Do not",
            "•3 prohibition (staff): may not",
        ]
    );
}

#[test]
fn a_heading_is_a_topic_unless_it_names_a_class_of_conduct() {
    assert_eq!(
        read("## Photographs\n\nThey are kept for a year."),
        Vec::<String>::new()
    );
    assert_eq!(
        read("## Prohibited Conduct\n\n1. Texting students."),
        ["Prohibited Conduct > 1 prohibition (-): Prohibited Conduct"]
    );
}

#[test]
fn each_part_has_its_own_limits() {
    let tree = tree(
        "Coaches may text a team (except after 9 p.m.) but shall not text one student without a copy to a parent.",
    );
    let all = provisions(&tree, &|_: ClauseIndex| false);
    let text = &tree.clauses()[0].text;
    let words = |ranges: &mut dyn Iterator<Item = std::ops::Range<usize>>| -> Vec<String> {
        ranges.map(|r| text[r].to_string()).collect()
    };
    assert_eq!(words(&mut all[0].exceptions()), ["except after 9 p.m"]);
    assert_eq!(
        words(&mut all[1].conditions()),
        ["without a copy to a parent"]
    );
}
