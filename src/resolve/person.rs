//! Persons: two of one name are one when both are tied to the same body, or to a body and a department of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Class, EntityRef, Qualifier, Relation};
use crate::resolve::Context;

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
        if keys.is_empty() {
            keys.insert(format!("article {}", self.here()));
        }
        keys.into_iter().collect()
    }

    fn body_key(&self, label: &str) -> String {
        let top = self.top(label);
        if self.is_vague(&top) { format!("{top} {}", self.here()) } else { top }
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

/// Joins namesakes that share a key, directly or through others, and gives each the smallest key of its group.
/// The result does not depend on the order of `people`.
///
/// ```
/// let keys = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
/// let people = [keys(&["市总工会"]), keys(&["人大常委会", "市总工会"]), keys(&["学校"])];
/// assert_eq!(gongtu::resolve::join(&people), ["人大常委会", "人大常委会", "学校"]);
/// ```
#[must_use]
pub fn join(people: &[Vec<String>]) -> Vec<String> {
    let mut smallest: BTreeMap<&str, &str> = BTreeMap::new();
    loop {
        let mut changed = false;
        for keys in people {
            let known = keys.iter().map(|key| *smallest.get(key.as_str()).unwrap_or(&key.as_str())).min();
            for key in keys {
                let slot = smallest.entry(key).or_insert(key);
                if let Some(known) = known.filter(|known| known < slot) {
                    *slot = known;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    people
        .iter()
        .map(|keys| {
            keys.first().and_then(|key| smallest.get(key.as_str())).map_or_else(String::new, |k| (*k).to_owned())
        })
        .collect()
}
