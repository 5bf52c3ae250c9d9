//! Documents named without 《》: laws, five-year plans, 关于…的决定, and titles behind a verb of issuing.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::brackets::Bracketed;
use crate::extract::han::is_han;
use crate::extract::normal;
use crate::extract::policy::names_document;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, Span};

/// Verbs behind which a title may stand, with the fewest characters that the title needs there.
const VERBS: [(&str, usize); 27] = [
    ("审议通过", 7),
    ("联合印发", 7),
    ("印发实施", 7),
    ("印发", 7),
    ("出台", 7),
    ("公布", 7),
    ("发布", 8),
    ("制定", 10),
    ("修订", 10),
    ("全面落实", 9),
    ("贯彻落实", 9),
    ("根据", 9),
    ("通过", 9),
    ("宣读", 6),
    ("下发", 8),
    ("转发", 9),
    ("编制", 9),
    ("审议", 8),
    ("贯彻实施", 9),
    ("落实", 9),
    ("按照", 9),
    ("执行", 9),
    ("解读", 8),
    ("公示", 7),
    ("列入", 8),
    ("纳入", 8),
    ("推出", 9),
];

/// No item of a list of titles is shorter.
const SHORTEST: usize = 7;

/// Words that make a title a description (多项管理办法, 相关实施细则).
const VAGUE: [&str; 17] = [
    "等",
    "系列",
    "多项",
    "一批",
    "相关",
    "有关",
    "具体",
    "配套",
    "各类",
    "各项",
    "若干项",
    "一项",
    "首部",
    "首个",
    "超过",
    "对",
    "并",
];

/// All documents named without 《》.
#[must_use]
pub fn titles(document: &Document<'_>, bracketed: &[Bracketed], lexicon: &Lexicon) -> Vec<Mention> {
    let text = document.text();
    let mut spans: Vec<(Span, f32)> = Vec::new();
    laws(document, lexicon, &mut spans);
    five_year_plans(text, &mut spans);
    about(text, &mut spans);
    issued(document, lexicon, &mut spans);
    let free = |span: &Span| !bracketed.iter().any(|b| b.outer.overlaps(*span));
    spans.retain(|(span, _)| free(span));
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|(span, _)| {
        span.start >= end && {
            end = span.end;
            true
        }
    });
    spans.into_iter().map(|(span, confidence)| mention(text, span, confidence)).collect()
}

fn mention(text: &str, span: Span, confidence: f32) -> Mention {
    let span = with_bracket_behind(text, span);
    let mut mention = Mention::new(span, Class::Policy, normal::label(span.of(text)), "policy-open");
    mention.confidence = confidence;
    mention
}

/// A title's （草案） or （2021—2035年） belongs to it.
fn with_bracket_behind(text: &str, span: Span) -> Span {
    static BRACKET: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[（(](?:草案|试行|暂行|征求意见稿|修订|修订草案|\d{4}[^）)]{0,12})[）)]").ok());
    let behind = BRACKET.as_ref().and_then(|b| b.find(&text[span.end..]));
    Span::new(span.start, span.end + behind.map_or(0, |found| found.end()))
}

fn laws(document: &Document<'_>, lexicon: &Lexicon, spans: &mut Vec<(Span, f32)>) {
    const STATE: &str = "中华人民共和国";
    let text = document.text();
    let list = lexicon.id("laws");
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let common = matches!(hit.span.of(text), "宪法" | "刑法" | "教育法" | "统计法" | "能源法" | "预算法");
        let state = text[..hit.span.start].ends_with(STATE);
        let goes_on = text[hit.span.end..]
            .starts_with(['律', '院', '官', '庭', '治', '学', '规', '制', '定', '援', '人', '业', '师', '精']);
        if !goes_on && (state || !common) {
            let start = if state { hit.span.start - STATE.len() } else { hit.span.start };
            spans.push((Span::new(start, hit.span.end), 0.9));
        }
    }
}

/// “十五五”规划, 十四五规划纲要.
fn five_year_plans(text: &str, spans: &mut Vec<(Span, f32)>) {
    static PLAN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:国家)?[“‘]?十[二三四五六七]五[”’]?(?:发展)?规划(?:纲要|建议)?").ok());
    let Some(plan) = PLAN.as_ref() else { return };
    spans.extend(plan.find_iter(text).map(|found| (Span::new(found.start(), found.end()), 0.9)));
}

/// 关于…的决定 behind a verb of adopting, or in a list of such titles.
fn about(text: &str, spans: &mut Vec<(Span, f32)>) {
    static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"关于[^，。；：！？《》\n]{3,70}?的?(?:决定|意见|通知|报告|议案|实施方案|方案|实施办法|办法|批复|决议|若干措施|建议)",
        )
        .ok()
    });
    let Some(about) = ABOUT.as_ref() else { return };
    for found in about.find_iter(text) {
        let before = text[..found.start()].trim_end_matches('了');
        let adopted =
            ["通过了", "通过", "印发", "出台", "发布", "公布", "制定", "签发", "下发", "宣读了", "宣读", "审议"]
                .iter()
                .any(|verb| before.ends_with(verb));
        let listed = before.ends_with(['和', '、', '）', '“'])
            && spans.last().is_some_and(|(span, _)| found.start() - span.end.min(found.start()) < 60);
        if adopted || listed || before.ends_with("国务院") || before.ends_with('“') {
            spans.push((Span::new(found.start(), found.end()), 0.8));
        }
    }
}

/// A title without 关于 behind a verb of issuing: 出台工匠人才培育实施办法.
fn issued(document: &Document<'_>, lexicon: &Lexicon, spans: &mut Vec<(Span, f32)>) {
    let text = document.text();
    let list = lexicon.id("policy_kinds_open");
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let published = is_published(&text[hit.span.end..]);
        let behind = text[hit.span.end..].chars().next().filter(|_| !published);
        if behind
            .is_some_and(|c| is_han(c) && !matches!(c, '的' | '和' | '及' | '与' | '并' | '，' | '对' | '正' | '今'))
        {
            continue;
        }
        let start = title_start(text, hit.span).or_else(|| subject_start(text, hit.span));
        if let Some(start) = start {
            let parts = items(text, Span::new(start, hit.span.end), lexicon);
            spans.extend(parts.into_iter().map(|part| (part, 0.75)));
        }
    }
}

/// The titles of a list (A实施办法、B工作要点和C行动计划): it is parted only behind a document noun.
fn items(text: &str, span: Span, lexicon: &Lexicon) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for (at, mark) in span.of(text).char_indices().filter(|(_, c)| matches!(c, '、' | '和' | '及' | '与')) {
        let at = span.start + at;
        if at > start && names_document(&text[start..at], lexicon) {
            parts.push(Span::new(start, at));
            start = at + mark.len_utf8();
        }
    }
    parts.push(Span::new(start, span.end));
    parts.retain(|part| part.of(text).chars().count() >= SHORTEST);
    parts
}

/// Whether the words behind a title say that it came out: 已经出台, 正式发布.
fn is_published(behind: &str) -> bool {
    static PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:已经|已|正式|近日|日前|今天|将于[^，。]{1,12}|，)*(?:出台|印发|发布|公布|施行|实施)").ok()
    });
    PUBLISHED.as_ref().is_some_and(|published| published.is_match(behind))
}

/// Where a title that is the subject of its clause begins (X资格条件已经出台): at the clause's start.
fn subject_start(text: &str, noun: Span) -> Option<usize> {
    if !is_published(&text[noun.end..]) {
        return None;
    }
    let mut start = clause_before(text, noun.start);
    for filler in ["目前", "近日", "日前", "今年", "此前"] {
        if text[start..noun.start].starts_with(filler) {
            start += filler.len();
        }
    }
    let words = &text[start..noun.end];
    let vague = VAGUE.iter().any(|word| words.contains(word)) || words.contains("的");
    (!vague && (9..=40).contains(&words.chars().count())).then_some(start)
}

/// Where the title that ends in a document noun begins: right behind the nearest verb of issuing in its clause.
fn title_start(text: &str, noun: Span) -> Option<usize> {
    let clause = clause_before(text, noun.start);
    let (at, verb, fewest) = VERBS
        .iter()
        .filter_map(|&(verb, fewest)| text[clause..noun.start].rfind(verb).map(|at| (clause + at, verb, fewest)))
        // The verb of 关于审议…的议案 belongs to the title.
        .filter(|&(at, _, _)| !text[clause..at].contains("关于"))
        .max_by_key(|&(at, verb, _)| (at + verb.len(), verb.len()))?;
    let mut start = at + verb.len();
    for filler in ["了", "实施", "施行", "我省", "我市", "我区", "我县"] {
        if text[start..noun.start].starts_with(filler) {
            start += filler.len();
        }
    }
    let words = text[start..noun.end].trim_start_matches('“');
    let vague = VAGUE.iter().any(|word| words.contains(word)) || words.starts_with(|c: char| c.is_ascii_digit());
    (!vague && words.chars().count() >= fewest.max(noun.of(text).chars().count() + 3)).then_some(start)
}

/// Start of the clause that holds a position, at most 60 characters back.
fn clause_before(text: &str, position: usize) -> usize {
    let mut start = position;
    for (at, character) in text[..position].char_indices().rev().take(60) {
        if matches!(character, '，' | '。' | '；' | '：' | '！' | '？' | '\n' | '《' | '》') {
            break;
        }
        start = at;
    }
    start
}
