//! `gongtu build`: input → store.

use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use crate::cli::decided::{self, Decided};
use crate::cli::input::Input;
use crate::cli::place::{self, Place};
use crate::cli::progress::Progress;
use crate::cli::resume::Resume;
use crate::cli::summary::Summary;
use crate::load::{self, Pace};
use crate::model::Page;
use crate::pipeline::{Analysis, Engine};
use crate::rdf::iri::{DEFAULT_BASE, Iris};
use crate::store::{Form, Store};

/// Articles of one transaction: enough to be quick, few enough to stay small in memory.
const BATCH: usize = 256;

/// Read the input, extract its facts and put them into the graph. 读入、抽取、入库。
///
/// An article that is already there is replaced, not doubled. What is wrong with an input is said with its place; the
/// rest goes on. A build that was stopped goes on where it last saved when it is started again.
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
    /// Time between two savings of a long build, at least: what stopping it can cost.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    save_every: u64,
}

impl Build {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let iris = checked(&self.base)?;
        let decisions = self.decided.read(&self.place.store)?;
        // The process ends with it: taking its tables apart would be work for nothing.
        let engine = ManuallyDrop::new(Engine::embedded()?);
        let mut store = Store::open_for_writing(&self.place.store, self.form, &iris)?;
        place::keep(&store);
        let resume = Resume::of(&store);
        let pace = Pace::every(Duration::from_secs(self.save_every));
        let mut loader = Loader::new(&engine, &mut store, &resume, pace);
        let progress = Progress::new(&self.input.inputs);
        let wanted = |page: &Page| !resume.has(page);
        let outcome = self.input.analyse_pages(&engine, &wanted, &mut |page, analyses| {
            analyses.iter().for_each(|analysis| progress.add(&analysis.article.text));
            loader.take(page, analyses)
        })?;
        loader.flush()?;
        progress.finish();
        let Loader { summary, mut pace, .. } = loader;
        if outcome.left_out > 0 {
            anstream::eprintln!("{} pages were stored before the last build was stopped", outcome.left_out);
        }
        let settled = load::finish_at(&engine, &mut store, &decisions, &mut pace)?;
        decided::say(&settled.notes);
        summary.print(&store, &self.place.store)?;
        store.leave();
        Ok(if summary.is_empty() && outcome.left_out == 0 { ExitCode::from(1) } else { outcome.code() })
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
    resume: &'l Resume,
    batch: Vec<Analysis>,
    /// Marks of the pages of the batch, and of those that are in the store.
    pages: Vec<String>,
    stored: Vec<String>,
    summary: Summary,
    pace: Pace,
}

impl<'l> Loader<'l> {
    fn new(engine: &'l Engine, store: &'l mut Store, resume: &'l Resume, pace: Pace) -> Self {
        let (batch, pages, stored) = (Vec::new(), Vec::new(), resume.marks().map(str::to_owned).collect());
        Self { engine, store, resume, batch, pages, stored, summary: Summary::default(), pace }
    }

    fn take(&mut self, page: &Page, analyses: Vec<Analysis>) -> anyhow::Result<()> {
        if self.batch.len() >= BATCH {
            self.flush()?;
        }
        analyses.iter().for_each(|analysis| self.summary.count(analysis));
        self.batch.extend(analyses);
        self.pages.push(Resume::mark(page));
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.summary.changes(load::load(self.engine, self.store, &batch)?);
        self.stored.append(&mut self.pages);
        let (resume, stored) = (self.resume, &self.stored);
        Ok(self.pace.when_due(self.store, |store| store.note_progress(&resume.words(stored)))?)
    }
}
