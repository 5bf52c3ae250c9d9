//! The things of a store with all that is known of who they are: for people who judge.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::load::{Stored, analysis, articles};
use crate::model::{Class, EntityRef, Fact, Identity, Thing};
use crate::pipeline::Engine;
use crate::resolve::across::settle;
use crate::resolve::decisions::Decisions;
use crate::resolve::unsure::{Candidate, Pair, pairs};
use crate::store::Store;

/// A thing of the graph.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// What it is known by.
    pub identity: Identity,
    /// Key of each article that names it, with what that article alone knows of it.
    pub members: Vec<(String, Identity)>,
}

/// All things of a store, by IRI.
#[derive(Clone, Debug, Default)]
pub struct Things(pub BTreeMap<String, Settlement>);

/// The things of a store, as these decisions settle them.
///
/// # Errors
/// When the store cannot be read.
pub fn things(engine: &Engine, store: &Store, decisions: &Decisions) -> Result<Things> {
    let iris = store.iris();
    let summaries: Vec<_> =
        articles(engine, store, decisions)?.into_iter().map(|Stored { summary, .. }| summary).collect();
    let settled = settle(&summaries, decisions);
    let mut things: BTreeMap<String, Settlement> = BTreeMap::new();
    for (summary, identities) in summaries.iter().zip(&settled.articles) {
        for own in &summary.entities {
            let identity = identities.get(&own.entity());
            let entry = things.entry(iris.entity(&identity).into_string());
            let identity = Identity { keys: Vec::new(), names: Vec::new(), ..identity };
            let thing = entry.or_insert_with(|| Settlement { identity, members: Vec::new() });
            thing.members.push((summary.article.clone(), own.clone()));
        }
    }
    Ok(Things(things))
}

impl Things {
    /// How a person names a thing of the graph so that it is told from its namesakes: without a mark when the name is
    /// enough.
    ///
    /// # Errors
    /// When the graph has no such thing.
    pub fn named(&self, iri: &str) -> Result<Thing> {
        let found = self.0.get(iri).ok_or_else(|| Error::NotFound(format!("the graph has no thing {iri}")))?;
        let Identity { class, label, .. } = &found.identity;
        let plain = Thing { class: *class, name: label.clone(), mark: None };
        let others = || self.0.iter().filter(|(other, _)| *other != iri).map(|(_, thing)| thing);
        let is_other = |thing: &Thing| others().any(|o| o.members.iter().any(|(article, own)| thing.is(article, own)));
        if !is_other(&plain) {
            return Ok(plain);
        }
        let marks = found.members.iter().flat_map(|(article, own)| {
            let keys = own.keys.iter().filter(|key| !key.starts_with("article "));
            own.code.iter().chain(keys).map(|mark| (0, mark.clone())).chain([(1, article.clone())])
        });
        let marks: BTreeSet<(u8, String)> = marks.collect();
        let marked = marks.into_iter().map(|(_, mark)| Thing { mark: Some(mark), ..plain.clone() });
        let mut telling =
            marked.filter(|thing| !is_other(thing) && found.members.iter().any(|(a, own)| thing.is(a, own)));
        telling.next().ok_or_else(|| Error::NotFound(format!("nothing tells {iri} from its namesakes")))
    }

    /// Pairs that may be one thing though nothing joins them, the most valuable first.
    #[must_use]
    pub fn unsure(&self) -> Vec<Pair> {
        let candidates = self.0.iter().map(|(iri, thing)| Candidate {
            iri,
            identity: &thing.identity,
            names: thing.members.iter().flat_map(|(_, own)| own.names.iter().chain([&own.label])).collect(),
            keys: thing.members.iter().flat_map(|(_, own)| &own.keys).collect(),
            articles: thing.members.len(),
        });
        pairs(&candidates.collect::<Vec<_>>())
    }
}

/// The fact of a row that the graph shows, in the words of its article.
///
/// # Errors
/// When the article does not state it.
pub fn fact(store: &Store, article: &oxigraph::model::NamedNode, things: &Things, row: [&str; 4]) -> Result<Fact> {
    let [subject, relation, object, qualifiers] = row;
    let analysis = analysis(store, article)?;
    let key = &analysis.article.key;
    let shown = |class: Option<Class>, own: &str| shown(things, key, class, own);
    let found = analysis.claims.iter().find(|claim| {
        let (own, class) = match &claim.subject {
            crate::model::Node::Article => (key.as_str(), None),
            crate::model::Node::Entity(EntityRef { class, label }) => (label.as_str(), Some(*class)),
        };
        let of = match &claim.object {
            crate::model::Object::Entity(entity) => Some(entity.class),
            _ => None,
        };
        claim.relation.as_str() == relation
            && [own, &shown(class, own)].contains(&subject)
            && [&claim.object.label(), &shown(of, &claim.object.label())].iter().any(|label| *label == object)
            && (qualifiers.is_empty() || claim.qualifiers.iter().count() == qualifiers.split("; ").count())
    });
    let claim = found.ok_or_else(|| Error::NotFound(format!("{key} does not state: {subject} {relation} {object}")))?;
    Ok(Fact {
        article: Some(key.clone()),
        subject: claim.subject_label(key).to_owned(),
        relation: relation.to_owned(),
        object: claim.object.label(),
        qualifiers: Some(claim.qualifiers.to_column()),
    })
}

/// The label that the graph shows for what an article calls so.
fn shown(things: &Things, article: &str, class: Option<Class>, own: &str) -> String {
    let is =
        |(key, identity): &(String, Identity)| key == article && Some(identity.class) == class && identity.label == own;
    let found = class.and_then(|_| things.0.values().find(|thing| thing.members.iter().any(is)));
    found.map_or_else(|| own.to_owned(), |thing| thing.identity.label.clone())
}
