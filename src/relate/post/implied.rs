//! Bodies that no mention names and a post implies: 海陵区人民政府 behind 海陵区区长, 莲花村党支部 behind 莲花村党支部书记. The
//! label itself states where they are, or what they are part of.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, EntityRef, Object, Relation};
use crate::relate::post::Found;

/// Where the implied bodies of posts are, or what they are part of.
pub(super) fn bodies(document: &Document<'_>, lexicon: &Lexicon, posts: &[Found]) -> Vec<Claim> {
    let known: BTreeSet<&str> =
        document.mentions.iter().filter(|m| m.class == Class::Organization).map(|m| m.label.as_str()).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut claims = Vec::new();
    for post in posts {
        let Some(label) = post.held.org.as_deref() else { continue };
        if known.contains(label) || !done.insert(label) {
            continue;
        }
        let span = document.article.sentence_span(post.span.start);
        let subject = EntityRef::new(Class::Organization, label);
        let whole = known.iter().filter(|whole| is_part(label, whole)).max_by_key(|whole| whole.len());
        let (relation, object) = match (whole, place(lexicon, post.held.place.as_deref(), label)) {
            (Some(_), _) if !is_department(label) => continue,
            (Some(whole), _) => (Relation::PartOf, EntityRef::new(Class::Organization, *whole)),
            (None, Some(place)) => (Relation::LocatedIn, EntityRef::new(Class::Place, place)),
            (None, None) => continue,
        };
        claims.push(Claim::new(subject, relation, Object::Entity(object), span, "post:implied", post.confidence - 0.1));
    }
    claims
}

/// Whether a label is the whole's label and the name of a department.
fn is_part(label: &str, whole: &str) -> bool {
    label.strip_prefix(whole).is_some_and(|rest| rest.chars().count() >= 2)
}

/// Whether a label ends as departments do. Others that begin with a body's name are as often bodies beside it (…街道|办事处) or
/// the body with words too many.
fn is_department(label: &str) -> bool {
    label.ends_with(['部', '科', '股', '司'])
}

/// The place that the label begins with (behind 中共): the one that stands before the title, else a division.
fn place(lexicon: &Lexicon, near: Option<&str>, label: &str) -> Option<String> {
    let name = label.strip_prefix("中共").unwrap_or(label);
    if let Some(near) = near.filter(|near| name.starts_with(near) && name.len() > near.len()) {
        return Some(near.to_owned());
    }
    let gazetteer = lexicon.gazetteer();
    let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).collect();
    let named = |end: &&usize| !gazetteer.named(&name[..**end]).is_empty() && **end < name.len();
    ends.iter().rev().find(named).map(|end| name[..*end].to_owned())
}
