//! Every canned question answers as its expected table says, and errors point at their place.

use std::collections::BTreeMap;

use gongtu::model::PartialDate;
use gongtu::pipeline::Analysis;
use gongtu::read::{Item, ReadOptions, read_stream};
use gongtu::store::{Store, canned};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use crate::graph::{ENGINE, analyses, analysis, build, forms, golden};

fn answer(store: &Store, query: &str) -> String {
    table(store.query(query).expect("an answer"))
}

fn table(results: QueryResults<'_>) -> String {
    let QueryResults::Solutions(solutions) = results else { panic!("no table") };
    let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Csv);
    let variables = solutions.variables().to_vec();
    let mut writer = serializer.serialize_solutions_to_writer(Vec::new(), variables).expect("a writer");
    for solution in solutions {
        writer.serialize(&solution.expect("a row")).expect("written");
    }
    String::from_utf8(writer.finish().expect("finished")).expect("UTF-8").replace("\r\n", "\n")
}

/// What the hand-made page has nothing of: namesakes, honoured people, figures of initiatives, the same thing counted
/// twice, an article without a date, claims that are not sure.
fn more() -> Vec<Analysis> {
    let facts = "m\t丙市\ta\tPlace\tlevel=city\nm\t丙市总工会\ta\tOrganization\tkind=union\nm\t丁市总工会\ta\tOrganization\tkind=union\n\
                 m\t丙市总工会\tlocatedIn\t丙市\t\nm\t张伟\ta\tPerson\t\nm\t张伟\tpost\t主席\torg=丙市总工会\n\
                 m\t全国劳动模范\ta\tHonor\t\nm\t张伟\thonor\t全国劳动模范\tdate=2020\n\
                 m\t送清凉行动\ta\tInitiative\t\nm\t送清凉行动\tledBy\t丙市总工会\t\nm\t送清凉行动\tdate\t2024-07\tend=2024-08\n\
                 m\t送清凉行动\tresult\t慰问职工\tcomparator=>; unit=人; value=30000\n\
                 m\t丙市总工会\tresult\t服务站点\tcomparator==; unit=处; value=12\n\
                 m\t丁市总工会\tresult\t服务站点\tcomparator==; unit=处; value=9\n\
                 u\t张伟\ta\tPerson\t\nu\t戊有限公司\ta\tOrganization\tkind=company\nu\t张伟\tpost\t工程师\torg=戊有限公司\n";
    let dated = "丙市总工会主席张伟获全国劳动模范称号。丙市总工会开展送清凉行动，慰问职工超过3万人，服务站点12处。丁市总工会有服务站点9处。";
    let mut unsure = analysis("u", "", "工程师的一天", "戊有限公司工程师张伟扎根一线。", facts);
    for claim in &mut unsure.claims {
        claim.evidence.confidence = 0.41;
    }
    vec![analysis("m", "2024-08-10", "清凉", dated, facts), unsure]
}

#[test]
fn canned_questions_answer_as_expected() {
    for form in forms() {
        let built = build(form, &[analyses(), more()]);
        let store = Store::open(&built.path()).expect("a store");
        for canned in canned::all().expect("headers are well-formed") {
            let query = canned.fill(&BTreeMap::new()).expect("no parameters");
            golden(&format!("queries/{}.csv", canned.name), &answer(&store, &query));
        }
    }
}

/// What lets a question be ended while it makes rows must not change what it answers.
#[test]
fn questions_that_can_be_ended_answer_alike() {
    let built = build(forms()[0], &[analyses(), more()]);
    let store = Store::open(&built.path()).expect("a store");
    let own = [
        "SELECT * { ?p a schema:Person . ?o a gt:Honor }",
        "SELECT * { ?p a schema:Person ; rdfs:label ?n . ?o a gt:Honor . ?h a gt:Policy ; rdfs:label ?m }",
        "SELECT ?n { ?p a schema:Person ; rdfs:label ?n ; ^rdf:subject [ rdf:predicate ?r ] . [] a gt:Honor }",
        "SELECT * { ?p a schema:Person OPTIONAL { ?o a gt:Honor } OPTIONAL { ?p rdfs:label ?n FILTER(?n > '张') } }",
        "SELECT ?n { { ?p a schema:Person } UNION { ?p a gt:Honor } { ?p rdfs:label ?n } UNION { ?p gt:no ?n } }",
        "SELECT ?n (COUNT(*) AS ?c) { VALUES ?k { schema:Person gt:Honor } VALUES ?z { 1 2 } ?p a ?k ; rdfs:label ?n } GROUP BY ?n",
        "SELECT * { ?p a schema:Person FILTER EXISTS { ?o a gt:Honor . ?q a gt:Policy } MINUS { ?p rdfs:label '张伟' } }",
        "SELECT ?a ?x { GRAPH ?g { ?a a schema:NewsArticle } { SELECT (COUNT(*) AS ?x) { ?s ?p ?o } } BIND(?g AS ?h) }",
    ];
    let canned: Vec<_> = canned::all().expect("headers are well-formed");
    let canned = canned.iter().map(|canned| canned.fill(&BTreeMap::new()).expect("no parameters"));
    for query in own.map(str::to_owned).into_iter().chain(canned) {
        let token = oxigraph::sparql::CancellationToken::new();
        let prepared = gongtu::store::sparql::prepare(&query, Some(&token)).expect("a query");
        let endable = table(prepared.on_store(store.graph()).execute().expect("an answer"));
        let sorted = |table: String| table.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        let plain = table(store.query(&query).expect("an answer"));
        assert_eq!(endable.lines().count(), plain.lines().count(), "{query}");
        assert!(plain.lines().count() > 1 || !query.starts_with("SELECT"), "nothing to compare: {query}");
        assert_eq!(sorted(endable), sorted(plain), "{query}");
    }
}

#[test]
fn parameters_narrow_the_answer() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let ask = |name: &str, key: &str, value: &str| {
        let given = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        answer(&store, &canned::find(name).expect("known").fill(&given).expect("filled"))
    };
    let nantong = ask("initiatives-by-city", "city", "南通市");
    assert!(nantong.contains("网上思想政治引领工程") && !nantong.contains("亮码有惠"), "{nantong}");
    assert!(!nantong.contains("心理关爱项目"), "an initiative without a place is in no city: {nantong}");
    assert!(ask("initiatives-by-city", "city", "").contains("\n,心理关爱项目,"), "but it is listed");
    assert!(!ask("bodies", "place", "南通市").contains("中石油"));
    assert!(ask("events", "place", "南通市").lines().count() == 1);
    let jiangsu = ask("initiatives-by-city", "city", "江苏");
    assert!(jiangsu.contains("网上思想政治引领工程") && jiangsu.contains("亮码有惠暖心行动"), "{jiangsu}");
    let plan = ask("measures-by-policy", "policy", "产改方案");
    assert!(plan.contains("暖心关爱行动") && plan.contains(",2,,"), "the second part has no name: {plan}");
    let targets = ask("targets", "policy", "产改方案");
    assert!(targets.lines().count() == 7, "three of its own, three of the opinion that it carries out: {targets}");
    assert!(ask("people-posts", "person", "没有这个人").lines().count() == 1);
}

#[test]
fn every_header_is_complete() {
    let all = canned::all().expect("headers are well-formed");
    assert!(all.len() >= 30);
    for canned in &all {
        assert!(!canned.title.zh.is_empty() && !canned.title.en.is_empty(), "{} has no title", canned.name);
        assert!(!canned.help.zh.is_empty() && !canned.help.en.is_empty(), "{} has no help", canned.name);
        for (name, _) in &canned.parameters {
            assert!(canned.text.matches(&format!("${name}")).count() >= 1, "{}: ${name} is not used", canned.name);
        }
        for parameter in canned.names.keys() {
            let known = canned.parameters.iter().any(|(name, _)| name == parameter);
            assert!(known, "{}: names of {parameter}, which is no parameter", canned.name);
        }
        for (name, _) in &canned.parameters {
            let free = ["kind", "headline", "name", "relation", "counts", "by", "publisher", "source"];
            assert!(
                canned.names.contains_key(name) || free.contains(&name.as_str()),
                "{}: {name} is not completed",
                canned.name
            );
        }
        let select = canned.text.split("WHERE").next().expect("a SELECT");
        for column in canned.columns.keys() {
            assert!(select.contains(&format!("?{column}")), "{}: column {column} is not selected", canned.name);
        }
        assert_eq!(all.iter().filter(|other| other.name == canned.name).count(), 1, "{} stands twice", canned.name);
    }
}

#[test]
fn known_names_complete_a_parameter() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let question = canned::find("initiatives-by-city").expect("known");
    assert_eq!(question.known_names(&store, "city", "南").expect("names"), ["南京市", "南通市"]);
    let all = question.known_names(&store, "city", "").expect("names");
    assert!(all.len() > 3 && all.is_sorted());
    assert_eq!(canned::nearest(&all, "南通", 1), ["南通市"]);
    assert!(question.known_names(&store, "town", "").is_err());
    let targets = canned::find("targets").expect("known");
    assert_eq!(targets.known_names(&store, "policy", "产改").expect("names"), ["产改方案"], "short names are names");
}

#[test]
fn the_demo_page_answers_the_first_questions() {
    let options = ReadOptions { published: PartialDate::day(2025, 8, 5), ..ReadOptions::default() };
    let sample = gongtu::assets::SAMPLE;
    let mut analyses = Vec::new();
    read_stream(sample.path, &mut sample.text.as_bytes(), &options, &mut |item| {
        if let Item::Page(page) = item {
            analyses.extend(ENGINE.analyse_page(&page).0);
        }
        true
    });
    let built = build(forms()[0], &[analyses]);
    let store = Store::open(&built.path()).expect("a store");
    let plan = canned::find("measures-by-policy").expect("known");
    let given = BTreeMap::from([("policy".to_owned(), "产改方案".to_owned())]);
    let parts = answer(&store, &plan.fill(&given).expect("filled"));
    assert!(parts.contains("凝心铸魂行动") && parts.contains("暖心关爱行动"), "{parts}");
}

#[test]
fn a_mistake_in_a_query_is_pointed_at() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let error = store.query("SELECT ?x\nWHERE { ?x a }").err().expect("malformed").to_string();
    assert!(error.contains("line 2") && error.contains("WHERE { ?x a }\n"), "{error}");
    let told = |query: &str| store.query(query).err().expect("malformed").to_string();
    let prefix = told("ASK { ?x a foo:Bar }");
    assert!(prefix.contains("column 12") && prefix.contains("prefix foo: is not declared"), "{prefix}");
    assert!(prefix.contains("\n             ^^^^^^^"), "{prefix}");
    assert!(told("SELEKT ?x { ?x a gt:Policy }").contains("did you mean SELECT?"));
    assert!(told("ASK { ?x rdfs:label \"南通市 }").contains("a text is not closed"));
    assert!(told("ASK { ?x a 人员 }").contains("needs quotes"));
    assert!(told("ASK { ?x a gt:Policy").contains("a { is not closed"));
    let unknown = canned::find("initiative-by-city").expect_err("no such question").to_string();
    assert!(unknown.contains("initiatives-by-city"), "{unknown}");
}

#[test]
fn parameters_are_texts_whatever_they_hold() {
    let text = canned::put("FILTER(?a = $who && ?b = $whom)", "who", "\"} DROP ALL #\\");
    assert_eq!(text, "FILTER(?a = \"\\\"} DROP ALL #\\\\\" && ?b = $whom)");
}
