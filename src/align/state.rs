//! The pairs found so far.

use super::side::Both;

/// Which clause of each text has which partner.
pub(super) struct State {
    /// The partner of each clause of the old text.
    pub to: Vec<Option<usize>>,
    /// The partner of each clause of the new text.
    pub from: Vec<Option<usize>>,
}

impl State {
    pub fn new(both: &Both<'_>) -> State {
        State {
            to: vec![None; both.old.len()],
            from: vec![None; both.new.len()],
        }
    }

    /// Whether both clauses are without partner.
    pub fn open(&self, old: usize, new: usize) -> bool {
        self.to[old].is_none() && self.from[new].is_none()
    }

    /// Makes a pair; says whether both were without partner.
    pub fn pair(&mut self, old: usize, new: usize) -> bool {
        let open = self.open(old, new);
        if open {
            self.to[old] = Some(new);
            self.from[new] = Some(old);
        }
        open
    }

    pub fn is_pair(&self, old: usize, new: usize) -> bool {
        self.to[old] == Some(new)
    }

    /// Whether what stands above both is one: both at the top, or their parents are a pair.
    pub fn same_parent(&self, both: &Both<'_>, old: usize, new: usize) -> bool {
        match (both.old.parent(old), both.new.parent(new)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.is_pair(old, new),
            _ => false,
        }
    }
}
