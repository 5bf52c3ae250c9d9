//! The page's own interface: JSON about things, articles, places, policies and the network. `/api` describes it.

mod article;
mod atlas;
mod borders;
mod describe;
mod entity;
mod layout;
mod measure;
pub(super) mod network;
mod overview;
mod params;
mod pictures;
mod place;
mod policy;
mod report;
mod wrong;

use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use serde_json::Value;

use crate::web::answer::{self, Problem, json};
use crate::web::live::Snapshot;
use crate::web::page;
use crate::web::routes::{App, Request};

pub(super) use atlas::Atlas;
use params::{Kind, Parameter, Params};
pub(super) use pictures::Pictures;

/// Reads of the graph that may go on at once.
pub(super) const JOBS: usize = 8;

/// An address under `/api/`.
struct Route {
    /// Last part of the address.
    name: &'static str,
    /// What it answers, in English.
    help: &'static str,
    parameters: &'static [Parameter],
    answer: fn(&Snapshot, &Params) -> Result<Value, Problem>,
}

const IRI: Parameter = Parameter::needed("iri", Kind::Iri, "IRI of the thing, or its address on this server");
const LIMIT: Parameter = Parameter::optional("limit", Kind::Number(1, 5000), "at most so many");

/// Every address, in the order of the description.
const ROUTES: &[Route] = &[
    Route {
        name: "overview",
        help: "counts, the latest articles and what is mentioned most",
        parameters: &[],
        answer: overview::overview,
    },
    Route {
        name: "search",
        help: "things and articles by a part of a name, another name or pinyin; without words what is mentioned most",
        parameters: &[
            Parameter::optional("q", Kind::Text, "the words"),
            Parameter::optional("class", Kind::Word, "only this class of the fact table, or Article"),
            Parameter::optional("limit", Kind::Number(1, 500), "at most so many"),
        ],
        answer: overview::search,
    },
    Route { name: "entity", help: "a thing with its facts", parameters: &[IRI, LIMIT], answer: entity::entity },
    Route { name: "article", help: "an article: text, mentions, facts", parameters: &[IRI], answer: article::article },
    Route {
        name: "place",
        help: "what is done in a place, by whom, with which figures",
        parameters: &[IRI, LIMIT],
        answer: place::place,
    },
    Route {
        name: "policy",
        help: "the parts of a policy and who carries out which where",
        parameters: &[IRI],
        answer: policy::policy,
    },
    Route {
        name: "graph",
        help: "relations around some things, or the most connected ones",
        parameters: network::PARAMETERS,
        answer: network::graph,
    },
    Route {
        name: "map",
        help: "a measure by division: initiatives, events, bodies, people, targets, results, articles",
        parameters: &[Parameter::optional("measure", Kind::Word, "which measure; initiatives by default")],
        answer: measure::map,
    },
    Route { name: "queries", help: "the ready-made questions", parameters: &[], answer: overview::queries },
    Route { name: "terms", help: "prefixes, classes and properties", parameters: &[], answer: overview::terms },
];

/// Answers an address under `/api`.
pub(super) async fn answer(app: &Arc<App>, request: Request) -> Result<Response<Body>, Problem> {
    let posted = request.method == axum::http::Method::POST;
    if posted && request.path == "/api/wrong" {
        return wrong::wrong(app, &request).await;
    }
    if posted {
        return Err(Problem::Method("this address only answers GET".to_owned()));
    }
    let name = request.path.trim_start_matches("/api").trim_matches('/').to_owned();
    if name.is_empty() || name == "openapi.json" {
        return Ok(json(&describe::description(ROUTES)));
    }
    if name == "download" {
        return network::download(app, &request).await;
    }
    if name == "report" {
        return report::report(app, &request).await;
    }
    let route = ROUTES.iter().find(|route| route.name == name);
    let route = route.ok_or_else(|| Problem::Missing(format!("there is no /api/{name}; /api lists what there is")))?;
    let snapshot = app.live.get();
    let params = Params::read(&request.query, route.parameters, &snapshot)?;
    let turn = Arc::clone(&app.reads).acquire_owned().await;
    let turn = turn.map_err(|_| Problem::Limit("the server is ending".to_owned()))?;
    let writable = app.options.token.is_some();
    let compressed = page::takes_gzip(&request);
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut value = (route.answer)(&snapshot, &params)?;
        if route.name == "overview" {
            value["writable"] = writable.into();
        }
        Ok(if compressed { answer::compressed(&value) } else { json(&value) })
    });
    work.await.unwrap_or_else(|_| Err(Problem::Broken("the program failed on this request".to_owned())))
}
