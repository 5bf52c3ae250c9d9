//! From the words that people type to nodes of the graph, and from a node to all that is said of it.

use std::collections::BTreeSet;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedOrBlankNode, Term};

use crate::error::{Error, Result};
use crate::rdf::vocab::{gt, org, schema, skos};
use crate::store::Store;
use crate::trace::{ArticleView, Told};

/// The things that some words name: an IRI, a label, another label, a place without its ending (南通 for 南通市), or else
/// all whose label holds the words.
///
/// # Errors
/// When nothing is named so, or the store cannot be read.
pub fn find(store: &Store, words: &str) -> Result<Vec<NamedNode>> {
    let words = words.trim();
    if words.contains("://") {
        let node = NamedNode::new(words).map_err(|e| Error::NotFound(format!("{words} is not an IRI: {e}")))?;
        return Ok(vec![node]);
    }
    let mut found = BTreeSet::new();
    for ending in ["", "市", "省", "区", "县"] {
        let name = format!("{words}{ending}");
        for predicate in [rdfs::LABEL, skos::altLabel] {
            for literal in
                [Literal::new_language_tagged_literal_unchecked(&name, "zh"), Literal::new_simple_literal(&name)]
            {
                found.extend(named(store, predicate, Some(&literal))?.into_iter().map(|(node, _)| node));
            }
            if !found.is_empty() {
                return Ok(things(found));
            }
        }
    }
    let parts = named(store, rdfs::LABEL, None)?.into_iter().filter(|(_, label)| label.contains(words));
    found.extend(parts.map(|(node, _)| node));
    match found.is_empty() {
        true => Err(Error::NotFound(format!("nothing in the graph is called {words}"))),
        false => Ok(things(found)),
    }
}

/// Rules and roles have labels too, but nobody asks for them while there is something else.
fn things(found: BTreeSet<String>) -> Vec<NamedNode> {
    let internal = |iri: &String| ["/rule/", "/role/", "/author/", "/article/"].iter().any(|part| iri.contains(part));
    let (inner, outer): (Vec<_>, Vec<_>) = found.into_iter().partition(internal);
    let chosen = if outer.is_empty() { inner } else { outer };
    chosen.into_iter().map(NamedNode::new_unchecked).collect()
}

fn named(
    store: &Store,
    predicate: oxigraph::model::NamedNodeRef<'static>,
    label: Option<&Literal>,
) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let union = Some(GraphNameRef::DefaultGraph);
    for quad in store.graph().quads_for_pattern(None, Some(predicate), label.map(Into::into), union) {
        let quad = quad.map_err(|e| Error::Query(e.to_string()))?;
        if let (NamedOrBlankNode::NamedNode(node), Term::Literal(label)) = (quad.subject, quad.object) {
            found.push((node.into_string(), label.value().to_owned()));
        }
    }
    Ok(found)
}

/// Every claim about a thing, by article.
///
/// # Errors
/// When the store cannot be read.
pub fn about(store: &Store, thing: &NamedNode) -> Result<Vec<Told>> {
    let mut graphs = BTreeSet::new();
    let broken = |e: oxigraph::store::StorageError| Error::Query(e.to_string());
    let as_subject = store.graph().quads_for_pattern(None, Some(rdf::SUBJECT), Some(thing.as_ref().into()), None);
    let as_object = store.graph().quads_for_pattern(None, Some(rdf::OBJECT), Some(thing.as_ref().into()), None);
    for quad in as_subject.chain(as_object) {
        if let GraphName::NamedNode(graph) = quad.map_err(broken)?.graph_name {
            graphs.insert(graph);
        }
    }
    let mut told = Vec::new();
    for graph in &graphs {
        let claims = ArticleView::of(store, graph)?.claims();
        told.extend(claims.into_iter().filter(|claim| concerns(claim, thing)));
    }
    Ok(told)
}

/// Whether a claim is about a thing; the short way from person to body only when asked for the body.
fn concerns(claim: &Told, thing: &NamedNode) -> bool {
    let is_object = matches!(&claim.object, Term::NamedNode(object) if object == thing);
    is_object || claim.subject == *thing && claim.predicate != org::memberOf
}

/// The names of all articles' graphs, sorted.
///
/// # Errors
/// When the store cannot be read.
pub fn article_names(store: &Store) -> Result<Vec<NamedNode>> {
    let mut names = BTreeSet::new();
    for quad in store.graph().quads_for_pattern(None, Some(rdf::TYPE), Some(schema::NewsArticle.into()), None) {
        let quad = quad.map_err(|e| Error::Query(e.to_string()))?;
        if let GraphName::NamedNode(name) = quad.graph_name {
            names.insert((key(store, &name)?, name));
        }
    }
    Ok(names.into_iter().map(|(_, name)| name).collect())
}

/// An article's key, arranged so that page#2 comes before page#10.
fn key(store: &Store, article: &NamedNode) -> Result<(String, usize)> {
    let mut keys = store.graph().quads_for_pattern(
        Some(article.as_ref().into()),
        Some(gt::key),
        None,
        Some(article.as_ref().into()),
    );
    let quad = keys.next().transpose().map_err(|e| Error::Query(e.to_string()))?;
    let key = quad.map_or_else(String::new, |quad| match quad.object {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    });
    Ok(match key.rsplit_once('#') {
        Some((stem, number)) => (stem.to_owned(), number.parse().unwrap_or(0)),
        None => (key, 0),
    })
}
