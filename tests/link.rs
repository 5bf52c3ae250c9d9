//! Pairs of entities: what the model that weighs them is told of a sentence.

use gongtu::extract::extract;
use gongtu::model::{Document, Span};
use gongtu::relate::link;
use gongtu::tagger::Tagger;

use crate::support::{LEXICON, article};

/// The features of the pair of these two, of the relation named.
fn features(text: &str, relation: &str, subject: &str, object: &str) -> Vec<String> {
    let article = article(text);
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
    document.tags = Tagger::embedded().tag(text, &spans);
    extract(&mut document, &LEXICON);
    let pairs = link::described(&document, &LEXICON, &mut Vec::new());
    let found = pairs.into_iter().find(|(name, s, o, _)| *name == relation && s == subject && o == object);
    found
        .unwrap_or_else(|| {
            panic!("no pair {subject} {object}: {:?}", document.mentions.iter().map(|m| &m.label).collect::<Vec<_>>())
        })
        .3
}

#[track_caller]
fn holds(features: &[String], wanted: &[&str]) {
    for feature in wanted {
        assert!(features.iter().any(|f| f == feature), "{feature} in {features:?}");
    }
}

const HELD: &str = "8月3日，云州市总工会、云州市教育局和云州市民政局联合主办第二届班组长技能比武大赛。";
const CONTEST: &str = "第二届班组长技能比武大赛";

#[test]
fn the_words_around_a_row_are_those_of_each_of_its_names() {
    for body in ["云州市总工会", "云州市教育局", "云州市民政局"] {
        holds(&features(HELD, "organizer/", CONTEST, body), &["items:3", "lpost2:联合", "lpre1:，", "row-first:0"]);
    }
    holds(&features(HELD, "organizer/", CONTEST, "云州市教育局"), &["item:1", "pre1:、", "post1:和"]);
}

#[test]
fn the_verb_behind_a_row_is_that_of_each_of_its_names() {
    let text = "云州市总工会、云州市教育局参加第二届班组长技能比武大赛。";
    holds(&features(text, "organizer/", CONTEST, "云州市总工会"), &["ov:参加", "ovd:0:参加", "op:none"]);
}

#[test]
fn a_verb_inside_a_name_is_none_of_the_sentence() {
    let text = "云州市社会保险管理局承办第二届班组长技能比武大赛。";
    let found = features(text, "organizer/", CONTEST, "云州市社会保险管理局");
    holds(&found, &["ov:承办", "sp:承办"]);
    assert!(!found.iter().any(|f| f.contains("管理")), "{found:?}");
}

#[test]
fn the_nearest_of_several_events_is_known() {
    let text = "云州市总工会举办第二届班组长技能比武大赛。江州市总工会举办第五届职工技能大赛。";
    let near = features(text, "organizer/", "第五届职工技能大赛", "江州市总工会");
    holds(&near, &["closest:0", "rivals:0:0"]);
    let far = features(text, "organizer/", CONTEST, "江州市总工会");
    assert!(!far.iter().any(|f| f.starts_with("closest")), "{far:?}");
    holds(&far, &["rivals:1:1"]);
}
