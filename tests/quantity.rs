//! Numbers with their units, and what they count.

use gongtu::extract::extract;
use gongtu::model::{Document, Node, Relation};
use gongtu::relate::relate;
use proptest::prelude::*;

use crate::support::{LEXICON, article};

/// `value unit comparator` of every quantity.
fn quantities(text: &str) -> Vec<String> {
    let article = article(text);
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    document.quantities.iter().map(|q| format!("{}{}{}", q.comparator, q.value, q.unit)).collect()
}

/// `subject|relation|noun|value unit` of every figure.
fn figures(text: &str) -> Vec<String> {
    let mut article = article(text);
    article.published = "2025-08-05".parse().ok();
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let claims = relate(&document, &LEXICON);
    let mut rows: Vec<(usize, String)> = claims
        .iter()
        .filter(|c| matches!(c.relation, Relation::Result | Relation::Target))
        .map(|c| {
            let Node::Entity(subject) = &c.subject else { panic!("a figure of an article") };
            let value = c.qualifiers.get(gongtu::model::Qualifier::Value).unwrap_or_default();
            let unit = c.qualifiers.get(gongtu::model::Qualifier::Unit).unwrap_or_default();
            (
                c.evidence.span.start,
                format!("{}|{}|{}|{value}{unit}", subject.label, c.relation.as_str(), c.object.label()),
            )
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, row)| row).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(quantities(text), expected, "{text}");
}

#[test]
fn multipliers_give_plain_decimals() {
    check("会员1.6万名", &["=16000名"]);
    check("收入7.035亿元", &["=703500000元"]);
    check("总额22.08万亿元", &["=22080000000000元"]);
    check("发电8462亿千瓦时", &["=846200000000千瓦时"]);
    check("投入12,345元", &["=12345元"]);
    check("资金２万多元", &["~20000元"]);
    check("面积7.60平方公里", &["=7.6平方公里"]);
    check("增长0.05%", &["=0.05%"]);
}

#[test]
fn comparators_stand_before_or_behind() {
    check("约3万人", &["~30000人"]);
    check("近600名", &["~600名"]);
    check("超过5000家", &[">5000家"]);
    check("突破2000余个", &[">2000个"]);
    check("不少于80人", &[">=80人"]);
    check("25%以上", &[">=25%"]);
    check("1.3倍以内", &["<=1.3倍"]);
    check("10家左右", &["~10家"]);
    check("50余场", &["~50场"]);
    check("11万多人", &["~110000人"]);
    check("3000余万元", &["~30000000元"]);
    check("不超过9人", &["<=9人"]);
    check("最近3家", &["=3家"]);
}

#[test]
fn chinese_numerals_count_too() {
    check("一百三十余人", &["~130人"]);
    check("两户家庭", &["=2户"]);
    check("百余家企业", &["~100家"]);
    check("近百个岗位", &["~100个"]);
    check("超千亿元", &[">100000000000元"]);
    check("近十万名", &["~100000名"]);
    check("数百人", &[]);
    check("一名职工", &[]);
}

#[test]
fn ranges_have_two_ends() {
    check("10~20名", &["=10..20名"]);
    check("10-20名", &["=10..20名"]);
    check("8万至15万人", &["=80000..150000人"]);
    check("1100米至1300米", &["=1100..1300米"]);
    check("10—20万元", &["=100000..200000元"]);
}

#[test]
fn rates_and_fractions() {
    check("增长5.6%", &["=5.6%"]);
    check("提高0.3个百分点", &["=0.3个百分点"]);
    check("提高3.6个、0.2个百分点", &["=3.6个百分点", "=0.2个百分点"]);
    check("约占四分之一", &["~25%"]);
    check("近七成", &["~70%"]);
    check("百分之五", &["=5%"]);
    check("分别有12、15和20家", &["=12家", "=15家", "=20家"]);
}

#[test]
fn dates_codes_and_ordinals_are_no_quantities() {
    for text in [
        "2025年8月3日",
        "第3家",
        "第二届",
        "热线0513-85571188",
        "K396次列车",
        "5G基站",
        "国发〔2023〕9号",
        "三部门",
        "12345热线",
        "G60科创走廊",
        "1+4专项行动",
        "6月份",
        "8点30分",
        "成果丰硕",
        "三成立",
        "21世纪",
    ] {
        assert!(quantities(text).is_empty(), "{text}: {:?}", quantities(text));
    }
}

#[test]
fn figures_have_subject_noun_and_value() {
    let rows = figures("2025年上半年，南京市地区生产总值8000亿元，同比增长5.6%。");
    assert_eq!(rows, ["南京市|result|地区生产总值|800000000000元", "南京市|result|地区生产总值同比增长|5.6%"]);
    let rows = figures("南京市总工会建立律师值班站点5处，服务职工600余人次。");
    assert_eq!(rows, ["南京市总工会|result|律师值班站点|5处", "南京市总工会|result|服务职工|600人次"]);
}

#[test]
fn a_list_shares_its_verb() {
    let rows = figures("南京市住宿业、租赁业增加值分别增长14.0%、7.9%。");
    assert_eq!(rows, ["南京市|result|住宿业增加值增长|14%", "南京市|result|租赁业增加值增长|7.9%"]);
}

#[test]
fn what_is_to_come_is_a_target() {
    let rows = figures("到2030年，南京市将培育大国工匠200名左右。");
    assert_eq!(rows, ["南京市|target|大国工匠|200名"]);
}

#[test]
fn words_of_plans_belong_to_no_noun() {
    let rows = figures("到2030年，南京市力争技能人才总量将达到80万人。");
    assert_eq!(rows, ["南京市|target|技能人才总量|800000人"]);
}

#[test]
fn ages_and_durations_state_nothing() {
    for text in ["今年74岁的老人来到南京市。", "南京市总工会举办为期3天的培训。"] {
        assert!(figures(text).is_empty(), "{text}: {:?}", figures(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_without_panic_and_values_are_plain_decimals(
        text in "([0-9０-９.,，一两三百千万亿余多约近超名人家元%个第百分点之成~至、和。增长南京市]|.){0,40}"
    ) {
        let article = article(&text);
        let mut document = Document::new(&article);
        document.hits = LEXICON.find(&text);
        extract(&mut document, &LEXICON);
        for quantity in &document.quantities {
            prop_assert!(text.get(quantity.span.start..quantity.span.end).is_some_and(|words| !words.is_empty()));
            for part in quantity.value.split("..") {
                prop_assert!(part.chars().all(|c| c.is_ascii_digit() || c == '.') && part.parse::<f64>().is_ok(), "{}", quantity.value);
            }
        }
        prop_assert!(relate(&document, &LEXICON).len() < 1000);
    }
}
