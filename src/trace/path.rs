//! How two things hang together: the shortest way over stated relations.

use std::collections::BTreeMap;

use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Term};
use petgraph::graph::{NodeIndex, UnGraph};

use crate::error::{Error, Result};
use crate::part::{at_least, statements};
use crate::rdf::vocab::{gt, schema};
use crate::store::Store;

/// One edge of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it begins.
    pub from: NamedNode,
    /// Where it ends.
    pub to: NamedNode,
    /// The claim that says so, with the article's graph; none for what is known beforehand.
    pub claim: Option<(NamedNode, NamedNode)>,
    /// Predicate of the relation.
    pub predicate: NamedNode,
    /// Whether the relation runs from `to` to `from`.
    pub backwards: bool,
}

/// A relation between two things, as an edge carries it.
struct Edge {
    subject: NamedNode,
    predicate: NamedNode,
    claim: Option<(NamedNode, NamedNode)>,
    confidence: f64,
}

impl Edge {
    /// Short ways through people and initiatives tell more than those through a province or a group; what is as likely
    /// wrong as right costs a step more than what is sure.
    fn cost(&self) -> u32 {
        let through_place = self.predicate == schema::location || self.predicate == schema::containedInPlace;
        let steps = if through_place || self.predicate == gt::serves { 3 } else { 1 };
        100 * steps + (200.0 * (1.0 - self.confidence.clamp(0.0, 1.0))) as u32
    }
}

/// The shortest way between two sets of things over claims that are sure enough; `None` when there is none. Equal ways: the first in the order of IRIs.
///
/// # Errors
/// When the store cannot be read.
pub fn shortest(
    store: &Store,
    from: &[NamedNode],
    to: &[NamedNode],
    confidence: Option<f64>,
) -> Result<Option<Vec<Step>>> {
    let edges = edges(store, confidence)?;
    let mut graph: UnGraph<NamedNode, usize> = UnGraph::new_undirected();
    let mut nodes: BTreeMap<String, NodeIndex> = BTreeMap::new();
    for (number, (edge, object)) in edges.iter().enumerate() {
        let mut node =
            |node: &NamedNode| *nodes.entry(node.as_str().to_owned()).or_insert_with(|| graph.add_node(node.clone()));
        let (a, b) = (node(&edge.subject), node(object));
        graph.add_edge(a, b, number);
    }
    let ends: Vec<NodeIndex> = to.iter().filter_map(|node| nodes.get(node.as_str()).copied()).collect();
    let mut best: Option<(u32, Vec<NodeIndex>)> = None;
    for start in from.iter().filter_map(|node| nodes.get(node.as_str())) {
        let found = petgraph::algo::astar(
            &graph,
            *start,
            |node| ends.contains(&node),
            |edge| edges[*edge.weight()].0.cost(),
            |_| 0,
        );
        if let Some(found) = found.filter(|(cost, _)| best.as_ref().is_none_or(|(known, _)| cost < known)) {
            best = Some(found);
        }
    }
    Ok(best.map(|(_, way)| way.windows(2).filter_map(|pair| step(&graph, &edges, pair[0], pair[1])).collect()))
}

fn step(
    graph: &UnGraph<NamedNode, usize>,
    edges: &[(Edge, NamedNode)],
    from: NodeIndex,
    to: NodeIndex,
) -> Option<Step> {
    let number = graph.edges_connecting(from, to).map(|edge| *edge.weight()).min_by_key(|&n| (edges[n].0.cost(), n))?;
    let (edge, _) = edges.get(number)?;
    Some(Step {
        from: graph[from].clone(),
        to: graph[to].clone(),
        claim: edge.claim.clone(),
        predicate: edge.predicate.clone(),
        backwards: edge.subject != graph[from],
    })
}

/// Relations between things: those that claims state, and the hierarchy of places. Sorted.
fn edges(store: &Store, confidence: Option<f64>) -> Result<Vec<(Edge, NamedNode)>> {
    let broken = |e: oxigraph::store::StorageError| Error::Query(e.to_string());
    let union = Some(GraphNameRef::DefaultGraph);
    let mut found: BTreeMap<String, (Edge, NamedNode)> = BTreeMap::new();
    for statement in statements(store)?.into_iter().filter(|said| said.is_tie() && at_least(said, confidence)) {
        let Term::NamedNode(object) = statement.object else { continue };
        let confidence = f64::from(statement.thousandths) / 1000.0;
        let (subject, predicate) = (statement.subject, statement.predicate);
        let claim = statement.claim;
        let key = format!("{} {} {} {}", subject.as_str(), predicate.as_str(), object.as_str(), claim.as_str());
        found.insert(key, (Edge { subject, predicate, claim: Some((statement.graph, claim)), confidence }, object));
    }
    for quad in store.graph().quads_for_pattern(None, Some(schema::containedInPlace), None, union) {
        let quad = quad.map_err(broken)?;
        if let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (quad.subject, quad.object) {
            let key = format!("{} {} {}", subject.as_str(), quad.predicate.as_str(), object.as_str());
            found
                .entry(key)
                .or_insert((Edge { subject, predicate: quad.predicate, claim: None, confidence: 1.0 }, object));
        }
    }
    Ok(found.into_values().collect())
}
