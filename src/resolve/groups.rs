//! Groups of nodes that grow together, some of which must stay apart.

use std::collections::BTreeSet;

/// Sides of the decisions that keep things apart.
type Sides = BTreeSet<(String, bool)>;

/// Disjoint groups of the numbers from 0.
#[derive(Debug)]
pub(super) struct Groups {
    above: Vec<usize>,
    sides: std::collections::BTreeMap<usize, Sides>,
}

impl Groups {
    /// Each number for itself.
    pub(super) fn new(len: usize) -> Self {
        Self { above: (0..len).collect(), sides: std::collections::BTreeMap::new() }
    }

    /// The smallest member of a number's group.
    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    /// Makes two groups one, unless a decision keeps them apart.
    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || self.apart(a, b) {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        self.above[high] = low;
        if let Some(sides) = self.sides.remove(&high) {
            self.sides.entry(low).or_default().extend(sides);
        }
    }

    fn apart(&self, a: usize, b: usize) -> bool {
        let (Some(ours), Some(theirs)) = (self.sides.get(&a), self.sides.get(&b)) else { return false };
        ours.iter().any(|(id, side)| theirs.contains(&(id.clone(), !side)))
    }

    /// Keeps all groups of one side apart from all of the other; false when a group stands on both.
    pub(super) fn part(&mut self, id: &str, ours: &[usize], theirs: &[usize]) -> bool {
        let left: BTreeSet<usize> = ours.iter().map(|&at| self.root(at)).collect();
        let right: BTreeSet<usize> = theirs.iter().map(|&at| self.root(at)).collect();
        if left.intersection(&right).next().is_some() {
            return false;
        }
        for (roots, side) in [(left, false), (right, true)] {
            for root in roots {
                self.sides.entry(root).or_default().insert((id.to_owned(), side));
            }
        }
        true
    }

    /// What the decisions call the group that keep it apart; nothing for one that none does.
    pub(super) fn mark(&mut self, at: usize) -> Option<String> {
        let root = self.root(at);
        let sides = self.sides.get(&root)?;
        Some(sides.iter().map(|(id, side)| format!("{id} {side};")).collect())
    }
}
