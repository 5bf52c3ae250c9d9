//! `gongtu facts`: the fact table.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::model::PartialDate;
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions};

/// Print the fact table of the input: article, subject, relation, object, qualifiers. 打印事实表。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu facts --published 2025-08-05 page.txt")]
pub struct Facts {
    /// Files to read; - is standard input.
    #[arg(required = true)]
    inputs: Vec<String>,
    /// Publication date of inputs that name none.
    #[arg(long, value_name = "DATE")]
    published: Option<PartialDate>,
}

impl Facts {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let options = ReadOptions { published: self.published, ..ReadOptions::default() };
        let (pages, warnings) = read::read_all(&self.inputs, &options);
        let engine = Engine::embedded()?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for (analyses, _) in engine.analyse_pages(&pages) {
            for analysis in analyses {
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
            }
        }
        out.flush()?;
        for warning in &warnings {
            anstream::eprintln!("gongtu: {warning}");
        }
        Ok(ExitCode::from(u8::from(!warnings.is_empty())))
    }
}
