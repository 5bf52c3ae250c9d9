//! Persons: two of one name are one when both are tied to the same body, or to a body and a department of it.

use std::collections::BTreeSet;

use crate::model::{Class, EntityRef, Qualifier, Relation};
use crate::resolve::Context;
use crate::resolve::body::Parts;

/// How names of bodies of the whole country begin.
const NATIONAL: &[&str] = &["中共中央", "中华人民共和国", "全国", "国务院", "中央"];
/// How far up a department's line is followed.
const DEPTH: usize = 6;

impl Context<'_> {
    /// What ties a person to others of the name: the body at the top of each of their posts' lines. A person without
    /// a body is tied to this article alone.
    pub(super) fn person_keys(&self, person: &EntityRef) -> Vec<String> {
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for post in self.facts(person, Relation::Post) {
            if let Some(body) = post.qualifiers.get(Qualifier::Org) {
                keys.insert(self.body_key(body));
            }
        }
        let posts = self.facts(person, Relation::Post);
        let bodies: Vec<&str> = posts.iter().filter_map(|post| post.qualifiers.get(Qualifier::Org)).collect();
        keys.extend(bodies.iter().filter_map(|body| self.leads(body)).map(|code| format!("official {code}")));
        if self.lexicon.list("known_people").get(&person.label).is_some()
            && bodies.iter().all(|body| self.is_national(body))
        {
            keys.insert("known to all".to_owned());
        }
        if keys.is_empty() {
            keys.insert(format!("article {}", self.here()));
        }
        keys.into_iter().collect()
    }

    fn body_key(&self, label: &str) -> String {
        let top = self.top(label);
        if let Some(full) = self.in_full(&top) {
            return full.to_owned();
        }
        match self.parts(&top) {
            Some(Parts { code: Some(code), ambiguous: true, .. }) => format!("{top} {code}"),
            Some(Parts { code: None, .. }) => format!("{top} {}", self.here()),
            None if self.is_vague(&top) => format!("{top} {}", self.here()),
            Some(_) | None => top,
        }
    }

    /// Whether a body is one of the whole country, whose people everybody knows.
    fn is_national(&self, label: &str) -> bool {
        let list = self.lexicon.list("national_bodies");
        let own = |entry: &crate::lexicon::Entry| entry.fields.first().is_some_and(|full| label.starts_with(full));
        list.get(label).is_some() || list.entries.iter().any(own) || NATIONAL.iter().any(|word| label.starts_with(word))
    }

    /// The body at the top of a department's line.
    fn top(&self, label: &str) -> String {
        let mut body = EntityRef::new(Class::Organization, label);
        for _ in 0..DEPTH {
            let stated = self.first(&body, Relation::PartOf);
            let above = stated.or_else(|| {
                let of = |m: &&crate::model::Mention| m.class == Class::Organization && m.label == body.label;
                self.mentions.iter().filter(of).find_map(|m| m.parent.clone())
            });
            match above {
                Some(above) if above != body.label && body.label.starts_with(&above) => body.label = above,
                _ => break,
            }
        }
        body.label
    }
}
