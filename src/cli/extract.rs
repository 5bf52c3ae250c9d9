//! `gongtu extract`: input → N-Quads, no store; for pipelines.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::Term;

use crate::cli::build::checked;
use crate::cli::input::Input;
use crate::pipeline::Engine;
use crate::rdf;
use crate::rdf::iri::DEFAULT_BASE;
use crate::rdf::vocab::schema;

/// Read articles and write their graphs as N-Quads, without a store. 读入文章，直接输出 N-Quads。
///
/// What is known beforehand comes last. Namesakes are told apart by their own article; a store that reads the output
/// joins them.
#[derive(Debug, Args)]
#[command(after_help = "Example: cat news.jsonl | gongtu extract - > facts.nq")]
pub struct Extract {
    #[command(flatten)]
    input: Input,
    /// Base of the entities' IRIs.
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    base: String,
}

impl Extract {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let iris = checked(&self.base)?;
        let engine = Engine::embedded()?;
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut mentioned = BTreeSet::new();
        let outcome = self.input.analyse(&engine, &mut |analysis| {
            for quad in &engine.encode(&analysis, &iris).quads {
                out.write_all(rdf::line(quad).as_bytes())?;
                if let (true, Term::NamedNode(node)) = (quad.predicate == schema::mentions, &quad.object) {
                    mentioned.insert(node.clone());
                }
            }
            Ok(())
        })?;
        for quad in engine.background().quads(&iris, &mentioned) {
            out.write_all(rdf::line(&quad).as_bytes())?;
        }
        out.flush()?;
        Ok(outcome.code())
    }
}
