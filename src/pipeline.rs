//! The only file that names all stages: reading it is reading how a file becomes facts.

use rayon::prelude::*;

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Article, Claim, Document, Mention, Page, Span, Warning};
use crate::tagger::Tagger;
use crate::{extract, relate, segment};

/// What the stages need: immutable, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    tagger: Tagger,
}

/// What one article yields.
#[derive(Debug)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Its mentions, ordered by start.
    pub mentions: Vec<Mention>,
    /// Its claims, each statement once, in a fixed order.
    pub claims: Vec<Claim>,
}

impl Engine {
    /// The engine with the embedded data.
    ///
    /// # Errors
    /// When one of the project's own data files is malformed.
    pub fn embedded() -> Result<Self> {
        Ok(Self { lexicon: Lexicon::embedded()?, tagger: Tagger::embedded() })
    }

    /// Page → articles → mentions → claims. Pure: the same page gives the same result.
    #[must_use]
    pub fn analyse_page(&self, page: &Page) -> (Vec<Analysis>, Vec<Warning>) {
        let (articles, warnings) = segment::segment(page);
        (articles.into_iter().map(|article| self.analyse(article)).collect(), warnings)
    }

    /// Pages in parallel, results in input order.
    #[must_use]
    pub fn analyse_pages(&self, pages: &[Page]) -> Vec<(Vec<Analysis>, Vec<Warning>)> {
        pages.par_iter().map(|page| self.analyse_page(page)).collect()
    }

    /// Article → mentions → claims.
    #[must_use]
    pub fn analyse(&self, article: Article) -> Analysis {
        let (mentions, claims) = {
            let mut document = Document::new(&article);
            let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
            document.hits = self.lexicon.find(&article.text);
            document.tags = self.tagger.tag(&article.text, &spans);
            extract::extract(&mut document, &self.lexicon);
            let claims = relate::relate(&document, &self.lexicon);
            (document.mentions, claims)
        };
        Analysis { article, mentions, claims }
    }
}
