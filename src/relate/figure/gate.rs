//! What is a fact, and of which sort: numbers that are none, targets against results, periods and deadlines.

use crate::lexicon::Lexicon;
use crate::model::{Class, Document, EntityRef, Quantity, Span};

/// Whether a sentence belongs to the headline, whose figures the body tells again.
pub(super) fn headline(document: &Document<'_>, sentence: Span) -> bool {
    let headline = document.article.headline_span;
    !headline.is_empty() && headline.overlaps(sentence) && document.article.text.len() > headline.end + 1
}

/// The beginning of the clause that holds a position, not before `left`.
pub(super) fn clause_start(text: &str, left: usize, position: usize) -> usize {
    let before = &text[left..position];
    before
        .rfind(['，', '；', '：', '。', '！', '？', '\n', '●'])
        .map_or(left, |at| left + at + before[at..].chars().next().map_or(0, char::len_utf8))
}

/// The words up to the end of the clause.
pub(super) fn clause_end(text: &str) -> &str {
    text.find(['，', '；', '：', '。', '！', '？', '\n', '●']).map_or(text, |at| &text[..at])
}

/// Numbers that state nothing: durations, ages, numbers inside names, examples.
pub(super) fn unwanted(document: &Document<'_>, lexicon: &Lexicon, index: usize, before: &str, after: &str) -> bool {
    let quantity = &document.quantities[index];
    let kind = lexicon.list("units").get(&quantity.unit).and_then(|e| e.fields.get(1).copied()).unwrap_or("");
    let named = |m: &&crate::model::Mention| {
        m.span.contains(quantity.span)
            && matches!(
                m.class,
                Class::Policy
                    | Class::Event
                    | Class::Initiative
                    | Class::Work
                    | Class::Organization
                    | Class::Honor
                    | Class::Measure
                    | Class::Place
            )
    };
    let negated = ["不", "没有", "未", "无", "并非", "如果", "若", "假如", "每"].iter().any(|w| before.ends_with(w));
    let open = before.matches('《').count() > before.matches('》').count();
    // “六大类”, “三套班子”: sorts, not counts; single Chinese digits count what is listed beside them.
    let sorts = matches!(quantity.unit.as_str(), "类" | "种" | "套" | "张" | "伏" | "千伏" | "双" | "面" | "口" | "片");
    let words = quantity.span.of(document.text());
    let digit = matches!(quantity.value.as_str(), "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")
        && !words.chars().any(|c| c.is_ascii_digit() || c.is_numeric() && !('一'..='龥').contains(&c));
    let small = digit && !matches!(quantity.unit.as_str(), "户" | "所" | "%");
    let bare = quantity.unit.is_empty()
        && !["量", "人次", "数", "人口", "师生", "职工", "人", "劳动者"]
            .iter()
            .any(|w| before.contains(w) || after.contains(w));
    kind == "time"
        || sorts
        || small
        || bare
        || document.mentions.iter().filter(named).count() > 0
        || negated
        || open
        || after.starts_with("级")
}

/// Whether a noun can stand in a row.
pub(super) fn noun(noun: &str) -> bool {
    let length = noun.chars().count();
    let loose = ["后", "前", "时", "以来", "之间", "以上", "上", "中", "里"].iter().any(|w| noun.ends_with(w));
    let empty = matches!(
        noun,
        "价值"
            | "全国"
            | "人"
            | "比例"
            | "时间"
            | "总"
            | "累计"
            | "新增"
            | "合计"
            | "面积为"
            | "方面"
            | "以及"
            | "部分"
            | "问题"
            | "时候"
    );
    (2..=40).contains(&length)
        && !loose
        && !empty
        && !noun.chars().any(|c| matches!(c, '，' | '。' | '；' | '：' | '\n' | '\t'))
}

/// “170余人参会”: what people do, when no noun says who they are.
pub(super) fn doing(unit: &str, after: &str) -> Option<String> {
    let people = matches!(unit, "人" | "名" | "位" | "人次" | "户" | "家");
    let length = after.chars().count();
    (people && (2..=12).contains(&length)).then(|| crate::relate::figure::noun::tidy(after))
}

/// Units of lengths of lists and of small things, which are seldom what an article reports as a result.
const LISTED: [&str; 4] = ["条", "位", "公里", "项"];

/// Whether a result is likely enough to be one. Measured on annotated news: what this turns away was right in one case
/// of five (precision of results 0.51 → 0.62 at recall 0.54 → 0.50 on articles not tuned on).
pub(super) fn worth(subject: &EntityRef, noun: &str, quantity: &Quantity) -> bool {
    let length = noun.chars().count();
    let small = quantity.unit != "%" && matches!(quantity.value.as_str(), "0" | "1" | "2" | "3");
    let named = matches!(subject.class, Class::Organization | Class::Initiative);
    // 服务职工600余人次: what a body did for people is told with few words.
    let least = if named && quantity.unit != "人次" { 6 } else { 4 };
    length >= least && !small && !LISTED.contains(&quantity.unit.as_str())
}

const PLANS: &[&str] =
    &["计划", "力争", "目标", "预计", "拟", "确保", "争取", "规划", "有望", "将", "任务", "要求", "不低于", "不少于"];
const REACHED: &[&str] = &["已", "截至", "目前", "完成", "共有", "累计", "实际", "以来"];

/// Plans that hold for the rest of their sentence.
const AHEAD: &[&str] =
    &["将加快", "将继续", "将推进", "将重点", "将进一步", "将组织", "将新增", "将持续", "将建设", "将聚焦"];

/// Whether the figure is to be reached; `chained` when the plan was told before a semicolon.
pub(super) fn target(document: &Document<'_>, sentence: Span, at: usize, chained: bool) -> bool {
    let text = document.text();
    let before = &text[sentence.start..at];
    let deadline = document.dates.iter().any(|d| d.deadline && sentence.start <= d.span.start && d.span.end <= at);
    let clause = &before[before.rfind(['，', '；']).unwrap_or(0)..];
    let planned = PLANS.iter().any(|w| clause.contains(w)) || PLANS.iter().take(7).any(|w| before.contains(w));
    let reached = REACHED.iter().any(|w| before.contains(w));
    let ahead = AHEAD.iter().any(|w| before.contains(w));
    (deadline || planned || ahead || chained) && !reached
}

/// The period of a result or the deadline of a target that the sentence names before the number.
pub(super) fn date(document: &Document<'_>, sentence: Span, at: usize, target: bool) -> Option<String> {
    let text = document.text();
    let compared = |start: usize| ["比", "较", "与", "和"].iter().any(|w| text[..start].ends_with(w));
    let mut dates =
        document.dates.iter().filter(|d| sentence.start <= d.span.start && d.span.end <= at && !compared(d.span.start));
    let last =
        if target { dates.rfind(|d| d.deadline || d.period || d.end.is_some()) } else { dates.rfind(|d| d.period) }?;
    Some(last.end.filter(|_| target).unwrap_or(last.date).to_string())
}
