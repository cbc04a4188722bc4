use super::words::{Op, Piece};

/// How much two texts have in common, in letters and digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// What stands in both.
    pub kept: usize,
    /// What stands in the old text.
    pub old: usize,
    /// What stands in the new text.
    pub new: usize,
}

/// Percent of the shorter text below which two texts are another one each, not one that was
/// amended.
const LITTLE: usize = 20;

impl Share {
    /// Counts words with marks.
    pub fn of<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> Share {
        let mut out = Share::default();
        for piece in pieces {
            let size = piece.text.chars().filter(|c| c.is_alphanumeric()).count();
            match piece.op {
                Op::Equal => out.kept += size,
                Op::Delete => out.old += size,
                Op::Insert => out.new += size,
            }
        }
        out.old += out.kept;
        out.new += out.kept;
        out
    }

    /// Percent of the shorter text that stands in both, rounded down.
    pub fn percent(self) -> usize {
        (self.kept * 100)
            .checked_div(self.old.min(self.new))
            .unwrap_or(0)
    }

    /// True when so little is left in common that marks between the words would only confuse.
    pub fn is_little(self) -> bool {
        self.old.min(self.new) > 0 && self.percent() < LITTLE
    }
}

/// Words with marks as they are shown: where too little is left in common, the old text as a whole
/// and the new one after it.
pub fn readable(pieces: &[Piece]) -> Vec<Piece> {
    if !Share::of(pieces).is_little() {
        return pieces.to_vec();
    }
    let whole = |op: Op| {
        let own = pieces.iter().filter(|p| p.op == op || p.op == Op::Equal);
        Piece {
            op,
            text: own.map(|p| p.text.as_str()).collect(),
        }
    };
    vec![whole(Op::Delete), whole(Op::Insert)]
}
