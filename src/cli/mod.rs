//! The command line: parses, calls the library, prints. Data to stdout, everything else to stderr.

mod articles;
mod build;
mod check;
mod compare;
mod complete;
mod completions;
mod decided;
mod demo;
mod eval;
mod explain;
mod export;
mod extract;
mod facts;
pub mod input;
mod judge;
mod layout;
mod marked;
mod path;
mod place;
mod progress;
mod query;
mod remove;
mod resume;
mod serve;
mod store;
mod summary;
mod table;
mod trace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A knowledge graph from Chinese policy and union news. 从政策与工会新闻到知识图谱。
#[derive(Debug, Parser)]
#[command(name = "gongtu", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Every command, one file each.
#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Build(build::Build),
    Remove(remove::Remove),
    Judge(judge::Judge),
    Query(query::Query),
    Trace(trace::Trace),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Path(path::Path),
    Export(export::Export),
    Serve(serve::Serve),
    Check(check::Check),
    Articles(articles::Articles),
    Facts(facts::Facts),
    Extract(extract::Extract),
    Eval(eval::Eval),
    Store(store::StoreCommand),
    Completions(completions::Completions),
}

/// Runs the program and says how it ended: 0 done, 1 something was wrong with the input, 2 usage.
#[must_use]
pub fn run() -> ExitCode {
    complete::answer();
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Demo(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Remove(command) => command.run(),
        Command::Judge(command) => command.run(),
        Command::Query(command) => command.run(),
        Command::Trace(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Path(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Articles(command) => command.run(),
        Command::Facts(command) => command.run(),
        Command::Extract(command) => command.run(),
        Command::Eval(command) => command.run(),
        Command::Store(command) => command.run(),
        Command::Completions(command) => command.run(),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("gongtu: {}", told(&error));
            ExitCode::from(1)
        }
    }
}

/// An error and its causes; a cause that the error has told already is not told again.
fn told(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !words.ends_with(&cause) {
            words.push_str(if words.is_empty() { "" } else { ": " });
            words.push_str(&cause);
        }
    }
    words
}

/// A reader that went away (`| head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
