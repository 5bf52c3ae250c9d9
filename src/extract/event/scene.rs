//! Happenings without a name of their own: press conferences, news flashes, visits.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::event::candidate::{Candidate, Head, Kind};
use crate::extract::label::plain_label;
use crate::model::{Class, Document, Mention, OrgKind, Sentence, Span};

/// Log odds of a press conference, of a flash, of a visit.
const PRESS: f32 = 1.2;
const FLASH: f32 = 0.8;
const VISIT: f32 = 1.0;

/// Names from a bare head and what the sentence says of it: 新闻发布会 that introduces a policy.
#[must_use]
pub fn press(document: &Document<'_>, candidates: &[Candidate]) -> Vec<Candidate> {
    let text = document.text();
    let mut out = Vec::new();
    for bare in candidates.iter().filter(|c| c.topic == 0 && is_press(c.head.span.of(text))) {
        let number = document.article.sentence_at(bare.head.span.start);
        let Some(sentence) = document.article.sentences.get(number) else { continue };
        let head = plain_label(bare.span.of(text));
        let head = head.trim_start_matches(|c: char| c.is_ascii_digit());
        let subject =
            policy_of(document, *sentence, bare.head.span).or_else(|| holder_of(document, sentence.span, bare.span));
        let Some(subject) = subject else { continue };
        out.push(Candidate {
            span: bare.span,
            head: bare.head,
            label: plain_label(&format!("{}{head}", subject.label)),
            topic: subject.label.chars().count(),
            deictic: false,
            score: PRESS,
            features: Vec::new(),
        });
    }
    out
}

fn is_press(head: &str) -> bool {
    ["发布会", "记者会", "吹风会", "通气会", "说明会"].iter().any(|word| head.ends_with(word))
}

/// The policy that the press conference is about: named in its sentence, or the last one before 发布会上.
fn policy_of<'d>(document: &'d Document<'_>, sentence: Sentence, head: Span) -> Option<&'d Mention> {
    let policy = |m: &&Mention| m.class == Class::Policy && m.label.chars().count() > 5;
    let here = document.mentions_in(sentence.span).iter().find(policy);
    if here.is_some() {
        return here;
    }
    let on_stage = document.text()[head.end..].starts_with('上');
    let before = document.mentions.iter().filter(|m| m.span.end <= sentence.span.start).rev().find(policy);
    before.filter(|_| on_stage)
}

/// The body that holds it, when nothing stands between but time and 举行.
fn holder_of<'d>(document: &'d Document<'_>, sentence: Span, name: Span) -> Option<&'d Mention> {
    static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:今天|今日|昨天|\d+月|\d+日|[（(][^）)]*[）)]|上午|下午|联合|举行|召开|举办|的|在|了|例行|，){0,8}$",
        )
        .ok()
    });
    let text = document.text();
    document
        .mentions_in(Span::new(sentence.start, name.start))
        .iter()
        .filter(|m| m.class == Class::Organization && m.span.end <= name.start)
        .find(|m| BETWEEN.as_ref().is_some_and(|r| r.is_match(&text[m.span.end..name.start])))
}

/// Headings inside a bulletin that tell of one happening: 深圳妈湾海底隧道正式通车.
#[must_use]
pub fn flashes(document: &Document<'_>) -> Vec<Candidate> {
    static LAUNCH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:我国)?(?:成功)?发射(.{3,30})$").ok());
    static DONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(.{4,34}?)(?:正式|顺利|成功|全面|全线|今日|今晚|今天)?(通车|合龙|贯通|投用|开馆|揭牌|启动|首播|播出|开通|展出|开园|投产|发射|竣工|启用|通航|首飞)$").ok()
    });
    let text = document.text();
    let mut out = Vec::new();
    for sentence in headings(document) {
        let words = sentence.span.of(text);
        if words.contains("行动启动") {
            continue;
        }
        let label = LAUNCH
            .as_ref()
            .and_then(|r| r.captures(words))
            .map(|c| format!("{}发射", &c[1]))
            .or_else(|| DONE.as_ref().and_then(|r| r.captures(words)).map(|c| format!("{}{}", &c[1], &c[2])));
        let Some(label) = label else { continue };
        let head = Head { span: sentence.span, kind: Kind::Ceremony, strength: 2 };
        out.push(Candidate {
            span: sentence.span,
            head,
            topic: label.chars().count(),
            label: plain_label(&label),
            deictic: false,
            score: FLASH,
            features: Vec::new(),
        });
    }
    out
}

/// The headings of an article that strings several items together, each a paragraph of one unended sentence.
fn headings(document: &Document<'_>) -> Vec<Sentence> {
    let sentences = &document.article.sentences;
    let text = document.text();
    let alone = |n: usize| {
        let here = sentences[n].paragraph;
        (n == 0 || sentences[n - 1].paragraph != here) && sentences.get(n + 1).is_none_or(|s| s.paragraph != here)
    };
    let unended = |s: &Sentence| !s.span.of(text).ends_with(['。', '！', '？', '；', '：', '”', '）', ')', '!', '?']);
    let found: Vec<Sentence> = (0..sentences.len())
        .filter(|&n| alone(n) && unended(&sentences[n]) && !document.article.headline_span.contains(sentences[n].span))
        .map(|n| sentences[n])
        .collect();
    if found.len() >= 3 { found } else { Vec::new() }
}

/// 李强在上海调研职业教育: who goes where and does what, for an article whose event has no name.
#[must_use]
pub fn visits(document: &Document<'_>) -> Vec<Candidate> {
    static VISIT_VERB: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:调研|考察|走访慰问|慰问|看望|走访|视察|督导检查|督导|督查|会见|专访)").ok());
    let text = document.text();
    let Some(verb) = VISIT_VERB.as_ref() else { return Vec::new() };
    for sentence in document.article.sentences.iter().take(4) {
        for found in verb.find_iter(sentence.span.of(text)) {
            let at = Span::new(sentence.span.start + found.start(), sentence.span.start + found.end());
            if let Some(candidate) = visit(document, sentence.span, at) {
                return vec![candidate];
            }
        }
    }
    Vec::new()
}

fn visit(document: &Document<'_>, sentence: Span, verb: Span) -> Option<Candidate> {
    let text = document.text();
    let clause = text[sentence.start..verb.start]
        .rfind(['。', '！', '；', '\n'])
        .map_or(sentence.start, |at| sentence.start + at + 3);
    let actor = document.mentions_in(Span::new(clause, verb.start)).iter().find(|m| {
        !m.nested && m.kind != Some(OrgKind::Media) && matches!(m.class, Class::Person | Class::Organization)
    })?;
    let near = |m: &&Mention| m.class == Class::Person && text[actor.span.end..m.span.start].chars().count() < 24;
    let actor = document.mentions_in(Span::new(actor.span.end, verb.start)).iter().find(near).unwrap_or(actor);
    let between = text.get(actor.span.end..verb.start)?;
    let moves = ["到", "赴", "走进", "前往", "深入", "在", "来到", "一行", "带队", "率"];
    if between.chars().count() > 40 || between.contains('。') {
        return None;
    }
    if !moves.iter().any(|w| between.contains(w)) && !between.is_empty() {
        return None;
    }
    let label = visit_label(document, sentence, actor, verb)?;
    let head = Head { span: verb, kind: Kind::Activity, strength: 1 };
    Some(Candidate {
        span: verb,
        head,
        topic: label.chars().count(),
        label: plain_label(&label),
        deictic: false,
        score: VISIT,
        features: Vec::new(),
    })
}

/// Who, where to, what: 李明远到云州港务集团慰问一线职工.
fn visit_label(document: &Document<'_>, sentence: Span, actor: &Mention, verb: Span) -> Option<String> {
    let text = document.text();
    let rest = &text[verb.end..sentence.end];
    if verb.of(text) == "会见" {
        let guests =
            document.mentions_in(Span::new(verb.end, sentence.end)).iter().filter(|m| m.class == Class::Person);
        let guests: Vec<&str> = guests.take(2).map(|m| m.label.as_str()).collect();
        return (!guests.is_empty()).then(|| format!("{}会见{}一行", actor.label, guests.join("与")));
    }
    let between = text.get(actor.span.end..verb.start)?;
    let goes = ["来到", "走进", "前往", "深入", "赴", "到", "在"];
    let goal = goes.iter().filter_map(|w| between.find(w).map(|at| &between[at..])).min_by_key(|goal| goal.len());
    let goal = goal.map_or("", |goal| goal.split(['，', '、', '（']).next().unwrap_or(""));
    let goal = goal.trim_end_matches("开展").trim_end_matches("进行");
    let rest = ["时来到", "时走进", "来到"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    let object =
        rest.find(|c: char| "，。；、（(！：\n ".contains(c) || c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
    let object = object.trim_start_matches('了');
    let wrong = ['组', '团', '品', '金', '员', '指', '费', '的', '时', '中', '报', '后', '过'];
    if object.chars().count() > 24 || object.starts_with(wrong) || goal.chars().count() > 24 {
        return None;
    }
    (object.chars().count() + goal.chars().count() >= 3)
        .then(|| format!("{}{goal}{}{object}", actor.label, verb.of(text)))
}
