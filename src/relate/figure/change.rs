//! “同比增长5.6%”, “比上月加快2.0个百分点”: a change, and the words that say of what it is measured.

use std::sync::LazyLock;

use regex::Regex;

/// The end of a clause that says how something changed, before the number.
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<change>(?:(?:同比|环比|[比较](?:上年|去年|前年|上月|上季度|上周|一季度|二季度|三季度|四季度|\d{1,2}月份?|\d{4}年)?[^，。；、]{0,8}?)?",
        r"(?:名义|实际|合计|累计|平均|年均|共)?(?:分别)?",
        r"(?P<verb>增长率?|下降|上升|上涨|上调|下调|下跌|提高|提升|增加|减少|回落|放缓|加快|收窄|扩大|下滑|降低|多增|少增|压缩|缩短|缩减|节约|涨幅|增幅|降幅|增速|跌幅|增速为|",
        r"[高低快慢多少]))(?:分别)?)(?:为|达到|达|了|约|近|超过|超|到)*$"
    ))
    .ok()
});

/// A change at the end of the words before a number: where it begins and what it is called.
pub(super) fn change(before: &str) -> Option<(usize, String)> {
    let found = CHANGE.as_ref()?.captures(before)?;
    let (change, verb) = (found.name("change")?, found.name("verb")?);
    let bare = verb.as_str().chars().count() == 1;
    // 高, 多 and the like need a standard of comparison (比上年同期高3.4个百分点).
    if bare && !["同比", "环比", "比", "较"].iter().any(|w| change.as_str().starts_with(w)) {
        return None;
    }
    let label: String = change.as_str().replace("分别", "");
    Some((change.start(), short(&label, verb.as_str())))
}

/// 比上年同期增长 is what others call 增长; 同比高 is 同比提高.
fn short(change: &str, verb: &str) -> String {
    let verb = match verb {
        "高" => "提高",
        "低" => "下降",
        "快" => "加快",
        "慢" => "放缓",
        other => other,
    };
    let head = match () {
        () if change.starts_with("同比") => "同比",
        () if change.starts_with("环比") || change.starts_with("比上月") => "环比",
        () => "",
    };
    format!("{head}{verb}")
}
