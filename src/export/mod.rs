//! The graph in the formats of other programs. Same graph, same bytes.

mod jsonld;
mod rdf;

use std::io::Write;

use crate::error::Result;
use crate::store::Store;

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// N-Quads: a line a quad, sorted.
    Nquads,
    /// TriG: Turtle with named graphs.
    Trig,
    /// Turtle: the union of all graphs.
    Turtle,
    /// N-Triples: the union of all graphs, a line a triple, sorted.
    Ntriples,
    /// RDF/XML: the union of all graphs.
    Rdfxml,
    /// JSON-LD with named graphs.
    Jsonld,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: &'static [Self] =
        &[Self::Nquads, Self::Trig, Self::Turtle, Self::Ntriples, Self::Rdfxml, Self::Jsonld];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nquads => "nquads",
            Self::Trig => "trig",
            Self::Turtle => "turtle",
            Self::Ntriples => "ntriples",
            Self::Rdfxml => "rdfxml",
            Self::Jsonld => "jsonld",
        }
    }

    /// How its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Nquads => "nq",
            Self::Trig => "trig",
            Self::Turtle => "ttl",
            Self::Ntriples => "nt",
            Self::Rdfxml => "rdf",
            Self::Jsonld => "jsonld",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Nquads => "application/n-quads",
            Self::Trig => "application/trig",
            Self::Turtle => "text/turtle",
            Self::Ntriples => "application/n-triples",
            Self::Rdfxml => "application/rdf+xml",
            Self::Jsonld => "application/ld+json",
        }
    }

    /// The format of a file's ending.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}

/// Writes the whole graph.
///
/// # Errors
/// When the store cannot be read or `out` cannot be written to.
pub fn write(store: &Store, format: Format, out: &mut dyn Write) -> Result<()> {
    rdf::write(store, format, out)
}
