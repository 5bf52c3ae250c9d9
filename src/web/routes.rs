//! Which address is answered by what, and the header fields that every answer carries.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use tokio::sync::Semaphore;

use crate::error::Result;
use crate::web::answer::Problem;
use crate::web::live::Live;
use crate::web::run::Register;
use crate::web::{Options, address, api, page, sparql};

/// How long a client may take to send a body.
const BODY_TIME: Duration = Duration::from_secs(15);

/// What every request can reach.
pub(super) struct App {
    pub options: Options,
    pub live: Live,
    /// Questions that may be evaluated at once.
    pub turns: Arc<Semaphore>,
    /// Reads of the graph that may go on at once.
    pub reads: Arc<Semaphore>,
    pub running: Register,
}

impl App {
    pub(super) fn new(options: Options) -> Result<Self> {
        let live = Live::open(&options.store, options.token.is_some())?;
        let turns = Arc::new(Semaphore::new(options.jobs.max(1)));
        Ok(Self { live, turns, reads: Arc::new(Semaphore::new(api::JOBS)), running: Register::default(), options })
    }

    /// Whether the request carries the token that allows to write.
    pub(super) fn must_be_allowed(&self, headers: &HeaderMap) -> std::result::Result<(), Problem> {
        let Some(token) = &self.options.token else {
            return Err(Problem::Forbidden(
                "this server only reads; start it with --writable to change that".to_owned(),
            ));
        };
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        match given.and_then(|value| value.strip_prefix("Bearer ")) {
            Some(given) if same(given.trim().as_bytes(), token.as_bytes()) => Ok(()),
            _ => Err(Problem::Forbidden("writing needs the server's token: Authorization: Bearer TOKEN".to_owned())),
        }
    }
}

/// Compares without telling by its time where two words differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

/// A request, its body read.
pub(super) struct Request {
    pub method: Method,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    body: Vec<u8>,
}

impl Request {
    async fn read(app: &App, request: axum::extract::Request) -> std::result::Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let body = if head.method == Method::POST {
            let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, app.options.body)).await;
            let read = read.map_err(|_| Problem::TooSlow("the request did not arrive in time".to_owned()))?;
            let limit = || format!("the request is larger than {} KiB, or broke off", app.options.body >> 10);
            read.map_err(|_| Problem::TooLarge(limit()))?.to_vec()
        } else {
            Vec::new()
        };
        Ok(Self {
            method: head.method,
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or("").to_owned(),
            headers: head.headers,
            body,
        })
    }

    /// Media type of the body, without parameters.
    pub(super) fn content_type(&self) -> String {
        let value = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }

    /// The body as text.
    pub(super) fn text(&self) -> std::result::Result<&str, Problem> {
        std::str::from_utf8(&self.body).map_err(|_| Problem::Bad("the request's body is not UTF-8".to_owned()))
    }

    /// The name under which the client knows this server.
    pub(super) fn host(&self) -> String {
        let value = self.headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
        value.chars().filter(|c| c.is_ascii_alphanumeric() || ".:-[]".contains(*c)).collect()
    }

    /// The header fields, with the form that the address itself asks for.
    pub(super) fn headers_for(&self, form: Option<&'static str>) -> HeaderMap {
        let mut headers = self.headers.clone();
        if let Some(form) = form {
            headers.insert(header::ACCEPT, HeaderValue::from_static(form));
        }
        headers
    }
}

/// All routes.
pub(super) fn routes(app: Arc<App>) -> Router {
    Router::new().fallback(handle).with_state(app)
}

async fn handle(State(app): State<Arc<App>>, request: axum::extract::Request) -> Response<Body> {
    let head = request.method() == Method::HEAD;
    let path = request.uri().path().to_owned();
    let answer = match Request::read(&app, request).await {
        Ok(request) => route(&app, request).await.unwrap_or_else(IntoResponse::into_response),
        Err(problem) => problem.into_response(),
    };
    finish(&app, answer, head, &path)
}

async fn route(app: &Arc<App>, request: Request) -> std::result::Result<Response<Body>, Problem> {
    let path = request.path.clone();
    if request.method == Method::OPTIONS {
        return Ok(preflight());
    }
    let posts = path == "/sparql" || path.starts_with("/api/");
    match request.method {
        Method::GET | Method::HEAD => {}
        Method::POST if posts => {}
        _ => return Err(Problem::Method(format!("{} cannot be done here", request.method))),
    }
    match path.as_str() {
        "/sparql" => sparql::answer(app, request).await,
        "/graphs" => address::graph_store(app, &request).await,
        "/ns" | "/ns/" => address::ontology(app, &request),
        "/shapes" => address::shapes(&request),
        "/context.jsonld" => Ok(address::context()),
        "/health" => Ok(crate::web::answer::typed("text/plain; charset=utf-8", "ok\n")),
        _ if path == "/api" || path.starts_with("/api/") => api::answer(app, request).await,
        _ if path.starts_with("/id/") => address::entity(app, &request).await,
        _ if path.starts_with("/ui/") => page::file(&request),
        _ => page::shell(&request),
    }
}

fn preflight() -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    answer
}

/// Everything from this server, nothing inline, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ALWAYS: &[(HeaderName, &str)] = &[
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

fn finish(app: &App, mut answer: Response<Body>, head: bool, path: &str) -> Response<Body> {
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if app.options.cors && !path.starts_with("/ui/") {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("Accept, Authorization, Content-Type"),
        );
    }
    if head { answer.map(|_| Body::empty()) } else { answer }
}
