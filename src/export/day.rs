//! Whole days for formats that know no months and years.

/// The first day of a day, a month or a year; empty for anything else.
pub(super) fn first_day(date: &str) -> String {
    match date.len() {
        10 => date.to_owned(),
        7 => format!("{date}-01"),
        4 => format!("{date}-01-01"),
        _ => String::new(),
    }
}

/// The last day of a day, a month or a year; empty for anything else.
pub(super) fn last_day(date: &str) -> String {
    let month = || {
        let year: u32 = date.get(..4)?.parse().ok()?;
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        Some(match date.get(5..7)? {
            "02" if leap => "29",
            "02" => "28",
            "04" | "06" | "09" | "11" => "30",
            _ => "31",
        })
    };
    match date.len() {
        10 => date.to_owned(),
        7 => month().map(|day| format!("{date}-{day}")).unwrap_or_default(),
        4 => format!("{date}-12-31"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_have_a_first_and_a_last_day() {
        assert_eq!((first_day("2025"), last_day("2025")), ("2025-01-01".into(), "2025-12-31".into()));
        assert_eq!((first_day("2024-02"), last_day("2024-02")), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(last_day("2025-02"), "2025-02-28");
        assert_eq!((first_day("近日"), last_day("")), (String::new(), String::new()));
    }
}
