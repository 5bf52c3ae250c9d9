//! `gongtu explain`: every claim about a thing, with its sentence.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::NamedNode;

use crate::cli::marked::Marker;
use crate::cli::place::Place;
use crate::store::Store;
use crate::trace::{self, Told};

/// Show every claim about a thing with its sentence, article, rule and confidence. 逐条说明某一事物的事实与出处。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu explain 郁忠")]
pub struct Explain {
    /// A name, another name, part of one, or an IRI.
    thing: String,
    #[command(flatten)]
    place: Place,
}

/// Things whose names only contain the words are listed when there are more of them than this.
const MANY: usize = 5;

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.place.open()?;
        let things = trace::find(&store, &self.thing)?;
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        if things.len() > MANY {
            writeln!(out, "{} things are called so; name one of them:", things.len())?;
            for thing in &things {
                writeln!(out, "  {}", thing.as_str())?;
            }
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        for thing in &things {
            explain(&store, thing, &mut out)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn explain(store: &Store, thing: &NamedNode, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", thing.as_str())?;
    let claims = trace::about(store, thing)?;
    if claims.is_empty() {
        writeln!(out, "  no claim is about it\n")?;
    }
    let marker = Marker::for_stdout();
    for claim in &claims {
        print(claim, &marker, out)?;
    }
    Ok(())
}

/// A claim, its sentence, and where that stands.
pub(super) fn print(claim: &Told, marker: &Marker, out: &mut dyn Write) -> anyhow::Result<()> {
    let row = &claim.row;
    let details = if row.qualifiers.is_empty() { String::new() } else { format!("  ({})", row.qualifiers) };
    writeln!(out, "  {} — {} — {}{details}", row.subject, row.relation, row.object)?;
    writeln!(out, "    {}", marker.mark(&claim.sentence, &claim.marks))?;
    let published = if claim.published.is_empty() { String::new() } else { format!(" {}", claim.published) };
    writeln!(
        out,
        "    {}:{}  {}{published}  {}  rule {}, confidence {}\n",
        claim.file, claim.line, row.article, claim.headline, claim.rule, claim.confidence
    )?;
    Ok(())
}
