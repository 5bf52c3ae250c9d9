//! DOT: Graphviz draws it. Written by petgraph.

use std::io::{self, Write};

use petgraph::dot::{Config, Dot};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::export::colour::hex;
use crate::export::network::Network;

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut graph: DiGraph<usize, usize> = DiGraph::with_capacity(network.nodes.len(), network.edges.len());
    for at in 0..network.nodes.len() {
        graph.add_node(at);
    }
    for (number, edge) in network.edges.iter().enumerate() {
        graph.add_edge(NodeIndex::new(edge.source), NodeIndex::new(edge.target), number);
    }
    let of_node = |_: &DiGraph<usize, usize>, (_, &at): (NodeIndex, &usize)| {
        let node = &network.nodes[at];
        let size = format!("{:.1}", 9.0 + (node.degree as f64).sqrt() * 2.0);
        format!(
            "label={}, class={}, URL={}, fillcolor={}, fontsize={size}, degree={}, centrality={}, community={}",
            quoted(&node.label),
            quoted(&node.class),
            quoted(&node.iri),
            quoted(&format!("{}60", hex(&node.class))),
            node.degree,
            node.centrality,
            node.community
        )
    };
    let of_edge = |_: &DiGraph<usize, usize>, edge: petgraph::graph::EdgeReference<'_, usize>| {
        let edge = &network.edges[*edge.weight()];
        let label = if edge.title.is_empty() { &edge.relation } else { &edge.title };
        format!("label={}, weight={}, tooltip={}", quoted(label), edge.weight, quoted(&edge.sentence))
    };
    let config = [Config::NodeNoLabel, Config::EdgeNoLabel, Config::GraphContentOnly];
    let dot = Dot::with_attr_getters(&graph, &config, &of_edge, &of_node);
    write!(
        out,
        "digraph gongtu {{\n    graph [charset=\"UTF-8\", layout=sfdp, overlap=prism, outputorder=edgesfirst]\n    \
         node [shape=box, style=\"rounded,filled\", fontname=\"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif\"]\n    \
         edge [color=\"#00000060\", fontsize=8, fontname=\"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif\"]\n{dot:?}}}\n"
    )
}

/// A quoted string of the DOT language: only the quote itself has an escape that it takes away; a backslash begins
/// escapes of labels.
fn quoted(text: &str) -> String {
    let plain = text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
    format!("\"{plain}\"")
}
