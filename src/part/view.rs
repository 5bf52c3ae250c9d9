//! Views: `queries/view/*.rq` say which claims the exporters see. A view is a query that selects `?claim`.

use std::collections::BTreeSet;

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use crate::assets::VIEWS;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::canned::Canned;

/// A named view.
pub type View = Canned;

/// All views, by name.
///
/// # Errors
/// When a header is malformed.
pub fn views() -> Result<Vec<View>> {
    let mut views = VIEWS.iter().map(|asset| Canned::parse(asset.path, asset.text)).collect::<Result<Vec<_>>>()?;
    views.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(views)
}

/// The claims that a view shows.
pub(super) fn shown(store: &Store, name: &str) -> Result<BTreeSet<String>> {
    let views = views()?;
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    let view = views
        .iter()
        .find(|view| view.name == name)
        .ok_or_else(|| Error::NotFound(format!("there is no view {name} (there are: {})", names.join(", "))))?;
    let QueryResults::Solutions(solutions) = store.query(&view.text)? else {
        return Err(Error::Query(format!("view {name} is not a SELECT")));
    };
    let mut shown = BTreeSet::new();
    for solution in solutions {
        let solution = solution.map_err(|e| Error::Query(e.to_string()))?;
        if let Some(Term::NamedNode(claim)) = solution.get("claim") {
            shown.insert(claim.as_str().to_owned());
        }
    }
    Ok(shown)
}
