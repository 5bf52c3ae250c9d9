//! All claims of a graph, without their words: what a claim says, where, and how sure it is.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::error::{Error, Result};
use crate::rdf::vocab::{gt, org, schema};
use crate::store::Store;

/// A claim without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The claim's node.
    pub claim: NamedNode,
    /// The article's graph.
    pub graph: NamedNode,
    /// Subject of the triple.
    pub subject: NamedNode,
    /// Predicate of the triple.
    pub predicate: NamedNode,
    /// Object of the triple.
    pub object: Term,
    /// 0 to 1, in thousandths, so that it can be compared exactly.
    pub thousandths: u32,
}

impl Statement {
    /// The object, if it is a node.
    #[must_use]
    pub fn target(&self) -> Option<&NamedNode> {
        match &self.object {
            Term::NamedNode(node) => Some(node),
            Term::BlankNode(_) | Term::Literal(_) => None,
        }
    }

    /// Whether the triple ties one thing to another, rather than to its class, its post's node or its article.
    #[must_use]
    pub fn is_tie(&self) -> bool {
        let inner = [rdf::TYPE, org::hasMembership, gt::indicatorOf, schema::author, schema::sourceOrganization];
        self.target().is_some_and(|target| *target != self.subject)
            && !inner.iter().any(|predicate| self.predicate == *predicate)
    }
}

/// A confidence in thousandths.
fn thousandths(words: &str) -> u32 {
    words.parse::<f64>().map_or(0, |value| (value.clamp(0.0, 1.0) * 1000.0).round() as u32)
}

/// Whether a claim is sure enough.
#[must_use]
pub fn at_least(statement: &Statement, confidence: Option<f64>) -> bool {
    confidence.is_none_or(|least| statement.thousandths >= thousandths(&least.to_string()))
}

/// Every claim, in the order of the claims' nodes.
///
/// # Errors
/// When the store cannot be read.
pub fn statements(store: &Store) -> Result<Vec<Statement>> {
    let mut found: BTreeMap<String, Draft> = BTreeMap::new();
    for predicate in [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT, gt::confidence] {
        each(store, predicate, &mut |claim, graph, object| {
            let draft = found.entry(claim.as_str().to_owned()).or_default();
            draft.graph.get_or_insert(graph);
            match object {
                Term::NamedNode(node) if predicate == rdf::SUBJECT => draft.subject = Some(node),
                Term::NamedNode(node) if predicate == rdf::PREDICATE => draft.predicate = Some(node),
                Term::Literal(literal) if predicate == gt::confidence => {
                    draft.thousandths = thousandths(literal.value());
                }
                object if predicate == rdf::OBJECT => draft.object = Some(object),
                _ => {}
            }
        })?;
    }
    Ok(found.into_iter().filter_map(|(claim, draft)| draft.whole(NamedNode::new_unchecked(claim))).collect())
}

#[derive(Default)]
struct Draft {
    graph: Option<NamedNode>,
    subject: Option<NamedNode>,
    predicate: Option<NamedNode>,
    object: Option<Term>,
    thousandths: u32,
}

impl Draft {
    fn whole(self, claim: NamedNode) -> Option<Statement> {
        let (graph, subject) = (self.graph?, self.subject?);
        let (predicate, object) = (self.predicate?, self.object?);
        Some(Statement { claim, graph, subject, predicate, object, thousandths: self.thousandths })
    }
}

fn each(store: &Store, predicate: NamedNodeRef<'_>, take: &mut dyn FnMut(NamedNode, NamedNode, Term)) -> Result<()> {
    for quad in store.graph().quads_for_pattern(None, Some(predicate), None, None) {
        let quad = quad.map_err(|e| Error::Query(e.to_string()))?;
        if let (NamedOrBlankNode::NamedNode(node), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name) {
            take(node, graph, quad.object);
        }
    }
    Ok(())
}
