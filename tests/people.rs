//! Persons, their posts, bylines and sources, on invented sentences.

use gongtu::model::{Article, ArticleKind, LineMap, Span};
use gongtu::pipeline::{Analysis, Engine};
use gongtu::segment::sentences;

fn analysed(text: &str) -> Analysis {
    let article = Article {
        key: "t".into(),
        file: "t".into(),
        kind: ArticleKind::Report,
        headline: None,
        headline_span: Span::default(),
        sentences: sentences(text),
        text: text.into(),
        lines: LineMap::default(),
        published: None,
        publisher: None,
        url: None,
        body_lines: vec![],
        headline_lines: vec![],
        byline_lines: vec![],
        detached_bylines: vec![],
    };
    Engine::embedded().expect("the data are well-formed").analyse(article)
}

/// The rows of a relation, without the article.
fn rows(text: &str, relation: &str) -> Vec<String> {
    let analysis = analysed(text);
    let claims = analysis.claims.iter().filter(|claim| claim.relation.as_str() == relation);
    claims
        .map(|claim| {
            let row = [claim.subject_label("t"), &claim.object.label(), &claim.qualifiers.to_column()].join("|");
            row.trim_end_matches('|').to_owned()
        })
        .collect()
}

#[test]
fn stacked_titles_belong_to_their_own_bodies() {
    let text = "南京市人大常委会副主任、市总工会主席张建民出席会议。";
    let found = rows(text, "post");
    assert!(found.contains(&"张建民|副主任|org=南京市人大常委会".to_owned()), "{found:?}");
    assert!(found.contains(&"张建民|主席|org=南京市总工会".to_owned()), "{found:?}");
}

#[test]
fn a_name_does_not_take_along_the_verb_behind_it() {
    let found = rows("云州市总工会副主席李永回想起那段经历。", "post");
    assert_eq!(found, ["李永|副主席|org=云州市总工会"], "{found:?}");
}

#[test]
fn two_titles_at_one_body_are_two_posts() {
    let found = rows("扬州市总工会党组书记、副主席李文华介绍，活动已经开始。", "post");
    assert!(found.contains(&"李文华|党组书记|org=扬州市总工会".to_owned()), "{found:?}");
    assert!(found.contains(&"李文华|副主席|org=扬州市总工会".to_owned()), "{found:?}");
}

#[test]
fn a_list_shares_the_title_that_several_can_hold() {
    let found = rows("无锡市总工会副主席王立新、赵国强参加慰问。", "post");
    assert!(found.contains(&"赵国强|副主席|org=无锡市总工会".to_owned()), "{found:?}");
}

#[test]
fn a_mayor_belongs_to_the_government() {
    let found = rows("会议选举陈志明为苏州市市长。", "post");
    assert_eq!(found, ["陈志明|市长|org=苏州市人民政府"]);
}

#[test]
fn a_career_names_one_post_after_another() {
    let found = rows("刘海涛出生于1970年，曾任徐州市总工会办公室主任，2015年任徐州市总工会副主席。", "post");
    assert!(found.contains(&"刘海涛|副主席|org=徐州市总工会".to_owned()), "{found:?}");
}

#[test]
fn forms_of_address_are_no_names() {
    let persons = rows("网约车司机陈先生说，站点很方便。环卫工人赵女士也来了。", "a");
    assert!(!persons.iter().any(|row| row.ends_with("|Person")), "{persons:?}");
}

#[test]
fn reporters_and_photographers_are_bylines_alone() {
    let text = "中新网南京8月1日电（记者 周晓东）南京市总工会1日举行培训班。孙立伟 摄";
    assert_eq!(rows(text, "byline"), ["t|周晓东|role=记者", "t|孙立伟|role=摄"]);
    assert_eq!(rows(text, "source"), ["t|中新网"]);
    assert!(!rows(text, "a").iter().any(|row| row.ends_with("|Person")));
}

#[test]
fn reporters_who_learn_something_have_no_name() {
    assert!(rows("记者从南京市总工会获悉，培训班已经开班。", "byline").is_empty());
}

#[test]
fn names_in_brackets_at_the_end_are_bylines_without_a_role() {
    assert_eq!(rows("活动受到职工欢迎。（周晓东 孙立伟）", "byline"), ["t|周晓东", "t|孙立伟"]);
}

#[test]
fn honours_go_to_all_who_are_listed() {
    let text = "云州市第一医院医师李明远、云州市第二医院护师王秀英等12人获评“最美医护”称号。";
    assert_eq!(rows(text, "honor"), ["李明远|最美医护", "王秀英|最美医护"]);
    let text = "全国劳模李明远、王秀英参加座谈。";
    assert_eq!(rows(text, "honor"), ["李明远|全国劳动模范", "王秀英|全国劳动模范"]);
}

#[test]
fn honours_are_given_to_those_behind_the_preposition() {
    let text = "张国强为李明远、王秀英颁发“云州工匠”证书。";
    assert_eq!(rows(text, "honor"), ["李明远|云州工匠", "王秀英|云州工匠"]);
}

#[test]
fn the_honoured_may_stand_behind_the_clause_that_describes_them() {
    let text = "王秀英说，获得全国五一劳动奖章的李明远是大家的榜样。";
    assert_eq!(rows(text, "honor"), ["李明远|全国五一劳动奖章"]);
}

#[test]
fn a_clause_without_a_subject_tells_of_the_person_before() {
    let text = "李明远现任云州港务集团有限公司班组长，2023年荣获“全国五一劳动奖章”。";
    assert_eq!(rows(text, "honor"), ["李明远|全国五一劳动奖章"]);
    let text = "记者从云州市总工会获悉，当天全国劳模李明远到场。";
    assert_eq!(rows(text, "honor"), ["李明远|全国劳动模范"]);
}

#[test]
fn what_ranks_are_chosen_for_is_an_honour_and_a_contest_is_none() {
    let text = "云州港务集团有限公司入选全国四星级绿色港口，又入选全国绿色港口大赛。";
    assert_eq!(rows(text, "honor"), ["云州港务集团有限公司|全国四星级绿色港口"]);
}

#[test]
fn a_deputy_belongs_where_the_last_holder_of_the_title_does() {
    let found = rows("8月9日，云州市园林管理中心主任王立新主持会议，副主任李建国出席。", "post");
    assert!(found.contains(&"李建国|副主任|org=云州市园林管理中心".to_owned()), "{found:?}");
}

#[test]
fn the_mayor_of_a_municipality_belongs_to_its_government() {
    let found = rows("上海市近日启动服务月。副市长王立新出席。", "post");
    assert!(found.contains(&"王立新|副市长|org=上海市人民政府".to_owned()), "{found:?}");
}
