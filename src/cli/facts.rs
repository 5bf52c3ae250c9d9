//! `gongtu facts`: the fact table.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::input::Input;
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
}

impl Facts {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(folder) = &self.store {
            return stored(folder);
        }
        let engine = Engine::embedded()?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let outcome = self.input.analyse(&engine, &mut |analysis| Ok(print(&mut out, &analysis, self.evidence)?))?;
        out.flush()?;
        Ok(outcome.code())
    }
}

/// The facts of a graph, article after article.
fn stored(folder: &Path) -> anyhow::Result<ExitCode> {
    let store = Store::open(folder)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for name in trace::article_names(&store)? {
        for row in ArticleView::of(&store, &name)?.rows() {
            writeln!(out, "{row}")?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn print(out: &mut dyn Write, analysis: &Analysis, evidence: bool) -> std::io::Result<()> {
    let key = &analysis.article.key;
    for claim in &analysis.claims {
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
