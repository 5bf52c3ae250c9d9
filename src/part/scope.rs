//! What belongs to a thing: to a place what lies in it and what is done there, to a body its departments and posts, to a
//! policy its parts and what carries them out.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use crate::error::Result;
use crate::rdf::vocab::{dct, gt, org, schema};
use crate::store::Store;

/// Nodes whose claims tell about a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The things themselves and what belongs to them.
    pub nodes: BTreeSet<NamedNode>,
    /// People of the bodies in it: of them only honours are told.
    pub people: BTreeSet<NamedNode>,
}

/// What belongs to some things (as a rule one, found by its name).
///
/// # Errors
/// When the store cannot be read.
pub fn scope(store: &Store, things: &[NamedNode]) -> Result<Scope> {
    let mut finder = Finder { store, scope: Scope::default() };
    for thing in things {
        finder.add(thing)?;
    }
    Ok(finder.scope)
}

/// Relations from a doing to the body that does it.
const DOERS: &[NamedNodeRef<'static>] = &[gt::ledBy, schema::organizer, gt::issuedBy];

struct Finder<'s> {
    store: &'s Store,
    scope: Scope,
}

impl Finder<'_> {
    fn add(&mut self, thing: &NamedNode) -> Result<()> {
        let classes = self.store.objects(thing, rdf::TYPE)?;
        let is = |class: NamedNodeRef<'_>| classes.iter().any(|term| matches!(term, Term::NamedNode(c) if *c == class));
        self.scope.nodes.insert(thing.clone());
        if is(schema::Place) {
            return self.place(thing, is(gt::Country));
        }
        if is(org::Organization) {
            return self.body(thing);
        }
        if is(gt::Policy) {
            return self.policy(thing);
        }
        if is(gt::Measure) {
            return self.reached(gt::implements, thing);
        }
        Ok(())
    }

    /// Places in the place, bodies in those, and what is done there or by those. A country is told by itself: all of the
    /// graph lies in it.
    fn place(&mut self, place: &NamedNode, country: bool) -> Result<()> {
        let inner =
            if country { BTreeSet::from([place.clone()]) } else { self.below(schema::containedInPlace, place)? };
        for place in &inner {
            for thing in self.store.subjects(schema::location, place)? {
                self.scope.nodes.insert(thing.clone());
                if self.is_body(&thing)? {
                    self.body(&thing)?;
                    self.doings(&thing)?;
                }
            }
        }
        self.scope.nodes.extend(inner);
        Ok(())
    }

    /// Departments and posts, with those who hold them.
    fn body(&mut self, body: &NamedNode) -> Result<()> {
        for body in self.below(org::subOrganizationOf, body)? {
            for post in self.store.subjects(org::organization, &body)? {
                self.scope.people.extend(self.store.objects(&post, org::member)?.into_iter().filter_map(node));
                self.scope.nodes.insert(post);
            }
            self.scope.nodes.insert(body);
        }
        Ok(())
    }

    fn doings(&mut self, body: &NamedNode) -> Result<()> {
        for predicate in DOERS {
            self.reached(*predicate, body)?;
        }
        Ok(())
    }

    /// Parts, and what carries out the policy or a part.
    fn policy(&mut self, policy: &NamedNode) -> Result<()> {
        for part in self.below(dct::isPartOf, policy)? {
            self.reached(gt::implements, &part)?;
            self.scope.nodes.insert(part);
        }
        Ok(())
    }

    fn reached(&mut self, predicate: NamedNodeRef<'_>, object: &NamedNode) -> Result<()> {
        self.scope.nodes.extend(self.store.subjects(predicate, object)?);
        Ok(())
    }

    fn is_body(&self, thing: &NamedNode) -> Result<bool> {
        let classes = self.store.objects(thing, rdf::TYPE)?;
        Ok(classes.iter().any(|class| matches!(class, Term::NamedNode(class) if *class == org::Organization)))
    }

    /// A node and all that lies below it.
    fn below(&self, predicate: NamedNodeRef<'_>, top: &NamedNode) -> Result<BTreeSet<NamedNode>> {
        let (mut found, mut open) = (BTreeSet::from([top.clone()]), vec![top.clone()]);
        while let Some(node) = open.pop() {
            for inner in self.store.subjects(predicate, &node)? {
                if found.insert(inner.clone()) {
                    open.push(inner);
                }
            }
        }
        Ok(found)
    }
}

fn node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        Term::BlankNode(_) | Term::Literal(_) => None,
    }
}
