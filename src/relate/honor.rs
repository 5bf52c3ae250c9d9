//! Who holds an honour.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Claim, Class, Document, Mention, Object, Qualifier, Relation, Span};
use crate::relate::Relator;

/// `honor`: the holder before a verb of award, or the person whom the honour stands before like a title.
pub struct HonorFacts;

impl Relator for HonorFacts {
    fn name(&self) -> &'static str {
        "honor"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        for honor in document.mentions.iter().filter(|m| m.class == Class::Honor) {
            let sentence = document.article.sentence_span(honor.span.start);
            let (holders, rule, confidence) = match awarded_to(document, sentence, honor) {
                holders if !holders.is_empty() => (holders, "honor:awarded", 0.8),
                _ => (titled(document, sentence, honor), "honor:title", 0.85),
            };
            for holder in holders {
                let object = Object::Entity(honor.entity());
                let claim = Claim::new(holder.entity(), Relation::Honor, object, sentence, rule, confidence);
                claims.push(claim.with(Qualifier::Date, year(document, honor)));
            }
        }
    }
}

fn holder(mention: &Mention) -> bool {
    matches!(mention.class, Class::Person | Class::Organization) && !mention.nested
}

/// 2022年全国五一劳动奖章: the year before it.
fn year(document: &Document<'_>, honor: &Mention) -> String {
    let before = document.dates.iter().find(|d| d.span.end == honor.span.start && d.date.month.is_none());
    before.map_or(String::new(), |d| d.date.to_string())
}

/// X荣获…, 授予X…, X、Y分别获评…
fn awarded_to<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"荣获|获评|获得|获授|获颁|荣膺|荣立|授予|被评为|评为|当选|喜获|斩获|获批|创成|评获|命名为|认定为|摘得|夺得|捧得|捧回|获|入选").ok()
    });
    let text = document.text();
    let before = &text[sentence.start..honor.span.start];
    let Some(verb) = VERB.as_ref().and_then(|r| r.find_iter(before).last()) else { return Vec::new() };
    let verb_span = Span::new(sentence.start + verb.start(), sentence.start + verb.end());
    let gap = &text[verb_span.end..honor.span.start];
    if gap.contains(['，', '。', '；']) && !gap.contains("、") || gap.chars().count() > 60 {
        return Vec::new();
    }
    let clause = before[..verb.start()].rsplit(['，', '。', '；']).next().unwrap_or("");
    let passive = clause.contains('被') || clause.contains('获');
    if verb.as_str() == "授予" && !passive {
        let given = document.mentions_in(Span::new(verb_span.end, honor.span.start));
        let given: Vec<&Mention> = given.iter().filter(|m| holder(m)).collect();
        let pronoun_given = given.is_empty() && gap.contains(['他', '她']);
        return if pronoun_given { pronoun(document, sentence, verb_span) } else { given };
    }
    let mut subjects: Vec<&Mention> = Vec::new();
    // 甲被乙授予: the receiver stands before 被.
    let until =
        before[..verb.start()].rfind('被').filter(|_| passive).map_or(verb_span.start, |at| sentence.start + at);
    let verb_span = Span::new(until, verb_span.end);
    let earlier = document.mentions_in(Span::new(sentence.start, until));
    for mention in earlier.iter().rev().filter(|m| holder(m) && m.span.end <= verb_span.start) {
        match subjects.last() {
            None => subjects.push(mention),
            Some(next) => {
                let between = &text[mention.span.end..next.span.start];
                let same = mention.class == next.class;
                if same && matches!(between, "、" | "和" | "与" | "及" | "，") {
                    subjects.push(mention);
                } else {
                    break;
                }
            }
        }
    }
    // Far from the verb, somebody else is its subject.
    if let Some(first) = subjects.first() {
        let far = if first.class == Class::Organization { 25 } else { 45 };
        if text[first.span.end..verb_span.start].chars().count() > far {
            subjects.clear();
        }
    }
    if subjects.is_empty() { pronoun(document, sentence, verb_span) } else { subjects }
}

/// 他先后荣获…: the last person of the sentences before.
fn pronoun<'d>(document: &'d Document<'_>, sentence: Span, verb: Span) -> Vec<&'d Mention> {
    let words = &document.text()[sentence.start..verb.start];
    let stands = words.contains(['他', '她']) || words.chars().count() <= 8;
    let number = document.article.sentence_at(sentence.start);
    if !stands || number == 0 {
        return Vec::new();
    }
    let from = document.article.sentences[number.saturating_sub(3)].span.start;
    let before = document.mentions_in(Span::new(from, sentence.start));
    before.iter().rev().find(|m| m.class == Class::Person && !m.nested).into_iter().collect()
}

/// 全国劳动模范、云州港务集团班组长李明远: the first person (or, behind 获得单位, body) behind it.
fn titled<'d>(document: &'d Document<'_>, sentence: Span, honor: &Mention) -> Vec<&'d Mention> {
    let text = document.text();
    let after = Span::new(honor.span.end, sentence.end);
    if text[sentence.start..honor.span.start].trim_end().ends_with("作为") {
        let near = |m: &&Mention| holder(m) && text[honor.span.end..m.span.start].chars().count() <= 6;
        return document.mentions_in(after).iter().find(near).into_iter().collect();
    }
    let unit = after.of(text).starts_with("获得单位");
    let wanted = |m: &&Mention| {
        let class = if unit { Class::Organization } else { Class::Person };
        m.class == class && !m.nested
    };
    let found = if unit {
        document.mentions_in(after).iter().rfind(wanted)
    } else {
        document.mentions_in(after).iter().find(wanted)
    };
    let Some(found) = found else { return Vec::new() };
    let gap = &text[honor.span.end..found.span.start];
    let broken = gap.contains(['。', '；', '，', '“', '：', '！']) && !unit;
    if broken || gap.chars().count() > 48 || gap.contains("评选") || gap.contains("等") && gap.chars().count() > 12 {
        return Vec::new();
    }
    vec![found]
}
