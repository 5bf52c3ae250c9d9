//! Putting articles into the graph: an article's graph is replaced whole, in one transaction, so that building again
//! doubles nothing, and namesakes are joined over the whole graph, so that the order of building does not matter.
//! The union of all graphs is kept in step.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Transaction};

use crate::error::Result;
use crate::model::short_hash;
use crate::rdf::ArticleGraph;
use crate::rdf::iri::Iris;
use crate::rdf::vocab::{gt, schema};
use crate::store::{Store, in_union};

/// What a replacement did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Articles that were not there before.
    pub added: usize,
    /// Articles that were there and are replaced.
    pub replaced: usize,
    /// Articles of the same pages that are no longer there.
    pub removed: usize,
}

/// Which persons of one name are one: from the keys of each to the smallest key of its group.
pub type Join = fn(&[Vec<String>]) -> Vec<String>;

impl Store {
    /// Replaces the graphs of these articles, and drops those articles of their pages that are not among them.
    ///
    /// # Errors
    /// When the store cannot be written to; nothing is changed then.
    pub fn replace(&mut self, graphs: &[ArticleGraph], join: Join) -> Result<Changes> {
        let iris = self.iris();
        let changes = self.in_transaction(|transaction| {
            let mut changes = Changes::default();
            let mut names = BTreeSet::new();
            for stale in stale(transaction, graphs)? {
                names.extend(clear(transaction, &stale)?.1);
                changes.removed += 1;
            }
            for graph in graphs {
                let (was_there, known) = clear(transaction, &graph.name)?;
                *(if was_there { &mut changes.replaced } else { &mut changes.added }) += 1;
                names.extend(known);
                names.extend(person_names(&graph.quads));
                graph.quads.iter().for_each(|quad| put(transaction, quad));
            }
            for name in &names {
                join_namesakes(transaction, &iris, name, join)?;
            }
            Ok(changes)
        })?;
        self.changed = true;
        Ok(changes)
    }

    /// Makes the background graph what `known` says about all that the articles mention.
    ///
    /// # Errors
    /// When the store cannot be read or written to.
    pub fn refresh_background(&mut self, known: impl FnOnce(&BTreeSet<NamedNode>) -> Vec<Quad>) -> Result<()> {
        let iris = self.iris();
        let mentioned = self.mentioned()?;
        let quads = known(&mentioned);
        let graph = iris.background();
        self.in_transaction(|transaction| {
            clear(transaction, &graph)?;
            quads.iter().for_each(|quad| put(transaction, quad));
            Ok(())
        })
    }

    /// Every entity that an article mentions.
    fn mentioned(&self) -> Result<BTreeSet<NamedNode>> {
        let mut found = BTreeSet::new();
        let union = Some(GraphNameRef::DefaultGraph);
        for quad in self.graph.quads_for_pattern(None, Some(schema::mentions), None, union) {
            if let Term::NamedNode(node) = quad.map_err(|e| self.broken(&e))?.object {
                found.insert(node);
            }
        }
        Ok(found)
    }

    fn in_transaction<T>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> std::result::Result<T, StorageError>,
    ) -> Result<T> {
        let mut transaction = self.graph.start_transaction().map_err(|e| self.broken(&e))?;
        let done = work(&mut transaction).map_err(|e| self.broken(&e))?;
        transaction.commit().map_err(|e| self.broken(&e))?;
        Ok(done)
    }
}

type Stored<T> = std::result::Result<T, StorageError>;

/// Adds a quad, and its triple to the union.
fn put(transaction: &mut Transaction<'_>, quad: &Quad) {
    transaction.insert(quad.as_ref());
    transaction.insert(in_union(quad));
}

/// Removes a quad, and its triple from the union unless another graph has it too. What is named after the article
/// (claims, spans) stands in its graph alone.
fn take(transaction: &mut Transaction<'_>, quad: &Quad) -> Stored<()> {
    transaction.remove(quad.as_ref());
    let own = matches!((&quad.subject, &quad.graph_name), (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph))
        if subject.as_str().strip_prefix(graph.as_str()).is_some_and(|rest| rest.starts_with('#')));
    let triple = quad.as_ref();
    let kept = !own && {
        // RocksDB's iterator borrows the transaction: it must be gone before the next removal.
        let mut elsewhere =
            transaction.quads_for_pattern(Some(triple.subject), Some(triple.predicate), Some(triple.object), None);
        elsewhere.try_fold(false, |kept, quad| Ok::<_, StorageError>(kept || !quad?.graph_name.is_default_graph()))?
    };
    if !kept {
        transaction.remove(in_union(quad));
    }
    Ok(())
}

/// Articles of the same pages that are not among the new ones.
fn stale(transaction: &Transaction<'_>, graphs: &[ArticleGraph]) -> Stored<BTreeSet<NamedNode>> {
    let kept: BTreeSet<&NamedNode> = graphs.iter().map(|graph| &graph.name).collect();
    let pages: BTreeSet<&NamedNode> = graphs.iter().map(|graph| &graph.page).collect();
    let mut found = BTreeSet::new();
    for page in pages {
        for quad in transaction.quads_for_pattern(None, Some(schema::isPartOf), Some(page.as_ref().into()), None) {
            match quad?.graph_name {
                GraphName::NamedNode(name) if !kept.contains(&name) => drop(found.insert(name)),
                GraphName::NamedNode(_) | GraphName::BlankNode(_) | GraphName::DefaultGraph => {}
            }
        }
    }
    Ok(found)
}

/// Empties a graph; says whether it held anything, and which persons.
fn clear(transaction: &mut Transaction<'_>, graph: &NamedNode) -> Stored<(bool, BTreeSet<String>)> {
    let quads = graph_quads(transaction, graph)?;
    for quad in &quads {
        take(transaction, quad)?;
    }
    Ok((!quads.is_empty(), person_names(&quads)))
}

fn graph_quads(transaction: &Transaction<'_>, graph: &NamedNode) -> Stored<Vec<Quad>> {
    transaction.quads_for_pattern(None, None, None, Some(graph.as_ref().into())).collect()
}

/// Names of the persons in a graph.
fn person_names(quads: &[Quad]) -> BTreeSet<String> {
    let persons: BTreeSet<&str> = quads.iter().filter(|q| q.predicate == gt::identityKey).filter_map(subject).collect();
    let labels = quads.iter().filter(|quad| quad.predicate == rdfs::LABEL);
    let of_persons = labels.filter(|quad| subject(quad).is_some_and(|node| persons.contains(node)));
    of_persons.filter_map(|quad| text(&quad.object)).collect()
}

fn subject(quad: &Quad) -> Option<&str> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn text(term: &Term) -> Option<String> {
    match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(_) | Term::BlankNode(_) => None,
    }
}

/// Gives every person of a name, in every article, the IRI that the whole graph settles.
fn join_namesakes(transaction: &mut Transaction<'_>, iris: &Iris, name: &str, join: Join) -> Stored<()> {
    let people = namesakes(transaction, name)?;
    let keys: Vec<Vec<String>> = people.values().cloned().collect();
    for (((graph, node), _), key) in people.iter().zip(join(&keys)) {
        let settled = iris.person(name, &short_hash(&[&key]));
        if settled != *node {
            rename(transaction, iris, graph, node, &settled)?;
        }
    }
    Ok(())
}

/// The persons of a name: article and IRI in it, with their keys.
fn namesakes(transaction: &Transaction<'_>, name: &str) -> Stored<BTreeMap<(NamedNode, NamedNode), Vec<String>>> {
    let label = Literal::new_language_tagged_literal_unchecked(name, "zh");
    let mut people = BTreeMap::new();
    for quad in transaction.quads_for_pattern(None, Some(rdfs::LABEL), Some((&label).into()), None) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(node), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name) else {
            continue;
        };
        let keys = transaction.quads_for_pattern(
            Some(node.as_ref().into()),
            Some(gt::identityKey),
            None,
            Some(graph.as_ref().into()),
        );
        let keys = keys.map(|quad| quad.map(|quad| text(&quad.object))).collect::<Stored<Vec<_>>>()?;
        let keys: BTreeSet<String> = keys.into_iter().flatten().collect();
        if !keys.is_empty() {
            people.insert((graph, node), keys.into_iter().collect());
        }
    }
    Ok(people)
}

fn rename(
    transaction: &mut Transaction<'_>,
    iris: &Iris,
    graph: &NamedNode,
    old: &NamedNode,
    new: &NamedNode,
) -> Stored<()> {
    for quad in graph_quads(transaction, graph)? {
        let renamed = |node: &str| iris.renamed(node, old.as_str(), new.as_str());
        let by_subject = subject(&quad).and_then(renamed);
        let by_object = match &quad.object {
            Term::NamedNode(node) => renamed(node.as_str()),
            Term::BlankNode(_) | Term::Literal(_) => None,
        };
        if by_subject.is_none() && by_object.is_none() {
            continue;
        }
        take(transaction, &quad)?;
        let mut moved = quad;
        if let Some(node) = by_subject {
            moved.subject = node.into();
        }
        if let Some(node) = by_object {
            moved.object = node.into();
        }
        put(transaction, &moved);
    }
    Ok(())
}
