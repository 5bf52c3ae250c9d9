//! `gongtu trace`: who did what there.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use oxigraph::model::NamedNode;

use crate::cli::complete;
use crate::cli::layout::{Layout, is_chinese_locale};
use crate::cli::marked::Marker;
use crate::cli::place::Place;
use crate::model::PartialDate;
use crate::store::Store;
use crate::trace::{self, Filter, Known, Lang, Line, Report, render};

/// How reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Aligned, for people at a terminal.
    Table,
    /// Markdown, ready to paste.
    Markdown,
    /// One HTML page that works offline.
    Html,
    /// JSON with every field.
    Json,
    /// Comma-separated values, a row a line and sentence.
    Csv,
}

/// What every report can be told.
#[derive(Clone, Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    pub narrow: Narrow,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
    /// Language of headings; that of the locale by default.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    #[command(flatten)]
    pub place: Place,
}

impl Options {
    /// The language of headings.
    pub(super) fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(locale)
    }
}

/// What a report takes in.
#[derive(Clone, Debug, Args)]
pub(super) struct Narrow {
    /// Only doings of this day or later: 2023, 2023-08 or 2023-08-04.
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Only doings of this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// Only lines that hold these words, in their names, sentence or headline.
    #[arg(long, value_name = "WORDS")]
    topic: Option<String>,
    /// Only claims at least so sure, from 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
}

impl Narrow {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            since: self.since.map(|date| date.to_string()),
            until: self.until.map(|date| date.to_string()),
            topic: self.topic.clone(),
            confidence: self.min_confidence,
        }
    }
}

/// A confidence as people type it.
pub(super) fn confidence(words: &str) -> Result<f64, String> {
    let value: f64 = words.parse().map_err(|_| format!("{words} is not a number from 0 to 1"))?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(format!("{words} is not between 0 and 1")) }
}

/// Report who did what there, when, for whom, towards which target and with which result. 谁在何时何地为谁做了什么。
///
/// THING is a place, a policy, a person, a body, an initiative, an event, a group – anything with a name. A place takes in
/// all that lies in it, a body its departments, a policy its parts and what carries them out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  gongtu trace 南通市\n  gongtu trace 产改方案 --format markdown > report.md\n  \
                        gongtu trace 江苏省 --topic 新就业形态劳动者 --since 2023-08")]
pub struct Trace {
    /// A name, another name, part of one, or an IRI.
    #[arg(add = ArgValueCompleter::new(complete::things))]
    thing: String,
    #[command(flatten)]
    options: Options,
}

impl Trace {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Options { narrow, format, place, .. } = &self.options;
        let store = place.open()?;
        let mut out = BufWriter::new(anstream::stdout().lock());
        let things = things(&store, &self.thing)?;
        // Two things of one name are two: only what is read by people shows one after the other.
        let several = matches!(format, Form::Table | Form::Markdown);
        if things.len() > if several { MANY } else { 1 } {
            return Ok(ExitCode::from(1));
        }
        let lang = self.options.lang();
        let mut empty = true;
        for (number, thing) in things.iter().enumerate() {
            let report = trace::report(&store, std::slice::from_ref(thing), &narrow.filter())?;
            empty &= report.doings.is_empty() && report.people.is_empty() && report.known.is_empty();
            if number > 0 {
                writeln!(out)?;
            }
            if things.len() > 1 && *format == Form::Table {
                writeln!(out, "{}", thing.as_str())?;
            }
            match format {
                Form::Table => Printer::new(lang).report(&report, &mut out)?,
                Form::Markdown => render::markdown(&report, lang, &mut out)?,
                Form::Html => render::html(&report, lang, &mut out)?,
                Form::Json => render::json(&report, &mut out)?,
                Form::Csv => render::csv(&report, lang, &mut out)?,
            }
        }
        out.flush()?;
        if empty {
            anstream::eprintln!(
                "gongtu: nothing is told of {} (gongtu explain {} shows its claims)",
                self.thing,
                self.thing
            );
        }
        Ok(ExitCode::from(u8::from(empty)))
    }
}

/// The language of the locale.
pub(super) fn locale() -> Lang {
    if is_chinese_locale() { Lang::Zh } else { Lang::En }
}

/// More things of one name than this are listed rather than told.
const MANY: usize = 5;

/// What a name stands for; several are listed on standard error.
pub(super) fn things(store: &Store, words: &str) -> anyhow::Result<Vec<NamedNode>> {
    let things = trace::find(store, words)?;
    if things.len() > 1 {
        anstream::eprintln!("gongtu: {} things are called {words}; an IRI names one of them:", things.len());
        for thing in things.iter().take(40) {
            let label = trace::label_of(store, thing)?.unwrap_or_default();
            anstream::eprintln!("  {}  {}", hinted(&label, &trace::hint(store, thing)?), thing.as_str());
        }
    }
    Ok(things)
}

/// A name with what tells it from others: `张伟（丙市总工会主席）`.
fn hinted(label: &str, hint: &[String]) -> String {
    let open = if hint.is_empty() { ("", "") } else { ("（", "）") };
    format!("{label}{}{}{}", open.0, hint.join("、"), open.1)
}

/// Sentences of one line that are shown; the other formats show all.
const SENTENCES: usize = 3;

/// A report on a terminal.
struct Printer {
    lang: Lang,
    layout: Layout,
    marker: Marker,
}

impl Printer {
    fn new(lang: Lang) -> Self {
        let layout = Layout { wide_marks: lang == Lang::Zh && is_chinese_locale(), ..Layout::of_stdout() };
        Self { lang, layout, marker: Marker::for_stdout() }
    }

    fn report(&self, report: &Report, out: &mut dyn Write) -> std::io::Result<()> {
        let bold = anstyle::Style::new().bold();
        writeln!(out, "{bold}{}{bold:#}", report.title())?;
        self.hanging("", &report.summary(self.lang), out)?;
        for (heading, lines) in report.sections(self.lang) {
            writeln!(out, "\n{bold}{heading}{bold:#}")?;
            lines.into_iter().try_for_each(|line| self.line(line, out))?;
        }
        if !report.known.is_empty() {
            writeln!(out, "\n{bold}{}{bold:#}", Known::heading(self.lang))?;
        }
        for known in &report.known {
            self.hanging("  ", &known.policy, out)?;
            self.details(&known.details(self.lang), out)?;
        }
        let all = || report.doings.iter().chain(&report.people);
        if all().next().is_none() {
            return Ok(());
        }
        writeln!(out)?;
        if all().any(|line| !line.dated && !line.when.is_empty()) {
            let reported =
                self.lang.of("* 见报日期；原文没有写明发生的日期", "* the day of the article; the text names no date");
            writeln!(out, "{reported}")?;
        }
        let sure = self.lang.of(
            "出处末尾的数字是把握，从 0 到 1（--min-confidence 0.5 只看较有把握的）",
            "the number behind a source says how sure it is, from 0 to 1 (--min-confidence 0.5 leaves out what is not)",
        );
        self.hanging("", sure, out)
    }

    /// Headings, aligned, with what stands behind them.
    fn details(&self, details: &[(&'static str, String)], out: &mut dyn Write) -> std::io::Result<()> {
        let widest = details.iter().map(|(heading, _)| *heading).max_by_key(|heading| self.layout.width(heading));
        for (heading, value) in details {
            let heading = self.padded(heading, widest.unwrap_or(""));
            self.hanging(&format!("{INDENT}{heading}  "), value, out)?;
        }
        Ok(())
    }

    /// Date, sort and doing; then the details, aligned; then the sentences.
    fn line(&self, line: &Line, out: &mut dyn Write) -> std::io::Result<()> {
        let date = if line.when.is_empty() { self.lang.of("日期不详", "no date") } else { &line.when };
        let reported = if line.dated || line.when.is_empty() { " " } else { "*" };
        let kind = self.padded(line.kind.name(self.lang), self.lang.of("政策", "cooperation"));
        let date = self.padded(date, "0000-00-00");
        self.hanging(&format!("  {date}{reported} {kind}  "), &line.title(self.lang), out)?;
        self.details(&line.details(self.lang), out)?;
        for source in line.sources.iter().take(SENTENCES) {
            self.hanging(INDENT, &self.marker.mark(&source.sentence, &source.marks), out)?;
            let sure = format!("{}  {:.2}", source.place(), source.confidence);
            self.hanging(&format!("{INDENT}—— "), &sure, out)?;
        }
        let more = line.sources.len().saturating_sub(SENTENCES);
        if more > 0 {
            let words = match self.lang {
                Lang::Zh => format!("另有{more}处原文（--format markdown 全部列出）"),
                Lang::En => format!("and {more} more sentences (all with --format markdown)"),
            };
            self.hanging(INDENT, &words, out)?;
        }
        Ok(())
    }

    fn padded(&self, words: &str, widest: &str) -> String {
        let gap = self.layout.width(widest).saturating_sub(self.layout.width(words));
        format!("{words}{}", " ".repeat(gap))
    }

    /// Text behind a lead, wrapped to the terminal; lines below begin where the text begins.
    fn hanging(&self, lead: &str, text: &str, out: &mut dyn Write) -> std::io::Result<()> {
        let indent = self.layout.width(lead);
        let width = self.layout.limit.map_or(usize::MAX, |limit| limit.saturating_sub(indent).max(20));
        for (number, part) in self.layout.wrap(text, width).iter().enumerate() {
            let lead = if number == 0 { lead.to_owned() } else { " ".repeat(indent) };
            writeln!(out, "{}", format!("{lead}{part}").trim_end())?;
        }
        Ok(())
    }
}

const INDENT: &str = "              ";
