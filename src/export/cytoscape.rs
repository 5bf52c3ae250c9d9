//! Cytoscape JSON: what cytoscape.js loads and Cytoscape imports. <https://js.cytoscape.org/#notation/elements-json>

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::export::colour::hex;
use crate::export::network::{Column, EDGE_COLUMNS, NODE_COLUMNS, Network};

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{{\"format_version\": \"1.0\", \"generated_by\": \"gongtu\", \"data\": {{\"name\": \"gongtu\"}}, \"elements\": {{"
    )?;
    writeln!(out, "\"nodes\": [")?;
    for (number, node) in network.nodes.iter().enumerate() {
        let mut data = data(NODE_COLUMNS, node);
        data.insert("id".into(), json!(node.iri));
        data.insert("name".into(), json!(node.label));
        data.insert("color".into(), json!(hex(&node.class)));
        item(out, number, network.nodes.len(), &data)?;
    }
    writeln!(out, "],\n\"edges\": [")?;
    for (number, edge) in network.edges.iter().enumerate() {
        let (source, target) = network.ends(edge);
        let mut data = data(EDGE_COLUMNS, edge);
        data.insert("id".into(), json!(format!("e{number}")));
        data.insert("source".into(), json!(source));
        data.insert("target".into(), json!(target));
        data.insert("interaction".into(), json!(edge.relation));
        item(out, number, network.edges.len(), &data)?;
    }
    writeln!(out, "]\n}}}}")
}

/// Attributes that have a value.
fn data<T>(columns: &[Column<T>], of: &T) -> Map<String, Value> {
    let values = columns.iter().map(|column| (column.name.to_owned(), (column.get)(of).json()));
    values.filter(|(_, value)| !value.is_null()).collect()
}

fn item(out: &mut dyn Write, number: usize, count: usize, data: &Map<String, Value>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &json!({ "data": data }))?;
    writeln!(out, "{}", if number + 1 == count { "" } else { "," })
}
