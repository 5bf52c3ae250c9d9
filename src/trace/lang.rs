//! The two languages of what people read.

use serde::Serialize;

/// Chinese or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
pub enum Lang {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The words of this language.
    #[must_use]
    pub const fn of<'w>(self, zh: &'w str, en: &'w str) -> &'w str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A day, a month or a year for people.
    #[must_use]
    pub fn date(self, iso: &str) -> String {
        let parts: Vec<&str> = iso.split('-').collect();
        let number = |part: &str| part.trim_start_matches('0').to_owned();
        match (self, parts.as_slice()) {
            (Self::Zh, [year]) if year.len() == 4 => format!("{year}年"),
            (Self::Zh, [year, month]) => format!("{year}年{}月", number(month)),
            (Self::Zh, [year, month, day]) => format!("{year}年{}月{}日", number(month), number(day)),
            _ => iso.to_owned(),
        }
    }

    /// Names one after the other.
    #[must_use]
    pub fn list(self, names: &[String]) -> String {
        names.join(self.of("、", ", "))
    }
}
