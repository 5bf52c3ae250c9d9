//! Which entities of different articles are one thing.
//!
//! An entity's identity comes from its own article alone (label, place, body, year), so it depends neither on the order
//! of the articles nor on how they are cut into runs. Only persons are joined across articles, by [`join`]: that looks
//! at the whole set of namesakes and is the same for every order.

mod person;
mod place;

use std::collections::BTreeMap;

use crate::lexicon::{Gazetteer, Policies};
use crate::model::{
    Article, Claim, Class, EntityRef, Identities, Identity, Mention, Node, Object, Qualifier, Relation, short_hash,
};

pub use person::join;

/// The identities of an article's entities, as far as their labels alone do not tell.
#[must_use]
pub fn identify(
    article: &Article,
    mentions: &[Mention],
    claims: &[Claim],
    gazetteer: &Gazetteer,
    policies: &Policies,
) -> Identities {
    let context = Context::new(article, mentions, claims, gazetteer, policies);
    let mut identities = BTreeMap::new();
    for entity in context.entities() {
        let mut identity = Identity::plain(&entity);
        context.distinguish(&entity, &mut identity);
        if identity != Identity::plain(&entity) {
            identities.insert(entity, identity);
        }
    }
    Identities(identities)
}

/// What one article says, arranged for looking up.
struct Context<'a> {
    article: &'a Article,
    mentions: &'a [Mention],
    claims: &'a [Claim],
    gazetteer: &'a Gazetteer,
    policies: &'a Policies,
    facts: BTreeMap<Relation, BTreeMap<&'a EntityRef, Vec<&'a Claim>>>,
}

impl<'a> Context<'a> {
    fn new(
        article: &'a Article,
        mentions: &'a [Mention],
        claims: &'a [Claim],
        gazetteer: &'a Gazetteer,
        policies: &'a Policies,
    ) -> Self {
        let mut facts: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for claim in claims {
            if let Node::Entity(subject) = &claim.subject {
                facts.entry(claim.relation).or_default().entry(subject).or_default().push(claim);
            }
        }
        Self { article, mentions, claims, gazetteer, policies, facts }
    }

    fn entities(&self) -> std::collections::BTreeSet<EntityRef> {
        let mut found = std::collections::BTreeSet::new();
        for claim in self.claims {
            if let Node::Entity(entity) = &claim.subject {
                found.insert(entity.clone());
            }
            if let Object::Entity(entity) = &claim.object {
                found.insert(entity.clone());
            }
            if let (Relation::Post, Some(body)) = (claim.relation, claim.qualifiers.get(Qualifier::Org)) {
                found.insert(EntityRef::new(Class::Organization, body));
            }
        }
        found
    }

    fn facts(&self, entity: &EntityRef, relation: Relation) -> &[&'a Claim] {
        self.facts.get(&relation).and_then(|of| of.get(entity)).map_or(&[], Vec::as_slice)
    }

    /// The first label, in order of labels, that an entity has as object of a relation.
    fn first(&self, entity: &EntityRef, relation: Relation) -> Option<String> {
        self.facts(entity, relation).iter().map(|claim| claim.object.label()).min()
    }

    fn distinguish(&self, entity: &EntityRef, identity: &mut Identity) {
        match entity.class {
            Class::Person => {
                identity.keys = self.person_keys(entity);
                identity.distinction = identity.keys.first().map(|key| short_hash(&[key]));
            }
            Class::Place => self.locate(entity, identity),
            Class::Organization => identity.distinction = self.is_vague(&entity.label).then(|| self.here()),
            Class::Policy => identity.distinction = (entity.label.chars().count() < 5).then(|| self.here()),
            Class::Measure => identity.distinction = self.policy_of(entity),
            Class::Initiative => identity.distinction = self.home(entity),
            Class::Event => identity.distinction = self.when(entity),
            Class::Honor | Class::Group | Class::Work => {}
        }
    }

    /// What keeps things of this article apart from those of all others.
    fn here(&self) -> String {
        let day = self.article.published.map(|d| d.to_string()).unwrap_or_default();
        short_hash(&[&self.article.key, self.article.publisher.as_deref().unwrap_or(""), &day])
    }

    /// Whether a body's name means another body in every article (市总工会, 该公司).
    fn is_vague(&self, label: &str) -> bool {
        let mut chars = label.chars();
        let first = chars.next().unwrap_or(' ');
        if !"市省县区州镇乡该本我各".contains(first) {
            return false;
        }
        let ends = label.char_indices().skip(2).take(4).map(|(at, _)| at);
        !ends.into_iter().any(|end| !self.gazetteer.named(&label[..end]).is_empty())
    }

    /// The policy that a measure is part of: as the article says, or the known one of a place that the article names.
    fn policy_of(&self, measure: &EntityRef) -> Option<String> {
        let stated = self.first(measure, Relation::PartOf);
        stated.or_else(|| {
            let named = self.places_named("");
            let codes: Vec<u32> = named.iter().flat_map(|name| self.gazetteer.named(name)).copied().collect();
            let mut known = self
                .policies
                .with_part(&measure.label)
                .filter(|policy| codes.iter().any(|&code| self.gazetteer.is_within(code, policy.place)));
            known.next().filter(|_| known.next().is_none()).map(|policy| policy.label.clone())
        })
    }

    /// Where an initiative plays, or else who runs it: the same name means other things elsewhere.
    fn home(&self, initiative: &EntityRef) -> Option<String> {
        self.first(initiative, Relation::LocatedIn).or_else(|| {
            let leader = self.facts(initiative, Relation::LedBy).iter().map(|c| &c.object).min()?;
            match leader {
                Object::Entity(body) => self.first(body, Relation::LocatedIn).or_else(|| Some(body.label.clone())),
                Object::Class(_) | Object::Group(_) | Object::Date(_) | Object::Text(_) => None,
            }
        })
    }

    /// The year of an event, so that a yearly one is told from the last; short names (座谈会) are this article's own.
    fn when(&self, event: &EntityRef) -> Option<String> {
        if event.label.chars().count() < 8 {
            return Some(self.here());
        }
        let stated = self.first(event, Relation::Date).map(|date| date.chars().take(4).collect());
        stated.or_else(|| self.article.published.map(|date| date.year.to_string()))
    }
}
