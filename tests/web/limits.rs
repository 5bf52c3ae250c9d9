//! Limits of time and memory, and what hostile, broken, impatient and many clients get.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::web::{Answer, COMMON, Served, build, encoded};

/// Four times everything: 10¹² rows even on a small graph, and a million million of them between two reads of it.
const PRODUCT: &str = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

#[test]
fn a_product_of_everything_ends_with_a_clear_error_and_the_server_lives_on() {
    let served = Served::new(|options| {
        options.timeout = Duration::from_millis(700);
        // The memory looked at is that of the whole process: of the other tests too.
        options.memory = 1 << 20;
    });
    for query in [
        PRODUCT,
        "SELECT (COUNT(*) AS ?n) WHERE { { ?a ?b ?c } UNION { ?a ?c ?b } { ?d ?e ?f } UNION { ?d ?f ?e } ?g ?h ?i . ?j ?k ?l }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?x gt:key ?y FILTER NOT EXISTS { ?a ?b ?c . ?d ?e ?f . [] ?p [] FILTER(STR(?c) = CONCAT(STR(?f), 'no')) } }",
        "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = CONCAT(STR(?l), 'no')) }",
    ] {
        let begun = Instant::now();
        let answer = served.query(query);
        assert_eq!(answer.status, 503, "{query} {}", answer.body);
        assert!(answer.body.contains("seconds"), "{}", answer.body);
        assert!(begun.elapsed() < Duration::from_secs(8), "{query} went on for {:?}", begun.elapsed());
    }
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
fn a_client_that_leaves_ends_its_question() {
    // One question at a time, and an hour for each: who comes next waits until the one before has ended.
    let served = Served::new(|options| (options.jobs, options.timeout) = (1, Duration::from_secs(3600)));
    for request in [
        format!("GET /sparql?query={} HTTP/1.1\r\nHost: x\r\n\r\n", encoded(PRODUCT)),
        format!(
            "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{PRODUCT}",
            PRODUCT.len()
        ),
    ] {
        let mut stream = TcpStream::connect(served.address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("written");
        std::thread::sleep(Duration::from_millis(300));
        drop(stream);
        let begun = Instant::now();
        assert!(served.is_alive(), "the question goes on without its client");
        assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    }
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
fn stopping_lets_running_answers_finish() {
    let mut served = Served::new(|_| {});
    let address = served.address;
    let (begun, has_begun) = std::sync::mpsc::channel();
    let asking = std::thread::spawn(move || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        let query = encoded("SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 20000");
        stream
            .write_all(format!("GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
            .expect("written");
        let mut bytes = vec![0];
        stream.read_exact(&mut bytes).expect("the answer begins");
        begun.send(()).expect("somebody waits");
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    });
    has_begun.recv().expect("it has begun");
    served.server.take().expect("it runs").stop();
    let answer = asking.join().expect("an answer");
    assert!(answer.status == 200 && answer.whole && answer.body.len() > 1 << 20, "{} {}", answer.status, answer.whole);
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
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
