//! What shells are offered when Tab is pressed: the program is asked as their scripts ask it.

use std::path::Path;
use std::process::Command;

fn offered(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongtu"));
    command.current_dir(folder).env("LC_ALL", "C").env_remove("GONGTU_STORE").env("GONGTU_COMPLETE", "bash");
    command.env("_CLAP_COMPLETE_INDEX", words.len().to_string()).args(["--", "gongtu"]).args(words);
    let run = command.output().expect("the program runs");
    String::from_utf8(run.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn questions_parameters_and_known_names_are_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Command::new(env!("CARGO_BIN_EXE_gongtu")).current_dir(folder.path()).arg("demo").output();
    assert!(demo.expect("the program runs").status.success());
    let has = |words: &[&str], wanted: &str| {
        let all = offered(folder.path(), words);
        assert!(all.iter().any(|one| one == wanted), "{words:?}: {all:?}");
        let typed = words.last().copied().unwrap_or_default();
        assert!(all.iter().all(|one| one.starts_with(typed)), "{words:?}: {all:?}");
    };
    has(&["tr"], "trace");
    has(&["query", "initiatives-b"], "initiatives-by-city");
    has(&["query", "initiatives-by-city", "--param", ""], "city=");
    has(&["query", "initiatives-by-city", "--param", "city=宿"], "city=宿迁市");
    has(&["trace", "南京"], "南京市总工会");
    has(&["explain", "郁"], "郁忠");
    has(&["path", "郁忠", "宿迁"], "宿迁市");
    has(&["compare", "宿迁市", "江"], "江苏省");
    has(&["export", "--around", "产改"], "产改方案");
    // Elsewhere there is no graph: nothing is offered, and nothing fails.
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(offered(empty.path(), &["trace", "南京"]), Vec::<String>::new());
    has(&["trace", "--store", &folder.path().join("gongtu-store").to_string_lossy(), "南京"], "南京市总工会");
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = Command::new(env!("CARGO_BIN_EXE_gongtu")).args(["completions", shell]).output().expect("it runs");
        let script = String::from_utf8(run.stdout).expect("UTF-8");
        assert!(run.status.success() && script.contains("GONGTU_COMPLETE"), "{shell}: {script}");
    }
}
