//! The first page, the search, the ready-made questions and the terms that a query may use.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, Term};
use serde_json::{Value, json};

use crate::assets::ONTOLOGY;
use crate::rdf::vocab::{PREFIXES, schema};
use crate::store::canned;
use crate::web::answer::Problem;
use crate::web::api::Params;
use crate::web::index::ARTICLE;
use crate::web::live::Snapshot;
use crate::web::lookup::{Lookup, value};

/// Things of a class on the first page.
const SHOWN: usize = 8;

pub(super) fn overview(snapshot: &Snapshot, _: &Params) -> Result<Value, Problem> {
    let lookup = Lookup::of(snapshot);
    let mut dated = Vec::new();
    for article in snapshot.index.of_class(ARTICLE) {
        let day = lookup.text(&NamedNode::new_unchecked(article.iri.as_str()), schema::datePublished)?;
        dated.push((day, article));
    }
    dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.iri.cmp(&b.1.iri)));
    let latest: Vec<Value> =
        dated.iter().take(SHOWN).map(|(day, article)| json!({ "thing": article, "published": day })).collect();
    let most = |class| snapshot.index.search("", Some(class), SHOWN);
    let classes = ["Place", "Policy", "Initiative", "Organization", "Person", "Event"];
    let most: serde_json::Map<String, Value> =
        classes.iter().map(|class| ((*class).to_owned(), json!(most(class)))).collect();
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "base": snapshot.store.marker().base,
        "number": snapshot.number,
        "counts": snapshot.index.counts(),
        "formats": crate::export::Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>(),
        "triples": snapshot.store.graph().len().unwrap_or(0),
        "first": dated.iter().map(|(day, _)| day).filter(|day| !day.is_empty()).min(),
        "last": dated.first().map(|(day, _)| day),
        "latest": latest,
        "most": most,
    }))
}

pub(super) fn search(snapshot: &Snapshot, params: &Params) -> Result<Value, Problem> {
    let hits = snapshot.index.search(params.text("q").unwrap_or(""), params.text("class"), params.number("limit", 20));
    Ok(json!({ "hits": hits }))
}

pub(super) fn queries(_: &Snapshot, _: &Params) -> Result<Value, Problem> {
    let both = |text: &canned::Bilingual| json!({ "zh": text.zh, "en": text.en });
    let all: Vec<Value> = canned::all()?
        .iter()
        .map(|query| {
            let parameters: Vec<Value> =
                query.parameters.iter().map(|(name, help)| json!({ "name": name, "help": both(help) })).collect();
            let columns: serde_json::Map<String, Value> =
                query.columns.iter().map(|(name, title)| (name.clone(), both(title))).collect();
            json!({
                "name": query.name, "topic": query.topic, "title": both(&query.title), "help": both(&query.help),
                "parameters": parameters, "columns": columns, "text": query.text,
            })
        })
        .collect();
    Ok(json!({ "queries": all }))
}

/// Classes and properties: those of the ontology with their labels, and those that the graph uses beside them.
pub(super) fn terms(snapshot: &Snapshot, _: &Params) -> Result<Value, Problem> {
    let mut terms: std::collections::BTreeMap<String, (String, String, String)> = std::collections::BTreeMap::new();
    let parser = RdfParser::from_format(RdfFormat::Turtle);
    for quad in parser.for_slice(ONTOLOGY.text.as_bytes()) {
        let quad = quad.map_err(|e| Problem::Broken(e.to_string()))?;
        let Some(name) = short(&quad.subject.to_string()) else { continue };
        let term = terms.entry(name).or_default();
        match &quad.object {
            Term::Literal(label) if quad.predicate == rdfs::LABEL => match label.language() {
                Some("en") => label.value().clone_into(&mut term.1),
                _ => label.value().clone_into(&mut term.0),
            },
            Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                term.2 = if class.as_str().ends_with("Class") { "class" } else { "property" }.to_owned();
            }
            _ => {}
        }
    }
    terms.retain(|_, term| !term.0.is_empty());
    for (name, kind) in used(snapshot)? {
        terms.entry(name).or_insert_with(|| (String::new(), String::new(), kind.to_owned()));
    }
    let terms: Vec<Value> = terms
        .into_iter()
        .map(|(name, (zh, en, kind))| json!({ "name": name, "zh": zh, "en": en, "kind": kind }))
        .collect();
    let prefixes: serde_json::Map<String, Value> =
        PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace))).collect();
    Ok(json!({ "prefixes": prefixes, "terms": terms }))
}

/// Properties and classes of the first hundred thousand triples: all of them, in practice.
fn used(snapshot: &Snapshot) -> Result<BTreeSet<(String, &'static str)>, Problem> {
    let mut found = BTreeSet::new();
    for quad in snapshot.store.graph().iter().take(100_000) {
        let quad = quad.map_err(|e| Problem::Broken(e.to_string()))?;
        found.extend(short(&quad.predicate.to_string()).map(|name| (name, "property")));
        if quad.predicate == rdf::TYPE {
            found.extend(short(&format!("<{}>", value(&quad.object))).map(|name| (name, "class")));
        }
    }
    Ok(found)
}

/// `<https://schema.org/name>` → `schema:name`.
fn short(term: &str) -> Option<String> {
    let iri = term.strip_prefix('<')?.strip_suffix('>')?;
    PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        (!local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
            .then(|| format!("{prefix}:{local}"))
    })
}
