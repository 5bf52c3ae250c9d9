//! Figures: what the fitting of their weights reads.

use gongtu::extract::extract;
use gongtu::model::{Document, Span};
use gongtu::read::{ReadOptions, read_all};
use gongtu::relate::figure::described::described;
use gongtu::segment::segment;
use gongtu::tagger::Tagger;
use serde_json::json;

use crate::support::{LEXICON, article};

/// Writes every number of the articles in `FIGURE_INPUT` with its candidates to `FIGURE_FEATURES`, a JSON object a line.
#[test]
#[ignore = "writes features for data/recipes/figure/fit.py; FIGURE_INPUT names a folder of articles, FIGURE_FEATURES the output"]
fn features_for_fitting() {
    use std::io::Write;
    let (lexicons, tagger) = (crate::fitting::Lexicons::new(), Tagger::embedded());
    let mut out = std::io::BufWriter::new(std::fs::File::create(std::env::var("FIGURE_FEATURES").unwrap()).unwrap());
    let folder = std::env::var("FIGURE_INPUT").unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    for file in files {
        let options = ReadOptions { published: None, publisher: None, encoding: None };
        for page in read_all(&[file.to_str().unwrap().to_owned()], &options).0 {
            for article in segment(&page).0 {
                let lexicon = lexicons.of(&article.key);
                let mut document = Document::new(&article);
                let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
                document.hits = lexicon.find(&article.text);
                document.tags = tagger.tag(&article.text, &spans);
                extract(&mut document, lexicon);
                for figure in described(&document, lexicon) {
                    let (from, to) = (figure.span.start, figure.span.end);
                    let before: String = article.text[..from].chars().rev().take(60).collect();
                    let row = json!({
                        "article": article.key, "headline": from < article.headline_span.end,
                        "before": before.chars().rev().collect::<String>(), "words": &article.text[from..to],
                        "behind": article.text[to..].chars().take(30).collect::<String>(),
                        "value": figure.value, "unit": figure.unit, "sort": figure.sort, "noun": figure.noun,
                        "owner": figure.owner, "nouns": figure.nouns, "plan": figure.plan,
                        "subjects": figure.subjects.iter().map(|((label, features), sort, class)|
                            json!({"label": label, "sort": sort, "class": class, "features": features})).collect::<Vec<_>>(),
                        "again": figure.again, "worth": figure.worth,
                    });
                    writeln!(out, "{row}").unwrap();
                }
            }
        }
    }
}

/// What speaks for the only union of a text being the subject of its only number.
fn for_the_union(text: &str) -> Vec<String> {
    let article = article(text);
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let [figure] = &described(&document, &LEXICON)[..] else { panic!("one number in {text}") };
    let union = figure.subjects.iter().find(|((label, _), ..)| label.ends_with("总工会")).expect(text);
    union.0.1.clone()
}

#[test]
fn the_end_of_a_name_takes_its_bearer_up_again() {
    let told = |text: &str, feature: &str| {
        let features = for_the_union(text);
        assert!(features.iter().any(|f| f == feature), "{feature} of {text}: {features:?}");
    };
    let lead = "南京市栖霞区总工会今天成立，各界表示祝贺。";
    told(&format!("{lead}工会建有驿站140处。"), "echo:opens");
    told(&format!("{lead}仪式后，该工会建有驿站140处。"), "echo:this");
    told(&format!("{lead}人们看到工会建有驿站140处。"), "echo:inside");
    let silent = for_the_union(&format!("{lead}建有驿站140处。"));
    assert!(!silent.iter().any(|f| f.starts_with("echo")), "{silent:?}");
}

#[test]
fn a_paragraph_and_its_topics_are_told_apart() {
    let lead = "南京市栖霞区总工会今天成立。";
    let here = for_the_union(&format!("{lead}建有驿站140处。"));
    assert!(
        here.contains(&"paragraph:lead:Organization".to_owned()) && here.contains(&"topic:0".to_owned()),
        "{here:?}"
    );
    let elsewhere = for_the_union(&format!("{lead}\n建有驿站140处。"));
    assert!(elsewhere.contains(&"paragraph:elsewhere:Organization".to_owned()), "{elsewhere:?}");
}
