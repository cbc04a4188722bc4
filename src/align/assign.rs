//! Chooses among possible pairs: exactly where a few clauses compete, else the best first.

use super::state::State;
use std::collections::{BTreeMap, HashMap};

/// A possible pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub old: usize,
    pub new: usize,
    pub score: f64,
}

/// Pairs that score this much less than the best of both clauses do not compete.
const MARGIN: f64 = 0.12;

/// Groups with more clauses than this on one side are settled best first.
const SMALL: usize = 10;

/// Makes pairs of the best edges and says how many.
pub(super) fn assign(state: &mut State, mut edges: Vec<Edge>) -> usize {
    edges.sort_by(|a, b| {
        let place = (a.old, a.new).cmp(&(b.old, b.new));
        b.score.total_cmp(&a.score).then(place)
    });
    let mut made = 0;
    for group in groups(&competing(&edges)) {
        for edge in exact(&group) {
            made += usize::from(state.pair(edge.old, edge.new));
        }
    }
    for edge in edges {
        made += usize::from(state.pair(edge.old, edge.new));
    }
    made
}

/// The edges that are near the best of one of their clauses. They come best first.
fn competing(edges: &[Edge]) -> Vec<Edge> {
    let (mut old, mut new) = (HashMap::new(), HashMap::new());
    for edge in edges {
        old.entry(edge.old).or_insert(edge.score);
        new.entry(edge.new).or_insert(edge.score);
    }
    let near = |edge: &&Edge| {
        let best = old[&edge.old].min(new[&edge.new]);
        edge.score >= best - MARGIN
    };
    edges.iter().filter(near).copied().collect()
}

/// Edges that hang together, in the order of the old text; without groups that are too large.
fn groups(edges: &[Edge]) -> Vec<Vec<Edge>> {
    let mut of_new: HashMap<usize, usize> = HashMap::new();
    let mut top: HashMap<usize, usize> = HashMap::new();
    for edge in edges {
        top.entry(edge.old).or_insert(edge.old);
        let other = *of_new.entry(edge.new).or_insert(edge.old);
        let (a, b) = (find(&mut top, edge.old), find(&mut top, other));
        top.insert(a.max(b), a.min(b));
    }
    let mut groups: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
    for edge in edges {
        let group = find(&mut top, edge.old);
        groups.entry(group).or_default().push(*edge);
    }
    groups.into_values().filter(|g| is_small(g)).collect()
}

fn find(top: &mut HashMap<usize, usize>, mut at: usize) -> usize {
    while top[&at] != at {
        let above = top[&top[&at]];
        top.insert(at, above);
        at = above;
    }
    at
}

fn is_small(group: &[Edge]) -> bool {
    sides(group).is_some_and(|(old, new)| old.len().min(new.len()) > 1)
}

/// The clauses of a group, each once; none when they are too many.
fn sides(group: &[Edge]) -> Option<(Vec<usize>, Vec<usize>)> {
    let once = |of: fn(&Edge) -> usize| {
        let mut all: Vec<usize> = group.iter().map(of).collect();
        all.sort_unstable();
        all.dedup();
        (all.len() <= SMALL).then_some(all)
    };
    Some((once(|e| e.old)?, once(|e| e.new)?))
}

/// The pairs of a group with the greatest sum. A cube, so that one sure pair is worth more than two
/// poor ones.
fn exact(group: &[Edge]) -> Vec<Edge> {
    let Some((old, new)) = sides(group) else {
        return Vec::new();
    };
    let size = old.len().max(new.len());
    let mut cost = vec![vec![0.0; size]; size];
    for edge in group {
        if let (Ok(row), Ok(column)) = (old.binary_search(&edge.old), new.binary_search(&edge.new))
        {
            cost[row][column] = -edge.score.powi(3);
        }
    }
    let chosen = hungarian(&cost);
    let is_chosen = |edge: &&Edge| {
        let (row, column) = (old.binary_search(&edge.old), new.binary_search(&edge.new));
        row.is_ok_and(|row| column == Ok(chosen[row]))
    };
    group.iter().filter(is_chosen).copied().collect()
}

/// The column of each row so that the sum of the costs is least (Kuhn's method with potentials, by
/// shortest augmenting paths). The square must not be empty.
fn hungarian(cost: &[Vec<f64>]) -> Vec<usize> {
    let size = cost.len();
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    // Rows and columns from 1; 0 is none.
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut way = vec![0; size + 1];
        let mut used = vec![false; size + 1];
        while row_of[at] != 0 {
            used[at] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for column in (1..=size).filter(|c| !used[*c]) {
                let row = row_of[at];
                let reduced = cost[row - 1][column - 1] - of_row[row] - of_column[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=size {
                if used[column] {
                    of_row[row_of[column]] += delta;
                    of_column[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    let mut out = vec![0; size];
    for column in 1..=size {
        out[row_of[column] - 1] = column - 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::hungarian;

    /// The least sum, by trying all.
    fn tried(cost: &[Vec<f64>], row: usize, used: &mut Vec<bool>) -> f64 {
        if row == cost.len() {
            return 0.0;
        }
        let mut least = f64::INFINITY;
        for column in 0..cost.len() {
            if !used[column] {
                used[column] = true;
                least = least.min(cost[row][column] + tried(cost, row + 1, used));
                used[column] = false;
            }
        }
        least
    }

    #[test]
    fn the_sum_is_the_least_there_is() {
        let mut seed: u32 = 7;
        for size in 1..7 {
            for _ in 0..40 {
                let mut next = || {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f64::from(seed >> 24) / -256.0
                };
                let cost: Vec<Vec<f64>> = (0..size)
                    .map(|_| (0..size).map(|_| next()).collect())
                    .collect();
                let sum: f64 = hungarian(&cost)
                    .iter()
                    .enumerate()
                    .map(|(row, column)| cost[row][*column])
                    .sum();
                let wanted = tried(&cost, 0, &mut vec![false; size]);
                assert!((sum - wanted).abs() < 1e-9, "{sum} {wanted}");
            }
        }
    }
}
