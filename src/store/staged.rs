//! What a build puts into a new store of the in-memory form: the lines of its snapshot, article by article.
//!
//! Oxigraph's graph is made for questions, and a build asks none: it needs every article's record and summary, and then the
//! lines. Leaving the graph out takes the greater part of a build's time and memory away. Whoever asks the store before it
//! is opened anew gets the graph, made of these lines ([`Staged::fill`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, QuadRef, Term, TermRef};
use rayon::prelude::*;

use crate::rdf::vocab::{gt, schema};
use crate::rdf::{ArticleGraph, push_line, sorted_with_lines};
use crate::store::memory;
use crate::store::replace::{Changes, Known, Record};

/// Articles and the graphs of the store's own, not yet in a graph.
#[derive(Default)]
pub(super) struct Staged {
    articles: BTreeMap<NamedNode, Article>,
    /// Names of the articles of each page.
    pages: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    own: BTreeMap<NamedNode, Lines>,
    asked: OnceLock<()>,
}

/// An article: what it was read as, and its graph as it was made last.
#[derive(Default)]
struct Article {
    page: Option<NamedNode>,
    record: String,
    summary: String,
    settled: Option<String>,
    graph: Lines,
    mentions: Vec<NamedNode>,
}

/// Lines of N-Quads, each once.
#[derive(Default, PartialEq, Eq)]
struct Lines {
    text: String,
    count: usize,
}

impl Staged {
    /// As [`crate::store::Store::take_in`].
    pub(super) fn take_in(&mut self, records: &[Record]) -> Changes {
        let mut changes = Changes::default();
        let kept: BTreeSet<&NamedNode> = records.iter().map(|record| &record.name).collect();
        let pages: BTreeSet<&NamedNode> = records.iter().map(|record| &record.page).collect();
        let held = pages.into_iter().filter_map(|page| self.pages.get(page)).flatten();
        let stale: Vec<NamedNode> = held.filter(|name| !kept.contains(name)).cloned().collect();
        for name in &stale {
            self.forget(name);
            changes.removed += 1;
        }
        for record in records {
            let was_there = self.write(record);
            *(if was_there { &mut changes.replaced } else { &mut changes.added }) += 1;
        }
        changes
    }

    fn write(&mut self, record: &Record) -> bool {
        let was_there = self.articles.contains_key(&record.name);
        let article = self.articles.entry(record.name.clone()).or_default();
        if article.record != record.record {
            article.settled = None;
            article.record.clone_from(&record.record);
        }
        article.summary.clone_from(&record.summary);
        let before = article.page.replace(record.page.clone());
        if let Some(names) = before.filter(|page| *page != record.page).and_then(|page| self.pages.get_mut(&page)) {
            names.remove(&record.name);
        }
        self.pages.entry(record.page.clone()).or_default().insert(record.name.clone());
        was_there
    }

    /// Removes an article: its graph and what it was read as.
    pub(super) fn forget(&mut self, name: &NamedNode) {
        let page = self.articles.remove(name).and_then(|article| article.page);
        if let Some(names) = page.and_then(|page| self.pages.get_mut(&page)) {
            names.remove(name);
        }
    }

    /// As [`crate::store::Store::known`].
    pub(super) fn known(&self) -> BTreeMap<NamedNode, Known> {
        let known = |article: &Article| Known {
            page: article.page.as_ref().map(|page| page.as_str().to_owned()).unwrap_or_default(),
            summary: article.summary.clone(),
            settled: article.settled.clone(),
        };
        self.articles.iter().map(|(name, article)| (name.clone(), known(article))).collect()
    }

    /// As [`crate::store::Store::record`].
    pub(super) fn record(&self, name: &NamedNode) -> Option<String> {
        self.articles.get(name).map(|article| article.record.clone())
    }

    /// As [`crate::store::Store::remake`].
    pub(super) fn remake(&mut self, graphs: Vec<(ArticleGraph, String)>) {
        let made: Vec<(NamedNode, String, Lines, Vec<NamedNode>)> = graphs
            .into_par_iter()
            .map(|(ArticleGraph { name, quads, lines, .. }, made_from)| {
                let mentions = mentions(&quads);
                (name, made_from, Lines { text: lines, count: quads.len() }, mentions)
            })
            .collect();
        for (name, made_from, lines, mentions) in made {
            let article = self.articles.entry(name).or_default();
            (article.graph, article.mentions, article.settled) = (lines, mentions, Some(made_from));
        }
    }

    /// As [`crate::store::Store::mentioned`].
    pub(super) fn mentioned(&self) -> BTreeSet<NamedNode> {
        self.articles.values().flat_map(|article| &article.mentions).cloned().collect()
    }

    /// As [`crate::store::Store::refresh`].
    pub(super) fn refresh(&mut self, graph: &NamedNode, quads: &[Quad]) -> bool {
        let (sorted, text) = sorted_with_lines(quads.to_vec());
        let lines = Lines { text, count: sorted.len() };
        let same = self.own.get(graph).map_or(lines.count == 0, |old| *old == lines);
        self.own.insert(graph.clone(), lines);
        !same
    }

    /// Number of quads in named graphs, records left out.
    pub(super) fn len(&self) -> usize {
        self.articles.values().map(|article| &article.graph).chain(self.own.values()).map(|lines| lines.count).sum()
    }

    /// Whether nothing is here.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.len() == 0
    }

    /// Whether the graph has been asked: what it holds from then on is what counts.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.get().is_some()
    }

    /// Fills the graph, once.
    pub(super) fn fill(&self, graph: &oxigraph::store::Store, hidden: &NamedNode) {
        self.asked.get_or_init(|| {
            if !self.is_empty() {
                let records = self.records(hidden);
                let text: String = self.texts(&records).collect();
                let filled = memory::fill(graph, text.as_bytes(), hidden);
                debug_assert!(filled.is_ok(), "lines that this program wrote: {filled:?}");
            }
        });
    }

    /// Calls `save` with all lines of the snapshot, sorted.
    pub(super) fn lines<T>(&self, hidden: &NamedNode, save: impl FnOnce(&[&str]) -> T) -> T {
        let records = self.records(hidden);
        let texts: Vec<&str> = self.texts(&records).collect();
        let mut lines: Vec<&str> = texts.into_par_iter().flat_map_iter(|text| text.split_inclusive('\n')).collect();
        // Stable: this way of sorting uses that the lines of each article are sorted already.
        lines.par_sort();
        save(&lines)
    }

    fn texts<'s>(&'s self, records: &'s [String]) -> impl Iterator<Item = &'s str> {
        let graphs = self.articles.values().map(|article| &article.graph).chain(self.own.values());
        graphs.map(|lines| lines.text.as_str()).chain(records.iter().map(String::as_str))
    }

    /// The lines of each article's record.
    fn records(&self, hidden: &NamedNode) -> Vec<String> {
        let articles: Vec<_> = self.articles.iter().collect();
        articles.into_par_iter().map(|(name, article)| article.lines(name, hidden)).collect()
    }
}

impl Article {
    /// The statements of the store's own about it.
    fn lines(&self, name: &NamedNode, hidden: &NamedNode) -> String {
        let mut out = String::with_capacity(self.record.len() + self.summary.len() + 1024);
        let mut note = |predicate: NamedNodeRef<'_>, object: TermRef<'_>| {
            push_line(&mut out, QuadRef::new(name, predicate, object, hidden));
        };
        let mut word = |predicate, words: &str| note(predicate, Literal::new_simple_literal(words).as_ref().into());
        if self.page.is_some() {
            word(gt::asRead, &self.record);
            word(gt::identities, &self.summary);
        }
        if let Some(settled) = &self.settled {
            word(gt::settled, settled);
        }
        if let Some(page) = &self.page {
            note(schema::isPartOf, page.as_ref().into());
        }
        out
    }
}

/// The entities that an article mentions.
fn mentions(quads: &[Quad]) -> Vec<NamedNode> {
    let mentions = quads.iter().filter(|quad| quad.predicate == schema::mentions);
    mentions
        .filter_map(|quad| match &quad.object {
            Term::NamedNode(node) => Some(node.clone()),
            Term::BlankNode(_) | Term::Literal(_) => None,
        })
        .collect()
}
