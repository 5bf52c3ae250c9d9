//! Exports: the same graph in every format, the same bytes each time.

use std::collections::BTreeSet;

use gongtu::export::{self, Format, Shape};
use gongtu::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::GraphName;

use crate::graph::{analyses, build, forms};

fn exported(store: &Store, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(store, format, &mut out).expect("written");
    out
}

/// Statements of a file, with or without their graphs.
fn statements(bytes: &[u8], format: Format, graphs: bool) -> BTreeSet<String> {
    let rdf = RdfFormat::from_media_type(format.media_type()).expect("a format of RDF");
    RdfParser::from_format(rdf)
        .for_slice(bytes)
        .map(|quad| {
            let mut quad = quad.expect("well-formed");
            if !graphs {
                quad.graph_name = GraphName::DefaultGraph;
            }
            quad.to_string()
        })
        .collect()
}

#[test]
fn all_formats_hold_the_same_statements() {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    let quads = exported(&store, Format::Nquads);
    let (with_graphs, without) = (statements(&quads, Format::Nquads, true), statements(&quads, Format::Nquads, false));
    for &format in Format::ALL.iter().filter(|format| matches!(format.shape(), Shape::Quads | Shape::Triples)) {
        let bytes = exported(&store, format);
        assert_eq!(bytes, exported(&store, format), "{format:?}: same graph, same bytes");
        let keeps_graphs = format.shape() == Shape::Quads;
        let wanted = if keeps_graphs { &with_graphs } else { &without };
        assert!(statements(&bytes, format, keeps_graphs) == *wanted, "{format:?} holds other statements");
    }
}

#[test]
fn n_quads_are_sorted_and_names_are_their_own() {
    let built = build(forms()[0], &[analyses()]);
    let quads = exported(&Store::open(&built.path()).expect("a store"), Format::Nquads);
    let text = String::from_utf8(quads).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.is_sorted() && lines.windows(2).all(|pair| pair[0] != pair[1]));
    for &format in Format::ALL {
        assert_eq!(Format::from_extension(format.extension()), Some(format));
    }
}
