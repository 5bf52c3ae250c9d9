//! Publication dates: of a field, a file's name, a page's own date line. Never of the clock or the file system.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::han;
use crate::model::PartialDate;

/// The date of a field: ISO (with a time behind it), with slashes or dots, eight digits, or 2025年8月5日.
#[must_use]
pub fn of_field(text: &str) -> Option<PartialDate> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(\d{4})(?:[-/.年]\s*(\d{1,2})(?:[-/.月]\s*(\d{1,2}))?)?").ok());
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return if text.len() == 8 { of_digits(text) } else { of_epoch(number).or_else(|| text.parse().ok()) };
    }
    let found = DAY.as_ref()?.captures(text)?;
    of_parts(found.get(1)?.as_str(), found.get(2).map(|m| m.as_str()), found.get(3).map(|m| m.as_str()))
}

/// The date of a time stamp in seconds or milliseconds, in China's time zone.
#[must_use]
pub fn of_epoch(number: i64) -> Option<PartialDate> {
    let seconds = match number {
        100_000_000..=9_999_999_999 => number,
        100_000_000_000..=9_999_999_999_999 => number / 1000,
        _ => return None,
    };
    let days = (seconds + 8 * 3600).div_euclid(86_400);
    let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(PartialDate::from_civil(date))
}

/// The date in a file's name: 2025-08-05, 2025_8_5, 20250805, 2025年8月5日.
#[must_use]
pub fn in_file_name(file: &str) -> Option<PartialDate> {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)((?:19|20)\d\d)(?:[-_.年](\d{1,2})[-_.月](\d{1,2})|(\d\d)(\d\d))(?:\D|$)").ok()
    });
    let name = std::path::Path::new(file).file_name()?.to_string_lossy();
    let found = NAME.as_ref()?.captures(&name)?;
    let part = |a: usize, b: usize| found.get(a).or_else(|| found.get(b)).map(|m| m.as_str());
    of_parts(found.get(1)?.as_str(), part(2, 4), part(3, 5))
}

/// The date line of a page: “2025年8月5日 星期二”, alone on its line or with the paper's name and the page's number.
#[must_use]
pub fn in_date_line(text: &str) -> Option<PartialDate> {
    static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&han(r"^(?:[\p{Han}A-Z0-9]{0,12}版?[：:|/]?)?((?:19|20)\d\d)(?:年(\d{1,2})月(\d{1,2})日|[-./](\d{1,2})[-./](\d{1,2}))(?:[（(]?星期[一二三四五六日天][）)]?.{0,24}|农历.{0,20}|第?\d{0,3}版?)?$"))
            .ok()
    });
    let mut found = None;
    for line in text.lines() {
        if line.len() > 160 || !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(parts) = LINE.as_ref()?.captures(&compact) else { continue };
        let part = |a: usize, b: usize| parts.get(a).or_else(|| parts.get(b)).map(|m| m.as_str());
        let date = of_parts(parts.get(1)?.as_str(), part(2, 4), part(3, 5));
        match (found, date) {
            (None, Some(_)) => found = date,
            // Two different days: neither is the page's for sure.
            (Some(first), Some(second)) if first != second => return None,
            _ => {}
        }
    }
    found
}

fn of_digits(text: &str) -> Option<PartialDate> {
    of_parts(text.get(..4)?, text.get(4..6), text.get(6..8))
}

fn of_parts(year: &str, month: Option<&str>, day: Option<&str>) -> Option<PartialDate> {
    let year: i16 = year.parse().ok()?;
    let small = |part: Option<&str>| part.and_then(|p| p.parse::<i8>().ok());
    match (small(month), small(day)) {
        (Some(month), Some(day)) => PartialDate::day(year, month, day),
        (Some(month), None) => PartialDate::month(year, month),
        (None, _) => PartialDate::year(year),
    }
}
