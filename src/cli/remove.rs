//! `gongtu remove`: articles out of the graph.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::NamedNode;
use oxigraph::sparql::QueryResults;

use crate::cli::decided::{self, Decided};
use crate::cli::place::{self, Place};
use crate::cli::query::show;
use crate::load;
use crate::pipeline::Engine;
use crate::rdf::iri::{Iris, file_name};
use crate::store::{Marker, Store};

/// Take articles out of the graph, and with them what no other article states. 从图谱中移除文章。
#[derive(Debug, Args)]
#[command(
    after_help = "Example: gongtu remove 'page#3'\n         gongtu remove old/page.txt\n         gongtu remove --all news.jsonl"
)]
pub struct Remove {
    /// Articles by key or IRI, or files with all their articles.
    #[arg(required = true, value_name = "ARTICLE|FILE")]
    what: Vec<String>,
    /// All articles that a word means, also when they are of several files or are the records of one.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    decided: Decided,
}

impl Remove {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let decisions = self.decided.read(&self.place.store)?;
        let engine = Engine::embedded()?;
        Marker::read(&self.place.store)?;
        let mut store = Store::open_for_writing(&self.place.store, None, &Iris::default())?;
        place::keep(&store);
        let articles = articles(&store)?;
        let mut names: Vec<NamedNode> = Vec::new();
        for what in &self.what {
            names.extend(chosen(&articles, what, self.all)?);
        }
        names.sort();
        names.dedup();
        store.remove(&names)?;
        let outcome = load::finish(&engine, &mut store, &decisions)?;
        decided::say(&outcome.notes);
        anstream::eprintln!("{} articles removed, {} settled anew", names.len(), outcome.made);
        Ok(ExitCode::SUCCESS)
    }
}

/// Articles that are listed when a word means several.
const SHOWN: usize = 20;

/// An article as people may name it.
struct Known {
    key: String,
    page: String,
    file: String,
}

fn articles(store: &Store) -> anyhow::Result<BTreeMap<String, Known>> {
    let ask = "SELECT ?a ?key ?page ?file { ?a gt:key ?key ; schema:isPartOf ?page . ?page dct:title ?file }";
    let QueryResults::Solutions(solutions) = store.query(ask)? else { anyhow::bail!("no articles") };
    let mut found = BTreeMap::new();
    for solution in solutions {
        let solution = solution?;
        let get = |name| solution.get(name).map(show).unwrap_or_default();
        let iri = get("a").trim_matches(['<', '>']).to_owned();
        found.insert(iri, Known { key: get("key"), page: get("page"), file: get("file") });
    }
    Ok(found)
}

/// The articles that a word means; it is an error when it means none, or, unless all are asked for, articles of several
/// pages.
fn chosen(articles: &BTreeMap<String, Known>, what: &str, all: bool) -> anyhow::Result<Vec<NamedNode>> {
    let by = |is: &dyn Fn(&str, &Known) -> bool| -> Vec<(&String, &Known)> {
        articles.iter().filter(|(iri, known)| is(iri, known)).collect()
    };
    let mut found = by(&|iri, _| iri == what || iri.rsplit('/').next() == Some(what));
    if found.is_empty() {
        found = by(&|_, known| known.key == what);
    }
    if found.is_empty() {
        let file = file_name(what);
        found = by(&|_, known| known.file == file);
    }
    anyhow::ensure!(!found.is_empty(), "no article and no file of the graph is called {what}");
    let page = &found[0].1.page;
    if !all && found.iter().any(|(_, known)| known.page != *page) {
        let list: Vec<&str> = found.iter().take(SHOWN).map(|(iri, _)| iri.as_str()).collect();
        let more = if found.len() > SHOWN { format!("\n  … {} in all", found.len()) } else { String::new() };
        anyhow::bail!(
            "{what} means articles of several files or records; name one by its IRI, or take all with --all:\n  {}{more}",
            list.join("\n  ")
        );
    }
    Ok(found.into_iter().map(|(iri, _)| NamedNode::new_unchecked(iri)).collect())
}
