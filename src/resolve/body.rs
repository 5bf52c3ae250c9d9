//! Bodies: by full name, by place and what stands behind it, and by settled abbreviation.

use crate::lexicon::Division;
use crate::model::{Class, EntityRef, Identity, PlaceLevel, Relation};
use crate::resolve::Context;

/// Characters of the longest name of a division.
const LONGEST: usize = 15;
/// Ends that are written short.
const ENDS: &[(&str, &str)] = &[("管委会", "管理委员会"), ("人大常委会", "人民代表大会常务委员会")];
/// What a place's name is followed by in the names of its leading bodies.
const LEADING: &[&str] = &[
    "委",
    "市委",
    "省委",
    "区委",
    "县委",
    "人民政府",
    "政府",
    "人大常委会",
    "人民代表大会常务委员会",
    "人民代表大会",
    "政协",
    "总工会",
    "纪委",
    "监委",
    "纪委监委",
    "委政法委",
    "委常委会",
];
/// Beginnings of names that every town has.
const COMMON: &[&str] = &[
    "第一",
    "第二",
    "第三",
    "第四",
    "第五",
    "第六",
    "人民医院",
    "人民法院",
    "人民检察院",
    "人民政府",
    "实验小学",
    "实验中学",
    "中心小学",
    "中心医院",
    "中医院",
    "妇幼保健院",
    "总工会",
    "公安局",
    "教育局",
    "公安分局",
];

/// A body's name taken apart: the smallest division that it begins with, and the rest.
pub(super) struct Parts<'l> {
    /// The division, if the article settles it.
    pub(super) code: Option<u32>,
    /// Whether other divisions have the same name.
    pub(super) ambiguous: bool,
    /// What stands behind the place.
    pub(super) rest: &'l str,
}

impl Context<'_> {
    pub(super) fn body(&self, body: &EntityRef, identity: &mut Identity) {
        let label = &body.label;
        if let Some(full) = self.in_full(label) {
            identity.keys.push(format!("= {full}"));
        }
        match self.parts(label) {
            Some(Parts { code: Some(code), ambiguous, rest }) => {
                let party = if label.starts_with("中共") { "中共" } else { "" };
                identity.keys.push(format!("= {party} {code} {}", spelled(rest)));
                identity.distinction = ambiguous.then(|| code.to_string());
            }
            Some(Parts { code: None, .. }) => identity.distinction = Some(self.here()),
            None if self.is_vague(label) => identity.distinction = Some(self.here()),
            None => identity.keys.extend(self.whereabouts(body)),
        }
        identity.keys.sort();
    }

    /// Another name in full that everybody writes for it.
    pub(super) fn in_full(&self, label: &str) -> Option<&'static str> {
        let list = self.lexicon.list("settled_bodies");
        let own = list.get(label).and_then(|entry| entry.fields.first().copied());
        own.or_else(|| {
            list.entries.iter().filter_map(|entry| entry.fields.first().copied()).find(|full| *full == label)
        })
    }

    /// Takes a body's name apart; nothing when it does not begin with a division.
    pub(super) fn parts<'l>(&self, label: &'l str) -> Option<Parts<'l>> {
        let mut rest = label.strip_prefix("中共").unwrap_or(label);
        let mut found: Option<(Vec<u32>, &str)> = None;
        while let Some((codes, name, behind)) = self.division_before(rest) {
            let within = |code: &u32| {
                found.as_ref().is_none_or(|(above, _)| above.iter().any(|&a| self.gazetteer.is_within(*code, a)))
            };
            let codes: Vec<u32> = codes.iter().copied().filter(within).collect();
            if codes.is_empty() || behind.is_empty() {
                break;
            }
            found = Some((codes, name));
            rest = behind;
        }
        let (codes, name) = found?;
        let code = self.settle(&codes, name);
        Some(Parts { code, ambiguous: codes.len() > 1, rest })
    }

    /// The longest division's name that a text begins with.
    fn division_before<'t>(&self, text: &'t str) -> Option<(&[u32], &'t str, &'t str)> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
        ends.iter().skip(1).rev().find_map(|&end| {
            let codes = self.gazetteer.named(&text[..end]);
            (!codes.is_empty()).then(|| (codes, &text[..end], &text[end..]))
        })
    }

    /// The division whose party, government, congress or union a body is.
    pub(super) fn leads(&self, label: &str) -> Option<u32> {
        let Parts { code, rest, .. } = self.parts(label)?;
        code.filter(|_| LEADING.contains(&rest))
    }

    /// Whether a body's name means another body in every article (市总工会, 该公司, 第一人民医院).
    pub(super) fn is_vague(&self, label: &str) -> bool {
        let first = label.chars().next().unwrap_or(' ');
        if COMMON.iter().any(|common| label.starts_with(common)) {
            return true;
        }
        "市省县区州镇乡该本我各".contains(first) && self.division_before(label).is_none()
    }

    /// Where a body is: the city that it stands in, or else those that the article names.
    fn whereabouts(&self, body: &EntityRef) -> Vec<String> {
        let own = self.facts(body, Relation::LocatedIn).iter().map(|claim| claim.object.label());
        let of = |m: &&crate::model::Mention| m.class == Class::Organization && m.label == body.label;
        let own: std::collections::BTreeSet<String> =
            own.chain(self.mentions.iter().filter(of).filter_map(|m| m.place.clone())).collect();
        let own: Vec<String> =
            own.iter().filter_map(|place| self.city(place)).map(|city| format!("place {city}")).collect();
        if own.is_empty() { self.near() } else { own }
    }

    /// The cities that the article names, and the country.
    pub(super) fn near(&self) -> Vec<String> {
        let named = self.places_named("");
        let cities: std::collections::BTreeSet<String> = named.iter().filter_map(|place| self.city(place)).collect();
        cities.into_iter().map(|city| format!("near {city}")).chain(["near 中国".to_owned()]).collect()
    }

    /// The city, or else the province, that a place is or lies in.
    pub(super) fn city(&self, place: &str) -> Option<String> {
        let code = self.settle(self.gazetteer.named(place), place)?;
        let at = |level| self.gazetteer.at_level(code, level).map(|division: &Division| division.name.to_owned());
        at(PlaceLevel::City).or_else(|| at(PlaceLevel::Province)).or_else(|| at(PlaceLevel::Country))
    }
}

/// The rest of a body's name, its end written in full.
fn spelled(rest: &str) -> String {
    let short = ENDS.iter().find_map(|(short, full)| rest.strip_suffix(short).map(|stem| format!("{stem}{full}")));
    short.unwrap_or_else(|| rest.to_owned())
}
