//! SPARQL 1.1 Protocol at `/sparql`: queries by GET, by a form and directly, updates with a token, and the service's
//! own description.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use crate::rdf::vocab::PREFIXES;
use crate::store::sparql::prepare;
use crate::web::answer::{Problem, typed};
use crate::web::routes::{App, Request};
use crate::web::run::{self, Running, Sink};
use crate::web::{guard, negotiate};

/// Forms of a table of solutions; the first is the default.
const TABLES: &[(&str, QueryResultsFormat)] = &[
    ("application/sparql-results+json", QueryResultsFormat::Json),
    ("application/json", QueryResultsFormat::Json),
    ("application/sparql-results+xml", QueryResultsFormat::Xml),
    ("application/xml", QueryResultsFormat::Xml),
    ("text/csv", QueryResultsFormat::Csv),
    ("text/tab-separated-values", QueryResultsFormat::Tsv),
];

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

/// Forms of a graph; the first is the default.
pub(super) const GRAPHS: &[(&str, RdfFormat)] = &[
    ("text/turtle", RdfFormat::Turtle),
    ("application/n-triples", RdfFormat::NTriples),
    ("application/ld+json", JSON_LD),
    ("application/rdf+xml", RdfFormat::RdfXml),
    ("application/trig", RdfFormat::TriG),
    ("application/n-quads", RdfFormat::NQuads),
    ("application/json", JSON_LD),
    ("application/xml", RdfFormat::RdfXml),
    ("text/plain", RdfFormat::NTriples),
];

/// Short names for `?format=`.
pub(super) fn by_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "json" => "application/json",
        "xml" => "application/xml",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "ttl" | "turtle" => "text/turtle",
        "nt" | "ntriples" => "application/n-triples",
        "jsonld" => "application/ld+json",
        "rdf" | "rdfxml" => "application/rdf+xml",
        "trig" => "application/trig",
        "nq" | "nquads" => "application/n-quads",
        _ => return None,
    })
}

/// What a request asks for.
struct Ask {
    query: String,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    headers: HeaderMap,
}

/// Answers a request to `/sparql`.
pub(super) async fn answer(app: &Arc<App>, request: Request) -> Result<Response<Body>, Problem> {
    let mut fields = Fields::of(&request.query);
    let (mut query, mut update) = (fields.one("query")?, fields.one("update")?);
    if update.is_some() {
        return Err(Problem::Bad("an update must be sent by POST".to_owned()));
    }
    if request.method == Method::POST {
        match request.content_type().as_str() {
            "application/x-www-form-urlencoded" => {
                let form = Fields::of(request.text()?);
                query = form.one("query")?.or(query);
                update = form.one("update")?;
                fields.extend(form);
            }
            "application/sparql-query" => query = Some(request.text()?.to_owned()),
            "application/sparql-update" => update = Some(request.text()?.to_owned()),
            other => {
                return Err(Problem::Unsupported(format!(
                    "a body of {other} is not understood; send application/sparql-query, application/sparql-update or a form"
                )));
            }
        }
    }
    let headers = request.headers_for(fields.one("format")?.as_deref().and_then(by_name));
    match (query, update) {
        (Some(_), Some(_)) => Err(Problem::Bad("a request has a query or an update, not both".to_owned())),
        (None, Some(update)) => change(app, &request, &fields, update).await,
        (Some(query), None) => {
            let (default_graphs, named_graphs) = (fields.all("default-graph-uri"), fields.all("named-graph-uri"));
            ask(app, Ask { query, default_graphs, named_graphs, headers }).await
        }
        (None, None) if request.method == Method::POST => Err(Problem::Bad("there is no query".to_owned())),
        (None, None) => describe(app, &request),
    }
}

async fn ask(app: &Arc<App>, ask: Ask) -> Result<Response<Body>, Problem> {
    guard::check(&ask.query).map_err(Problem::Bad)?;
    let mut answer = run::stream(app, move |app, sink| evaluate(app, &ask, sink)).await?;
    answer.headers_mut().insert(header::VARY, header::HeaderValue::from_static("Accept"));
    Ok(answer)
}

fn evaluate(app: &Arc<App>, ask: &Ask, sink: &mut Sink) -> Result<(), Problem> {
    let snapshot = app.live.get();
    let running = Arc::clone(Running::of(sink));
    let mut prepared = prepare(&ask.query, Some(&running.token))?;
    if !ask.default_graphs.is_empty() || !ask.named_graphs.is_empty() {
        let dataset = prepared.dataset_mut();
        dataset.set_default_graph(
            ask.default_graphs.iter().map(|g| name(g).map(GraphName::from)).collect::<Result<_, _>>()?,
        );
        dataset.set_available_named_graphs(
            ask.named_graphs.iter().map(|g| name(g).map(Into::into)).collect::<Result<_, _>>()?,
        );
    }
    let ended = |e: &dyn std::fmt::Display| running.explain(app, || Problem::Bad(format!("the query failed: {e}")));
    let results = prepared.on_store(snapshot.store.graph()).execute().map_err(|e| ended(&e))?;
    write(results, &ask.headers, sink, &ended)
}

fn write(
    results: QueryResults<'_>,
    headers: &HeaderMap,
    sink: &mut Sink,
    ended: &dyn Fn(&dyn std::fmt::Display) -> Problem,
) -> Result<(), Problem> {
    match results {
        QueryResults::Boolean(yes) => {
            let format = table(headers)?;
            sink.head(media_type(TABLES, |f| *f == format));
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(sink, yes)
                .map_err(|e| ended(&e))?;
        }
        QueryResults::Solutions(solutions) => {
            let format = table(headers)?;
            sink.head(media_type(TABLES, |f| *f == format));
            let serializer = QueryResultsSerializer::from_format(format);
            let mut writer = serializer
                .serialize_solutions_to_writer(sink, solutions.variables().to_vec())
                .map_err(|e| ended(&e))?;
            for solution in solutions {
                writer.serialize(&solution.map_err(|e| ended(&e))?).map_err(|e| ended(&e))?;
            }
            writer.finish().map_err(|e| ended(&e))?;
        }
        QueryResults::Graph(triples) => {
            let format = graph(headers)?;
            sink.head(graph_type(format));
            let mut writer = rdf(format).for_writer(sink);
            for triple in triples {
                writer.serialize_triple(&triple.map_err(|e| ended(&e))?).map_err(|e| ended(&e))?;
            }
            writer.finish().map_err(|e| ended(&e))?;
        }
    }
    Ok(())
}

fn name(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|e| Problem::Bad(format!("{iri} is no IRI: {e}")))
}

fn table(headers: &HeaderMap) -> Result<QueryResultsFormat, Problem> {
    let form = negotiate::choose(headers, TABLES);
    form.copied().ok_or_else(|| Problem::NotAcceptable("results come as JSON, XML, CSV or TSV".to_owned()))
}

/// The form of a graph that the client likes best.
pub(super) fn graph(headers: &HeaderMap) -> Result<RdfFormat, Problem> {
    let form = negotiate::choose(headers, GRAPHS);
    form.copied().ok_or_else(|| {
        Problem::NotAcceptable("graphs come as Turtle, N-Triples, JSON-LD, RDF/XML, TriG or N-Quads".to_owned())
    })
}

fn media_type<T>(offers: &'static [(&str, T)], is: impl Fn(&T) -> bool) -> &'static str {
    offers.iter().find(|(_, format)| is(format)).map_or("text/plain", |(name, _)| name)
}

/// Media type of a graph.
pub(super) fn graph_type(format: RdfFormat) -> &'static str {
    media_type(GRAPHS, |f| *f == format)
}

/// A serializer that knows the usual prefixes.
pub(super) fn rdf(format: RdfFormat) -> RdfSerializer {
    PREFIXES.iter().fold(RdfSerializer::from_format(format), |serializer, (prefix, namespace)| {
        serializer.clone().with_prefix(*prefix, *namespace).unwrap_or(serializer)
    })
}

async fn change(app: &Arc<App>, request: &Request, fields: &Fields, update: String) -> Result<Response<Body>, Problem> {
    app.must_be_allowed(&request.headers)?;
    if !fields.all("using-graph-uri").is_empty() || !fields.all("using-named-graph-uri").is_empty() {
        return Err(Problem::Bad("name the graphs in the update itself (USING)".to_owned()));
    }
    guard::check(&update).map_err(Problem::Bad)?;
    let app = Arc::clone(app);
    let done = tokio::task::spawn_blocking(move || app.live.write(|store| store.update(&update)));
    match done.await {
        Ok(Some(outcome)) => outcome?,
        Ok(None) => return Err(Problem::Forbidden("this server only reads".to_owned())),
        Err(_) => return Err(Problem::Broken("the program failed on this update".to_owned())),
    }
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    Ok(answer)
}

/// SPARQL 1.1 Service Description; browsers are led to the editor.
fn describe(app: &App, request: &Request) -> Result<Response<Body>, Problem> {
    const HTML: Option<RdfFormat> = None;
    let offers: Vec<(&str, Option<RdfFormat>)> =
        GRAPHS.iter().map(|(name, format)| (*name, Some(*format))).chain([("text/html", HTML)]).collect();
    let Some(Some(format)) = negotiate::choose(&request.headers, &offers).copied() else {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::SEE_OTHER;
        answer.headers_mut().insert(header::LOCATION, header::HeaderValue::from_static("/query"));
        return Ok(answer);
    };
    let mut text = String::from(
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n\
         [] a sd:Service ; sd:endpoint </sparql> ; sd:supportedLanguage sd:SPARQL11Query",
    );
    if app.options.token.is_some() {
        text.push_str(", sd:SPARQL11Update");
    }
    text.push_str(" ; sd:feature sd:UnionDefaultGraph ;\n  sd:resultFormat ");
    let formats = [
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "JSON-LD",
        "RDF_XML",
        "TriG",
        "N-Quads",
    ];
    text.push_str(&formats.map(|f| format!("<http://www.w3.org/ns/formats/{f}>")).join(", "));
    text.push_str(" ;\n  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .\n");
    convert(&text, &format!("http://{}/sparql", request.host()), format)
}

/// A text of our own in Turtle, in the form that the client likes best.
pub(super) fn convert(turtle: &str, base: &str, format: RdfFormat) -> Result<Response<Body>, Problem> {
    let broken = |e: &dyn std::fmt::Display| Problem::Broken(e.to_string());
    let parser = oxigraph::io::RdfParser::from_format(RdfFormat::Turtle).with_base_iri(base).map_err(|e| broken(&e))?;
    let mut writer = rdf(format).for_writer(Vec::new());
    for quad in parser.for_slice(turtle.as_bytes()) {
        writer.serialize_quad(&quad.map_err(|e| broken(&e))?).map_err(|e| broken(&e))?;
    }
    let mut body = writer.finish().map_err(|e| broken(&e))?;
    body.flush().map_err(|e| broken(&e))?;
    Ok(typed(graph_type(format), body))
}

/// The fields of a query string or a form.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Reads `a=1&b=2`.
    pub(super) fn of(encoded: &str) -> Self {
        let mut fields = Self::default();
        for part in encoded.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            fields.0.entry(decode(name)).or_default().push(decode(value));
        }
        fields
    }

    fn extend(&mut self, other: Self) {
        for (name, values) in other.0 {
            self.0.entry(name).or_default().extend(values);
        }
    }

    /// Names of the fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every value of a field.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// The value of a field that must not come twice.
    pub(super) fn one(&self, name: &str) -> Result<Option<String>, Problem> {
        match self.0.get(name).map(Vec::as_slice) {
            None => Ok(None),
            Some([value]) => Ok(Some(value.clone())),
            Some(_) => Err(Problem::Bad(format!("the request has more than one {name}"))),
        }
    }
}

/// Undoes the encoding of forms; what is no UTF-8 becomes U+FFFD.
fn decode(words: &str) -> String {
    let bytes = words.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let code = code.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        out.push(code.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
