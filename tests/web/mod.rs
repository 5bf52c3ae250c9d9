//! `gongtu serve`: the protocol, the addresses, the limits, and what hostile clients get. Each server runs in this
//! process on a free port; requests are written by hand, so that broken ones can be sent too.

mod described;
mod limits;
mod page;
mod protocol;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
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

pub struct Served {
    server: Option<Server>,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Served {
    pub fn new(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        build(folder.path(), ARTICLES);
        let mut options = Options::new(folder.path());
        options.bind = SocketAddr::from(([127, 0, 0, 1], 0));
        change(&mut options);
        let server = Server::start(options).expect("it starts");
        Self { address: server.address(), server: Some(server), folder }
    }

    pub fn get(&self, path: &str) -> Answer {
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
pub struct Answer {
    pub status: u16,
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
