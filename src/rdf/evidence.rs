//! Where a statement comes from, readable with plain SPARQL 1.1: a claim node per statement, a span per stretch of
//! text, and the sentence around it.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use crate::model::{Claim, Node, Qualifier, Span};
use crate::rdf::encode::Encoder;
use crate::rdf::iri::Iris;
use crate::rdf::literal;
use crate::rdf::vocab::{dct, gt, nif, prov, schema};

/// Byte → character positions of one text.
pub(super) struct Characters(Vec<usize>);

impl Characters {
    pub(super) fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).collect())
    }

    /// The same range in Unicode characters.
    pub(super) fn span(&self, bytes: Span) -> Span {
        let character = |byte| self.0.partition_point(|&at| at < byte);
        Span::new(character(bytes.start), character(bytes.end))
    }
}

impl Encoder<'_> {
    /// States a triple together with its evidence.
    pub(super) fn state(
        &mut self,
        claim: &Claim,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        let object = object.into();
        let node = self.iris.claim(&self.graph, &self.says(claim, predicate));
        self.put(subject.clone(), predicate, object.clone());
        self.put(node.clone(), rdf::TYPE, gt::Claim);
        self.put(node.clone(), rdf::SUBJECT, subject.clone());
        self.put(node.clone(), rdf::PREDICATE, predicate.into_owned());
        self.put(node.clone(), rdf::OBJECT, object);
        self.put(node.clone(), gt::relation, oxigraph::model::Literal::new_simple_literal(claim.relation.as_str()));
        self.source(claim, &node);
        self.details(claim, &node);
    }

    /// What a claim's IRI is made of: the article's own words, so that it stays when a person gets another IRI.
    fn says(&self, claim: &Claim, predicate: NamedNodeRef<'_>) -> [String; 5] {
        let subject = match &claim.subject {
            Node::Article => self.article.key.clone(),
            Node::Entity(entity) => format!("{} {}", entity.class.as_str(), entity.label),
        };
        [
            subject,
            predicate.as_str().to_owned(),
            claim.relation.as_str().to_owned(),
            claim.object.label(),
            claim.qualifiers.to_column(),
        ]
    }

    fn source(&mut self, claim: &Claim, node: &NamedNode) {
        let evidence = &claim.evidence;
        let span = self.span(evidence.span, nif::OffsetBasedString);
        let rule = self.iris.rule(&evidence.rule);
        self.put(node.clone(), prov::wasDerivedFrom, span);
        self.put(node.clone(), prov::wasGeneratedBy, rule.clone());
        self.put(rule.clone(), rdf::TYPE, gt::Rule);
        self.put(rule, rdfs::LABEL, oxigraph::model::Literal::new_simple_literal(&evidence.rule));
        self.put(node.clone(), gt::confidence, literal::confidence(evidence.confidence));
        let line = self.article.lines.line(evidence.span.start);
        self.put(node.clone(), gt::sourceLine, literal::count(line));
    }

    /// Qualifiers that belong to the statement rather than to one of its nodes.
    fn details(&mut self, claim: &Claim, node: &NamedNode) {
        for (key, value) in claim.qualifiers.iter() {
            match key {
                Qualifier::Date => self.put(node.clone(), dct::date, literal::date_words(value)),
                Qualifier::End => self.put(node.clone(), schema::endDate, literal::date_words(value)),
                Qualifier::Number => self.put(node.clone(), gt::documentNumber, literal::zh(value)),
                Qualifier::Ordinal => self.put(node.clone(), gt::ordinal, literal::number(value)),
                Qualifier::Role => self.put(node.clone(), gt::bylineRole, literal::zh(value)),
                Qualifier::By
                | Qualifier::Comparator
                | Qualifier::Kind
                | Qualifier::Level
                | Qualifier::Org
                | Qualifier::Period
                | Qualifier::Unit
                | Qualifier::Value => {}
            }
        }
    }

    /// A stretch of the text, with the sentence that it lies in.
    pub(super) fn span(&mut self, bytes: Span, class: NamedNodeRef<'static>) -> NamedNode {
        if let Some(node) = self.spans.get(&(bytes, class.as_str())) {
            return node.clone();
        }
        let node = self.words(bytes);
        self.spans.insert((bytes, class.as_str()), node.clone());
        self.put(node.clone(), rdf::TYPE, class);
        self.put(node.clone(), gt::beginByte, literal::count(bytes.start));
        self.put(node.clone(), gt::endByte, literal::count(bytes.end));
        let sentence = self.article.sentence_span(bytes.start);
        if class == nif::OffsetBasedString && !sentence.is_empty() {
            let sentence = self.span(sentence, nif::Sentence);
            self.put(node.clone(), nif::sentence, sentence);
        }
        node
    }

    /// A stretch of the text: its words and where they are.
    pub(super) fn words(&mut self, bytes: Span) -> NamedNode {
        if let Some(node) = self.spans.get(&(bytes, "")) {
            return node.clone();
        }
        let characters = self.characters.span(bytes);
        let node = Iris::span(self.iris, &self.graph, characters);
        self.put(node.clone(), nif::beginIndex, literal::count(characters.start));
        self.put(node.clone(), nif::endIndex, literal::count(characters.end));
        self.put(node.clone(), nif::anchorOf, literal::zh(bytes.of(&self.article.text)));
        self.put(node.clone(), nif::referenceContext, self.graph.clone());
        self.spans.insert((bytes, ""), node.clone());
        node
    }
}
