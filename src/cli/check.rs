//! `gongtu check`: shapes and sanity questions.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::check::{self, Shapes, Violation};
use crate::cli::place::Place;
use crate::error::Error;

/// Check the graph: SHACL shapes, and sanity questions that must have no answer. 检查图谱。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu check --store gongtu-store\n         gongtu check --shapes my-shapes.ttl")]
pub struct Check {
    #[command(flatten)]
    place: Place,
    /// Shapes to hold the graph against instead of the project's own; no sanity questions then.
    #[arg(long, value_name = "FILE")]
    shapes: Option<PathBuf>,
    /// Check the triples of this file (.nt, .ttl, .rdf) instead of a store: against the shapes alone.
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    /// How what is wrong is listed.
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
    /// Lines shown at most for each rule.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

/// How what is wrong is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Listing {
    /// For people.
    Text,
    /// A JSON array.
    Json,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let store = match &self.graph {
            Some(path) => check::of_file(path)?,
            None => self.place.open()?,
        };
        let found = match &self.shapes {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.clone(), source })?;
                let shapes = Shapes::parse(&path.display().to_string(), &text)?;
                check::against(&store, &check::compile(&shapes)?)?
            }
            None if self.graph.is_some() => check::against(&store, &check::embedded()?)?,
            None => {
                let mut found = check::against(&store, &check::embedded()?)?;
                found.extend(check::sanity(&store)?);
                found
            }
        };
        match self.format {
            Listing::Text => self.print(&found)?,
            Listing::Json => anstream::println!("{}", serde_json::to_string_pretty(&found)?),
        }
        if found.is_empty() {
            anstream::eprintln!("conforms");
            return Ok(ExitCode::SUCCESS);
        }
        anstream::eprintln!("{} things are wrong", found.len());
        Ok(ExitCode::from(1))
    }

    fn print(&self, found: &[Violation]) -> anyhow::Result<()> {
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        let mut from = 0;
        while from < found.len() {
            let rule = |v: &Violation| (v.source.clone(), v.rule.clone());
            let same = found[from..].iter().take_while(|v| rule(v) == rule(&found[from])).count();
            writeln!(out, "{}: {} ({same})", found[from].source, found[from].rule)?;
            for violation in found[from..from + same].iter().take(self.limit) {
                writeln!(out, "  {}  {}", violation.focus, violation.value)?;
            }
            if same > self.limit {
                writeln!(out, "  … and {} more (--limit {same})", same - self.limit)?;
            }
            from += same;
        }
        out.flush()?;
        Ok(())
    }
}
