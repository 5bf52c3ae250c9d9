//! Facts about events: organizers, partners, participants, dates, places, policies.
//!
//! What a sentence says in a set form is a rule of `data/rules/relation/event.toml`; here is what needs the article:
//! which event it tells of, who takes part in it without a word that says so, when and where it was.

mod attendee;
mod place;
pub(in crate::relate) mod scope;
mod time;

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Mention, Object, Qualifier, Relation};
use crate::relate::Relator;

/// Organizers, participants, dates and places of events.
pub struct EventFacts;

impl Relator for EventFacts {
    fn name(&self) -> &'static str {
        "event"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let scopes = scope::scopes(document);
        if scopes.is_empty() {
            return;
        }
        attendee::attendees(document, &scopes, claims);
        for scope in &scopes {
            time::date(document, scope, claims);
            named_organizer(document, scope, claims);
            visitor(scope, claims);
            place::place(document, scope, claims);
            policies(document, scope, claims);
        }
    }
}

/// A name that begins with a body is held by it: 云州市公安局新闻发布会.
fn named_organizer(document: &Document<'_>, scope: &scope::Scope<'_>, claims: &mut Vec<Claim>) {
    let organized = |c: &Claim| c.relation == Relation::Organizer && c.subject_label("") == scope.event.label;
    if claims.iter().any(organized) {
        return;
    }
    let span = document.article.sentence_span(scope.event.span.start);
    if let Some(label) = assembly(&scope.event.label) {
        let object = Object::Entity(EntityRef::new(Class::Organization, label));
        claims.push(Claim::new(scope.event.entity(), Relation::Organizer, object, span, "event:assembly", 0.85));
        return;
    }
    let leading = |m: &&Mention| m.class == Class::Organization && scope.event.label.starts_with(&m.label);
    let Some(body) = document.mentions.iter().filter(leading).max_by_key(|m| m.label.len()) else { return };
    let rest = &scope.event.label[body.label.len()..];
    if rest.starts_with(['与', '和', '、'])
        || !rest.ends_with('会') && !rest.ends_with("会议") && !rest.ends_with("仪式")
    {
        return;
    }
    let object = Object::Entity(body.entity());
    claims.push(Claim::new(scope.event.entity(), Relation::Organizer, object, span, "event:named", 0.8));
}

/// Whoever sends the people of a visit or a gift holds it: 云州市总工会主席李明远到工地开展“送清凉”慰问活动.
fn visitor(scope: &scope::Scope<'_>, claims: &mut Vec<Claim>) {
    let sent = ["慰问", "走访", "送清凉", "送温暖", "看望"].iter().any(|w| scope.event.label.contains(w));
    let of_event = |c: &&Claim| c.subject_label("") == scope.event.label;
    if !sent || claims.iter().filter(of_event).any(|c| c.relation == Relation::Organizer) {
        return;
    }
    let Some((person, span)) = claims.iter().filter(of_event).find_map(|c| match (&c.object, c.relation) {
        (Object::Entity(e), Relation::Attendee) if e.class == Class::Person => Some((e.label.clone(), c.evidence.span)),
        _ => None,
    }) else {
        return;
    };
    let bodies: Vec<&str> = claims
        .iter()
        .filter(|c| c.relation == Relation::Post && c.subject_label("") == person)
        .filter_map(|c| c.qualifiers.get(Qualifier::Org))
        .collect();
    let Some(body) = bodies.iter().find(|b| b.ends_with("工会") || b.ends_with("工会联合会")) else { return };
    let object = Object::Entity(EntityRef::new(Class::Organization, *body));
    claims.push(Claim::new(scope.event.entity(), Relation::Organizer, object, span, "event:visitor", 0.7));
}

/// The body whose session the name is: 云州市第九届人民代表大会第三次会议.
fn assembly(label: &str) -> Option<String> {
    static SESSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(.*?)第?[一二三四五六七八九十]+届(全国)?(人民代表大会|人大|全国委员会|委员会|董事会|理事会|监事会)?(常务委员会|常委会)?第?[一二三四五六七八九十百]+次.*会议",
        )
        .ok()
    });
    let found = SESSION.as_ref()?.captures(label)?;
    let group = |n: usize| found.get(n).map_or("", |m| m.as_str());
    let place = format!("{}{}", group(1), group(2));
    let standing = !group(4).is_empty();
    Some(match group(3) {
        _ if place.is_empty() => return None,
        "人民代表大会" | "人大" if standing => format!("{place}人大常委会"),
        "人民代表大会" | "人大" => format!("{place}人民代表大会"),
        "董事会" | "理事会" | "监事会" => format!("{place}{}", group(3)),
        _ if place.ends_with("政协") && standing => format!("{place}常委会"),
        _ if place.ends_with("政协") => place,
        _ => return None,
    })
}

/// A policy inside the name of an event is what it is about.
fn policies(document: &Document<'_>, scope: &scope::Scope<'_>, claims: &mut Vec<Claim>) {
    for policy in document.mentions.iter().filter(|m| matches!(m.class, Class::Policy | Class::Measure)) {
        if policy.label.chars().count() > 3 && scope.event.label.contains(&policy.label) {
            let span = document.article.sentence_span(scope.event.span.start);
            let object = Object::Entity(policy.entity());
            claims.push(Claim::new(scope.event.entity(), Relation::Implements, object, span, "event:policy", 0.8));
        }
    }
}
