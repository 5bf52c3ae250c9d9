//! One article's graph, read back: its claims as rows of the fact table, each with its sentence, rule and line.

use std::collections::BTreeMap;
use std::ops::Range;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::error::Result;
use crate::rdf::kinds::fact_words;
use crate::rdf::vocab::{dct, gt, itsrdf, nif, org, prov, schema};
use crate::store::Store;

/// A row of the fact table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Key of the article.
    pub article: String,
    /// Label of the subject.
    pub subject: String,
    /// Relation.
    pub relation: String,
    /// Label of the object.
    pub object: String,
    /// `key=value; …`
    pub qualifiers: String,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\t{}\t{}\t{}\t{}", self.article, self.subject, self.relation, self.object, self.qualifiers)
    }
}

/// A claim as the graph tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The claim itself.
    pub claim: NamedNode,
    /// As a row.
    pub row: Row,
    /// Name of the article's graph.
    pub graph: NamedNode,
    /// Subject of the triple.
    pub subject: NamedNode,
    /// Predicate of the triple.
    pub predicate: NamedNode,
    /// Object of the triple.
    pub object: Term,
    /// The sentence that says so.
    pub sentence: String,
    /// Where it begins in the article, in characters.
    pub at: usize,
    /// Ranges of the sentence, in characters, that name what the claim is about; ordered, not overlapping.
    pub marks: Vec<Range<usize>>,
    /// Rule, extractor or relator.
    pub rule: String,
    /// 0 to 1, as written.
    pub confidence: String,
    /// Line of the input file.
    pub line: String,
    /// Headline, or else empty.
    pub headline: String,
    /// File that the article was read from.
    pub file: String,
    /// Day of publication, or else empty.
    pub published: String,
    /// Newspaper, or else empty.
    pub publisher: String,
    /// Address of the article, or else empty.
    pub url: String,
}

impl Row {
    /// The value of a qualifier, or an empty text.
    #[must_use]
    pub fn qualifier(&self, key: &str) -> &str {
        let mut pairs = self.qualifiers.split("; ").filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == key).map_or("", |(_, value)| value)
    }
}

/// One article's graph, arranged by subject.
#[derive(Debug)]
pub struct ArticleView {
    name: NamedNode,
    nodes: BTreeMap<String, Vec<(NamedNode, Term)>>,
}

impl ArticleView {
    /// Reads an article's graph.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(store: &Store, name: &NamedNode) -> Result<Self> {
        let mut nodes: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for quad in store.quads(Some(name.as_ref()))? {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                nodes.entry(subject.into_string()).or_default().push((quad.predicate, quad.object));
            }
        }
        for facts in nodes.values_mut() {
            facts.sort_by_cached_key(|(predicate, object)| (predicate.as_str().to_owned(), object.to_string()));
        }
        Ok(Self { name: name.clone(), nodes })
    }

    fn all<'v>(&'v self, node: &str, predicate: NamedNodeRef<'static>) -> impl Iterator<Item = &'v Term> {
        let facts = self.nodes.get(node).map_or(&[][..], Vec::as_slice);
        facts.iter().filter(move |(p, _)| *p == predicate).map(|(_, object)| object)
    }

    fn one(&self, node: &str, predicate: NamedNodeRef<'static>) -> Option<&Term> {
        self.all(node, predicate).next()
    }

    /// Text of a literal, or an empty one.
    fn text(&self, node: &str, predicate: NamedNodeRef<'static>) -> String {
        self.one(node, predicate).map(value).unwrap_or_default()
    }

    fn node(&self, node: &str, predicate: NamedNodeRef<'static>) -> Option<&str> {
        self.one(node, predicate).and_then(iri)
    }

    /// Whether a node has a class in this article.
    #[must_use]
    pub fn is(&self, node: &NamedNode, class: NamedNodeRef<'_>) -> bool {
        self.all(node.as_str(), rdf::TYPE).any(|term| iri(term) == Some(class.as_str()))
    }

    /// Label of a node in this article; of a literal its text.
    fn label(&self, term: &Term) -> String {
        match iri(term) {
            Some(node) => {
                let label = self.text(node, rdfs::LABEL);
                if label.is_empty() { local(node).to_owned() } else { label }
            }
            None => value(term),
        }
    }

    /// All claims, in the order of their rows.
    #[must_use]
    pub fn claims(&self) -> Vec<Told> {
        let mut told: Vec<Told> = self.nodes.keys().filter_map(|node| self.told(node)).collect();
        told.sort_by(|a, b| (&a.row, &a.predicate.as_str()).cmp(&(&b.row, &b.predicate.as_str())));
        told
    }

    /// The rows of the fact table, sorted; each statement once. The short way from person to body is part of a post.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let is_row = |told: &Told| told.predicate != org::memberOf;
        let mut rows: Vec<Row> = self.claims().into_iter().filter(is_row).map(|told| told.row).collect();
        rows.dedup();
        rows
    }

    fn told(&self, claim: &str) -> Option<Told> {
        let subject = NamedNode::new_unchecked(self.node(claim, rdf::SUBJECT)?);
        let predicate = NamedNode::new_unchecked(self.node(claim, rdf::PREDICATE)?);
        let object = self.one(claim, rdf::OBJECT)?.clone();
        let span = self.node(claim, prov::wasDerivedFrom)?;
        let sentence = self.node(span, nif::sentence).unwrap_or(span);
        let article = self.name.as_str();
        let page = self.node(article, schema::isPartOf).unwrap_or_default();
        Some(Told {
            claim: NamedNode::new_unchecked(claim),
            row: self.row(claim, &subject, &object),
            sentence: self.text(sentence, nif::anchorOf),
            at: self.position(sentence, nif::beginIndex).unwrap_or_default(),
            marks: self.marks(sentence, &self.named(&subject, &predicate, &object)),
            rule: self.node(claim, prov::wasGeneratedBy).map(|rule| self.text(rule, rdfs::LABEL)).unwrap_or_default(),
            confidence: self.text(claim, gt::confidence),
            line: self.text(claim, gt::sourceLine),
            headline: self.text(article, schema::headline),
            file: self.text(page, dct::title),
            published: self.text(article, schema::datePublished),
            publisher: self.text(article, schema::publisher),
            url: self.text(article, schema::url),
            graph: self.name.clone(),
            subject,
            predicate,
            object,
        })
    }

    /// The things that a claim names: its subject and object, and what stands behind a membership or an indicator.
    fn named(&self, subject: &NamedNode, predicate: &NamedNode, object: &Term) -> Vec<String> {
        let mut nodes = vec![subject.as_str().to_owned()];
        if *predicate == org::hasMembership {
            let body = iri(object).and_then(|post| self.node(post, org::organization));
            nodes.extend(body.map(str::to_owned));
        } else {
            nodes.extend(iri(object).map(str::to_owned));
        }
        nodes
    }

    /// Where a sentence names these nodes, in characters from its beginning.
    fn marks(&self, sentence: &str, nodes: &[String]) -> Vec<Range<usize>> {
        let (Some(from), Some(to)) = (self.position(sentence, nif::beginIndex), self.position(sentence, nif::endIndex))
        else {
            return Vec::new();
        };
        let mut found: Vec<Range<usize>> = Vec::new();
        for span in self.nodes.keys() {
            let hit = self.node(span, itsrdf::taIdentRef).is_some_and(|named| nodes.iter().any(|node| node == named));
            let range = self.position(span, nif::beginIndex).zip(self.position(span, nif::endIndex));
            if let Some((begin, end)) = range.filter(|&(begin, end)| hit && from <= begin && end <= to) {
                found.push(begin - from..end - from);
            }
        }
        found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for range in found {
            if marks.last().is_none_or(|last| last.end <= range.start) {
                marks.push(range);
            }
        }
        marks
    }

    fn position(&self, span: &str, predicate: NamedNodeRef<'static>) -> Option<usize> {
        self.text(span, predicate).parse().ok()
    }

    fn row(&self, claim: &str, subject: &NamedNode, object: &Term) -> Row {
        let relation = self.text(claim, gt::relation);
        let mut row = Row {
            article: self.text(self.name.as_str(), gt::key),
            subject: self.label(&subject.clone().into()),
            object: self.label(object),
            qualifiers: String::new(),
            relation,
        };
        match row.relation.as_str() {
            "a" => {
                if let Some((class, qualifiers)) = iri(object).and_then(fact_words) {
                    (row.object, row.qualifiers) = (class.to_owned(), qualifiers);
                }
            }
            "post" => self.post(subject, object, &mut row),
            "target" | "result" => self.indicator(subject, object, &mut row),
            "headline" | "byline" | "source" => row.subject.clone_from(&row.article),
            _ => {}
        }
        if row.qualifiers.is_empty() {
            row.qualifiers = self.details(claim);
        }
        row
    }

    fn post(&self, person: &NamedNode, object: &Term, row: &mut Row) {
        let memberships: Vec<&str> = self.all(person.as_str(), org::hasMembership).filter_map(iri).collect();
        let own = iri(object).filter(|node| memberships.contains(node));
        if let Some(role) = own.and_then(|post| self.one(post, org::role)) {
            row.object = self.label(role);
        }
        if let Some(body) = own.and_then(|post| self.one(post, org::organization)) {
            row.qualifiers = format!("org={}", self.label(body));
        }
    }

    fn indicator(&self, node: &NamedNode, of: &Term, row: &mut Row) {
        let get = |predicate| self.text(node.as_str(), predicate);
        let range = || format!("{}..{}", get(gt::minimum), get(gt::maximum));
        let value = self.one(node.as_str(), gt::value).map_or_else(range, value);
        let pairs = [
            ("by", get(gt::deadline)),
            ("comparator", get(gt::comparator)),
            ("period", get(gt::period)),
            ("unit", get(gt::unit)),
            ("value", if value == ".." { String::new() } else { value }),
        ];
        row.subject = self.label(of);
        row.object = get(gt::counts);
        row.qualifiers = joined(&pairs);
    }

    fn details(&self, claim: &str) -> String {
        joined(&[
            ("date", self.text(claim, dct::date)),
            ("end", self.text(claim, schema::endDate)),
            ("number", self.text(claim, gt::documentNumber)),
            ("ordinal", self.text(claim, gt::ordinal)),
            ("role", self.text(claim, gt::bylineRole)),
        ])
    }
}

fn joined(pairs: &[(&str, String)]) -> String {
    let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
    kept.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("; ")
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(_) | Term::Literal(_) => None,
    }
}

fn value(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
