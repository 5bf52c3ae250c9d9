//! The report of `gongtu trace` about one thing, to take along.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

use crate::trace::{self, Filter, Lang, render};
use crate::web::answer::Problem;
use crate::web::api::params::{Kind, Parameter, Params};
use crate::web::routes::{App, Request};
use crate::web::run;

const PARAMETERS: &[Parameter] = &[
    Parameter::needed("iri", Kind::Iri, "IRI of the thing, or its address on this server"),
    Parameter::optional("format", Kind::Word, "markdown (default), html, csv or json"),
    Parameter::optional("lang", Kind::Word, "zh (default) or en"),
    Parameter::optional("confidence", Kind::Share, "only facts that are at least so sure"),
];

pub(super) async fn report(app: &Arc<App>, request: &Request) -> Result<Response<Body>, Problem> {
    let snapshot = app.live.get();
    let params = Params::read(&request.query, PARAMETERS, &snapshot)?;
    let format = params.text("format").unwrap_or("markdown").to_owned();
    let (media_type, ending) = match format.as_str() {
        "markdown" => ("text/markdown; charset=utf-8", "md"),
        "html" => ("text/html; charset=utf-8", "html"),
        "csv" => ("text/csv; charset=utf-8", "csv"),
        "json" => ("application/json", "json"),
        other => return Err(Problem::Bad(format!("there is no report as {other} (markdown, html, csv, json)"))),
    };
    let lang = if params.text("lang") == Some("en") { Lang::En } else { Lang::Zh };
    let mut answer = run::stream(app, move |_, sink| {
        let confidence = Some(params.share("confidence")).filter(|share| *share > 0.0);
        let filter = Filter { confidence, ..Filter::default() };
        let report = trace::report(&snapshot.store, &[params.node("iri")], &filter)?;
        sink.head(media_type);
        let written = match format.as_str() {
            "html" => render::html(&report, lang, sink),
            "csv" => render::csv(&report, lang, sink),
            "json" => render::json(&report, sink),
            _ => render::markdown(&report, lang, sink),
        };
        written.map_err(|e| Problem::Broken(e.to_string()))
    })
    .await?;
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"report.{ending}\"")) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(answer)
}
