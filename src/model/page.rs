//! What reading yields: one page dump or one article, decoded, with what its container says of it.

use crate::model::PartialDate;

/// Whether a text still has to be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A raw dump of a whole newspaper page: columns cut, several articles.
    Dump,
    /// One article, from JSON, HTML or a plain file.
    Article,
}

/// A decoded text with the fields its container gave.
#[derive(Clone, Debug)]
pub struct Page {
    /// The key of its article, or the stem from which keys of its articles are made (`page` → `page#3`).
    pub key: String,
    /// The file as messages name it; `-` for standard input.
    pub file: String,
    /// Line of the file (from 1) on which `text` begins.
    pub first_line: usize,
    /// Whole page or one article.
    pub layout: Layout,
    /// Whether the text's line ends are those of the file (not so in JSON and HTML, whose text begins and ends on `first_line`).
    pub own_lines: bool,
    /// The text, UTF-8, line ends as `\n`.
    pub text: String,
    /// Headline, when the container gives it.
    pub title: Option<String>,
    /// Publication date: a field, the option, the file name or the page's date line. Never the clock.
    pub published: Option<PartialDate>,
    /// Newspaper or site, when known.
    pub publisher: Option<String>,
    /// Author field, when given.
    pub author: Option<String>,
    /// Address, when given.
    pub url: Option<String>,
    /// Name of the character encoding it was read from.
    pub encoding: &'static str,
}
