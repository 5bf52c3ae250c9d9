//! Tables of things and ties as CSV: for pandas, R, DuckDB and spreadsheets, and with the headings that Neo4j's importer
//! defines. <https://neo4j.com/docs/operations-manual/current/tools/neo4j-admin/neo4j-admin-import/>

use std::io;

use crate::export::File;
use crate::export::network::{EDGE_COLUMNS, NODE_COLUMNS, Network, Sort};

/// `nodes.csv` and `edges.csv`.
pub(super) fn plain(network: &Network) -> io::Result<Vec<File>> {
    let mut nodes = csv::Writer::from_writer(Vec::new());
    nodes.write_record(std::iter::once("id").chain(NODE_COLUMNS.iter().map(|column| column.name)))?;
    for node in &network.nodes {
        let values = NODE_COLUMNS.iter().map(|column| (column.get)(node).words());
        nodes.write_record(std::iter::once(node.iri.clone()).chain(values))?;
    }
    let mut edges = csv::Writer::from_writer(Vec::new());
    edges.write_record(["source", "target"].into_iter().chain(EDGE_COLUMNS.iter().map(|column| column.name)))?;
    for edge in &network.edges {
        let (source, target) = network.ends(edge);
        let values = EDGE_COLUMNS.iter().map(|column| (column.get)(edge).words());
        edges.write_record([source.to_owned(), target.to_owned()].into_iter().chain(values))?;
    }
    Ok(vec![file("nodes.csv", nodes)?, file("edges.csv", edges)?])
}

/// `nodes.csv` and `relationships.csv` for `neo4j-admin database import full`.
pub(super) fn neo4j(network: &Network) -> io::Result<Vec<File>> {
    let mut nodes = csv::Writer::from_writer(Vec::new());
    let typed = NODE_COLUMNS.iter().map(|column| format!("{}{}", column.name, neo4j_type(column.sort)));
    nodes.write_record(std::iter::once("iri:ID".to_owned()).chain(typed).chain([":LABEL".to_owned()]))?;
    for node in &network.nodes {
        let values = NODE_COLUMNS.iter().map(|column| (column.get)(node).words());
        nodes.write_record(std::iter::once(node.iri.clone()).chain(values).chain([node.class.clone()]))?;
    }
    let mut ties = csv::Writer::from_writer(Vec::new());
    let typed = EDGE_COLUMNS.iter().skip(1).map(|column| format!("{}{}", column.name, neo4j_type(column.sort)));
    ties.write_record([":START_ID".to_owned(), ":END_ID".to_owned(), ":TYPE".to_owned()].into_iter().chain(typed))?;
    for edge in &network.edges {
        let (source, target) = network.ends(edge);
        let values = EDGE_COLUMNS.iter().skip(1).map(|column| (column.get)(edge).words());
        ties.write_record([source.to_owned(), target.to_owned(), screaming(&edge.relation)].into_iter().chain(values))?;
    }
    Ok(vec![file("nodes.csv", nodes)?, file("relationships.csv", ties)?])
}

fn neo4j_type(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => ":string",
        Sort::Integer => ":long",
        Sort::Real => ":double",
    }
}

/// As Neo4j writes types of relationships: `ledBy` is `LED_BY`.
fn screaming(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

fn file(name: &str, writer: csv::Writer<Vec<u8>>) -> io::Result<File> {
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    Ok(File { name: name.to_owned(), bytes })
}
