//! How fast each stage is, and the whole, beside what others need for a part of the work – in one run, for machines differ.
//!
//! ```text
//! cargo bench                                     # over the sample page
//! GONGTU_CORPUS=folder:folder cargo bench         # over the articles of folders of JSON
//! ```
//!
//! `GONGTU_BENCH_SECONDS` is the time for each line (2), the best of its rounds counts. `GONGTU_BENCH_STAGE=tag` runs one
//! stage once and nothing beside it (`prepare`: nothing at all), to be counted by `valgrind --tool=callgrind`:
//! `tests/tools/instructions.sh` does so for all. It prints a table in Markdown; `docs/limits.md` keeps one.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a program for people who measure")]

#[path = "programs.rs"]
mod programs;

use std::hint::black_box;
use std::time::{Duration, Instant};

use gongtu::assets::SAMPLE;
use gongtu::lexicon::Lexicon;
use gongtu::load;
use gongtu::model::{Analysis, Article, Document, Identities, Page, Span, Summary};
use gongtu::pipeline::Engine;
use gongtu::rdf::{self, ArticleGraph, iri::Iris};
use gongtu::read::{Item, ReadOptions, read_each, read_stream};
use gongtu::resolve::across::settle;
use gongtu::resolve::decisions::Decisions;
use gongtu::store::Store;
use gongtu::tagger::Tagger;
use gongtu::{extract, relate, segment};
use oxigraph::model::Quad;
use rayon::prelude::*;

/// What all stages yield, so that each can be run alone.
struct Bench {
    engine: Engine,
    lexicon: Lexicon,
    tagger: Tagger,
    jieba: jieba_rs::Jieba,
    iris: Iris,
    jsonl: Vec<u8>,
    pages: Vec<Page>,
    articles: Vec<Article>,
    analyses: Vec<Analysis>,
    summaries: Vec<Summary>,
    identities: Vec<Identities>,
    quads: Vec<Quad>,
    characters: usize,
}

/// The records of the input, as JSON Lines.
fn records() -> String {
    let mut pages = Vec::new();
    let mut take = |item| {
        if let Item::Page(page) = item {
            pages.push(*page);
        }
        true
    };
    match std::env::var("GONGTU_CORPUS") {
        Ok(folders) => {
            let inputs: Vec<String> = folders.split(':').map(|folder| format!("{folder}/*.json")).collect();
            read_each(&inputs, &ReadOptions::default(), &mut take);
        }
        Err(_) => drop(read_stream("page.txt", &mut SAMPLE.text.as_bytes(), &ReadOptions::default(), &mut take)),
    }
    let articles = pages.iter().flat_map(|page| segment::segment(page).0).enumerate();
    let record = |(n, article): (usize, Article)| {
        let title = article.headline.unwrap_or_default();
        let text = article.text.strip_prefix(&title).unwrap_or(&article.text).trim_start();
        let date = article.published.map(|day| day.to_string());
        let source = article.publisher;
        serde_json::json!({ "id": n.to_string(), "title": title, "date": date, "source": source, "text": text })
            .to_string()
            + "\n"
    };
    articles.map(record).collect()
}

fn read(jsonl: &[u8]) -> Vec<Page> {
    let mut pages = Vec::new();
    read_stream("bench.jsonl", &mut &*jsonl, &ReadOptions::default(), &mut |item| {
        if let Item::Page(page) = item {
            pages.push(*page);
        }
        true
    });
    pages
}

impl Bench {
    fn new() -> Self {
        let (engine, iris) = (Engine::embedded().expect("the data is sound"), Iris::default());
        let jsonl = records().into_bytes();
        let pages = read(&jsonl);
        let articles: Vec<Article> = pages.iter().flat_map(|page| segment::segment(page).0).collect();
        let analyses: Vec<Analysis> = articles.iter().map(|article| engine.analyse(article.clone())).collect();
        let summaries: Vec<Summary> = analyses.iter().map(|analysis| engine.identify(analysis)).collect();
        let identities = settle(&summaries, &Decisions::default()).articles;
        let graphs = analyses.iter().zip(&identities).map(|(a, i)| engine.encode_as(a, i, &iris));
        let quads = graphs.flat_map(|graph| graph.quads).collect();
        let characters = articles.iter().map(|article| article.text.chars().count()).sum();
        let lexicon = Lexicon::embedded().expect("the data is sound");
        let (tagger, jieba) = (Tagger::embedded(), jieba_rs::Jieba::new());
        Self {
            engine,
            lexicon,
            tagger,
            jieba,
            iris,
            jsonl,
            pages,
            articles,
            analyses,
            summaries,
            identities,
            quads,
            characters,
        }
    }

    fn spans(article: &Article) -> Vec<Span> {
        article.sentences.iter().map(|sentence| sentence.span).collect()
    }

    fn extracted(&self, article: &Article) -> usize {
        let mut document = self.document(article);
        extract::extract(&mut document, &self.lexicon);
        document.mentions.len()
    }

    fn document<'a>(&self, article: &'a Article) -> Document<'a> {
        let mut document = Document::new(article);
        document.hits = self.lexicon.find(&article.text);
        document.tags = self.tagger.tag(&article.text, &Self::spans(article));
        document
    }

    fn settled(&self) -> usize {
        settle(&self.summaries, &Decisions::default()).things.len()
    }

    fn encoded(&self, at: usize) -> ArticleGraph {
        self.engine.encode_as(&self.analyses[at], &self.identities[at], &self.iris)
    }

    fn loaded(&self) -> usize {
        let mut store = Store::temporary(&self.iris).expect("a store");
        load::load(&self.engine, &mut store, &self.analyses).expect("loaded");
        load::finish(&self.engine, &mut store, &Decisions::default()).expect("settled").made
    }

    fn bulk_loaded(&self) -> usize {
        let store = oxigraph::store::Store::new().expect("a store");
        let mut loader = store.bulk_loader();
        loader.load_quads(self.quads.iter().cloned()).expect("loaded");
        loader.commit().expect("loaded");
        store.len().expect("a number")
    }
}

/// A line of the table: what is measured over all articles on this many threads.
type Line = (&'static str, bool, fn(&Bench) -> usize);

/// Sums what a stage makes of each article, on the threads of the pool around it.
fn each(bench: &Bench, work: impl Fn(usize) -> usize + Send + Sync) -> usize {
    (0..bench.articles.len()).into_par_iter().map(work).sum()
}

/// Name, whether it can use several threads, and the work. Lines that begin with a plus are what others need for a part.
const LINES: &[Line] = &[
    ("read", false, |b| read(&b.jsonl).len()),
    ("segment", true, |b| b.pages.par_iter().map(|page| segment::segment(page).0.len()).sum()),
    ("find words", true, |b| each(b, |n| b.lexicon.find(&b.articles[n].text).len())),
    ("tag", true, |b| each(b, |n| b.tagger.tag(&b.articles[n].text, &Bench::spans(&b.articles[n])).len())),
    ("find, tag, extract", true, |b| each(b, |n| b.extracted(&b.articles[n]))),
    ("find, tag, extract, relate", true, |b| {
        each(b, |n| {
            let mut document = b.document(&b.articles[n]);
            extract::extract(&mut document, &b.lexicon);
            relate::relate(&document, &b.lexicon).len()
        })
    }),
    ("resolve: identify", true, |b| each(b, |n| b.engine.identify(&b.analyses[n]).entities.len())),
    ("resolve: settle", false, Bench::settled),
    ("encode", true, |b| each(b, |n| b.encoded(n).quads.len())),
    ("load (identify, settle, encode, insert, union)", true, Bench::loaded),
    ("whole, pages to facts", true, |b| b.engine.analyse_pages(&b.pages).len()),
    ("+ jieba-rs cutting", true, |b| each(b, |n| b.jieba.cut(&b.articles[n].text, true).len())),
    ("+ jieba-rs cutting and tagging", true, |b| each(b, |n| b.jieba.tag(&b.articles[n].text, true).len())),
    ("+ serialization of the quads", false, |b| b.quads.iter().map(|quad| rdf::line(quad).len()).sum()),
    ("+ Oxigraph's bulk load of the quads", false, Bench::bulk_loaded),
];

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

/// The best round of the time that a line has.
fn best(bench: &Bench, threads: usize, work: fn(&Bench) -> usize) -> Duration {
    let seconds = std::env::var("GONGTU_BENCH_SECONDS").ok().and_then(|words| words.parse().ok()).unwrap_or(2.0);
    let pool = pool(threads);
    let (begun, mut best) = (Instant::now(), Duration::MAX);
    while best == Duration::MAX || begun.elapsed().as_secs_f64() < seconds {
        let round = Instant::now();
        black_box(pool.install(|| work(bench)));
        best = best.min(round.elapsed());
    }
    best
}

fn main() {
    let bench = Bench::new();
    if let Ok(stage) = std::env::var("GONGTU_BENCH_STAGE") {
        let line = LINES.iter().find(|(name, ..)| *name == stage);
        let made = line.map_or(0, |(_, _, work)| pool(1).install(|| work(&bench)));
        println!("{stage}: {made} of {} characters", bench.characters);
        return;
    }
    let rate = |time: Duration| format!("{:.0}", bench.characters as f64 / time.as_secs_f64());
    println!("{} articles, {} characters, {} quads\n", bench.articles.len(), bench.characters, bench.quads.len());
    println!("| characters a second | one thread | two threads |\n| --- | --- | --- |");
    let mut alone = Duration::ZERO;
    for (name, threads, work) in LINES {
        let one = best(&bench, 1, *work);
        let two = if *threads { rate(best(&bench, 2, *work)) } else { "–".to_owned() };
        println!("| {name} | {} | {two} |", rate(one));
        if matches!(*name, "tag" | "+ Oxigraph's bulk load of the quads") {
            alone += one;
        }
    }
    programs::table(&bench.jsonl, bench.characters, alone);
}
