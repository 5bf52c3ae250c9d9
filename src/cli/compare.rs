//! `gongtu compare`: two things side by side.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::complete;
use crate::cli::table::Table;
use crate::cli::trace::{Form, Options, things};
use crate::trace::{self, Comparison, Lang, render};

/// Show two places, bodies or people side by side, by policy and part, group and figure. 两地对比。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu compare 苏州市 南通市 --since 2023")]
pub struct Compare {
    /// The first: a name or an IRI.
    #[arg(add = ArgValueCompleter::new(complete::things))]
    left: String,
    /// The second.
    #[arg(add = ArgValueCompleter::new(complete::things))]
    right: String,
    #[command(flatten)]
    options: Options,
}

impl Compare {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.options.place.open()?;
        let (left, right) = (things(&store, &self.left)?, things(&store, &self.right)?);
        if left.len() > 1 || right.len() > 1 {
            return Ok(ExitCode::from(1));
        }
        let filter = self.options.narrow.filter();
        let comparison =
            trace::compare(&trace::report(&store, &left, &filter)?, &trace::report(&store, &right, &filter)?);
        let lang = self.options.lang();
        let mut out = BufWriter::new(anstream::stdout().lock());
        match self.options.format {
            Form::Table => table(&comparison, lang, &mut out)?,
            Form::Markdown => render::comparison::markdown(&comparison, lang, &mut out)?,
            Form::Html => render::comparison::html(&comparison, lang, &mut out)?,
            Form::Json => {
                serde_json::to_writer_pretty(&mut out, &comparison)?;
                writeln!(out)?;
            }
            Form::Csv => render::comparison::csv(&comparison, lang, &mut out)?,
        }
        out.flush()?;
        Ok(ExitCode::from(u8::from(comparison.pairs.is_empty())))
    }
}

/// A table a section; a cell holds a line a doing, with its articles in brackets.
fn table(comparison: &Comparison, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    for (number, section) in comparison.pairs.chunk_by(|a, b| a.aspect == b.aspect).enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}\n", section[0].aspect.name(lang))?;
        let mut table = Table::new(vec![String::new(), comparison.left.clone(), comparison.right.clone()]);
        for pair in section {
            let cell = |lines: &[trace::Line]| {
                let numbered = pair.cell(lines, lang).into_iter().zip(lines);
                let with_articles = numbered.map(|(words, line)| match line.sources.first() {
                    Some(source) => format!("{words} [{}]", source.article),
                    None => words,
                });
                with_articles.collect::<Vec<_>>()
            };
            let (left, right) = (cell(&pair.left), cell(&pair.right));
            for row in 0..left.len().max(right.len()) {
                let get = |cells: &[String]| cells.get(row).cloned().unwrap_or_default();
                let about = if row == 0 { pair.about.clone() } else { String::new() };
                table.row(vec![about, get(&left), get(&right)]);
            }
        }
        table.print(out)?;
    }
    Ok(())
}
