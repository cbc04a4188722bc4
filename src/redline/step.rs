use crate::library::{Policy, Standing};
use std::collections::BTreeSet;

/// Two versions of a policy that are compared, by their places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The earlier version.
    pub from: usize,
    /// The later version.
    pub to: usize,
}

/// Up to as many texts of a policy, each is compared with each.
const FEW: usize = 4;

/// The versions of a policy that are compared: each with the next one in force, the first with the
/// last, the last with each draft; where there are few, every two. Their number grows with that of
/// the versions, and no two have the same labels.
pub fn steps(policy: &Policy) -> Vec<Step> {
    let of = |wanted: fn(Standing) -> bool| -> Vec<usize> {
        let all = policy.versions.iter().enumerate();
        all.filter(|(_, v)| wanted(v.standing))
            .map(|(at, _)| at)
            .collect()
    };
    let in_force = of(|s| s != Standing::Draft);
    let drafts = of(|s| s == Standing::Draft);
    let step = |from: usize, to: usize| Step { from, to };
    let mut out: Vec<Step> = in_force.windows(2).map(|w| step(w[0], w[1])).collect();
    if let (Some(first), Some(last)) = (in_force.first(), in_force.last()) {
        out.extend((first < last).then(|| step(*first, *last)));
        out.extend(drafts.iter().map(|draft| step(*last, *draft)));
    }
    if in_force.len() <= FEW {
        let pairs = in_force.iter().enumerate();
        out.extend(pairs.flat_map(|(n, from)| in_force[n + 1..].iter().map(|to| step(*from, *to))));
    }
    let mut labels = BTreeSet::new();
    let label = |at: usize| policy.versions[at].label.as_str();
    out.retain(|step| labels.insert((label(step.from), label(step.to))));
    out.sort_unstable();
    out
}
