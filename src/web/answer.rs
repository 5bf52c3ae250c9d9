//! Answers: JSON, and what went wrong.

use std::io::Write;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;

use crate::error::Error;

/// What fits one packet is sent as it is.
const SMALL: usize = 1400;

/// What went wrong with a request, and how a client is told.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Problem {
    /// The request is malformed.
    #[error("{0}")]
    Bad(String),
    /// There is no such thing.
    #[error("{0}")]
    Missing(String),
    /// The method does not fit the address.
    #[error("{0}")]
    Method(String),
    /// A body in a form that is not understood.
    #[error("{0}")]
    Unsupported(String),
    /// The client takes only forms that there are not.
    #[error("{0}")]
    NotAcceptable(String),
    /// The body is too large.
    #[error("{0}")]
    TooLarge(String),
    /// The client took too long to send its request.
    #[error("{0}")]
    TooSlow(String),
    /// Writing without the right to.
    #[error("{0}")]
    Forbidden(String),
    /// A limit of time or memory was reached, or too many questions wait.
    #[error("{0}")]
    Limit(String),
    /// Our fault.
    #[error("{0}")]
    Broken(String),
}

impl Problem {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unsupported(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Limit(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        match error {
            Error::Query(_) => Self::Bad(words),
            Error::NotFound(_) => Self::Missing(words),
            Error::Data { .. } | Error::Io { .. } | Error::Store { .. } => Self::Broken(words),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> axum::response::Response {
        let mut answer = json(&serde_json::json!({ "error": self.to_string() }));
        *answer.status_mut() = self.status();
        if matches!(self, Self::Method(_)) {
            answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        answer
    }
}

/// A value as JSON. What is below 0x20 or could end a script is escaped by JSON itself or never interpreted as markup.
pub(super) fn json(value: &serde_json::Value) -> Response<Body> {
    typed("application/json", Body::from(value.to_string()))
}

/// The same, compressed where that pays: lists of facts and places shrink to a sixth.
pub(super) fn compressed(value: &serde_json::Value) -> Response<Body> {
    let text = value.to_string();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let worth = text.len() > SMALL && encoder.write_all(text.as_bytes()).is_ok();
    let Some(bytes) = worth.then(|| encoder.finish().ok()).flatten() else { return json(value) };
    let mut answer = typed("application/json", Body::from(bytes));
    answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    answer
}

/// A body of a media type.
pub(super) fn typed(media_type: &str, body: impl Into<Body>) -> Response<Body> {
    let mut answer = Response::new(body.into());
    if let Ok(value) = HeaderValue::from_str(media_type) {
        answer.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    answer
}
