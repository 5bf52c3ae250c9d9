//! Plain text → a page: one article, or the raw dump of a newspaper page.

use crate::model::{Layout, Page};
use crate::read::date;

/// Finishes the page of a text file: its layout and the date that it states itself.
pub fn page(mut page: Page) -> Page {
    page.own_lines = true;
    page.layout = layout(&page.text);
    if page.published.is_none() {
        page.published = date::in_date_line(&page.text);
    }
    page
}

/// A dump has its lines cut at a column's width: short lines, of which most break off in the middle of a sentence.
/// An article has a paragraph a line.
pub fn layout(text: &str) -> Layout {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let chars: Vec<usize> = lines.iter().map(|l| l.chars().count()).collect();
    let total: usize = chars.iter().sum();
    let long: usize = chars.iter().filter(|&&c| c > 45).sum();
    let open = lines.iter().filter(|l| !l.ends_with(['。', '！', '？', '”', '）', '：', '；', '…', '!', '?'])).count();
    // Most of the text stands in short lines, and they do not end where sentences end.
    if lines.len() >= 4 && long * 2 < total && open * 10 >= lines.len() * 4 { Layout::Dump } else { Layout::Article }
}
