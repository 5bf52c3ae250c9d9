//! `gongtu store`: what a folder holds, and turning one form into the other.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cli::place::Place;
use crate::store::{Form, Store};

/// Tell a store's form, size and versions, or turn it into the other form. 查看或转换存储。
#[derive(Debug, Args)]
#[command(after_help = "Example: gongtu store --store gongtu-store --to memory")]
pub struct StoreCommand {
    #[command(flatten)]
    place: Place,
    /// Turn the store into this form.
    #[arg(long, value_enum)]
    to: Option<Form>,
}

impl StoreCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let folder = &self.place.store;
        if let Some(form) = self.to {
            Store::convert(folder, form)?;
        }
        let store = self.place.open()?;
        let marker = store.marker();
        let articles = count(&store, "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a schema:NewsArticle }")?;
        let claims = count(&store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a gt:Claim }")?;
        anstream::println!("folder      {}", folder.display());
        anstream::println!("form        {}", marker.form.as_str());
        anstream::println!("layout      {}", marker.format);
        anstream::println!("written by  gongtu {}", marker.written_by);
        anstream::println!("base        {}", marker.base);
        anstream::println!("size        {} bytes", size(folder));
        anstream::println!("articles    {articles}");
        anstream::println!("claims      {claims}");
        anstream::println!("quads       {}", store.len()?);
        Ok(ExitCode::SUCCESS)
    }
}

fn count(store: &Store, query: &str) -> anyhow::Result<String> {
    let oxigraph::sparql::QueryResults::Solutions(mut solutions) = store.query(query)? else {
        return Ok(String::new());
    };
    let first = solutions.next().transpose()?;
    Ok(first.and_then(|s| s.get("n").map(crate::cli::query::show)).unwrap_or_default())
}

/// Bytes of all files under a folder.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}
