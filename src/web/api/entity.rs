//! A thing: its names, what is known of it beforehand, and its facts.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, Term};
use serde_json::{Value, json};

use crate::rdf::vocab::{PREFIXES, schema, skos};
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::fact::Reader;
use crate::web::index::Thing;
use crate::web::live::Snapshot;
use crate::web::lookup::{Lookup, value};

/// Facts that are sent unless more are asked for.
const FACTS: usize = 400;
/// Articles that are listed.
const ARTICLES: usize = 200;

pub(super) fn entity(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let node = params.node("iri");
    let lookup = Lookup::of(snapshot);
    if !lookup.is_known(&node)? {
        return Err(Problem::Missing("nothing in the graph has this address".to_owned()));
    }
    let (facts, total) = Reader::new(lookup).about(&node, params.number("limit", FACTS))?;
    Ok(json!({
        "thing": lookup.thing(&node)?,
        "aliases": snapshot.index.aliases(node.as_str()),
        "mentions": snapshot.index.mentions(node.as_str()),
        "types": lookup.types(&node)?.iter().map(|class| prefixed(class.as_str())).collect::<Vec<_>>(),
        "known": known(snapshot, lookup, &node)?,
        "facts": facts,
        "total": total,
        "articles": articles(lookup, &node)?,
    }))
}

/// What is known beforehand, other than class and names.
fn known(snapshot: &Snapshot, lookup: Lookup<'_>, node: &NamedNode) -> Result<Vec<Value>, Problem> {
    let background = GraphName::NamedNode(snapshot.store.iris().background());
    let mut found = Vec::new();
    for quad in lookup.quads_of(node)?.into_iter().filter(|quad| quad.graph_name == background) {
        if [rdf::TYPE, rdfs::LABEL, skos::altLabel].iter().any(|shown| quad.predicate == *shown) {
            continue;
        }
        let predicate = prefixed(quad.predicate.as_str());
        match &quad.object {
            Term::NamedNode(object) if !object.as_str().ends_with("#point") => {
                found.push((predicate, value(&quad.object), Some(lookup.thing(object)?)));
            }
            Term::Literal(_) => found.push((predicate, value(&quad.object), None::<Thing>)),
            Term::NamedNode(_) | Term::BlankNode(_) => {}
        }
    }
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let told = found.into_iter().map(|(name, text, thing)| json!({ "predicate": name, "text": text, "thing": thing }));
    Ok(told.collect())
}

/// The articles that mention a thing, the latest first.
fn articles(lookup: Lookup<'_>, node: &NamedNode) -> Result<Vec<Value>, Problem> {
    let mut dated = Vec::new();
    for article in lookup.subjects(schema::mentions, node)? {
        dated.push((lookup.text(&article, schema::datePublished)?, article));
    }
    dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.as_str().cmp(b.1.as_str())));
    let mut told = Vec::new();
    for (day, article) in dated.into_iter().take(ARTICLES) {
        told.push(json!({ "thing": lookup.thing(&article)?, "published": day }));
    }
    Ok(told)
}

/// An IRI with its prefix, where one fits.
pub(super) fn prefixed(iri: &str) -> String {
    let short = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    short.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}
