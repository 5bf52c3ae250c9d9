//! Facts about events.

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, Object, Relation};
use crate::relate::Relator;

/// Organizers, participants, dates and places of events.
pub struct EventFacts;

impl Relator for EventFacts {
    fn name(&self) -> &'static str {
        "event"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        for m in document.mentions.iter().filter(|m| m.class == Class::Event) {
            claims.push(Claim::new(
                m.entity(),
                Relation::A,
                Object::Class(Class::Event),
                m.span,
                m.extractor,
                m.confidence,
            ));
        }
    }
}
