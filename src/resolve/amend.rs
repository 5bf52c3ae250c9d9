//! People's corrections → the claims of an article, before anything is made of them.

use crate::model::{
    Analysis, Claim, Class, Decision, EntityRef, Fact, Group, Node, Object, Qualifier, Qualifiers, Relation, Right,
    Verdict,
};
use crate::resolve::decisions::qualifiers;

/// Whether a correction may concern an article, as far as its key and the names in it tell.
#[must_use]
pub fn concerns(decision: &Decision, article: &str, named: impl Fn(&str) -> bool) -> bool {
    match &decision.verdict {
        Verdict::Wrong(fact) | Verdict::Right(fact, _) => {
            fact.article.as_ref().is_none_or(|key| key == article) && (fact.subject == article || named(&fact.subject))
        }
        Verdict::Same(..) | Verdict::Different(..) | Verdict::Alias(..) => false,
    }
}

/// Applies the corrections to an article; answers the ids of those that found their fact.
pub fn amend<'d>(analysis: &mut Analysis, decisions: impl IntoIterator<Item = &'d Decision>) -> Vec<&'d str> {
    let mut applied = Vec::new();
    for decision in decisions {
        let done = match &decision.verdict {
            Verdict::Wrong(fact) => wrong(analysis, fact),
            Verdict::Right(fact, right) => correct(analysis, fact, right, &decision.id),
            Verdict::Same(..) | Verdict::Different(..) | Verdict::Alias(..) => false,
        };
        if done {
            applied.push(decision.id.as_str());
        }
    }
    if !applied.is_empty() {
        analysis.claims.sort_by(|a, b| a.identity().cmp(&b.identity()));
        analysis.claims.dedup_by(|a, b| a.identity() == b.identity());
    }
    applied
}

/// Whether a claim is the fact.
fn states(claim: &Claim, article: &str, fact: &Fact) -> bool {
    claim.relation.as_str() == fact.relation
        && claim.subject_label(article) == fact.subject
        && claim.object.label() == fact.object
        && fact.qualifiers.as_ref().is_none_or(|wanted| claim.qualifiers.to_column() == *wanted)
}

fn matching(analysis: &Analysis, fact: &Fact) -> Vec<usize> {
    let key = &analysis.article.key;
    if fact.article.as_ref().is_some_and(|wanted| wanted != key) {
        return Vec::new();
    }
    (0..analysis.claims.len()).filter(|&at| states(&analysis.claims[at], key, fact)).collect()
}

/// Takes a wrong fact out; what is no thing at all goes with everything said of it.
fn wrong(analysis: &mut Analysis, fact: &Fact) -> bool {
    let found = matching(analysis, fact);
    if found.is_empty() {
        return false;
    }
    let things: Vec<EntityRef> = found.iter().filter_map(|&at| classified(&analysis.claims[at])).collect();
    let mut at = 0;
    analysis.claims.retain(|_| {
        at += 1;
        !found.contains(&(at - 1))
    });
    for thing in &things {
        forget(&mut analysis.claims, thing);
    }
    true
}

/// The thing that an `a` claim is about.
fn classified(claim: &Claim) -> Option<EntityRef> {
    match (&claim.subject, claim.relation) {
        (Node::Entity(entity), Relation::A) => Some(entity.clone()),
        _ => None,
    }
}

fn forget(claims: &mut Vec<Claim>, thing: &EntityRef) {
    claims.retain(|claim| {
        !matches!(&claim.subject, Node::Entity(e) if e == thing)
            && !matches!(&claim.object, Object::Entity(e) if e == thing)
    });
    if thing.class == Class::Organization {
        for claim in claims.iter_mut().filter(|c| c.qualifiers.get(Qualifier::Org) == Some(&thing.label)) {
            claim.qualifiers = claim.qualifiers.without(Qualifier::Org);
        }
    }
}

/// Puts the right values in the place of the wrong ones.
fn correct(analysis: &mut Analysis, fact: &Fact, right: &Right, id: &str) -> bool {
    let found = matching(analysis, fact);
    for &at in &found {
        if let Some(thing) = classified(&analysis.claims[at]) {
            rename(analysis, &thing, right);
        }
        let claim = &mut analysis.claims[at];
        if let (Some(label), Node::Entity(entity)) = (&right.subject, &mut claim.subject) {
            entity.label.clone_from(label);
        }
        if let Some(object) = right.object.as_ref().and_then(|label| replaced(&claim.object, label)) {
            if claim.relation == Relation::A {
                claim.qualifiers = Qualifiers::new();
            }
            claim.object = object;
        }
        if let Some(pairs) = right.qualifiers.as_ref().and_then(|column| qualifiers(column).ok()) {
            claim.qualifiers = pairs.into_iter().fold(Qualifiers::new(), |all, (key, value)| all.with(key, value));
        }
        claim.evidence.rule = format!("decision-{id}");
        claim.evidence.confidence = 1.0;
    }
    !found.is_empty()
}

fn replaced(old: &Object, label: &str) -> Option<Object> {
    Some(match old {
        Object::Entity(entity) => Object::Entity(EntityRef::new(entity.class, label)),
        Object::Class(_) => Object::Class(Class::from_word(label)?),
        Object::Group(_) => Object::Group(Group::from_word(label)?),
        Object::Date(_) => Object::Date(label.parse().ok()?),
        Object::Text(_) => Object::Text(label.to_owned()),
    })
}

/// Gives a thing another label or class wherever the article names it.
fn rename(analysis: &mut Analysis, old: &EntityRef, right: &Right) {
    let class = right.object.as_deref().and_then(Class::from_word).unwrap_or(old.class);
    let new = EntityRef::new(class, right.subject.clone().unwrap_or_else(|| old.label.clone()));
    for claim in &mut analysis.claims {
        if let Node::Entity(entity) = &mut claim.subject
            && entity == old
        {
            *entity = new.clone();
        }
        if let Object::Entity(entity) = &mut claim.object
            && entity == old
        {
            *entity = new.clone();
        }
        if old.class == Class::Organization && claim.qualifiers.get(Qualifier::Org) == Some(&old.label) {
            claim.qualifiers = claim.qualifiers.without(Qualifier::Org).with(Qualifier::Org, &new.label);
        }
    }
    for mention in analysis.mentions.iter_mut().filter(|m| m.class == old.class && m.label == old.label) {
        mention.class = new.class;
        mention.label.clone_from(&new.label);
    }
}
