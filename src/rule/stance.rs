use serde::Deserialize;

/// What a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Whether something may be done.
    Act,
    /// Whether something is to be done.
    Duty,
    /// Whether the text says something.
    Declared,
}

/// The answer of a text to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The act is forbidden.
    Prohibited,
    /// Advice against the act, or a bare caution.
    Discouraged,
    /// Open only when a named condition holds; of a duty: mandatory for a named case alone.
    Conditional,
    /// Open, with no condition.
    Permitted,
    /// Advice for the act or duty.
    Encouraged,
    /// The duty is mandatory.
    Required,
    /// The text says it.
    Stated,
    /// Looked at, and no operative clause was found.
    Silent,
}

impl Stance {
    /// All stances, from forbidding to demanding; then those outside the scale.
    pub const ALL: [Stance; 8] = [
        Stance::Prohibited,
        Stance::Discouraged,
        Stance::Conditional,
        Stance::Permitted,
        Stance::Encouraged,
        Stance::Required,
        Stance::Stated,
        Stance::Silent,
    ];

    /// The word in data files and on pages.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Prohibited => "prohibited",
            Stance::Discouraged => "discouraged",
            Stance::Conditional => "conditional",
            Stance::Permitted => "permitted",
            Stance::Encouraged => "encouraged",
            Stance::Required => "required",
            Stance::Stated => "stated",
            Stance::Silent => "silent",
        }
    }

    /// The stance of a word; none when it is no stance.
    pub fn of_word(word: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|stance| stance.word() == word)
    }

    /// How strict a stance is for a kind of rule: of several operative clauses the strictest
    /// decides. Rules of the codebook, section 3.
    pub fn strictness(self, kind: RuleKind) -> u8 {
        let order = match kind {
            RuleKind::Act => [
                Stance::Prohibited,
                Stance::Conditional,
                Stance::Discouraged,
                Stance::Permitted,
                Stance::Encouraged,
            ],
            RuleKind::Duty => [
                Stance::Required,
                Stance::Conditional,
                Stance::Encouraged,
                Stance::Permitted,
                Stance::Discouraged,
            ],
            RuleKind::Declared => [Stance::Stated; 5],
        };
        let place = order.iter().position(|stance| *stance == self);
        place.map_or(0, |place| 5 - u8::try_from(place).unwrap_or(5))
    }
}

#[cfg(test)]
mod tests {
    use super::{RuleKind, Stance};

    #[test]
    fn the_strictest_clause_decides_by_kind() {
        let strict = |stance: Stance, kind| stance.strictness(kind);
        assert!(
            strict(Stance::Prohibited, RuleKind::Act) > strict(Stance::Conditional, RuleKind::Act)
        );
        assert!(
            strict(Stance::Conditional, RuleKind::Act) > strict(Stance::Discouraged, RuleKind::Act)
        );
        assert!(
            strict(Stance::Required, RuleKind::Duty) > strict(Stance::Conditional, RuleKind::Duty)
        );
        assert_eq!(strict(Stance::Silent, RuleKind::Duty), 0);
        for stance in Stance::ALL {
            assert_eq!(Stance::of_word(stance.word()), Some(stance));
        }
    }
}
