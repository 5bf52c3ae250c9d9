//! Pages → articles → sentences.

mod sentence;

use crate::model::{Article, ArticleKind, LineMap, Page, Span, Warning};

pub use sentence::sentences;

/// The articles of a page, in order, with warnings for what could not be placed.
#[must_use]
pub fn segment(page: &Page) -> (Vec<Article>, Vec<Warning>) {
    let mut text = String::new();
    let mut headline_span = Span::default();
    if let Some(title) = &page.title {
        text.push_str(title.trim());
        headline_span = Span::new(0, text.len());
        text.push('\n');
    }
    text.push_str(page.text.trim());
    let article = Article {
        key: page.key.clone(),
        file: page.file.clone(),
        kind: ArticleKind::Report,
        headline: page.title.clone(),
        headline_span,
        sentences: sentences(&text),
        text,
        lines: LineMap(vec![(0, page.first_line)]),
        published: page.published,
        publisher: page.publisher.clone(),
        url: page.url.clone(),
        body_lines: Vec::new(),
        headline_lines: Vec::new(),
        byline_lines: Vec::new(),
        detached_bylines: Vec::new(),
    };
    (vec![article], Vec::new())
}
