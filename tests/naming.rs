//! Names of programmes and happenings: decided together, from the words in and around them.

use gongtu::extract::extract;
use gongtu::model::{Class, Document};

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

#[test]
fn a_name_keeps_its_new_and_drops_the_word_of_time_before_it() {
    let names = found("云州市总工会大力实施新时代职工素质提升工程，已帮助职工三百人。");
    assert!(names.contains(&(Class::Initiative, "新时代职工素质提升工程".to_owned())), "{names:?}");
    let names = found("近年来云州市总工会为职工办实事，如今职工素质提升行动已经惠及职工三百人。");
    assert!(names.contains(&(Class::Initiative, "职工素质提升行动".to_owned())), "{names:?}");
}
