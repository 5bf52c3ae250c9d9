//! Bodies that are only where something happens: 在朵云轩艺术中心举行. There they are places.

use crate::model::{Class, Document, Mention, PlaceLevel};

/// Ends of the names of bodies that one can meet in.
#[rustfmt::skip]
const VENUES: [&str; 16] = [
    "中心", "文化馆", "文化宫", "图书馆", "体育馆", "美术馆", "大厅", "礼堂", "会堂", "剧院", "酒店", "饭店", "宾馆", "基地", "俱乐部", "总部",
];

/// What stands before a place.
const BEFORE: [&str; 10] = ["在", "于", "来到", "走进", "前往", "位于", "抵达", "走访", "赴", "落户"];

/// What is done at a place.
#[rustfmt::skip]
const HELD: [&str; 22] = [
    "举行", "举办", "召开", "开幕", "闭幕", "启动", "拉开", "开展", "开赛", "上演", "进行", "成功举", "圆满", "隆重", "顺利", "正式", "开班", "开讲", "揭牌", "落下", "热烈",
    "同步",
];

/// Turns such bodies into sites.
pub(super) fn turn(document: &Document<'_>, found: &mut [Mention]) {
    let text = document.text();
    for mention in found.iter_mut() {
        let label = mention.label.as_str();
        let open =
            matches!(mention.extractor, "organization:tagger" | "organization:tagger+suffix" | "organization:formal");
        let venue = VENUES.iter().any(|end| label.ends_with(end)) && !label.ends_with("医疗中心");
        let at = BEFORE.iter().any(|word| text[..mention.span.start].ends_with(word));
        let held = HELD.iter().any(|word| text[mention.span.end..].starts_with(word));
        if open && venue && at && held && mention.parent.is_none() {
            mention.class = Class::Place;
            mention.level = Some(PlaceLevel::Site);
            mention.kind = None;
            mention.extractor = "place:venue";
        }
    }
}
