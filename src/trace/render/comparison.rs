//! A comparison as Markdown, HTML and CSV.

use std::io::{self, Write};

use quick_xml::escape::escape;

use crate::trace::compare::{Comparison, Pair};
use crate::trace::render::html::STYLE;
use crate::trace::render::markdown::escape as plain;
use crate::trace::{Lang, Line};

/// Writes a comparison as Markdown: a table a section, then the sentences.
///
/// # Errors
/// When `out` cannot be written to.
pub fn markdown(comparison: &Comparison, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (left, right) = (plain(&comparison.left), plain(&comparison.right));
    writeln!(out, "# {left} · {right}")?;
    for section in comparison.pairs.chunk_by(|a, b| a.aspect == b.aspect) {
        writeln!(out, "\n## {}\n\n|  | {left} | {right} |\n| --- | --- | --- |", section[0].aspect.name(lang))?;
        for pair in section {
            let cell = |lines: &[Line]| {
                let numbered = pair.cell(lines, lang).into_iter().zip(lines);
                numbered
                    .map(|(words, line)| format!("{} {}", plain(&words), keys(line)))
                    .collect::<Vec<_>>()
                    .join("<br>")
            };
            writeln!(out, "| {} | {} | {} |", plain(&pair.about), cell(&pair.left), cell(&pair.right))?;
        }
    }
    writeln!(out, "\n## {}\n", lang.of("原文", "Sentences"))?;
    for source in sources(comparison) {
        writeln!(out, "- [{}] {} —— {}", source.article, plain(&source.sentence), plain(&source.place()))?;
    }
    Ok(())
}

/// Writes a comparison as one HTML page.
///
/// # Errors
/// When `out` cannot be written to.
pub fn html(comparison: &Comparison, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("{} · {}", comparison.left, comparison.right);
    let title = escape(&title);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}\
         table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #ddd;padding:.3em .6em;vertical-align:top;text-align:left}}\
         td p{{margin:.2em 0}}</style>\n</head>\n<body>\n<h1>{title}</h1>",
        lang.of("zh", "en")
    )?;
    for section in comparison.pairs.chunk_by(|a, b| a.aspect == b.aspect) {
        writeln!(
            out,
            "<h2>{}</h2>\n<table>\n<tr><th></th><th>{}</th><th>{}</th></tr>",
            section[0].aspect.name(lang),
            escape(&comparison.left),
            escape(&comparison.right)
        )?;
        for pair in section {
            write!(out, "<tr><th>{}</th>", escape(&pair.about))?;
            for lines in [&pair.left, &pair.right] {
                write!(out, "<td>{}</td>", cell(pair, lines, lang))?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// Each line with its sentences behind a click.
fn cell(pair: &Pair, lines: &[Line], lang: Lang) -> String {
    let mut out = String::new();
    for (words, line) in pair.cell(lines, lang).into_iter().zip(lines) {
        out.push_str(&format!("<details><summary>{}</summary>", escape(&words)));
        for source in &line.sources {
            out.push_str(&format!(
                "<blockquote>{}<cite>{}</cite></blockquote>",
                escape(&source.sentence),
                escape(source.place())
            ));
        }
        out.push_str("</details>");
    }
    out
}

/// Writes a comparison as CSV: a row a line.
///
/// # Errors
/// When `out` cannot be written to.
pub fn csv(comparison: &Comparison, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "aspect",
        "about",
        "side",
        "line",
        "confidence",
        "sentence",
        "article",
        "headline",
        "published",
    ])?;
    for pair in &comparison.pairs {
        for (side, lines) in [(&comparison.left, &pair.left), (&comparison.right, &pair.right)] {
            for (words, line) in pair.cell(lines, lang).into_iter().zip(lines) {
                for source in &line.sources {
                    writer.write_record([
                        pair.aspect.name(lang),
                        &pair.about,
                        side,
                        &words,
                        &format!("{:.3}", line.confidence),
                        &source.sentence,
                        &source.article,
                        &source.headline,
                        &source.published,
                    ])?;
                }
            }
        }
    }
    writer.flush()
}

/// The articles behind a line, as they are named under "sentences".
fn keys(line: &Line) -> String {
    let mut keys: Vec<&str> = line.sources.iter().map(|source| source.article.as_str()).collect();
    keys.dedup();
    format!("[{}]", keys.join(", "))
}

/// Every sentence once, by article.
fn sources(comparison: &Comparison) -> Vec<&crate::trace::Source> {
    let lines = comparison.pairs.iter().flat_map(|pair| pair.left.iter().chain(&pair.right));
    let mut all: Vec<_> = lines.flat_map(|line| &line.sources).collect();
    all.sort_by(|a, b| (&a.article, &a.line, &a.sentence).cmp(&(&b.article, &b.line, &b.sentence)));
    all.dedup_by(|a, b| a.article == b.article && a.sentence == b.sentence);
    all
}
