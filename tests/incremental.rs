//! The graph is a function of the set of articles: order, cutting into runs, replacing and removing leave no trace.

#![expect(clippy::print_stderr, reason = "the figures are read by people")]

use std::path::Path;

use gongtu::pipeline::Analysis;
use gongtu::rdf::iri::Iris;
use gongtu::read::{self, Item, ReadOptions};
use gongtu::resolve::decisions::Decisions;
use gongtu::store::{Form, Store};
use proptest::prelude::*;

use crate::graph::{Built, ENGINE, analyses, analysis, build, load_into};

/// Small articles that join one another in several ways: namesakes by a body, a company by its short name, a programme
/// by its leader, places by what lies above them.
fn articles() -> Vec<Analysis> {
    let one = |key: &str, facts: &[&str]| {
        let facts: String = facts.iter().map(|fact| format!("{key}\t{}\n", fact.replace('|', "\t"))).collect();
        let words: Vec<&str> = facts.lines().filter_map(|line| line.split('\t').nth(1)).collect();
        let mut analysis = analysis(key, "2025-08-06", key, &format!("{}。", words.join("、")), &facts);
        analysis.page = key.into();
        analysis
    };
    let mut all = vec![
        one("a", &["郁忠|a|Person", "郁忠|post|委员|org=南京市总工会"]),
        one("b", &["郁忠|a|Person", "郁忠|post|教授|org=南京大学"]),
        one("c", &["郁忠|a|Person", "郁忠|post|副主席|org=南京市总工会", "郁忠|post|教授|org=南京大学"]),
        one(
            "d",
            &[
                "江苏大生集团有限公司|a|Organization|kind=company",
                "江苏大生集团有限公司|alias|大生集团",
                "江苏大生集团有限公司|locatedIn|南通市",
                "南通市|a|Place|level=city",
            ],
        ),
        one("e", &["大生集团|a|Organization|kind=company", "大生集团|locatedIn|南通市", "南通市|a|Place|level=city"]),
        one(
            "f",
            &[
                "阳光助学行动|a|Initiative",
                "阳光助学行动|ledBy|南通市总工会",
                "南通市总工会|a|Organization|kind=union",
                "南通市总工会|locatedIn|南通市",
                "南通市|a|Place|level=city",
            ],
        ),
        one("g", &["阳光助学行动|a|Initiative", "南通市|a|Place|level=city"]),
        one("h", &["鼓楼区|a|Place|level=county", "徐州市|a|Place|level=city"]),
    ];
    all.extend(analyses());
    all
}

/// The snapshot's bytes.
fn bytes(built: &Built) -> Vec<u8> {
    std::fs::read(built.path().join("graph.nq.zst")).expect("a snapshot")
}

/// Articles of one page stay in one run.
fn runs(order: &[usize], cuts: &[usize]) -> Vec<Vec<Analysis>> {
    let all = articles();
    let mut pages: Vec<Vec<Analysis>> = Vec::new();
    for article in all {
        match pages.iter_mut().find(|page| page[0].page == article.page) {
            Some(page) => page.push(article),
            None => pages.push(vec![article]),
        }
    }
    let mut runs = vec![Vec::new()];
    for (at, &page) in order.iter().enumerate() {
        if cuts.contains(&at) {
            runs.push(Vec::new());
        }
        runs.last_mut().expect("a run").extend(pages[page].clone());
    }
    runs
}

const PAGES: usize = 9;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_cuts_nor_replacing_change_a_byte(
        order in Just((0..PAGES).collect::<Vec<_>>()).prop_shuffle(),
        cuts in proptest::collection::vec(1..PAGES, 0..4),
        again in 0..PAGES,
    ) {
        let straight: Vec<usize> = (0..PAGES).collect();
        let wanted = build(Form::Memory, &runs(&straight, &[]));
        let found = build(Form::Memory, &runs(&order, &cuts));
        prop_assert!(bytes(&wanted) == bytes(&found));
        load_into(&found.path(), Form::Memory, &runs(&[again], &[])[0]);
        prop_assert!(bytes(&wanted) == bytes(&found), "replacing {again}");
    }

    #[test]
    fn what_is_removed_was_never_read(
        order in Just((0..PAGES).collect::<Vec<_>>()).prop_shuffle(),
        kept in 1..PAGES,
    ) {
        let wanted = build(Form::Memory, &runs(&order[..kept], &[]));
        let found = build(Form::Memory, &runs(&order, &[]));
        remove(&found, &runs(&order[kept..], &[])[0]);
        prop_assert!(bytes(&wanted) == bytes(&found));
    }
}

/// A new store keeps lines until it is asked; from then on it is a graph.
#[test]
fn asking_in_the_midst_of_a_build_changes_no_byte() {
    let (all, decisions) = (articles(), Decisions::default());
    let wanted = build(Form::Memory, std::slice::from_ref(&all));
    for asked_behind in [0, 1, 3] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open_for_writing(folder.path(), None, &Iris::default()).expect("a store");
        for (at, articles) in [&all[..3], &all[2..4], &all[4..]].into_iter().enumerate() {
            assert_eq!(store.is_empty().expect("read"), at == 0);
            gongtu::load::load(&ENGINE, &mut store, articles).expect("loaded");
            if at + 1 == asked_behind {
                assert!(!store.graph().is_empty().expect("read"));
            }
        }
        gongtu::load::finish(&ENGINE, &mut store, &decisions).expect("settled");
        let count = store.len().expect("counted");
        assert_eq!(count, store.quads(None).expect("read").len(), "asked behind {asked_behind}");
        assert_eq!(store.union().expect("read").len(), Store::open(&wanted.path()).unwrap().union().unwrap().len());
        drop(store);
        let found = std::fs::read(folder.path().join("graph.nq.zst")).expect("a snapshot");
        assert!(found == bytes(&wanted), "asked behind {asked_behind}");
    }
}

fn remove(built: &Built, articles: &[Analysis]) {
    let mut store = Store::open_for_writing(&built.path(), None, &Iris::default()).expect("a store");
    let names: Vec<_> = articles.iter().map(|a| store.iris().article(&a.article)).collect();
    store.remove(&names).expect("removed");
    gongtu::load::finish(&ENGINE, &mut store, &Decisions::default()).expect("settled");
}

#[test]
fn the_joins_of_the_small_articles_happen() {
    let straight: Vec<usize> = (0..PAGES).collect();
    let built = build(Form::Memory, &runs(&straight, &[]));
    let store = Store::open(&built.path()).expect("a store");
    let count = |pattern: &str| {
        let ask = format!("SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}");
        let oxigraph::sparql::QueryResults::Solutions(mut rows) = store.query(&ask).expect("an answer") else {
            panic!()
        };
        rows.next().expect("a row").expect("a row").get("n").expect("a number").to_string()
    };
    let one = "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>";
    assert_eq!(count("?x a schema:Person ; rdfs:label '郁忠'@zh"), one);
    assert_eq!(count("?x rdfs:label|skos:altLabel '大生集团'@zh"), one);
    assert_eq!(count("?x rdfs:label '阳光助学行动'@zh"), one);
}

/// `GONGTU_CORPUS=folder[:folder…] cargo test --release -- --ignored --nocapture corpus_in_any_order`: the same on real
/// articles, shuffled and cut in three, and with a third removed.
#[test]
#[ignore = "needs a corpus: GONGTU_CORPUS=folder:folder"]
fn corpus_in_any_order() {
    let all = corpus();
    let shuffled = |seed: u64| {
        let mut keyed: Vec<(u64, Analysis)> =
            all.iter().map(|a| (gongtu::model::hash(&[&a.article.key, &seed.to_string()]), a.clone())).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, analysis)| analysis).collect::<Vec<_>>()
    };
    let seeds = std::env::var("GONGTU_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(1);
    let together = build(Form::Memory, std::slice::from_ref(&all));
    for seed in 0..seeds {
        let mixed = shuffled(seed);
        let third = mixed.len().div_ceil(3);
        let parts: Vec<Vec<Analysis>> = mixed.chunks(third).map(<[Analysis]>::to_vec).collect();
        let apart = build(Form::Memory, &parts);
        eprintln!("seed {seed}: {} articles in three: {} differing quads", all.len(), differing(&together, &apart));
        assert!(bytes(&together) == bytes(&apart));
        remove(&apart, &parts[1]);
        let never = build(Form::Memory, &[parts[0].clone(), parts[2].clone()]);
        eprintln!("seed {seed}: a third removed: {} differing quads", differing(&never, &apart));
        assert!(bytes(&never) == bytes(&apart));
    }
}

fn differing(a: &Built, b: &Built) -> usize {
    let lines = |built: &Built| {
        crate::graph::lines(built).lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    lines(a).symmetric_difference(&lines(b)).count()
}

/// The articles of the folders that `GONGTU_CORPUS` names.
pub fn corpus() -> Vec<Analysis> {
    let folders = std::env::var("GONGTU_CORPUS").expect("GONGTU_CORPUS names the folders");
    let inputs: Vec<String> = folders.split(':').map(|folder| format!("{folder}/*.json")).collect();
    assert!(folders.split(':').all(|folder| Path::new(folder).is_dir()), "{folders}");
    let mut pages = Vec::new();
    read::read_each(&inputs, &ReadOptions::default(), &mut |item| {
        if let Item::Page(page) = item {
            pages.push(*page);
        }
        true
    });
    ENGINE.analyse_pages(&pages).into_iter().flat_map(|(analyses, _)| analyses).collect()
}
