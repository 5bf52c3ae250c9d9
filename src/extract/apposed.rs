//! Bodies that only their place tells: the words between a border and the titles before a person's name
//! (中建七局|党委书记、董事长张三). No suffix and no list is needed; the name behind the title proves them.

use crate::extract::Extractor;
use crate::extract::boundary::left_extent;
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, Span, TitleMention};

/// Finds bodies by the titles behind them.
pub struct Apposed;

/// Longest name of such a body, in characters.
const LONGEST: usize = 24;

/// Ends of parts of bodies that nobody knows without the body.
const PARTS: &[&str] = &["科", "股", "处", "室", "部", "支部", "党总支", "领导小组", "大队", "中队", "班组", "车间"];

/// Farthest body that a part may belong to, in bytes.
const REACH: usize = 900;

/// Ends of words that are no names by themselves.
const GENERIC: &[&str] =
    &["名", "位", "岁", "任", "届", "年轻", "著名", "知名", "等", "优秀", "资深", "原", "前", "现任", "时任"];

/// Ends of the names of departments.
#[rustfmt::skip]
const DEPARTMENTS: &[&str] = &[
    "部", "处", "科", "室", "中心", "办", "队", "站", "所", "院", "系", "公司", "会", "组", "局", "厂", "店", "班", "段", "委", "馆", "社",
    "园", "群",
];

/// Verbs that stand before a body's name and never inside one.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "会见", "采访", "特邀", "邀请", "陪同", "慰问", "走访", "考察", "接待", "感谢", "聘请", "任命", "选举", "接受", "兼", "受聘", "担任", "来自", "获得者", "代表",
    "先进个人", "劳动模范", "奖章", "劳模",
];

impl Extractor for Apposed {
    fn name(&self) -> &'static str {
        "organization:apposed"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut found: Vec<Mention> = Vec::new();
        let persons: Vec<usize> =
            document.mentions.iter().filter(|m| m.class == Class::Person).map(|m| m.span.start).collect();
        for person in persons {
            for title in row(document, person) {
                if let Some(mention) = body(document, lexicon, title, self.name())
                    && !found.iter().any(|other| other.span.overlaps(mention.span))
                {
                    found.push(mention);
                }
            }
        }
        document.add_mentions(found);
    }
}

/// The titles that stand in a row before a position.
fn row<'d>(document: &'d Document<'_>, end: usize) -> Vec<&'d TitleMention> {
    let text = document.text();
    let mut titles = Vec::new();
    let mut at = text[..end].trim_end_matches([' ', '\u{3000}']).len();
    while let Some(title) = ending(document, at) {
        titles.push(title);
        at = text[..title.span.start].trim_end_matches([' ', '\u{3000}', '、', '兼', '和', '及', '暨']).len();
        // A body between two titles: go on behind it.
        let from = document.mentions.partition_point(|m| m.span.start + 200 < at);
        let body = document.mentions[from..]
            .iter()
            .filter(|m| m.span.end == at && m.class == Class::Organization)
            .min_by_key(|m| m.span.start);
        if let Some(body) = body {
            at = text[..body.span.start].trim_end_matches([' ', '\u{3000}', '、', '兼', '和', '及', '暨']).len();
        }
    }
    titles
}

fn ending<'d>(document: &'d Document<'_>, at: usize) -> Option<&'d TitleMention> {
    let number = document.titles.partition_point(|t| t.span.end < at);
    document.titles.get(number).filter(|t| t.span.end == at)
}

/// The body right before a title, when no mention is there yet.
fn body(document: &Document<'_>, lexicon: &Lexicon, title: &TitleMention, finder: &'static str) -> Option<Mention> {
    let text = document.text();
    let end = title.span.start;
    let titles = lexicon.list("titles");
    let office = titles.longest_suffix(&title.title).is_some_and(|(_, entry)| entry.fields.first() == Some(&"office"));
    let near =
        document.mentions.iter().filter(|m| m.span.end <= end + 3 && m.span.end + 90 > end && m.span.start < end);
    let mut start = left_extent(text, end, LONGEST, lexicon);
    for mention in near {
        let whole = matches!(mention.class, Class::Organization | Class::Place);
        if whole && mention.span.end >= end {
            return None;
        }
        match mention.class {
            Class::Organization if mention.span.end > start => return branch(document, mention, end, finder),
            // A name that reaches into the title: one of the two is misread.
            Class::Person if mention.span.end > end => return None,
            Class::Person if mention.span.end > start => start = mention.span.end,
            _ => {}
        }
    }
    let other_title = document.titles.iter().rev().find(|t| t.span.end <= end && t.span.end > start);
    let date = document.dates.iter().rev().find(|d| d.span.end <= end && d.span.end > start);
    start = [other_title.map(|t| t.span.end), date.map(|d| d.span.end)].into_iter().flatten().fold(start, usize::max);
    let verb = VERBS.iter().filter_map(|verb| text[start..end].rfind(verb).map(|at| start + at + verb.len())).max();
    start = verb.unwrap_or(start).max(start);
    let words = &text[start..end];
    let placed =
        document.mentions.iter().find(|m| m.class == Class::Place && m.span.start >= start && m.span.end < end);
    let count = words.chars().count();
    let generic = lexicon.list("generic_stems").contains(words) || GENERIC.iter().any(|end| words.ends_with(end));
    let part = placed.is_none() && (count < 4 || DEPARTMENTS.iter().any(|tail| words.ends_with(tail)));
    let village = title.title.starts_with('党') && words.ends_with(['村', '镇', '乡']);
    let parted = text[..start].ends_with(['、', '兼']) && part;
    if !office
        || generic
        || village
        || parted
        || count < 4
        || words.starts_with(|c: char| c.is_ascii_digit())
        || words.contains(['“', '”'])
    {
        return None;
    }
    let span = Span::new(start, end);
    if document.mentions.iter().any(|m| m.span.overlaps(span) && !span.contains(m.span)) {
        return None;
    }
    let mut mention = Mention::new(span, Class::Organization, normal::label(words), finder);
    mention.kind = Some(kind(lexicon, words, &title.title));
    mention.place = placed.filter(|m| m.span.start == start).map(|m| m.label.clone());
    mention.confidence = 0.7;
    let bodies = || document.mentions.iter().filter(|m| m.class == Class::Organization);
    if let Some(full) = crate::extract::organization::full_name(&mention, bodies()) {
        mention.label.clone_from(&full.label);
        mention.kind = full.kind;
        mention.place.clone_from(&full.place);
        mention.anaphoric = true;
    } else if placed.is_none() && count <= 8 && PARTS.iter().any(|tail| words.ends_with(tail)) {
        // 社会救助科: a part of the last whole body before it.
        let whole = bodies()
            .filter(|m| m.parent.is_none() && m.span.end <= start && m.span.end + REACH > start)
            .max_by_key(|m| m.span.end);
        if let Some(whole) = whole {
            mention.label.insert_str(0, &whole.label);
            mention.kind = whole.kind;
            mention.parent = Some(whole.label.clone());
            mention.anaphoric = true;
        }
    }
    Some(mention)
}

/// A department of a body that stands a few characters before the title.
fn branch(document: &Document<'_>, parent: &Mention, end: usize, finder: &'static str) -> Option<Mention> {
    let words = &document.text()[parent.span.end..end];
    let department = words.chars().count() >= 2
        && words.chars().count() <= 12
        && DEPARTMENTS.iter().any(|tail| words.ends_with(tail));
    let covered = document.titles.iter().any(|t| t.span.start < end && t.span.end > parent.span.end);
    if !department || covered || words.contains(['的', '和', '与', '在', '由', '兼', '，', '、', '。', '（', '“'])
    {
        return None;
    }
    let span = Span::new(parent.span.start, end);
    let mut mention =
        Mention::new(span, Class::Organization, format!("{}{}", parent.label, normal::label(words)), finder);
    mention.kind = parent.kind;
    mention.parent = Some(parent.label.clone());
    mention.anaphoric = parent.anaphoric;
    mention.confidence = 0.75;
    Some(mention)
}

/// What sort of body it is, by its end, else by the title.
fn kind(lexicon: &Lexicon, words: &str, title: &str) -> OrgKind {
    let listed = lexicon.list("org_suffixes").longest_suffix(words);
    if let Some(kind) = listed.and_then(|(_, entry)| OrgKind::from_word(entry.fields.first()?)) {
        return kind;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| title.ends_with(end));
    if ends(&["董事长", "经理", "总裁", "CEO", "行长", "董事", "总监", "工会主席", "创始人", "合伙人"])
    {
        OrgKind::Company
    } else if ends(&["会长", "理事长", "理事"]) {
        OrgKind::Association
    } else if ends(&["校长", "教授"]) {
        OrgKind::School
    } else {
        OrgKind::Other
    }
}
