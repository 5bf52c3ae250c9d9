//! Who runs, holds, joins, carries out and attends what; where, when and for whom: relations between entities that a
//! sentence seldom states in one fixed wording.
//!
//! Every pair of a possible subject and a possible object of the article is described by features of their nearest
//! mentions, and by what the rules before have said of it ([`pair`], [`features`]); a log-linear model for each relation
//! (`data/weights/link.tsv`, fitted on annotated articles) turns them into a probability, which is also the claim's
//! confidence. What a rule has claimed and the model finds unlikely is dropped.

pub mod features;
pub mod pair;
pub mod row;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, Weights};
use crate::model::{Claim, Class, Document, EntityRef, Mention, Object, Qualifier, Relation, Span};
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
    /// Its name with a slash, behind which the features of the relation stand in the table.
    pub name: &'static str,
    /// The relation.
    pub relation: Relation,
    /// Classes of its subjects.
    pub subjects: &'static [Class],
    /// Its objects.
    pub objects: Objects,
    /// Most sentences between subject and object.
    pub reach: usize,
    /// Name of the rule, as evidence carries it.
    pub rule: &'static str,
    /// Probability from which a pair is a claim: about half the F1 that the relation reaches, where one more claim
    /// neither helps nor harms. Chosen on articles held out (`data/recipes/link/fit.py`).
    pub threshold: f32,
}

/// No article is so long that its beginning and its end have nothing to do with one another.
const ANYWHERE: usize = 40;

const fn spec(
    name: &'static str,
    relation: Relation,
    subjects: &'static [Class],
    objects: Objects,
    reach: usize,
    rule: &'static str,
    threshold: f32,
) -> Spec {
    Spec { name, relation, subjects, objects, reach, rule, threshold }
}

const BODIES: Objects = Objects::Classes(&[Class::Organization]);

/// The relations, in the order in which they are settled: a place may be that of the leader found before.
#[rustfmt::skip]
pub const SPECS: &[Spec] = &[
    spec("issuedBy/", Relation::IssuedBy, &[Class::Policy], Objects::Classes(&[Class::Organization, Class::Place]), 3, "link:issuedBy", 0.31),
    spec("ledBy/", Relation::LedBy, &[Class::Initiative], Objects::Classes(&[Class::Organization, Class::Person]), ANYWHERE, "link:ledBy", 0.27),
    spec("partner/", Relation::Partner, &[Class::Initiative], BODIES, 3, "link:partner", 0.26),
    spec("organizer/", Relation::Organizer, &[Class::Event], BODIES, ANYWHERE, "link:organizer", 0.36),
    spec("event-partner/", Relation::Partner, &[Class::Event], BODIES, 3, "link:event-partner", 0.31),
    spec("person/", Relation::Attendee, &[Class::Event], Objects::Classes(&[Class::Person]), ANYWHERE, "link:person", 0.36),
    spec("body/", Relation::Attendee, &[Class::Event], BODIES, ANYWHERE, "link:body", 0.20),
    spec("locatedIn/", Relation::LocatedIn, &[Class::Initiative], Objects::Places, ANYWHERE, "link:locatedIn", 0.31),
    spec("event-locatedIn/", Relation::LocatedIn, &[Class::Event], Objects::Places, ANYWHERE, "link:event-locatedIn", 0.26),
    spec("serves/", Relation::Serves, &[Class::Initiative, Class::Policy, Class::Measure], Objects::Classes(&[Class::Group]), 2, "link:serves", 0.31),
    spec("implements/", Relation::Implements, &[Class::Initiative, Class::Policy, Class::Event], Objects::Classes(&[Class::Policy, Class::Measure]), 3, "link:implements", 0.24),
    spec("date/", Relation::Date, &[Class::Initiative], Objects::Dates, 2, "link:date", 0.31),
    spec("event-date/", Relation::Date, &[Class::Event], Objects::Dates, ANYWHERE, "link:event-date", 0.31),
];

/// Runs [`SPECS`].
pub struct Links;

impl Relator for Links {
    fn name(&self) -> &'static str {
        "link"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let subject =
            |m: &Mention| matches!(m.class, Class::Initiative | Class::Policy | Class::Measure | Class::Event);
        if !document.mentions.iter().any(subject) {
            return;
        }
        let Some(weights) = lexicon.weights("link") else { return };
        let article = Article::of(document, lexicon);
        for spec in SPECS {
            settle(document, &article, spec, weights, claims);
        }
    }
}

/// Judges all pairs of one relation: adds claims, gives those of rules the model's confidence, drops the unlikely.
fn settle(document: &Document<'_>, article: &Article<'_>, spec: &Spec, weights: &Weights, claims: &mut Vec<Claim>) {
    let pairs = pair::pairs(article, spec);
    if pairs.is_empty() {
        return;
    }
    let said = Said::of(claims);
    let mut tally = weights.tally(spec.name);
    let mut judged: Vec<(Pair<'_>, f32)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        features::of(document, article, spec, &pair, &said, &mut tally);
        let probability = tally.probability();
        judged.push((pair, probability));
    }
    // The claims of the relation by their subjects, so that not all are looked at for each pair.
    let mut known: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.relation == spec.relation) {
        known.entry(claim.subject_label("").to_owned()).or_default().push(at);
    }
    let mut dropped: Vec<usize> = Vec::new();
    for (pair, probability) in judged {
        let of_subject = known.get_mut(pair.subject.label);
        let mut any = false;
        if let Some(of_subject) = of_subject {
            of_subject.retain(|&at| {
                let same = claims[at].object == pair.object.value;
                if same && probability < spec.threshold {
                    dropped.push(at);
                    return false;
                }
                if same {
                    claims[at].evidence.confidence = probability.min(0.97);
                    any = true;
                }
                true
            });
        }
        if !any && probability >= spec.threshold {
            known.entry(pair.subject.label.to_owned()).or_default().push(claims.len());
            claims.push(claim(document, spec, &pair, probability));
        }
    }
    dropped.sort_unstable();
    let (mut at, mut dropped) = (0, dropped.into_iter().peekable());
    claims.retain(|_| {
        at += 1;
        dropped.next_if_eq(&(at - 1)).is_none()
    });
}

/// Relations and rules, by the object.
type ByObject<'c> = FxHashMap<Cow<'c, str>, Vec<(Relation, &'c str)>>;

/// What has been claimed before, by its ends.
#[derive(Debug, Default)]
pub struct Said<'c> {
    pairs: FxHashMap<&'c str, ByObject<'c>>,
    objects: FxHashMap<Cow<'c, str>, Vec<Relation>>,
    leaders: FxHashMap<&'c str, Vec<&'c str>>,
    bodies: FxHashMap<&'c str, Vec<&'c str>>,
}

impl<'c> Said<'c> {
    /// Sorts the claims by their ends.
    #[must_use]
    pub fn of(claims: &'c [Claim]) -> Self {
        let mut said = Self::default();
        for claim in claims {
            let subject = claim.subject_label("");
            let object = match &claim.object {
                Object::Entity(entity) => Cow::Borrowed(entity.label.as_str()),
                other => Cow::Owned(other.label()),
            };
            if let (Object::Entity(entity), Relation::LedBy | Relation::Organizer) = (&claim.object, claim.relation) {
                said.leaders.entry(subject).or_default().push(&entity.label);
            }
            if let (Relation::Post, Some(body)) = (claim.relation, claim.qualifiers.get(Qualifier::Org)) {
                said.bodies.entry(subject).or_default().push(body);
            }
            let relations = said.objects.entry(object.clone()).or_default();
            if !relations.contains(&claim.relation) {
                relations.push(claim.relation);
            }
            let of_subject = said.pairs.entry(subject).or_default();
            of_subject.entry(object).or_default().push((claim.relation, claim.evidence.rule.as_str()));
        }
        said
    }

    /// Relations and rules of the claims that join the two.
    #[must_use]
    pub fn of_pair(&self, subject: &str, object: &str) -> &[(Relation, &'c str)] {
        self.pairs.get(subject).and_then(|objects| objects.get(object)).map_or(&[], Vec::as_slice)
    }

    /// Relations of which it is an object.
    #[must_use]
    pub fn of_object(&self, object: &str) -> &[Relation] {
        self.objects.get(object).map_or(&[], Vec::as_slice)
    }

    /// Who leads a programme or holds an event.
    #[must_use]
    pub fn leaders(&self, subject: &str) -> &[&'c str] {
        self.leaders.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Bodies at which a person has a post.
    #[must_use]
    pub fn bodies(&self, person: &str) -> &[&'c str] {
        self.bodies.get(person).map_or(&[], Vec::as_slice)
    }
}

/// Every pair of every relation with its features, as the fitting of the weights needs them: relation with its slash,
/// subject, object, features. `claims` are those of the relators before.
#[must_use]
pub fn described(
    document: &Document<'_>,
    lexicon: &Lexicon,
    claims: &mut Vec<Claim>,
) -> Vec<(&'static str, String, String, Vec<String>)> {
    let Some(weights) = lexicon.weights("link") else { return Vec::new() };
    let article = Article::of(document, lexicon);
    let mut out = Vec::new();
    for spec in SPECS {
        let said = Said::of(claims);
        for pair in pair::pairs(&article, spec) {
            let mut list: Vec<String> = Vec::new();
            features::of(document, &article, spec, &pair, &said, &mut list);
            list.sort_unstable();
            list.dedup();
            out.push((spec.name, pair.subject.label.to_owned(), pair.object.label.to_owned(), list));
        }
        settle(document, &article, spec, weights, claims);
    }
    out
}

fn claim(document: &Document<'_>, spec: &Spec, pair: &Pair<'_>, probability: f32) -> Claim {
    let sentence = document.article.sentence_span(pair.subject.span.start);
    let other = document.article.sentence_span(pair.object.span.start);
    let span: Span = match pair.distance {
        0 => sentence,
        1 | 2 => sentence.cover(other),
        _ => other,
    };
    let subject = EntityRef::new(pair.subject.class, pair.subject.label);
    let claim = Claim::new(subject, spec.relation, pair.object.value.clone(), span, spec.rule, probability.min(0.97));
    let end = document.dates.iter().find(|d| d.span == pair.object.span && spec.objects == Objects::Dates);
    claim.with(Qualifier::End, end.and_then(|d| d.end).map_or_else(String::new, |end| end.to_string()))
}
