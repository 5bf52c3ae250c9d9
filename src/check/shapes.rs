//! SHACL in Turtle → its triples, held to the terms that [`crate::check::compile`] understands: an unknown one is an error, never
//! skipped.

use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::error::{Error, Result};

/// Namespace of SHACL.
pub(super) const SH: &str = "http://www.w3.org/ns/shacl#";

/// The terms of SHACL that are understood.
const KNOWN: &[&str] = &[
    "NodeShape",
    "PropertyShape",
    "targetClass",
    "targetSubjectsOf",
    "targetObjectsOf",
    "targetNode",
    "property",
    "path",
    "inversePath",
    "minCount",
    "maxCount",
    "datatype",
    "class",
    "nodeKind",
    "pattern",
    "flags",
    "in",
    "hasValue",
    "minLength",
    "maxLength",
    "minInclusive",
    "maxInclusive",
    "minExclusive",
    "maxExclusive",
    "or",
    "and",
    "not",
    "sparql",
    "select",
    "message",
    "name",
    "description",
    "IRI",
    "Literal",
    "BlankNode",
    "IRIOrLiteral",
    "BlankNodeOrIRI",
    "BlankNodeOrLiteral",
];

/// The triples of a shapes file.
#[derive(Clone, Debug)]
pub struct Shapes {
    pub(super) file: String,
    nodes: BTreeMap<String, Vec<(String, Term)>>,
}

impl Shapes {
    /// Reads a shapes file.
    ///
    /// # Errors
    /// When it is malformed or uses an unknown term of SHACL; the message names file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let mut nodes: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let broken = |line: usize, message: String| Error::Data { file: file.to_owned(), line, message };
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_reader(text.as_bytes()) {
            let quad = quad.map_err(|error| {
                let message = error.to_string();
                let line = message
                    .split("line ")
                    .nth(1)
                    .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
                broken(line.unwrap_or(0), message)
            })?;
            for term in [Some(quad.predicate.as_str().to_owned()), iri(&quad.object)].into_iter().flatten() {
                if let Some(name) = term.strip_prefix(SH).filter(|name| !KNOWN.contains(name)) {
                    let line =
                        text.lines().position(|line| line.contains(&format!("sh:{name}"))).map_or(0, |at| at + 1);
                    return Err(broken(line, format!("sh:{name} is a term of SHACL that gongtu check does not know")));
                }
            }
            let subject = match quad.subject {
                NamedOrBlankNode::NamedNode(node) => node.into_string(),
                NamedOrBlankNode::BlankNode(node) => node.to_string(),
            };
            nodes.entry(subject).or_default().push((quad.predicate.into_string(), quad.object));
        }
        Ok(Self { file: file.to_owned(), nodes })
    }

    /// Every node, by name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.nodes.keys().map(String::as_str)
    }

    /// Objects of a term of SHACL.
    pub(super) fn all<'s>(&'s self, node: &str, term: &'s str) -> impl Iterator<Item = &'s Term> {
        let facts = self.nodes.get(node).map_or(&[][..], Vec::as_slice);
        facts.iter().filter(move |(p, _)| p.strip_prefix(SH) == Some(term)).map(|(_, object)| object)
    }

    pub(super) fn one<'s>(&'s self, node: &str, term: &'s str) -> Option<&'s Term> {
        self.all(node, term).next()
    }

    /// The constraint terms that a node has, in order.
    pub(super) fn terms(&self, node: &str) -> Vec<(&str, &Term)> {
        let facts = self.nodes.get(node).map_or(&[][..], Vec::as_slice);
        facts.iter().filter_map(|(p, object)| p.strip_prefix(SH).map(|term| (term, object))).collect()
    }

    /// The members of an RDF list.
    pub(super) fn list(&self, head: &Term) -> Vec<&Term> {
        let mut members = Vec::new();
        let mut at = key(head);
        while at != rdf::NIL.as_str() {
            let Some(first) = self.fact(&at, rdf::FIRST) else { break };
            members.push(first);
            let Some(rest) = self.fact(&at, rdf::REST) else { break };
            at = key(rest);
        }
        members
    }

    fn fact(&self, node: &str, predicate: NamedNodeRef<'_>) -> Option<&Term> {
        self.nodes.get(node)?.iter().find(|(p, _)| p == predicate.as_str()).map(|(_, object)| object)
    }
}

fn iri(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::BlankNode(_) | Term::Literal(_) => None,
    }
}

/// The name under which a term is a node.
pub(super) fn key(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
