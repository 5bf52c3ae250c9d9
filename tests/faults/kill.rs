//! `kill -9` at random moments of build, remove and judge. Afterwards the store opens and passes `check`, holds all that it
//! held before and no half of an article, and doing the work again ends with the bytes of a run that nobody disturbed.

#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "the figures are read by people")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crate::faults::{Bench, said};
use crate::fuzz::mutate::Random;

/// A step of the work: the command, and the store before and after it.
struct Step {
    arguments: Vec<&'static str>,
    before: String,
    start: Vec<u8>,
    end: Vec<u8>,
    time: Duration,
}

const WORK: &[&[&str]] = &[
    &["build", "page-2025-08-05.txt"],
    &["build", "more.jsonl", "--save-every", "0"],
    &["build", "more.jsonl", "page-2025-08-05.txt"],
    &["remove", "more3", "more4", "more17"],
    &["judge", "alias", "南京市总工会", "宁工会", "--why", "test"],
    &["judge", "wrong", "郁忠", "a", "Person"],
];

/// Does the work once, undisturbed, on a store of this form, and keeps the store before each step.
fn undisturbed(bench: &Bench, form: &'static str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (number, arguments) in WORK.iter().enumerate() {
        let mut arguments = arguments.to_vec();
        if arguments[0] == "build" {
            arguments.extend(["--form", form]);
        }
        let before = format!("before{number}");
        let start = if number == 0 { Vec::new() } else { steps[number - 1].end.clone() };
        match number {
            0 => std::fs::create_dir(bench.path(&before)).expect("a folder"),
            _ => bench.copy("gongtu-store", &before),
        }
        let begun = Instant::now();
        bench.must(&arguments);
        let time = begun.elapsed();
        steps.push(Step { arguments, before, start, end: bench.export(), time });
    }
    steps
}

/// Graph of each article → its lines.
fn articles(export: &[u8]) -> BTreeMap<String, BTreeSet<String>> {
    let text = String::from_utf8_lossy(export);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let graph = line.trim_end_matches(" .").rsplit(' ').next().unwrap_or_default();
        if graph.contains("/article/") {
            found.entry(graph.to_owned()).or_default().insert(line.to_owned());
        }
    }
    found
}

/// Starts a step on a copy of its store, kills it, and looks at what is left; then finishes the work.
fn kill(bench: &Bench, step: &Step, after: Duration) -> bool {
    bench.copy(&step.before, "gongtu-store");
    let mut child = bench.command(&step.arguments).spawn().expect("it starts");
    std::thread::sleep(after);
    let died = child.try_wait().expect("a state").is_none();
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let about = format!("{:?} killed after {after:?}", step.arguments);
    if bench.path("gongtu-store/gongtu-store.json").exists() {
        let check = bench.run(&["check"]);
        assert!(check.status.success(), "{about}: {}{}", said(&check), String::from_utf8_lossy(&check.stdout));
        let (left, start, end) = (articles(&bench.export()), articles(&step.start), articles(&step.end));
        for (name, lines) in &left {
            assert!([start.get(name), end.get(name)].contains(&Some(lines)), "{about}: half of {name}");
        }
        let kept = |name: &&String| left.contains_key(*name) || !end.contains_key(*name);
        assert!(start.keys().all(|name| kept(&name)), "{about}: an article is lost");
    } else {
        assert!(step.start.is_empty(), "{about}: the store is lost");
    }
    let again = bench.run(&step.arguments);
    // What was done before the kill cannot be done once more, and is said so.
    let done = ["no article and no file of the graph", "decided already, and applied"];
    let known = done.iter().any(|words| said(&again).contains(words));
    assert!(again.status.success() || known, "{about}: {}", said(&again));
    assert!(bench.export() == step.end, "{about}: the end is another");
    died
}

/// `GONGTU_KILLS=200 cargo test --release -- --nocapture kill_nine` for the table in `docs/limits.md`.
#[test]
fn kill_nine_at_any_moment_loses_nothing() {
    kill_nine("memory");
    if cfg!(feature = "rocksdb") {
        kill_nine("rocksdb");
    }
}

fn kill_nine(form: &'static str) {
    let kills: usize = std::env::var("GONGTU_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let bench = Bench::new();
    let steps = undisturbed(&bench, form);
    let mut random = Random::new(u64::try_from(kills).unwrap_or(1));
    let mut midway: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for number in 0..kills {
        let step = &steps[number % steps.len()];
        let part = u32::try_from(random.below(1050)).unwrap_or(0);
        let died = kill(&bench, step, step.time * part / 1000);
        let (all, alive) = midway.entry(step.arguments.join(" ")).or_default();
        *all += 1;
        *alive += usize::from(died);
    }
    for (step, (all, alive)) in midway {
        eprintln!("{step}: {all} kills, {alive} of them while it ran; all survived");
    }
}
