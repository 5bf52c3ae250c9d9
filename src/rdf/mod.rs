//! Claims → RDF: quads in one named graph per article, with the evidence of each statement, and what is known
//! beforehand in a graph of its own.

pub mod background;
pub mod decision;
pub mod encode;
mod evidence;
pub mod iri;
pub mod kinds;
mod literal;
pub mod vocab;

use oxigraph::model::{NamedNode, Quad};

/// Everything that one article states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleGraph {
    /// The article's IRI, which is the graph's name.
    pub name: NamedNode,
    /// The page that holds the article: building the page again replaces all its articles.
    pub page: NamedNode,
    /// Its quads, each once, sorted as N-Quads.
    pub quads: Vec<Quad>,
}

/// A quad as a line of N-Quads, line end included.
#[must_use]
pub fn line(quad: &Quad) -> String {
    format!("{quad} .\n")
}

/// Sorts quads as their N-Quads lines sort and drops doubled ones.
#[must_use]
pub fn sorted(quads: Vec<Quad>) -> Vec<Quad> {
    let mut keyed: Vec<(String, Quad)> = quads.into_iter().map(|quad| (quad.to_string(), quad)).collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, quad)| quad).collect()
}
