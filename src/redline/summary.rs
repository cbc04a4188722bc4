use super::Redline;
use std::collections::BTreeSet;

/// How many clauses came to what. A clause that was amended and moved counts for both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Clauses whose words differ.
    pub amended: usize,
    /// Clauses that are new.
    pub added: usize,
    /// Clauses that are gone.
    pub removed: usize,
    /// Blocks that moved: clauses that went together count once.
    pub moved: usize,
    /// Clauses with another enumerator.
    pub renumbered: usize,
    /// Clauses that became several.
    pub split: usize,
    /// Clauses that several became.
    pub merged: usize,
    /// Clauses that are as they were, where they were.
    pub same: usize,
}

impl Summary {
    /// Counts the pairs of a redline.
    pub fn of(line: &Redline) -> Summary {
        let pairs = &line.alignment.pairs;
        let main = || {
            pairs
                .iter()
                .filter(|p| p.main && p.from.and(p.to).is_some())
        };
        let blocks: BTreeSet<usize> = pairs.iter().filter_map(|p| p.moved).collect();
        let split: BTreeSet<_> = pairs.iter().filter(|p| p.split).map(|p| p.from).collect();
        let merged: BTreeSet<_> = pairs.iter().filter(|p| p.merged).map(|p| p.to).collect();
        let whole = |p: &&super::Pair| p.amended && !p.split && !p.merged;
        Summary {
            amended: main().filter(whole).count(),
            added: pairs.iter().filter(|p| p.from.is_none()).count(),
            removed: pairs.iter().filter(|p| p.to.is_none()).count(),
            moved: blocks.len(),
            renumbered: main().filter(|p| p.renumbered).count(),
            split: split.len(),
            merged: merged.len(),
            same: pairs.iter().filter(|p| p.is_same()).count(),
        }
    }

    /// "2 clauses amended, 1 added, 1 renumbered; 14 as they were".
    pub fn in_words(&self) -> String {
        let facts = [
            (self.amended, "amended"),
            (self.added, "added"),
            (self.removed, "removed"),
            (self.split, "split"),
            (self.merged, "made of several"),
            (self.moved, "moved"),
            (self.renumbered, "renumbered"),
        ];
        let mut parts: Vec<String> = facts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let Some(first) = parts.first_mut() else {
            return "No clause differs.".to_string();
        };
        let noun = if first.starts_with("1 ") {
            "clause"
        } else {
            "clauses"
        };
        *first = first.replacen(' ', &format!(" {noun} "), 1);
        let same = match self.same {
            0 => "none as it was".to_string(),
            1 => "1 as it was".to_string(),
            n => format!("{n} as they were"),
        };
        format!("{}; {same}.", parts.join(", "))
    }
}
