//! Dates against the day of publication, without one, and where there is none.

use gongtu::extract::extract;
use gongtu::model::{Article, DateMention, Document};
use proptest::prelude::*;

use crate::support::{LEXICON, article};

fn found(published: &str, text: &str) -> (Article, Vec<DateMention>) {
    let mut article = article(text);
    article.published = published.parse().ok();
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let dates = document.dates.clone();
    (article, dates)
}

/// `words=date[..end][!]`, `!` for a deadline.
fn dates(published: &str, text: &str) -> String {
    let (article, dates) = found(published, text);
    let show = |d: &DateMention| {
        let end = d.end.map_or(String::new(), |end| format!("..{end}"));
        format!("{}={}{end}{}", d.span.of(&article.text), d.date, if d.deadline { "!" } else { "" })
    };
    dates.iter().map(show).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(dates("2025-08-05", text), expected, "{text}");
}

#[test]
fn days_and_months_take_the_year_of_publication() {
    check("8月3日，培训班开班。", "8月3日=2025-08-03");
    check("7月份，产量增长。", "7月份=2025-07");
    check("7月底，工程完工。", "7月底=2025-07");
    check("截至6月末，会员10万人。", "6月末=2025-06");
    check("12月20日将举行决赛。", "12月20日=2025-12-20");
}

#[test]
fn the_last_months_told_in_january_are_those_of_the_year_before() {
    assert_eq!(dates("2025-01-10", "12月20日，大会举行。"), "12月20日=2024-12-20");
    assert_eq!(dates("2025-01-10", "大会将于12月20日举行。"), "12月20日=2025-12-20");
    assert_eq!(dates("2024-12-28", "活动将于1月5日举行。"), "1月5日=2025-01-05");
}

#[test]
fn relative_words_count_from_the_day_of_publication() {
    check("昨日，市总工会举办活动。", "昨日=2025-08-04");
    check("今晚开赛，明天继续。", "今晚=2025-08-05 明天=2025-08-06");
    check("上周五和本周一两天。", "上周五=2025-08-01 本周一=2025-08-04");
    check("本月底前完成，上月已启动。", "本月底前=2025-08! 上月=2025-07");
    check("去年，新增就业。", "去年=2024");
    check("今年5月以来", "今年5月=2025-05");
    check("前年四月", "前年四月=2023-04");
}

#[test]
fn vague_words_are_no_dates() {
    for text in ["近日，记者获悉", "日前发布", "近年来", "近期", "每年都办", "多年来", "长期以来", "当年他还小"]
    {
        check(text, "");
    }
}

#[test]
fn a_day_alone_belongs_to_the_month_of_the_last_date_or_of_publication() {
    check("记者1日从市总工会获悉", "1日=2025-08-01");
    check("记者31日从市总工会获悉", "31日=2025-07-31");
    check("7月25日开幕，28日闭幕。", "7月25日=2025-07-25 28日=2025-07-28");
    for text in ["10日内办结", "3日游线路", "为期5日", "每10日一次"] {
        check(text, "");
    }
}

#[test]
fn ranges_have_an_end() {
    check("5月20日至6月20日", "5月20日至6月20日=2025-05-20..2025-06-20");
    check("7月25日至28日", "7月25日至28日=2025-07-25..2025-07-28");
    check("7月25日—8月9日", "7月25日—8月9日=2025-07-25..2025-08-09");
    check("8月2日、3日", "8月2日、3日=2025-08-02..2025-08-03");
    check("2024年12月至2025年3月", "2024年12月至2025年3月=2024-12..2025-03");
    check("2023—2025年", "2023—2025年=2023..2025");
    check("2021年至2025年，", "2021年至2025年=2021..2025");
    check("今年7月至10月", "今年7月至10月=2025-07..2025-10");
    check("11月至2月", "11月至2月=2025-11..2026-02");
    check("28日至30日，", "28日至30日=2025-07-28..2025-07-30");
}

#[test]
fn parts_of_a_year_count_as_the_year() {
    check("2023年上半年，", "2023年上半年=2023");
    check("前7月，进出口", "前7月=2025");
    check("今年前五个月", "今年前五个月=2025");
    check("1—7月份，利润", "1—7月份=2025");
    check("上半年", "上半年=2025");
    check("前三季度 一季度", "前三季度=2025 一季度=2025");
    check("年初以来", "年初=2025");
}

#[test]
fn deadlines() {
    check("到2035年，培养200名", "2035年=2035!");
    check("年底前建成", "年底前=2025!");
    check("到“十四五”末，达到", "“十四五”末=2025!");
    check("“十四五”期末", "“十四五”期末=2025!");
    check("力争2026年底前完成", "2026年底前=2026!");
    check("于12月31日前报送", "12月31日前=2025-12-31!");
    check("截至2025年7月，已有", "2025年7月=2025-07");
    check("从2020年到2023年增长", "2020年到2023年=2020..2023");
    check("到2021年，已有", "2021年=2021");
}

#[test]
fn plans_are_dates_only_as_stretches_of_time() {
    check("“十四五”期间，", "“十四五”期间=2021..2025");
    check("“十四五”规划", "");
    check("“十五五”时期", "“十五五”时期=2026..2030");
}

#[test]
fn written_forms() {
    check("2025年7月31日", "2025年7月31日=2025-07-31");
    check("二〇二五年七月", "二〇二五年七月=2025-07");
    check("2025-07-31", "2025-07-31=2025-07-31");
    check("２０２５年７月", "２０２５年７月=2025-07");
    check("8月3号", "8月3号=2025-08-03");
    check("1998年", "1998年=1998");
}

#[test]
fn impossible_dates_and_lookalikes_are_none() {
    for text in ["2月30日", "13月1日", "2000年前的古城", "K2025年", "12025年", "8888年", "3个月", "8日龄", "两年"]
    {
        check(text, "");
    }
}

#[test]
fn words_lean_on_the_date_before() {
    check("7月28日，开幕。当天，", "7月28日=2025-07-28 当天=2025-07-28");
    check("7月28日，开幕。次日，", "7月28日=2025-07-28 次日=2025-07-29");
    check("2023年9月入会，12月转正", "2023年9月=2023-09 12月=2023-12");
    check("2023年9月入会。8月1日，", "2023年9月=2023-09 8月1日=2025-08-01");
}

#[test]
fn without_a_publication_date_only_what_the_text_settles_is_resolved() {
    assert_eq!(dates("", "8月3日，昨日，今年，1日，上半年"), "");
    assert_eq!(dates("", "8月3日，2025年全国职工羽毛球赛开幕。"), "8月3日=2025-08-03 2025年=2025");
    assert_eq!(dates("", "8月3日，昨日。该桥于2021年开工。"), "2021年=2021");
    assert_eq!(dates("", "到2030年，8月3日"), "2030年=2030!");
    assert_eq!(dates("2025", "8月3日，昨日"), "8月3日=2025-08-03");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_without_panic_and_spans_lie_on_borders(
        text in "([0-9０-９一二三〇十年月日至到前底去今昨当上周“”五、—-]|.){0,40}"
    ) {
        let (article, dates) = found("2025-08-05", &text);
        let mut last = 0;
        for date in dates {
            prop_assert!(article.text.get(date.span.start..date.span.end).is_some());
            prop_assert!(date.span.start >= last && !date.span.is_empty());
            prop_assert!(date.end.is_none_or(|end| end > date.date || end.year >= date.date.year));
            last = date.span.end;
        }
    }
}
