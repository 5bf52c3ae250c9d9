//! An article: its text, who and what is named where, and the facts of each sentence.

use oxigraph::model::{NamedNode, Term};
use serde_json::{Value, json};

use crate::rdf::vocab::{dct, gt, itsrdf, schema};
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::fact::{Reader, characters};
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;

pub(super) fn article(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let node = params.node("iri");
    let lookup = Lookup::of(snapshot);
    let text = lookup.text(&node, schema::text)?;
    if text.is_empty() {
        return Err(Problem::Missing("there is no such article".to_owned()));
    }
    let page = lookup.node(&node, schema::isPartOf)?;
    let file = page.map(|page| lookup.text(&page, dct::title)).transpose()?.unwrap_or_default();
    Ok(json!({
        "thing": lookup.thing(&node)?,
        "headline": lookup.text(&node, schema::headline)?,
        "text": text,
        "key": lookup.text(&node, gt::key)?,
        "kind": lookup.text(&node, gt::articleKind)?,
        "published": lookup.text(&node, schema::datePublished)?,
        "publisher": lookup.text(&node, schema::publisher)?,
        "url": lookup.text(&node, schema::url)?,
        "file": file,
        "mentions": mentions(lookup, &node)?,
        "facts": Reader::new(lookup).of_article(&node)?,
    }))
}

/// Mentions in the order of the text; of two that overlap, the earlier and longer.
fn mentions(lookup: Lookup<'_>, article: &NamedNode) -> Result<Vec<Value>, Problem> {
    let mut found = Vec::new();
    for (span, object) in lookup.pairs_in(itsrdf::taIdentRef, article)? {
        if let (Some(range), Term::NamedNode(entity)) = (characters(span.as_str()), object) {
            found.push((range.start, std::cmp::Reverse(range.end), entity));
        }
    }
    found.sort_by(|a, b| (a.0, a.1, a.2.as_str()).cmp(&(b.0, b.1, b.2.as_str())));
    let (mut told, mut end) = (Vec::new(), 0);
    for (from, to, entity) in found {
        if from >= end {
            end = to.0;
            told.push(json!({ "place": [from, to.0], "thing": lookup.thing(&entity)? }));
        }
    }
    Ok(told)
}
