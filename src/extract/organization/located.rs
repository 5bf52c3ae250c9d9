//! Where a body is, as its name tells: 深圳市医疗保障局罗湖分局 in 罗湖区, 盈科(淮安)律师事务所 in 淮安市.

use crate::extract::boundary::is_name_character;
use crate::lexicon::{Gazetteer, Lexicon};
use crate::model::{Class, Document, Mention, OrgKind, PlaceLevel, Span};

/// Ends of branches: of several places in the name, the last is theirs.
#[rustfmt::skip]
const BRANCHES: [&str; 17] = [
    "分公司", "支公司", "分行", "支行", "分局", "分院", "分会", "分校", "校区", "支队", "大队", "中队", "分队", "法庭", "派出所", "工作站", "代表处",
];

/// Ends of bodies of a neighbourhood: a city far from the story that their names hold (天水|社区, 中山|医院) is an accident.
#[rustfmt::skip]
const NEIGHBOURS: [&str; 13] = [
    "社区", "居委", "居委会", "居民区", "小区", "支行", "中学", "小学", "医院", "派出所", "党支部", "党总支", "物业",
];

/// 来自扬州的|江苏华伦化工有限公司: where the text says that a body comes from.
pub(super) fn from_place(document: &Document<'_>, start: usize) -> Option<String> {
    let text = document.text();
    let end = text[..start].strip_suffix('的')?.len();
    let place = document.mentions.iter().find(|m| m.class == Class::Place && m.span.end == end && !m.anaphoric)?;
    let chain = document.mentions.iter().rfind(|m| m.class == Class::Place && m.span.end <= place.span.start);
    let start = chain.filter(|c| c.span.end == place.span.start).map_or(place.span.start, |c| c.span.start);
    ["来自", "位于", "地处"].iter().any(|word| text[..start].ends_with(word)).then(|| place.label.clone())
}

/// The label of the smallest named place inside a span: one in brackets; the last, of a branch; else the last of those it
/// begins with, else the smallest division – or one further on that lies within it (湖北宜化|松滋|肥业有限公司).
pub(super) fn place_inside(document: &Document<'_>, lexicon: &Lexicon, span: Span) -> Option<String> {
    let text = document.text();
    if let Some(community) = community_inside(document, span) {
        return Some(community);
    }
    let named = |m: &&Mention| m.class == Class::Place && !m.anaphoric && span.contains(m.span) && tells(m);
    let inside: Vec<&Mention> = document.mentions_in(span).iter().filter(named).collect();
    let bracketed = inside
        .iter()
        .find(|m| text[..m.span.start].ends_with(['（', '(']) && text[m.span.end..].starts_with(['）', ')']));
    if let Some(place) = bracketed {
        return Some(place.label.clone());
    }
    let mut at = span.start;
    let mut first: Option<&Mention> = None;
    while let Some(next) = inside.iter().filter(|m| m.span.start == at).max_by_key(|m| m.span.end) {
        if first.is_some_and(|first| next.level <= first.level) {
            break;
        }
        first = Some(*next);
        at = next.span.end;
    }
    let divisions = || inside.iter().copied().filter(|m| m.level.is_some_and(PlaceLevel::is_administrative));
    let place = first.or_else(|| divisions().max_by_key(|m| (m.level, m.span.start)))?;
    let gazetteer = lexicon.gazetteer();
    let branch = BRANCHES.iter().any(|end| span.of(text).ends_with(end));
    let mut later = divisions().filter(|m| m.span.start >= at.max(place.span.end));
    let below = later.rfind(|m| branch || within(gazetteer, &m.label, &place.label));
    Some(below.unwrap_or(place).label.clone())
}

/// What a body of a community or village is called after it (茜坑社区|党委).
#[rustfmt::skip]
const OF_COMMUNITY: [&str; 18] = [
    "党委", "党支部", "党总支", "居委", "居民", "工会", "团", "妇联", "志愿", "新时代", "工作站", "服务站", "卫生服务站", "退役", "社工", "党群", "关工委", "舞蹈",
];

/// The community with whose name, behind larger places, a name begins.
fn community_inside(document: &Document<'_>, span: Span) -> Option<String> {
    let text = document.text();
    let places = document.mentions_in(span).iter().filter(|m| m.class == Class::Place && span.contains(m.span));
    let within = places.filter(|m| m.span.end < span.end && !m.span.of(text).ends_with("社区"));
    let start = within.map(|m| m.span.end).max().unwrap_or(span.start);
    let words = &text[start..span.end];
    let (stem, rest) = words.split_once("社区")?;
    let named = (2..=6).contains(&stem.chars().count()) && stem.chars().all(is_name_character);
    let unit = ["街道", "镇", "乡", "区", "市", "县"].iter().any(|unit| stem.ends_with(unit));
    let of = OF_COMMUNITY.iter().any(|word| rest.starts_with(word));
    (named && !unit && of).then(|| format!("{stem}社区"))
}

/// Whether a place in a name tells where the body is: a country or division, a planned area – not a river, and not a
/// part of the country that names are fond of (华东师范大学).
fn tells(place: &Mention) -> bool {
    let area = ["三角洲", "新区", "开发区", "京津冀"].iter().any(|end| place.label.ends_with(end));
    let vague = place.extractor == "place:list" && place.level == Some(PlaceLevel::Region) && !area;
    place.label != "中国" && place.level != Some(PlaceLevel::Site) && !vague
}

/// Whether a division lies within another.
pub(super) fn within(gazetteer: &Gazetteer, label: &str, above: &str) -> bool {
    let above = gazetteer.named(above);
    let codes = gazetteer.named(label);
    codes.iter().any(|&code| above.iter().any(|&above| above != code && gazetteer.is_within(code, above)))
}

/// The place with which the words of a department or branch begin (…|罗湖|分局), but not what it is for (…|台湾|事务办公室).
pub(super) fn tail_place(document: &Document<'_>, tail: Span) -> Option<String> {
    let text = document.text();
    let places = document.mentions_in(tail).iter().filter(|m| m.class == Class::Place && !m.anaphoric && tells(m));
    let mut local = places.filter(|m| m.span.start == tail.start && m.span.end < tail.end);
    let place = local.next_back()?;
    (!["事务", "工作"].iter().any(|word| text[place.span.end..].starts_with(word))).then(|| place.label.clone())
}

/// Takes places from bodies of a neighbourhood that their names hold by accident: far from where the story plays.
pub(super) fn without_accidents(document: &Document<'_>, lexicon: &Lexicon, found: &mut [Mention]) {
    let text = document.text();
    let gazetteer = lexicon.gazetteer();
    let Some(story) = document.story.province.as_deref() else { return };
    for mention in found.iter_mut() {
        let Some(place) = mention.place.as_deref() else { continue };
        let neighbour = NEIGHBOURS.iter().any(|end| mention.label.ends_with(end));
        let short = !mention.span.of(text).contains(place);
        let far =
            |code: u32| gazetteer.at_level(code, PlaceLevel::Province).is_some_and(|province| province.name != story);
        let codes = gazetteer.named(place);
        if neighbour && short && !mention.anaphoric && !codes.is_empty() && codes.iter().all(|&code| far(code)) {
            mention.place = None;
        }
    }
}

/// Gives communities the town or street in which they are: named right before, in the same sentence, or the article's only
/// one.
pub(super) fn communities(document: &Document<'_>, found: &mut [Mention]) {
    for mention in found.iter_mut() {
        let community = mention.kind == Some(OrgKind::Community) && mention.label.ends_with("社区");
        let town = |label: &str| ["镇", "乡", "街道"].iter().any(|end| label.ends_with(end));
        if community && !mention.place.as_deref().is_some_and(town) {
            mention.place = town_of(document, mention.span).or(mention.place.take());
        }
    }
}

fn town_of(document: &Document<'_>, span: Span) -> Option<String> {
    let sentence = document.article.sentence_span(span.start);
    let towns = |mentions: &[Mention]| -> Vec<String> {
        mentions.iter().filter(|m| m.level == Some(PlaceLevel::Town)).map(|m| m.label.clone()).collect()
    };
    let before = towns(document.mentions_in(Span::new(sentence.start, span.end)));
    before.last().cloned().or_else(|| {
        let all = towns(&document.mentions);
        let first = all.first()?;
        all.iter().all(|town| town == first).then(|| first.clone())
    })
}
