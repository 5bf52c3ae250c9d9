//! Honours: awards and titles that people and bodies receive, by their full names, by a head behind a place
//! (江苏省劳动模范), or as what somebody is awarded (获评“云州工匠”称号).

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Extractor;
use crate::extract::brackets::bracketed;
use crate::extract::label::plain_label;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, PlaceLevel, Span, TagKind};

/// Finds honours.
pub struct Honors;

impl Extractor for Honors {
    fn name(&self) -> &'static str {
        "honor"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let mut spans = listed(document, lexicon);
        for span in awarded(document, lexicon) {
            spans.retain(|(other, _)| !span.contains(*other));
            if !spans.iter().any(|(other, _)| other.overlaps(span)) {
                spans.push((span, 0.8));
            }
        }
        for span in quoted_titles(document, lexicon) {
            spans.retain(|(other, _)| !span.contains(*other));
            if !spans.iter().any(|(other, _)| other.overlaps(span)) {
                spans.push((span, 0.8));
            }
        }
        let mut mentions = Vec::new();
        for (span, confidence) in spans {
            if document.mentions.iter().any(|m| hides(m, span)) {
                continue;
            }
            let mut mention = Mention::new(span, Class::Honor, label(document, span), self.name());
            mention.confidence = confidence;
            mentions.push(mention);
        }
        document.add_mentions(mentions);
    }
}

/// Whether a mention holds the honour's words as part of its own name.
fn hides(mention: &Mention, span: Span) -> bool {
    let holds = mention.span.contains(span) && mention.span != span;
    holds && !matches!(mention.class, Class::Place | Class::Group | Class::Honor)
}

/// What may stand before a head or name as part of the honour: level words and places.
static LEVEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:全国|国家级|省部级|省级|市级|区级|县级|全省|全市|省|市|区|县|中国|国家)$").ok());
/// What follows a word that is no honour here.
static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:精神|协会|学院|创新|工作室|论坛|大会|评选|评比|选树|宣讲|队伍|疗休养|培育|培养|进[校企社基]|代表|年度|之家|人才|型|交流|事迹|、工匠精神|和工匠)").ok()
});

/// What makes an honour a lesser one.
const NOMINATED: &str = "提名奖";

/// Honours of the word list.
fn listed(document: &Document<'_>, lexicon: &Lexicon) -> Vec<(Span, f32)> {
    let list = lexicon.id("honors");
    let text = document.text();
    let hits: Vec<_> = document.hits.iter().filter(|h| h.list == list).collect();
    let mut out: Vec<(Span, f32)> = Vec::new();
    for hit in &hits {
        if hits.iter().any(|o| o.span.contains(hit.span) && o.span != hit.span) {
            continue;
        }
        if OTHER.as_ref().is_some_and(|r| r.is_match(&text[hit.span.end..])) {
            continue;
        }
        let full = lexicon.entry(**hit).fields.first() == Some(&"name");
        let start = extended(document, hit.span.start);
        if !full && start == hit.span.start {
            continue;
        }
        let word = hit.span.of(text);
        let of_people = matches!(word, "大国工匠" | "劳模");
        if !full && generic(word) || of_people && !people_follow(document, hit.span.end) {
            continue;
        }
        let end = hit.span.end + if text[hit.span.end..].starts_with(NOMINATED) { NOMINATED.len() } else { 0 };
        out.push((Span::new(start, end), if full { 0.85 } else { 0.8 }));
    }
    out.sort_by_key(|(span, _)| *span);
    out
}

/// Quoted honours that introduce somebody or whose holders the text tells of: “云州工匠”李明远, “技术创新奖”获得者.
fn quoted_titles(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Span> {
    let text = document.text();
    let list = lexicon.list("honors");
    let mut out = Vec::new();
    for name in bracketed(text, '“', '”') {
        let words = name.inner.of(text);
        let headed = words.starts_with("最美") || words.ends_with('奖') || list.longest_suffix(words).is_some();
        if !headed || !(3..=20).contains(&words.chars().count()) || words.contains(['，', '。', '、', '！']) {
            continue;
        }
        let behind = &text[name.outer.end..];
        let held = ["获得者", "荣誉", "称号", "获奖"].iter().any(|word| behind.starts_with(word));
        if held || people_follow(document, name.outer.end) {
            out.push(Span::new(extended(document, name.outer.start), name.outer.end));
        }
    }
    out
}

/// Whether a person is introduced by the word, as by a title: 大国工匠李明远, 全国劳模、班组长李明远.
fn people_follow(document: &Document<'_>, from: usize) -> bool {
    let text = document.text();
    let title = |start: usize| {
        let gap = &text[from..start];
        gap.is_empty() || gap.starts_with('、') && gap.chars().count() <= 40 && !gap.contains(['，', '。', '；', '“'])
    };
    let mut people = document.tags.iter().filter(|t| t.kind == TagKind::Person && t.span.start >= from);
    people.next().is_some_and(|t| title(t.span.start))
}

/// Heads that mean an honour only where somebody is awarded them.
fn generic(head: &str) -> bool {
    head.chars().count() < 3 && head != "劳模"
        || [
            "先进典型",
            "示范基地",
            "示范区",
            "领军人才",
            "优秀案例",
            "示范点",
            "社会组织",
            "百强企业",
            "优秀企业",
            "好人",
        ]
        .contains(&head)
}

/// To the left over places and level words.
fn extended(document: &Document<'_>, from: usize) -> usize {
    let text = document.text();
    let mut start = from;
    loop {
        let place = document.mentions.iter().find(|m| {
            m.span.end == start && matches!(m.class, Class::Place) && m.level.is_none_or(PlaceLevel::is_administrative)
        });
        if let Some(place) = place {
            start = place.span.start;
            continue;
        }
        let word = LEVEL.as_ref().and_then(|r| r.find(&text[..start]));
        match word {
            Some(word) if start == from => start = word.start(),
            _ => return start,
        }
    }
}

/// Verbs of award.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:荣获|获评|获得|获授|获颁|荣膺|荣立|授予|被评为|评为|评选为|当选为?|喜获|斩获|获批|创成|评获|命名为|认定为|确定为|公布为|列为|获选|摘得|夺得|捧得|捧回|获|入选|颁发|颁授|摘取|表彰|作为)(?:了|过)?").ok()
});

/// Verbs behind which a name of a rank (全国…, 省级…) is an honour whatever its last noun.
const CHOSEN: [&str; 8] = ["获评", "被评为", "评为", "入选", "获选", "创成", "列为", "确定为"];

/// Names of ranks with which such an honour begins.
const RANKS: [&str; 12] =
    ["全国", "国家", "中国", "世界", "全省", "全市", "省级", "市级", "区级", "县级", "首批", "教育部"];

/// What is chosen and no honour.
const NO_HONOR: [&str; 9] = ["大赛", "比赛", "决赛", "复赛", "名单", "项目库", "计划", "会议", "活动"];

/// What sentences say that somebody was awarded.
fn awarded(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Span> {
    let text = document.text();
    let list = lexicon.list("honors");
    let mut out: Vec<Span> = Vec::new();
    let Some(verb) = VERB.as_ref() else { return out };
    for sentence in &document.article.sentences {
        let words = sentence.span.of(text);
        let telling = [
            "奖", "称号", "荣誉", "评", "工匠", "标兵", "先进", "模范", "功", "号", "荣", "入选", "列为", "示范",
            "授牌",
        ];
        if !telling.iter().any(|w| words.contains(w)) {
            continue;
        }
        for found in verb.find_iter(words).filter(|found| !words[found.end()..].starts_with(['悉', '知'])) {
            let from = sentence.span.start + found.end();
            let given = found.as_str().starts_with("授予") || found.as_str().starts_with("颁发");
            let chosen = CHOSEN.iter().any(|verb| found.as_str().starts_with(verb));
            for span in items(text, Span::new(from, sentence.span.end), list, given, chosen) {
                if !out.iter().any(|s| s.overlaps(span)) {
                    out.push(span);
                }
            }
        }
    }
    out
}

/// The honours that are listed behind a verb of award.
///
/// Behind 授予 and 颁发 the receiver stands first, so that the honour begins with its quotation.
fn items(text: &str, range: Span, list: &crate::lexicon::WordList, given: bool, chosen: bool) -> Vec<Span> {
    let words = range.of(text);
    let end = words.find(['，', '。', '；', '！', '：', ',']).unwrap_or(words.len());
    let end = words.char_indices().nth(70).map_or(end, |(at, _)| end.min(at));
    let words = &words[..end];
    let titled = ["称号", "奖项", "荣誉", "证书", "聘书", "牌匾", "奖牌", "授牌"].iter().any(|w| words.contains(w));
    let series = words.contains("系列荣誉") || words.contains("多项荣誉");
    let mut out = Vec::new();
    for part in split(words) {
        let start = range.start + part.0;
        let (mut from, to) = trimmed(part.1);
        if let (Some(open), true) = (part.1[from..to].rfind('“'), given) {
            from += open;
        }
        let item = &part.1[from..to];
        let bare: String = plain_label(item);
        let quoted = item.contains('”');
        let headed = list.longest_suffix(&bare).is_some() || bare.ends_with('奖') || bare.ends_with("奖章");
        let length = bare.chars().count();
        // What the text itself calls an honour needs no head.
        let called = part.1[to..].starts_with("称号") || part.1[to..].starts_with("荣誉称号") || series;
        let ranked = chosen
            && (quoted || RANKS.iter().any(|rank| bare.starts_with(rank)))
            && (6..=24).contains(&length)
            && !NO_HONOR.iter().any(|end| bare.ends_with(end));
        let good = (headed || called || ranked || (quoted && titled)) && (3..=30).contains(&length);
        let told = ["者", "他", "她", "上台", "领奖", "代表队", "为"].iter().any(|w| bare.contains(w));
        if good && (quoted || !told) {
            out.push(Span::new(start + from, start + to));
        }
    }
    out
}

/// Parts between 、 和 与 outside quotes: `(offset, words)`.
fn split(words: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    for (at, c) in words.char_indices() {
        match c {
            '“' | '《' => {
                if c == '“' && depth == 0 && words[start..at].ends_with('”') {
                    out.push((start, &words[start..at]));
                    start = at;
                }
                depth += 1;
            }
            '”' | '》' => depth -= 1,
            '、' | '和' | '与' | '及' if depth == 0 => {
                out.push((start, &words[start..at]));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push((start, &words[start..]));
    out
}

/// Range of the honour inside its part: without 年份, 荣誉称号, 等.
fn trimmed(part: &str) -> (usize, usize) {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:\s|了|过|他|她|一项|多项|(?:19|20)\d\d年度?(?:的)?|(?:国内|全省|全市)?(?:首批|首个|唯一的?)|了?由?[^“”、]{2,20}颁发的|该[^“”、]{0,6})*")
            .ok()
    });
    static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:光?荣?的?荣誉称号|荣誉称号|称号|荣誉|若干次|等(?:[^奖功].*)?|的.*|证书|牌匾|奖牌|授牌|之一|光荣|\s)*$",
        )
        .ok()
    });
    let from = LEAD.as_ref().and_then(|r| r.find(part)).map_or(0, |m| m.end());
    let rest = &part[from..];
    let to = TAIL.as_ref().and_then(|r| r.find(rest)).map_or(rest.len(), |m| m.start());
    (from, from + to)
}

/// Label: 省劳动模范 takes the province of the story.
fn label(document: &Document<'_>, span: Span) -> String {
    let words = plain_label(span.of(document.text())).replace("全国首批", "全国");
    let words = match words.strip_suffix("劳模") {
        Some(level) => format!("{level}劳动模范"),
        None => words,
    };
    for (word, level) in
        [("省", PlaceLevel::Province), ("市", PlaceLevel::City), ("区", PlaceLevel::County), ("县", PlaceLevel::County)]
    {
        if let (Some(rest), Some(place)) = (words.strip_prefix(word), document.story.at(level))
            && !rest.starts_with('级')
        {
            return format!("{place}{rest}");
        }
    }
    words
}
