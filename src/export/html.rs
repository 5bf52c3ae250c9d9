//! One HTML page with the picture in it: works offline, prints, and shows the sentences behind each thing at a click.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use quick_xml::escape::escape;
use serde_json::json;

use crate::export::colour::{CLASSES, hex};
use crate::export::network::{Network, layout};

/// More things than this make no picture that anybody can read, nor one that a browser likes to draw.
const MOST: usize = 500;
/// Things whose names are always written; others show theirs when pointed at or near.
const NAMED: usize = 120;
/// Width and height of the drawing, in its own units.
const SIZE: f64 = 2000.0;

const STYLE: &str = include_str!("picture/style.css");
const SCRIPT: &str = include_str!("picture/script.js");

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let shown = shown(network);
    let note = if shown.nodes.len() < network.nodes.len() {
        format!(
            "显示联系最多的 {} 个事物（共 {} 个）· the {} best connected of {} things",
            shown.nodes.len(),
            network.nodes.len(),
            shown.nodes.len(),
            network.nodes.len()
        )
    } else {
        format!("{} 个事物 · {} things", shown.nodes.len(), shown.nodes.len())
    };
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>工图 gongtu</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><input id=\"search\" type=\"search\" placeholder=\"查找 · find\" aria-label=\"查找 · find\">{}<span id=\"note\">{note}</span></header>\n\
         <main>{}<aside id=\"panel\" hidden></aside></main>\n\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>",
        legend(&shown),
        svg(&shown),
        data(&shown)
    )
}

/// The best connected things that have a tie, with the ties between them.
fn shown(network: &Network) -> Network {
    let mut order: Vec<usize> = (0..network.nodes.len()).filter(|&at| network.nodes[at].degree > 0).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(network.nodes[at].degree), at));
    order.truncate(MOST);
    order.sort_unstable();
    let positions: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    let edges = network.edges.iter().filter_map(|edge| {
        let (source, target) = (*positions.get(&edge.source)?, *positions.get(&edge.target)?);
        Some(crate::export::network::Edge { source, target, ..edge.clone() })
    });
    Network { edges: edges.collect(), nodes: order.iter().map(|&at| network.nodes[at].clone()).collect() }
}

/// A button a class: pressed, it hides or shows that class.
fn legend(network: &Network) -> String {
    let mut out = String::new();
    for (class, _, zh, en) in CLASSES {
        let count = network.nodes.iter().filter(|node| node.class == *class).count();
        if count > 0 {
            let _ = write!(
                out,
                "<button type=\"button\" data-class=\"{class}\" aria-pressed=\"true\"><i style=\"background:{}\"></i>{zh} {en} {count}</button>",
                hex(class)
            );
        }
    }
    out
}

fn svg(network: &Network) -> String {
    let places = layout(network);
    let at = |number: usize| (40.0 + places[number].0 * (SIZE - 80.0), 40.0 + places[number].1 * (SIZE - 80.0));
    let mut out = format!(
        "<svg id=\"picture\" viewBox=\"0 0 {SIZE} {SIZE}\" role=\"img\" aria-label=\"工图\">\n<g id=\"edges\">\n"
    );
    for (number, edge) in network.edges.iter().enumerate() {
        let ((x1, y1), (x2, y2)) = (at(edge.source), at(edge.target));
        let width = (edge.weight as f64).sqrt();
        let _ = writeln!(
            out,
            "<line data-edge=\"{number}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{width:.1}\"/>"
        );
    }
    out.push_str("</g>\n<g id=\"nodes\">\n");
    let mut degrees: Vec<usize> = network.nodes.iter().map(|node| node.degree).collect();
    degrees.sort_unstable_by(|a, b| b.cmp(a));
    let least = degrees.get(NAMED).copied().unwrap_or_default();
    for (number, node) in network.nodes.iter().enumerate() {
        let ((x, y), radius) = (at(number), 4.0 + 2.0 * (node.degree as f64).sqrt());
        let _ = writeln!(
            out,
            "<g class=\"node{}\" data-node=\"{number}\" data-class=\"{}\" tabindex=\"0\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\">{}</text><title>{}</title></g>",
            if node.degree > least { "" } else { " minor" },
            escape(&node.class),
            hex(&node.class),
            y + radius + 14.0,
            escape(short(&node.label)),
            escape(&node.label)
        );
    }
    out.push_str("</g>\n</svg>");
    out
}

/// Long titles are cut in the picture; pointing shows them whole.
fn short(label: &str) -> String {
    let count = label.chars().count();
    if count <= 16 { label.to_owned() } else { label.chars().take(15).chain(['…']).collect() }
}

/// What the panel shows; `<` is written so that no text can end the script.
fn data(network: &Network) -> String {
    let nodes: Vec<_> = network
        .nodes
        .iter()
        .map(|node| json!([node.label, node.class, node.kind, node.aliases, node.titles, node.start, node.iri]))
        .collect();
    let edges: Vec<_> = network
        .edges
        .iter()
        .map(|edge| {
            json!([
                edge.source,
                edge.target,
                edge.relation,
                edge.title,
                edge.sentence,
                edge.articles,
                edge.start,
                edge.confidence
            ])
        })
        .collect();
    json!({ "nodes": nodes, "edges": edges }).to_string().replace('<', "\\u003c")
}
