//! The whole program as people run it: start, reading, work, output, end.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a program for people who measure")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Rounds of each line; the best counts.
const ROUNDS: usize = 3;

fn run(folder: &Path, arguments: &[&str]) -> Duration {
    let once = || {
        let _ = std::fs::remove_dir_all(folder.join("store"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongtu"));
        command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let status = command.status().expect("the program runs");
        assert!(status.success(), "{arguments:?}");
        begun.elapsed()
    };
    (0..ROUNDS).map(|_| once()).min().unwrap_or_default()
}

/// Prints what the program needs for the input, and how its build compares with the tagger and the bulk load alone.
pub fn table(jsonl: &[u8], characters: usize, alone: Duration) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bench.jsonl"), jsonl).expect("written");
    println!("\n| the program | seconds | characters a second |\n| --- | --- | --- |");
    let line = |name: &str, arguments: &[&str]| {
        let time = run(folder.path(), arguments);
        println!("| {name} | {:.3} | {:.0} |", time.as_secs_f64(), characters as f64 / time.as_secs_f64());
        time
    };
    line("start (`gongtu --version`)", &["--version"]);
    line("`gongtu facts --jobs 1`", &["facts", "--jobs", "1", "bench.jsonl"]);
    line("`gongtu facts --jobs 2`", &["facts", "--jobs", "2", "bench.jsonl"]);
    line("`gongtu build --jobs 1`", &["build", "--jobs", "1", "--store", "store", "bench.jsonl"]);
    let build = line("`gongtu build --jobs 2`", &["build", "--jobs", "2", "--store", "store", "bench.jsonl"]);
    let ratio = build.as_secs_f64() / alone.as_secs_f64();
    println!(
        "\nTagger alone and bulk load alone, on one thread: {:.3} s; `gongtu build --jobs 2` is {ratio:.2} of that.",
        alone.as_secs_f64()
    );
}
