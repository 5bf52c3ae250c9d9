//! `gongtu facts`: the fact table.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::cli::input::Input;
use crate::pipeline::{Analysis, Engine};

/// Print the fact table of the input: article, subject, relation, object, qualifiers. 打印事实表。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu facts --published 2025-08-05 page.txt")]
pub struct Facts {
    #[command(flatten)]
    input: Input,
}

impl Facts {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let engine = Engine::embedded()?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let outcome = self.input.analyse(&engine, &mut |analysis| Ok(print(&mut out, &analysis)?))?;
        out.flush()?;
        Ok(outcome.code())
    }
}

fn print(out: &mut dyn Write, analysis: &Analysis) -> std::io::Result<()> {
    let key = &analysis.article.key;
    for claim in &analysis.claims {
        writeln!(
            out,
            "{key}\t{}\t{}\t{}\t{}",
            claim.subject_label(key),
            claim.relation.as_str(),
            claim.object.label(),
            claim.qualifiers.to_column()
        )?;
    }
    Ok(())
}
