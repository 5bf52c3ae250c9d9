//! Whether a graph holds to what every graph must: the SHACL shapes of `ontology/shapes.ttl`, compiled to one SELECT a
//! constraint on the store's indexes, and sanity questions (`queries/check/*.rq`) that must return no row.

mod compile;
mod shapes;

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use crate::assets::{CHECKS, SHAPES};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::canned::{Bilingual, Canned};

pub use compile::{Constraint, compile};
pub use shapes::Shapes;

/// Something that is wrong with the graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Violation {
    /// The shape's or question's name.
    #[serde(rename = "shape")]
    pub source: String,
    /// What must hold.
    pub rule: String,
    /// The node that is wrong.
    pub focus: String,
    /// The value that is wrong, if it is a value.
    pub value: String,
}

/// The shapes of the project.
///
/// # Errors
/// When `ontology/shapes.ttl` is malformed or uses a term of SHACL that this program does not know.
pub fn embedded() -> Result<Vec<Constraint>> {
    compile(&Shapes::parse(SHAPES.path, SHAPES.text)?)
}

/// Checks a store against constraints.
///
/// # Errors
/// When the store cannot be read.
pub fn against(store: &Store, constraints: &[Constraint]) -> Result<Vec<Violation>> {
    let mut found = Vec::new();
    for constraint in constraints {
        rows(store, &constraint.query, &mut |focus, value| {
            found.push(Violation { source: constraint.shape.clone(), rule: constraint.rule.clone(), focus, value });
        })?;
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// A sanity question: what it asks, and the query whose rows are mistakes.
///
/// # Errors
/// When a query file is malformed.
pub fn questions() -> Result<Vec<Canned>> {
    CHECKS.iter().map(|asset| Canned::parse(asset.path, asset.text)).collect()
}

/// Asks a store the sanity questions.
///
/// # Errors
/// When the store cannot be read.
pub fn sanity(store: &Store) -> Result<Vec<Violation>> {
    let mut found = Vec::new();
    for question in questions()? {
        let Canned { name, title: Bilingual { zh, en }, text, .. } = &question;
        rows(store, text, &mut |focus, value| {
            found.push(Violation { source: name.clone(), rule: format!("{zh} | {en}"), focus, value });
        })?;
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The triples of a file, as a store.
///
/// # Errors
/// When the file cannot be read, or is no RDF.
pub fn of_file(path: &std::path::Path) -> Result<Store> {
    let broken = |message: String| Error::Data { file: path.display().to_string(), line: 0, message };
    let extension = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = oxigraph::io::RdfFormat::from_extension(extension);
    let format =
        format.ok_or_else(|| broken(format!("“{extension}” is not an ending of RDF: nt, ttl, rdf, nq, trig")))?;
    let file = std::fs::File::open(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let store = Store::temporary(&crate::rdf::iri::Iris::default())?;
    let parser = oxigraph::io::RdfParser::from_format(format).lenient();
    let mut loader = store.graph().bulk_loader();
    loader.load_from_reader(parser, std::io::BufReader::new(file)).map_err(|e| broken(e.to_string()))?;
    loader.commit().map_err(|e| broken(e.to_string()))?;
    Ok(store)
}

/// The rows of a query: the first variable is the node, the others make the value.
fn rows(store: &Store, query: &str, take: &mut dyn FnMut(String, String)) -> Result<()> {
    let QueryResults::Solutions(solutions) = store.query(query)? else {
        return Err(Error::Query("a check must be a SELECT".into()));
    };
    for solution in solutions {
        let solution = solution.map_err(|e| Error::Query(e.to_string()))?;
        let mut terms = solution.values().iter().map(|term| term.as_ref().map(shown).unwrap_or_default());
        let focus = terms.next().unwrap_or_default();
        take(focus, terms.collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(_) | Term::BlankNode(_) => term.to_string(),
    }
}
