//! The description of the interface, as OpenAPI 3.1: made from the list of addresses, so that it is never wrong.

use serde_json::{Map, Value, json};

use crate::web::api::Route;
use crate::web::api::params::{Kind, Parameter};

pub(super) fn description(routes: &[Route]) -> Value {
    let paths: Map<String, Value> =
        routes.iter().map(|route| (format!("/api/{}", route.name), path(route.help, route.parameters))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "gongtu",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the web page reads. The graph itself is at /sparql (SPARQL 1.1 Protocol), /graphs (Graph Store \
                            Protocol, reading), /ns (vocabulary) and at the address of every entity, /id/…"
        },
        "paths": paths,
    })
}

fn path(help: &str, parameters: &[Parameter]) -> Value {
    let parameters: Vec<Value> = parameters.iter().map(parameter).collect();
    let told = |words: &str| json!({ "description": words, "content": { "application/json": { "schema": { "type": "object" } } } });
    json!({ "get": {
        "summary": help,
        "parameters": parameters,
        "responses": {
            "200": told("the answer"), "400": told("a parameter is not as it must be"), "404": told("there is no such thing"),
        }
    } })
}

fn parameter(parameter: &Parameter) -> Value {
    let one = match parameter.kind {
        Kind::Iri => json!({ "type": "string", "format": "iri" }),
        Kind::Text => json!({ "type": "string", "maxLength": 1024 }),
        Kind::Word => json!({ "type": "string", "pattern": "^[A-Za-z0-9-]*$" }),
        Kind::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
    };
    let schema = if parameter.many { json!({ "type": "array", "items": one }) } else { one };
    json!({
        "name": parameter.name, "in": "query", "required": parameter.needed, "description": parameter.help, "schema": schema,
    })
}
