//! The entries of the list of laws: what `statutes.yaml` says of each.

use serde::Deserialize;

/// Where the number of a title or volume stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitlePlace {
    /// There is none.
    #[default]
    None,
    /// `20 U.S.C.`
    Before,
    /// `Iowa Code Title 7`
    After,
    /// In the number of the section: `71:37H`
    Within,
}

/// Where the sections stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// `section 1002.22, Florida Statutes`
    Before,
    /// `Iowa Code § 279.8`
    After,
}

/// How the chapter is had from the section, for addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChapterOf {
    /// `11` of `11.151`
    BeforeDot,
    /// `115C` of `115C-47`
    BeforeDash,
    /// `189` of `189:13`
    BeforeColon,
    /// Title `33`, chapter `5` of `33-512`
    Idaho,
}

/// A body of law whose sections are cited by number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Unique name of the entry.
    pub id: String,
    /// `US` or the postal code of a state.
    pub jurisdiction: String,
    /// Its full name.
    pub name: String,
    /// Normal form of one cited section: `{t} U.S.C. {s}`.
    pub key: String,
    /// Normal form of a cited chapter or part.
    #[serde(default)]
    pub chapter_key: Option<String>,
    /// How it is printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// How it is printed where only a district of its state means it.
    #[serde(default)]
    pub local_names: Vec<String>,
    /// Where a title's number stands.
    #[serde(default)]
    pub title: TitlePlace,
    /// True when sections stand before the name.
    #[serde(default)]
    pub name_after: bool,
    /// Both orders, where both occur.
    #[serde(default)]
    pub name_order: Vec<NameOrder>,
    /// The shape of a section.
    pub section: String,
    /// The shape of a chapter or part.
    #[serde(default)]
    pub chapter: Option<String>,
    /// Words before a chapter's number.
    #[serde(default)]
    pub part_words: Vec<String>,
    /// Address of a section.
    #[serde(default)]
    pub url: Option<String>,
    /// Address of a chapter.
    #[serde(default)]
    pub chapter_url: Option<String>,
    /// How the chapter is had from the section, for addresses.
    #[serde(default)]
    pub chapter_of: Option<ChapterOf>,
    /// True when the address is that of the state.
    #[serde(default)]
    pub official: Option<bool>,
    /// The day on which the address was last opened.
    #[serde(default)]
    pub verified_on: Option<String>,
    /// For the reader of the data.
    #[serde(default)]
    pub note: Option<String>,
}

/// How the case of a name counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// As printed in the data: initials.
    #[default]
    Exact,
    /// Any: long names.
    Any,
}

/// A law that is cited by its name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Unique name of the entry.
    pub id: String,
    /// `US` or the postal code of a state.
    pub jurisdiction: String,
    /// Its full name.
    pub name: String,
    /// Normal form of the citation.
    pub key: String,
    /// How it is printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// How it is printed where only a district of its state means it.
    #[serde(default)]
    pub local_names: Vec<String>,
    /// Where it stands in the codes.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Words after the name that make it something else.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Words before the name that make it something else.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// How the case of its names counts.
    #[serde(default)]
    pub case: Case,
    /// For the reader of the data.
    #[serde(default)]
    pub note: Option<String>,
}

/// A list of laws: the built-in one, or what a project adds to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Laws {
    /// The codes.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// The acts.
    #[serde(default)]
    pub acts: Vec<Act>,
}
