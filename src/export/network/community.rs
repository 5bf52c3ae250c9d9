//! Communities by the Louvain method (Blondel et al. 2008), nodes in their order and ties to the smaller number, so that
//! the same graph has the same communities.

use std::collections::BTreeMap;

use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;

/// The community of each node, numbered from 1, the largest first.
pub(super) fn communities(graph: &UnGraph<(), usize>) -> Vec<usize> {
    let mut level = Level::of(graph);
    let mut membership: Vec<usize> = (0..graph.node_count()).collect();
    // Each round leaves fewer groups; a handful is enough for any graph.
    for _ in 0..ROUNDS {
        let groups = level.settle();
        let count = groups.iter().max().map_or(0, |max| max + 1);
        membership.iter_mut().for_each(|group| *group = groups[*group]);
        if count == level.ties.len() {
            break;
        }
        level = level.joined(&groups, count);
    }
    numbered(&membership)
}

const ROUNDS: usize = 32;

/// Labels → numbers from 1, those of the larger groups first, equal ones by their first node.
pub(super) fn numbered(labels: &[usize]) -> Vec<usize> {
    let mut groups: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, label) in labels.iter().enumerate() {
        groups.entry(*label).or_insert((0, at)).0 += 1;
    }
    let mut order: Vec<(usize, (usize, usize))> = groups.into_iter().collect();
    order.sort_by_key(|&(_, (size, first))| (std::cmp::Reverse(size), first));
    let numbers: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, &(label, _))| (label, at + 1)).collect();
    labels.iter().map(|label| numbers.get(label).copied().unwrap_or_default()).collect()
}

/// Groups of the last round as nodes. Weights are whole numbers: no order of adding changes a sum.
struct Level {
    /// Of each node the others with the weight between them.
    ties: Vec<BTreeMap<usize, i64>>,
    /// Twice the weight within each node.
    inner: Vec<i64>,
}

impl Level {
    fn of(graph: &UnGraph<(), usize>) -> Self {
        let count = graph.node_count();
        let mut level = Self { ties: vec![BTreeMap::new(); count], inner: vec![0; count] };
        for edge in graph.edge_references() {
            level.add(edge.source().index(), edge.target().index(), i64::try_from(*edge.weight()).unwrap_or(i64::MAX));
        }
        level
    }

    fn add(&mut self, a: usize, b: usize, weight: i64) {
        if a == b {
            self.inner[a] += 2 * weight;
        } else {
            *self.ties[a].entry(b).or_default() += weight;
            *self.ties[b].entry(a).or_default() += weight;
        }
    }

    /// Moves nodes to the group where modularity gains most, until none moves; answers groups numbered from 0.
    fn settle(&self) -> Vec<usize> {
        let strength: Vec<i64> =
            self.ties.iter().zip(&self.inner).map(|(ties, inner)| ties.values().sum::<i64>() + inner).collect();
        let total: i64 = strength.iter().sum();
        let mut group: Vec<usize> = (0..self.ties.len()).collect();
        let mut sums = strength.clone();
        for _ in 0..ROUNDS {
            let mut moved = false;
            for node in 0..group.len() {
                sums[group[node]] -= strength[node];
                let best = self.best(node, &group, &sums, strength[node], total);
                moved |= best != group[node];
                group[node] = best;
                sums[best] += strength[node];
            }
            if !moved {
                break;
            }
        }
        compact(&group)
    }

    /// The group with the highest gain; a node stays where it is unless another is better.
    fn best(&self, node: usize, group: &[usize], sums: &[i64], strength: i64, total: i64) -> usize {
        let mut towards: BTreeMap<usize, i64> = BTreeMap::from([(group[node], 0)]);
        for (other, weight) in &self.ties[node] {
            *towards.entry(group[*other]).or_default() += weight;
        }
        let gain = |group: usize, weight: i64| {
            i128::from(weight) * i128::from(total) - i128::from(sums[group]) * i128::from(strength)
        };
        let own = towards.get(&group[node]).copied().unwrap_or_default();
        let mut best = (gain(group[node], own), group[node]);
        for (&group, &weight) in &towards {
            let gain = gain(group, weight);
            if gain > best.0 {
                best = (gain, group);
            }
        }
        best.1
    }

    fn joined(&self, groups: &[usize], count: usize) -> Self {
        let mut joined = Self { ties: vec![BTreeMap::new(); count], inner: vec![0; count] };
        for (node, ties) in self.ties.iter().enumerate() {
            joined.inner[groups[node]] += self.inner[node];
            for (&other, &weight) in ties.range(node + 1..) {
                joined.add(groups[node], groups[other], weight);
            }
        }
        joined
    }
}

/// The same groups, numbered from 0 without gaps, in the order of their numbers.
fn compact(groups: &[usize]) -> Vec<usize> {
    let mut known: Vec<usize> = groups.to_vec();
    known.sort_unstable();
    known.dedup();
    groups.iter().map(|group| known.partition_point(|other| other < group)).collect()
}
