//! Small questions to the graph, answered by its indexes; all see the union of all graphs unless they name one.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::rdf::vocab::schema;
use crate::web::index::Thing;
use crate::web::live::Snapshot;

const UNION: Option<GraphNameRef<'static>> = Some(GraphNameRef::DefaultGraph);

/// A snapshot, to be asked.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'s> {
    pub snapshot: &'s Snapshot,
}

impl<'s> Lookup<'s> {
    pub(super) const fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    fn collect<T>(
        self,
        pattern: (Option<&NamedNode>, Option<NamedNodeRef<'_>>, Option<TermRef<'_>>, Option<GraphNameRef<'_>>),
        take: impl Fn(Quad) -> Option<T>,
    ) -> Result<Vec<T>> {
        let (subject, predicate, object, graph) = pattern;
        let quads = self.snapshot.store.graph().quads_for_pattern(
            subject.map(|node| node.as_ref().into()),
            predicate,
            object,
            graph,
        );
        let mut found = Vec::new();
        for quad in quads {
            found.extend(take(quad.map_err(|e| Error::Query(e.to_string()))?));
        }
        Ok(found)
    }

    /// Objects of a subject, sorted as they are written.
    pub(super) fn objects(self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>> {
        let mut found = self.collect((Some(subject), Some(predicate), None, UNION), |quad| Some(quad.object))?;
        if found.len() > 1 {
            found.sort_by_cached_key(ToString::to_string);
        }
        Ok(found)
    }

    /// Subjects of an object, sorted.
    pub(super) fn subjects(self, predicate: NamedNodeRef<'_>, object: &NamedNode) -> Result<Vec<NamedNode>> {
        let pattern = (None, Some(predicate), Some(object.as_ref().into()), UNION);
        let mut found = self.collect(pattern, |quad| subject(quad.subject))?;
        found.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(found)
    }

    /// Subjects of an object within one graph.
    pub(super) fn subjects_in(
        self,
        predicate: NamedNodeRef<'_>,
        object: NamedNodeRef<'_>,
        graph: &NamedNode,
    ) -> Result<Vec<NamedNode>> {
        let pattern = (None, Some(predicate), Some(object.into()), Some(graph.as_ref().into()));
        let mut found = self.collect(pattern, |quad| subject(quad.subject))?;
        found.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(found)
    }

    /// Pairs of a predicate within one graph.
    pub(super) fn pairs_in(self, predicate: NamedNodeRef<'_>, graph: &NamedNode) -> Result<Vec<(NamedNode, Term)>> {
        let pattern = (None, Some(predicate), None, Some(graph.as_ref().into()));
        self.collect(pattern, |quad| Some((subject(quad.subject)?, quad.object)))
    }

    /// The first object that is a node.
    pub(super) fn node(self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Option<NamedNode>> {
        Ok(self.nodes(subject, predicate)?.into_iter().next())
    }

    /// The objects that are nodes.
    pub(super) fn nodes(self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<NamedNode>> {
        let nodes = self.objects(subject, predicate)?.into_iter().filter_map(|term| match term {
            Term::NamedNode(node) => Some(node),
            Term::BlankNode(_) | Term::Literal(_) => None,
        });
        Ok(nodes.collect())
    }

    /// Text of the first object, or an empty one.
    pub(super) fn text(self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<String> {
        Ok(self.objects(subject, predicate)?.first().map(value).unwrap_or_default())
    }

    /// Texts of all objects.
    pub(super) fn texts(self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<String>> {
        Ok(self.objects(subject, predicate)?.iter().map(value).collect())
    }

    /// Every quad about a node in named graphs.
    pub(super) fn quads_of(self, node: &NamedNode) -> Result<Vec<Quad>> {
        self.collect((Some(node), None, None, None), |quad| {
            matches!(quad.graph_name, GraphName::NamedNode(_)).then_some(quad)
        })
    }

    /// Whether the graph says anything of a node, or has one of that name.
    pub(super) fn is_known(self, node: &NamedNode) -> Result<bool> {
        let graph = self.snapshot.store.graph();
        let as_subject = graph.quads_for_pattern(Some(node.as_ref().into()), None, None, None).next();
        let as_graph = graph.quads_for_pattern(None, None, None, Some(node.as_ref().into())).next();
        match as_subject.or(as_graph).transpose() {
            Ok(found) => Ok(found.is_some()),
            Err(error) => Err(Error::Query(error.to_string())),
        }
    }

    /// How a node is shown. Nodes that the search does not know (roles, rules, authors) have their label only.
    pub(super) fn thing(self, node: &NamedNode) -> Result<Thing> {
        if let Some(thing) = self.snapshot.index.thing(node.as_str()) {
            return Ok(thing);
        }
        let label = self.text(node, rdfs::LABEL)?;
        let label = if label.is_empty() { local(node.as_str()) } else { label };
        Ok(Thing::plain(node.as_str(), label, self.snapshot.store.marker().base.as_str()))
    }

    /// Things of several nodes, each once, in the order of their labels.
    pub(super) fn things(self, nodes: impl IntoIterator<Item = NamedNode>) -> Result<Vec<Thing>> {
        let nodes: BTreeSet<String> = nodes.into_iter().map(NamedNode::into_string).collect();
        let things: Result<Vec<Thing>> =
            nodes.into_iter().map(|node| self.thing(&NamedNode::new_unchecked(node))).collect();
        let mut things = things?;
        things.sort_by(|a, b| (&a.label, &a.iri).cmp(&(&b.label, &b.iri)));
        Ok(things)
    }

    /// Places above a place, from the nearest.
    pub(super) fn above(self, place: &NamedNode) -> Result<Vec<NamedNode>> {
        let (mut found, mut at) = (Vec::new(), place.clone());
        while let Some(next) = self.node(&at, schema::containedInPlace)? {
            if next == *place || found.contains(&next) {
                break;
            }
            found.push(next.clone());
            at = next;
        }
        Ok(found)
    }

    /// A place with everything that lies in it.
    pub(super) fn within(self, place: &NamedNode) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::from([place.as_str().to_owned()]);
        let mut waiting = vec![place.clone()];
        while let Some(next) = waiting.pop() {
            for below in self.subjects(schema::containedInPlace, &next)? {
                if found.insert(below.as_str().to_owned()) {
                    waiting.push(below);
                }
            }
        }
        Ok(found)
    }

    /// Types of a node.
    pub(super) fn types(self, node: &NamedNode) -> Result<Vec<NamedNode>> {
        self.nodes(node, rdf::TYPE)
    }

    /// Every subject with its object for a predicate, over the whole graph.
    pub(super) fn pairs(self, predicate: NamedNodeRef<'_>) -> Result<Vec<(String, String)>> {
        self.collect((None, Some(predicate), None, UNION), |quad| {
            Some((subject(quad.subject)?.into_string(), value(&quad.object)))
        })
    }

    /// The object of each subject for a predicate that has one, over the whole graph; of several the first.
    pub(super) fn first(self, predicate: NamedNodeRef<'_>) -> Result<FxHashMap<String, String>> {
        let mut found: FxHashMap<String, String> = FxHashMap::default();
        for (subject, object) in self.pairs(predicate)? {
            match found.entry(subject) {
                Entry::Occupied(mut known) if object < *known.get() => drop(known.insert(object)),
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => drop(free.insert(object)),
            }
        }
        Ok(found)
    }

    /// Objects by subject for a predicate, over the whole graph.
    pub(super) fn map(self, predicate: NamedNodeRef<'_>) -> Result<BTreeMap<String, Vec<Term>>> {
        let mut found: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        let pairs =
            self.collect((None, Some(predicate), None, UNION), |quad| Some((subject(quad.subject)?, quad.object)))?;
        for (subject, object) in pairs {
            found.entry(subject.into_string()).or_default().push(object);
        }
        Ok(found)
    }
}

fn subject(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// Text of a term.
pub(super) fn value(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// The last part of an IRI.
pub(super) fn local(iri: &str) -> String {
    iri.trim_end_matches('/').rsplit(['#', '/']).next().unwrap_or(iri).to_owned()
}
