//! Facts → graph → facts, and the evidence of every statement.

use std::collections::{BTreeMap, BTreeSet};

use gongtu::rdf::iri::Iris;
use gongtu::store::Store;
use gongtu::trace::{self, ArticleView};
use oxigraph::model::{Quad, Term};

use crate::graph::{ENGINE, FACTS, analyses, build, forms};

#[test]
fn the_graph_gives_back_the_fact_table() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let mut found = BTreeSet::new();
    for name in trace::article_names(&store).expect("names") {
        found.extend(ArticleView::of(&store, &name).expect("a view").rows().iter().map(ToString::to_string));
    }
    let wanted: BTreeSet<String> = FACTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| if line.matches('\t').count() == 3 { format!("{line}\t") } else { line.to_owned() })
        .collect();
    let missing: Vec<_> = wanted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&wanted).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}\nextra {extra:#?}");
}

fn quads() -> Vec<Quad> {
    analyses().iter().flat_map(|analysis| ENGINE.encode(analysis, &Iris::default()).quads).collect()
}

/// Objects by subject and the predicate's last word.
fn index(quads: &[Quad]) -> BTreeMap<(String, String), Vec<Term>> {
    let mut index: BTreeMap<_, Vec<Term>> = BTreeMap::new();
    for quad in quads {
        let word = quad.predicate.as_str().rsplit(['#', '/']).next().expect("a name");
        index.entry((quad.subject.to_string(), word.to_owned())).or_default().push(quad.object.clone());
    }
    index
}

fn literal(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value(),
        _ => "",
    }
}

#[test]
fn every_claim_has_its_evidence_and_every_span_its_words() {
    let quads = quads();
    let index = index(&quads);
    let get = |node: &str, word: &str| index.get(&(node.to_owned(), word.to_owned())).map_or(&[][..], Vec::as_slice);
    let texts: BTreeMap<String, String> = analyses()
        .iter()
        .map(|a| (format!("<{}>", Iris::default().article(&a.article).as_str()), a.article.text.clone()))
        .collect();
    let claims: BTreeSet<String> = quads
        .iter()
        .filter(|quad| quad.object.to_string() == "<https://w3id.org/gongtu/ns#Claim>")
        .map(|quad| quad.subject.to_string())
        .collect();
    assert!(claims.len() > 80);
    for claim in &claims {
        for word in ["subject", "predicate", "object", "wasDerivedFrom", "wasGeneratedBy", "confidence", "sourceLine"] {
            assert_eq!(get(claim, word).len(), 1, "{claim} {word}");
        }
        let span = get(claim, "wasDerivedFrom")[0].to_string();
        assert_eq!(get(&span, "sentence").len(), 1, "{span} has no sentence");
        let number = |word: &str| literal(&get(&span, word)[0]).parse::<usize>().expect("a number");
        let text = &texts[&get(&span, "referenceContext")[0].to_string()];
        let characters: String =
            text.chars().skip(number("beginIndex")).take(number("endIndex") - number("beginIndex")).collect();
        assert_eq!(characters, literal(&get(&span, "anchorOf")[0]));
        assert_eq!(&text[number("beginByte")..number("endByte")], characters);
    }
}

/// What an article says besides its claims: the article itself, what things are, spans, and the nodes behind a claim.
const DESCRIPTIVE: &[&str] = &[
    "type",
    "label",
    "mentions",
    "identityKey",
    "policyKind",
    "inScheme",
    "text",
    "key",
    "articleKind",
    "isPartOf",
    "title",
    "datePublished",
    "publisher",
    "url",
    "taIdentRef",
    "member",
    "role",
    "organization",
    "counts",
    "value",
    "minimum",
    "maximum",
    "unit",
    "comparator",
    "deadline",
    "period",
];

#[test]
fn every_stated_triple_is_some_claims() {
    let quads = quads();
    let index = index(&quads);
    let mut stated = BTreeSet::new();
    for ((claim, word), subjects) in &index {
        if word == "subject" {
            let get = |word: &str| index[&(claim.clone(), word.to_owned())][0].to_string();
            stated.insert(format!("{} {} {}", subjects[0], get("predicate"), get("object")));
        }
    }
    for quad in &quads {
        let word = quad.predicate.as_str().rsplit(['#', '/']).next().expect("a name");
        let of_claim_or_span =
            quad.subject.to_string().contains("#claim-") || quad.subject.to_string().contains("#char=");
        let qualifier = ["ordinal", "issued", "documentNumber", "endDate"].contains(&word);
        if of_claim_or_span || qualifier || DESCRIPTIVE.contains(&word) {
            continue;
        }
        let triple = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
        assert!(stated.contains(&triple), "{triple} has no claim");
    }
}

#[test]
fn all_terms_of_the_graph_are_defined_in_the_ontology() {
    let ontology = include_str!("../ontology/gongtu.ttl");
    let background = ENGINE.background().quads(
        &Iris::default(),
        quads().iter().filter_map(|quad| if let Term::NamedNode(node) = &quad.object { Some(node) } else { None }),
    );
    let mut unknown = BTreeSet::new();
    for quad in quads().iter().chain(&background) {
        for term in [quad.predicate.to_string(), quad.object.to_string()] {
            let name = term.strip_prefix("<https://w3id.org/gongtu/ns#").and_then(|t| t.strip_suffix('>'));
            let defined = |name: &&str| ontology.contains(&format!("gt:{name} a "));
            unknown.extend(name.filter(|name| !defined(name)).map(str::to_owned));
        }
    }
    assert!(unknown.is_empty(), "not in ontology/gongtu.ttl: {unknown:?}");
}

#[test]
fn policies_known_beforehand_leave_open_what_no_source_says() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let words = |ask: &str| match store.query(ask).expect("an answer") {
        oxigraph::sparql::QueryResults::Boolean(yes) => yes,
        _ => panic!("no yes or no"),
    };
    assert!(words("ASK { ?p skos:altLabel '产改方案'@zh ; gt:partCount 5 ; gt:measureCount 19 }"));
    assert!(words("ASK { ?m rdfs:label '暖心关爱行动'@zh ; gt:ordinal 4 ; dct:isPartOf/skos:altLabel '产改方案'@zh }"));
    assert!(!words("ASK { ?m gt:ordinal 2 ; dct:isPartOf/skos:altLabel '产改方案'@zh }"));
    assert!(words("ASK { ?p skos:altLabel '产改方案'@zh ; gt:implements/gt:measureCount 27 }"));
}
