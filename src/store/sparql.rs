//! SPARQL on a store: the usual prefixes filled in, the union of all graphs as default graph (the store keeps it there),
//! and errors that point at their place in the query.

use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, PreparedSparqlUpdate, QueryResults, SparqlEvaluator};

use crate::error::{Error, Result};
use crate::rdf::vocab::PREFIXES;
use crate::store::Store;

impl Store {
    /// Asks a SPARQL 1.1 question.
    ///
    /// # Errors
    /// When the query is malformed (the message shows the line and points at the place) or cannot be evaluated.
    pub fn query(&self, query: &str) -> Result<QueryResults<'static>> {
        let prepared = prepare(query, None)?;
        prepared.on_store(&self.graph).execute().map_err(|e| Error::Query(e.to_string()))
    }
}

/// Parses a question. A token, when it is cancelled, ends its evaluation.
///
/// # Errors
/// When the query is malformed.
pub fn prepare(query: &str, stop: Option<&CancellationToken>) -> Result<PreparedSparqlQuery> {
    let evaluator = match stop {
        Some(token) => evaluator().with_cancellation_token(token.clone()),
        None => evaluator(),
    };
    evaluator.parse_query(query).map_err(|e| Error::Query(picture(query, &e.to_string())))
}

/// Parses an update.
pub(super) fn prepare_update(update: &str) -> Result<PreparedSparqlUpdate> {
    evaluator().parse_update(update).map_err(|e| Error::Query(picture(update, &e.to_string())))
}

/// An evaluator that knows the usual prefixes. A query's own declarations win.
fn evaluator() -> SparqlEvaluator {
    PREFIXES.iter().fold(SparqlEvaluator::new(), |evaluator, (prefix, namespace)| {
        evaluator.clone().with_prefix(*prefix, *namespace).unwrap_or(evaluator)
    })
}

/// The parser's message with the line that it complains about, and a mark under the column.
fn picture(query: &str, message: &str) -> String {
    let Some((line, column, rest)) = place(message) else { return format!("the query is malformed: {message}") };
    let text = query.lines().nth(line - 1).unwrap_or("");
    let before: String = text.chars().take(column - 1).collect();
    let indent = " ".repeat(unicode_width::UnicodeWidthStr::width(before.as_str()));
    format!("the query is malformed at line {line}, column {column}:\n  {text}\n  {indent}^\n  {rest}")
}

/// `error at 2:7: expected …` → line, column, the rest.
fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (_, after) = message.split_once("error at ")?;
    let (line, after) = after.split_once(':')?;
    let (column, rest) = after.split_once(':')?;
    let (line, column) = (line.parse().ok()?, column.trim().parse().ok()?);
    (line > 0 && column > 0).then_some((line, column, rest.trim()))
}
