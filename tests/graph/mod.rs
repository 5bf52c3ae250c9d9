//! A small graph by hand: articles and their facts, apart from extraction, so that tests of the graph change only with
//! the graph.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gongtu::load;
use gongtu::model::{
    Article, Claim, Class, EntityRef, Group, Mention, Node, Object, OrgKind, PlaceLevel, Qualifier, Qualifiers,
    Relation, Span,
};
use gongtu::pipeline::{Analysis, Engine};
use gongtu::rdf::iri::Iris;
use gongtu::store::{Form, Store};

use crate::support;

const ARTICLES: &str = include_str!("articles.txt");
/// The hand-made fact table.
pub const FACTS: &str = include_str!("facts.tsv");

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::embedded().expect("the data is well-formed"));

/// The forms that this build has.
pub fn forms() -> Vec<Form> {
    if cfg!(feature = "rocksdb") { vec![Form::Memory, Form::Rocksdb] } else { vec![Form::Memory] }
}

/// The hand-made articles, as analysed.
pub fn analyses() -> Vec<Analysis> {
    let articles = ARTICLES.split("# ").filter(|part| !part.trim().is_empty());
    articles
        .map(|part| {
            let (head, text) = part.split_once('\n').expect("a head line");
            let head: Vec<&str> = head.split('\t').collect();
            analysis(head[0], head[1], head[2], text.trim_end(), FACTS)
        })
        .collect()
}

/// One article with the facts of a table.
pub fn analysis(key: &str, published: &str, headline: &str, body: &str, facts: &str) -> Analysis {
    let mut article = support::article(&format!("{headline}\n{body}"));
    article.key = key.into();
    article.file = "folder/page.txt".into();
    article.headline = Some(headline.into());
    article.headline_span = Span::new(0, headline.len());
    article.published = published.parse().ok();
    let rows: Vec<Vec<&str>> = facts
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| cells[0] == key)
        .collect();
    let classes: BTreeMap<&str, Class> = rows
        .iter()
        .filter(|cells| cells[2] == "a")
        .map(|cells| (cells[1], Class::from_word(cells[3]).expect("a class")))
        .collect();
    let mut claims: Vec<Claim> = rows.iter().map(|cells| claim(&article, &classes, cells)).collect();
    claims.sort_by(|a, b| a.identity().cmp(&b.identity()));
    let mentions = mentions(&article, &rows, &classes);
    Analysis { article, mentions, claims, page: "digest".into() }
}

fn mentions(article: &Article, rows: &[Vec<&str>], classes: &BTreeMap<&str, Class>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for cells in rows.iter().filter(|cells| cells[2] == "a") {
        for (at, words) in article.text.match_indices(cells[1]) {
            let span = Span::new(at, at + words.len());
            let mut mention = Mention::new(span, classes[cells[1]], cells[1], "hand");
            let value = cells.get(4).and_then(|q| q.split_once('=')).map_or("", |(_, value)| value);
            mention.kind = OrgKind::from_word(value);
            mention.level = PlaceLevel::from_word(value);
            mentions.push(mention);
        }
    }
    mentions
}

fn claim(article: &Article, classes: &BTreeMap<&str, Class>, cells: &[&str]) -> Claim {
    let relation = Relation::from_word(cells[2]).expect("a relation");
    let text = || Object::Text(cells[3].into());
    let object = match relation {
        Relation::A => Object::Class(Class::from_word(cells[3]).expect("a class")),
        Relation::Serves => Object::Group(Group::from_word(cells[3]).expect("a group")),
        Relation::Date | Relation::EffectiveOn => Object::Date(cells[3].parse().expect("a date")),
        Relation::Target | Relation::Result | Relation::Post | Relation::Alias => text(),
        _ => classes.get(cells[3]).map_or_else(text, |class| Object::Entity(EntityRef::new(*class, cells[3]))),
    };
    let pairs = cells.get(4).into_iter().flat_map(|q| q.split("; ")).filter_map(|pair| pair.split_once('='));
    let qualifiers = pairs.fold(Qualifiers::new(), |qualifiers, (key, value)| {
        qualifiers.with(Qualifier::from_word(key).expect("a qualifier"), value)
    });
    let subject = match classes.get(cells[1]) {
        Some(class) => Node::Entity(EntityRef::new(*class, cells[1])),
        None => Node::Article,
    };
    let evidence = gongtu::model::Evidence { span: sentence(article, cells), rule: "hand".into(), confidence: 0.93 };
    Claim { subject, relation, object, qualifiers, evidence }
}

/// The first sentence that names most of a row.
fn sentence(article: &Article, cells: &[&str]) -> Span {
    let score = |span: &Span| {
        let words = span.of(&article.text);
        2 * usize::from(words.contains(cells[3])) + usize::from(words.contains(cells[1]))
    };
    let spans = article.sentences.iter().map(|s| s.span);
    spans.rev().max_by_key(score).unwrap_or_default()
}

/// A folder that is gone when dropped, with a store of these articles in it.
pub struct Built {
    pub folder: tempfile::TempDir,
}

impl Built {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("store")
    }
}

/// Puts articles into a store, in one batch.
pub fn load_into(folder: &Path, form: Form, analyses: &[Analysis]) {
    let mut store = Store::open_for_writing(folder, Some(form), &Iris::default()).expect("a store");
    load::load(&ENGINE, &mut store, analyses).expect("loaded");
    load::finish(&ENGINE, &mut store, &gongtu::resolve::decisions::Decisions::default()).expect("saved");
}

/// A store of a form with these batches, one after the other.
pub fn build(form: Form, batches: &[Vec<Analysis>]) -> Built {
    let built = Built { folder: tempfile::tempdir().expect("a folder") };
    for batch in batches {
        load_into(&built.path(), form, batch);
    }
    built
}

/// Its sorted N-Quads.
pub fn lines(built: &Built) -> String {
    Store::open(&built.path()).expect("a store").lines().expect("lines").concat()
}

/// Compares with a golden file; `UPDATE=1` writes it instead.
pub fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(name);
    if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, found).expect("written");
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(wanted == found, "{} differs (UPDATE=1 cargo test --release writes it):\n{found}", path.display());
}
