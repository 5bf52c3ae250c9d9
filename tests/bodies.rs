//! Bodies and places, on invented sentences.

use gongtu::pipeline::{Analysis, Engine};

use crate::support::article;

fn analysed(text: &str) -> Analysis {
    Engine::embedded().expect("the data are well-formed").analyse(article(text))
}

/// The rows of a relation: subject and object.
fn rows(text: &str, relation: &str) -> Vec<String> {
    let analysis = analysed(text);
    let claims = analysis.claims.iter().filter(|claim| claim.relation.as_str() == relation);
    claims.map(|claim| format!("{}|{}", claim.subject_label("t"), claim.object.label())).collect()
}

fn has(text: &str, relation: &str, wanted: &[&str]) {
    let found = rows(text, relation);
    for row in wanted {
        assert!(found.iter().any(|other| other == row), "no {row} in {found:?}");
    }
}

#[test]
fn bodies_of_a_list_share_the_place_of_the_first() {
    let text = "8月9日，常州市教育局、司法局、残联联合举办讲座。";
    has(text, "a", &["常州市教育局|Organization", "常州市司法局|Organization", "常州市残疾人联合会|Organization"]);
    has(text, "locatedIn", &["常州市司法局|常州市"]);
    assert!(rows(text, "alias").is_empty(), "a member of a list is no other name");
}

#[test]
fn fields_of_government_are_departments() {
    let text = "在镇江市总工会、人社、住建等部门的配合下，平台已经开通。";
    has(text, "a", &["镇江市人力资源和社会保障局|Organization", "镇江市住房和城乡建设局|Organization"]);
    let none = rows("教育、科技等部门要各负其责。", "a");
    assert!(none.is_empty(), "{none:?}");
}

#[test]
fn the_same_body_of_several_places() {
    let text = "活动由江苏、浙江、安徽等三省网信办主办。";
    has(
        text,
        "a",
        &["中共江苏省委网信办|Organization", "中共浙江省委网信办|Organization", "中共安徽省委网信办|Organization"],
    );
}

#[test]
fn a_body_that_something_is_held_in_is_a_place() {
    has("8月9日，读书会在扬州东关艺术中心举行，来了很多人。", "a", &["扬州东关艺术中心|Place"]);
}

#[test]
fn builders_are_called_by_numbers() {
    let text = "中铁九局一公司项目经理王立新介绍，工程已经过半。";
    has(text, "partOf", &["中铁九局一公司|中铁九局"]);
}

#[test]
fn the_body_of_a_post_is_an_entity_with_its_place() {
    let text = "海门区区长李文华表示，要加快建设。";
    has(text, "a", &["海门区人民政府|Organization"]);
    has(text, "locatedIn", &["海门区人民政府|海门区"]);
}

#[test]
fn a_place_in_the_name_of_a_page_is_no_place_of_the_story() {
    let found = rows("来源：人民网－江苏频道\n8月9日，记者走进车间，看见了新的机器。", "a");
    assert!(!found.contains(&"江苏省|Place".to_owned()), "{found:?}");
}

#[test]
fn a_chamber_is_called_after_where_its_people_come_from() {
    let text = "8月9日，无锡市河北商会向灾区捐赠。无锡市河北商会会长赵国强出席。";
    has(text, "locatedIn", &["无锡市河北商会|无锡市"]);
    let found = rows(text, "a");
    assert!(!found.contains(&"河北省商会|Organization".to_owned()), "{found:?}");
}

#[test]
fn courts_are_named_by_the_level_of_their_place() {
    let text = "江苏省法院发布报告。苏州市法院院长李文华讲话。";
    has(text, "a", &["江苏省高级人民法院|Organization", "苏州市中级人民法院|Organization"]);
}

#[test]
fn an_airport_keeps_the_places_of_its_name() {
    has("8月9日，航班飞抵北京大兴国际机场。", "a", &["北京大兴国际机场|Place"]);
}

#[test]
fn a_company_by_its_short_name_is_the_company() {
    let text = "8月9日，江苏明远装备股份有限公司扩建厂房。明远装备董事长周立群表示，公司将招收新人。";
    let found = rows(text, "a");
    assert!(!found.contains(&"明远装备|Organization".to_owned()), "{found:?}");
}

#[test]
fn levels_and_words_are_no_bodies() {
    for text in ["市区两级工会都要行动。", "商务部门走访了企业。", "塞尔维亚总理访问了工厂。"]
    {
        let found = rows(text, "a");
        let bodies: Vec<_> = found.iter().filter(|row| row.contains("工会|") || row.contains("商务部|")).collect();
        assert!(bodies.is_empty(), "{bodies:?}");
    }
}

#[test]
fn a_place_and_a_sort_of_body_are_a_name_of_their_own() {
    let text = "南京大学、东南大学、南京航空航天大学的学生参加了活动。南京大学教授王立新介绍了情况。";
    has(text, "a", &["南京大学|Organization", "南京航空航天大学|Organization"]);
    assert!(rows(text, "alias").is_empty(), "{:?}", rows(text, "alias"));
    has("南京航空航天大学举办讲座，南航大学生参加。", "a", &["南京航空航天大学|Organization"]);
}

#[test]
fn bodies_that_are_no_part_of_a_city_keep_the_name_they_have() {
    let text = "8月9日，青岛海关、宿迁军分区和南京海事法院联合举办讲座。";
    has(text, "a", &["青岛海关|Organization", "宿迁军分区|Organization", "南京海事法院|Organization"]);
    has("8月9日，日本政府和法国政府宣布了新的办法。", "a", &["日本政府|Organization", "法国政府|Organization"]);
    has("8月9日，青岛政府宣布了新的办法。", "a", &["青岛市人民政府|Organization"]);
}

#[test]
fn a_branch_is_where_its_own_words_say() {
    let text = "8月9日，苏州市医疗保障局昆山分局举行说明会。北京明德(淮安)律师事务所的律师参加。浙江宏大义乌食品有限公司捐了水。";
    has(
        text,
        "locatedIn",
        &["苏州市医疗保障局昆山分局|昆山市", "北京明德(淮安)律师事务所|淮安市", "浙江宏大义乌食品有限公司|义乌市"],
    );
    let found = rows("8月9日，华东云海大学举行毕业典礼。", "locatedIn");
    assert!(found.is_empty(), "a part of the country in a name tells no place: {found:?}");
}

#[test]
fn departments_are_called_by_their_full_names() {
    let text = "8月9日，常州市规资局、房管局召开座谈会。活动由团江苏省委指导。";
    has(
        text,
        "a",
        &["常州市规划和自然资源局|Organization", "常州市房屋管理局|Organization", "共青团江苏省委|Organization"],
    );
    let found = rows("8月9日，南通市代表团江苏省委党校学习。", "a");
    assert!(!found.contains(&"共青团江苏省委|Organization".to_owned()), "{found:?}");
}

#[test]
fn a_district_keeps_its_municipality() {
    has("8月9日，上海市虹口区残联举行讲座。", "a", &["上海市虹口区残疾人联合会|Organization"]);
}

#[test]
fn our_country_is_no_other_name() {
    let found = rows("8月9日，我国首座海上平台投产。中国企业完成了建设。", "alias");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn this_company_is_the_one_named_before() {
    let text = "8月9日，苏州云海机械有限公司举行技能比武。该公司质检部主任赵国强介绍，比武已办三届。";
    has(text, "a", &["苏州云海机械有限公司质检部|Organization"]);
    let found = rows("8月9日，苏州云海机械有限公司介绍，该行动将持续到年底。", "partOf");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_affiliated_school_is_no_part_of_the_university_whose_name_it_bears() {
    let text = "8月9日，云海大学附属中学举行开学典礼。";
    has(text, "a", &["云海大学附属中学|Organization"]);
    assert!(rows(text, "partOf").is_empty());
}

#[test]
fn a_department_in_a_list_takes_the_place_of_the_bodies_before() {
    let text = "8月9日，江阴市教育局、乡村振兴局联合举办讲座。徐霞客镇党委书记赵国强到场，镇文体中心送来了书。";
    has(text, "a", &["江阴市乡村振兴局|Organization"]);
}

#[test]
fn a_credited_paper_is_no_body_of_the_story() {
    let found = rows("8月9日，常州市总工会走访车间。常州晚报/紫星新闻记者 赵国强", "a");
    assert!(!found.iter().any(|row| row.contains("晚报")), "{found:?}");
}

#[test]
fn a_museum_is_a_body() {
    has("8月9日，江阴纺织博物馆副馆长赵国强介绍了新展。", "a", &["江阴纺织博物馆|Organization"]);
}

#[test]
fn a_region_with_which_a_name_begins_is_no_place_of_it() {
    let found = rows("8月9日，规划提出建设长三角城市群。港澳台商投资企业参加。", "locatedIn");
    assert!(found.is_empty(), "{found:?}");
    let found = rows("8月9日，港澳台商投资企业增长两成。", "a");
    assert!(!found.iter().any(|row| row.starts_with("港澳")), "{found:?}");
}

#[test]
fn two_bodies_without_a_sign_between_them_are_two() {
    let found = rows("8月9日，苏州市总工会副主席兼苏州市云海工匠学院院长赵国强到会。", "a");
    assert!(!found.iter().any(|row| row.contains("兼")), "{found:?}");
}

#[test]
fn an_office_of_a_committee_has_the_short_name_that_the_text_gives_it() {
    let text = "8月9日，南通市召开会议。市委组织部、市委宣传部有关负责人介绍了情况。";
    has(text, "alias", &["中共南通市委组织部|市委组织部", "中共南通市委宣传部|市委宣传部"]);
}

#[test]
fn larger_places_before_a_body_are_no_part_of_its_other_name() {
    let found = rows("8月9日，江苏南通市人社局举行讲座。", "alias");
    assert_eq!(found, ["南通市人力资源和社会保障局|南通市人社局"]);
}

#[test]
fn the_end_of_a_longer_name_is_that_body() {
    let text = "8月9日，云州市住房公积金管理中心开展志愿服务。公积金中心主任王立新表示，窗口已经开放。";
    has(text, "alias", &["云州市住房公积金管理中心|公积金中心"]);
    let bodies = rows(text, "a");
    assert!(!bodies.contains(&"公积金中心|Organization".to_owned()), "{bodies:?}");
    let text = "共青团镇江市委与镇江市委组织部联合开展活动。镇江市委书记王立新出席。";
    has(text, "post", &["王立新|书记"]);
    has(text, "a", &["中共镇江市委|Organization"]);
}

#[test]
fn of_the_bodies_that_posts_imply_only_departments_are_parts() {
    let text = "8月9日，常州市委召开会议。市委常委、组织部部长李明远，市委常委、政法委书记王国强参加。";
    assert_eq!(rows(text, "partOf"), ["中共常州市委组织部|中共常州市委"]);
    assert!(rows(text, "post").contains(&"王国强|书记".to_owned()));
}
