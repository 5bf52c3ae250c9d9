//! GeoJSON (RFC 7946): a point a place that has coordinates, with what is there.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::export::network::{Network, Node};

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let there = there(network);
    let placed = |node: &&(usize, &Node)| node.1.latitude.is_some() && node.1.longitude.is_some();
    let places: Vec<(usize, &Node)> = network.nodes.iter().enumerate().filter(|node| placed(&node)).collect();
    writeln!(out, "{{\"type\": \"FeatureCollection\", \"features\": [")?;
    for (number, (at, node)) in places.iter().enumerate() {
        let comma = if number + 1 == places.len() { "" } else { "," };
        serde_json::to_writer(&mut *out, &feature(node, there.get(at)))?;
        writeln!(out, "{comma}")?;
    }
    writeln!(out, "]}}")
}

/// Of each place the things in it, by class.
type There<'n> = BTreeMap<&'n str, Vec<&'n str>>;

fn there(network: &Network) -> BTreeMap<usize, There<'_>> {
    let mut there: BTreeMap<usize, There<'_>> = BTreeMap::new();
    for edge in &network.edges {
        let thing = match edge.relation.as_str() {
            "locatedIn" => Some((edge.target, edge.source)),
            "target" | "result" => Some((edge.source, edge.target)),
            _ => None,
        };
        if let Some((place, thing)) = thing {
            let thing = &network.nodes[thing];
            there.entry(place).or_default().entry(&thing.class).or_default().push(&thing.label);
        }
    }
    there
}

fn feature(node: &Node, there: Option<&There<'_>>) -> Value {
    let mut properties = Map::new();
    properties.insert("name".into(), json!(node.label));
    properties.insert("iri".into(), json!(node.iri));
    properties.insert("code".into(), json!(node.code));
    properties.insert("level".into(), json!(node.kind));
    properties.insert("articles".into(), json!(node.articles));
    properties.insert("degree".into(), json!(node.degree));
    for (class, heading) in [
        ("Organization", "organizations"),
        ("Initiative", "initiatives"),
        ("Event", "events"),
        ("Policy", "policies"),
        ("Target", "targets"),
        ("Result", "results"),
    ] {
        let names = there.and_then(|there| there.get(class)).cloned().unwrap_or_default();
        properties.insert(heading.into(), json!(names.len()));
        properties.insert(format!("{heading}_names"), json!(names.join("；")));
    }
    json!({
        "type": "Feature",
        "id": node.iri,
        "geometry": { "type": "Point", "coordinates": [node.longitude, node.latitude] },
        "properties": properties,
    })
}
