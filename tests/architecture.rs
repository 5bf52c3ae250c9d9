//! Who may import whom: the table of the house's design, held against every `crate::…` path of the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each module, and those that it may use. Each line names only modules of lines above it.
const TABLE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("assets", &["model"]),
    ("eval", &["error", "model"]),
    ("lexicon", &["assets", "error", "model"]),
    ("tagger", &["assets", "error", "model"]),
    ("read", &["error", "lexicon", "model", "tagger"]),
    ("segment", &["error", "lexicon", "model", "tagger"]),
    ("extract", &["error", "lexicon", "model", "tagger"]),
    // Rule files are embedded data, which `relate` reads itself.
    ("relate", &["assets", "error", "lexicon", "model", "tagger"]),
    ("resolve", &["error", "lexicon", "model", "tagger"]),
    ("rdf", &["assets", "error", "lexicon", "model"]),
    (
        "pipeline",
        &["assets", "error", "extract", "lexicon", "model", "rdf", "read", "relate", "resolve", "segment", "tagger"],
    ),
    ("store", &["assets", "error", "model", "rdf"]),
    ("load", &["error", "model", "pipeline", "rdf", "resolve", "store"]),
    ("check", &["assets", "error", "rdf", "store"]),
    ("part", &["assets", "error", "rdf", "store"]),
    ("trace", &["error", "part", "rdf", "store"]),
    ("export", &["error", "part", "rdf", "store"]),
];

/// Modules that may use all others.
const SHELLS: &[&str] = &["cli", "web"];

#[test]
fn modules_use_only_what_stands_above_them() {
    let allowed: BTreeMap<&str, &[&str]> = TABLE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, uses) in edges() {
        if SHELLS.contains(&module.as_str()) {
            continue;
        }
        let Some(may) = allowed.get(module.as_str()) else {
            wrong.push(format!("{module} is not in the table"));
            continue;
        };
        for used in uses {
            if used != module && !may.contains(&used.as_str()) {
                wrong.push(format!("{module} must not use {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_cycle() {
    for (at, (module, uses)) in TABLE.iter().enumerate() {
        for used in *uses {
            assert!(TABLE[..at].iter().any(|(above, _)| above == used), "{module} uses {used}, which is not above it");
        }
    }
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    each_source(Path::new("src"), &mut |path, text| {
        let lines = text.split("#[cfg(test)]").next().unwrap_or("").lines().count();
        if lines > 700 {
            long.push(format!("{path}: {lines} lines"));
        }
    });
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Top-level module → the modules that its files name behind `crate::`.
fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    each_source(Path::new("src"), &mut |path, text| {
        let inner = path.strip_prefix("src/").expect("under src");
        let module = inner.split(['/', '.']).next().expect("a name").to_owned();
        if module == "lib" || module == "main" {
            return;
        }
        let uses = edges.entry(module).or_default();
        for (at, _) in text.match_indices("crate::") {
            let rest = &text[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let word: String = name.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if !word.is_empty() {
                    uses.insert(word);
                }
            }
        }
    });
    edges
}

fn each_source(folder: &Path, take: &mut dyn FnMut(&str, &str)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut entries: Vec<_> =
        std::fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let inner = path.strip_prefix(root).expect("under the root").to_path_buf();
        if path.is_dir() {
            each_source(&inner, take);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("readable");
            take(&inner.to_string_lossy(), &text);
        }
    }
}
