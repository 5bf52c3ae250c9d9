//! The graph as other programs see it: things with attributes, and ties between them that carry time, weight and a
//! sentence.

mod column;
mod community;
mod layout;
mod measure;
mod read;

pub(super) use column::{Column, EDGE_COLUMNS, NODE_COLUMNS, Sort, Value};
pub(super) use layout::layout;

use crate::error::Result;
use crate::store::Store;

/// A thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Class of the fact table: `Person`, `Organization`, …, or `Target`, `Result`.
    pub class: String,
    /// Kind of a body, level of a place, sort of an event, or else empty.
    pub kind: String,
    /// Other names.
    pub aliases: String,
    /// Titles that a person holds.
    pub titles: String,
    /// Code of a division, or else empty.
    pub code: String,
    /// When it begins, as far as a text says so.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// Day of the first article that names it.
    pub first_seen: String,
    /// Day of the last one.
    pub last_seen: String,
    /// Degrees north, of places.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Value of a target or result.
    pub value: Option<f64>,
    /// Number of articles that name it.
    pub articles: usize,
    /// Number of ties.
    pub degree: usize,
    /// Sum of their weights.
    pub strength: usize,
    /// `PageRank` over weighted ties, whichever way they run; all nodes together have 1.
    pub centrality: f64,
    /// Share of shortest ways that lead through it.
    pub betweenness: f64,
    /// Number of its community, the largest first, from 1.
    pub community: usize,
    /// Number of its connected component, the largest first, from 1.
    pub component: usize,
}

/// A tie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    /// Where it begins: position in the list of nodes.
    pub source: usize,
    /// Where it ends.
    pub target: usize,
    /// Relation of the fact table, or `containedInPlace`.
    pub relation: String,
    /// The title that a post has.
    pub title: String,
    /// Number of articles that say so.
    pub weight: usize,
    /// How sure the surest claim is; 1 for what is known beforehand.
    pub confidence: f64,
    /// Day of the first article.
    pub start: String,
    /// Day of the last one.
    pub end: String,
    /// Keys of the articles.
    pub articles: String,
    /// The sentence of the surest claim.
    pub sentence: String,
}

/// Things, ordered by IRI, and ties, ordered by source, relation, target and title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The things.
    pub nodes: Vec<Node>,
    /// The ties.
    pub edges: Vec<Edge>,
}

/// The network of a store, with its measures.
///
/// # Errors
/// When the store cannot be read.
pub fn network(store: &Store) -> Result<Network> {
    let mut network = read::read(store)?;
    measure::measure(&mut network);
    Ok(network)
}
