//! Relations of programmes and documents that no fixed wording states: who runs them, where, when, for whom; who
//! issued them; what they carry out.
//!
//! Every pair of a programme (or document) and a possible object of the article is described by features of their
//! nearest mentions ([`pair`], [`features`]); a table of weights (`data/lexicon/link_weights.tsv`, a logistic regression
//! over annotated articles) turns them into a probability, which is also the claim's confidence.

pub mod features;
pub mod pair;

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Relation, Span};
use crate::relate::Relator;
use crate::relate::link::pair::{Article, Pair};

/// What may be the object of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objects {
    /// Entities of these classes.
    Classes(&'static [Class]),
    /// Places named, and places of the bodies named.
    Places,
    /// Dates.
    Dates,
}

/// One relation to look for.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The relation.
    pub relation: Relation,
    /// Classes of its subjects.
    pub subjects: &'static [Class],
    /// Its objects.
    pub objects: Objects,
    /// Probability from which a pair is a claim.
    pub threshold: f32,
    /// Most sentences between subject and object.
    pub reach: usize,
    /// Name of the rule, as evidence carries it.
    pub rule: &'static str,
}

/// The relations, in the order in which they are settled: a place may be that of the leader found before.
pub const SPECS: &[Spec] = &[
    Spec {
        relation: Relation::IssuedBy,
        subjects: &[Class::Policy],
        objects: Objects::Classes(&[Class::Organization, Class::Place]),
        threshold: 0.27,
        reach: 3,
        rule: "link:issuedBy",
    },
    Spec {
        relation: Relation::LedBy,
        subjects: &[Class::Initiative],
        objects: Objects::Classes(&[Class::Organization]),
        threshold: 0.45,
        reach: 40,
        rule: "link:ledBy",
    },
    Spec {
        relation: Relation::Partner,
        subjects: &[Class::Initiative],
        objects: Objects::Classes(&[Class::Organization]),
        threshold: 0.5,
        reach: 0,
        rule: "link:partner",
    },
    Spec {
        relation: Relation::LocatedIn,
        subjects: &[Class::Initiative],
        objects: Objects::Places,
        threshold: 0.37,
        reach: 40,
        rule: "link:locatedIn",
    },
    Spec {
        relation: Relation::Serves,
        subjects: &[Class::Initiative, Class::Policy, Class::Measure],
        objects: Objects::Classes(&[Class::Group]),
        threshold: 0.35,
        reach: 1,
        rule: "link:serves",
    },
    Spec {
        relation: Relation::Implements,
        subjects: &[Class::Initiative, Class::Policy],
        objects: Objects::Classes(&[Class::Policy]),
        threshold: 0.4,
        reach: 2,
        rule: "link:implements",
    },
    Spec {
        relation: Relation::Date,
        subjects: &[Class::Initiative],
        objects: Objects::Dates,
        threshold: 0.33,
        reach: 2,
        rule: "link:date",
    },
];

/// Runs [`SPECS`].
pub struct Links;

impl Relator for Links {
    fn name(&self) -> &'static str {
        "link"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let subjects =
            |m: &crate::model::Mention| matches!(m.class, Class::Initiative | Class::Policy | Class::Measure);
        if !document.mentions.iter().any(subjects) {
            return;
        }
        let article = Article::of(document, lexicon);
        for spec in SPECS {
            let found = claims_of(document, &article, spec, claims, lexicon);
            claims.extend(found);
        }
    }
}

/// The claims of one relation.
fn claims_of(
    document: &Document<'_>,
    article: &Article<'_>,
    spec: &Spec,
    known: &[Claim],
    lexicon: &Lexicon,
) -> Vec<Claim> {
    let mut out = Vec::new();
    for pair in pair::pairs(document, article, spec) {
        let features = features::of(document, article, &pair, known);
        let probability = probability(spec, &features, lexicon);
        if probability >= spec.threshold {
            out.push(claim(document, spec, &pair, probability));
        }
    }
    out
}

/// Every pair of every relation with its features, as the training of the weights needs them: relation, subject,
/// object, features.
#[must_use]
pub fn described(document: &Document<'_>, lexicon: &Lexicon) -> Vec<(Relation, String, String, Vec<String>)> {
    let article = Article::of(document, lexicon);
    let mut known = Vec::new();
    let mut out = Vec::new();
    for spec in SPECS {
        for pair in pair::pairs(document, &article, spec) {
            let features = features::of(document, &article, &pair, &known);
            out.push((spec.relation, pair.subject.label.to_owned(), pair.object.label.clone(), features));
        }
        let found = claims_of(document, &article, spec, &known, lexicon);
        known.extend(found);
    }
    out
}

fn claim(document: &Document<'_>, spec: &Spec, pair: &Pair<'_>, probability: f32) -> Claim {
    let sentence = document.article.sentence_span(pair.subject.span.start);
    let other = document.article.sentence_span(pair.object.span.start);
    let near = sentence == other || pair.distance > 2;
    let span: Span = if near { sentence } else { sentence.cover(other) };
    let subject = EntityRef::new(pair.subject.class, pair.subject.label);
    Claim::new(subject, spec.relation, pair.object.value.clone(), span, spec.rule, probability.clamp(0.3, 0.97))
}

/// The logistic function of the summed weights.
#[must_use]
pub fn probability(spec: &Spec, features: &[String], lexicon: &Lexicon) -> f32 {
    let weights = lexicon.list("link_weights");
    let relation = spec.relation.as_str();
    let mut key = String::with_capacity(48);
    let mut weight = |name: &str| -> f32 {
        key.clear();
        key.push_str(relation);
        key.push('/');
        key.push_str(name);
        weights.get(&key).and_then(|entry| entry.fields.first()).and_then(|w| w.parse().ok()).unwrap_or(0.0)
    };
    let sum: f32 = features.iter().map(|feature| weight(feature)).sum::<f32>() + weight("bias");
    1.0 / (1.0 + (-sum).exp())
}

/// How often each label of a class is mentioned.
pub(super) fn counts<'d>(labels: impl Iterator<Item = &'d str>) -> FxHashMap<&'d str, usize> {
    let mut counts = FxHashMap::default();
    for label in labels {
        *counts.entry(label).or_insert(0) += 1;
    }
    counts
}
