//! A target or result in words: `约1.6万名（到2035年）`.

use serde::Serialize;

use crate::trace::{Lang, Row};

/// A number that is to be reached or has been reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Figure {
    /// What is counted.
    pub counts: String,
    /// One of `= ~ > >= < <=`.
    pub comparator: String,
    /// A plain decimal, or a range `10..20`.
    pub value: String,
    /// Unit, in Chinese.
    pub unit: String,
    /// Year or date of the deadline, or else empty.
    pub by: String,
    /// Year or date that it tells of, or else empty.
    pub period: String,
}

impl Figure {
    /// Of a row `target` or `result`.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let get = |key| row.qualifier(key).to_owned();
        Self {
            counts: row.object.clone(),
            comparator: get("comparator"),
            value: get("value"),
            unit: get("unit"),
            by: get("by"),
            period: get("period"),
        }
    }

    /// Number and unit with the sign in words.
    #[must_use]
    pub fn amount(&self, lang: Lang) -> String {
        let sign = match (self.comparator.as_str(), lang) {
            ("~", Lang::Zh) => "约",
            (">", Lang::Zh) => "超过",
            (">=", Lang::Zh) => "不少于",
            ("<", Lang::Zh) => "不足",
            ("<=", Lang::Zh) => "不超过",
            ("~", Lang::En) => "about ",
            (">", Lang::En) => "over ",
            (">=", Lang::En) => "at least ",
            ("<", Lang::En) => "under ",
            ("<=", Lang::En) => "at most ",
            _ => "",
        };
        let number = match self.value.split_once("..") {
            Some((from, to)) => format!("{}至{}", short(from), short(to)),
            None => short(&self.value),
        };
        format!("{sign}{number}{}", self.unit)
    }

    /// The whole figure.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let time = match lang {
            Lang::Zh if !self.by.is_empty() => format!("（到{}）", lang.date(&self.by)),
            Lang::Zh if !self.period.is_empty() => format!("（{}）", lang.date(&self.period)),
            Lang::En if !self.by.is_empty() => format!(" (by {})", self.by),
            Lang::En if !self.period.is_empty() => format!(" ({})", self.period),
            Lang::Zh | Lang::En => String::new(),
        };
        let gap = if lang == Lang::En || self.counts.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
        format!("{}{gap}{}{time}", self.counts, self.amount(lang))
    }
}

/// A plain decimal as newspapers write it: 16000 is 1.6万, 350000000 is 3.5亿, where no digit is lost.
fn short(value: &str) -> String {
    let (sign, digits) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = part.is_empty() && whole.len() >= 5 && whole.bytes().all(|b| b.is_ascii_digit());
    for (zeros, word) in [(8, "亿"), (4, "万")] {
        if plain && whole.len() > zeros {
            let (head, tail) = whole.split_at(whole.len() - zeros);
            let tail = tail.trim_end_matches('0');
            if tail.len() <= 4 {
                let point = if tail.is_empty() { "" } else { "." };
                return format!("{sign}{head}{point}{tail}{word}");
            }
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_newspapers_do() {
        for (value, words) in [
            ("200", "200"),
            ("9999", "9999"),
            ("16000", "1.6万"),
            ("12345", "1.2345万"),
            ("350000000", "3.5亿"),
            ("123456789", "12345.6789万"),
            ("8.25", "8.25"),
            ("-20000", "-2万"),
        ] {
            assert_eq!(short(value), words);
        }
    }

    #[test]
    fn a_figure_reads_as_a_phrase() {
        let row = Row {
            object: "大国工匠".into(),
            qualifiers: "by=2035; comparator=~; unit=名; value=200".into(),
            ..Row::default()
        };
        let figure = Figure::of(&row);
        assert_eq!(figure.words(Lang::Zh), "大国工匠约200名（到2035年）");
        assert_eq!(figure.words(Lang::En), "大国工匠 about 200名 (by 2035)");
    }
}
