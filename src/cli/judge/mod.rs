//! `gongtu judge`: people's decisions, added to their file and applied at once.

mod walk;

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use oxigraph::model::NamedNode;

use crate::cli::decided::{self, Decided};
use crate::cli::place::{self, Place};
use crate::load::{self, Things};
use crate::model::{Decision, Fact, PartialDate, Right, Thing, Verdict};
use crate::pipeline::Engine;
use crate::rdf::iri::Iris;
use crate::resolve::decisions::{self, Decisions};
use crate::store::{Marker, Store};
use crate::trace::{self, ArticleView};

/// Correct the graph: what is one thing, what is not, what is wrong. 人工判定与更正。
///
/// Each decision is a block of the decisions file (decisions.toml beside the graph, or --decisions FILE), is applied at
/// once, and at every later build. A thing is named by its IRI, its name, or Class:name@mark, where the mark tells it
/// from its namesakes: a body, a place, or the key of an article.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  gongtu judge pairs --by 李明\n  \
                        gongtu judge same 苏州市总 苏州市总工会 --by 李明 --why 简称\n  \
                        gongtu judge wrong 郁忠 post 主席 --by 李明 --why 误读\n  gongtu judge list")]
pub struct Judge {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Two things are one; the first gives its name. 两者相同。
    Same(Two),
    /// Two things stay two. 两者不同。
    Different(Two),
    /// A thing has another name, in every article. 别名。
    Alias(Alias),
    /// A fact is wrong: it is not stated any more. A class (X a Person) that is wrong takes all about the thing along. 事实有误。
    Wrong(Wrong),
    /// A fact has another value. 改正事实。
    Right(Correct),
    /// Walk through pairs that may be one thing, the most valuable first. 逐对判定。
    Pairs(walk::Pairs),
    /// Show the decisions. 列出判定。
    List(List),
    /// Take a decision back. 撤销判定。
    Undo(Undo),
}

/// What every decision has.
#[derive(Clone, Debug, Args)]
struct Author {
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "GONGTU_BY")]
    by: String,
    /// When; left out if not given.
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
}

/// Where the graph and the decisions are.
#[derive(Clone, Debug, Args)]
struct Where {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    decided: Decided,
}

#[derive(Debug, Args)]
struct Two {
    /// A thing.
    thing: String,
    /// Another.
    other: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    at: Where,
}

#[derive(Debug, Args)]
struct Alias {
    /// The thing.
    thing: String,
    /// Its other name.
    name: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    at: Where,
}

/// A fact: a claim's IRI as `explain` shows it, or subject, relation and object.
#[derive(Debug, Args)]
struct Stated {
    /// A claim's IRI, or SUBJECT RELATION OBJECT as the fact table has them.
    #[arg(required = true, num_args = 1..=3, value_name = "CLAIM|SUBJECT RELATION OBJECT")]
    fact: Vec<String>,
    /// Qualifiers of the fact, as the fact table has them; any when left out.
    #[arg(long, value_name = "KEY=VALUE; …")]
    with: Option<String>,
    /// Key of the article that states it; all articles when left out.
    #[arg(long, value_name = "KEY")]
    article: Option<String>,
}

#[derive(Debug, Args)]
struct Wrong {
    #[command(flatten)]
    stated: Stated,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    at: Where,
}

#[derive(Debug, Args)]
struct Correct {
    #[command(flatten)]
    stated: Stated,
    /// The right subject; of “X a CLASS” the right name of the thing.
    #[arg(long, value_name = "LABEL")]
    subject: Option<String>,
    /// The right object; of “X a CLASS” the right class.
    #[arg(long, value_name = "LABEL")]
    object: Option<String>,
    /// The right qualifiers, all of them.
    #[arg(long, value_name = "KEY=VALUE; …")]
    qualifiers: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    at: Where,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    at: Where,
}

#[derive(Debug, Args)]
struct Undo {
    /// Id of the decision.
    id: String,
    #[command(flatten)]
    at: Where,
}

impl Judge {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Same(two) => two.run(Verdict::Same),
            What::Different(two) => two.run(Verdict::Different),
            What::Alias(alias) => alias.run(),
            What::Wrong(wrong) => wrong.run(),
            What::Right(correct) => correct.run(),
            What::Pairs(pairs) => pairs.run(),
            What::List(list) => list.run(),
            What::Undo(undo) => undo.run(),
        }
    }
}

/// A store under judgement, with the decisions so far.
struct Bench {
    engine: Engine,
    store: Store,
    at: Where,
    decisions: Decisions,
    things: Things,
    /// A decision that was asked for and stands in the file already: asked twice, or stopped before it was applied.
    known: Option<String>,
}

impl Bench {
    fn open(at: Where) -> anyhow::Result<Self> {
        let folder = &at.place.store;
        let text = if at.decided.path(folder).exists() { at.decided.text(folder)? } else { String::new() };
        let decisions = Decisions::parse(&at.decided.path(folder).display().to_string(), &text)?;
        let engine = Engine::embedded()?;
        Marker::read(folder)?;
        let store = Store::open_for_writing(folder, None, &Iris::default())?;
        place::keep(&store);
        let things = load::things(&engine, &store, &decisions)?;
        Ok(Self { engine, store, at, decisions, things, known: None })
    }

    /// The thing that some words mean.
    fn thing(&self, words: &str) -> anyhow::Result<Thing> {
        if let (false, Ok(thing)) = (words.contains("://"), words.parse::<Thing>()) {
            let mut members = self.things.0.values().flat_map(|settled| &settled.members);
            anyhow::ensure!(
                members.any(|(article, own)| thing.is(article, own)),
                "no article of the graph names {thing}"
            );
            return Ok(thing);
        }
        let found = trace::find(&self.store, words)?;
        let known: Vec<&NamedNode> = found.iter().filter(|node| self.things.0.contains_key(node.as_str())).collect();
        match known[..] {
            [one] => Ok(self.things.named(one.as_str())?),
            [] => anyhow::bail!("no article of the graph names {words}"),
            _ => {
                let list: Vec<&str> = known.iter().map(|node| node.as_str()).collect();
                anyhow::bail!("{words} means several things; name one of them:\n  {}", list.join("\n  "))
            }
        }
    }

    fn fact(&self, stated: Stated) -> anyhow::Result<Fact> {
        match &stated.fact[..] {
            [claim] => self.claim(claim),
            [subject, relation, object] => Ok(Fact {
                article: stated.article,
                subject: subject.clone(),
                relation: relation.clone(),
                object: object.clone(),
                qualifiers: stated.with,
            }),
            _ => anyhow::bail!("a fact is a claim's IRI, or SUBJECT RELATION OBJECT"),
        }
    }

    fn claim(&self, words: &str) -> anyhow::Result<Fact> {
        let iri = if words.contains("://") { words.to_owned() } else { format!("{}{words}", self.store.iris().base()) };
        let (article, _) = iri.split_once('#').ok_or_else(|| anyhow::anyhow!("{words} is not the IRI of a claim"))?;
        let article = NamedNode::new(article)?;
        let told = ArticleView::of(&self.store, &article)?.claims().into_iter().find(|told| told.claim.as_str() == iri);
        let row = told.ok_or_else(|| anyhow::anyhow!("the graph has no claim {iri}"))?.row;
        let row = [row.subject.as_str(), &row.relation, &row.object, &row.qualifiers];
        Ok(load::fact(&self.store, &article, &self.things, row)?)
    }

    /// Adds a decision to the file, unless it would change nothing.
    fn add(&mut self, verdict: Verdict, author: &Author) -> anyhow::Result<()> {
        let id = decisions::id(&verdict);
        let decision = Decision { id, verdict, by: author.by.clone(), on: author.on, why: author.why.clone(), line: 0 };
        let path = self.at.decided.path(&self.at.place.store);
        if let Some(known) =
            self.decisions.all.iter().find(|known| known.id == decision.id && known.verdict == decision.verdict)
        {
            self.known = Some(format!("{} {}: {}", known.verdict.word(), known.id, known.verdict));
            return Ok(());
        }
        let mut text = if path.exists() { std::fs::read_to_string(&path)? } else { String::new() };
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str(&decisions::block(&decision));
        let all = Decisions::parse(&path.display().to_string(), &text)?;
        let notes = load::preview(&self.engine, &self.store, &all)?;
        let line = all.all.last().map_or(0, |last| last.line);
        if let Some(note) =
            notes.iter().find(|note| matches!(note, crate::error::Error::Data { line: l, .. } if *l == line))
        {
            let message = note.to_string();
            anyhow::bail!("not added: {}", message.split_once(": ").map_or(message.as_str(), |(_, rest)| rest));
        }
        save(&path, &text)?;
        anstream::eprintln!("{} {}: {}", decision.verdict.word(), decision.id, decision.verdict);
        self.decisions = all;
        Ok(())
    }

    /// Applies the decisions to the graph.
    fn apply(mut self) -> anyhow::Result<ExitCode> {
        let outcome = load::finish(&self.engine, &mut self.store, &self.decisions)?;
        decided::say(&outcome.notes);
        if let (Some(known), 0) = (&self.known, outcome.made) {
            anyhow::bail!("decided already, and applied: {known}");
        }
        anstream::eprintln!("{} articles settled anew; decisions: {}", outcome.made, self.decisions.file);
        Ok(ExitCode::SUCCESS)
    }
}

/// Replaces the decisions file whole.
fn save(path: &std::path::Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or_else(|| std::path::Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

impl Two {
    fn run(self, verdict: fn(Thing, Thing) -> Verdict) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let (thing, other) = (bench.thing(&self.thing)?, bench.thing(&self.other)?);
        anyhow::ensure!(thing != other, "{thing} and {other} are named alike; put @ and what tells them apart behind");
        bench.add(verdict(thing, other), &self.author)?;
        bench.apply()
    }
}

impl Alias {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let thing = bench.thing(&self.thing)?;
        bench.add(Verdict::Alias(thing, self.name), &self.author)?;
        bench.apply()
    }
}

impl Wrong {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let fact = bench.fact(self.stated)?;
        bench.add(Verdict::Wrong(fact), &self.author)?;
        bench.apply()
    }
}

impl Correct {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let fact = bench.fact(self.stated)?;
        let right = Right { subject: self.subject, object: self.object, qualifiers: self.qualifiers };
        bench.add(Verdict::Right(fact, right), &self.author)?;
        bench.apply()
    }
}

impl List {
    fn run(self) -> anyhow::Result<ExitCode> {
        let decisions = self.at.decided.read(&self.at.place.store)?;
        let mut out = std::io::BufWriter::new(anstream::stdout().lock());
        for decision in &decisions.all {
            let on = decision.on.map(|on| format!(" {on}")).unwrap_or_default();
            let why = if decision.why.is_empty() { String::new() } else { format!("  # {}", decision.why) };
            let (id, word) = (&decision.id, decision.verdict.word());
            writeln!(out, "{id}  {word:9}  {}  ({}{on}){why}", decision.verdict, decision.by)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Undo {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut bench = Bench::open(self.at)?;
        let path = bench.at.decided.path(&bench.at.place.store);
        let found = bench.decisions.all.iter().position(|decision| decision.id == self.id);
        let at = found.ok_or_else(|| anyhow::anyhow!("{} has no decision {}", path.display(), self.id))?;
        let text = std::fs::read_to_string(&path)?;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let from = bench.decisions.all[at].line - 1;
        let to = lines[from + 1..].iter().position(|line| line.trim_start().starts_with("[[")).map(|n| from + 1 + n);
        let kept: String = lines[..from].iter().chain(&lines[to.unwrap_or(lines.len())..]).copied().collect();
        bench.decisions = Decisions::parse(&path.display().to_string(), &kept)?;
        save(&path, &kept)?;
        bench.apply()
    }
}
