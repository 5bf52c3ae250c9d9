//! The graph in the formats of other programs. Same graph, same bytes.
//!
//! Formats of RDF write every quad or triple; the others write the [`mod@network`] of things and ties. What is written of a
//! large graph is chosen beforehand: a part of a store is a store ([`crate::part`]).

mod colour;
mod cytoscape;
mod day;
mod dot;
mod geojson;
mod gexf;
mod graphml;
mod html;
mod jsonld;
pub mod network;
mod parquet;
mod rdf;
mod tables;
mod xml;

use std::io::Write;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::store::Store;

pub use network::{Edge, Network, Node, network};

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// N-Quads: a line a quad, sorted.
    Nquads,
    /// `TriG`: Turtle with named graphs.
    Trig,
    /// Turtle: the union of all graphs.
    Turtle,
    /// N-Triples: the union of all graphs, a line a triple, sorted.
    Ntriples,
    /// RDF/XML: the union of all graphs.
    Rdfxml,
    /// JSON-LD with named graphs.
    Jsonld,
    /// `GraphML`: Gephi, networkx, yEd, igraph.
    Graphml,
    /// GEXF: Gephi with its timeline, networkx.
    Gexf,
    /// Cytoscape JSON: cytoscape.js, Cytoscape.
    Cytoscape,
    /// DOT: Graphviz.
    Dot,
    /// A folder of CSV files for Neo4j's importer.
    Neo4j,
    /// A folder of CSV tables: nodes and edges.
    Csv,
    /// A folder of Parquet tables: nodes and edges.
    Parquet,
    /// GeoJSON: places on a map, with what is there.
    Geojson,
    /// One HTML page with the picture; works offline.
    Html,
}

/// What a format writes of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Quads, with the graphs that hold them.
    Quads,
    /// Triples of the union of all graphs.
    Triples,
    /// Things and ties, in one file.
    Network,
    /// Things and ties, in several files.
    Tables,
}

/// A file of a format that needs several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Nquads,
        Self::Trig,
        Self::Turtle,
        Self::Ntriples,
        Self::Rdfxml,
        Self::Jsonld,
        Self::Graphml,
        Self::Gexf,
        Self::Cytoscape,
        Self::Dot,
        Self::Neo4j,
        Self::Csv,
        Self::Parquet,
        Self::Geojson,
        Self::Html,
    ];

    /// Its name on the command line, how its files (or its folder) end, and its media type.
    const fn known(self) -> [&'static str; 3] {
        match self {
            Self::Nquads => ["nquads", "nq", "application/n-quads"],
            Self::Trig => ["trig", "trig", "application/trig"],
            Self::Turtle => ["turtle", "ttl", "text/turtle"],
            Self::Ntriples => ["ntriples", "nt", "application/n-triples"],
            Self::Rdfxml => ["rdfxml", "rdf", "application/rdf+xml"],
            Self::Jsonld => ["jsonld", "jsonld", "application/ld+json"],
            Self::Graphml => ["graphml", "graphml", "application/graphml+xml"],
            Self::Gexf => ["gexf", "gexf", "application/gexf+xml"],
            Self::Cytoscape => ["cytoscape", "cyjs", "application/vnd.cytoscape+json"],
            Self::Dot => ["dot", "dot", "text/vnd.graphviz"],
            Self::Neo4j => ["neo4j", "neo4j", "text/csv"],
            Self::Csv => ["csv", "csv", "text/csv"],
            Self::Parquet => ["parquet", "parquet", "application/vnd.apache.parquet"],
            Self::Geojson => ["geojson", "geojson", "application/geo+json"],
            Self::Html => ["html", "html", "text/html"],
        }
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.known()[0]
    }

    /// How its files, or its folder, end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        self.known()[1]
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        self.known()[2]
    }

    /// What it writes of the graph.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::Nquads | Self::Trig | Self::Jsonld => Shape::Quads,
            Self::Turtle | Self::Ntriples | Self::Rdfxml => Shape::Triples,
            Self::Graphml | Self::Gexf | Self::Cytoscape | Self::Dot | Self::Geojson | Self::Html => Shape::Network,
            Self::Neo4j | Self::Csv | Self::Parquet => Shape::Tables,
        }
    }

    /// The view (`queries/view`) that it shows unless another is asked for: pictures leave out figures.
    #[must_use]
    pub const fn view(self) -> Option<&'static str> {
        match self {
            Self::Nquads | Self::Trig | Self::Jsonld | Self::Turtle | Self::Ntriples | Self::Rdfxml => None,
            Self::Graphml | Self::Gexf | Self::Cytoscape | Self::Dot | Self::Html => Some("network"),
            Self::Geojson | Self::Neo4j | Self::Csv | Self::Parquet => Some("all"),
        }
    }

    /// The format of a file's ending.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}

/// Writes a graph in a format of one file.
///
/// # Errors
/// When the store cannot be read, `out` cannot be written to, or the format needs several files.
pub fn write(store: &Store, format: Format, out: &mut dyn Write) -> Result<()> {
    if format.shape() == Shape::Quads || format.shape() == Shape::Triples {
        return rdf::write(store, format, out);
    }
    let network = network(store)?;
    let written = match format {
        Format::Graphml => graphml::write(&network, out),
        Format::Gexf => gexf::write(&network, out),
        Format::Cytoscape => cytoscape::write(&network, out),
        Format::Dot => dot::write(&network, out),
        Format::Geojson => geojson::write(&network, out),
        Format::Html => html::write(&network, out),
        Format::Neo4j | Format::Csv | Format::Parquet => {
            Err(std::io::Error::other(format!("{} needs a folder: -o FOLDER", format.name())))
        }
        Format::Nquads | Format::Trig | Format::Jsonld | Format::Turtle | Format::Ntriples | Format::Rdfxml => Ok(()),
    };
    written.map_err(failed)
}

/// The files of a format that needs several; of another format, its one file.
///
/// # Errors
/// When the store cannot be read, or the format is not in this program.
pub fn files(store: &Store, format: Format) -> Result<Vec<File>> {
    match format {
        Format::Neo4j => tables::neo4j(&network(store)?).map_err(failed),
        Format::Csv => tables::plain(&network(store)?).map_err(failed),
        Format::Parquet => parquet::write(&network(store)?).map_err(failed),
        Format::Nquads
        | Format::Trig
        | Format::Jsonld
        | Format::Turtle
        | Format::Ntriples
        | Format::Rdfxml
        | Format::Graphml
        | Format::Gexf
        | Format::Cytoscape
        | Format::Dot
        | Format::Geojson
        | Format::Html => {
            let mut bytes = Vec::new();
            write(store, format, &mut bytes)?;
            Ok(vec![File { name: format!("graph.{}", format.extension()), bytes }])
        }
    }
}

/// The files of a format that needs several, as one: a ZIP archive. Same graph, same bytes: it holds no time.
///
/// # Errors
/// As [`files`], or when `out` cannot be written to.
pub fn archive(store: &Store, format: Format, out: &mut dyn Write) -> Result<()> {
    let mut archive = zip::ZipWriter::new_stream(out);
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for file in files(store, format)? {
        archive.start_file(file.name, options).map_err(|e| failed(e.into()))?;
        archive.write_all(&file.bytes).map_err(failed)?;
    }
    archive.finish().map_err(|e| failed(e.into()))?;
    Ok(())
}

fn failed(source: std::io::Error) -> Error {
    Error::Io { path: PathBuf::from("output"), source }
}
