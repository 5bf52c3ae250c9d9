//! Articles → store: records first, then identities over the whole set, people's decisions, and the graphs that come of
//! them.

mod pace;
mod things;

use std::collections::BTreeSet;

use oxigraph::model::NamedNode;
use rayon::prelude::*;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::{Analysis, Article, Claim, Class, EntityRef, Identities, Mention, Summary, hash};
use crate::pipeline::Engine;
use crate::rdf::{ArticleGraph, decision};
use crate::resolve::across::{Settled, settle};
use crate::resolve::amend::{amend, concerns};
use crate::resolve::decisions::Decisions;
use crate::store::{Changes, Known, Record, Store};

pub use pace::Pace;
pub use things::{Settlement, Things, fact, things};

/// Articles whose graphs are made in one transaction.
const BATCH: usize = 256;

/// Puts what articles yield into a store, in one transaction. Call [`finish`] behind the last batch.
///
/// # Errors
/// When the store cannot be written to; nothing of the batch is stored then.
pub fn load(engine: &Engine, store: &mut Store, analyses: &[Analysis]) -> Result<Changes> {
    let iris = store.iris();
    let records: Vec<Record> = analyses
        .par_iter()
        .map(|analysis| {
            Ok(Record {
                name: iris.article(&analysis.article),
                page: iris.page(&analysis.article, &analysis.page),
                record: record(analysis)?,
                summary: written(&engine.identify(analysis))?,
            })
        })
        .collect::<Result<_>>()?;
    store.take_in(&records)
}

/// What [`finish`] did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Articles whose graphs were made anew.
    pub made: usize,
    /// Decisions that go against others, or that name nothing in the graph.
    pub notes: Vec<Error>,
}

/// Settles who is who over all articles, applies people's decisions, makes the graphs that this changes, brings the
/// background in line with what the articles mention now, and saves the store.
///
/// # Errors
/// When the store cannot be written to.
pub fn finish(engine: &Engine, store: &mut Store, decisions: &Decisions) -> Result<Outcome> {
    finish_at(engine, store, decisions, &mut Pace::default())
}

/// The same, saving now and then: what is done by then need not be done again when the program is stopped.
///
/// # Errors
/// When the store cannot be written to.
pub fn finish_at(engine: &Engine, store: &mut Store, decisions: &Decisions, pace: &mut Pace) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let articles = articles(engine, store, decisions)?;
    let summaries: Vec<Summary> = articles.par_iter().map(|article| article.summary.clone()).collect();
    let Settled { articles: identities, things, contradictions } = settle(&summaries, decisions);
    let due: Vec<Due<'_>> = articles.par_iter().zip(&identities).filter_map(|(a, i)| Due::of(a, i)).collect();
    for batch in due.chunks(BATCH) {
        let graphs = batch.par_iter().map(|due| due.read(store)).collect::<Result<Vec<_>>>()?;
        let iris = store.iris();
        let graphs: Vec<(ArticleGraph, String)> = graphs
            .into_par_iter()
            .zip(batch)
            .map(|(analysis, due)| (engine.encode_as(&analysis, due.identities, &iris), due.made_from.clone()))
            .collect();
        store.remake(graphs)?;
        pace.save(store)?;
    }
    outcome.made = due.len();
    outcome.notes = contradictions;
    outcome.notes.extend(idle(decisions, &articles, &things));
    let iris = store.iris();
    store.refresh(&iris.decisions(), &decision::encode(&iris, &decisions.all, &things))?;
    let background = engine.background().quads(&iris, &store.mentioned()?);
    store.refresh(&iris.background(), &background)?;
    store.complete()?;
    Ok(outcome)
}

/// What [`finish`] would say about the decisions, without doing anything.
///
/// # Errors
/// When the store cannot be read.
pub fn preview(engine: &Engine, store: &Store, decisions: &Decisions) -> Result<Vec<Error>> {
    let articles = articles(engine, store, decisions)?;
    let summaries: Vec<Summary> = articles.iter().map(|article| article.summary.clone()).collect();
    let Settled { things, mut contradictions, .. } = settle(&summaries, decisions);
    contradictions.extend(idle(decisions, &articles, &things));
    Ok(contradictions)
}

/// Decisions that name nothing in the graph.
fn idle(
    decisions: &Decisions,
    articles: &[Stored<'_>],
    things: &std::collections::BTreeMap<String, Vec<crate::model::Identity>>,
) -> Vec<Error> {
    let applied: BTreeSet<&str> = articles.iter().flat_map(|a| a.applied.iter().map(String::as_str)).collect();
    let is_idle = |d: &&crate::model::Decision| match things.get(&d.id) {
        Some(things) => things.is_empty(),
        None => !applied.contains(d.id.as_str()),
    };
    let error =
        |d| decisions.error(d, format!("nothing in the graph is what the decision {} is about: {}", d.id, d.verdict));
    decisions.all.iter().filter(is_idle).map(error).collect()
}

/// An article of the store, people's corrections applied.
struct Stored<'d> {
    name: NamedNode,
    summary: Summary,
    settled: Option<String>,
    /// The corrected article, when there was something to correct.
    corrected: Option<Analysis>,
    /// Ids of the decisions that corrected it.
    applied: Vec<String>,
    decisions: &'d Decisions,
}

fn articles<'d>(engine: &Engine, store: &Store, decisions: &'d Decisions) -> Result<Vec<Stored<'d>>> {
    let known: Vec<(NamedNode, Known)> = store.known()?.into_iter().collect();
    known.into_par_iter().map(|(name, known)| Stored::of(engine, store, name, known, decisions)).collect()
}

impl<'d> Stored<'d> {
    fn of(engine: &Engine, store: &Store, name: NamedNode, known: Known, decisions: &'d Decisions) -> Result<Self> {
        let mut summary: Summary = read(store, &known.summary)?;
        let named = |label: &str| summary.entities.iter().any(|entity| entity.label == label);
        let concerned: Vec<_> = decisions.corrections().filter(|d| concerns(d, &summary.article, named)).collect();
        let (mut corrected, mut applied) = (None, Vec::new());
        if !concerned.is_empty() {
            let mut analysis = analysis(store, &name)?;
            applied = amend(&mut analysis, concerned).into_iter().map(str::to_owned).collect();
            if !applied.is_empty() {
                summary = engine.identify(&analysis);
                corrected = Some(analysis);
            }
        }
        Ok(Self { name, summary, settled: known.settled, corrected, applied, decisions })
    }

    /// A digest of all that its graph is made from, the record apart: a changed record has no digest.
    fn made_from(&self, identities: &Identities) -> String {
        let others = |(entity, identity): (&EntityRef, &crate::model::Identity)| {
            let plain = entity.class == Class::Group;
            (!plain).then(|| format!("{entity:?} {identity:?}"))
        };
        let mut parts: Vec<String> = identities.0.iter().filter_map(others).collect();
        let applied = self.decisions.all.iter().filter(|d| self.applied.contains(&d.id));
        parts.extend(applied.map(|d| format!("{} {:?}", d.id, d.verdict)));
        parts.push(env!("CARGO_PKG_VERSION").to_owned());
        format!("{:016x}", hash(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}

/// An article whose graph must be made anew.
struct Due<'a> {
    article: &'a Stored<'a>,
    identities: &'a Identities,
    made_from: String,
}

impl<'a> Due<'a> {
    fn of(article: &'a Stored<'a>, identities: &'a Identities) -> Option<Self> {
        let made_from = article.made_from(identities);
        (article.settled.as_ref() != Some(&made_from)).then_some(Self { article, identities, made_from })
    }

    fn read(&self, store: &Store) -> Result<Analysis> {
        self.article.corrected.as_ref().map_or_else(|| analysis(store, &self.article.name), |a| Ok(a.clone()))
    }
}

fn analysis(store: &Store, name: &NamedNode) -> Result<Analysis> {
    read(store, &store.record(name)?.unwrap_or_default())
}

/// An article written down. The folder that it was read from is no part of it.
fn record(analysis: &Analysis) -> Result<String> {
    let Analysis { article, mentions, claims, page } = analysis;
    let file = crate::rdf::iri::file_name(&article.file);
    written(&Kept { article: &Article { file, ..article.clone() }, mentions, claims, page })
}

/// [`Analysis`] as it is written down, without a copy of it.
#[derive(Serialize)]
struct Kept<'a> {
    article: &'a Article,
    mentions: &'a [Mention],
    claims: &'a [Claim],
    page: &'a str,
}

fn written(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Query(format!("an article cannot be written down: {e}")))
}

fn read<T: serde::de::DeserializeOwned>(store: &Store, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Store {
        path: store.folder().map_or_else(|| "memory".into(), std::path::Path::to_owned),
        message: format!("the record of an article is damaged: {e}; build the store anew"),
    })
}
