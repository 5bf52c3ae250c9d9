//! The `a` rows: every entity that is named or takes part in a claim, with its class, kind or level.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Mention, Node, Object, OrgKind, Qualifier, Relation, Span};

/// One `a` claim for each entity of the document and of its claims.
#[must_use]
pub fn entities(document: &Document<'_>, lexicon: &Lexicon, claims: &[Claim]) -> Vec<Claim> {
    let mut known: BTreeSet<EntityRef> = BTreeSet::new();
    let mut out = Vec::new();
    for mention in &document.mentions {
        // A place inside another name is background unless a claim needs it (facts.md, “Place”).
        let inside =
            mention.class == Class::Place && (mention.nested && !above(document, mention) || mention.label == "中国");
        if !inside && mention.class != Class::Group && known.insert(mention.entity()) {
            out.push(of_mention(document, mention));
        }
    }
    for claim in claims {
        for entity in ends(claim) {
            if entity.class != Class::Group && known.insert(entity.clone()) {
                if let Some(mention) = document.first(entity.class, &entity.label) {
                    out.push(of_mention(document, mention));
                    continue;
                }
                let evidence = &claim.evidence;
                let object = Object::Class(entity.class);
                let row = Claim::new(
                    entity.clone(),
                    Relation::A,
                    object,
                    evidence.span,
                    evidence.rule.clone(),
                    evidence.confidence,
                );
                let kind = (entity.class == Class::Organization).then(|| kind_of(lexicon, &entity.label).as_str());
                out.push(row.with(Qualifier::Kind, kind.unwrap_or("")));
            }
        }
    }
    out
}

/// The entities that a claim needs.
pub fn ends(claim: &Claim) -> impl Iterator<Item = EntityRef> {
    let subject = match &claim.subject {
        Node::Entity(entity) => Some(entity.clone()),
        Node::Article => None,
    };
    let object = match &claim.object {
        Object::Entity(entity) => Some(entity.clone()),
        Object::Class(_) | Object::Group(_) | Object::Date(_) | Object::Text(_) => None,
    };
    // The body of a post is a qualifier, and an entity all the same.
    let body = claim.qualifiers.get(Qualifier::Org).map(|label| EntityRef::new(Class::Organization, label));
    subject.into_iter().chain(object).chain(body)
}

/// What sort of body a label without a mention names.
fn kind_of(lexicon: &Lexicon, label: &str) -> OrgKind {
    let listed = lexicon.list("org_suffixes").longest_suffix(label);
    let ends = |ends: &[&str]| ends.iter().any(|end| label.ends_with(end));
    if label.starts_with("中共") || ends(&["党委", "党支部", "党总支", "党工委", "党组"]) {
        OrgKind::Party
    } else if ends(&["政府", "办事处", "局", "厅"]) {
        OrgKind::Government
    } else {
        listed.and_then(|(_, entry)| OrgKind::from_word(entry.fields.first()?)).unwrap_or(OrgKind::Other)
    }
}

/// Whether another place follows directly: of 江西省吉安市峡江县实验小学, the first two stand for themselves.
fn above(document: &Document<'_>, mention: &Mention) -> bool {
    mention.level.is_some_and(|l| l.is_administrative())
        && document
            .mentions_in(Span::new(mention.span.end, mention.span.end + 1))
            .iter()
            .any(|m| m.class == Class::Place && m.span.start == mention.span.end && m.level > mention.level)
}

fn of_mention(document: &Document<'_>, mention: &Mention) -> Claim {
    let same = || document.mentions.iter().filter(|m| m.class == mention.class && m.label == mention.label);
    let best = same().max_by(|a, b| a.confidence.total_cmp(&b.confidence).then(b.span.cmp(&a.span))).unwrap_or(mention);
    let span: Span = document.article.sentence_span(best.span.start).cover(best.span);
    let kind = same().find_map(|m| m.kind).map_or("", |k| k.as_str());
    let level = same().find_map(|m| m.level).map_or("", |l| l.as_str());
    Claim::new(mention.entity(), Relation::A, Object::Class(mention.class), span, best.extractor, best.confidence)
        .with(Qualifier::Kind, kind)
        .with(Qualifier::Level, level)
}
