//! The program as people run it.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn gongtu(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongtu"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C").env_remove("GONGTU_STORE");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let run = gongtu(folder.path(), &["demo"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    folder
}

#[test]
fn the_demo_shows_answers_and_says_where_the_graph_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = gongtu(folder.path(), &["demo"]);
    let (out, err) = (text(&run.stdout), text(&run.stderr));
    assert!(out.contains("各地的行动与项目") && out.contains("凝心铸魂行动"), "{out}");
    assert!(err.contains("graph: gongtu-store") && err.contains("next:"), "{err}");
    let explained = gongtu(folder.path(), &["explain", "郁忠"]);
    assert!(text(&explained.stdout).contains("【郁忠】"), "{}", text(&explained.stdout));
    let listed = gongtu(folder.path(), &["query", "--list"]);
    assert!(text(&listed.stdout).contains("initiatives-by-city"));
}

#[test]
fn building_twice_changes_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("page.txt"), gongtu::assets::SAMPLE.text).expect("written");
    let build = ["build", "--published", "2025-08-05", "page.txt"];
    let first = gongtu(folder.path(), &build);
    assert!(text(&first.stderr).contains("12 articles (12 new, 0 replaced"), "{}", text(&first.stderr));
    let before = gongtu(folder.path(), &["export"]).stdout;
    let again = gongtu(folder.path(), &build);
    assert!(text(&again.stderr).contains("(0 new, 12 replaced, 0 removed)"), "{}", text(&again.stderr));
    assert_eq!(before, gongtu(folder.path(), &["export"]).stdout);
    let extracted = text(&gongtu(folder.path(), &["extract", "--published", "2025-08-05", "page.txt"]).stdout);
    let mut lines: Vec<&str> = extracted.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(text(&before).lines().collect::<Vec<_>>(), lines, "extract writes what build stores");
    let (mut read, mut stored) = (
        text(&gongtu(folder.path(), &["facts", "--published", "2025-08-05", "page.txt"]).stdout),
        text(&gongtu(folder.path(), &["facts", "--store", "gongtu-store"]).stdout),
    );
    for table in [&mut read, &mut stored] {
        let mut rows: Vec<&str> = table.lines().collect();
        rows.sort_unstable();
        *table = rows.join("\n");
    }
    assert_eq!(read, stored, "the graph gives back the fact table");
}

#[test]
fn answers_come_in_every_format() {
    let folder = demo();
    for (format, sign) in
        [("csv", "person,title"), ("tsv", "?person\t?title"), ("json", "\"bindings\""), ("xml", "<sparql")]
    {
        let run = gongtu(folder.path(), &["query", "people-posts", "--format", format]);
        assert!(run.status.success() && text(&run.stdout).contains(sign), "{format}: {}", text(&run.stdout));
    }
    let asked = gongtu(folder.path(), &["query", "-e", "ASK { ?x a gt:Policy }", "--format", "json"]);
    assert!(text(&asked.stdout).contains("true"));
    let denied = gongtu(folder.path(), &["query", "-e", "ASK { ?x a gt:Nothing }"]);
    assert_eq!((denied.status.code(), text(&denied.stdout).trim()), (Some(1), "false"));
    std::fs::write(
        folder.path().join("my.rq"),
        "SELECT ?n { ?x a gt:Policy ; rdfs:label ?n FILTER(CONTAINS(?n, $word)) }",
    )
    .expect("written");
    let mine = gongtu(folder.path(), &["query", "my.rq", "--param", "word=队伍建设", "--format", "csv"]);
    assert!(text(&mine.stdout).contains("产业工人队伍建设"), "{}", text(&mine.stderr));
}

#[test]
fn mistakes_get_one_clear_message_and_the_right_status() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["query", "people-posts"], 1, "there is no store here"),
        (&["query", "--bogus"], 2, "--bogus"),
        (&["build", "missing.txt"], 1, "missing.txt"),
        (&["build", "--published", "yesterday", "x.txt"], 2, "yesterday"),
        (&["explain", "郁忠", "--store", "nowhere"], 1, "nowhere"),
        (&["eval", "missing"], 1, "missing"),
        (&[], 2, "Usage"),
    ];
    for (arguments, status, words) in cases {
        let run = gongtu(folder.path(), arguments);
        let message = text(&run.stderr);
        assert_eq!(run.status.code(), Some(*status), "{arguments:?}: {message}");
        assert!(message.contains(words) && !message.contains("panicked"), "{arguments:?}: {message}");
    }
}

#[test]
fn what_is_wrong_with_one_input_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("page.txt"), gongtu::assets::SAMPLE.text).expect("written");
    std::fs::write(folder.path().join("empty.txt"), "").expect("written");
    let run = gongtu(folder.path(), &["build", "empty.txt", "page.txt", "missing.txt"]);
    let message = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1));
    assert!(
        message.contains("empty.txt") && message.contains("missing.txt") && message.contains("12 articles"),
        "{message}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = demo();
    let mut child =
        command(folder.path(), &["export"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    let mut first = [0; 10];
    let mut out = child.stdout.take().expect("piped");
    out.read_exact(&mut first).expect("some bytes");
    drop(out);
    let run = child.wait_with_output().expect("ends");
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert_eq!(text(&run.stderr), "");
}

#[test]
fn no_colour_goes_into_a_pipe() {
    let folder = demo();
    for arguments in [&["explain", "郁忠"][..], &["query", "targets"], &["query", "--list"]] {
        let run = gongtu(folder.path(), arguments);
        assert!(!text(&run.stdout).contains('\u{1b}'), "{arguments:?}");
    }
}

#[test]
fn every_command_shows_an_example() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = text(&gongtu(folder.path(), &["--help"]).stdout);
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let named = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let commands = commands.take_while(|line| !line.is_empty()).filter(named);
    let names: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 11, "{help}");
    for name in names.iter().filter(|name| **name != "help") {
        let help = text(&gongtu(folder.path(), &[name, "--help"]).stdout);
        assert!(help.contains("Example"), "{name} shows no example");
    }
}

#[test]
fn eval_scores_a_fact_table_against_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("gold.facts.tsv"), crate::graph::FACTS).expect("written");
    let mut child = command(folder.path(), &["eval", "gold.facts.tsv", "--facts", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("piped").write_all(crate::graph::FACTS.as_bytes()).expect("written");
    let run = child.wait_with_output().expect("ends");
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(value["totals"]["graph facts"]["f1"], 1.0);
    assert_eq!(value["articles"], 1, "numbered articles of a page are scored as one");
}

#[test]
fn a_path_tells_its_sentences() {
    let folder = demo();
    let run = gongtu(folder.path(), &["path", "南京市总工会", "江苏省"]);
    let out = text(&run.stdout);
    assert!(run.status.success() && out.contains("南京市") && out.contains("known beforehand"), "{out}");
    let chinese = text(&gongtu(folder.path(), &["path", "南京市总工会", "江苏省", "--lang", "zh"]).stdout);
    assert!(chinese.contains("→ 位于 →") && chinese.contains("背景资料"), "{chinese}");
}
