//! Who is who across articles: rules on invented articles, and the measure on a corpus.

#![expect(clippy::print_stderr, reason = "the measure is read by people")]

use std::collections::BTreeMap;

use gongtu::model::{Class, EntityRef, Summary};
use gongtu::pipeline::Analysis;
use gongtu::resolve::across::settle;
use gongtu::resolve::decisions::Decisions;

use crate::graph::{ENGINE, analysis};

fn article(key: &str, published: &str, facts: &[&str]) -> Analysis {
    let facts: String = facts.iter().map(|fact| format!("{key}\t{}\n", fact.replace('|', "\t"))).collect();
    let words: Vec<&str> = facts.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    analysis(key, published, key, &format!("{}。", words.join("、")), &facts)
}

/// What each article's thing is known by in the end.
fn settled(articles: &[Analysis], class: Class, labels: &[&str]) -> Vec<String> {
    let summaries: Vec<Summary> = articles.iter().map(|article| ENGINE.identify(article)).collect();
    let settled = settle(&summaries, &Decisions::default());
    let iris = gongtu::rdf::iri::Iris::default();
    let each = settled.articles.iter().zip(labels);
    each.map(|(identities, label)| iris.entity(&identities.get(&EntityRef::new(class, *label))).into_string()).collect()
}

fn one(articles: &[Analysis], class: Class, labels: [&str; 2]) -> bool {
    let found = settled(articles, class, &labels);
    found[0] == found[1]
}

fn pair(class: Class, labels: [&str; 2], facts: [&[&str]; 2]) -> bool {
    let articles = [article("x", "2025-08-05", facts[0]), article("y", "2025-08-06", facts[1])];
    one(&articles, class, labels)
}

#[test]
fn namesakes_of_different_bodies_stay_two() {
    let person = |post: &'static str| ["张伟|a|Person", post];
    let same = |a, b| pair(Class::Person, ["张伟"; 2], [&person(a), &person(b)]);
    assert!(same("张伟|post|职工|org=南通甲厂", "张伟|post|班长|org=南通甲厂"));
    assert!(!same("张伟|post|职工|org=南通甲厂", "张伟|post|职工|org=南通乙厂"));
    assert!(same("张伟|post|市长|org=南通市人民政府", "张伟|post|副书记|org=中共南通市委"), "leads one city");
    assert!(!same("张伟|post|市长|org=南通市人民政府", "张伟|post|书记|org=中共苏州市委"));
    assert!(!same("张伟|post|市长|org=南通市人民政府", "张伟|post|科长|org=南通市教育局"));
    assert!(!same("张伟|post|高级工程师", "张伟|post|高级工程师"), "nothing ties them");
}

#[test]
fn whom_everybody_knows_is_one_unless_a_post_speaks_against_it() {
    let same = |a: &[&str], b: &[&str]| pair(Class::Person, ["李强"; 2], [a, b]);
    assert!(same(&["李强|a|Person", "李强|post|总理|org=国务院"], &["李强|a|Person"]));
    assert!(!same(&["李强|a|Person", "李强|post|总理|org=国务院"], &["李强|a|Person", "李强|post|焊工|org=南通甲厂"]));
}

#[test]
fn bodies_go_by_place_and_settled_abbreviation() {
    let union = |label: &str| format!("{label}|a|Organization|kind=union");
    let (short, long) = (union("鼓楼区总工会"), union("徐州市鼓楼区总工会"));
    let labels = ["鼓楼区总工会", "徐州市鼓楼区总工会"];
    let here = "徐州市|a|Place|level=city";
    assert!(pair(Class::Organization, labels, [&[&short, here], &[&long]]));
    assert!(!pair(Class::Organization, labels, [&[&short, "南京市|a|Place|level=city"], &[&long]]));
    assert!(!pair(Class::Organization, ["鼓楼区总工会"; 2], [&[&short], &[&short]]), "nobody says which");
    let full = "中国人民政治协商会议全国委员会";
    let names = [union("全国政协"), union(full)];
    assert!(pair(Class::Organization, ["全国政协", full], [&[&names[0]], &[&names[1]]]));
    assert!(!pair(Class::Organization, ["市总工会"; 2], [&[&union("市总工会")], &[&union("市总工会")]]));
    assert!(!pair(Class::Organization, ["第一人民医院"; 2], [&[&union("第一人民医院")], &[&union("第一人民医院")]]));
}

#[test]
fn a_short_name_means_what_another_article_of_the_city_explains() {
    let full = [
        "江苏大生集团有限公司|a|Organization|kind=company",
        "江苏大生集团有限公司|alias|大生集团",
        "江苏大生集团有限公司|locatedIn|南通市",
        "南通市|a|Place|level=city",
    ];
    let short =
        |city: &str| vec!["大生集团|a|Organization|kind=company".to_owned(), format!("{city}|a|Place|level=city")];
    let same = |city: &str| {
        let short = short(city);
        let short: Vec<&str> = short.iter().map(String::as_str).collect();
        pair(Class::Organization, ["江苏大生集团有限公司", "大生集团"], [&full, &short])
    };
    assert!(same("南通市"));
    assert!(!same("苏州市"));
}

#[test]
fn programmes_go_by_name_and_home() {
    let by = |union: &str, place: &str| {
        vec![
            "阳光助学行动|a|Initiative".to_owned(),
            format!("{union}|a|Organization|kind=union"),
            format!("阳光助学行动|ledBy|{union}"),
            format!("{union}|locatedIn|{place}"),
            format!("{place}|a|Place|level=city"),
        ]
    };
    let same = |a: Vec<String>, b: Vec<String>| {
        let (a, b): (Vec<&str>, Vec<&str>) =
            (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        pair(Class::Initiative, ["阳光助学行动"; 2], [&a, &b])
    };
    assert!(same(by("南通市总工会", "南通市"), by("南通市教育局", "南通市")));
    assert!(!same(by("南通市总工会", "南通市"), by("苏州市总工会", "苏州市")));
    let named = |place: &str| vec!["阳光助学行动|a|Initiative".to_owned(), format!("{place}|a|Place|level=city")];
    assert!(same(by("南通市总工会", "南通市"), named("南通市")));
    assert!(!same(by("南通市总工会", "南通市"), named("苏州市")));
}

#[test]
fn events_go_by_number_year_place_and_organizer() {
    let same = |label: &str, a: &[&str], b: &[&str]| {
        let event = format!("{label}|a|Event");
        let with = |more: &[&str]| {
            let mut all = vec![event.clone()];
            all.extend(more.iter().map(|fact| format!("{label}|{fact}")));
            all
        };
        let (a, b) = (with(a), with(b));
        let (a, b): (Vec<&str>, Vec<&str>) =
            (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        pair(Class::Event, [label; 2], [&a, &b])
    };
    assert!(same("第三届职工技能创新大赛", &[], &["date|2024"]));
    assert!(!same("座谈会", &["date|2025-08-01"], &["date|2025-08-01"]));
    assert!(!same(
        "送清凉慰问活动",
        &["date|2025-08-01", "locatedIn|南通市"],
        &["date|2025-08-01", "locatedIn|苏州市"]
    ));
    assert!(same("送清凉慰问活动", &["date|2025-08-01", "locatedIn|南通市"], &["date|2025-08-01", "locatedIn|南通市"]));
    assert!(!same(
        "送清凉慰问活动",
        &["date|2025-08-01", "locatedIn|南通市"],
        &["date|2025-07-01", "locatedIn|南通市"]
    ));
    assert!(same("南通市职工运动会", &["date|2025-08-01"], &[]));
    assert!(!same("南通市职工运动会", &["date|2024-08-01"], &[]));
}

#[test]
fn policies_go_by_title_number_and_known_short_title() {
    let named = "产改方案|a|Policy";
    let full = "关于进一步深化产业工人队伍建设改革的方案";
    let long = format!("{full}|a|Policy");
    let labels = ["产改方案", full];
    assert!(pair(Class::Policy, labels, [&[named, "南京市|a|Place|level=city"], &[&long]]));
    assert!(!pair(Class::Policy, labels, [&[named, "广州市|a|Place|level=city"], &[&long]]));
    assert!(!pair(Class::Policy, ["方案"; 2], [&["方案|a|Policy"], &["方案|a|Policy"]]));
    let numbered = |title: &str| {
        vec![
            format!("{title}|a|Policy"),
            format!("{title}|issuedBy|甲委|number=甲发〔2025〕3号"),
            "甲委|a|Organization|kind=government".to_owned(),
        ]
    };
    let (a, b) = (numbered("关于促进就业的若干意见"), numbered("若干意见（促进就业）"));
    let (a, b): (Vec<&str>, Vec<&str>) =
        (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
    assert!(pair(Class::Policy, ["关于促进就业的若干意见", "若干意见（促进就业）"], [&a, &b]));
}

/// `GONGTU_CORPUS=…/train cargo test --release -- --ignored --nocapture identity::the_measure`: what the rules make of
/// the hand-made facts of a corpus, against the pairs judged by hand.
#[test]
#[ignore = "needs a corpus: GONGTU_CORPUS=folder"]
fn the_measure() {
    let articles = gold();
    let summaries: Vec<Summary> = articles.values().map(|article| ENGINE.identify(article)).collect();
    let settled = settle(&summaries, &Decisions::default());
    let iris = gongtu::rdf::iri::Iris::default();
    let at: BTreeMap<&str, usize> = articles.keys().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let mut counts: BTreeMap<Class, [usize; 4]> = BTreeMap::new();
    for line in include_str!("pairs.tsv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let class = Class::from_word(cells[0]).expect("a class");
        let iri = |article: &str, label: &str| {
            iris.entity(&settled.articles[at[article]].get(&EntityRef::new(class, label))).into_string()
        };
        let joined = iri(cells[1], cells[2]) == iri(cells[3], cells[4]);
        let counts = counts.entry(class).or_default();
        match (cells[5], joined) {
            ("same", true) => counts[0] += 1,
            ("same", false) => counts[1] += 1,
            (_, true) => counts[2] += 1,
            (_, false) => counts[3] += 1,
        }
        if joined != (cells[5] == "same") {
            eprintln!("{}: {line}", if joined { "wrong merge" } else { "missed merge" });
        }
    }
    let mut all = [0; 4];
    for (class, counts) in &counts {
        eprintln!(
            "{:13} same {:4}, missed {:3}; different {:4}, merged {:3}",
            class.as_str(),
            counts[0] + counts[1],
            counts[1],
            counts[2] + counts[3],
            counts[2]
        );
        (0..4).for_each(|n| all[n] += counts[n]);
    }
    #[allow(clippy::cast_precision_loss)]
    let share = |part: usize, of: usize| part as f64 * 100.0 / of.max(1) as f64;
    let (wrong, missed) = (share(all[2], all[0] + all[2]), share(all[1], all[0] + all[1]));
    eprintln!("wrong merges {wrong:.2} % of merges, missed merges {missed:.2} % of what is the same");
    assert!(wrong <= 1.0 && missed <= 5.0);
}

/// The hand-made facts of a corpus as articles, by key.
fn gold() -> BTreeMap<String, Analysis> {
    let folder = std::env::var("GONGTU_CORPUS").expect("GONGTU_CORPUS names the folder");
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(key) = name.strip_suffix(".facts.tsv") else { continue };
        let facts = std::fs::read_to_string(&entry).expect("facts");
        let page = std::fs::read_to_string(entry.with_file_name(format!("{key}.json"))).expect("an article");
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        let text = |field: &str| page[field].as_str().unwrap_or_default().to_owned();
        let facts: String = facts
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                format!("{key}\t{}\n", cells[1..].join("\t"))
            })
            .collect();
        found.insert(key.to_owned(), analysis(key, &text("date"), &text("title"), &text("text"), &facts));
    }
    found
}
