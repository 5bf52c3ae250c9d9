//! A claim as the page shows it: what it says, in which sentence, by which rule, how surely.

use std::collections::BTreeMap;
use std::ops::Range;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};
use serde::Serialize;

use crate::error::Result;
use crate::rdf::vocab::{dct, gt, itsrdf, nif, org, prov, schema};
use crate::web::index::Thing;
use crate::web::lookup::{Lookup, value};

/// A fact with its evidence.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fact {
    /// IRI of the claim.
    pub id: String,
    /// Relation of the fact table.
    pub relation: String,
    /// Predicate.
    pub predicate: String,
    /// Who or what it is about.
    pub subject: Thing,
    /// What it says: a thing, or words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<Thing>,
    /// The words, where it is no thing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Body of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<Thing>,
    /// Further particulars: value, unit, comparator, by, period, date, end, number, ordinal, role.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub qualifiers: BTreeMap<&'static str, String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Rule, extractor or relator.
    pub rule: String,
    /// Line of the input file.
    pub line: u64,
    /// Where it stands.
    pub article: Thing,
    /// Day of publication, or empty.
    pub published: String,
    /// The sentence.
    pub sentence: String,
    /// Characters of the article's text that the sentence takes.
    pub place: [usize; 2],
    /// Characters of the article's text that the claim rests on.
    pub words: [usize; 2],
    /// Characters of the sentence that name what the claim is about; ordered, not overlapping.
    pub marks: Vec<[usize; 2]>,
}

/// Reads claims; what articles have in common is read once.
pub(super) struct Reader<'s> {
    pub lookup: Lookup<'s>,
    published: BTreeMap<String, String>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(lookup: Lookup<'s>) -> Self {
        Self { lookup, published: BTreeMap::new() }
    }

    /// Claims about a thing, as subject or object; of a body also the posts at it.
    pub(super) fn claims_about(&self, node: &NamedNode) -> Result<Vec<NamedNode>> {
        let lookup = self.lookup;
        let mut claims = lookup.subjects(rdf::SUBJECT, node)?;
        claims.extend(lookup.subjects(rdf::OBJECT, node)?);
        for post in lookup.subjects(org::organization, node)? {
            claims.extend(lookup.subjects(rdf::OBJECT, &post)?);
        }
        claims.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        claims.dedup();
        Ok(claims)
    }

    /// Facts about a thing, the latest first, at most so many; and how many there are.
    pub(super) fn about(&mut self, node: &NamedNode, limit: usize) -> Result<(Vec<Fact>, usize)> {
        let claims = self.claims_about(node)?;
        self.facts(claims, limit)
    }

    /// Facts of claims, the latest first, at most so many; and how many there are.
    pub(super) fn facts(&mut self, claims: Vec<NamedNode>, limit: usize) -> Result<(Vec<Fact>, usize)> {
        let mut dated = Vec::with_capacity(claims.len());
        for claim in claims {
            if self.lookup.node(&claim, rdf::PREDICATE)?.is_none_or(|p| p != org::memberOf) {
                let day = self.published(&article_of(&claim))?;
                dated.push((std::cmp::Reverse(day), claim));
            }
        }
        dated.sort_by(|a, b| (&a.0, a.1.as_str()).cmp(&(&b.0, b.1.as_str())));
        let all = dated.len();
        let mut facts = Vec::new();
        for (_, claim) in dated.into_iter().take(limit) {
            facts.extend(self.fact(&claim)?);
        }
        Ok((facts, all))
    }

    /// Every fact of an article, in the order of its text.
    pub(super) fn of_article(&mut self, article: &NamedNode) -> Result<Vec<Fact>> {
        let claims = self.lookup.subjects_in(rdf::TYPE, gt::Claim, article)?;
        let (mut facts, _) = self.facts(claims, usize::MAX)?;
        facts.sort_by(|a, b| (a.place, a.words, &a.relation, &a.id).cmp(&(b.place, b.words, &b.relation, &b.id)));
        Ok(facts)
    }

    fn published(&mut self, article: &NamedNode) -> Result<String> {
        if let Some(known) = self.published.get(article.as_str()) {
            return Ok(known.clone());
        }
        let day = self.lookup.text(article, schema::datePublished)?;
        self.published.insert(article.as_str().to_owned(), day.clone());
        Ok(day)
    }

    /// One claim.
    pub(super) fn fact(&mut self, claim: &NamedNode) -> Result<Option<Fact>> {
        let lookup = self.lookup;
        let (Some(subject), Some(predicate), Some(object)) = (
            lookup.node(claim, rdf::SUBJECT)?,
            lookup.node(claim, rdf::PREDICATE)?,
            lookup.objects(claim, rdf::OBJECT)?.into_iter().next(),
        ) else {
            return Ok(None);
        };
        let article = article_of(claim);
        let span = lookup.node(claim, prov::wasDerivedFrom)?;
        let sentence = match &span {
            Some(span) => lookup.node(span, nif::sentence)?.unwrap_or_else(|| span.clone()),
            None => claim.clone(),
        };
        let place = characters(sentence.as_str()).unwrap_or(0..0);
        let words = span.as_ref().and_then(|span| characters(span.as_str())).unwrap_or_else(|| place.clone());
        let mut fact = Fact {
            id: claim.as_str().to_owned(),
            relation: lookup.text(claim, gt::relation)?,
            predicate: predicate.as_str().to_owned(),
            subject: lookup.thing(&subject)?,
            object: None,
            text: String::new(),
            org: None,
            qualifiers: self.details(claim)?,
            confidence: lookup.text(claim, gt::confidence)?.parse().unwrap_or(0.0),
            rule: match lookup.node(claim, prov::wasGeneratedBy)? {
                Some(rule) => lookup.thing(&rule)?.label,
                None => String::new(),
            },
            line: lookup.text(claim, gt::sourceLine)?.parse().unwrap_or(0),
            article: lookup.thing(&article)?,
            published: self.published(&article)?,
            sentence: lookup.text(&sentence, nif::anchorOf)?,
            place: [place.start, place.end],
            words: [words.start, words.end],
            marks: Vec::new(),
        };
        let mut named = vec![subject.clone()];
        match &object {
            Term::NamedNode(node) if fact.relation == "post" => named.extend(self.post(node, &mut fact)?),
            Term::NamedNode(node) if predicate == gt::indicatorOf => {
                self.figure(&subject, node, &mut fact)?;
                named = vec![node.clone()];
            }
            Term::NamedNode(node) => {
                fact.object = Some(lookup.thing(node)?);
                named.push(node.clone());
            }
            other => fact.text = value(other),
        }
        fact.marks = self.marks(&article, &place, &named)?;
        Ok(Some(fact))
    }

    /// Title and body of a post; gives the body back.
    fn post(&self, membership: &NamedNode, fact: &mut Fact) -> Result<Option<NamedNode>> {
        if let Some(role) = self.lookup.node(membership, org::role)? {
            fact.text = self.lookup.thing(&role)?.label;
        }
        let body = self.lookup.node(membership, org::organization)?;
        if let Some(body) = &body {
            fact.org = Some(self.lookup.thing(body)?);
        }
        Ok(body)
    }

    /// A figure: its subject is whose figure it is, its words are what is counted.
    fn figure(&self, indicator: &NamedNode, of: &NamedNode, fact: &mut Fact) -> Result<()> {
        let lookup = self.lookup;
        fact.subject = lookup.thing(of)?;
        fact.text = lookup.text(indicator, gt::counts)?;
        let mut figure = lookup.text(indicator, gt::value)?;
        if figure.is_empty() {
            let (from, to) = (lookup.text(indicator, gt::minimum)?, lookup.text(indicator, gt::maximum)?);
            figure = if from.is_empty() && to.is_empty() { String::new() } else { format!("{from}..{to}") };
        }
        let pairs = [
            ("value", figure),
            ("unit", lookup.text(indicator, gt::unit)?),
            ("comparator", lookup.text(indicator, gt::comparator)?),
            ("by", lookup.text(indicator, gt::deadline)?),
            ("period", lookup.text(indicator, gt::period)?),
        ];
        fact.qualifiers.extend(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
        Ok(())
    }

    fn details(&self, claim: &NamedNode) -> Result<BTreeMap<&'static str, String>> {
        let fields = [
            ("date", dct::date),
            ("end", schema::endDate),
            ("number", gt::documentNumber),
            ("ordinal", gt::ordinal),
            ("role", gt::bylineRole),
        ];
        let mut found = BTreeMap::new();
        for (key, predicate) in fields {
            let value = self.lookup.text(claim, predicate)?;
            if !value.is_empty() {
                found.insert(key, value);
            }
        }
        Ok(found)
    }

    /// Where a sentence names these nodes, in characters from its beginning.
    fn marks(&self, article: &NamedNode, place: &Range<usize>, nodes: &[NamedNode]) -> Result<Vec<[usize; 2]>> {
        let mut found = Vec::new();
        for node in nodes {
            let spans = self.lookup.subjects_in(itsrdf::taIdentRef, node.as_ref(), article)?;
            let ranges = spans.iter().filter_map(|span| characters(span.as_str()));
            found.extend(
                ranges
                    .filter(|range| place.start <= range.start && range.end <= place.end)
                    .map(|range| [range.start - place.start, range.end - place.start]),
            );
        }
        found.sort_by_key(|range| (range[0], std::cmp::Reverse(range[1])));
        let mut marks: Vec<[usize; 2]> = Vec::new();
        for range in found {
            if marks.last().is_none_or(|last| last[1] <= range[0]) {
                marks.push(range);
            }
        }
        Ok(marks)
    }
}

/// The article that a claim or a span belongs to.
pub(super) fn article_of(node: &NamedNode) -> NamedNode {
    NamedNode::new_unchecked(node.as_str().split('#').next().unwrap_or_default())
}

/// Characters that a span's IRI names (`…#char=120,164`).
pub(super) fn characters(iri: &str) -> Option<Range<usize>> {
    let (_, range) = iri.rsplit_once("#char=")?;
    let (from, to) = range.split_once(',')?;
    Some(from.parse().ok()?..to.parse().ok()?)
}
