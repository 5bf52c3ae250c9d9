//! Which entities of different articles are one thing.
//!
//! [`identify`] says what an article alone knows of its entities: label, place, body, year, and the keys by which others
//! may know them too. [`across::settle`] looks at the whole set of articles, and at what people decided; it is the same
//! for every order of the articles and every way to cut them into runs.

pub mod across;
pub mod amend;
mod body;
pub mod decisions;
mod event;
mod groups;
mod person;
mod place;
pub mod unsure;

use std::collections::BTreeMap;

use crate::lexicon::{Gazetteer, Lexicon, Policies};
use crate::model::{
    Analysis, Article, Claim, Class, EntityRef, Identity, Mention, Node, Object, Qualifier, Relation, Summary,
    short_hash,
};

/// Characters of a title below which it is short for a title that the article gives (方案, 《意见》).
const TITLE: usize = 5;
/// What the full titles of laws begin with.
const REPUBLIC: &str = "中华人民共和国";

/// What an article alone knows of its entities.
#[must_use]
pub fn identify(analysis: &Analysis, lexicon: &Lexicon, policies: &Policies) -> Summary {
    let context = Context::new(&analysis.article, &analysis.mentions, &analysis.claims, lexicon, policies);
    let identity = |entity: EntityRef| {
        let mut identity = Identity::plain(&entity);
        context.distinguish(&entity, &mut identity);
        identity.names = context.other_names(&entity);
        identity
    };
    Summary { article: analysis.article.key.clone(), entities: context.entities().into_iter().map(identity).collect() }
}

/// What one article says, arranged for looking up.
struct Context<'a> {
    article: &'a Article,
    mentions: &'a [Mention],
    claims: &'a [Claim],
    lexicon: &'a Lexicon,
    gazetteer: &'a Gazetteer,
    policies: &'a Policies,
    facts: BTreeMap<Relation, BTreeMap<&'a EntityRef, Vec<&'a Claim>>>,
}

impl<'a> Context<'a> {
    fn new(
        article: &'a Article,
        mentions: &'a [Mention],
        claims: &'a [Claim],
        lexicon: &'a Lexicon,
        policies: &'a Policies,
    ) -> Self {
        let mut facts: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for claim in claims {
            if let Node::Entity(subject) = &claim.subject {
                facts.entry(claim.relation).or_default().entry(subject).or_default().push(claim);
            }
        }
        Self { article, mentions, claims, lexicon, gazetteer: lexicon.gazetteer(), policies, facts }
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
            if let (Relation::Source, Object::Text(body)) = (claim.relation, &claim.object) {
                found.insert(EntityRef::new(Class::Organization, body));
            }
            if let (Relation::Post, Some(body)) = (claim.relation, claim.qualifiers.get(Qualifier::Org)) {
                found.insert(EntityRef::new(Class::Organization, body));
            }
        }
        found
    }

    /// Other names that the article gives a thing.
    fn other_names(&self, entity: &EntityRef) -> Vec<String> {
        let stated = self.facts(entity, Relation::Alias).iter().map(|claim| claim.object.label());
        let names: std::collections::BTreeSet<String> = stated.filter(|name| *name != entity.label).collect();
        names.into_iter().collect()
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
            Class::Organization => self.body(entity, identity),
            Class::Policy => self.policy(entity, identity),
            Class::Measure => identity.distinction = self.policy_of(entity),
            Class::Initiative => self.initiative(entity, identity),
            Class::Event => self.event(entity, identity),
            Class::Honor | Class::Group | Class::Work => {}
        }
    }

    /// What keeps things of this article apart from those of all others.
    fn here(&self) -> String {
        let day = self.article.published.map(|d| d.to_string()).unwrap_or_default();
        short_hash(&[&self.article.key, self.article.publisher.as_deref().unwrap_or(""), &day])
    }

    /// A policy by its title, by its number, or as the known one that its title or short title means here.
    fn policy(&self, policy: &EntityRef, identity: &mut Identity) {
        if let Some(known) = self.known_policy(&policy.label) {
            identity.keys.push(format!("= {known}"));
        }
        for claim in self.facts(policy, Relation::IssuedBy) {
            let number = claim.qualifiers.get(Qualifier::Number);
            identity.keys.extend(number.map(|number| format!("= № {number}")));
        }
        let law = policy.label.strip_prefix(REPUBLIC).unwrap_or(&policy.label);
        let is_law = self.lexicon.list("laws").get(law).is_some();
        if is_law {
            identity.keys.push(format!("= {REPUBLIC}{law}"));
        }
        identity.keys.sort();
        identity.keys.dedup();
        if policy.label.chars().count() < TITLE && !is_law {
            identity.distinction = Some(self.here());
        }
    }

    /// The known policy of a title, or of a short title where the article plays in its place.
    fn known_policy(&self, label: &str) -> Option<String> {
        if let Some(known) = self.policies.get(label) {
            return Some(known.label.clone());
        }
        let codes = self.codes_named();
        let mut meant = self.policies.0.iter().filter(|known| {
            let called = known.aliases.iter().any(|alias| alias == label);
            called && codes.iter().any(|&code| self.gazetteer.is_within(code, known.place))
        });
        meant.next().filter(|_| meant.next().is_none()).map(|known| known.label.clone())
    }

    /// Codes of the divisions that the article names.
    fn codes_named(&self) -> Vec<u32> {
        let named = self.places_named("");
        named.iter().flat_map(|name| self.gazetteer.named(name)).copied().collect()
    }

    /// The policy that a measure is part of: as the article says, or the known one of a place that the article names.
    fn policy_of(&self, measure: &EntityRef) -> Option<String> {
        let stated = self.first(measure, Relation::PartOf);
        let known = stated.as_ref().and_then(|label| self.known_policy(label));
        known.or(stated).or_else(|| {
            let codes = self.codes_named();
            let mut known = self
                .policies
                .with_part(&measure.label)
                .filter(|policy| codes.iter().any(|&code| self.gazetteer.is_within(code, policy.place)));
            known.next().filter(|_| known.next().is_none()).map(|policy| policy.label.clone())
        })
    }
}
