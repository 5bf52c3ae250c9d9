//! Exports of things and ties, each read back with a reader of its format: the same things and ties in all of them.

use std::collections::{BTreeMap, BTreeSet};

use gongtu::export::{self, Format, Shape};
use gongtu::part::{self, Choice};
use gongtu::store::Store;
use oxigraph::sparql::QueryResults;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::graph::{Built, analyses, analysis, build, forms};

/// The hand-made articles, and one whose words are hard on every format.
fn store() -> (Built, Store) {
    let hard = "甲\"乙<丙>&丁,\\戊行动";
    let facts = format!(
        "h\t{hard}\ta\tInitiative\t\nh\t己市总工会\ta\tOrganization\tkind=union\nh\t{hard}\tledBy\t己市总工会\t\n"
    );
    let mut all = analyses();
    all.push(analysis("h", "2025-09-01", "标题", &format!("己市总工会开展{hard}。"), &facts));
    let built = build(forms()[0], &[all]);
    let store = Store::open(&built.path()).expect("a store");
    (built, store)
}

fn text(store: &Store, format: Format) -> String {
    let mut out = Vec::new();
    export::write(store, format, &mut out).expect("written");
    let mut again = Vec::new();
    export::write(store, format, &mut again).expect("written");
    assert_eq!(out, again, "{format:?}: same graph, same bytes");
    String::from_utf8(out).expect("UTF-8")
}

fn rows(store: &Store, query: &str) -> BTreeSet<Vec<String>> {
    let QueryResults::Solutions(rows) = store.query(query).expect("an answer") else { panic!("no table") };
    let cell = |term: &oxigraph::model::Term| match term {
        oxigraph::model::Term::Literal(literal) => literal.value().to_owned(),
        oxigraph::model::Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    };
    rows.map(|row| {
        row.expect("a row").values().iter().map(|term| term.as_ref().map_or_else(String::new, cell)).collect()
    })
    .collect()
}

/// Ties as the store has them: source, relation, target, title.
fn wanted_ties(store: &Store) -> BTreeSet<Vec<String>> {
    let stated = "SELECT DISTINCT ?s ?r ?o ?t {
      {
        ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gt:relation ?r FILTER(isIRI(?o) && ?s != ?o)
        FILTER(?p NOT IN (rdf:type, org:hasMembership, org:memberOf, gt:indicatorOf, schema:author, schema:sourceOrganization))
      } UNION {
        ?c rdf:predicate org:hasMembership ; rdf:subject ?s ; rdf:object ?m ; gt:relation ?r .
        ?m org:organization ?o ; org:role/rdfs:label ?t
      } UNION {
        ?c rdf:predicate gt:indicatorOf ; rdf:subject ?o ; rdf:object ?s ; gt:relation ?r
      }
    }";
    let mut ties = rows(store, stated);
    // What is known beforehand ties only things that articles name.
    let known = "SELECT DISTINCT ?s ?r ?o (\"\" AS ?t) {
      VALUES (?p ?r) { (schema:containedInPlace \"containedInPlace\") (dct:isPartOf \"partOf\") }
      ?s ?p ?o . ?a schema:mentions ?s . ?b schema:mentions ?o
    }";
    ties.extend(rows(store, known));
    ties
}

fn wanted_things(store: &Store) -> BTreeSet<String> {
    let mentioned = rows(
        store,
        "SELECT DISTINCT ?x { { ?a schema:mentions ?x } UNION { ?x a gt:Target ; ^rdf:subject ?c } UNION { ?x a gt:Result ; ^rdf:subject ?c } }",
    );
    mentioned.into_iter().flatten().collect()
}

/// Attributes of an element of XML.
fn attributes(element: &BytesStart<'_>) -> BTreeMap<String, String> {
    let pairs = element.attributes().map(|attribute| attribute.expect("well-formed"));
    pairs
        .map(|attribute| {
            let value = attribute.unescape_value().expect("escaped").into_owned();
            (String::from_utf8(attribute.key.as_ref().to_vec()).expect("UTF-8"), value)
        })
        .collect()
}

/// All elements of a document with their attributes; fails where XML is malformed.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                found.push((String::from_utf8(element.name().as_ref().to_vec()).expect("UTF-8"), attributes(&element)));
            }
            Event::Text(words) => drop(words.unescape().expect("escaped")),
            _ => {}
        }
    }
}

fn named<'e>(elements: &'e [(String, BTreeMap<String, String>)], name: &str) -> Vec<&'e BTreeMap<String, String>> {
    elements.iter().filter(|(known, _)| known == name).map(|(_, attributes)| attributes).collect()
}

#[test]
fn things_and_ties_are_those_of_the_store() {
    let (_built, store) = store();
    let network = export::network(&store).expect("a network");
    let things: BTreeSet<String> = network.nodes.iter().map(|node| node.iri.clone()).collect();
    assert_eq!(things, wanted_things(&store));
    let iri = |at: usize| network.nodes[at].iri.clone();
    let ties: BTreeSet<Vec<String>> = network
        .edges
        .iter()
        .map(|edge| vec![iri(edge.source), edge.relation.clone(), iri(edge.target), edge.title.clone()])
        .collect();
    assert_eq!(ties.len(), network.edges.len(), "each tie once");
    let wanted = wanted_ties(&store);
    assert_eq!(ties, wanted, "missing: {:?}", wanted.difference(&ties).collect::<Vec<_>>());
    let yu = network.nodes.iter().find(|node| node.label == "郁忠").expect("a person");
    assert_eq!((yu.class.as_str(), yu.titles.as_str(), yu.first_seen.as_str()), ("Person", "副主席", "2025-08-05"));
    let union = network.nodes.iter().find(|node| node.label == "宿迁市总工会").expect("a body");
    assert_eq!((union.class.as_str(), union.kind.as_str()), ("Organization", "union"));
    let training = network.nodes.iter().find(|node| node.label == "法律援助志愿者培训班").expect("an event");
    assert_eq!((training.kind.as_str(), training.start.as_str()), ("training", "2025-08-01"));
    assert!(
        network.edges.iter().all(|edge| edge.confidence == 1.0 || !edge.sentence.is_empty()),
        "each tie has its sentence"
    );
}

#[test]
fn xml_formats_hold_every_thing_and_tie_with_declared_attributes() {
    let (_built, store) = store();
    let network = export::network(&store).expect("a network");
    for format in [Format::Graphml, Format::Gexf] {
        let document = text(&store, format);
        let elements = elements(&document);
        let (nodes, edges) = (named(&elements, "node"), named(&elements, "edge"));
        assert_eq!((nodes.len(), edges.len()), (network.nodes.len(), network.edges.len()), "{format:?}");
        let ids: BTreeSet<&String> = nodes.iter().map(|node| &node["id"]).collect();
        assert_eq!(ids.len(), nodes.len());
        assert!(edges.iter().all(|edge| ids.contains(&edge["source"]) && ids.contains(&edge["target"])));
        assert!(document.contains("甲&quot;乙&lt;丙&gt;&amp;丁,\\戊行动"), "{format:?} keeps hard words");
    }
    let graphml = elements(&text(&store, Format::Graphml));
    let declared: BTreeSet<&String> = named(&graphml, "key").iter().map(|key| &key["id"]).collect();
    assert!(named(&graphml, "data").iter().all(|data| declared.contains(&data["key"])));
    let gexf = elements(&text(&store, Format::Gexf));
    let day = |attributes: &&BTreeMap<String, String>| attributes.get("start").is_some_and(|day| day.len() == 10);
    assert!(named(&gexf, "node").iter().all(day) && named(&gexf, "viz:color").len() == network.nodes.len());
    assert!(named(&gexf, "graph").iter().all(|graph| graph["mode"] == "dynamic" && graph["timeformat"] == "date"));
}

#[test]
fn json_formats_hold_every_thing_and_tie() {
    let (_built, store) = store();
    let network = export::network(&store).expect("a network");
    let cytoscape: Value = serde_json::from_str(&text(&store, Format::Cytoscape)).expect("JSON");
    let list = |key: &str| cytoscape["elements"][key].as_array().expect("a list").clone();
    let (nodes, edges) = (list("nodes"), list("edges"));
    assert_eq!((nodes.len(), edges.len()), (network.nodes.len(), network.edges.len()));
    let ids: BTreeSet<&str> = nodes.iter().filter_map(|node| node["data"]["id"].as_str()).collect();
    assert!(edges.iter().all(|edge| edge["data"]["source"].as_str().is_some_and(|id| ids.contains(id))));
    assert!(nodes.iter().all(|node| node["data"]["degree"].is_u64() && node["data"]["label"].is_string()));
    let places: Value = serde_json::from_str(&text(&store, Format::Geojson)).expect("JSON");
    let features = places["features"].as_array().expect("features");
    assert_eq!(features.len(), network.nodes.iter().filter(|node| node.latitude.is_some()).count());
    assert!(features.len() >= 5, "{features:?}");
    for feature in features {
        let at = feature["geometry"]["coordinates"].as_array().expect("a point");
        assert!(
            (73.0..136.0).contains(&at[0].as_f64().expect("east"))
                && (3.0..54.0).contains(&at[1].as_f64().expect("north"))
        );
    }
    let suqian = features.iter().find(|feature| feature["properties"]["name"] == "宿迁市").expect("a city");
    assert_eq!(suqian["properties"]["initiatives_names"], "亮码有惠暖心行动");
    assert_eq!(suqian["properties"]["code"], "321300");
}

#[test]
fn dot_names_every_thing_and_tie() {
    let (_built, store) = store();
    let network = export::network(&store).expect("a network");
    let dot = text(&store, Format::Dot);
    let inner: Vec<&str> =
        dot.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    let (ties, things): (Vec<&str>, Vec<&str>) =
        inner.iter().partition(|line| line.split('[').next().is_some_and(|head| head.contains("->")));
    assert_eq!((things.len(), ties.len()), (network.nodes.len(), network.edges.len()));
    assert!(dot.contains(r#"label="甲\"乙<丙>&丁,\\戊行动""#), "{dot}");
}

#[test]
fn tables_hold_every_thing_and_tie() {
    let (_built, store) = store();
    let network = export::network(&store).expect("a network");
    for format in [Format::Csv, Format::Neo4j] {
        let files = export::files(&store, format).expect("files");
        assert_eq!(files.len(), 2);
        for (file, count) in files.iter().zip([network.nodes.len(), network.edges.len()]) {
            let mut reader = csv::Reader::from_reader(file.bytes.as_slice());
            let heading: Vec<String> = reader.headers().expect("a heading").iter().map(str::to_owned).collect();
            let records = reader.records().collect::<Result<Vec<_>, _>>().expect("rows");
            assert_eq!(records.len(), count, "{format:?} {}", file.name);
            if format == Format::Neo4j {
                let typed = |name: &String| name.split_once(':').is_some_and(|(_, kind)| !kind.is_empty());
                assert!(heading.iter().all(typed), "{heading:?}");
            }
        }
    }
    let mut out = Vec::new();
    assert!(export::write(&store, Format::Csv, &mut out).is_err(), "two tables do not fit in one file");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_every_thing_and_tie() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let (built, store) = store();
    let network = export::network(&store).expect("a network");
    let files = export::files(&store, Format::Parquet).expect("files");
    assert_eq!(files, export::files(&store, Format::Parquet).expect("files"), "same graph, same bytes");
    for (file, count) in files.iter().zip([network.nodes.len(), network.edges.len()]) {
        let path = built.folder.path().join(&file.name);
        std::fs::write(&path, &file.bytes).expect("written");
        let reader = SerializedFileReader::new(std::fs::File::open(&path).expect("there")).expect("Parquet");
        let rows = reader.get_row_iter(None).expect("rows").collect::<Result<Vec<_>, _>>().expect("rows");
        assert_eq!(rows.len(), count);
        let label = |row: &parquet::record::Row| row.to_string();
        assert!(file.name != "nodes.parquet" || rows.iter().any(|row| label(row).contains("甲\"乙<丙>&丁,\\戊行动")));
    }
}

#[test]
fn the_picture_is_one_page_that_fetches_nothing() {
    let (_built, store) = store();
    let part = part::choose(&store, &Choice { view: Some("network".into()), ..Choice::default() }).expect("a part");
    let network = export::network(&part).expect("a network");
    let page = text(&part, Format::Html);
    let drawn = network.nodes.iter().filter(|node| node.degree > 0).count();
    assert_eq!(page.matches("data-node=\"").count(), drawn);
    assert_eq!(page.matches("data-edge=\"").count(), network.edges.len());
    assert!(!page.contains("src=") && !page.contains("<link") && !page.contains("@import") && !page.contains("fetch("));
    let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["edges"].as_array().map(Vec::len), Some(network.edges.len()));
    assert!(!network.nodes.iter().any(|node| node.class == "Result"), "pictures show no figures");
}

#[test]
fn every_format_has_a_name_an_ending_and_a_view_of_its_own() {
    for &format in Format::ALL {
        assert_eq!(Format::from_extension(format.extension()), Some(format));
        assert_eq!(format.view().is_none(), matches!(format.shape(), Shape::Quads | Shape::Triples));
    }
    let names: BTreeSet<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), Format::ALL.len());
    let views = part::views().expect("headers are well-formed");
    assert!(views.len() >= 8 && views.iter().all(|view| !view.help.zh.is_empty() && !view.help.en.is_empty()));
}
