//! `gongtu export`: the graph in other programs' formats.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::complete;
use crate::cli::place::Place;
use crate::cli::trace::confidence;
use crate::export::{self, Format, Shape};
use crate::model::PartialDate;
use crate::part::{self, Choice};
use crate::store::Store;
use crate::trace;

/// Write the graph, or a part of it, in another program's format. 导出图谱。
///
/// Formats of RDF write everything; pictures show things and ties without figures (--view network), tables and maps also
/// figures (--view all). Neo4j, CSV and Parquet are folders of files.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  gongtu export --format trig -o graph.trig\n  \
                        gongtu export --around 南京市总工会 --hops 2 -o picture.html\n  \
                        gongtu export --view people --since 2023-08 -o people.gexf\n  \
                        gongtu export --city 南通市 --format csv -o nantong/")]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// Format; without it, that of the file's ending, or else N-Quads.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File or folder to write; without it, standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which claims are shown: all, network, people, organizations, policies, initiatives, events, figures.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// Only what belongs to a place, with all that lies in it.
    #[arg(long, value_name = "PLACE", add = ArgValueCompleter::new(complete::things))]
    city: Option<String>,
    /// Only articles of this day or later: 2023, 2023-08 or 2023-08-04.
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Only articles of this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// Only claims at least so sure, from 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
    /// Only what lies around a thing.
    #[arg(long, value_name = "THING", add = ArgValueCompleter::new(complete::things))]
    around: Option<String>,
    /// How many ties away.
    #[arg(long, value_name = "N", default_value_t = 2, requires = "around")]
    hops: usize,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let by_ending = || Format::from_extension(self.output.as_ref()?.extension()?.to_str()?);
        let format = self.format.or_else(by_ending).unwrap_or(Format::Nquads);
        let mut store = self.place.open()?;
        let choice = self.choice(&store, format)?;
        if !choice.is_all() {
            store = part::choose(&store, &choice)?;
        }
        match &self.output {
            Some(path) if format.shape() == Shape::Tables => folder(&store, format, path)?,
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

    fn choice(&self, store: &Store, format: Format) -> anyhow::Result<Choice> {
        let find = |words: &Option<String>| words.as_ref().map_or(Ok(Vec::new()), |words| trace::find(store, words));
        Ok(Choice {
            confidence: self.min_confidence,
            since: self.since.map(|date| date.to_string()),
            until: self.until.map(|date| date.to_string()),
            within: find(&self.city)?,
            centres: find(&self.around)?,
            hops: self.hops,
            view: self.view.clone().or_else(|| format.view().map(str::to_owned)),
        })
    }
}

fn folder(store: &Store, format: Format, path: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(path).with_context(|| path.display().to_string())?;
    for file in export::files(store, format)? {
        let path = path.join(&file.name);
        std::fs::write(&path, &file.bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
