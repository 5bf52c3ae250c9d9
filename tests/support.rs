//! What several test files need.

use std::sync::LazyLock;

use gongtu::lexicon::Lexicon;
use gongtu::model::{Article, ArticleKind, LineMap, Span};
use gongtu::segment::sentences;

/// An article of one text, without headline, date or source.
pub fn article(text: &str) -> Article {
    Article {
        key: "t".into(),
        file: "t".into(),
        kind: ArticleKind::Report,
        headline: None,
        headline_span: Span::default(),
        sentences: sentences(text),
        text: text.to_owned(),
        lines: LineMap::default(),
        published: None,
        publisher: None,
        url: None,
        body_lines: vec![],
        headline_lines: vec![],
        byline_lines: vec![],
        detached_bylines: vec![],
    }
}

/// The embedded word lists, read once.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().expect("the word lists are well-formed"));
