//! How far two answers to the same question agree, beyond chance.

use super::{Matrix, Reviewed};
use std::collections::BTreeMap;

/// How two people who read the same texts agree on a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The rule, by its place in the list.
    pub rule: usize,
    /// How many districts both have read for it.
    pub both: usize,
    /// On how many they agree.
    pub same: usize,
    /// Cohen's kappa; none when it is not defined.
    pub kappa: Option<f64>,
    /// The districts on which they do not agree.
    pub apart: Vec<usize>,
}

/// Agreement of two readers on each rule that both have read for some district.
pub fn agreement(matrix: &Matrix) -> Vec<Agreement> {
    let answer = |reviewed: &Reviewed| match reviewed.not_applicable {
        true => "not-applicable",
        false => reviewed.coding.stance.word(),
    };
    let mut pairs: BTreeMap<usize, Vec<(usize, &str, &str)>> = BTreeMap::new();
    for cell in &matrix.cells {
        if let (Some(one), Some(two)) = (&cell.reviewed, &cell.second) {
            let (district, rule) = (cell.suggested.district, cell.suggested.rule);
            let pair = (district, answer(one), answer(two));
            pairs.entry(rule).or_default().push(pair);
        }
    }
    let rules = pairs.into_iter().map(|(rule, pairs)| {
        let answers: Vec<(&str, &str)> = pairs.iter().map(|(_, a, b)| (*a, *b)).collect();
        let apart = pairs.iter().filter(|(_, a, b)| a != b);
        let apart: Vec<usize> = apart.map(|(district, _, _)| *district).collect();
        Agreement {
            rule,
            both: pairs.len(),
            same: pairs.len() - apart.len(),
            kappa: kappa(&answers),
            apart,
        }
    });
    rules.collect()
}

/// Cohen's kappa of pairs of answers: 1 when all agree, 0 when no more than by chance. None when
/// there is no pair, or when both sides give one and the same answer throughout: then nothing can
/// be told from chance.
pub fn kappa<T: Ord + Copy>(pairs: &[(T, T)]) -> Option<f64> {
    let mut counts: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (one, two) in pairs {
        counts.entry(*one).or_default().0 += 1;
        counts.entry(*two).or_default().1 += 1;
    }
    let all = pairs.len() as f64;
    let same = pairs.iter().filter(|(one, two)| one == two).count() as f64;
    let products = counts.values().map(|(one, two)| (one * two) as f64);
    let chance = products.sum::<f64>() / (all * all);
    (chance < 1.0).then(|| (same / all - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::kappa;

    #[test]
    fn kappa_is_agreement_beyond_chance() {
        assert_eq!(kappa::<u8>(&[]), None);
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(kappa(&[(1, 1), (2, 2)]), Some(1.0));
        assert_eq!(kappa(&[(1, 1), (1, 2), (2, 1), (2, 2)]), Some(0.0));
        // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreement 0.7, by chance 0.5.
        let mut pairs = vec![(1, 1); 20];
        pairs.extend([(1, 2); 5]);
        pairs.extend([(2, 1); 10]);
        pairs.extend([(2, 2); 15]);
        let found = kappa(&pairs).unwrap();
        assert!((found - 0.4).abs() < 1e-9, "{found}");
    }
}
