//! The people whom programmes and policies serve: a closed list of groups and the words for them.

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention};

/// Finds groups.
pub struct Groups;

impl Extractor for Groups {
    fn name(&self) -> &'static str {
        "group"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let text = document.text();
        let (list, not) = (lexicon.id("groups"), lexicon.id("groups_not"));
        let mut hits: Vec<Hit> = document.hits.iter().filter(|h| h.list == list || h.list == not).copied().collect();
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.list == list));
        let mut found = Vec::new();
        let mut end = 0;
        for hit in hits {
            if hit.span.start < end {
                continue;
            }
            end = hit.span.end;
            let Some(group) = lexicon.entry(hit).fields.first().filter(|_| hit.list == list) else { continue };
            let mut mention = Mention::new(hit.span, Class::Group, *group, "group");
            mention.anaphoric = hit.span.of(text) != *group;
            mention.confidence = 0.7;
            found.push(mention);
        }
        document.add_mentions(found);
    }
}
