//! The shapes and the sanity questions: a good graph passes, each sort of damage is found, unknown terms are refused.

use gongtu::check::{self, Shapes};
use gongtu::rdf::iri::Iris;
use gongtu::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

use crate::graph::{analyses, build, forms};

#[test]
fn what_build_writes_conforms() {
    for form in forms() {
        let built = build(form, &[analyses()]);
        let store = Store::open(&built.path()).expect("a store");
        let mut found = check::against(&store, &check::embedded().expect("shapes")).expect("checked");
        found.extend(check::sanity(&store).expect("asked"));
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// A store of these triples alone.
fn store(turtle: &str) -> Store {
    let prefixes: String =
        gongtu::rdf::vocab::PREFIXES.iter().map(|(prefix, iri)| format!("@prefix {prefix}: <{iri}> .\n")).collect();
    let store = Store::temporary(&Iris::default()).expect("a store");
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_reader(format!("{prefixes}{turtle}").as_bytes()) {
        let quad: Quad = quad.expect("well-formed");
        store.graph().insert(&quad).expect("stored");
        let named = oxigraph::model::NamedNode::new_unchecked("urn:article");
        store.graph().insert(&Quad { graph_name: named.into(), ..quad }).expect("stored");
    }
    store
}

fn rules(turtle: &str) -> Vec<String> {
    let found = check::against(&store(turtle), &check::embedded().expect("shapes")).expect("checked");
    found.into_iter().map(|violation| format!("{} {}", violation.source, violation.rule)).collect()
}

#[test]
fn each_sort_of_damage_is_found() {
    let cases = [
        ("<urn:p> a schema:Person ; gt:identityKey '甲'@zh .", "Person rdfs:label sh:minCount 1"),
        (
            "<urn:p> a schema:Person ; rdfs:label '甲'@zh, '乙'@zh ; gt:identityKey '甲'@zh .",
            "Person rdfs:label sh:maxCount 1",
        ),
        (
            "<urn:p> a schema:Person ; rdfs:label '甲' ; gt:identityKey '甲'@zh .",
            "Person rdfs:label sh:datatype rdf:langString",
        ),
        ("<urn:x> gt:ledBy <urn:y> .", "ledBy sh:class gt:Initiative"),
        (
            "<urn:x> a gt:Initiative ; rdfs:label '甲'@zh ; gt:ledBy <urn:y> .",
            "ledBy gt:ledBy sh:or org:Organization schema:Person",
        ),
        (
            "<urn:x> a gt:Initiative ; rdfs:label '甲'@zh ; gt:ledBy <urn:y> .",
            "ledBy gt:ledBy: stated without evidence",
        ),
        (
            "<urn:e> a schema:Event ; rdfs:label '会'@zh ; schema:startDate '昨天' .",
            "startDate schema:startDate sh:or xsd:date",
        ),
        (
            "<urn:e> a schema:Event ; rdfs:label '会'@zh ; schema:startDate '2025-02-31'^^xsd:date .",
            "startDate schema:startDate sh:or xsd:date",
        ),
        ("<urn:t> a gt:Target ; gt:value '许多' .", "Target gt:value sh:or"),
        ("<urn:t> a gt:Target ; gt:comparator '大于' .", "Target gt:comparator sh:in"),
        ("<urn:p> gt:divisionCode '0320' .", "Division gt:divisionCode sh:pattern"),
        ("<urn:c> a gt:Claim ; gt:confidence 1.5 .", "Claim gt:confidence sh:maxInclusive 1"),
        ("<urn:c> a gt:Claim ; rdf:subject '甲' .", "Claim rdf:subject sh:nodeKind sh:IRI"),
        ("<urn:g> a gt:Group ; rdfs:label '职工'@zh .", "Group skos:inScheme sh:hasValue gt:groups"),
    ];
    for (turtle, wanted) in cases {
        let found = rules(turtle);
        let is = |rule: &String| rule.contains(&wanted.replace("sh:IRI", "")) || rule.contains(wanted);
        assert!(found.iter().any(is), "{wanted} is not among {found:#?}");
    }
    assert!(rules("<urn:r> a org:Role ; rdfs:label '主席'@zh .").is_empty());
}

#[test]
fn sanity_questions_find_what_shapes_cannot() {
    let cases = [
        ("<urn:a> schema:containedInPlace <urn:b> . <urn:b> schema:containedInPlace <urn:a> .", "place-circles"),
        ("<urn:i> gt:minimum 20 ; gt:maximum 10 .", "ranges"),
        ("<urn:i> a gt:Result .", "indicators"),
        ("<urn:article> a schema:NewsArticle . <urn:i> gt:ledBy <urn:o> .", "evidence"),
        (
            "<urn:s> nif:beginIndex 0 ; nif:endIndex 2 ; nif:anchorOf '乙'@zh ; nif:referenceContext [ schema:text '甲乙'@zh ] .",
            "spans",
        ),
        ("<urn:article> schema:mentions <urn:x> .", "undescribed"),
    ];
    for (turtle, wanted) in cases {
        let found = check::sanity(&store(turtle)).expect("asked");
        assert!(found.iter().any(|violation| violation.source == wanted), "{wanted} is not among {found:#?}");
    }
}

#[test]
fn every_question_has_a_title_in_both_languages() {
    for question in check::questions().expect("well-formed") {
        for words in [&question.title, &question.help] {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{}", question.name);
        }
    }
}

#[test]
fn a_term_that_is_not_understood_is_an_error_with_its_line() {
    let text = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ;\n  sh:closed true .\n";
    let error = Shapes::parse("s.ttl", text).expect_err("unknown").to_string();
    assert!(error.starts_with("s.ttl:3: sh:closed"), "{error}");
    let error = Shapes::parse("s.ttl", "<urn:s> a .").expect_err("broken").to_string();
    assert!(error.contains("s.ttl:"), "{error}");
}
