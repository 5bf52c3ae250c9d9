//! What an article speaks of where a figure stands: the entities that opened its last clauses, and those that its words
//! take up again without naming them (“学校占地140亩” of a school named before).

use crate::model::{Class, Document, Span};
use crate::relate::figure::gate::CLAUSE_ENDS;
use crate::relate::figure::subject::cast::{Cast, Entity};
use crate::relate::figure::vocabulary::Vocabulary;

/// How many of the entities that opened clauses are kept.
const KEPT: usize = 4;

/// Sentences back from which openers are looked for.
const REACH: usize = 8;

/// Mentions before a position among which one that covers it is looked for.
const NEAR: usize = 12;

/// The entities that opened the last clauses before a position, the last one first: what is spoken of.
pub(super) fn topics(cast: &Cast<'_, '_>, sentence: usize, at: usize) -> Vec<usize> {
    let mentions = &cast.document.mentions;
    let mut out = Vec::with_capacity(KEPT);
    for index in (sentence.saturating_sub(REACH)..=sentence).rev() {
        for (_, mention) in cast.openers.get(index).into_iter().flatten().rev() {
            let Some(entity) = cast.of_mention[*mention].filter(|_| mentions[*mention].span.end <= at) else {
                continue;
            };
            if !out.contains(&entity) {
                out.push(entity);
            }
            if out.len() == KEPT {
                return out;
            }
        }
    }
    out
}

/// Where the paragraph of a sentence begins, and where its first sentence ends.
pub(super) fn paragraph(document: &Document<'_>, sentence: usize) -> (usize, usize) {
    let sentences = &document.article.sentences;
    let Some(own) = sentences.get(sentence) else { return (0, 0) };
    let first = sentences[..=sentence].partition_point(|s| s.paragraph < own.paragraph);
    (sentences[first].span.start, sentences[first].span.end)
}

/// How the words before a figure take an entity up: by the end of its name (the school, this contest), outside its mentions.
pub(super) fn echo(v: &Vocabulary, document: &Document<'_>, entity: &Entity<'_>, words: Span) -> Option<&'static str> {
    let label = entity.entity.label.as_str();
    if entity.entity.class == Class::Place && label.chars().count() < 4 {
        return None;
    }
    let end = entity.end();
    let text = words.of(document.text());
    let named = |at: usize| {
        let span = Span::new(words.start + at, words.start + at + end.len());
        let upto = document.mentions.partition_point(|m| m.span.start <= span.start);
        document.mentions[..upto].iter().rev().take(NEAR).any(|m| m.span.contains(span) && !m.anaphoric)
    };
    let mut found = None;
    for (at, _) in text.match_indices(end) {
        if named(at) {
            continue;
        }
        let before = &text[..at];
        if v.deixis.iter().any(|w| before.ends_with(w)) {
            return Some("this");
        }
        found = Some(if before.is_empty() || before.ends_with(CLAUSE_ENDS) { "opens" } else { "inside" });
    }
    found
}
