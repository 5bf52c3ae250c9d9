//! Named parts of policies: those known beforehand, and those that the text numbers (《意见》从八个方面作出部署。一是…。二是…).

mod listed;

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::{Extractor, normal};
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Sentence, Span};

/// Finds parts of policies.
pub struct Measures;

const NAME: &str = "measure";
/// Name under which the numbered parts go.
const NUMBERED: &str = "measure-numbered";
/// Most characters between the policy and 一是: more say something else of it.
const REACH: usize = 24;

impl Extractor for Measures {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut found = known(document, lexicon);
        found.extend(numbered(document));
        found.extend(
            listed::parts(document)
                .into_iter()
                .filter(|m| !found.iter().any(|f| f.span.overlaps(m.span)))
                .collect::<Vec<_>>(),
        );
        document.mentions.retain(|m| m.class != Class::Initiative || !found.iter().any(|f| f.span.overlaps(m.span)));
        document.add_mentions(found);
    }
}

/// Parts of known policies that the article names, wherever their names stand.
fn known(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let text = document.text();
    let mut found = Vec::new();
    for policy in &lexicon.policies().0 {
        let named = document.mentions.iter().any(|m| m.class == Class::Policy && m.label == policy.label);
        for part in policy.named_parts.iter().filter(|_| named) {
            for (at, words) in text.match_indices(part.label.as_str()) {
                let mut mention =
                    Mention::new(Span::new(at, at + words.len()), Class::Measure, part.label.clone(), NAME);
                mention.confidence = 0.95;
                found.push(mention);
            }
        }
    }
    found
}

/// The items of a numbered list that a policy introduces.
fn numbered(document: &Document<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for (n, sentence) in document.article.sentences.iter().enumerate() {
        if items(document.text(), sentence.span).first().is_some_and(|(ordinal, _)| *ordinal == 1)
            && introduced(document, n)
        {
            let (mentions, _) = list(document, n);
            if mentions.len() > 1 {
                found.extend(mentions);
            }
        }
    }
    found
}

/// Whether the list that begins in a sentence numbers the parts of a policy: a short clause right before it, with the policy
/// as its subject and a word of setting out (《意见》从八个方面作出部署。一是…).
#[must_use]
fn introduced(document: &Document<'_>, number: usize) -> bool {
    static SETS_OUT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"方面|部署|提出|明确|包括|包含|主要内容|围绕|聚焦|规定|举措|任务").ok());
    let text = document.text();
    let sentences = &document.article.sentences;
    let first = sentences[number].span;
    let Some((_, list)) = items(text, first).first().copied() else { return false };
    let from = sentences[number.saturating_sub(1)].span.start;
    document.mentions_in(Span::new(from, list)).iter().filter(|m| m.class == Class::Policy && m.span.end <= list).any(
        |m| {
            let opens =
                text[..m.span.start].ends_with(['。', '\n', '，', '；', ' ', '\u{3000}', '：']) || m.span.start == 0;
            let between = &text[m.span.end..list];
            opens && between.chars().count() <= REACH && SETS_OUT.as_ref().is_some_and(|r| r.is_match(between))
        },
    )
}

/// The items from a sentence on, as long as their numbers go up; and the last of them.
fn list(document: &Document<'_>, from: usize) -> (Vec<Mention>, usize) {
    let text = document.text();
    let mut found = Vec::new();
    let mut last = 0;
    for sentence in document.article.sentences.iter().skip(from) {
        let here = items(text, sentence.span);
        if here.is_empty() && found.is_empty() {
            break;
        }
        for (ordinal, start) in here {
            if ordinal != last + 1 {
                return (found, last);
            }
            last = ordinal;
            if let Some(span) = named(text, start, *sentence) {
                let mut mention = Mention::new(span, Class::Measure, normal::label(span.of(text)), NUMBERED);
                mention.confidence = 0.8;
                found.push(mention);
            }
        }
    }
    (found, last)
}

/// Numbers at the beginnings of clauses (一是, 二是) and where the words behind each begin.
fn items(text: &str, span: Span) -> Vec<(usize, usize)> {
    static ITEM: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|[，。；：:;\n ])(?P<n>[一二三四五六七八九十]+)是").ok());
    let Some(item) = ITEM.as_ref() else { return Vec::new() };
    let words = span.of(text);
    let number = |digits: &str| "一二三四五六七八九十".chars().position(|c| digits.chars().eq([c])).map(|n| n + 1);
    item.captures_iter(words)
        .filter_map(|found| Some((number(found.name("n")?.as_str())?, span.start + found.get(0)?.end())))
        .collect()
}

/// The name of an item: its first clause, or the …行动 that it carries out.
fn named(text: &str, start: usize, sentence: Sentence) -> Option<Span> {
    let rest = &text[start..sentence.span.end.max(start)];
    let clause = rest.split(['，', '。', '；', '：', ',', ';', '\n']).next()?;
    let name = ["实施", "开展", "组织开展", "推进", "大力实施"]
        .iter()
        .filter_map(|verb| clause.strip_prefix(verb))
        .find(|name| ["行动", "工程", "计划"].iter().any(|noun| name.ends_with(noun)))
        .unwrap_or(clause);
    let from = start + (clause.len() - name.len());
    (4..=20).contains(&name.chars().count()).then(|| Span::new(from, from + name.len()))
}
