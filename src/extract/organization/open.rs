//! Bodies by the end of their names (…有限公司, …大学): where a name begins is told by a place, the tagger or a border.

use crate::extract::boundary::left_extent;
use crate::extract::normal;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind, PlaceLevel, Span, TagKind};

/// Longest name of a body, in characters, end included.
const LONGEST: usize = 26;

/// Bodies by suffix, the longest first, none across another.
pub(super) fn find(document: &Document<'_>, lexicon: &Lexicon, taken: &[Mention]) -> Vec<Mention> {
    let list = lexicon.id("org_suffixes");
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (hit.span.end, hit.span.start));
    hits.dedup_by_key(|hit| hit.span.end);
    let mut found: Vec<Mention> = Vec::new();
    for hit in hits {
        if taken.iter().any(|m| m.span.overlaps(hit.span)) {
            continue;
        }
        if let Some(mention) = body(document, lexicon, hit, taken, &found) {
            found.push(mention);
        }
    }
    tagged(document, taken, &mut found);
    found
}

fn body(document: &Document<'_>, lexicon: &Lexicon, hit: Hit, taken: &[Mention], found: &[Mention]) -> Option<Mention> {
    let text = document.text();
    let entry = lexicon.entry(hit);
    let kind = OrgKind::from_word(entry.fields.first()?)?;
    let how = entry.fields.get(1).copied().unwrap_or("open");
    if lexicon.list("org_not_after").contains(entry.word) || continues(text, hit.span.end) {
        return None;
    }
    let most = LONGEST - entry.word.chars().count();
    let extent = left_extent(text, hit.span.start, most, lexicon);
    let whole = found
        .iter()
        .rev()
        .chain(taken)
        .find(|m| m.span.end == hit.span.start || m.span.end > extent && m.span.end < hit.span.start);
    if let Some(parent) = whole.filter(|m| m.span.end > extent || m.span.end == hit.span.start) {
        return branch(document, parent, hit, kind, how);
    }
    let tag = document
        .tags
        .iter()
        .find(|t| t.kind == TagKind::Organization && t.span.overlaps(hit.span) && t.span.end <= hit.span.end);
    let place = chain_start(document, extent, hit.span.start);
    let start = match (tag, place, how) {
        (Some(tag), Some(place), _) => tag.span.start.min(place),
        (Some(tag), None, _) => tag.span.start,
        (None, Some(place), "open" | "named") => with_prefix(text, extent, place, lexicon),
        (None, None, "open") => bordered(text, extent, hit.span.start)?,
        (None, None, "named") if quoted(text, extent) => extent,
        _ => return None,
    };
    let span = Span::new(start, hit.span.end);
    let name = without_province(document, span);
    let stem = &text[start..hit.span.start];
    if generic(stem, lexicon) || name.chars().count() < 3 {
        return None;
    }
    let only_place = document
        .mentions
        .iter()
        .any(|m| m.class == Class::Place && m.span.start == start && m.span.end == hit.span.start);
    if only_place
        && matches!(
            entry.word,
            "公司"
                | "集团"
                | "学校"
                | "中心"
                | "社区"
                | "委员会"
                | "办公室"
                | "工会"
                | "联盟"
                | "指挥部"
                | "管理局"
                | "俱乐部"
        )
    {
        return None;
    }
    let mut mention = Mention::new(
        span,
        Class::Organization,
        name,
        if tag.is_some() { "organization:tagger+suffix" } else { "organization:suffix" },
    );
    mention.kind = Some(kind);
    mention.place = place_inside(document, span);
    mention.confidence = if tag.is_some() || how == "open" { 0.88 } else { 0.75 };
    Some(mention)
}

/// A second body directly behind a first one is its branch (南京大学|文学院).
fn branch(document: &Document<'_>, parent: &Mention, hit: Hit, kind: OrgKind, how: &str) -> Option<Mention> {
    let text = document.text();
    let middle = &text[parent.span.end..hit.span.start];
    if how == "tag"
        || middle.chars().count() > 12
        || middle.chars().any(|c| !super::super::boundary::is_name_character(c))
    {
        return None;
    }
    if middle.is_empty() && matches!(hit.span.of(text), "中心" | "公司" | "集团" | "委员会") {
        return None;
    }
    let span = Span::new(parent.span.start, hit.span.end);
    let tail = normal::label(&text[parent.span.end..hit.span.end]);
    let mut mention = Mention::new(span, Class::Organization, format!("{}{tail}", parent.label), "organization:branch");
    mention.kind =
        Some(if matches!(kind, OrgKind::Other | OrgKind::Government) { parent.kind.unwrap_or(kind) } else { kind });
    mention.parent = Some(parent.label.clone());
    mention.confidence = 0.85;
    Some(mention)
}

/// 国网|常州供电公司: the name begins before the place with a word of `org_prefixes.tsv`.
fn with_prefix(text: &str, extent: usize, place: usize, lexicon: &Lexicon) -> usize {
    let prefix = lexicon.list("org_prefixes").longest_suffix(&text[extent..place]);
    prefix.map_or(place, |(word, _)| place - word.len())
}

/// Whether the name goes on: 公司|法, 中心|城区.
fn continues(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    if text[..end].ends_with("大学") && rest.starts_with('生')
        || text[..end].ends_with("工会")
            && (rest.starts_with("系统") || rest.starts_with("组织") || rest.starts_with("主席"))
    {
        return true;
    }
    ["城区", "组", "法", "化", "性", "制", "类", "型", "路", "街", "业", "站台", "店主", "地带"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Where the first named place of the extent begins, with the places right before it.
fn chain_start(document: &Document<'_>, extent: usize, end: usize) -> Option<usize> {
    let places = document
        .mentions
        .iter()
        .filter(|m| m.class == Class::Place && !m.anaphoric && m.span.start >= extent && m.span.end <= end);
    places.map(|m| m.span.start).min()
}

/// The label of the smallest named place inside a span.
fn place_inside(document: &Document<'_>, span: Span) -> Option<String> {
    let inside = document
        .mentions
        .iter()
        .filter(|m| m.class == Class::Place && !m.anaphoric && span.contains(m.span) && m.label != "中国");
    inside.max_by_key(|m| (m.level, m.span.start)).map(|m| m.label.clone())
}

/// An extent that begins behind punctuation or a stop word and is neither too short nor too long for a name.
fn bordered(text: &str, extent: usize, end: usize) -> Option<usize> {
    let length = text[extent..end].chars().count();
    (2..=10).contains(&length).then_some(extent)
}

/// The name without the province it begins with, when a smaller place follows (江西省|峡江县实验小学).
fn without_province(document: &Document<'_>, span: Span) -> String {
    let text = document.text();
    let first = document
        .mentions
        .iter()
        .find(|m| m.class == Class::Place && m.span.start == span.start && m.level == Some(PlaceLevel::Province));
    let second = first.filter(|p| {
        document.mentions.iter().any(|m| m.class == Class::Place && m.span.start == p.span.end && m.span.end < span.end)
    });
    normal::label(&text[second.map_or(span.start, |p| p.span.end)..span.end])
}

fn quoted(text: &str, extent: usize) -> bool {
    text[..extent].ends_with(['“', '‘', '「'])
}

/// Stems that make no name: 该, 多家, 制造业企业, 国有.
fn generic(stem: &str, lexicon: &Lexicon) -> bool {
    let list = lexicon.list("generic_stems");
    stem.is_empty()
        || list.contains(stem)
        || list.longest_prefix(stem).is_some()
        || list
            .longest_suffix(stem)
            .is_some_and(|(word, entry)| entry.fields.first() == Some(&"end") && !word.is_empty())
}

/// What the tagger alone calls a body, when it is sure.
fn tagged(document: &Document<'_>, taken: &[Mention], found: &mut Vec<Mention>) {
    let text = document.text();
    let mut more: Vec<Mention> = Vec::new();
    for tag in document.tags.iter().filter(|t| t.kind == TagKind::Organization && t.confidence >= 0.9) {
        let clash = |m: &Mention| m.span.overlaps(tag.span);
        let place = document.mentions.iter().any(|m| m.class == Class::Place && m.span.contains(tag.span));
        if place || taken.iter().any(clash) || found.iter().any(clash) || tag.span.of(text).chars().count() < 3 {
            continue;
        }
        let mut mention =
            Mention::new(tag.span, Class::Organization, normal::label(tag.span.of(text)), "organization:tagger");
        mention.kind = Some(OrgKind::Other);
        mention.place = place_inside(document, tag.span);
        mention.confidence = 0.6;
        more.push(mention);
    }
    found.append(&mut more);
}
