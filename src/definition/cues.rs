use crate::language::any_of;
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words by which definitions are known; `cues.yaml` says what each list is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    headings: Vec<String>,
    whole_headings: Vec<String>,
    term_columns: Vec<String>,
    meaning_columns: Vec<String>,
    openings: Vec<String>,
    reaches: Vec<String>,
    whole: Vec<String>,
    part: Vec<String>,
    strong: Vec<String>,
    weak: Vec<String>,
    kept: Vec<String>,
    no_meaning: Vec<String>,
    kinds: Vec<String>,
    no_term_words: Vec<String>,
    no_terms: Vec<String>,
    never_marked: Vec<String>,
}

/// The lists as patterns.
#[derive(Debug)]
pub struct Cues {
    /// A heading that opens a place for definitions.
    pub heading: Regex,
    /// A sentence that opens one.
    pub opening: Regex,
    /// The heads of the columns of a table of terms, joined by a line end.
    pub columns: Regex,
    /// A question for a meaning: groups `sure` or `names`.
    pub question: Regex,
    /// `As used in this policy,`: group `part` for a part of the text.
    pub reach: Regex,
    /// Terms in quotation marks and their verb: groups `names`, `strong`, `weak`.
    pub quoted: Regex,
    /// `The term X means`, at the start of a sentence: groups `names`, `strong`, `weak`.
    pub bare: Regex,
    /// `the term X means` anywhere.
    pub called: Regex,
    /// `is one that …`, `is a person who …`, after a verb.
    pub genus: Regex,
    /// `is a volunteer who …`, after a verb.
    pub someone: Regex,
    /// `Term – meaning`, `Term: meaning` in a place for definitions: groups `names`, `meaning`.
    pub run_in: Regex,
    /// `a “supervised person”, i.e., an employee`: group `names`.
    pub restated: Regex,
    /// `By “headquarters” is meant`: group `names`.
    pub meant: Regex,
    /// `(the “Office”)`: groups `lead` and `names`; `hereinafter “the Plan”`: group `called`.
    pub parenthesis: Regex,
    /// A quoted name.
    pub name: Regex,
    /// A verb that is quoted with its meaning.
    pub kept: Regex,
    /// Words with which no meaning begins.
    pub no_meaning: Regex,
    /// Words that no term holds, in small letters.
    pub no_term_words: HashSet<String>,
    /// Names of classes of conduct, which a weak verb does not define.
    pub no_term: Regex,
    /// The same at the end of a name.
    pub no_head: Regex,
    /// A verb after the dash of a run-in head.
    pub after_head: Regex,
    /// Terms whose uses are not marked, in small letters.
    pub never_marked: Vec<String>,
}

static BUILT_IN: LazyLock<Cues> =
    LazyLock::new(|| Cues::read(include_str!("cues.yaml")).expect("the built-in data is tested"));

impl Cues {
    /// The built-in lists.
    pub fn built_in() -> &'static Cues {
        &BUILT_IN
    }

    fn read(yaml: &str) -> Result<Cues, String> {
        let lists: Lists = serde_yaml::from_str(yaml).map_err(|e| e.to_string())?;
        Cues::of(&lists).map_err(|e| e.to_string())
    }

    fn of(lists: &Lists) -> Result<Cues, regex::Error> {
        let (strong, weak) = (any_of(&lists.strong), any_of(&lists.weak));
        let verb = format!(r"(?:(?P<strong>(?i:{strong}))|(?P<weak>(?i:{weak})))\b");
        let reach = reach(lists);
        // "For the purpose of the report, …"
        let generic =
            r#"|(?i:for (?:the )?purposes? of|as used in|when used in) [^,:;“”"]{2,80},\s+"#;
        let called = "(?i:the |an? |each )?(?i:terms? |words? |phrases? |expressions? )?";
        let quoted = r#"(?:[“"‘][^“”"‘]{2,70}?[,.]?(?:[”"]|’(?:\s|,)))"#;
        let joint = r"\s*(?:, and |, or |, | and/or | and | or |/)\s*(?:the )?(?:terms? )?";
        let names = format!(
            r"{quoted}(?:{joint}{quoted})*(?:\s\((?i:or|also|and)?\s*(?:the )?{quoted}\))?"
        );
        // "(Tagging)", ", also referred to as social networking," between a term and its verb.
        let aside = r"(?:\s*\([^()]{1,60}\)|,? (?i:(?:also|sometimes|commonly|hereinafter|hereafter|otherwise) )*(?i:referred to as|known as|called) (?P<aka>[^.,;:()]{2,60}),?|,? (?i:also|sometimes|hereinafter|commonly|or) [^.,;:]{2,60},|,?\s(?:as (?:that|this|the) (?:term|word|phrase) is used |as used |when used |for (?:the )?purposes? of |in |for |within )[^.,;:]{2,60},)?";
        let word = r"[\w][\w’'&/-]*";
        let bare = format!(r"{word}(?: {word}){{0,6}}?(?:\s\([^()]{{2,40}}\))?");
        let columns = format!(
            r"^(?i:{})\n(?i:{})(?:\n|$)",
            any_of(&lists.term_columns),
            any_of(&lists.meaning_columns)
        );
        let after = r"[:,]?\s*(?:(?i:as follows|the following):)?\s*";
        Ok(Cues {
            heading: Regex::new(&format!(
                r"(?i)\b(?:{})\b|^(?:{})\W*$",
                any_of(&lists.headings),
                any_of(&lists.whole_headings)
            ))?,
            columns: Regex::new(&columns)?,
            question: Regex::new(
                r"(?i)^what (?:(?:does|do) (?:the (?:terms?|words?|phrases?) )?(?P<sure>.{2,60}?) mean|is meant by (?:the (?:terms?|words?|phrases?) )?(?P<meant>.{2,60}?)|(?:is|are) (?:an? )?(?P<names>.{2,50}?))\?$",
            )?,
            opening: Regex::new(&format!(r"(?i)\b(?:{})\b.*:$", any_of(&lists.openings)))?,
            quoted: Regex::new(&format!(r"(?P<names>{names}){aside}\s+{verb}{after}"))?,
            bare: Regex::new(&format!(
                r"^(?P<said>{called})(?P<names>{bare}){aside}\s+{verb}{after}"
            ))?,
            called: Regex::new(&format!(
                r"(?i:\bthe (?:terms?|words?|phrases?) )(?P<names>{bare}){aside}\s+{verb}{after}"
            ))?,
            genus: Regex::new(&format!(
                r"^(?i:(?:an?|any|the)\s+)?(?:{word} ){{0,2}}(?i:{})\b(?: {word}){{0,4}}? (?i:who|that|which|whose|whom|where|when|in which|for which|chiefly|built|made|used|employed|hired|designed|intended|on which)\b",
                any_of(&lists.kinds)
            ))?,
            someone: Regex::new(&format!(
                r"^(?i:an?|any)(?: {word}){{1,3}} (?:who|whom|whose)\b"
            ))?,
            run_in: Regex::new(&format!(
                r#"^[“"]?(?P<names>{word}(?:,? {word}|,? \([^()]{{2,80}}\)){{0,8}}?)[”"]?(?:\s*:|\s*[–—]+|\s+-{{1,3}}|\.)\s+(?P<meaning>\S.*)$"#
            ))?,
            restated: Regex::new(&format!(
                r"(?P<names>{quoted})[^.;“”]{{0,60}}?[,;(]\s*(?:i\.e\.|that is|namely),?\s+"
            ))?,
            meant: Regex::new(&format!(r"\b[Bb]y (?P<names>{quoted}) (?:is|are) meant\s+"))?,
            parenthesis: Regex::new(
                r#"\((?P<lead>(?i:(?:hereinafter|hereafter|herein|collectively|together|each|or|individually|also|the|an?|known as|referred to as|called|and|as)[ ,]+)*)[“"](?P<names>[^“”"()]{2,50}?),?[”"]\)|, (?i:hereinafter|hereafter|herein)(?: (?i:called|known as|referred to as))?(?: the)? [“"](?P<called>[^“”"()]{2,50}?),?[”"]"#,
            )?,
            name: Regex::new(r#"[“"‘](?P<name>[^“”"‘]{2,70}?)[,.]?(?:[”"]|’(?:\s|,|$))"#)?,
            kept: Regex::new(&format!("^(?i:{})$", any_of(&lists.kept)))?,
            no_meaning: Regex::new(&format!(r"^(?i:{})\b", any_of(&lists.no_meaning)))?,
            no_term_words: lists
                .no_term_words
                .iter()
                .map(|w| w.to_lowercase())
                .collect(),
            no_head: Regex::new(&format!(r"(?i)\b(?:{})$", any_of(&lists.no_terms)))?,
            after_head: Regex::new(&format!(r"^(?i:{strong}|is|are|has|have)\b\s*"))?,
            no_term: Regex::new(&format!(
                r"(?i)^(?:{0})\b|\b(?:{0})$",
                any_of(&lists.no_terms),
            ))?,
            reach: Regex::new(&format!("^(?:{reach}{generic})"))?,
            never_marked: lists
                .never_marked
                .iter()
                .map(|w| w.to_lowercase())
                .collect(),
        })
    }
}

/// `As used in this policy,` at the start of a sentence.
fn reach(lists: &Lists) -> String {
    format!(
        r#"(?i:(?:{}) (?:this|these|our)\s(?:[\w’-]+ ){{0,2}}?(?:(?:{})|(?P<part>{})))\b(?:[^,:;.“”"]{{0,60}},)?\s+"#,
        any_of(&lists.reaches),
        any_of(&lists.whole),
        any_of(&lists.part),
    )
}
