//! `gongtu path`: how two things hang together.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;

use crate::cli::explain;
use crate::cli::marked::Marker;
use crate::cli::place::Place;
use crate::store::Store;
use crate::trace::{self, ArticleView, Step};

/// Show the shortest way between two things, with the sentences on it. 两个事物之间的最短路径。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu path 郁忠 宿迁市总工会")]
pub struct Path {
    /// Where the way begins: a name or an IRI.
    from: String,
    /// Where it ends.
    to: String,
    #[command(flatten)]
    place: Place,
}

impl Path {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.place.open()?;
        let (from, to) = (trace::find(&store, &self.from)?, trace::find(&store, &self.to)?);
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        let Some(steps) = trace::shortest(&store, &from, &to)? else {
            anstream::eprintln!("gongtu: no way leads from {} to {}", self.from, self.to);
            return Ok(ExitCode::from(1));
        };
        for step in &steps {
            print(&store, step, &mut out)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print(store: &Store, step: &Step, out: &mut dyn Write) -> anyhow::Result<()> {
    let arrow = if step.backwards { "←" } else { "→" };
    let relation = explain_term(&step.predicate);
    writeln!(out, "{} {arrow} {relation} {arrow} {}", label(store, &step.from)?, label(store, &step.to)?)?;
    let Some((graph, _)) = &step.claim else {
        writeln!(out, "    known beforehand\n")?;
        return Ok(());
    };
    let (subject, object) = if step.backwards { (&step.to, &step.from) } else { (&step.from, &step.to) };
    let claims = ArticleView::of(store, graph)?.claims();
    let same = |claim: &&trace::Told| {
        claim.subject == *subject && claim.predicate == step.predicate && claim.object == Term::from(object.clone())
    };
    match claims.iter().find(same) {
        Some(claim) => explain::print(claim, &Marker::for_stdout(), out),
        None => Ok(()),
    }
}

fn explain_term(node: &NamedNode) -> String {
    crate::cli::query::show(&Term::from(node.clone()))
}

fn label(store: &Store, node: &NamedNode) -> anyhow::Result<String> {
    let query = format!("SELECT (MIN(STR(?l)) AS ?label) {{ {node} rdfs:label ?l }}");
    let QueryResults::Solutions(mut solutions) = store.query(&query)? else { return Ok(node.to_string()) };
    let first = solutions.next().transpose()?;
    let label = first.and_then(|solution| solution.get("label").map(crate::cli::query::show));
    Ok(label.unwrap_or_else(|| node.to_string()))
}
