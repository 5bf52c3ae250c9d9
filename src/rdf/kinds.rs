//! Words of the fact table → classes of the ontology.

use oxigraph::model::NamedNodeRef;

use crate::model::{Class, OrgKind, PlaceLevel, Qualifier, Qualifiers};
use crate::rdf::vocab::{gt, org, schema};

/// The class that every entity of a fact class has.
pub(super) const fn base(class: Class) -> NamedNodeRef<'static> {
    match class {
        Class::Person => schema::Person,
        Class::Organization => org::Organization,
        Class::Place => schema::Place,
        Class::Policy => gt::Policy,
        Class::Measure => gt::Measure,
        Class::Initiative => gt::Initiative,
        Class::Event => schema::Event,
        Class::Honor => gt::Honor,
        Class::Group => gt::Group,
        Class::Work => schema::CreativeWork,
    }
}

/// The narrower class that the fact's qualifiers or the name itself give.
pub(super) fn narrow(class: Class, label: &str, qualifiers: &Qualifiers) -> Option<NamedNodeRef<'static>> {
    match class {
        Class::Organization => organization(OrgKind::from_word(qualifiers.get(Qualifier::Kind)?)?),
        Class::Place => level(qualifiers).map(place),
        Class::Event => EVENTS.iter().find(|(ending, _)| label.ends_with(ending)).map(|&(_, class)| class),
        _ => None,
    }
}

fn level(qualifiers: &Qualifiers) -> Option<PlaceLevel> {
    PlaceLevel::from_word(qualifiers.get(Qualifier::Level)?)
}

/// Whether a place is an administrative division.
pub(super) fn is_administrative(qualifiers: &Qualifiers) -> bool {
    level(qualifiers).is_some_and(PlaceLevel::is_administrative)
}

const fn organization(kind: OrgKind) -> Option<NamedNodeRef<'static>> {
    Some(match kind {
        OrgKind::Union => gt::TradeUnion,
        OrgKind::Party => gt::PartyBody,
        OrgKind::Government => gt::GovernmentBody,
        OrgKind::Legislature => gt::Legislature,
        OrgKind::Cppcc => gt::ConsultativeBody,
        OrgKind::Judiciary => gt::JudicialBody,
        OrgKind::Company => gt::Company,
        OrgKind::School => gt::School,
        OrgKind::Hospital => gt::Hospital,
        OrgKind::Institute => gt::ResearchInstitute,
        OrgKind::Association => gt::Association,
        OrgKind::Media => gt::MediaOutlet,
        OrgKind::Military => gt::MilitaryBody,
        OrgKind::Community => gt::CommunityBody,
        OrgKind::Other => return None,
    })
}

/// The class of a level.
pub(super) const fn place(level: PlaceLevel) -> NamedNodeRef<'static> {
    match level {
        PlaceLevel::Country => gt::Country,
        PlaceLevel::Province => gt::Province,
        PlaceLevel::City => gt::City,
        PlaceLevel::County => gt::County,
        PlaceLevel::Town => gt::Town,
        PlaceLevel::Village => gt::Village,
        PlaceLevel::Region => gt::Region,
        PlaceLevel::Site => gt::Site,
    }
}

/// How the name of an event ends, and what it is; longer endings first.
const EVENTS: &[(&str, NamedNodeRef<'static>)] = &[
    ("新闻发布会", gt::PressConference),
    ("新闻通气会", gt::PressConference),
    ("发布会", gt::PressConference),
    ("培训班", gt::Training),
    ("研修班", gt::Training),
    ("培训会", gt::Training),
    ("培训", gt::Training),
    ("运动会", gt::Contest),
    ("竞赛", gt::Contest),
    ("大赛", gt::Contest),
    ("比赛", gt::Match),
    ("联赛", gt::Match),
    ("决赛", gt::Match),
    ("锦标赛", gt::Match),
    ("仪式", gt::Ceremony),
    ("典礼", gt::Ceremony),
    ("调研", gt::Visit),
    ("慰问", gt::Visit),
    ("访问", gt::Visit),
    ("考察", gt::Visit),
    ("会议", gt::Meeting),
    ("座谈会", gt::Meeting),
    ("推进会", gt::Meeting),
    ("交流会", gt::Meeting),
    ("研讨会", gt::Meeting),
    ("部署会", gt::Meeting),
    ("大会", gt::Meeting),
    ("全会", gt::Meeting),
    ("论坛", gt::Meeting),
];

/// Words in which titles of documents end; longer ones first.
const POLICY_KINDS: &[&str] = &[
    "实施方案",
    "行动方案",
    "实施办法",
    "实施意见",
    "实施细则",
    "行动计划",
    "指导意见",
    "资格条件",
    "方案",
    "办法",
    "意见",
    "通知",
    "条例",
    "规定",
    "规划",
    "计划",
    "决定",
    "细则",
    "指南",
    "标准",
    "纲要",
    "措施",
    "规则",
    "章程",
    "公约",
    "公告",
    "通报",
    "协议",
    "条件",
    "法",
];

/// What sort of document a title names.
pub(super) fn policy(label: &str) -> Option<&'static str> {
    POLICY_KINDS.iter().find(|kind| label.ends_with(**kind)).copied()
}

/// The way back: the fact table's class and qualifier of a class of the ontology (`gt:TradeUnion` → `Organization`,
/// `kind=union`).
#[must_use]
pub fn fact_words(class: &str) -> Option<(&'static str, String)> {
    if let Some(kind) = OrgKind::ALL.iter().find(|k| organization(**k).is_some_and(|c| c.as_str() == class)) {
        return Some((Class::Organization.as_str(), format!("kind={}", kind.as_str())));
    }
    if class == org::Organization.as_str() {
        return Some((Class::Organization.as_str(), format!("kind={}", OrgKind::Other.as_str())));
    }
    if let Some(level) = PlaceLevel::ALL.iter().find(|level| place(**level).as_str() == class) {
        return Some((Class::Place.as_str(), format!("level={}", level.as_str())));
    }
    if EVENTS.iter().any(|(_, event)| event.as_str() == class) {
        return Some((Class::Event.as_str(), String::new()));
    }
    let plain = Class::ALL.iter().find(|c| base(**c).as_str() == class)?;
    Some((plain.as_str(), String::new()))
}
