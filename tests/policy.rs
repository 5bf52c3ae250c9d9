//! Documents, works and programmes in invented sentences.

use gongtu::model::{Class, PartialDate};
use gongtu::pipeline::{Analysis, Engine};
use gongtu::read::ReadOptions;

fn analyse(text: &str) -> Analysis {
    let engine = Engine::embedded().expect("the data files are well-formed");
    let json = serde_json::json!({ "id": "t", "date": "2025-08-05", "text": text }).to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.json");
    std::fs::write(&path, json).expect("a file");
    let (pages, _) = gongtu::read::read_all(&[path.display().to_string()], &ReadOptions::default());
    let (mut analyses, _) = engine.analyse_page(&pages[0]);
    analyses.remove(0)
}

fn labels(analysis: &Analysis, class: Class) -> Vec<&str> {
    let mut labels: Vec<&str> =
        analysis.mentions.iter().filter(|m| m.class == class).map(|m| m.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

#[test]
fn a_title_is_a_document_by_its_last_noun_and_a_work_otherwise() {
    let analysis = analyse("会上解读了《云州市职工权益保障办法（试行）》，并播放电影《春天的工地》。");
    assert_eq!(labels(&analysis, Class::Policy), ["云州市职工权益保障办法（试行）"]);
    assert_eq!(labels(&analysis, Class::Work), ["春天的工地"]);
}

#[test]
fn what_is_issued_or_signed_is_a_document_whatever_its_last_noun() {
    let analysis = analyse("云州市总工会印发《2025年职工之家建设若干安排》。大家观看《春天的工地》。");
    assert_eq!(labels(&analysis, Class::Policy), ["2025年职工之家建设若干安排"]);
    assert_eq!(labels(&analysis, Class::Work), ["春天的工地"]);
}

#[test]
fn a_long_quoted_title_is_a_document_and_a_programme_is_none() {
    let analysis = analyse("云州市总工会制定“职工休息室用房使用标准”，并启动“青年工匠三年成长计划”。");
    assert_eq!(labels(&analysis, Class::Policy), ["职工休息室用房使用标准"]);
}

#[test]
fn titles_in_a_list_come_apart() {
    let analysis =
        analyse("会议审议通过云州港务集团职工代表大会实施办法、云州港务集团工资集体协商实施细则和食堂意见。");
    let titles = ["云州港务集团工资集体协商实施细则", "云州港务集团职工代表大会实施办法"];
    assert_eq!(labels(&analysis, Class::Policy), titles);
}

#[test]
fn the_parts_of_a_word_are_no_law() {
    let analysis = analyse("某公司法人李明远说，工会法援中心帮了大忙，大家学习工会法。");
    assert_eq!(labels(&analysis, Class::Policy), ["工会法"]);
}

#[test]
fn short_forms_stand_for_the_title_before_them() {
    let analysis =
        analyse("云州市出台《关于促进技能就业的若干措施》（以下简称《若干措施》）。《若干措施》提出八条举措。");
    assert_eq!(labels(&analysis, Class::Policy), ["关于促进技能就业的若干措施"]);
    assert!(analysis.mentions.iter().any(|m| m.class == Class::Policy && m.anaphoric));
}

#[test]
fn titles_without_brackets_need_a_verb_of_issuing() {
    let analysis = analyse("云州市总工会制定出台了关于在评价中破除“三唯”倾向的通知。大家讨论关于食堂的意见。");
    assert_eq!(labels(&analysis, Class::Policy), ["关于在评价中破除三唯倾向的通知"]);
}

#[test]
fn a_quoted_name_with_its_noun_is_a_programme() {
    let analysis = analyse("云州市总工会启动“亮灯有爱”暖心行动，惠及环卫工人。");
    assert_eq!(labels(&analysis, Class::Initiative), ["亮灯有爱暖心行动"]);
    let date = PartialDate::day(2025, 8, 5);
    assert_eq!(analysis.article.published, date);
}

/// `part → policy #ordinal` of every part.
fn parts(analysis: &Analysis) -> Vec<String> {
    let show = |c: &gongtu::model::Claim| {
        let ordinal = c.qualifiers.get(gongtu::model::Qualifier::Ordinal).unwrap_or("-");
        format!("{} → {} #{ordinal}", c.subject_label(""), c.object.label())
    };
    let of_measure =
        |c: &&gongtu::model::Claim| c.relation == gongtu::model::Relation::PartOf && c.evidence.rule == "policy:part";
    analysis.claims.iter().filter(of_measure).map(show).collect()
}

#[test]
fn the_numbered_items_of_a_document_are_its_parts() {
    let analysis = analyse(
        "云州市总工会印发《云州市技能提升三年方案》。《方案》从三个方面作出部署。一是实施匠苗培育行动，发现人才。\
         二是健全培训体系，提高技能。三是加强组织领导。",
    );
    let policy = "云州市技能提升三年方案";
    let mut found = parts(&analysis);
    found.sort();
    let expected = [("健全培训体系", 2), ("加强组织领导", 3), ("匠苗培育行动", 1)];
    assert_eq!(found, expected.map(|(part, n)| format!("{part} → {policy} #{n}")));
    let none = analyse("他谈了三点体会。一是要多学，二是要多问，三是要多练。");
    assert_eq!(parts(&none), Vec::<String>::new());
}

#[test]
fn what_is_numbered_far_from_a_document_is_no_part_of_it() {
    let none = analyse(
        "云州市总工会印发《云州市技能提升三年方案》。市总工会将从三个方面推动《方案》的落实，确保各项工作早落地。\
         一是细化任务分工。二是加强政策宣传。",
    );
    assert_eq!(parts(&none), Vec::<String>::new());
}

#[test]
fn the_programmes_that_a_document_counts_are_its_parts() {
    let policy = "云州市匠才培育实施方案";
    let listed = analyse(
        "云州市总工会印发《云州市匠才培育实施方案》。《方案》提出，实施三大工程，包括匠苗成长工程、匠心培养工程和匠才引进工程。",
    );
    let mut found = parts(&listed);
    found.sort();
    let expected = [("匠心培养工程", 2), ("匠才引进工程", 3), ("匠苗成长工程", 1)];
    assert_eq!(found, expected.map(|(part, n)| format!("{part} → {policy} #{n}")));
    let told = analyse(
        "云州市总工会印发《云州市匠才培育实施方案》。《方案》提出三大行动，实施“行行出彩”匠苗成长行动。到2027年培养100人。\
         实施匠心培养行动。以及实施匠才引进行动。市总工会还开展送清凉行动。",
    );
    let mut found = parts(&told);
    found.sort();
    let expected = [("匠心培养行动", 2), ("匠才引进行动", 3), ("行行出彩匠苗成长行动", 1)];
    assert_eq!(found, expected.map(|(part, n)| format!("{part} → {policy} #{n}")));
    let none = analyse("云州市总工会开展三大行动，包括匠苗成长行动、匠心培养行动和匠才引进行动。");
    assert_eq!(parts(&none), Vec::<String>::new());
}

#[test]
fn known_parts_are_found_only_with_their_policy() {
    let text = "全省印发《关于进一步深化产业工人队伍建设改革的方案》，第一部分是凝心铸魂行动。";
    let policy = "关于进一步深化产业工人队伍建设改革的方案";
    assert_eq!(parts(&analyse(text)), [format!("凝心铸魂行动 → {policy} #1")]);
    assert_eq!(parts(&analyse("学校开展凝心铸魂行动。")), Vec::<String>::new());
}
