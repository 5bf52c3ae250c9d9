//! `gongtu explain`: every claim about a thing, with its sentence.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use oxigraph::model::NamedNode;
use oxigraph::sparql::QueryResults;

use crate::cli::complete;
use crate::cli::marked::Marker;
use crate::cli::place::Place;
use crate::cli::query::show;
use crate::store::Store;
use crate::trace::{self, Told};

/// Show every claim about a thing with its sentence, article, rule and confidence. 逐条说明某一事物的事实与出处。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu explain 郁忠")]
pub struct Explain {
    /// A name, another name, part of one, or an IRI.
    #[arg(add = ArgValueCompleter::new(complete::things))]
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
    identity(store, thing, out)?;
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

/// Why the articles that name a thing mean one: what it is known by, with the number of articles that say so, and what
/// people decided about it.
fn identity(store: &Store, thing: &NamedNode, out: &mut dyn Write) -> anyhow::Result<()> {
    let articles =
        rows(store, &format!("SELECT (COUNT(DISTINCT ?a) AS ?n) {{ GRAPH ?a {{ ?a schema:mentions {thing} }} }}"))?;
    let keys = rows(
        store,
        &format!(
            "SELECT ?key (COUNT(DISTINCT ?a) AS ?n) {{ GRAPH ?a {{ {thing} gt:identityKey ?key }} }}
             GROUP BY ?key ORDER BY DESC(?n) ?key"
        ),
    )?;
    if let Some([articles]) = articles.first().map(Vec::as_slice) {
        writeln!(out, "  one thing in {articles} article(s)")?;
    }
    for key in &keys {
        writeln!(out, "    known by: {} ({})", key[0].trim_start_matches("= "), key[1])?;
    }
    let decisions = format!(
        "SELECT ?id ?verdict ?words ?who ?why {{ ?d prov:used {thing} ; dct:identifier ?id ; gt:verdict ?verdict ;
           gt:statement ?words ; prov:wasAssociatedWith/rdfs:label ?who OPTIONAL {{ ?d rdfs:comment ?why }} }} ORDER BY ?id"
    );
    for row in rows(store, &decisions)? {
        writeln!(out, "    decided ({}, {}): {} – {} {}", row[1], row[3], row[2], row[0], row[4])?;
    }
    Ok(())
}

/// The rows of a query as people read them.
fn rows(store: &Store, query: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let QueryResults::Solutions(solutions) = store.query(query)? else { return Ok(Vec::new()) };
    let shown = |term: &Option<oxigraph::model::Term>| term.as_ref().map(show).unwrap_or_default();
    solutions.map(|row| Ok(row?.values().iter().map(shown).collect())).collect()
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
        "    {}:{}  {}{published}  {}  rule {}, confidence {}",
        claim.file, claim.line, row.article, claim.headline, claim.rule, claim.confidence
    )?;
    writeln!(out, "    {}\n", claim.claim.as_str())?;
    Ok(())
}
