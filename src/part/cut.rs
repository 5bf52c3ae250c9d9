//! Cutting a part out of a graph: the chosen claims with their words, rules and articles, the triples that they state, and
//! what is known beforehand about the things in them. Triples that only other claims state are left behind.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::error::Result;
use crate::part::Statement;
use crate::rdf::vocab::{dct, gt, itsrdf, schema};
use crate::store::Store;

/// The part of these claims.
pub(super) fn cut(store: &Store, all: &[Statement], kept: &BTreeSet<&str>) -> Result<Store> {
    let mut graphs: BTreeMap<&NamedNode, Vec<&Statement>> = BTreeMap::new();
    for statement in all {
        graphs.entry(&statement.graph).or_default().push(statement);
    }
    let (mut quads, mut things) = (Vec::new(), BTreeSet::new());
    for (graph, statements) in graphs {
        if statements.iter().any(|statement| kept.contains(statement.claim.as_str())) {
            let article = Article::new(store.quads(Some(graph.as_ref()))?, &statements, kept);
            let reached = article.reached();
            quads.extend(article.kept(&reached));
            things.extend(reached);
        }
    }
    let name = store.iris().background();
    let known = background(store.quads(Some(name.as_ref()))?, &things);
    if !known.is_empty() {
        let own = store.quads(Some(name.as_ref()))?.into_iter().filter(|quad| quad.subject == name.clone().into());
        quads.extend(own);
    }
    quads.extend(known);
    store.of_quads(quads)
}

/// One article's graph on the table.
struct Article<'a> {
    by_subject: BTreeMap<String, Vec<Quad>>,
    claims: Vec<&'a str>,
    /// Triples that claims state, and whether a kept claim is among them.
    stated: BTreeMap<(String, String, String), bool>,
    name: &'a str,
}

impl<'a> Article<'a> {
    fn new(quads: Vec<Quad>, statements: &[&'a Statement], kept: &BTreeSet<&str>) -> Self {
        let mut stated = BTreeMap::new();
        let mut claims = Vec::new();
        for statement in statements {
            let is_kept = kept.contains(statement.claim.as_str());
            *stated.entry(triple(&statement.subject, &statement.predicate, &statement.object)).or_default() |= is_kept;
            if is_kept {
                claims.push(statement.claim.as_str());
            }
        }
        let mut by_subject: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                by_subject.entry(subject.as_str().to_owned()).or_default().push(quad);
            }
        }
        Self { by_subject, claims, stated, name: statements.first().map_or("", |statement| statement.graph.as_str()) }
    }

    /// Every node that the kept claims lead to.
    fn reached(&self) -> BTreeSet<String> {
        let (mut found, mut open): (BTreeSet<String>, Vec<String>) =
            (BTreeSet::new(), self.claims.iter().map(|claim| (*claim).to_owned()).collect());
        while let Some(node) = open.pop() {
            if !found.insert(node.clone()) {
                continue;
            }
            for quad in self.by_subject.get(&node).into_iter().flatten().filter(|quad| self.may_stay(quad)) {
                match &quad.object {
                    Term::NamedNode(object) if quad.predicate != schema::mentions && quad.predicate != rdf::TYPE => {
                        open.push(object.as_str().to_owned());
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn may_stay(&self, quad: &Quad) -> bool {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return true };
        self.stated.get(&triple(subject, &quad.predicate, &quad.object)).copied().unwrap_or(true)
    }

    /// The quads of what is reached, and the words that name it.
    fn kept(self, reached: &BTreeSet<String>) -> Vec<Quad> {
        let mut kept = Vec::new();
        for (subject, quads) in &self.by_subject {
            let names = |quad: &Quad| quad.predicate == itsrdf::taIdentRef && in_set(&quad.object, reached);
            let span = subject.starts_with(self.name) && quads.iter().any(names);
            if span || reached.contains(subject) {
                let fits = |quad: &&Quad| {
                    self.may_stay(quad) && (quad.predicate != schema::mentions || in_set(&quad.object, reached))
                };
                kept.extend(quads.iter().filter(fits).cloned());
            }
        }
        kept
    }
}

fn triple(subject: &NamedNode, predicate: &NamedNode, object: &Term) -> (String, String, String) {
    (subject.as_str().to_owned(), predicate.as_str().to_owned(), object.to_string())
}

fn in_set(term: &Term, set: &BTreeSet<String>) -> bool {
    matches!(term, Term::NamedNode(node) if set.contains(node.as_str()))
}

/// What is known beforehand about some things, with what lies above them, and what counts or is part of them.
fn background(quads: Vec<Quad>, things: &BTreeSet<String>) -> Vec<Quad> {
    let (mut by_subject, mut pointing): (BTreeMap<String, Vec<Quad>>, BTreeMap<String, Vec<String>>) =
        Default::default();
    for quad in quads {
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(_)) = (&quad.subject, &quad.graph_name) else {
            continue;
        };
        if let Term::NamedNode(object) = &quad.object
            && [gt::indicatorOf, dct::isPartOf].iter().any(|predicate| quad.predicate == *predicate)
        {
            pointing.entry(object.as_str().to_owned()).or_default().push(subject.as_str().to_owned());
        }
        by_subject.entry(subject.as_str().to_owned()).or_default().push(quad);
    }
    let (mut found, mut open): (BTreeSet<String>, Vec<String>) = (BTreeSet::new(), things.iter().cloned().collect());
    while let Some(node) = open.pop() {
        if !by_subject.contains_key(&node) || !found.insert(node.clone()) {
            continue;
        }
        open.extend(pointing.get(&node).into_iter().flatten().cloned());
        let objects = by_subject.get(&node).into_iter().flatten().filter_map(|quad| match &quad.object {
            Term::NamedNode(object) => Some(object.as_str().to_owned()),
            Term::BlankNode(_) | Term::Literal(_) => None,
        });
        open.extend(objects);
    }
    found.iter().filter_map(|node| by_subject.remove(node)).flatten().collect()
}
