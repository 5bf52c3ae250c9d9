//! `gongtu serve`: the protocol, the addresses, the limits, and what hostile clients get. Each server runs in this
//! process on a free port; requests are written by hand, so that broken ones can be sent too.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use gongtu::load;
use gongtu::pipeline::Engine;
use gongtu::rdf::iri::Iris;
use gongtu::read::{self, Item, ReadOptions};
use gongtu::store::Store;
use gongtu::web::{Options, Server};

/// Invented articles; one of them tries to be markup.
const ARTICLES: &str = concat!(
    r#"{"id":"one","title":"海安市总工会启动“暖蜂”行动","date":"2025-03-02","source":"江海工报","text":"本报讯 3月1日，海安市总工会启动“暖蜂”关爱行动，为新就业形态劳动者服务。海安市总工会主席钱文博说，今年已建成户外劳动者服务站点32个。"}"#,
    "\n",
    r#"{"id":"two","title":"<script>alert(1)</script>海安市总工会召开座谈会","date":"2025-03-05","source":"江海工报","text":"3月4日，海安市总工会召开职工代表座谈会。海安市总工会副主席孙立群说<img src=x onerror=alert(2)>，要落实《海安市职工关爱办法》。 "}"#,
    "\n",
);

struct Served {
    server: Option<Server>,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Served {
    fn new(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        build(folder.path(), ARTICLES);
        let mut options = Options::new(folder.path());
        options.bind = SocketAddr::from(([127, 0, 0, 1], 0));
        change(&mut options);
        let server = Server::start(options).expect("it starts");
        Self { address: server.address(), server: Some(server), folder }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    }

    fn get_as(&self, path: &str, accept: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"))
    }

    fn post(&self, path: &str, media_type: &str, body: &str) -> Answer {
        self.post_with(path, media_type, body, "")
    }

    fn post_with(&self, path: &str, media_type: &str, body: &str, fields: &str) -> Answer {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ))
    }

    fn query(&self, query: &str) -> Answer {
        self.post("/sparql", "application/sparql-query", query)
    }

    fn send(&self, request: &str) -> Answer {
        self.send_bytes(request.as_bytes())
    }

    fn send_bytes(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a time limit");
        // A server that refuses early closes while we still write.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    fn is_alive(&self) -> bool {
        self.get("/health").status == 200 && self.query("ASK { ?s ?p ?o }").body.contains("true")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }
}

fn build(folder: &std::path::Path, articles: &str) {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::embedded().expect("the data is sound"));
    let mut pages = Vec::new();
    read::read_stream("made.jsonl", &mut articles.as_bytes(), &ReadOptions::default(), &mut |item| {
        if let Item::Page(page) = item {
            pages.push(*page);
        }
        true
    });
    let analyses: Vec<_> = ENGINE.analyse_pages(&pages).into_iter().flat_map(|(analyses, _)| analyses).collect();
    let mut store = Store::open_for_writing(folder, None, &Iris::default()).expect("a store");
    load::load(&ENGINE, &mut store, &analyses).expect("it loads");
    load::finish(&ENGINE, &mut store, &gongtu::resolve::decisions::Decisions::default()).expect("it is saved");
}

#[derive(Debug)]
struct Answer {
    status: u16,
    fields: BTreeMap<String, String>,
    body: String,
    /// Whether the body came to its proper end.
    whole: bool,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
        let fields: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let rest = bytes.get(end + 4..).unwrap_or_default();
        let chunked = fields.get("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
        let (body, whole) = if chunked {
            unchunk(rest)
        } else {
            let length = fields.get("content-length").and_then(|words| words.parse().ok());
            (rest.to_vec(), length.is_none_or(|length: usize| length == rest.len()))
        };
        Self { status, fields, body: String::from_utf8_lossy(&body).into_owned(), whole }
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

fn unchunk(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(line) = rest.windows(2).position(|w| w == b"\r\n") else { return (body, false) };
        let size = std::str::from_utf8(&rest[..line]).ok().and_then(|s| usize::from_str_radix(s.trim(), 16).ok());
        let Some(size) = size else { return (body, false) };
        if size == 0 {
            return (body, true);
        }
        let Some(chunk) = rest.get(line + 2..line + 2 + size) else { return (body, false) };
        body.extend_from_slice(chunk);
        rest = rest.get(line + 2 + size + 2..).unwrap_or_default();
    }
}

fn encoded(words: &str) -> String {
    words
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

static COMMON: LazyLock<Served> = LazyLock::new(|| Served::new(|_| {}));

const NAMES: &str = "SELECT ?name WHERE { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name";

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
    for format in
        gongtu::export::Format::ALL.iter().filter(|format| ["nquads", "trig", "turtle"].contains(&format.name()))
    {
        let answer = COMMON.get(&format!("/api/download?format={}", format.name()));
        assert!(answer.status == 200 && answer.whole && answer.body.contains("海安市总工会"), "{}", format.name());
        assert!(answer.field("content-disposition").contains("attachment"), "{:?}", answer.fields);
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
fn a_product_of_everything_ends_with_a_clear_error_and_the_server_lives_on() {
    let served = Served::new(|options| options.timeout = Duration::from_millis(700));
    let product = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let answer = served.query(product);
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.body.contains("seconds"), "{}", answer.body);
    let streamed = served.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
    assert!(!streamed.whole, "half an answer must not look like a whole one");
    assert!(
        streamed.body.contains("error:"),
        "what came says why it ends: {}",
        &streamed.body[streamed.body.len().saturating_sub(300)..]
    );
    assert!(served.is_alive());
}

#[test]
fn memory_has_its_limit() {
    let served = Served::new(|options| (options.memory, options.timeout) = (64, Duration::from_secs(60)));
    let answer = served.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i");
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.body.contains("MiB"), "{}", answer.body);
    assert!(served.is_alive());
}

#[test]
fn queries_that_grow_without_reading_are_refused() {
    let union = "UNION {} ".repeat(400);
    let values = format!("VALUES ?v {{ {} }} ", "1 ".repeat(900));
    let blocks: String = ["?a", "?b", "?c", "?d"].iter().map(|v| values.replace("?v", v)).collect();
    let doubled: String = (0..40).map(|n| format!("BIND(CONCAT(?x{n}, ?x{n}) AS ?x{}) ", n + 1)).collect();
    for query in [
        format!("SELECT * WHERE {{ {} }}", "{".repeat(3000)),
        format!("SELECT * WHERE {{ {{}} {union} }}"),
        format!("SELECT (COUNT(*) AS ?n) WHERE {{ {blocks} }}"),
        format!("SELECT * WHERE {{ BIND('ab' AS ?x0) {doubled} }}"),
    ] {
        let answer = COMMON.query(&query);
        assert_eq!(answer.status, 400, "{}", &query[..60]);
    }
    assert!(COMMON.is_alive());
}

#[test]
fn long_and_deep_queries_do_not_bring_it_down() {
    let or = format!("SELECT * WHERE {{ ?s ?p ?o FILTER({}) }} LIMIT 1", vec!["?o = 1"; 12_000].join(" || "));
    let path = format!("SELECT * WHERE {{ ?s {} ?o }} LIMIT 1", vec!["rdfs:label"; 12_000].join("/"));
    let not = format!("SELECT * WHERE {{ ?s ?p ?o FILTER({}?o) }} LIMIT 1", "!".repeat(100_000));
    let minus = format!("SELECT * WHERE {{ ?s ?p ?o FILTER({}1 = ?o) }} LIMIT 1", "-".repeat(100_000));
    for query in [or, path, not, minus] {
        let answer = COMMON.query(&query);
        assert!(answer.status > 0, "no answer to {}", &query[..50]);
    }
    assert!(COMMON.is_alive());
}

#[test]
fn too_large_requests_are_refused() {
    let answer = COMMON.query(&format!("SELECT * WHERE {{ ?s ?p \"{}\" }}", "x".repeat(400 << 10)));
    assert_eq!(answer.status, 413, "{}", answer.body);
    let long = COMMON.get(&format!("/api/search?q={}", "x".repeat(200 << 10)));
    assert!(long.status == 414 || long.status == 431 || long.status == 0, "{}", long.status);
    assert!(COMMON.is_alive());
}

#[test]
fn broken_and_slow_clients_do_no_harm() {
    for request in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAccept: \xff\xfe\r\nConnection: close\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(COMMON.address).expect("it listens");
        let _ = stream.write_all(request);
        let _ = stream.shutdown(Shutdown::Write);
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        let _ = stream.read_to_end(&mut Vec::new());
    }
    // Clients that begin and say no more, and one that asks for much and reads nothing.
    let mut silent: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(COMMON.address).expect("it listens")).collect();
    for stream in &mut silent {
        stream.write_all(b"GET /api/overview HTTP/1.1\r\nHos").expect("written");
    }
    let mut deaf = TcpStream::connect(COMMON.address).expect("it listens");
    deaf.write_all(b"GET /graphs?default HTTP/1.1\r\nHost: x\r\n\r\n").expect("written");
    assert!(COMMON.is_alive());
    drop((silent, deaf));
    assert!(COMMON.is_alive());
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
fn other_origins_may_read_only_when_that_is_allowed() {
    let served = Served::new(|options| options.cors = true);
    assert_eq!(served.query("ASK {}").field("access-control-allow-origin"), "*");
    let preflight = served.send("OPTIONS /sparql HTTP/1.1\r\nHost: x\r\nOrigin: http://e\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
    assert_eq!(preflight.status, 204);
    assert!(preflight.field("access-control-allow-headers").contains("Content-Type"));
}

#[test]
fn stopping_lets_running_answers_finish() {
    let mut served = Served::new(|_| {});
    let address = served.address;
    let asking = std::thread::spawn(move || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        let query = encoded("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(?c = ?f) }");
        stream
            .write_all(format!("GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
            .expect("written");
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    });
    std::thread::sleep(Duration::from_millis(150));
    served.server.take().expect("it runs").stop();
    let answer = asking.join().expect("an answer");
    assert!(answer.status == 200 && answer.whole, "{} {}", answer.status, answer.body);
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

/// What the description says of every parameter is tried out: values that fit, and many that do not.
#[test]
fn nothing_that_the_description_allows_or_forbids_breaks_an_answer() {
    let description = COMMON.get("/api").json();
    let iris = known_iris();
    let mut random = Random(20_251_125);
    let (mut good, mut refused) = (0, 0);
    for (path, item) in description["paths"].as_object().expect("paths") {
        let parameters = item["get"]["parameters"].as_array().expect("parameters");
        for _ in 0..60 {
            let mut query = Vec::new();
            for parameter in parameters {
                if parameter["required"] == true || random.below(2) == 0 {
                    let name = parameter["name"].as_str().expect("a name");
                    query.push(format!("{name}={}", encoded(&value(parameter, &iris, &mut random))));
                }
            }
            if random.below(12) == 0 {
                query.push("unknown=1".to_owned());
            }
            let address = format!("{path}?{}", query.join("&"));
            let answer = COMMON.get(&address);
            assert!([200, 400, 404].contains(&answer.status), "{address}: {} {}", answer.status, answer.body);
            assert!(answer.json().is_object(), "{address}");
            *(if answer.status == 200 { &mut good } else { &mut refused }) += 1;
        }
    }
    assert!(good > 100 && refused > 100, "{good} {refused}");
}

fn known_iris() -> Vec<String> {
    let hits = COMMON.get("/api/search?limit=500").json();
    hits["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["iri"].as_str().map(str::to_owned)).collect()
}

fn value(parameter: &serde_json::Value, iris: &[String], random: &mut Random) -> String {
    const ODD: &[&str] = &[
        "",
        " ",
        "'",
        "\"",
        "<script>",
        "../../etc/passwd",
        "%00",
        "\u{0}",
        "\u{202e}abc",
        "😀",
        "-1",
        "1e309",
        "NaN",
        "2025-13-45",
        "南通",
        "ntszgh",
        "http://[",
        "https://w3id.org/gongtu/id/",
        "/id/",
        "/id/%FF",
        "0x10",
        "99999999999999999999",
        "a b",
        "} UNION { ?s ?p ?o",
    ];
    let schema =
        if parameter["schema"]["type"] == "array" { &parameter["schema"]["items"] } else { &parameter["schema"] };
    if random.below(3) == 0 {
        return ODD[random.below(ODD.len())].to_owned();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("iri")) => iris[random.below(iris.len())].clone(),
        (Some("integer"), _) => {
            let at = |key: &str| usize::try_from(schema[key].as_u64().expect("a bound")).expect("small");
            (at("minimum") + random.below(at("maximum") - at("minimum") + 3)).to_string()
        }
        (Some("number"), _) => format!("0.{}", random.below(100)),
        _ => {
            ["Person", "ledBy", "2025", "2025-03-02", "initiatives", "results", "海安", "q"][random.below(8)].to_owned()
        }
    }
}

/// Marsaglia's xorshift: the same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("small")
    }
}

#[test]
fn many_clients_at_once_are_all_answered_while_articles_are_added() {
    let served = Served::new(|_| {});
    let paths = [
        "/",
        "/api/overview",
        "/api/search?q=haian",
        "/api/graph",
        "/api/map",
        "/ui/app.js",
        "/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D",
    ];
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..16)
            .map(|client| {
                let served = &served;
                scope.spawn(move || {
                    (0..20).filter(|n| served.get(paths[(n + client) % paths.len()]).status == 200).count()
                })
            })
            .collect();
        for number in 0..3 {
            let article = format!(
                r#"{{"id":"more{number}","title":"海安市总工会召开会议","date":"2025-05-0{}","source":"江海工报","text":"海安市总工会召开第{number}次驿站建设推进会。"}}"#,
                number + 1
            );
            build(served.folder.path(), &article);
        }
        for client in clients {
            assert_eq!(client.join().expect("a client"), 20);
        }
    });
}
