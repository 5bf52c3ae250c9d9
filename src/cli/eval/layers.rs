//! What each layer brings: layers added one after another, and each left out of the whole.

use std::io::Write;
use std::path::Path;

use crate::cli::eval::{engine, rows};
use crate::eval::{self, Figures, Row, Score};
use crate::model::{Page, Warning};
use crate::pipeline::Engine;

/// The layers in groups, from what needs nothing but lists to what needs all the others: a heading, and their names.
const STEPS: &[(&str, &[&str])] = &[
    (
        "lists and formal patterns",
        &["byline", "date", "place", "organization", "policy", "work", "group", "honor", "article", "name"],
    ),
    ("+ tagger", &["tagger"]),
    ("+ persons and their posts", &["title", "person", "post"]),
    ("+ apposition (A、B等机构)", &["organization:apposed"]),
    ("+ programmes and happenings", &["naming", "measure", "visit"]),
    ("+ figures", &["quantity", "figure"]),
    ("+ sentence patterns", &["pattern", "event", "policy-title"]),
    ("+ pairs weighed by a model", &["link"]),
    ("+ parts of policies, what follows from other facts", &["policy"]),
    ("+ calibration: the whole", &["calibration"]),
];

/// Prints both tables; says whether anything was wrong with the articles.
pub(super) fn print(
    (pages, warnings): &(Vec<Page>, Vec<Warning>),
    gold: &[Row],
    weights: Option<&Path>,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    let measure = |without: Vec<String>| -> anyhow::Result<Score> {
        Ok(eval::score(gold.to_vec(), rows(&engine(weights, without)?, pages)))
    };
    heading("layers added", out)?;
    for at in 0..STEPS.len() {
        let without = STEPS[at + 1..].iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()));
        line(STEPS[at].0, &measure(without.collect())?, out)?;
        out.flush()?;
    }
    writeln!(out)?;
    heading("one layer left out", out)?;
    line("none", &measure(Vec::new())?, out)?;
    for name in Engine::layers() {
        line(name, &measure(vec![name.to_owned()])?, out)?;
        out.flush()?;
    }
    for warning in warnings {
        anstream::eprintln!("gongtu: {warning}");
    }
    Ok(!warnings.is_empty())
}

fn heading(title: &str, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{title:52}{:>8}{:>8}{:>8}{:>10}{:>11}", "P", "R", "F1", "entities", "relations")
}

fn line(name: &str, score: &Score, out: &mut dyn Write) -> std::io::Result<()> {
    let [graph, entities, relations, _] = score.totals.map(|(_, figures)| figures);
    let f1 = Figures::f1;
    let width = 52 - name.chars().filter(|c| !c.is_ascii()).count();
    writeln!(
        out,
        "{name:width$}{:8.3}{:8.3}{:8.3}{:10.3}{:11.3}",
        graph.precision(),
        graph.recall(),
        f1(graph),
        f1(entities),
        f1(relations)
    )
}
