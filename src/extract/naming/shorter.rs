//! Where else a name without quotes may begin: behind the verb that its first words are, behind a body or a place, or where
//! words begin that the article repeats.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span, last_characters};

/// No name has more beginnings to choose from.
const MOST: usize = 4;

/// Positions inside a name at which it may begin instead, in order. `head` is the noun that ends it.
#[must_use]
pub fn starts(document: &Document<'_>, lexicon: &Lexicon, span: Span, head: Span) -> Vec<usize> {
    let text = document.text();
    let verbs = lexicon.list("verbs");
    let mut found = Vec::new();
    let mut whole = None;
    for (cut, (offset, _)) in text[span.start..head.start].char_indices().skip(1).enumerate() {
        let at = span.start + offset;
        if found.len() == MOST || text[at..head.start].chars().nth(1).is_none() {
            break;
        }
        let near = last_characters(&text[span.start..at], 4);
        let verb =
            near.char_indices().any(|(from, _)| near[from..].chars().count() > 1 && verbs.contains(&near[from..]));
        let named = |m: &&Mention| {
            m.span.end == at
                && m.span.start >= span.start
                && !m.nested
                && matches!(m.class, Class::Organization | Class::Place | Class::Person | Class::Group)
        };
        let inside = || document.mentions_in(span).iter().any(|m| m.span.start < at && at < m.span.end);
        let mut repeated = || {
            let rest = &text[at..head.end];
            rest.chars().count() >= 4
                && document.times(rest, 3)
                    > *whole.get_or_insert_with(|| document.times(&text[span.start..head.end], 3))
        };
        if verb || document.mentions_in(span).iter().any(|m| named(&m)) || cut > 0 && !inside() && repeated() {
            found.push(at);
        }
    }
    found
}
