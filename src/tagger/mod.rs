//! The statistical tagger: text in, tags out. It knows characters and weights, nothing of news.

use crate::model::{Span, Tag};

/// The tagger with its embedded weights.
#[derive(Debug, Default)]
pub struct Tagger {}

impl Tagger {
    /// The embedded weights.
    #[must_use]
    pub fn embedded() -> Self {
        Self {}
    }

    /// Tags of the sentences of a text, in order of their starts, never overlapping.
    #[must_use]
    pub fn tag(&self, _text: &str, _sentences: &[Span]) -> Vec<Tag> {
        Vec::new()
    }
}
