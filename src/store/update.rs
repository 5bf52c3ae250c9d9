//! SPARQL Update on a store whose default graph is the union of its named graphs.
//!
//! What an update writes into the default graph goes to a graph of its own, `…/graph/edits`; what it takes out of the
//! default graph is taken out of every graph that states it.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad};

use crate::error::{Error, Result};
use crate::store::{Store, in_union, sparql};

impl Store {
    /// Another handle on the same graph, for asking: it sees what is changed through this one, and saves nothing.
    #[must_use]
    pub fn share(&self) -> Self {
        Self::with(self.graph().clone(), self.marker.clone(), None, None)
    }

    /// Carries out a SPARQL 1.1 Update. [`Store::save`] makes it last.
    ///
    /// # Errors
    /// When the update is malformed, cannot be carried out, or the store cannot be written to.
    pub fn update(&mut self, update: &str) -> Result<()> {
        let prepared = sparql::prepare_update(update)?;
        let before = self.union_lines()?;
        prepared.on_store(self.graph()).execute().map_err(|e| Error::Query(e.to_string()))?;
        self.changed = true;
        self.settle(&before)
    }

    fn union_lines(&self) -> Result<BTreeSet<Triple>> {
        Ok(self.union()?.into_iter().map(Triple::of).collect())
    }

    /// Brings named graphs and union in step again.
    fn settle(&self, before: &BTreeSet<Triple>) -> Result<()> {
        let after = self.union_lines()?;
        let edits = NamedNode::new_unchecked(format!("{}graph/edits", self.marker.base));
        for added in after.difference(before) {
            let held = self.graph.quads_for_pattern(
                Some(added.0.subject.as_ref()),
                Some(added.0.predicate.as_ref()),
                Some(added.0.object.as_ref()),
                None,
            );
            let named = held.filter_map(std::result::Result::ok).any(|quad| !quad.graph_name.is_default_graph());
            if !named {
                let quad = Quad { graph_name: GraphName::NamedNode(edits.clone()), ..added.0.clone() };
                self.graph.insert(&quad).map_err(|e| self.broken(&e))?;
            }
        }
        for removed in before.difference(&after) {
            let triple = &removed.0;
            let (subject, predicate) = (triple.subject.as_ref(), triple.predicate.as_ref());
            let held: Vec<_> = self
                .graph
                .quads_for_pattern(Some(subject), Some(predicate), Some(triple.object.as_ref()), None)
                .collect::<std::result::Result<_, _>>()
                .map_err(|e| self.broken(&e))?;
            for quad in held {
                self.graph.remove(&quad).map_err(|e| self.broken(&e))?;
            }
        }
        self.rebuild_union()
    }

    fn rebuild_union(&self) -> Result<()> {
        let named = self.quads(None)?;
        let mut transaction = self.graph.start_transaction().map_err(|e| self.broken(&e))?;
        transaction.clear_graph(GraphNameRef::DefaultGraph).map_err(|e| self.broken(&e))?;
        named.iter().for_each(|quad| transaction.insert(in_union(quad)));
        transaction.commit().map_err(|e| self.broken(&e))
    }
}

/// A triple of the union, ordered by how it is written.
#[derive(PartialEq, Eq)]
struct Triple(Quad, String);

impl Triple {
    fn of(quad: Quad) -> Self {
        let line = quad.to_string();
        Self(quad, line)
    }
}

impl PartialOrd for Triple {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Triple {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.1.cmp(&other.1)
    }
}
