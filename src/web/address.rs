//! The addresses of entities, graphs and terms: a page for browsers, RDF for programs.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, Term};

use crate::assets::{CONTEXT, ONTOLOGY, SHAPES};
use crate::rdf::vocab::{gt, nif, prov};
use crate::web::answer::{Problem, typed};
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;
use crate::web::routes::{App, Request};
use crate::web::sparql::{self, Fields, GRAPHS};
use crate::web::{negotiate, page, run};

/// What a client wants of an address.
enum Form {
    Page,
    Rdf(RdfFormat),
}

fn form(request: &Request) -> Result<Form, Problem> {
    let asked = Fields::of(&request.query).one("format")?;
    if let Some(name) = &asked {
        let media_type = sparql::by_name(name).ok_or_else(|| Problem::Bad(format!("there is no format {name}")))?;
        return sparql::graph(&request.headers_for(Some(media_type))).map(Form::Rdf);
    }
    let mut offers: Vec<(&str, Option<RdfFormat>)> =
        GRAPHS.iter().map(|(name, format)| (*name, Some(*format))).collect();
    offers.push(("text/html", None));
    match negotiate::choose(&request.headers, &offers).copied() {
        Some(Some(format)) => Ok(Form::Rdf(format)),
        Some(None) => Ok(Form::Page),
        None => Err(Problem::NotAcceptable("this address answers as a page or as RDF".to_owned())),
    }
}

/// An entity, an article, a rule: whatever lives under the graph's base.
pub(super) async fn entity(app: &Arc<App>, request: &Request) -> Result<Response<Body>, Problem> {
    let snapshot = app.live.get();
    let path = request.path.strip_prefix("/id/").unwrap_or_default();
    let node = snapshot.store.iris().from_path(path);
    let node = node.filter(|node| Lookup::of(&snapshot).is_known(node).unwrap_or(false));
    match (form(request)?, node) {
        (Form::Page, node) => {
            let status = if node.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
            page::shell_with(request, status)
        }
        (Form::Rdf(_), None) => Err(Problem::Missing("nothing in the graph has this address".to_owned())),
        (Form::Rdf(format), Some(node)) => {
            let quads = describe(&snapshot, &node)?;
            write(app, quads, format).await
        }
    }
}

/// What the graph says of a node: an article's or another named graph whole; of anything else its statements with
/// their evidence, each with the graph that it stands in.
fn describe(snapshot: &Snapshot, node: &NamedNode) -> Result<Vec<Quad>, Problem> {
    let store = &snapshot.store;
    let whole = store.quads(Some(node.as_ref()))?;
    if !whole.is_empty() {
        return Ok(crate::rdf::sorted(whole));
    }
    let lookup = Lookup::of(snapshot);
    let mut quads = lookup.quads_of(node)?;
    let mut nodes: BTreeSet<NamedNode> = BTreeSet::new();
    for claim in lookup.subjects(rdf::SUBJECT, node)?.into_iter().chain(lookup.subjects(rdf::OBJECT, node)?) {
        nodes.extend(lookup.objects(&claim, prov::wasDerivedFrom)?.into_iter().filter_map(named));
        for subject in lookup.objects(&claim, rdf::SUBJECT)?.into_iter().filter_map(named) {
            let is_figure = lookup.objects(&claim, rdf::PREDICATE)?.contains(&gt::indicatorOf.into());
            if is_figure {
                nodes.insert(subject);
            }
        }
        nodes.insert(claim);
    }
    for object in quads.clone().into_iter().filter_map(|quad| named(quad.object)) {
        if object.as_str().contains("/membership/") || object.as_str().ends_with("#point") {
            nodes.insert(object);
        }
    }
    let sentences: Vec<NamedNode> = nodes
        .iter()
        .map(|node| lookup.objects(node, nif::sentence))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .filter_map(named)
        .collect();
    nodes.extend(sentences);
    for node in &nodes {
        quads.extend(lookup.quads_of(node)?);
    }
    Ok(crate::rdf::sorted(quads))
}

fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        Term::BlankNode(_) | Term::Literal(_) => None,
    }
}

/// Streams quads; forms without graphs get each triple once.
async fn write(app: &Arc<App>, quads: Vec<Quad>, format: RdfFormat) -> Result<Response<Body>, Problem> {
    let mut answer = run::stream(app, move |_, sink| {
        let broken = |e: std::io::Error| Problem::Broken(e.to_string());
        sink.head(sparql::graph_type(format));
        let mut writer = sparql::rdf(format).for_writer(&mut *sink);
        let mut written = BTreeSet::new();
        for mut quad in quads {
            if !format.supports_datasets() {
                quad.graph_name = GraphName::DefaultGraph;
                if !written.insert(quad.to_string()) {
                    continue;
                }
            }
            writer.serialize_quad(&quad).map_err(broken)?;
        }
        writer.finish().map_err(broken)?.flush().map_err(broken)
    })
    .await?;
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(answer)
}

/// The vocabulary.
pub(super) fn ontology(app: &App, request: &Request) -> Result<Response<Body>, Problem> {
    let _ = app;
    let mut answer = match form(request)? {
        Form::Page => page::shell_with(request, StatusCode::OK)?,
        Form::Rdf(RdfFormat::Turtle) => typed("text/turtle", ONTOLOGY.text),
        Form::Rdf(format) => sparql::convert(ONTOLOGY.text, crate::rdf::vocab::GT_NS, format)?,
    };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(answer)
}

/// The shapes.
pub(super) fn shapes(request: &Request) -> Result<Response<Body>, Problem> {
    let headers = request.headers_for(Fields::of(&request.query).one("format")?.as_deref().and_then(sparql::by_name));
    match sparql::graph(&headers).unwrap_or(RdfFormat::Turtle) {
        RdfFormat::Turtle => Ok(typed("text/turtle", SHAPES.text)),
        format => sparql::convert(SHAPES.text, "https://w3id.org/gongtu/shapes", format),
    }
}

/// The JSON-LD context.
pub(super) fn context() -> Response<Body> {
    typed("application/ld+json", CONTEXT.text)
}

/// Graph Store Protocol, reading: `/graphs?default`, `/graphs?graph=IRI`.
pub(super) async fn graph_store(app: &Arc<App>, request: &Request) -> Result<Response<Body>, Problem> {
    let fields = Fields::of(&request.query);
    let (default, graph) = (fields.one("default")?, fields.one("graph")?);
    let headers = request.headers_for(fields.one("format")?.as_deref().and_then(sparql::by_name));
    let format = sparql::graph(&headers)?;
    let snapshot = app.live.get();
    match (default, graph) {
        (Some(_), None) => {
            run::stream(app, move |_, sink| {
                let broken = |e: &dyn std::fmt::Display| Problem::Broken(e.to_string());
                let token = run::Running::of(sink).token.clone();
                sink.head(sparql::graph_type(format));
                let mut writer = sparql::rdf(format).for_writer(&mut *sink);
                let union = Some(GraphNameRef::DefaultGraph);
                for quad in snapshot.store.graph().quads_for_pattern(None, None, None, union) {
                    if token.is_cancelled() {
                        return Err(Problem::Limit("the answer was broken off".to_owned()));
                    }
                    writer.serialize_quad(&quad.map_err(|e| broken(&e))?).map_err(|e| broken(&e))?;
                }
                writer.finish().map_err(|e| broken(&e))?.flush().map_err(|e| broken(&e))
            })
            .await
        }
        (None, Some(graph)) => {
            let name = NamedNode::new(&graph).map_err(|e| Problem::Bad(format!("{graph} is no IRI: {e}")))?;
            let mut quads = snapshot.store.quads(Some(name.as_ref()))?;
            if quads.is_empty() {
                return Err(Problem::Missing(format!("there is no graph {graph}")));
            }
            quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
            write(app, crate::rdf::sorted(quads), format).await
        }
        _ => Err(Problem::Bad("name one graph: /graphs?default or /graphs?graph=IRI".to_owned())),
    }
}
