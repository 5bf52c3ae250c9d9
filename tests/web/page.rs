//! What the page is made of: its files, what it reads from `/api`, and what may be written.

use std::time::Duration;

use gongtu::rdf::iri::Iris;
use gongtu::store::Store;

use crate::web::{Answer, COMMON, Served, build, encoded};

#[test]
fn from_a_place_to_a_fact_to_its_sentence() {
    let found = COMMON.get(&format!("/api/search?q={}&class=Place", encoded("海安"))).json();
    let iri = found["hits"][0]["iri"].as_str().expect("a place").to_owned();
    let place = COMMON.get(&format!("/api/place?iri={}", encoded(&iri))).json();
    assert!(place["initiatives"]["total"].as_u64().expect("a number") >= 1, "{place}");
    let body = COMMON.get(&format!("/api/search?q={}", encoded("海安市总工会"))).json();
    let body = body["hits"][0]["iri"].as_str().expect("a body").to_owned();
    let entity = COMMON.get(&format!("/api/entity?iri={}", encoded(&body))).json();
    let facts = entity["facts"].as_array().expect("facts");
    let post = facts.iter().find(|fact| fact["relation"] == "post").expect("a post");
    assert!(post["sentence"].as_str().expect("a sentence").contains("海安市总工会"), "{post}");
    let article =
        COMMON.get(&format!("/api/article?iri={}", encoded(post["article"]["iri"].as_str().expect("one")))).json();
    let text: Vec<char> = article["text"].as_str().expect("a text").chars().collect();
    let at = |n: usize| usize::try_from(post["place"][n].as_u64().expect("a position")).expect("small");
    let sentence: String = text[at(0)..at(1)].iter().collect();
    assert_eq!(sentence, post["sentence"].as_str().expect("a sentence"));
}

#[test]
fn the_network_can_be_filtered_and_taken_along() {
    let all = COMMON.get("/api/graph").json();
    let count = |value: &serde_json::Value, what: &str| value[what].as_array().expect("a list").len();
    assert!(count(&all, "nodes") > 3 && count(&all, "edges") > 2, "{all}");
    let led = COMMON.get("/api/graph?relation=ledBy").json();
    assert!(led["edges"].as_array().expect("edges").iter().all(|edge| edge["relation"] == "ledBy"), "{led}");
    assert_eq!(count(&COMMON.get("/api/graph?from=2031-01-01&relation=ledBy").json(), "edges"), 0);
    for format in gongtu::export::Format::ALL {
        let answer = COMMON.get(&format!("/api/download?format={}", format.name()));
        assert!(answer.status == 200 && answer.whole, "{}", format.name());
        assert!(answer.field("content-disposition").contains("attachment"), "{:?}", answer.fields);
        if format.shape() == gongtu::export::Shape::Tables {
            assert_eq!(answer.field("content-type"), "application/zip");
            assert!(answer.body.starts_with("PK") && answer.body.contains("nodes."), "{}", format.name());
        } else {
            // Some formats write what is not ASCII as numbers.
            assert!(
                ["海安市总工会", "\\u6d77\\u5b89"].iter().any(|n| answer.body.contains(n))
                    || format.name() == "geojson" && answer.body.contains("海安"),
                "{}",
                format.name()
            );
        }
    }
    assert_eq!(COMMON.get("/api/download?format=nothing").status, 400);
}

#[test]
fn every_answer_forbids_what_a_page_does_not_need() {
    for path in ["/", "/ui/app.js", "/api/overview", "/id/nothing", "/sparql?query=ASK%7B%7D", "/nowhere"] {
        let answer = COMMON.get(path);
        let policy = answer.field("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.fields.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[test]
fn markup_of_an_article_stays_text() {
    let answer = COMMON.get("/api/search?class=Article");
    assert_eq!(answer.field("content-type"), "application/json");
    let page = COMMON.get_as("/", "text/html").body;
    assert!(!page.contains("alert"), "the page is the same for every graph");
    let hits = answer.json();
    let labels: Vec<&str> =
        hits["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["label"].as_str()).collect();
    assert!(labels.iter().any(|label| label.contains("<script>")), "kept as it stands in the source: {labels:?}");
}

#[test]
fn files_of_the_page_are_sent_compressed_and_once() {
    let plain = COMMON.get("/ui/app.js");
    let small = COMMON.send("GET /ui/app.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    assert_eq!(small.field("content-encoding"), "gzip");
    let length = |answer: &Answer| answer.field("content-length").parse::<usize>().expect("a length");
    assert!(length(&small) * 2 < length(&plain), "{} {}", length(&small), length(&plain));
    let again = COMMON.send(&format!(
        "GET /ui/app.js HTTP/1.1\r\nHost: x\r\nIf-None-Match: {}\r\nConnection: close\r\n\r\n",
        plain.field("etag")
    ));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = COMMON.send("HEAD /ui/app.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn no_path_leads_out() {
    for path in [
        "/ui/../Cargo.toml",
        "/ui/..%2f..%2fCargo.toml",
        "/ui/%2e%2e/%2e%2e/etc/passwd",
        "/ui//etc/passwd",
        "/ui/....//etc/passwd",
        "/ui/..\\..\\Cargo.toml",
        "/ui/app.js%00.html",
        "/id/../../etc/passwd",
        "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/../../etc/passwd",
    ] {
        let answer = COMMON.get(path);
        assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"), "{path}");
    }
}

#[test]
fn writing_needs_the_token_and_keeps_graphs_and_union_in_step() {
    let served = Served::new(|options| options.token = Some("opensesame".to_owned()));
    let update =
        "INSERT DATA { <http://e/s> <http://e/p> 'added' . GRAPH <http://e/g> { <http://e/s> <http://e/q> 'named' } }";
    let send = |update: &str, fields: &str| served.post_with("/sparql", "application/sparql-update", update, fields);
    assert_eq!(send(update, "").status, 403);
    assert_eq!(send(update, "Authorization: Bearer opensesamE\r\n").status, 403);
    assert_eq!(send(update, "Authorization: Bearer opensesame\r\n").status, 204);
    let values =
        served.post("/sparql", "application/sparql-query", "SELECT ?o { <http://e/s> ?p ?o } ORDER BY ?o").json();
    let values: Vec<_> =
        values["results"]["bindings"].as_array().expect("rows").iter().map(|r| r["o"]["value"].clone()).collect();
    assert_eq!(values, ["added", "named"]);
    assert_eq!(send("DELETE WHERE { <http://e/s> ?p ?o }", "Authorization: Bearer opensesame\r\n").status, 204);
    assert!(served.query("ASK { GRAPH ?g { <http://e/s> ?p ?o } }").body.contains("false"));
    assert_eq!(
        send("INSERT DATA { <http://e/s> <http://e/p> 'kept' }", "Authorization: Bearer opensesame\r\n").status,
        204
    );
    assert_eq!(send("nonsense", "Authorization: Bearer opensesame\r\n").status, 400);
    assert!(Store::open_for_writing(served.folder.path(), None, &Iris::default()).is_err(), "it is locked meanwhile");
    let folder = served.folder.path().to_owned();
    let store = Store::open(&folder).expect("a store");
    assert!(store.lines().expect("lines").iter().any(|line| line.contains("kept") && line.contains("graph/edits")));
}

#[test]
fn a_wrong_fact_becomes_a_decision_once() {
    let served = Served::new(|options| options.token = Some("opensesame".to_owned()));
    let body = served.get(&format!("/api/search?q={}&class=Person", encoded("钱文博"))).json();
    let iri = encoded(body["hits"][0]["iri"].as_str().expect("a person"));
    let entity = served.get(&format!("/api/entity?iri={iri}")).json();
    let facts = entity["facts"].as_array().expect("facts");
    let post = facts.iter().find(|fact| fact["relation"] == "post").expect("a post");
    let complaint = serde_json::json!({ "claim": post["id"], "by": "李\"明", "why": "误读" }).to_string();
    let send = |fields: &str| served.post_with("/api/wrong", "application/json", &complaint, fields);
    assert_eq!(send("").status, 403);
    let first = send("Authorization: Bearer opensesame\r\n");
    assert_eq!((first.status, first.json()["noted"].as_bool()), (200, Some(true)), "{}", first.body);
    assert_eq!(send("Authorization: Bearer opensesame\r\n").json()["noted"], false);
    let text = std::fs::read_to_string(served.folder.path().join("decisions.toml")).expect("the file");
    let decisions: toml::Table = text.parse().expect("it is TOML");
    let all = decisions["decision"].as_array().expect("decisions");
    assert_eq!(all.len(), 1);
    let cells: Vec<_> = all[0]["fact"].as_array().expect("cells").iter().filter_map(toml::Value::as_str).collect();
    assert_eq!(&cells[..2], ["钱文博", "post"]);
    assert_eq!((all[0]["verdict"].as_str(), all[0]["by"].as_str()), (Some("wrong"), Some("李\"明")));
    assert_eq!(COMMON.post("/api/wrong", "application/json", &complaint).status, 403, "a server that only reads");
}

#[test]
fn a_report_can_be_taken_along() {
    let found = COMMON.get(&format!("/api/search?q={}", encoded("海安市总工会"))).json();
    let iri = encoded(found["hits"][0]["iri"].as_str().expect("a body"));
    for format in ["markdown", "html", "csv", "json"] {
        let answer = COMMON.get(&format!("/api/report?iri={iri}&format={format}"));
        assert!(
            answer.status == 200 && answer.whole && answer.body.contains("海安市总工会"),
            "{format}: {} {}",
            answer.status,
            answer.body
        );
        // CSV and JSON are no markup: they are sent as what they are, and browsers are told not to guess.
        assert!(matches!(format, "csv" | "json") || !answer.body.contains("<script>alert"), "{format}");
    }
    assert_eq!(COMMON.get(&format!("/api/report?iri={iri}&format=pdf")).status, 400);
}

#[test]
fn a_build_beside_the_server_is_shown() {
    let served = Served::new(|_| {});
    let article = r#"{"id":"new","title":"海安市总工会召开推进会","date":"2025-04-01","source":"江海工报","text":"3月31日，海安市总工会召开驿站建设推进会。"}"#;
    build(served.folder.path(), article);
    let shown = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        served.query("ASK { ?a gt:key 'new' }").body.contains("true")
    });
    assert!(shown);
    assert!(served.get("/api/overview").json()["number"].as_u64() >= Some(2));
}

#[test]
fn a_place_tells_what_borders_on_it_and_a_meeting_its_day() {
    let served = Served::new(|_| {});
    let article = r#"{"id":"new","title":"海安市总工会召开推进会","date":"2025-04-01","source":"江海工报","text":"3月31日，海安市总工会召开驿站建设推进会。如东县总工会主席李国强、昆山市总工会主席周志明参加会议。"}"#;
    build(served.folder.path(), article);
    let found = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        let found = served.get(&format!("/api/search?class=Event&q={}", encoded("推进会"))).json();
        found["hits"].as_array().expect("hits").first().cloned()
    });
    assert_eq!(found.expect("the meeting")["begin"], "2025-03-31");
    let place = served.get("/api/place?iri=%2Fid%2Fplace%2F320685").json();
    let beside = place["beside"].as_array().expect("places");
    let beside: Vec<&str> = beside.iter().filter_map(|one| one["thing"]["label"].as_str()).collect();
    assert_eq!(beside, ["如东县"], "of those that the graph knows, and not 昆山市, which is far");
    assert!(served.get("/api/search?q=%E6%98%86%E5%B1%B1").body.contains("昆山市"));
    let (first, again) = (served.get("/api/graph?limit=10000"), served.get("/api/graph?limit=10000"));
    assert_eq!((first.body.len() > 500, &first.body), (true, &again.body), "the same picture each time");
}

#[test]
fn other_origins_may_read_only_when_that_is_allowed() {
    let served = Served::new(|options| options.cors = true);
    assert_eq!(served.query("ASK {}").field("access-control-allow-origin"), "*");
    let preflight = served.send("OPTIONS /sparql HTTP/1.1\r\nHost: x\r\nOrigin: http://e\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
    assert_eq!(preflight.status, 204);
    assert!(preflight.field("access-control-allow-headers").contains("Content-Type"));
}

#[test]
fn long_answers_are_sent_compressed_to_who_takes_that() {
    let path = "/api/queries";
    let plain = COMMON.get(path);
    let small =
        COMMON.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"));
    assert_eq!((small.field("content-encoding"), plain.field("content-encoding")), ("gzip", ""));
    let length = |answer: &Answer| answer.field("content-length").parse::<usize>().expect("a length");
    assert!(length(&small) * 3 < length(&plain), "{} {}", length(&small), length(&plain));
}
