//! Names without quotes that end in a noun of programmes: 数字技能提升行动.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::han::is_han;
use crate::extract::initiative::candidate::verbs::Verbs;
use crate::extract::initiative::candidate::{Candidate, Heads, Kind};
use crate::extract::naming::shorter;
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Document, Span};

/// Names without quotes that end in a noun of programmes.
pub(super) fn open(document: &Document<'_>, heads: &Heads, verbs: &Verbs) -> Vec<Candidate> {
    let text = document.text();
    let mut found = Vec::new();
    for (index, &(head, modes)) in heads.all.iter().enumerate() {
        let longer = |other: &(Span, &str)| other.1.contains('o') && other.0.contains(head) && other.0 != head;
        let near = index.saturating_sub(6)..(index + 6).min(heads.all.len());
        let longer = heads.all[near].iter().any(longer);
        if !modes.contains('o') || longer || goes_on(&text[head.end..]) {
            continue;
        }
        let (start, border) = verbs.left(document, head.start);
        let start = without_lead(text, start, head.start);
        let span = Span::new(start, head.end);
        let body = Span::new(start, head.start).of(text);
        if body.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).count() < 2 || generic(body) {
            continue;
        }
        found.push(Candidate {
            span,
            core: span,
            label: normal::label(span.of(text)),
            kind: Kind::Open,
            head: Some(head),
            border,
        });
    }
    found
}

/// The same name, begun later.
pub(super) fn shorter(
    document: &Document<'_>,
    candidate: &Candidate,
    verbs: &Verbs,
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let text = document.text();
    let Some(head) = candidate.head else { return Vec::new() };
    let begun = |start: usize| {
        let start = without_lead(text, start, head.start);
        let span = Span::new(start, head.end);
        let body = &text[start..head.start];
        let named = body.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).count() >= 2 && !generic(body);
        named.then(|| Candidate {
            span,
            core: span,
            label: normal::label(span.of(text)),
            border: verbs.border(text, start),
            ..candidate.clone()
        })
    };
    shorter::starts(document, lexicon, candidate.span, head).into_iter().filter_map(begun).collect()
}

/// Start of a name without the words before it that count or point: 全市110家, 此次, 第十二期.
fn without_lead(text: &str, start: usize, end: usize) -> usize {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?:全市|全省|全区|全县|我省|我市|本市|今年|近年来|同时|近日|目前|此外|其中|此次|本次|这次|该|本期|部分|原有|新建|新|更多|一家|一处|一个|一批|首个|首批)|第?[\d一二三四五六七八九十百两]+(?:余|多)?(?:家|个|处|座|项|次|期|届|大|条|支|名))+(?:的)?",
        )
        .ok()
    });
    let found = LEAD.as_ref().and_then(|lead| lead.find(&text[start..end]));
    start + found.map_or(0, |found| found.end())
}

/// Whether the characters behind a noun make it another word (工程师, 基金会).
fn goes_on(behind: &str) -> bool {
    const TAILS: [&str; 26] = [
        "师", "部", "会", "局", "公司", "集团", "院", "处", "员", "组织", "中心", "司", "厂", "化", "性", "者", "方案",
        "计划", "纲要", "指南", "学院", "学校", "商", "段", "生育", "办",
    ];
    TAILS.iter().any(|tail| behind.starts_with(tail))
}

fn generic(body: &str) -> bool {
    const WORDS: [&str; 40] = [
        "实际",
        "具体",
        "统一",
        "重大",
        "重点",
        "各类",
        "各项",
        "系列",
        "一系列",
        "相关",
        "有关",
        "此次",
        "本次",
        "这些",
        "志愿服务",
        "民生",
        "一批",
        "多项",
        "所有",
        "丰富",
        "工作",
        "体制",
        "长效",
        "常态",
        "社会保障",
        "服务",
        "管理",
        "公共服务",
        "基础设施",
        "文体",
        "文化",
        "群众性",
        "建设",
        "工程",
        "扶贫",
        "水利",
        "网络",
        "互联网",
        "电商",
        "形式多样",
    ];
    WORDS.contains(&body)
}
