//! Facts about the article itself: headline, byline, source.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{Lexicon, han};
use crate::model::{Claim, Document, Qualifier, Relation, Span};
use crate::relate::Relator;

/// Headline, bylines and sources.
pub struct ArticleFacts;

impl Relator for ArticleFacts {
    fn name(&self) -> &'static str {
        "article"
    }

    fn relate(&self, document: &Document<'_>, lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let article = document.article;
        if let Some(headline) = &article.headline {
            claims.push(Claim::of_article(Relation::Headline, headline.clone(), article.headline_span, self.name()));
        }
        for byline in document.bylines.iter().chain(&article.detached_bylines).filter(|b| b.role != "编辑") {
            let claim = Claim::of_article(Relation::Byline, byline.name.clone(), byline.span, "byline");
            claims.push(claim.with(Qualifier::Role, byline.role));
        }
        for (span, name) in sources(document, lexicon) {
            claims.push(Claim::of_article(Relation::Source, name, span, "source"));
        }
    }
}

/// The outlets that the text credits, each once, in order.
fn sources(document: &Document<'_>, lexicon: &Lexicon) -> Vec<(Span, String)> {
    let text = document.text();
    let outlets = outlets(document, lexicon);
    let (mut found, reported) = credits(text, &outlets);
    let datelined: Vec<(Span, String)> = datelines(text, &outlets);
    let of_reporters = of_reporters(document, &outlets);
    if datelined.is_empty() {
        found.extend(of_reporters);
    }
    found.extend(datelined);
    if found.is_empty() {
        found.extend(reported);
    }
    if found.is_empty() {
        found.extend(publisher(document));
    }
    found.retain(|(_, name)| {
        !name.contains("本报") && !name.starts_with("原创") && !name.contains(['“', '”']) && name != "网络"
    });
    found.sort_by_key(|(span, _)| span.start);
    let mut names: Vec<String> = Vec::new();
    found.retain(|(_, name)| {
        let known =
            names.iter().any(|other| other == name || other.contains(name.as_str()) || name.contains(other.as_str()));
        names.push(name.clone());
        !known
    });
    found
}

/// Known outlets in the text, the longest of overlapping ones.
fn outlets(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Span> {
    let media = lexicon.id("media");
    let mut spans: Vec<Span> = document.hits.iter().filter(|hit| hit.list == media).map(|hit| hit.span).collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let free = span.start >= end;
        end = end.max(span.end);
        free
    });
    spans
}

/// Where an outlet is credited, and its name.
type Credit = (Span, String);

/// 来源：人民网, 本文转自：人民网, （扬州市河北商会秘书处供稿）, 转载请注明来自浦东发布, 据新华社电, 《人民日报》（ 2023年08月14日.
/// Those of the last kind but one (据…报道) come apart: they count only where nothing else is credited.
fn credits(text: &str, outlets: &[Span]) -> (Vec<Credit>, Vec<Credit>) {
    static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(concat!(
            r"(?:^|[^\p{Han}])(?:文章|稿件|信息|新闻|内容|资料)?来源 ?[：:丨|]\s*(?:文/图 )?(?P<a>[^\s，。；、（）()【】\[\]/|－\-—_*]{2,20})",
            r"|本文转自 ?[：:【]? ?(?P<b>[^\s，。；、（）()【】\[\]/|－\-—_*]{2,14})",
            r"|[（(](?P<c>[\p{Han}]{4,20})(?:供稿|官网)[）)]",
            r"|转载请注明(?:来自|出处)[：:]?(?P<d>[\p{Han}]{2,10}?)(?:官方|微信|公众号|$)",
            r"|据(?P<e>新华社|新华网|中新社|央视新闻|人民日报|央视网|扬子晚报|[\p{Han}]{2,6}(?:日报|晚报|新闻|网))(?:[\p{Han}]{0,4}(?:\d{1,2}月\d{1,2}日)?(?:电|报道|消息)|，)",
            r"|《 ?(?P<f>[\p{Han}]{2,8}报) ?》 ?（ ?\d{4}年",
            r"|[（(](?P<g>[\p{Han}]{2,10}网)、(?P<h>[\p{Han}]{2,10})联合报道[）)]",
        )))
        .ok()
    });
    let Some(credit) = CREDIT.as_ref() else { return Default::default() };
    let (mut found, mut reported) = (Vec::new(), Vec::new());
    for hit in credit.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        // A picture's source in mid-text is none of the article's.
        let picture = text[..whole.end()].contains("图片来源")
            && whole.as_str().contains("来源")
            && text.get(..whole.start() + 3).is_some_and(|before| before.ends_with("图片"));
        for group in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let Some(name) = hit.name(group).filter(|_| !picture) else { continue };
            let outlet = outlets.iter().find(|span| span.start == name.start() && span.end <= name.end());
            let cut = text[name.end()..].starts_with("社客户端") || text[name.end()..].starts_with('站');
            let words =
                outlet.filter(|_| group != "e").map_or_else(|| trimmed(name.as_str()), |span| span.of(text).to_owned());
            let in_brackets = whole.as_str().starts_with(['（', '(']);
            let closing = text[name.end()..].trim_start_matches(['）', ')', ' ', '】']);
            if group == "a" && in_brackets && !ends(closing)
                || words.chars().count() < 2
                || cut
                || words.ends_with("官网") && group == "e"
            {
                continue;
            }
            let list = if group == "e" { &mut reported } else { &mut found };
            list.push((Span::new(name.start(), name.end()), words));
        }
    }
    (found, reported)
}

/// Whether the article ends here, but for the site's own words.
fn ends(rest: &str) -> bool {
    rest.is_empty()
        || ["返回搜狐", "责任编辑", "编辑", "责编", "【", "[", "\n"].iter().any(|word| rest.starts_with(word))
}

/// The outlet without what the site put behind it.
fn trimmed(name: &str) -> String {
    let stop =
        ["返回搜狐", "责任编辑", "编辑", "作者", "记者", "原标题", "微信", "公众号", "官方微博", "官微", "客户端记者"];
    let end = stop.iter().filter_map(|word| name.find(word)).min().unwrap_or(name.len());
    name[..end].trim_matches(['“', '”', '"', '《', '》', '：', ':', '丨']).to_owned()
}

/// 新华社北京8月1日电, 央视网消息, 中工网讯（.
fn datelines(text: &str, outlets: &[Span]) -> Vec<(Span, String)> {
    static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(r"^(?:（[\p{Han}]{2,8}）)?(?:[\p{Han}]{0,8}?[ ]?(?:\d{4}年)?\d{1,2}月\d{1,2}日 ?(?:电|讯|消息|报道)|[\p{Han}]{0,3}?(?:讯|消息)[ ]?[（(：:，]|讯|[（(]www|(?:发|供图)[ ]?[（(])")).ok()
    });
    static UNKNOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(r"(?m)(?:^|[\s。”！·])(?P<o>[\p{Han}]{2,10}?(?:社|网|报|新闻|在线|融媒|融媒体|客户端|电视台))(?:[\p{Han}]{2,4})?(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日)? ?(?:电|讯)[ ]?[（(\p{Han}\d]")).ok()
    });
    let Some(behind) = BEHIND.as_ref() else { return Vec::new() };
    let dated = outlets.iter().filter(|span| {
        let right = &text[span.end..];
        behind.is_match(right.get(..right.char_indices().nth(36).map_or(right.len(), |(at, _)| at)).unwrap_or(right))
    });
    let mut found: Vec<(Span, String)> = dated.map(|span| (*span, span.of(text).to_owned())).collect();
    if let (true, Some(unknown)) = (found.is_empty(), UNKNOWN.as_ref()) {
        let hits = unknown.captures_iter(text).filter_map(|hit| hit.name("o"));
        let real =
            hits.filter(|outlet| !outlet.as_str().starts_with(['本', '据']) && !outlet.as_str().ends_with("通讯社"));
        found.extend(real.map(|outlet| (Span::new(outlet.start(), outlet.end()), outlet.as_str().to_owned())));
    }
    found
}

/// 极目新闻记者 张三; 扬子晚报/紫牛新闻记者.
fn of_reporters(document: &Document<'_>, outlets: &[Span]) -> Vec<(Span, String)> {
    let text = document.text();
    let mut found = Vec::new();
    let mut chain: Vec<Span> = Vec::new();
    for span in outlets {
        if chain
            .last()
            .is_some_and(|last: &Span| !matches!(&text[last.end..span.start], "/" | "、" | "|" | "·" | "-" | "｜"))
        {
            chain.clear();
        }
        chain.push(*span);
        let right = &text[span.end..];
        let extended = right.strip_prefix('社').unwrap_or(right);
        let rest = ["全媒体", "客户端", "首席", "主任", "见习", "特约"]
            .iter()
            .fold(extended, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        let Some(name) = rest
            .strip_prefix("记者")
            .or_else(|| rest.strip_prefix("通讯员"))
            .or(Some(rest).filter(|r| r.starts_with(' ')))
        else {
            continue;
        };
        let start = text.len() - name.trim_start_matches([' ', '\u{3000}', '：', ':']).len();
        if document.bylines.iter().any(|byline| byline.span.start == start) {
            let end = span.end + (right.len() - extended.len());
            for outlet in chain.drain(..) {
                let outlet = if outlet == *span { Span::new(span.start, end) } else { outlet };
                found.push((outlet, outlet.of(text).to_owned()));
            }
        }
    }
    found
}

/// The container's own word for it, when the text names it too.
fn publisher(document: &Document<'_>) -> Option<(Span, String)> {
    let named = document.article.publisher.as_deref()?;
    let name = named.split(['（', '(']).next().unwrap_or(named).trim();
    let at = document.text().find(name).filter(|_| !name.is_empty())?;
    Some((Span::new(at, at + name.len()), name.to_owned()))
}
