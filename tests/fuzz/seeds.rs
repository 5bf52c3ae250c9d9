//! What mutants are made of: the project's own texts, and the files of `GONGTU_CORPUS`.

use std::path::Path;

use gongtu::assets::SAMPLE;

/// What an input is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Json,
    Html,
    Query,
    Decisions,
}

const HTML: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"PubDate\" content=\"2025-08-03\"><title>某市总工会举行座谈会_要闻_某某日报</title></head>\
    <body><div class=\"nav\"><a href=\"/\">首页</a></div><div class=\"TRS_Editor\"><p>某市总工会八月三日举行座谈会，各界代表参加。</p><table><tr><td>第二段。</td></tr></table>\
    <img src=\"a.jpg\"><br><font size=2>第三段。</font></div><div id=zoom><p>&ldquo;工会&rdquo;</p></div></body></html>";

const DECISIONS: &str = "# by hand\n[[decision]]\nid = \"3f2a91\"\nverdict = \"same\"\nthing = \"Organization:苏州市总\"\nother = \"Organization:苏州市总工会@苏州市\"\n\
    by = \"李明\"\non = 2026-01-02\nwhy = \"short name\"\n\n[[decision]]\nverdict = \"right\"\nfact = [\"郁忠\", \"post\", \"主席\", \"org=南通市总工会\"]\narticle = \"012\"\n\
    right = { object = \"副主席\", qualifiers = \"org=南通市总工会; level=city\" }\nby = \"李明\"\non = \"2026-01\"\n\n[[decision]]\nverdict = \"alias\"\nthing = \"Person:郁忠\"\nname = \"郁主席\"\nby = \"甲\"\n";

const QUERIES: &[&str] = &[
    "/api/search?q=%E5%B7%A5%E4%BC%9A&limit=10",
    "/api/overview?since=2025-01&until=2025-12-31",
    "/api/network?around=/id/organization/%E6%B5%B7%E5%AE%89%E5%B8%82%E6%80%BB%E5%B7%A5%E4%BC%9A&hops=2&min-confidence=0.5",
    "/api/place?id=/id/place/320685",
    "/api/entity?id=/id/person/%E9%92%B1%E6%96%87%E5%8D%9A",
    "/sparql?query=SELECT%20%3Fs%20WHERE%20%7B%20%3Fs%20a%20schema%3APerson%20%7D%20LIMIT%205&format=json",
    "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22a%22%40zh%20FILTER(%3Fp%20%3D%20%3Fs)%20%7D&default-graph-uri=x:",
    "/id/article/one?format=turtle",
    "/graphs?graph=x:y&default",
    "/download/graphml?city=%E5%8D%97%E9%80%9A%E5%B8%82",
];

/// The seeds of a kind.
pub fn of(kind: Kind) -> Vec<Vec<u8>> {
    let record = |text: &str| {
        serde_json::json!({ "id": 7, "title": "标题", "date": "2025-08-05 10:00", "text": text }).to_string()
    };
    let halves = || SAMPLE.text.split_at(SAMPLE.text.char_indices().nth(1500).map_or(0, |(at, _)| at));
    let mut seeds: Vec<String> = match kind {
        Kind::Text => vec![SAMPLE.text.to_owned(), "本报讯 2025年8月5日，南通市总工会主席郁忠出席座谈会。".to_owned()],
        Kind::Json => vec![
            format!("{}\n{}\n", record(halves().0), record(halves().1)),
            format!("[{},\n{}]", record("一。"), record("<p>二</p>")),
            format!("{{\"data\": [{}], \"total\": 1}}", record("三。")),
        ],
        Kind::Html => {
            vec![HTML.to_owned(), format!("<html><body><p>{}</p></body></html>", SAMPLE.text.replace('\n', "</p><p>"))]
        }
        Kind::Query => QUERIES.iter().map(ToString::to_string).collect(),
        Kind::Decisions => vec![DECISIONS.to_owned()],
    };
    if matches!(kind, Kind::Text | Kind::Json) {
        seeds.extend(corpus(kind));
    }
    seeds.into_iter().map(String::into_bytes).collect()
}

/// The corpus's records, or their texts.
fn corpus(kind: Kind) -> Vec<String> {
    let folders = std::env::var("GONGTU_CORPUS").unwrap_or_default();
    let mut found = Vec::new();
    for folder in folders.split(':').filter(|folder| !folder.is_empty()) {
        let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        found.extend(paths.iter().filter_map(|path| seed(path, kind)));
    }
    found
}

fn seed(path: &Path, kind: Kind) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    match (path.extension()?.to_str()?, kind) {
        ("json", Kind::Json) | ("txt", Kind::Text) => Some(text),
        ("json", _) => Some(serde_json::from_str::<serde_json::Value>(&text).ok()?.get("text")?.as_str()?.to_owned()),
        _ => None,
    }
}
