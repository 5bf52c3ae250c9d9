//! The store in its forms: building again doubles nothing, order does not matter, misuse is said clearly.

use std::path::Path;

use gongtu::model::EntityRef;
use gongtu::pipeline::Analysis;
use gongtu::rdf::iri::Iris;
use gongtu::store::{Form, Store};

use crate::graph::{Built, analyses, analysis, build, forms, lines, load_into};

#[test]
fn building_again_gives_the_same_quads_byte_for_byte() {
    for form in forms() {
        let once = build(form, &[analyses()]);
        let twice = build(form, &[analyses(), analyses()]);
        assert_eq!(lines(&once), lines(&twice), "{form:?}");
        assert!(lines(&once).lines().count() > 500);
    }
}

#[test]
fn neither_order_nor_cutting_into_runs_matters() {
    for form in forms() {
        let first = || vec![namesake("x", "南京市总工会", "")];
        let second = || vec![namesake("y", "南京大学", "南京市总工会")];
        let third = || vec![namesake("z", "南京大学", "")];
        let mut all = analyses();
        all.extend(first().into_iter().chain(second()).chain(third()));
        let together = build(form, &[all]);
        let apart = build(form, &[first(), analyses(), third(), second()]);
        let backwards = build(form, &[second(), third(), analyses(), first()]);
        assert_eq!(lines(&together), lines(&apart), "{form:?}");
        assert_eq!(lines(&together), lines(&backwards), "{form:?}");
    }
}

/// An article about a 郁忠 with posts at one or two bodies.
fn namesake(key: &str, body: &str, other: &str) -> Analysis {
    let mut facts = format!("{key}\t郁忠\ta\tPerson\n{key}\t郁忠\tpost\t委员\torg={body}\n");
    if !other.is_empty() {
        facts.push_str(&format!("{key}\t郁忠\tpost\t副主席\torg={other}\n"));
    }
    let mut analysis = analysis(key, "2025-08-06", &format!("{body}{key}"), "郁忠发言。", &facts);
    analysis.page = key.into();
    analysis
}

fn people(built: &Built) -> usize {
    let text = lines(built);
    let mut people: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("#identityKey>") && line.starts_with("<https://w3id.org/gongtu/id/person/郁忠-"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}

#[test]
fn namesakes_are_one_only_when_a_body_joins_them() {
    for form in forms() {
        let apart = build(form, &[vec![namesake("x", "南京市总工会", ""), namesake("z", "南京大学", "")]]);
        assert_eq!(people(&apart), 2, "two bodies, nothing that joins them");
        load_into(&apart.path(), form, &[namesake("y", "南京大学", "南京市总工会")]);
        assert_eq!(people(&apart), 1, "a third article ties both bodies to one person");
        load_into(&apart.path(), form, &[namesake("y", "南京大学", "")]);
        assert_eq!(people(&apart), 2, "the third article is corrected: nothing joins them any more");
    }
}

#[test]
fn an_article_that_left_its_page_leaves_the_graph() {
    for form in forms() {
        let both = build(form, &[analyses()]);
        let mut one = analyses();
        let gone = one.pop().expect("two articles");
        load_into(&both.path(), form, &one);
        assert!(!lines(&both).contains("宿迁"), "{} is still there", gone.article.key);
        assert_eq!(lines(&both), lines(&build(form, &[one])));
    }
}

#[test]
fn two_files_of_one_name_do_not_replace_each_other() {
    let facts = "a\t甲市总工会\ta\tOrganization\tkind=union\n";
    let (mut x, mut y) = (
        analysis("a", "", "一篇", "甲市总工会开会。", facts),
        analysis("a", "", "另一篇", "甲市总工会又开会。", facts),
    );
    (x.page, y.page) = ("x".into(), "y".into());
    let built = build(Form::Memory, &[vec![x], vec![y]]);
    assert_eq!(lines(&built).matches("#NewsArticle").count() + lines(&built).matches("/NewsArticle>").count(), 2);
}

#[test]
fn the_union_has_each_triple_once() {
    for form in forms() {
        let built = build(form, &[analyses(), vec![namesake("x", "南京市总工会", "")]]);
        let store = Store::open(&built.path()).expect("a store");
        let union = store.union().expect("the union");
        let mut triples: Vec<String> = store
            .quads(None)
            .expect("quads")
            .into_iter()
            .map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object))
            .collect();
        triples.sort_unstable();
        triples.dedup();
        assert_eq!(union.len(), triples.len(), "{form:?}");
    }
}

#[test]
fn one_form_turns_into_the_other_and_back() {
    if !cfg!(feature = "rocksdb") {
        return;
    }
    let built = build(Form::Memory, &[analyses()]);
    let before = lines(&built);
    for form in [Form::Rocksdb, Form::Memory] {
        Store::convert(&built.path(), form).expect("converted");
        assert_eq!(Store::open(&built.path()).expect("a store").marker().form, form);
        assert_eq!(lines(&built), before);
    }
    assert!(!built.path().join("rocksdb").exists());
}

fn refusal(folder: &Path) -> String {
    match Store::open_for_writing(folder, None, &Iris::default()) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_no_store_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.txt"), "mine").expect("written");
    assert!(refusal(folder.path()).contains("not a gongtu store"));
    assert!(refusal(&folder.path().join("letter.txt")).contains("a store is a folder"));
    let missing = Store::open(&folder.path().join("missing")).expect_err("nothing there").to_string();
    assert!(missing.contains("gongtu build"), "{missing}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 1);
}

#[test]
fn a_store_in_use_says_so_and_can_still_be_read() {
    let built = build(Form::Memory, &[analyses()]);
    let writer = Store::open_for_writing(&built.path(), None, &Iris::default()).expect("the first writer");
    assert!(refusal(&built.path()).contains("in use"));
    assert!(Store::open(&built.path()).expect("readers may").len().expect("counted") > 0);
    drop(writer);
    assert_eq!(refusal(&built.path()), "");
}

#[test]
fn a_damaged_snapshot_is_named_and_a_newer_layout_refused() {
    let built = build(Form::Memory, &[analyses()]);
    let snapshot = built.path().join("graph.nq.zst");
    let bytes = std::fs::read(&snapshot).expect("read");
    std::fs::write(&snapshot, &bytes[..bytes.len() / 2]).expect("written");
    let error = Store::open(&built.path()).expect_err("half a snapshot").to_string();
    assert!(error.contains("graph.nq.zst") && error.contains("damaged"), "{error}");
    std::fs::write(
        built.path().join("gongtu-store.json"),
        r#"{"format":99,"form":"memory","base":"x:","written_by":"9"}"#,
    )
    .expect("written");
    let error = Store::open(&built.path()).expect_err("a newer layout").to_string();
    assert!(error.contains("layout 99"), "{error}");
}

#[test]
fn nothing_stored_is_lost_when_a_build_fails_midway() {
    let built = build(Form::Memory, &[analyses()]);
    let before = lines(&built);
    {
        let mut store = Store::open_for_writing(&built.path(), None, &Iris::default()).expect("a store");
        gongtu::load::load(&crate::graph::ENGINE, &mut store, &[namesake("x", "南京大学", "")]).expect("loaded");
    }
    assert_eq!(lines(&built), before, "a build that never finished leaves the old snapshot");
}

#[test]
fn places_of_one_name_are_told_apart_by_what_else_is_named() {
    let facts = |city: &str| format!("k\t鼓楼区\ta\tPlace\tlevel=county\nk\t{city}\ta\tPlace\tlevel=city\n");
    for (city, code) in [("南京市", "320106"), ("徐州市", "320302"), ("福州市", "350102")] {
        let analysis = analysis("k", "", "鼓楼区", &format!("{city}鼓楼区。"), &facts(city));
        let place = EntityRef::new(gongtu::model::Class::Place, "鼓楼区");
        let graph = crate::graph::ENGINE.encode(&analysis, &Iris::default());
        let wanted = format!("https://w3id.org/gongtu/id/place/{code}");
        assert!(
            graph.quads.iter().any(|quad| quad.subject.to_string() == format!("<{wanted}>")),
            "{place:?} in {city}"
        );
    }
}
