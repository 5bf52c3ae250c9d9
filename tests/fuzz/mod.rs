//! Fuzzing by mutation, on stable Rust: seeds are taken apart, mixed and damaged, and each stage must neither fail nor
//! break a law on what comes of it. What was found stands as tests at the end.
//!
//! ```text
//! GONGTU_FUZZ_SECONDS=600 GONGTU_CORPUS=folder:folder cargo test --release -- --ignored --nocapture fuzz::
//! ```
//!
//! Seconds are for each target (5 unless named), `GONGTU_FUZZ_SEED` is the first number of the random sequence (1), the
//! corpus adds its files to the seeds of the project. The same seed, corpus and number of executions give the same inputs.

#![expect(clippy::print_stderr, reason = "the figures are read by people")]

pub mod mutate;
mod seeds;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Random;
use targets::TARGETS;

/// What a target says of an input: nothing, or what is wrong.
type Verdict = Result<(), String>;

/// An input that takes longer is a finding: ten thousand such pages would stop a night's build.
const SLOW: Duration = Duration::from_secs(10);

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn judge(run: impl FnOnce() -> Verdict) -> Verdict {
    let begun = Instant::now();
    let verdict = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("it failed".to_owned()));
    match begun.elapsed() {
        long if long > SLOW => Err(format!("it took {long:?}")),
        _ => verdict,
    }
}

/// Runs one target for its time, and answers with the findings.
fn campaign(name: &str, prepared: &mut targets::Run, seeds: &[Vec<u8>], random: &mut Random) -> Vec<String> {
    let time = Duration::from_secs(number("GONGTU_FUZZ_SECONDS", 5));
    let (begun, mut executions, mut found) = (Instant::now(), 0u64, Vec::new());
    while begun.elapsed() < time && found.len() < 5 {
        let input = mutate::mutant(seeds, random);
        executions += 1;
        if let Err(wrong) = judge(|| prepared(&input)) {
            let file = std::env::temp_dir().join(format!("gongtu-fuzz-{name}-{executions}"));
            std::fs::write(&file, &input).expect("a place for findings");
            found.push(format!("{name}: {wrong}\n  input of {} bytes in {}", input.len(), file.display()));
        }
    }
    eprintln!("{name}: {executions} executions in {:.0} s, {} findings", begun.elapsed().as_secs_f64(), found.len());
    found
}

#[test]
#[ignore = "runs as long as it is told: GONGTU_FUZZ_SECONDS, GONGTU_CORPUS, GONGTU_FUZZ_TARGET"]
fn nothing_fails_and_no_law_breaks() {
    let wanted = std::env::var("GONGTU_FUZZ_TARGET").unwrap_or_default();
    let mut found = Vec::new();
    for (name, kind, target) in TARGETS.iter().filter(|(name, ..)| wanted.is_empty() || *name == wanted) {
        let mut random = Random::new(number("GONGTU_FUZZ_SEED", 1));
        found.extend(campaign(name, &mut target(), &seeds::of(*kind), &mut random));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every target, a few inputs each: that the harness itself works.
#[test]
fn a_few_mutants_of_each_kind() {
    for (name, kind, target) in TARGETS {
        let (mut run, seeds, mut random) = (target(), seeds::of(*kind), Random::new(7));
        for _ in 0..20 {
            let input = mutate::mutant(&seeds, &mut random);
            judge(|| run(&input))
                .unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{}", String::from_utf8_lossy(&input)));
        }
    }
}

/// What fuzzing found, as small as it gets: the target that failed, and the text it failed on.
#[test]
fn what_was_found_stays_mended() {
    // 2026-11-30: a tag that begins inside the ending of a body's name cut a text backwards.
    let mut found = vec![("extract", "集团有限公司董事局主席张飞参加活动。")];
    // 2026-12-01, a million articles with changed names: a name that reaches into a title (沈家少|将) did the same.
    found.push(("extract", "近代大儒沈家少将李明远当作“私淑师”。"));
    // 2026-12-01: a narrow sign before 来源, behind the source of a picture, cut a character in two.
    found.push(("extract", "启动仪式（图片来源：云州摄影）会后)来源：云州日报"));
    for (name, input) in found {
        let (.., target) = TARGETS.iter().find(|(known, ..)| *known == name).expect("a target");
        judge(|| target()(input.as_bytes())).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{input}"));
    }
}
