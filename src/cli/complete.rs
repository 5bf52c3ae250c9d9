//! What a shell offers when Tab is pressed: commands and options by clap; names of questions, their parameters and the
//! names that the graph knows, from here. The shell's script calls the program, which answers before it does anything else.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::CompleteEnv;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use crate::cli::Arguments;
use crate::cli::layout::is_chinese_locale;
use crate::store::{Store, canned};

/// The variable by which a shell's script says which shell asks.
pub(super) const VARIABLE: &str = "GONGTU_COMPLETE";
/// Names offered at once: more help nobody.
const MOST: usize = 200;

/// Answers the shell and ends the program, if it is a shell that asks.
pub(super) fn answer() {
    CompleteEnv::with_factory(Arguments::command).var(VARIABLE).complete();
}

/// Names of the canned questions, with their titles.
pub(super) fn questions(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let all = canned::all().unwrap_or_default();
    let fitting = all.into_iter().filter(|canned| canned.name.starts_with(&*typed));
    let title = |canned: &canned::Canned| if is_chinese_locale() { &canned.title.zh } else { &canned.title.en }.clone();
    fitting.map(|canned| CompletionCandidate::new(canned.name.clone()).help(Some(title(&canned).into()))).collect()
}

/// `KEY=` for the parameters of the question on the line, and behind the sign the names that the graph knows for it.
pub(super) fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let all = canned::all().unwrap_or_default();
    let words: Vec<OsString> = std::env::args_os().collect();
    let Some(question) = all.into_iter().find(|canned| words.iter().any(|word| word == canned.name.as_str())) else {
        return Vec::new();
    };
    let Some((key, begun)) = typed.split_once('=') else {
        let fitting = question.parameters.iter().filter(|(name, _)| name.starts_with(&*typed));
        let help = |text: &canned::Bilingual| if is_chinese_locale() { text.zh.clone() } else { text.en.clone() };
        return fitting
            .map(|(name, text)| CompletionCandidate::new(format!("{name}=")).help(Some(help(text).into())))
            .collect();
    };
    let names = open().and_then(|store| question.known_names(&store, key, begun).ok()).unwrap_or_default();
    let fitting = names.into_iter().filter(|name| name.starts_with(begun)).take(MOST);
    fitting.map(|name| CompletionCandidate::new(format!("{key}={name}"))).collect()
}

/// Names, other names included, of things that begin as typed.
pub(super) fn things(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let names = open().and_then(|store| labels(&store)).unwrap_or_default();
    names.into_iter().filter(|name| name.starts_with(&*typed)).take(MOST).map(CompletionCandidate::new).collect()
}

fn labels(store: &Store) -> Option<BTreeSet<String>> {
    let query = "SELECT ?name {
        VALUES ?class { schema:Place schema:Person org:Organization gt:Policy gt:Measure gt:Initiative schema:Event gt:Honor gt:Group }
        ?thing a ?class ; rdfs:label|skos:altLabel ?name }";
    let QueryResults::Solutions(solutions) = store.query(query).ok()? else { return None };
    let name = |term: Option<&Term>| match term {
        Some(Term::Literal(name)) => Some(name.value().to_owned()),
        _ => None,
    };
    Some(solutions.filter_map(|solution| name(solution.ok()?.get("name"))).collect())
}

/// The store that the line names, else the usual one.
fn open() -> Option<Store> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let behind = words.iter().position(|word| word == "--store").and_then(|at| words.get(at + 1)).map(PathBuf::from);
    let joined = words.iter().find_map(|word| Some(PathBuf::from(word.to_str()?.strip_prefix("--store=")?)));
    let folder = behind.or(joined).or_else(|| std::env::var_os("GONGTU_STORE").map(PathBuf::from));
    let store = Store::open(&folder.unwrap_or_else(|| PathBuf::from("gongtu-store"))).ok()?;
    // As in `Place::open`: the process ends in a moment.
    std::mem::forget(store.graph().clone());
    Some(store)
}
