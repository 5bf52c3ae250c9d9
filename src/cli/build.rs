//! `gongtu build`: input → store.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;

use crate::cli::decided::{self, Decided};
use crate::cli::input::Input;
use crate::cli::place::Place;
use crate::cli::progress::Progress;
use crate::cli::summary::Summary;
use crate::load;
use crate::pipeline::{Analysis, Engine};
use crate::rdf::iri::{DEFAULT_BASE, Iris};
use crate::store::{Form, Store};

/// Articles of one transaction: enough to be quick, few enough to stay small in memory.
const BATCH: usize = 256;
/// Time between two savings of a long build, at least: what a power cut can cost.
const PAUSE: Duration = Duration::from_secs(300);

/// Read the input, extract its facts and put them into the graph. 读入、抽取、入库。
///
/// An article that is already there is replaced, not doubled. What is wrong with an input is said with its place; the
/// rest goes on.
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu build --published 2025-08-05 --publisher 江苏工人报 page.txt")]
pub struct Build {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    decided: Decided,
    /// How a new store keeps its graph.
    #[arg(long, value_enum)]
    form: Option<Form>,
    /// Base of the entities' IRIs in a new store.
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    base: String,
}

impl Build {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let iris = checked(&self.base)?;
        let decisions = self.decided.read(&self.place.store)?;
        let engine = Engine::embedded()?;
        let mut store = Store::open_for_writing(&self.place.store, self.form, &iris)?;
        let mut loader = Loader::new(&engine, &mut store);
        let progress = Progress::new(&self.input.inputs);
        let outcome = self.input.analyse(&engine, &mut |analysis| {
            progress.add(&analysis.article.text);
            loader.take(analysis)
        })?;
        loader.flush()?;
        progress.finish();
        let summary = loader.summary;
        let settled = load::finish(&engine, &mut store, &decisions)?;
        decided::say(&settled.notes);
        summary.print(&store, &self.place.store)?;
        Ok(if summary.is_empty() { ExitCode::from(1) } else { outcome.code() })
    }
}

/// The base of a graph's IRIs, as an IRI.
pub(super) fn checked(base: &str) -> anyhow::Result<Iris> {
    oxigraph::model::NamedNode::new(base).map_err(|error| anyhow::anyhow!("--base {base} is not an IRI: {error}"))?;
    anyhow::ensure!(base.ends_with(['/', '#']), "--base {base} must end in / or #");
    Ok(Iris::with_base(base))
}

/// Gathers articles into batches; a page is never cut in two.
struct Loader<'l> {
    engine: &'l Engine,
    store: &'l mut Store,
    batch: Vec<Analysis>,
    summary: Summary,
    saved: Instant,
    pause: Duration,
}

impl<'l> Loader<'l> {
    fn new(engine: &'l Engine, store: &'l mut Store) -> Self {
        Self { engine, store, batch: Vec::new(), summary: Summary::default(), saved: Instant::now(), pause: PAUSE }
    }

    fn take(&mut self, analysis: Analysis) -> anyhow::Result<()> {
        let new_page = self.batch.last().is_some_and(|last| last.page != analysis.page);
        if new_page && self.batch.len() >= BATCH {
            self.flush()?;
        }
        self.summary.count(&analysis);
        self.batch.push(analysis);
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.summary.changes(load::load(self.engine, self.store, &batch)?);
        if self.saved.elapsed() > self.pause {
            let begun = Instant::now();
            self.store.save()?;
            self.saved = Instant::now();
            self.pause = PAUSE.max(10 * begun.elapsed());
        }
        Ok(())
    }
}
