//! Values → literals with the right datatype.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};

use crate::model::PartialDate;

/// A Chinese text.
pub(super) fn zh(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "zh")
}

/// A day, a month or a year: never more precise than the text.
pub(super) fn date(date: PartialDate) -> Literal {
    let datatype: NamedNodeRef<'_> = match (date.month, date.day) {
        (Some(_), Some(_)) => xsd::DATE,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        (None, _) => xsd::G_YEAR,
    };
    Literal::new_typed_literal(date.to_string(), datatype)
}

/// A date in the form of the fact table; other words stay a plain text.
pub(super) fn date_words(words: &str) -> Literal {
    words.parse().map_or_else(|_| Literal::new_simple_literal(words), date)
}

/// A plain decimal in its canonical form (`12.50` is `12.5`), as Oxigraph stores it.
pub(super) fn number(words: &str) -> Literal {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (sign, plain) = words.strip_prefix('-').map_or(("", words), |plain| ("-", plain));
    match plain.split_once('.') {
        None if digits(plain) => integer(&format!("{sign}{}", significant(plain))),
        Some((whole, part)) if digits(whole) && digits(part) => {
            let decimal = format!("{sign}{}.{part}", significant(whole));
            Literal::new_typed_literal(decimal.trim_end_matches('0').trim_end_matches('.'), xsd::DECIMAL)
        }
        _ => Literal::new_simple_literal(words),
    }
}

fn significant(digits: &str) -> &str {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0" } else { trimmed }
}

fn integer(words: &str) -> Literal {
    Literal::new_typed_literal(words, xsd::INTEGER)
}

/// A count or position.
pub(super) fn count(value: usize) -> Literal {
    integer(&value.to_string())
}

/// A confidence, to three digits.
pub(super) fn confidence(value: f32) -> Literal {
    number(&format!("{:.3}", value.clamp(0.0, 1.0)))
}
