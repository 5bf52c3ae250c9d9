//! Events: bounded happenings with a name, or a type and a topic.
//!
//! Heads (座谈会, 大赛, 活动) come from `event_heads`; the name reaches to the left as far as no border word stands
//! (`event_borders`). Candidates that name one happening are joined under one label; 会上, 活动现场 and the like
//! become mentions of the event that they mean.

pub mod candidate;
mod cluster;
mod name;
mod scene;

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention};

/// The mentions of the events among judged candidates, press conferences and news flashes among them.
#[must_use]
pub fn settled(document: &Document<'_>, mut candidates: Vec<candidate::Candidate>) -> Vec<Mention> {
    candidates.extend(scene::press(document, &candidates));
    candidates.extend(scene::flashes(document));
    cluster::settle(document.text(), candidates).into_iter().map(|n| mention(n, "event")).collect()
}

/// Finds visits, which have no name: after persons, since a visit is named by who goes where.
pub struct Visits;

impl Extractor for Visits {
    fn name(&self) -> &'static str {
        "visit"
    }

    fn extract(&self, document: &mut Document<'_>, _lexicon: &Lexicon) {
        let early = |m: &Mention| m.class == Class::Event && document.article.sentence_at(m.span.start) < 4;
        if document.mentions.iter().any(early) {
            return;
        }
        let named = cluster::settle(document.text(), scene::visits(document));
        document.add_mentions(named.into_iter().map(|n| mention(n, self.name())).collect());
    }
}

fn mention(named: cluster::Named, extractor: &'static str) -> Mention {
    let mut mention = Mention::new(named.span, Class::Event, named.label, extractor);
    mention.anaphoric = named.anaphoric;
    mention.confidence = named.confidence;
    mention
}
