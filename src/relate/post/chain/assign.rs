//! Which body a title belongs to, and which department of it.

use crate::model::{Mention, OrgKind};
use crate::relate::post::chain::Held;

/// Longest stretch between a body and a title, in characters.
pub(super) const LONGEST_GAP: usize = 14;

/// What the words between a body and a title end with when they name a department.
const DEPARTMENTS: &[&str] = &[
    "部",
    "处",
    "科",
    "室",
    "中心",
    "办",
    "队",
    "站",
    "所",
    "院",
    "系",
    "公司",
    "委员会",
    "工委",
    "小组",
    "组",
    "局",
    "司",
    "厅",
    "车间",
    "班",
    "段",
    "厂",
    "店",
    "会",
    "支行",
    "分行",
    "学院",
    "部门",
    "项目",
    "馆",
    "线",
    "库",
    "矿",
    "校",
    "园",
    "委",
    "团",
    "庭",
    "党支部",
    "党委",
    "党组",
    "党总支",
    "乡",
    "村",
    "社",
    "科室",
    "纪委",
    "基地",
    "实验室",
    "工作室",
    "军分区",
    "警备区",
    "平台",
    "热线",
    "台",
    "网",
    "报",
    "频道",
    "栏目",
    "股",
    "街道",
    "社区",
    "机关",
    "集团",
    "事业群",
    "联盟",
    "协会",
];

/// Gives a body to a title in a career; another department of the same parent replaces the one before (组织部研究室主任、
/// 办公室主任).
pub(super) fn assign_part(body: &Mention, one: &mut Held, department: &str) {
    assign(body, std::slice::from_mut(one), department);
    if let (false, Some(parent)) = (department.is_empty(), &body.parent) {
        one.org = Some(with_department(parent, department));
    }
}

/// Gives a body (with the department behind it) to titles.
pub(super) fn assign(body: &Mention, held: &mut [Held], department: &str) {
    let (label, prefix) = own_party(body);
    if let Some(nearest) =
        held.last_mut().filter(|one| one.org.is_none() && !prefix.is_empty() && one.department.is_none())
    {
        nearest.title = format!("{prefix}{}", nearest.title);
    }
    for one in held {
        if one.org.is_none() {
            let own = one.department.take().unwrap_or_default();
            let tail = if own.is_empty() { department } else { own.as_str() };
            one.org = Some(with_department(base(body, label, &own), tail));
            one.kind = body.kind;
            if !one.direct {
                one.place.clone_from(&body.place);
            }
            if !own.is_empty() {
                one.department = Some(own);
            }
        }
    }
}

/// A body with the department behind it; a name said again (某市委、市委副书记; 曾任某局局长、到过某局) is no department.
pub(in crate::relate::post) fn with_department(body: &str, department: &str) -> String {
    let again = department.trim_start_matches('过');
    if body.ends_with(again) { body.to_owned() } else { format!("{body}{department}") }
}

/// The party group, committee or union inside a body is no body of its own: its name belongs to the title (党组书记,
/// 工会主席).
fn own_party(body: &Mention) -> (&str, &'static str) {
    let inner = matches!(
        body.kind,
        Some(OrgKind::Company | OrgKind::School | OrgKind::Hospital | OrgKind::Institute | OrgKind::Community)
    ) || body.parent.is_some();
    for prefix in ["党组", "机关党委", "党委", "党总支", "党支部", "工会", "纪委", "团委"] {
        let Some(label) = body.label.strip_suffix(prefix) else { continue };
        let whole = label.starts_with("中共") || label.ends_with('总') || label.chars().count() < 3;
        if prefix == "党组" || (inner && !whole) {
            return (label, prefix);
        }
    }
    (body.label.as_str(), "")
}

/// What a detached department belongs to: the party committee before it, if it is a party office (区委常委、宣传部部长);
/// else the committee's or office's place (县委副书记、总工会主席).
fn base<'t>(body: &'t Mention, label: &'t str, department: &str) -> &'t str {
    if department.is_empty() {
        return label;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| department.ends_with(end));
    let committee = label.starts_with("中共").then(|| label.find('委')).flatten();
    let public = ends(&[
        "局",
        "总工会",
        "管委会",
        "办事处",
        "政府",
        "人大",
        "政协",
        "人武部",
        "武装部",
        "军分区",
        "工会",
        "委员会",
        "公安局",
        "村委会",
        "居委会",
    ]);
    match (committee, body.place.as_deref()) {
        (_, Some(place)) if public => place,
        (Some(at), _) => &label[..at + '委'.len_utf8()],
        _ => label,
    }
}

pub(super) fn is_department(words: &str) -> bool {
    words.chars().count() >= 2 && DEPARTMENTS.iter().any(|end| words.ends_with(end))
}

/// Whether words between a body and a title hold more than a name.
pub(super) fn is_verbal(words: &str) -> bool {
    const VERBAL: &[&str] = &[
        "的", "和", "在", "与", "为", "由", "对", "是", "任", "等", "从", "向", "让", "以", "了", "兼", "召开", "邀请",
        "表示", "出席", "提拔", "聘请", "选举", "同志", "不再", "年", "月", "日", "举行", "及", "听取", "获", "带领",
        "率", "将", "该", "被", "把", "会见", "参加", "）", "（", "教授", "当选", "优秀", "著名",
    ];
    VERBAL.iter().any(|word| words.contains(word))
}

pub(super) fn plain(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”' | '（' | '）' | '·')
}

#[cfg(test)]
mod tests {
    use super::with_department;

    #[test]
    fn a_name_said_again_is_no_department() {
        assert_eq!(with_department("中共云州市委", "市委"), "中共云州市委");
        assert_eq!(with_department("云州市财政局", "过云州市财政局"), "云州市财政局");
        assert_eq!(with_department("云州市总工会", ""), "云州市总工会");
        assert_eq!(with_department("云州市总工会", "宣传部"), "云州市总工会宣传部");
    }
}
