//! Where a name could stand, and what stands around it.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span, TagKind};

/// What stands before a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Before {
    Office,
    Craft,
    Staff,
    Call,
    Appointed,
    Func,
    Body,
    List,
    Clause,
    Other,
}

/// What stands behind a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum After {
    Title,
    Speech,
    Honor,
    Verb,
    Func,
    List,
    Clause,
    Other,
}

/// What the tagger thinks of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A person's name.
    Same,
    /// A name that begins here and ends elsewhere.
    OtherEnd,
    /// A name across it.
    Across,
    /// No name of a person.
    None,
}

/// A string that could be a name, at one place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) weight: f32,
    pub(super) before: Before,
    pub(super) after: After,
    /// Another possible name stands right before or behind, parted by 、 or 和.
    pub(super) listed: bool,
    pub(super) tag: Verdict,
    /// A well-known person is called so.
    pub(super) known: bool,
}

/// Everything that could be a name.
pub(super) fn candidates(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let names = lexicon.names();
    let text = document.text();
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (number, &(start, character)) in chars.iter().enumerate() {
        if !names.is_surname(character) {
            continue;
        }
        for length in 2..=4 {
            let Some(&(last, c)) = chars.get(number + length - 1) else { break };
            if !is_han(c) {
                break;
            }
            let span = Span::new(start, last + c.len_utf8());
            let Some(weight) = names.weight(span.of(text)) else { continue };
            if weight < 0.0
                || named_after(&text[span.end..])
                || inside_other(document, span)
                || addressed(span.of(text))
            {
                continue;
            }
            found.push(Candidate {
                span,
                weight,
                before: before(document, lexicon, start),
                after: after(document, names, span.end),
                listed: false,
                tag: verdict(document, span),
                known: false,
            });
        }
    }
    add_known(document, lexicon, &mut found);
    add_tagged(document, lexicon, &mut found);
    mark_listed(text, &mut found);
    found
}

/// Marks the well-known names and adds those that the characters alone would not yield (习近平, 武切维奇).
fn add_known(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let text = document.text();
    let list = lexicon.id("known_people");
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let span = hit.span;
        if inside_other(document, span) || named_after(&text[span.end..]) {
            continue;
        }
        match found.iter_mut().find(|c| c.span == span) {
            Some(candidate) => candidate.known = true,
            None => found.push(Candidate {
                span,
                weight: 6.0,
                before: before(document, lexicon, span.start),
                after: after(document, lexicon.names(), span.end),
                listed: false,
                tag: verdict(document, span),
                known: true,
            }),
        }
    }
}

/// Adds the names that only the tagger sees (surnames that are rare, pen names).
fn add_tagged(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let text = document.text();
    for tag in document.tags.iter().filter(|tag| tag.kind == TagKind::Person && tag.confidence > 0.85) {
        let span = tag.span;
        let words = span.of(text);
        let shaped = (2..=4).contains(&words.chars().count()) && words.chars().all(is_han) && !addressed(words);
        if !shaped
            || named_after(&text[span.end..])
            || inside_other(document, span)
            || found.iter().any(|c| c.span == span)
        {
            continue;
        }
        found.push(Candidate {
            span,
            weight: 2.0,
            before: before(document, lexicon, span.start),
            after: after(document, lexicon.names(), span.end),
            listed: false,
            tag: Verdict::Same,
            known: false,
        });
    }
}

/// Whether the name before these words is only part of another name.
fn named_after(rest: &str) -> bool {
    NO_NAME_BEFORE.iter().any(|word| rest.starts_with(word))
}

fn verdict(document: &Document<'_>, span: Span) -> Verdict {
    let from = document.tags.partition_point(|tag| tag.span.end <= span.start);
    let mut verdict = Verdict::None;
    for tag in document.tags[from..].iter().take_while(|tag| tag.span.start < span.end) {
        if tag.kind == TagKind::Person {
            verdict = match (tag.span == span, tag.span.start == span.start) {
                (true, _) => return Verdict::Same,
                (_, true) => Verdict::OtherEnd,
                _ => Verdict::Across,
            };
        }
    }
    verdict
}

/// What makes a name part of another name: 毛泽东思想, 茅盾文学奖, 鲁迅故里.
#[rustfmt::skip]
const NO_NAME_BEFORE: &[&str] = &[
    "思想", "理论", "文学奖", "奖", "故里", "故居", "纪念", "路", "大道", "广场", "中学", "小学", "大学", "学院", "公园", "杯", "主义", "新时代中国特色", "精神", "志愿服务", "活动月", "墓",
    "村", "镇", "县",
];

/// Words that make a surname a form of address (王先生), no name.
#[rustfmt::skip]
const ADDRESS: &[&str] = &[
    "先生", "女士", "小姐", "太太", "师傅", "爷爷", "奶奶", "大爷", "大妈", "大姐", "大哥", "大叔", "大娘", "阿姨", "阿婆", "老师", "教授",
    "主席", "书记", "主任", "部长", "局长", "院长", "校长", "会长", "经理", "同学", "医生", "律师", "警官", "法官", "老汉", "婆婆", "某某",
    "某", "家人", "叔叔", "姨", "叔", "哥", "姐", "嫂", "婶", "伯", "师", "妈", "爸", "爷", "奶", "仔", "伯伯", "老板", "厂长", "队长", "站长", "班长", "市长", "县长", "区长", "董事", "总", "工", "老", "导", "镇长",
    "村长", "所长", "处长", "科长", "厅长", "省长", "司令", "政委", "连长", "团长", "师长", "军长", "夫妇", "姓", "氏", "家", "家村", "庄",
    "村", "镇", "县", "区", "市", "州", "路", "街道", "乡", "桥", "湖", "河", "江", "港", "岛",
];

/// Whether the word is a surname with a form of address, or a place's name.
fn addressed(name: &str) -> bool {
    let given = &name[name.chars().next().map_or(0, char::len_utf8)..];
    ADDRESS.iter().any(|word| given == *word || (word.len() > 3 && given.ends_with(word)))
}

fn mark_listed(text: &str, candidates: &mut [Candidate]) {
    let spans: Vec<(Span, f32)> = candidates.iter().map(|c| (c.span, c.weight)).collect();
    for candidate in candidates {
        let next = ["、", "和", "与", "及", " "].iter().find(|s| text[candidate.span.end..].starts_with(**s));
        let last = ["、", "和", "与", "及", " "].iter().find(|s| text[..candidate.span.start].ends_with(**s));
        let at = next.map(|s| candidate.span.end + s.len());
        let to = last.map(|s| candidate.span.start - s.len());
        candidate.listed =
            spans.iter().any(|(span, weight)| *weight > 3.0 && (Some(span.start) == at || Some(span.end) == to));
    }
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn inside_other(document: &Document<'_>, span: Span) -> bool {
    let from = document.mentions.partition_point(|m| m.span.start + 300 < span.start);
    document.mentions[from..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .any(|m| m.span.overlaps(span) && matches!(m.class, Class::Organization | Class::Place | Class::Work))
        || document.bylines.iter().any(|byline| byline.span.overlaps(span))
}

fn before(document: &Document<'_>, lexicon: &Lexicon, start: usize) -> Before {
    let names = lexicon.names();
    let text = document.text();
    let at = document.titles.partition_point(|title| title.span.end < start);
    if document.titles.get(at).is_some_and(|title| title.span.end == start) {
        let titles = lexicon.list("titles");
        let class = titles.longest_suffix(&document.titles[at].title).and_then(|(_, entry)| entry.fields.first());
        return match class {
            Some(&"staff") => Before::Staff,
            Some(&"office") => Before::Office,
            _ => Before::Craft,
        };
    }
    if document.mentions.iter().any(|m| m.span.end == start && m.class == Class::Organization) {
        return Before::Body;
    }
    let left = &text[..start];
    match names.before(left) {
        Some(("call", _)) => return Before::Call,
        Some(("appoint", _)) => return Before::Appointed,
        Some(_) => return Before::Func,
        None => {}
    }
    match left.chars().next_back() {
        Some('、' | '/' | '·') => Before::List,
        Some(c) if is_han(c) || c.is_alphanumeric() => Before::Other,
        _ => Before::Clause,
    }
}

fn after(document: &Document<'_>, names: &crate::lexicon::Names, end: usize) -> After {
    let text = document.text();
    let at = document.titles.partition_point(|title| title.span.start < end);
    let right = &text[end..];
    let class = names.after(right).map(|(class, _)| class);
    if class == Some("speech") {
        return After::Speech;
    }
    if document.titles.get(at).is_some_and(|title| title.span.start == end) {
        return After::Title;
    }
    match (class, right.chars().next()) {
        (Some("honor"), _) => After::Honor,
        (Some("verb"), _) => After::Verb,
        (Some(_), _) => After::Func,
        (None, Some('、' | '/')) => After::List,
        (None, Some(c)) if is_han(c) || c == '·' => After::Other,
        _ => After::Clause,
    }
}
