//! What speaks for and against a stretch of text being the name of a programme.

use crate::extract::han::is_han;
use crate::extract::initiative::candidate::{Candidate, Kind};
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};

/// The features of a candidate, by the names under which the weight table lists them.
#[must_use]
pub fn of(document: &Document<'_>, candidate: &Candidate, _lexicon: &Lexicon) -> Vec<String> {
    let text = document.text();
    let kind = match candidate.kind {
        Kind::QuotedHead => "qh",
        Kind::QuotedEnd => "qe",
        Kind::Quoted => "q",
        Kind::Open => "o",
        Kind::Listed => "l",
        Kind::Known => "k",
    };
    let mut features = vec![format!("kind={kind}"), format!("{kind}/{}", length(candidate.core.of(text)))];
    if let Some(head) = candidate.head.filter(|_| candidate.kind != Kind::Known) {
        let word = head.of(text);
        features.push(format!("head={word}"));
        features.push(format!("{kind}/head={word}"));
    }
    features.push(format!("border={}", candidate.border));
    features.push(format!("{kind}/border={}", class_of_border(&candidate.border)));
    if let Some(verb) = candidate.border.strip_prefix("verb:") {
        let launching =
            ["启动", "推出", "实施", "打造", "开展", "创新", "构建", "创建", "推行", "叫响", "擦亮", "深化"];
        if launching.iter().any(|word| verb.contains(word)) {
            features.push(format!("{kind}/launch"));
        }
    }
    features.push(format!("{kind}/next={}", next(text, candidate.span.end)));
    features.push(format!("{kind}/etc={}", list_noun(text, candidate.span.end)));
    shape(candidate.core.of(text), kind, &mut features);
    context(document, candidate, kind, &mut features);
    features.sort_unstable();
    features.dedup();
    features
}

fn length(words: &str) -> &'static str {
    match words.chars().count() {
        0..=2 => "len=2",
        3 => "len=3",
        4 => "len=4",
        5..=6 => "len=5",
        7..=10 => "len=7",
        11..=16 => "len=11",
        _ => "len=17",
    }
}

fn class_of_border(border: &str) -> &str {
    border.split(':').next().unwrap_or("")
}

/// What follows: a mark, or the first one or two characters.
fn next(text: &str, end: usize) -> String {
    let mut characters = text[end..].chars();
    match characters.next() {
        None => "end".to_owned(),
        Some(c) if is_han(c) && !matches!(c, '的' | '等' | '和' | '在' | '是' | '将' | '及' | '与') => {
            characters.next().filter(|d| is_han(*d)).map_or_else(|| c.to_string(), |d| format!("{c}{d}"))
        }
        Some(c) if c.is_whitespace() => "blank".to_owned(),
        Some(c) => c.to_string(),
    }
}

/// The noun behind 等 that says what a list is made of: “A”“B”等活动.
fn list_noun(text: &str, end: usize) -> &'static str {
    const NOUNS: [&str; 22] = [
        "活动", "品牌", "项目", "行动", "工程", "服务", "平台", "举措", "措施", "方式", "阵地", "机制", "模式", "课程",
        "主题", "荣誉", "称号", "奖", "问题", "企业", "单位", "产品",
    ];
    let mut rest = &text[end..];
    for _ in 0..8 {
        let after = rest.strip_prefix(['、', '，', '和', '及', '与']).unwrap_or(rest);
        let Some(quote) = after.strip_prefix('“') else { break };
        let Some(close) = quote.find('”').filter(|close| *close < 120) else { break };
        rest = &quote[close + '”'.len_utf8()..];
    }
    let Some(behind) = rest.strip_prefix('等') else { return "none" };
    let near: &str = behind.char_indices().nth(10).map_or(behind, |(at, _)| &behind[..at]);
    let clause = near.split(['，', '。', '；', '、']).next().unwrap_or(near);
    let mut best: Option<(usize, &'static str)> = None;
    for noun in NOUNS {
        if let Some(at) = clause.find(noun)
            && best.is_none_or(|(first, _)| at < first)
        {
            best = Some((at, noun));
        }
    }
    best.map_or("other", |(_, noun)| noun)
}

fn shape(words: &str, kind: &str, features: &mut Vec<String>) {
    if words.contains(['、', '，', ' ', '·', '\u{3000}']) {
        features.push(format!("{kind}/parts"));
    }
    if words.contains(|c: char| c.is_ascii_digit()) {
        features.push(format!("{kind}/digit"));
    }
    if words.contains(['+', '＋']) {
        features.push("plus".to_owned());
    }
    if words.contains("的") {
        features.push("de".to_owned());
    }
    if ["改造", "改建", "扩建", "新建", "扩容", "迁建", "一期", "二期", "枢纽"].iter().any(|work| words.contains(work))
    {
        features.push("construction".to_owned());
    }
    for (word, name) in [("工会", "union"), ("职工", "worker"), ("送", "send"), ("进", "into"), ("爱心", "love")]
    {
        if words.contains(word) {
            features.push(format!("has={name}"));
        }
    }
}

fn context(document: &Document<'_>, candidate: &Candidate, kind: &str, features: &mut Vec<String>) {
    let text = document.text();
    let sentence = document.article.sentence_span(candidate.span.start);
    let before = Span::new(sentence.start, candidate.span.start.max(sentence.start));
    if document.mentions_in(before).iter().any(|m| m.class == Class::Organization) {
        features.push("body-before".to_owned());
    }
    let day = document.dates.iter().any(|d| d.date.day.is_some() && sentence.contains(d.span));
    if day {
        features.push(format!("{kind}/day"));
    }
    let core = candidate.core.of(text);
    if document.times(core, 2) > 1 {
        features.push(format!("{kind}/again"));
    }
    if document.article.headline_span.contains(candidate.span) {
        features.push("in-headline".to_owned());
    } else if document.article.headline.as_deref().is_some_and(|headline| headline.contains(core)) {
        features.push("headline-has".to_owned());
    }
    if text[candidate.span.end..].starts_with("为主题") || text[candidate.span.end..].starts_with("主题") {
        features.push("theme".to_owned());
    }
    for mention in document.mentions_in(sentence) {
        if mention.span.overlaps(candidate.span) {
            match mention.class {
                Class::Event => features.push(format!("{kind}/event")),
                Class::Honor => features.push("honor".to_owned()),
                Class::Organization if mention.span.contains(candidate.span) => features.push("inside-body".to_owned()),
                Class::Policy => features.push("inside-policy".to_owned()),
                Class::Place if mention.span.contains(candidate.core) => features.push("inside-place".to_owned()),
                Class::Organization
                | Class::Place
                | Class::Person
                | Class::Measure
                | Class::Initiative
                | Class::Group
                | Class::Work => {}
            }
        }
    }
}
