//! Rows of names: what is said of A、B和C is said of each of them.

use crate::lexicon::{Features, digit};
use crate::model::{Class, Document, Span, last_characters};
use crate::relate::link::features::{bucket, first};
use crate::relate::link::pair::{Article, End, Pair};

/// Longest gap between two persons of a row, whose posts stand between them, in bytes.
const POSTS: usize = 120;

/// A row of names and one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// From the first name to the last.
    pub span: Span,
    /// How many names stand before this one.
    pub item: usize,
    /// How many names it has.
    pub items: usize,
}

impl Row {
    /// A name by itself.
    #[must_use]
    pub const fn of(span: Span) -> Self {
        Self { span, item: 0, items: 1 }
    }
}

/// The rows of several names, by the number of each name among the ends.
#[must_use]
pub fn rows(text: &str, article: &Article<'_>) -> Vec<(usize, Row)> {
    let mut found = Vec::new();
    for class in [Class::Person, Class::Organization, Class::Group] {
        let mut row: Vec<usize> = Vec::new();
        let names = article.ends.iter().enumerate().filter(|(_, e)| e.class == class && !e.implied && !e.nested);
        for (number, end) in names {
            let joined = row.last().is_some_and(|&last| joined(text, article, &article.ends[last], end));
            if !joined {
                settle(&row, article, &mut found);
                row.clear();
            }
            row.push(number);
        }
        settle(&row, article, &mut found);
    }
    found
}

fn settle(row: &[usize], article: &Article<'_>, found: &mut Vec<(usize, Row)>) {
    let [first, .., last] = row else { return };
    let span = article.ends[*first].span.cover(article.ends[*last].span);
    found.extend(row.iter().enumerate().map(|(item, &number)| (number, Row { span, item, items: row.len() })));
}

/// Whether two names are neighbours in a row: only 、 or 和 between them, or, of persons, their posts.
fn joined(text: &str, article: &Article<'_>, a: &End<'_>, b: &End<'_>) -> bool {
    if a.sentence != b.sentence || a.span.end > b.span.start {
        return false;
    }
    let between = Span::new(a.span.end, b.span.start);
    let words = between.of(text).trim();
    if matches!(words, "、" | "和" | "与" | "及" | "以及" | "，" | "，以及" | "等") {
        return true;
    }
    let listed = words.contains(['、', '，', '和', '与', '及']);
    a.class == Class::Person && listed && words.len() <= POSTS && article.verbs_in(between).next().is_none()
}

/// What stands around the row of the object, and its place there.
pub fn features(document: &Document<'_>, article: &Article<'_>, pair: &Pair<'_>, out: &mut dyn Features) {
    let text = document.text();
    let Row { span, item, items } = pair.object.row;
    for (n, name) in [(1, "lpre1:"), (2, "lpre2:")] {
        out.add(&[name, last_characters(&text[..span.start], n)]);
    }
    for (n, name) in [(1, "lpost1:"), (2, "lpost2:"), (3, "lpost3:")] {
        out.add(&[name, first(&text[span.end..], n)]);
    }
    out.add(&["items:", bucket(items)]);
    out.add(&["item:", digit(item.min(2))]);
    let sentence = document.article.sentence_span(span.start);
    let before = Span::new(sentence.start.min(span.start), span.start);
    let others = article.inside(before).filter(|e| matches!(e.class, Class::Organization | Class::Person)).count();
    out.add(&["row-first:", digit(others.min(2))]);
    let close = |title: Span, end: usize| title.start >= end && title.start <= end + 6;
    let from = document.titles.partition_point(|t| t.span.end < pair.object.span.start.saturating_sub(6));
    let near = || document.titles[from..].iter().take_while(|t| t.span.start <= span.end + 6);
    if near().any(|t| close(t.span, pair.object.span.end)) {
        out.add(&["title-behind"]);
    }
    if near().any(|t| t.span.end <= pair.object.span.start) {
        out.add(&["title-before"]);
    }
}
