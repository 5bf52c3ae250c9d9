//! One body, one label: the fullest form that the article gives (新北区总工会 = 常州市新北区总工会; 热电集团 =
//! 青岛能源热电集团有限公司; 武汉市城管执法委 = 武汉市城市管理执法委员会).

use std::collections::BTreeMap;

use crate::model::{Mention, OrgKind};

/// Gives mentions of one body its longest label, and departments the label of their renamed parents.
pub(super) fn unify(found: &mut [Mention]) {
    let mut renamed = by_place(found);
    for mention in found.iter() {
        if let Some(full) = fuller(mention, found) {
            renamed.entry(mention.label.clone()).or_insert_with(|| full.label.clone());
        }
    }
    // A part is where the body is that it belongs to: only wholes hand on their places.
    let places: BTreeMap<String, Option<String>> =
        found.iter().filter(|m| m.parent.is_none()).map(|m| (m.label.clone(), m.place.clone())).collect();
    for mention in found.iter_mut() {
        rename(mention, &renamed);
        if mention.place.is_none() {
            mention.place = places.get(&mention.label).cloned().flatten();
        }
    }
}

/// Formal bodies of one place and one kind of words under their longest label.
fn by_place(found: &[Mention]) -> BTreeMap<String, String> {
    let mut fullest: BTreeMap<(String, String), String> = BTreeMap::new();
    for mention in found {
        if let Some(key) = key(mention) {
            let best = fullest.entry(key).or_insert_with(|| mention.label.clone());
            // A town's body is known by the town alone where the article calls it so; others by their longest name.
            let town =
                mention.place.as_deref().is_some_and(|p| ["镇", "乡", "街道", "村"].iter().any(|end| p.ends_with(end)));
            if (mention.label.len() > best.len()) != town {
                best.clone_from(&mention.label);
            }
        }
    }
    let pairs = found.iter().filter_map(|m| Some((m.label.clone(), fullest.get(&key(m)?)?.clone())));
    pairs.filter(|(old, new)| old != new).collect()
}

/// Smallest place and the words behind it; none for bodies without a place.
fn key(mention: &Mention) -> Option<(String, String)> {
    if mention.extractor != "organization:formal" {
        return None;
    }
    let place = mention.place.clone()?;
    let at = mention.label.rfind(&place)?;
    let head = ["中共", "共青团"].iter().find(|head| mention.label.starts_with(**head)).unwrap_or(&"");
    Some((place.clone(), format!("{head}{}", &mention.label[at + place.len()..])))
}

/// The one body of the article whose name a shorter name abbreviates.
fn fuller<'m>(mention: &Mention, found: &'m [Mention]) -> Option<&'m Mention> {
    let open =
        |m: &Mention| m.extractor != "organization:formal" && m.extractor != "organization:list" && m.parent.is_none();
    if !open(mention) || mention.label.chars().count() < 3 {
        return None;
    }
    full_name(mention, found.iter()).or_else(|| only(found.iter().filter(|m| is_tail(mention, m))))
}

/// Whether a name is the end of a longer one (护理部 for 云州市人民医院护理部), or its characters in order with the same
/// two at the end (公积金中心 for 云州市住房公积金管理中心). A name that begins with its own place is whole already.
fn is_tail(short: &Mention, full: &Mention) -> bool {
    let (a, b) = (short.label.as_str(), full.label.as_str());
    let whole = short.place.as_deref().is_some_and(|place| a.chars().zip(place.chars()).take(2).all(|(x, y)| x == y));
    if whole || a.len() >= b.len() {
        return false;
    }
    // 共青团云州市委 is no other name of 云州市委, nor 市委市委 a name at all.
    if let Some(head) = b.strip_suffix(a) {
        return !matches!(head, "共青团" | "中共") && !head.ends_with(a);
    }
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    tail >= 2 && a.chars().next() != b.chars().next() && is_subsequence(a, b)
}

/// The one of some bodies whose name a shorter name abbreviates.
pub(super) fn full_name<'m>(mention: &Mention, others: impl Iterator<Item = &'m Mention>) -> Option<&'m Mention> {
    only(others.filter(|m| m.parent.is_none() && m.label.len() > mention.label.len() && abbreviates(mention, m)))
}

/// The first mention, if all have one label.
fn only<'m>(mut mentions: impl Iterator<Item = &'m Mention>) -> Option<&'m Mention> {
    let first = mentions.next()?;
    mentions.all(|m| m.label == first.label).then_some(first)
}

/// Whether the label of `short` is the label of `full` without its place or legal form, or its characters in order,
/// from the same place and with the same kind of body at the end.
fn abbreviates(short: &Mention, full: &Mention) -> bool {
    let (a, b) = (short.label.as_str(), full.label.as_str());
    let place = full.place.as_deref().unwrap_or("");
    let (stem, bare) = (bare_of(a, place), bare_of(b, place));
    // 江苏韩泰 for 江苏韩泰轮胎有限公司, 热电集团 for 青岛能源热电集团有限公司.
    let company = full.kind == Some(OrgKind::Company) && matches!(short.kind, Some(OrgKind::Company | OrgKind::Other));
    if company && LEGAL.iter().any(|l| b.ends_with(l)) {
        let legal = ["股份有限公司", "有限责任公司", "有限公司"].iter().find_map(|l| b.strip_suffix(l)).unwrap_or(b);
        let group = a.ends_with("集团") && a.chars().count() >= 4 && legal.ends_with(a);
        if stem.chars().count() >= 2 && bare.starts_with(stem) || group {
            return true;
        }
    }
    if bare == a || bare.starts_with(a) && short.kind == full.kind && LEGAL.iter().any(|l| bare[a.len()..].ends_with(l))
    {
        return true;
    }
    // 徐工技师学院 for 徐州工程机械技师学院: the same beginning and the same long end.
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    if tail >= 4 && a.chars().next() == b.chars().next() && a.chars().count() >= 5 && is_subsequence(a, b) {
        return true;
    }
    // 南京大学 is no 南京航空航天大学: a place and the sort of a school or hospital make a name of their own.
    let named = matches!(short.kind, Some(OrgKind::School | OrgKind::Hospital));
    let complete = named && stem != bare && stem != a && bare.ends_with(stem);
    let same_place = short.place.is_some() && short.place == full.place;
    same_place && !complete && same_end(a, b) && is_subsequence(a, b) && a.chars().count() * 3 >= b.chars().count()
}

const LEGAL: [&str; 3] = ["公司", "集团", "银行"];

/// A label without the place it begins with.
fn bare_of<'l>(label: &'l str, place: &str) -> &'l str {
    let short = place.trim_end_matches(['省', '市', '县', '区']);
    let places = [place, short].into_iter().filter(|p| !p.is_empty());
    places.filter_map(|p| label.strip_prefix(p)).next().unwrap_or(label)
}

/// 委 = 委员会, 协 = 协会, or one last character.
fn same_end(a: &str, b: &str) -> bool {
    let last = a.chars().next_back();
    last == b.chars().next_back()
        || a.ends_with('委') && b.ends_with("委员会")
        || a.ends_with('协') && b.ends_with("协会")
}

fn is_subsequence(a: &str, b: &str) -> bool {
    let mut rest = b.chars();
    a.chars().all(|c| rest.any(|d| c == d))
}

fn rename(mention: &mut Mention, renamed: &BTreeMap<String, String>) {
    if let Some(parent) = &mention.parent {
        let root =
            renamed.iter().find(|(old, _)| parent.starts_with(old.as_str()) && mention.label.starts_with(old.as_str()));
        if let Some((old, new)) = root.filter(|(_, new)| !mention.label.starts_with(new.as_str())) {
            mention.parent = Some(parent.replacen(old.as_str(), new, 1));
            mention.label = mention.label.replacen(old.as_str(), new, 1);
        }
    } else if let Some(new) = renamed.get(&mention.label) {
        mention.label.clone_from(new);
    }
}
