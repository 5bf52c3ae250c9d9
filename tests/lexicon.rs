//! Word lists and the gazetteer.

use gongtu::lexicon::{Lexicon, cut};
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

/// A part of speech as the dictionary knows it; jieba's model for unknown words knows some more.
fn known(tag: &str) -> &str {
    let more = ["bg", "en", "in", "jn", "ln", "qe", "qg", "w", "yg"];
    if more.contains(&tag) { "x" } else { tag }
}

fn agree(jieba: &jieba_rs::Jieba, text: &str) {
    let theirs = jieba.tag(text, false);
    let theirs: Vec<(&str, &str)> = theirs.iter().map(|word| (word.word, known(word.tag))).collect();
    let ours: Vec<(&str, &str)> = cut(text).into_iter().map(|word| (word.text, word.tag)).collect();
    assert_eq!(ours, theirs, "{text}");
}

#[test]
fn cutting_agrees_with_jieba() {
    let jieba = jieba_rs::Jieba::new();
    gongtu::assets::SAMPLE.text.lines().for_each(|line| agree(&jieba, line));
    for text in [
        "",
        "全市新建职工书屋120家、爱心驿站（户外劳动者服务站点）360余个，培训5G基站技术员2.3万人次",
        "帮扶困难职工1,234户，同比增长12.5%；签订A类合同3000份\r\n\r",
        "Wi-Fi、QQ群和C++班：AT&T、4S店、IC卡、123abc456、X光机",
        "𠮷野家的㐂字招牌、龘䶮犇骉和彧（原文如此）",
        "南京市长江大桥 研究生命起源\u{3000}ｆｕｌｌ宽１２３",
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥",
    ] {
        agree(&jieba, text);
    }
}

/// Whether the words of the dictionary and the characters around them are those of jieba shows on any order of them.
#[test]
fn cutting_agrees_with_jieba_on_any_characters() {
    let jieba = jieba_rs::Jieba::new();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let sample: Vec<char> = gongtu::assets::SAMPLE.text.chars().collect();
    for _ in 0..4000 {
        let character = |kind: u64, at: u64| match kind {
            0..=1 => char::from_u32(0x4e00 + at as u32 % 0x5200),
            2 => char::from_u32(0x20 + at as u32 % 0x5f),
            3 => char::from_u32(0x3400 + at as u32 % 0x1a00),
            _ => None,
        };
        let text = (0..random(24)).map(|_| {
            let (kind, at) = (random(12), random(1 << 40));
            character(kind, at).unwrap_or(sample[at as usize % sample.len()])
        });
        agree(&jieba, &text.collect::<String>());
    }
}
