//! Where an event was.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Claim, Class, Document, EntityRef, Mention, Node, Object, PlaceLevel, Relation, Span};
use crate::relate::event::scope::Scope;

/// The place of an event: 在… in its sentence, for the main event else the place of the story.
pub fn place(document: &Document<'_>, scope: &Scope<'_>, claims: &mut Vec<Claim>) {
    for mention in scope.mentions.iter().filter(|m| !m.anaphoric || scope.main) {
        let sentence = document.article.sentence_span(mention.span.start);
        if let Some(place) = said(document, sentence, mention.span) {
            push(scope, place, sentence, "event:in", 0.8, claims);
            return;
        }
    }
    for mention in scope.mentions.iter().filter(|m| !m.anaphoric) {
        let sentence = document.article.sentence_span(mention.span.start);
        if let Some(place) = held_by(document, mention.span) {
            push(scope, place, sentence, "event:place-holds", 0.75, claims);
            return;
        }
    }
    let sentence = document.article.sentence_span(scope.event.span.start);
    let label = in_name(document, scope.event.span).or_else(|| of_organizer(document, scope, claims));
    if let Some(label) = label {
        let object = Object::Entity(EntityRef::new(Class::Place, label));
        let event = scope.event.entity();
        claims.push(Claim::new(event, Relation::LocatedIn, object, sentence, "event:home", 0.7));
    }
}

/// The place with which the name begins, itself or as part of a body: 云州市第九届人民代表大会第三次会议.
fn in_name(document: &Document<'_>, event: Span) -> Option<String> {
    let first = document.mentions_in(event).iter().find(|m| m.span.start <= event.start + 6 && m.span != event)?;
    match first.class {
        Class::Place if first.level.is_some_and(|l| l.is_administrative() && l > PlaceLevel::Province) => {
            Some(first.label.clone())
        }
        Class::Organization => first.place.clone(),
        _ => None,
    }
}

/// The place of a local organizer.
fn of_organizer(document: &Document<'_>, scope: &Scope<'_>, claims: &[Claim]) -> Option<String> {
    if !scope.main {
        return None;
    }
    let organizer = claims.iter().find_map(|c| match (&c.subject, c.relation, &c.object) {
        (Node::Entity(e), Relation::Organizer, Object::Entity(body)) if e.label == scope.event.label => Some(body),
        _ => None,
    })?;
    let body = document.first(Class::Organization, &organizer.label)?;
    body.place.clone().filter(|p| p.ends_with(['市', '县', '区', '镇', '乡', '旗', '州']) || p.ends_with("街道"))
}

fn push(scope: &Scope<'_>, place: &Mention, span: Span, rule: &str, confidence: f32, claims: &mut Vec<Claim>) {
    let object = Object::Entity(place.entity());
    claims.push(Claim::new(scope.event.entity(), Relation::LocatedIn, object, span, rule, confidence));
}

/// The places of a range, in order.
fn places<'d>(document: &'d Document<'_>, range: Span) -> impl Iterator<Item = &'d Mention> {
    document.mentions_in(range).iter().filter(move |m| m.class == Class::Place && range.contains(m.span))
}

/// 在云州市文化馆举行, 于云州举办, 走进云州: the smallest place behind such a word near the event.
fn said<'d>(document: &'d Document<'_>, sentence: Span, event: Span) -> Option<&'d Mention> {
    static AT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:在|于|走进|来到|赴|前往)$").ok());
    static HELD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"举行|举办|召开|开幕|开展|启动|拉开|开赛|落幕|闭幕|结业|开班|上演|开讲|揭牌|进行|展出|同步|开营|打响|圆满|隆重").ok()
    });
    let text = document.text();
    let at = AT.as_ref()?;
    let held = HELD.as_ref()?;
    let mut best: Option<&Mention> = None;
    for place in places(document, sentence).filter(|p| !event.contains(p.span)) {
        let before = &text[sentence.start..first_of_chain(document, place, sentence).start];
        let close = at.is_match(before.trim_end());
        let tail = &text[place.span.end..sentence.end];
        let tail = tail.char_indices().nth(16).map_or(tail, |(end, _)| &tail[..end]);
        let near_event = place.span.end <= event.start && text[place.span.end..event.start].chars().count() < 40;
        if close && (held.is_match(tail) || near_event) {
            best = Some(match best {
                Some(other) if rank(other) >= rank(place) => other,
                Some(_) | None => place,
            });
        }
    }
    best
}

/// The first of places that follow one another without a word between (江苏省南京市江宁区).
fn first_of_chain<'d>(document: &'d Document<'_>, place: &'d Mention, sentence: Span) -> Span {
    let mut first = place.span;
    loop {
        let before = document
            .mentions_in(Span::new(sentence.start, first.start))
            .iter()
            .find(|m| m.span.end == first.start && matches!(m.class, Class::Place));
        match before {
            Some(m) => first = m.span,
            None => return first,
        }
    }
}

/// Smaller places rank higher.
fn rank(place: &Mention) -> u8 {
    match place.level {
        Some(PlaceLevel::Site) => 7,
        Some(PlaceLevel::Village) => 6,
        Some(PlaceLevel::Town) => 5,
        Some(PlaceLevel::Region) => 4,
        Some(PlaceLevel::County) => 3,
        Some(PlaceLevel::City) => 2,
        Some(PlaceLevel::Province) => 1,
        Some(PlaceLevel::Country) | None => 0,
    }
}

/// 云州市召开…座谈会: the place that holds it.
fn held_by<'d>(document: &'d Document<'_>, event: Span) -> Option<&'d Mention> {
    static HOLDS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(?:[^，。；]{0,6})(?:举行|举办|召开|开展|组织|启动)[^，。；]{0,8}$").ok());
    let text = document.text();
    let sentence = document.article.sentence_span(event.start);
    let mut found = None;
    for place in places(document, Span::new(sentence.start, event.start)).filter(|p| !p.nested) {
        if HOLDS.as_ref().is_some_and(|r| r.is_match(&text[place.span.end..event.start])) {
            found = Some(place);
        }
    }
    found
}
