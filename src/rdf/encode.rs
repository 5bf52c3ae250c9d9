//! Article, mentions and claims → the quads of the article's named graph.

use std::collections::BTreeSet;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use crate::model::{
    Article, Claim, Class, EntityRef, Group, Identities, Mention, Node, Object, Qualifier, Qualifiers, Relation, Span,
};
use crate::rdf::evidence::Characters;
use crate::rdf::iri::{Iris, file_name};
use crate::rdf::vocab::{dct, gt, itsrdf, nif, org, schema, skos};
use crate::rdf::{ArticleGraph, kinds, literal, sorted_with_lines};

/// The graph of an article, which comes with the digest of its page.
#[must_use]
pub fn encode(
    iris: &Iris,
    (article, page): (&Article, &str),
    mentions: &[Mention],
    claims: &[Claim],
    identities: &Identities,
) -> ArticleGraph {
    let graph = iris.article(article);
    let characters = Characters::of(&article.text);
    let (quads, spans) = (Vec::with_capacity(1024), FxHashMap::default());
    let mut encoder = Encoder { iris, article, graph, identities, characters, quads, spans };
    let page = encoder.article(page);
    let entities = entities(claims);
    for entity in &entities {
        encoder.describe(entity);
    }
    for claim in claims {
        encoder.claim(claim);
    }
    for mention in mentions.iter().filter(|m| entities.contains(&m.entity())) {
        encoder.mention(mention);
    }
    let (quads, lines) = sorted_with_lines(encoder.quads);
    ArticleGraph { name: encoder.graph, page, quads, lines }
}

/// Every entity that takes part in a claim, as subject, object or body of a post.
fn entities(claims: &[Claim]) -> BTreeSet<EntityRef> {
    let mut found = BTreeSet::new();
    for claim in claims {
        if let Node::Entity(entity) = &claim.subject {
            found.insert(entity.clone());
        }
        match &claim.object {
            Object::Entity(entity) => drop(found.insert(entity.clone())),
            Object::Group(group) => drop(found.insert(EntityRef::new(Class::Group, group.as_str()))),
            Object::Class(_) | Object::Date(_) | Object::Text(_) => {}
        }
        if claim.relation == Relation::Post {
            found.extend(body(&claim.qualifiers));
        }
    }
    found
}

/// The body that a post belongs to.
fn body(qualifiers: &Qualifiers) -> Option<EntityRef> {
    qualifiers.get(Qualifier::Org).map(|label| EntityRef::new(Class::Organization, label))
}

/// One article on its way into a graph.
pub(super) struct Encoder<'a> {
    pub(super) iris: &'a Iris,
    pub(super) article: &'a Article,
    pub(super) graph: NamedNode,
    pub(super) characters: Characters,
    identities: &'a Identities,
    quads: Vec<Quad>,
    /// Stretches of the text that are described, by the class that was put on them: many claims share their sentence.
    pub(super) spans: FxHashMap<(Span, &'static str), NamedNode>,
}

impl Encoder<'_> {
    pub(super) fn put(
        &mut self,
        subject: impl Into<NamedOrBlankNode>,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        self.quads.push(Quad::new(subject, predicate.into_owned(), object, self.graph.clone()));
    }

    /// The article itself; returns its page.
    fn article(&mut self, digest: &str) -> NamedNode {
        let (article, node) = (self.article, self.graph.clone());
        let page = self.iris.page(article, digest);
        self.put(node.clone(), rdf::TYPE, schema::NewsArticle);
        self.put(node.clone(), rdf::TYPE, nif::Context);
        self.put(node.clone(), schema::text, literal::zh(&article.text));
        self.put(node.clone(), gt::key, Literal::new_simple_literal(&article.key));
        self.put(node.clone(), gt::articleKind, Literal::new_simple_literal(article.kind.as_str()));
        self.put(node.clone(), schema::isPartOf, page.clone());
        self.put(page.clone(), dct::title, Literal::new_simple_literal(file_name(&article.file)));
        if let Some(headline) = &article.headline {
            self.put(node.clone(), rdfs::LABEL, literal::zh(headline));
        }
        if let Some(published) = article.published {
            self.put(node.clone(), schema::datePublished, literal::date(published));
        }
        if let Some(publisher) = &article.publisher {
            self.put(node.clone(), schema::publisher, literal::zh(publisher));
        }
        if let Some(url) = &article.url {
            self.put(node, schema::url, Literal::new_simple_literal(url));
        }
        page
    }

    /// IRI of an entity of the article.
    fn entity(&self, entity: &EntityRef) -> NamedNode {
        match entity.class {
            Class::Group => self.iris.group(&entity.label),
            _ => self.iris.entity(&self.identities.get(entity)),
        }
    }

    /// What the graph says of an entity without evidence: its class and label, which are the entity itself.
    fn describe(&mut self, entity: &EntityRef) {
        let node = self.entity(entity);
        let identity = self.identities.get(entity);
        self.put(node.clone(), rdf::TYPE, kinds::base(entity.class));
        self.put(node.clone(), rdfs::LABEL, literal::zh(&identity.label));
        if identity.label != entity.label {
            self.put(node.clone(), skos::altLabel, literal::zh(&entity.label));
        }
        self.put(self.graph.clone(), schema::mentions, node.clone());
        for key in identity.keys.iter().filter(|key| !key.starts_with("near ")) {
            self.put(node.clone(), gt::identityKey, literal::zh(key));
        }
        match entity.class {
            Class::Policy => {
                if let Some(kind) = kinds::policy(&entity.label) {
                    self.put(node, gt::policyKind, literal::zh(kind));
                }
            }
            Class::Group => self.put(node, skos::inScheme, gt::groups),
            _ => {}
        }
    }

    fn mention(&mut self, mention: &Mention) {
        let entity = self.entity(&mention.entity());
        let span = self.words(mention.span);
        self.put(span, itsrdf::taIdentRef, entity);
    }

    fn subject(&self, claim: &Claim) -> NamedNode {
        match &claim.subject {
            Node::Article => self.graph.clone(),
            Node::Entity(entity) => self.entity(entity),
        }
    }

    fn object(&self, object: &Object) -> Term {
        match object {
            Object::Entity(entity) => self.entity(entity).into(),
            Object::Class(class) => kinds::base(*class).into_owned().into(),
            Object::Group(group) => self.group(*group).into(),
            Object::Date(date) => literal::date(*date).into(),
            Object::Text(text) => literal::zh(text).into(),
        }
    }

    fn group(&self, group: Group) -> NamedNode {
        self.iris.group(group.as_str())
    }

    /// The title of a post as the article has it.
    pub(super) fn title<'c>(&self, claim: &'c Claim) -> &'c str {
        self.object_words(claim)
    }

    /// The object of a claim in the article's words.
    pub(super) fn object_words<'c>(&self, claim: &'c Claim) -> &'c str {
        match &claim.object {
            Object::Entity(entity) => &entity.label,
            Object::Class(class) => class.as_str(),
            Object::Group(group) => group.as_str(),
            Object::Text(text) => text,
            Object::Date(_) => "",
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let subject = self.subject(claim);
        let object = self.object(&claim.object);
        match claim.relation {
            Relation::A => self.class(claim, &subject),
            Relation::Post => self.post(claim, &subject),
            Relation::Honor => self.state(claim, &subject, gt::holdsHonor, object),
            Relation::LocatedIn => self.state(claim, &subject, location(claim), object),
            Relation::PartOf => self.part(claim, &subject, object),
            Relation::IssuedBy => self.issued(claim, &subject, object),
            Relation::EffectiveOn => self.state(claim, &subject, gt::effectiveOn, object),
            Relation::LedBy => self.state(claim, &subject, gt::ledBy, object),
            Relation::Partner => self.state(claim, &subject, gt::partner, object),
            Relation::Implements => self.state(claim, &subject, gt::implements, object),
            Relation::Serves => self.state(claim, &subject, gt::serves, object),
            Relation::Organizer => self.state(claim, &subject, schema::organizer, object),
            Relation::Attendee => self.state(claim, &subject, schema::attendee, object),
            Relation::Date => self.date(claim, &subject, object),
            Relation::Target => self.indicator(claim, &subject, "target", gt::Target),
            Relation::Result => self.indicator(claim, &subject, "result", gt::Result),
            Relation::CooperatesWith => self.state(claim, &subject, gt::cooperatesWith, object),
            Relation::Alias => self.state(claim, &subject, skos::altLabel, object),
            Relation::Headline => self.state(claim, &subject, schema::headline, object),
            Relation::Byline => self.byline(claim, &subject),
            Relation::Source => self.credit(claim, &subject),
        }
    }

    /// The narrowest class carries the evidence; the broader one follows from the ontology.
    fn class(&mut self, claim: &Claim, subject: &NamedNode) {
        let (Object::Class(class), Node::Entity(entity)) = (&claim.object, &claim.subject) else { return };
        let narrow = kinds::narrow(*class, &entity.label, &claim.qualifiers);
        if kinds::is_administrative(&claim.qualifiers) {
            self.put(subject.clone(), rdf::TYPE, schema::AdministrativeArea);
        }
        self.state(claim, subject, rdf::TYPE, narrow.unwrap_or_else(|| kinds::base(*class)).into_owned());
    }

    fn post(&mut self, claim: &Claim, person: &NamedNode) {
        let title = self.title(claim);
        let organization = body(&claim.qualifiers).map(|o| self.entity(&o));
        let node = self.iris.membership(person, organization.as_ref(), title);
        let role = self.iris.role(title);
        self.state(claim, person, org::hasMembership, node.clone());
        self.put(node.clone(), rdf::TYPE, org::Membership);
        self.put(node.clone(), org::member, person.clone());
        self.put(node.clone(), org::role, role.clone());
        self.put(role.clone(), rdf::TYPE, org::Role);
        self.put(role, rdfs::LABEL, literal::zh(title));
        if let Some(organization) = organization {
            self.put(node, org::organization, organization.clone());
            self.state(claim, person, org::memberOf, organization);
        }
    }

    fn part(&mut self, claim: &Claim, subject: &NamedNode, object: Term) {
        let organization = matches!(&claim.subject, Node::Entity(e) if e.class == Class::Organization);
        let predicate = if organization { org::subOrganizationOf } else { dct::isPartOf };
        self.state(claim, subject, predicate, object);
        if let Some(ordinal) = claim.qualifiers.get(Qualifier::Ordinal) {
            self.put(subject.clone(), gt::ordinal, literal::number(ordinal));
        }
    }

    fn issued(&mut self, claim: &Claim, subject: &NamedNode, object: Term) {
        self.state(claim, subject, gt::issuedBy, object);
        if let Some(date) = claim.qualifiers.get(Qualifier::Date) {
            self.put(subject.clone(), dct::issued, literal::date_words(date));
        }
        if let Some(number) = claim.qualifiers.get(Qualifier::Number) {
            self.put(subject.clone(), gt::documentNumber, literal::zh(number));
        }
    }

    fn date(&mut self, claim: &Claim, subject: &NamedNode, object: Term) {
        self.state(claim, subject, schema::startDate, object);
        if let Some(end) = claim.qualifiers.get(Qualifier::End) {
            self.put(subject.clone(), schema::endDate, literal::date_words(end));
        }
    }

    fn indicator(&mut self, claim: &Claim, subject: &NamedNode, kind: &str, class: NamedNodeRef<'_>) {
        let (counted, qualifiers) = (self.object_words(claim), &claim.qualifiers);
        let subject_words = claim.subject_label(&self.article.key);
        let says = [subject.as_str(), counted, &qualifiers.to_column()];
        let node = self.iris.indicator(kind, subject_words, &says);
        self.state(claim, &node, gt::indicatorOf, subject.clone());
        self.put(node.clone(), rdf::TYPE, class);
        self.put(node.clone(), gt::counts, literal::zh(counted));
        let get = |key| qualifiers.get(key);
        let figure = format!(
            "{counted} {}{}{}",
            get(Qualifier::Comparator).filter(|c| *c != "=").unwrap_or(""),
            get(Qualifier::Value).unwrap_or(""),
            get(Qualifier::Unit).unwrap_or("")
        );
        self.put(node.clone(), rdfs::LABEL, literal::zh(figure.trim_end()));
        if let Some(value) = get(Qualifier::Value) {
            self.value(&node, value);
        }
        if let Some(unit) = get(Qualifier::Unit) {
            self.put(node.clone(), gt::unit, literal::zh(unit));
        }
        if let Some(comparator) = get(Qualifier::Comparator) {
            self.put(node.clone(), gt::comparator, Literal::new_simple_literal(comparator));
        }
        if let Some(by) = get(Qualifier::By) {
            self.put(node.clone(), gt::deadline, literal::date_words(by));
        }
        if let Some(period) = get(Qualifier::Period) {
            self.put(node, gt::period, literal::date_words(period));
        }
    }

    /// A number, or both ends of a range.
    fn value(&mut self, node: &NamedNode, words: &str) {
        match words.split_once("..") {
            Some((from, to)) => {
                self.put(node.clone(), gt::minimum, literal::number(from));
                self.put(node.clone(), gt::maximum, literal::number(to));
            }
            None => self.put(node.clone(), gt::value, literal::number(words)),
        }
    }

    /// Writers are known by name and newspaper only; photographers are a credit.
    fn byline(&mut self, claim: &Claim, article: &NamedNode) {
        let name = self.object_words(claim);
        if claim.qualifiers.get(Qualifier::Role) == Some("摄") {
            return self.state(claim, article, schema::creditText, literal::zh(name));
        }
        let author = self.iris.author(name, self.article.publisher.as_deref());
        self.put(author.clone(), rdf::TYPE, gt::Author);
        self.put(author.clone(), rdfs::LABEL, literal::zh(name));
        self.state(claim, article, schema::author, author);
    }

    fn credit(&mut self, claim: &Claim, article: &NamedNode) {
        let body = EntityRef::new(Class::Organization, self.object_words(claim));
        self.describe(&body);
        let node = self.entity(&body);
        self.state(claim, article, schema::sourceOrganization, node);
    }
}

/// Places lie in places; everything else is located there.
fn location(claim: &Claim) -> NamedNodeRef<'static> {
    match &claim.subject {
        Node::Entity(entity) if entity.class == Class::Place => schema::containedInPlace,
        _ => schema::location,
    }
}
