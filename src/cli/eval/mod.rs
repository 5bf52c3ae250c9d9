//! `gongtu eval`: facts against gold facts.

mod layers;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::eval::{self, Figures, Row, Score};
use crate::model::{Page, PartialDate, Warning};
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions};

/// How the figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Table,
    /// For scripts.
    Json,
}

/// Measure precision, recall and F1 per relation against gold facts of your own. 用人工标注评测。
///
/// GOLD is a NAME.facts.tsv file or a folder of them; the articles (NAME.json, .txt, .html, …) stand beside.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  gongtu eval my-gold/ --errors 10\n  \
                        gongtu facts page.txt | gongtu eval page.facts.tsv --facts -")]
pub struct Eval {
    /// Gold facts: a file or a folder.
    gold: PathBuf,
    /// A ready fact table to score instead of reading the articles; - is standard input.
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Publication date of articles that name none.
    #[arg(long, value_name = "DATE")]
    published: Option<PartialDate>,
    /// Print up to N missed and N wrong rows a relation.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print a line an article too.
    #[arg(long)]
    by_article: bool,
    /// Print how often rows of each confidence are right.
    #[arg(long, conflicts_with = "facts")]
    reliability: bool,
    /// Write every extracted row to FILE with its confidence, its rule, and whether it is right.
    #[arg(long, value_name = "FILE", conflicts_with = "facts")]
    judged: Option<PathBuf>,
    /// Leave out layers, to measure what they bring; an unknown name is answered with all names.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', conflicts_with = "facts")]
    without: Vec<String>,
    /// Print what each layer brings: the figures with the layers added one after another, and with each left out.
    #[arg(long, conflicts_with_all = ["facts", "without"])]
    layers: bool,
    /// Weights of your own: a folder with files as in data/weights.
    #[arg(long, value_name = "DIR", conflicts_with = "facts")]
    weights: Option<PathBuf>,
    /// How the figures are written.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Exit with status 1 when the F1 of the graph facts is below this.
    #[arg(long, value_name = "F1")]
    floor: Option<f64>,
}

const ENDING: &str = ".facts.tsv";

impl Eval {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let files = self.files()?;
        let mut gold = Vec::new();
        for file in &files {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            gold.extend(eval::read(&file.display().to_string(), &text)?);
        }
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if self.layers {
            let wrong = layers::print(&self.articles(&files)?, &gold, self.weights.as_deref(), &mut out)?;
            out.flush()?;
            return Ok(ExitCode::from(u8::from(wrong)));
        }
        let (output, wrong) = match &self.facts {
            Some(path) => (ready(path)?, false),
            None => self.extracted(&files)?,
        };
        let score = eval::score(gold, output);
        if let Some(path) = &self.judged {
            judged(&score, path).with_context(|| path.display().to_string())?;
        }
        match self.format {
            Form::Table => self.table(&score, &mut out)?,
            Form::Json => json(&score, &mut out)?,
        }
        out.flush()?;
        let f1 = score.graph_facts().f1();
        if let Some(floor) = self.floor.filter(|floor| f1 < *floor) {
            anstream::eprintln!("gongtu: F1 of the graph facts is {f1:.3}, below {floor}");
            return Ok(ExitCode::from(1));
        }
        Ok(ExitCode::from(u8::from(wrong)))
    }

    fn files(&self) -> anyhow::Result<Vec<PathBuf>> {
        let shown = || self.gold.display().to_string();
        if !self.gold.is_dir() {
            anyhow::ensure!(self.gold.is_file(), "{}: no such file or folder", shown());
            return Ok(vec![self.gold.clone()]);
        }
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.gold)
            .with_context(shown)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(ENDING))
            .collect();
        files.sort();
        anyhow::ensure!(!files.is_empty(), "{}: no file ends in {ENDING}", shown());
        Ok(files)
    }

    /// The articles beside the gold files, and what was wrong with them.
    fn articles(&self, files: &[PathBuf]) -> anyhow::Result<(Vec<Page>, Vec<Warning>)> {
        let mut inputs = Vec::new();
        for file in files {
            let name = file.to_string_lossy();
            let stem = name.strip_suffix(ENDING).unwrap_or(&name);
            let endings = ["json", "jsonl", "txt", "html", "htm", "md", "pdf"];
            let beside = endings.iter().map(|ending| format!("{stem}.{ending}")).find(|path| Path::new(path).is_file());
            inputs.push(beside.with_context(|| format!("{name}: no article {stem}.json or .txt stands beside it"))?);
        }
        let options = ReadOptions { published: self.published, ..ReadOptions::default() };
        Ok(read::read_all(&inputs, &options))
    }

    /// Facts of the articles beside the gold files, and whether anything was wrong with them.
    fn extracted(&self, files: &[PathBuf]) -> anyhow::Result<(Vec<Row>, bool)> {
        let (pages, warnings) = self.articles(files)?;
        let rows = rows(&engine(self.weights.as_deref(), self.without.clone())?, &pages);
        for warning in &warnings {
            anstream::eprintln!("gongtu: {warning}");
        }
        Ok((rows, !warnings.is_empty()))
    }

    fn table(&self, score: &Score, out: &mut dyn Write) -> anyhow::Result<()> {
        writeln!(out, "{} articles, {} gold rows, {} output rows", score.articles, score.gold, score.output)?;
        let heading = ["precision", "recall", "F1"];
        writeln!(out, "{:24}{:>10}{:>10}{:>10}{:>8}{:>8}", "", heading[0], heading[1], heading[2], "gold", "output")?;
        let relations = score.relations.iter().map(|(name, figures)| (name.as_str(), *figures));
        for (name, figures) in relations.chain(score.totals) {
            line(name, figures, out)?;
        }
        if self.by_article {
            for (article, figures) in &score.by_article {
                line(&format!("  {article}"), *figures, out)?;
            }
        }
        if self.reliability {
            reliability(score, out)?;
        }
        let relations: BTreeSet<&String> = score.missed.keys().chain(score.wrong.keys()).collect();
        for relation in relations.iter().filter(|_| self.errors > 0) {
            for (title, rows) in [("missed", &score.missed), ("wrong", &score.wrong)] {
                for row in rows.get(*relation).into_iter().flatten().take(self.errors) {
                    writeln!(out, "{title}\t{row}")?;
                }
            }
        }
        Ok(())
    }
}

/// The engine with some weights, without some layers.
fn engine(weights: Option<&Path>, without: Vec<String>) -> anyhow::Result<Engine> {
    let engine = Engine::embedded()?.without(without)?;
    Ok(match weights {
        Some(folder) => engine.with_weights(folder)?,
        None => engine,
    })
}

/// The fact rows of pages.
fn rows(engine: &Engine, pages: &[Page]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (analyses, _) in engine.analyse_pages(pages) {
        for analysis in &analyses {
            rows.extend(analysis.claims.iter().map(|claim| Row::of(&analysis.article.key, claim)));
        }
    }
    rows
}

/// The tenths of the confidences, of all rows.
fn reliability(score: &Score, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "\n{:24}{:>10}{:>10}{:>10}", "confidence", "mean", "right", "rows")?;
    for (n, tenth) in eval::reliability(score.judged.iter()).iter().enumerate().filter(|(_, tenth)| tenth.rows > 0) {
        let name = format!("0.{n} to {}", ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"][n]);
        writeln!(out, "{name:24}{:10.3}{:10.3}{:10}", tenth.confidence(), tenth.precision(), tenth.rows)?;
    }
    Ok(())
}

/// One line for each row: the row, its confidence, its rule, 1 if it is right.
fn judged(score: &Score, path: &Path) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "# article\tsubject\trelation\tobject\tqualifiers\tconfidence\trule\tright")?;
    for (row, right) in &score.judged {
        let (confidence, rule) =
            row.evidence.as_ref().map_or((0, ""), |(confidence, rule)| (*confidence, rule.as_str()));
        writeln!(out, "{row}\t{:.3}\t{rule}\t{}", f64::from(confidence) / 1000.0, u8::from(*right))?;
    }
    out.flush()
}

fn line(name: &str, figures: Figures, out: &mut dyn Write) -> std::io::Result<()> {
    let (p, r, f) = (figures.precision(), figures.recall(), figures.f1());
    writeln!(out, "{name:24}{p:10.3}{r:10.3}{f:10.3}{:8}{:8}", figures.gold, figures.output)
}

fn ready(path: &Path) -> anyhow::Result<Vec<Row>> {
    let shown = path.display().to_string();
    let mut text = String::new();
    if shown == "-" {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(path).with_context(|| shown.clone())?;
    }
    Ok(eval::read(&shown, &text)?)
}

fn json(score: &Score, out: &mut dyn Write) -> anyhow::Result<()> {
    let figures = |f: &Figures| {
        serde_json::json!({
            "precision": f.precision(), "recall": f.recall(), "f1": f.f1(),
            "hits": f.hits, "gold": f.gold, "output": f.output,
        })
    };
    let by = |map: &std::collections::BTreeMap<String, Figures>| -> serde_json::Map<String, serde_json::Value> {
        map.iter().map(|(name, f)| (name.clone(), figures(f))).collect()
    };
    let totals: serde_json::Map<_, _> = score.totals.iter().map(|(name, f)| ((*name).to_owned(), figures(f))).collect();
    let value = serde_json::json!({
        "articles": score.articles, "gold": score.gold, "output": score.output,
        "reliability": eval::reliability(score.judged.iter()).iter().map(|tenth| serde_json::json!({
            "confidence": tenth.confidence(), "precision": tenth.precision(), "rows": tenth.rows,
        })).collect::<Vec<_>>(),
        "totals": totals, "relations": by(&score.relations), "by_article": by(&score.by_article),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)?;
    Ok(())
}
