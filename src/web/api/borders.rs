//! Which divisions border on which: counties of the outlines that share a piece of border, joined as the map joins them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::assets::PAGE;

/// Digits of the outlines' numbers, five bits each, lowest first.
const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/// Provinces without cities: municipalities, and what has no counties of ours.
const WITHOUT_CITIES: [&str; 7] = ["11", "12", "31", "50", "71", "81", "82"];

#[derive(Deserialize)]
struct Outlines {
    counties: BTreeMap<String, String>,
}

/// Codes of the divisions of the same level that border on one; none for what the map does not show.
pub(super) fn beside(code: &str) -> BTreeSet<String> {
    let Some(level) = level(code) else { return BTreeSet::new() };
    let shared = pieces();
    let own = shared.values().filter(|counties| counties.iter().any(|county| joined(county, level) == code));
    let all = own.flatten().map(|county| joined(county, level));
    all.filter(|other| other != code).collect()
}

/// Counties by the piece of border that they share.
fn pieces() -> &'static BTreeMap<i64, Vec<String>> {
    static PIECES: OnceLock<BTreeMap<i64, Vec<String>>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let file = PAGE.iter().find(|file| file.name == "china.json");
        let outlines = file.and_then(|file| serde_json::from_slice::<Outlines>(file.bytes).ok());
        let mut shared: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for (county, rings) in outlines.into_iter().flat_map(|outlines| outlines.counties) {
            for ring in rings.split('.') {
                let mut piece = 0;
                for step in numbers(ring) {
                    piece += step;
                    // A piece run through backwards has the complement of its number.
                    shared.entry(if piece < 0 { !piece } else { piece }).or_default().push(county.clone());
                }
            }
        }
        shared.retain(|_, counties| counties.len() > 1);
        shared
    })
}

/// Numbers of differences, zigzag.
fn numbers(text: &str) -> Vec<i64> {
    let (mut found, mut value, mut shift) = (Vec::new(), 0_i64, 0);
    for digit in text.chars().filter_map(|c| DIGITS.find(c)).filter_map(|digit| i64::try_from(digit).ok()) {
        value |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            found.push(if value & 1 == 1 { -((value + 1) >> 1) } else { value >> 1 });
            (value, shift) = (0, 0);
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Province,
    City,
    County,
}

fn level(code: &str) -> Option<Level> {
    if code.len() != 6 || code == "100000" || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match (&code[2..4], &code[4..]) {
        ("00", "00") => Level::Province,
        (_, "00") => Level::City,
        _ => Level::County,
    })
}

/// The division of a level that a county belongs to. Counties that a province runs itself stand beside its cities, and
/// a municipality among cities.
fn joined(county: &str, level: Level) -> String {
    let (province, city) = (&county[..2], &county[2..4]);
    match level {
        Level::County => county.to_owned(),
        Level::Province => format!("{province}0000"),
        Level::City if WITHOUT_CITIES.contains(&province) => format!("{province}0000"),
        Level::City if city == "90" => county.to_owned(),
        Level::City => format!("{}00", &county[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn divisions_border_on_those_of_their_level_across_provinces() {
        // Hainan has no land neighbour, Macau one.
        assert_eq!(beside("460000"), codes(&[]));
        assert_eq!(beside("820000"), codes(&["440000"]));
        assert_eq!(beside("320000"), codes(&["310000", "330000", "340000", "370000"]));
        // Suqian: three cities of Jiangsu, and Suzhou of Anhui beyond the province's border, but not Nantong.
        let suqian = beside("321300");
        assert!(suqian.is_superset(&codes(&["320300", "320700", "320800", "341300"])), "{suqian:?}");
        assert!(!suqian.contains("320600") && !suqian.contains("321300"), "{suqian:?}");
        // Shanghai stands among the cities where a city asks.
        assert!(beside("320500").contains("310000"));
        for other in beside("321302") {
            assert!(beside(&other).contains("321302"), "{other}");
        }
        for unknown in ["100000", "", "3213", "abcdef", "三二一三"] {
            assert_eq!(beside(unknown), codes(&[]), "{unknown}");
        }
    }
}
