//! Reports as files: Markdown, HTML, JSON, CSV. What a terminal shows is the command line's own.

pub mod comparison;
mod html;
mod markdown;
mod table;

pub use html::html;
pub use markdown::markdown;
pub use table::{csv, json};

use crate::trace::{Lang, Line};

/// The heading of a month; months without a date have none.
#[must_use]
pub fn month(iso: &str, lang: Lang) -> String {
    if iso.is_empty() { lang.of("日期不详", "no date").to_owned() } else { lang.date(iso) }
}

/// The date of a line: one that is only the article's is told from one that the text names.
#[must_use]
pub fn date(line: &Line, lang: Lang) -> String {
    let date = if line.when.is_empty() { lang.of("日期不详", "no date").to_owned() } else { line.when.clone() };
    if line.dated || line.when.is_empty() { date } else { format!("{date}{}", lang.of("见报", " (reported)")) }
}

/// The sentence with marks around its words.
#[must_use]
pub fn marked(sentence: &str, ranges: &[std::ops::Range<usize>], open: &str, close: &str) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let end = sentence.chars().count();
    for (at, c) in sentence.chars().map(Some).chain(std::iter::once(None)).enumerate() {
        if ranges.iter().any(|range| range.end == at && !range.is_empty()) {
            out.push_str(close);
        }
        if at < end && ranges.iter().any(|range| range.start == at && !range.is_empty()) {
            out.push_str(open);
        }
        out.extend(c);
    }
    out
}
