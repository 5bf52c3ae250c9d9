//! The headline that a text of the web carries at its beginning: 原标题：…, with no line break behind it.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::han;
use crate::segment::line::is_space;

/// Headline and the rest of the text, when the text begins with 原标题：. `title` is the title field, often cut short.
///
/// The headline ends at a run of spaces, where it is said a second time, or where the words begin with which reports begin.
pub fn original_title<'t>(text: &'t str, title: Option<&str>) -> Option<(String, &'t str)> {
    let rest = text.trim_start_matches(is_space).strip_prefix("原标题")?;
    let rest = rest.strip_prefix(['：', ':'])?.trim_start_matches(is_space);
    let least = title.and_then(|t| rest.starts_with(t).then_some(t.len())).unwrap_or(0);
    let end = end(rest, least)?;
    let words = rest[..end].split(is_space).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let length = words.chars().count();
    let (last, stops) = (words.chars().last(), words.contains('。'));
    ((6..=64).contains(&length) && !stops && !matches!(last, Some('，' | '、' | '：')))
        .then(|| (words, rest[end..].trim_start_matches(is_space)))
}

/// Byte position where the headline ends, the nearest of all that can be told, at `least` or behind it.
fn end(rest: &str, least: usize) -> Option<usize> {
    let ends: Vec<usize> = rest.char_indices().map(|(at, _)| at).take(72).collect();
    let window = &rest[..ends.last().copied().unwrap_or(0)];
    let wide = window.find("   ").or_else(|| window.find('\n'));
    let from = ends.iter().copied().find(|&at| at >= least.max(18) || rest[..at].chars().count() >= 8)?;
    [wide.filter(|&at| at >= least), again(rest, &ends, least), opening(rest, window, from.max(least))]
        .into_iter()
        .flatten()
        .min()
}

/// Where the words begin a second time.
fn again(rest: &str, ends: &[usize], least: usize) -> Option<usize> {
    let first: String = rest.chars().filter(|&c| !is_space(c)).take(7).collect();
    ends.iter()
        .copied()
        .filter(|&at| at >= least.max(15))
        .find(|&at| rest[at..].chars().filter(|&c| !is_space(c)).take(7).eq(first.chars()))
}

/// Where the first words of a report stand.
fn opening(rest: &str, window: &str, from: usize) -> Option<usize> {
    static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(concat!(
            r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}日)?(?:上午|下午|晚|，|讯|消息|是|，|,)",
            r"|(?:本报|[\p{Han}·/]{2,5}(?:日报|晚报|晚报网|都市报|企业报|商报|新闻网|网|社|融媒))[\p{Han}\s-]{0,6}(?:\d{1,2}月\d{1,2}日)?(?:讯|电|消息)",
            r"|(?:近日|日前|连日来|近期|炎炎夏日|盛夏|三伏时节|夏日炎炎|暑假|新时代)[，,\p{Han}]",
            r"|为(?:进一步|深入|了|全面|切实|认真|贯彻|推动|做好|丰富|加强|大力|扎实|确保|帮助|满足|统一|展示|弘扬|传承|落实|不断|有效|充分|庆祝|推进)",
            r"|在[“《\p{Han}]{2,12}(?:之际|来临|建军节)",
            r"|(?:[\p{Han}]{2,6}(?:新闻)?)?记者[\s：\p{Han}]{2}",
            r"|(?:通讯员|文[ ]?[|/]|图[：|/])",
        )))
        .ok()
    });
    // Words in quotation marks belong to the headline or open the text by themselves.
    let spoken =
        window.match_indices('“').map(|(at, _)| at).filter(|&at| at >= from).find(|&at| opens_speech(&rest[at..]));
    let found = OPENING.as_ref()?.find(&window[from.min(window.len())..]).map(|m| m.start() + from);
    found.into_iter().chain(spoken).filter(|&at| balanced(&rest[..at])).min()
}

/// Whether a quotation is speech: a whole sentence, or words behind an exclamation, and no name in quotation marks.
fn opens_speech(text: &str) -> bool {
    const NAMED: [&str; 8] = ["活动", "行动", "工程", "计划", "专项", "主题", "系列", "慰问"];
    let quote: String = text.chars().skip(1).take(60).collect();
    let close = quote.find('”').unwrap_or(quote.len());
    let named = quote.get(close + 3..).is_some_and(|after| NAMED.iter().any(|name| after.starts_with(name)));
    !named && quote.find(['，', '。', '！', '？', '!', '?']).is_some_and(|stop| stop < close)
}

/// Whether no quotation or bracket is open.
fn balanced(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('“') == count('”') && count('《') == count('》') && count('（') == count('）')
}
