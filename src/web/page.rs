//! The web page's files, as they were built: unchanged ones are not sent twice, and texts are sent compressed.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};

use crate::assets::{PAGE, PageFile};
use crate::web::answer::{Problem, typed};
use crate::web::routes::Request;

/// A file, ready to be sent.
struct Ready {
    file: &'static PageFile,
    compressed: Bytes,
    tag: HeaderValue,
}

/// What makes a file ready when it is first asked for.
type Make = Box<dyn FnOnce() -> Option<Ready> + Send + Sync>;

static READY: LazyLock<BTreeMap<&'static str, LazyLock<Option<Ready>, Make>>> = LazyLock::new(|| {
    let make = |file: &'static PageFile| -> Make { Box::new(move || ready(file)) };
    PAGE.iter().map(|file| (file.name, LazyLock::new(make(file)))).collect()
});

fn ready(file: &'static PageFile) -> Option<Ready> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
    encoder.write_all(file.bytes).ok()?;
    let compressed = Bytes::from(encoder.finish().ok()?);
    let mark = crate::model::hash(&[file.name, &String::from_utf8_lossy(file.bytes)]);
    Some(Ready { file, compressed, tag: HeaderValue::from_str(&format!("\"{mark:016x}\"")).ok()? })
}

/// A file under `/ui/`.
pub(super) fn file(request: &Request) -> Result<Response<Body>, Problem> {
    let name = request.path.strip_prefix("/ui/").unwrap_or_default();
    send(name, request, StatusCode::OK)
}

/// The page itself; what to show it finds in its address.
pub(super) fn shell(request: &Request) -> Result<Response<Body>, Problem> {
    let known = ["/", "/search", "/graph", "/map", "/query", "/about"];
    let status = if known.contains(&request.path.as_str()) { StatusCode::OK } else { StatusCode::NOT_FOUND };
    shell_with(request, status)
}

/// The page with a status.
pub(super) fn shell_with(request: &Request, status: StatusCode) -> Result<Response<Body>, Problem> {
    send("index.html", request, status)
}

fn send(name: &str, request: &Request, status: StatusCode) -> Result<Response<Body>, Problem> {
    let missing = || Problem::Missing("there is no such file".to_owned());
    let ready = READY.get(name).and_then(|ready| LazyLock::force(ready).as_ref()).ok_or_else(missing)?;
    let known = request.headers.get(header::IF_NONE_MATCH);
    let mut answer = if known == Some(&ready.tag) && status == StatusCode::OK {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        answer
    } else if takes_gzip(request) {
        let mut answer = typed(ready.file.media_type, ready.compressed.clone());
        answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        answer
    } else {
        typed(ready.file.media_type, ready.file.bytes)
    };
    if answer.status() == StatusCode::OK {
        *answer.status_mut() = status;
    }
    answer.headers_mut().insert(header::ETAG, ready.tag.clone());
    let vary = if name == "index.html" { "Accept, Accept-Encoding" } else { "Accept-Encoding" };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(vary));
    Ok(answer)
}

/// Whether a client takes compressed answers.
pub(super) fn takes_gzip(request: &Request) -> bool {
    let accepted = request.headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip")) && !parts.any(|p| p == "q=0" || p == "q=0.0")
    })
}
