//! Names of programmes and happenings: decided together, from the words in and around them.

use gongtu::extract::{EXTRACTORS, extract, naming};
use gongtu::lexicon::Lexicon;
use gongtu::model::{Article, Class, Document, Span};
use gongtu::read::{ReadOptions, read_all};
use gongtu::segment::segment;
use gongtu::tagger::Tagger;

use crate::support::{LEXICON, article};

fn found(text: &str) -> Vec<(Class, String)> {
    let article = article(text);
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let names = document.mentions.iter().filter(|m| matches!(m.class, Class::Initiative | Class::Event));
    names.map(|m| (m.class, m.label.clone())).collect()
}

#[test]
fn a_campaign_is_a_programme_and_a_meeting_is_a_happening() {
    let names = found("云州市总工会大力实施“金秋送暖”工程，已帮助职工三百人。");
    assert!(names.contains(&(Class::Initiative, "金秋送暖工程".to_owned())), "{names:?}");
    let names = found("8月3日，云州市职工技能大赛启动仪式在市文化宫举行，市总工会主席李明远出席并致辞。");
    assert!(names.iter().any(|(c, l)| *c == Class::Event && l.contains("启动仪式")), "{names:?}");
    assert!(!names.iter().any(|(c, _)| *c == Class::Initiative), "{names:?}");
}

/// The document as it stands before names are decided.
fn prepared<'a>(article: &'a Article, lexicon: &Lexicon, tagger: &Tagger) -> Document<'a> {
    let mut document = Document::new(article);
    let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
    document.hits = lexicon.find(&article.text);
    document.tags = tagger.tag(&article.text, &spans);
    for extractor in EXTRACTORS.iter().take_while(|e| e.name() != "naming") {
        extractor.extract(&mut document, lexicon);
    }
    document
}

/// Writes every candidate of the articles in `NAMING_INPUT` with its features to `NAMING_FEATURES`, a JSON object a line.
#[test]
#[ignore = "writes features for data/recipes/naming/fit.py; NAMING_INPUT names a folder of articles, NAMING_FEATURES the output"]
fn features_for_fitting() {
    use std::io::Write;
    let (lexicon, tagger) = (Lexicon::embedded().unwrap(), Tagger::embedded());
    let mut out = std::fs::File::create(std::env::var("NAMING_FEATURES").unwrap()).unwrap();
    let folder = std::env::var("NAMING_INPUT").unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    for file in files {
        let key = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let options = ReadOptions { published: None, publisher: None, encoding: None };
        for page in read_all(&[file.to_str().unwrap().to_owned()], &options).0 {
            for article in segment(&page).0 {
                let document = prepared(&article, &lexicon, &tagger);
                for candidate in naming::candidates(&document, &lexicon).0 {
                    let mut features = Vec::new();
                    naming::features::of(&document, &candidate, &lexicon, &mut |feature| {
                        features.push(feature.to_owned())
                    });
                    features.sort();
                    features.dedup();
                    let row = serde_json::json!({"article": key, "label": candidate.label, "features": features});
                    writeln!(out, "{row}").unwrap();
                }
            }
        }
    }
}
