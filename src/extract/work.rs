//! Works: films, songs, books, apps and channels – titles in 《》 that are no documents, and quoted names beside a noun
//! that says what they are.

use crate::extract::Extractor;
use crate::extract::brackets::{Bracketed, bracketed};
use crate::extract::normal;
use crate::extract::policy::names_document;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// Finds works.
pub struct Works;

const NAME: &str = "work";

impl Extractor for Works {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let text = document.text();
        let mut found = Vec::new();
        for title in bracketed(text, '《', '》') {
            if is_work(document, title, lexicon) {
                found.push(mention(text, title, 0.85));
            }
        }
        for name in bracketed(text, '“', '”') {
            if is_called_work(text, name, lexicon) {
                found.push(mention(text, name, 0.8));
            }
        }
        found.extend(known_names(document, lexicon));
        document.add_mentions(found);
    }
}

fn mention(text: &str, name: Bracketed, confidence: f32) -> Mention {
    let mut mention = Mention::new(name.outer, Class::Work, normal::label(name.inner.of(text)), NAME);
    mention.confidence = confidence;
    mention
}

/// A title that is neither document nor newspaper nor the name of a project or course.
fn is_work(document: &Document<'_>, title: Bracketed, lexicon: &Lexicon) -> bool {
    let text = document.text();
    let words = title.inner.of(text);
    let label = normal::label(words);
    let behind = &text[title.outer.end..];
    let newspaper = ["报", "周刊", "杂志"].iter().any(|end| label.ends_with(end)) && label.chars().count() <= 8;
    let taken = document.mentions.iter().any(|m| m.span.overlaps(title.outer) && !title.inner.contains(m.span))
        || lexicon.list("policy_kinds_short").contains(&label);
    let other = ["项目", "课程", "等项目", "国家标准", "系列国家标准"].iter().any(|word| behind.starts_with(word));
    let talk = ["的主题讲座", "的公益讲座", "两大话题", "公益讲座", "辅导报告"].iter().any(|w| behind.starts_with(w));
    !newspaper
        && !taken
        && !other
        && !talk
        && !names_document(&label, lexicon)
        && !words.contains(['！', '？', '。'])
        && label.chars().count() <= 30
}

/// A quoted name right behind a noun of works (电影“…”) or right before one (“…”客户端).
fn is_called_work(text: &str, name: Bracketed, lexicon: &Lexicon) -> bool {
    let words = name.inner.of(text);
    if words.contains(['，', '。', '？', '！', '、']) {
        return false;
    }
    let (before, behind) = (&text[..name.outer.start], &text[name.outer.end..]);
    let near = before.char_indices().rev().nth(5).map_or(before, |(at, _)| &before[at..]);
    lexicon.list("work_ends").longest_prefix(behind.trim_start()).is_some()
        || lexicon.list("work_kinds").longest_suffix(near).is_some()
}

/// Apps and platforms known without quotes; inside a longer name they say nothing.
fn known_names(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let text = document.text();
    let list = lexicon.id("work_names");
    let mut found: Vec<Mention> = Vec::new();
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let quoted = text[..hit.span.start].ends_with(['“', '《']);
        let span = if quoted { Span::new(hit.span.start - 3, hit.span.end + 3) } else { hit.span };
        if span.end > text.len() || !text.is_char_boundary(span.end) {
            continue;
        }
        if !document.mentions.iter().any(|m| m.span.overlaps(span)) {
            found.push(Mention::new(hit.span, Class::Work, normal::label(hit.span.of(text)), "work-list"));
        }
    }
    found
}
