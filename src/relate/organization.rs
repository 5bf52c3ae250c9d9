//! What a body's name itself states: where it is, what it is part of, by what other names the article calls it.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Mention, Object, OrgKind, Relation, Span};
use crate::relate::Relator;

/// `locatedIn`, `partOf` and `alias` of organizations, `locatedIn` and `alias` of places.
pub struct Names;

impl Relator for Names {
    fn name(&self) -> &'static str {
        "name"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        for mention in &document.mentions {
            let span = document.article.sentence_span(mention.span.start).cover(mention.span);
            match mention.class {
                Class::Organization => organization(document, mention, span, claims),
                Class::Place => place(document, mention, span, claims),
                Class::Person
                | Class::Policy
                | Class::Measure
                | Class::Initiative
                | Class::Event
                | Class::Honor
                | Class::Group
                | Class::Work => {}
            }
        }
    }
}

fn organization(document: &Document<'_>, mention: &Mention, span: Span, claims: &mut Vec<Claim>) {
    let entity = mention.entity();
    // 中共江苏省委组织部 says that there is a 中共江苏省委; the article speaks of it only where it names it.
    let named = |label: &str| {
        mention.extractor != "organization:formal" || document.first(Class::Organization, label).is_some()
    };
    if let Some(parent) = mention.parent.as_ref().filter(|p| named(p)) {
        let object = Object::Entity(EntityRef::new(Class::Organization, parent.clone()));
        claims.push(Claim::new(entity.clone(), Relation::PartOf, object, span, "name:part", mention.confidence));
    }
    // A formal part of a public body is also where that body is; others where their own names say.
    let local = mention.extractor != "organization:formal"
        || matches!(mention.kind, Some(OrgKind::Party | OrgKind::Government | OrgKind::Judiciary));
    if let Some(place) = mention.place.as_ref().filter(|_| mention.parent.as_ref().is_none_or(|p| local || !named(p))) {
        let object = Object::Entity(EntityRef::new(Class::Place, place.clone()));
        claims.push(Claim::new(entity.clone(), Relation::LocatedIn, object, span, "name:place", mention.confidence));
    }
    alias(document, mention, span, claims);
}

/// The words of a mention without the larger places that its label leaves out before its own (湖北|襄阳市人社局).
fn behind_larger_places<'d>(document: &'d Document<'_>, mention: &Mention) -> &'d str {
    let text = document.text();
    let inside = || document.mentions_in(mention.span).iter().filter(|m| m.class == Class::Place);
    let mut start = mention.span.start;
    let larger = |at: usize| {
        let left_out = |m: &&Mention| !mention.label.contains(m.span.of(text)) && !mention.label.contains(&m.label);
        let own_follows = |m: &&Mention| inside().any(|own| own.span.start == m.span.end);
        inside().filter(|m| m.span.start == at).filter(left_out).find(own_follows)
    };
    while let Some(place) = larger(start) {
        start = place.span.end;
    }
    Span::new(start, mention.span.end).of(text)
}

/// Another form in the text, pronouns and bare units apart.
fn alias(document: &Document<'_>, mention: &Mention, span: Span, claims: &mut Vec<Claim>) {
    let words = behind_larger_places(document, mention);
    let surface: String = words.chars().filter(|c| !c.is_whitespace() && !"“”\"".contains(*c)).collect();
    let deictic = ["全省", "全市", "全县", "全区"].iter().any(|word| surface.starts_with(word));
    let pronoun = deictic || surface.starts_with(['我', '该', '本']);
    // 市委, 县政府 are what everybody says, no names of this body.
    let bare = surface.strip_prefix(['省', '市', '县', '区', '州', '镇', '乡']);
    let common = bare.is_some_and(|rest| matches!(rest, "委" | "政府" | "政协" | "人大" | "人大常委会"));
    let fuller = surface.chars().count() >= mention.label.chars().count();
    // A member of a list (教育、司法等部门) is no other name.
    let listed = matches!(
        mention.extractor,
        "organization:group" | "organization:list-of-places" | "organization:within" | "organization:local"
    ) || mention.extractor == "organization:formal" && mention.anaphoric;
    let part = mention.parent.is_some() && mention.extractor != "organization:formal";
    if listed || surface == mention.label || pronoun || common || fuller || part {
        return;
    }
    claims.push(Claim::new(
        mention.entity(),
        Relation::Alias,
        Object::Text(surface),
        span,
        "name:alias",
        mention.confidence,
    ));
}

fn place(document: &Document<'_>, mention: &Mention, span: Span, claims: &mut Vec<Claim>) {
    // 长三角, 昌吉州: regions and autonomous divisions by another name.
    let words: String = mention.span.of(document.text()).chars().filter(|c| !c.is_whitespace()).collect();
    let region =
        mention.extractor == "place:list" || mention.label.contains("自治州") || mention.label.contains("自治县");
    // 我国 is what everybody says, no name of this country.
    let pronoun = words.starts_with(['我', '该', '本']);
    let named = region && !pronoun && !mention.anaphoric && !mention.nested;
    if named && words != mention.label && words.chars().count() >= 2 {
        let rule = "name:alias";
        claims.push(Claim::new(mention.entity(), Relation::Alias, Object::Text(words), span, rule, mention.confidence));
    }
    let administrative = mention.level.is_some_and(|l| l.is_administrative());
    let seen: BTreeSet<&str> = BTreeSet::from([mention.label.as_str()]);
    if let Some(place) = mention.place.as_ref().filter(|p| !administrative && !seen.contains(p.as_str())) {
        let object = Object::Entity(EntityRef::new(Class::Place, place.clone()));
        claims.push(Claim::new(mention.entity(), Relation::LocatedIn, object, span, "name:place", mention.confidence));
    }
}
