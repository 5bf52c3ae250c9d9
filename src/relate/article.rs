//! Facts about the article itself: headline, byline, source.

use crate::lexicon::Lexicon;
use crate::model::{Claim, Document, Relation};
use crate::relate::Relator;

/// Headline (bylines and sources follow).
pub struct ArticleFacts;

impl Relator for ArticleFacts {
    fn name(&self) -> &'static str {
        "article"
    }

    fn relate(&self, document: &Document<'_>, _lexicon: &Lexicon, claims: &mut Vec<Claim>) {
        let article = document.article;
        if let Some(headline) = &article.headline {
            claims.push(Claim::of_article(Relation::Headline, headline.clone(), article.headline_span, self.name()));
        }
    }
}
