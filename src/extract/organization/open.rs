//! Bodies by the end of their names (…有限公司, …大学): where a name begins is told by a place, the tagger or a border.

use crate::extract::boundary::left_extent;
use crate::extract::normal;
use crate::extract::organization::formal::MUNICIPALITIES;
use crate::extract::organization::located::{from_place, place_inside, tail_place, within};
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind, PlaceLevel, Span, TagKind};

/// Legal forms: what stands before one is no body by itself (扬子江投资发展集团|有限责任公司).
const LEGAL: [&str; 8] =
    ["有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "集团公司", "集团", "公司", "总公司"];

/// Ends that make a name behind a place even where the tagger sees none.
const SURE: [&str; 13] = [
    "博物馆",
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "大学",
    "学院",
    "技师学院",
    "总工会",
    "律师事务所",
    "研究所",
    "人民医院",
    "工匠学院",
];

/// Ends of names that mean a part of a body of some kind, where no place stands in them.
const WITHIN: [(&str, &[OrgKind]); 3] = [
    ("委员会", &[OrgKind::Association, OrgKind::Cppcc, OrgKind::Legislature]),
    ("分行", &[OrgKind::Company]),
    ("支行", &[OrgKind::Company]),
];

/// Longest name of a body, in characters, end included.
const LONGEST: usize = 26;

/// Bodies by suffix, the longest first, none across another.
pub(super) fn find(document: &Document<'_>, lexicon: &Lexicon, taken: &[Mention], credited: &[Span]) -> Vec<Mention> {
    let list = lexicon.id("org_suffixes");
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (hit.span.end, hit.span.start));
    hits.dedup_by_key(|hit| hit.span.end);
    let mut found: Vec<Mention> = Vec::new();
    let starts: Vec<(usize, &str)> = hits
        .iter()
        .filter(|h| LEGAL.contains(&h.span.of(document.text())))
        .map(|h| (h.span.start, h.span.of(document.text())))
        .collect();
    for hit in hits {
        let centre = hit.span.of(document.text()) == "中心"
            && ["支行", "分行", "支公司", "医院"].iter().any(|b| document.text()[hit.span.end..].starts_with(b));
        let goes_on = centre || starts.iter().any(|(start, _)| *start == hit.span.end);
        if goes_on || credited.iter().any(|c| c.overlaps(hit.span)) || taken.iter().any(|m| m.span.overlaps(hit.span)) {
            continue;
        }
        if let Some(mention) = body(document, lexicon, hit, taken, &found) {
            // 云海大学|附属医院 is a body of its own, and the university is none that the text speaks of.
            if mention.extractor == "organization:branch" && mention.parent.is_none() {
                found.retain(|m| !mention.span.contains(m.span));
            }
            found.push(mention);
        }
    }
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
    let mut extent = left_extent(text, hit.span.start, most, lexicon);
    let whole = found
        .iter()
        .rev()
        .chain(taken)
        .find(|m| m.span.end == hit.span.start || m.span.end > extent && m.span.end < hit.span.start);
    if let Some(parent) = whole.filter(|m| m.span.end > extent || m.span.end == hit.span.start) {
        if !elsewhere(document, lexicon, parent, hit) {
            return branch(document, lexicon, parent, hit, kind, how);
        }
        extent = parent.span.end;
    }
    // …协会等行业协会: the tag runs on over the words that only count.
    let listed = text[hit.span.end..].starts_with('等');
    let tag = document.tags.iter().find(|t| {
        t.kind == TagKind::Organization && t.span.overlaps(hit.span) && (t.span.end <= hit.span.end || listed)
    });
    let place = chain_start(document, extent, hit.span.start);
    let start = match (tag, place, how) {
        (Some(tag), ..) => name_start(text, tag.span.start, hit.span.start, extent, lexicon),
        // 省|电力工会: the unit stands where the name begins.
        (None, None, "open" | "named") if unit_begins(&text[extent..hit.span.start]) => extent,
        (None, Some(place), "open") if SURE.contains(&entry.word) => with_prefix(text, extent, place, lexicon),
        _ => return None,
    };
    let start = if whole.is_some_and(|m| m.span.end == extent) { start.max(extent) } else { start };
    let span = with_brackets(text, Span::new(start, hit.span.end), lexicon);
    let start = span.start;
    let name = without_chain(document, span);
    let stem = text.get(start..hit.span.start)?;
    if super::national::credited(text, Some(kind), span) {
        return None;
    }
    if generic(stem, lexicon) || counted(&name) || name.chars().count() < 3 || stem.contains('等') {
        return None;
    }
    // 教科卫体委员会, 昆山支行: the body that such a name belongs to stands before it.
    let own = ["政协", "全国", "国务院", "中央", "人民委员会"].iter().any(|word| name.starts_with(word));
    let within = place.is_none() && !own && WITHIN.iter().any(|(end, _)| entry.word == *end);
    let whole = WITHIN.iter().filter(|(end, _)| within && entry.word == *end).find_map(|(_, kinds)| {
        found
            .iter()
            .chain(taken)
            .filter(|m| m.span.end <= start && m.parent.is_none() && m.kind.is_some_and(|k| kinds.contains(&k)))
            .max_by_key(|m| m.span.end)
    });
    if let Some(whole) = whole {
        let mut mention =
            Mention::new(span, Class::Organization, format!("{}{name}", whole.label), "organization:within");
        mention.kind = whole.kind;
        mention.parent = Some(whole.label.clone());
        mention.anaphoric = true;
        mention.confidence = 0.7;
        return Some(mention);
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
    let (name, unit) = with_unit(document, lexicon, span, name);
    if tag.is_none() && place.is_none() && unit.is_none() {
        return None;
    }
    let mut mention = Mention::new(
        span,
        Class::Organization,
        name,
        if tag.is_some() { "organization:tagger+suffix" } else { "organization:suffix" },
    );
    mention.kind = Some(kind);
    mention.anaphoric = unit.is_some();
    mention.place = from_place(document, span.start).or(unit).or_else(|| place_inside(document, lexicon, span));
    mention.confidence = if tag.is_some() || how == "open" { 0.88 } else { 0.75 };
    Some(mention)
}

/// 巧济堂|(山东)药业有限公司, …咨询中心|(有限合伙): brackets belong to the name.
fn with_brackets(text: &str, span: Span, lexicon: &Lexicon) -> Span {
    let mut span = span;
    let words = span.of(text);
    if words.contains([')', '）']) && !words.contains(['(', '（']) && text[..span.start].ends_with(['(', '（']) {
        let open = text[..span.start].char_indices().next_back().map_or(span.start, |(at, _)| at);
        span.start = left_extent(text, open, 10, lexicon);
    }
    for tail in ["（有限合伙）", "(有限合伙)", "（集团）", "(集团)"] {
        if text[span.end..].starts_with(tail) {
            span.end += tail.len();
        }
    }
    span
}

/// Where a tagged name begins: behind a verb or preposition that the tag holds by mistake (省建设工会到|天元集团).
fn name_start(text: &str, start: usize, end: usize, extent: usize, lexicon: &Lexicon) -> usize {
    let stem = text.get(start..end).unwrap_or("");
    let told = ["选派", "供图", "召开", "举办", "开展", "利用", "紧急"].iter().any(|word| stem.contains(word));
    let turned = stem.char_indices().rfind(|(at, c)| *at > 0 && matches!(c, '到' | '对' | '向' | '让' | '被'));
    match turned {
        Some((at, c)) if extent <= start + at + c.len_utf8() => start + at + c.len_utf8(),
        _ if told && extent > start => extent,
        _ if told && super::department::contains_stop(stem, lexicon) => end,
        _ => start,
    }
}

/// Whether the words behind a body begin with a place outside its own: another body without a sign between them
/// (江苏云海集团|哈尔滨医科大学).
fn elsewhere(document: &Document<'_>, lexicon: &Lexicon, parent: &Mention, hit: Hit) -> bool {
    let (Some(home), Some(place)) =
        (parent.place.as_deref(), tail_place(document, Span::new(parent.span.end, hit.span.end)))
    else {
        return false;
    };
    let whole = ["大学", "医院", "中学", "小学", "有限公司", "协会", "学会", "中心", "总工会"];
    whole.contains(&hit.span.of(document.text())) && !within(lexicon.gazetteer(), &place, home)
}

/// A second body directly behind a first one is its branch (南京大学|文学院).
fn branch(
    document: &Document<'_>,
    lexicon: &Lexicon,
    parent: &Mention,
    hit: Hit,
    kind: OrgKind,
    how: &str,
) -> Option<Mention> {
    let text = document.text();
    let middle = &text[parent.span.end..hit.span.start];
    if how == "tag"
        || middle.chars().count() > 12
        || middle.chars().any(|c| !super::super::boundary::is_name_character(c))
    {
        return None;
    }
    let joint = ["暨", "兼", "副", "成员", "单位"].iter().any(|word| middle.contains(word))
        || middle.starts_with(|c: char| c.is_ascii_digit()) && middle.contains('年');
    if super::department::contains_stop(middle, lexicon) || counted(middle) || joint || hit.span.of(text) == "社区" {
        return None;
    }
    // 中国社会科学院|大学, 中国移动|通信有限公司 are bodies of their own, not branches.
    let own = middle.is_empty() && matches!(hit.span.of(text), "大学" | "学院")
        || LEGAL.contains(&hit.span.of(text)) && middle.chars().count() <= 2;
    if own && parent.extractor == "organization:list" {
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
    if !affiliated(middle) {
        of_parent(document, &mut mention, parent);
    }
    if mention.place.is_none() {
        mention.place = place_inside(document, lexicon, Span::new(parent.span.end, span.end));
    }
    mention.confidence = 0.85;
    Some(mention)
}

/// 附属, 第一附属: what stands between a university and a body that only bears its name.
fn affiliated(middle: &str) -> bool {
    middle.starts_with("附属") || middle.starts_with('第') && middle.contains("附属")
}

/// A branch is part of its parent, and where its own words say (深圳市医疗保障局|罗湖分局); a local office of a body of the
/// whole country (国家统计局|南京调查队) is a body in its place.
pub(super) fn of_parent(document: &Document<'_>, mention: &mut Mention, parent: &Mention) {
    mention.place = tail_place(document, Span::new(parent.span.end, mention.span.end));
    let whole = parent.extractor == "organization:list" && parent.kind != Some(OrgKind::Company);
    if mention.place.is_none() || !whole {
        mention.parent = Some(parent.label.clone());
    }
}

/// 国网|常州供电公司: the name begins before the place with a word of `org_prefixes.tsv`.
fn with_prefix(text: &str, extent: usize, place: usize, lexicon: &Lexicon) -> usize {
    let prefix = lexicon.list("org_prefixes").longest_suffix(&text[extent..place]);
    prefix.map_or(place, |(word, _)| place - word.len())
}

fn unit_begins(stem: &str) -> bool {
    stem.starts_with(['省', '市', '县']) && (3..=9).contains(&stem.chars().count())
}

/// 区|武术协会, 县|公交公司: the unit at the beginning is the story's place. Gives the name in full and the place.
pub(super) fn with_unit(
    document: &Document<'_>,
    lexicon: &Lexicon,
    span: Span,
    name: String,
) -> (String, Option<String>) {
    if let Some((town, rest)) = of_town(document, span, &name) {
        return (format!("{town}{rest}"), Some(town));
    }
    let Some(unit) = name.chars().next().filter(|c| "省市县区".contains(*c)) else { return (name, None) };
    let level = match unit {
        '省' => PlaceLevel::Province,
        '市' => PlaceLevel::City,
        _ => PlaceLevel::County,
    };
    let inside = document
        .mentions
        .iter()
        .any(|m| m.class == Class::Place && !m.anaphoric && m.span.holds(span.start) && m.span.start < span.start);
    match crate::extract::place::nearest(document, lexicon.gazetteer(), level, unit, span.start) {
        Some((place, _)) if !inside => (format!("{place}{}", &name[unit.len_utf8()..]), Some(place)),
        _ => (name, None),
    }
}

/// 镇|农技站, 街道|文化中心: the town or street last named, and the words behind its unit.
fn of_town<'n>(document: &Document<'_>, span: Span, name: &'n str) -> Option<(String, &'n str)> {
    let unit = ["街道", "镇", "乡"].iter().find(|unit| name.starts_with(**unit))?;
    let rest = &name[unit.len()..];
    let begins = |m: &Mention| m.class == Class::Place && m.span.holds(span.start);
    let place = document.mentions.iter().any(begins);
    let word = rest.chars().count() < 2 || rest.starts_with(['村', '级', '域', '江', '海']);
    if place || word { None } else { Some((super::formal::town_before(document, span.start, unit)?, rest)) }
}

/// Whether the name goes on: 公司|法, 中心|城区.
pub(super) fn continues(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    if ["大学校", "小学校", "中学校"].iter().any(|word| text[..end].ends_with(word))
        || text[..end].ends_with('部') && rest.starts_with('门')
        || text[..end].ends_with("学院") && rest.starts_with('派')
        || text[..end].ends_with("大学") && rest.starts_with('生')
        || text[..end].ends_with("学校") && rest.starts_with('长')
        || text[..end].ends_with("工会")
            && (rest.starts_with("系统")
                || rest.starts_with("组织") && !rest.starts_with("组织民管") && !rest.starts_with("组织部")
                || rest.starts_with("主席"))
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

/// 南通市5所学校: a number of bodies, not one.
pub(super) fn counted(name: &str) -> bool {
    let mut digit = false;
    if ["两级", "各级", "三级", "四级"].iter().any(|word| name.contains(word)) {
        return true;
    }
    name.chars().any(|c| {
        let hit = digit && matches!(c, '家' | '所' | '个' | '名' | '位' | '支' | '座' | '批');
        digit = c.is_ascii_digit() || matches!(c, '一' | '两' | '几' | '多' | '余');
        hit
    })
}

/// The name without the larger places it begins with (江西省吉安市|峡江县实验小学, 无锡市|宜兴桃园阁紫砂研究所).
pub(super) fn without_chain(document: &Document<'_>, span: Span) -> String {
    let text = document.text();
    let places =
        || document.mentions.iter().filter(|m| m.class == Class::Place && !m.anaphoric && m.span.end < span.end);
    let mut start = span.start;
    while let Some(first) = places().find(|m| m.span.start == start) {
        let next = places().find(|m| m.span.start == first.span.end && m.level > first.level);
        // A district keeps its city, a town its county (facts.md leaves both; annotated news do).
        let known = |next: &Mention| match first.level {
            Some(PlaceLevel::Province) => {
                !(MUNICIPALITIES.contains(&first.label.as_str()) && next.label.ends_with('区'))
            }
            Some(PlaceLevel::City) => next.label.ends_with(['市', '县', '旗']),
            _ => false,
        };
        if !next.is_some_and(known) {
            break;
        }
        start = first.span.end;
    }
    normal::label(&text[start..span.end])
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
