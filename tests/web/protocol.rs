//! SPARQL 1.1 Protocol, Graph Store reads, and the addresses of things and of the vocabulary.

use crate::web::{COMMON, NAMES, encoded};

#[test]
fn a_query_comes_by_get_and_by_both_posts_and_answers_alike() {
    let by_get = COMMON.get(&format!("/sparql?query={}", encoded(NAMES)));
    let by_form = COMMON.post("/sparql", "application/x-www-form-urlencoded", &format!("query={}", encoded(NAMES)));
    let directly = COMMON.query(NAMES);
    for answer in [&by_get, &by_form, &directly] {
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.field("content-type"), "application/sparql-results+json");
        assert!(answer.whole);
        assert_eq!(answer.body, by_get.body);
    }
    let names: Vec<_> = by_get.json()["results"]["bindings"].as_array().expect("rows").clone();
    assert!(names.iter().any(|row| row["name"]["value"] == "钱文博"), "{names:?}");
}

#[test]
fn results_and_graphs_come_in_the_form_that_is_asked_for() {
    let path = format!("/sparql?query={}", encoded(NAMES));
    for (accept, media_type, part) in [
        ("application/sparql-results+json", "application/sparql-results+json", "\"bindings\""),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<sparql"),
        ("text/csv", "text/csv", "name\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?name\n"),
        ("text/html;q=0.1, text/csv;q=0.9", "text/csv", "name\r\n"),
    ] {
        let answer = COMMON.get_as(&path, accept);
        assert_eq!(answer.status, 200, "{accept}: {}", answer.body);
        assert!(answer.field("content-type").starts_with(media_type), "{accept}: {:?}", answer.fields);
        assert!(answer.body.contains(part), "{accept}: {}", answer.body);
        assert_eq!(answer.field("vary"), "Accept");
    }
    let construct = format!("/sparql?query={}", encoded("CONSTRUCT { ?s ?p ?o } WHERE { ?s a schema:Person ; ?p ?o }"));
    for (accept, part) in [
        ("text/turtle", "@prefix"),
        ("application/n-triples", "<https://schema.org/Person> ."),
        ("application/ld+json", "\"@id\""),
        ("application/rdf+xml", "<rdf:RDF"),
        ("application/trig", "schema:Person"),
        ("application/n-quads", "<https://schema.org/Person> ."),
    ] {
        let answer = COMMON.get_as(&construct, accept);
        assert!(answer.field("content-type").starts_with(accept), "{accept}: {:?}", answer.fields);
        assert!(answer.body.contains(part), "{accept}: {}", answer.body);
    }
    assert_eq!(COMMON.get_as(&path, "image/png").status, 406);
}

#[test]
fn a_dataset_can_be_named_by_the_request() {
    let article = COMMON.query("SELECT ?a WHERE { ?a gt:key \"one\" }").json();
    let article = article["results"]["bindings"][0]["a"]["value"].as_str().expect("an article").to_owned();
    let count = encoded("SELECT (COUNT(*) AS ?n) WHERE { ?a a schema:NewsArticle }");
    let whole = COMMON.get_as(&format!("/sparql?query={count}"), "text/csv");
    let part = COMMON.get_as(&format!("/sparql?query={count}&default-graph-uri={}", encoded(&article)), "text/csv");
    assert_eq!((whole.body.as_str(), part.body.as_str()), ("n\r\n2\r\n", "n\r\n1\r\n"));
}

#[test]
fn wrong_requests_are_told_what_is_wrong() {
    let query = encoded(NAMES);
    for (answer, status, part) in [
        (COMMON.query("SELECT * WHERE { ?s ?p"), 400, "line 1"),
        (COMMON.get(&format!("/sparql?query={query}&query={query}")), 400, "more than one"),
        (COMMON.get("/sparql?update=CLEAR%20ALL"), 400, "POST"),
        (COMMON.post("/sparql", "text/plain", NAMES), 415, "application/sparql-query"),
        (COMMON.post("/sparql", "application/x-www-form-urlencoded", ""), 400, "no query"),
        (
            COMMON.post("/sparql", "application/x-www-form-urlencoded", "query=ASK%7B%7D&update=CLEAR+ALL"),
            400,
            "not both",
        ),
        (COMMON.post("/sparql", "application/sparql-update", "CLEAR ALL"), 403, "only reads"),
        (COMMON.query("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 400, "failed"),
        (COMMON.send("DELETE /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 405, "DELETE"),
        (
            COMMON.send("PUT /graphs?default HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            405,
            "PUT",
        ),
        (COMMON.get_as("/id/person/nobody-000000", "text/turtle"), 404, "address"),
        (COMMON.get("/api/nothing"), 404, "/api"),
        (COMMON.get("/api/entity"), 400, "missing"),
        (COMMON.get("/api/search?q=a&what=b"), 400, "what"),
        (COMMON.get("/api/search?limit=100000"), 400, "limit"),
        (COMMON.get("/ui/../../Cargo.toml"), 404, "no such file"),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(answer.body.contains(part), "{part}: {}", answer.body);
    }
}

#[test]
fn the_service_describes_itself() {
    let described = COMMON.get_as("/sparql", "text/turtle");
    assert!(
        described.body.contains("SPARQL11Query") && !described.body.contains("SPARQL11Update"),
        "{}",
        described.body
    );
    let browser = COMMON.get_as("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8");
    assert_eq!((browser.status, browser.field("location")), (303, "/query"));
}

#[test]
fn graphs_can_be_read_and_not_written() {
    let all = COMMON.get_as("/graphs?default", "application/n-triples");
    assert!(all.whole && all.body.lines().count() > 100);
    assert_eq!(COMMON.get("/graphs?graph=http://nowhere.example/").status, 404);
    assert_eq!(COMMON.get("/graphs").status, 400);
    let article = COMMON.get("/api/search?class=Article").json();
    let iri = article["hits"][0]["iri"].as_str().expect("an article").to_owned();
    let one = COMMON.get_as(&format!("/graphs?graph={}", encoded(&iri)), "application/n-triples");
    assert!(one.status == 200 && one.body.contains("NewsArticle"));
}

#[test]
fn an_entity_s_address_answers_with_a_page_or_with_rdf() {
    let found = COMMON.get("/api/search?q=qianwenbo").json();
    let (path, iri) = (&found["hits"][0]["path"], &found["hits"][0]["iri"]);
    let path = encoded_path(path.as_str().expect("found by pinyin"));
    let page = COMMON.get_as(&path, "text/html");
    assert!(page.status == 200 && page.field("content-type").starts_with("text/html"), "{page:?}");
    let turtle = COMMON.get_as(&path, "text/turtle");
    assert!(turtle.body.contains("schema:Person") && turtle.body.contains("gt:confidence"), "{}", turtle.body);
    assert!(turtle.body.contains("钱文博说"), "the sentence comes along: {}", turtle.body);
    let triples = COMMON.get(&format!("{path}?format=nt"));
    assert!(triples.body.contains(iri.as_str().expect("an IRI")), "{}", triples.body);
    assert_eq!(COMMON.get_as("/id/person/nobody-000000", "text/html").status, 404);
    assert_eq!(COMMON.get_as("/id/org/%FF%FE", "text/html").status, 404);
}

fn encoded_path(path: &str) -> String {
    path.split('/').map(encoded).collect::<Vec<_>>().join("/").replace("%25", "%")
}

#[test]
fn the_vocabulary_answers_too() {
    assert!(COMMON.get_as("/ns", "text/turtle").body.contains("gt:Initiative"));
    assert!(COMMON.get_as("/ns", "application/n-triples").body.contains("<https://w3id.org/gongtu/ns#Initiative>"));
    assert!(COMMON.get_as("/ns", "text/html").field("content-type").starts_with("text/html"));
    assert!(COMMON.get("/shapes").body.contains("sh:NodeShape"));
    assert!(COMMON.get("/context.jsonld").json()["@context"].is_object());
}
