//! `gongtu facts`: the fact table.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::input::Input;
use crate::cli::trace::confidence;
use crate::model::Claim;
use crate::part::{Choice, choose};
use crate::pipeline::{Analysis, Engine};
use crate::store::Store;
use crate::trace::{self, ArticleView};

/// Print the fact table of the input: article, subject, relation, object, qualifiers. 打印事实表。
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  gongtu facts --published 2025-08-05 page.txt\n  gongtu facts --store gongtu-store"
)]
pub struct Facts {
    #[command(flatten)]
    input: Input,
    /// Print the facts of this graph instead of reading anything.
    #[arg(long, value_name = "DIR", conflicts_with = "inputs")]
    store: Option<PathBuf>,
    /// Three more columns: confidence, rule, and the words of the text that say so.
    #[arg(long)]
    evidence: bool,
    /// Only facts at least so sure, from 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
}

impl Facts {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(folder) = &self.store {
            return stored(folder, self.min_confidence);
        }
        // The process ends with it: taking its tables apart would be work for nothing.
        let engine = ManuallyDrop::new(Engine::embedded()?);
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let outcome = self
            .input
            .analyse(&engine, &mut |analysis| Ok(print(&mut out, &analysis, self.evidence, self.min_confidence)?))?;
        out.flush()?;
        Ok(outcome.code())
    }
}

/// The facts of a graph, article after article.
fn stored(folder: &Path, least: Option<f64>) -> anyhow::Result<ExitCode> {
    let mut store = Store::open(folder)?;
    if least.is_some() {
        store = choose(&store, &Choice { confidence: least, ..Choice::default() })?;
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for name in trace::article_names(&store)? {
        for row in ArticleView::of(&store, &name)?.rows() {
            writeln!(out, "{row}")?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn print(out: &mut dyn Write, analysis: &Analysis, evidence: bool, least: Option<f64>) -> std::io::Result<()> {
    let key = &analysis.article.key;
    let sure = |claim: &&Claim| least.is_none_or(|least| f64::from(claim.evidence.confidence) >= least - 0.0005);
    for claim in analysis.claims.iter().filter(sure) {
        write!(
            out,
            "{key}\t{}\t{}\t{}\t{}",
            claim.subject_label(key),
            claim.relation.as_str(),
            claim.object.label(),
            claim.qualifiers.to_column()
        )?;
        if evidence {
            let words = claim.evidence.span.of(&analysis.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            write!(out, "\t{:.2}\t{}\t{words}", claim.evidence.confidence, claim.evidence.rule)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
