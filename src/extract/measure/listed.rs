//! The programmes of which a document says how many there are: 《计划》提出六大工程，包括楼宇提质工程、主体培育工程….

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::normal;
use crate::model::{Class, Document, Mention, Span};

/// Name under which they go.
const NAME: &str = "measure-listed";
/// Sentences after the number in which further ones may stand.
const REACH: usize = 12;
/// Nouns that such a part ends with.
const NOUNS: [&str; 3] = ["行动", "工程", "计划"];
/// What leads a name in the list and is none of it.
const LEADS: [&str; 15] = [
    "以及",
    "分别是",
    "分别为",
    "重点实施",
    "大力实施",
    "深入实施",
    "组织实施",
    "实施",
    "开展",
    "包括",
    "通过",
    "推进",
    "提出",
    "部署",
    "启动",
];

/// The parts that the sentences behind a number of programmes name, in the order of the text.
pub(super) fn parts(document: &Document<'_>) -> Vec<Mention> {
    let sentences = &document.article.sentences;
    let mut found = Vec::new();
    let mut next = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let Some((start, count)) = announced(document, sentence.span).filter(|_| number >= next) else { continue };
        let mut spans = names(document.text(), Span::new(start, sentence.span.end), false);
        for later in sentences.iter().skip(number + 1).take(REACH) {
            if spans.len() >= count || document.text()[sentence.span.end..later.span.start].contains('\n') {
                break;
            }
            spans.extend(names(document.text(), later.span, true));
        }
        spans.truncate(count);
        if spans.len() > 1 {
            next = number + 1;
            found.extend(spans.into_iter().map(|span| mention(document.text(), span)));
        }
    }
    found
}

fn mention(text: &str, span: Span) -> Mention {
    let mut mention = Mention::new(span, Class::Measure, normal::label(span.of(text)), NAME);
    mention.confidence = 0.8;
    mention
}

/// Where a sentence that a document speaks in goes on behind the document, and how many programmes it tells of
/// (六大行动, 等5项行动).
fn announced(document: &Document<'_>, sentence: Span) -> Option<(usize, usize)> {
    static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?P<n>[二三四五六七八九十]|1?[0-9])[大项个](?:重点|专项|具体|主要|提升|重大)?(?:行动|工程|计划)")
            .ok()
    });
    let text = document.text();
    let policy = document.mentions_in(sentence).iter().find(|m| m.class == Class::Policy)?;
    let opens = text[sentence.start..policy.span.start].trim_matches(['“', '"', ' ', '，', '\u{3000}']).is_empty();
    let start = policy.span.end.min(sentence.end);
    let count = COUNT.as_ref()?.captures(&text[start..sentence.end])?.name("n")?.as_str();
    let count = count
        .parse()
        .ok()
        .or_else(|| "一二三四五六七八九十".chars().position(|c| count.chars().eq([c])).map(|n| n + 1));
    count.filter(|&count| opens && count > 1).map(|count| (start, count))
}

/// The names in a range: parts between marks that end in such a noun; in `later` sentences those behind 实施 alone.
fn names(text: &str, range: Span, later: bool) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, part) in pieces(range.of(text)) {
        let mut name = part.trim_matches([' ', '\n', '\u{3000}']);
        let mut start = range.start + at + (part.len() - part.trim_start_matches([' ', '\n', '\u{3000}']).len());
        let mut led = false;
        while let Some(rest) = LEADS.iter().find_map(|lead| name.strip_prefix(lead)) {
            start += name.len() - rest.len();
            name = rest;
            led = true;
        }
        let name = name.split('等').next().unwrap_or(name).trim_end_matches(['“', '”']);
        let length = name.chars().count();
        let whole = NOUNS.iter().any(|noun| name.ends_with(noun)) && (5..=24).contains(&length);
        let counted =
            name.trim_start_matches('“').starts_with(|c: char| "二三四五六七八九十".contains(c) || c.is_ascii_digit());
        if whole && !counted && (!later || led || !found.is_empty()) {
            found.push(Span::new(start, start + name.len()));
        }
    }
    found
}

/// The pieces between marks, outside quotes; 和 parts only behind the noun of a name.
fn pieces(words: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in words.char_indices() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            _ => {}
        }
        let joined = matches!(c, '和' | '及') && NOUNS.iter().any(|noun| words[start..at].ends_with(noun));
        if !quoted && (matches!(c, '、' | '，' | '：' | '；' | '。' | ':' | ';' | '\n') || joined) {
            out.push((start, &words[start..at]));
            start = at + c.len_utf8();
        }
    }
    out.push((start, &words[start..]));
    out
}
