//! “This is wrong”: a decision of a person, added to the decisions file beside the graph. It takes effect with the next
//! build, and stands there with its author and reason.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::http::Response;
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;
use serde::Deserialize;
use serde_json::json;

use crate::trace::{ArticleView, Row};
use crate::web::answer::{Problem, json};
use crate::web::fact::article_of;
use crate::web::live::Snapshot;
use crate::web::lookup::Lookup;
use crate::web::routes::{App, Request};

/// Name of the decisions file in the graph's folder.
const FILE: &str = "decisions.toml";
/// Longest name and reason, in characters.
const LONGEST: usize = 500;

/// What a client sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complaint {
    /// IRI of the claim.
    claim: String,
    /// Who says so.
    by: String,
    /// Why.
    #[serde(default)]
    why: String,
}

pub(super) async fn wrong(app: &Arc<App>, request: &Request) -> Result<Response<Body>, Problem> {
    app.must_be_allowed(&request.headers)?;
    if request.content_type() != "application/json" {
        return Err(Problem::Unsupported("send JSON: {\"claim\": IRI, \"by\": name, \"why\": reason}".to_owned()));
    }
    let complaint: Complaint = serde_json::from_str(request.text()?).map_err(|e| Problem::Bad(e.to_string()))?;
    let sound = |words: &str| words.chars().count() <= LONGEST && !words.chars().any(char::is_control);
    if complaint.by.trim().is_empty() || !sound(&complaint.by) || !sound(&complaint.why) {
        return Err(Problem::Bad(format!("say who you are, in {LONGEST} characters at most, without line breaks")));
    }
    let (app, snapshot) = (Arc::clone(app), app.live.get());
    let work = tokio::task::spawn_blocking(move || {
        let row = row(&snapshot, &complaint.claim)?;
        let added = add(&app.options.store.join(FILE), &row, &complaint)?;
        Ok(json(&json!({ "noted": added, "fact": row.to_string() })))
    });
    work.await.unwrap_or_else(|_| Err(Problem::Broken("the program failed on this request".to_owned())))
}

/// A claim as a row of the fact table.
fn row(snapshot: &Snapshot, claim: &str) -> Result<Row, Problem> {
    let missing = || Problem::Missing(format!("the graph has no claim {claim}"));
    let node = NamedNode::new(claim).map_err(|_| missing())?;
    let lookup = Lookup::of(snapshot);
    let subject = lookup.node(&node, rdf::SUBJECT)?.ok_or_else(missing)?;
    let predicate = lookup.node(&node, rdf::PREDICATE)?.ok_or_else(missing)?;
    let object = lookup.objects(&node, rdf::OBJECT)?.into_iter().next().ok_or_else(missing)?;
    let claims = ArticleView::of(&snapshot.store, &article_of(&node))?.claims();
    let told = claims.into_iter().find(|t| t.subject == subject && t.predicate == predicate && t.object == object);
    told.map(|told| told.row).ok_or_else(missing)
}

/// Adds a block, unless the same is there already; says whether it did.
fn add(path: &Path, row: &Row, complaint: &Complaint) -> Result<bool, Problem> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let quoted = |words: &str| toml::Value::String(words.to_owned()).to_string();
    let cells: Vec<String> =
        [&row.subject, &row.relation, &row.object, &row.qualifiers].map(|cell| quoted(cell)).into();
    let fact = format!("fact = [{}]\narticle = {}\n", cells.join(", "), quoted(&row.article));
    let broken = |e: std::io::Error| Problem::Broken(format!("{}: {e}", path.display()));
    let known = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(broken(error)),
    };
    if known.contains(&fact) {
        return Ok(false);
    }
    let mut block = String::from(if known.is_empty() || known.ends_with('\n') { "\n" } else { "\n\n" });
    let _ = write!(
        block,
        "[[decision]]\nverdict = \"wrong\"\n{fact}by = {}\nwhy = {}\n",
        quoted(complaint.by.trim()),
        quoted(complaint.why.trim())
    );
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).map_err(broken)?;
    file.write_all(block.as_bytes()).and_then(|()| file.sync_all()).map_err(broken)?;
    Ok(true)
}
