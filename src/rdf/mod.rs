//! Claims → RDF: quads in one named graph per article, with the evidence of each statement, and what is known
//! beforehand in a graph of its own.

pub mod background;
pub mod decision;
pub mod encode;
mod evidence;
pub mod iri;
pub mod kinds;
mod line;
mod literal;
pub mod vocab;

use oxigraph::model::{NamedNode, Quad};

pub use line::{line, push_line, sorted, sorted_with_lines};

/// Everything that one article states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleGraph {
    /// The article's IRI, which is the graph's name.
    pub name: NamedNode,
    /// The page that holds the article: building the page again replaces all its articles.
    pub page: NamedNode,
    /// Its quads, each once, sorted as N-Quads.
    pub quads: Vec<Quad>,
    /// These as lines of N-Quads: sorting writes them, and a new store keeps them.
    pub lines: String,
}
