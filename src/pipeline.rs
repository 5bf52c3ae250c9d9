//! The only file that names all stages: reading it is reading how a file becomes facts.

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
pub use crate::model::Analysis;
use crate::model::{Article, Document, Identities, Page, Span, Summary, Warning, hash};
use crate::rdf::ArticleGraph;
use crate::rdf::background::Background;
use crate::rdf::iri::Iris;
use crate::resolve::decisions::Decisions;
use crate::tagger::Tagger;
use crate::{extract, rdf, relate, resolve, segment};

/// Longest article that is taken apart, in bytes (a third of it characters): a novel has as much. Some questions that
/// extraction asks compare everything in an article with everything else.
pub const LONGEST_ARTICLE: usize = 1 << 20;

/// What the stages need: immutable, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    tagger: Tagger,
    without: Vec<String>,
}

/// Name of the tagger among the layers.
const TAGGER: &str = "tagger";

impl Engine {
    /// The engine with the embedded data.
    ///
    /// # Errors
    /// When one of the project's own data files is malformed.
    pub fn embedded() -> Result<Self> {
        Ok(Self { lexicon: Lexicon::embedded()?, tagger: Tagger::embedded(), without: Vec::new() })
    }

    /// The engine without some of its layers, to measure what they bring.
    ///
    /// # Errors
    /// When there is no layer of such a name.
    pub fn without(self, names: Vec<String>) -> Result<Self> {
        let layers = Self::layers();
        match names.iter().find(|name| !layers.contains(&name.as_str())) {
            Some(name) => Err(Error::NotFound(format!("no layer {name}; there are: {}", layers.join(", ")))),
            None => Ok(Self { without: names, ..self }),
        }
    }

    /// The engine with the weights of the files in a folder instead of the embedded ones of the same names.
    ///
    /// # Errors
    /// When a file cannot be read or is malformed, or there is none.
    pub fn with_weights(mut self, folder: &std::path::Path) -> Result<Self> {
        self.lexicon.read_weights(folder)?;
        Ok(self)
    }

    /// Names of the layers, in the order in which they run.
    #[must_use]
    pub fn layers() -> Vec<&'static str> {
        let mut names = vec![TAGGER];
        names.extend(extract::EXTRACTORS.iter().map(|e| e.name()));
        names.extend(relate::RELATORS.iter().map(|r| r.name()));
        names.push(relate::calibration::NAME);
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(*name);
                true
            }
        });
        names
    }

    /// Page → articles → mentions → claims. Pure: the same page gives the same result.
    #[must_use]
    pub fn analyse_page(&self, page: &Page) -> (Vec<Analysis>, Vec<Warning>) {
        let Some((articles, mut warnings)) = guarded(|| segment::segment(page)) else {
            return (Vec::new(), vec![failure(&page.file, page.first_line)]);
        };
        let digest = format!("{:016x}", hash(&[&page.text]));
        let mut analyses = Vec::with_capacity(articles.len());
        for article in articles {
            let (file, line) = (article.file.clone(), article.lines.line(0));
            if article.text.len() > LONGEST_ARTICLE {
                warnings.push(too_long(&article));
                continue;
            }
            match guarded(|| self.analyse(article)) {
                Some(analysis) => analyses.push(Analysis { page: digest.clone(), ..analysis }),
                None => warnings.push(failure(&file, line)),
            }
        }
        (analyses, warnings)
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
            if !self.without.iter().any(|name| name == TAGGER) {
                document.tags = self.tagger.tag(&article.text, &spans);
            }
            extract::extract_without(&mut document, &self.lexicon, &self.without);
            let claims = relate::relate_without(&document, &self.lexicon, &self.without);
            (document.mentions, claims)
        };
        let page = format!("{:016x}", hash(&[&article.text]));
        Analysis { article, mentions, claims, page }
    }

    /// What an article alone knows of its entities.
    #[must_use]
    pub fn identify(&self, analysis: &Analysis) -> Summary {
        resolve::identify(analysis, &self.lexicon, self.lexicon.policies())
    }

    /// What an article yields → its graph, its entities known by it alone.
    #[must_use]
    pub fn encode(&self, analysis: &Analysis, iris: &Iris) -> ArticleGraph {
        let alone = resolve::across::settle(&[self.identify(analysis)], &Decisions::default());
        let identities = alone.articles.into_iter().next().unwrap_or_default();
        self.encode_as(analysis, &identities, iris)
    }

    /// What an article yields → its graph, with these identities.
    #[must_use]
    pub fn encode_as(&self, analysis: &Analysis, identities: &Identities, iris: &Iris) -> ArticleGraph {
        let Analysis { article, mentions, claims, page } = analysis;
        rdf::encode::encode(iris, (article, page), mentions, claims, identities)
    }

    /// What is known beforehand.
    #[must_use]
    pub fn background(&self) -> Background<'_> {
        Background { gazetteer: self.lexicon.gazetteer(), policies: self.lexicon.policies() }
    }
}

/// Runs one step; a mistake of the program on one article must not take a night's build with it. What went wrong has
/// been printed by then.
fn guarded<T>(step: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)).ok()
}

fn too_long(article: &Article) -> Warning {
    let (size, most) = (article.text.len() >> 10, LONGEST_ARTICLE >> 10);
    let message =
        format!("an article of {size} KiB, where {most} are the most; it was left out (cut it into its articles)");
    Warning { file: article.file.clone(), line: Some(article.lines.line(0)), message }
}

fn failure(file: &str, line: usize) -> Warning {
    let message = "the program failed on this article and left it out; please report it".to_owned();
    Warning { file: file.to_owned(), line: Some(line), message }
}
