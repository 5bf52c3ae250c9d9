//! Programmes and events: the same name means another one elsewhere, under another leader, in another year.

use crate::model::{EntityRef, Identity, Object, Relation};
use crate::resolve::Context;

/// Characters from which the name of an event is more than its sort (座谈会, 慰问活动).
const NAME: usize = 6;

impl Context<'_> {
    pub(super) fn initiative(&self, initiative: &EntityRef, identity: &mut Identity) {
        let home = self.home(initiative);
        for leader in self.labels(initiative, Relation::LedBy) {
            identity.keys.push(format!("leader {leader}"));
        }
        match &home {
            Some(home) => identity.keys.push(format!("place {home}")),
            None => identity.keys.extend(self.near()),
        }
        identity.keys.sort();
        identity.distinction = home;
    }

    /// Where an initiative plays, or else who runs it.
    fn home(&self, initiative: &EntityRef) -> Option<String> {
        self.first(initiative, Relation::LocatedIn).or_else(|| {
            let leader = self.facts(initiative, Relation::LedBy).iter().map(|c| &c.object).min()?;
            match leader {
                Object::Entity(body) => self.first(body, Relation::LocatedIn).or_else(|| Some(body.label.clone())),
                Object::Class(_) | Object::Group(_) | Object::Date(_) | Object::Text(_) => None,
            }
        })
    }

    pub(super) fn event(&self, event: &EntityRef, identity: &mut Identity) {
        let label = &event.label;
        let stated = self.first(event, Relation::Date);
        let year = stated.as_ref().map(|date| date.chars().take(4).collect::<String>());
        let year = year.or_else(|| self.article.published.map(|date| date.year.to_string()));
        if is_numbered(label) {
            return;
        }
        if self.is_of_a_place(label) || label.starts_with("全国") {
            identity.distinction = Some(year.unwrap_or_else(|| self.here()));
            return;
        }
        identity.distinction = Some(self.here());
        if label.chars().count() < NAME {
            return;
        }
        let when = stated.or(year).unwrap_or_default();
        for place in self.labels(event, Relation::LocatedIn) {
            identity.keys.push(format!("{when} place {place}"));
        }
        for organizer in self.labels(event, Relation::Organizer) {
            identity.keys.push(format!("{when} organizer {organizer}"));
        }
        identity.keys.sort();
    }

    /// Labels that a thing has as objects of a relation, sorted.
    fn labels(&self, thing: &EntityRef, relation: Relation) -> std::collections::BTreeSet<String> {
        self.facts(thing, relation).iter().map(|claim| claim.object.label()).collect()
    }

    /// Whether a name begins with a place, in full or short (杭州亚运会).
    fn is_of_a_place(&self, label: &str) -> bool {
        let ends = label.char_indices().map(|(at, c)| at + c.len_utf8()).take(12);
        ends.skip(1).any(|end| {
            let words = &label[..end];
            !self.gazetteer.named(words).is_empty()
                || self.gazetteer.short_named(words).iter().any(|(_, sure)| *sure > 0)
        })
    }
}

/// Whether a name has a number of its own, so that one name is one event (第二届大国工匠论坛, 党的二十届三中全会).
fn is_numbered(label: &str) -> bool {
    let number = |c: char| "一二三四五六七八九十百0123456789首".contains(c);
    let letters: Vec<char> = label.chars().collect();
    letters.windows(2).any(|pair| number(pair[0]) && pair[1] == '届') && letters.len() >= 8
}
