//! Articles → store: graphs of their own, namesakes joined, background refreshed.

use crate::error::Result;
use crate::pipeline::{Analysis, Engine};
use crate::rdf::ArticleGraph;
use crate::store::{Changes, Store};
use crate::{resolve, store};

/// Puts what articles yield into a store, in one transaction. Call [`finish`] behind the last batch.
///
/// # Errors
/// When the store cannot be written to; nothing of the batch is stored then.
pub fn load(engine: &Engine, store: &mut Store, analyses: &[Analysis]) -> Result<Changes> {
    use rayon::prelude::*;
    let iris = store.iris();
    let graphs: Vec<ArticleGraph> = analyses.par_iter().map(|analysis| engine.encode(analysis, &iris)).collect();
    store.replace(&graphs, resolve::join)
}

/// Brings the background graph in line with what the articles mention now, and saves the store.
///
/// # Errors
/// When the store cannot be written to.
pub fn finish(engine: &Engine, store: &mut store::Store) -> Result<()> {
    let iris = store.iris();
    store.refresh_background(|mentioned| engine.background().quads(&iris, mentioned))?;
    store.save()
}
