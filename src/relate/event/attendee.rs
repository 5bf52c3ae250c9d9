//! Who takes part in an event.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Claim, Class, Document, Mention, Object, Relation};
use crate::relate::event::scope::Scope;

/// The persons of an article that tells of one event take part in it, but for those that it only mentions.
pub fn attendees(document: &Document<'_>, scope: &Scope<'_>, claims: &mut Vec<Claim>) {
    if !scope.main {
        return;
    }
    for person in document.mentions_in(scope.span).iter().filter(|m| m.class == Class::Person && !m.nested) {
        if only_mentioned(document, person) {
            continue;
        }
        let span = document.article.sentence_span(person.span.start);
        let with_event = scope.mentions.iter().any(|m| span.contains(m.span));
        let confidence = if with_event { 0.85 } else { 0.75 };
        let object = Object::Entity(person.entity());
        claims.push(Claim::new(scope.event.entity(), Relation::Attendee, object, span, "event:person", confidence));
    }
}

/// Whether the words around a person say that he is spoken of, not there.
fn only_mentioned(document: &Document<'_>, person: &Mention) -> bool {
    static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:选举|任命|提名|免去|追认|增补|纪念|缅怀|学习|以|讲述|代表作|核心|受|前任|原任|学者|烈士|围绕|据|了|《)$").ok()
    });
    static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:烈士|将军|故居|故里|纪念|事迹|精神|思想|同志为核心|总书记(?:关于|在|的|重要|系列|对|指出|强调|考察|视察)|劳模|劳模创新|工作室|的(?:妈妈|母亲|父亲|爸爸|妻子|丈夫|《)|主席(?:关于|在|的|重要)|委托)",
        )
        .ok()
    });
    let text = document.text();
    if person.label == "习近平" && !document.article.headline.as_deref().is_some_and(|h| h.contains("习近平")) {
        return true;
    }
    BEFORE.as_ref().is_some_and(|r| r.is_match(&text[..person.span.start]))
        || AFTER.as_ref().is_some_and(|r| r.is_match(&text[person.span.end..]))
}
