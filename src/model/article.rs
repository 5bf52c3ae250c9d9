//! One article: its text, immutable from here on, and the way back to the input file.

use serde::{Deserialize, Serialize};

use crate::model::{PartialDate, Span};

/// What sort of text an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleKind {
    /// A news report or any longer text.
    Report,
    /// Words under a picture.
    Caption,
    /// A short item of a list of briefs.
    Brief,
}

impl ArticleKind {
    /// The word in the table of `gongtu articles`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Caption => "caption",
            Self::Brief => "brief",
        }
    }
}

/// Who wrote or took it, as the byline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// Full name.
    pub name: String,
    /// 记者, 通讯员, 摄, 作者, or empty.
    pub role: &'static str,
    /// Where the text says so.
    pub span: Span,
}

/// Byte positions of the article's text where a new input line begins: `(text offset, input line from 1)`, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMap(pub Vec<(usize, usize)>);

impl LineMap {
    /// The input line (from 1) on which a byte position of the text stands; 1 when nothing is known.
    #[must_use]
    pub fn line(&self, position: usize) -> usize {
        let after = self.0.partition_point(|&(start, _)| start <= position);
        if after == 0 { 1 } else { self.0[after - 1].1 }
    }
}

/// A sentence: its range, and the paragraph it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Range in the article's text, final punctuation and closing quotes included.
    pub span: Span,
    /// Paragraph number from 0; the headline, when the text begins with one, is paragraph 0.
    pub paragraph: usize,
}

/// An article as the later stages see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// Key in the fact table: the `id`, the file's stem, or `stem#N`.
    pub key: String,
    /// The file it came from, as messages name it.
    pub file: String,
    /// Report, caption or brief.
    pub kind: ArticleKind,
    /// Headline, spaces removed, parts joined by one space.
    pub headline: Option<String>,
    /// The range of `text` that is the headline, when the text begins with it (empty range otherwise).
    pub headline_span: Span,
    /// Headline paragraph (when there is one) and body, lines joined, paragraphs parted by `\n`. Never changed later.
    pub text: String,
    /// The sentences of `text`, in order.
    pub sentences: Vec<Sentence>,
    /// Way back to the input's lines.
    pub lines: LineMap,
    /// Publication date, if known.
    pub published: Option<PartialDate>,
    /// Newspaper or site, if known.
    pub publisher: Option<String>,
    /// Address, if known.
    pub url: Option<String>,
    /// Input lines of the body, as inclusive ranges from 1 (for `gongtu articles`).
    #[serde(skip)]
    pub body_lines: Vec<(usize, usize)>,
    /// Input lines of the headline.
    #[serde(skip)]
    pub headline_lines: Vec<(usize, usize)>,
    /// Input lines of the byline.
    #[serde(skip)]
    pub byline_lines: Vec<(usize, usize)>,
    /// Names that stand outside the body (a byline at the end of the page), which extraction cannot find in `text`.
    #[serde(skip)]
    pub detached_bylines: Vec<Byline>,
}

impl Article {
    /// Index of the sentence that holds a byte position (the last one before it, when it stands between two).
    #[must_use]
    pub fn sentence_at(&self, position: usize) -> usize {
        self.sentences.partition_point(|s| s.span.start <= position).saturating_sub(1)
    }

    /// The range of that sentence; empty for an article without text.
    #[must_use]
    pub fn sentence_span(&self, position: usize) -> Span {
        self.sentences.get(self.sentence_at(position)).map_or(Span::default(), |s| s.span)
    }
}
