//! Figures: what the fitting of their weights reads.

use gongtu::extract::extract;
use gongtu::lexicon::Features;
use gongtu::model::{Document, Span};
use gongtu::read::{ReadOptions, read_all};
use gongtu::relate::figure::described::described;
use gongtu::segment::segment;
use gongtu::tagger::Tagger;
use proptest::prelude::*;
use serde_json::json;

use crate::support::{LEXICON, article};

/// Writes every number of the articles in `FIGURE_INPUT` with its candidates to `FIGURE_FEATURES`, a JSON object a line.
#[test]
#[ignore = "writes features for data/recipes/figure/fit.py; FIGURE_INPUT names a folder of articles, FIGURE_FEATURES the output"]
fn features_for_fitting() {
    use std::io::Write;
    let (lexicons, tagger) = (crate::fitting::Lexicons::new(), Tagger::embedded());
    let mut out = std::io::BufWriter::new(std::fs::File::create(std::env::var("FIGURE_FEATURES").unwrap()).unwrap());
    let folder = std::env::var("FIGURE_INPUT").unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    for file in files {
        let options = ReadOptions { published: None, publisher: None, encoding: None };
        for page in read_all(&[file.to_str().unwrap().to_owned()], &options).0 {
            for article in segment(&page).0 {
                let lexicon = lexicons.of(&article.key);
                let mut document = Document::new(&article);
                let spans: Vec<Span> = article.sentences.iter().map(|s| s.span).collect();
                document.hits = lexicon.find(&article.text);
                document.tags = tagger.tag(&article.text, &spans);
                extract(&mut document, lexicon);
                for figure in described(&document, lexicon) {
                    let (from, to) = (figure.span.start, figure.span.end);
                    let before: String = article.text[..from].chars().rev().take(60).collect();
                    let row = json!({
                        "article": article.key, "headline": from < article.headline_span.end,
                        "before": before.chars().rev().collect::<String>(), "words": &article.text[from..to],
                        "behind": article.text[to..].chars().take(30).collect::<String>(),
                        "value": figure.value, "unit": figure.unit, "sort": figure.sort, "noun": figure.noun,
                        "owner": figure.owner, "nouns": figure.nouns, "plan": figure.plan,
                        "subjects": figure.subjects.iter().map(|((label, features), sort, class)|
                            json!({"label": label, "sort": sort, "class": class, "features": features})).collect::<Vec<_>>(),
                        "again": figure.again, "worth": figure.worth,
                    });
                    writeln!(out, "{row}").unwrap();
                }
            }
        }
    }
}

/// What speaks for the only union of a text being the subject of its only number.
fn for_the_union(text: &str) -> Vec<String> {
    let article = article(text);
    let mut document = Document::new(&article);
    document.hits = LEXICON.find(text);
    extract(&mut document, &LEXICON);
    let [figure] = &described(&document, &LEXICON)[..] else { panic!("one number in {text}") };
    let union = figure.subjects.iter().find(|((label, _), ..)| label.ends_with("总工会")).expect(text);
    union.0.1.clone()
}

#[test]
fn the_end_of_a_name_takes_its_bearer_up_again() {
    let told = |text: &str, feature: &str| {
        let features = for_the_union(text);
        assert!(features.iter().any(|f| f == feature), "{feature} of {text}: {features:?}");
    };
    let lead = "南京市栖霞区总工会今天成立，各界表示祝贺。";
    told(&format!("{lead}工会建有驿站140处。"), "echo:opens");
    told(&format!("{lead}仪式后，该工会建有驿站140处。"), "echo:this");
    told(&format!("{lead}人们看到工会建有驿站140处。"), "echo:inside");
    let silent = for_the_union(&format!("{lead}建有驿站140处。"));
    assert!(!silent.iter().any(|f| f.starts_with("echo")), "{silent:?}");
}

#[test]
fn a_paragraph_and_its_topics_are_told_apart() {
    let lead = "南京市栖霞区总工会今天成立。";
    let here = for_the_union(&format!("{lead}建有驿站140处。"));
    assert!(
        here.contains(&"paragraph:lead:Organization".to_owned()) && here.contains(&"topic:0".to_owned()),
        "{here:?}"
    );
    let elsewhere = for_the_union(&format!("{lead}\n建有驿站140处。"));
    assert!(elsewhere.contains(&"paragraph:elsewhere:Organization".to_owned()), "{elsewhere:?}");
}

/// Sentences of which articles are made: bodies, places, a contest, a policy and their figures; short forms, 该 and no name at all.
const TOLD: [&str; 16] = [
    "云州市总工会建成驿站140处，服务职工3.5万人次。",
    "8月3日，云州市第二届班组长技能比武大赛举行，126名选手参赛。",
    "江岭县教育局为该校拨款20万元。",
    "大赛设6个赛项，吸引34家企业参加。",
    "云州市人力资源和社会保障局印发《云州市技能提升行动方案》，计划培训5000人。",
    "这是方案提出的目标。",
    "工会慰问职工300人，发放物资15吨。",
    "全国共有技工院校2500所，同比增长3.1%。",
    "大洪山电机有限公司实现营业收入12亿元，同比增长5.6%，比上月加快1.2个百分点。",
    "该公司新增岗位80个。",
    "江岭县、溪口县投资分别增长4%和7%。",
    "活动现场，人们领取手册1000余册。",
    "据介绍，云州市教育局组织“暖心护学”行动，惠及学生800名。",
    "天气很好。",
    "溪口县总工会帮扶困难职工45户；县里的学校占地140亩。",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Entities far from a figure are judged in groups, the words around it are found once for the article: what comes of it
    /// is what the weights of all features add up to, to the last bit.
    #[test]
    fn subjects_are_judged_as_their_features_say(order in prop::collection::vec(0..TOLD.len(), 1..30)) {
        let text: String = order.iter().map(|n| TOLD[*n]).collect();
        let article = article(&text);
        let mut document = Document::new(&article);
        document.hits = LEXICON.find(&text);
        extract(&mut document, &LEXICON);
        let weights = LEXICON.weights("figure_subject").unwrap();
        let sum = |names: &[String]| {
            let mut tally = weights.tally("");
            names.iter().for_each(|name| tally.add(&[name]));
            tally.sums()[0]
        };
        for figure in described(&document, &LEXICON).iter().filter(|figure| figure.owner.is_none()) {
            for (number, ((label, names), ..)) in figure.subjects.iter().enumerate() {
                prop_assert_eq!(sum(names).to_bits(), figure.sums.0[number].to_bits(), "{}: {:?}", label, names);
                let again = &figure.again[number];
                prop_assert!(again.is_empty() || sum(again).to_bits() == figure.sums.1[number].to_bits(), "{label}: {again:?}");
            }
        }
    }
}
