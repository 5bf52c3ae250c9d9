//! The formats of RDF itself.

use std::io::{self, Write};
use std::path::PathBuf;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;

use crate::error::{Error, Result};
use crate::export::{Format, jsonld};
use crate::rdf::vocab::PREFIXES;
use crate::store::Store;

pub(super) fn write(store: &Store, format: Format, out: &mut dyn Write) -> Result<()> {
    let failed = |source| Error::Io { path: PathBuf::from("output"), source };
    match format {
        Format::Nquads => lines(&store.lines()?, out).map_err(failed),
        Format::Ntriples => {
            let triples: Vec<String> = union(store)?.iter().map(crate::rdf::line).collect();
            lines(&triples, out).map_err(failed)
        }
        Format::Trig => serialize(store, RdfFormat::TriG, by_graph(store)?, out).map_err(failed),
        Format::Jsonld => jsonld::write(&by_graph(store)?, &prefixes(store), out).map_err(failed),
        Format::Turtle => serialize(store, RdfFormat::Turtle, union(store)?, out).map_err(failed),
        Format::Rdfxml => serialize(store, RdfFormat::RdfXml, union(store)?, out).map_err(failed),
        Format::Graphml
        | Format::Gexf
        | Format::Cytoscape
        | Format::Dot
        | Format::Neo4j
        | Format::Csv
        | Format::Parquet
        | Format::Geojson
        | Format::Html => Err(failed(io::Error::other(format!("{} is no format of RDF", format.name())))),
    }
}

fn lines<'l>(lines: impl IntoIterator<Item = &'l String>, out: &mut dyn Write) -> io::Result<()> {
    lines.into_iter().try_for_each(|line| out.write_all(line.as_bytes()))
}

/// All quads, those of one graph and subject together.
fn by_graph(store: &Store) -> Result<Vec<Quad>> {
    let mut quads = crate::rdf::sorted(store.quads(None)?);
    quads.sort_by_cached_key(|quad| quad.graph_name.to_string());
    Ok(quads)
}

/// All triples, each once, those of one subject together.
fn union(store: &Store) -> Result<Vec<Quad>> {
    Ok(crate::rdf::sorted(store.union()?))
}

/// The usual prefixes, and one for the entities.
fn prefixes(store: &Store) -> Vec<(&str, &str)> {
    let mut prefixes = PREFIXES.to_vec();
    prefixes.push(("id", &store.marker().base));
    prefixes.sort_unstable();
    prefixes
}

fn serialize(store: &Store, format: RdfFormat, quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in prefixes(store) {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    for quad in &quads {
        writer.serialize_quad(quad)?;
    }
    writer.finish().map(|_| ())
}
