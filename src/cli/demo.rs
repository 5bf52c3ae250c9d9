//! `gongtu demo`: the demo page, built and asked.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use oxigraph::sparql::QueryResults;

use crate::assets::SAMPLE;
use crate::cli::decided::Decided;
use crate::cli::place::Place;
use crate::cli::query;
use crate::cli::summary::Summary;
use crate::load;
use crate::model::{Page, PartialDate};
use crate::pipeline::Engine;
use crate::rdf::iri::Iris;
use crate::read::{self, Item, ReadOptions};
use crate::store::{Store, canned};

/// Build the demo newspaper page into a graph and ask it the first questions. 用示例版面演示一遍。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu demo --store gongtu-store")]
pub struct Demo {
    #[command(flatten)]
    place: Place,
}

/// The questions of the demo, with a parameter where one helps.
const QUESTIONS: &[(&str, &[(&str, &str)])] = &[
    ("initiatives-by-city", &[]),
    ("people-posts", &[]),
    ("measures-by-policy", &[("policy", "产改方案")]),
    ("targets", &[]),
];

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let engine = Engine::embedded()?;
        let analyses: Vec<_> = engine.analyse_pages(&sample()).into_iter().flat_map(|(analyses, _)| analyses).collect();
        let mut store = Store::open_for_writing(&self.place.store, None, &Iris::default())?;
        let mut summary = Summary::default();
        summary.changes(load::load(&engine, &mut store, &analyses)?);
        analyses.iter().for_each(|analysis| summary.count(analysis));
        load::finish(&engine, &mut store, &Decided::default().read(&self.place.store)?)?;
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        for (name, parameters) in QUESTIONS {
            let question = canned::find(name)?;
            let given: BTreeMap<_, _> = parameters.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            writeln!(out, "== {} | {}\n", question.title.zh, question.title.en)?;
            if let QueryResults::Solutions(solutions) = store.query(&question.fill(&given)?)? {
                query::table(solutions, &question.columns, &mut out)?;
            }
            writeln!(out)?;
        }
        out.flush()?;
        drop(out);
        summary.print(&store, &self.place.store)?;
        anstream::eprintln!("{}", self.next());
        Ok(ExitCode::SUCCESS)
    }

    fn next(&self) -> String {
        let program = std::env::args().next().unwrap_or_else(|| "gongtu".to_owned());
        let store = if self.place.store.as_os_str() == "gongtu-store" {
            String::new()
        } else {
            format!(" --store {}", self.place.store.display())
        };
        format!(
            "next: {program} explain 郁忠{store}\n      {program} trace 南通市{store}\n      {program} query --list\n      \
             {program} query initiatives-by-city --param city=南通市{store}\n      \
             {program} build YOUR-PAGE.txt --published 2025-08-05{store}"
        )
    }
}

/// The embedded page.
fn sample() -> Vec<Page> {
    let options = ReadOptions { published: PartialDate::day(2025, 8, 5), ..ReadOptions::default() };
    let mut pages = Vec::new();
    read::read_stream(SAMPLE.path, &mut SAMPLE.text.as_bytes(), &options, &mut |item| {
        if let Item::Page(page) = item {
            pages.push(*page);
        }
        true
    });
    pages
}
