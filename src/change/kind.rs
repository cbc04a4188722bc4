/// What a change means: the closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// More is demanded than before.
    DutyStronger,
    /// Less is demanded.
    DutyWeaker,
    /// What was not forbidden is.
    ProhibitionAdded,
    /// What was forbidden is no longer.
    ProhibitionLifted,
    /// More is allowed, or with fewer limits.
    PermissionWidened,
    /// Less is allowed.
    PermissionNarrowed,
    /// Whom a rule binds, or allows something.
    Actor,
    /// Which acts, things, places or persons a rule reaches.
    Scope,
    /// By when, how soon, how often.
    Deadline,
    /// How much, how many, how long.
    Amount,
    /// When a rule holds, or what has to come first.
    Condition,
    /// What a rule does not reach.
    Exception,
    /// Who decides, approves or is told.
    Authority,
    /// What a term means.
    Definition,
    /// What is cited.
    Reference,
    /// From when a rule holds.
    EffectiveDate,
    /// The words differ and the rule does not: it was proved.
    Editorial,
}

impl ChangeKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [ChangeKind; 17] = [
        ChangeKind::ProhibitionAdded,
        ChangeKind::ProhibitionLifted,
        ChangeKind::DutyStronger,
        ChangeKind::DutyWeaker,
        ChangeKind::PermissionWidened,
        ChangeKind::PermissionNarrowed,
        ChangeKind::Actor,
        ChangeKind::Authority,
        ChangeKind::Scope,
        ChangeKind::Condition,
        ChangeKind::Exception,
        ChangeKind::Deadline,
        ChangeKind::Amount,
        ChangeKind::Definition,
        ChangeKind::Reference,
        ChangeKind::EffectiveDate,
        ChangeKind::Editorial,
    ];

    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::DutyStronger => "duty-stronger",
            ChangeKind::DutyWeaker => "duty-weaker",
            ChangeKind::ProhibitionAdded => "prohibition-added",
            ChangeKind::ProhibitionLifted => "prohibition-lifted",
            ChangeKind::PermissionWidened => "permission-widened",
            ChangeKind::PermissionNarrowed => "permission-narrowed",
            ChangeKind::Actor => "actor",
            ChangeKind::Scope => "scope",
            ChangeKind::Deadline => "deadline",
            ChangeKind::Amount => "amount",
            ChangeKind::Condition => "condition",
            ChangeKind::Exception => "exception",
            ChangeKind::Authority => "authority",
            ChangeKind::Definition => "definition",
            ChangeKind::Reference => "reference",
            ChangeKind::EffectiveDate => "effective-date",
            ChangeKind::Editorial => "editorial",
        }
    }

    /// The words for people.
    pub fn in_words(self) -> &'static str {
        match self {
            ChangeKind::DutyStronger => "duty stronger",
            ChangeKind::DutyWeaker => "duty weaker",
            ChangeKind::ProhibitionAdded => "prohibition added",
            ChangeKind::ProhibitionLifted => "prohibition lifted",
            ChangeKind::PermissionWidened => "permission widened",
            ChangeKind::PermissionNarrowed => "permission narrowed",
            ChangeKind::EffectiveDate => "effective date",
            other => other.word(),
        }
    }

    /// The kind of the same words when they go instead of come.
    pub(super) fn reversed(self) -> ChangeKind {
        match self {
            ChangeKind::DutyStronger => ChangeKind::DutyWeaker,
            ChangeKind::DutyWeaker => ChangeKind::DutyStronger,
            ChangeKind::ProhibitionAdded => ChangeKind::ProhibitionLifted,
            ChangeKind::ProhibitionLifted => ChangeKind::ProhibitionAdded,
            ChangeKind::PermissionWidened => ChangeKind::PermissionNarrowed,
            ChangeKind::PermissionNarrowed => ChangeKind::PermissionWidened,
            other => other,
        }
    }
}

/// How sure a kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Words differ, and what they do is not told.
    Low,
    /// The words show it as a rule.
    Medium,
    /// The words say it.
    High,
}

impl Confidence {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}
