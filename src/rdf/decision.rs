//! People's decisions as `prov:` statements, in a graph of their own: who decided what about which things, when and why.

use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::model::{Decision, Identity, Verdict};
use crate::rdf::iri::Iris;
use crate::rdf::vocab::{dct, gt, prov, skos};
use crate::rdf::{literal, sorted};

/// The quads of the decisions; `things` are those that each names, by its id.
#[must_use]
pub fn encode(iris: &Iris, decisions: &[Decision], things: &BTreeMap<String, Vec<Identity>>) -> Vec<Quad> {
    let mut writer = Writer { graph: iris.decisions(), quads: Vec::new() };
    for decision in decisions {
        let things = things.get(&decision.id).map_or(&[][..], Vec::as_slice);
        let nodes: Vec<NamedNode> = things.iter().map(|thing| iris.entity(thing)).collect();
        writer.decision(iris, decision, &nodes);
    }
    sorted(writer.quads)
}

struct Writer {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer {
    fn put(&mut self, subject: impl Into<NamedOrBlankNode>, predicate: NamedNodeRef<'static>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject, predicate, object, self.graph.clone()));
    }

    fn decision(&mut self, iris: &Iris, decision: &Decision, things: &[NamedNode]) {
        let (node, agent) = (iris.decision(&decision.id), iris.agent(&decision.by));
        self.put(node.clone(), rdf::TYPE, gt::Decision);
        self.put(node.clone(), rdf::TYPE, prov::Activity);
        self.put(node.clone(), dct::identifier, Literal::new_simple_literal(&decision.id));
        self.put(node.clone(), gt::verdict, Literal::new_simple_literal(decision.verdict.word()));
        self.put(node.clone(), gt::statement, literal::zh(&decision.verdict.to_string()));
        self.put(node.clone(), prov::wasAssociatedWith, agent.clone());
        self.put(agent.clone(), rdf::TYPE, prov::Agent);
        self.put(agent, rdfs::LABEL, literal::zh(&decision.by));
        if let Some(on) = decision.on {
            self.put(node.clone(), dct::date, literal::date(on));
        }
        if !decision.why.is_empty() {
            self.put(node.clone(), rdfs::COMMENT, literal::zh(&decision.why));
        }
        for thing in things {
            self.put(node.clone(), prov::used, thing.clone());
        }
        if let (Verdict::Alias(_, name), [thing]) = (&decision.verdict, things) {
            self.put(thing.clone(), skos::altLabel, literal::zh(name));
            self.put(node.clone(), rdf::SUBJECT, thing.clone());
            self.put(node.clone(), rdf::PREDICATE, skos::altLabel);
            self.put(node, rdf::OBJECT, literal::zh(name));
        }
    }
}
