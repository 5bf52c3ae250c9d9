//! What lies around a thing: everything that so many ties lead to.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use crate::part::Statement;

/// The things within `hops` ties of `centres`, those among them.
pub(super) fn around(statements: &[&Statement], centres: &[NamedNode], hops: usize) -> BTreeSet<NamedNode> {
    let mut ties: BTreeMap<&NamedNode, Vec<&NamedNode>> = BTreeMap::new();
    for statement in statements.iter().filter(|statement| statement.is_tie()) {
        if let Some(target) = statement.target() {
            ties.entry(&statement.subject).or_default().push(target);
            ties.entry(target).or_default().push(&statement.subject);
        }
    }
    let mut found: BTreeSet<NamedNode> = centres.iter().cloned().collect();
    let mut edge: Vec<NamedNode> = centres.to_vec();
    for _ in 0..hops {
        let mut next = Vec::new();
        for node in &edge {
            for other in ties.get(node).into_iter().flatten() {
                if found.insert((*other).clone()) {
                    next.push((*other).clone());
                }
            }
        }
        edge = next;
    }
    found
}
