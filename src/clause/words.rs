use super::inline::Run;
use super::tree::{Clause, Content};
use crate::text::Span;
use std::ops::Range;

/// Where each byte of a clause's text stands in the source, though the text has lost marks, line
/// ends and double blanks.
#[derive(Debug)]
pub struct WordPlaces {
    /// For each byte of the text the bytes of its sign in the source; empty when the clause is
    /// HTML, whose words have no places.
    signs: Vec<(u32, u32)>,
    whole: Span,
}

impl WordPlaces {
    /// Finds the places of a clause's words, in time and room that grow with its text.
    pub fn of(clause: &Clause) -> WordPlaces {
        let mut signs = Signs::default();
        match &clause.content {
            Content::Runs(runs) => runs.iter().for_each(|run| signs.run(run)),
            Content::Row { cells, .. } => {
                for cell in cells {
                    cell.iter().for_each(|run| signs.run(run));
                    signs.blank = true;
                }
            }
            Content::Html(_) => {}
        }
        if signs.out.len() != clause.text.len() {
            signs.out.clear();
        }
        WordPlaces {
            signs: signs.out,
            whole: clause.span,
        }
    }

    /// The bytes of the source from the first to the last sign of some words of the text; the
    /// whole clause where their place is not known.
    pub fn span(&self, words: Range<usize>) -> Span {
        let ends = self.signs.get(words).and_then(|signs| {
            let (start, _) = signs.first()?;
            let (_, end) = signs.last()?;
            (start <= end).then_some((*start, *end))
        });
        match ends {
            Some((start, end)) => Span {
                start,
                end,
                ..self.whole
            },
            None => self.whole,
        }
    }
}

#[derive(Default)]
struct Signs {
    out: Vec<(u32, u32)>,
    /// White space stands before the next sign.
    blank: bool,
}

impl Signs {
    fn run(&mut self, run: &Run) {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        // Each byte of a verbatim run is the byte of the source at the same place.
        let verbatim = run.text.len() == run.source.len();
        for (at, c) in run.text.char_indices() {
            if c.is_whitespace() {
                self.blank = true;
                continue;
            }
            let place = match verbatim {
                true => run.source.start + at..run.source.start + at + c.len_utf8(),
                false => run.source.clone(),
            };
            let (start, end) = (offset(place.start), offset(place.end));
            if self.blank && !self.out.is_empty() {
                self.out.push((start, start));
            }
            self.blank = false;
            let signs = std::iter::repeat_n((start, end), c.len_utf8());
            self.out.extend(signs);
        }
    }
}
