//! Reading numbers: Arabic and full-width digits, Chinese numerals, plain decimals that never pass through floats.

/// The value of an Arabic digit, half or full width.
#[must_use]
pub(super) const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Chinese digit.
#[must_use]
pub(super) const fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten that a Chinese multiplier stands for.
#[must_use]
pub(super) const fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Up to `most` Arabic digits at the beginning: value and length in bytes. `None` when there are none or more.
#[must_use]
pub(super) fn digits(text: &str, most: usize) -> Option<(u32, usize)> {
    let (mut value, mut length, mut count) = (0u32, 0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        count += 1;
        if count > most {
            return None;
        }
        value = value * 10 + d;
        length += c.len_utf8();
    }
    (count > 0).then_some((value, length))
}

/// A Chinese numeral below one hundred million at the beginning (三, 十二, 一百三十, 两千): value and length in bytes.
///
/// ```text
/// 一百三十余 → (130, 12 bytes)
/// ```
#[must_use]
pub(super) fn chinese(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut section, mut pending, mut length) = (0u64, 0u64, None::<u64>, 0);
    let mut last_power = 5;
    for c in text.chars() {
        if let Some(d) = chinese_digit(c) {
            if pending.is_some_and(|p| p != 0) {
                break;
            }
            pending = Some(u64::from(d));
        } else if c == '万' && length > 0 && total == 0 {
            total = (section + pending.unwrap_or(0)) * 10_000;
            (section, pending, last_power) = (0, None, 4);
        } else if let Some(p) = power(c).filter(|&p| p < last_power && p < 4) {
            if length == 0 && p != 1 {
                return None;
            }
            section += pending.unwrap_or(1) * 10u64.pow(p);
            (pending, last_power) = (None, p);
        } else {
            break;
        }
        length += c.len_utf8();
    }
    (length > 0).then_some((total + section + pending.unwrap_or(0), length))
}

/// A plain decimal: `digits` × 10^-`scale`, without leading or trailing noughts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: String,
    scale: usize,
}

impl Decimal {
    /// From Arabic digits with at most one point (thousands marks already removed).
    #[must_use]
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = || whole.chars().chain(fraction.chars());
        if whole.is_empty() || all().count() > 30 || !all().all(|c| c.is_ascii_digit()) {
            return None;
        }
        Some(Self { digits: all().collect(), scale: fraction.len() })
    }

    /// From a whole number.
    #[must_use]
    pub(super) fn whole(value: u64) -> Self {
        Self { digits: value.to_string(), scale: 0 }
    }

    /// Ten to the `power` times as much.
    #[must_use]
    pub(super) fn times_ten(mut self, power: usize) -> Self {
        let moved = power.min(self.scale);
        self.scale -= moved;
        self.digits.extend(std::iter::repeat_n('0', power - moved));
        self
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let padded = format!("{:0>width$}", self.digits, width = self.scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - self.scale);
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        f.write_str(if whole.is_empty() { "0" } else { whole })?;
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
    }
}
