//! Names of events, their deixis, and what only looks like an event.

use gongtu::extract::extract;
use gongtu::model::{Class, Document};

use crate::support::{LEXICON, article};

/// `words=label` of every event mention, `~` behind deictic words.
fn events(text: &str) -> String {
    let mut article = article(text);
    article.published = "2025-08-05".parse().ok();
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let show = |m: &gongtu::model::Mention| {
        format!("{}={}{}", m.span.of(&article.text), m.label, if m.anaphoric { "~" } else { "" })
    };
    document.mentions.iter().filter(|m| m.class == Class::Event).map(show).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(events(text), expected, "{text}");
}

#[test]
fn a_name_begins_behind_the_verb_that_holds_it() {
    check("8月3日，云州市总工会举办第二届班组长技能比武大赛。", "第二届班组长技能比武大赛=第二届班组长技能比武大赛");
    check("8月3日，市总工会召开劳模工匠宣讲工作座谈会。", "劳模工匠宣讲工作座谈会=劳模工匠宣讲工作座谈会");
}

#[test]
fn a_quotation_before_the_head_belongs_to_the_name() {
    check(
        "8月3日，“绿岸杯”2025年船闸运行工职业技能竞赛在云州举行。",
        "“绿岸杯”2025年船闸运行工职业技能竞赛=绿岸杯2025年船闸运行工职业技能竞赛",
    );
}

#[test]
fn deixis_means_the_event_of_the_article() {
    check(
        "8月3日，第二届云州职工技能大赛举行。本次大赛设五个项目。",
        "第二届云州职工技能大赛=第二届云州职工技能大赛 大赛=第二届云州职工技能大赛~",
    );
}

#[test]
fn a_room_or_a_body_is_no_event() {
    check("他们走进会议室，同学会成员坐在活动中心。", "");
    check("公司经常开展各类培训。", "");
}

#[test]
fn siblings_of_one_length_are_two_events() {
    let found =
        events("8月3日，云州市第五届人民代表大会第二次会议举行。8月5日，江州市第五届人民代表大会第二次会议举行。");
    assert!(found.contains("云州市第五届") && found.contains("江州市第五届"), "{found}");
}
