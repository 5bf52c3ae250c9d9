//! The items of 爱心互献、工会驿站等品牌.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::initiative::candidate::verbs::Verbs;
use crate::extract::initiative::candidate::{Candidate, Kind};
use crate::extract::normal;
use crate::model::Span;

/// Items without quotes before 等品牌: 叫响做实爱心互献、工会驿站、12351热线等品牌.
pub(super) fn listed(text: &str, verbs: &Verbs) -> Vec<Candidate> {
    static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"等(?:[一二三四五六七八九十多数百\d]+[个项大]|系列|特色|重点|一批|主题|服务|优质|专项|公益|工会|惠民|一系列|多)*(?:品牌|项目|活动|行动|工程)")
            .ok()
    });
    let Some(tail) = TAIL.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for end in tail.find_iter(text) {
        let mut item_end = end.start();
        loop {
            let (start, border) = verbs.item_left(text, item_end);
            let span = Span::new(start, item_end);
            let length = span.of(text).chars().count();
            if !(3..=16).contains(&length) || span.of(text).contains(['“', '”', '《']) {
                break;
            }
            let more = border == "mark:、";
            found.push(Candidate {
                span,
                core: span,
                label: normal::label(span.of(text)),
                kind: Kind::Listed,
                head: None,
                border: format!(
                    "{}|{}",
                    &text[end.start()..end.end()].chars().rev().take(2).collect::<String>(),
                    border
                ),
            });
            if !more {
                break;
            }
            item_end = start - '、'.len_utf8();
        }
    }
    found
}
