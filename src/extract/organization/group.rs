//! Bodies named in common: 市教育、司法、人社等部门 (departments of one place), 江苏、浙江等八省（市）网信办 and 沪苏浙皖三省一市发改委 (the
//! same body of several places).

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, OrgKind, PlaceLevel, Span};

/// Fields of government by which a department is called for short.
static FIELDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const FIELD: &str = "(?:教育|科技|工信|人社|住建|司法|公安|财政|民政|卫健|应急|应急管理|文旅|交通|交通运输|水利|农业农村|商务|审计|税务|市场监管|自然资源|生态环境|城管|医保|发改|统计|体育|信访|退役军人事务|残联|妇联|团委|工商联|科协|法院|检察院)";
    Regex::new(&format!(
        "{FIELD}(?:[、和]{FIELD})*(?:等)?(?:多|[0-9一二三四五六七八九十]+)?(?:个)?(?:相关|有关)?(?:职能)?(?:部门|单位)"
    ))
    .ok()
});

/// Names of provinces by one character.
const SHORT: [(char, &str); 31] = [
    ('京', "北京市"),
    ('津', "天津市"),
    ('冀', "河北省"),
    ('晋', "山西省"),
    ('蒙', "内蒙古自治区"),
    ('辽', "辽宁省"),
    ('吉', "吉林省"),
    ('黑', "黑龙江省"),
    ('沪', "上海市"),
    ('苏', "江苏省"),
    ('浙', "浙江省"),
    ('皖', "安徽省"),
    ('闽', "福建省"),
    ('赣', "江西省"),
    ('鲁', "山东省"),
    ('豫', "河南省"),
    ('鄂', "湖北省"),
    ('湘', "湖南省"),
    ('粤', "广东省"),
    ('桂', "广西壮族自治区"),
    ('琼', "海南省"),
    ('渝', "重庆市"),
    ('川', "四川省"),
    ('贵', "贵州省"),
    ('滇', "云南省"),
    ('藏', "西藏自治区"),
    ('陕', "陕西省"),
    ('甘', "甘肃省"),
    ('青', "青海省"),
    ('宁', "宁夏回族自治区"),
    ('新', "新疆维吾尔自治区"),
];

/// Adds bodies that a list names in common.
pub(super) fn find(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    departments(document, lexicon, found);
    same_of_several(document, lexicon, found);
}

/// 市总工会、残联、|教育、司法、人社|等部门: departments of the place of the body before the list, or of the place itself.
fn departments(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let text = document.text();
    let Some(fields) = FIELDS.as_ref() else { return };
    for hit in fields.find_iter(text) {
        let Some(place) = place_of_list(document, found, hit.start()) else { continue };
        let mut at = hit.start();
        for field in hit.as_str().split(['、', '和']) {
            let length = field.len();
            let name = field.trim_end_matches("单位").trim_end_matches("部门");
            let name = name.trim_end_matches(|c: char| {
                "等多个相关有职能".contains(c) || c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            if let Some(mention) = department(document, lexicon, Span::new(at, at + name.len()), &place)
                && !found.iter().any(|m| m.span.overlaps(mention.span))
            {
                found.push(mention);
            }
            at += length + "、".len();
        }
    }
}

/// The place whose departments a list names.
fn place_of_list(document: &Document<'_>, found: &[Mention], start: usize) -> Option<String> {
    let text = document.text();
    if let Some(before) = ["、", "和"].iter().find_map(|sign| text[..start].strip_suffix(*sign)) {
        let body = found.iter().find(|m| m.span.end == before.len())?;
        return body.place.clone();
    }
    let place = document.mentions.iter().find(|m| m.class == Class::Place && m.span.end == start);
    let unit = text[..start].chars().next_back()?;
    let story = &document.story;
    let of_story = match unit {
        '省' => story.at(PlaceLevel::Province),
        '市' => story.at(PlaceLevel::City),
        '县' | '区' => story.at(PlaceLevel::County),
        _ => None,
    };
    place.map(|m| m.label.clone()).or_else(|| of_story.map(str::to_owned))
}

fn department(document: &Document<'_>, lexicon: &Lexicon, span: Span, place: &str) -> Option<Mention> {
    let bodies = lexicon.list("bodies");
    let name = span.of(document.text());
    let end = if place.ends_with('省') || place.ends_with("自治区") { "厅" } else { "局" };
    let words = [name.to_owned(), format!("{name}{end}"), format!("{name}局"), format!("{name}委")];
    let entry = words.iter().find_map(|word| bodies.get(word))?;
    let (template, kind) = (entry.fields.first()?, OrgKind::from_word(entry.fields.get(1)?)?);
    let mut mention = Mention::new(span, Class::Organization, template.replace("{p}", place), "organization:group");
    mention.kind = Some(kind);
    mention.place = Some(place.to_owned());
    mention.anaphoric = true;
    mention.confidence = 0.7;
    Some(mention)
}

/// The same body of several places: 江苏、北京、天津等八省(市)|网信办.
fn same_of_several(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"等?[一二两三四五六七八九十0-9]+(?:个)?(?:省[（(]区、市[)）]|省[（(]市[)）]|省市|省区|省一市|省|市|县|区|地|县区|县市区)(?:一市)?$").ok()
    });
    let text = document.text();
    let (list, Some(count)) = (lexicon.id("bodies"), COUNT.as_ref()) else { return };
    let mut more = Vec::new();
    for hit in document.hits.iter().filter(|hit| hit.list == list && hit.span.len() >= 6) {
        let entry = lexicon.entry(*hit);
        let longer = document.hits_from(hit.span.start).any(|h| h.list == list && h.span.end > hit.span.end);
        let from = text[..hit.span.start].char_indices().rev().take(12).last().map_or(0, |(at, _)| at);
        let Some(words) = count.find(&text[from..hit.span.start]).filter(|_| !longer) else { continue };
        let places = places_before(document, from + words.start());
        let (Some(template), true) = (entry.fields.first(), places.len() >= 2) else { continue };
        found.retain(|m| !m.span.overlaps(hit.span));
        for (number, (span, place)) in places.into_iter().enumerate() {
            // The last place of the list and the words behind it stand together.
            let span = if number == 0 { Span::new(span.start, hit.span.end) } else { span };
            let mut mention =
                Mention::new(span, Class::Organization, template.replace("{p}", &place), "organization:group");
            mention.kind = entry.fields.get(1).copied().and_then(OrgKind::from_word);
            mention.place = Some(place);
            mention.anaphoric = true;
            mention.confidence = 0.8;
            more.push(mention);
        }
    }
    found.append(&mut more);
}

/// The places of the list that ends at a position, each with where it stands.
fn places_before(document: &Document<'_>, end: usize) -> Vec<(Span, String)> {
    let text = document.text();
    let mut out: Vec<(Span, String)> = Vec::new();
    let mut at = end;
    while let Some(place) =
        document.mentions.iter().find(|m| m.class == Class::Place && m.span.end == at && !m.anaphoric)
    {
        out.push((place.span, place.label.clone()));
        let Some(before) = ["、", "和"].iter().find_map(|sign| text[..place.span.start].strip_suffix(*sign)) else {
            return out;
        };
        at = before.len();
    }
    if out.is_empty() {
        for (at, c) in text[..end].char_indices().rev() {
            let Some((_, name)) = SHORT.iter().find(|(short, _)| *short == c) else { return out };
            out.push((Span::new(at, at + c.len_utf8()), (*name).to_owned()));
        }
    }
    out
}
