//! JSON-LD: the prefixes as context, then a graph an article with a node a line.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};

/// Writes quads, those of one graph and subject together.
pub(super) fn write(quads: &[Quad], prefixes: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
    let context: Map<String, Value> =
        prefixes.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace))).collect();
    write!(out, "{{\n\"@context\": {},\n\"@graph\": [", Value::from(context))?;
    let short = Shortener { prefixes };
    for (number, graph) in quads.chunk_by(|a, b| a.graph_name == b.graph_name).enumerate() {
        let name = match &graph[0].graph_name {
            GraphName::NamedNode(node) => short.iri(node.as_str()),
            other => other.to_string(),
        };
        let comma = if number == 0 { "" } else { "," };
        write!(out, "{comma}\n{{\"@id\": {}, \"@graph\": [", json!(name))?;
        for (number, node) in graph.chunk_by(|a, b| a.subject == b.subject).enumerate() {
            let comma = if number == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", Value::from(short.node(node)))?;
        }
        write!(out, "\n]}}")?;
    }
    writeln!(out, "\n]\n}}")
}

struct Shortener<'p> {
    prefixes: &'p [(&'p str, &'p str)],
}

impl Shortener<'_> {
    /// With its prefix, where one fits.
    fn iri(&self, iri: &str) -> String {
        let fitting =
            self.prefixes.iter().filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
        let nearest = fitting.filter(|(_, local)| !local.starts_with("//")).min_by_key(|(_, local)| local.len());
        nearest.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
    }

    fn node(&self, quads: &[Quad]) -> Map<String, Value> {
        let mut node = Map::new();
        let id = match &quads[0].subject {
            NamedOrBlankNode::NamedNode(subject) => self.iri(subject.as_str()),
            NamedOrBlankNode::BlankNode(subject) => subject.to_string(),
        };
        node.insert("@id".to_owned(), json!(id));
        let mut values: BTreeMap<&NamedNode, Vec<&Term>> = BTreeMap::new();
        for quad in quads {
            values.entry(&quad.predicate).or_default().push(&quad.object);
        }
        for (predicate, objects) in values {
            let is_type = *predicate == rdf::TYPE;
            let key = if is_type { "@type".to_owned() } else { self.iri(predicate.as_str()) };
            let mut written: Vec<Value> = objects.into_iter().map(|object| self.value(object, is_type)).collect();
            let value = if written.len() == 1 { written.remove(0) } else { Value::from(written) };
            node.insert(key, value);
        }
        node
    }

    fn value(&self, object: &Term, is_type: bool) -> Value {
        match object {
            Term::NamedNode(node) if is_type => json!(self.iri(node.as_str())),
            Term::NamedNode(node) => json!({ "@id": self.iri(node.as_str()) }),
            Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            Term::Literal(literal) => match literal.language() {
                Some(language) => json!({ "@value": literal.value(), "@language": language }),
                None if literal.datatype() == xsd::STRING => json!(literal.value()),
                None => json!({ "@value": literal.value(), "@type": self.iri(literal.datatype().as_str()) }),
            },
        }
    }
}
