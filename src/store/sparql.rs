//! SPARQL on a store: the usual prefixes filled in, the union of all graphs as default graph (the store keeps it there),
//! and errors that point at their place in the query.

use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, PreparedSparqlUpdate, QueryResults, SparqlEvaluator, SparqlSyntaxError,
};
use spargebra::SparqlParser;

use crate::error::{Error, Result};
use crate::rdf::vocab::PREFIXES;
use crate::store::{Store, mistake, stoppable};

impl Store {
    /// Asks a SPARQL 1.1 question.
    ///
    /// # Errors
    /// When the query is malformed (the message shows the line and points at the place) or cannot be evaluated.
    pub fn query(&self, query: &str) -> Result<QueryResults<'static>> {
        let prepared = prepare(query, None)?;
        prepared.on_store(self.graph()).execute().map_err(|e| Error::Query(e.to_string()))
    }
}

/// Parses a question. A token, when it is cancelled, ends its evaluation: with an error, or by unwinding with
/// [`stoppable::Stopped`], which whoever gives a token must catch.
///
/// # Errors
/// When the query is malformed.
pub fn prepare(query: &str, stop: Option<&CancellationToken>) -> Result<PreparedSparqlQuery> {
    let wrong = |e: SparqlSyntaxError| Error::Query(mistake::picture(query, &e.to_string()));
    let Some(token) = stop else { return evaluator().parse_query(query).map_err(wrong) };
    let parsed = parser().parse_query(query).map_err(wrong)?;
    let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    Ok(stoppable::register(evaluator, token).for_query(stoppable::stoppable(parsed)))
}

/// Parses an update.
pub(super) fn prepare_update(update: &str) -> Result<PreparedSparqlUpdate> {
    evaluator().parse_update(update).map_err(|e| Error::Query(mistake::picture(update, &e.to_string())))
}

/// An evaluator that knows the usual prefixes. A query's own declarations win.
fn evaluator() -> SparqlEvaluator {
    PREFIXES.iter().fold(SparqlEvaluator::new(), |evaluator, (prefix, namespace)| {
        evaluator.clone().with_prefix(*prefix, *namespace).unwrap_or(evaluator)
    })
}

/// A parser that knows them too.
fn parser() -> SparqlParser {
    PREFIXES.iter().fold(SparqlParser::new(), |parser, (prefix, namespace)| {
        parser.clone().with_prefix(*prefix, *namespace).unwrap_or(parser)
    })
}
