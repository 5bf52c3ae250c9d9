//! `gongtu export`: the graph in other programs' formats.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use crate::cli::place::Place;
use crate::export::{self, Format};

/// Write the graph in another program's format. 导出图谱。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu export --format trig -o graph.trig")]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// Format; without it, that of the file's ending, or else N-Quads.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write; without it, standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let by_ending = || Format::from_extension(self.output.as_ref()?.extension()?.to_str()?);
        let format = self.format.or_else(by_ending).unwrap_or(Format::Nquads);
        let store = self.place.open()?;
        match &self.output {
            Some(path) => {
                let file = std::fs::File::create(path).with_context(|| path.display().to_string())?;
                let mut out = BufWriter::new(file);
                export::write(&store, format, &mut out)?;
                out.flush().with_context(|| path.display().to_string())?;
            }
            None => {
                let mut out = BufWriter::new(std::io::stdout().lock());
                export::write(&store, format, &mut out)?;
                out.flush()?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
