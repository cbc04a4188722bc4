//! Questions asked of every district, and the answers with the words that prove them.
//!
//! A [`Rule`] is data; a [`Coding`] is the answer of one district to it: the program suggests, a
//! person reviews. This room does not know what a page or a file is.

mod agreement;
mod answer;
mod as_of;
mod asked;
mod coding;
mod evaluate;
mod explain;
mod find;
mod history;
mod likeness;
mod matrix;
mod pattern;
mod quote;
mod read;
mod review;
mod rules;
mod stance;
mod suggest;
mod timeline;

pub use agreement::{Agreement, agreement, kappa};
pub use answer::{Answer, Prepared};
pub use as_of::{as_of, unknown};
pub use asked::{Answers, answers};
pub use coding::{Coding, Evidence, Origin, Role};
pub use evaluate::{
    Compared, Evaluation, Figures, Gold, Share, evaluate, quotes, read_gold, rules_of,
};
pub use explain::{Candidate, Explained, Near, Read, Searched, Words, explain};
pub use find::{Find, Reads, Ready, Way, ready};
pub use history::{History, Move, Past, Said, history};
pub use likeness::{Vocabulary, Weights};
pub use matrix::{Cell, Matrix, State, matrix};
pub use pattern::{Families, Stems};
pub use quote::{Change, LostQuote, Nearest, Op};
pub use review::{Review, Reviewed, reviews};
pub use rules::{Rule, Rules, rules};
pub use stance::{RuleKind, Stance};
pub use suggest::suggest;
pub use timeline::begins;
