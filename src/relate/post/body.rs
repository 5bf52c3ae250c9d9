//! The body of a title that stands without one: settled by the title itself (市长), by the row before (区委常委、组织部部长),
//! or by the bodies named so far (院长 after a hospital).

use crate::model::{Class, Mention, OrgKind, PlaceLevel, Span};
use crate::relate::post::chain::{Held, Text, with_department};

/// Farthest body that a bare title may mean, in bytes.
const REACH: usize = 1500;

/// What bodies the article names, for titles that name none.
pub(super) struct Bodies<'d> {
    organizations: Vec<&'d Mention>,
}

impl<'d> Bodies<'d> {
    pub(super) fn new(text: &Text<'d>) -> Self {
        Self { organizations: text.organizations() }
    }

    /// Settles body and title of one post.
    pub(super) fn resolve(&self, text: &Text<'_>, held: &mut Held) {
        if text.is_rank(held) {
            held.org = None;
            return;
        }
        if let Some(body) = settled(held) {
            held.org = Some(body);
            return;
        }
        if let Some(place) = government(text, held) {
            held.org = Some(format!("{place}人民政府"));
            return;
        }
        if let Some(country) = held.place.as_ref().filter(|_| held.direct && foreign(text, held)) {
            held.org = Some(format!("{country}政府"));
            return;
        }
        village(held);
        party(held);
        if held.org.is_some() {
            return;
        }
        if held.direct {
            held.org = of_place(text, held);
            return;
        }
        if held.title == "律师" {
            held.org = self.firm(held.span);
            return;
        }
        if let Some(body) = held.department.as_deref().and_then(|word| self.called(held.span, word)) {
            held.org = Some(body.to_owned());
            held.department = None;
            return;
        }
        if let Some(place) = delegate(text, held) {
            held.title = held.title.trim_start_matches(['省', '市', '县', '区']).to_owned();
            held.org = Some(place);
            return;
        }
        if let Some(department) = &held.department {
            let society = department.ends_with("委员会").then(|| self.society(held.span)).flatten();
            held.org = society.or_else(|| self.root(held.span)).map(|body| format!("{body}{department}"));
            return;
        }
        if (text.is_office(held) || matches!(held.title.as_str(), "职工" | "员工" | "学生代表" | "教师代表"))
            && let Some(body) = self.near(held.span, &held.title)
        {
            let department = held.department.as_deref().unwrap_or("");
            held.org = Some(with_department(&body.label, department));
        }
    }

    /// What a bare word (集团, 总工会) means: the last body before the title whose name has it, else the first behind it.
    fn called(&self, span: Span, word: &str) -> Option<&'d str> {
        if !ANAPHORS.contains(&word) {
            return None;
        }
        let before = self.organizations.partition_point(|m| m.span.end <= span.start);
        let fits = |m: &&&Mention| m.label.contains(word) && m.label != word && m.parent.is_none();
        let (near, later) = self.organizations.split_at(before);
        near.iter().rev().find(fits).or_else(|| later.iter().find(fits)).map(|m| m.label.as_str())
    }

    /// The last body before a title that is no part of another.
    fn root(&self, span: Span) -> Option<&'d str> {
        let before = self.organizations.partition_point(|m| m.span.end <= span.start);
        let near = self.organizations[..before].iter().rev().take_while(|m| m.span.end + REACH / 3 > span.start);
        near.filter(|m| m.parent.is_none() && !m.nested).map(|m| m.label.as_str()).next()
    }

    /// The last association before a title: committees (女律师工作委员会) are parts of one.
    fn society(&self, span: Span) -> Option<&'d str> {
        let before = self.organizations.partition_point(|m| m.span.end <= span.start);
        let whole = |m: &&&Mention| m.kind == Some(OrgKind::Association) && m.parent.is_none();
        self.organizations[..before].iter().rev().find(whole).map(|m| m.label.as_str())
    }

    /// The last law firm before a 律师.
    fn firm(&self, span: Span) -> Option<String> {
        let before = self.organizations.partition_point(|m| m.span.end <= span.start);
        let near = self.organizations[..before].iter().rev().take_while(|m| m.span.end + REACH > span.start);
        near.map(|m| m.label.clone()).find(|label| label.ends_with("律师事务所"))
    }

    /// The last body before the title that can have such a post.
    fn near(&self, span: Span, title: &str) -> Option<&'d Mention> {
        let kinds = kinds(title)?;
        let before = self.organizations.partition_point(|m| m.span.end <= span.start);
        let mut near = self.organizations[..before].iter().rev().take_while(|m| m.span.end + REACH > span.start);
        near.find(|m| m.kind.is_some_and(|kind| kinds.contains(&kind))).copied()
    }
}

/// 塞尔维亚总理: head of another country's government.
fn foreign(text: &Text<'_>, held: &Held) -> bool {
    let country = |m: &Mention| m.level == Some(PlaceLevel::Country) && Some(&m.label) == held.place.as_ref();
    matches!(held.title.as_str(), "总理" | "副总理" | "首相") && text.mentions().iter().any(country)
}

/// The body of a title right behind a place: the place itself for its officers, and small places for their people.
fn of_place(text: &Text<'_>, held: &Held) -> Option<String> {
    let place = held.place.as_deref()?;
    if held.title.ends_with("人大代表") {
        return Some(format!("{place}人大"));
    }
    let small = ["村", "社区", "镇", "乡", "街道", "组"].iter().any(|end| place.ends_with(end));
    let department = held.department.as_deref().unwrap_or("");
    (text.is_office(held) || text.is_folk(held) && small).then(|| format!("{place}{department}"))
}

/// Words that stand for a body named elsewhere.
pub(super) const ANAPHORS: [&str; 9] = ["集团", "公司", "总工会", "商会", "协会", "银行", "学校", "医院", "大学"];

/// 区人大代表: the congress of the story's place.
fn delegate(text: &Text<'_>, held: &Held) -> Option<String> {
    if !held.title.ends_with("人大代表") {
        return None;
    }
    let unit = text.all()[..held.span.start].chars().next_back().or(None);
    let unit = held.title.chars().next().filter(|c| "省市县区".contains(*c)).or(unit)?;
    let level = match unit {
        '省' => PlaceLevel::Province,
        '市' => PlaceLevel::City,
        '县' | '区' => PlaceLevel::County,
        _ => return None,
    };
    let story = &text.document().story;
    // A municipality is a 市 too.
    let municipal = || story.at(PlaceLevel::Province).filter(|place| unit == '市' && place.ends_with(unit));
    story.at(level).or_else(municipal).map(|place| format!("{place}人大"))
}

/// Titles that say their body themselves.
fn settled(held: &mut Held) -> Option<String> {
    let body = match held.title.as_str() {
        "总书记" => "中共中央",
        "国家主席" => "中华人民共和国",
        "军委主席" => "中央军委",
        "总理" | "国务委员" if held.org.is_none() && held.place.is_none() => "国务院",
        _ => return None,
    };
    Some(body.to_owned())
}

/// Heads of a government, their deputies included: 市长 → 某市人民政府.
fn government(text: &Text<'_>, held: &Held) -> Option<String> {
    let (end, level) = [
        ("省长", PlaceLevel::Province),
        ("市长", PlaceLevel::City),
        ("县长", PlaceLevel::County),
        ("区长", PlaceLevel::County),
        ("州长", PlaceLevel::City),
        ("镇长", PlaceLevel::Town),
        ("乡长", PlaceLevel::Town),
        ("市长候选人", PlaceLevel::City),
    ]
    .into_iter()
    .find(|(end, _)| held.title.ends_with(end))?;
    let unit = &end[..'省'.len_utf8()];
    if let Some(place) = held.place.as_ref().filter(|place| held.direct || place.ends_with(unit)) {
        return Some(place.clone());
    }
    let story = &text.document().story;
    let county = story.county.as_deref().filter(|county| county.ends_with(unit));
    let at_level = story.at(level).filter(|place| place.ends_with(unit));
    let own = county.filter(|_| at_level.is_none() || level == PlaceLevel::County).or(at_level);
    // A municipality is a 市 too.
    let own = own.or_else(|| story.at(PlaceLevel::Province).filter(|place| place.ends_with(unit)));
    own.or_else(|| named_before(text, held.span.start, unit)).map(str::to_owned)
}

/// The last division of a sort that the text names before a position.
fn named_before<'d>(text: &Text<'d>, at: usize, unit: &str) -> Option<&'d str> {
    let to = text.mentions().partition_point(|m| m.span.start < at);
    let place = |m: &&Mention| m.class == Class::Place && m.level.is_some_and(|level| level.is_administrative());
    text.mentions()[..to].iter().rev().filter(place).map(|m| m.label.as_str()).find(|label| label.ends_with(unit))
}

/// 某镇党委书记 behind a place is the 书记 of the place's party body.
fn party(held: &mut Held) {
    let bodies = ["党工委", "党委", "党总支", "党支部"];
    let Some(body) = bodies.into_iter().find(|body| held.title.starts_with(body)) else { return };
    let Some(place) = held.place.clone().filter(|_| held.direct && held.org.is_none()) else { return };
    held.org = Some(if body == "党委" || body == "党工委" {
        format!("中共{place}{body}")
    } else {
        format!("{place}{body}")
    });
    held.title = held.title[body.len()..].to_owned();
}

/// A village that was taken for a body: its party office is a body of its own.
fn village(held: &mut Held) {
    let Some(org) = held.org.as_deref().filter(|org| org.ends_with(['村', '镇', '乡'])) else { return };
    if held.title.starts_with('党') {
        held.place = Some(org.to_owned());
        held.direct = true;
        held.org = None;
    }
}

/// Kinds of bodies that a bare title belongs to.
fn kinds(title: &str) -> Option<&'static [OrgKind]> {
    use OrgKind::{Association, Company, Cppcc, Government, Hospital, Institute, Judiciary, School, Union};
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    Some(if ends(&["校长", "园长", "教导主任", "学生代表", "教师代表"]) {
        &[School]
    } else if ends(&[
        "董事长",
        "总经理",
        "总裁",
        "经理",
        "CEO",
        "行长",
        "厂长",
        "工会主席",
        "党支部书记",
        "创始人",
        "董事",
        "总监",
        "职工",
        "员工",
        "合伙人",
    ]) {
        &[Company]
    } else if ends(&["党委委员", "党委书记", "党委副书记", "纪委书记", "工会副主席"]) {
        &[Company, Hospital, School]
    } else if ends(&["检察长", "庭长", "法官"]) {
        &[Judiciary]
    } else if ends(&["院长"]) {
        &[Hospital, Judiciary, School, Institute]
    } else if ends(&["会长", "理事长", "秘书长"]) {
        &[Association]
    } else if ends(&["局长", "厅长", "处长", "司长", "科长", "署长"]) {
        &[Government]
    } else if ends(&["主席"]) {
        &[Union, Association, Cppcc]
    } else {
        return None;
    })
}

impl<'d> Text<'d> {
    /// The organizations of the document, in order.
    pub(super) fn organizations(&self) -> Vec<&'d Mention> {
        self.mentions().iter().filter(|m| m.class == Class::Organization).collect()
    }
}
