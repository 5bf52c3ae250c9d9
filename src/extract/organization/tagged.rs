//! Bodies that only the tagger sees: its confidence is weighed with what stands around them.

use crate::extract::organization::local;
use crate::extract::organization::located::place_inside;
use crate::extract::organization::open::{continues, counted, with_unit, without_chain};
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, Span, Tag, TagKind};

/// Odds (natural logarithm) that the evidence around a tag must reach with it: a confidence of 0.6 by itself.
const THRESHOLD: f32 = 0.4;

/// Farthest body that a department without its own may belong to, in bytes.
const REACH: usize = 400;

/// Bodies that the tagger finds without the words that tell which one.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "宣传部", "组织部", "统战部", "党委", "党支部", "总工会", "工会", "人大常委会", "市政府", "县政府", "组委会", "管委会", "办公室", "党工委",
    "街道工会", "党组织", "村党组织", "中国工会", "政协", "人民政协", "中央", "党中央", "红军", "八路军", "新四军", "共产党", "共青团", "残联", "妇联", "工商联",
    "领导小组", "编委会", "党政代表团", "新时代", "街道办", "居委会", "村委会", "司机之家", "税务部门", "搜狐", "全国委员会", "人民委员会", "新华社",
];

/// Ends of media that the text only credits or quotes.
const MEDIA: &[&str] = &["客户端", "晚报网", "日报网", "新闻网", "央视网", "大众网", "人民网", "紫牛新闻"];

/// Ends of departments and party organizations that mean nothing without the body above them.
const DEPARTMENTS: &[&str] = &["科", "股", "处", "室", "党支部", "党总支", "工委", "武装部", "管办"];

/// Adds what the tagger alone calls a body, when the evidence is enough.
pub(super) fn find(
    document: &Document<'_>,
    lexicon: &Lexicon,
    taken: &[Mention],
    credited: &[Span],
    found: &mut Vec<Mention>,
) {
    let titles = lexicon.id("titles");
    let mut more: Vec<Mention> = Vec::new();
    for tag in document.tags.iter().filter(|t| t.kind == TagKind::Organization) {
        let clash = |m: &Mention| m.span.overlaps(tag.span);
        let place = document.mentions.iter().any(|m| m.class == Class::Place && m.span.contains(tag.span));
        if place || credited.iter().any(|c| c.overlaps(tag.span)) || taken.iter().any(clash) || found.iter().any(clash)
        {
            continue;
        }
        if odds(document, titles, taken, found, tag) >= THRESHOLD
            && let Some(mention) = body(document, lexicon, taken, found, tag)
        {
            more.push(mention);
        }
    }
    communities(document, lexicon, taken, found, &mut more);
    found.append(&mut more);
}

/// 星湾社区: what the tagger sees as a place here, and as a body that governs itself elsewhere in the article.
fn communities(
    document: &Document<'_>,
    lexicon: &Lexicon,
    taken: &[Mention],
    found: &[Mention],
    more: &mut Vec<Mention>,
) {
    let text = document.text();
    let bodies: Vec<Mention> = found.iter().chain(more.iter()).filter(|m| m.label.ends_with("社区")).cloned().collect();
    for tag in document.tags.iter().filter(|t| t.kind == TagKind::Place && t.confidence >= 0.6) {
        let name = tag.span.of(text);
        let clash = taken.iter().chain(found).chain(more.iter()).any(|m| m.span.overlaps(tag.span));
        let Some(body) = bodies.iter().find(|b| !clash && name.ends_with("社区") && b.label.ends_with(name)) else {
            continue;
        };
        let mut mention = Mention::new(tag.span, Class::Organization, body.label.clone(), "organization:community");
        mention.kind = Some(OrgKind::Community);
        mention.place = body.place.clone().or_else(|| place_inside(document, lexicon, tag.span));
        mention.confidence = 0.7;
        more.push(mention);
    }
}

/// How much speaks for a tag.
fn odds(document: &Document<'_>, titles: u16, taken: &[Mention], found: &[Mention], tag: &Tag) -> f32 {
    let text = document.text();
    let p = tag.confidence.clamp(0.01, 0.99);
    let titled = document.hits_from(tag.span.end).any(|h| h.list == titles);
    let beside = |at: usize, ends: bool| {
        let same = |m: &Mention| if ends { m.span.end == at } else { m.span.start == at };
        taken.iter().chain(found).any(same)
            || document
                .tags
                .iter()
                .any(|t| t.kind == TagKind::Organization && (if ends { t.span.end == at } else { t.span.start == at }))
    };
    let after = text[tag.span.end..].starts_with('、') && beside(tag.span.end + "、".len(), false);
    let before = text[..tag.span.start].ends_with('、') && beside(tag.span.start - "、".len(), true);
    (p / (1.0 - p)).ln() + if titled { 0.5 } else { 0.0 } + if after || before { 0.6 } else { 0.0 }
}

fn body(
    document: &Document<'_>,
    lexicon: &Lexicon,
    taken: &[Mention],
    found: &[Mention],
    tag: &Tag,
) -> Option<Mention> {
    let text = document.text();
    let words = tag.span.of(text);
    if continues(text, tag.span.end) {
        return None;
    }
    let name = without_chain(document, tag.span);
    let source = ["来源：", "来源:"].iter().any(|word| text[..tag.span.start].ends_with(word));
    let credit = source
        || MEDIA.iter().any(|end| words.ends_with(end))
        || super::national::credited(text, Some(OrgKind::Media), tag.span) && media(words);
    let broken = text[..tag.span.start].ends_with(['“', '《'])
        && text[tag.span.end..].starts_with(['”', '》'])
        && tag.confidence < 0.6;
    if words.chars().count() < 3 && tag.confidence < 0.9
        || counted(&name)
        || GENERIC.contains(&name.as_str())
        || credit
        || broken
    {
        return None;
    }
    let (name, unit) = with_unit(document, lexicon, tag.span, name);
    let place = unit.clone().or_else(|| place_inside(document, lexicon, tag.span));
    if place.is_none()
        && let Some(local) = local::department(document, lexicon, taken.iter().chain(found), tag.span)
    {
        return Some(local);
    }
    let mut mention = Mention::new(tag.span, Class::Organization, name, "organization:tagger");
    mention.kind = Some(OrgKind::Other);
    mention.anaphoric = unit.is_some();
    mention.confidence = 0.6;
    if place.is_none() && DEPARTMENTS.iter().any(|end| words.ends_with(end)) && words.chars().count() <= 10 {
        let whole = whole(taken, found, tag.span)?;
        mention.label.insert_str(0, &whole.label);
        mention.parent = Some(whole.label.clone());
        mention.kind = whole.kind;
        mention.anaphoric = true;
    }
    mention.place = place;
    Some(mention)
}

fn media(words: &str) -> bool {
    ["报", "网", "新闻", "在线", "台", "社", "融媒", "中心", "观察"].iter().any(|end| words.ends_with(end))
}

/// The last body before a department that is no department itself.
fn whole<'m>(taken: &'m [Mention], found: &'m [Mention], span: Span) -> Option<&'m Mention> {
    let near = |m: &&Mention| m.span.end <= span.start && m.span.end + REACH > span.start && m.parent.is_none();
    taken.iter().chain(found).filter(near).max_by_key(|m| m.span.end)
}
