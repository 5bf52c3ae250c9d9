//! Word lists and the gazetteer.

use gongtu::lexicon::Lexicon;
use gongtu::model::PlaceLevel;

#[test]
fn the_automaton_finds_every_list_in_one_pass() {
    let lexicon = Lexicon::embedded().unwrap();
    let text = "江苏省南通市崇川区";
    let words: Vec<&str> = lexicon.find(text).iter().map(|hit| hit.span.of(text)).collect();
    for word in ["江苏省", "江苏", "南通市", "南通", "崇川区"] {
        assert!(words.contains(&word), "{word} is not among {words:?}");
    }
}

#[test]
fn divisions_know_what_lies_above_them() {
    let lexicon = Lexicon::embedded().unwrap();
    let gazetteer = lexicon.gazetteer();
    let &[code] = gazetteer.named("太仓市") else { panic!("太仓市 is one division") };
    let line: Vec<&str> = gazetteer.line(code).map(|d| d.name).collect();
    assert_eq!(line, ["太仓市", "苏州市", "江苏省", "中国"]);
    assert_eq!(gazetteer.at_level(code, PlaceLevel::City).map(|d| d.code), Some(320_500));
    assert_eq!(gazetteer.named("海门市"), [320_614], "a former name leads to the division of today");
}
