//! `gongtu query`: canned questions and SPARQL.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter};

use crate::cli::complete;
use crate::cli::layout::is_chinese_locale;
use crate::cli::place::Place;
use crate::cli::table::Table;
use crate::cli::trace::confidence;
use crate::part::{self, Choice};

use crate::rdf::vocab::PREFIXES;
use crate::store::Store;
use crate::store::canned::{self, Bilingual, Canned};

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Answer {
    /// Aligned columns, for people.
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values of SPARQL 1.1.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
}

/// Ask the graph: a canned question, a file, or SPARQL. 查询图谱。
///
/// The usual prefixes are known, and the default graph is the union of all graphs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  gongtu query --list\n  gongtu query initiatives-by-city --param city=南通市\n  \
                        gongtu query -e 'SELECT ?name { ?p a schema:Person; rdfs:label ?name }' --format csv")]
pub struct Query {
    /// Name of a canned question, or a file with a query.
    #[arg(value_name = "NAME|FILE.rq", required_unless_present_any = ["expression", "list"],
        add = ArgValueCompleter::new(complete::questions))]
    name: Option<String>,
    /// A query, as SPARQL 1.1.
    #[arg(short, long, value_name = "SPARQL", conflicts_with = "name")]
    expression: Option<String>,
    /// Show the canned questions with their parameters.
    #[arg(long)]
    list: bool,
    /// A parameter of the question.
    #[arg(long = "param", value_name = "KEY=VALUE", value_parser = pair,
        add = ArgValueCompleter::new(complete::parameters))]
    parameters: Vec<(String, String)>,
    /// Show the names that the graph knows for a parameter, instead of asking.
    #[arg(long, value_name = "KEY[=WORDS]", requires = "name", conflicts_with = "expression",
        add = ArgValueCompleter::new(complete::parameters))]
    names: Option<String>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Answer::Table)]
    format: Answer,
    /// Only over claims at least so sure, from 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
    #[command(flatten)]
    place: Place,
}

fn pair(words: &str) -> Result<(String, String), String> {
    let (key, value) = words.split_once('=').ok_or("a parameter is KEY=VALUE, such as city=南通市")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

impl Query {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = BufWriter::new(anstream::stdout().lock());
        if self.list {
            list(&mut out)?;
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(wanted) = &self.names {
            let (parameter, words) = wanted.split_once('=').unwrap_or((wanted, ""));
            let question = canned::find(self.name.as_deref().unwrap_or_default())?;
            for name in question.known_names(&self.place.open()?, parameter, words)? {
                writeln!(out, "{name}")?;
            }
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        let (text, columns) = self.question()?;
        let mut store = self.place.open()?;
        if self.min_confidence.is_some() {
            store = part::choose(&store, &Choice { confidence: self.min_confidence, ..Choice::default() })?;
        }
        let results = store.query(&text)?;
        let yes = print(results, self.format, &columns, &mut out)?;
        out.flush()?;
        self.suggest(&store)?;
        Ok(ExitCode::from(u8::from(!yes)))
    }

    /// Says on standard error which names the graph knows when a parameter fits none.
    fn suggest(&self, store: &Store) -> anyhow::Result<()> {
        let Some(Ok(question)) = self.name.as_deref().map(canned::find) else { return Ok(()) };
        for (parameter, value) in self.parameters.iter().filter(|(_, value)| !value.is_empty()) {
            if !question.names.contains_key(parameter) || !question.known_names(store, parameter, value)?.is_empty() {
                continue;
            }
            let all = question.known_names(store, parameter, "")?;
            let near = canned::nearest(&all, value, 3);
            let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
            anstream::eprintln!("gongtu: the graph knows no {parameter} {value}{hint}");
        }
        Ok(())
    }

    /// The SPARQL text, parameters filled in, and the headings of its columns.
    fn question(&self) -> anyhow::Result<(String, BTreeMap<String, Bilingual>)> {
        let given: BTreeMap<String, String> = self.parameters.iter().cloned().collect();
        let name = match (&self.expression, &self.name) {
            (Some(expression), _) => return Ok((filled(expression, &given), BTreeMap::new())),
            (None, name) => name.clone().unwrap_or_default(),
        };
        if name.ends_with(".rq") || std::path::Path::new(&name).is_file() {
            let text = std::fs::read_to_string(&name).with_context(|| name.clone())?;
            let file = Canned::parse(&name, &text)?;
            return Ok((filled(&text, &given), file.columns));
        }
        let canned = canned::find(&name)?;
        Ok((canned.fill(&given)?, canned.columns))
    }
}

fn filled(text: &str, given: &BTreeMap<String, String>) -> String {
    given.iter().fold(text.to_owned(), |text, (name, value)| canned::put(&text, name, value))
}

fn choose(both: &Bilingual) -> &str {
    if is_chinese_locale() { &both.zh } else { &both.en }
}

fn list(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut topic = String::new();
    for canned in canned::all()? {
        if canned.topic != topic {
            topic.clone_from(&canned.topic);
            writeln!(out, "[{topic}]")?;
        }
        writeln!(out, "{}  {} | {}", canned.name, canned.title.zh, canned.title.en)?;
        writeln!(out, "    {} | {}", canned.help.zh, canned.help.en)?;
        for (name, help) in &canned.parameters {
            writeln!(out, "    --param {name}=…  {} | {}", help.zh, help.en)?;
        }
    }
    Ok(())
}

/// Writes an answer; a question of yes or no says what it was.
pub(super) fn print(
    results: QueryResults<'_>,
    answer: Answer,
    columns: &BTreeMap<String, Bilingual>,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    match results {
        QueryResults::Boolean(yes) => {
            match serializer(answer) {
                Some(serializer) => drop(serializer.serialize_boolean_to_writer(&mut *out, yes)?),
                None => writeln!(out, "{yes}")?,
            }
            return Ok(yes);
        }
        QueryResults::Graph(triples) => {
            let mut turtle = RdfSerializer::from_format(RdfFormat::Turtle);
            for (prefix, namespace) in PREFIXES {
                turtle = turtle.with_prefix(*prefix, *namespace)?;
            }
            let mut writer = turtle.for_writer(out);
            for triple in triples {
                writer.serialize_triple(&triple?)?;
            }
            writer.finish()?;
        }
        QueryResults::Solutions(solutions) => match serializer(answer) {
            Some(serializer) => {
                let variables = solutions.variables().to_vec();
                let mut writer = serializer.serialize_solutions_to_writer(out, variables)?;
                for solution in solutions {
                    writer.serialize(&solution?)?;
                }
                writer.finish()?;
            }
            None => table(solutions, columns, out)?,
        },
    }
    Ok(true)
}

fn serializer(answer: Answer) -> Option<QueryResultsSerializer> {
    let format = match answer {
        Answer::Table => return None,
        Answer::Csv => QueryResultsFormat::Csv,
        Answer::Tsv => QueryResultsFormat::Tsv,
        Answer::Json => QueryResultsFormat::Json,
        Answer::Xml => QueryResultsFormat::Xml,
    };
    Some(QueryResultsSerializer::from_format(format))
}

/// Writes an answer for people.
pub(super) fn table(
    solutions: QuerySolutionIter<'_>,
    columns: &BTreeMap<String, Bilingual>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let variables = solutions.variables().to_vec();
    let heading = |variable: &Variable| {
        columns.get(variable.as_str()).map_or_else(|| variable.as_str().to_owned(), |both| choose(both).to_owned())
    };
    let mut table = Table::new(variables.iter().map(heading).collect());
    let mut count = 0;
    for solution in solutions {
        let solution = solution?;
        table.row(variables.iter().map(|variable| solution.get(variable).map_or_else(String::new, show)).collect());
        count += 1;
    }
    table.print(out)?;
    out.flush()?;
    anstream::eprintln!("{count} {}", if count == 1 { "row" } else { "rows" });
    Ok(())
}

/// A term for people: the text of a literal, an IRI with its prefix.
pub(super) fn show(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::NamedNode(node) => PREFIXES
            .iter()
            .find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", node.as_str().strip_prefix(namespace)?)))
            .unwrap_or_else(|| node.as_str().to_owned()),
    }
}
