//! A page that is one article: JSON, HTML, plain text.

use crate::model::{Article, ArticleKind, LineMap, Page, Span};
use crate::segment::line::{ends_sentence, is_space};
use crate::segment::sentences;
use crate::segment::title::original_title;

/// The article; `None` for a page without text.
pub fn article(page: &Page) -> Option<Article> {
    let mut paragraphs = paragraphs(&page.text);
    let mut title = page.title.as_deref().map(words).filter(|t| !t.is_empty());
    if let Some((words, rest)) = paragraphs.first().and_then(|(_, p)| original_title(p, title.as_deref())) {
        // The field is often the same headline cut short.
        if title.as_ref().is_none_or(|t| words.starts_with(t.as_str()) || !words.contains(t.as_str())) {
            title = Some(words);
        }
        paragraphs[0].1 = rest;
        paragraphs.retain(|(_, p)| !p.is_empty());
    }
    match &title {
        Some(title) => drop_repeated(title, &mut paragraphs),
        None => title = own_title(&mut paragraphs),
    }
    if paragraphs.is_empty() && title.is_none() {
        return None;
    }
    let (mut text, mut map) = (String::new(), Vec::new());
    let mut headline_span = Span::default();
    if let Some(title) = &title {
        map.push((0, page.first_line));
        text.push_str(title);
        headline_span = Span::new(0, text.len());
    }
    for (line, paragraph) in &paragraphs {
        if !text.is_empty() {
            text.push('\n');
        }
        map.push((text.len(), page.first_line + if page.own_lines { *line } else { 0 }));
        text.push_str(paragraph);
    }
    Some(Article {
        key: page.key.clone(),
        file: page.file.clone(),
        kind: ArticleKind::Report,
        headline: title,
        headline_span,
        sentences: sentences(&text),
        text,
        lines: LineMap(map),
        published: page.published,
        publisher: page.publisher.clone(),
        url: page.url.clone(),
        body_lines: match (paragraphs.first(), paragraphs.last()) {
            (Some(first), Some(last)) => vec![(page.first_line + first.0, page.first_line + last.0)],
            _ => Vec::new(),
        },
        headline_lines: Vec::new(),
        byline_lines: Vec::new(),
        detached_bylines: Vec::new(),
    })
}

/// Line number from 0 and words of each paragraph. Line breaks part paragraphs, and so do runs of white space, which
/// stand for them in texts taken from web pages.
fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let mut rest = line;
        while let Some((start, end)) = wide_gap(rest) {
            push(number, &rest[..start], &mut out);
            rest = &rest[end..];
        }
        push(number, rest, &mut out);
    }
    out
}

fn push<'t>(number: usize, words: &'t str, out: &mut Vec<(usize, &'t str)>) {
    let trimmed = words.trim_matches(is_space);
    if !trimmed.is_empty() {
        out.push((number, trimmed));
    }
}

/// The first run of white space that parts paragraphs: four or more, or two full-width ones behind a finished sentence.
fn wide_gap(text: &str) -> Option<(usize, usize)> {
    let (mut start, mut count, mut wide) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        if is_space(c) {
            if count == 0 {
                (start, wide) = (at, 0);
            }
            count += 1;
            wide += usize::from(c == '\u{3000}');
        } else {
            if count >= 4 || (wide >= 2 && ends_sentence(&text[..start])) {
                return Some((start, at));
            }
            count = 0;
        }
    }
    None
}

/// Title with single spaces.
fn words(title: &str) -> String {
    title.split(is_space).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A title that the text begins with is not said twice.
fn drop_repeated(title: &str, paragraphs: &mut Vec<(usize, &str)>) {
    let Some((_, first)) = paragraphs.first_mut() else { return };
    let Some(rest) = strip_loosely(first, title) else { return };
    let rest = rest.trim_matches(is_space);
    if rest.is_empty() {
        paragraphs.remove(0);
    } else if title.chars().count() >= 8 {
        *first = rest;
    }
}

/// The rest behind a prefix that may differ in white space.
fn strip_loosely<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in prefix.chars().filter(|&c| !is_space(c)) {
        if rest.by_ref().find(|&c| !is_space(c)) != Some(wanted) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// A plain article's first line is its headline when it is short, without a full stop, and has text below it.
fn own_title(paragraphs: &mut Vec<(usize, &str)>) -> Option<String> {
    let (line, first) = *paragraphs.first()?;
    let below = paragraphs.get(1)?.0;
    let length = first.chars().count();
    let is_title = below > line
        && (4..=60).contains(&length)
        && !first.ends_with(['。', '，', '：', '；', '、', '”'])
        && !first.contains('。');
    if !is_title {
        return None;
    }
    paragraphs.remove(0);
    Some(words(first))
}
