//! Writes what the recipes under `data/recipes` fit weights to: a JSON object a line for each candidate of the articles in
//! the folder `FITTING_INPUT`, to the file `FITTING_OUTPUT`.

use std::fs::File;
use std::io::Write;

use gongtu::extract::{EXTRACTORS, extract, naming};
use gongtu::lexicon::Lexicon;
use gongtu::model::{Article, Document, Span};
use gongtu::read::{ReadOptions, read_all};
use gongtu::relate::{RELATORS, link};
use gongtu::segment::segment;
use gongtu::tagger::Tagger;

/// Hands on every article of the folder with its key.
fn each_article(take: &mut dyn FnMut(&str, &Article, &mut File)) {
    let mut out = File::create(std::env::var("FITTING_OUTPUT").unwrap()).unwrap();
    let folder = std::env::var("FITTING_INPUT").unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    for file in files {
        let key = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let options = ReadOptions { published: None, publisher: None, encoding: None };
        for page in read_all(&[file.to_str().unwrap().to_owned()], &options).0 {
            for article in segment(&page).0 {
                take(&key, &article, &mut out);
            }
        }
    }
}

/// The embedded lexicon, with weights from the folder `FITTING_WEIGHTS` if it is set; or, one for each part of the articles,
/// with the weights in `FITTING_FOLDS/0`, `FITTING_FOLDS/1`, …, which were fitted without that part: what links and figures
/// are fitted on has to name things as well as it will on articles that nobody has seen.
pub struct Lexicons(Vec<Lexicon>);

impl Lexicons {
    pub fn new() -> Self {
        if let Ok(folder) = std::env::var("FITTING_FOLDS") {
            let parts = (0..).map(|number: usize| std::path::Path::new(&folder).join(number.to_string()));
            return Self(parts.take_while(|part| part.is_dir()).map(|part| weighted(&part)).collect());
        }
        Self(vec![
            std::env::var("FITTING_WEIGHTS")
                .map_or_else(|_| Lexicon::embedded().unwrap(), |folder| weighted(folder.as_ref())),
        ])
    }

    /// The one that has not seen this article; `data/recipes/annotation.py` divides them the same way.
    pub fn of(&self, article: &str) -> &Lexicon {
        &self.0[article.bytes().map(usize::from).sum::<usize>() % self.0.len()]
    }
}

fn weighted(folder: &std::path::Path) -> Lexicon {
    let mut lexicon = Lexicon::embedded().unwrap();
    lexicon.read_weights(folder).unwrap();
    lexicon
}

fn tagged<'a>(article: &'a Article, lexicon: &Lexicon, tagger: &Tagger) -> Document<'a> {
    let mut document = Document::new(article);
    let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
    document.hits = lexicon.find(&article.text);
    document.tags = tagger.tag(&article.text, &spans);
    document
}

#[test]
#[ignore = "for data/recipes/naming/fit.py; FITTING_INPUT names a folder of articles, FITTING_OUTPUT the output"]
fn names() {
    let (lexicons, tagger) = (Lexicons::new(), Tagger::embedded());
    each_article(&mut |key, article, out| {
        let lexicon = lexicons.of(key);
        let mut document = tagged(article, lexicon, &tagger);
        for extractor in EXTRACTORS.iter().take_while(|e| e.name() != "naming") {
            extractor.extract(&mut document, lexicon);
        }
        for candidate in naming::candidates(&document, lexicon).0 {
            let mut features: Vec<String> = Vec::new();
            naming::features::of(&document, &candidate, lexicon, &mut features);
            features.sort();
            features.dedup();
            let row = serde_json::json!({"article": key, "label": candidate.label, "start": candidate.span.start, "end": candidate.span.end, "features": features});
            writeln!(out, "{row}").unwrap();
        }
    });
}

#[test]
#[ignore = "for data/recipes/link/fit.py; FITTING_INPUT names a folder of articles, FITTING_OUTPUT the output"]
fn pairs() {
    let (lexicons, tagger) = (Lexicons::new(), Tagger::embedded());
    each_article(&mut |key, article, out| {
        let lexicon = lexicons.of(key);
        let mut document = tagged(article, lexicon, &tagger);
        extract(&mut document, lexicon);
        let mut claims = Vec::new();
        for relator in RELATORS.iter().take_while(|r| r.name() != "link") {
            relator.relate(&document, lexicon, &mut claims);
        }
        for (model, subject, object, features) in link::described(&document, lexicon, &mut claims) {
            let row = serde_json::json!({"article": key, "model": model, "subject": subject, "object": object, "features": features});
            writeln!(out, "{row}").unwrap();
        }
    });
}
