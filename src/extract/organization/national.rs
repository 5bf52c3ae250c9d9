//! Bodies of the whole country by list (`national_bodies.tsv`), and what makes a body only a credit.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Hit, Mention, OrgKind, PlaceLevel, Span};

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
        let app =
            ["APP", "App", "app"].iter().any(|word| text[hit.span.end..].trim_start_matches('”').starts_with(word));
        if generic || army || app || part_of_more(text, hit.span) || department_of(text, hit.span, taken) {
            continue;
        }
        let entry = lexicon.entry(hit);
        let flag = entry.fields.get(2).copied().unwrap_or("");
        if flag == "tag" && !tagged(document, hit.span)
            || text[hit.span.end..].starts_with('门') && entry.word.ends_with('部')
        {
            continue;
        }
        let joined =
            text[..hit.span.start].chars().next_back().is_some_and(crate::extract::boundary::is_name_character);
        if flag == "bare" && joined && !text[..hit.span.start].ends_with(['由', '和', '与', '在', '是', '日']) {
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
    let legal = [
        "有限",
        "股份",
        "控股",
        "集团有限",
        "集团股份",
        "学会",
        "协会",
        "大学",
        "学院",
        "出版社",
        "设计院",
        "研究院",
        "报",
    ]
    .iter()
    .any(|word| rest.starts_with(word));
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
    let country = super::formal::ending_at(document, span.start)
        .filter(|m| m.level == Some(PlaceLevel::Country) && m.label != "中国" && !m.anaphoric)?;
    let whole = Span::new(country.span.start, span.end);
    Some((whole, crate::extract::normal::label(whole.of(document.text()))))
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
    // 云州晚报/紫星新闻记者, 云州日报天眼新闻记者: other outlets of the house stand between, or the paper's name in 《》.
    let named: String = rest.chars().take(14).take_while(|c| !"。，；：！？“”".contains(*c)).collect();
    let house = named.starts_with(['/', '|', '｜', '丨', '·', '》'])
        || ["新闻", "全媒", "壹点"].iter().any(|w| named.contains(w));
    let dated = before.trim_end().ends_with('《') && named.trim_start().starts_with('》') && named.contains("（ 2")
        || named.trim_start().starts_with("》（2");
    if house && ["记者", "通讯员"].iter().any(|word| named.contains(word)) || dated || named.starts_with("官方微博")
    {
        return true;
    }
    let place_and_date =
        rest.chars().take(14).any(|c| matches!(c, '电' | '讯')) && rest.chars().take(12).any(|c| c == '日');
    let from = ["来源：", "来源:", "转自：", "转自:", "转自【", "【", "（", "据", "(", "来源|"];
    credit.iter().any(|word| rest.starts_with(word)) || from.iter().any(|word| before.ends_with(word)) || place_and_date
}
