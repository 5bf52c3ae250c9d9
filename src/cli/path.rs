//! `gongtu path`: how two things hang together.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use oxigraph::model::{NamedNode, Term};

use crate::cli::complete;
use crate::cli::explain;
use crate::cli::marked::Marker;
use crate::cli::place::Place;
use crate::cli::trace::{confidence, locale};
use crate::rdf::vocab::org;
use crate::store::Store;
use crate::trace::{self, ArticleView, Lang, Step};

/// Show the shortest way between two things, with the sentences on it. 两个事物之间的最短路径。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu path 郁忠 宿迁市总工会")]
pub struct Path {
    /// Where the way begins: a name or an IRI.
    #[arg(add = ArgValueCompleter::new(complete::things))]
    from: String,
    /// Where it ends.
    #[arg(add = ArgValueCompleter::new(complete::things))]
    to: String,
    /// Only over claims at least so sure, from 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
    /// Language of the relations' names; that of the locale by default.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    #[command(flatten)]
    place: Place,
}

impl Path {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.place.open()?;
        let (from, to) = (trace::find(&store, &self.from)?, trace::find(&store, &self.to)?);
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        let Some(steps) = trace::shortest(&store, &from, &to, self.min_confidence)? else {
            anstream::eprintln!("gongtu: no way leads from {} to {}", self.from, self.to);
            return Ok(ExitCode::from(1));
        };
        for step in &steps {
            print(&store, step, self.lang.unwrap_or_else(locale), &mut out)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print(store: &Store, step: &Step, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let arrow = if step.backwards { "←" } else { "→" };
    let relation = trace::relation(&step.predicate, lang);
    writeln!(out, "{} {arrow} {relation} {arrow} {}", label(store, &step.from)?, label(store, &step.to)?)?;
    let Some((graph, _)) = &step.claim else {
        writeln!(out, "    {}\n", lang.of("背景资料", "known beforehand"))?;
        return Ok(());
    };
    let (subject, object) = if step.backwards { (&step.to, &step.from) } else { (&step.from, &step.to) };
    let claims = ArticleView::of(store, graph)?.claims();
    let same = |claim: &&trace::Told| {
        claim.subject == *subject && claim.predicate == step.predicate && claim.object == Term::from(object.clone())
    };
    let body = label(store, object)?;
    let post = |claim: &&trace::Told| {
        let at_body = claim.row.relation == "post" && claim.row.qualifier("org") == body;
        step.predicate == org::memberOf && claim.subject == *subject && at_body
    };
    match claims.iter().find(post).or_else(|| claims.iter().find(same)) {
        Some(claim) => explain::print(claim, &Marker::for_stdout(), out),
        None => Ok(()),
    }
}

fn label(store: &Store, node: &NamedNode) -> anyhow::Result<String> {
    Ok(trace::label_of(store, node)?.unwrap_or_else(|| node.as_str().to_owned()))
}
