//! JSON and CSV: for other programs.

use std::io::{self, Write};

use crate::trace::line::figures;
use crate::trace::post;
use crate::trace::{Lang, Line, Report};

/// Writes a report as JSON, with every field.
///
/// # Errors
/// When `out` cannot be written to.
pub fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

const HEADING: &[&str] = &[
    "when",
    "until",
    "dated",
    "kind",
    "who",
    "what",
    "where",
    "for",
    "with",
    "present",
    "under",
    "targets",
    "results",
    "confidence",
    "sentence",
    "article",
    "headline",
    "published",
    "publisher",
    "url",
    "file",
    "line",
    "iri",
];

/// Writes a report as CSV: a row a line and sentence.
///
/// # Errors
/// When `out` cannot be written to.
pub fn csv(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADING)?;
    for line in report.doings.iter().chain(&report.people) {
        for source in &line.sources {
            let what = if line.titles.is_empty() { line.what.clone() } else { post::listed(&line.titles, lang) };
            let confidence = format!("{:.3}", line.confidence);
            let names = |get: fn(&Line) -> &Vec<String>| lang.list(get(line));
            writer.write_record([
                line.when.as_str(),
                &line.until,
                if line.dated { "true" } else { "false" },
                line.kind.name(lang),
                &names(|line| &line.who),
                &what,
                &names(|line| &line.places),
                &names(|line| &line.whom),
                &names(|line| &line.with),
                &names(|line| &line.present),
                &names(|line| &line.towards),
                &figures(&line.targets, lang),
                &figures(&line.results, lang),
                &confidence,
                &source.sentence,
                &source.article,
                &source.headline,
                &source.published,
                &source.publisher,
                &source.url,
                &source.file,
                &source.line,
                &line.iri,
            ])?;
        }
    }
    writer.flush()
}
