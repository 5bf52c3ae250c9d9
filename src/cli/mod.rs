//! The command line: parses, calls the library, prints. Data to stdout, everything else to stderr.

mod articles;
mod facts;
pub mod input;

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
    Facts(facts::Facts),
    Articles(articles::Articles),
}

/// Runs the program and says how it ended: 0 done, 1 something was wrong with the input, 2 usage.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Facts(command) => command.run(),
        Command::Articles(command) => command.run(),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("gongtu: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// A reader that went away (`| head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
