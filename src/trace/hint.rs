//! What tells things of one name apart: a person's posts, where a thing lies, who leads, organizes or issued it.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef};

use crate::error::Result;
use crate::rdf::vocab::{gt, org, schema};
use crate::store::Store;
use crate::trace::known::nodes;
use crate::trace::label_of;

/// Words of a hint at most.
const MANY: usize = 3;

/// A few words that tell a thing from others of its name; nothing where the graph says nothing.
///
/// # Errors
/// When the store cannot be read.
pub fn hint(store: &Store, node: &NamedNode) -> Result<Vec<String>> {
    let mut words = BTreeSet::new();
    for post in nodes(store, node, org::hasMembership)? {
        let (body, title) = (names(store, &post, org::organization)?, names(store, &post, org::role)?);
        words.insert(format!("{}{}", body.concat(), title.concat()));
    }
    for predicate in [schema::location, schema::containedInPlace, gt::ledBy, schema::organizer, gt::issuedBy] {
        words.extend(names(store, node, predicate)?);
    }
    Ok(words.into_iter().filter(|word| !word.is_empty()).take(MANY).collect())
}

fn names(store: &Store, node: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for named in nodes(store, node, predicate)? {
        names.extend(label_of(store, &named)?);
    }
    Ok(names)
}
