//! Putting articles into the graph. An article is kept twice: as what it was read as (its record, in a graph of the
//! store's own), and as its graph, which is made anew whenever identities or people's decisions change. Both are
//! replaced whole, in one transaction, so that building again doubles nothing. The union of all graphs is kept in step.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef, Term,
};
use oxigraph::store::{StorageError, Transaction};

use crate::error::Result;
use crate::rdf::ArticleGraph;
use crate::rdf::vocab::{gt, schema};
use crate::store::{LOADER_MEGABYTES, Store, in_union};

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

/// An article as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The article's IRI.
    pub name: NamedNode,
    /// The page that holds it: reading the page again replaces all its articles.
    pub page: NamedNode,
    /// All that it yields, in the caller's own form.
    pub record: String,
    /// What it alone knows of its entities, in the caller's own form.
    pub summary: String,
}

/// What the store knows of an article without opening its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The page that holds it.
    pub page: String,
    /// What it alone knows of its entities.
    pub summary: String,
    /// What its graph was last made from, if there is one.
    pub settled: Option<String>,
}

impl Store {
    /// Takes in what articles were read as, and drops those articles of their pages that are not among them. Their
    /// graphs are made by [`Store::remake`].
    ///
    /// # Errors
    /// When the store cannot be written to; nothing is changed then.
    pub fn take_in(&mut self, records: &[Record]) -> Result<Changes> {
        if let Some(staged) = self.staging() {
            let changes = staged.take_in(records);
            self.changed = true;
            return Ok(changes);
        }
        let hidden = self.hidden.clone();
        let changes = self.in_transaction(|transaction| {
            let mut changes = Changes::default();
            for stale in stale(transaction, &hidden, records)? {
                forget(transaction, &hidden, &stale)?;
                changes.removed += 1;
            }
            for record in records {
                let was_there = write(transaction, &hidden, record)?;
                *(if was_there { &mut changes.replaced } else { &mut changes.added }) += 1;
            }
            Ok(changes)
        })?;
        self.changed = true;
        Ok(changes)
    }

    /// Every article that the store holds, by IRI.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self) -> Result<BTreeMap<NamedNode, Known>> {
        if let Some(staged) = self.unasked() {
            return Ok(staged.known());
        }
        let mut known: BTreeMap<NamedNode, Known> = BTreeMap::new();
        for predicate in [gt::identities, gt::settled, schema::isPartOf] {
            let graph = Some(GraphNameRef::NamedNode(self.hidden.as_ref()));
            for quad in self.graph.quads_for_pattern(None, Some(predicate), None, graph) {
                let quad = quad.map_err(|e| self.broken(&e))?;
                let NamedOrBlankNode::NamedNode(name) = quad.subject else { continue };
                let (entry, value) = (known.entry(name).or_default(), text(&quad.object));
                match predicate {
                    gt::identities => entry.summary = value,
                    gt::settled => entry.settled = Some(value),
                    _ => entry.page = value,
                }
            }
        }
        Ok(known)
    }

    /// What an article was read as.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn record(&self, name: &NamedNode) -> Result<Option<String>> {
        if let Some(staged) = self.unasked() {
            return Ok(staged.record(name));
        }
        let graph = Some(GraphNameRef::NamedNode(self.hidden.as_ref()));
        let mut quads = self.graph.quads_for_pattern(Some(name.as_ref().into()), Some(gt::asRead), None, graph);
        let quad = quads.next().transpose().map_err(|e| self.broken(&e))?;
        Ok(quad.map(|quad| text(&quad.object)))
    }

    /// Makes the graphs of articles anew, each with what it was made from.
    ///
    /// # Errors
    /// When the store cannot be written to; nothing is changed then.
    pub fn remake(&mut self, graphs: Vec<(ArticleGraph, String)>) -> Result<()> {
        let any = !graphs.is_empty();
        if let Some(staged) = self.staging() {
            staged.remake(graphs);
            self.changed |= any;
            return Ok(());
        }
        let hidden = self.hidden.clone();
        let (mut new, mut there) = (Vec::new(), Vec::new());
        for graph in graphs {
            let is_there = self.graph.contains_named_graph(&graph.0.name).map_err(|e| self.broken(&e))?;
            if is_there { &mut there } else { &mut new }.push(graph);
        }
        self.load_new(new)?;
        self.in_transaction(|transaction| {
            for (graph, made_from) in &there {
                clear(transaction, &graph.name)?;
                graph.quads.iter().for_each(|quad| put(transaction, quad));
                erase(transaction, &hidden, &graph.name, gt::settled)?;
                note(transaction, &hidden, &graph.name, gt::settled, Literal::new_simple_literal(made_from));
            }
            Ok(())
        })?;
        self.changed |= any;
        Ok(())
    }

    /// Loads graphs that are not there yet, each with what it was made from, in bulk: all of them or none. A transaction
    /// takes many times as long in the on-disk form, and holds all that it writes in memory.
    fn load_new(&self, graphs: Vec<(ArticleGraph, String)>) -> Result<()> {
        if graphs.is_empty() {
            return Ok(());
        }
        let hidden = &self.hidden;
        let quads = graphs.into_iter().flat_map(|(graph, made_from)| {
            let made_from = Literal::new_simple_literal(made_from);
            let settled = Quad::new(graph.name, gt::settled, made_from, hidden.clone());
            let stated = graph.quads.into_iter().flat_map(|quad| [in_union(&quad).into_owned(), quad]);
            stated.chain(std::iter::once(settled))
        });
        let mut loader = self.graph.bulk_loader().with_max_memory_size_in_megabytes(LOADER_MEGABYTES);
        loader.load_quads(quads).map_err(|e| self.broken(&e))?;
        loader.commit().map_err(|e| self.broken(&e))
    }

    /// Removes articles: their graphs and what they were read as.
    ///
    /// # Errors
    /// When the store cannot be written to; nothing is changed then.
    pub fn remove<'n>(&mut self, names: impl IntoIterator<Item = &'n NamedNode>) -> Result<()> {
        self.changed = true;
        if let Some(staged) = self.staging() {
            names.into_iter().for_each(|name| staged.forget(name));
            return Ok(());
        }
        let hidden = self.hidden.clone();
        self.in_transaction(|transaction| names.into_iter().try_for_each(|name| forget(transaction, &hidden, name)))
    }

    /// Makes a graph of the store's own what `quads` says; true when that changes something.
    ///
    /// # Errors
    /// When the store cannot be read or written to.
    pub fn refresh(&mut self, graph: &NamedNode, quads: &[Quad]) -> Result<bool> {
        if let Some(staged) = self.staging() {
            let changed = staged.refresh(graph, quads);
            self.changed |= changed;
            return Ok(changed);
        }
        let changed = self.in_transaction(|transaction| {
            let (old, new): (BTreeSet<String>, BTreeSet<String>) = (
                graph_quads(transaction, graph)?.iter().map(ToString::to_string).collect(),
                quads.iter().map(ToString::to_string).collect(),
            );
            if old == new {
                return Ok(false);
            }
            clear(transaction, graph)?;
            quads.iter().for_each(|quad| put(transaction, quad));
            Ok(true)
        })?;
        self.changed |= changed;
        Ok(changed)
    }

    /// Every entity that an article mentions.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mentioned(&self) -> Result<BTreeSet<NamedNode>> {
        if let Some(staged) = self.unasked() {
            return Ok(staged.mentioned());
        }
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

/// Writes a record; says whether there was one. Only when it differs must the article's graph be made anew.
fn write(transaction: &mut Transaction<'_>, hidden: &NamedNode, record: &Record) -> Stored<bool> {
    let literal = Literal::new_simple_literal(&record.record);
    let same = transaction.contains(QuadRef::new(&record.name, gt::asRead, &literal, hidden))?;
    let was_there = erase(transaction, hidden, &record.name, gt::asRead)?;
    for predicate in [gt::identities, schema::isPartOf] {
        erase(transaction, hidden, &record.name, predicate)?;
    }
    if !same {
        erase(transaction, hidden, &record.name, gt::settled)?;
    }
    note(transaction, hidden, &record.name, gt::asRead, literal);
    note(transaction, hidden, &record.name, gt::identities, Literal::new_simple_literal(&record.summary));
    note(transaction, hidden, &record.name, schema::isPartOf, record.page.clone());
    Ok(was_there)
}

/// Writes a statement of the store's own: it is no part of the union.
fn note(
    transaction: &mut Transaction<'_>,
    hidden: &NamedNode,
    name: &NamedNode,
    predicate: NamedNodeRef<'_>,
    object: impl Into<Term>,
) {
    let object: Term = object.into();
    transaction.insert(QuadRef::new(name, predicate, &object, hidden));
}

fn erase(
    transaction: &mut Transaction<'_>,
    hidden: &NamedNode,
    name: &NamedNode,
    predicate: NamedNodeRef<'_>,
) -> Stored<bool> {
    let found: Vec<Quad> = transaction
        .quads_for_pattern(Some(name.as_ref().into()), Some(predicate), None, Some(hidden.as_ref().into()))
        .collect::<Stored<_>>()?;
    found.iter().for_each(|quad| transaction.remove(quad.as_ref()));
    Ok(!found.is_empty())
}

fn forget(transaction: &mut Transaction<'_>, hidden: &NamedNode, name: &NamedNode) -> Stored<()> {
    clear(transaction, name)?;
    for predicate in [gt::asRead, gt::identities, gt::settled, schema::isPartOf] {
        erase(transaction, hidden, name, predicate)?;
    }
    Ok(())
}

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
fn stale(transaction: &Transaction<'_>, hidden: &NamedNode, records: &[Record]) -> Stored<BTreeSet<NamedNode>> {
    let kept: BTreeSet<&NamedNode> = records.iter().map(|record| &record.name).collect();
    let pages: BTreeSet<&NamedNode> = records.iter().map(|record| &record.page).collect();
    let mut found = BTreeSet::new();
    for page in pages {
        let held = transaction.quads_for_pattern(
            None,
            Some(schema::isPartOf),
            Some(page.as_ref().into()),
            Some(hidden.as_ref().into()),
        );
        for quad in held {
            if let NamedOrBlankNode::NamedNode(name) = quad?.subject
                && !kept.contains(&name)
            {
                found.insert(name);
            }
        }
    }
    Ok(found)
}

/// Empties a graph.
fn clear(transaction: &mut Transaction<'_>, graph: &NamedNode) -> Stored<()> {
    graph_quads(transaction, graph)?.iter().try_for_each(|quad| take(transaction, quad))
}

fn graph_quads(transaction: &Transaction<'_>, graph: &NamedNode) -> Stored<Vec<Quad>> {
    transaction.quads_for_pattern(None, None, None, Some(graph.as_ref().into())).collect()
}

fn text(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}
