//! What every command that reads has in common: inputs and what is said about them.

use std::process::ExitCode;

use clap::Args;

use crate::model::{Page, PartialDate, Warning};
use crate::pipeline::{Analysis, Engine};
use crate::read::{self, Item, ReadOptions};

/// Pages that are worked on at a time: enough to keep all threads busy, few enough to hold in memory.
const BATCH: usize = 256;

/// The same, in bytes of text.
const BATCH_BYTES: usize = 8 << 20;

/// Inputs of a command that reads newspaper text.
#[derive(Clone, Debug, Args)]
pub struct Input {
    /// Files, folders or patterns to read: page text, articles, JSON, JSON Lines, HTML, also as .gz; - is standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Publication date of inputs that name none (2025-08-05).
    #[arg(long, value_name = "DATE")]
    pub published: Option<PartialDate>,
    /// Newspaper of inputs that name none.
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Character encoding of all inputs, instead of detecting it (utf-8, gb18030, big5, utf-16le).
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Number of threads; all processors by default. The output does not depend on it.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

impl Input {
    /// The reader's options.
    #[must_use]
    pub fn options(&self) -> ReadOptions {
        ReadOptions { published: self.published, publisher: self.publisher.clone(), encoding: self.encoding.clone() }
    }

    /// Reads and analyses all inputs in batches, and hands the analyses on in the order of the input. Warnings are printed
    /// as they come; answers how many there were.
    ///
    /// # Errors
    /// When `take` fails, or no thread can be started.
    pub fn analyse(
        &self,
        engine: &Engine,
        take: &mut dyn FnMut(Analysis) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        self.analyse_pages(engine, &|_| true, &mut |_, analyses| analyses.into_iter().try_for_each(&mut *take))
    }

    /// The same page by page, leaving out those that are not wanted.
    ///
    /// # Errors
    /// When `take` fails, or no thread can be started.
    pub fn analyse_pages(
        &self,
        engine: &Engine,
        wanted: &dyn Fn(&Page) -> bool,
        take: &mut dyn FnMut(&Page, Vec<Analysis>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.unwrap_or(0)).build()?;
        let (batch, outcome) = (Vec::new(), Outcome::default());
        let mut run = Run { engine, pool, wanted, take, batch, bytes: 0, outcome, error: None };
        read::read_each(&self.inputs, &self.options(), &mut |item| run.item(item));
        run.flush();
        run.error.map_or(Ok(run.outcome), Err)
    }
}

/// How reading went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Pages read.
    pub pages: usize,
    /// Pages that were not wanted.
    pub left_out: usize,
    /// Warnings printed.
    pub warnings: usize,
}

impl Outcome {
    /// 0, or 1 when something was wrong with the input.
    #[must_use]
    pub fn code(self) -> ExitCode {
        ExitCode::from(u8::from(self.warnings > 0))
    }
}

struct Run<'r> {
    engine: &'r Engine,
    pool: rayon::ThreadPool,
    wanted: &'r dyn Fn(&Page) -> bool,
    take: &'r mut dyn FnMut(&Page, Vec<Analysis>) -> anyhow::Result<()>,
    batch: Vec<Page>,
    bytes: usize,
    outcome: Outcome,
    error: Option<anyhow::Error>,
}

impl Run<'_> {
    fn item(&mut self, item: Item) -> bool {
        match item {
            Item::Page(page) if !(self.wanted)(&page) => self.outcome.left_out += 1,
            Item::Page(page) => {
                self.outcome.pages += 1;
                self.bytes += page.text.len();
                self.batch.push(*page);
                if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES {
                    self.flush();
                }
            }
            Item::Warning(warning) => self.warn(&warning),
            Item::Note(note) => say(&note),
        }
        self.error.is_none()
    }

    fn warn(&mut self, warning: &Warning) {
        self.outcome.warnings += 1;
        say(warning);
    }

    fn flush(&mut self) {
        let pages = std::mem::take(&mut self.batch);
        self.bytes = 0;
        if self.error.is_some() {
            return;
        }
        let results = self.pool.install(|| self.engine.analyse_pages(&pages));
        for (page, (analyses, warnings)) in pages.iter().zip(results) {
            for warning in &warnings {
                self.warn(warning);
            }
            if let Err(error) = (self.take)(page, analyses) {
                self.error = Some(error);
                return;
            }
        }
    }
}

/// Prints a warning or note.
pub fn say(warning: &Warning) {
    anstream::eprintln!("gongtu: {warning}");
}
