//! Dates that are never more precise than the text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A year, a month or a day of the Gregorian calendar.
///
/// ```
/// use gongtu::model::PartialDate;
/// let date: PartialDate = "2025-07".parse().unwrap();
/// assert_eq!(date, PartialDate::month(2025, 7).unwrap());
/// assert_eq!(date.to_string(), "2025-07");
/// assert!("2025-02-30".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    /// Year, 1000 to 9999.
    pub year: i16,
    /// Month 1 to 12, when known.
    pub month: Option<i8>,
    /// Day 1 to 31, when known; never without a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// A year alone.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// A month of a year.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let base = Self::year(year)?;
        (1..=12).contains(&month).then_some(Self { month: Some(month), ..base })
    }

    /// A day; `None` when the calendar has no such day.
    #[must_use]
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        let base = Self::month(year, month)?;
        jiff::civil::Date::new(year, month, day).ok()?;
        Some(Self { day: Some(day), ..base })
    }

    /// The calendar day, when the date is that precise.
    #[must_use]
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }

    /// From a calendar day.
    #[must_use]
    pub fn from_civil(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("“{text}” is not a date of the form 2025, 2025-08 or 2025-08-05");
        let mut parts = text.split('-');
        let year = parts.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok()).ok_or_else(wrong)?;
        let small = |part: Option<&str>| part.map(|p| p.parse::<i8>().map_err(|_| wrong())).transpose();
        let (month, day) = (small(parts.next())?, small(parts.next())?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month),
            (Some(month), Some(day)) => Self::day(year, month, day),
        }
        .ok_or_else(wrong)
    }
}
