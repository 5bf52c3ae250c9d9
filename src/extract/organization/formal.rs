//! Formal bodies: a named place or the unit of one (南京市|总工会, 市|人社局), and national bodies by list.

use crate::extract::place::nearest;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind, PlaceLevel, Span};

/// Whole bodies of which others in `bodies.tsv` are departments.
const WHOLES: [&str; 5] = ["中共{p}委", "{p}总工会", "{p}人大常委会", "{p}人民政府", "{p}政协"];

/// Bodies of `bodies.tsv` behind a place or its unit.
pub(super) fn find(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let list = lexicon.id("bodies");
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.span.len()), hit.span.start));
    let mut found: Vec<Mention> = Vec::new();
    for hit in hits {
        if found.iter().any(|m| m.span.overlaps(hit.span)) {
            continue;
        }
        if let Some(mention) = body(document, lexicon, hit) {
            found.push(mention);
        }
    }
    found.sort_by_key(|m| m.span);
    found
}

fn body(document: &Document<'_>, lexicon: &Lexicon, hit: Hit) -> Option<Mention> {
    let entry = lexicon.entry(hit);
    let (template, kind) = (entry.fields.first()?, OrgKind::from_word(entry.fields.get(1)?)?);
    let flags = entry.fields.get(2).copied().unwrap_or("");
    let text = document.text();
    if !clean_right(text, hit.span.end, entry.word, flags.contains("short")) {
        return None;
    }
    let (start, written, place) = if flags.contains("unit") {
        let unit = entry.word.chars().find(|c| "省市县区".contains(*c))?;
        let (label, _) = unit_place(document, lexicon, unit, hit.span.start)?;
        (hit.span.start, label.clone(), label)
    } else {
        let end = before_session(text, hit.span.start, entry.word);
        place_before(document, end).or_else(|| unit_before(document, lexicon, end, flags))?
    };
    // 办事处 of a town is a government; others are branches of the body before them.
    let town = ["镇", "乡", "街道"].iter().any(|unit| place.ends_with(unit));
    if entry.word == "办事处" && !town {
        return None;
    }
    let courts = court(document, entry.word, &place);
    let template = courts.unwrap_or(template);
    let (start, end, template) = of_league_or_party(text, start, hit.span.end, template);

    if flags.contains("admin") && !admin(lexicon, &place) {
        return None;
    }
    let mut mention = Mention::new(
        Span::new(start, end),
        Class::Organization,
        template.replace("{p}", &written),
        "organization:formal",
    );
    mention.kind = Some(kind);
    mention.parent = WHOLES
        .iter()
        .find(|w| template.starts_with(**w) && template.len() > w.len())
        .map(|w| w.replace("{p}", &written));
    mention.place = Some(place);
    mention.confidence = 0.95;
    if HOMES.contains(&entry.word) {
        of_home(document, &mut mention);
    }
    if kind != OrgKind::Media && credited(text, Some(kind), mention.span) {
        return None;
    }
    if kind == OrgKind::Media {
        // A paper is called by the name it has (湖北日报), not by the full name of its province.
        mention.label = super::super::normal::label(mention.span.of(text));
        if credited(text, Some(kind), mention.span) {
            return None;
        }
    }
    Some(mention)
}

/// The court of a province is a high one, that of a prefecture-level city an intermediate one.
fn court(document: &Document<'_>, word: &str, place: &str) -> Option<&'static str> {
    let level = document.mentions.iter().find(|m| m.class == Class::Place && m.label == place)?.level?;
    let municipality = ["北京市", "上海市", "天津市", "重庆市"].contains(&place);
    match level {
        PlaceLevel::Province if matches!(word, "法院" | "人民法院") => Some("{p}高级人民法院"),
        PlaceLevel::City if matches!(word, "法院" | "人民法院") && !municipality => Some("{p}中级人民法院"),
        _ => None,
    }
}

/// Bodies that are named after where their people come from (扬州市|河北商会).
const HOMES: [&str; 4] = ["商会", "同乡会", "校友会", "联谊会"];

/// The name of such a body is what the text says, and it stands in the place before the home, if one does.
fn of_home(document: &Document<'_>, mention: &mut Mention) {
    let text = document.text();
    let surface = super::super::normal::label(mention.span.of(text));
    let Some(outer) = ending_at(document, mention.span.start).filter(|outer| !outer.anaphoric) else {
        if !text[mention.span.start..].starts_with(mention.place.as_deref().unwrap_or(""))
            && !surface.starts_with(['省', '市', '县', '区'])
        {
            mention.label = surface;
        }
        return;
    };
    mention.span.start = outer.span.start;
    mention.label = format!("{}{}", outer.label, &text[outer.span.end..mention.span.end]);
    mention.place = Some(outer.label.clone());
}

/// 河北省|十四届|人大常委会: the session between place and body is no part of the name.
fn before_session(text: &str, end: usize, word: &str) -> usize {
    if !word.contains("人大") && !word.contains("人民代表大会") && !word.contains("政协") {
        return end;
    }
    let Some(rest) = text[..end].strip_suffix('届') else { return end };
    rest.trim_end_matches(|c: char| "第一二三四五六七八九十百零".contains(c) || c.is_ascii_digit()).len()
}

/// 共青团浙江省委, 民革泰州市委会: committees of the League and of the democratic parties.
fn of_league_or_party(text: &str, start: usize, end: usize, template: &str) -> (usize, usize, String) {
    if template != "中共{p}委" {
        return (start, end, template.to_owned());
    }
    const HEADS: [&str; 9] = ["共青团", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"];
    let Some(head) = HEADS.iter().find(|head| text[..start].ends_with(**head)) else {
        return (start, end, template.to_owned());
    };
    let tail = ["委员会", "委会"].iter().find(|tail| text[end - "委".len()..].starts_with(**tail)).unwrap_or(&"委");
    (start - head.len(), end - "委".len() + tail.len(), format!("{head}{{p}}{tail}"))
}

/// Whether the word ends where it stands: 市委 in 市委托, 市总 in 全市总量 do not.
fn clean_right(text: &str, end: usize, word: &str, short: bool) -> bool {
    let rest = &text[end..];
    let next = rest.chars().next();
    if short {
        return match word {
            "总" => !next.is_some_and(|c| {
                "量体规部数和值面人投经结工会计价额产收销共务裁监动长站分理统书司教编导队则校行店台是以".contains(c)
            }),
            _ => !next.is_some_and(|c| "托任派屈婉身实以".contains(c)),
        };
    }
    match word {
        "人大" => !rest.starts_with("代表"),
        "发布" | "妇联" if rest.starts_with("会") => false,
        "日报" | "晚报" => !rest.starts_with(['客', '网']),
        "法院" | "检察院" | "政府" | "政协" | "工会" => !next.is_some_and(|c| "性类网".contains(c)),
        _ => true,
    }
}

/// The named place (with those before it) that ends where the body begins.
fn place_before(document: &Document<'_>, end: usize) -> Option<(usize, String, String)> {
    let place = ending_at(document, end)?;
    let (mut start, mut written) = (place.span.start, place.label.clone());
    let (mut below, mut complete) = (place.level, true);
    while let Some(above) = ending_at(document, start) {
        if above.anaphoric || above.level >= below || above.level == Some(PlaceLevel::Country) {
            break;
        }
        start = above.span.start;
        below = above.level;
        // 江苏省常熟市…, 吉安市峡江县… are known as 常熟市…, 峡江县…: only districts and towns need the place above.
        let needed = match above.level {
            Some(PlaceLevel::Province) => false,
            Some(PlaceLevel::City) => !written.ends_with(['市', '县', '旗']) && !below_county(&written),
            _ => true,
        };
        if needed && complete {
            written.insert_str(0, &above.label);
        }
        complete &= needed;
    }
    let country_alone = place.label == "中国";
    (!place.anaphoric && !country_alone).then(|| (start, written, place.label.clone()))
}

/// Whether a name begins with a county (建湖县宝塔镇).
fn below_county(written: &str) -> bool {
    written.chars().take(6).any(|c| matches!(c, '县' | '旗')) && !written.ends_with('区')
}

fn ending_at<'d>(document: &'d Document<'_>, end: usize) -> Option<&'d Mention> {
    let upto = document.mentions.partition_point(|m| m.span.start < end);
    document.mentions[..upto].iter().rev().take(12).find(|m| m.class == Class::Place && m.span.end == end)
}

/// A bare 省, 市, 县, 区 before the body, which means the story's place (省总工会, 我市人社局).
fn unit_before(document: &Document<'_>, lexicon: &Lexicon, end: usize, flags: &str) -> Option<(usize, String, String)> {
    let text = document.text();
    let unit = text[..end].chars().next_back()?;
    let start = end - unit.len_utf8();
    let before = text[..start].chars().next_back();
    let known = document.mentions.iter().any(|m| m.class == Class::Place && m.span.end == end && !m.anaphoric);
    if known {
        return None;
    }
    const UNITS: [&str; 9] = ["街道", "镇", "乡", "开发区", "高新区", "经开区", "园区", "新区", "村"];
    if let Some(town) = UNITS.iter().find(|town| text[..end].ends_with(**town)) {
        let label = town_before(document, end, town)?;
        return Some((end - town.len(), label.clone(), label));
    }
    if !"省市县区州".contains(unit) || before.is_some_and(|c| "城都超夜菜股楼社校园景地新门集发税验范作片".contains(c))
    {
        return None;
    }
    if before.is_some_and(|c| "级各外跨两多三二一设".contains(c) || c.is_ascii_digit()) && !flags.contains("short")
    {
        return None;
    }
    let (label, _) = unit_place(document, lexicon, unit, start)?;
    let pronoun = before.filter(|c| "我该本".contains(*c)).map_or(0, char::len_utf8);
    Some((start - pronoun, label.clone(), label))
}

/// The town or street of a unit (街道, 镇) last named before a position.
fn town_before(document: &Document<'_>, position: usize, unit: &str) -> Option<String> {
    let at = document.mentions.partition_point(|m| m.span.start < position);
    let level = |m: &Mention| matches!(m.level, Some(PlaceLevel::Town | PlaceLevel::Region | PlaceLevel::Village));
    let town = |m: &&Mention| level(m) && m.label.ends_with(unit) && m.label != unit;
    document.mentions[..at].iter().rev().find(town).map(|m| m.label.clone())
}

fn unit_place(document: &Document<'_>, lexicon: &Lexicon, unit: char, position: usize) -> Option<(String, PlaceLevel)> {
    let level = match unit {
        '省' => PlaceLevel::Province,
        '市' | '州' => PlaceLevel::City,
        _ => PlaceLevel::County,
    };
    nearest(document, lexicon.gazetteer(), level, unit, position)
}

/// 上海市、江苏省、安徽省|人大常委会: each place of the list has such a body of its own.
pub(super) fn distribute(document: &Document<'_>, found: &[Mention]) -> Vec<Mention> {
    let text = document.text();
    let mut out = Vec::new();
    for body in found.iter().filter(|m| !m.anaphoric) {
        let Some(place) = body.place.as_ref().filter(|p| body.label.contains(p.as_str())) else { continue };
        let Some(level) =
            document.mentions.iter().find(|m| m.class == Class::Place && m.label == **place).and_then(|m| m.level)
        else {
            continue;
        };
        let mut start = body.span.start;
        while let Some(beside) = ["、", "和"]
            .iter()
            .find_map(|sign| text[..start].strip_suffix(*sign))
            .and_then(|rest| ending_at(document, rest.len()))
        {
            let taken = found.iter().any(|m| m.span.overlaps(beside.span));
            if beside.anaphoric || taken || beside.level != Some(level) {
                break;
            }
            let mut mention = body.clone();
            mention.span = beside.span;
            mention.label = body.label.replace(place.as_str(), &beside.label);
            mention.parent = body.parent.as_ref().map(|p| p.replace(place.as_str(), &beside.label));
            mention.place = Some(beside.label.clone());
            mention.extractor = "organization:list-of-places";
            mention.anaphoric = true;
            out.push(mention);
            start = beside.span.start;
        }
    }
    out
}

/// 国家税务总局|淮安经济技术开发区税务局: a national body directly before a formal one begins its name.
pub(super) fn join(national: &mut Vec<Mention>, formal: &mut [Mention]) {
    for body in formal.iter_mut() {
        let head = national.iter().position(|n| n.span.end == body.span.start && n.kind == Some(OrgKind::Government));
        if let Some(head) = head {
            let head = national.remove(head);
            body.span.start = head.span.start;
            body.label.insert_str(0, &head.label);
            body.parent = Some(head.label);
        }
    }
}

/// Bodies of `national_bodies.tsv` that no formal body covers.
pub(super) fn national(document: &Document<'_>, lexicon: &Lexicon, taken: &[Mention]) -> (Vec<Mention>, Vec<Span>) {
    let list = lexicon.id("national_bodies");
    let text = document.text();
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.span.len()), hit.span.start));
    let (mut found, mut blocked): (Vec<Mention>, Vec<Span>) = (Vec::new(), Vec::new());
    for hit in hits {
        let clash = |m: &Mention| m.span.overlaps(hit.span);
        let unit = text[..hit.span.start].chars().next_back().is_some_and(|c| "省市县区州局".contains(c));
        let generic = matches!(hit.span.of(text), "国资委" | "发改委") && unit;
        if taken.iter().any(clash) || found.iter().any(clash) || blocked.iter().any(|b| b.overlaps(hit.span)) {
            continue;
        }
        if credited(text, lexicon.entry(hit).fields.get(1).copied().and_then(OrgKind::from_word), hit.span) {
            blocked.push(hit.span);
            continue;
        }
        let army = hit.span.of(text).ends_with("解放军") && text[hit.span.end..].starts_with(['建', '军', '进']);
        if generic || army || part_of_more(text, hit.span) || department_of(text, hit.span, taken) {
            continue;
        }
        let entry = lexicon.entry(hit);
        let flag = entry.fields.get(2).copied().unwrap_or("");
        if flag == "tag" && !tagged(document, hit.span)
            || text[hit.span.end..].starts_with('门') && entry.word.ends_with('部')
        {
            continue;
        }
        if entry.fields.get(1) == Some(&"company") && part_of_company(document, hit.span) {
            continue;
        }
        let full = entry.fields.first().copied().unwrap_or(entry.word);
        // Some are called by their short names unless the article spells them out.
        let label = if flag == "own" && !text.contains(full) { entry.word } else { full };
        let (span, label) = foreign(document, hit.span).unwrap_or((hit.span, label.to_owned()));
        let mut mention = Mention::new(span, Class::Organization, label, "organization:list");
        mention.kind = entry.fields.get(1).copied().and_then(OrgKind::from_word);
        mention.confidence = 0.95;
        found.push(mention);
    }
    (found, blocked)
}

/// 北京乾超|航天科技|有限公司, 顺丰速运|有限公司: a company's short name inside the name of another one.
fn part_of_company(document: &Document<'_>, span: Span) -> bool {
    let rest = &document.text()[span.end..];
    let legal = ["有限", "股份", "控股", "集团有限", "集团股份"].iter().any(|word| rest.starts_with(word));
    let within = |t: &crate::model::Tag| {
        t.kind == crate::model::TagKind::Organization && t.span.start < span.start && t.span.end >= span.end
    };
    legal || document.tags.iter().any(within)
}

/// Whether the tagger sees a body exactly here.
fn tagged(document: &Document<'_>, span: Span) -> bool {
    document.tags.iter().any(|t| t.kind == crate::model::TagKind::Organization && t.span == span)
}

/// 埃及|全国总工会: another country's body of the same name.
fn foreign(document: &Document<'_>, span: Span) -> Option<(Span, String)> {
    let country = ending_at(document, span.start)
        .filter(|m| m.level == Some(PlaceLevel::Country) && m.label != "中国" && !m.anaphoric)?;
    let whole = Span::new(country.span.start, span.end);
    Some((whole, super::super::normal::label(whole.of(document.text()))))
}

/// 全国人大|代表, 中国移动|通信: the words go on.
fn part_of_more(text: &str, span: Span) -> bool {
    let rest = &text[span.end..];
    rest.starts_with("代表") && span.of(text) == "全国人大"
        || span.of(text) == "中国共产党" && !rest.starts_with("中央")
}

/// 全国总工会宣传|教育部: a ministry's name at the end of a department.
fn department_of(text: &str, span: Span, taken: &[Mention]) -> bool {
    span.of(text).ends_with('部')
        && taken.iter().any(|m| {
            let gap = text.get(m.span.end..span.start).unwrap_or("，");
            (1..=6).contains(&gap.chars().count())
                && gap.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
                && !gap.starts_with(['和', '与', '及', '同'])
        })
}

/// A media outlet that the text only credits (来源：人民网, 新华社记者, 中新网8月1日电): a `source`, not an entity.
pub(super) fn credited(text: &str, kind: Option<OrgKind>, span: Span) -> bool {
    let (before, rest) = (&text[..span.start], &text[span.end..]);
    if kind != Some(OrgKind::Media) {
        return ["来源：", "来源:", "转自：", "转自:"].iter().any(|word| before.ends_with(word))
            || ["网站）", "网站)", "官网）", "官网)", "微信公众号", "供图"].iter().any(|word| rest.starts_with(word));
    }
    let credit = [
        "记者",
        "客户端",
        "讯",
        "电",
        "消息",
        "供图",
        "发（",
        "发(",
        "网讯",
        "－",
        "-",
        "微信",
        "）",
        ")",
        "首席记者",
        "社全媒体",
        "社记者",
        "全媒体",
        "见习",
    ];
    let place_and_date =
        rest.chars().take(14).any(|c| matches!(c, '电' | '讯')) && rest.chars().take(12).any(|c| c == '日');
    let from = ["来源：", "来源:", "转自：", "转自:", "转自【", "【", "（", "据", "(", "来源|"];
    credit.iter().any(|word| rest.starts_with(word)) || from.iter().any(|word| before.ends_with(word)) || place_and_date
}

/// Whether a label is a division of county level or above.
fn admin(lexicon: &Lexicon, label: &str) -> bool {
    !lexicon.gazetteer().named(label).is_empty()
}

/// 市教育局、|司法局、残联: bodies in a list that share the place of the first.
pub(super) fn listed(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let text = document.text();
    let list = lexicon.id("bodies");
    let mut hits: Vec<Hit> = document.hits.iter().copied().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    for hit in hits {
        let Some(before) = ["、", "和", "及", "与"].iter().find_map(|sign| text[..hit.span.start].strip_suffix(*sign))
        else {
            continue;
        };
        let Some(first) = found.iter().find(|m| m.span.end == before.len()) else { continue };
        if let Some(mention) = shared(document, lexicon, hit, first)
            && !found.iter().any(|m| m.span.overlaps(hit.span))
        {
            found.push(mention);
        }
    }
    found.sort_by_key(|m| m.span);
}

fn shared(document: &Document<'_>, lexicon: &Lexicon, hit: Hit, first: &Mention) -> Option<Mention> {
    let entry = lexicon.entry(hit);
    let (template, kind) = (entry.fields.first()?, OrgKind::from_word(entry.fields.get(1)?)?);
    let flags = entry.fields.get(2).copied().unwrap_or("");
    let place = first.place.as_ref().filter(|_| first.extractor == "organization:formal")?;
    let public = matches!(
        kind,
        OrgKind::Government | OrgKind::Party | OrgKind::Association | OrgKind::Judiciary | OrgKind::Legislature
    );
    let plain = entry.word.chars().count() >= 3
        || ["妇联", "残联", "文联", "科协", "团委", "政府", "台办"].contains(&entry.word);
    let common = entry.word.starts_with('委') || ["商会", "党委", "办事处"].contains(&entry.word);
    if !public || !plain || common || flags.contains("short") || flags.contains("unit") {
        return None;
    }
    if !clean_right(document.text(), hit.span.end, entry.word, false)
        || document.text()[hit.span.end..].starts_with('门')
    {
        return None;
    }
    // The words before the place in the first name (中共) are no part of this one.
    let at = first.label.rfind(place.as_str())?;
    let above = first.label[..at].trim_start_matches("中共").trim_start_matches("共青团");
    let mut mention = first.clone();
    mention.span = hit.span;
    mention.label = template.replace("{p}", &format!("{above}{place}"));
    mention.kind = Some(kind);
    mention.parent = None;
    mention.anaphoric = true;
    mention.confidence = 0.85;
    Some(mention)
}
