//! What is fuzzed, and what must hold.

use gongtu::model::{Layout, Page};
use gongtu::rdf::iri::Iris;
use gongtu::resolve::decisions::{self, Decisions};

use crate::fuzz::Verdict;
use crate::fuzz::seeds::Kind;
use crate::graph::ENGINE;
use crate::input::read;
use crate::laws::{broken, page};
use crate::web::Served;

/// Runs an input.
pub type Run = Box<dyn FnMut(&[u8]) -> Verdict>;

/// Name, seeds, and how to prepare a run.
pub type Target = (&'static str, Kind, fn() -> Run);

pub const TARGETS: &[Target] = &[
    ("read", Kind::Text, || {
        Box::new(|bytes| any_name(bytes, &["a.txt", "-", "a.json", "a.jsonl", "a.html", "a.txt.gz"]))
    }),
    ("segment", Kind::Text, || Box::new(segment)),
    ("extract", Kind::Text, || Box::new(extract)),
    ("json", Kind::Json, || Box::new(|bytes| any_name(bytes, &["a.jsonl", "a.json", "-"]))),
    ("html", Kind::Html, || Box::new(|bytes| any_name(bytes, &["a.html"]))),
    ("query", Kind::Query, query),
    ("decisions", Kind::Decisions, || Box::new(decisions)),
];

/// Any bytes under any name: pages and warnings, each with its place; and pages are clean text.
fn any_name(bytes: &[u8], names: &[&str]) -> Verdict {
    for name in names {
        let (pages, warnings, _) = read(name, bytes);
        if pages.is_empty()
            && warnings.is_empty()
            && !bytes.iter().all(u8::is_ascii_whitespace)
            && blank(bytes).is_none()
        {
            return Err(format!("{name}: neither a page nor a warning"));
        }
        if let Some(page) = pages.iter().find(|page| page.first_line == 0 || page.text.contains(['\0', '\r'])) {
            return Err(format!("{name}: {page:?}"));
        }
    }
    Ok(())
}

/// Nothing but white space and marks of JSON lists, which hold no record.
fn blank(bytes: &[u8]) -> Option<()> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.chars().all(|c| c.is_whitespace() || c.is_control() || "[],\u{feff}".contains(c)).then_some(())
}

fn pages(bytes: &[u8]) -> Vec<Page> {
    let text = String::from_utf8_lossy(bytes);
    [Layout::Article, Layout::Dump].into_iter().filter_map(|layout| page("a.txt", &text, layout)).collect()
}

/// Articles and sentences hold the page's characters, on its lines.
fn segment(bytes: &[u8]) -> Verdict {
    for page in pages(bytes) {
        let lines = page.text.lines().count().max(1);
        for article in gongtu::segment::segment(&page).0 {
            let spans = article.sentences.iter().map(|sentence| sentence.span).chain([article.headline_span]);
            if let Some(span) = spans.into_iter().find(|span| article.text.get(span.start..span.end).is_none()) {
                return Err(format!("{span:?} does not fit"));
            }
            let ranges = article.body_lines.iter().chain(&article.headline_lines).chain(&article.byline_lines);
            if let Some(range) = ranges.into_iter().find(|(first, last)| *first == 0 || first > last || *last > lines) {
                return Err(format!("lines {range:?} of {lines}"));
            }
        }
    }
    Ok(())
}

/// All laws of extraction, and that its facts can be written as RDF.
fn extract(bytes: &[u8]) -> Verdict {
    for page in pages(bytes) {
        let (analyses, warnings) = ENGINE.analyse_page(&page);
        if let Some(warning) = warnings.first() {
            return Err(warning.to_string());
        }
        for analysis in &analyses {
            if let Some(wrong) = broken(analysis).into_iter().next() {
                return Err(wrong);
            }
            let graph = ENGINE.encode(analysis, &Iris::default());
            let lines: String = graph.quads.iter().map(gongtu::rdf::line).collect();
            let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads);
            if let Some(Err(error)) = parser.for_slice(lines.as_bytes()).find(Result::is_err) {
                return Err(format!("no N-Quads: {error}"));
            }
        }
    }
    Ok(())
}

/// A server that gets such addresses answers, and never with its own failure.
fn query() -> Run {
    let served = Served::new(|options| options.timeout = std::time::Duration::from_secs(2));
    Box::new(move |bytes| {
        let path: String =
            String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        match served.get(&path).status {
            0 => Err(format!("no answer to {path}")),
            500..=502 => Err(format!("the server failed on {path}")),
            _ => Ok(()),
        }
    })
}

/// A file that is taken is written again as what it was; one that is not has a message with its line.
fn decisions(bytes: &[u8]) -> Verdict {
    let text = String::from_utf8_lossy(bytes);
    match Decisions::parse("decisions.toml", &text) {
        Ok(taken) => {
            for decision in &taken.all {
                let block = decisions::block(decision);
                let again = Decisions::parse("decisions.toml", &block).map_err(|error| format!("{error}\n{block}"))?;
                let same =
                    again.all.len() == 1 && again.all[0].verdict == decision.verdict && again.all[0].by == decision.by;
                if !same {
                    return Err(format!("{block} is not {decision:?}"));
                }
            }
            Ok(())
        }
        Err(error) if error.to_string().starts_with("decisions.toml:") => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
