//! Regions, venues, roads and villages: by the ends of their names, where a place or the tagger says that a name begins.

use crate::extract::boundary::left_extent;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Mention, PlaceLevel, Span, TagKind};

/// Regions and venues: a place, some characters and a suffix of `region_suffixes.tsv`.
pub(super) fn suffixed(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let list = lexicon.id("region_suffixes");
    let text = document.text();
    let mut out: Vec<Mention> = Vec::new();
    let mut hits: Vec<_> = document.hits.iter().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.span.end), hit.span.start));
    for hit in hits {
        if out.iter().any(|m| m.span.overlaps(hit.span)) {
            continue;
        }
        let entry = lexicon.entry(*hit);
        let most = entry.fields.get(1).and_then(|n| n.parse().ok()).unwrap_or(10);
        let extent = left_extent(text, hit.span.start, most, lexicon);
        let from = document
            .mentions
            .iter()
            .filter(|m| m.class == Class::Place && extent <= m.span.start && m.span.end <= hit.span.start)
            .map(|m| m.span)
            .next_back()
            .or_else(|| person_before(document, hit.span, entry.word));
        let Some(from) = from else { continue };
        let above = document.mentions.iter().find(|m| m.class == Class::Place && m.span.end == from.start);
        let stem = text[from.end..hit.span.start].chars().count();
        // 北京大兴国际机场: places by their short names are part of the name, divisions in full (江苏省苏州市) are not.
        let start = match above {
            Some(above) if !spelled(text, from) && !spelled(text, above.span) => above.span.start,
            Some(_) if spelled(text, from) && stem >= 2 => from.end,
            _ => from.start,
        };
        let span = Span::new(start, hit.span.end);
        let bare =
            from.end == hit.span.start && entry.word.chars().count() <= 2 && entry.fields.first() == Some(&"site");
        let covered = document.mentions.iter().any(|m| m.span.contains(span));
        if covered || bare && (spelled(text, from) || !NATURAL.contains(&entry.word)) {
            continue;
        }
        let mut mention =
            Mention::new(span, Class::Place, crate::extract::normal::label(span.of(text)), "place:suffix");
        mention.level = entry.fields.first().copied().and_then(PlaceLevel::from_word);
        mention.place = document.mentions.iter().find(|m| m.span == from && tells(m)).map(|m| m.label.clone());
        mention.confidence = 0.75;
        out.push(mention);
    }
    out
}

/// 邓恩铭|纪念馆: a person whom a site is named after.
fn person_before(document: &Document<'_>, suffix: Span, word: &str) -> Option<Span> {
    if !["纪念馆", "故居", "陵园", "纪念碑", "展览馆"].contains(&word) {
        return None;
    }
    document.tags.iter().find(|t| t.kind == TagKind::Person && t.span.end == suffix.start).map(|t| t.span)
}

/// Sites that are called by a place alone (密云|水库).
const NATURAL: [&str; 8] = ["水库", "机场", "盆地", "口岸", "大桥", "船闸", "港", "站"];

/// Whether a place stands in its full form (苏州市, not 苏州).
fn spelled(text: &str, span: Span) -> bool {
    span.of(text).ends_with(['省', '市', '县', '区', '旗', '州', '镇', '乡', '道'])
}

/// Rivers, roads, venues and regions that the tagger sees and that end as such (`site_ends.tsv`).
pub(super) fn tagged(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let text = document.text();
    let ends = lexicon.list("site_ends");
    let mut out = Vec::new();
    for tag in document.tags.iter().filter(|t| t.kind == TagKind::Place && t.confidence >= 0.6) {
        let words = tag.span.of(text);
        let Some((_, entry)) = ends.longest_suffix(words) else { continue };
        let crossing = |m: &Mention| {
            m.class == Class::Place && m.span.overlaps(tag.span) && !(tag.span.contains(m.span) && m.span != tag.span)
        };
        let generic = [
            "新城区",
            "经开区",
            "高新区",
            "开发区",
            "园区",
            "工业园区",
            "都市圈",
            "老城区",
            "城区",
            "示范区",
            "新区",
            "保税区",
        ];
        if generic.contains(&words) || ["北方地区", "南方地区"].contains(&words) {
            continue;
        }
        let plain = words.chars().all(crate::extract::boundary::is_name_character);
        if words.chars().count() < 3 || !plain || document.mentions.iter().any(crossing) {
            continue;
        }
        let inside: Vec<&Mention> = document
            .mentions_in(tag.span)
            .iter()
            .filter(|m| m.class == Class::Place && tag.span.contains(m.span))
            .collect();
        // A chain before the name (江苏苏州|西塘河服务区) is where it is, not what it is called.
        let chain = inside.iter().filter(|m| m.level.is_some_and(|l| l.is_administrative())).count();
        let start =
            if chain >= 2 { inside.iter().map(|m| m.span.end).max().unwrap_or(tag.span.start) } else { tag.span.start };
        let span = Span::new(start, tag.span.end);
        if span.of(text).chars().count() < 3 {
            continue;
        }
        let within = inside.last().filter(|m| tells(m)).map(|m| m.label.clone());
        let place = within.or_else(|| before(document, span.start));
        let mut mention =
            Mention::new(span, Class::Place, crate::extract::normal::label(span.of(text)), "place:tagger");
        mention.level = entry.fields.first().copied().and_then(PlaceLevel::from_word).or(Some(PlaceLevel::Site));
        mention.place = place;
        mention.confidence = 0.7;
        out.push(mention);
    }
    out
}

/// Whether the place with which a name begins tells where it is: no region or river does (长三角|城市群).
fn tells(place: &Mention) -> bool {
    place.extractor != "place:list" || place.level.is_some_and(PlaceLevel::is_administrative)
}

/// The label of the place that ends where a span begins.
fn before(document: &Document<'_>, position: usize) -> Option<String> {
    let found = document.mentions.iter().find(|m| m.class == Class::Place && m.span.end == position && !m.anaphoric);
    found.map(|m| m.label.clone())
}

/// 长沙镇|北坎村: a village directly behind a place, and the same name later.
pub(super) fn villages(document: &Document<'_>) -> Vec<Mention> {
    let text = document.text();
    let mut names: Vec<(String, String)> = Vec::new();
    for place in document
        .mentions
        .iter()
        .filter(|m| m.class == Class::Place && !m.anaphoric && m.level.is_some_and(|l| l.is_administrative()))
    {
        let rest = &text[place.span.end..];
        let Some((at, _)) = rest.char_indices().take(5).find(|&(_, c)| c == '村') else { continue };
        let name = &rest[..at + "村".len()];
        let rest = &rest[name.len()..];
        let whole = (2..=4).contains(&(name.chars().count() - 1))
            && name.chars().all(crate::extract::boundary::is_name_character);
        let word = ["民", "干", "里", "级", "集体", "镇银行"].iter().any(|w| rest.starts_with(w))
            || name.contains(['乡', '农', '个', '各']);
        if whole && !word && !names.iter().any(|(n, _)| n == name) {
            names.push((name.to_owned(), place.label.clone()));
        }
    }
    let mut out = Vec::new();
    for (name, _) in &names {
        for (at, _) in text.match_indices(name.as_str()) {
            let mut mention = Mention::new(Span::new(at, at + name.len()), Class::Place, name.clone(), "place:village");
            mention.level = Some(PlaceLevel::Village);
            mention.confidence = 0.8;
            out.push(mention);
        }
    }
    out
}
