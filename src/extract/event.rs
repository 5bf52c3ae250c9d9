//! Events: bounded happenings with a name, or a type and a topic.
//!
//! Heads (座谈会, 大赛, 活动) come from `event_heads`; the name reaches to the left as far as no border word stands
//! (`event_borders`). Candidates that name one happening are joined under one label; 会上, 活动现场 and the like
//! become mentions of the event that they mean.

pub(in crate::extract) mod candidate;
mod cluster;
mod name;
mod scene;

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention};

/// Finds events.
pub struct Events;

impl Extractor for Events {
    fn name(&self) -> &'static str {
        "event"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut candidates = candidate::find(document, lexicon);
        candidates.extend(scene::press(document, &candidates));
        candidates.extend(scene::flashes(document));
        let mut named = cluster::settle(document.text(), candidates.clone());
        if !named.iter().any(|n| document.article.sentence_at(n.span.start) < 4) {
            candidates.extend(scene::visits(document));
            named = cluster::settle(document.text(), candidates);
        }
        let mentions = named
            .into_iter()
            .map(|named| {
                let mut mention = Mention::new(named.span, Class::Event, named.label, self.name());
                mention.anaphoric = named.anaphoric;
                mention.confidence = named.confidence;
                mention
            })
            .collect();
        document.add_mentions(mentions);
    }
}
