//! What happens to a store when a program is killed, the disk is full, the folder may not be written to, two build at
//! once, someone asks meanwhile, or the clock jumps: a clear message, and nothing lost. The table is in `docs/limits.md`.

mod kill;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use crate::graph::{analyses, build};
use gongtu::store::{Form, Store};

/// A folder with inputs, in which the program runs.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("page-2025-08-05.txt"), gongtu::assets::SAMPLE.text).expect("written");
        std::fs::write(folder.path().join("more.jsonl"), more()).expect("written");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongtu"));
        command.current_dir(self.folder.path()).args(arguments).env_remove("GONGTU_STORE").env("GONGTU_BY", "test");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs what must go well, and answers with what it prints.
    fn must(&self, arguments: &[&str]) -> Vec<u8> {
        let run = self.run(arguments);
        assert!(run.status.success(), "{arguments:?}: {}", said(&run));
        run.stdout
    }

    /// Runs what must go wrong with these words, and without a panic.
    fn refused(&self, run: &Output, words: &str) {
        assert_eq!(run.status.code(), Some(1), "{}", said(run));
        assert!(said(run).contains(words) && !said(run).contains("panicked"), "{}", said(run));
    }

    fn export(&self) -> Vec<u8> {
        self.must(&["export"])
    }

    /// A copy of the store under another name.
    fn copy(&self, from: &str, to: &str) {
        let _ = std::fs::remove_dir_all(self.path(to));
        std::fs::create_dir(self.path(to)).expect("a folder");
        for entry in std::fs::read_dir(self.path(from)).expect("a store") {
            let entry = entry.expect("an entry");
            let name = entry.file_name();
            if entry.path().is_dir() {
                let below = |folder: &str| format!("{folder}/{}", name.to_string_lossy());
                self.copy(&below(from), &below(to));
            } else {
                std::fs::copy(entry.path(), self.path(to).join(name)).expect("copied");
            }
        }
    }
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

/// Articles of the sample page under other names, as crawlers give them.
fn more() -> String {
    let text = gongtu::assets::SAMPLE.text;
    let paragraphs: Vec<&str> = text.split("\n\n").filter(|part| part.chars().count() > 80).collect();
    let record = |n: usize, part: &str| {
        let text = part.replace('\n', "").replace("南京", "镇江").replace("苏州", "泰州");
        serde_json::json!({ "id": format!("more{n}"), "date": "2025-08-06", "source": "某报", "text": text })
            .to_string()
            + "\n"
    };
    paragraphs.iter().cycle().take(40).enumerate().map(|(n, part)| record(n, part)).collect()
}

#[test]
fn a_full_disk_is_named_and_costs_nothing_that_was_stored() {
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let before = bench.export();
    // The limit of a process's files stands for the end of the disk: writing fails in the same way, with another word.
    let limited = |words: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 8; exec \"$0\" {words}");
        let mut shell = Command::new("sh");
        shell
            .current_dir(bench.folder.path())
            .args(["-c", &script, env!("CARGO_BIN_EXE_gongtu")])
            .env_remove("GONGTU_STORE");
        shell.output().expect("a shell")
    };
    for words in ["build more.jsonl", "build more.jsonl --save-every 0", "remove page-2025-08-05#1"] {
        let run = limited(words);
        bench.refused(&run, "graph.nq.zst: ");
        assert_eq!(said(&run).matches("os error").count(), 1, "told once: {}", said(&run));
        assert!(before == bench.export(), "{words}");
        assert_eq!(files(&bench.path("gongtu-store")), ["gongtu-store.json", "graph.nq.zst", "lock"], "{words}");
    }
    bench.must(&["build", "more.jsonl"]);
    assert!(bench.export().len() > before.len());
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_store_that_may_not_be_written_to_can_be_asked() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let before = bench.export();
    // Whoever may do everything runs it as somebody who may not, from a place that everybody reaches.
    let program = bench.path("gongtu");
    std::fs::copy(env!("CARGO_BIN_EXE_gongtu"), &program).expect("copied");
    let is_root = std::fs::metadata(&program).expect("a file").uid() == 0;
    let allow = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("permissions");
    };
    allow(bench.folder.path(), 0o755);
    for name in files(&bench.path("gongtu-store")) {
        allow(&bench.path("gongtu-store").join(name), 0o444);
    }
    allow(&bench.path("gongtu-store"), 0o555);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(bench.folder.path()).args(arguments).env_remove("GONGTU_STORE");
        if is_root {
            std::os::unix::process::CommandExt::uid(&mut command, 65534);
        }
        command.output().expect("the program runs")
    };
    assert_eq!(run(&["export"]).stdout, before);
    for arguments in [&["build", "more.jsonl"][..], &["remove", "page-2025-08-05.txt"]] {
        bench.refused(&run(arguments), "can be asked, but not changed by you");
    }
    allow(&bench.path("gongtu-store"), 0o755);
    assert_eq!(bench.export(), before);
}

#[test]
fn an_older_layout_can_be_asked_and_a_newer_one_is_left_alone() {
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let marker = bench.path("gongtu-store/gongtu-store.json");
    let of = |format: u32| {
        format!(r#"{{"format":{format},"form":"memory","base":"https://w3id.org/gongtu/id/","written_by":"0.0.1"}}"#)
    };
    let before = bench.export();
    std::fs::write(&marker, of(1)).expect("written");
    assert_eq!(bench.export(), before);
    bench.refused(&bench.run(&["build", "more.jsonl"]), "can be asked but not added to");
    std::fs::write(&marker, of(99)).expect("written");
    bench.refused(&bench.run(&["export"]), "layout 99");
    bench.refused(&bench.run(&["build", "more.jsonl"]), "layout 99");
    assert_eq!(std::fs::read_to_string(&marker).expect("a marker"), of(99), "it is left as it was");
}

#[test]
fn of_two_builds_at_once_one_waits_its_turn() {
    let bench = Bench::new();
    let start = |input: &str| bench.command(&["build", input, "--save-every", "0"]).spawn().expect("it starts");
    let both = [start("page-2025-08-05.txt"), start("more.jsonl")];
    let ends: Vec<Output> = both.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    let refused: Vec<&Output> = ends.iter().filter(|run| !run.status.success()).collect();
    assert!(refused.len() < 2, "{} {}", said(&ends[0]), said(&ends[1]));
    refused.iter().for_each(|run| bench.refused(run, "in use by another gongtu"));
    bench.must(&["build", "page-2025-08-05.txt", "more.jsonl"]);
    let found = bench.export();
    std::fs::remove_dir_all(bench.path("gongtu-store")).expect("removed");
    bench.must(&["build", "page-2025-08-05.txt", "more.jsonl"]);
    assert_eq!(found, bench.export());
}

#[test]
fn whoever_asks_during_a_build_gets_a_whole_graph() {
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let mut building = bench.command(&["build", "more.jsonl", "--save-every", "0"]).spawn().expect("it starts");
    let mut asked = 0;
    while building.try_wait().expect("a state").is_none() || asked == 0 {
        let run = bench.run(&["check"]);
        assert!(run.status.success(), "{}{}", said(&run), String::from_utf8_lossy(&run.stdout));
        assert!(String::from_utf8_lossy(&bench.export()).contains("凝心铸魂行动"), "what was stored is still there");
        asked += 1;
    }
    assert!(building.wait().expect("it ends").success());
}

#[test]
fn the_records_of_a_file_go_together_when_all_are_meant() {
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let before = bench.export();
    bench.must(&["build", "more.jsonl"]);
    let refused = bench.run(&["remove", "more.jsonl"]);
    bench.refused(&refused, "take all with --all");
    assert!(said(&refused).contains("40 in all"), "{}", said(&refused));
    bench.must(&["remove", "--all", "more.jsonl"]);
    assert!(bench.export() == before);
}

#[test]
fn the_clock_does_not_matter() {
    let bench = Bench::new();
    bench.must(&["build", "page-2025-08-05.txt"]);
    let snapshot = bench.path("gongtu-store/graph.nq.zst");
    for days in [-20_000i64, 40_000] {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * (20_300i64 + days).unsigned_abs());
        for name in [&snapshot, &bench.path("page-2025-08-05.txt"), &bench.path("gongtu-store/gongtu-store.json")] {
            let file = std::fs::File::options().append(true).open(name).expect("a file");
            file.set_modified(time).expect("a time");
        }
        let before = std::fs::read(&snapshot).expect("a snapshot");
        bench.must(&["build", "page-2025-08-05.txt"]);
        assert!(before == std::fs::read(&snapshot).expect("a snapshot"), "{days} days");
    }
}

/// The build of a pipe that gives no more and whose reader is killed; then of the whole pipe.
#[test]
fn a_build_that_was_stopped_goes_on_where_it_saved() {
    let bench = Bench::new();
    let record = |n: usize| {
        let text = format!("南通市总工会主席郁忠{n}日出席座谈会。");
        serde_json::json!({ "id": n.to_string(), "title": format!("座谈会之{n}"), "text": text }).to_string() + "\n"
    };
    let records: Vec<String> = (0..1000).map(record).collect();
    let arguments = ["build", "-", "--save-every", "0"];
    let mut first = bench.command(&arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut pipe = first.stdin.take().expect("a pipe");
    pipe.write_all(records[..800].concat().as_bytes()).expect("written");
    pipe.flush().expect("written");
    while !bench.path("gongtu-store/build-progress.json").exists() {
        assert!(first.try_wait().expect("a state").is_none(), "it waits for more");
        std::thread::sleep(Duration::from_millis(20));
    }
    first.kill().expect("killed");
    first.wait().expect("it ends");
    let whole = |bench: &Bench| {
        let mut child = bench.command(&arguments).stdin(Stdio::piped()).spawn().expect("it starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(records.concat().as_bytes()).expect("written");
        drop(pipe);
        child.wait_with_output().expect("it ends")
    };
    let second = whole(&bench);
    assert!(second.status.success() && said(&second).contains("256 pages were stored before"), "{}", said(&second));
    assert!(!bench.path("gongtu-store/build-progress.json").exists());
    let undisturbed = Bench::new();
    assert!(!said(&whole(&undisturbed)).contains("were stored before"));
    assert!(bench.export() == undisturbed.export());
}

#[test]
fn what_a_killed_writer_left_behind_goes_with_the_next() {
    let built = build(Form::Memory, &[analyses()]);
    std::fs::write(built.path().join(".tmpAbCdEf"), "half a snapshot").expect("written");
    Store::open(&built.path()).expect("asking changes nothing");
    assert!(built.path().join(".tmpAbCdEf").exists());
    Store::open_for_writing(&built.path(), None, &gongtu::rdf::iri::Iris::default()).expect("a store");
    assert!(!built.path().join(".tmpAbCdEf").exists());
}

#[test]
fn a_database_that_was_begun_is_gone_on_with_and_somebody_else_s_is_left_alone() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("gongtu-store/rocksdb")).expect("a folder");
    let refused = bench.run(&["build", "page-2025-08-05.txt"]);
    bench.refused(&refused, "holds other files and is not a gongtu store");
    std::fs::write(bench.path("gongtu-store/lock"), "").expect("written");
    bench.must(&["build", "page-2025-08-05.txt"]);
    bench.must(&["check"]);
}
