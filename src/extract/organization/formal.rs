//! Formal bodies: a named place or the unit of one (南京市|总工会, 市|人社局), and national bodies by list.

use crate::extract::boundary::is_name_character;
use crate::extract::place::nearest;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind, PlaceLevel, Span};

/// Cities that are provinces: their districts are called with them, as those of other cities are (上海市虹口区发明协会).
pub(super) const MUNICIPALITIES: [&str; 4] = ["北京市", "上海市", "天津市", "重庆市"];

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
    let surface = super::super::normal::label(mention.span.of(text));
    let foreign = kind == OrgKind::Government && abroad(document, mention.place.as_deref());
    if foreign || flags.contains("named") && !surface.starts_with(['省', '市', '县', '区']) {
        mention.label = surface;
    }
    if kind != OrgKind::Media && super::national::credited(text, Some(kind), mention.span) {
        return None;
    }
    if kind == OrgKind::Media && !mention.span.of(text).starts_with(['省', '市', '县', '区']) {
        // A paper is called by the name it has (湖北日报), not by the full name of its province.
        mention.label = super::super::normal::label(mention.span.of(text));
        if super::national::credited(text, Some(kind), mention.span) {
            return None;
        }
    }
    Some(mention)
}

/// Whether a place is another country: its 政府 is no 人民政府.
fn abroad(document: &Document<'_>, place: Option<&str>) -> bool {
    let country = |m: &&Mention| m.class == Class::Place && m.level == Some(PlaceLevel::Country);
    document.mentions.iter().filter(country).any(|m| m.label != "中国" && Some(m.label.as_str()) == place)
}

/// The court of a province is a high one, that of a prefecture-level city an intermediate one.
fn court(document: &Document<'_>, word: &str, place: &str) -> Option<&'static str> {
    let level = document.mentions.iter().find(|m| m.class == Class::Place && m.label == place)?.level?;
    let municipality = MUNICIPALITIES.contains(&place);
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
        // 团|广东省委: the League by one character, where no word (集团, 代表团) ends with it.
        let free = |c: char| !is_name_character(c) || "由和与及经".contains(c);
        let league = text[..start].strip_suffix('团').filter(|before| before.is_empty() || before.ends_with(free));
        return match league {
            Some(before) => (before.len(), end, "共青团{p}委".to_owned()),
            None => (start, end, template.to_owned()),
        };
    };
    let tail = ["委员会", "委会"].iter().find(|tail| text[end - "委".len()..].starts_with(**tail)).unwrap_or(&"委");
    (start - head.len(), end - "委".len() + tail.len(), format!("{head}{{p}}{tail}"))
}

/// Whether the word ends where it stands: 市委 in 市委托, 市总 in 全市总量 do not.
pub(super) fn clean_right(text: &str, end: usize, word: &str, short: bool) -> bool {
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
        "法院" | "检察院" | "政府" | "政协" | "工会" => !next.is_some_and(|c| "性类网界".contains(c)),
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
            Some(PlaceLevel::Province) => MUNICIPALITIES.contains(&above.label.as_str()) && written.ends_with('区'),
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

pub(super) fn ending_at<'d>(document: &'d Document<'_>, end: usize) -> Option<&'d Mention> {
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
pub(super) fn town_before(document: &Document<'_>, position: usize, unit: &str) -> Option<String> {
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

/// Whether a label is a division of county level or above.
fn admin(lexicon: &Lexicon, label: &str) -> bool {
    !lexicon.gazetteer().named(label).is_empty()
}
